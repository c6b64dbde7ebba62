/* The laboratory: every command leaves a whole experiment, undo brings back the same bits, and what fails changes nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/random.h"
#include "lab/lab.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static bool apply(Lab *lab, const char *line, Diag *diag) {
    Command command;
    if (!command_parse(&command, str_from(line), diag)) fail_msg("%s", line);
    return lab_apply(lab, &command, diag);
}

static void apply_good(Lab *lab, const char *line) {
    Diag diag = {0};
    if (!apply(lab, line, &diag)) fail_msg("%s: %s", line, diag.text);
}

static Diag apply_bad(Lab *lab, const char *line) {
    Diag diag = {0};
    if (apply(lab, line, &diag)) fail_msg("%s was done", line);
    assert_true(strlen(diag.text) > 10);
    return diag;
}

static void assert_says(const Diag *diag, const char *piece) {
    if (!strstr(diag->text, piece)) fail_msg("\"%s\" does not say \"%s\"", diag->text, piece);
}

static void open_lab(Lab *lab) {
    Diag diag = {0};
    if (!lab_init(lab, &diag)) fail_msg("%s", diag.text);
}

/* --- everything a person could see of an experiment, bit by bit --- */

typedef struct Digest {
    Setup setup;
    long update, sequence, next_sequence;
    double radius, weight_scale, forget_bias;
    uint64_t weights, gradients, losses, trace;
} Digest;

static uint64_t hash(uint64_t h, const void *data, size_t size) {
    const unsigned char *byte = data;
    for (size_t i = 0; i < size; i++) h = (h ^ byte[i]) * UINT64_C(1099511628211); /* FNV-1a */
    return h;
}

static uint64_t hash_trace(const Trace *trace) {
    const Net *net = trace->net;
    size_t T = (size_t)trace->wiring.steps, H = (size_t)net->spec.hidden, g = (size_t)net->gates;
    uint64_t h = hash(UINT64_C(14695981039346656037), trace->x, T * (size_t)net->spec.inputs * sizeof(double));
    h = hash(h, trace->target, (size_t)trace->wiring.loss_count * sizeof(double));
    h = hash(h, &trace->loss, sizeof trace->loss);
    h = hash(h, &trace->gradient_norm, sizeof trace->gradient_norm);
    for (int layer = 0; layer < net->spec.layers; layer++) {
        for (int d = 0; d < net->spec.directions; d++) {
            const TraceLane *lane = &trace->lane[layer][d];
            h = hash(h, lane->pre, T * g * H * sizeof(double));
            h = hash(h, lane->h, T * H * sizeof(double));
            h = hash(h, lane->dh, T * H * sizeof(double));
            if (lane->dc) h = hash(h, lane->dc, T * H * sizeof(double));
            h = hash(h, lane->factor + 1, (T - 1) * sizeof(double));
            h = hash(h, lane->dh_norm, T * sizeof(double));
        }
    }
    return h;
}

static Digest digest(const Lab *lab) {
    const Run *run = &lab->run;
    Digest d;
    memset(&d, 0, sizeof d);
    size_t size = run->net.weight_count * sizeof(double);
    d.setup = lab->setup;
    d.update = run->update;
    d.sequence = run->sequence;
    d.next_sequence = run->next_sequence;
    d.radius = run->radius;
    d.weight_scale = run->weight_scale;
    d.forget_bias = run->forget_bias;
    d.weights = hash(1, run->weight, size);
    d.gradients = hash(hash(1, run->gradient, size), run->delta, size);
    d.losses = hash(1, run->loss, (size_t)run->update * sizeof(double));
    d.trace = hash_trace(&run->trace);
    return d;
}

static void assert_same(const Digest *a, const Digest *b, const char *what) {
    if (memcmp(a, b, sizeof *a) == 0) return;
    const char *part = memcmp(&a->setup, &b->setup, sizeof a->setup) != 0 ? "setup"
                       : a->update != b->update                           ? "update"
                       : a->sequence != b->sequence                       ? "sequence"
                       : a->next_sequence != b->next_sequence             ? "next sequence"
                       : a->weights != b->weights                         ? "weights"
                       : a->losses != b->losses                           ? "losses"
                       : a->trace != b->trace                             ? "trace"
                       : a->gradients != b->gradients                     ? "gradients"
                                                                          : "measured";
    fail_msg("%s: %s differ", what, part);
}

