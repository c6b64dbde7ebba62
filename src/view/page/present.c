/* The projector's picture of a lesson: the step's name and one sentence, the picture, and the question with what can be answered. Laid out
   in design pixels of which 540 are as high as the window, so that the smallest letters are 24 pixels high on a screen of 1080.

   Bars of the votes stand behind the answers once the answer is shown, not before. */
#include "view/page/present.h"
#include "base/number.h"
#include "gui/minus.h"
#include "view/page/ink.h"
#include "view/page/light.h"
#include "view/page/presenting.h"
#include "view/page/question.h"
#include <math.h>
#include <string.h>

enum { PAD = 20, TITLE = 23, SENTENCE = 15, ASK = 16, ANSWER = 14, SMALL = 12, COLUMN_MOST = 3, SENTENCE_SPANS = 48 };

/* ---- Head ---- */

static void format_lesson(char *out, int size, const Reader *reader) {
    Str title = reader->lesson->front.title.count > 0 ? reader->lesson->front.title : str_from(reader->name);
    if (reader->number > 0)
        text_format(out, size, "%d · %.*s", reader->number, title.count, title.at);
    else
        str_copy(out, size, title);
}

static void draw_dots(const View *view, double right, double y) {
    const Theme *theme = view->gui->theme;
    const Reader *reader = view->reader;
    const double gap = 11, radius = 3;
    int count = reader->lesson->step_count;
    if (count > 24) return;
    for (int i = 0; i < count; i++) {
        double x = right - radius - (count - 1 - i) * gap;
        Color color = i == reader->step ? theme->text : i < reader->step ? theme->accent : theme->line;
        draw_circle(view->gui->list, x, y, i == reader->step ? radius + 0.5 : radius, color);
    }
}

static const LessonBlock *find_formula(const LessonStep *step) {
    const LessonBlock *block = reader_find_block(step, BLOCK_FORMULA);
    return step->kind == STEP_PLAIN ? block : NULL;
}

/* The step's formula, right of the sentence. Returns the width it takes. */
static double draw_formula(const View *view, const LessonStep *step, double right, double y, double most_w, double most_h) {
    const Gui *gui = view->gui;
    const LessonBlock *block = find_formula(step);
    if (!block) return 0;
    FormulaStyle style = theme_formula(gui->theme, 17);
    style.is_display = true;
    FormulaBox box = formula_measure_str(gui->text, gui->scale, &style, block->text);
    if (box.width > most_w || box.ascent + box.descent > most_h) return 0;
    formula_draw_str(gui->list, gui->text, gui->scale, &style, right, y + (box.ascent - box.descent) / 2, ALIGN_RIGHT, block->text);
    return box.width + 24;
}

static void write_sentence(Ink *ink, const Present *present) {
    LessonSpan span[SENTENCE_SPANS];
    const LessonSpan *sentence = present_find_sentence(span, SENTENCE_SPANS, present, ink->view->reader);
    if (sentence) ink_paragraph(ink, sentence, FACE_UI, SENTENCE, 21, ink->style.dim);
}

static double draw_head(const View *view, Rect window) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const LessonStep *step = reader_step(view->reader);
    char name[160], title[160];
    double x = window.x + PAD, right = rect_right(window) - PAD, y = window.y + 16;
    format_lesson(name, (int)sizeof name, view->reader);
    str_copy(title, (int)sizeof title, step && step->title.count > 0 ? step->title : str_from(name));
    double title_w = gui_text_width(gui, FACE_UI_BOLD, TITLE, title), name_w = gui_text_width(gui, FACE_UI, SMALL, name);
    bool has_name = title_w + name_w + 40 <= right - x && strcmp(title, name) != 0;
    gui_text_fit(gui, FACE_UI_BOLD, TITLE, x, y + 19, right - x, ALIGN_LEFT, theme->text, title);
    if (has_name) {
        gui_text(gui, FACE_UI, SMALL, right, y + 9, ALIGN_RIGHT, theme->dim, name);
        draw_dots(view, right, y + 22);
    }
    double text_w = right - x, taken = step ? draw_formula(view, step, right, y + 50, text_w * 0.5, 40) : 0;
    Ink ink;
    ink_begin(&ink, view, "present", x, y + 30, text_w - taken);
    write_sentence(&ink, view->present);
    return fmax(ink.page.y, taken > 0 ? y + 72 : 0) + 4;
}

/* ---- Foot ---- */

typedef struct Foot {
    const LessonQuestion *question;
    int at; /* its number */
    bool is_open;
    int columns;
    double column_w;
} Foot;

