/* See paper.h. Axes to draw in have the decades of the stage's chart, 1e-8 to 1e2; a curve over a setting has its values below it. */
#include "gui/minus.h"
#include "view/page/paper.h"
#include "base/number.h"
#include <math.h>
#include <string.h>

enum { LINE = 34, AXES_H = 260 };

static void write_lines(Ink *ink, int count) {
    for (int i = 0; i < count; i++) {
        ink->page.y += LINE;
        if (ink->page.list) draw_rect(ink->page.list, rect(ink->page.left, ink->page.y, ink->page.width, 1), ink->style.line);
    }
    page_space(&ink->page, 12);
}

static const LessonChoice *choice_at(const LessonQuestion *question, int index) {
    const LessonChoice *choice = question->choice;
    while (choice && index-- > 0) choice = choice->next;
    return choice;
}

/* A box to tick or to write a number into, and what stands behind it. */
static void write_item(Ink *ink, const LessonSpan *text, const LessonSpan *tail) {
    const double box = 17, indent = 32;
    if (ink->page.list) draw_round_stroke(ink->page.list, rect(ink->page.left + 2, ink->page.y + 4, box, box), 3, 1.2, ink->style.dim);
    ink->page.left += indent;
    ink->page.width -= indent;
    page_begin(&ink->page);
    ink_spans(ink, text, PAGE_PLAIN, 0);
    if (tail) page_put(&ink->page, str_from("  =  ________"), PAGE_PLAIN, 0);
    page_end(&ink->page);
    ink->page.left -= indent;
    ink->page.width += indent;
    page_space(&ink->page, 5);
}

static void write_power(Ink *ink, double x, double y, int power) {
    char tex[24];
    FormulaStyle style = ink->style.formula;
    style.size = 14;
    text_format(tex, (int)sizeof tex, "10^{%d}", power);
    formula_draw(ink->page.list, ink->page.api, ink->page.scale, &style, x, y + 5, ALIGN_RIGHT, tex);
}

static int curve_count(const Ink *ink, const LessonCurve *curve) {
    int last = curve->last > 0 ? curve->last : ink->view->run->wiring.steps;
    return curve->value_count > 0 ? curve->value_count : last - curve->first + 1;
}

static void write_axes(Ink *ink, const LessonCurve *curve) {
    const double left = 52;
    DrawList *list = ink->page.list;
    Rect plot = {ink->page.left + left, ink->page.y + 10, ink->page.width - left - 20, AXES_H - 46};
    int count = curve_count(ink, curve);
    ink->page.y += AXES_H;
    page_space(&ink->page, 8);
    if (!list) return;
    int lines = curve->is_log ? 10 : 5;
    for (int i = 0; i <= lines; i++) {
        double y = plot.y + plot.h * i / lines;
        draw_rect(list, rect(plot.x, y, plot.w, 1), ink->style.line);
        if (curve->is_log && i % 2 == 0) write_power(ink, plot.x - 8, y, 2 - i);
    }
    draw_rect(list, rect(plot.x, plot.y, 1.2, plot.h), ink->style.dim);
    draw_rect(list, rect(plot.x, rect_bottom(plot), plot.w, 1.2), ink->style.dim);
    int every = count > 40 ? 10 : count > 20 ? 5 : 1;
    for (int i = 0; i < count; i++) {
        char text[40];
        double x = plot.x + plot.w * (i + 0.5) / count;
        int step = curve->first + i;
        draw_rect(list, rect(x, rect_bottom(plot) - 4, 1, 4), ink->style.dim);
        if (curve->value_count > 0)
            str_copy(text, (int)sizeof text, curve->value[i]);
        else
            text_format(text, (int)sizeof text, "%d", step);
        if (curve->value_count == 0 && i > 0 && i + 1 < count && step % every != 0) continue;
        draw_text(list, FACE_UI, 13.5, x, rect_bottom(plot) + 20, ALIGN_CENTER, ink->style.dim, text);
    }
}

