/* Random events, many of them: what a thousand careless people do to a window. Built with sanitizers this must be silent.

     random_events EVENTS SEED [SEED]...

   An event is one piece of input or one command line. For each seed a program of its own gets EVENTS of them: pointer, wheel,
   keys and text, every row of the command table with every kind of argument, every screen and lessons, files that are opened,
   dropped and written (in memory), a second window, storms of resizes down to 1 x 1 pixel, several scales and pixel ratios. Small
   pictures are rasterised as well. A worker that answers late stands in for the thread.

   Exit status: 0; 1 when a picture is broken, with the seed and the event on standard error. */
#include "base/number.h"
#include "draw/raster.h"
#include "support/fake_text.h"
#include "support/random_command.h"
#include "support/random_input.h"
#include "support/random_place.h"
#include "support/slow_worker.h"
#include "view/view.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PIXELS_MOST = 200000, FRAMES_A_PICTURE = 6 };

typedef struct Session {
    World world;
    FakeText text;
    SlowWorker worker;
    RandomPlace place;
    App *app;
    DrawCache *cache;
    unsigned char *pixels; /* PIXELS_MOST of four bytes */
    double time_s;
    Random random;
    long seed, event, frames, accepted;
    bool has_second;
} Session;

static double now(void *user) {
    Session *session = user;
    session->time_s += 0.004; /* a slow machine: few updates a frame */
    return session->time_s;
}

static bool fail(const Session *session, const char *what) {
    fprintf(stderr, "random_events: seed %ld, event %ld: %s\n", session->seed, session->event, what);
    return false;
}

/* lessons/tour.md uses every block, command and quantity. */
static char tour[64 << 10];

static bool read_tour(void) {
    FILE *file = fopen(UNROLL_SOURCE_DIR "/lessons/tour.md", "rb");
    size_t size = file ? fread(tour, 1, sizeof tour - 1, file) : 0;
    if (file) fclose(file);
    return size > 0 && size < sizeof tour - 1;
}

static bool start(Session *session, long seed) {
    Diag diag = {0};
    *session = (Session){.seed = seed, .random = random_from((uint64_t)seed, 0)};
    fake_text_init(&session->text);
    fake_text_bind(&session->text, &session->world.text);
    session->world.clock = (ClockApi){session, now};
    slow_worker_bind(&session->worker, &session->world.worker, 2);
    random_place_bind(&session->place, &session->world, tour);
    session->app = app_new(&session->world, &diag);
    session->cache = draw_cache_new(&session->world.text);
    session->pixels = malloc(4 * PIXELS_MOST);
    return (session->app && session->cache && session->pixels) || fail(session, "no memory");
}

static void end(Session *session) {
    if (session->app) app_free(session->app);
    draw_cache_free(session->cache);
    fake_text_deinit(&session->text);
    random_place_deinit(&session->place);
    free(session->pixels);
}

static bool is_sane(double value) { return isfinite(value) && fabs(value) < 1e8; }

static bool check_list(const Session *session, const DrawList *list) {
    DrawItem item;
    if (list->failed) return fail(session, "the draw list failed");
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        bool sane = is_sane(item.box.x) && is_sane(item.box.y) && is_sane(item.box.w) && is_sane(item.box.h) && is_sane(item.x0) &&
                    is_sane(item.y0) && is_sane(item.x1) && is_sane(item.y1) && is_sane(item.width) && is_sane(item.radius);
        for (int i = 0; sane && i < item.point_count; i++) sane = is_sane(item.point[i].x) && is_sane(item.point[i].y);
        if (!sane) return fail(session, "something is drawn at no place");
    }
    return true;
}

static bool check_regions(const Session *session, const RegionList *region) {
    for (int i = 0; i < region->count; i++) {
        Rect box = region->item[i].box;
        if (!is_sane(box.x) || !is_sane(box.y) || !is_sane(box.w) || !is_sane(box.h)) return fail(session, region->item[i].path);
    }
    return true;
}

static bool check_picture(const Session *session, const DrawList *list) {
    const RegionList *region = app_regions(session->app);
    if (!check_list(session, list) || !check_regions(session, region)) return false;
    const UiState *ui = app_ui(session->app);
    Cursor clamped = ui->cursor;
    timeline_clamp(&clamped, &app_lab(session->app)->run.wiring);
    if (clamped.phase != ui->cursor.phase || clamped.step != ui->cursor.step) return fail(session, "the cursor is beyond its phase");
    if (!view_has_subject(&app_lab(session->app)->run, &ui->hover)) return fail(session, "what is hovered is not there");
    if (ui->gui.focus[0] && !region_find(region, ui->gui.focus)) return fail(session, "the focus is on nothing");
    if (!edit_is_sane(&ui->gui.edit)) return fail(session, "the caret is outside");
    return true;
}

