/* The page of files: save this experiment under a name, open one by its path, and those that are there. */
#include "base/number.h"
#include "view/page/files.h"
#include "view/view.h"
#include <math.h>
#include <string.h>

enum { PAD = 40, ROW = 52, FIELD = 40, LABEL = 20, BUTTON = 110, WIDE = 900 };

typedef struct Pen {
    const View *view;
    double x, y, w;
} Pen;

static void draw_head(Pen *pen) {
    const Gui *gui = pen->view->gui;
    const Strings *strings = pen->view->strings;
    const FileList *files = pen->view->files;
    char text[256];
    gui_text_fit(gui, FACE_UI_BOLD, 30, pen->x, pen->y + 30, pen->w, ALIGN_LEFT, gui->theme->text, tr(strings, STRING_SCREEN_FILES));
    if (files->current[0])
        text_format(text, (int)sizeof text, tr(strings, STRING_FILES_CURRENT), files->current);
    else
        text_format(text, (int)sizeof text, "%s", tr(strings, STRING_FILES_UNSAVED));
    gui_text_fit(gui, FACE_UI, 15, pen->x, pen->y + 58, pen->w, ALIGN_LEFT, gui->theme->dim, text);
    pen->y += 84;
}

/* A label, a field to type into, a button beside it, and the error below. */
static void draw_field(Pen *pen, StringId label, const char *path, const char *verb, const char *shown, StringId button,
                       const char *command) {
    const Gui *gui = pen->view->gui;
    const Theme *theme = gui->theme;
    char field[48], press[48];
    text_format(field, (int)sizeof field, "%s/value", path);
    text_format(press, (int)sizeof press, "%s/press", path);
    bool is_edited = strcmp(gui->state->edit_path, field) == 0, has_button = command != NULL;
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 14, pen->x, pen->y + 14, pen->w, ALIGN_LEFT, theme->text, tr(pen->view->strings, label));
    Rect box = {pen->x, pen->y + LABEL + 4, pen->w - (has_button ? BUTTON + 12 : 0), FIELD};
    draw_round(gui->list, box, 8, theme->panel);
    draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 8, 1, is_edited ? theme->accent : theme->line);
    Region *region = gui_field(gui, rect_inset(box, 12, 3), field, -1, is_edited ? "" : shown, theme->dim, NULL, false);
    text_format(region->command, (int)sizeof region->command, "%s", verb);
    region->focusable = true;
    gui_focus_ring(gui, box, 8, field);
    if (has_button)
        gui_button(gui, rect(rect_right(box) + 12, box.y, BUTTON, FIELD), BUTTON_PRIMARY, press, tr(pen->view->strings, button), command,
                   NULL);
    pen->y += LABEL + 4 + FIELD + 8;
    pen->y += gui_error(gui, rect(pen->x, pen->y, pen->w, 0), path) + 12;
}

static void draw_row(Pen *pen, const FileRow *row, int index) {
    const Gui *gui = pen->view->gui;
    const Theme *theme = gui->theme;
    char path[48];
    Rect box = {pen->x, pen->y, pen->w, ROW};
    text_format(path, (int)sizeof path, "files/file%d", index + 1);
    if (gui_is_hot(gui, path)) draw_round(gui->list, box, 8, theme->raised);
    double half = fmin(440, box.w * 0.5);
    gui_text_fit(gui, FACE_UI_MEDIUM, 15, box.x + 14, box.y + 22, half - 24, ALIGN_LEFT, theme->text, row->name);
    gui_text_fit(gui, FACE_UI, 12.5, box.x + 14, box.y + 41, half - 24, ALIGN_LEFT, theme->dim, row->folder);
    gui_text_fit(gui, FACE_UI, 14, box.x + half, gui_middle(rect_mid_y(box), 14), box.w - half - 14, ALIGN_LEFT, theme->dim, row->words);
    Region *region = region_add(gui->region, REGION_BUTTON, box, path);
    text_format(region->command, (int)sizeof region->command, "open #%d", index + 1);
    region->focusable = true;
    gui_focus_ring(gui, box, 8, path);
    pen->y += ROW + 2;
    pen->y += gui_error(gui, rect(box.x + 14, pen->y, box.w - 28, 0), path);
}

