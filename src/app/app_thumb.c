/* Small pictures of the stage for the course page, one for each lesson: with the first of its setups that no earlier lesson shows, at the
   end of the backward pass; and for the menu of presets, one for each, without the words, which would be too small to read. A worker draws
   the weights and computes the passes, one at a time; the frame draws the stage into a picture of its own, which is kept until the theme
   changes. */
#include "app/app_inside.h"
#include "base/arena.h"
#include "base/number.h"
#include "draw/raster.h"
#include "view/view.h"
#include <math.h>
#include <string.h>

/* Drawn in more pixels than they are shown in, so that the means of them are smooth. A card's stage is narrow, so that its columns are large. */
static const double STAGE_W = 800, STAGE_H = 430, STAGE_SCALE = 0.8, CARD_STAGE_W = 480, CARD_STAGE_H = 470, CARD_ABOVE = 8,
                    CARD_BESIDE = 8, PRESET_W = 560, PRESET_H = 315, PRESET_SCALE = 0.4;
enum { CARD_COLS = 720, CARD_ROWS = 256, CARD_ANSWERS = 64 };
enum { PRESET_MAX = 24, THUMB_MAX = COURSE_MAX + PRESET_MAX }; /* rows of the course, then presets */

struct AppThumb {
    Job job; /* first, so that the one pointer stands for both */
    Setup setup;
    Lab lab;
    bool has_lab, is_good; /* the job's result */
    int row;               /* of the course, whose lesson the job is about, or COURSE_MAX and a preset's number; -1: none */
    bool failed[THUMB_MAX];
    Picture preset[PRESET_MAX]; /* owned */
    const Theme *theme;         /* of the pictures */
    DrawList list;
    RegionList region;
    HeatCache heat;
    DrawCache *cache;
};

/* ---- The worker's ---- */

static bool compute(Job *job, double budget_s) {
    AppThumb *thumb = (AppThumb *)job;
    Diag unheard = {0};
    (void)budget_s;
    thumb->has_lab = true;
    thumb->is_good =
        !job_is_cancelled(job) && lab_init(&thumb->lab, &unheard) && lab_start_from(&thumb->lab, &thumb->setup, NULL, &unheard);
    return true;
}

static void drop_lab(AppThumb *thumb) {
    if (thumb->has_lab) lab_deinit(&thumb->lab);
    memset(&thumb->lab, 0, sizeof thumb->lab);
    thumb->has_lab = thumb->is_good = false;
}

/* ---- The frame's ---- */

static AppThumb *make(App *app) {
    AppThumb *thumb = mem_new(sizeof *thumb);
    if (!thumb) return NULL;
    thumb->row = -1;
    thumb->job.run = compute;
    bool list = draw_init(&thumb->list), region = region_init(&thumb->region);
    thumb->cache = draw_cache_new(&app->world->text);
    app->thumb = thumb;
    if (list && region && thumb->cache) return thumb;
    app_free_thumbs(app);
    return NULL;
}

void app_free_thumbs(App *app) {
    AppThumb *thumb = app->thumb;
    if (!thumb) return;
    if (thumb->row >= 0) {
        job_cancel(&thumb->job);
        job_queue_finish(&app->jobs, &thumb->job);
    }
    drop_lab(thumb);
    for (int i = 0; i < PRESET_MAX; i++) picture_free(&thumb->preset[i]);
    heat_deinit(&thumb->heat);
    draw_deinit(&thumb->list);
    region_deinit(&thumb->region);
    draw_cache_free(thumb->cache);
    mem_free(thumb);
    app->thumb = NULL;
}

