/* See layout_check.h.

   Text is taken as a box: as wide as the pen moves, from 0.72 of the size above the baseline (capitals) to 0.2 below, less a
   small tolerance. The page and the stage are one plane; the hover and the overlay are planes of their own, for they lie on top
   on purpose; so are messages and tooltips. Text that a later opaque shape of its plane covers whole is not there.

   Simplified on purpose: runs of one formula (mathematics close together in the list) may touch, as a letter and its index
   do; a caret is no text. */
#include "support/layout_check.h"
#include "base/arena.h"
#include "base/number.h"
#include "draw/text.h"
#include <math.h>
#include <string.h>

enum { RUN_MAX = 6000, CLIP_MAX = 32, FORMULA_SPAN = 14 };

typedef struct Run {
    Rect box;
    int plane, index;
    bool math, gone, told;
    double size;
    char group[40], text[48];
} Run;

static void say(LayoutReport *report, const char *heading, const char *kind, const Run *a, const Run *b) {
    if (report->count++ == 0 || !strstr(report->text, heading))
        report->used += text_format(report->text + report->used, (int)sizeof report->text - report->used, "%s\n", heading);
    report->used += text_format(report->text + report->used, (int)sizeof report->text - report->used,
                                "  %s [%s] \"%s\" (%.0f,%.0f %.0fx%.0f)", kind, a->group, a->text, a->box.x, a->box.y, a->box.w, a->box.h);
    if (b)
        report->used += text_format(report->text + report->used, (int)sizeof report->text - report->used,
                                    " and [%s] \"%s\" (%.0f,%.0f %.0fx%.0f)", b->group, b->text, b->box.x, b->box.y, b->box.w, b->box.h);
    report->used += text_format(report->text + report->used, (int)sizeof report->text - report->used, "\n");
}

static Rect intersect(Rect a, Rect b) {
    double x0 = fmax(a.x, b.x), y0 = fmax(a.y, b.y), x1 = fmin(rect_right(a), rect_right(b)), y1 = fmin(rect_bottom(a), rect_bottom(b));
    return rect(x0, y0, fmax(0, x1 - x0), fmax(0, y1 - y0));
}

/* Messages, tooltips and an open menu lie on top of everything on purpose. */
static int plane_of(DrawLayer layer, const char *group) {
    if (strcmp(group, "message") == 0 || strcmp(group, "menu") == 0) return 3;
    if (strcmp(group, "tip") == 0) return 4;
    return layer == LAYER_HOVER ? 1 : layer == LAYER_OVERLAY ? 2 : 0;
}

static Rect text_box(const DrawItem *item, const TextApi *api, double scale) {
    char text[512];
    str_copy(text, sizeof text, item->text);
    double w = text_width(api, scale, item->face, item->width, text);
    double x = item->x0 - (item->align == ALIGN_CENTER ? w / 2 : item->align == ALIGN_RIGHT ? w : 0);
    return rect(x, item->y0 - 0.72 * item->width, w, 0.92 * item->width);
}

/* An opaque shape: what it covers whole is gone; what it covers in part is told. */
static void cover(LayoutReport *report, const char *heading, Run *run, int count, int plane, Rect box) {
    for (int i = 0; i < count; i++) {
        if (run[i].gone || run[i].plane != plane) continue;
        Rect common = intersect(run[i].box, box);
        double part = common.w * common.h / fmax(run[i].box.w * run[i].box.h, 1e-9);
        if (part > 0.98)
            run[i].gone = true;
        else if (part > 0.15)
            say(report, heading, "half covered", &run[i], NULL);
    }
}

static void add_text(LayoutReport *report, const char *heading, Run *run, int *count, const DrawItem *item, const TextApi *api,
                     double scale, Rect clip, Rect window, const char *group, int index) {
    if (item->color.a < 8 || item->text.count == 0 || *count >= RUN_MAX) return;
    Run *at = &run[*count];
    *at = (Run){.plane = plane_of(item->layer, group), .index = index, .size = item->width};
    at->math = item->face == FACE_MATH || item->face == FACE_MATH_ITALIC;
    text_format(at->group, sizeof at->group, "%s", group);
    str_copy(at->text, sizeof at->text, item->text);
    at->box = text_box(item, api, scale);
    Rect seen = intersect(at->box, clip);
    if (seen.h < 1 || seen.w < 1) return; /* scrolled out of sight */
    if (seen.w < at->box.w - 1.5) say(report, heading, "cut", at, NULL);
    Rect inside = intersect(at->box, window);
    if (inside.w < at->box.w - 1 || (inside.h < at->box.h - 1 && seen.h >= at->box.h - 1))
        say(report, heading, "outside the window", at, NULL);
    if (at->size < (at->math ? 8 : 11.99)) say(report, heading, "too small", at, NULL);
    at->box = rect(at->box.x, seen.y, at->box.w, seen.h);
    (*count)++;
}

static void compare(LayoutReport *report, const char *heading, const Run *run, int count) {
    for (int i = 0; i < count; i++) {
        for (int k = i + 1; k < count; k++) {
            if (run[i].gone || run[k].gone || run[i].plane != run[k].plane) continue;
            if (run[i].math && run[k].math && run[k].index - run[i].index <= FORMULA_SPAN) continue;
            Rect common = intersect(run[i].box, run[k].box);
            if (common.w > 1.5 && common.h > 2) say(report, heading, "overlap", &run[i], &run[k]);
        }
    }
}

void layout_check(LayoutReport *report, const DrawList *list, const TextApi *text, const char *heading) {
    Run *run = mem_new(sizeof(Run) * RUN_MAX);
    if (!run) return;
    Rect window = {0, 0, list->width, list->height}, clip[CLIP_MAX] = {{0, 0, list->width, list->height}};
    char group[40] = "";
    int count = 0, depth = 0, index = 0;
    DrawItem item;
    for (size_t offset = 0; draw_next(list, &offset, &item); index++) {
        switch (item.op) {
        case DRAW_GROUP: str_copy(group, sizeof group, item.text); break;
        case DRAW_CLIP_PUSH:
            if (depth + 1 < CLIP_MAX) depth++;
            clip[depth] = intersect(clip[depth - 1], item.box);
            break;
        case DRAW_CLIP_POP:
            if (depth > 0) depth--;
            break;
        case DRAW_RECT:
        case DRAW_ROUND:
            if (item.color.a == 255) cover(report, heading, run, count, plane_of(item.layer, group), intersect(item.box, clip[depth]));
            break;
        case DRAW_TEXT: add_text(report, heading, run, &count, &item, text, list->scale, clip[depth], window, group, index); break;
        default: break;
        }
    }
    compare(report, heading, run, count);
    mem_free(run);
}
