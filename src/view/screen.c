/* See screen.h. The stack holds each screen at most once, so it never overflows. The draw functions are app_screen.c's to call: a screen
   may ask here what is open, and the files of a room form a tree. */
#include "view/screen.h"
#include "base/number.h"
#include "gui/theme.h"
#include <math.h>

const ScreenRow screen_table[SCREEN_COUNT] = {
#define SCREEN_ROW(ID, NAME, DRAW, PLACE, MODAL, QUEUED, SCOPES, TITLE, TIP) {NAME, PLACE, MODAL, QUEUED, SCOPES},
#include "view/screen_rows.h"
#undef SCREEN_ROW
};

int screen_find(Str name, Diag *diag) {
    const char *names[SCREEN_COUNT];
    char list[320] = "";
    int used = 0;
    for (int id = 0; id < SCREEN_COUNT; id++) {
        names[id] = screen_table[id].name;
        if (str_equal(name, names[id])) return id;
        used += text_format(list + used, (int)sizeof list - used, "%s%s", id ? ", " : "", names[id]);
    }
    const char *closest = str_find_closest(name, names, SCREEN_COUNT);
    name.count = str_fit(name, 60);
    if (closest)
        diag_fail(diag, "There is no screen \"%.*s\"; did you mean \"%s\"?", name.count, name.at, closest);
    else
        diag_fail(diag, "There is no screen \"%.*s\"; expected one of %s.", name.count, name.at, list);
    return -1;
}

bool screen_is_tall(double width, double height) { return height >= 1.25 * width; }

bool screen_has_column(double width, double height, bool has_lesson) {
    return has_lesson || width >= DRAWER_BELOW_WIDTH || screen_is_tall(width, height);
}

double screen_column_width(double width) { return fmin(fmax(width - BESIDE_COLUMN_WIDTH, RIGHT_PANEL_WIDTH), LEFT_PANEL_WIDTH); }

bool screen_is_panel(ScreenId id) { return screen_table[id].place == SCREEN_LEFT || screen_table[id].place == SCREEN_RIGHT; }

static int find_open(const ScreenStack *stack, ScreenId id) {
    for (int i = 0; i < stack->count; i++)
        if (stack->open[i] == id) return i;
    return -1;
}

bool screen_is_open(const ScreenStack *stack, ScreenId id) { return find_open(stack, id) >= 0; }

ScreenId screen_top(const ScreenStack *stack) { return stack->count > 0 ? stack->open[stack->count - 1] : SCREEN_STAGE; }

ScreenId screen_find_inside(const ScreenStack *stack) {
    for (int i = stack->count - 1; i >= 0; i--)
        if (screen_table[stack->open[i]].place == SCREEN_INSIDE) return stack->open[i];
    return SCREEN_STAGE;
}

static void drop_place(ScreenStack *stack, ScreenPlace place) {
    int kept = 0;
    for (int i = 0; i < stack->count; i++)
        if (screen_table[stack->open[i]].place != place) stack->open[kept++] = stack->open[i];
    stack->count = kept;
}

void screen_show(ScreenStack *stack, ScreenId id) {
    int at = find_open(stack, id);
    if (screen_table[id].place == SCREEN_BASE) {
        stack->count = 0;
    } else if (at >= 0) {
        stack->count = at + 1;
    } else {
        if (screen_is_panel(id)) screen_drop_panels(stack);
        if (screen_table[id].place == SCREEN_INSIDE) drop_place(stack, SCREEN_INSIDE);
        stack->open[stack->count++] = id;
    }
}

bool screen_hide(ScreenStack *stack) {
    if (stack->count == 0) return false;
    stack->count--;
    return true;
}

void screen_drop_panels(ScreenStack *stack) {
    int kept = 0;
    for (int i = 0; i < stack->count; i++)
        if (!screen_is_panel(stack->open[i])) stack->open[kept++] = stack->open[i];
    stack->count = kept;
}

/* In place of the stage and all that stands beside or in it. */
static const ScreenRow presenting = {.name = "present", .is_modal = true, .scopes = SCOPE_BIT(PRESENT) | SCOPE_BIT(EVERYWHERE)};

int screen_list_scopes(CommandScope out[SCOPE_COUNT], const ScreenStack *stack, int count, bool is_typing) {
    unsigned listed = 0;
    int found = 0;
    if (is_typing) {
        out[found++] = SCOPE_TEXT;
        listed |= SCOPE_BIT(TEXT);
    }
    for (int i = count - 1; i >= -1; i--) {
        const ScreenRow *row = &screen_table[i >= 0 ? stack->open[i] : stack->has_lesson ? SCREEN_LESSON : SCREEN_STAGE];
        if (stack->is_presenting && row->place != SCREEN_PAGE) row = &presenting;
        for (int scope = 0; scope < SCOPE_COUNT; scope++) {
            unsigned bit = 1u << scope;
            if (!(row->scopes & bit) || (listed & bit)) continue;
            listed |= bit;
            out[found++] = (CommandScope)scope;
        }
        if (row->is_modal) break;
    }
    return found;
}
