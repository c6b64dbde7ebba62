/* See question.h. A card is written twice, first to learn how tall it is. Rows are numbered as the keys that choose them. */
#include "view/page/question.h"
#include "base/number.h"
#include <math.h>
#include <string.h>

enum { CARD_PAD = 14, ROW_PAD = 8, BADGE = 22 };
static const double SMALL = 14, SMALL_LEADING = 20;

static bool is_drawn(const Ink *ink) { return ink->page.list != NULL; }

static void indent(Ink *ink, double left, double right) {
    ink->page.left += left;
    ink->page.width -= left + right;
}

/* ---- Cards ---- */

typedef struct Card {
    Ink *ink;
    int at;
    const LessonTry *attempt;
} Card;

/* Writes what is in it on a ground of its height. */
static void draw_card(Card *card, Color line, bool is_barred, void (*write)(Card *card)) {
    Ink *ink = card->ink;
    const Theme *theme = ink->view->gui->theme;
    DrawList *list = ink->page.list;
    double left = ink->page.left - 4, width = ink->page.width + 8;
    indent(ink, CARD_PAD - 4, CARD_PAD - 4);
    InkMark mark = ink_measure(ink);
    write(card);
    double height = ink_measured(ink, &mark) + 2 * CARD_PAD;
    Rect box = {left, ink->page.y, width, height};
    if (list && is_barred) {
        draw_round(list, box, 8, theme->raised);
        draw_round(list, rect(box.x, box.y, 4, box.h), 2, line);
    } else if (list) {
        draw_round_stroke(list, rect_inset(box, 0.5, 0.5), 10, 1, line);
    }
    ink->page.y += CARD_PAD;
    write(card);
    ink->page.y += CARD_PAD;
    indent(ink, 4 - CARD_PAD, 4 - CARD_PAD);
    page_space(&ink->page, 14);
}

static void write_label(Ink *ink, const char *word, Color color) {
    ink_text(ink, word, FACE_UI_SEMIBOLD, 12, 18, color);
    page_space(&ink->page, 2);
}

static void write_small(Ink *ink, const char *text, Color color) { ink_text(ink, text, FACE_UI, SMALL, SMALL_LEADING, color); }

static void write_ask(Ink *ink, const LessonSpan *ask) {
    ink_paragraph(ink, ask, FACE_UI_SEMIBOLD, 16, 24, ink->style.text);
    page_space(&ink->page, 8);
}

/* ---- Rows to choose from ---- */

typedef enum RowLook { ROW_OPEN, ROW_PICKED, ROW_RIGHT, ROW_WRONG, ROW_DIM } RowLook;

static void draw_sign(const Ink *ink, double x, double y, RowLook look) {
    DrawList *list = ink->page.list;
    const Theme *theme = ink->view->gui->theme;
    if (look == ROW_WRONG) {
        gui_cross(ink->view->gui, x, y, 9, theme->bad);
        return;
    }
    draw_path_begin(list);
    draw_path_move(list, x - 5, y);
    draw_path_line(list, x - 1.5, y + 4);
    draw_path_line(list, x + 5, y - 4.5);
    draw_path_stroke(list, 2, theme->good, 0);
}

