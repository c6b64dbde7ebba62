/* A person's progress in the lessons (lesson/progress.h). It belongs to the person, not to the experiment: it is saved in one text file in
   the state folder, completely rewritten a moment after each change, and sent nowhere. Without a file nothing is kept beyond this sitting.

   An answer is spelt "a 1 2 0.17 0 words": answered or skipped, choices, a number, points, words. */
#include "app/app_inside.h"
#include "base/arena.h"
#include "base/number.h"
#include <limits.h>
#include <math.h>
#include <string.h>

/* ---- One answer as text ---- */

static int put_number(char *out, int size, double value) {
    char text[32];
    if (!isfinite(value)) return text_format(out, size, " -");
    number_format(text, (int)sizeof text, value);
    return text_format(out, size, " %s", text);
}

static int format_answer(char *out, int size, const ReaderAnswer *answer) {
    int used = text_format(out, size, "%s %d", answer->state == READER_ANSWERED ? "a" : "s", answer->count);
    for (int i = 0; i < answer->count; i++) used += text_format(out + used, size - used, " %d", answer->choice[i]);
    used += put_number(out + used, size - used, answer->number);
    used += text_format(out + used, size - used, " %d", answer->points);
    for (int i = 0; i < answer->points; i++) {
        used += put_number(out + used, size - used, answer->point[i]);
        used += put_number(out + used, size - used, answer->truth[i]);
    }
    return used + text_format(out + used, size - used, " %s", answer->text);
}

static bool read_number(double *out, Str *rest) {
    Str word = str_next_word(rest);
    *out = NAN;
    return str_equal(word, "-") || number_parse(out, word);
}

static bool read_count(int *out, Str *rest, int most) {
    double number;
    if (!read_number(&number, rest) || !(number >= 0 && number <= most) || number != floor(number)) return false;
    *out = (int)number;
    return true;
}

static bool parse_answer(ReaderAnswer *answer, Str rest) {
    memset(answer, 0, sizeof *answer);
    answer->state = str_equal(str_next_word(&rest), "a") ? READER_ANSWERED : READER_SKIPPED;
    if (!read_count(&answer->count, &rest, LESSON_CHOICE_MAX)) return false;
    for (int i = 0; i < answer->count; i++)
        if (!read_count(&answer->choice[i], &rest, 1000000)) return false;
    if (!read_number(&answer->number, &rest) || !read_count(&answer->points, &rest, READER_POINT_MAX)) return false;
    for (int i = 0; i < answer->points; i++)
        if (!read_number(&answer->point[i], &rest) || !read_number(&answer->truth[i], &rest)) return false;
    str_copy(answer->text, READER_TEXT_MAX, str_trim(rest));
    return true;
}

/* ---- A lesson ---- */

Str app_lesson_id(const AppLesson *study) {
    Str id = study->lesson->front.id;
    return id.count > 0 ? id : str_from(study->path);
}

/* Every question of a lesson, with its step and its number there, from 1. */
typedef void QuestionVisit(void *user, const LessonStep *step, int number, int at);

static void visit_questions(const Reader *reader, QuestionVisit *visit, void *user) {
    int at = 0;
    for (const LessonStep *step = reader->lesson->step; step; step = step->next) {
        int number = 0;
        for (const LessonBlock *block = step->block; block; block = block->next) {
            if (block->kind != BLOCK_QUESTION || at >= reader->question_count) continue;
            visit(user, step, ++number, at++);
        }
    }
}

typedef struct Recall {
    const ProgressBook *book;
    ProgressBook *noted; /* the same, where it is written */
    Str id;
    Reader *reader;
    Diag *diag;
} Recall;

static void note_answer(void *user, const LessonStep *step, int number, int at) {
    const Recall *recall = user;
    char text[PROGRESS_TEXT_MAX];
    unsigned hash = recall->reader->question[at]->hash;
    if (recall->reader->answer[at].state == READER_OPEN) return;
    format_answer(text, (int)sizeof text, &recall->reader->answer[at]);
    if (str_equal(progress_find_answer(recall->book, recall->id, step->slug, number, hash), text)) return;
    progress_set_answer(recall->noted, recall->id, step->slug, number, hash, str_from(text), recall->diag);
}

static void recall_answer(void *user, const LessonStep *step, int number, int at) {
    const Recall *recall = user;
    ReaderAnswer answer;
    const LessonQuestion *question = recall->reader->question[at];
    Str text = progress_find_answer(recall->book, recall->id, step->slug, number, question->hash);
    if (!text.at || !parse_answer(&answer, text)) return;
    recall->reader->answer[at] = answer;
    reader_judge(question, &recall->reader->answer[at]);
}

void app_note_progress(App *app, bool is_walked) {
    AppLesson *study = app->study;
    if (app->present) return; /* the answers of a class are not the person's own */
    const LessonStep *step = reader_step(&study->reader);
    if (!study->lesson->front.is_there || !step) return;
    Diag diag = {0};
    Recall recall = {&app->progress.book, &app->progress.book, app_lesson_id(study), &study->reader, &diag};
    progress_set_at(recall.noted, recall.id, step->slug, &diag);
    if (is_walked) progress_set_done(recall.noted, recall.id, step->slug, &diag);
    visit_questions(&study->reader, note_answer, &recall);
}

void app_recall_progress(const App *app, Str id, Reader *reader) {
    Recall recall = {&app->progress.book, NULL, id, reader, NULL};
    Str at = progress_find_at(recall.book, id);
    const LessonStep *step = at.at ? lesson_find_step(reader->lesson, at) : NULL;
    reader->step = step ? step->index : 0;
    visit_questions(reader, recall_answer, &recall);
}

/* ---- The file ---- */

void app_open_progress(App *app, const char *path, DiagList *wrong) {
    const FileApi *file = &app->world->file;
    AppProgress *progress = &app->progress;
    char *data = NULL;
    size_t size = 0;
    Diag diag = {0};
    if (file->is_there(file->user, path) && !file->read(file->user, path, &data, &size, &diag)) {
        diag_list_push(wrong, &diag); /* never written over: who knows what it holds */
        return;
    }
    if (data) progress_read(&progress->book, path, (Str){data, size < INT_MAX ? (int)size : INT_MAX}, wrong);
    mem_free(data);
    progress->version = progress->book.version;
    str_copy(progress->path, APP_PATH_MAX, str_from(path));
}

void app_save_progress(App *app) {
    AppProgress *progress = &app->progress;
    const FileApi *file = &app->world->file;
    Diag diag = {0};
    char *text = NULL;
    size_t size = 0;
    progress->is_due = false;
    if (!progress->path[0] || progress->version == progress->book.version) return;
    progress->version = progress->book.version;
    bool good = progress_write(&text, &size, &progress->book) || diag_fail(&diag, "Memory is out.");
    good = good && file->write_soon(file->user, progress->path, text, size, &diag);
    mem_free(text);
    if (good || progress->is_told) return;
    progress->is_told = true;
    app_say_why(app, STRING_NOTICE_PROGRESS_UNKEPT, diag.text);
}

void app_keep_progress(App *app, double dt_s) {
    AppProgress *progress = &app->progress;
    if (!progress->path[0]) return;
    if (!progress->is_due && progress->version != progress->book.version) {
        progress->is_due = true;
        progress->left_s = APP_KEEP_S;
    }
    if (!progress->is_due) return;
    progress->left_s -= dt_s;
    if (progress->left_s <= 0) app_save_progress(app);
}
