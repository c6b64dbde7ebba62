/* The list of tasks, and the chance each sequence is made of.

   Sequence number n is drawn from a stream of its own under the seed, so any sequence can be drawn again without drawing those
   before it. The streams carry a tag that keeps them off the weights' streams under the same seed. */
#include "task/task_private.h"
#include <string.h>

const Task *const task_table[] = {&task_recall};
const int task_count = (int)(sizeof task_table / sizeof *task_table);

const Task *task_find(const char *key) {
    for (int i = 0; i < task_count; i++) {
        if (strcmp(task_table[i]->key, key) == 0) return task_table[i];
    }
    return NULL;
}

Random task_random(uint64_t seed, long sequence) {
    const uint64_t tag = UINT64_C(0x7461736B00000000); /* "task" */
    return random_from(seed, tag + (uint64_t)sequence);
}
