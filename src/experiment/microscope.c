/* See microscope.h. The bounds on work are counted in multiplications, so that the picture does not depend on the machine's speed. */
#include "experiment/microscope.h"
#include "base/arena.h"
#include "engine/cell/facts.h"
#include "lab/run.h"
#include <math.h>
#include <string.h>

static const double SLICE = 2.5e6;    /* multiplications: one to three milliseconds */
static const double SPREAD_LEAST = 6; /* the axis of the pre-activations reaches at least this far to both sides */

static bool is_for(const Microscope *microscope, const Run *run) {
    const NetSpec *a = &microscope->spec, *b = &run->net.spec;
    const Wiring *v = &microscope->wiring, *w = &run->wiring;
    bool same = a->cell == b->cell && a->hidden == b->hidden && a->layers == b->layers && a->directions == b->directions &&
                a->inputs == b->inputs && a->outputs == b->outputs && a->dropout == b->dropout;
    same = same && v->steps == w->steps && v->loss_count == w->loss_count && v->head_reads_final == w->head_reads_final;
    return microscope->is_made && same;
}

void microscope_deinit(Microscope *microscope) {
    pulls_deinit(&microscope->pulls);
    blocks_deinit(&microscope->blocks);
    spectrum_deinit(&microscope->spectrum);
    axes_deinit(&microscope->axes);
    mem_free(microscope->line);
    mem_free(microscope->bound);
    mem_free(microscope->path_x);
    memset(microscope, 0, sizeof *microscope);
}

static int count_state(const Run *run) { return run->net.spec.hidden * (run->net.facts->has_c ? 2 : 1); }

static bool make(Microscope *microscope, const Run *run) {
    const Trace *trace = &run->trace;
    size_t steps = (size_t)run->wiring.steps, n = (size_t)count_state(run);
    microscope_deinit(microscope);
    microscope->spec = run->net.spec;
    microscope->wiring = run->wiring;
    microscope->has_pulls = pulls_init(&microscope->pulls, trace, NULL);
    microscope->has_spectrum = n <= MICROSCOPE_STATE_MAX && spectrum_init(&microscope->spectrum, trace, NULL);
    if (microscope->has_spectrum) microscope->line = mem_new(n * steps * sizeof(double));
    microscope->has_spectrum = microscope->has_spectrum && microscope->line;
    microscope->bound = mem_new(steps * sizeof(double));
    microscope->path_x = mem_new(2 * steps * sizeof(double));
    microscope->path_y = microscope->path_x ? microscope->path_x + steps : NULL;
    microscope->has_axes = axes_init(&microscope->axes, trace, NULL);
    microscope->is_made = blocks_init(&microscope->blocks, &run->net, NULL) && microscope->bound && microscope->path_x;
    if (!microscope->is_made) microscope_deinit(microscope);
    return microscope->is_made;
}

/* Multiplications of one loss's backward pass, and of one step of the product. */
static double loss_cost(const Run *run) {
    const NetSpec *spec = &run->net.spec;
    return (double)run->wiring.steps * run->net.gates * spec->hidden * (spec->hidden + 24.0) * spec->layers * spec->directions;
}

static double turn_cost(const Run *run) { return 40.0 * pow(count_state(run), 3); }

/* The product is orthogonalised at as many steps as fit into a frame, or at every step if that is cheap. */
static int choose_every(const Run *run) {
    double fits = fmax(8, 3 * SLICE / turn_cost(run));
    return (int)fmax(1, ceil(run->wiring.steps / fits));
}

static void copy_lines(Microscope *microscope) {
    const Spectrum *spectrum = &microscope->spectrum;
    int n = spectrum->count, steps = spectrum->steps;
    for (int i = 0; i < n; i++)
        for (int t = 0; t < steps; t++) microscope->line[i * steps + t] = spectrum->product[t * n + i];
}

static void measure_bound(Microscope *microscope, const Run *run) {
    const MicroscopePlace *place = &microscope->place;
    int steps = run->wiring.steps;
    double factor = microscope->blocks.of[place->layer][place->direction][place->gate].pascanu;
    for (int t = 0; t < steps; t++) microscope->bound[t] = pow(factor, place->direction ? t : steps - 1 - t);
}