/* --- what commands do --- */

static void it_begins_with_the_first_preset_computed(void **state) {
    (void)state;
    Lab lab;
    open_lab(&lab);
    Setup setup;
    setup_init(&setup);
    assert_memory_equal(&lab.setup, &setup, sizeof setup);
    assert_int_equal(lab.run.update, 0);
    assert_true(lab.run.trace.loss > 0.0 && lab.run.trace.gradient_norm > 0.0);
    assert_ptr_equal(lab.run.trace.net, &lab.run.net);
    assert_false(lab_can_undo(&lab) || lab_can_redo(&lab));
    assert_string_equal(lab_undo_line(&lab), "");
    assert_true(fabs(lab.run.radius - weights_radius(lab.run.weight, &lab.run.net)) < 1e-12);
    for (size_t i = 0; i < lab.run.net.weight_count; i++) assert_true(lab.run.delta[i] == -0.05 * lab.run.gradient[i]);
    lab_deinit(&lab);
    lab_deinit(&lab); /* twice does no harm */
}

static void a_kept_shape_keeps_the_weights(void **state) {
    (void)state;
    Lab lab;
    open_lab(&lab);
    apply_good(&lab, "train 5");
    static const char *const keeps[] = {
        "set steps 30",          "set noise 0.1", "set input_scale 2", "set targets every", "set activation relu",
        "set learning_rate 0.1", "next",          "set forget_bias 1"};
    for (size_t i = 0; i < sizeof keeps / sizeof *keeps; i++) {
        Digest before = digest(&lab);
        apply_good(&lab, keeps[i]);
        Digest after = digest(&lab);
        assert_true(after.weights == before.weights);
        assert_int_equal(after.update, 5);
        if (i < 5) assert_int_equal(after.sequence, before.sequence); /* the same sequence, drawn again */
        if (i < 5 || i == 6) assert_true(after.trace != before.trace);
        assert_int_equal(lab.run.trace.wiring.steps, setup_get_int(&lab.setup, KEY_STEPS));
    }
    static const char *const anew[] = {"set hidden 7", "set cell gru", "set layers 2", "set direction both", "set symbols 3"};
    for (size_t i = 0; i < sizeof anew / sizeof *anew; i++) {
        apply_good(&lab, "train 2");
        assert_true(lab.run.update >= 2);
        apply_good(&lab, anew[i]);
        assert_int_equal(lab.run.update, 0); /* other shapes: weights from the seed */
    }
    lab_deinit(&lab);
}

/* Before the first update the weights are a function of the setup, however it was reached. */
static void untrained_weights_do_not_remember_how_the_sliders_moved(void **state) {
    (void)state;
    Lab a, b;
    open_lab(&a);
    open_lab(&b);
    static const char *const way[] = {"set cell lstm",        "set radius 0",        "set radius 2.5",     "set weight_scale 0.03",
                                      "set seed 5",           "set radius 0.7",      "set forget_bias -1", "set hidden 9",
                                      "set weight_scale 1.7", "set forget_bias 2",   "set layers 2",       "set radius 1.1",
                                      "set radius 1.12",      "set weight_scale 0.8"};
    static const char *const straight[] = {"set seed 5",        "set hidden 9",    "set layers 2",        "set cell lstm",
                                           "set forget_bias 2", "set radius 1.12", "set weight_scale 0.8"};
    for (size_t i = 0; i < sizeof way / sizeof *way; i++) apply_good(&a, way[i]);
    for (size_t i = 0; i < sizeof straight / sizeof *straight; i++) apply_good(&b, straight[i]);
    Digest da = digest(&a), db = digest(&b);
    assert_same(&da, &db, "two ways to one setup");
    apply_good(&a, "restart");
    da = digest(&a);
    assert_same(&da, &db, "restart");
    lab_deinit(&a);
    lab_deinit(&b);
}

