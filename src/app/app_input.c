/* Routes the pointer over the regions of the last picture: the one on the screen, unless an earlier event of the same frame changed it. The
   frame builds the next picture once, after its last event.

   A press takes hold of a region (active) until the release; buttons, segments and commands run when it is released where it
   was pressed. A region that can be dragged (a slider, the transport's track) runs its command at the press and at every move, with
   the numbers where the pointer is; a drag is one undo entry, from press to release.

   Simplified on purpose: one pointer, one button. */
#include "app/app_inside.h"
#include "base/number.h"
#include <math.h>
#include <string.h>

static void copy_path(char out[48], const char *path) { text_format(out, 48, "%s", path); }

/* ---- Dragging ---- */

/* The command of a drag to (x, y): a slider's directly, any other region's from its text. It points into `line`. */
static bool find_drag_command(Command *command, char line[COMMAND_SHORT_MAX], const Region *region, double x, double y) {
    if (region->kind == REGION_SLIDER && region->key >= 0) {
        *command = app_set_command((SetupKey)region->key, region_drag_value(region, x));
        return true;
    }
    region_drag_command(line, COMMAND_SHORT_MAX, region, x, y);
    return command_parse(command, str_from(line), NULL);
}

/* Setting what is shown already would only add to the list of changes. */
static bool changes_nothing(const App *app, const Command *command) {
    return command->id == COMMAND_SET && command->arg[1].number == app_setup_value(app, (SetupKey)(int)command->arg[0].number);
}

/* Runs the command of the region for where the pointer is now. */
static void drag(App *app, const Region *region) {
    char line[COMMAND_SHORT_MAX];
    Command command;
    if (!find_drag_command(&command, line, region, app->ui.gui.x - app->grab_x, app->ui.gui.y - app->grab_y)) return;
    if (!changes_nothing(app, &command)) app_try_at(app, app->ui.gui.active, &command);
}

static bool is_undoable(const Region *region) {
    char line[COMMAND_SHORT_MAX];
    Command command;
    return find_drag_command(&command, line, region, region->box.x, region->box.y) && command_table[command.id].undoable;
}

static void press_drag(App *app, const Region *region) {
    const double reach = 10;
    double off_x = app->ui.gui.x - region->handle_x, off_y = app->ui.gui.y - region->handle_y;
    bool has_x = region->axis_x.from != region->axis_x.to, has_y = region->axis_y.from != region->axis_y.to;
    bool on_handle = region->is_all_handle || (region->has_handle && (!has_x || fabs(off_x) <= reach) && (!has_y || fabs(off_y) <= reach));
    app->is_held = true;
    app->morph.is_followed = false;
    app->dragging = is_undoable(region);
    /* Training has an open undo bracket: the drag is its own entry, which includes the updates meanwhile. */
    if (app->dragging && app->ui.training) experiment_end_entry(&app->main, app_may_wait(app));
    if (app->dragging) experiment_begin_entry(&app->main);
    app->grab_x = on_handle ? off_x : 0;
    app->grab_y = on_handle ? off_y : 0;
    unsigned long version = app->main.lab.version;
    if (!on_handle) drag(app, region);
    app->press_moved = app->main.lab.version != version;
}

/* The first press of a double-click beside the knob set a value. `reset` alone would not take it back: after the first update `drawn`
   leaves the weights as they are. While training runs, updates belong to the same undo entry, and it stays. */
static void take_press_back(App *app, SetupKey key) {
    char set[64];
    int count = text_format(set, sizeof set, "set %s ", setup_table[key].key);
    bool is_last = strncmp(lab_undo_line(&app->main.lab), set, (size_t)count) == 0;
    if (!app->press_moved || app->ui.training || experiment_is_busy(&app->main) || !is_last) return;
    app->press_moved = false;
    const Command undo = {.id = COMMAND_UNDO};
    app_try(app, &undo);
    app_forget_message(app);
}

static void reset_slider(App *app, const Region *slider) {
    char path[48];
    SetupKey key = (SetupKey)slider->key; /* the picture may be built again below */
    const Command reset = {.id = COMMAND_RESET, .arg = {{.given = true, .number = key}}};
    copy_path(path, slider->path);
    app_end_drag(app);
    take_press_back(app, key);
    app_try_at(app, path, &reset);
}

/* ---- Press, move, release ---- */

/* A press anywhere else commits the edit. Text that is refused stays in its field, with the reason beside it. */
static void leave_edit(App *app, const Region *pressed) {
    if (!app->ui.gui.edit_path[0]) return;
    if (pressed && strcmp(pressed->path, app->ui.gui.edit_path) == 0) return;
    if (!app_commit_edit(app)) app_cancel_edit(app);
}

