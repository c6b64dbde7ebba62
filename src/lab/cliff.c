/* See cliff.h. */
#include "lab/cliff.h"
#include "base/arena.h"
#include "base/number.h"
#include <math.h>

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
                         WORD_RESET
} CliffWord;

const double cliff_rate_least = 0.001, cliff_rate_most = 10, cliff_clip_least = 0.01, cliff_clip_most = 100;
static const double TURN_AT_FIRST = 40, TILT_AT_FIRST = 30, TILT_LEAST = 8;
enum { FOUND_MAX = 40 };

/* A start from which descents show what there is to see. */
static void begin(Cliff *cliff, CliffUnit unit) {
    cliff->unit = unit;
    cliff->w = unit == CLIFF_LATCH ? 2.2 : 5.5;
    cliff->b = unit == CLIFF_LATCH ? -0.4 : -2.6;
    cliff->rate = 0.5;
    cliff->clip = cliff->clipped_at = 0;
    cliff->updates[CLIFF_PLAIN] = cliff->updates[CLIFF_CLIPPED] = 0;
    cliff->last = CLIFF_PLAIN;
    cliff->look = -1;
}

void cliff_reset(Cliff *cliff) {
    *cliff = (Cliff){.turn = TURN_AT_FIRST, .tilt = TILT_AT_FIRST};
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

static bool read_count(int *out, Str word, int least, const char *what, Diag *diag) {
    long number;
    if (number_parse_int(&number, word) && number >= least && number <= CLIFF_UPDATE_MAX) {
        *out = (int)number;
        return true;
    }
    word.count = str_fit(word, FOUND_MAX);
    return diag_fail(diag, "cliff %s: \"%.*s\" is not possible; expected a whole number from %d to %d.", what, word.count, word.at, least,
                     CLIFF_UPDATE_MAX);
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

/* Changes `value` only when the word is such a number. */
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
        return diag_fail(diag, "cliff clip: \"%.*s\" is no number; expected the largest norm, or \"off\".", word.count, word.at);
    }
    if (!read_number(&clip, word, cliff_clip_least, cliff_clip_most, "clip", diag)) return false;
    cliff->clip = cliff->clipped_at = clip;
    return true;
}

static bool descend(Cliff *cliff, Str word, Diag *diag) {
    int updates = 0;
    if (!read_count(&updates, word, 1, "descend", diag)) return false;
    cliff->last = cliff->clip > 0 ? CLIFF_CLIPPED : CLIFF_PLAIN;
    cliff->updates[cliff->last] = updates;
    cliff->clipped_at = cliff->clip > 0 ? cliff->clip : cliff->clipped_at;
    cliff->look = -1;
    return true;
}

static bool look_at(Cliff *cliff, Str word, Diag *diag) {
    int longest = cliff_longest(cliff), now = cliff->look < 0 || cliff->look > longest ? longest : cliff->look, step = 0;
    if (!cliff_has_descent(cliff)) return diag_fail(diag, "cliff step: there was no descent; \"cliff descend 200\" makes one.");
    if (str_equal(word, "end") || str_equal(word, "next") || str_equal(word, "back")) {
        int to = word.at[0] == 'e' ? longest : word.at[0] == 'n' ? now + 1 : now - 1;
        cliff->look = to >= longest ? -1 : to < 0 ? 0 : to;
        return true;
    }
    if (!read_count(&step, word, 0, "step", diag)) return false;
    if (step > longest)
        return diag_fail(diag, "cliff step: there is no update %d; the descent has %d, and \"end\" is its end.", step, longest);
    cliff->look = step;
    return true;
}

static bool scrub(Cliff *cliff, Str word, Diag *diag) {
    double unit;
    int longest = cliff_longest(cliff);
    if (!read_number(&unit, word, 0, 1, "scrub", diag)) return false;
    if (!cliff_has_descent(cliff)) return diag_fail(diag, "cliff scrub: there was no descent; \"cliff descend 200\" makes one.");
    int step = (int)lround(unit * longest);
    cliff->look = step == longest ? -1 : step;
    return true;
}

