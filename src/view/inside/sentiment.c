/* A sentence, word by word: a column for each word with the probabilities of the classes after it, one above the other, and below the
   effect of the word on the last verdict: gradient · input, and the true change (experiment/sentence.h). */
#include "base/number.h"
#include "view/hint.h"
#include "view/inside/inside_head.h"
#include <math.h>
#include <string.h>

enum { FIELD = 36, NAME = 30, ROW_LEAST = 60, LABELS = 118 };

typedef struct SentencePicture {
    const View *view;
    const Sentence *sentence;
    const char *class_name[SENTENCE_CLASS_MAX];
    char names[SENTENCE_CLASS_MAX][TASK_NAME_SIZE];
    double pitch, left;
} SentencePicture;

static const char *words(const View *view, StringId id) { return tr(view->strings, id); }

static Color class_color(const Theme *theme, int c) { return c == 0 ? theme->good : c == 1 ? theme->bad : theme->faint; }

static void draw_field(const View *view, Rect box) {
    const Gui *gui = view->gui;
    const char *text = view->ui->sentence;
    bool is_edited = strcmp(gui->state->edit_path, "sentiment/words/value") == 0;
    double w = gui_text_width(gui, FACE_UI_SEMIBOLD, 15, words(view, STRING_SENTENCE_STAGE)) + 28;
    Rect button = rect_cut_right(&box, w);
    rect_cut_right(&box, 8);
    draw_round(gui->list, box, 8, gui->theme->panel);
    draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 8, 1, is_edited ? gui->theme->accent : gui->theme->line);
    Region *region = gui_field(gui, rect_inset(box, 10, 4), "sentiment/words/value", -1,
                               is_edited ? ""
                               : text[0] ? text
                                         : words(view, STRING_SENTENCE_TYPE),
                               text[0] ? gui->theme->text : gui->theme->dim, words(view, STRING_SENTENCE_TYPE_TIP), false);
    text_format(region->command, (int)sizeof region->command, "sentence");
    region->focusable = true;
    gui_button(gui, button, BUTTON_RAISED, "sentiment/stage", words(view, STRING_SENTENCE_STAGE), "sentence",
               words(view, STRING_SENTENCE_STAGE_TIP));
}

static void draw_verdicts(const SentencePicture *picture, Rect area) {
    const Sentence *sentence = picture->sentence;
    const Gui *gui = picture->view->gui;
    double w = fmin(picture->pitch * 0.62, 46);
    for (int c = 0; c < sentence->classes; c++) { /* in the order of the bands */
        double y = area.y + 4 + 20 * (sentence->classes - 1 - c);
        if (y + 12 > rect_bottom(area)) continue;
        draw_rect(gui->list, rect(picture->left - LABELS, y, 10, 10), class_color(gui->theme, c));
        gui_text(gui, FACE_UI, 13, picture->left - LABELS + 15, y + 9, ALIGN_LEFT, gui->theme->dim, picture->class_name[c]);
    }
    for (int t = 0; t < sentence->count; t++) {
        double x = picture->left + (t + 0.5) * picture->pitch, y = rect_bottom(area);
        const double *prob = sentence->prob[t];
        char path[48], number[24];
        int best = 0;
        for (int c = 0; c < sentence->classes; c++) {
            double h = area.h * prob[c];
            draw_rect(gui->list, rect(x - w / 2, y - h, w, h), class_color(gui->theme, c));
            y -= h;
            if (prob[c] > prob[best]) best = c;
        }
        if (picture->pitch >= 34) {
            number_format_short(number, (int)sizeof number, prob[best], 2);
            gui_text(gui, FACE_MONO, 12, x, area.y - 5, ALIGN_CENTER, class_color(gui->theme, best), number);
        }
        text_format(path, (int)sizeof path, "sentiment/after%d", t + 1);
        Rect box = {x - picture->pitch / 2, area.y - 16, picture->pitch, area.h + 16};
        hint_add(picture->view, box, path,
                 region_words(gui->region, words(picture->view, STRING_SENTENCE_AFTER), sentence->name[t], picture->class_name[0], prob[0],
                              picture->class_name[1], prob[1], picture->class_name[2], prob[2]));
    }
}

static void draw_names(const SentencePicture *picture, Rect area) {
    const Sentence *sentence = picture->sentence;
    const Gui *gui = picture->view->gui;
    for (int t = 0; t < sentence->count; t++)
        gui_text_fit(gui, FACE_UI_SEMIBOLD, 14, picture->left + (t + 0.5) * picture->pitch, area.y + 20, picture->pitch - 2, ALIGN_CENTER,
                     gui->theme->text, sentence->name[t]);
}

static void draw_bar(const Gui *gui, double x, double w, double zero, double scale, double value, Color color) {
    double h = value * scale;
    if (isfinite(h)) draw_rect(gui->list, rect(x, h > 0 ? zero - h : zero, w, fmax(fabs(h), 1)), color);
}