static void sliders_touch_trained_weights_where_they_stand(void **state) {
    (void)state;
    Lab lab;
    open_lab(&lab);
    apply_good(&lab, "set cell gru");
    apply_good(&lab, "train 40");
    const Param *W = net_get_param(&lab.run.net, PARAM_RECURRENT_WEIGHT, 0, 0);
    double before[3 * 36], now = lab.run.radius;
    assert_true(now != 0.42); /* training moved it, and the slider shows that */
    assert_true(setup_get(&lab.setup, KEY_RADIUS) == 0.42);
    memcpy(before, lab.run.weight + W->offset, sizeof before);
    apply_good(&lab, "set radius 0.9");
    assert_int_equal(lab.run.update, 40);
    assert_true(fabs(weights_radius(lab.run.weight, &lab.run.net) - 0.9) < 1e-12 && lab.run.radius == 0.9);
    for (int g = 0; g < 3; g++) { /* every gate block got it, by one factor each */
        const double *block = lab.run.weight + W->offset + g * 36;
        double scratch[36 + 12], factor = block[0] / before[g * 36];
        assert_true(fabs(matrix_spectral_radius(block, 6, scratch) - 0.9) < 1e-12);
        for (int i = 0; i < 36; i++) assert_true(fabs(block[i] - factor * before[g * 36 + i]) < 1e-12);
    }
    apply_good(&lab, "set radius 0.9"); /* again: nothing to rescale, but a command like any other */
    apply_good(&lab, "set weight_scale 0.25");
    assert_true(fabs(lab.run.weight_scale - 0.25) < 1e-12 && lab.run.update == 40);
    apply_good(&lab, "set cell lstm");
    apply_good(&lab, "train 10");
    assert_true(lab.run.forget_bias != 3.0);
    apply_good(&lab, "set forget_bias 1.5");
    assert_true(fabs(lab.run.forget_bias - 1.5) < 1e-12 && lab.run.update == 10);
    lab_deinit(&lab);
}

static void a_radius_of_zero_can_be_left_again_after_training(void **state) {
    (void)state;
    Lab lab;
    open_lab(&lab);
    apply_good(&lab, "train 10");
    apply_good(&lab, "set radius 0");
    assert_true(lab.run.radius == 0.0 && weights_radius(lab.run.weight, &lab.run.net) == 0.0);
    apply_good(&lab, "set radius 0.8");
    assert_true(fabs(weights_radius(lab.run.weight, &lab.run.net) - 0.8) < 1e-12 && fabs(lab.run.radius - 0.8) < 1e-12);
    assert_int_equal(lab.run.update, 10);
    lab_deinit(&lab);
}

static void an_update_goes_down_the_stages_gradient(void **state) {
    (void)state;
    Lab lab;
    open_lab(&lab);
    size_t count = lab.run.net.weight_count;
    double *expected = malloc(count * sizeof(double)), loss = lab.run.trace.loss;
    for (size_t i = 0; i < count; i++) expected[i] = lab.run.weight[i] + lab.run.delta[i];
    apply_good(&lab, "update");
    assert_memory_equal(lab.run.weight, expected, count * sizeof(double));
    assert_int_equal(lab.run.update, 1);
    assert_int_equal(lab.run.sequence, 0); /* still the same sequence on the stage */
    assert_true(lab.run.loss[0] == loss && lab.run.trace.loss < loss);
    apply_good(&lab, "next");
    assert_int_equal(lab.run.sequence, 1);
    apply_good(&lab, "train 3");
    assert_int_equal(lab.run.sequence, 4);
    assert_int_equal(lab.run.next_sequence, 5);
    assert_int_equal(lab.run.update, 4);
    free(expected);
    lab_deinit(&lab);
}

