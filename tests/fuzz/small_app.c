/* See small_app.h. */
#include "small_app.h"
#include "base/arena.h"
#include "base/number.h"
#include "draw/raster.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The largest value of each key that is still quick. */
static const struct {
    SetupKey key;
    double most;
} small_table[] = {{KEY_HIDDEN, 12}, {KEY_STEPS, 60}, {KEY_LAYERS, 2}, {KEY_BATCH, 8}};
enum { SMALL_COUNT = sizeof small_table / sizeof small_table[0], TRAIN_MOST = 20, PICTURE_MOST_PX = 1400 };

static double read_clock(void *user) {
    SmallApp *small = user;
    small->time_s += 0.01; /* a slow machine: few updates a frame */
    return small->time_s;
}

void small_app_start(SmallApp *small, int looks) {
    Diag diag;
    *small = (SmallApp){0};
    diag_reset(&diag);
    fake_text_init(&small->text);
    fake_text_bind(&small->text, &small->world.text);
    small->world.clock = (ClockApi){small, read_clock};
    if (looks >= 0) slow_worker_bind(&small->worker, &small->world.worker, looks);
    small->app = app_new(&small->world, &diag);
    if (!small->app) abort();
    app_resize(small->app, 800, 500, 1); /* the smallest: a frame takes half as long as at 1280 x 720 */
    small_app_frame(small, NULL, 0);
}

void small_app_end(SmallApp *small) {
    small->worker.looks_left = small->worker.looks = 0;
    app_free(small->app);
    fake_text_deinit(&small->text);
}

bool small_app_is_quick(const Command *command) {
    if (command->id == COMMAND_TRAIN) return command->arg[0].number <= TRAIN_MOST;
    if (command->id != COMMAND_SET) return true;
    for (int i = 0; i < SMALL_COUNT; i++) {
        if ((int)command->arg[0].number == (int)small_table[i].key) return command->arg[1].number <= small_table[i].most;
    }
    return true;
}

void small_app_keep_small(SmallApp *small) {
    char line[COMMAND_SHORT_MAX];
    Diag diag;
    for (int i = 0; i < SMALL_COUNT; i++) {
        if (setup_get(&app_lab(small->app)->setup, small_table[i].key) <= small_table[i].most) continue;
        text_format(line, (int)sizeof line, "set %s %g", setup_table[small_table[i].key].key, small_table[i].most);
        app_apply(small->app, line, &diag);
    }
}

static bool is_sane(double value) { return isfinite(value) && fabs(value) < 1e7; }

static bool box_is_sane(const Rect *box) { return is_sane(box->x) && is_sane(box->y) && is_sane(box->w) && is_sane(box->h); }

void small_app_frame(SmallApp *small, const Input *input, double dt_s) {
    const DrawList *list = app_frame(small->app, input, dt_s);
    DrawItem item;
    int count = 0;
    if (!list || list->failed) abort();
    for (size_t offset = 0; draw_next(list, &offset, &item); count++) {
        if (!box_is_sane(&item.box) || !is_sane(item.x0) || !is_sane(item.y0) || !is_sane(item.x1) || !is_sane(item.y1)) abort();
    }
    if (count == 0) abort();
    const RegionList *region = app_regions(small->app);
    for (int i = 0; i < region->count; i++) {
        if (!box_is_sane(&region->item[i].box) || !memchr(region->item[i].path, 0, sizeof region->item[i].path)) abort();
    }
    const UiState *ui = app_ui(small->app);
    Cursor clamped = ui->cursor;
    timeline_clamp(&clamped, &app_lab(small->app)->run.wiring);
    if (clamped.phase != ui->cursor.phase || clamped.step != ui->cursor.step) abort();
    if (!edit_is_sane(&ui->gui.edit)) abort();
}

void small_app_draw(SmallApp *small) {
    const DrawList *list = app_frame(small->app, NULL, 0);
    double wide = list->width * list->scale, high = list->height * list->scale;
    if (!(wide >= 1 && wide <= PICTURE_MOST_PX && high >= 1 && high <= PICTURE_MOST_PX)) return;
    RasterTarget target = {.width = (int)wide, .height = (int)high, .stride = 4 * (int)wide};
    RasterResult result;
    Diag diag;
    diag_reset(&diag);
    target.pixels = mem_new((size_t)target.stride * (size_t)target.height);
    DrawCache *cache = draw_cache_new(&small->world.text);
    if (!target.pixels || !cache || !raster_draw(&result, cache, &target, list, RASTER_FULL, &diag)) abort();
    draw_cache_free(cache);
    mem_free(target.pixels);
}
