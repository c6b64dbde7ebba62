/* The help: every key that works on the screen below it, with what it does; then every command that can be written in a script. */
#include "view/panel/help.h"
#include "base/number.h"
#include "view/view.h"
#include <math.h>
#include <string.h>

enum { ROW = 27, SENTENCE = 280, BETWEEN = 24, SET_IN = 24, NARROW = 572 };

/* In a narrow column a sentence stands below what it is about. */
static bool is_narrow(double column_w) { return column_w < NARROW; }
static double sentence_indent(double column_w) { return is_narrow(column_w) ? SET_IN : SENTENCE; }

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

/* What a key does: its command's sentence, or, where the command opens a screen, which one. `out` has room for the latter. */
static const char *explain_key(const View *view, const KeymapWalk *walk, char out[160]) {
    Str line = str_from(walk->line);
    str_next_word(&line);
    int id = walk->id == COMMAND_SHOW ? screen_find(str_next_word(&line), NULL) : -1;
    if (id < 0) return tr(view->strings, (StringId)(STRING_COMMAND_SET + walk->id));
    text_format(out, 160, tr(view->strings, STRING_HELP_OPENS), tr(view->strings, (StringId)(STRING_SCREEN_STAGE + 2 * id)));
    return out;
}

static double draw_key_rows(const View *view, double x, double y, double w, int from, int to) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    KeymapWalk walk = {.scopes = find_scopes(view)};
    for (int at = 0; at < to && next_key(&walk, view); at++) {
        if (at < from) continue;
        gui_key_cap(gui, x, y + ROW / 2.0, walk.key);
        gui_text(gui, FACE_MONO, 12.5, x + 104, y + ROW / 2.0 + 4.5, ALIGN_LEFT, theme->text, walk.line);
        if (is_narrow(w)) y += ROW - 5;
        double indent = sentence_indent(w);
        char room[160];
        text_fit(gui->list, gui->text, gui->scale, FACE_UI, 13, x + indent, y + ROW / 2.0 + 4.5, w - indent, ALIGN_LEFT, theme->dim,
                 explain_key(view, &walk, room));
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
        char room[160];
        int lines = text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 13, rect(x + 120, y + 18.5, w - 120, 0), 18, gui->theme->dim,
                              explain_key(view, &walk, room));
        y += 10 + 18.0 * (lines > 1 ? lines : 1);
    }
    return y;
}

static void write_usage(char out[160], int id) {
    text_format(out, 160, "%s%s%s", command_table[id].word, *command_table[id].signature ? " " : "", command_table[id].signature);
}

/* Of the part of a usage that stands in one row: all of it, or up to the last '|' that fits. */
static int fit_usage(const Gui *gui, const char *line, double room) {
    char front[160];
    int cut = 0, count = (int)strlen(line);
    if (gui_text_width(gui, FACE_MONO, 12.5, line) <= room) return count;
    for (int i = 0; line[i]; i++) {
        if (line[i] != '|') continue;
        text_format(front, (int)sizeof front, "%.*s", i + 1, line);
        if (gui_text_width(gui, FACE_MONO, 12.5, front) > room) break;
        cut = i + 1;
    }
    return cut > 0 ? cut : count;
}

/* Each row behind the first is set in. */
static int count_usage_rows(const Gui *gui, const char *line, double column_w) {
    int rows = 0;
    for (; *line; line += fit_usage(gui, line, column_w - (rows > 0 ? SET_IN : 0))) rows++;
    return rows;
}

/* How many rows a command takes; 0 for what is not listed. The sentence stands beside a short usage in a wide column, else below it. */
static int count_rows(const Gui *gui, int id, double column_w) {
    char line[160];
    if (command_table[id].owner == COMMAND_OF_INPUT) return 0;
    write_usage(line, id);
    bool is_beside = !is_narrow(column_w) && gui_text_width(gui, FACE_MONO, 12.5, line) <= SENTENCE - 12;
    return is_beside ? 1 : count_usage_rows(gui, line, column_w) + 1;
}

static void draw_command(const View *view, double x, double y, double column_w, int id, int rows) {
    const Gui *gui = view->gui;
    char line[160];
    write_usage(line, id);
    double set_in = 0;
    for (const char *at = line; *at; y += ROW, set_in = SET_IN) {
        char part[160];
        int count = fit_usage(gui, at, column_w - set_in);
        text_format(part, (int)sizeof part, "%.*s", count, at);
        gui_text(gui, FACE_MONO, 12.5, x + set_in, y, ALIGN_LEFT, gui->theme->text, part);
        at += count;
    }
    double indent = sentence_indent(column_w);
    text_fit(gui->list, gui->text, gui->scale, FACE_UI, 13, x + indent, rows == 1 ? y - ROW : y, column_w - indent, ALIGN_LEFT,
             gui->theme->dim, tr(view->strings, (StringId)(STRING_COMMAND_SET + id)));
}

void help_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    bool two = area.w >= 1420;
    double w = fmin(area.w - (area.w < 640 ? 8 : 40), two ? 1400 : 780), pad = area.w < 640 ? 16 : 24;
    double column_w = two ? (w - 2 * pad - BETWEEN) / 2 : w - 2 * pad, key_row = is_narrow(column_w) ? 2 * ROW - 5 : ROW;
    int keys = count_keys(view), per_column = two ? (keys + 1) / 2 : keys, commands = 0;
    for (int id = 0; id < COMMAND_COUNT; id++) commands += count_rows(gui, id, column_w);
    const char *intro = tr(view->strings, STRING_HELP_INTRO);
    int intro_lines = text_wrap(NULL, gui->text, gui->scale, FACE_UI, 14, rect(0, 0, w - 2 * pad, 0), 20, theme->dim, intro);
    int half = two ? commands / 2 + 2 : commands; /* rows of the first column, up to two more where a command has several there */
    double content_h = 76 + 20 * intro_lines + per_column * key_row + 60 + half * ROW + 24;
    double h = fmin(area.h - 40, content_h);
    Rect box = {rect_mid_x(area) - w / 2, rect_mid_y(area) - h / 2, w, h};
    draw_round(gui->list, box, 14, theme->panel);
    draw_round_stroke(gui->list, box, 14, 1, theme->line);
    region_add(gui->region, REGION_BLOCK, box, "help/page");
    draw_clip(gui->list, rect_inset(box, 1, 8));
    double y = box.y + 44 - view->ui->scroll[SCREEN_HELP], x = box.x + pad;
    gui_text(gui, FACE_UI_BOLD, 22, x, y, ALIGN_LEFT, theme->text, tr(view->strings, STRING_HELP_TITLE));
    y += 22;
    text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 14, rect(x, y + 4, w - 2 * pad, 0), 20, theme->dim, intro);
    y += 6 + 20 * intro_lines;
    double bottom = y;
    for (int column = 0; column < (two ? 2 : 1); column++) {
        double end = draw_key_rows(view, x + column * (column_w + BETWEEN), y, column_w, column * per_column, (column + 1) * per_column);
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
        double row_x = x + column * (column_w + BETWEEN), row_y = y + at * ROW + ROW / 2.0 + 4.5;
        draw_command(view, row_x, row_y, column_w, id, rows);
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
