/* The list of regions: registering, finding, picking, the order of focus.

   A picture has at most some hundred regions (grids are one region each), so every search walks over a flat array; a later region lies on
   top, because it was drawn later. */
#include "gui/region.h"
#include "base/arena.h"
#include "base/number.h"
#include <math.h>
#include <stdarg.h>
#include <string.h>

static const Rect EVERYWHERE = {-1e9, -1e9, 2e9, 2e9};

bool region_init(RegionList *list) {
    *list = (RegionList){.item = mem_new(sizeof(Region) * REGION_MAX), .words = mem_new(REGION_WORDS_MAX), .clip = EVERYWHERE};
    if (list->item && list->words) return true;
    region_deinit(list);
    return false;
}

void region_deinit(RegionList *list) {
    mem_free(list->item);
    mem_free(list->words);
    *list = (RegionList){0};
}

void region_reset(RegionList *list) {
    list->count = 0;
    list->words_used = list->free_count = 0;
    list->modal_from = 0;
    list->chart_count = 0;
    list->clip = EVERYWHERE;
}

void region_set_clip(RegionList *list, Rect clip) { list->clip = clip; }
void region_clear_clip(RegionList *list) { list->clip = EVERYWHERE; }
void region_begin_modal(RegionList *list) { list->modal_from = list->count; }

/* Copies as much as fits. A cut path could only be found in its cut form, so the bound is generous, and tests check it. */
static void copy_text(char *out, size_t size, const char *text) {
    size_t length = strlen(text);
    if (length >= size) length = size - 1;
    memcpy(out, text, length);
    out[length] = '\0';
}

Region *region_add(RegionList *list, RegionKind kind, Rect box, const char *path) {
    if (list->count < REGION_MAX) list->count++;
    Region *region = &list->item[list->count - 1];
    *region = (Region){.box = box, .clip = list->clip, .kind = kind, .key = -1, .subject = SUBJECT_OF_NOTHING};
    copy_text(region->path, sizeof region->path, path);
    return region;
}

void region_keep_free(RegionList *list, Rect box, double weight) {
    if (list->free_count < REGION_FREE_MAX && box.w > 0 && box.h > 0) list->free[list->free_count++] = (RegionFree){box, weight};
}

const char *region_words(RegionList *list, const char *format, ...) {
    enum { LONGEST = 400 };
    if (list->words_used + LONGEST > REGION_WORDS_MAX) return NULL;
    char *out = list->words + list->words_used;
    va_list arguments;
    va_start(arguments, format);
    int length = text_format_list(out, LONGEST, format, arguments);
    va_end(arguments);
    list->words_used += length + 1;
    return out;
}

const Region *region_find(const RegionList *list, const char *path) {
    for (int i = list->count - 1; i >= 0; i--)
        if (strcmp(list->item[i].path, path) == 0) return &list->item[i];
    return NULL;
}

const Region *region_at(const RegionList *list, double x, double y) {
    for (int i = list->count - 1; i >= 0; i--) {
        const Region *region = &list->item[i];
        if (rect_contains(region->box, x, y) && rect_contains(region->clip, x, y)) return region;
    }
    return NULL;
}

/* Which of `count` equal parts of [from, from + length) holds `at`. */
static int part_at(double from, double length, int count, double at) {
    double part = length > 0 ? floor((at - from) / length * count) : 0;
    if (!(part > 0)) return 0; /* also for a NaN */
    return part >= count ? count - 1 : (int)part;
}

static int column_at(const Region *region, double x) { return part_at(region->box.x, region->box.w, region->cols, x); }

Subject region_subject_at(const Region *region, double x, double y) {
    Subject subject = region->subject;
    if (region->cols > 0) subject.step = (subject.step > 0 ? subject.step : 0) + column_at(region, x);
    if (region->rows > 0) subject.unit = (subject.unit > 0 ? subject.unit : 0) + part_at(region->box.y, region->box.h, region->rows, y);
    return subject;
}

/* Where the column begins. */
static double column_x(const Region *region, int col) { return region->box.x + region->box.w * col / region->cols; }

Rect region_cells(const Region *region, int col, int last_col, int row, int last_row) {
    Rect box = region->box;
    if (region->cols > 0) {
        box.x = column_x(region, col);
        box.w = column_x(region, last_col + 1) - box.x;
    }
    if (region->rows > 0) {
        box.y += region->box.h * row / region->rows;
        box.h = region->box.h * (last_row + 1 - row) / region->rows;
    }
    return box;
}

/* The number for a word in braces at this cell of a grid; 0 if there is none. */
static int word_number(const Region *region, const char *word, double x, double y) {
    if (strncmp(word, "{unit}", 6) == 0) return region->rows > 0 ? part_at(region->box.y, region->box.h, region->rows, y) + 1 : 0;
    if (region->cols <= 0) return 0;
    return strncmp(word, "{back}", 6) == 0 ? region->cols - column_at(region, x) : column_at(region, x) + 1;
}

void region_command_at(char *out, int size, const Region *region, double x, double y) {
    int used = 0;
    for (const char *at = region->command; *at;) {
        const char *close = *at == '{' ? strchr(at, '}') : NULL;
        int number = close ? word_number(region, at, x, y) : 0;
        used += number > 0 ? text_format(out + used, size - used, "%d", number) : text_format(out + used, size - used, "%c", *at);
        at = number > 0 ? close + 1 : at + 1;
    }
    if (used == 0) copy_text(out, (size_t)size, "");
}

