/* The open lesson: opening it, going through its steps, and the command `lesson`.

   The file is looked at twice a second and read again when it has changed: the step with the same heading is entered again, and answers
   stay where their question asks the same. */
#include "app/app_inside.h"
#include "base/arena.h"
#include "base/number.h"
#include "lab/setup_file.h"
#include "lesson/limit.h"
#include <math.h>
#include <string.h>

static const double LOOK_S = 0.5, TRY_S = 0.25;
enum { TEXT_MOST = LESSON_BYTES_MAX + 1 };

/* ---- Steps ---- */

static void close_lesson(App *app);

/* Clears pointers into the lesson and the state of its present step. */
static void forget_step(AppLesson *study) {
    Reader *reader = &study->reader;
    reader->is_at_stop = reader->is_hint_shown = reader->is_hint_due = reader->is_try_met = reader->all_controls = false;
    reader->open_asides = 0;
    study->try_s = 0;
    study->block = study->passed = NULL;
    study->line = NULL;
    reader->revealing = NULL;
    reader->pausing = 0;
    study->revealed = study->curve_of = -1;
}

static void enter(App *app, int index) {
    AppLesson *study = app->study;
    Reader *reader = &study->reader;
    const LessonStep *step = reader_find_index(study->lesson, index);
    if (!step) return;
    app_end_training(app);
    forget_step(study);
    reader->step = index;
    study->block = lesson_find_first(step);
    app->ui.scroll[SCREEN_LESSON] = 0;
    app->held_count = 0;                      /* a step begins with nothing held, which needs no word */
    if (reader_find_block(step, BLOCK_TRY)) { /* Tab goes to what there is to try */
        app->ui.gui.focus[0] = '\0';
        str_copy(app->from, (int)sizeof app->from, str_from("controls"));
    }
    app_start_step(app, step);
    for (const LessonBlock *block = step->block; block; block = block->next)
        if (block->kind == BLOCK_QUESTION) {
            int at = reader_find_question(reader, block->question);
            if (at >= 0) app_begin_curve(app, at);
            if (at >= 0 && block->question->kind == QUESTION_DRAW) reader->sketched = reader->answer[at].points - 1; /* from the loss on */
        }
    app_note_progress(app, false);
    app_go_on(app);
}

/* True if the step has an open question, hidden or not. */
static bool has_open(const Reader *reader) {
    const LessonStep *step = reader_step(reader);
    for (const LessonBlock *block = step ? step->block : NULL; block; block = block->next) {
        int at = block->kind == BLOCK_QUESTION ? reader_find_question(reader, block->question) : -1;
        if (at >= 0 && reader->answer[at].state == READER_OPEN) return true;
    }
    return false;
}

LessonGo app_find_go(const App *app) {
    const Reader *reader = &app->study->reader;
    if (!reader->lesson) return GO_END;
    if (reader->all > 0) return GO_FINISH;
    if (reader->is_at_stop) return GO_STOP;
    if (reader_open_question(reader) >= 0) return GO_ANSWER;
    if ((reader->revealing || reader->pausing) && has_open(reader)) return GO_WAIT;
    return reader->step + 1 < reader->lesson->step_count ? GO_STEP : GO_END;
}

void app_press_next(App *app) {
    Reader *reader = &app->study->reader;
    LessonGo go = app_find_go(app);
    if (go == GO_FINISH) app_finish_lines(app); /* any key finishes what runs */
    if (go == GO_ANSWER) app_reveal(app, reader_open_question(reader), READER_SKIPPED);
    if (go != GO_STOP) return;
    reader->is_at_stop = false;
    app_go_on(app);
}

void app_enter_afresh(App *app, int index) {
    Reader *reader = &app->study->reader;
    const LessonStep *step = reader_find_index(app->study->lesson, index);
    for (const LessonBlock *block = step ? step->block : NULL; block; block = block->next) {
        int at = block->kind == BLOCK_QUESTION ? reader_find_question(reader, block->question) : -1;
        if (at >= 0) memset(&reader->answer[at], 0, sizeof reader->answer[at]);
    }
    enter(app, index);
}

/* A presentation shows its lesson in every frame. */
static bool may_close(const App *app, Diag *diag) {
    return !app->present || diag_fail(diag, "lesson close: the lesson is being presented; leave the presentation first.");
}