/* A numbered row; a click on one that is open gives this answer. */
static void write_row(Ink *ink, int number, const LessonSpan *text, const char *badge, RowLook look, bool is_open) {
    const Gui *gui = ink->view->gui;
    const Theme *theme = gui->theme;
    double left = ink->page.left, width = ink->page.width, top = ink->page.y;
    indent(ink, BADGE + 2 * ROW_PAD, ROW_PAD);
    InkMark mark = ink_measure(ink);
    ink_paragraph(ink, text, FACE_UI, 15, 22, theme->text);
    double height = fmax(ink_measured(ink, &mark), 22) + 2 * ROW_PAD;
    Rect box = {left, top, width, height};
    char path[48];
    text_format(path, (int)sizeof path, "lesson/answer%d", number);
    if (is_drawn(ink)) {
        Color ground = look == ROW_RIGHT                  ? color_mix(theme->panel, theme->good, 0.16)
                       : is_open && gui_is_hot(gui, path) ? color_mix(theme->raised, theme->line, 0.6)
                                                          : theme->raised;
        draw_round(gui->list, box, 7, ground);
        if (look == ROW_RIGHT || look == ROW_WRONG || look == ROW_PICKED)
            draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 7, 1.5,
                              look == ROW_RIGHT   ? theme->good
                              : look == ROW_WRONG ? theme->bad
                                                  : theme->accent);
        double x = box.x + ROW_PAD + BADGE / 2.0, y = box.y + ROW_PAD + 11;
        if (look == ROW_RIGHT || look == ROW_WRONG) {
            draw_sign(ink, x, y, look);
        } else {
            draw_circle_stroke(gui->list, x, y, 10, 1.25, look == ROW_PICKED ? theme->accent : theme->faint);
            gui_text(gui, FACE_MONO, 12, x, y + 4.5, ALIGN_CENTER, look == ROW_PICKED ? theme->accent : theme->dim, badge);
        }
        if (is_open) {
            Region *region = region_add(gui->region, REGION_BUTTON, box, path);
            text_format(region->command, (int)sizeof region->command, "answer %d", number);
            region->focusable = true;
            gui_focus_ring(gui, box, 7, path);
        }
    }
    ink->page.y = top + ROW_PAD;
    ink_paragraph(ink, text, FACE_UI, 15, 22, look == ROW_DIM ? theme->dim : theme->text);
    ink->page.y = top + height + 6;
    indent(ink, -BADGE - 2 * ROW_PAD, -ROW_PAD);
}

static void write_said(Ink *ink, const LessonSpan *said, Color color) {
    if (!said) return;
    indent(ink, BADGE + 2 * ROW_PAD, ROW_PAD);
    ink_paragraph(ink, said, FACE_UI, SMALL, SMALL_LEADING, color);
    page_space(&ink->page, 8);
    indent(ink, -BADGE - 2 * ROW_PAD, -ROW_PAD);
}

static const LessonChoice *choice_at(const LessonQuestion *question, int index) {
    const LessonChoice *choice = question->choice;
    while (choice && index-- > 0) choice = choice->next;
    return choice;
}

/* Below the right item of a list: the one that was put in its place. */
static void write_chosen(Ink *ink, const LessonSpan *chosen) {
    char name[64];
    LessonSpan words = {.kind = SPAN_TEXT, .next = (LessonSpan *)chosen};
    text_format(name, (int)sizeof name, "%s: ", tr(ink->view->strings, STRING_QUESTION_CHOSE));
    words.text = str_from(name);
    write_said(ink, &words, ink->style.text);
}

static void write_choices(Ink *ink, const LessonQuestion *question, const ReaderAnswer *answer) {
    bool is_open = answer->state == READER_OPEN, is_explained = ink->view->reader->revealing != question;
    int number = 0;
    for (const LessonChoice *choice = question->choice; choice && number < LESSON_CHOICE_MAX; choice = choice->next) {
        char badge[8];
        bool is_chosen = answer->state == READER_ANSWERED && answer->choice[0] == number;
        RowLook look = is_open ? ROW_OPEN : choice->is_right ? ROW_RIGHT : is_chosen ? ROW_WRONG : ROW_DIM;
        text_format(badge, (int)sizeof badge, "%d", ++number);
        write_row(ink, number, choice->text, badge, look, is_open);
        if (is_chosen && is_explained) write_said(ink, choice->said, ink->style.text);
    }
}

/* Which place the item that stands here in the list was put at, from 0; -1: none yet. */
static int find_place(const ReaderAnswer *answer, int item) {
    for (int i = 0; i < answer->count; i++)
        if (answer->choice[i] == item) return i;
    return -1;
}

static void write_order(Ink *ink, const LessonQuestion *question, const ReaderAnswer *answer, const unsigned char *shown) {
    char badge[8];
    int count = question->choice_count < LESSON_CHOICE_MAX ? question->choice_count : LESSON_CHOICE_MAX;
    if (answer->state != READER_OPEN) { /* in the right order, each with a sign of what was said of it */
        for (int i = 0; i < count; i++) {
            bool is_right = answer->state == READER_SKIPPED || (i < answer->count && answer->choice[i] == i);
            text_format(badge, (int)sizeof badge, "%d", i + 1);
            write_row(ink, i + 1, choice_at(question, i)->text, badge, is_right ? ROW_RIGHT : ROW_WRONG, false);
            if (!is_right && i < answer->count) write_chosen(ink, choice_at(question, answer->choice[i])->text);
        }
        return;
    }
    write_small(ink, tr(ink->view->strings, STRING_QUESTION_ORDER), ink->style.dim);
    page_space(&ink->page, 6);
    for (int i = 0; i < count; i++) {
        int place = find_place(answer, shown[i]);
        text_format(badge, (int)sizeof badge, place < 0 ? "" : "%d", place + 1);
        write_row(ink, i + 1, choice_at(question, shown[i])->text, badge, place < 0 ? ROW_OPEN : ROW_PICKED, true);
    }
}