/* The list's picture as cells. */
static bool take_picture(Picture *picture, AppThumb *thumb, double w, double h, double scale) {
    RasterResult result;
    Diag unheard = {0};
    int cols = (int)floor(w * scale), rows = (int)floor(h * scale);
    size_t count = (size_t)cols * (size_t)rows;
    picture_free(picture);
    unsigned char *pixels = mem_new(4 * count);
    Color *cell = mem_new(count * sizeof *cell);
    RasterTarget target = {.pixels = pixels, .width = cols, .height = rows, .stride = 4 * cols};
    draw_cache_forget(thumb->cache);
    bool good = pixels && cell && !thumb->list.failed && raster_draw(&result, thumb->cache, &target, &thumb->list, RASTER_FULL, &unheard);
    for (size_t i = 0; good && i < count; i++) {
        uint32_t pixel;
        memcpy(&pixel, pixels + 4 * i, sizeof pixel);
        cell[i] = (Color){(uint8_t)(pixel >> 16), (uint8_t)(pixel >> 8), (uint8_t)pixel, 255};
    }
    mem_free(pixels);
    if (good)
        *picture = (Picture){cols, rows, cell};
    else
        mem_free(cell);
    return good;
}

static void draw_stage(App *app, AppThumb *thumb, UiState *ui, Rect area, Rect clip, double w, double h, double scale) {
    Gui gui = {
        .list = &thumb->list, .region = &thumb->region, .theme = thumb->theme, .text = &app->text, .scale = scale, .state = &ui->gui};
    View view = {.gui = &gui,
                 .setup = &thumb->lab.setup,
                 .run = &thumb->lab.run,
                 .ui = ui,
                 .strings = &app->strings,
                 .settings = &app->settings,
                 .keymap = &app->keymap,
                 .heat = &thumb->heat,
                 .version = (unsigned long)thumb->row + 1};
    region_reset(&thumb->region);
    draw_begin(&thumb->list, w, h, scale, thumb->theme->background);
    draw_layer(&thumb->list, LAYER_STAGE);
    draw_clip(&thumb->list, clip);
    stage_draw(&view, area);
    draw_unclip(&thumb->list);
}

/* The parts of the stage that remain without words: its chart, its chain and its river. */
static bool draw_preset(App *app, AppThumb *thumb, UiState *ui, Picture *picture) {
    DrawList shapes;
    if (!draw_init(&shapes)) return false;
    Rect stage = {-38, -66, PRESET_W + 50, PRESET_H + 66 + 22}; /* the picture has it without the rows of words and the margin */
    draw_stage(app, thumb, ui, stage, rect(0, 0, PRESET_W, PRESET_H), PRESET_W, PRESET_H, PRESET_SCALE);
    draw_begin(&shapes, PRESET_W, PRESET_H, PRESET_SCALE, thumb->theme->background);
    draw_copy_shapes(&shapes, &thumb->list, "stage/legend");
    DrawList whole = thumb->list;
    thumb->list = shapes;
    bool good = take_picture(picture, thumb, PRESET_W, PRESET_H, PRESET_SCALE);
    shapes = thumb->list;
    thumb->list = whole;
    draw_deinit(&shapes);
    return good;
}

/* The chain with its names above and its inputs below, from one end to the other. */
static Rect find_chain(const RegionList *regions) {
    static const char *const parts[] = {"stage/state", "stage/cell", "stage/input"};
    double left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;
    for (int i = 0; i < regions->count; i++) {
        const Region *region = &regions->item[i];
        for (int part = 0; part < 3; part++) {
            if (strncmp(region->path, parts[part], strlen(parts[part])) != 0) continue;
            left = fmin(left, region->box.x);
            top = fmin(top, region->box.y);
            right = fmax(right, rect_right(region->box));
            bottom = fmax(bottom, rect_bottom(region->box));
        }
    }
    if (!(right > left && bottom > top)) return rect(0, 0, CARD_STAGE_W, CARD_STAGE_H);
    return rect(left - CARD_BESIDE, top - CARD_ABOVE, right - left + 2 * CARD_BESIDE, bottom - top + 1.5 * CARD_ABOVE);
}

