/* See cliff.h. */
#include "lab/cliff.h"
#include "base/arena.h"
#include "base/number.h"
#include <math.h>
#include <stddef.h>
#include <string.h>

typedef enum CliffWord { /* in the order of the command's row */
                         WORD_START,
                         WORD_W,
                         WORD_B,
                         WORD_RATE,
                         WORD_CLIP,
                         WORD_DESCEND,
                         WORD_STEP,
                         WORD_SCRUB,
                         WORD_UNIT,
                         WORD_TURN,
                         WORD_RESET,
                         WORD_STEPS,
                         WORD_PLAY,
                         WORD_HEIGHT,
                         WORD_PLACE,
                         WORD_ZOOM,
                         WORD_FIT
} CliffWord;

const double cliff_rate_least = 0.001, cliff_rate_most = 10, cliff_clip_least = 0.01, cliff_clip_most = 100;
static const double TURN_AT_FIRST = 40, TILT_AT_FIRST = 30, TILT_LEAST = 8, ZOOM_MOST = 12, PI = 3.14159265358979323846;
enum { FOUND_MAX = 40 };

/* A start from which the descents show the cliff. */
static void begin(Cliff *cliff, CliffUnit unit) {
    cliff->unit = unit;
    cliff->w = unit == CLIFF_LATCH ? 2.2 : 5.5;
    cliff->b = unit == CLIFF_LATCH ? -0.4 : -2.6;
    cliff->rate = 0.5;
    cliff->clip = cliff->clipped_at = 0;
    cliff->updates[CLIFF_PLAIN] = cliff->updates[CLIFF_CLIPPED] = 0;
    cliff->last = CLIFF_PLAIN;
    cliff->look = -1;
    cliff->motion = CLIFF_STILL;
}

void cliff_reset(Cliff *cliff) {
    *cliff = (Cliff){.steps = CLIFF_STEPS_FIRST, .turn = TURN_AT_FIRST, .tilt = TILT_AT_FIRST, .zoom = 1};
    begin(cliff, CLIFF_SIGMOID);
}

/* --- commands --- */

static bool read_number(double *out, Str word, double least, double most, const char *what, Diag *diag) {
    char low[32], high[32];
    number_format(low, sizeof low, least);
    number_format(high, sizeof high, most);
    if (word.count == 0) return diag_fail(diag, "cliff %s: a number is missing; expected %s to %s.", what, low, high);
    if (number_parse(out, word) && *out >= least && *out <= most) return true;
    word.count = str_fit(word, FOUND_MAX);
    return diag_fail(diag, "cliff %s: \"%.*s\" is not possible; expected a number from %s to %s.", what, word.count, word.at, low, high);
}

int cliff_longest(const Cliff *cliff) {
    int plain = cliff->updates[CLIFF_PLAIN], clipped = cliff->updates[CLIFF_CLIPPED];
    return plain > clipped ? plain : clipped;
}

static bool read_count(int *out, Str word, int least, int most, const char *what, Diag *diag) {
    long number;
    if (word.count == 0) return diag_fail(diag, "cliff %s: a number is missing; expected a whole number from %d to %d.", what, least, most);
    if (number_parse_int(&number, word) && number >= least && number <= most) {
        *out = (int)number;
        return true;
    }
    word.count = str_fit(word, FOUND_MAX);
    return diag_fail(diag, "cliff %s: \"%.*s\" is not possible; expected a whole number from %d to %d.", what, word.count, word.at, least,
                     most);
}

/* Returns the index of the word among the two; -1 with a message if it is neither. */
static int read_choice(Str word, const char *one, const char *other, const char *what, Diag *diag) {
    if (str_equal(word, one)) return 0;
    if (str_equal(word, other)) return 1;
    word.count = str_fit(word, FOUND_MAX);
    if (word.count == 0) {
        diag_fail(diag, "cliff %s: a word is missing; expected %s or %s.", what, one, other);
    } else {
        diag_fail(diag, "cliff %s: \"%.*s\" is not possible; expected %s or %s.", what, word.count, word.at, one, other);
    }
    return -1;
}