static void training_twice_gives_the_same_bits(void **state) {
    (void)state;
    Lab a, b;
    open_lab(&a);
    open_lab(&b);
    apply_good(&a, "set cell lstm");
    apply_good(&b, "set cell lstm");
    apply_good(&a, "train 150");
    lab_begin_drag(&b);
    for (int i = 0; i < 10; i++) assert_true(lab_train(&b, 15, NULL)); /* in slices */
    lab_end_drag(&b);
    Digest da = digest(&a), db = digest(&b);
    assert_same(&da, &db, "slices");
    assert_string_equal(lab_undo_line(&b), "train 150");
    apply_good(&a, "restart");
    assert_int_equal(a.run.update, 0);
    apply_good(&a, "train 150");
    da = digest(&a);
    assert_same(&da, &db, "after a restart");
    apply_good(&b, "undo");
    assert_int_equal(b.run.update, 0); /* all slices are one entry */
    lab_deinit(&a);
    lab_deinit(&b);
}

static void one_update_at_a_time_equals_many(void **state) {
    (void)state;
    Lab a, b;
    open_lab(&a);
    open_lab(&b);
    apply_good(&a, "train 7");
    for (int i = 0; i < 7; i++) {
        apply_good(&b, "next");
        apply_good(&b, "update");
    }
    Digest da = digest(&a), db = digest(&b);
    assert_same(&da, &db, "train 7 and seven updates");
    lab_deinit(&a);
    lab_deinit(&b);
}

/* --- undo --- */

/* A random line that the lab might be given, valid or not. */
static void random_line(char *out, int size, Random *random) {
    static const char *const fixed[] = {"update", "update", "train 3", "train 11", "next",       "restart",
                                        "reset",  "undo",   "redo",    "undo",     "preset lstm"};
    if (random_below(random, 3) == 0) {
        text_format(out, size, "%s", fixed[random_below(random, (int)(sizeof fixed / sizeof *fixed))]);
        return;
    }
    SetupKey key = (SetupKey)random_below(random, KEY_COUNT);
    const SetupRow *row = &setup_table[key];
    if (random_below(random, 12) == 0) {
        text_format(out, size, "reset %s", row->key);
        return;
    }
    Setup setup;
    char value[64];
    setup_init(&setup);
    double most = key == KEY_HIDDEN ? 12 : key == KEY_STEPS ? 40 : key == KEY_LAYERS ? 2 : row->most;
    double number = random_range(random, row->least, most);
    if (row->kind != SETUP_REAL) number = round(number);
    if (key == KEY_LEARNING_RATE) number = 0.01 + 0.2 * random_unit(random);
    if (!setup_set(&setup, key, number, NULL)) number = 0.0; /* symbols 1 */
    setup_set(&setup, key, number, NULL);
    setup_format(value, sizeof value, &setup, key);
    text_format(out, size, "set %s %s", row->key, value);
}

static void undoing_everything_is_the_start_and_redoing_it_the_end(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= 4; seed++) {
        Lab lab;
        Random random = random_from(seed, 40);
        open_lab(&lab);
        Digest start = digest(&lab);
        int done = 0, entries = 0;
        for (int i = 0; i < 240; i++) { /* some undo, some fail: within the 200 entries that are kept */
            char line[96];
            random_line(line, sizeof line, &random);
            bool drag = random_below(&random, 8) == 0;
            Digest before = digest(&lab);
            if (drag) lab_begin_drag(&lab);
            for (int j = drag ? 1 + random_below(&random, 4) : 1; j > 0; j--) {
                Diag diag = {0};
                if (apply(&lab, line, &diag))
                    done++;
                else if (strncmp(line, "train", 5) != 0 && !drag) {
                    Digest after = digest(&lab);
                    assert_same(&before, &after, line);
                }
                if (drag) random_line(line, sizeof line, &random);
            }
            if (drag) lab_end_drag(&lab);
        }
        assert_true(done > 180);
        while (lab_can_redo(&lab)) apply_good(&lab, "redo");
        Digest end = digest(&lab);
        Digest *way = calloc(400, sizeof *way);
        while (lab_can_undo(&lab)) {
            way[entries++] = digest(&lab);
            assert_true(entries < 200);
            apply_good(&lab, "undo");
        }
        Digest now = digest(&lab);
        assert_same(&now, &start, "all undone");
        Diag nothing = apply_bad(&lab, "undo");
        assert_says(&nothing, "nothing to undo");
        for (int i = entries - 1; i >= 0; i--) {
            apply_good(&lab, "redo");
            now = digest(&lab);
            assert_same(&now, &way[i], "redone");
        }
        now = digest(&lab);
        assert_same(&now, &end, "all redone");
        nothing = apply_bad(&lab, "redo");
        assert_says(&nothing, "nothing to redo");
        free(way);
        lab_deinit(&lab);
    }
}