static void draw_effects(const SentencePicture *picture, Rect area) {
    const Sentence *sentence = picture->sentence;
    const View *view = picture->view;
    const Gui *gui = view->gui;
    double most = 1e-12, w = fmin(picture->pitch * 0.3, 20), zero = rect_mid_y(area);
    char number[24];
    for (int t = 0; t < sentence->count; t++) {
        most = fmax(most, fabs(sentence->pull[t]));
        if (isfinite(sentence->left[t])) most = fmax(most, fabs(sentence->left[t]));
    }
    double scale = (area.h / 2 - 2) / most;
    draw_rect(gui->list, rect(picture->left, zero, picture->pitch * sentence->count, 1), gui->theme->line);
    number_format_short(number, (int)sizeof number, most, 2);
    double x = picture->left - LABELS;
    draw_rect(gui->list, rect(x, zero - 19, 10, 10), gui->theme->accent);
    gui_text_fit(gui, FACE_UI, 13, x + 15, zero - 10, LABELS - 18, ALIGN_LEFT, gui->theme->dim, words(view, STRING_SENTENCE_PULL));
    draw_rect(gui->list, rect(x, zero + 3, 10, 10), gui->theme->text);
    gui_text_fit(gui, FACE_UI, 13, x + 15, zero + 12, LABELS - 18, ALIGN_LEFT, gui->theme->dim, words(view, STRING_SENTENCE_LEFT));
    hint_add(view, rect(x, area.y, LABELS - 6, area.h), "sentiment/effects", words(view, STRING_SENTENCE_ROWS_TIP));
    gui_text(gui, FACE_MONO, 12, picture->left - 8, area.y + 10, ALIGN_RIGHT, gui->theme->dim, number);
    for (int t = 0; t < sentence->count; t++) {
        double middle = picture->left + (t + 0.5) * picture->pitch;
        char path[48], pull[24], left[24];
        draw_bar(gui, middle - w - 1, w, zero, scale, sentence->pull[t], gui->theme->accent);
        draw_bar(gui, middle + 1, w, zero, scale, sentence->left[t], gui->theme->text);
        number_format_short(pull, (int)sizeof pull, fabs(sentence->pull[t]), 3);
        number_format_short(left, (int)sizeof left, sentence->left[t], 3);
        text_format(path, (int)sizeof path, "sentiment/word%d", t + 1);
        hint_add(view, rect(middle - picture->pitch / 2, area.y, picture->pitch, area.h), path,
                 region_words(gui->region, words(view, STRING_SENTENCE_PULL_TIP), sentence->name[t],
                              words(view, sentence->pull[t] < 0 ? STRING_SENTENCE_LOWERS : STRING_SENTENCE_RAISES),
                              picture->class_name[sentence->verdict], pull, left));
    }
}

static void draw_sentence(SentencePicture *picture, Rect rest) {
    const Sentence *sentence = picture->sentence;
    rect_cut_top(&rest, 22);
    picture->left = rest.x + LABELS;
    picture->pitch = fmin((rest.w - LABELS) / sentence->count, 120);
    Rect effects = rect_cut_bottom(&rest, fmax(ROW_LEAST, rest.h * 0.42));
    Rect names = rect_cut_bottom(&rest, NAME);
    draw_verdicts(picture, rest);
    draw_names(picture, names);
    draw_effects(picture, effects);
}

void sentiment_draw(const View *view, Rect area) {
    const Sentence *sentence = view->sentence;
    const Gui *gui = view->gui;
    const Task *task = setup_task(view->setup);
    TaskOptions options = setup_task_options(view->setup);
    SentencePicture picture = {.view = view, .sentence = sentence};
    bool is_there = sentence && !sentence->trouble[0] && sentence->count > 0;
    char line[256], verdict[80];
    for (int c = 0; c < SENTENCE_CLASS_MAX; c++) {
        if (is_there) task_name_class(picture.names[c], TASK_NAME_SIZE, task, &options, c);
        picture.class_name[c] = tr_name(view->strings, picture.names[c]);
    }
    text_format(line, (int)sizeof line, "%s", sentence ? sentence->trouble : "");
    tr_said(view->strings, line, (int)sizeof line);
    if (is_there) {
        const char *said = picture.class_name[sentence->verdict];
        if (sentence->target >= 0 && sentence->target < sentence->classes)
            text_format(verdict, (int)sizeof verdict, words(view, STRING_SENTENCE_RIGHT), said, picture.class_name[sentence->target]);
        else
            text_format(verdict, (int)sizeof verdict, "%s", said);
        text_format(line, (int)sizeof line, words(view, STRING_SENTENCE_WORDS), verdict);
    }
    Grow grow;
    Rect rest = inside_begin(&grow, GROW_FROM_CHAIN, view, area, "sentiment", words(view, STRING_SENTENCE_TITLE), is_there ? line : "");
    draw_field(view, rect_cut_top(&rest, FIELD));
    rect_cut_top(&rest, 10);
    if (is_there) {
        draw_sentence(&picture, rest);
    } else if (sentence) {
        text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 15, rect(rest.x, rest.y + 16, fmin(rest.w, 720), 0), 21, gui->theme->text,
                  line);
        hint_add(view, rect(rest.x, rest.y, fmin(rest.w, 720), 100), "sentiment/trouble", region_words(gui->region, "%s", line));
    }
    grow_end(&grow);
}
