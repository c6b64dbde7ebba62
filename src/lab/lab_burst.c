/* What a training burst on: the laboratory takes the update back, so the broken state is made again from the run that stands before it. */
#include "lab/run.h"

const LabBurst *lab_find_burst(const Lab *lab) {
    const LabBurst *burst = &lab->burst;
    long good = burst->update - 1;
    bool leads_there =
        burst->is_there && lab->run.update <= good && lab->run.place.known == good && setup_equal(&lab->setup, &burst->setup);
    return leads_there ? burst : NULL;
}

/* Of the sequences of the last training pass, the first that is not finite goes onto the stage; or the stage's own. */
static void show_broken(Run *run, const Setup *setup, long first) {
    long stage = run->sequence;
    for (long sequence = first; sequence < run->next_sequence; sequence++) {
        run->sequence = sequence;
        run_draw(run, setup);
        run_compute(run, setup);
        if (!run_is_finite(run)) return;
    }
    run->sequence = stage;
    run_draw(run, setup);
    run_compute(run, setup);
}

bool lab_form_burst(Run *out, const Lab *lab) {
    const LabBurst *burst = lab_find_burst(lab);
    const Setup *setup = &lab->setup;
    double loss;
    if (!burst || lab->run.update != burst->update - 1 || !run_copy(out, &lab->run, setup, NULL)) return false;
    if (burst->by_hand) {
        run_step(out, setup, run_stage_gradient(out));
        run_compute(out, setup);
        return true;
    }
    long first = out->next_sequence;
    if (run_train_pass(out, setup, &loss)) { /* this update was good, and what came after it was not */
        run_step(out, setup, run_train_gradient(out));
        first = out->next_sequence;
        run_train_pass(out, setup, &loss);
    }
    show_broken(out, setup, first);
    return true;
}
