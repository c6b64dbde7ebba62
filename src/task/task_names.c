/* The keys and labels of the tasks, from their rows. */
#include "task/task_private.h"

#define TASK_ROW(NAME, LABEL) const char task_key_##NAME[] = #NAME, task_label_##NAME[] = LABEL;
#include "task/task_rows.h"
#undef TASK_ROW
