/* See cell_place.h. A running step is shown with its progress; between steps the last finished one is shown, and before the first step that
   one, complete and without motion. */
#include "view/inside/cell_place.h"

CellPlace cell_place(const Run *run, const UiState *ui) {
    const NetSpec *spec = &run->net.spec;
    const Cursor *cursor = &ui->cursor;
    int T = run->wiring.steps;
    CellPlace place = {.layer = ui->layer < 0 || ui->layer >= spec->layers ? spec->layers - 1 : ui->layer};
    place.direction = ui->direction < spec->directions ? ui->direction : 0;
    place.unit = ui->unit < spec->hidden ? ui->unit : spec->hidden - 1;
    place.is_head = cursor->phase == PHASE_LOSS;
    place.is_backward = cursor->phase > PHASE_LOSS;
    bool moves = cursor->fraction > 0 && cursor->phase >= PHASE_FORWARD && cursor->phase <= PHASE_BACKWARD;
    place.shown = moves ? cursor->fraction : 1;
    int at = moves || cursor->step == 0 ? cursor->step : cursor->step - 1;
    if (cursor->phase == PHASE_UNROLL) at = 0;
    if (cursor->phase == PHASE_UPDATE) at = T - 1;
    if (place.is_head) {
        place.loss = at < run->wiring.loss_count ? at : run->wiring.loss_count - 1;
        place.step = run->wiring.loss_step[place.loss];
        return place;
    }
    if (at > T - 1) at = T - 1;
    place.step = timeline_position(place.is_backward ? PHASE_BACKWARD : PHASE_FORWARD, place.direction, at, T);
    place.is_padding = trace_is_padding(&run->trace, place.step, 0);
    return place;
}

int cell_cursor_step(Phase phase, int direction, int step, int steps) {
    bool ascends = (phase == PHASE_FORWARD) == (direction == 0);
    return ascends ? step + 1 : steps - step;
}
