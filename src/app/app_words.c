/* The glossary and the search: the words of the course's glossary.md, what a search in lessons and glossary finds, and the command that
   shows a word's entry or sets the stage for it. */
#include "app/app_inside.h"
#include "base/number.h"
#include "view/page/term.h"
#include <string.h>

/* ---- The glossary ---- */

/* By its slug, or by its heading in any case. -1: there is none. */
static int find_term(const Course *course, Str name) {
    for (int i = 0; i < course->terms; i++) {
        const LessonStep *step = course->term[i];
        bool is_slug = step->slug.count == name.count && memcmp(step->slug.at, name.at, (size_t)name.count) == 0;
        if (is_slug || app_compare_words(step->title, name) == 0) return i;
    }
    return -1;
}

/* Its setup and its commands, on the stage. The lesson that is open stays open. */
static void set_stage(App *app, const LessonStep *step) {
    app_start_step(app, step);
    for (const LessonBlock *block = lesson_find_first(step); block; block = block->next)
        for (const LessonLine *line = block->kind == BLOCK_DO ? block->line : NULL; line; line = line->next) {
            Diag diag = {0};
            char text[COMMAND_SHORT_MAX];
            if (line->is_stop || !str_copy(text, (int)sizeof text, line->text)) continue;
            if (!app->run_line(app, text, false, &diag)) app_say(app, true, "%s", diag.text);
        }
}

bool app_glossary(App *app, Str text, Diag *diag) {
    Str rest = str_trim(text), name = rest;
    bool sets_stage = str_equal(str_next_word(&rest), "show") && str_trim(rest).count > 0;
    if (sets_stage) name = str_trim(rest);
    if (!app_list_course(app) || app->course->terms == 0) return diag_fail(diag, "glossary: there is no glossary beside the program.");
    int at = name.count > 0 ? find_term(app->course, name) : -1;
    if (name.count > 0 && at < 0) return diag_fail(diag, "glossary: there is no word \"%.*s\".", str_fit(name, 60), name.at);
    app->stale = true;
    if (sets_stage) {
        set_stage(app, app->course->term[at]);
        return true;
    }
    app->ui.term = at + 1;
    app->ui.scroll[SCREEN_GLOSSARY] = 0;
    screen_show(&app->ui.screens, SCREEN_GLOSSARY);
    return true;
}

bool app_explain(App *app) {
    const Region *hot = app_hot_region(app);
    const char *slug = term_find(hot, &app->ui.hover, &app->main.lab.run);
    if (!slug || !app_list_course(app) || find_term(app->course, str_from(slug)) < 0) return false;
    return app_glossary(app, str_from(slug), NULL);
}

/* ---- The search ---- */

static CourseHit *add_hit(Course *course) {
    CourseHit *hit = course->hits < COURSE_HIT_MAX ? &course->hit[course->hits++] : NULL;
    if (hit) memset(hit, 0, sizeof *hit);
    return hit;
}

/* True if the step belongs to this part of the hits: to those whose title holds the words, or to the others. */
static bool is_hit(const LessonStep *step, const char *words, bool by_title) {
    bool has_title = lesson_title_holds(step, words);
    return by_title ? has_title : !has_title && lesson_step_holds(step, words);
}

static void find_part(Course *course, const Strings *strings, bool by_title) {
    for (int i = 0; i < course->terms; i++) {
        const LessonStep *step = course->term[i];
        CourseHit *hit = is_hit(step, course->search, by_title) ? add_hit(course) : NULL;
        if (!hit) continue;
        str_copy(hit->title, (int)sizeof hit->title, step->title);
        text_format(hit->where, (int)sizeof hit->where, tr(strings, STRING_SEARCH_GLOSSARY));
        text_format(hit->command, (int)sizeof hit->command, "glossary %.*s", step->slug.count, step->slug.at);
    }
    for (int i = 0; i < course->count; i++) {
        const CourseRow *row = &course->row[i];
        for (const LessonStep *step = row->lesson ? row->lesson->step : NULL; step; step = step->next) {
            CourseHit *hit = is_hit(step, course->search, by_title) ? add_hit(course) : NULL;
            if (!hit) continue;
            str_copy(hit->title, (int)sizeof hit->title, step->title.count > 0 ? step->title : str_from(row->title));
            text_format(hit->where, (int)sizeof hit->where, tr(strings, STRING_SEARCH_LESSON), row->number, row->title);
            text_format(hit->command, (int)sizeof hit->command, "lesson %s/%d", row->id, step->index + 1);
        }
    }
}

/* Titles first: who searches "lstm" wants that word's entry before others that mention it. */
static void find_all(Course *course, const Strings *strings) {
    course->hits = 0;
    if (!course->search[0]) return;
    find_part(course, strings, true);
    find_part(course, strings, false);
}

