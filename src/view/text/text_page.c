/* The screen of texts: a network that predicts symbols reads held-out text, coloured by its surprise, and writes. Four parts: what it read,
   what it writes, what may come behind the prompt, and one draw (experiment/writer.h). */
#include "base/number.h"
#include "view/hint.h"
#include "view/inside/inside_head.h"
#include "view/text/text_picture.h"
#include <math.h>
#include <string.h>

/* "tales.txt: 6,635 characters, 29 different ones; the last 663 are held out." */
static void describe(char *out, int size, const View *view) {
    char words[160], held_out[24];
    const Text *text = setup_text(view->setup);
    bool is_of_text = strcmp(setup_task(view->setup)->key, "text") == 0;
    if (is_of_text && text && !writer_is_of_characters(view->setup)) text = text->words;
    if (!is_of_text || !text) {
        text_format(out, size, "%s", tr_name(view->strings, setup_task(view->setup)->help));
        return;
    }
    text_describe(words, (int)sizeof words, text);
    tr_said(view->strings, words, (int)sizeof words);
    number_format_count(held_out, (int)sizeof held_out, text->count - text->train_count);
    text_format(out, size, tr(view->strings, STRING_TEXT_ABOUT), text->name, words, held_out);
}

/* Nothing to read and write: what can be chosen. */
static void draw_nothing(const View *view, Rect rest) {
    const Gui *gui = view->gui;
    static const struct {
        StringId label;
        const char *path, *command;
    } choice[] = {{STRING_TEXT_CHOOSE_TEXT, "text/choose-text", "set task text"},
                  {STRING_TEXT_CHOOSE_WORDS, "text/choose-words", "set task words"}};
    Rect box = rect(rest.x, rest.y, fmin(rest.w, 640), 0);
    int lines = text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 15, rect(box.x, box.y + 16, box.w, 0), 21, gui->theme->text,
                          tr(view->strings, STRING_TEXT_NONE));
    hint_add(view, rect(box.x, box.y, box.w, 21 * lines), "text/none", tr(view->strings, STRING_TEXT_NONE_TIP));
    double x = box.x;
    for (int i = 0; i < 2; i++) {
        const char *label = tr(view->strings, choice[i].label);
        double w = gui_text_width(gui, FACE_UI_SEMIBOLD, 15, label) + 32;
        gui_button(gui, rect(x, box.y + 21 * lines + 14, w, 34), i == 0 ? BUTTON_PRIMARY : BUTTON_RAISED, choice[i].path, label,
                   choice[i].command, tr(view->strings, STRING_TEXT_CHOOSE_TIP));
        x += w + 10;
    }
}

static void draw_parts(const TextPicture *picture, Rect rest) {
    double gap = rest.w < 700 ? 16 : 30, w = (rest.w - gap) / 2;
    bool has_next = rest.h >= 430 && rest.w >= 560;
    double upper = has_next ? rest.h * 0.5 : fmax(rest.h - 150, rest.h * 0.5);
    if (!has_next && rest.h < 250) upper = rest.h;
    Rect top = rect_cut_top(&rest, upper);
    text_draw_passage(picture, rect(top.x, top.y, w, top.h - 12));
    text_draw_written(picture, rect(top.x + w + gap, top.y, w, top.h - 12));
    if (rest.h < 60) return;
    if (has_next) text_draw_next(picture, rect(rest.x, rest.y, w, rest.h));
    text_draw_dice(picture, has_next ? rect(rest.x + w + gap, rest.y, w, rest.h) : rest);
}

void text_inside_draw(const View *view, Rect area) {
    Grow grow;
    char line[320];
    describe(line, (int)sizeof line, view);
    Rect rest = inside_begin(&grow, GROW_FROM_LOSS, view, area, "text", tr(view->strings, STRING_TEXT_TITLE), line);
    hint_add(view, rect(rest.x, area.y + 26, rest.w - 90, rest.y - area.y - 26), "text/words", region_words(view->gui->region, "%s", line));
    if (view->writer) {
        TextPicture picture = {.view = view,
                               .writer = view->writer,
                               .pen = &view->ui->pen,
                               .is_of_characters = writer_is_of_characters(view->setup),
                               .symbols = view->run->net.spec.outputs};
        draw_parts(&picture, rest);
    } else {
        draw_nothing(view, rest);
    }
    grow_end(&grow);
}