static int count_votes(const Present *present, int at, int *most) {
    int all = 0;
    *most = 1;
    for (int i = 0; i < LESSON_CHOICE_MAX; i++) {
        all += present->vote[at][i];
        if (present->vote[at][i] > *most) *most = present->vote[at][i];
    }
    return all;
}

/* The text of the item that stands at this place of the list. */
static const LessonChoice *find_item(const View *view, const Foot *foot, int place) {
    bool is_shuffled = foot->is_open && (foot->question->kind == QUESTION_ORDER || foot->question->kind == QUESTION_MATCH);
    int index = is_shuffled ? view->reader->shown[foot->at][place] : place;
    const LessonChoice *choice = foot->question->choice;
    while (choice && index-- > 0) choice = choice->next;
    return choice;
}

static void write_item(Ink *ink, const LessonChoice *choice, LessonQuestionKind kind, bool is_open, bool is_right) {
    Page *page = &ink->page;
    page_begin(page);
    page->size = ANSWER;
    page->leading = 19;
    page->plain = is_right ? FACE_UI_SEMIBOLD : FACE_UI;
    page->color = ink->style.text;
    ink_spans(ink, choice->text, PAGE_PLAIN, 0);
    if (kind == QUESTION_MATCH && !is_open && choice->said) {
        page_put(page, str_from(" = "), PAGE_PLAIN, 0);
        ink_spans(ink, choice->said, PAGE_STRONG, 0);
    }
    page_end(page);
}

/* One answer, at least so high; returns how high it is. With a list of NULL in the ink only that. */
static double draw_answer(Ink *ink, const Foot *foot, int place, double x, double y, double least_h) {
    const View *view = ink->view;
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const Present *present = view->present;
    const LessonChoice *choice = find_item(view, foot, place);
    if (!choice) return 0;
    bool is_right = !foot->is_open && foot->question->kind == QUESTION_CHOICE && choice->is_right;
    int most, all = count_votes(present, foot->at, &most);
    bool has_votes = all > 0 && !foot->is_open && foot->question->kind == QUESTION_CHOICE;
    double counted_w = has_votes ? 40 : 0;
    ink->page.left = x + 34;
    ink->page.width = foot->column_w - 44 - counted_w;
    ink->page.y = y + 5;
    InkMark mark = ink_measure(ink);
    write_item(ink, choice, foot->question->kind, foot->is_open, is_right);
    double text_h = ink_measured(ink, &mark) + 10, height = fmax(text_h, least_h);
    ink->page.y += (height - text_h) / 2;
    if (!ink->page.list) return height;
    Rect box = {x, y, foot->column_w, height};
    draw_round(gui->list, box, 8, theme->raised);
    if (has_votes) {
        double part = (double)present->vote[foot->at][place] / most;
        char number[16];
        Color color = color_mix(theme->raised, is_right ? theme->good : theme->dim, 0.34);
        if (part > 0) draw_round(gui->list, rect(x, y, fmax(box.w * part, 16), height), 8, color);
        text_format(number, (int)sizeof number, "%d", present->vote[foot->at][place]);
        gui_text(gui, FACE_MONO, ANSWER, rect_right(box) - 12, gui_middle(rect_mid_y(box), ANSWER), ALIGN_RIGHT, theme->text, number);
    }
    if (is_right) draw_round_stroke(gui->list, rect_inset(box, 1, 1), 7, 2, theme->good);
    char number[8];
    text_format(number, (int)sizeof number, "%d", place + 1);
    bool is_item = foot->question->kind == QUESTION_CHOICE || foot->is_open;
    draw_circle_stroke(gui->list, x + 18, rect_mid_y(box), 9.5, 1.2, is_right ? theme->good : theme->dim);
    if (is_right) {
        draw_path_begin(gui->list);
        draw_path_move(gui->list, x + 13.5, rect_mid_y(box));
        draw_path_line(gui->list, x + 17, rect_mid_y(box) + 4);
        draw_path_line(gui->list, x + 23, rect_mid_y(box) - 4);
        draw_path_stroke(gui->list, 2, theme->good, 0);
    } else if (is_item || foot->question->kind == QUESTION_ORDER) {
        gui_text(gui, FACE_UI_SEMIBOLD, SMALL, x + 18, gui_middle(rect_mid_y(box), SMALL), ALIGN_CENTER, theme->text, number);
    } else {
        draw_circle(gui->list, x + 18, rect_mid_y(box), 2.5, theme->dim);
    }
    write_item(ink, choice, foot->question->kind, foot->is_open, is_right);
    return height;
}

static bool has_list(const Foot *foot) {
    LessonQuestionKind kind = foot->question->kind;
    return kind == QUESTION_CHOICE || kind == QUESTION_ORDER || kind == QUESTION_MATCH;
}

