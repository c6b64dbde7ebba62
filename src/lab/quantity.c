/* Evaluating quantities. Every value is read from one pass: the stage's, or the changed pass of a what-if, which is computed here. Anything
   that must be computed (angles, Jacobians, held-out sequences) is computed for the one number and freed again. */
#include "lab/quantity.h"
#include "base/arena.h"
#include "base/number.h"
#include "engine/analysis/analysis.h"
#include "engine/analysis/blocks.h"
#include "engine/analysis/check.h"
#include "engine/cell/facts.h"
#include "engine/net/kernels.h"
#include "lab/alone.h"
#include "lab/evaluate.h"
#include "lab/memory.h"
#include "lab/quantity_whatif.h"
#include "lab/run.h"
#include "lab/search_job.h"
#include <math.h>
#include <stdarg.h>
#include <string.h>

/* The pass to read, and its lane. */
typedef struct Look {
    const Quantity *quantity;
    const Lab *lab;
    const Run *run;
    const QuantityFacts *facts;
    const Trace *trace;
    const double *weight, *gradient;
    const WhatIf *held; /* held gates and states of this pass; NULL: none */
    const Follow *follow;
    int layer, direction;
    bool is_changed; /* for a what-if */
    Diag *diag;
} Look;

static const char *name_of(const Look *look) { return quantity_table[look->quantity->id].name; }

/* --- arguments --- */

static bool has_argument(const Look *look, int index) { return look->quantity->arg[index].given; }

static bool fail_number(const Look *look, const char *what, long number, int count) {
    if (count == 1) return diag_fail(look->diag, "%s: there is no %s %ld; there is only 1", name_of(look), what, number);
    return diag_fail(look->diag, "%s: there is no %s %ld; there are 1 to %d", name_of(look), what, number, count);
}

/* The index-th argument as an index from 0; -1, with a message, if there are fewer. */
static int place_of(const Look *look, int index, int count, const char *what) {
    long number = look->quantity->arg[index].number;
    if (number >= 1 && number <= count) return (int)number - 1;
    fail_number(look, what, number, count);
    return -1;
}

/* T is the last step of the sequence; later steps are padding that only the picture shows. */
static int step_of(const Look *look, int index) {
    const StepWord *word = &look->quantity->arg[index].step;
    int own = look->trace->length[0], steps = word->is_from_end ? own : look->trace->wiring.steps;
    long step = step_word_find(word, own);
    if (step >= 1 && step <= steps) return (int)step - 1;
    step_word_fail(word, name_of(look), steps, "", look->diag);
    return -1;
}

/* The index of the loss at a time step; -1, with a message, if there is none. */
static int loss_of(const Look *look, int index) {
    const Wiring *wiring = &look->trace->wiring;
    int step = step_of(look, index);
    if (step < 0) return -1;
    int count = trace_count_losses(look->trace, 0);
    for (int k = 0; k < count; k++) {
        if (wiring->loss_step[k] == step) return k;
    }
    if (count == 1)
        diag_fail(look->diag, "%s: step %d has no loss; the only loss is at step %d", name_of(look), step + 1, wiring->loss_step[0] + 1);
    else
        diag_fail(look->diag, "%s: step %d has no loss; the first loss is at step %d, the last at step %d", name_of(look), step + 1,
                  wiring->loss_step[0] + 1, wiring->loss_step[count - 1] + 1);
    return -1;
}

static bool settle_lane(Look *look) {
    const NetSpec *spec = &look->run->net.spec;
    const Quantity *quantity = look->quantity;
    look->layer = quantity->layer.given ? (int)quantity->layer.number - 1 : spec->layers - 1;
    look->direction = quantity->is_reverse;
    if (look->layer >= spec->layers) return fail_number(look, "layer", look->layer + 1, spec->layers);
    if (look->direction >= spec->directions)
        return diag_fail(look->diag, "%s: there is no reverse chain; \"direction both\" gives one", name_of(look));
    return true;
}