static void write_room(Ink *ink, const LessonQuestion *question) {
    const Strings *strings = ink->view->strings;
    const Reader *reader = ink->view->reader;
    int at = reader_find_question(reader, question);
    switch (question->kind) {
    case QUESTION_CHOICE:
        for (const LessonChoice *choice = question->choice; choice; choice = choice->next) write_item(ink, choice->text, NULL);
        break;
    case QUESTION_ORDER:
    case QUESTION_MATCH:
        ink_text(ink, tr(strings, question->kind == QUESTION_ORDER ? STRING_PAPER_ORDER : STRING_PAPER_MATCH), FACE_UI, 15, 22,
                 ink->style.dim);
        for (int i = 0; i < question->choice_count; i++) {
            const LessonChoice *choice = choice_at(question, question->kind == QUESTION_ORDER && at >= 0 ? reader->shown[at][i] : i);
            if (choice) write_item(ink, choice->text, question->kind == QUESTION_MATCH ? choice->said : NULL);
        }
        if (question->kind == QUESTION_ORDER) break;
        page_begin(&ink->page); /* what stands at the right, in another order */
        for (int i = 0; i < question->choice_count; i++) {
            const LessonChoice *choice = choice_at(question, at >= 0 ? reader->shown[at][i] : i);
            if (i > 0) page_put(&ink->page, str_from("   ·   "), PAGE_PLAIN, 0);
            if (choice) ink_spans(ink, choice->said, PAGE_STRONG, 0);
        }
        page_end(&ink->page);
        break;
    case QUESTION_NUMBER:
    case QUESTION_PLACE:
        page_space(&ink->page, 10);
        ink_text(ink, tr(strings, question->kind == QUESTION_NUMBER ? STRING_PAPER_NUMBER : STRING_PAPER_PLACE), FACE_UI, 17.5, 25,
                 ink->style.text);
        break;
    case QUESTION_DRAW: write_axes(ink, &question->curve); break;
    case QUESTION_WRITE: write_lines(ink, 4); break;
    }
}

void paper_question(Ink *ink, const LessonQuestion *question) {
    const double pad = 16;
    double top = ink->page.y;
    page_space(&ink->page, pad - 2);
    ink->page.left += pad;
    ink->page.width -= 2 * pad;
    ink_paragraph(ink, question->ask, FACE_UI_SEMIBOLD, 17.5, 25, ink->style.text);
    page_space(&ink->page, 8);
    write_room(ink, question);
    ink->page.left -= pad;
    ink->page.width += 2 * pad;
    page_space(&ink->page, pad - 8);
    if (ink->page.list)
        draw_round_stroke(ink->page.list, rect(ink->page.left, top, ink->page.width, ink->page.y - top), 8, 1.2, ink->style.dim);
    page_space(&ink->page, 20);
}

/* ---- Answers ---- */

static void write_right(Ink *ink, const LessonQuestion *question) {
    char text[64], number[32];
    int index = 0;
    switch (question->kind) {
    case QUESTION_CHOICE:
        for (const LessonChoice *choice = question->choice; choice; choice = choice->next)
            if (choice->is_right) ink_paragraph(ink, choice->text, FACE_UI_SEMIBOLD, 16, 23, ink->style.text);
        break;
    case QUESTION_NUMBER:
        number_format(number, (int)sizeof number, question->number);
        minus_mend(number, (int)sizeof number);
        ink_text(ink, number, FACE_UI_SEMIBOLD, 16, 23, ink->style.text);
        break;
    case QUESTION_PLACE:
        str_copy(text, (int)sizeof text, question->where);
        ink_text(ink, text, FACE_UI_SEMIBOLD, 16, 23, ink->style.text);
        break;
    case QUESTION_ORDER:
    case QUESTION_MATCH:
        for (const LessonChoice *choice = question->choice; choice; choice = choice->next) {
            page_begin(&ink->page);
            text_format(text, (int)sizeof text, "%d. ", ++index);
            if (question->kind == QUESTION_ORDER) page_put_copy(&ink->page, str_from(text), PAGE_PLAIN, 0);
            ink_spans(ink, choice->text, PAGE_PLAIN, 0);
            if (choice->said) page_put(&ink->page, str_from(" = "), PAGE_PLAIN, 0);
            if (choice->said) ink_spans(ink, choice->said, PAGE_STRONG, 0);
            page_end(&ink->page);
        }
        break;
    case QUESTION_WRITE:
        if (question->model) ink_paragraph(ink, question->model, FACE_UI, 16, 23, ink->style.text);
        break;
    case QUESTION_DRAW: break;
    }
}

void paper_answer(Ink *ink, const PaperAnswer *answer) {
    char text[400];
    const LessonStep *step = answer->step;
    text_format(text, (int)sizeof text, "%s · %d · %.*s", answer->lesson, step->index + 1, step->title.count, step->title.at);
    ink_text(ink, text, FACE_UI, 14, 20, ink->style.dim);
    ink_paragraph(ink, answer->question->ask, FACE_UI, 16, 23, ink->style.text);
    write_right(ink, answer->question);
    if (answer->question->why) ink_paragraph(ink, answer->question->why, FACE_UI, 16, 23, ink->style.text);
    ink_text(ink, answer->address, FACE_MONO, 13, 20, ink->style.dim);
    page_space(&ink->page, 18);
}