static void write_match(Ink *ink, const LessonQuestion *question, const ReaderAnswer *answer, const unsigned char *shown) {
    char badge[8];
    bool is_open = answer->state == READER_OPEN;
    int count = question->choice_count < LESSON_CHOICE_MAX ? question->choice_count : LESSON_CHOICE_MAX;
    for (int i = 0; i < count; i++) {
        const LessonChoice *left = choice_at(question, i);
        bool has_answer = i < answer->count, is_next = is_open && i == answer->count;
        RowLook look = is_next                                                     ? ROW_PICKED
                       : is_open                                                   ? ROW_OPEN
                       : answer->state == READER_SKIPPED || answer->choice[i] == i ? ROW_RIGHT
                                                                                   : ROW_WRONG;
        write_row(ink, 100 + i, left->text, is_next ? "?" : "", look, false);
        if (has_answer || !is_open) write_said(ink, choice_at(question, is_open ? answer->choice[i] : i)->said, ink->style.dim);
        if (has_answer && look == ROW_WRONG) write_chosen(ink, choice_at(question, answer->choice[i])->said);
    }
    if (!is_open) return;
    write_small(ink, tr(ink->view->strings, STRING_QUESTION_MATCH), ink->style.dim);
    page_space(&ink->page, 6);
    for (int i = 0; i < count; i++) {
        text_format(badge, (int)sizeof badge, "%d", i + 1);
        write_row(ink, i + 1, choice_at(question, shown[i])->said, badge, find_place(answer, shown[i]) < 0 ? ROW_OPEN : ROW_DIM,
                  find_place(answer, shown[i]) < 0);
    }
}

/* ---- Fields ---- */

/* A field for what is typed; what is committed is answered. */
static void write_field(Ink *ink, const char *prompt, double width) {
    const Gui *gui = ink->view->gui;
    const Theme *theme = gui->theme;
    Rect box = {ink->page.left, ink->page.y, fmin(width, ink->page.width), 34};
    if (is_drawn(ink)) {
        bool is_edited = strcmp(gui->state->edit_path, "lesson/answer/value") == 0;
        draw_round(gui->list, box, 7, theme->raised);
        draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 7, 1, is_edited ? theme->accent : theme->line);
        Region *region = gui_field(gui, rect_inset(box, 4, 4), "lesson/answer/value", -1, is_edited ? "" : prompt, theme->dim, NULL, false);
        text_format(region->command, (int)sizeof region->command, "answer");
        region->focusable = true;
    }
    ink->page.y += box.h + 6;
    ink->page.y += gui_error(gui, rect(box.x, ink->page.y, ink->page.width, 0), "lesson/answer");
}

static void write_pair(Ink *ink, const char *name, const char *value) {
    const Gui *gui = ink->view->gui;
    if (is_drawn(ink)) {
        gui_text(gui, FACE_UI, 15, ink->page.left, ink->page.y + 17, ALIGN_LEFT, gui->theme->dim, name);
        gui_text(gui, FACE_MONO_MEDIUM, 14, ink->page.left + ink->page.width, ink->page.y + 17, ALIGN_RIGHT, gui->theme->text, value);
    }
    ink->page.y += 26;
}

/* As a person writes it, 0.27: what has four digits or fewer as it is, anything else rounded to four. */
static void format_plain(char *out, int size, double value) {
    char text[32];
    double rounded = 0;
    text_format(text, (int)sizeof text, "%.3e", value);
    bool is_short = number_parse(&rounded, str_from(text)) && fabs(value - rounded) <= 1e-12 * fabs(value) && fabs(value) >= 1e-4;
    if (!is_short) {
        number_format_short(out, size, value, 4);
        return;
    }
    number_format(text, (int)sizeof text, fabs(value));
    text_format(out, size, "%s%s", value < 0 ? "\u2212" : "", text);
}

