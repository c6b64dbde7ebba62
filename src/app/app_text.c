/* Typing: the field with the keyboard, its text, and the clipboard. app_edit.c sets or refuses the finished text.

   The text is an Edit (gui/edit.h) in a buffer of App's. A paste is recorded as typed text, so that a replay does not depend on the
   clipboard. */
#include "app/app_inside.h"
#include "base/arena.h"
#include "base/number.h"
#include <math.h>
#include <string.h>

bool app_is_typing(const App *app) {
    const char *path = app->ui.gui.edit_path;
    const Region *field = path[0] ? region_find(&app->region, path) : NULL;
    return field && region_is_uncovered(&app->region, field);
}

static double round_shown(double value) {
    char text[32];
    double back = value;
    if (value == 0 || !isfinite(value)) return value;
    text_format(text, sizeof text, "%.4g", value);
    return number_parse(&back, str_from(text)) ? back : value;
}

void app_begin_edit(App *app, const Region *field) {
    GuiState *gui = &app->ui.gui;
    if (!field || field->disabled) return;
    text_format(gui->edit_path, sizeof gui->edit_path, "%s", field->path);
    char text[GUI_TYPED_MAX] = "";
    const char *refused = gui_find_refused(gui, field->path); /* it is there again, to be corrected */
    if (refused) {
        text_format(text, sizeof text, "%s", refused);
    } else if (field->key >= 0) {
        SetupKey key = (SetupKey)field->key;
        if (setup_table[key].kind == SETUP_CHOICE)
            setup_format(text, sizeof text, &app->main.lab.setup, key);
        else
            number_format(text, sizeof text, round_shown(app_setup_value(app, key)));
    } else if (strcmp(field->command, "text prompt") == 0) {
        text_format(text, sizeof text, "%s", app->ui.pen.prompt);
    } else if (app->course && strcmp(field->command, "search") == 0) {
        text_format(text, sizeof text, "%s", app->course->search);
    } else if (strncmp(field->command, "setting ", 8) == 0) {
        int id = settings_find(str_from(field->command + 8));
        if (id >= 0) settings_format(text, sizeof text, &app->settings, (SettingId)id);
    } else if (app->files.list && strcmp(field->path, APP_SAVE_FIELD) == 0) {
        text_format(text, sizeof text, "%s", app->files.list->offer);
    } else if (strcmp(field->path, APP_EXPORT_FIELD) == 0) {
        text_format(text, sizeof text, "%s", app->exports.offer);
    }
    edit_bind(&gui->edit, app->typed, sizeof app->typed, text);
    if (refused) edit_move(&gui->edit, EDIT_END, false);
    app->stale = true;
}

/* ---- Answers that are typed ---- */

bool app_begins_answer(const App *app, const char *key) {
    const Reader *reader = app->study && app->study->lesson ? &app->study->reader : NULL;
    int at = reader ? reader_open_question(reader) : -1;
    bool takes_number = at >= 0 && (reader->question[at]->kind == QUESTION_NUMBER || reader->question[at]->kind == QUESTION_PLACE);
    return takes_number && key[0] && strchr("0123456789-.", key[0]) && !key[1] && region_find(&app->region, APP_ANSWER_FIELD);
}

bool app_write_answer(App *app) {
    const Reader *reader = app->study && app->study->lesson ? &app->study->reader : NULL;
    int at = reader ? reader_open_question(reader) : -1;
    if (at < 0 || reader->question[at]->kind != QUESTION_WRITE || !region_find(&app->region, APP_ANSWER_FIELD)) return false;
    app_set_focus(app, APP_ANSWER_FIELD, true); /* into view */
    app_refresh(app);
    app_begin_edit(app, region_find(&app->region, APP_ANSWER_FIELD));
    return true;
}

void app_route_text(App *app, const char *text) {
    GuiState *gui = &app->ui.gui;
    if (gui->edit_path[0] && !app_is_typing(app)) return;
    if (!gui->edit_path[0]) {
        /* A character on a field begins to type into it, a digit on a slider its value, and elsewhere the number that a lesson asks for. */
        bool numeric = (text[0] >= '0' && text[0] <= '9') || text[0] == '-';
        char path[48] = APP_ANSWER_FIELD;
        const Region *focus = gui->focus[0] ? region_find(&app->region, gui->focus) : NULL;
        bool is_slider = focus && focus->kind == REGION_SLIDER, is_field = focus && focus->kind == REGION_FIELD;
        if (is_slider ? !numeric : !is_field && !app_begins_answer(app, text)) return;
        if (is_slider || is_field) text_format(path, sizeof path, is_slider ? "%s/value" : "%s", gui->focus);
        app_begin_edit(app, region_find(&app->region, path));
        if (!gui->edit_path[0]) return;
    }
    if (!edit_insert(&gui->edit, str_from(text))) app_say(app, true, tr(&app->strings, STRING_NOTICE_NO_ROOM), gui->edit.size - 1);
    app->stale = true;
}