static bool next(App *app, Diag *diag) {
    AppLesson *study = app->study;
    LessonGo go = app_find_go(app);
    if (go == GO_STEP) {
        app_note_progress(app, true);
        enter(app, study->reader.step + 1);
    } else if (go != GO_END) {
        app_press_next(app);
    } else {
        if (!may_close(app, diag)) return false;
        app_note_progress(app, true);
        bool is_of_course = study->reader.number > 0;
        close_lesson(app);
        if (is_of_course) return app->run_line(app, "show course", false, NULL);
    }
    return true;
}

/* ---- Opening ---- */

static uint64_t hash_text(Str text) {
    uint64_t hash = 1469598103934665603u;
    for (int i = 0; i < text.count; i++) hash = (hash ^ (unsigned char)text.at[i]) * 1099511628211u;
    return hash;
}

/* In the language of the window, if there is such a file. */
static Lesson *read_lesson(App *app, const char *path) {
    LessonHost host = app_lesson_host(app);
    char shown[APP_PATH_MAX];
    app_find_translation(app, path, shown);
    return lesson_read(shown, &host);
}

/* Hash of the present file; 0 if it cannot be read. */
static uint64_t hash_file(const App *app, const char *path) {
    const FileApi *file = &app->world->file;
    char *data = NULL, shown[APP_PATH_MAX];
    size_t size = 0;
    app_find_translation(app, path, shown);
    if (!file->read || !file->read(file->user, shown, &data, &size, NULL)) return 0;
    uint64_t hash = hash_text((Str){data, size < TEXT_MOST ? (int)size : TEXT_MOST}) | 1;
    mem_free(data);
    return hash;
}

static AppLesson *make_study(App *app) {
    AppLesson *study = mem_new(sizeof *study);
    if (!study) return NULL;
    value_curve_init(&study->curve, &app->jobs, &app->world->clock);
    study->reader.format_live = app_format_live;
    study->reader.find_picture = app_find_picture;
    study->reader.user = app;
    forget_step(study);
    return study;
}

static AppLesson *get_study(App *app) {
    if (!app->study) app->study = make_study(app);
    return app->study;
}

static void close_lesson(App *app) {
    AppLesson *study = app->study;
    if (!study || !study->lesson) return;
    app_end_training(app);
    forget_step(study);
    reader_bind(&study->reader, NULL);
    app_forget_pictures(study);
    lesson_free(study->lesson);
    study->lesson = NULL;
    app->ui.screens.has_lesson = false;
    app->stale = true;
}

void app_free_study(App *app, AppLesson *study) {
    AppLesson *here = app->study;
    if (!study) return;
    value_curve_deinit(&study->curve);
    app_forget_pictures(study);
    lesson_free(study->lesson);
    mem_free(study);
    if (here == study) app->study = NULL;
}

void app_free_lesson(App *app) {
    close_lesson(app);
    app_free_study(app, app->study);
}

static bool is_md(Str name) { return name.count > 3 && memcmp(name.at + name.count - 3, ".md", 3) == 0; }

static bool is_there(const App *app, const char *path) {
    const FileApi *file = &app->world->file;
    return file->is_there && file->is_there(file->user, path);
}

/* The file of a name as a person writes it: a path ("-" where the world's files hold one), or a lesson of the course by its file's name, that without its number, or the number. */
static bool find_path(App *app, Str name, char out[APP_PATH_MAX], Diag *diag) {
    str_copy(out, APP_PATH_MAX, name);
    bool is_path = is_md(name) || str_equal(name, "-") || memchr(name.at, '/', (size_t)name.count) != NULL;
    if (is_path && is_there(app, out)) return true;
    if (is_path && app->study && app->study->lesson && out[0] != '/') { /* beside the one that is open */
        const char *slash = strrchr(app->study->path, '/');
        text_format(out, APP_PATH_MAX, "%.*s%.*s", slash ? (int)(slash - app->study->path) + 1 : 0, app->study->path, name.count, name.at);
        if (is_there(app, out)) return true;
    }
    if (app_find_in_course(app, name, out)) return true;
    return diag_fail(diag, "There is no lesson \"%.*s\".", name.count, name.at);
}

