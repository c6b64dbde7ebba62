/* Presents a lesson: its stops, the votes of the class, and the overlays. It uses its own scene (app_scene.c), so that leaving restores the
   earlier state, and nothing is saved as the person's progress.

   Going back runs the step again up to the previous stop, so that it shows the same; training on the way takes as long as before. Presses
   in the lecturer's window take effect in the next frame of the first one, because they may open screens there. */
#include "app/app_inside.h"
#include "base/arena.h"
#include "base/number.h"
#include "draw/raster.h"
#include "view/page/goto_page.h"
#include "view/page/presenting.h"
#include <math.h>
#include <string.h>

/* The words of the command `presenter`, in their order. */
enum { NEXT, BACK, BLANK, SPOTLIGHT, ZOOM_IN, LOCK, ADDRESS, NOTES, FIND, VOTE, UNVOTE, COUNT, TALLY, GO, LEAVE };
enum { STOP_END = 1 << 20, LINE_SIZE = 128, PENDING_MAX = 16 };
static const double ZOOM = 2.2, LINE_S = 1.5;

/* The next stop, made beside what is shown. */
typedef struct Ahead {
    AppScene *scene; /* owned; NULL: none was made yet */
    int step, stop;  /* place of the scene; step -1: nowhere yet */
    int wanted;      /* the stop that it is running to */
    bool shows_answer;
    bool is_drawn;
    int of_step, of_stop; /* of the stop that the picture follows */
    const Theme *theme;
    double width_px, shape;
    DrawList list;
    RegionList region;
    HeatCache heat, compared_heat[VARIANT_MAX];
    DrawCache *cache;
} Ahead;

struct AppPresent {
    Present shown;  /* first, so that the one pointer stands for both */
    AppScene *kept; /* owned: what was there before */
    int wanted;     /* the stop that is on its way */
    double began_s;
    long told_s;
    bool opened_notes;
    char pending[PENDING_MAX][LINE_SIZE]; /* (pending_count) pressed in the lecturer's window */
    int pending_count;
    Ahead ahead;
};

static bool is_digit_key(const char *key) { return key[0] >= '0' && key[0] <= '9' && !key[1]; }

static double now(const App *app) { return app->world->clock.now_s ? app->world->clock.now_s(app->world->clock.user) : 0; }

/* ---- Stops ---- */

static void note_place(App *app) {
    Present *shown = &app->present->shown;
    const AppLesson *study = app->study;
    const LessonStep *step = reader_step(&study->reader);
    Str id = app_lesson_id(study);
    shown->block = study->block;
    text_format(shown->address, PRESENT_ADDRESS_MAX, "unroll %.*s#%.*s", id.count, id.at, step ? step->slug.count : 0,
                step ? step->slug.at : "");
    shown->is_last = app_find_go(app) == GO_END;
    app->stale = true;
}

/* Presses until the wanted stop is reached, or until training needs another frame. A question that follows an answer at once is asked by a
   press of its own: before, the class sees the answer. */
static void walk(App *app, int *stop, int *wanted, bool *shows_answer) {
    for (;;) {
        LessonGo go = app_find_go(app);
        if (go == GO_WAIT || go == GO_FINISH || *stop >= *wanted) return;
        bool asks = *shows_answer && go == GO_ANSWER;
        *shows_answer = false;
        if (asks) {
            *stop += 1;
            continue;
        }
        if (go != GO_STOP && go != GO_ANSWER) {
            *wanted = *stop;
            return;
        }
        *stop += 1;
        app_press_next(app);
        *shows_answer = go == GO_ANSWER;
    }
}

static void go_on(App *app) {
    AppPresent *present = app->present;
    walk(app, &present->shown.stop, &present->wanted, &present->shown.shows_answer);
    note_place(app);
}

static void go_to(App *app, int step, int stop) {
    AppPresent *present = app->present;
    app_enter_afresh(app, step);
    present->shown.stop = 0;
    present->shown.shows_answer = false;
    present->wanted = stop;
    go_on(app);
}