static bool set_start(Cliff *cliff, Str w, Str b, Diag *diag) {
    const CliffRange *range = &cliff_range[cliff->unit];
    double to_w, to_b;
    if (!read_number(&to_w, w, range->w_least, range->w_most, "start: w", diag)) return false;
    if (!read_number(&to_b, b, range->b_least, range->b_most, "start: b", diag)) return false;
    cliff->w = to_w;
    cliff->b = to_b;
    return true;
}

/* Changes `value` only if the word is a valid number. */
static bool set_number(double *value, Str word, double least, double most, const char *what, Diag *diag) {
    double number;
    if (!read_number(&number, word, least, most, what, diag)) return false;
    *value = number;
    return true;
}

static bool set_clip(Cliff *cliff, Str word, Diag *diag) {
    if (str_equal(word, "off")) {
        cliff->clip = 0;
        return true;
    }
    double clip;
    bool is_number = number_parse(&clip, word);
    if (!is_number && word.count > 0) {
        word.count = str_fit(word, FOUND_MAX);
        return diag_fail(diag, "cliff clip: \"%.*s\" is not a number; expected the largest norm, or \"off\".", word.count, word.at);
    }
    if (!read_number(&clip, word, cliff_clip_least, cliff_clip_most, "clip", diag)) return false;
    cliff->clip = cliff->clipped_at = clip;
    return true;
}

static bool descend(Cliff *cliff, Str word, bool animate, Diag *diag) {
    int updates = 0;
    if (!read_count(&updates, word, 1, CLIFF_UPDATE_MAX, "descend", diag)) return false;
    cliff->last = cliff->clip > 0 ? CLIFF_CLIPPED : CLIFF_PLAIN;
    cliff->updates[cliff->last] = updates;
    cliff->clipped_at = cliff->clip > 0 ? cliff->clip : cliff->clipped_at;
    cliff->look = animate ? 0 : -1;
    cliff->motion = animate ? CLIFF_PLAYS : CLIFF_STILL;
    return true;
}

/* Goes to a place on the descent; at its end or later, it shows the whole descent. */
static void put_look(Cliff *cliff, double look) {
    cliff->look = look >= cliff_longest(cliff) ? -1 : look < 0 ? 0 : look;
    cliff->motion = CLIFF_STILL;
}

static bool step_on(Cliff *cliff, bool animate) {
    int now = cliff_look_update(cliff);
    if (animate && cliff->motion != CLIFF_ONE_STEP && now < cliff_longest(cliff)) {
        cliff->look = cliff->motion == CLIFF_PLAYS ? cliff->look : now;
        cliff->motion = CLIFF_ONE_STEP;
    } else {
        put_look(cliff, now + 1);
    }
    return true;
}

static bool look_at(Cliff *cliff, Str word, bool animate, Diag *diag) {
    int longest = cliff_longest(cliff), step = 0;
    double part = cliff->look < 0 ? 0 : cliff->look - floor(cliff->look);
    if (!cliff_has_descent(cliff)) return diag_fail(diag, "cliff step: there was no descent; \"cliff descend 200\" makes one.");
    if (str_equal(word, "next")) return step_on(cliff, animate);
    if (str_equal(word, "end") || str_equal(word, "back")) {
        put_look(cliff, word.at[0] == 'e' ? longest : cliff_look_update(cliff) - (part > 0 ? 0 : 1));
        return true;
    }
    if (!read_count(&step, word, 0, CLIFF_UPDATE_MAX, "step", diag)) return false;
    if (step > longest)
        return diag_fail(diag, "cliff step: there is no update %d; the descent has %d, and \"end\" is its end.", step, longest);
    put_look(cliff, step);
    return true;
}