static void take_lesson(const App *app, AppLesson *study, Lesson *lesson) {
    const char *slash = strrchr(study->path, '/');
    forget_step(study);
    lesson_free(study->lesson);
    app_forget_pictures(study);
    study->lesson = lesson;
    study->hash = hash_file(app, study->path);
    str_copy(study->name, (int)sizeof study->name, str_from(slash ? slash + 1 : study->path));
    study->reader.name = study->name;
    reader_bind(&study->reader, lesson);
}

AppLesson *app_read_study(App *app, const char *path) {
    AppLesson *study = make_study(app);
    Lesson *lesson = study ? read_lesson(app, path) : NULL;
    if (!lesson) {
        mem_free(study);
        return NULL;
    }
    str_copy(study->path, APP_PATH_MAX, str_from(path));
    take_lesson(app, study, lesson);
    return study;
}

/* "NAME#STEP" or "NAME/STEP", perhaps behind "unroll:"; STEP is a heading's slug or the number of a step from 1. A name that is a file's
   path keeps its slashes. */
static Str cut_step(const App *app, Str *name) {
    char path[APP_PATH_MAX];
    const Str scheme = str_from("unroll:");
    if (name->count > scheme.count && memcmp(name->at, scheme.at, (size_t)scheme.count) == 0)
        *name = (Str){name->at + scheme.count, name->count - scheme.count};
    while (name->count > 1 && name->at[0] == '/' && name->at[1] == '/') *name = (Str){name->at + 2, name->count - 2};
    int at = name->count - 1;
    const char *hash = name->count > 0 ? memchr(name->at, '#', (size_t)name->count) : NULL;
    if (hash) {
        at = (int)(hash - name->at);
    } else {
        if (str_copy(path, APP_PATH_MAX, *name) && is_there(app, path)) return (Str){0};
        while (at > 0 && name->at[at] != '/') at--;
        if (at <= 0 || is_md(*name)) return (Str){0};
    }
    Str step = {name->at + at + 1, name->count - at - 1};
    name->count = at;
    return step;
}

static const LessonStep *find_step(const Lesson *lesson, Str word) {
    double number;
    const LessonStep *step = lesson_find_step(lesson, word);
    if (step || !number_parse(&number, word)) return step;
    return number >= 1 && number <= lesson->step_count && number == floor(number) ? reader_find_index(lesson, (int)number - 1) : NULL;
}

/* The keys after "?allow=" of an address: only their controls are shown. False if one of them is not a key. */
static bool cut_limit(Str *name, Str *keys, Diag *diag) {
    const Str mark = str_from("?allow=");
    *keys = (Str){0};
    for (int i = 0; i + mark.count <= name->count && !keys->at; i++)
        if (memcmp(name->at + i, mark.at, (size_t)mark.count) == 0) {
            *keys = (Str){name->at + i + mark.count, name->count - i - mark.count};
            name->count = i;
        }
    bool shows[KEY_COUNT];
    return keys->count == 0 || app_read_keys(shows, *keys, "allow", diag);
}

bool app_open_lesson(App *app, Str name, Diag *diag) {
    char path[APP_PATH_MAX];
    Str keys;
    if (!cut_limit(&name, &keys, diag)) return false;
    Str slug = cut_step(app, &name);
    AppLesson *study = get_study(app);
    if (!study) return diag_fail(diag, "There is not enough memory for the lesson.");
    if (name.count > 0 && !find_path(app, name, path, diag)) return false;
    if (name.count == 0 && !study->lesson) return diag_fail(diag, "lesson: expected the name of a lesson before the #.");
    const LessonStep *step = NULL;
    if (name.count > 0 && (!study->lesson || keys.count > 0 || strcmp(path, study->path) != 0)) {
        Lesson *lesson = read_lesson(app, path);
        if (!lesson) return diag_fail(diag, "There is not enough memory for this lesson.");
        if (slug.count > 0 && !find_step(lesson, slug)) {
            lesson_free(lesson);
            return diag_fail(diag, "The lesson has no step \"%.*s\".", slug.count, slug.at);
        }
        if (keys.count > 0 && !lesson_limit(lesson, keys)) {
            lesson_free(lesson);
            return diag_fail(diag, "There is not enough memory for this lesson.");
        }
        close_lesson(app);
        str_copy(study->path, APP_PATH_MAX, str_from(path));
        study->reader.step = 0;
        take_lesson(app, study, lesson);
        app_place_in_course(app);
        if (!app->present) app_recall_progress(app, app_lesson_id(study), &study->reader);
        app->ui.screens.has_lesson = true;
    }
    if (slug.count > 0) {
        step = find_step(study->lesson, slug);
        if (!step) return diag_fail(diag, "The lesson has no step \"%.*s\".", slug.count, slug.at);
    }
    screen_show(&app->ui.screens, SCREEN_STAGE);
    enter(app, step ? step->index : study->reader.step);
    return true;
}