void app_compose(App *app, const char *text) {
    if (!app_is_typing(app)) return;
    edit_compose(&app->ui.gui.edit, str_from(text));
    app->stale = true;
}

bool app_find_text(const App *app, double *x, double *y, double *w, double *h) {
    if (!app_is_typing(app)) return false;
    Rect box = region_find(&app->region, app->ui.gui.edit_path)->box;
    double to_points = app_scale(app) / app->ui.pixel_ratio;
    *x = box.x * to_points;
    *y = box.y * to_points;
    *w = box.w * to_points;
    *h = box.h * to_points;
    return true;
}

bool app_name_region(const App *app, int index, char *out, int size) {
    if (size > 0) out[0] = '\0';
    if (index < 0 || index >= app->region.count) return false;
    const Region *region = &app->region.item[index];
    Rect box = region->box, clip = region->clip;
    double x0 = fmax(box.x, clip.x), y0 = fmax(box.y, clip.y), x1 = fmin(box.x + box.w, clip.x + clip.w),
           y1 = fmin(box.y + box.h, clip.y + clip.h);
    double to_points = app_scale(app) / app->ui.pixel_ratio;
    if (x1 <= x0 || y1 <= y0 || region->disabled) return true;
    text_format(out, size, "%s %.2f %.2f %.2f %.2f %s", region->path, x0 * to_points, y0 * to_points, (x1 - x0) * to_points,
                (y1 - y0) * to_points, region->command);
    return true;
}

bool app_is_paste_command(const Command *command) { return command->id == COMMAND_EDIT && (int)command->arg[0].number == EDIT_PASTE; }

/* A field has one line: line ends and tabs become blanks, and blanks at both ends are removed. */
static bool read_paste(App *app, char out[GUI_TYPED_MAX], Diag *diag) {
    const ClipboardApi *clipboard = &app->world->clipboard;
    char *text;
    if (!clipboard->read) return diag_fail(diag, "There is no clipboard here.");
    if (!clipboard->read(clipboard->user, &text, diag)) return false;
    for (char *at = text; *at; at++)
        if ((unsigned char)*at < ' ' || *at == 127) *at = ' ';
    Str pasted = str_trim(str_from(text));
    int room = edit_room(&app->ui.gui.edit), size = pasted.count;
    bool fits = size <= room && str_copy(out, GUI_TYPED_MAX, pasted);
    mem_free(text);
    return fits || diag_fail(diag, "The clipboard holds %d bytes; this field has room for %d.", size, room);
}

/* Sends pieces that fit into an event. */
bool app_paste(App *app, Diag *diag) {
    char text[GUI_TYPED_MAX];
    if (!read_paste(app, text, diag)) return false;
    for (Str rest = str_from(text); rest.count > 0;) {
        InputEvent event = {.kind = INPUT_TEXT};
        int count = str_fit(rest, (int)sizeof event.text - 1);
        if (count <= 0) count = 1; /* no UTF-8 at all */
        str_copy(event.text, sizeof event.text, (Str){rest.at, count});
        app_record_event(app, &event);
        app_finish_transition(app);
        app_spend_tip(app);
        app_route_text(app, event.text);
        rest = (Str){rest.at + count, rest.count - count};
    }
    return true;
}

bool app_is_paste(App *app, const InputEvent *event) {
    char line[COMMAND_SHORT_MAX];
    Command command;
    const CommandScope scope = SCOPE_TEXT;
    if (event->kind != INPUT_KEY || !app->ui.gui.edit_path[0]) return false;
    app_refresh(app);
    return app_is_typing(app) && keymap_find(line, sizeof line, &app->keymap, event->text, &scope, 1) &&
           command_parse(&command, str_from(line), NULL) && app_is_paste_command(&command);
}

static bool copy_selected(App *app, Diag *diag) {
    const ClipboardApi *clipboard = &app->world->clipboard;
    char text[GUI_TYPED_MAX];
    Str selected = edit_selected(&app->ui.gui.edit);
    if (selected.count == 0) return true;
    if (!clipboard->write) return diag_fail(diag, "There is no clipboard here.");
    str_copy(text, sizeof text, selected);
    return clipboard->write(clipboard->user, text, diag);
}

bool app_edit(App *app, EditCommand what, Diag *diag) {
    Edit *edit = &app->ui.gui.edit;
    app_refresh(app);
    if (!app_is_typing(app)) return diag_fail(diag, "edit: no field is being typed into; click a value first.");
    app->stale = true;
    switch (what) {
    case EDIT_COPY: return copy_selected(app, diag);
    case EDIT_CUT:
        if (!copy_selected(app, diag)) return false;
        if (edit_selected(edit).count > 0) edit_insert(edit, str_from(""));
        return true;
    case EDIT_ALL: edit_select(edit, 0, edit_text(edit).count); return true;
    case EDIT_UNDO:
    case EDIT_REDO: edit_go_back(edit, what == EDIT_UNDO ? -1 : 1); return true; /* at its end the experiment is not undone instead */
    default: return app_paste(app, diag);
    }
}