/* How far off: as a factor where both are above 0, else as a difference. */
static void write_distance(Ink *ink, double said, double is, Color color) {
    char text[96], number[32];
    if (said > 0 && is > 0) {
        double factor = said > is ? said / is : is / said;
        number_format_short(number, (int)sizeof number, factor, factor < 100 ? 2 : 1);
        text_format(text, (int)sizeof text, tr(ink->view->strings, STRING_QUESTION_TIMES_TOO), number,
                    said > is ? tr(ink->view->strings, STRING_QUESTION_LARGE) : tr(ink->view->strings, STRING_QUESTION_SMALL));
    } else {
        number_format_short(number, (int)sizeof number, fabs(said - is), 2);
        text_format(text, (int)sizeof text, tr(ink->view->strings, STRING_QUESTION_TOO), number,
                    said > is ? tr(ink->view->strings, STRING_QUESTION_LARGE) : tr(ink->view->strings, STRING_QUESTION_SMALL));
    }
    ink_text(ink, text, FACE_UI_SEMIBOLD, 15, 22, color);
}

static void write_number(Ink *ink, const LessonQuestion *question, const ReaderAnswer *answer) {
    const Theme *theme = ink->view->gui->theme;
    char number[32], text[80];
    if (answer->state == READER_OPEN) {
        write_field(ink, tr(ink->view->strings, STRING_QUESTION_NUMBER), 180);
        return;
    }
    if (answer->state == READER_ANSWERED) {
        format_plain(number, (int)sizeof number, answer->number);
        write_pair(ink, tr(ink->view->strings, STRING_QUESTION_SAID), number);
    }
    format_plain(number, (int)sizeof number, question->number);
    int used = text_format(text, (int)sizeof text, "%s", number);
    if (question->tolerance > 0) {
        format_plain(number, (int)sizeof number, question->tolerance);
        text_format(text + used, (int)sizeof text - used, " ± %s", number);
    }
    write_pair(ink, tr(ink->view->strings, STRING_QUESTION_IS), text);
    if (answer->state != READER_ANSWERED) return;
    if (answer->is_right) {
        ink_text(ink, tr(ink->view->strings, STRING_QUESTION_RIGHT), FACE_UI_SEMIBOLD, 15, 22, theme->good);
        return;
    }
    write_distance(ink, answer->number, question->number, theme->warn);
    const LessonChoice *near = reader_near_miss(question, answer->number);
    if (near && near->said && ink->view->reader->revealing != question)
        ink_paragraph(ink, near->said, FACE_UI, SMALL, SMALL_LEADING, ink->style.text);
}

void question_write_place(char *out, int size, const Strings *strings, Str where) {
    double step = 0;
    str_copy(out, size, where);
    if (strncmp(out, "step ", 5) == 0 && number_parse(&step, str_from(out + 5)))
        text_format(out, size, tr(strings, STRING_QUESTION_STEP), (int)step);
}

static void write_place(Ink *ink, const LessonQuestion *question, const ReaderAnswer *answer) {
    const Theme *theme = ink->view->gui->theme;
    char text[64];
    if (answer->state == READER_OPEN) {
        write_small(ink, tr(ink->view->strings, STRING_QUESTION_CLICK), ink->style.dim);
        page_space(&ink->page, 4);
        write_field(ink, tr(ink->view->strings, STRING_QUESTION_TIME_STEP), 180);
        return;
    }
    if (answer->state == READER_ANSWERED) {
        text_format(text, (int)sizeof text, tr(ink->view->strings, STRING_QUESTION_STEP), answer->choice[0]);
        write_pair(ink, tr(ink->view->strings, STRING_QUESTION_CHOSE), text);
    }
    question_write_place(text, (int)sizeof text, ink->view->strings, question->where);
    write_pair(ink, tr(ink->view->strings, STRING_QUESTION_IS), text);
    if (answer->state == READER_ANSWERED)
        ink_text(ink, answer->is_right ? tr(ink->view->strings, STRING_QUESTION_RIGHT) : tr(ink->view->strings, STRING_QUESTION_WRONG),
                 FACE_UI_SEMIBOLD, 15, 22, answer->is_right ? theme->good : theme->warn);
}

