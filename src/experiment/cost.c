/* What a command costs, from sizes: weights times steps for a pass, H^3 for each recurrent block whose eigenvalues are measured, bytes for
   traces that are allocated or freed. Rough on purpose, within a factor of three of what was measured: it only decides whether a frame has
   time for the command, and decides the same on every machine. */
#include "experiment/cost.h"
#include "lab/replay.h"
#include "lab/setup_command.h"
#include <math.h>

static const double PASS_S = 1e-9;   /* one weight at one step of one sequence: forward, backward and measured */
static const double BATCH_S = 5e-10; /* the same if a batch shares the weights */
static const double RADIUS_S = 5e-9; /* H^3 of one block */
static const double WEIGHT_S = 4e-9; /* one weight: copied for undo, and the optimiser's step */
static const double BYTE_S = 2e-9;   /* memory that is allocated and filled, or freed */

typedef struct Size {
    Net net;
    Wiring wiring;
    int batch, window;
    double stage_bytes, batch_bytes, truncated_bytes;
} Size;

static void measure_bytes(Size *size) {
    bool truncates = size->window > 0;
    size->stage_bytes = (double)trace_plan_size(&size->net, &size->wiring, 1);
    size->batch_bytes = size->batch > 1 ? (double)trace_plan_size(&size->net, &size->wiring, size->batch) : 0;
    size->truncated_bytes = truncates ? (double)truncated_plan_size(&size->net, &size->wiring, 1) : 0;
    if (truncates && size->batch > 1) size->truncated_bytes += (double)truncated_plan_size(&size->net, &size->wiring, size->batch);
}

static Size size_now(const Lab *lab) {
    Size size = {.net = lab->run.net, .wiring = lab->run.wiring};
    size.batch = setup_get_int(&lab->setup, KEY_BATCH);
    size.window = setup_get_int(&lab->setup, KEY_TRUNCATE);
    measure_bytes(&size);
    return size;
}

/* False if the setup will be refused. */
static bool find_size(Size *size, const Setup *setup) {
    NetSpec spec = setup_net_spec(setup);
    TaskOptions options = setup_task_options(setup);
    if (!net_init(&size->net, &spec, NULL) || !setup_task(setup)->wire(&size->wiring, &options, NULL)) return false;
    size->batch = setup_get_int(setup, KEY_BATCH);
    size->window = setup_get_int(setup, KEY_TRUNCATE);
    measure_bytes(size);
    return true;
}

/* Weights times steps of one sequence; truncated BPTT goes through its windows as well. */
static double sequence_work(const Net *net, const Wiring *wiring, int window) {
    int T = wiring->steps;
    double steps = T + (window > 0 ? (double)wiring->loss_count * fmin(window, T) : 0);
    return (double)net->weight_count * steps;
}

double cost_update_work(const Run *run, const Setup *setup) {
    return sequence_work(&run->net, &run->wiring, setup_get_int(setup, KEY_TRUNCATE)) * setup_get_int(setup, KEY_BATCH);
}

bool cost_replaces_batch(const Lab *lab, const Command *command) {
    Setup setup;
    Size had = size_now(lab), next;
    lab_find_setup(&setup, lab, command);
    return find_size(&next, &setup) && had.batch_bytes > 0 && had.batch_bytes != next.batch_bytes;
}

bool cost_replaces_stage(const Lab *lab, const Command *command) {
    Setup setup;
    Size had = size_now(lab), next;
    lab_find_setup(&setup, lab, command);
    return find_size(&next, &setup) && (had.stage_bytes != next.stage_bytes || had.net.weight_count != next.net.weight_count);
}

static double work(const Size *size) { return sequence_work(&size->net, &size->wiring, size->window); }

static double radius_s(const Net *net) {
    double hidden = net->spec.hidden;
    return RADIUS_S * hidden * hidden * hidden * net->gates * net->spec.layers * net->spec.directions;
}

static double updates_s(const Size *size, double updates) {
    return updates * work(size) * (size->batch > 1 ? BATCH_S * size->batch : PASS_S) + PASS_S * work(size);
}

static double pass_s(const Lab *lab) {
    Size size = size_now(lab);
    return PASS_S * work(&size);
}

/* Bytes to free and to allocate when a block changes its size. */
static double differing(double had, double wanted) { return had == wanted ? 0 : had + wanted; }

static double change_s(const Lab *lab, const Setup *setup, bool with_radius) {
    Size had = size_now(lab), next;
    if (!find_size(&next, setup) || next.stage_bytes + next.batch_bytes + next.truncated_bytes > (double)NET_MEMORY_MAX) return 0;
    double bytes = differing(had.stage_bytes, next.stage_bytes) + differing(had.batch_bytes, next.batch_bytes) +
                   differing(had.truncated_bytes, next.truncated_bytes);
    bool new_shape = had.net.weight_count != next.net.weight_count;
    bool new_moments = setup_get(setup, KEY_OPTIMIZER) != setup_get(&lab->setup, KEY_OPTIMIZER);
    bool is_computed = lab_is_same_stage(setup, &lab->setup) && !with_radius && !new_moments;
    double pass = is_computed ? 0 : PASS_S * work(&next), radius = with_radius || new_shape ? radius_s(&next.net) : 0;
    return pass + radius + BYTE_S * bytes + WEIGHT_S * (double)next.net.weight_count;
}

static double visit_s(const Lab *lab, double wanted) {
    int number;
    long update = wanted < 0 ? lab->run.place.known : (long)wanted;
    const Keyframe *keyframe = replay_find(lab->replay, &lab->run, update, &number);
    if (!keyframe) return 0;
    Setup setup;
    Size size;
    replay_get_setup(&setup, keyframe);
    if (!find_size(&size, &setup)) return 0;
    return change_s(lab, &setup, true) + updates_s(&size, (double)(update - keyframe->update));
}

double cost_train_s(const Lab *lab, int updates) {
    Size size = size_now(lab);
    return updates_s(&size, updates);
}

double cost_end_drag_s(const Lab *lab) { return lab->run.radius_is_old ? radius_s(&lab->run.net) : 0; }

double cost_command_s(const Lab *lab, const Command *command) {
    Setup setup;
    const CommandArg *arg = command->arg;
    lab_find_setup(&setup, lab, command);
    switch (command->id) {
    case COMMAND_SET:
    case COMMAND_RESET: {
        SetupEffect effect = arg[0].given ? setup_table[(int)arg[0].number].effect : SETUP_RESTART;
        return change_s(lab, &setup, effect == SETUP_RESTART || effect == SETUP_RADIUS || effect == SETUP_WEIGHT_SCALE);
    }
    case COMMAND_VISIT: return visit_s(lab, arg[0].number);
    case COMMAND_TRAIN: return cost_train_s(lab, (int)fmin(arg[0].number, LAB_TRAIN_MAX)) + radius_s(&lab->run.net);
    case COMMAND_WHATIF: return 3 * pass_s(lab); /* plain passes */
    case COMMAND_NEXT:
    case COMMAND_UNDO:
    case COMMAND_REDO: return change_s(lab, &setup, false) + pass_s(lab);
    default: return change_s(lab, &setup, true); /* an update measures the radius, a restart draws the weights */
    }
}
