/* One draw, step by step: the network's scores are divided by the temperature; softmax over the most likely ones makes probabilities, which
   are laid side by side from 0 to 1; the random number falls into one of the parts. Beside it what may come behind the prompt, and before
   the prompt was changed. */
#include "base/number.h"
#include "view/hint.h"
#include "view/text/text_picture.h"
#include <math.h>

enum { BAR_ROW = 21, BAR_ROW_MOST = 30, RIBBON = 30, RIBBON_MOST = 72, TABLE_ROW = 20, TABLE_ROW_MOST = 32, SHOWN = 48 };

/* --- behind the prompt --- */

/* The symbols that either of the two distributions holds likely, in their own order, so that both can be compared. */
static int choose_shown(int *shown, int most, const double *now, const double *before, int count) {
    int n = 0;
    for (int o = 0; o < count; o++) {
        double worth = fmax(now[o], before ? before[o] : 0);
        int at = n < most ? n++ : most;
        for (; at > 0; at--) {
            double other = fmax(now[shown[at - 1]], before ? before[shown[at - 1]] : 0);
            if (worth <= other) break;
            if (at < most) shown[at] = shown[at - 1];
        }
        if (at < most) shown[at] = o;
    }
    if (!before) return n;
    for (int i = 1; i < n; i++) {
        int symbol = shown[i], at = i;
        for (; at > 0 && shown[at - 1] > symbol; at--) shown[at] = shown[at - 1];
        shown[at] = symbol;
    }
    return n;
}

static void draw_bar(const TextPicture *picture, Rect row, int symbol, double p, double before) {
    const Gui *gui = picture->view->gui;
    const Theme *theme = gui->theme;
    char name[TASK_NAME_SIZE], percent[24], path[40];
    double label = picture->is_of_characters ? 26 : 62, value = 62;
    Rect track = rect(row.x + label, row.y + 4, row.w - label - value, row.h - 8);
    text_name(name, (int)sizeof name, picture, symbol);
    text_percent_short(percent, (int)sizeof percent, p);
    gui_text(gui, FACE_MONO, 13.5, row.x + label - 8, rect_mid_y(row) + 4.5, ALIGN_RIGHT, theme->text, name);
    draw_round(gui->list, track, 3, theme->raised);
    if (p * track.w > 0.5) draw_round(gui->list, rect(track.x, track.y, track.w * p, track.h), 3, theme->output_weight);
    if (before >= 0) {
        double x = track.x + track.w * before;
        draw_rect(gui->list, rect(x - 1, track.y - 3, 2, track.h + 6), theme->text);
    }
    gui_text(gui, FACE_MONO, 13, rect_right(row), rect_mid_y(row) + 4.5, ALIGN_RIGHT, theme->dim, percent);
    text_format(path, (int)sizeof path, "text/next/%d", symbol + 1);
    const char *tip = "";
    if (hint_is_wanted(picture->view, row)) {
        char was[24];
        text_percent(percent, (int)sizeof percent, p);
        text_percent(was, (int)sizeof was, before);
        tip = before >= 0 ? region_words(gui->region, tr(picture->view->strings, STRING_TEXT_BAR_BEFORE), name, percent, was)
                          : region_words(gui->region, tr(picture->view->strings, STRING_TEXT_BAR), name, percent);
    }
    hint_add(picture->view, row, path, tip);
}

/* The end of the prompt, as much as a heading has room for. */
static const char *prompt_end(const char *prompt, int most) {
    Str text = str_from(prompt);
    if (text.count <= most) return prompt;
    const char *at = text.at + text.count - most;
    while (((unsigned char)*at & 0xC0) == 0x80) at++;
    return at;
}

void text_draw_next(const TextPicture *picture, Rect area) {
    const View *view = picture->view;
    const double *now = writer_next(picture->writer), *before = writer_next_before(picture->writer);
    char heading[160];
    int shown[SHOWN];
    draw_group(view->gui->list, "text/next");
    if (!now) return;
    if (picture->pen->prompt[0])
        text_format(heading, (int)sizeof heading, tr(view->strings, STRING_TEXT_NEXT), prompt_end(picture->pen->prompt, 40));
    else
        text_format(heading, (int)sizeof heading, "%s", tr(view->strings, STRING_TEXT_NEXT_FIRST));
    area = text_heading(picture, area, "text/next", heading, tr(view->strings, STRING_TEXT_NEXT_TIP));
    if (before && area.h > 120) {
        Rect row = rect_cut_bottom(&area, 20);
        char words[160];
        text_format(words, (int)sizeof words, tr(view->strings, STRING_TEXT_BEFORE), prompt_end(picture->pen->before, 40));
        gui_text_fit(view->gui, FACE_UI, 12.5, row.x, row.y + 15, row.w, ALIGN_LEFT, view->gui->theme->dim, words);
        hint_add(view, row, "text/before", tr(view->strings, STRING_TEXT_BEFORE_TIP));
    }
    int room = (int)(area.h / BAR_ROW), most = room < SHOWN ? room : SHOWN;
    int count = most > 0 ? choose_shown(shown, most, now, before, picture->symbols) : 0;
    double pitch = count > 0 ? fmin(floor(area.h / count), BAR_ROW_MOST) : 0; /* the room that few symbols leave */
    for (int i = 0; i < count; i++)
        draw_bar(picture, rect(area.x, area.y + i * pitch, area.w, pitch), shown[i], now[shown[i]], before ? before[shown[i]] : -1);
}

