/* The tree of steps: nodes with the number of their parent, in one block that grows; numbers from 1. Unused nodes found by a sweep are
   chained by `parent` and used again first. A sweep is asked for when the block is full, and the block grows only if more than half is
   still used, so that the cost of a step does not depend on the number of earlier ones. */
#include "lab/since.h"
#include "base/arena.h"
#include <string.h>

typedef struct SinceNode {
    SinceStep step;
    Setup *start; /* owned; of a SINCE_START */
    int parent;   /* of a node that is free: the next free one */
    int depth;
    bool used, marked;
} SinceNode;

struct Since {
    SinceNode *node; /* owned; number i is node[i - 1] */
    int count, capacity, free, free_count;
    Setup *spare;  /* owned; for the next start, NULL: none */
    size_t starts; /* setups held */
};

enum { FIRST_CAPACITY = 64 };

Since *since_new(void) { return mem_new(sizeof(Since)); }

void since_free(Since *since) {
    if (!since) return;
    for (int i = 0; i < since->count; i++) mem_free(since->node[i].start);
    mem_free(since->spare);
    mem_free(since->node);
    mem_free(since);
}

bool since_step_equal(const SinceStep *a, const SinceStep *b) {
    bool same = (a->kind == b->kind) & (a->key == b->key) & (a->value == b->value) & (a->update == b->update) & (a->count == b->count);
    same &= (a->im == b->im) & (a->rank == b->rank) & (a->layer == b->layer) & (a->gate == b->gate) & (a->is_reverse == b->is_reverse);
    return same & (a->hash == b->hash);
}

static const SinceNode *find(const Since *since, int head) { return head > 0 ? &since->node[head - 1] : NULL; }

const SinceStep *since_get(const Since *since, int head) { return head > 0 ? &find(since, head)->step : NULL; }

int since_parent(const Since *since, int head) { return head > 0 ? find(since, head)->parent : head; }

int since_depth(const Since *since, int head) { return head > 0 ? find(since, head)->depth : 0; }

const Setup *since_start_setup(const Since *since, int head) {
    const SinceNode *node = find(since, head);
    while (node && node->parent > 0) node = find(since, node->parent);
    return node ? node->start : NULL;
}

void since_copy(SinceStep *out, const Since *since, int head) {
    for (int i = since_depth(since, head); i > 0; i--) {
        out[i - 1] = *since_get(since, head);
        head = since_parent(since, head);
    }
}

static int room(const Since *since) { return since->free_count + since->capacity - since->count; }

static bool grow(Since *since, int capacity) {
    SinceNode *grown = mem_grow(since->node, (size_t)since->capacity * sizeof *grown, (size_t)capacity * sizeof *grown);
    if (!grown) return false;
    since->node = grown;
    since->capacity = capacity;
    return true;
}

bool since_reserve(Since *since, int count) {
    int capacity = since->capacity > 0 ? since->capacity : FIRST_CAPACITY;
    while (capacity - since->capacity + room(since) < count) capacity *= 2;
    if (capacity > since->capacity && !grow(since, capacity)) return false;
    if (!since->spare) since->spare = mem_new(sizeof *since->spare);
    return since->spare != NULL;
}

/* A free node's number; there is room. */
static int take(Since *since) {
    if (since->free == 0) return ++since->count;
    int number = since->free;
    since->free = since->node[number - 1].parent;
    since->free_count--;
    return number;
}

static void give_back(Since *since, int number) {
    since->node[number - 1] = (SinceNode){.parent = since->free};
    since->free = number;
    since->free_count++;
}

int since_start(Since *since, const Setup *start) {
    int number = take(since);
    Setup *copy = since->spare;
    since->spare = NULL;
    *copy = *start;
    since->starts++;
    since->node[number - 1] = (SinceNode){.step = {.kind = SINCE_START}, .start = copy, .used = true};
    return number;
}

int since_add(Since *since, int head, const SinceStep *step) {
    if (head <= 0) return SINCE_LOST; /* a list begins with a start */
    int depth = since_depth(since, head) + 1;
    if (depth > SINCE_MAX) return SINCE_LOST;
    int number = take(since);
    since->node[number - 1] = (SinceNode){.step = *step, .parent = head, .depth = depth, .used = true};
    return number;
}

int since_adopt(Since *since, Since *from) {
    int before = since->count, capacity = since->count + from->count;
    if (capacity > since->capacity && !grow(since, capacity)) return -1;
    for (int i = 0; i < from->count; i++) {
        SinceNode *node = &since->node[since->count++];
        *node = from->node[i];
        if (node->parent > 0) node->parent += before;
        if (!node->used) give_back(since, since->count);
    }
    since->starts += from->starts;
    from->count = from->free = from->free_count = 0;
    from->starts = 0;
    return before;
}

bool since_wants_sweep(const Since *since, int count) { return room(since) < count && since->count > 0; }

void since_mark(Since *since, int head) {
    while (head > 0 && !since->node[head - 1].marked) {
        since->node[head - 1].marked = true;
        head = since->node[head - 1].parent;
    }
}

void since_sweep(Since *since) {
    int kept = 0;
    since->free = since->free_count = 0;
    for (int i = since->count; i > 0; i--) {
        SinceNode *node = &since->node[i - 1];
        bool keeps = node->used && node->marked;
        node->marked = false;
        kept += keeps;
        if (keeps) continue;
        since->starts -= node->start != NULL;
        mem_free(node->start);
        give_back(since, i);
    }
    /* Without memory for it the free nodes serve, where they are enough. */
    if (2 * kept > since->capacity) grow(since, 2 * since->capacity);
}

size_t since_size(const Since *since) { return (size_t)since->capacity * sizeof(SinceNode) + since->starts * sizeof(Setup); }