static bool scrub(Cliff *cliff, Str word, Diag *diag) {
    double unit;
    int longest = cliff_longest(cliff);
    if (!read_number(&unit, word, 0, 1, "scrub", diag)) return false;
    if (!cliff_has_descent(cliff)) return diag_fail(diag, "cliff scrub: there was no descent; \"cliff descend 200\" makes one.");
    double look = unit * longest, whole = round(look);
    put_look(cliff, fabs(look - whole) < 0.12 ? whole : look); /* snaps to the nearest whole update if that is close */
    return true;
}

static bool play(Cliff *cliff, Str word, Diag *diag) {
    if (word.count == 0) return diag_fail(diag, "cliff play: a word is missing; expected on, off or toggle.");
    if (!str_equal(word, "on") && !str_equal(word, "off") && !str_equal(word, "toggle")) {
        word.count = str_fit(word, FOUND_MAX);
        return diag_fail(diag, "cliff play: \"%.*s\" is not possible; expected on, off or toggle.", word.count, word.at);
    }
    bool on = word.at[1] == 'n' || (word.at[0] == 't' && cliff->motion != CLIFF_PLAYS);
    if (on && !cliff_has_descent(cliff)) return diag_fail(diag, "cliff play: there was no descent; \"cliff descend 200\" makes one.");
    if (on && cliff_look_update(cliff) >= cliff_longest(cliff)) cliff->look = 0;
    cliff->motion = on ? CLIFF_PLAYS : CLIFF_STILL;
    return true;
}

static bool set_steps(Cliff *cliff, Str word, Diag *diag) { return read_count(&cliff->steps, word, 1, CLIFF_STEPS_MAX, "steps", diag); }

static bool set_height(Cliff *cliff, Str word, Diag *diag) {
    int choice = read_choice(word, "loss", "gradient", "height", diag);
    if (choice < 0) return false;
    cliff->height = choice == 1 ? CLIFF_OF_GRADIENT : CLIFF_OF_LOSS;
    return true;
}

static double within(double value, double least, double most) { return fmin(fmax(value, least), most); }

/* A place on the ground as the viewer sees it: its distance to the right of the middle and to the front; half a side is 1. */
static bool place_start(Cliff *cliff, Str across_word, Str depth_word, Diag *diag) {
    const CliffRange *range = &cliff_range[cliff->unit];
    double across, depth, turn = cliff->turn * PI / 180;
    if (!read_number(&across, across_word, -4, 4, "place", diag) || !read_number(&depth, depth_word, -4, 4, "place", diag)) return false;
    double u = across * cos(turn) + depth * sin(turn), v = depth * cos(turn) - across * sin(turn);
    double w = range->w_least + (u + 1) / 2 * (range->w_most - range->w_least),
           b = range->b_least + (v + 1) / 2 * (range->b_most - range->b_least);
    cliff->w = within(round(w * 200) / 200, range->w_least, range->w_most);
    cliff->b = within(round(b * 200) / 200, range->b_least, range->b_most);
    return true;
}

/* Zooms about the point (x, y) of the box, in fractions from its lower left corner. */
static bool zoom_by(Cliff *cliff, Str times_word, Str x_word, Str y_word, Diag *diag) {
    double times, x = 0.5, y = 0.5;
    if (!read_number(&times, times_word, 1e-3, 1e3, "zoom", diag)) return false;
    if (x_word.count > 0 && !read_number(&x, x_word, 0, 1, "zoom: x", diag)) return false;
    if (x_word.count > 0 && !read_number(&y, y_word, 0, 1, "zoom: y", diag)) return false;
    double zoom = within(cliff->zoom * times, 1, ZOOM_MOST), grown = zoom / cliff->zoom, most = (zoom - 1) / 2;
    cliff->pan_x = within(x - 0.5 - (x - 0.5 - cliff->pan_x) * grown, -most, most);
    cliff->pan_y = within(y - 0.5 - (y - 0.5 - cliff->pan_y) * grown, -most, most);
    cliff->zoom = zoom;
    return true;
}

