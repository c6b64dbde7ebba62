/* Walking a draw list with its clips resolved, and reading UTF-8 one character at a time. */
#include "draw/draw_inside.h"
#include <math.h>

void draw_walk_reset(DrawWalk *walk, const DrawList *list) {
    walk->list = list;
    walk->offset = walk->last = 0;
    walk->depth = 0;
    walk->clip[0] = rect(-1e6, -1e6, 2e6, 2e6); /* beyond every coordinate a list can hold */
}

static Rect intersect(Rect a, Rect b) {
    double x = fmax(a.x, b.x), y = fmax(a.y, b.y);
    double w = fmin(rect_right(a), rect_right(b)) - x, h = fmin(rect_bottom(a), rect_bottom(b)) - y;
    return w > 0 && h > 0 ? rect(x, y, w, h) : rect(x, y, 0, 0);
}

bool draw_walk_next(DrawWalk *walk, DrawItem *item, Rect *clip) {
    for (walk->last = walk->offset; draw_next(walk->list, &walk->offset, item); walk->last = walk->offset) {
        int top = walk->depth < DRAW_CLIP_DEPTH ? walk->depth : DRAW_CLIP_DEPTH;
        switch (item->op) {
        case DRAW_CLIP_PUSH:
            if (walk->depth < DRAW_CLIP_DEPTH) walk->clip[walk->depth + 1] = intersect(walk->clip[walk->depth], item->box);
            walk->depth++;
            break;
        case DRAW_CLIP_POP:
            if (walk->depth > 0) walk->depth--;
            break;
        case DRAW_LAYER:
        case DRAW_GROUP: break;
        default: *clip = walk->clip[top]; return true;
        }
    }
    return false;
}

/* The first character that needs one, two, three more bytes; below it the form is overlong. */
static const uint32_t least_code[4] = {0, 0x80, 0x800, 0x10000};

uint32_t text_next_slice(Str *rest, Str *bytes) {
    *bytes = (Str){rest->at, 0};
    if (rest->count <= 0) return 0;
    unsigned char first = (unsigned char)rest->at[0];
    int more = first < 0x80                    ? 0
               : first >= 0xC2 && first < 0xE0 ? 1
               : first >= 0xE0 && first < 0xF0 ? 2
               : first >= 0xF0 && first < 0xF5 ? 3
                                               : -1;
    uint32_t code = more <= 0 ? first : first & (0x3Fu >> more);
    bool good = more >= 0 && more < rest->count;
    for (int i = 1; good && i <= more; i++) {
        unsigned char next = (unsigned char)rest->at[i];
        good = (next & 0xC0) == 0x80;
        code = code << 6 | (next & 0x3Fu);
    }
    /* overlong forms, surrogates and codes beyond Unicode are not characters */
    if (good && (code < least_code[more] || (code >= 0xD800 && code < 0xE000) || code > 0x10FFFF)) good = false;
    bytes->count = good ? more + 1 : 1;
    rest->at += bytes->count;
    rest->count -= bytes->count;
    return good ? code : 0xFFFD;
}

uint32_t text_next_char(Str *rest) {
    Str bytes;
    return text_next_slice(rest, &bytes);
}