static const TraceLane *lane_of(const Look *look) { return &look->trace->lane[look->layer][look->direction]; }
static const FollowLane *follow_lane_of(const Look *look) { return &look->follow->lane[look->layer][look->direction]; }

static bool fail_missing(const Look *look, const char *what) { return diag_fail(look->diag, "%s: %s", name_of(look), what); }

/* --- states and gradients --- */

/* row (T, width) at the step and the unit that the arguments name. */
static bool look_unit(double *out, const Look *look, const double *rows, const char *missing) {
    int H = look->run->net.spec.hidden, t = step_of(look, 0), u;
    if (t < 0) return false;
    if (!rows) return fail_missing(look, missing);
    u = place_of(look, 1, H, "unit");
    if (u < 0) return false;
    *out = rows[(ptrdiff_t)t * H + u];
    return true;
}

static bool look_step(double *out, const Look *look, const double *rows, const char *missing) {
    int t = step_of(look, 0);
    if (t < 0) return false;
    if (!rows) return fail_missing(look, missing);
    *out = rows[t];
    return true;
}

static bool look_input(double *out, const Look *look) {
    int I = look->run->net.spec.inputs, t = step_of(look, 0), i = t < 0 ? -1 : place_of(look, 1, I, "input");
    if (i >= 0) *out = look->trace->x[(ptrdiff_t)t * I + i];
    return i >= 0;
}

static bool look_output(double *out, const Look *look, const double *rows) {
    int O = look->run->net.spec.outputs, k = loss_of(look, 0), o = k < 0 ? -1 : place_of(look, 1, O, "output");
    if (o < 0) return false;
    if (!rows) return fail_missing(look, "this task asks for numbers, not for classes; y is what it answers");
    *out = rows[(ptrdiff_t)k * O + o];
    return true;
}

static bool look_pre(double *out, const Look *look) {
    if (!look->run->net.facts->is_plain)
        return fail_missing(look, "only the plain RNN has one pre-activation a unit; gate shows the gates");
    return look_unit(out, look, lane_of(look)->pre, "");
}

static bool look_gate(double *out, const Look *look) {
    const Net *net = &look->run->net;
    int H = net->spec.hidden, gate = -1, t = step_of(look, 1), unit = 0;
    const char *word = look->quantity->arg[0].word;
    for (int q = 0; q < net->gates; q++) {
        if (!strcmp(word, net_gate_letter(net->spec.cell, q))) gate = q;
    }
    if (t < 0) return false;
    if (gate < 0) return diag_fail(look->diag, "gate: this cell has no gate %s", word);
    const double *row = lane_of(look)->gate + ((ptrdiff_t)t * net->gates + gate) * H;
    if (!has_argument(look, 2)) {
        double sum = 0;
        for (int u = 0; u < H; u++) sum += row[u];
        *out = sum / H;
        return true;
    }
    unit = place_of(look, 2, H, "unit");
    if (unit >= 0) *out = row[unit];
    return unit >= 0;
}

/* Checks the memory for the table that contains the number. */
static bool has_room(const Look *look, size_t bytes) { return memory_fits_table(look->lab, bytes, name_of(look), look->diag); }

static bool look_item(double *out, const Look *look) {
    Items items;
    int k = loss_of(look, 0), t = k < 0 ? -1 : step_of(look, 1);
    if (look->held) return fail_missing(look, "a gate or state is held, and this would count what passes it");
    if (t < 0 || !has_room(look, items_plan_size(look->trace->net, &look->trace->wiring, look->trace->batch))) return false;
    if (!items_init(&items, look->trace, look->diag)) return false;
    items_measure(&items, look->trace, look->weight);
    *out = items.G[look->layer][look->direction][(ptrdiff_t)k * items.steps + t];
    items_deinit(&items);
    return true;
}

