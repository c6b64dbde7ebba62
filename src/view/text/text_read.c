/* Held-out text, symbol by symbol: the ground of each shows its surprise, -log2 of the probability that the network gave it, from 0 to 8
   bits in the colour of the loss, which it is. */
#include "base/number.h"
#include "view/hint.h"
#include "view/text/text_picture.h"
#include <math.h>

enum { ROW = 25, SCALE_ROW = 20 };
#define BITS_MOST 8.0

static Color color_of(const Theme *theme, double bits) { return color_over(theme->bad, fmin(fmax(bits, 0) / BITS_MOST, 1), theme->raised); }

static Color ink_on(Color ground, const Theme *theme) {
    Color other = theme->dark ? theme->background : theme->text, one = theme->dark ? theme->text : theme->background;
    return color_contrast(one, ground) >= color_contrast(other, ground) ? one : other;
}

static void hint_cell(const TextPicture *picture, Rect box, const WriterCell *cell, int index) {
    const View *view = picture->view;
    char path[40], name[TASK_NAME_SIZE], words[200], bits[24], percent[24];
    const char *tip = "";
    text_format(path, (int)sizeof path, "text/read/%d", index + 1);
    if (hint_is_wanted(view, box)) {
        text_name(name, (int)sizeof name, picture, cell->symbol);
        if (cell->is_first) {
            tip = region_words(view->gui->region, tr(view->strings, STRING_TEXT_FIRST), name);
        } else {
            number_format_short(bits, (int)sizeof bits, -log2(cell->p), 3);
            text_percent(percent, (int)sizeof percent, cell->p);
            int used = text_format(words, (int)sizeof words, tr(view->strings, STRING_TEXT_CELL), name, percent, bits);
            for (int i = 0; i < cell->rival_count; i++) {
                text_name(name, (int)sizeof name, picture, cell->rival[i]);
                text_percent(percent, (int)sizeof percent, cell->rival_p[i]);
                used += text_format(words + used, (int)sizeof words - used, "%s%s %s", i ? ", " : "\n", name, percent);
            }
            tip = region_words(view->gui->region, "%s", words);
        }
    }
    hint_add(view, box, path, tip);
}

static void draw_cell(const TextPicture *picture, Rect box, const WriterCell *cell, int index) {
    const Gui *gui = picture->view->gui;
    char name[TASK_NAME_SIZE];
    Color ink = gui->theme->dim;
    if (!cell->is_first) {
        Color ground = color_of(gui->theme, -log2(cell->p));
        ink = ink_on(ground, gui->theme);
        draw_round(gui->list, rect_inset(box, 0.75, 1.5), 3, ground);
    }
    writer_spell(name, (int)sizeof name, picture->view->setup, cell->symbol);
    if (name[0] == '\n' || name[0] == '\t') text_name(name, (int)sizeof name, picture, cell->symbol);
    gui_text(gui, FACE_MONO, 14, rect_mid_x(box), box.y + 17, ALIGN_CENTER, ink, name);
    hint_cell(picture, box, cell, index);
}

/* Returns how many had room. */
static int draw_cells(const TextPicture *picture, Rect area) {
    const Gui *gui = picture->view->gui;
    int count;
    const WriterCell *cell = writer_cells(picture->writer, &count);
    double x = area.x, y = area.y;
    for (int i = 0; i < count; i++) {
        char name[TASK_NAME_SIZE];
        double w = 12;
        writer_spell(name, (int)sizeof name, picture->view->setup, cell[i].symbol);
        if (!picture->is_of_characters || str_from(name).count > 4) w = gui_text_width(gui, FACE_MONO, 14, name) + 8;
        bool begins = cell[i].is_first && i > 0; /* each sequence on a line of its own */
        if (x + w > rect_right(area) || begins) {
            x = area.x;
            y += ROW;
        }
        if (y + ROW > rect_bottom(area) + 1) return i;
        draw_cell(picture, rect(x, y, w, ROW), &cell[i], i);
        x += w;
    }
    return count;
}

/* "0 bits" [ramp] "8 bits and more" */
static void draw_scale(const TextPicture *picture, Rect row) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    const char *low = tr(view->strings, STRING_TEXT_SCALE_LOW), *high = tr(view->strings, STRING_TEXT_SCALE_HIGH);
    double w = gui_text_width(gui, FACE_UI, 12, high), x = rect_right(row) - w - 88, left = gui_text_width(gui, FACE_UI, 12, low);
    Color cell[16];
    for (int i = 0; i < 16; i++) cell[i] = color_of(gui->theme, (i + 0.5) / 16 * BITS_MOST);
    draw_image(gui->list, rect(x, row.y + 5, 80, 9), 16, 1, cell);
    if (x - 6 - left >= row.x) gui_text(gui, FACE_UI, 12, x - 6, row.y + 14, ALIGN_RIGHT, gui->theme->dim, low);
    gui_text(gui, FACE_UI, 12, rect_right(row), row.y + 14, ALIGN_RIGHT, gui->theme->dim, high);
    hint_add(view, rect(x - 6 - left, row.y, left + w + 94, row.h), "text/scale", tr(view->strings, STRING_TEXT_SCALE_TIP));
}

/* The passage's mean surprise beside that of uniform guessing, and of a predictor that knows only the frequencies. */
static void draw_measures(const TextPicture *picture, Rect row) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    const Task *task = setup_task(view->setup);
    TaskOptions options = setup_task_options(view->setup);
    char words[220], bits[24], perplexity[24], uniform[24], unigram[24] = "";
    double found = writer_bits(picture->writer);
    number_format_short(bits, (int)sizeof bits, found, 3);
    number_format_short(perplexity, (int)sizeof perplexity, exp2(found), 3);
    number_format_short(uniform, (int)sizeof uniform, log2((double)picture->symbols), 3);
    int used = text_format(words, (int)sizeof words, tr(view->strings, STRING_TEXT_MEASURE), bits, perplexity, uniform);
    if (task->unigram) {
        number_format_short(unigram, (int)sizeof unigram, task->unigram(&options) / log(2.0), 3);
        text_format(words + used, (int)sizeof words - used, tr(view->strings, STRING_TEXT_MEASURE_UNIGRAM), unigram);
    }
    gui_text_fit(gui, FACE_UI, 12.5, row.x, row.y + 14, row.w, ALIGN_LEFT, gui->theme->text, words);
    hint_add(view, row, "text/measure", region_words(gui->region, "%s\n%s", words, tr(view->strings, STRING_TEXT_MEASURE_TIP)));
}

void text_draw_passage(const TextPicture *picture, Rect area) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    draw_group(gui->list, "text/read");
    const char *label = tr(view->strings, STRING_TEXT_PAGE);
    double button = gui_text_width(gui, FACE_UI_SEMIBOLD, 13, label) + 26;
    Rect head = rect(area.x, area.y, area.w - button - 8, area.h);
    text_heading(picture, head, "text/read", tr(view->strings, STRING_TEXT_READS), tr(view->strings, STRING_TEXT_READS_TIP));
    gui_button(gui, rect(rect_right(area) - button, area.y - 4, button, 26), BUTTON_PLAIN, "text/page", label, "text page",
               tr(view->strings, STRING_TEXT_PAGE_TIP));
    rect_cut_top(&area, TEXT_HEADING);
    Rect measures = rect_cut_bottom(&area, SCALE_ROW), scale = rect_cut_bottom(&area, area.h >= 110 ? SCALE_ROW : 0);
    draw_cells(picture, area);
    draw_measures(picture, measures);
    if (scale.h > 0) draw_scale(picture, scale);
}
