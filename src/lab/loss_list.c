/* Buckets lie in chunks of LOSS_CHUNK. A chunk is a binary tree in one array: node 1 is the root, node k has the children 2k and
   2k + 1, the leaves LOSS_CHUNK..2 LOSS_CHUNK - 1 are the buckets, and every inner node is the sum of its children. So the sum over a
   range of a chunk takes a few additions, and over a whole chunk none.

   A chunk that several lists hold is never written: loss_list_reserve replaces it by a copy. The number of holders is atomic, since
   the worker forks lists that the window's thread holds. */
#include "lab/loss_list.h"
#include "base/arena.h"
#include <assert.h>
#include <stdatomic.h>
#include <string.h>

struct LossChunk {
    atomic_int holders;
    long end; /* the loss after the last one pushed here; 0: the chunk is empty */
    LossSum node[2 * LOSS_CHUNK];
};

/* --- where losses stand --- */

/* Buckets of level l hold 2^l losses: level 0 has LOSS_SINGLE buckets, every other LOSS_SINGLE / 2, from loss LOSS_SINGLE 2^(l-1) on. */
static long bucket_of(long u) {
    int level = 0;
    while ((long)LOSS_SINGLE << level <= u) level++;
    if (level == 0) return u;
    return LOSS_SINGLE + (level - 1) * (LOSS_SINGLE / 2L) + ((u - ((long)LOSS_SINGLE << (level - 1))) >> level);
}

/* The first loss of a bucket. */
static long start_of(long bucket) {
    if (bucket < LOSS_SINGLE) return bucket;
    long beyond = bucket - LOSS_SINGLE, level = beyond / (LOSS_SINGLE / 2) + 1;
    return ((long)LOSS_SINGLE << (level - 1)) + (beyond % (LOSS_SINGLE / 2) << level);
}

/* The first bucket that begins at loss u or later. */
static long bucket_from(long u) {
    long bucket = bucket_of(u);
    return start_of(bucket) < u ? bucket + 1 : bucket;
}

static int chunk_of(long u) { return (int)(bucket_of(u) / LOSS_CHUNK); }

/* --- one chunk --- */

static LossSum add(LossSum a, LossSum b) { return (LossSum){a.sum + b.sum, a.count + b.count}; }

static void set_bucket(LossChunk *chunk, int index, LossSum value) {
    int at = LOSS_CHUNK + index;
    chunk->node[at] = value;
    for (at /= 2; at > 0; at /= 2) chunk->node[at] = add(chunk->node[2 * at], chunk->node[2 * at + 1]);
}

/* Of its buckets from..to-1. */
static LossSum sum_buckets(const LossChunk *chunk, int from, int to) {
    LossSum left = {0}, right = {0};
    for (from += LOSS_CHUNK, to += LOSS_CHUNK; from < to; from /= 2, to /= 2) {
        if (from % 2 == 1) left = add(left, chunk->node[from++]);
        if (to % 2 == 1) right = add(chunk->node[--to], right);
    }
    return add(left, right);
}

/* Empties the buckets from loss `count` on, and the one that `count` cuts. */
static void cut_chunk(LossChunk *chunk, long count) {
    if (chunk->end <= count) return;
    int first = (int)(bucket_of(count) % LOSS_CHUNK);
    memset(&chunk->node[LOSS_CHUNK + first], 0, (size_t)(LOSS_CHUNK - first) * sizeof *chunk->node);
    for (int at = LOSS_CHUNK - 1; at > 0; at--) chunk->node[at] = add(chunk->node[2 * at], chunk->node[2 * at + 1]);
    chunk->end = count;
}

static LossChunk *new_chunk(void) {
    LossChunk *chunk = mem_new(sizeof *chunk);
    if (chunk) atomic_init(&chunk->holders, 1);
    return chunk;
}

static LossChunk *copy_chunk(const LossChunk *from) {
    LossChunk *chunk = new_chunk();
    if (!chunk) return NULL;
    chunk->end = from->end;
    memcpy(chunk->node, from->node, sizeof chunk->node);
    return chunk;
}

static bool is_shared(const LossChunk *chunk) { return atomic_load_explicit(&chunk->holders, memory_order_acquire) > 1; }

static void release(LossChunk *chunk) {
    if (atomic_fetch_sub_explicit(&chunk->holders, 1, memory_order_acq_rel) == 1) mem_free(chunk);
}

/* --- the list --- */

static bool reserve_table(LossList *list, int count) {
    size_t one = sizeof *list->chunk;
    if (count <= list->chunk_capacity) return true;
    int capacity = list->chunk_capacity > 0 ? list->chunk_capacity : 16;
    while (capacity < count) capacity += capacity / 2;
    LossChunk **grown = mem_grow(list->chunk, (size_t)list->chunk_capacity * one, (size_t)capacity * one);
    if (!grown) return false;
    list->chunk = grown;
    list->chunk_capacity = capacity;
    return true;
}