static bool look_share(double *out, const Look *look) {
    int t = step_of(look, 0);
    if (t < 0) return false;
    *out = trace_share_norm(look->trace, net_get_param(&look->run->net, PARAM_RECURRENT_WEIGHT, look->layer, look->direction), t);
    return true;
}

static bool look_product(double *out, const Look *look) {
    Jacobians jacobians;
    int T = look->trace->length[0], n = place_of(look, 0, T, "product over so many steps:");
    if (n < 0) return false;
    if (n + 1 == T) return diag_fail(look->diag, "product: there are %d arrows between %d steps", T - 1, T);
    if (look->held) return fail_missing(look, "a gate or state is held, and this would count what passes it");
    if (!has_room(look, jacobians_plan_size(look->trace->net, &look->trace->wiring, look->trace->batch))) return false;
    if (!jacobians_init(&jacobians, look->trace, look->diag)) return false;
    jacobians_measure_lane(&jacobians, look->trace, look->weight, look->layer, look->direction);
    int far = look->direction ? n + 1 : T - 2 - n;
    *out = jacobians.lane[look->layer][look->direction].product[far];
    jacobians_deinit(&jacobians);
    return true;
}

/* --- weights --- */

static const Param *matrix_of(const Look *look, long matrix) {
    const Net *net = &look->run->net;
    if (matrix == 2) return net_get_param(net, PARAM_HEAD_WEIGHT, 0, 0);
    return net_get_param(net, matrix == 0 ? PARAM_INPUT_WEIGHT : PARAM_RECURRENT_WEIGHT, look->layer, look->direction);
}

/* Index into the weights of the row and the column that arguments `at` and the next name; false with a message. */
static bool find_weight(size_t *index, const Look *look, const Param *param, int at) {
    int row = place_of(look, at, param->rows, "row"), col = row < 0 ? -1 : place_of(look, at + 1, param->cols, "column");
    if (col >= 0) *index = param->offset + (size_t)row * (size_t)param->cols + (size_t)col;
    return col >= 0;
}

static bool look_weight(double *out, const Look *look, long matrix) {
    size_t index = 0;
    if (!find_weight(&index, look, matrix_of(look, matrix), 0)) return false;
    *out = look->weight[index];
    return true;
}

static double norm_of(const double *block, const Param *param) {
    return kernel_norm(block + param->offset, (size_t)param->rows * (size_t)param->cols);
}

static bool look_gradnorm(double *out, const Look *look) {
    *out = has_argument(look, 0) ? norm_of(look->gradient, matrix_of(look, look->quantity->arg[0].number))
                                 : kernel_norm(look->gradient, look->run->net.weight_count);
    return true;
}

static bool look_blocks(double *out, const Look *look, bool is_radius) {
    BlockSpectra spectra;
    const Net *net = &look->run->net;
    if (!has_room(look, blocks_plan_size(net)) || !blocks_init(&spectra, net, look->diag)) return false;
    blocks_measure(&spectra, look->weight);
    *out = 0;
    for (int layer = 0; layer < net->spec.layers; layer++) {
        for (int direction = 0; direction < net->spec.directions; direction++) {
            for (int q = 0; q < net->gates; q++) {
                const RecurrentBlock *block = &spectra.of[layer][direction][q];
                double value = is_radius ? block->radius : block->norm;
                if (!(value <= *out)) *out = value;
            }
        }
    }
    blocks_deinit(&spectra);
    return true;
}

static bool look_saturation(double *out, const Look *look) {
    *out = trace_mean_saturation(look->trace, look->layer, look->direction, 0, look->trace->wiring.steps - 1);
    return true;
}