/* So many columns that no answer needs a second line, or two. */
static void plan_columns(const View *view, Foot *foot, double width) {
    const double gap = 10;
    int count = foot->question->choice_count;
    double widest = 0;
    for (int i = 0; i < count; i++) {
        char text[256];
        const LessonChoice *choice = find_item(view, foot, i);
        if (!choice) continue;
        lesson_format_spans(text, (int)sizeof text, choice->text);
        double w = gui_text_width(view->gui, FACE_UI_SEMIBOLD, ANSWER, text) + 90;
        if (foot->question->kind == QUESTION_MATCH && !foot->is_open && choice->said) {
            lesson_format_spans(text, (int)sizeof text, choice->said);
            w += gui_text_width(view->gui, FACE_UI_SEMIBOLD, ANSWER, text) + 24;
        }
        widest = fmax(widest, w);
    }
    foot->columns = 1;
    for (int columns = COLUMN_MOST; columns > 1 && foot->columns == 1; columns--)
        if (columns <= count && widest <= (width - gap * (columns - 1)) / columns) foot->columns = columns;
    if (foot->columns == 1 && count > 2) foot->columns = 2;
    if (foot->columns == 3 && count == 4) foot->columns = 2;
    foot->column_w = (width - gap * (foot->columns - 1)) / foot->columns;
}

static void draw_answers(Ink *ink, const Foot *foot, double x) {
    const double gap = 10;
    double y = ink->page.y;
    for (int first = 0; first < foot->question->choice_count; first += foot->columns) {
        double height = 0;
        InkMark mark = ink_measure(ink);
        for (int i = 0; i < foot->columns; i++) height = fmax(height, draw_answer(ink, foot, first + i, x, y, 0));
        ink_measured(ink, &mark);
        for (int i = 0; i < foot->columns; i++) draw_answer(ink, foot, first + i, x + i * (foot->column_w + gap), y, height);
        y += height + 6;
    }
    ink->page.y = y;
}

/* What is right, of a question without a list. */
static void write_right(Ink *ink, const Foot *foot) {
    const LessonQuestion *question = foot->question;
    const Strings *strings = ink->view->strings;
    char number[32], text[160];
    if (foot->is_open) return;
    switch (question->kind) {
    case QUESTION_NUMBER:
        number_format(number, (int)sizeof number, question->number);
        minus_mend(number, (int)sizeof number);
        text_format(text, (int)sizeof text, tr(strings, STRING_PRESENT_IT_IS), number);
        break;
    case QUESTION_PLACE:
        question_write_place(number, (int)sizeof number, strings, question->where);
        text_format(text, (int)sizeof text, tr(strings, STRING_PRESENT_IT_IS), number);
        break;
    case QUESTION_WRITE:
        if (question->model) ink_paragraph(ink, question->model, FACE_UI_SEMIBOLD, ANSWER, 20, ink->style.text);
        return;
    default: return;
    }
    ink_text(ink, text, FACE_UI_SEMIBOLD, ANSWER, 20, ink->style.text);
}

static void write_foot(Ink *ink, const Foot *foot) {
    double left = ink->page.left, width = ink->page.width;
    ink_paragraph(ink, foot->question->ask, FACE_UI_SEMIBOLD, ASK, 22, ink->style.text);
    page_space(&ink->page, 6);
    if (has_list(foot)) draw_answers(ink, foot, left);
    ink->page.left = left;
    ink->page.width = width;
    write_right(ink, foot);
    if (!foot->is_open && foot->question->why && reader_explains(ink->view->reader, foot->at))
        ink_paragraph(ink, foot->question->why, FACE_UI, ANSWER, 20, ink->style.text);
}

/* The question at the foot of the window; returns where it begins. */
static double draw_foot(const View *view, Rect window) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    Foot foot = {0};
    foot.at = present_find_question(view->present, view->reader, &foot.is_open);
    if (foot.at < 0) return rect_bottom(window);
    foot.question = view->reader->question[foot.at];
    double x = window.x + PAD, w = window.w - 2 * PAD;
    Ink ink;
    ink_begin(&ink, view, "present", x + 14, 0, w - 28);
    plan_columns(view, &foot, w - 28);
    InkMark mark = ink_measure(&ink);
    write_foot(&ink, &foot);
    double height = ink_measured(&ink, &mark) + 20, top = rect_bottom(window) - 10 - height;
    Rect box = {x, top, w, height};
    draw_round(gui->list, box, 10, theme->panel);
    draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 9.5, 1, theme->line);
    ink.page.left = x + 14;
    ink.page.width = w - 28;
    ink.page.y = top + 10;
    write_foot(&ink, &foot);
    return top - 8;
}

/* ---- Text in place of the picture ---- */