static void go_forward(App *app) {
    AppPresent *present = app->present;
    LessonGo go = app_find_go(app);
    if (go >= GO_STEP && app->study->reader.revealing &&
        !app->ui.message[0]) { /* the class has not seen the answer; a second press goes on */
        app_say(app, false, "%s", tr(&app->strings, STRING_NOTICE_COMPUTING));
        return;
    }
    switch (go) {
    case GO_FINISH: app_press_next(app); break; /* any key finishes what runs */
    case GO_STEP: go_to(app, app->study->reader.step + 1, 0); return;
    case GO_END: app_say(app, false, "%s", tr(&app->strings, STRING_PRESENT_END)); return;
    default: present->wanted = present->shown.stop + 1;
    }
    go_on(app);
}

static void go_back(App *app) {
    AppPresent *present = app->present;
    int step = app->study->reader.step;
    if (present->shown.stop > 0)
        go_to(app, step, present->shown.stop - 1);
    else if (step > 0)
        go_to(app, step - 1, STOP_END);
}

/* ---- Beginning and leaving ---- */

static void free_ahead(App *app, Ahead *ahead) {
    app_scene_free(app, ahead->scene);
    heat_deinit(&ahead->heat);
    for (int i = 0; i < VARIANT_MAX; i++) heat_deinit(&ahead->compared_heat[i]);
    if (ahead->cache) {
        draw_deinit(&ahead->list);
        region_deinit(&ahead->region);
        draw_cache_free(ahead->cache);
    }
    memset(ahead, 0, sizeof *ahead);
}

static bool begin(App *app, Diag *diag) {
    if (app->present) return true;
    if (!app->ui.screens.has_lesson) return diag_fail(diag, "%s", tr(&app->strings, STRING_PRESENT_NO_LESSON));
    app_make_still(app);
    AppPresent *present = mem_new(sizeof *present);
    AppScene *scene = present ? app_scene_new(app, diag) : NULL;
    AppLesson *study = scene ? app_read_study(app, app->study->path) : NULL;
    if (!study) {
        app_scene_free(app, scene);
        mem_free(present);
        return diag_fail(diag, "There is not enough memory to present.");
    }
    int step = app->study->reader.step;
    scene->study = study;
    scene->ui.screens.has_lesson = scene->ui.screens.is_presenting = true;
    study->reader.number = app->study->reader.number;
    study->reader.count = app->study->reader.count;
    double before = app_scale(app);
    app_exchange_scene(app, scene);
    present->kept = scene;
    present->began_s = now(app);
    present->shown.zoom = 1;
    present->shown.draw_middle = app_draw_middle;
    present->ahead.step = -1;
    app->present = present;
    app_settle(app);
    app_rescale_pointer(app, before);
    go_to(app, step, 0);
    return true;
}

static void leave(App *app) {
    AppPresent *present = app->present;
    double before = app_scale(app);
    app_make_still(app);
    free_ahead(app, &present->ahead);
    app_exchange_scene(app, present->kept);
    app->present = NULL;
    app_scene_free(app, present->kept);
    picture_free(&present->shown.next);
    if (present->opened_notes) app->is_mirrored = false;
    mem_free(present);
    app_rescale_pointer(app, before);
    app->built = false;
    app->stale = true;
}

void app_free_present(App *app) {
    if (app->present) leave(app);
}

/* In a presentation a resting pointer highlights nothing until it moves; the spotlight follows it. */
static void forget_pointer(App *app) {
    if (!app->present->shown.is_spotlit) app->ui.gui.x = app->ui.gui.y = -1;
}

bool app_present(App *app, int choice, Diag *diag) {
    bool on = choice == 2 ? !app->present : choice == 0;
    app->stale = true;
    if (on && app->at_surface) return diag_fail(diag, "present: the second window cannot begin it; begin in the first one.");
    if (on && !begin(app, diag)) return false;
    if (on) forget_pointer(app);
    if (on) return true;
    if (app->present) app_presenter(app, LEAVE, (Str){"", 0}, diag);
    return true;
}

/* ---- Votes ---- */