static bool choose_unit(Cliff *cliff, Str word, Diag *diag) {
    CliffUnit unit = str_equal(word, "latch") ? CLIFF_LATCH : CLIFF_SIGMOID;
    if (unit == CLIFF_SIGMOID && !str_equal(word, "sigmoid")) {
        word.count = str_fit(word, FOUND_MAX);
        return diag_fail(diag, "cliff unit: \"%.*s\" is no unit; expected sigmoid or latch.", word.count, word.at);
    }
    if (unit != cliff->unit) begin(cliff, unit);
    return true;
}

static bool set_view(Cliff *cliff, Str turn, Str tilt, Diag *diag) {
    double to_turn, to_tilt = cliff->tilt;
    if (!read_number(&to_turn, turn, -360, 360, "turn", diag)) return false;
    if (tilt.count > 0 && !read_number(&to_tilt, tilt, TILT_LEAST, 90, "turn: the tilt", diag)) return false;
    cliff->turn = to_turn > 180 ? to_turn - 360 : to_turn < -180 ? to_turn + 360 : to_turn; /* the same look */
    cliff->tilt = to_tilt;
    return true;
}

bool cliff_apply(Cliff *cliff, const Command *command, Diag *diag) {
    Str rest = command->arg[1].given ? command->arg[1].text : (Str){"", 0};
    CliffWord word = (CliffWord)command->arg[0].number;
    const CliffRange *range = &cliff_range[cliff->unit];
    Str first = str_next_word(&rest), second = str_next_word(&rest), third = str_next_word(&rest);
    bool takes_two = word == WORD_START || word == WORD_TURN;
    Str over = takes_two ? third : word == WORD_RESET ? first : second;
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
    case WORD_DESCEND: return descend(cliff, first, diag);
    case WORD_STEP: return look_at(cliff, first, diag);
    case WORD_SCRUB: return scrub(cliff, first, diag);
    case WORD_UNIT: return choose_unit(cliff, first, diag);
    case WORD_TURN: return set_view(cliff, first, second, diag);
    case WORD_RESET: cliff_reset(cliff); return true;
    }
    return false;
}

/* --- descents --- */

bool cliff_has_descent(const Cliff *cliff) { return cliff->updates[CLIFF_PLAIN] > 0 || cliff->updates[CLIFF_CLIPPED] > 0; }

CliffDescent cliff_plan(const Cliff *cliff, CliffPath path) {
    return (CliffDescent){cliff->unit,         cliff->w, cliff->b, cliff->rate, path == CLIFF_CLIPPED ? cliff->clipped_at : 0,
                          cliff->updates[path]};
}

int cliff_look(const Cliff *cliff, CliffPath path) {
    return cliff->look < 0 || cliff->look > cliff->updates[path] ? cliff->updates[path] : cliff->look;
}

static bool same_descent(const CliffDescent *a, const CliffDescent *b) {
    return a->unit == b->unit && a->w == b->w && a->b == b->b && a->rate == b->rate && a->clip == b->clip && a->updates == b->updates;
}

void cliff_compute(CliffNumbers *numbers, const Cliff *cliff) {
    if (!numbers->is_known || numbers->unit != cliff->unit) cliff_measure_surface(&numbers->surface, cliff->unit);
    for (int path = 0; path < CLIFF_PATH_COUNT; path++) {
        CliffDescent plan = cliff_plan(cliff, (CliffPath)path);
        if (numbers->is_known && same_descent(&plan, &numbers->plan[path])) continue;
        numbers->plan[path] = plan;
        cliff_descend(numbers->at[path], &plan);
    }
    numbers->is_known = true;
    numbers->unit = cliff->unit;
    numbers->now = numbers->at[cliff->last][cliff_look(cliff, cliff->last)];
    cliff_states(numbers->state, cliff->unit, numbers->now.w, numbers->now.b);
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