/* The field has one line; what is longer stands below it as a whole. */
static void write_whole(Ink *ink) {
    const Gui *gui = ink->view->gui;
    char whole[READER_TEXT_MAX];
    if (strcmp(gui->state->edit_path, "lesson/answer/value") != 0) return;
    str_copy(whole, (int)sizeof whole, edit_text(&gui->state->edit));
    if (gui_text_width(gui, FACE_MONO_MEDIUM, 14, whole) > ink->page.width - 24) ink_text(ink, whole, FACE_UI, 15, 22, ink->style.text);
}

static void write_words(Ink *ink, const LessonQuestion *question, const ReaderAnswer *answer) {
    if (answer->state == READER_OPEN) {
        write_field(ink, tr(ink->view->strings, STRING_QUESTION_ANSWER), 1e9);
        write_whole(ink);
        return;
    }
    if (answer->state == READER_ANSWERED) {
        write_label(ink, tr(ink->view->strings, STRING_QUESTION_YOUR_ANSWER), ink->style.dim);
        ink_text(ink, answer->text, FACE_UI, 15, 22, ink->style.text);
        page_space(&ink->page, 8);
    }
    write_label(ink, tr(ink->view->strings, STRING_QUESTION_MODEL), ink->style.dim);
    ink_paragraph(ink, question->model, FACE_UI, 15, 22, ink->style.text);
}

/* ---- Drawing ---- */

static void write_button(Ink *ink, const char *path, const char *label, const char *command, bool is_primary) {
    const Gui *gui = ink->view->gui;
    double width = gui_text_width(gui, FACE_UI_SEMIBOLD, 14, label) + 36;
    if (is_drawn(ink))
        gui_button(gui, rect(ink->page.left, ink->page.y, width, 32), is_primary ? BUTTON_PRIMARY : BUTTON_RAISED, path, label, command,
                   NULL);
    ink->page.y += 38;
}

static int count_drawn(const ReaderAnswer *answer) {
    int count = 0;
    for (int i = 0; i < answer->points; i++) count += isfinite(answer->point[i]);
    return count;
}

static void write_sketch(Ink *ink, const LessonQuestion *question, const ReaderAnswer *answer) {
    const Theme *theme = ink->view->gui->theme;
    char text[96];
    if (answer->state == READER_OPEN) {
        int drawn = count_drawn(answer);
        write_small(ink, tr(ink->view->strings, STRING_QUESTION_DRAG), ink->style.dim);
        page_space(&ink->page, 6);
        if (drawn == answer->points && drawn > 0) {
            write_button(ink, "lesson/answer1", tr(ink->view->strings, STRING_QUESTION_COMPARE), "answer done", true);
        } else {
            text_format(text, (int)sizeof text, tr(ink->view->strings, STRING_QUESTION_DRAWN), drawn, answer->points);
            write_small(ink, text, ink->style.dim);
        }
        return;
    }
    int worst = -1;
    double most = 0;
    for (int i = 0; i < answer->points; i++) {
        double gap = fabs(log10(fmax(answer->point[i], 1e-300)) - log10(fmax(answer->truth[i], 1e-300)));
        if (!isfinite(answer->point[i]) || !isfinite(answer->truth[i]) || gap < most) continue;
        most = gap;
        worst = i;
    }
    if (worst < 0 || answer->state == READER_SKIPPED) return; /* the chart, too, shows no curve that was not compared */
    char number[32];
    number_format_short(number, (int)sizeof number, answer->point[worst], 2);
    if (question->curve.value_count > worst)
        text_format(text, (int)sizeof text, tr(ink->view->strings, STRING_QUESTION_AT_VALUE), number,
                    str_fit(question->curve.value[worst], 24), question->curve.value[worst].at);
    else
        text_format(text, (int)sizeof text, tr(ink->view->strings, STRING_QUESTION_AT_POINT), number, question->curve.first + worst);
    write_pair(ink, tr(ink->view->strings, STRING_QUESTION_YOU_DREW), text);
    number_format_short(number, (int)sizeof number, answer->truth[worst], 3);
    write_pair(ink, tr(ink->view->strings, STRING_QUESTION_IS), number);
    write_distance(ink, answer->point[worst], answer->truth[worst], theme->warn);
    number_format_short(number, (int)sizeof number, most, 2);
    text_format(text, (int)sizeof text, tr(ink->view->strings, STRING_QUESTION_GAP), number);
    write_small(ink, text, ink->style.dim);
}

