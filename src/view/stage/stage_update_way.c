/* How the update's picture comes in. While the shares are summed the chart gets the room of unrelated parts. In a low window only this
   makes room for the matrices: then the bars shrink from the whole height to their final height, and the matrices appear below. */
#include "view/stage/stage_update_plan.h"

static double ease_between(double done, double from, double to) {
    double t = (done - from) / (to - from);
    t = t < 0 ? 0 : t > 1 ? 1 : t;
    return t * t * (3 - 2 * t);
}

static StageLayout lay_out_at(const StageLayout *layout, View *view, UiState *ui, int step) {
    StageLayout at;
    *ui = *layout->view->ui;
    *view = *layout->view;
    view->ui = ui;
    ui->cursor = (Cursor){PHASE_UPDATE, step, 0};
    stage_layout_init(&at, view, layout->area);
    return at;
}

UpdatePlan stage_find_update_plan(const StageLayout *layout) {
    const Cursor *cursor = &layout->view->ui->cursor;
    UpdatePlan plan = stage_plan_update(layout);
    if (cursor->phase != PHASE_UPDATE || cursor->step > 0 || cursor->fraction <= 0 || layout->morph) return plan;
    View view;
    UiState ui;
    StageLayout first = lay_out_at(layout, &view, &ui, 0);
    if (stage_plan_update(&first).room) return plan;
    StageLayout last = lay_out_at(layout, &view, &ui, UPDATE_SHARES);
    UpdatePlan settled = stage_plan_update(&last);
    if (!settled.room) return plan;
    double made = ease_between(cursor->fraction, 0, 0.6), top = layout->chart.y + 4, alone = layout->chart.h - 4 - UPDATE_NUMBERS;
    settled.bars = rect(settled.bars.x, top, settled.bars.w, alone + (settled.bars.h - alone) * made);
    settled.comes = ease_between(cursor->fraction, 0.4, 1);
    return settled;
}

Rect stage_share_bars(const StageLayout *layout) { return stage_find_update_plan(layout).bars; }
