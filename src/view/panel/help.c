/* The help: every key that works on the screen below it, with what it does; then every command that can be written in a script. */
#include "view/panel/help.h"
#include "base/number.h"
#include "view/view.h"
#include <math.h>
#include <string.h>

enum { ROW = 27, SENTENCE = 268 };

/* A field is being typed into on the screen below: it takes some keys away from the commands. */
static bool is_typing(const View *view) { return view->gui->state->edit_path[0] != '\0'; }

/* The scopes of the screen that the help lies on, as bits. */
static unsigned find_scopes(const View *view) {
    const ScreenStack *screens = &view->ui->screens;
    CommandScope scope[SCOPE_COUNT];
    int below = 0;
    unsigned bits = 0;
    while (below < screens->count && screens->open[below] != SCREEN_HELP && screens->open[below] != SCREEN_GLOSSARY) below++;
    int count = screen_list_scopes(scope, screens, below, is_typing(view));
    for (int i = 0; i < count; i++) bits |= 1u << scope[i];
    return bits;
}

/* The keys that work on the screen below, one after the other in the table's order. */
static bool next_key(KeymapWalk *walk, const View *view) {
    while (keymap_next(view->keymap, walk))
        if (!is_typing(view) || !edit_takes_key(walk->key)) return true;
    return false;
}

static double draw_key_rows(const View *view, double x, double y, double w, int from, int to) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    KeymapWalk walk = {.scopes = find_scopes(view)};
    for (int at = 0; at < to && next_key(&walk, view); at++) {
        if (at < from) continue;
        gui_key_cap(gui, x, y + ROW / 2.0, walk.key);
        gui_text(gui, FACE_MONO, 12.5, x + 104, y + ROW / 2.0 + 4.5, ALIGN_LEFT, theme->text, walk.line);
        text_fit(gui->list, gui->text, gui->scale, FACE_UI, 13, x + SENTENCE, y + ROW / 2.0 + 4.5, w - SENTENCE, ALIGN_LEFT, theme->dim,
                 tr(view->strings, (StringId)(STRING_COMMAND_SET + walk.id)));
        y += ROW;
    }
    return y;
}

static int count_keys(const View *view) {
    KeymapWalk walk = {.scopes = find_scopes(view)};
    int count = 0;
    while (next_key(&walk, view)) count++;
    return count;
}

double help_draw_keys(const View *view, double x, double y, double w) {
    const Gui *gui = view->gui;
    KeymapWalk walk = {.scopes = find_scopes(view)};
    while (next_key(&walk, view)) {
        gui_key_cap(gui, x, y + 14, walk.key);
        int lines = text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 13, rect(x + 120, y + 18.5, w - 120, 0), 18, gui->theme->dim,
                              tr(view->strings, (StringId)(STRING_COMMAND_SET + walk.id)));
        y += 10 + 18.0 * (lines > 1 ? lines : 1);
    }
    return y;
}

static void write_usage(char out[160], int id) {
    text_format(out, 160, "%s%s%s", command_table[id].word, *command_table[id].signature ? " " : "", command_table[id].signature);
}

/* Two where the usage is so long that the sentence stands below it, three where it does not fit into one row; 0 for what is not listed. */
static int count_rows(const Gui *gui, int id, double column_w) {
    char line[160];
    if (command_table[id].owner == COMMAND_OF_INPUT) return 0;
    write_usage(line, id);
    double usage_w = gui_text_width(gui, FACE_MONO, 12.5, line);
    return usage_w > column_w ? 3 : usage_w > SENTENCE - 12 ? 2 : 1;
}

/* Where a usage is cut into two rows: behind the last '|' up to which it fits. */
static int find_cut(const Gui *gui, const char *line, double column_w) {
    char front[160];
    int cut = 0;
    for (int i = 0; line[i]; i++) {
        if (line[i] != '|') continue;
        text_format(front, (int)sizeof front, "%.*s", i + 1, line);
        if (gui_text_width(gui, FACE_MONO, 12.5, front) > column_w) break;
        cut = i + 1;
    }
    return cut;
}