static int caret_at(App *app, double x) {
    Gui gui = {.list = &app->list,
               .region = &app->region,
               .theme = theme_get(settings_theme(&app->settings)),
               .text = &app->text,
               .scale = app_scale(app),
               .state = &app->ui.gui};
    const Region *field = region_find(&app->region, app->ui.gui.edit_path);
    return field ? gui_field_caret_at(&gui, field->box, x) : 0;
}

/* The first click opens the field with everything selected; the next ones place the caret, double ones select a word. */
static void press_field(App *app, const Region *field, int clicks) {
    GuiState *gui = &app->ui.gui;
    app->field_is_fresh = strcmp(gui->edit_path, field->path) != 0;
    app->field_is_dragged = false;
    app->field_x = gui->x;
    if (app->field_is_fresh) {
        app_begin_edit(app, field);
        return;
    }
    int at = caret_at(app, gui->x);
    if (clicks >= 2)
        edit_select_word(&gui->edit, at);
    else
        edit_select(&gui->edit, at, at);
}

/* A pointer that moves on with the button down selects up to where it is. */
static void drag_text(App *app) {
    const double tremble = 3;
    GuiState *gui = &app->ui.gui;
    if (!gui->edit_path[0] || strcmp(gui->edit_path, gui->active) != 0) return;
    if (!app->field_is_dragged && fabs(gui->x - app->field_x) <= tremble) return;
    app_refresh(app); /* a field may be wider while it is edited */
    int anchor = !app->field_is_dragged && app->field_is_fresh ? caret_at(app, app->field_x) : gui->edit.anchor;
    app->field_is_dragged = true;
    edit_select(&gui->edit, anchor, caret_at(app, gui->x));
    app->stale = true;
}

/* A double click shows all of it again. */
static void fit_zoomed(App *app, const Region *region) {
    char line[64];
    text_format(line, (int)sizeof line, "%s fit", region->zoomed);
    app_end_drag(app);
    app_try_line(app, line);
}

static void press_here(App *app, int clicks, bool with_shift) {
    GuiState *gui = &app->ui.gui;
    app_end_drag(app); /* a release may have been lost outside the window */
    app_refresh(app);
    const Region *found = app_hot_region(app); /* in the picture that the person saw; the next one is built after the press */
    Region copy = found ? *found : (Region){.kind = REGION_HOVER};
    const Region *region = found ? &copy : NULL;
    leave_edit(app, region);
    gui->show_focus = false;
    gui->active[0] = '\0';
    bool in_menu = gui->menu_path[0] != '\0';
    if (!in_menu && strcmp(gui->focus, region ? region->path : "") != 0) app_set_focus(app, "", false);
    app->stale = true;
    if (!region || region->disabled) return;
    copy_path(gui->active, region->path);
    copy_path(app->from, region->path);
    if (app_press_pull(app, region, clicks, with_shift)) return;
    if (region->can_drag) {
        if (region->kind == REGION_SLIDER && region->key >= 0 && clicks >= 2) /* only a setting has a default */
            reset_slider(app, region);
        else if (region->zoomed && clicks >= 2)
            fit_zoomed(app, region);
        else
            press_drag(app, region);
        return;
    }
    switch (region->kind) {
    case REGION_FIELD: press_field(app, region, clicks); break;
    case REGION_DROPDOWN: app_open_menu(app, region, false); break;
    case REGION_CHART: app_press_chart(app, region, clicks); break;
    case REGION_HOVER: /* words that stand in a chart */
        if (clicks == 2 && !region->command[0]) app_fit_chart(app, region);
        break;
    default: break;
    }
}

static void press(App *app, int clicks, bool with_shift) {
    app->pressing = true;
    press_here(app, clicks, with_shift);
    app->pressing = false;
}

static void release_here(App *app) {
    GuiState *gui = &app->ui.gui;
    if (app->pull.is_on) {
        gui->x = app->pull.x;
        gui->y = app->pull.y;
    }
    app_refresh(app);
    const Region *region = app_hot_region(app);
    bool same = region && !region->disabled && strcmp(region->path, gui->active) == 0;
    bool was_moved = region && region->kind == REGION_CHART && app->press_moved, was_pulled = app->pull.is_on;
    app_end_drag(app);
    gui->active[0] = '\0';
    app->stale = true;
    if (!same || was_pulled) return;
    if (region->kind == REGION_SEGMENTS && region->key >= 0) {
        int chosen = gui_segment_at(region->box, region->cols, gui->x);
        if (app_is_set(app, (SetupKey)region->key, chosen)) return;
        Command command = app_set_command((SetupKey)region->key, chosen);
        char path[48];
        copy_path(path, region->path);
        app_try_at(app, path, &command);
    } else if (was_moved || region->can_drag) {
        return; /* a dragged region is not clicked: its command needs a place */
    } else if (region->kind == REGION_CHART || region->kind == REGION_BUTTON || region->kind == REGION_HOVER ||
               region->kind == REGION_BLOCK) {
        Region copy = *region; /* the command may change the picture */
        long update = app->main.lab.run.update;
        app_press_button(app, &copy);
        app->press_moved = copy.kind == REGION_CHART && (app->main.lab.run.update != update || experiment_is_busy(&app->main));
    }
}