static bool rasterise(Session *session, const DrawList *list) {
    const UiState *ui = app_ui(session->app);
    int w = (int)ui->width_px, h = (int)ui->height_px;
    if (w < 1 || h < 1 || w > PIXELS_MOST / h) return true;
    RasterTarget target = {.pixels = session->pixels, .width = w, .height = h, .stride = 4 * w};
    RasterResult result;
    Diag diag = {0};
    draw_cache_forget(session->cache);
    return raster_draw(&result, session->cache, &target, list, RASTER_CACHED, &diag) || fail(session, diag.text);
}

/* The second window, as the platform handles it. */
static bool run_second(Session *session) {
    if (!app_wants_surface(session->app, 1)) {
        app_close_surface(session->app, 1);
        session->has_second = false;
        return true;
    }
    Diag diag = {0};
    if (!session->has_second && !app_open_surface(session->app, 1, &diag)) return fail(session, diag.text);
    session->has_second = true;
    Input input;
    random_input_fill(&input, &session->random, session->app);
    session->event += input.count;
    return check_list(session, app_frame_surface(session->app, 1, &input, 0)) && check_regions(session, app_surface_regions(session->app, 1));
}

static bool run_frame(Session *session, const Input *input) {
    const DrawList *list = app_frame(session->app, input, random_range(&session->random, -0.01, 0.1));
    bool good = check_picture(session, list);
    if (good && random_below(&session->random, 3) == 0) {
        good = run_second(session);
        list = app_frame(session->app, NULL, 0);
        good = good && check_picture(session, list);
    }
    if (good && session->frames++ % FRAMES_A_PICTURE == 0) good = rasterise(session, list);
    return good;
}

static void apply(Session *session, const char *line) {
    Diag diag = {0};
    session->accepted += app_apply(session->app, line, &diag);
}

/* A corner that is pulled about: many sizes, some of them in one frame. */
static bool storm(Session *session) {
    static const double ratios[] = {1, 1, 1, 2, 0.25, 8, 1.5, 0, -1, NAN};
    Input input;
    input_reset(&input);
    for (int i = random_below(&session->random, 12); i >= 0; i--) {
        double most = random_below(&session->random, 3) == 0 ? 40 : 1500;
        InputEvent event = {.kind = INPUT_RESIZE, .ratio = ratios[random_below(&session->random, 10)]};
        event.x = 1 + random_below(&session->random, (int)most);
        event.y = 1 + random_below(&session->random, (int)most);
        if (random_below(&session->random, 10) == 0) event.x = event.y = 1;
        if (random_below(&session->random, 40) == 0) event.x = random_below(&session->random, 2) ? 1e9 : -5;
        input_push(&input, &event);
        session->event++;
        if (random_below(&session->random, 3) == 0) {
            if (!run_frame(session, &input)) return false;
            input_reset(&input);
        }
    }
    return run_frame(session, &input);
}

/* Networks that only cost time are made small again. */
static void keep_quick(Session *session) {
    const Setup *setup = &app_lab(session->app)->setup;
    if (setup_get(setup, KEY_HIDDEN) > 12) apply(session, "set hidden 6");
    if (setup_get(setup, KEY_STEPS) > 60) apply(session, "set steps 12");
    if (setup_get(setup, KEY_BATCH) > 8) apply(session, "set batch 1");
}

static bool run_seed(Session *session, long events) {
    char line[COMMAND_SHORT_MAX];
    Input input;
    while (session->event < events) {
        switch (random_below(&session->random, 16)) {
        case 0:
            if (!storm(session)) return false;
            break;
        case 1: apply(session, "resize 1280 800"); break;
        default:
            for (int i = random_below(&session->random, 4); i > 0; i--) {
                random_command_line(line, sizeof line, &session->random, session->app);
                apply(session, line);
                session->event++;
            }
            random_input_fill(&input, &session->random, session->app);
            if (random_below(&session->random, 20) == 0) {
                str_copy(input.dropped, (int)sizeof input.dropped, str_from(random_place_path(&session->random)));
                input_push(&input, &(InputEvent){.kind = INPUT_DROP});
            }
            session->event += input.count;
            if (!run_frame(session, &input)) return false;
        }
        keep_quick(session);
    }
    return session->accepted > 0 || fail(session, "no command was accepted");
}

int main(int argc, char **argv) {
    long events = argc > 2 ? strtol(argv[1], NULL, 10) : 0, done = 0, frames = 0;
    if (events < 1) {
        fputs("usage: random_events EVENTS SEED [SEED]...\n", stderr);
        return 2;
    }
    if (!read_tour()) {
        fputs("random_events: lessons/tour.md cannot be read\n", stderr);
        return 1;
    }
    bool good = true;
    for (int i = 2; i < argc; i++) {
        Session *session = malloc(sizeof *session);
        if (!session) return 1;
        bool started = start(session, strtol(argv[i], NULL, 10));
        good = started && run_seed(session, events) && good;
        done += session->event;
        frames += session->frames;
        session->worker.looks_left = session->worker.looks = 0;
        end(session);
        free(session);
    }
    printf("%ld events, %ld frames, %d seed%s: %s\n", done, frames, argc - 2, argc == 3 ? "" : "s", good ? "nothing found" : "FAILED");
    return good ? 0 : 1;
}