static bool choose_unit(Cliff *cliff, Str word, Diag *diag) {
    int choice = read_choice(word, "sigmoid", "latch", "unit", diag);
    if (choice < 0) return false;
    CliffUnit unit = choice == 1 ? CLIFF_LATCH : CLIFF_SIGMOID;
    if (unit != cliff->unit) begin(cliff, unit);
    return true;
}

static bool set_view(Cliff *cliff, Str turn, Str tilt, Diag *diag) {
    double to_turn, to_tilt = cliff->tilt;
    if (!read_number(&to_turn, turn, -360, 360, "turn", diag)) return false;
    if (tilt.count > 0 && !read_number(&to_tilt, tilt, TILT_LEAST, 90, "turn: the tilt", diag)) return false;
    cliff->turn = to_turn > 180 ? to_turn - 360 : to_turn < -180 ? to_turn + 360 : to_turn; /* the same view */
    cliff->tilt = to_tilt;
    return true;
}

bool cliff_apply(Cliff *cliff, const Command *command, bool animate, Diag *diag) {
    Str rest = command->arg[1].given ? command->arg[1].text : (Str){"", 0};
    CliffWord word = (CliffWord)command->arg[0].number;
    const CliffRange *range = &cliff_range[cliff->unit];
    Str first = str_next_word(&rest), second = str_next_word(&rest), third = str_next_word(&rest);
    bool takes_two = word == WORD_START || word == WORD_TURN || word == WORD_PLACE;
    Str over = word == WORD_ZOOM ? str_next_word(&rest) : takes_two ? third : word == WORD_RESET || word == WORD_FIT ? first : second;
    if (over.count > 0) {
        over.count = str_fit(over, FOUND_MAX);
        return diag_fail(
            diag, "cliff: \"%.*s\" is too much here. It is written: cliff start W B, cliff rate R, cliff clip C|off, cliff descend N.",
            over.count, over.at);
    }
    switch (word) {
    case WORD_START: return set_start(cliff, first, second, diag);
    case WORD_W: return set_number(&cliff->w, first, range->w_least, range->w_most, "w", diag);
    case WORD_B: return set_number(&cliff->b, first, range->b_least, range->b_most, "b", diag);
    case WORD_RATE: return set_number(&cliff->rate, first, cliff_rate_least, cliff_rate_most, "rate", diag);
    case WORD_CLIP: return set_clip(cliff, first, diag);
    case WORD_DESCEND: return descend(cliff, first, animate, diag);
    case WORD_STEP: return look_at(cliff, first, animate, diag);
    case WORD_SCRUB: return scrub(cliff, first, diag);
    case WORD_UNIT: return choose_unit(cliff, first, diag);
    case WORD_TURN: return set_view(cliff, first, second, diag);
    case WORD_RESET: cliff_reset(cliff); return true;
    case WORD_STEPS: return set_steps(cliff, first, diag);
    case WORD_PLAY: return play(cliff, first, diag);
    case WORD_HEIGHT: return set_height(cliff, first, diag);
    case WORD_PLACE: return place_start(cliff, first, second, diag);
    case WORD_ZOOM: return zoom_by(cliff, first, second, third, diag);
    case WORD_FIT:
        cliff->zoom = 1;
        cliff->pan_x = cliff->pan_y = 0;
        return true;
    }
    return false;
}

/* The struct begins with the network and its descents, without gaps. */
enum { NETWORK_BYTES = offsetof(Cliff, last) + sizeof(CliffPath) };

bool cliff_equal(const Cliff *a, const Cliff *b) { return memcmp(a, b, NETWORK_BYTES) == 0; }

void cliff_take(Cliff *to, const Cliff *from) {
    if (cliff_equal(to, from)) return;
    memcpy(to, from, NETWORK_BYTES);
    put_look(to, cliff_longest(to));
}

/* --- descents --- */

bool cliff_has_descent(const Cliff *cliff) { return cliff->updates[CLIFF_PLAIN] > 0 || cliff->updates[CLIFF_CLIPPED] > 0; }