static bool find_vote(const App *app, int *at, int *choices, Diag *diag) {
    bool is_open;
    const Reader *reader = &app->study->reader;
    *at = present_find_question(&app->present->shown, reader, &is_open);
    if (*at < 0 || reader->question[*at]->kind != QUESTION_CHOICE)
        return diag_fail(diag, "presenter vote: no question with answers to choose from is asked here.");
    *choices = reader->question[*at]->choice_count;
    return true;
}

static bool vote(App *app, Str text, int by, Diag *diag) {
    double number;
    int at, choices = 0;
    if (!find_vote(app, &at, &choices, diag)) return false;
    if (!number_parse(&number, str_trim(text)) || !(number >= 1 && number <= choices) || number != floor(number))
        return diag_fail(diag, "presenter vote: '%.*s' is not one of the answers; expected 1 to %d.", str_fit(text, 40), text.at, choices);
    int *count = &app->present->shown.vote[at][(int)number - 1];
    *count = *count + by < 0 ? 0 : *count + by > 9999 ? 9999 : *count + by;
    return true;
}

/* "12 3 20": the votes of all answers; those that are not said are 0. */
static bool tally(App *app, Str text, Diag *diag) {
    int at, choices = 0, count = 0, votes[LESSON_CHOICE_MAX] = {0};
    if (!find_vote(app, &at, &choices, diag)) return false;
    for (Str rest = text, word; (word = str_next_word(&rest)).count > 0; count++) {
        double number;
        if (count == choices) return diag_fail(diag, "presenter tally: there are %d answers; more numbers were typed.", choices);
        if (!number_parse(&number, word) || !(number >= 0 && number <= 9999) || number != floor(number))
            return diag_fail(diag, "presenter tally: '%.*s' is not a number of votes; expected 0 to 9999.", str_fit(word, 40), word.at);
        votes[count] = (int)number;
    }
    memcpy(app->present->shown.vote[at], votes, sizeof votes);
    return true;
}

/* Space goes on, as a clicker's does, but within LINE_S of a digit it makes that digit the first of a line of all votes: "12 3 20". The digits
   of its first number have counted single votes by then; the line replaces them. A digit that is no answer's counts nothing behind another. */
static bool begin_line(App *app, const char *key) {
    Present *shown = &app->present->shown;
    bool is_open, is_digit = is_digit_key(key);
    int at = present_find_question(shown, &app->study->reader, &is_open);
    const LessonQuestion *question = at >= 0 && is_open ? app->study->reader.question[at] : NULL;
    if (now(app) - shown->typed_s > LINE_S || !question || question->kind != QUESTION_CHOICE) shown->typed[0] = '\0';
    int used = (int)strlen(shown->typed);
    bool goes_on = used > 0 && used < PRESENT_TYPED_MAX - 1 && (is_digit || strcmp(key, "Space") == 0);
    if (goes_on)
        text_format(shown->typed + used, PRESENT_TYPED_MAX - used, "%s", is_digit ? key : " ");
    else
        text_format(shown->typed, PRESENT_TYPED_MAX, "%s", is_digit ? key : "");
    shown->typed_s = now(app);
    shown->is_counting = shown->by_digits = goes_on && !is_digit;
    if (shown->is_counting) app_forget_message(app); /* that its first digit is no answer */
    return goes_on && (!is_digit || key[0] - '0' > question->choice_count || key[0] == '0');
}

