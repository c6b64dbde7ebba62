/* The keyboard: focus and menus. app_edit.c handles typing into a field; the command table handles all other keys.

   A key is offered, in this order, to the field being typed into, the open menu, the control with the focus, and the command table.
   So Left and Right step time unless a slider has the focus. The table is asked for the scopes of the open screens, the topmost first.
   Escape closes one thing at a time: the field, the menu, the topmost screen, and last the focus itself. */
#include "app/app_inside.h"
#include "base/number.h"
#include <math.h>
#include <string.h>

static bool is_key(const char *key, const char *name) { return strcmp(key, name) == 0; }
static bool is_return(const char *key) { return is_key(key, "Return") || is_key(key, "Enter"); }

static void move_focus(App *app, int direction) {
    GuiState *gui = &app->ui.gui;
    app_refresh(app);
    const Region *next = region_focus_next(&app->region, gui->focus[0] ? gui->focus : app->from, direction);
    if (next) app_set_focus(app, next->path, true);
}

/* ---- Menus ---- */

void app_open_menu(App *app, const Region *dropdown, bool by_keyboard) {
    GuiState *gui = &app->ui.gui;
    text_format(gui->menu_path, sizeof gui->menu_path, "%s", dropdown->path); /* none is open: it would have this press or key */
    app->stale = true;
    MenuItem item[APP_MENU_MAX];
    int chosen;
    app_list_menu(app, dropdown, item, &chosen);
    text_format(gui->focus, sizeof gui->focus, "%s/%d", dropdown->path, chosen < 0 ? 1 : chosen + 1);
    gui->show_focus = by_keyboard;
}

/* Left and Right among buttons that stand in a row; at its end nothing happens. */
static bool row_key(App *app, const char *key) {
    bool left = is_key(key, "Left");
    if (!left && !is_key(key, "Right")) return false;
    const Region *next = region_focus_beside(&app->region, app->ui.gui.focus, left ? -1 : 1);
    if (next) app_set_focus(app, next->path, true);
    return true;
}

static bool menu_key(App *app, const char *key) {
    if (is_key(key, "Left") || is_key(key, "Right"))
        row_key(app, key);
    else if (is_key(key, "Up"))
        move_focus(app, -1);
    else if (is_key(key, "Down"))
        move_focus(app, 1);
    else if (is_key(key, "Escape") || is_key(key, "Tab") || is_key(key, "Shift+Tab"))
        app_hide(app, false);
    else
        return false;
    return true;
}

/* ---- The control with the focus ---- */

void app_press_button(App *app, const Region *region) {
    char line[COMMAND_SHORT_MAX], opener[48] = "", path[REGION_PATH_SIZE];
    const char *menu = app->ui.gui.menu_path;
    if (strcmp(region->path, "message/close") == 0) app_forget_message(app);
    if (!region->command[0]) return;
    region_command_at(line, sizeof line, region, app->ui.gui.x, app->ui.gui.y);
    /* An item closes its menu, and the focus goes back to where the menu came from. */
    size_t stem = strlen(menu);
    if (stem > 0 && strncmp(region->path, menu, stem) == 0 && region->path[stem] == '/') {
        text_format(opener, sizeof opener, "%s", menu);
        app_hide(app, false);
    }
    text_format(path, sizeof path, "%s", region->path); /* the picture may be built again */
    app_try_line_at(app, opener[0] ? opener : path, line);
}

static void set_value(App *app, const Region *region, double value) {
    SetupKey key = (SetupKey)region->key;
    char path[48];
    if (app_is_set(app, key, value)) return;
    Command command = app_set_command(key, value);
    text_format(path, sizeof path, "%s", region->path); /* the picture may be built again */
    app_try_at(app, path, &command);
}

static bool step_key(App *app, const Region *region, const char *key, bool up_too) {
    const SetupRow *row = &setup_table[region->key];
    SetupKey id = (SetupKey)region->key;
    double value = app_setup_value(app, id);
    bool more = is_key(key, "Right") || (up_too && is_key(key, "Up")), less = is_key(key, "Left") || (up_too && is_key(key, "Down"));
    if (more || less)
        set_value(app, region, setup_step(id, value, more ? 1 : -1));
    else if (is_key(key, "Home"))
        set_value(app, region, row->least);
    else if (is_key(key, "End"))
        set_value(app, region, row->most);
    else
        return false;
    return true;
}

/* A slider without a parameter: the arrows move its handle along its track and run the command of a drag to that place. */
static bool step_handle(App *app, const Region *region, const char *key) {
    const RegionAxis *axis = &region->axis_x;
    double whole = region->x_whole ? 1 / fabs(region->numbers.x1 - region->numbers.x0) : 0, part = fmax(0.02, whole);
    bool more = is_key(key, "Right") || is_key(key, "Up"), less = is_key(key, "Left") || is_key(key, "Down");
    if (!region->can_drag || (!more && !less)) return false;
    char line[COMMAND_SHORT_MAX], path[48];
    region_drag_command(line, sizeof line, region, region->handle_x + (more ? part : -part) * (axis->to - axis->from), region->handle_y);
    text_format(path, sizeof path, "%s", region->path); /* the picture may be built again */
    app_try_line_at(app, path, line);
    return true;
}

