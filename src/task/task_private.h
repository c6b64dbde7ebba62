/* The tasks there are, one file each; task.c lists them. */
#ifndef UNROLL_TASK_PRIVATE_H
#define UNROLL_TASK_PRIVATE_H
#include "task/task.h"

extern const Task task_recall;

#endif