/* --- the draw --- */

static double temperature_at(int key, double unit) {
    char text[32];
    double value = PEN_TEMPERATURE_LEAST * pow(PEN_TEMPERATURE_MOST / PEN_TEMPERATURE_LEAST, unit), rounded;
    (void)key;
    text_format(text, (int)sizeof text, "%.2g", value);
    return number_parse(&rounded, str_from(text)) ? fmin(fmax(rounded, PEN_TEMPERATURE_LEAST), PEN_TEMPERATURE_MOST) : value;
}

static void draw_sliders(const TextPicture *picture, Rect row) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    const WriterPen *pen = picture->pen;
    char value[32], top[32];
    double gap = 24, w = (row.w - gap) / 2;
    number_format(value, (int)sizeof value, pen->temperature);
    SliderView temperature = {.path = "text/temperature",
                              .label = tr(view->strings, STRING_TEXT_TEMPERATURE),
                              .value = value,
                              .tip = tr(view->strings, STRING_TEXT_TEMPERATURE_TIP),
                              .key = -1,
                              .command = "text temperature {x}",
                              .typed = "text temperature",
                              .value_at = temperature_at,
                              .unit = log(pen->temperature / PEN_TEMPERATURE_LEAST) / log(PEN_TEMPERATURE_MOST / PEN_TEMPERATURE_LEAST),
                              .mark = log(1 / PEN_TEMPERATURE_LEAST) / log(PEN_TEMPERATURE_MOST / PEN_TEMPERATURE_LEAST),
                              .color = gui->theme->output_weight};
    gui_slider(gui, rect(row.x, row.y, w, SLIDER_ROW_HEIGHT), &temperature);
    if (pen->top > 0)
        text_format(top, (int)sizeof top, "%d", pen->top);
    else
        text_format(top, (int)sizeof top, "%s", tr(view->strings, STRING_TEXT_TOP_OFF));
    SliderView most = {.path = "text/top",
                       .label = tr(view->strings, STRING_TEXT_TOP),
                       .value = top,
                       .tip = tr(view->strings, STRING_TEXT_TOP_TIP),
                       .key = -1,
                       .command = "text top {x}",
                       .typed = "text top",
                       .most = picture->symbols, /* 0, at the left end, is "off" */
                       .is_whole = true,
                       .unit = fmin((double)pen->top / picture->symbols, 1),
                       .mark = -1,
                       .color = gui->theme->accent};
    gui_slider(gui, rect(row.x + w + gap, row.y, w, SLIDER_ROW_HEIGHT), &most);
}

/* The middle of a part's name of this width: that of the part, or beside the line of the random number; -1: there is no room. */
static double name_place(Rect part, double line, double width) {
    double middle = rect_mid_x(part), half = width / 2 + 4;
    if (part.w <= width + 4) return -1;
    if (fabs(middle - line) >= half) return middle;
    if (line - 2 * half >= part.x) return line - half;
    return line + 2 * half <= rect_right(part) ? line + half : -1;
}

static void draw_ribbon(const TextPicture *picture, Rect box, const WriterDraw *draw) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    double passed = 0;
    char name[TASK_NAME_SIZE], percent[24];
    for (int i = 0; i < draw->count && passed < 1; i++) {
        Rect part = rect(box.x + passed * box.w, box.y, draw->p[i] * box.w, box.h);
        passed += draw->p[i];
        if (part.w < 0.3) continue;
        Color color = color_over(theme->output_weight, i == draw->chosen ? 1 : i % 2 ? 0.4 : 0.55, theme->background);
        draw_rect(gui->list, rect(part.x, part.y, fmax(part.w - 1, 0.5), part.h), color);
        text_name(name, (int)sizeof name, picture, draw->symbol[i]);
        double place = name_place(part, box.x + draw->random * box.w, gui_text_width(gui, FACE_MONO_MEDIUM, 14, name));
        if (place >= 0)
            gui_text(gui, FACE_MONO_MEDIUM, 14, place, rect_mid_y(part) + 5, ALIGN_CENTER,
                     color_contrast(theme->background, color) > color_contrast(theme->text, color) ? theme->background : theme->text, name);
        if (part.w < 2) continue;
        char path[40];
        text_format(path, (int)sizeof path, "text/part/%d", i + 1);
        text_percent(percent, (int)sizeof percent, draw->p[i]);
        hint_add(view, part, path,
                 hint_is_wanted(view, part) ? region_words(gui->region, tr(view->strings, STRING_TEXT_PART), name, percent) : "");
    }
    double x = box.x + draw->random * box.w;
    draw_rect(gui->list, rect(x - 1, box.y - 6, 2, box.h + 8), theme->text);
    draw_path_begin(gui->list);
    draw_path_move(gui->list, x - 6, box.y - 12);
    draw_path_line(gui->list, x + 6, box.y - 12);
    draw_path_line(gui->list, x, box.y - 4);
    draw_path_close(gui->list);
    draw_path_fill(gui->list, theme->text);
}