static void a_drag_is_one_entry(void **state) {
    (void)state;
    Lab lab;
    open_lab(&lab);
    Digest start = digest(&lab);
    lab_begin_drag(&lab);
    for (int i = 0; i < 50; i++) {
        char line[64];
        text_format(line, sizeof line, "set radius %g", 0.5 + 0.02 * i);
        apply_good(&lab, line);
    }
    lab_end_drag(&lab);
    assert_string_equal(lab_undo_line(&lab), "set radius 1.48");
    Digest end = digest(&lab);
    apply_good(&lab, "set steps 20");
    apply_good(&lab, "undo");
    apply_good(&lab, "undo");
    Digest now = digest(&lab);
    assert_same(&now, &start, "a drag undone");
    assert_false(lab_can_undo(&lab));
    assert_string_equal(lab_redo_line(&lab), "set radius 1.48");
    apply_good(&lab, "redo");
    now = digest(&lab);
    assert_same(&now, &end, "a drag redone");
    lab_begin_drag(&lab); /* a drag that moves nothing leaves nothing */
    lab_end_drag(&lab);
    assert_string_equal(lab_undo_line(&lab), "set radius 1.48");
    lab_deinit(&lab);
}

/* Training goes on while a slider is moved: three entries. And a drag may start with a command that leaves the weights alone. */
static void drags_may_be_nested(void **state) {
    (void)state;
    Lab lab;
    open_lab(&lab);
    Digest d[4];
    d[0] = digest(&lab);
    lab_begin_drag(&lab);
    assert_true(lab_train(&lab, 5, NULL) && lab_train(&lab, 5, NULL));
    d[1] = digest(&lab);
    lab_begin_drag(&lab);
    apply_good(&lab, "set noise 0.2");
    assert_true(lab_train(&lab, 5, NULL));
    apply_good(&lab, "set noise 0.1");
    lab_end_drag(&lab);
    d[2] = digest(&lab);
    assert_true(lab_train(&lab, 5, NULL) && lab_train(&lab, 5, NULL));
    lab_end_drag(&lab);
    d[3] = digest(&lab);
    for (int i = 2; i >= 0; i--) {
        apply_good(&lab, "undo");
        Digest now = digest(&lab);
        assert_same(&now, &d[i], "undone");
    }
    assert_false(lab_can_undo(&lab));
    for (int i = 1; i <= 3; i++) {
        apply_good(&lab, "redo");
        Digest now = digest(&lab);
        assert_same(&now, &d[i], "redone");
    }
    lab_deinit(&lab);
}

static void losses_come_back_with_undo_and_redo(void **state) {
    (void)state;
    Lab lab;
    open_lab(&lab);
    apply_good(&lab, "train 20");
    Digest trained = digest(&lab);
    apply_good(&lab, "restart"); /* the losses so far move into the entry */
    apply_good(&lab, "train 30");
    Digest again = digest(&lab);
    lab_begin_drag(&lab);
    apply_good(&lab, "set seed 3");
    apply_good(&lab, "train 4");
    apply_good(&lab, "set seed 4");
    lab_end_drag(&lab);
    Digest seeded = digest(&lab);
    apply_good(&lab, "undo");
    Digest now = digest(&lab);
    assert_same(&now, &again, "back before the seeds");
    apply_good(&lab, "undo");
    apply_good(&lab, "undo");
    now = digest(&lab);
    assert_same(&now, &trained, "back before the restart");
    apply_good(&lab, "redo");
    apply_good(&lab, "redo");
    now = digest(&lab);
    assert_same(&now, &again, "forth");
    apply_good(&lab, "redo");
    now = digest(&lab);
    assert_same(&now, &seeded, "to the end");
    lab_deinit(&lab);
}