static void release(App *app) {
    release_here(app);
    if (app->ui.gui.error_waits) app_show_error(app);
}

/* A pointer that moved on must come to rest again before a tooltip appears; one that is shown stays while the pointer is on the same
   thing. */
static void restart_rest(App *app) {
    const double tremble = 6;
    bool moved_on = fabs(app->ui.gui.x - app->tip_x) > tremble || fabs(app->ui.gui.y - app->tip_y) > tremble;
    if (app->tip_spent || app->hover_s < APP_TIP_DELAY_S) app->hover_s = 0;
    if (moved_on && !app->ui.gui.active[0]) app->tip_spent = false;
}

static void move(App *app, double x, double y) {
    if (app->pull.is_on && app->is_held) {
        app_drag_pull(app, x, y);
        return;
    }
    app->ui.gui.x = x;
    app->ui.gui.y = y;
    restart_rest(app);
    const Region *active = app->ui.gui.active[0] ? region_find(&app->region, app->ui.gui.active) : NULL;
    if (active && active->can_drag && app->is_held)
        app->morph.is_followed = true, drag(app, active);
    else if (active && active->kind == REGION_CHART && app->is_held)
        app_drag_chart(app);
    else if (active && active->kind == REGION_FIELD)
        drag_text(app);
    app_update_hover(app);
}

/* A panel under the pointer scrolls; over a slider the wheel steps it, unless a panel is just being scrolled and the slider
   only came under the pointer by that. */
static void wheel(App *app, double notches, bool is_finger) {
    app_refresh(app);
    GuiState *gui = &app->ui.gui;
    if (is_finger) {
        app_scroll_at(app, gui->x, gui->y, -notches * APP_SCROLL_LINE);
        return;
    }
    const Region *region = app_hot_region(app);
    if (region && region->kind == REGION_SLIDER && !region->disabled && region->key >= 0 && app->wheel_lock_s <= 0) {
        app->wheel_rest = fmax(-100, fmin(100, app->wheel_rest + notches)); /* a script may say any number */
        int steps = (int)app->wheel_rest;
        if (steps == 0) return;
        app->wheel_rest -= steps;
        SetupKey key = (SetupKey)region->key;
        double value = app_setup_value(app, key), next = setup_step(key, value, steps);
        char path[48];
        copy_path(path, region->path);
        Command command = app_set_command(key, next);
        if (next != value) app_try_at(app, path, &command);
        return;
    }
    app->wheel_rest = 0;
    if (app->wheel_lock_s <= 0 && (app_wheel_chart(app, region, notches) || app_wheel_zoom(app, region, notches))) return;
    if (app_scroll_at(app, gui->x, gui->y, -notches * APP_SCROLL_LINE)) app->wheel_lock_s = APP_WHEEL_LOCK_S;
}

/* While the mouse is locked only the spotlight follows it. */
static bool is_locked_out(App *app, const InputEvent *event) {
    bool is_mouse =
        event->kind == INPUT_POINTER || event->kind == INPUT_PRESS || event->kind == INPUT_RELEASE || event->kind == INPUT_WHEEL;
    if (!is_mouse || !app_is_mouse_locked(app)) return false;
    if (event->kind == INPUT_POINTER) {
        app->ui.gui.x = event->x;
        app->ui.gui.y = event->y;
        app->stale = true;
    }
    return true;
}

void app_route(App *app, const InputEvent *event) {
    if (is_locked_out(app, event)) return;
    switch (event->kind) {
    case INPUT_POINTER: move(app, event->x, event->y); return;
    case INPUT_LEAVE: move(app, -1, -1); return;
    case INPUT_CTRL:
        app->ui.gui.all_digits = event->clicks > 0;
        app->stale = true;
        return;
    case INPUT_RESIZE: app_resize(app, event->x, event->y, event->ratio); return;
    case INPUT_CLOSE: app_ask_quit(app); return;
    default: break;
    }
    if (event->has_place && (event->x != app->ui.gui.x || event->y != app->ui.gui.y)) move(app, event->x, event->y);
    if (event->kind != INPUT_RELEASE) app_finish_transition(app);
    app_spend_tip(app);
    switch (event->kind) {
    case INPUT_PRESS: press(app, event->clicks, event->shift); break;
    case INPUT_RELEASE: release(app); break;
    case INPUT_WHEEL: wheel(app, event->y, event->is_finger); break;
    case INPUT_KEY: app_route_key(app, event->text); break;
    case INPUT_TEXT: app_route_text(app, event->text); break;
    case INPUT_COMPOSE: app_compose(app, event->text); break;
    default: break;
    }
}