static void draw_text_step(const View *view, const LessonStep *step, Rect area) {
    Ink ink;
    ink_begin(&ink, view, "present", area.x + PAD, area.y + 12, area.w - 2 * PAD);
    ink.style.size = 18;
    ink.style.leading = 27;
    InkMark mark = ink_measure(&ink);
    ink_blocks(&ink, step->block);
    if (ink_measured(&ink, &mark) > area.h - 12) {
        ink.style.size = 15;
        ink.style.leading = 22;
    }
    ink_blocks(&ink, step->block);
}

/* ---- Over it ---- */

static void draw_spotlight(const View *view, Rect window) {
    const Gui *gui = view->gui;
    double reach = hypot(window.w, window.h) + 100, radius = 92;
    double x = gui->state->x < 0 ? rect_mid_x(window) : gui->state->x, y = gui->state->x < 0 ? rect_mid_y(window) : gui->state->y;
    draw_circle_stroke(gui->list, x, y, radius + reach / 2, reach, (Color){0, 0, 0, 175});
}

static void draw_lock(const View *view, Rect window) {
    const Gui *gui = view->gui;
    Color color = gui->theme->dim;
    double x = rect_right(window) - 9, y = window.y + 10;
    draw_round(gui->list, rect(x - 5, y - 1, 10, 8), 2, color);
    draw_path_begin(gui->list);
    draw_path_arc(gui->list, x, y - 1, 3.2, 3.14159265, 6.2831853);
    draw_path_stroke(gui->list, 1.6, color, 0);
}

static void draw_address(const View *view, Rect window) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const char *address = view->present->address;
    double size = 34;
    while (size > 14 && gui_text_width(gui, FACE_MONO, size, address) > window.w - 120) size -= 1;
    Rect box = {window.x + 40, rect_mid_y(window) - 56, window.w - 80, 112};
    draw_round(gui->list, box, 14, theme->panel);
    draw_round_stroke(gui->list, rect_inset(box, 1, 1), 13, 2, theme->line);
    gui_text(gui, FACE_UI, ANSWER, rect_mid_x(box), box.y + 32, ALIGN_CENTER, theme->dim, tr(view->strings, STRING_PRESENT_ADDRESS));
    gui_text(gui, FACE_MONO, size, rect_mid_x(box), gui_middle(box.y + 70, size), ALIGN_CENTER, theme->text, address);
}

static void draw_counting(const View *view, Rect window) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    char text[PRESENT_TYPED_MAX + 64];
    text_format(text, (int)sizeof text, "%s %s_", tr(view->strings, STRING_PRESENT_VOTES), view->present->typed);
    double width = gui_text_width(gui, FACE_MONO, ANSWER, text) + 32;
    Rect box = {rect_right(window) - PAD - width, window.y + 10, width, 32};
    draw_round(gui->list, box, 8, theme->raised);
    draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 7.5, 1, theme->accent);
    gui_text(gui, FACE_MONO, ANSWER, box.x + 16, gui_middle(rect_mid_y(box), ANSWER), ALIGN_LEFT, theme->text, text);
}

/* ---- All of it ---- */

Rect presenting_draw(const View *view, Rect window, bool is_projector) {
    const Gui *gui = view->gui;
    const Present *present = view->present;
    const Reader *reader = view->reader;
    Rect whole = {window.x - present->zoom_x, window.y - present->zoom_y, window.w * present->zoom, window.h * present->zoom};
    Rect picture = {0, 0, 0, 0};
    draw_group(gui->list, "present");
    if (present->is_blank && is_projector) {
        draw_rect(gui->list, window, (Color){0, 0, 0, 255});
        return picture;
    }
    const LessonStep *step = reader_step(reader);
    double bottom = draw_foot(view, whole), top = draw_head(view, whole);
    picture = rect(whole.x, top, whole.w, bottom - top);
    if (step && step->kind == STEP_KEY_POINTS) {
        draw_text_step(view, step, picture);
        picture.h = 0;
    } else if (picture.h > 80 && present->draw_middle) {
        draw_layer(gui->list, LAYER_STAGE);
        draw_clip(gui->list, picture);
        region_set_clip(gui->region, picture);
        present->draw_middle(view, picture);
        region_clear_clip(gui->region);
        draw_unclip(gui->list);
        light_draw(view);
    }
    draw_layer(gui->list, LAYER_OVERLAY);
    draw_group(gui->list, "present/over");
    if (is_projector && present->is_spotlit) draw_spotlight(view, window);
    if (is_projector && present->is_locked) draw_lock(view, window);
    if (present->shows_address) draw_address(view, window);
    if (is_projector && present->is_counting) draw_counting(view, window);
    draw_layer(gui->list, LAYER_PAGE);
    return picture;
}