static void history_is_bounded_in_number_and_in_bytes(void **state) {
    (void)state;
    Lab lab;
    open_lab(&lab);
    for (int i = 0; i < 250; i++) apply_good(&lab, i % 2 ? "set noise 0.1" : "set noise 0.2");
    int count = 0;
    for (; lab_can_undo(&lab); count++) apply_good(&lab, "undo");
    assert_int_equal(count, 200);
    apply_good(&lab, "set cell lstm");
    apply_good(&lab, "set steps 1");
    apply_good(&lab, "set hidden 128"); /* about 67,000 weights: half a megabyte an entry */
    apply_good(&lab, "set layers 2");   /* 1.6 MB */
    for (int i = 0; i < 60; i++) apply_good(&lab, i % 2 ? "set forget_bias 1" : "set forget_bias 2");
    for (count = 0; lab_can_undo(&lab); count++) apply_good(&lab, "undo");
    if (count < 30 || count > 45) fail_msg("%d entries of 1.6 MB are kept", count);
    lab_deinit(&lab);
}

/* --- what fails --- */

static void failing_commands_change_nothing(void **state) {
    (void)state;
    Lab lab;
    open_lab(&lab);
    apply_good(&lab, "train 4");
    apply_good(&lab, "set steps 20");
    apply_good(&lab, "undo");
    Digest before = digest(&lab);
    unsigned long version = lab.version;
    Diag diag = apply_bad(&lab, "preset frist");
    assert_says(&diag, "did you mean \"first\"");
    diag = apply_bad(&lab, "train 1000001");
    assert_says(&diag, "1 to 1000000");
    diag = apply_bad(&lab, "play");
    assert_says(&diag, "not a command for the experiment");
    Digest now = digest(&lab);
    assert_same(&now, &before, "after failures");
    assert_int_equal(lab.version, version);
    assert_true(lab_can_redo(&lab));   /* not even what could be redone */
    apply_good(&lab, "set noise 0.3"); /* it is 0.3 already: nothing to do, nothing to undo */
    assert_int_equal(lab.version, version);
    assert_true(lab_can_redo(&lab));
    lab_deinit(&lab);
}

/* Sizes multiply, but the table's bounds are such that the largest setup of all still fits: nothing a person can set is
   refused for its size alone. Were a bound raised, lab_apply would refuse with the engine's numbers (trace_init). */
static void the_largest_setup_of_the_table_fits(void **state) {
    (void)state;
    Setup setup;
    setup_init(&setup);
    static const SetupKey most[] = {KEY_HIDDEN, KEY_LAYERS, KEY_DIRECTION, KEY_STEPS, KEY_TARGETS, KEY_SYMBOLS, KEY_ITEMS};
    for (size_t i = 0; i < sizeof most / sizeof *most; i++) assert_true(setup_set(&setup, most[i], setup_table[most[i]].most, NULL));
    for (int task = 0; task < task_count; task++) {
        for (int cell = 0; cell < CELL_COUNT; cell++) {
            assert_true(setup_set(&setup, KEY_CELL, cell, NULL) && setup_set(&setup, KEY_TASK, task, NULL));
            NetSpec spec = setup_net_spec(&setup);
            TaskOptions options = setup_task_options(&setup);
            Net net;
            Wiring wiring;
            assert_true(net_init(&net, &spec, NULL) && setup_task(&setup)->wire(&wiring, &options, NULL));
            size_t size = trace_plan_size(&net, &wiring, 1);
            assert_true(size > 0 && size <= NET_MEMORY_MAX);
            assert_true(trace_plan_size(&net, &wiring, 4) > NET_MEMORY_MAX || cell == CELL_RNN); /* but only just */
        }
    }
}