static bool look_angle(double *out, const Look *look) {
    Truncated truncated;
    const Param *param = matrix_of(look, 1);
    long window = look->quantity->arg[0].number;
    if (look->held) return fail_missing(look, "a gate or state is held, and this would count what passes it");
    if (!has_room(look, truncated_plan_size(look->trace->net, &look->trace->wiring, look->trace->batch))) return false;
    if (!truncated_init(&truncated, look->trace, look->diag)) return false;
    truncated_measure(&truncated, look->trace, look->weight, look->gradient, window < NET_STEP_MAX ? (int)window : NET_STEP_MAX);
    *out = truncated.param[param - look->run->net.param].angle_rad * (180 / acos(-1.0));
    truncated_deinit(&truncated);
    return true;
}

/* Held values do not affect it: it has its own weights. */
static bool look_search(double *out, const Look *look) {
    SearchPlan plan = {.setup = look->lab->setup, .tries = look->quantity->arg[0].number, .range = SEARCH_RANGE};
    char most[24];
    long found;
    number_format_count(most, (int)sizeof most, SEARCH_QUANTITY_MAX);
    if (plan.tries > SEARCH_QUANTITY_MAX) return diag_fail(look->diag, "search: expected 1 to %s tries", most);
    if (!search_run(&found, &plan, look->diag)) return false;
    *out = (double)found;
    return true;
}

/* The weights are copied: the check changes one of them for a moment. */
static bool look_digits(double *out, const Look *look) {
    size_t index = 0, count = look->run->net.weight_count;
    WeightCheck check;
    Trace probe;
    if (!find_weight(&index, look, matrix_of(look, look->quantity->arg[0].number), 1)) return false;
    if (look->held) return fail_missing(look, "a gate or state is held, and this would count what passes it");
    double *weight = mem_new(count * sizeof *weight);
    if (!weight) return diag_fail(look->diag, "digits: there is no memory for a second set of weights");
    bool good = trace_init(&probe, look->trace->net, &look->trace->wiring, look->trace->batch, look->diag);
    if (good) {
        memcpy(weight, look->weight, count * sizeof *weight);
        check_weight(&check, &probe, weight, look->trace, look->gradient, index, 0);
        *out = check.digits;
        trace_deinit(&probe);
    }
    mem_free(weight);
    return good;
}

/* --- training --- */

/* The loss of a step is the number on the stage: not divided by the number of losses; `loss` is their mean. */
static bool look_loss(double *out, const Look *look) {
    int k = has_argument(look, 0) ? loss_of(look, 0) : 0;
    if (k < 0) return false;
    *out = has_argument(look, 0) ? look->trace->loss_raw[k] : look->trace->loss;
    return true;
}

static bool look_held_out(double *out, const Look *look) {
    Evaluator evaluator;
    Evaluation found;
    if (look->is_changed) return fail_missing(look, "it is measured on other sequences, which a what-if does not change");
    if (!evaluate_init(&evaluator, look->run, &look->lab->setup, look->diag)) return false;
    bool is_solved = look->quantity->id == QUANTITY_SOLVED && evaluate_is_solved(&found, &evaluator, QUANTITY_HELD_OUT);
    if (look->quantity->id != QUANTITY_SOLVED) evaluate_run(&found, &evaluator, QUANTITY_HELD_OUT);
    evaluate_deinit(&evaluator);
    switch (look->quantity->id) {
    case QUANTITY_ACCURACY: *out = found.accuracy; break;
    case QUANTITY_SCORE: *out = found.score.asked > 0 ? (double)found.score.hit / (double)found.score.asked : NAN; break;
    case QUANTITY_BITS: *out = found.symbols.bits; break;
    case QUANTITY_PERPLEXITY: *out = found.symbols.perplexity; break;
    case QUANTITY_SOLVED: *out = is_solved; break;
    default: *out = found.loss;
    }
    if (isnan(*out) && look->quantity->id >= QUANTITY_SCORE && look->quantity->id <= QUANTITY_PERPLEXITY)
        return fail_missing(look, "this task has no such measure");
    return true;
}

