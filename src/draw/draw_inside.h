/* Private to draw/: hashing, and walking a list with its clips resolved. */
#ifndef UNROLL_DRAW_DRAW_INSIDE_H
#define UNROLL_DRAW_DRAW_INSIDE_H
#include "draw/draw_list.h"

/* One step of a 64-bit mix; a bijection of `hash` for every word, so no information is lost. The second multiplication spreads differences
   in high bits (signs, whole numbers as doubles) over all bits. */
static inline uint64_t hash_mix(uint64_t hash, uint64_t word) {
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    hash = (hash ^ hash >> 32) * 0xD6E8FEB86659FD93u;
    return hash ^ hash >> 32;
}
uint64_t hash_bytes(uint64_t hash, const void *data, size_t size);
uint64_t hash_double(uint64_t hash, double value);

/* Visits the commands that draw something, in the order of the list, each with the clip that held when it was written.
   Clips are rectangles, so any number of them nested is one rectangle. An unclip too many is ignored. */
enum { DRAW_CLIP_DEPTH = 64 }; /* deeper clips are counted but not applied */
typedef struct DrawWalk {
    const DrawList *list;
    size_t offset, last; /* of the next record, of the command last visited */
    int depth;
    Rect clip[DRAW_CLIP_DEPTH + 1];
} DrawWalk;
void draw_walk_reset(DrawWalk *walk, const DrawList *list);
bool draw_walk_next(DrawWalk *walk, DrawItem *item, Rect *clip);

/* The next character of UTF-8, cut off the front; U+FFFD for each invalid byte. 0 only at the end or for a NUL. */
uint32_t text_next_char(Str *rest);
/* The same, but leaves the bytes of the character in *bytes. */
uint32_t text_next_slice(Str *rest, Str *bytes);

#endif
