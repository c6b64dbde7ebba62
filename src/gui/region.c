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

const Region *region_focus_next(const RegionList *list, const char *path, int direction) {
    int at = -1;
    for (int i = list->modal_from; i < list->count; i++)
        if (strcmp(list->item[i].path, path) == 0) at = i;
    /* If nothing has the focus, Tab begins at the first region and Shift+Tab at the last. */
    int span = list->count - list->modal_from;
    int from = at >= 0 ? at - list->modal_from : direction > 0 ? -1 : span;
    for (int k = 1; k <= span; k++) {
        int i = from + (direction > 0 ? k : -k);
        i = ((i % span) + span) % span;
        const Region *region = &list->item[list->modal_from + i];
        if (region_is_reachable(list, region)) return region;
    }
    return NULL;
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