static bool look_task(double *out, const Look *look) {
    const Setup *setup = &look->lab->setup;
    const Task *task = setup_task(setup);
    TaskOptions options = setup_task_options(setup);
    if (look->quantity->id == QUANTITY_BASELINE) {
        *out = task->baseline(&options);
        return true;
    }
    if (look->quantity->id == QUANTITY_ALONE) {
        int t = step_of(look, 0);
        return t >= 0 && alone_measure(out, look->run, setup, t + 1, look->diag);
    }
    if (look->quantity->id == QUANTITY_PERSISTENCE || look->quantity->id == QUANTITY_SEASONAL) {
        if (!task->feeds_back || !task->feeds_back(&options))
            return fail_missing(look, "this task does not ask for the next value of a series");
        if (look->quantity->id == QUANTITY_SEASONAL && !options.series) return fail_missing(look, "only the task series has a season");
        *out = (look->quantity->id == QUANTITY_SEASONAL ? task->other_baseline : task->baseline)(&options);
        return true;
    }
    if (look->quantity->id == QUANTITY_BAG) {
        if (task != task_find("sentiment")) return fail_missing(look, "only sentences are bags of words");
        *out = task->other_baseline(&options);
        return true;
    }
    if (look->quantity->id == QUANTITY_UNIGRAM) {
        if (!task->unigram) return fail_missing(look, "how often each symbol comes is not known for this task");
        *out = task->unigram(&options) / log(2.0);
        return true;
    }
    if (look->quantity->id == QUANTITY_CHANCE) {
        if (task->loss != LOSS_CROSS_ENTROPY) return fail_missing(look, "this task asks for numbers, not for classes");
        *out = 1.0 / look->run->net.spec.outputs;
        return true;
    }
    *out = evaluate_least(setup).bits;
    return !isnan(*out) || fail_missing(look, "what is best is not known for this task and network");
}

static double count_changed(const Setup *setup) {
    Setup first;
    int count = 0;
    setup_init(&first);
    for (int key = 0; key < KEY_COUNT; key++) count += first.value[key] != setup->value[key];
    return count;
}

static bool look_setting(QuantityValue *out, const Look *look) {
    const Setup *setup = &look->lab->setup;
    SetupKey key = look->quantity->key;
    if (setup_table[key].kind == SETUP_CHOICE) {
        out->is_word = true;
        setup_choice(out->word, (int)sizeof out->word, key, setup_get_int(setup, key), false);
    } else {
        out->number = setup_is_drawn(setup, key) ? run_measured(look->run, key) : setup_get(setup, key);
    }
    return true;
}

/* The class, or the number, at the followed loss. */
static bool look_answer(QuantityValue *out, const Look *look) {
    const Setup *setup = &look->lab->setup;
    const Task *task = setup_task(setup);
    TaskOptions options = setup_task_options(setup);
    bool is_label = look->quantity->id == QUANTITY_LABEL;
    int O = look->run->net.spec.outputs, k = look->follow->loss, best = 0;
    const double *y = look->trace->y + (ptrdiff_t)k * O;
    if (task->loss == LOSS_MSE) {
        out->number = is_label ? look->trace->target[(ptrdiff_t)k * O] : y[0];
        return true;
    }
    for (int o = 1; o < O; o++) {
        if (y[o] > y[best]) best = o;
    }
    if (is_label) best = (int)look->trace->target[k];
    out->is_word = true;
    task_name_class(out->word, (int)sizeof out->word, task, &options, best);
    return true;
}

static bool set_word(QuantityValue *out, const char *word) {
    out->is_word = true;
    text_format(out->word, (int)sizeof out->word, "%s", word);
    return true;
}

/* The cliff has its own network: only its own commands count. */
static bool look_cliff(double *out, const Look *look) {
    const Cliff *cliff = look->facts ? look->facts->cliff : NULL;
    bool is_loss = look->quantity->id == QUANTITY_CLIFFLOSS;
    if (!cliff || !cliff_has_descent(cliff)) return fail_missing(look, "there was no descent; \"cliff descend 200\" makes one");
    return cliff_summarise(is_loss ? out : NULL, is_loss ? NULL : out, cliff, look->diag);
}