/* Puts the experiment on the stage. A recording gets the lines that lead there from a new start. */
bool app_show_experiment(App *app, const SetupFile *file, Lab *made, Diag *diag) {
    if (!may_close(app, diag)) return false;
    close_lesson(app);
    screen_show(&app->ui.screens, SCREEN_STAGE);
    app_turn_inside(app, false);
    app_record_line(app, "restart");
    return app_open_made(app, file, made, diag);
}

/* ---- The command ---- */

typedef struct LinkSearch {
    LessonPlace place;
    const LessonSpan *found;
} LinkSearch;

static void match_link(void *user, const LessonSpan *span) {
    LinkSearch *search = user;
    if (span->kind == SPAN_LINK && span->place.file == search->place.file && span->place.line == search->place.line &&
        span->place.column == search->place.column)
        search->found = span;
}

/* "0:12:5": the link that stands there in the open lesson. */
static bool follow_link(App *app, Str where, Diag *diag) {
    LinkSearch search = {{0, 0, 0}, NULL};
    int *part[] = {&search.place.file, &search.place.line, &search.place.column};
    for (int i = 0, at = 0; at < where.count && i < 3; at++) {
        char c = where.at[at];
        if (c == ':')
            i++;
        else if (c >= '0' && c <= '9' && *part[i] < 10000000)
            *part[i] = 10 * *part[i] + c - '0';
    }
    lesson_visit_spans(app->study->lesson, match_link, &search);
    if (!search.found) return diag_fail(diag, "lesson link: no link stands there.");
    if (search.found->command.count > 0) {
        TextLine line = {0}; /* the command may close the lesson */
        if (!text_line_set(&line, search.found->command)) return diag_fail(diag, "There is no memory left for the command of this link.");
        bool good = app->run_line(app, text_line_get(&line), true, diag);
        text_line_free(&line);
        return good;
    }
    Str target = search.found->target;
    bool is_web = false;
    for (int i = 0; i + 2 < target.count; i++) is_web = is_web || memcmp(target.at + i, "://", 3) == 0;
    if (!is_web) return app_open_lesson(app, target, diag);
    app_say(app, false, tr(&app->strings, STRING_NOTICE_LINK), str_fit(target, 300), target.at);
    return true;
}

static bool run_index(App *app, Str verb, Str rest, Diag *diag) {
    AppLesson *study = app->study;
    double number;
    bool is_number = number_parse(&number, rest) && number >= 1 && number <= 1e6 && number == floor(number);
    if (!is_number) return diag_fail(diag, "lesson %.*s needs a whole number from 1.", verb.count, verb.at);
    if (str_equal(verb, "more")) {
        if (number <= 64) study->reader.open_asides ^= (uint64_t)1 << ((int)number - 1);
        return true;
    }
    if (number > study->lesson->step_count) return diag_fail(diag, "lesson step: there are %d steps.", study->lesson->step_count);
    enter(app, (int)number - 1);
    return true;
}

static void run_solution(App *app) {
    const LessonBlock *block = reader_find_block(reader_step(&app->study->reader), BLOCK_TRY);
    if (!block || !block->attempt->solution) return;
    app->study->line = block->attempt->solution;
    app_go_on(app);
}

