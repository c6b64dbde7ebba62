/* Which chains the comparison has and where everything stands. The time axis is the stage's, so a column stays where it was when the
   comparison opens. If variants have different sequences, the steps of their followed losses are aligned, so that the same distance to the
   loss is the same place for all. */
#include "view/inside/compare_picture.h"
#include "base/number.h"
#include "lab/run.h"
#include <math.h>

static double clamp(double value, double least, double most) { return value < least ? least : value > most ? most : value; }

/* True if the variant equals the setup. Its row then shows the experiment's own run, and the setup needs no other row, even while other
   variants are still computed. False if the variant alone has stopped. */
static bool is_the_setup(const ViewVariant *variant, const View *view) {
    const Variant *rule = variant->rule;
    if (variant->is_stopped || variant->trouble[0]) return false;
    for (int key = 0; key < KEY_COUNT; key++)
        if (rule->said[key] && rule->value[key] != setup_get(view->setup, (SetupKey)key)) return false;
    return true;
}

static bool has_the_setup(const View *view) {
    for (int i = 0; i < view->variant_count; i++)
        if (is_the_setup(&view->variant[i], view)) return true;
    return false;
}

/* Uses the cells' own colours if no two lanes have the same cell; otherwise a colour for each lane, in their order. */
static void choose_colors(CompareLane *lane, int count, const Theme *theme) {
    bool used[CELL_COUNT] = {false}, by_cell = true;
    int next = 0;
    for (int i = 0; i < count; i++) {
        if (!lane[i].variant) continue;
        int cell = (int)lane[i].run->net.spec.cell;
        by_cell = by_cell && !used[cell];
        used[cell] = true;
    }
    const Color color[VARIANT_MAX] = {theme->model[0], theme->model[1], theme->model[2], theme->accent};
    for (int i = 0; i < count; i++) {
        if (!lane[i].variant)
            lane[i].color = theme->text;
        else
            lane[i].color = by_cell ? theme->model[lane[i].run->net.spec.cell] : color[next];
        next += lane[i].variant != NULL;
    }
}

/* True if the variant's stage shows the setup's sequence. Different numbers can mean the same one of its `examples`. */
static bool is_same_sequence(const CompareLane *lane, const View *view) {
    return run_find_example(lane->setup, lane->run->sequence) == run_find_example(view->setup, view->run->sequence);
}

static CompareLane of_the_setup(const View *view, const char *name) {
    return (CompareLane){.name = name,
                         .is_the_setup = true,
                         .setup = view->setup,
                         .run = view->run,
                         .heat = view->heat,
                         .record = view->record,
                         .record_count = view->record_count,
                         .update_s = view->update_s};
}

int compare_find_lanes(CompareLane lane[COMPARE_LANE_MAX], const View *view) {
    int count = 0;
    if (!has_the_setup(view)) lane[count++] = of_the_setup(view, tr(view->strings, STRING_COMPARE_AS_SET));
    for (int i = 0; i < view->variant_count; i++) {
        const ViewVariant *variant = &view->variant[i];
        if (is_the_setup(variant, view)) {
            lane[count] = of_the_setup(view, variant->name);
            if (variant->update_s > 0) lane[count].update_s = variant->update_s; /* measured as those beside it are */
            lane[count++].variant = variant;
            continue;
        }
        if (!variant->run) continue;
        lane[count++] = (CompareLane){.name = variant->name,
                                      .setup = variant->setup,
                                      .run = variant->run,
                                      .variant = variant,
                                      .heat = variant->heat,
                                      .record = variant->record,
                                      .record_count = variant->record_count,
                                      .update_s = variant->update_s};
    }
    for (int i = 0; i < count; i++) {
        const ViewVariant *variant = lane[i].variant;
        lane[i].has_other = variant && variant->has_other_data;
        /* Larger batches are further on in the same sequences; so is one that is behind because it could not go on. */
        if (variant && (variant->is_current || variant->is_stopped) && !is_same_sequence(&lane[i], view)) lane[i].has_other = true;
    }
    for (int i = 0; i < count; i++) {
        const Run *run = lane[i].run;
        long known = run->loss.count < view->run->loss.count ? run->loss.count : view->run->loss.count;
        lane[i].known = known > run->update ? known : run->update;
    }
    choose_colors(lane, count, view->gui->theme);
    for (int i = 0; i < count; i++) {
        view_find_chain(&lane[i].layer, &lane[i].direction, view->ui, &lane[i].run->net.spec);
        lane[i].gradient = chain_gradient(lane[i].run, view->ui, lane[i].layer, lane[i].direction);
    }
    return count;
}

/* The cursor counts the steps of the setup. At the end of a pass every lane is at its own end. */
static double done_of(double done, int base_steps, int steps, int ahead) {
    return done >= base_steps ? steps : clamp(done + (done > 0 ? ahead : 0), 0, steps);
}

