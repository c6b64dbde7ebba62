/* Answers to a lesson's questions: typed or pressed ones, and curves drawn into the chart. When an answer is complete, the question's
   commands run, and the text after the question appears. */
#include "app/app_inside.h"
#include "base/number.h"
#include <math.h>
#include <string.h>

void app_reveal(App *app, int at, ReaderState state) {
    AppLesson *study = app->study;
    ReaderAnswer *answer = &study->reader.answer[at];
    app_do_waiting(app); /* first brings the subject of the question onto the stage, even if it is answered early */
    answer->state = state;
    if (state == READER_ANSWERED) reader_judge(study->reader.question[at], answer);
    study->line = study->reader.question[at]->reveal;
    study->revealed = at;
    app_hold_back(app, at);
    study->reader.is_at_stop = false;
    app_note_progress(app, false);
    app_go_on(app);
}

static bool fail_choice(const LessonQuestion *question, Str text, Diag *diag) {
    return diag_fail(diag, "'%.*s' is not one of the answers; expected 1 to %d.", str_fit(text, 60), text.at, question->choice_count);
}

/* Puts the item at this place of the shuffled list at the next place of the answer, or takes it back with all after it. */
static void put_item(const LessonQuestion *question, ReaderAnswer *answer, int item) {
    int at = 0;
    while (at < answer->count && answer->choice[at] != item) at++;
    if (at < answer->count)
        answer->count = at;
    else if (answer->count < question->choice_count)
        answer->choice[answer->count++] = item;
}

static bool take_answer(App *app, int at, Str text, bool *is_whole, Diag *diag) {
    Reader *reader = &app->study->reader;
    const LessonQuestion *question = reader->question[at];
    ReaderAnswer *answer = &reader->answer[at];
    double number = NAN;
    Str typed = str_trim(text);
    bool is_number = number_parse(&number, typed) || number_parse_comma(&number, typed),
         is_whole_number = is_number && number == floor(number) && fabs(number) < 1e6;
    int chosen = is_whole_number ? (int)number : 0,
        choices = question->choice_count < LESSON_CHOICE_MAX ? question->choice_count : LESSON_CHOICE_MAX;
    *is_whole = true;
    switch (question->kind) {
    case QUESTION_CHOICE:
        if (chosen < 1 || chosen > choices) return fail_choice(question, text, diag);
        answer->choice[0] = chosen - 1;
        answer->count = 1;
        return true;
    case QUESTION_NUMBER:
        if (!is_number) return diag_fail(diag, "'%.*s' is not a number; expected one such as 0.17 or 1e-6.", str_fit(text, 60), text.at);
        answer->number = number;
        return true;
    case QUESTION_PLACE:
        if (chosen < 1 || chosen > app->main.lab.run.wiring.steps)
            return diag_fail(diag, "'%.*s' is not a time step; expected 1 to %d.", str_fit(text, 60), text.at,
                             app->main.lab.run.wiring.steps);
        answer->choice[0] = chosen;
        answer->count = 1;
        return true;
    case QUESTION_ORDER:
    case QUESTION_MATCH:
        if (chosen < 1 || chosen > choices) return fail_choice(question, text, diag);
        put_item(question, answer, reader->shown[at][chosen - 1]);
        *is_whole = answer->count == choices;
        return true;
    case QUESTION_DRAW:
        if (!str_equal(typed, "done")) return diag_fail(diag, "The curve is drawn on the chart; \"answer done\" compares it.");
        for (int i = 0; i < answer->points; i++)
            if (!isfinite(answer->point[i])) return diag_fail(diag, "Point %d of the curve is not drawn yet.", i + 1);
        return true;
    case QUESTION_WRITE:
        if (typed.count == 0) return diag_fail(diag, "Nothing was written.");
        str_copy(answer->text, READER_TEXT_MAX, typed);
        return true;
    }
    return false;
}

bool app_answer(App *app, Str text, Diag *diag) {
    int at = app->study && app->study->lesson ? reader_open_question(&app->study->reader) : -1;
    bool is_whole;
    if (at < 0) return diag_fail(diag, "answer: no question is open.");
    if (!take_answer(app, at, text, &is_whole, diag)) return false;
    if (is_whole) app_reveal(app, at, READER_ANSWERED);
    app->stale = true;
    return true;
}

/* The open question that a curve is drawn for; -1: none. */
static int find_sketch(const App *app) {
    int at = app->study && app->study->lesson ? reader_open_question(&app->study->reader) : -1;
    return at >= 0 && app->study->reader.question[at]->kind == QUESTION_DRAW ? at : -1;
}

/* A fast drag skips points between two pointer positions: they are set on the line between them. */
static void fill_between(ReaderAnswer *answer, int from, int to) {
    double a = answer->point[from], b = answer->point[to];
    bool is_log = a > 0 && b > 0;
    for (int i = from; i != to; i += to > from ? 1 : -1) {
        double part = (double)(i - from) / (double)(to - from);
        answer->point[i] = is_log ? a * pow(b / a, part) : a + (b - a) * part;
    }
}

bool app_sketch(App *app, int point, double value, Diag *diag) {
    int at = find_sketch(app);
    if (at < 0) return diag_fail(diag, "sketch: no curve is to be drawn.");
    ReaderAnswer *answer = &app->study->reader.answer[at];
    if (point < 1 || point > answer->points)
        return diag_fail(diag, "sketch: there is no point %d; expected 1 to %d.", point, answer->points);
    Reader *reader = &app->study->reader;
    answer->point[point - 1] = value;
    if (app->is_held && app->study->was_sketching && reader->sketched != point - 1) fill_between(answer, reader->sketched, point - 1);
    app->study->was_sketching = app->is_held;
    reader->sketched = point - 1;
    app->stale = true;
    return true;
}

/* Left and Right choose a point, Up and Down move it by a quarter of a power of ten; a point that is not set yet begins at its neighbour's
   height. Return compares. */
bool app_sketch_key(App *app, const char *key) {
    int at = find_sketch(app);
    if (at < 0) return false;
    Reader *reader = &app->study->reader;
    ReaderAnswer *answer = &reader->answer[at];
    int step = strcmp(key, "Right") == 0  ? 1
               : strcmp(key, "Left") == 0 ? -1
                                          : 0,
        rise = strcmp(key, "Up") == 0     ? 1
               : strcmp(key, "Down") == 0 ? -1
                                          : 0;
    bool is_whole = answer->points > 0;
    for (int i = 0; i < answer->points; i++) is_whole = is_whole && isfinite(answer->point[i]);
    if (is_whole && (strcmp(key, "Return") == 0 || strcmp(key, "Enter") == 0)) return app_answer(app, str_from("done"), NULL);
    if ((step == 0 && rise == 0) || answer->points == 0) return false;
    double here = reader->sketched < answer->points ? answer->point[reader->sketched] : NAN;
    if (isfinite(here)) reader->sketched = (reader->sketched + step + answer->points) % answer->points;
    double *point = &answer->point[reader->sketched];
    if (!isfinite(*point)) *point = isfinite(here) ? here : 1;
    *point = fmin(fmax(*point * pow(10, 0.25 * rise), 1e-16), 100);
    app->stale = true;
    return true;
}