/* The experiment that grows over time: a good update, then one whose outcome is not finite. */
static void what_breaks_is_rewound_and_named(void **state) {
    (void)state;
    Lab lab;
    open_lab(&lab);
    apply_good(&lab, "preset explode");
    Diag diag = apply_bad(&lab, "train 100");
    assert_says(&diag, "was taken back");
    assert_says(&diag, "at step ");
    assert_says(&diag, "ower the learning rate (0.05");
    assert_says(&diag, "radius");
    assert_true(lab.run.update > 0 && lab.run.update < 100); /* the good ones stand */
    assert_false(isnan(lab.run.trace.loss) || isinf(lab.run.trace.loss));
    for (size_t i = 0; i < lab.run.net.weight_count; i++) assert_true(isfinite(lab.run.weight[i]) && isfinite(lab.run.gradient[i]));
    char line[64], number[64];
    text_format(line, sizeof line, "train %ld", lab.run.update);
    text_format(number, sizeof number, "Update %ld ", lab.run.update + 1);
    assert_says(&diag, number);
    assert_string_equal(lab_undo_line(&lab), line);
    Digest stood = digest(&lab);
    apply_good(&lab, "undo");
    assert_int_equal(lab.run.update, 0);
    Lab other; /* where it stands is where so many updates lead */
    open_lab(&other);
    apply_good(&other, "preset explode");
    apply_good(&other, line);
    Digest reached = digest(&other);
    assert_int_equal(stood.sequence, reached.sequence + 1); /* with the sequence that broke it on the stage, ready to be looked at */
    assert_int_equal(stood.next_sequence, stood.sequence + 1);
    assert_int_equal(reached.update, stood.update);
    assert_true(reached.losses == stood.losses);
    assert_true(reached.weights == stood.weights);
    lab_deinit(&other);
    lab_deinit(&lab);
}

static void an_update_that_would_break_is_refused(void **state) {
    (void)state;
    Lab lab;
    open_lab(&lab);
    apply_good(&lab, "set activation identity"); /* states 3^1000 times as large as the input: infinite on the stage */
    apply_good(&lab, "set radius 3");
    apply_good(&lab, "set steps 1000");
    assert_true(lab.run.trace.fault.found);
    apply_good(&lab, "set steps 999"); /* a setup may have it */
    apply_good(&lab, "undo");
    Digest before = digest(&lab);
    Diag diag = apply_bad(&lab, "update");
    assert_says(&diag, "not finite");
    Digest now = digest(&lab);
    assert_same(&now, &before, "refused");
    diag = apply_bad(&lab, "train 5");
    assert_says(&diag, "Not trained");
    now = digest(&lab);
    assert_same(&now, &before, "not trained");
    assert_true(lab_can_redo(&lab));
    apply_good(&lab, "redo");
    lab_deinit(&lab);
}

/* Finite before, not finite after: the update is taken back, and the losses behind the end stay for redo. */
static void an_update_that_breaks_is_taken_back(void **state) {
    (void)state;
    Lab lab;
    int broke = 0, with_redo = 0;
    open_lab(&lab);
    for (int seed = 1; seed <= 40; seed++) {
        char line[64];
        text_format(line, sizeof line, "set seed %d", seed);
        apply_good(&lab, "preset explode");
        apply_good(&lab, line);
        for (int i = 0; i < 100; i++) { /* where training on the next sequence is fine, is an update on this one? */
            Diag diag = {0};
            apply_good(&lab, "next");
            bool trains = apply(&lab, "train 1", &diag);
            Digest trained = digest(&lab);
            if (trains) apply_good(&lab, "undo");
            Digest before = digest(&lab);
            if (apply(&lab, "update", &diag)) continue;
            Digest after = digest(&lab);
            assert_same(&after, &before, "taken back");
            assert_says(&diag, "not finite");
            broke++;
            if (!trains) break;
            apply_good(&lab, "redo");
            after = digest(&lab);
            assert_same(&after, &trained, "redone");
            with_redo++;
            break;
        }
    }
    if (broke < 10 || with_redo < 1) fail_msg("%d broke, %d of them with something to redo", broke, with_redo);
    lab_deinit(&lab);
}