bool app_present_key(App *app, const char *key) {
    Present *shown = app->present ? &app->present->shown : NULL;
    if (!shown) return false;
    if (!shown->is_counting) return begin_line(app, key);
    int used = (int)strlen(shown->typed);
    char line[LINE_SIZE];
    app->stale = true;
    if (shown->by_digits && strcmp(key, "Space") == 0 && used > 0 && shown->typed[used - 1] == ' ') {
        shown->is_counting = false; /* a second Space goes on, and the single votes stand */
        shown->typed[0] = '\0';
        return false;
    }
    if (is_digit_key(key)) {
        if (used < PRESENT_TYPED_MAX - 1) text_format(shown->typed + used, PRESENT_TYPED_MAX - used, "%s", key);
    } else if (strcmp(key, "Space") == 0) {
        if (used > 0 && used < PRESENT_TYPED_MAX - 1) text_format(shown->typed + used, PRESENT_TYPED_MAX - used, " ");
    } else if (strcmp(key, "Backspace") == 0) {
        if (used > 0) shown->typed[used - 1] = '\0';
    } else if (strcmp(key, "Return") == 0 || strcmp(key, "Enter") == 0) {
        Diag diag = {0};
        text_format(line, (int)sizeof line, "presenter tally %s", shown->typed);
        shown->is_counting = false;
        shown->typed[0] = '\0';
        if (!app->run_line(app, line, false, &diag)) app_say(app, true, "%s", diag.text);
    } else {
        shown->is_counting = false; /* any other key gives it up, and does nothing else, unless a blank alone began the line */
        shown->typed[0] = '\0';
        return !shown->by_digits || strcmp(key, "Escape") == 0;
    }
    return true;
}

/* ---- The command ---- */

static void zoom(App *app) {
    Present *shown = &app->present->shown;
    GuiState *gui = &app->ui.gui;
    double before = app_scale(app), w = app->ui.width_px / before, h = app->ui.height_px / before;
    if (shown->zoom > 1) {
        shown->zoom = 1;
        shown->zoom_x = shown->zoom_y = 0;
    } else {
        double x = gui->x < 0 ? w / 2 : gui->x, y = gui->x < 0 ? h / 2 : gui->y;
        shown->zoom = ZOOM;
        shown->zoom_x = x - x / ZOOM; /* the point under the pointer stays there */
        shown->zoom_y = y - y / ZOOM;
    }
    app_rescale_pointer(app, before);
}

static bool find(App *app, Diag *diag) {
    app_list_course(app);
    if (!app->run_line(app, "show goto", false, diag)) return false;
    app_build(app);
    app_begin_edit(app, region_find(&app->region, "goto/find/value"));
    return true;
}

static bool go(App *app, Str text, Diag *diag) {
    GotoRow row[1];
    char name[GOTO_TEXT_MAX];
    str_copy(name, (int)sizeof name, str_trim(text));
    int count = goto_list(row, 1, app->course, &app->study->reader, name);
    char line[sizeof row->address + 8];
    if (count == 0) return diag_fail(diag, "%s", tr(&app->strings, STRING_GOTO_NOTHING));
    text_format(line, (int)sizeof line, "lesson %s", row->address);
    if (!app->run_line(app, line, false, diag)) return false;
    go_to(app, app->study->reader.step, 0);
    return true;
}

bool app_presenter(App *app, int choice, Str text, Diag *diag) {
    AppPresent *present = app->present;
    if (!present) return diag_fail(diag, "presenter: nothing is presented; F5 in a lesson begins.");
    Present *shown = &present->shown;
    app->stale = true;
    bool is_here = choice == FIND || (choice >= VOTE && choice <= TALLY); /* changes nothing of the first window */
    if (app->at_surface && !is_here) {
        static const char *const words[] = {"next", "back", "blank",  "spotlight", "zoom",  "lock", "address", "notes",
                                            "find", "vote", "unvote", "count",     "tally", "go",   "leave"};
        if (choice == GO) screen_hide(&app->ui.screens);
        if (present->pending_count < PENDING_MAX)
            text_format(present->pending[present->pending_count++], LINE_SIZE, "presenter %s %.*s", words[choice], text.count,
                        text.count ? text.at : "");
        return true;
    }
    switch (choice) {
    case NEXT:
        if (shown->is_blank || shown->shows_address)
            shown->is_blank = shown->shows_address = false; /* the picture comes back first */
        else
            go_forward(app);
        forget_pointer(app);
        return true;
    case BACK:
        go_back(app);
        forget_pointer(app);
        return true;
    case BLANK: shown->is_blank = !shown->is_blank; return true;
    case SPOTLIGHT: shown->is_spotlit = !shown->is_spotlit; return true;
    case ZOOM_IN: zoom(app); return true;
    case LOCK: shown->is_locked = !shown->is_locked; return true;
    case ADDRESS: shown->shows_address = !shown->shows_address; return true;
    case NOTES:
        app->is_mirrored = !app->is_mirrored;
        present->opened_notes = app->is_mirrored;
        return true;
    case FIND: return find(app, diag);
    case VOTE: return vote(app, text, 1, diag);
    case UNVOTE: return vote(app, text, -1, diag);
    case COUNT: {
        int at, choices = 0;
        if (!find_vote(app, &at, &choices, diag)) return false;
        shown->is_counting = true;
        shown->by_digits = false;
        shown->typed[0] = '\0';
        return true;
    }
    case TALLY: return tally(app, text, diag);
    case GO: return go(app, text, diag);
    default: leave(app); return true;
    }
}

