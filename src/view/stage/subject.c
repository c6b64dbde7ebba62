/* Which subjects a run has. A subject names a cell of the trace (layer, direction, step, unit) or an entry of the recurrent
   weights. It comes from the regions of a picture, and the run may have another shape by the time the next picture is drawn. */
#include "engine/cell/facts.h"
#include "view/view.h"

static bool is_within(int value, int count) { return value >= 0 && value < count; }

static bool has_entry(const Net *net, const Subject *at) {
    const Param *param = net_get_param(net, PARAM_RECURRENT_WEIGHT, at->layer, at->direction);
    return is_within(at->unit, param->rows) && is_within(at->step, param->cols);
}

bool view_has_subject(const Run *run, const Subject *at) {
    const NetSpec *spec = &run->net.spec;
    bool has_lane = is_within(at->layer, spec->layers) && is_within(at->direction, spec->directions);
    bool has_step = is_within(at->step, run->wiring.steps);
    switch ((SubjectKind)at->kind) {
    case SUBJECT_NONE:
    case SUBJECT_CONTROL: return true;
    case SUBJECT_STEP:
    case SUBJECT_INPUT:
    case SUBJECT_OUTPUT:
    case SUBJECT_LOSS:
    case SUBJECT_WEIGHT_U:
    case SUBJECT_WEIGHT_V: return has_step;
    case SUBJECT_STATE:
    case SUBJECT_GRADIENT:
    case SUBJECT_RIVER:
    case SUBJECT_FACTOR:
    case SUBJECT_WEIGHT_W: return has_lane && has_step;
    case SUBJECT_CELL_STATE:
    case SUBJECT_HIGHWAY: return has_lane && has_step && run->net.facts->has_c;
    case SUBJECT_WIRE: return has_lane; /* its step is a CellWire */
    case SUBJECT_GATE: return has_lane && has_step && !run->net.facts->is_plain && at->unit < run->net.gates;
    case SUBJECT_ENTRY_GRADIENT:
    case SUBJECT_ENTRY_CHANGE:
    case SUBJECT_ENTRY_WEIGHT: return has_lane && has_entry(&run->net, at);
    }
    return false;
}

void view_find_chain(int *layer, int *direction, const UiState *ui, const NetSpec *spec) {
    *layer = ui->layer < 0 || ui->layer >= spec->layers ? spec->layers - 1 : ui->layer;
    *direction = ui->direction < spec->directions ? ui->direction : 0;
}

MicroscopePlace view_find_place(const UiState *ui, const NetSpec *spec) {
    MicroscopePlace place;
    int gates = cell_facts(spec->cell)->gates;
    view_find_chain(&place.layer, &place.direction, ui, spec);
    place.gate = ui->block < gates ? ui->block : gates - 1;
    return place;
}