void help_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    bool two = area.w >= 1420;
    double w = fmin(area.w - 40, two ? 1400 : 780);
    double column_w = two ? (w - 64 - 32) / 2 : w - 64;
    int keys = count_keys(view), per_column = two ? (keys + 1) / 2 : keys, commands = 0;
    for (int id = 0; id < COMMAND_COUNT; id++) commands += count_rows(gui, id, column_w);
    const char *intro = tr(view->strings, STRING_HELP_INTRO);
    int intro_lines = text_wrap(NULL, gui->text, gui->scale, FACE_UI, 14, rect(0, 0, w - 64, 0), 20, theme->dim, intro);
    int half = two ? commands / 2 + 2 : commands; /* rows of the first column, up to two more where a command has several there */
    double content_h = 76 + 20 * intro_lines + per_column * ROW + 60 + half * ROW + 24;
    double h = fmin(area.h - 40, content_h);
    Rect box = {rect_mid_x(area) - w / 2, rect_mid_y(area) - h / 2, w, h};
    draw_round(gui->list, box, 14, theme->panel);
    draw_round_stroke(gui->list, box, 14, 1, theme->line);
    region_add(gui->region, REGION_BLOCK, box, "help/page");
    draw_clip(gui->list, rect_inset(box, 1, 8));
    double y = box.y + 44 - view->ui->scroll[SCREEN_HELP], x = box.x + 32;
    gui_text(gui, FACE_UI_BOLD, 22, x, y, ALIGN_LEFT, theme->text, tr(view->strings, STRING_HELP_TITLE));
    y += 22;
    text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 14, rect(x, y + 4, w - 64, 0), 20, theme->dim, intro);
    y += 6 + 20 * intro_lines;
    double bottom = y;
    for (int column = 0; column < (two ? 2 : 1); column++) {
        double end = draw_key_rows(view, x + column * (column_w + 32), y, column_w, column * per_column, (column + 1) * per_column);
        bottom = fmax(bottom, end);
    }
    y = bottom + 34;
    gui_text(gui, FACE_UI_SEMIBOLD, 15, x, y, ALIGN_LEFT, theme->text, tr(view->strings, STRING_HELP_COMMANDS));
    y += 16;
    int at = 0, column = 0;
    for (int id = 0; id < COMMAND_COUNT; id++) {
        int rows = count_rows(gui, id, column_w);
        if (rows == 0) continue;
        if (two && column == 0 && at + rows > half) column = 1, at = 0;
        double row_x = x + column * (column_w + 32), row_y = y + at * ROW + ROW / 2.0 + 4.5;
        char line[160];
        write_usage(line, id);
        int cut = rows > 2 ? find_cut(gui, line, column_w) : 0;
        if (cut > 0) gui_text(gui, FACE_MONO, 12.5, row_x + 24, row_y + ROW, ALIGN_LEFT, theme->text, line + cut);
        if (cut > 0) line[cut] = '\0';
        gui_text(gui, FACE_MONO, 12.5, row_x, row_y, ALIGN_LEFT, theme->text, line);
        text_fit(gui->list, gui->text, gui->scale, FACE_UI, 13, row_x + SENTENCE, row_y + (rows - 1) * ROW, column_w - SENTENCE, ALIGN_LEFT,
                 theme->dim, tr(view->strings, (StringId)(STRING_COMMAND_SET + id)));
        at += rows;
    }
    region_add(gui->region, REGION_HOVER, rect(x, y + half * ROW + 24, 0, 0), "help/end");
    draw_unclip(gui->list);
    Rect close = {rect_right(box) - 52, box.y + 14, 36, 36};
    if (gui_is_hot(gui, "help/close")) draw_round(gui->list, close, 8, theme->raised);
    double cx = rect_mid_x(close), cy = rect_mid_y(close);
    draw_line(gui->list, cx - 6, cy - 6, cx + 6, cy + 6, 2, theme->text);
    draw_line(gui->list, cx - 6, cy + 6, cx + 6, cy - 6, 2, theme->text);
    Region *region = region_add(gui->region, REGION_BUTTON, close, "help/close");
    text_format(region->command, (int)sizeof region->command, "hide");
    region->focusable = true;
    gui_focus_ring(gui, close, 8, "help/close");
}
