/* The changed pass of a what-if in front of a quantity. */
#include "lab/quantity_whatif.h"
#include "base/arena.h"
#include "lab/run.h"
#include <string.h>

bool quantity_pass_init(QuantityPass *pass, const Quantity *quantity, const Run *run, Diag *diag) {
    const Trace *base = run->is_held ? &run->before : &run->trace;
    size_t size = run->net.weight_count * sizeof(double);
    int held = run->is_held ? run->hold_count : 0;
    *pass = (QuantityPass){0};
    memcpy(pass->what, run->hold, (size_t)held * sizeof *pass->what);
    if (!whatif_words_find(&pass->what[held], &quantity->whatif, base, diag) || !whatif_check(&pass->what[held], base, diag)) return false;
    pass->what[0].more = held;
    if (!trace_init(&pass->trace, base->net, &run->wiring, base->batch, diag)) return false;
    pass->weight = mem_new(size);
    pass->gradient = mem_new(size);
    bool good = (pass->weight && pass->gradient) || diag_fail(diag, "There is no memory left for a what-if.");
    if (good && follow_init(&pass->follow, &pass->trace, diag)) {
        whatif_run(&pass->trace, pass->gradient, pass->weight, base, run->weight, pass->what);
        follow_measure(&pass->follow, &pass->trace, pass->weight, run->follow.loss, whatif_find_held(pass->what));
        return true;
    }
    quantity_pass_deinit(pass);
    return false;
}

void quantity_pass_deinit(QuantityPass *pass) {
    follow_deinit(&pass->follow);
    trace_deinit(&pass->trace);
    mem_free(pass->weight);
    mem_free(pass->gradient);
    *pass = (QuantityPass){0};
}