static void draw_part(Pen *pen, const char *title, int first, int last) {
    const Gui *gui = pen->view->gui;
    if (first >= last) return;
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 17, pen->x, pen->y + 20, pen->w, ALIGN_LEFT, gui->theme->text, title);
    pen->y += 34;
    for (int i = first; i < last; i++) draw_row(pen, &pen->view->files->row[i], i);
    pen->y += 16;
}

/* What `open` takes, by the kind. */
static void draw_kinds(Pen *pen) {
    static const StringId kinds[][2] = {{STRING_FILES_EXPERIMENT, STRING_FILES_EXPERIMENT_WORDS},
                                        {STRING_FILES_PICTURE, STRING_FILES_PICTURE_WORDS},
                                        {STRING_FILES_WEIGHTS, STRING_FILES_WEIGHTS_WORDS},
                                        {STRING_FILES_LESSON, STRING_FILES_LESSON_WORDS},
                                        {STRING_FILES_SERIES, STRING_FILES_SERIES_WORDS},
                                        {STRING_FILES_LINES, STRING_FILES_LINES_WORDS},
                                        {STRING_FILES_TEXT, STRING_FILES_TEXT_WORDS}};
    const Gui *gui = pen->view->gui;
    const Theme *theme = gui->theme;
    const Strings *strings = pen->view->strings;
    double name_w = fmin(140, pen->w * 0.3);
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 17, pen->x, pen->y + 20, pen->w, ALIGN_LEFT, theme->text, tr(strings, STRING_FILES_KINDS));
    pen->y += 36;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        gui_text_fit(gui, FACE_UI_MEDIUM, 15, pen->x + 14, pen->y + 16, name_w, ALIGN_LEFT, theme->text, tr(strings, kinds[i][0]));
        int lines = text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 14,
                              rect(pen->x + 14 + name_w, pen->y + 16, pen->w - 28 - name_w, 0), 20, theme->dim, tr(strings, kinds[i][1]));
        pen->y += 20 * lines + 10;
    }
}

void files_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const FileList *files = view->files;
    char text[FILE_PATH_SIZE + 64], command[160];
    draw_rect(gui->list, area, gui->theme->background);
    region_add(gui->region, REGION_BLOCK, area, "files/page");
    if (!files) return;
    draw_clip(gui->list, area);
    Pen pen = {view, 0, area.y + 28 - view->ui->scroll[SCREEN_FILES], fmin(WIDE, area.w - 2 * fmin(PAD, area.w * 0.04))};
    pen.x = area.x + (area.w - pen.w) / 2;
    draw_head(&pen);
    text_format(command, (int)sizeof command, "save %s", files->offer);
    draw_field(&pen, STRING_FILES_SAVE_AS, "files/save", "save", files->offer, STRING_FILES_SAVE, command);
    draw_field(&pen, STRING_FILES_OPEN, "files/open", "open", tr(view->strings, STRING_FILES_OPEN_HINT), STRING_FILES_SAVE, NULL);
    draw_part(&pen, tr(view->strings, STRING_FILES_RECENT), 0, files->recents);
    text_format(text, (int)sizeof text, tr(view->strings, STRING_FILES_FOLDER), files->folder);
    draw_part(&pen, text, files->recents, files->count);
    if (files->count == 0) {
        int lines = text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 15, rect(pen.x, pen.y + 16, pen.w, 0), 22, gui->theme->dim,
                              tr(view->strings, STRING_FILES_NONE));
        pen.y += 22 * lines + 16;
    }
    draw_kinds(&pen);
    region_add(gui->region, REGION_HOVER, rect(pen.x, pen.y + 16, 0, 0), "files/end");
    draw_unclip(gui->list);
}