static void place_in_time(ComparePicture *picture) {
    const StageLayout *stage = &picture->stage;
    const Run *base = picture->view->run;
    int base_step = followed_step(base), base_steps = base->wiring.steps, most = base_step;
    for (int i = 0; i < picture->count; i++) most = followed_step(picture->lane[i].run) > most ? followed_step(picture->lane[i].run) : most;
    picture->base_shift = most - base_step;
    picture->columns = picture->base_shift + base_steps;
    for (int i = 0; i < picture->count; i++) {
        CompareLane *lane = &picture->lane[i];
        int step = followed_step(lane->run), steps = lane->run->wiring.steps, behind = (steps - step) - (base_steps - base_step);
        lane->shift = most - step;
        if (lane->shift + steps > picture->columns) picture->columns = lane->shift + steps;
        picture->is_shifted = picture->is_shifted || step != base_step || steps != base_steps;
        lane->forward_done = done_of(stage->forward_done, base_steps, steps, lane->direction ? behind : step - base_step);
        lane->backward_done = done_of(stage->backward_done, base_steps, steps, lane->direction ? step - base_step : behind);
    }
}

/* Takes the axis of the stage if all lanes have its length; otherwise one as wide as the longest lane needs. Then chooses the zoom as the
   stage does. */
static void place_axis(ComparePicture *picture) {
    StageLayout *stage = &picture->stage;
    Rect area = picture->area;
    int columns = picture->columns;
    double margin = area.w >= 900 ? 70 : 54, right = area.w >= 900 ? 34 : 20, left = area.x + margin;
    stage->pitch = (area.w - margin - right) / columns;
    if (stage->pitch > 110) {
        left += (stage->pitch - 110) * columns / 2;
        stage->pitch = 110;
    }
    stage->left = left + picture->base_shift * stage->pitch;
    stage->open = 1;
    stage->zoom = columns <= 24 && stage->pitch >= 24 ? ZOOM_CIRCLES : columns <= 60 && stage->pitch >= 7 ? ZOOM_SLIM : ZOOM_HEAT;
    stage->column_w =
        stage->zoom == ZOOM_CIRCLES ? clamp(stage->pitch * 0.56, 14, 40) : stage->pitch * (stage->zoom == ZOOM_SLIM ? 0.8 : 1);
}

/* One axis of sizes and one meaning of full colour for all. */
static void share_scales(ComparePicture *picture) {
    StageLayout *stage = &picture->stage;
    stage->low = -8;
    stage->high = 2;
    double state = 0, memory = 0;
    for (int i = 0; i < picture->count; i++) {
        const CompareLane *lane = &picture->lane[i];
        View own = *picture->view;
        StageLayout trial;
        own.run = lane->run;
        own.setup = lane->setup;
        stage_layout_init(&trial, &own, picture->area);
        state = fmax(state, trial.state_limit);
        memory = fmax(memory, trial.cell_limit);
        stage_widen(&stage->low, &stage->high, lane->gradient.main, lane->run->wiring.steps, lane->gradient.scale);
    }
    if (picture->count > 0) {
        stage->state_limit = state;
        stage->cell_limit = memory;
    }
}

const RecordPoint *compare_find_solved(const CompareLane *lane) {
    const RecordPoint *solved = record_find_solved(lane->record, lane->record_count);
    return solved && solved->update <= lane->known ? solved : NULL;
}

const RecordPoint *compare_find_measured(const CompareLane *lane) {
    for (int i = lane->record_count - 1; i >= 0; i--)
        if (lane->record[i].is_measured && lane->record[i].update <= lane->known) return &lane->record[i];
    return NULL;
}

bool compare_has_race(const ComparePicture *picture) {
    for (int i = 0; i < picture->count; i++)
        if (picture->lane[i].known > 0) return true;
    return picture->view->trials != NULL;
}

enum { WORDS = 20 }; /* height in pixels of the line above a chain */

static double row_most(const ComparePicture *picture) {
    double most = 60;
    for (int i = 0; i < picture->count; i++) most = fmax(most, picture->lane[i].run->net.spec.hidden * 22 + 14);
    return WORDS + (picture->stage.zoom == ZOOM_CIRCLES ? fmin(most, 180) : 110);
}

enum { LOW = 560, BESIDE_FROM = 840, PRESENTED_FROM = 700, RACE_LEAST = 290, MEASURE = 320 };

static bool is_low(const ComparePicture *picture) { return picture->area.h < LOW; }

/* In a low picture the words stand right of the title, if both fit beside the buttons. */
static double title_height(const ComparePicture *picture, double width) {
    const View *view = picture->view;
    char text[MEASURE];
    if (!is_low(picture) || view->run->is_held) return COMPARE_TITLE;
    double buttons = view->gui->has_no_buttons ? 0 : 190;
    compare_write_title(text, (int)sizeof text, picture);
    double w = 22 + gui_text_width(view->gui, FACE_UI_BOLD, 17, text) + COMPARE_TITLE_GAP;
    compare_write_words(text, (int)sizeof text, picture);
    return w + gui_text_width(view->gui, FACE_UI, 14, text) + 22 + buttons <= width ? COMPARE_TITLE_LOW : COMPARE_TITLE;
}