/* Keeps the parts of the picture that lie completely in the chain's rectangle, without words, so that the edge of a card cuts nothing. */
static bool keep_chain(AppThumb *thumb, Rect chain, double w, double h, double scale) {
    Rect answer[CARD_ANSWERS]; /* bars without their words say nothing */
    int answers = 0;
    DrawList inside;
    for (int i = 0; i < thumb->region.count && answers < CARD_ANSWERS; i++)
        if (strncmp(thumb->region.item[i].path, "stage/answer", 12) == 0 || strncmp(thumb->region.item[i].path, "stage/output", 12) == 0)
            answer[answers++] = thumb->region.item[i].box;
    if (!draw_init(&inside)) return false;
    draw_begin(&inside, w, h, scale, thumb->theme->background);
    draw_copy_inside(&inside, &thumb->list, rect_inset(chain, 1.5, 1.5), answer, answers, "stage/tip");
    DrawList whole = thumb->list;
    thumb->list = inside;
    draw_deinit(&whole);
    return true;
}

/* Once for all of it, then for the chain alone: first to find where it stands, then as large as it fits on a card. row NULL: of a preset. */
static bool draw_row(App *app, AppThumb *thumb, CourseRow *row, Picture *preset) {
    UiState *ui = mem_new(sizeof *ui);
    if (!ui) return false;
    ui->layer = -1;
    ui->follow = FOLLOW_LAST;
    ui->gui.x = ui->gui.y = -1;
    ui->cursor = (Cursor){PHASE_BACKWARD, timeline_step_count(PHASE_BACKWARD, &thumb->lab.run.wiring), 0};
    heat_deinit(&thumb->heat);
    memset(&thumb->heat, 0, sizeof thumb->heat);
    if (!row) {
        bool is_drawn = draw_preset(app, thumb, ui, preset);
        mem_free(ui);
        return is_drawn;
    }
    Rect stage = {0, 0, STAGE_W, STAGE_H}, narrow = {0, 0, CARD_STAGE_W, CARD_STAGE_H};
    draw_stage(app, thumb, ui, stage, stage, STAGE_W, STAGE_H, STAGE_SCALE);
    bool good = take_picture(&row->stage, thumb, STAGE_W, STAGE_H, STAGE_SCALE);
    draw_stage(app, thumb, ui, narrow, narrow, CARD_STAGE_W, CARD_STAGE_H, 1);
    Rect chain = find_chain(&thumb->region);
    double scale = fmin(CARD_COLS / chain.w, CARD_ROWS / chain.h), w = CARD_COLS / scale, h = CARD_ROWS / scale;
    double x = rect_mid_x(chain) - w / 2, y = rect_mid_y(chain) - h / 2;
    chain.x -= x;
    chain.y -= y;
    draw_stage(app, thumb, ui, rect(-x, -y, CARD_STAGE_W, CARD_STAGE_H), chain, w, h, scale);
    good = keep_chain(thumb, chain, w, h, scale) && take_picture(&row->card, thumb, w, h, scale) && good;
    mem_free(ui);
    return good;
}

/* ---- Which setup ---- */

static bool is_shown_before(const Setup *setup, const Setup *before, int count) {
    for (int i = 0; i < count; i++)
        if (setup_equal(setup, &before[i])) return true;
    return false;
}

/* The setup of a lesson's picture: the first of its steps' that no lesson before it shows, so that two cards are alike only where a lesson
   has no other. `before`: those of the lessons before it, room for one more behind them. */
static void choose_setup(Setup *before, int row, const Lesson *lesson) {
    Setup *out = &before[row];
    Diag unheard = {0};
    for (const LessonStep *step = lesson->step; step; step = step->next) {
        lesson_form_setup(out, step->setup, NULL, &unheard);
        if (!is_shown_before(out, before, row)) return;
    }
    lesson_form_setup(out, lesson->setup, NULL, &unheard);
}

static bool form_setup(Setup *out, const Course *course, int row) {
    Setup *setup = mem_new((size_t)(row + 1) * sizeof *setup);
    for (int i = 0; setup && i <= row; i++)
        if (course->row[i].lesson) choose_setup(setup, i, course->row[i].lesson);
    if (setup) *out = setup[row];
    mem_free(setup);
    return setup != NULL;
}

/* ---- One after the other ---- */