bool app_search(App *app, Str text, Diag *diag) {
    if (!app_list_course(app)) return diag_fail(diag, "search: there is no course beside the program.");
    Str words = str_trim(text);
    int count = str_fit(words, COURSE_SEARCH_SIZE - 1);
    str_copy(app->course->search, COURSE_SEARCH_SIZE, (Str){words.at, count});
    find_all(app->course, &app->strings);
    ScreenStack *screens = &app->ui.screens;
    if (screen_top(screens) != SCREEN_GLOSSARY && screen_top(screens) != SCREEN_COURSE) screen_show(screens, SCREEN_COURSE);
    app->ui.term = 0;
    app->ui.scroll[SCREEN_COURSE] = app->ui.scroll[SCREEN_GLOSSARY] = 0;
    app->stale = true;
    return true;
}

static const char *search_field(bool is_glossary) { return is_glossary ? "glossary/search/value" : "course/search/value"; }

/* On the course page or in the glossary; from anywhere else the course page opens. */
static bool edit_search(App *app, Diag *diag) {
    if (screen_top(&app->ui.screens) != SCREEN_GLOSSARY && !app->run_line(app, "show course", false, diag)) return false;
    app->ui.term = 0;
    app_build(app);
    app_begin_edit(app, region_find(&app->region, search_field(screen_top(&app->ui.screens) == SCREEN_GLOSSARY)));
    return true;
}

/* ---- The search by keys ---- */

static bool is_search_field(const char *path) {
    return strcmp(path, "course/search/value") == 0 || strcmp(path, "glossary/search/value") == 0;
}

/* What a search lists, by number from 1: "course/hit1" or "glossary/word1". */
static const Region *find_listed(const App *app, bool is_glossary, int number) {
    char path[REGION_PATH_SIZE];
    text_format(path, (int)sizeof path, is_glossary ? "glossary/word%d" : "course/hit%d", number);
    return region_find(&app->region, path);
}

void app_follow_search(App *app) {
    const GuiState *gui = &app->ui.gui;
    if (!app->course || !is_search_field(gui->edit_path) || !app_is_typing(app)) return;
    Str typed = str_trim(edit_text(&gui->edit));
    typed.count = str_fit(typed, COURSE_SEARCH_SIZE - 1);
    if (!str_equal(typed, app->course->search)) app_search(app, typed, NULL);
}

/* A key while the field is typed into. */
static bool edit_key_pressed(App *app, const char *key) {
    bool is_glossary = screen_top(&app->ui.screens) == SCREEN_GLOSSARY;
    char field[48];
    if (strcmp(key, "Escape") == 0) { /* all is listed again */
        app_cancel_edit(app);
        app_search(app, (Str){"", 0}, NULL);
        return true;
    }
    if (strcmp(key, "Down") != 0 && strcmp(key, "Tab") != 0 && strcmp(key, "Return") != 0 && strcmp(key, "Enter") != 0) return false;
    text_format(field, (int)sizeof field, "%s", app->ui.gui.edit_path);
    app_follow_search(app);
    app_cancel_edit(app);
    app_refresh(app);
    const Region *first = app->course->search[0] || is_glossary ? find_listed(app, is_glossary, 1) : NULL;
    app_set_focus(app, first ? first->path : field, true);
    return first || strcmp(key, "Tab") != 0;
}

bool app_search_key(App *app, const char *key) {
    if (!app->course) return false;
    if (is_search_field(app->ui.gui.edit_path)) return app_is_typing(app) && edit_key_pressed(app, key);
    const char *focus = app->ui.gui.focus;
    bool is_glossary = strncmp(focus, "glossary/word", 13) == 0, is_down = strcmp(key, "Down") == 0;
    if (!is_glossary && strncmp(focus, "course/hit", 10) != 0) return false;
    if (!is_down && strcmp(key, "Up") != 0) return false;
    int number = 0;
    for (const char *at = focus + (is_glossary ? 13 : 10); *at >= '0' && *at <= '9' && number < 10000; at++)
        number = 10 * number + *at - '0';
    const Region *next = find_listed(app, is_glossary, number + (is_down ? 1 : -1));
    if (!next && !is_down) next = region_find(&app->region, search_field(is_glossary));
    if (next) app_set_focus(app, next->path, true);
    return true;
}

/* ---- What the course page lists ---- */

enum { COURSE_FIND, COURSE_HIT, COURSE_OWN, COURSE_ASK, COURSE_KEEP }; /* the words of the command, in order */

bool app_course(App *app, int choice, int number, Diag *diag) {
    if (!app_list_course(app)) return diag_fail(diag, "course: there is no course beside the program.");
    Course *course = app->course;
    char line[sizeof course->own[0].path + 16];
    app->stale = true;
    switch (choice) {
    case COURSE_FIND: return edit_search(app, diag);
    case COURSE_HIT:
        if (number < 1 || number > course->hits)
            return diag_fail(diag, "course: there is no place %d; the search found %d.", number, course->hits);
        return app->run_line(app, course->hit[number - 1].command, false, diag);
    case COURSE_OWN:
        if (number < 1 || number > course->owns)
            return diag_fail(diag, "course: there is no lesson of your own %d; there are %d.", number, course->owns);
        text_format(line, (int)sizeof line, "lesson %s", course->own[number - 1].path);
        return app->run_line(app, line, false, diag);
    default: course->asks_reset = choice == COURSE_ASK; return true;
    }
}