/* ---- A question ---- */

static const char *label_of(const Strings *strings, const LessonQuestion *question) {
    return question->kind == QUESTION_DRAW    ? tr(strings, STRING_QUESTION_DRAW)
           : question->kind == QUESTION_WRITE ? tr(strings, STRING_QUESTION_WRITE)
                                              : tr(strings, STRING_QUESTION_PREDICT);
}

static void write_question(Card *card) {
    Ink *ink = card->ink;
    const Reader *reader = ink->view->reader;
    const LessonQuestion *question = reader->question[card->at];
    const ReaderAnswer *answer = &reader->answer[card->at];
    const unsigned char *shown = reader->shown[card->at];
    write_label(ink, label_of(ink->view->strings, question), ink->view->gui->theme->accent);
    write_ask(ink, question->ask);
    switch (question->kind) {
    case QUESTION_CHOICE: write_choices(ink, question, answer); break;
    case QUESTION_NUMBER: write_number(ink, question, answer); break;
    case QUESTION_PLACE: write_place(ink, question, answer); break;
    case QUESTION_ORDER: write_order(ink, question, answer, shown); break;
    case QUESTION_MATCH: write_match(ink, question, answer, shown); break;
    case QUESTION_DRAW: write_sketch(ink, question, answer); break;
    case QUESTION_WRITE: write_words(ink, question, answer); break;
    }
    if (!question->why || !reader_explains(reader, card->at)) return;
    page_space(&ink->page, 6);
    ink_paragraph(ink, question->why, FACE_UI, 15, 22, ink->style.text);
}

void question_draw(Ink *ink, int at) {
    const Theme *theme = ink->view->gui->theme;
    Card card = {.ink = ink, .at = at};
    bool is_open = ink->view->reader->answer[at].state == READER_OPEN;
    draw_card(&card, is_open ? color_mix(theme->line, theme->accent, 0.5) : theme->line, false, write_question);
}

/* ---- Try ---- */

static void write_try(Card *card) {
    Ink *ink = card->ink;
    const Reader *reader = ink->view->reader;
    const Gui *gui = ink->view->gui;
    const Theme *theme = gui->theme;
    double right = ink->page.left + ink->page.width;
    if (is_drawn(ink)) {
        double y = ink->page.y + 8;
        if (reader->is_try_met) {
            draw_circle(gui->list, right - 10, y, 10, color_mix(theme->raised, theme->good, 0.3));
            draw_sign(ink, right - 10, y, ROW_RIGHT);
        } else {
            draw_circle_stroke(gui->list, right - 10, y, 9, 1.5, theme->faint);
        }
    }
    write_label(ink,
                reader->is_try_met ? tr(card->ink->view->strings, STRING_QUESTION_DONE) : tr(card->ink->view->strings, STRING_QUESTION_TRY),
                reader->is_try_met ? theme->good : theme->dim);
    ink_paragraph(ink, card->attempt->ask, FACE_UI, 15, 22, ink->style.text);
    if (reader->is_hint_shown && card->attempt->hint) {
        page_space(&ink->page, 6);
        ink_paragraph(ink, card->attempt->hint, FACE_UI, SMALL, SMALL_LEADING, ink->style.dim);
    }
    if (reader->is_try_met) return;
    bool has_hint = card->attempt->hint && !reader->is_hint_shown && reader->is_hint_due;
    if (has_hint || (reader->is_hint_shown && card->attempt->solution)) page_space(&ink->page, 8);
    if (has_hint)
        write_button(ink, "lesson/hint", tr(card->ink->view->strings, STRING_QUESTION_HINT), "lesson hint", false);
    else if (reader->is_hint_shown && card->attempt->solution)
        write_button(ink, "lesson/solve", tr(card->ink->view->strings, STRING_QUESTION_SOLUTION), "lesson solve", false);
}

void question_draw_try(Ink *ink, const LessonTry *attempt) {
    const Theme *theme = ink->view->gui->theme;
    Card card = {.ink = ink, .attempt = attempt};
    draw_card(&card, ink->view->reader->is_try_met ? theme->good : theme->accent, true, write_try);
}