bool app_lesson(App *app, Str text, Diag *diag) {
    Str rest = text, verb = str_next_word(&rest);
    AppLesson *study = app->study;
    bool is_open = study && study->lesson;
    static const char *const verbs[] = {"next", "back", "close", "reset", "skip", "hint", "solve", "controls", "step", "more", "link"};
    int found = -1;
    for (int i = 0; i < (int)(sizeof verbs / sizeof verbs[0]); i++)
        if (str_equal(verb, verbs[i])) found = i;
    app->stale = true;
    rest = str_trim(rest);
    if (found < 0) return app_open_lesson(app, str_trim(text), diag);
    if (!is_open) return diag_fail(diag, "lesson %.*s: no lesson is open.", verb.count, verb.at);
    Reader *reader = &study->reader;
    switch (found) {
    case 0: return next(app, diag);
    case 1: enter(app, reader->step > 0 ? reader->step - 1 : 0); return true;
    case 2:
        if (!may_close(app, diag)) return false;
        close_lesson(app);
        return true;
    case 3: enter(app, reader->step); return true;
    case 4:
        if (reader_open_question(reader) >= 0) app_reveal(app, reader_open_question(reader), READER_SKIPPED);
        return true;
    case 5: reader->is_hint_shown = true; return true;
    case 6: run_solution(app); return true;
    case 7: reader->all_controls = !reader->all_controls; return true;
    case 10: return follow_link(app, rest, diag);
    default: return run_index(app, verb, rest, diag);
    }
}

/* ---- Time ---- */

static void watch_try(App *app, double dt_s) {
    AppLesson *study = app->study;
    Reader *reader = &study->reader;
    const LessonBlock *block = reader_find_block(reader_step(reader), BLOCK_TRY);
    if (!block || !block->attempt->until || reader->is_try_met || reader->all > 0) return;
    ConditionValue value;
    study->try_s += dt_s;
    if (block->attempt->hint && !reader->is_hint_due && study->try_s >= block->attempt->hint_after_s) {
        reader->is_hint_due = true;
        app->stale = true;
    }
    bool has_changed = study->try_version != app->main.lab.version;
    if (!has_changed || !app->quantities.evaluate || experiment_is_busy(&app->main)) return;
    study->try_version = app->main.lab.version;
    if (condition_evaluate(&value, block->attempt->until, &app->quantities, NULL, 0, NULL) && value.number != 0) {
        reader->is_try_met = true;
        app->stale = true;
    }
}

/* The same step of the file as it is now, by its heading or else by its number. */
static void reload(App *app) {
    AppLesson *study = app->study;
    Reader *reader = &study->reader;
    Lesson *lesson = read_lesson(app, study->path);
    if (!lesson) return;
    const LessonStep *now = reader_step(reader), *same = now ? lesson_find_step(lesson, now->slug) : NULL;
    int index = same ? same->index : (int)fmin(reader->step, fmax(lesson->step_count - 1, 0)), count = reader->question_count;
    unsigned *hash = mem_new(READER_QUESTION_MAX * sizeof *hash);
    ReaderAnswer *kept = mem_new(READER_QUESTION_MAX * sizeof *kept);
    if (!hash || !kept) {
        mem_free(hash);
        mem_free(kept);
        lesson_free(lesson);
        return;
    }
    for (int i = 0; i < count; i++) hash[i] = reader->question[i]->hash;
    memcpy(kept, reader->answer, (size_t)count * sizeof *kept);
    double scroll = app->ui.scroll[SCREEN_LESSON];
    app_end_training(app);
    lesson_copy_limit(lesson, study->lesson);
    take_lesson(app, study, lesson);
    for (int i = 0; i < reader->question_count; i++)
        for (int k = 0; k < count; k++)
            if (reader->question[i]->hash == hash[k]) reader->answer[i] = kept[k];
    mem_free(hash);
    mem_free(kept);
    enter(app, index);
    app->ui.scroll[SCREEN_LESSON] = scroll;
}

bool app_look_at_lesson(App *app) {
    AppLesson *study = app->study;
    if (!study || !study->lesson) return false;
    uint64_t hash = hash_file(app, study->path);
    study->has_changed = hash != 0 && hash != study->hash;
    return study->has_changed;
}

double app_look_s(const App *app) { return app->study && app->study->lesson ? LOOK_S : -1; }

void app_advance_lesson(App *app, double dt_s) {
    AppLesson *study = app->study;
    if (!study || !study->lesson) return;
    study->look_s += dt_s;
    if (!app->is_held) study->was_sketching = false;
    if (app->is_live && study->look_s >= LOOK_S) {
        study->look_s = 0;
        app_look_at_lesson(app);
    }
    if (study->has_changed) {
        study->has_changed = false;
        reload(app);
    }
    if (study->reader.all > 0) app_go_on(app);
    app_explain_when_due(app);
    watch_try(app, fmin(dt_s, TRY_S));
}