/* ---- The next stop ---- */

static bool prepare(App *app, Ahead *ahead) {
    Diag unheard = {0};
    if (!ahead->cache) {
        ahead->cache = draw_cache_new(&app->world->text);
        bool list = draw_init(&ahead->list), region = region_init(&ahead->region);
        if (!ahead->cache || !list || !region) {
            draw_deinit(&ahead->list);
            region_deinit(&ahead->region);
            draw_cache_free(ahead->cache);
            ahead->cache = NULL;
            return false;
        }
    }
    const AppLesson *read = ahead->scene ? ahead->scene->study : NULL; /* without memory a scene may have none */
    if (read && read->hash == app->study->hash && strcmp(read->path, app->study->path) == 0) return true;
    app_scene_free(app, ahead->scene);
    ahead->step = -1;
    ahead->scene = app_scene_new(app, &unheard);
    if (!ahead->scene) return false;
    ahead->scene->study = app_read_study(app, app->study->path);
    ahead->scene->ui.screens.has_lesson = ahead->scene->ui.screens.is_presenting = true;
    if (!ahead->scene->study) return false;
    ahead->scene->study->reader.number = app->study->reader.number;
    return true;
}

/* As many cells as the picture has pixels in the lecturer's window. */
static void draw_ahead(App *app, Ahead *ahead, double width_px) {
    AppPresent *present = app->present;
    UiState *ui = &app->ui;
    Present kept = present->shown;
    double w = ui->width_px, h = ui->height_px, ratio = ui->pixel_ratio;
    present->shown.stop = ahead->stop;
    present->shown.shows_answer = ahead->shows_answer;
    present->shown.block = app->study->block;
    present->shown.zoom = 1;
    present->shown.zoom_x = present->shown.zoom_y = 0;
    present->shown.shows_address = false;
    ui->gui.x = ui->gui.y = -1;
    ui->width_px = floor(width_px);
    ui->height_px = fmax(floor(width_px * present->shown.shape), 1);
    app_draw_elsewhere(app, &ahead->list, &ahead->region, &ahead->heat, ahead->compared_heat);
    RasterResult result;
    Diag unheard = {0};
    int cols = (int)ui->width_px, rows = (int)ui->height_px;
    ui->width_px = w;
    ui->height_px = h;
    ui->pixel_ratio = ratio;
    size_t count = (size_t)cols * (size_t)rows;
    unsigned char *pixels = mem_new(4 * count);
    Color *cell = mem_new(count * sizeof *cell);
    RasterTarget target = {.pixels = pixels, .width = cols, .height = rows, .stride = 4 * cols};
    draw_cache_forget(ahead->cache);
    bool good = pixels && cell && raster_draw(&result, ahead->cache, &target, &ahead->list, RASTER_FULL, &unheard);
    for (size_t i = 0; good && i < count; i++) {
        uint32_t pixel;
        memcpy(&pixel, pixels + 4 * i, sizeof pixel);
        cell[i] = (Color){(uint8_t)(pixel >> 16), (uint8_t)(pixel >> 8), (uint8_t)pixel, 255};
    }
    mem_free(pixels);
    present->shown = kept;
    picture_free(&present->shown.next);
    if (good)
        present->shown.next = (Picture){cols, rows, cell};
    else
        mem_free(cell);
}