static bool is_missing(const Course *course, const AppThumb *thumb, int row) {
    return course->row[row].lesson && !course->row[row].card.cell && !thumb->failed[row];
}

static bool is_menu_shown(const App *app) { return strcmp(app->ui.gui.menu_path, "top/presets") == 0; }

static bool is_course_shown(const App *app) { return app->course && screen_is_open(&app->ui.screens, SCREEN_COURSE); }

static int count_presets(void) { return setup_preset_count < PRESET_MAX ? setup_preset_count : PRESET_MAX; }

/* The lesson or preset to go on with first. -1: all that are shown are made. */
static int find_next(const App *app, const AppThumb *thumb) {
    const Course *course = app->course;
    for (int i = 0; is_menu_shown(app) && i < count_presets(); i++)
        if (!thumb->preset[i].cell && !thumb->failed[COURSE_MAX + i]) return COURSE_MAX + i;
    if (!is_course_shown(app)) return -1;
    if (course->current >= 0 && is_missing(course, thumb, course->current)) return course->current;
    for (int i = 0; i < course->count; i++)
        if (is_missing(course, thumb, i)) return i;
    return -1;
}

static void forget_other_theme(App *app, AppThumb *thumb) {
    const Theme *theme = theme_get(settings_theme(&app->settings));
    if (thumb->theme == theme) return;
    thumb->theme = theme;
    memset(thumb->failed, 0, sizeof thumb->failed);
    for (int i = 0; i < PRESET_MAX; i++) picture_free(&thumb->preset[i]);
    for (int i = 0; app->course && i < app->course->count; i++) {
        picture_free(&app->course->row[i].card);
        picture_free(&app->course->row[i].stage);
    }
}

static bool is_shown(const App *app) { return is_course_shown(app) || is_menu_shown(app); }

bool app_thumbs_are_due(const App *app) {
    if (!is_shown(app)) return false;
    if (!app->thumb) return is_menu_shown(app) || app->course->count > 0;
    return app->thumb->row >= 0 || app->thumb->theme != theme_get(settings_theme(&app->settings)) || find_next(app, app->thumb) >= 0;
}

static void finish_row(App *app, AppThumb *thumb) {
    int preset = thumb->row - COURSE_MAX;
    bool good = thumb->is_good && (preset >= 0 ? draw_row(app, thumb, NULL, &thumb->preset[preset])
                                               : draw_row(app, thumb, &app->course->row[thumb->row], NULL));
    thumb->failed[thumb->row] = !good;
    drop_lab(thumb);
    thumb->row = -1;
    app->stale = true;
}

void app_advance_thumbs(App *app) {
    if (!is_shown(app)) return;
    AppThumb *thumb = app->thumb ? app->thumb : make(app);
    Diag unheard = {0};
    if (!thumb) return;
    if (thumb->row >= 0 && !job_is_done(&app->jobs, &thumb->job)) return;
    forget_other_theme(app, thumb);
    if (thumb->row >= 0) finish_row(app, thumb);
    int next = find_next(app, thumb);
    if (next < 0) return;
    if (next >= COURSE_MAX)
        setup_apply_preset(&thumb->setup, str_from(setup_presets[next - COURSE_MAX].name), &unheard);
    else if (!form_setup(&thumb->setup, app->course, next))
        return;
    thumb->row = next;
    atomic_store(&thumb->job.cancelled, false);
    job_queue_add(&app->jobs, &thumb->job);
}

static const Picture no_picture;

const Picture *app_find_preset_picture(const App *app, int preset) {
    bool is_of_theme = app->thumb && app->thumb->theme == theme_get(settings_theme(&app->settings));
    return is_of_theme && preset < PRESET_MAX ? &app->thumb->preset[preset] : &no_picture;
}

void app_finish_course(App *app) {
    for (int guard = 0; guard < 2 * COURSE_MAX && app_thumbs_are_due(app); guard++) {
        app_advance_thumbs(app);
        if (!app->thumb) return;
        if (app->thumb->row >= 0) job_queue_finish(&app->jobs, &app->thumb->job);
    }
}