/* Scores, what the temperature makes of them, and probabilities: the most likely ones side by side. */
static void draw_table(const TextPicture *picture, Rect area, const WriterDraw *draw) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    static const StringId row_name[] = {STRING_TEXT_SCORES, STRING_TEXT_DIVIDED, STRING_TEXT_SOFTMAX};
    double label = 104, w = 62; /* a share of 7 characters, and a gap */
    int cols = (int)((area.w - label) / w), rows = (int)(area.h / TABLE_ROW) - 1;
    if (cols > draw->count) cols = draw->count;
    if (rows > 3) rows = 3;
    double pitch = rows >= 0 ? fmin(floor(area.h / (rows + 1)), TABLE_ROW_MOST) : 0;
    for (int r = -1; r < rows; r++) {
        double y = area.y + (r + 1) * pitch + 14;
        if (r >= 0) gui_text_fit(gui, FACE_UI, 12.5, area.x, y, label - 8, ALIGN_LEFT, gui->theme->dim, tr(view->strings, row_name[r]));
        for (int c = 0; c < cols; c++) {
            char text[32];
            double x = area.x + label + (c + 1) * w - 6, score = draw->score[c];
            Color color = c == draw->chosen ? gui->theme->text : gui->theme->dim;
            if (r < 0)
                text_name(text, (int)sizeof text, picture, draw->symbol[c]);
            else if (r < 2)
                number_format_short(text, (int)sizeof text, r == 0 ? score : score / picture->pen->temperature, 2);
            else
                text_percent_short(text, (int)sizeof text, draw->p[c]);
            gui_text(gui, r < 0 ? FACE_MONO_MEDIUM : FACE_MONO, 12.5, x, y, ALIGN_RIGHT, color, text);
        }
    }
    if (rows >= 0)
        hint_add(view, rect(area.x, area.y, label + cols * w, (rows + 1) * pitch), "text/table", tr(view->strings, STRING_TEXT_TABLE_TIP));
}

void text_draw_dice(const TextPicture *picture, Rect area) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    char heading[160], name[TASK_NAME_SIZE], number[24], words[160];
    draw_group(gui->list, "text/draw");
    if (!writer_can_write(picture->writer)) return;
    int written;
    writer_written(picture->writer, &written);
    int letter = picture->pen->letter < written ? picture->pen->letter : written - 1;
    WriterDraw draw = writer_draw(picture->writer, letter);
    if (draw.count == 0) return;
    number_format(number, (int)sizeof number, picture->pen->temperature);
    text_format(heading, (int)sizeof heading, tr(view->strings, STRING_TEXT_DRAW), letter + 1, number);
    double button = 30;
    text_heading(picture, rect(area.x, area.y, area.w - 2 * button - 16, area.h), "text/draw", heading,
                 tr(view->strings, STRING_TEXT_DRAW_TIP));
    gui_button(gui, rect(rect_right(area) - 2 * button - 6, area.y - 4, button, 26), BUTTON_RAISED, "text/letter-back", "‹",
               "text letter back", tr(view->strings, STRING_TEXT_BACK_TIP));
    gui_button(gui, rect(rect_right(area) - button, area.y - 4, button, 26), BUTTON_RAISED, "text/letter-next", "›", "text letter next",
               tr(view->strings, STRING_TEXT_NEXT_LETTER_TIP));
    rect_cut_top(&area, TEXT_HEADING + 12);
    draw_ribbon(picture, rect_cut_top(&area, fmin(fmax(floor(area.h * 0.16), RIBBON), RIBBON_MOST)), &draw);
    text_name(name, (int)sizeof name, picture, draw.symbol[draw.chosen]);
    number_format_short(number, (int)sizeof number, draw.random, 3);
    text_format(words, (int)sizeof words, tr(view->strings, STRING_TEXT_FELL), number, name);
    Rect fell = rect_cut_top(&area, 26);
    gui_text_fit(gui, FACE_UI, 13, fell.x, fell.y + 17, fell.w, ALIGN_LEFT, gui->theme->text, words);
    hint_add(view, fell, "text/fell", tr(view->strings, STRING_TEXT_FELL_TIP));
    if (area.h < SLIDER_ROW_HEIGHT) return;
    draw_sliders(picture, rect_cut_top(&area, SLIDER_ROW_HEIGHT + 4));
    if (area.h >= 2 * TABLE_ROW) draw_table(picture, area, &draw);
}
