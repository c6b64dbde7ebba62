/* See digits_probe.h. */
#include "experiment/digits_probe.h"
#include "base/arena.h"
#include "engine/analysis/whatif.h"
#include "experiment/weight_probe.h"
#include "lab/memory.h"
#include "lab/run.h"
#include <math.h>
#include <string.h>

/* --- one pass --- */

static void free_pass(DigitsProbe *probe) {
    DigitsPass *pass = probe->pass;
    if (!pass) return;
    trace_deinit(&pass->trace);
    follow_deinit(&pass->follow);
    mem_free(pass->gradient);
    mem_free(pass->weight);
    mem_free(pass);
    probe->pass = NULL;
}

static double pass_bytes(const DigitsPass *pass) {
    return (double)pass->trace.size + (double)pass->follow.size + 2.0 * (double)pass->net.weight_count * sizeof(double);
}

static bool make_pass(DigitsProbe *probe, const Run *run, bool is_large) {
    DigitsPass *pass = probe->pass = mem_new(sizeof *pass);
    if (!pass) return false;
    memset(pass, 0, sizeof *pass);
    pass->is_large = is_large;
    pass->net = run->net;
    size_t bytes = run->net.weight_count * sizeof(double);
    bool good = trace_init(&pass->trace, &pass->net, &run->wiring, 1, NULL) && follow_init(&pass->follow, &pass->trace, NULL) &&
                (pass->gradient = mem_new(bytes)) && (!is_large || (pass->weight = mem_new(bytes)));
    if (!good) {
        free_pass(probe);
        return false;
    }
    pass->trace.kernels = NULL;
    return true;
}

/* Makes sure that there is a pass for this run. The memory of a large one is not part of what the bound counts. */
static bool fit(DigitsProbe *probe, const DigitsOf *of, bool is_large) {
    const Run *run = of->run;
    DigitsPass *pass = probe->pass;
    if (pass && (pass->is_large != is_large || !run_trace_fits(&pass->trace, run))) free_pass(probe);
    if (!probe->pass && is_large) {
        double bytes = (double)run->trace.size + (double)run->follow.size + 2.0 * (double)run->net.weight_count * sizeof(double);
        if (!memory_fits_beside(bytes, of->setup, run->runs, NULL)) return false;
    }
    if (!probe->pass && !make_pass(probe, run, is_large)) return false;
    probe->pass->net = run->net; /* the activation may differ: it is not part of the shape */
    return true;
}

/* True when the last one is done. */
static bool do_stage(DigitsPass *pass, const double *weight) {
    switch (pass->stage++) {
    case 0: net_forward(&pass->trace, weight); return false;
    case 1: net_backward(&pass->trace, pass->gradient, weight); return false;
    case 2: trace_measure(&pass->trace, weight, pass->gradient); return false;
    default: follow_measure(&pass->follow, &pass->trace, weight, pass->loss, NULL); return true;
    }
}

static bool run_slice(Job *job, double budget_s) {
    DigitsPass *pass = (DigitsPass *)(void *)job;
    (void)budget_s;
    return job_is_cancelled(job) || do_stage(pass, pass->weight);
}

/* --- the probe --- */

void digits_probe_deinit(DigitsProbe *probe) {
    if (probe->is_running) {
        job_cancel(&probe->pass->job);
        job_queue_finish(probe->jobs, &probe->pass->job);
    }
    free_pass(probe);
    for (int i = 0; i < 2; i++) terms_alone_deinit(&probe->alone[i]);
    memset(probe, 0, sizeof *probe);
}

static DigitsOf of_lab(const Lab *lab) { return (DigitsOf){&lab->run, &lab->setup, lab->version}; }

static bool is_of(const DigitsPass *pass, const DigitsOf *of) {
    return pass && pass->version == of->version && pass->loss == of->run->follow.loss;
}

/* False while another job still runs. */
static bool see_end(DigitsProbe *probe, const DigitsOf *of, bool waits) {
    if (!probe->is_running) return true;
    if (!of || !is_of(probe->pass, of)) job_cancel(&probe->pass->job);
    if (waits) job_queue_finish(probe->jobs, &probe->pass->job);
    if (!job_is_done(probe->jobs, &probe->pass->job)) return false;
    probe->is_running = false;
    if (job_is_cancelled(&probe->pass->job)) free_pass(probe);
    return true;
}

static void begin(DigitsProbe *probe, const DigitsOf *of, JobQueue *jobs) {
    DigitsPass *pass = probe->pass;
    trace_copy_given(&pass->trace, &of->run->trace);
    pass->version = of->version;
    pass->loss = of->run->follow.loss;
    pass->stage = 0;
    if (!pass->is_large) {
        while (!do_stage(pass, of->run->weight)) continue;
        return;
    }
    memcpy(pass->weight, of->run->weight, pass->net.weight_count * sizeof(double));
    pass->job.run = run_slice;
    probe->jobs = jobs;
    probe->is_running = true;
    job_queue_add(jobs, &pass->job);
}

static DigitsState measure(DigitsProbe *probe, const DigitsOf *of, JobQueue *jobs, bool trains, bool waits) {
    bool is_large = !digits_probe_is_short(of->run);
    if (of->run->is_held) return DIGITS_HELD;
    if (trains && is_large) return DIGITS_TRAINS;
    if (!see_end(probe, of, waits)) return DIGITS_WAITS;
    if (is_of(probe->pass, of)) return DIGITS_KNOWN;
    if (!fit(probe, of, is_large)) return DIGITS_NO_ROOM;
    begin(probe, of, jobs);
    return see_end(probe, of, waits) ? DIGITS_KNOWN : DIGITS_WAITS;
}

DigitsState digits_probe_measure(DigitsProbe *probe, const Lab *lab, JobQueue *jobs, bool trains, bool waits) {
    DigitsOf of = of_lab(lab);
    return probe->state = measure(probe, &of, jobs, trains, waits);
}

DigitsState digits_probe_measure_variant(DigitsProbe *probe, const DigitsOf *of) {
    return probe->state = measure(probe, of, NULL, false, false);
}

bool digits_probe_knows(const DigitsProbe *probe, const DigitsOf *of) { return is_of(probe->pass, of); }

bool digits_probe_is_short(const Run *run) { return weight_probe_cost(&run->net, run->wiring.steps) <= DIGITS_PROBE_COST_MAX; }

bool digits_probe_alone(TermsSource *own, TermsSource *plain, DigitsProbe *probe, const Lab *lab, int loss) {
    probe->alone[0].has_kernels = true;
    return terms_alone_find(own, &probe->alone[0], lab, loss, false) && terms_alone_find(plain, &probe->alone[1], lab, loss, false);
}

double digits_probe_tidy(DigitsProbe *probe, const Lab *lab) {
    if (!probe->pass || !probe->pass->is_large) return 0;
    DigitsOf of = lab ? of_lab(lab) : (DigitsOf){0};
    if (lab && is_of(probe->pass, &of)) return pass_bytes(probe->pass);
    if (!see_end(probe, lab ? &of : NULL, false)) return pass_bytes(probe->pass);
    free_pass(probe);
    return 0;
}

double digits_agreed(double a, double b) {
    double size = fmax(fabs(a), fabs(b)), apart = fabs(a - b);
    if (apart == 0 || !isfinite(size)) return 17;
    return fmin(-log10(apart / size), 17);
}