/* A slice of its way to the stop behind the one that is shown. */
static void walk_ahead(App *app, Ahead *ahead, int step, int stop) {
    app->is_ahead = true;
    bool was_live = app->is_live;
    app->is_live = false;
    app_exchange_scene(app, ahead->scene);
    if (ahead->step != step || ahead->stop > stop) {
        app_enter_afresh(app, step);
        ahead->step = step;
        ahead->stop = 0;
        ahead->shows_answer = false;
    }
    ahead->wanted = stop;
    if (app->study->reader.all > 0) app_go_on(app);
    walk(app, &ahead->stop, &ahead->wanted, &ahead->shows_answer);
    app_finish(app);
    if (app->study->reader.all <= 0 && ahead->stop >= ahead->wanted) {
        app_settle(app);
        app_make_still(app);
        draw_ahead(app, ahead, app->next_px);
        ahead->is_drawn = true;
    }
    app_exchange_scene(app, ahead->scene);
    app->is_live = was_live;
    app->is_ahead = false;
}

static bool is_settled(const App *app) { return app->present->shown.stop >= app->present->wanted && app->study->reader.all <= 0; }

static bool is_due(const App *app) {
    const AppPresent *present = app->present;
    const Ahead *ahead = &present->ahead;
    if (!app->is_mirrored || app->next_px < 1 || present->shown.shape <= 0 || present->shown.is_last || !is_settled(app)) return false;
    return !ahead->is_drawn || ahead->of_step != app->study->reader.step || ahead->of_stop != present->shown.stop ||
           ahead->theme != theme_get(settings_theme(&app->settings)) || ahead->width_px != app->next_px ||
           ahead->shape != present->shown.shape;
}

static void make_next(App *app) {
    AppPresent *present = app->present;
    Ahead *ahead = &present->ahead;
    const Reader *reader = &app->study->reader;
    bool is_step = app_find_go(app) == GO_STEP;
    if (!is_due(app) || !app_is_still(app) || !prepare(app, ahead)) return;
    bool is_new = ahead->of_step != reader->step || ahead->of_stop != present->shown.stop;
    if (is_new) picture_free(&present->shown.next);
    if (is_new) present->shown.next = (Picture){0};
    ahead->is_drawn = false;
    ahead->of_step = reader->step;
    ahead->of_stop = present->shown.stop;
    ahead->theme = theme_get(settings_theme(&app->settings));
    ahead->width_px = app->next_px;
    ahead->shape = present->shown.shape;
    walk_ahead(app, ahead, is_step ? reader->step + 1 : reader->step, is_step ? 0 : present->shown.stop + 1);
}

/* ---- Time ---- */

bool app_present_is_moving(const App *app) {
    const AppPresent *present = app->present;
    return present && (present->pending_count > 0 || !is_settled(app) || is_due(app));
}

/* True if the clock in the lecturer's window has advanced by a second. */
static bool ticks(const App *app) {
    return app->present && app->is_mirrored && (long)floor(now(app) - app->present->began_s) != app->present->told_s;
}

bool app_look(App *app) {
    bool has_changed = app_look_at_lesson(app);
    return ticks(app) || has_changed;
}

void app_begin_present_frame(App *app) {
    AppPresent *present = app->present;
    if (!present) return;
    for (int i = 0; app->present && i < present->pending_count; i++) {
        char line[LINE_SIZE];
        Diag diag = {0};
        text_format(line, (int)sizeof line, "%s", present->pending[i]);
        if (i + 1 == present->pending_count) present->pending_count = 0;
        if (!app->run_line(app, line, true, &diag)) app_say(app, true, "%s", diag.text);
    }
}

void app_advance_present(App *app) {
    AppPresent *present = app->present;
    if (!present) return;
    if (app->study->lesson && (present->shown.stop < present->wanted || app->study->reader.all > 0)) go_on(app);
    double clock_s = now(app) - present->began_s;
    if ((long)floor(clock_s) != present->told_s) app_spoil_surfaces(app);
    present->told_s = (long)floor(clock_s);
    present->shown.clock_s = clock_s;
    note_place(app);
    if (is_due(app)) make_next(app);
}
