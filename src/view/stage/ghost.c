/* See ghost.h. */
#include "view/stage/ghost.h"
#include <string.h>

void ghost_take(Ghost *ghost, const Run *run) {
    ghost->is_there = true;
    ghost->update = run->update;
    ghost->steps = run->wiring.steps;
    ghost->loss = run->follow.loss;
    ghost->loss_value = run->trace.loss;
    ghost->S = run->follow.S;
    for (int layer = 0; layer < run->net.spec.layers; layer++)
        for (int direction = 0; direction < run->net.spec.directions; direction++) {
            const FollowLane *lane = &run->follow.lane[layer][direction];
            memcpy(ghost->main[layer][direction], lane->r_c ? lane->r_c : lane->r, (size_t)ghost->steps * sizeof(double));
        }
}

bool ghost_fits(const Ghost *ghost, const Run *run) {
    return ghost && ghost->is_there && ghost->update + 1 == run->update && ghost->steps == run->wiring.steps &&
           ghost->loss == run->follow.loss;
}