static void every_failing_allocation_leaves_the_lab_intact(void **state) {
    (void)state;
    static const char *const lines[] = {"train 600",
                                        "undo",
                                        "redo",
                                        "set cell lstm",
                                        "update",
                                        "set steps 40",
                                        "restart",
                                        "set hidden 9",
                                        "undo",
                                        "undo",
                                        "preset deep",
                                        "undo",
                                        "redo",
                                        "next",
                                        "set radius 0.5",
                                        "set symbols 4",
                                        "train 20",
                                        "reset steps",
                                        "set targets every",
                                        "reset"};
    Diag diag = {0};
    Lab lab;
    for (long n = 1;; n++) { /* starting up */
        mem_fail_after(n);
        bool good = lab_init(&lab, &diag);
        mem_fail_after(-1);
        if (good) {
            assert_true(n > 5);
            break;
        }
        assert_true(strlen(diag.text) > 10);
        lab_deinit(&lab);
    }
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        for (long n = 1;; n++) {
            Digest before = digest(&lab);
            bool could_redo = lab_can_redo(&lab);
            mem_fail_after(n);
            bool good = apply(&lab, lines[i], &diag);
            mem_fail_after(-1);
            if (good) break; /* it needed fewer than n */
            assert_true(strlen(diag.text) > 10);
            Digest after = digest(&lab);
            assert_same(&after, &before, lines[i]);
            assert_true(lab_can_redo(&lab) == could_redo);
            assert_true(n < 50);
        }
    }
    Lab other; /* and the failures left no trace in what followed */
    open_lab(&other);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) apply_good(&other, lines[i]);
    Digest a = digest(&lab), b = digest(&other);
    assert_same(&a, &b, "with and without failures");
    lab_deinit(&other);
    lab_deinit(&lab);
}

static void above_64_units_the_radius_waits_for_the_pause(void **state) {
    (void)state;
    Lab lab;
    open_lab(&lab);
    apply_good(&lab, "set hidden 70");
    lab_begin_drag(&lab);
    assert_true(lab_train(&lab, 3, NULL));
    assert_true(lab.run.radius_is_old);
    lab_end_drag(&lab);
    assert_false(lab.run.radius_is_old);
    assert_true(lab.run.radius == weights_radius(lab.run.weight, &lab.run.net));
    apply_good(&lab, "train 2");
    assert_true(!lab.run.radius_is_old && lab.run.radius == weights_radius(lab.run.weight, &lab.run.net));
    lab_deinit(&lab);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_begins_with_the_first_preset_computed),
        cmocka_unit_test(a_kept_shape_keeps_the_weights),
        cmocka_unit_test(untrained_weights_do_not_remember_how_the_sliders_moved),
        cmocka_unit_test(sliders_touch_trained_weights_where_they_stand),
        cmocka_unit_test(a_radius_of_zero_can_be_left_again_after_training),
        cmocka_unit_test(an_update_goes_down_the_stages_gradient),
        cmocka_unit_test(training_twice_gives_the_same_bits),
        cmocka_unit_test(one_update_at_a_time_equals_many),
        cmocka_unit_test(undoing_everything_is_the_start_and_redoing_it_the_end),
        cmocka_unit_test(a_drag_is_one_entry),
        cmocka_unit_test(drags_may_be_nested),
        cmocka_unit_test(losses_come_back_with_undo_and_redo),
        cmocka_unit_test(history_is_bounded_in_number_and_in_bytes),
        cmocka_unit_test(failing_commands_change_nothing),
        cmocka_unit_test(the_largest_setup_of_the_table_fits),
        cmocka_unit_test(what_breaks_is_rewound_and_named),
        cmocka_unit_test(an_update_that_would_break_is_refused),
        cmocka_unit_test(an_update_that_breaks_is_taken_back),
        cmocka_unit_test(every_failing_allocation_leaves_the_lab_intact),
        cmocka_unit_test(above_64_units_the_radius_waits_for_the_pause),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
