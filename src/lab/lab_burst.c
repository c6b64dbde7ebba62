/* Shows why a training diverged: the laboratory has undone the update, so the broken state is made again from the run before it. */
#include "lab/run.h"

const LabBurst *lab_find_burst(const Lab *lab) {
    const LabBurst *burst = &lab->burst;
    long good = burst->update - 1;
    bool leads_there =
        burst->is_there && lab->run.update <= good && lab->run.place.known == good && setup_equal(&lab->setup, &burst->setup);
    return leads_there ? burst : NULL;
}

/* Of the sequences of the last training pass, the first that is not finite goes onto the stage; of a sudden norm the one with the longest
   gradient; or the stage's own. */
static void show_broken(Run *run, const Setup *setup, long first, bool is_sudden) {
    long stage = run->sequence;
    double most = -1;
    for (long sequence = first; sequence < run->next_sequence; sequence++) {
        run->sequence = sequence;
        run_draw(run, setup);
        run_compute(run, setup);
        if (!run_is_finite(run)) return;
        if (!is_sudden || run->trace.gradient_norm <= most) continue;
        most = run->trace.gradient_norm;
        stage = sequence;
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
    if (run_train_pass(out, setup, &loss) && !burst->sudden.is_there) { /* this update was valid; the fault came after it */
        run_step(out, setup, run_train_gradient(out));
        first = out->next_sequence;
        run_train_pass(out, setup, &loss);
    }
    show_broken(out, setup, first, burst->sudden.is_there);
    return true;
}
