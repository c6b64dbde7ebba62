/* See stage_gradient.h. The numbers are the engine's (Follow and Trace); here it is only chosen which of them are shown. */
#include "view/stage/stage_gradient.h"
#include "base/number.h"
#include <math.h>

int followed_step(const Run *run) { return run->wiring.loss_step[run->follow.loss]; }

ChainGradient chain_gradient(const Run *run, const UiState *ui, int layer, int direction) {
    return chain_gradient_of(&run->trace, &run->follow, ui, layer, direction);
}

ChainGradient chain_gradient_of(const Trace *pass, const Follow *follow, const UiState *ui, int layer, int direction) {
    const FollowLane *lane = &follow->lane[layer][direction];
    const TraceLane *trace = &pass->lane[layer][direction];
    int last = direction ? 0 : pass->wiring.steps - 1;
    ChainGradient gradient = {.trace = trace, .is_all = ui->follow == FOLLOW_ALL, .of_cell = trace->dc_norm != NULL, .scale = 1};
    gradient.far = lane->far;
    gradient.prime = direction ? "'" : "";
    if (gradient.is_all) {
        gradient.main = gradient.of_cell ? trace->dc_norm : trace->dh_norm;
        gradient.dots = gradient.of_cell ? trace->dh_norm : NULL;
        gradient.start = last;
        return gradient;
    }
    gradient.lane = lane;
    gradient.is_relative = !ui->absolute;
    gradient.scale = ui->absolute ? follow->S : 1;
    gradient.main = gradient.of_cell ? lane->r_c : lane->r;
    gradient.dots = gradient.of_cell ? lane->r : NULL;
    gradient.start = lane->start;
    return gradient;
}

double chain_gradient_at(const ChainGradient *gradient, int step) { return gradient->main[step] * gradient->scale; }

double chain_gradient_dot(const ChainGradient *gradient, int step) { return gradient->dots[step] * gradient->scale; }

double chain_gradient_factor(const ChainGradient *gradient, int step) {
    if (gradient->lane) return gradient->lane->factor[step];
    return gradient->of_cell ? gradient->trace->factor_c[step] : gradient->trace->factor[step];
}

void chain_gradient_tex(char *out, int size, const ChainGradient *gradient, const Run *run, bool of_cell, int step) {
    char loss[16] = "L", at[16] = "t";
    if (!gradient->is_all) text_format(loss, (int)sizeof loss, "L_{%d}", followed_step(run) + 1);
    if (step >= 0) text_format(at, (int)sizeof at, "{%d}", step + 1);
    text_format(out, size, "\\|\\partial %s/\\partial %s%s_%s\\|%s", loss, of_cell ? "c" : "h", gradient->prime, at,
                gradient->is_relative && (step < 0 || run->follow.S != 0) ? " / S" : ""); /* 0 / 0 is not a number */
}