/* A low and wide picture has no room for two charts below each other: the race then stands right of the rows and of the gradients. */
static void place_beside(ComparePicture *picture) {
    double least = picture->view->gui->has_no_buttons ? PRESENTED_FROM : BESIDE_FROM;
    if (!is_low(picture) || picture->area.w < least || picture->view->trials || !compare_has_race(picture)) return;
    const Gui *gui = picture->view->gui;
    double words = 60 + gui_text_width(gui, FACE_UI_SEMIBOLD, 15, compare_heading(picture)) +
                   gui_text_width(gui, FACE_UI, 12, compare_numbers(picture)),
           own = fmax(round(picture->area.w * 0.56), words);
    if (picture->area.w - own < RACE_LEAST) return;
    picture->is_beside = true;
    picture->area.w = own;
}

static void place_rows(ComparePicture *picture, Rect whole) {
    Rect rest = whole;
    double h = rest.h, gap = clamp(h * 0.012, 3, 10);
    picture->title = rect_cut_top(&rest, title_height(picture, whole.w));
    rect_cut_bottom(&rest, 8);
    if (picture->is_beside) picture->race = rect_cut_right(&rest, whole.w - picture->area.w);
    bool has_both = !is_low(picture);
    double race_h = has_both ? compare_has_race(picture) ? clamp(h * 0.25, 130, 280) : 92 : 0,
           chart_h = clamp(h * (has_both ? 0.29 : 0.38), 124, 360);
    int rows = picture->count > 0 ? picture->count : 1;
    double row_h = fmin((rest.h - race_h - chart_h) / rows - gap, row_most(picture));
    for (int i = 0; i < picture->count; i++) {
        CompareLane *lane = &picture->lane[i];
        lane->row = rect_cut_top(&rest, row_h);
        rect_cut_top(&rest, gap);
        lane->strip = lane->row;
        rect_cut_top(&lane->strip, WORDS);
    }
    picture->chart = rest;
    if (picture->is_beside) return;
    bool is_before = picture->view->ui->cursor.phase < PHASE_BACKWARD;
    if (!has_both && (picture->view->trials ||
                      (is_before && compare_has_race(picture)))) { /* one chart: the one that has something to show, or that was chosen */
        picture->race = rest;
        picture->chart = rect(rest.x, rest.y, rest.w, 0);
        return;
    }
    picture->race = rect_cut_bottom(&rest, has_both ? rest.h * race_h / (race_h + chart_h) : 0);
    picture->chart = rest;
}

void compare_picture_init(ComparePicture *picture, const View *view, Rect area) {
    *picture = (ComparePicture){.view = view, .area = area};
    picture->count = compare_find_lanes(picture->lane, view);
    stage_layout_init(&picture->stage, view, area);
    place_in_time(picture);
    place_beside(picture);
    if (picture->is_beside) stage_layout_init(&picture->stage, view, picture->area);
    place_axis(picture);
    share_scales(picture);
    place_rows(picture, area);
}

double compare_x(const ComparePicture *picture, const CompareLane *lane, double step) {
    double left = picture->stage.left + (followed_step(picture->view->run) - followed_step(lane->run)) * picture->stage.pitch;
    return left + (step + 0.5) * picture->stage.pitch;
}

double compare_gradient_shown(const CompareLane *lane, int step) {
    int k = lane->direction ? step : lane->run->wiring.steps - 1 - step;
    return clamp(lane->backward_done - k, 0, 1);
}

double compare_far(const CompareLane *lane) { return chain_gradient_at(&lane->gradient, lane->gradient.far); }

VerdictTone compare_write_verdict(char *out, int size, const Strings *strings, const CompareLane *lane) {
    char number[32];
    bool is_top = lane->layer == lane->run->net.spec.layers - 1;
    if (lane->gradient.is_relative && is_top) {
        VerdictWords words;
        verdict_write(&words, strings, lane->run, lane->direction);
        text_format(out, size, "%s", words.head);
        return words.tone;
    }
    number_format_short(number, (int)sizeof number, compare_far(lane), 2);
    text_format(out, size, tr(strings, STRING_COMPARE_FAR), number, lane->gradient.far + 1);
    return VERDICT_PLAIN;
}

bool compare_write_lost(char *out, int size, const View *view, const CompareLane *lane, int step) {
    const DigitsProbe *digits = lane->is_the_setup ? view->digits : lane->variant ? lane->variant->digits : NULL;
    if (!digits) return false;
    if (digits->state != DIGITS_KNOWN) {
        text_format(out, size, "%s", tr(view->strings, view_why_no_digits(digits->state)));
        return true;
    }
    const DigitsPass *pass = digits->pass;
    if (step == COMPARE_LOSS) return digits_write_lost(out, size, view->strings, lane->run->trace.loss, pass->trace.loss);
    ChainGradient plain = chain_gradient_of(&pass->trace, &pass->follow, view->ui, lane->layer, lane->direction);
    return digits_write_lost(out, size, view->strings, chain_gradient_at(&lane->gradient, step), chain_gradient_at(&plain, step));
}

Color compare_tone(const Theme *theme, VerdictTone tone) {
    return tone == VERDICT_GOOD ? theme->good : tone == VERDICT_WARN ? theme->warn : tone == VERDICT_BAD ? theme->bad : theme->text;
}