static double axis_value(const RegionAxis *axis, int key, double at, double low, double high) {
    double length = axis->to - axis->from, unit = length != 0 ? (at - axis->from) / length : 0;
    unit = unit > 0 ? fmin(unit, 1) : 0; /* also for a NaN */
    if (axis->value_at) return axis->value_at(key, unit);
    return low == high ? unit : low + (high - low) * unit;
}

double region_drag_value(const Region *region, double x) {
    double low = region->numbers.x0, high = region->numbers.x1;
    bool is_log = region->x_log && low > 0;
    double value = is_log ? exp(axis_value(&region->axis_x, region->key, x, log(low), log(high)))
                          : axis_value(&region->axis_x, region->key, x, low, high);
    return region->x_whole ? round(value) : value;
}

void region_drag_command(char *out, int size, const Region *region, double x, double y) {
    const char *at = region->command;
    int used = 0;
    while (*at) {
        bool is_x = strncmp(at, "{x}", 3) == 0, is_y = strncmp(at, "{y}", 3) == 0;
        char number[32];
        if (is_x || is_y)
            number_format(number, sizeof number,
                          is_x ? region_drag_value(region, x)
                               : axis_value(&region->axis_y, region->key, y, region->numbers.y0, region->numbers.y1));
        else
            text_format(number, sizeof number, "%c", *at);
        used += text_format(out + used, size - used, "%s", number);
        at += is_x || is_y ? 3 : 1;
    }
    if (used == 0) copy_text(out, (size_t)size, "");
}

bool region_is_uncovered(const RegionList *list, const Region *region) { return region - list->item >= list->modal_from; }

bool region_is_reachable(const RegionList *list, const Region *region) {
    return region_is_uncovered(list, region) && region->focusable && !region->disabled;
}

/* Controls of a bar, unlike the points of a chart or its plot. */
static bool is_in_bar(const Region *region) {
    return region->kind == REGION_BUTTON || region->kind == REGION_SLIDER || region->kind == REGION_FIELD ||
           region->kind == REGION_SEGMENTS || region->kind == REGION_DROPDOWN;
}

/* True if both are controls of one bar ("top/undo" and "top/help") and `a` stands right of `b`: in reading order `b` comes first. */
static bool is_right_of(const Region *a, const Region *b) {
    size_t group = strcspn(a->path, "/");
    double overlap = fmin(rect_bottom(a->box), rect_bottom(b->box)) - fmax(a->box.y, b->box.y);
    if (!is_in_bar(a) || a->box.x < rect_right(b->box) - 1 || overlap <= 0.6 * fmin(a->box.h, b->box.h)) return false;
    return a->path[group] == '/' && strncmp(a->path, b->path, group + 1) == 0;
}

int region_list_focus(const RegionList *list, short order[REGION_MAX]) {
    int count = 0;
    for (int i = list->modal_from; i < list->count; i++) {
        const Region *region = &list->item[i];
        if (!region_is_reachable(list, region)) continue;
        int at = count;
        for (int k = count - 1; k >= 0 && is_in_bar(region); k--)
            if (is_right_of(&list->item[order[k]], region)) at = k;
        memmove(order + at + 1, order + at, (size_t)(count - at) * sizeof *order);
        order[at] = (short)i;
        count++;
    }
    return count;
}

const Region *region_focus_next(const RegionList *list, const char *path, int direction) {
    short order[REGION_MAX];
    int count = region_list_focus(list, order), last = -1, place = -1;
    if (count == 0) return NULL;
    for (int i = list->modal_from; i < list->count; i++)
        if (strcmp(list->item[i].path, path) == 0) last = i;
    for (int k = 0; k < count; k++)
        if (order[k] == last) place = k;
    if (place >= 0) return &list->item[order[(place + direction + count) % count]];
    /* From what cannot have the focus: on to the nearest that was added after it (before it). From nothing: the first (the last). */
    int from = last >= 0 ? last : direction > 0 ? -1 : list->count, best = -1;
    for (int k = 0; k < count; k++) {
        int off = (order[k] - from) * direction, best_off = best < 0 ? 0 : (best - from) * direction;
        if (off > 0 && (best < 0 || off < best_off)) best = order[k];
    }
    if (last < 0 || best < 0) best = order[direction > 0 ? 0 : count - 1];
    return &list->item[best];
}

const Region *region_focus_beside(const RegionList *list, const char *path, int direction) {
    const Region *at = region_find(list, path), *best = NULL;
    if (!at || !at->in_row) return NULL;
    double x = rect_mid_x(at->box), y = rect_mid_y(at->box), nearest = INFINITY;
    for (int i = list->modal_from; i < list->count; i++) {
        const Region *region = &list->item[i];
        if (!region->in_row || !region_is_reachable(list, region)) continue;
        double along = (rect_mid_x(region->box) - x) * direction, aside = fabs(rect_mid_y(region->box) - y);
        if (along < 1 || along + 4 * aside >= nearest) continue; /* another row counts as further away */
        nearest = along + 4 * aside;
        best = region;
    }
    return best;
}