/* --- all --- */

static bool look_at(QuantityValue *out, const Look *look) {
    const Quantity *quantity = look->quantity;
    const TraceLane *lane = lane_of(look);
    const FollowLane *follow = follow_lane_of(look);
    const char *lstm = "only the LSTM has a c";
    double *number = &out->number;
    TaskOptions options = setup_task_options(&look->lab->setup);
    switch (quantity->id) {
    case QUANTITY_T: *number = look->trace->wiring.steps; return true;
    case QUANTITY_X: return look_input(number, look);
    case QUANTITY_H: return look_unit(number, look, lane->h, "");
    case QUANTITY_HNORM: return look_step(number, look, lane->h_norm, "");
    case QUANTITY_C: return look_unit(number, look, lane->c, lstm);
    case QUANTITY_A: return look_pre(number, look);
    case QUANTITY_GATE: return look_gate(number, look);
    case QUANTITY_Y: return look_output(number, look, look->trace->y);
    case QUANTITY_P: return look_output(number, look, look->trace->prob);
    case QUANTITY_RGRAD: return look_step(number, look, follow->r, "");
    case QUANTITY_RGRADC: return look_step(number, look, follow->r_c, lstm);
    case QUANTITY_GRAD: return look_step(number, look, lane->dh_norm, "");
    case QUANTITY_GRADC: return look_step(number, look, lane->dc_norm, lstm);
    case QUANTITY_ITEM: return look_item(number, look);
    case QUANTITY_SETOUT: *number = look->follow->S; return true;
    case QUANTITY_FACTOR: return look_step(number, look, follow->factor, "");
    case QUANTITY_STRAIGHT: return look_step(number, look, follow->straight, "the plain RNN has no way past its weights");
    case QUANTITY_SLOPE: return look_step(number, look, follow->slope, "only the plain RNN's factor is made of a slope and W");
    case QUANTITY_SHARE: return look_share(number, look);
    case QUANTITY_PRODUCT: return look_product(number, look);
    case QUANTITY_U: return look_weight(number, look, 0);
    case QUANTITY_W: return look_weight(number, look, 1);
    case QUANTITY_V: return look_weight(number, look, 2);
    case QUANTITY_NORM: *number = norm_of(look->weight, matrix_of(look, quantity->arg[0].number)); return true;
    case QUANTITY_GRADNORM: return look_gradnorm(number, look);
    case QUANTITY_RHO: return look_blocks(number, look, true);
    case QUANTITY_SIGMA: return look_blocks(number, look, false);
    case QUANTITY_PARAMS: *number = (double)look->run->net.weight_count; return true;
    case QUANTITY_SATURATION: return look_saturation(number, look);
    case QUANTITY_ANGLE: return look_angle(number, look);
    case QUANTITY_SEARCH: return look_search(number, look);
    case QUANTITY_DIGITS: return look_digits(number, look);
    case QUANTITY_LOSS: return look_loss(number, look);
    case QUANTITY_ACCURACY:
    case QUANTITY_SCORE:
    case QUANTITY_BITS:
    case QUANTITY_PERPLEXITY:
    case QUANTITY_HELDOUT:
    case QUANTITY_SOLVED: return look_held_out(number, look);
    case QUANTITY_BEST:
    case QUANTITY_UNIGRAM:
    case QUANTITY_BASELINE:
    case QUANTITY_PERSISTENCE:
    case QUANTITY_SEASONAL:
    case QUANTITY_ALONE:
    case QUANTITY_BAG:
    case QUANTITY_CHANCE: return look_task(number, look);
    case QUANTITY_UPDATES: *number = (double)look->run->update; return true;
    case QUANTITY_BURST: *number = look->facts && look->facts->burst; return true;
    case QUANTITY_SEEDSRUN: *number = look->facts ? (double)look->facts->seeds_run : 0; return true;
    case QUANTITY_CLIFFLOSS:
    case QUANTITY_CLIFFJUMP: return look_cliff(number, look);
    case QUANTITY_WIRING: return set_word(out, setup_task(&look->lab->setup)->wiring_label(&options));
    case QUANTITY_VERDICT: return set_word(out, follow_word_name(follow_judge(look->follow, look->direction).word));
    case QUANTITY_CHANGED: *number = count_changed(&look->lab->setup); return true;
    case QUANTITY_ANSWER:
    case QUANTITY_LABEL: return look_answer(out, look);
    default: return look_setting(out, look);
    }
}