CliffDescent cliff_plan(const Cliff *cliff, CliffPath path) {
    return (CliffDescent){cliff->unit,         cliff->steps, cliff->w, cliff->b, cliff->rate, path == CLIFF_CLIPPED ? cliff->clipped_at : 0,
                          cliff->updates[path]};
}

int cliff_look(const Cliff *cliff, CliffPath path) {
    return cliff->look < 0 || cliff->look > cliff->updates[path] ? cliff->updates[path] : (int)cliff->look;
}

double cliff_look_part(const Cliff *cliff, CliffPath path) {
    return cliff->look < 0 || cliff->look >= cliff->updates[path] ? 0 : cliff->look - floor(cliff->look);
}

int cliff_look_update(const Cliff *cliff) {
    int longest = cliff_longest(cliff);
    return cliff->look < 0 || cliff->look > longest ? longest : (int)cliff->look;
}

/* Updates a second: two at first, then more, so that even the longest descent takes only about ten seconds. */
static double updates_per_s(const Cliff *cliff) {
    const double first = 2, growing = 3, all_s = 5;
    if (cliff->motion == CLIFF_ONE_STEP) return first;
    return fmin(first * (1 + cliff->look / growing), fmax(first, cliff_longest(cliff) / all_s));
}

void cliff_advance(Cliff *cliff, double dt_s) {
    if (cliff->motion == CLIFF_STILL) return;
    CliffMotion motion = cliff->motion;
    double end = cliff->motion == CLIFF_ONE_STEP ? floor(cliff->look) + 1 : cliff_longest(cliff);
    double look = cliff->look < 0 ? end : cliff->look + dt_s * updates_per_s(cliff);
    put_look(cliff, fmin(look, end));
    if (look < end) cliff->motion = motion;
}

void cliff_finish_step(Cliff *cliff) {
    if (cliff->motion == CLIFF_ONE_STEP) put_look(cliff, floor(cliff->look) + 1);
}

static bool same_descent(const CliffDescent *a, const CliffDescent *b) {
    return a->unit == b->unit && a->steps == b->steps && a->w == b->w && a->b == b->b && a->rate == b->rate && a->clip == b->clip &&
           a->updates == b->updates;
}

void cliff_compute(CliffNumbers *numbers, const Cliff *cliff) {
    if (!numbers->is_known || numbers->unit != cliff->unit || numbers->steps != cliff->steps)
        cliff_measure_surface(&numbers->surface, cliff->unit, cliff->steps);
    for (int path = 0; path < CLIFF_PATH_COUNT; path++) {
        CliffDescent plan = cliff_plan(cliff, (CliffPath)path);
        if (numbers->is_known && same_descent(&plan, &numbers->plan[path])) continue;
        numbers->plan[path] = plan;
        cliff_descend(numbers->at[path], &plan);
    }
    numbers->is_known = true;
    numbers->unit = cliff->unit;
    numbers->steps = cliff->steps;
    numbers->now = numbers->at[cliff->last][cliff_look(cliff, cliff->last)];
    cliff_states(numbers->state, cliff->unit, cliff->steps, numbers->now.w, numbers->now.b);
    numbers->fixed_count = cliff_find_fixed(numbers->fixed, cliff->unit, numbers->now.w, numbers->now.b);
}

bool cliff_summarise(double *loss, double *jump, const Cliff *cliff, Diag *diag) {
    CliffDescent plan = cliff_plan(cliff, cliff->last);
    CliffPoint *at = mem_new(((size_t)plan.updates + 1) * sizeof *at);
    double longest = 0;
    if (!at) return diag_fail(diag, "There is no memory left for a descent of %d updates.", plan.updates);
    cliff_descend(at, &plan);
    for (int n = 0; n < plan.updates; n++) longest = fmax(longest, cliff_jump(at, n));
    if (loss) *loss = at[plan.updates].loss;
    if (jump) *jump = longest;
    mem_free(at);
    return true;
}
