/* The losses of a training, one for every update, in memory that hardly grows with their number.

   The first LOSS_SINGLE losses are kept one by one, the later ones in buckets that keep a sum and a count: updates LOSS_SINGLE to
   2 LOSS_SINGLE - 1 in buckets of 2, the next 2 LOSS_SINGLE in buckets of 4, and so on. So no bucket is wider than 2 / LOSS_SINGLE
   of the update it begins with, on a linear axis and on a log axis; 30 million losses take 3.4 MB, a billion 4.7 MB.

   A fork shares all chunks of buckets with the list it was made from, and costs a table of pointers. */
#ifndef UNROLL_LAB_LOSS_LIST_H
#define UNROLL_LAB_LOSS_LIST_H
#include "base/diag.h"
#include <stddef.h>

enum { LOSS_SINGLE = 16384, LOSS_CHUNK = 256 }; /* losses kept one by one; buckets of a chunk */

typedef struct LossSum {
    double sum;
    long count; /* of the losses in the sum */
} LossSum;

typedef struct LossChunk LossChunk;

/* A zeroed list is empty. */
typedef struct LossList {
    LossChunk **chunk; /* (chunk_capacity) the table is owned, its first chunk_count chunks are shared with forks */
    int chunk_count, chunk_capacity;
    long count;                      /* losses 0..count-1 are known */
    LossSum tally;                   /* of the losses pushed since the list's owner last zeroed it, added one by one */
    LossSum last_bucket, last_tally; /* as they were before the last push */
} LossList;

void loss_list_clear(LossList *list); /* the list is then empty */

/* Replaces `out` by the same list. False when memory is out: `out` is then empty. */
bool loss_list_fork(LossList *out, const LossList *list, Diag *diag);

/* Drops the losses from number `count` on, and makes room for `more` pushes, which then allocate nothing. A bucket that `count` cuts in two
   is emptied, because its remaining sum is not known. False, with the list unchanged, when memory is out. To be called again before a push
   to a list that was forked since. */
bool loss_list_reserve(LossList *list, long count, long more, Diag *diag);
void loss_list_push(LossList *list, double loss);
void loss_list_pop(LossList *list); /* takes the last push back; once after each push */

/* The sum over the buckets that begin in from..to-1. If a bucket was cut, count is smaller than that range; it may be 0. */
LossSum loss_list_sum(const LossList *list, long from, long to);
/* The bucket that contains update u: its one loss if u < LOSS_SINGLE. */
LossSum loss_list_get(const LossList *list, long u);

/* Bytes of this list that `other` does not share; `other` may be NULL. */
size_t loss_list_size(const LossList *list, const LossList *other);

#endif