static void measure_path(Microscope *microscope, const Run *run) {
    const MicroscopePlace *place = &microscope->place;
    if (!microscope->has_axes) return;
    axes_measure(&microscope->axes, &run->trace, place->layer, place->direction, 0, false);
    for (int t = 0; t < run->wiring.steps; t++) {
        microscope->path_x[t] = microscope->axes.path[t * AXES_COUNT];
        microscope->path_y[t] = microscope->axes.path[t * AXES_COUNT + 1];
    }
}

/* On one axis for all gates, symmetric about 0, so that they can be compared. */
static void measure_spreads(Microscope *microscope, const Run *run) {
    const MicroscopePlace *place = &microscope->place;
    double reach = SPREAD_LEAST;
    microscope->spread_count = run->net.gates + (run->net.facts->has_c ? 1 : 0);
    for (int turn = 0; turn < 2; turn++) {
        for (int part = 0; part < microscope->spread_count; part++) {
            Spread *spread = &microscope->spread[part];
            spread_measure(spread, &run->trace, place->layer, place->direction, part, -reach, reach);
        }
        double most = 0;
        for (int part = 0; part < microscope->spread_count; part++) {
            const Spread *spread = &microscope->spread[part];
            if (spread->lost < spread->count) most = fmax(most, fmax(-spread->least, spread->most));
        }
        if (most <= reach) return;
        reach = fmin(2 * ceil(most / 2), 60); /* values beyond are counted in `below` and `above` */
    }
}

bool microscope_advance(Microscope *microscope, const Run *run) {
    double left = SLICE;
    bool more = false;
    microscope->pulls.items.held = microscope->spectrum.held = run_held(run);
    if (microscope->has_pulls && microscope->pulls.done < microscope->pulls.losses) {
        int losses = (int)fmax(1, left / loss_cost(run));
        more = pulls_advance(&microscope->pulls, &run->trace, run_shown_weight(run), &run->follow, losses);
    }
    if (microscope->has_spectrum && microscope->spectrum.left > 0) {
        int steps = (int)fmax(1, 6 * left / turn_cost(run)) * microscope->spectrum.every;
        more = spectrum_advance(&microscope->spectrum, &run->trace, run_shown_weight(run), steps) || more;
        copy_lines(microscope);
    }
    microscope->left = more;
    return more;
}

static bool is_same(const MicroscopePlace *a, const MicroscopePlace *b) {
    return a->layer == b->layer && a->direction == b->direction && a->gate == b->gate;
}

bool microscope_measure(Microscope *microscope, const Run *run, unsigned long version, MicroscopePlace place, MicroscopePart part,
                        bool to_the_end) {
    bool fits = is_for(microscope, run);
    bool known =
        fits && microscope->is_known && microscope->version == version && is_same(&microscope->place, &place) && microscope->part == part;
    if (!known) {
        microscope->is_known = false;
        if (!fits && !make(microscope, run)) return false;
        microscope->wiring = run->wiring;
        microscope->version = version;
        microscope->place = place;
        microscope->part = part;
        microscope->left = 0;
        microscope->is_known = true;
        if (part == MICROSCOPE_SPREADS) {
            measure_spreads(microscope, run);
            return true;
        }
        blocks_measure_one(&microscope->blocks, run_shown_weight(run), place.layer, place.direction, place.gate);
        if (part == MICROSCOPE_BLOCK) return true;
        measure_bound(microscope, run);
        measure_path(microscope, run);
        if (microscope->has_pulls) pulls_start(&microscope->pulls, &run->trace, place.layer, place.direction);
        if (microscope->has_spectrum) {
            microscope->spectrum.every = choose_every(run);
            spectrum_start(&microscope->spectrum, &run->trace, run_shown_weight(run), place.layer, place.direction, 0);
        }
        microscope->left = 1;
        microscope_advance(microscope, run);
    }
    while (to_the_end && microscope->left > 0) microscope_advance(microscope, run);
    return true;
}