void loss_list_clear(LossList *list) {
    for (int i = 0; i < list->chunk_count; i++) release(list->chunk[i]);
    mem_free(list->chunk);
    *list = (LossList){0};
}

static bool fail_memory(long count, Diag *diag) { return diag_fail(diag, "There is no memory left for the losses of %ld updates.", count); }

/* `out`, an empty list, gets the first `count` losses; it has still to be cut. */
static bool share(LossList *out, const LossList *list, long count, Diag *diag) {
    int used = count > 0 ? chunk_of(count - 1) + 1 : 0;
    if (!reserve_table(out, used)) return fail_memory(count, diag);
    for (int i = 0; i < used; i++) {
        out->chunk[i] = list->chunk[i];
        atomic_fetch_add_explicit(&out->chunk[i]->holders, 1, memory_order_relaxed);
    }
    out->chunk_count = used;
    out->count = count;
    out->tally = list->tally;
    out->last_bucket = list->last_bucket;
    out->last_tally = list->last_tally;
    return true;
}

bool loss_list_fork(LossList *out, const LossList *list, Diag *diag) {
    loss_list_clear(out);
    return share(out, list, list->count, diag);
}

/* Room for `more` pushes, in chunks that nobody else holds. On failure the chunks made so far stay, and the losses are unchanged. */
static bool extend(LossList *list, long more, Diag *diag) {
    int first = chunk_of(list->count), last = chunk_of(list->count + (more > 0 ? more - 1 : 0));
    if (!reserve_table(list, last + 1)) return fail_memory(list->count + more, diag);
    if (first < list->chunk_count && is_shared(list->chunk[first])) {
        LossChunk *copy = copy_chunk(list->chunk[first]);
        if (!copy) return fail_memory(list->count + more, diag);
        release(list->chunk[first]);
        list->chunk[first] = copy;
    }
    for (; list->chunk_count <= last; list->chunk_count++) {
        LossChunk *chunk = new_chunk();
        if (!chunk) return fail_memory(list->count + more, diag);
        list->chunk[list->chunk_count] = chunk;
    }
    cut_chunk(list->chunk[first], list->count);
    return true;
}

bool loss_list_reserve(LossList *list, long count, long more, Diag *diag) {
    LossList cut = {0};
    assert(count <= list->count);
    if (count == list->count) return extend(list, more, diag);
    if (!share(&cut, list, count, diag) || !extend(&cut, more, diag)) {
        loss_list_clear(&cut);
        return false;
    }
    loss_list_clear(list);
    *list = cut;
    return true;
}

void loss_list_push(LossList *list, double loss) {
    long bucket = bucket_of(list->count);
    LossChunk *chunk = list->chunk[bucket / LOSS_CHUNK];
    int index = (int)(bucket % LOSS_CHUNK);
    LossSum one = {loss, 1};
    assert(bucket / LOSS_CHUNK < list->chunk_count && !is_shared(chunk));
    list->last_bucket = chunk->node[LOSS_CHUNK + index];
    list->last_tally = list->tally;
    list->tally = add(list->tally, one);
    set_bucket(chunk, index, add(list->last_bucket, one));
    chunk->end = ++list->count;
}

void loss_list_pop(LossList *list) {
    long bucket = bucket_of(--list->count);
    LossChunk *chunk = list->chunk[bucket / LOSS_CHUNK];
    set_bucket(chunk, (int)(bucket % LOSS_CHUNK), list->last_bucket);
    chunk->end = list->count;
    list->tally = list->last_tally;
}

LossSum loss_list_sum(const LossList *list, long from, long to) {
    LossSum sum = {0};
    if (to > list->count) to = list->count;
    if (from < 0) from = 0;
    if (from >= to) return sum;
    long first = bucket_from(from), end = bucket_from(to);
    while (first < end) {
        long chunk = first / LOSS_CHUNK, start = chunk * LOSS_CHUNK, stop = start + LOSS_CHUNK < end ? start + LOSS_CHUNK : end;
        sum = add(sum, sum_buckets(list->chunk[chunk], (int)(first - start), (int)(stop - start)));
        first = stop;
    }
    return sum;
}

LossSum loss_list_get(const LossList *list, long u) {
    if (u < 0 || u >= list->count) return (LossSum){0};
    long bucket = bucket_of(u);
    return list->chunk[bucket / LOSS_CHUNK]->node[LOSS_CHUNK + bucket % LOSS_CHUNK];
}

size_t loss_list_size(const LossList *list, const LossList *other) {
    size_t size = (size_t)list->chunk_capacity * sizeof *list->chunk;
    for (int i = 0; i < list->chunk_count; i++) {
        bool both = other && i < other->chunk_count && other->chunk[i] == list->chunk[i];
        if (!both) size += sizeof *list->chunk[i];
    }
    return size;
}