/* Arrow keys move the handle of what can be dragged; each press is an undo entry. */
static bool nudge_key(App *app, const Region *region, const char *key) {
    const ChartRange *numbers = &region->numbers;
    int right = is_key(key, "Right") - is_key(key, "Left"), up = is_key(key, "Up") - is_key(key, "Down");
    if (region->nudge <= 0 || !region->has_handle || (right == 0 && up == 0)) return false;
    double x = region->handle_x, y = region->handle_y;
    if (numbers->x1 != numbers->x0) x += right * region->nudge * (region->axis_x.to - region->axis_x.from) / (numbers->x1 - numbers->x0);
    if (numbers->y1 != numbers->y0) y += up * region->nudge * (region->axis_y.to - region->axis_y.from) / (numbers->y1 - numbers->y0);
    char line[COMMAND_SHORT_MAX], path[48];
    text_format(path, sizeof path, "%s", region->path);
    region_drag_command(line, sizeof line, region, x, y);
    app_try_line_at(app, path, line);
    return true;
}

static bool focus_key(App *app, const char *key) {
    const Region *region = app->ui.gui.focus[0] ? region_find(&app->region, app->ui.gui.focus) : NULL;
    if (!region || region->disabled) return false;
    bool go = is_return(key) || is_key(key, "Space");
    switch (region->kind) {
    case REGION_SLIDER:
        if (is_return(key)) {
            char path[48];
            text_format(path, sizeof path, "%s/value", region->path);
            app_begin_edit(app, region_find(&app->region, path));
            return true;
        }
        return region->key >= 0 ? step_key(app, region, key, true) : step_handle(app, region, key);
    case REGION_SEGMENTS: return region->key >= 0 && step_key(app, region, key, true);
    case REGION_FIELD:
        if (is_return(key)) app_begin_edit(app, region);
        return is_return(key);
    case REGION_DROPDOWN:
        if (!go && !is_key(key, "Down") && !is_key(key, "Up")) return false;
        app_open_menu(app, region, true);
        return true;
    case REGION_SCRUB: return nudge_key(app, region, key);
    case REGION_CHART: return app_chart_key(app, region, key);
    case REGION_PULL: return app_pull_key(app, region, key);
    case REGION_BUTTON: {
        if (!go) return region->in_row && row_key(app, key);
        Region copy = *region; /* the command may change the picture */
        app_press_button(app, &copy);
        return true;
    }
    default: return false;
    }
}

/* A character on a field, and a digit on a slider or where a lesson asks for a number, begin to type: the text that follows the key opens the
   field (app_route_text). */
static bool begins_typing(const App *app, const char *key) {
    const Region *focus = app->ui.gui.focus[0] ? region_find(&app->region, app->ui.gui.focus) : NULL;
    bool is_digit = key[0] >= '0' && key[0] <= '9' && !key[1];
    if (focus && focus->kind == REGION_FIELD && !focus->disabled) return edit_is_typed_by(key);
    if (focus && focus->kind == REGION_SLIDER && !focus->disabled) return is_digit || is_key(key, "-");
    return app_begins_answer(app, key);
}

void app_route_key(App *app, const char *key) {
    GuiState *gui = &app->ui.gui;
    app_refresh(app);
    if (app_rebind_key(app, key)) return;
    if (app_present_key(app, key)) return;
    if (app_search_key(app, key)) return;
    if (app_is_typing(app) && app_edit_key(app, key)) return;
    if (gui->menu_path[0] && menu_key(app, key)) return;
    if (is_key(key, "Tab") || is_key(key, "Shift+Tab")) {
        move_focus(app, is_key(key, "Tab") ? 1 : -1);
        return;
    }
    if (focus_key(app, key)) {
        gui->show_focus = true;
        app->stale = true;
        return;
    }
    if (app_copy_hovered_chart(app, key)) return;
    if (!app->present && begins_typing(app, key)) return;
    if (!app->present && is_return(key) && app_write_answer(app)) return;
    if (!app->present && screen_top(&app->ui.screens) != SCREEN_HELP && app_sketch_key(app, key)) return;
    char line[COMMAND_SHORT_MAX];
    CommandScope scope[SCOPE_COUNT];
    int count = screen_list_scopes(scope, &app->ui.screens, app->ui.screens.count, app_is_typing(app));
    if (keymap_find(line, sizeof line, &app->keymap, key, scope, count)) app_try_line(app, line);
}