/* The product over a range of steps: the range stands where the step would. */
static bool look_product_over(QuantityValue *out, const Look *look) {
    Quantity one = *look->quantity;
    Look at = *look;
    int T = look->trace->length[0], step = 0;
    long first = step_word_find(&one.first, T), last = step_word_find(&one.last, T);
    double product = 1;
    const char *arguments = quantity_table[one.id].arguments;
    for (int i = 0; arguments[i] && arguments[i] != 't'; i++) step += arguments[i] == ' ';
    at.quantity = &one;
    if (first < 1 || first > T) return step_word_fail(&one.first, "prod", T, "", look->diag);
    if (last < 1 || last > T) return step_word_fail(&one.last, "prod", T, "", look->diag);
    if (first > last)
        return diag_fail(look->diag, "prod: steps %ld to %ld are a range in the wrong order; expected the first one first", first, last);
    for (long t = first; t <= last; t++) {
        one.arg[step] = (QuantityArg){.given = true, .step = {.number = t}};
        if (!look_at(out, &at)) return false;
        product *= out->number;
    }
    *out = (QuantityValue){.number = product};
    return true;
}

static bool look_whole(QuantityValue *out, const Look *look) {
    *out = (QuantityValue){0};
    return look->quantity->is_product ? look_product_over(out, look) : look_at(out, look);
}

/* For the run without held values. */
static void look_as_it_is(Look *look) {
    const Run *run = look->run;
    look->weight = run->weight;
    look->held = NULL;
    if (!run->is_held) return;
    look->trace = &run->before;
    look->gradient = run->gradient_before;
    look->follow = &run->follow_before;
}

bool quantity_evaluate(QuantityValue *out, const Quantity *quantity, const Lab *lab, const QuantityFacts *facts, Diag *diag) {
    const Run *run = &lab->run;
    QuantityPass pass;
    QuantityValue before = {0};
    Look look = {.quantity = quantity,
                 .lab = lab,
                 .run = run,
                 .facts = facts,
                 .trace = &run->trace,
                 .weight = run_shown_weight(run),
                 .held = run_held(run),
                 .gradient = run->gradient,
                 .follow = &run->follow,
                 .diag = diag};
    if (quantity->id != QUANTITY_SETTING && !settle_lane(&look)) return false;
    if (!quantity->has_whatif) return look_whole(out, &look);
    if (quantity->is_change && !look_whole(&before, &look)) return false;
    if (quantity->whatif.is_none) {
        look_as_it_is(&look);
        bool is_there = look_whole(out, &look);
        if (is_there && quantity->is_change && out->is_word) return diag_fail(diag, "d %s: a word has no change", name_of(&look));
        if (is_there && quantity->is_change) out->number -= before.number;
        return is_there;
    }
    if (!quantity_pass_init(&pass, quantity, run, diag)) return false;
    look.trace = &pass.trace;
    look.weight = pass.weight;
    look.gradient = pass.gradient;
    look.follow = &pass.follow;
    look.held = whatif_find_held(pass.what);
    look.is_changed = true;
    bool good = look_whole(out, &look);
    quantity_pass_deinit(&pass);
    if (!good || !quantity->is_change) return good;
    if (out->is_word) return diag_fail(diag, "d %s: a word has no change", name_of(&look));
    out->number -= before.number;
    return true;
}
