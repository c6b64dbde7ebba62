/* How the chart's area is shared out in the update phase: the bars above, the ribbons, and the three matrices below. */
#include "view/stage/stage_update_plan.h"
#include "view/panel/clip_picture.h"
#include <math.h>

enum { LETTER_HEIGHT = 16, BLOCK_GAP = 4 };

enum {
    CLIP_WIDE = 190,
    CLIP_WIDEST = 400,
    CLIP_LEAST = 48,
    CLIP_MARGIN = 12,
    CLIP_ARROW = 46
}; /* the last: its arrow with the words above and below */

enum {
    UPDATE_FLOW = 42, /* between them and the matrices: the ribbons and their sum */
    UPDATE_BARS = 40, /* lower bars say little */
    UPDATE_SIDE = 56, /* a larger block needs no more room */
    UPDATE_EDGE = 15,
    MATRICES_FROM_WIDTH = 560, /* of the stage: three with their words; and with the picture of clipping */
    CLIP_FROM_WIDTH = 760,
    LABEL_HALF = 74, /* half the width of a matrix's formula */
    NOTE_HALF = 130, /* and the words below it */
    ARROW_GAP = 74   /* between two matrices: an arrow with its words above it */
};

Rect stage_update_block(const UpdatePlan *plan, Rect matrix, int gate) {
    return rect(matrix.x + gate * (plan->side + BLOCK_GAP), matrix.y, plan->side, plan->side);
}

/* The largest block that the width allows. */
static double side_across(const StageLayout *layout, int blocks) {
    if (clip_picture_is_wanted(layout->view)) {
        double w = (layout->area.w - 2 * UPDATE_EDGE - CLIP_WIDE - ARROW_GAP) / 3;
        return (fmin(w, layout->area.w - 2 * LABEL_HALF - CLIP_WIDE - ARROW_GAP) - BLOCK_GAP * (blocks - 1.0)) / blocks;
    }
    double half = layout->area.w / 2, w = fmin(half - LABEL_HALF - ARROW_GAP, (half - UPDATE_EDGE - ARROW_GAP) / 1.5);
    return (w - BLOCK_GAP * (blocks - 1.0)) / blocks;
}

double stage_update_height(const StageLayout *layout) {
    int blocks = layout->view->run->net.gates;
    double letters_h = blocks > 1 ? LETTER_HEIGHT : 0, label_h = 36;
    return 4 + UPDATE_BARS + UPDATE_NUMBERS + UPDATE_FLOW + letters_h + fmin(side_across(layout, blocks), UPDATE_SIDE) + label_h;
}

/* The picture of clipping has the wider gap, before the change, and its arrow below it, as low as the words below the matrices: these do not reach
   so far. */
static void place_clip(const StageLayout *layout, UpdatePlan *plan) {
    double w = plan->matrix[0].w, end = fmax(UPDATE_EDGE, NOTE_HALF - w / 2), gaps = layout->area.w - 2 * end - 3 * w;
    double first = fmin(fmax(gaps * 0.62, CLIP_WIDE), CLIP_WIDEST), second = fmin(gaps - first, CLIP_WIDEST * 0.6);
    double top = plan->matrix[0].y - plan->letters_h, height = rect_bottom(plan->matrix[0]) + plan->label_h - 4 - CLIP_ARROW - top;
    double inset = fmax(CLIP_MARGIN, NOTE_HALF - w / 2);
    if (second < ARROW_GAP - 1 || height < CLIP_LEAST || first - 2 * inset < CLIP_LEAST) return;
    double left = rect_mid_x(layout->area) - (3 * w + first + second) / 2;
    plan->matrix[0].x = left;
    plan->matrix[1].x = left + w + first;
    plan->matrix[2].x = left + 2 * w + first + second;
    plan->clip = rect(left + w + inset, top, first - 2 * inset, height);
}

UpdatePlan stage_plan_update(const StageLayout *layout) {
    int blocks = layout->view->run->net.gates;
    UpdatePlan plan = {.blocks = blocks, .comes = 1, .letters_h = blocks > 1 ? LETTER_HEIGHT : 0};
    bool is_clipped = clip_picture_is_wanted(layout->view);
    double h = layout->chart.h, bars = h * (is_clipped ? 0.31 : 0.38) - 4, below = h * 0.62 - UPDATE_NUMBERS,
           across = side_across(layout, blocks);
    plan.label_h = below >= 130 ? 46 : 36;
    double free = h - 4 - UPDATE_NUMBERS - plan.label_h - plan.letters_h; /* for bars, ribbons and blocks */
    double side = fmin(free - bars - fmin(60, below * 0.3), across), enough = fmin(across, UPDATE_SIDE);
    if (side < enough) { /* if room is short, the bars and the ribbons give some of theirs, the ribbons at most half */
        side = fmin(free - UPDATE_BARS - UPDATE_FLOW, enough);
        if (side < 28) side = fmin(fmin(free - UPDATE_BARS - UPDATE_FLOW / 2.0, enough), 28);
        bars = fmin(bars, fmax(free - side - UPDATE_FLOW, UPDATE_BARS));
    }
    plan.room = side >= 14 && layout->area.w >= (is_clipped ? CLIP_FROM_WIDTH : MATRICES_FROM_WIDTH);
    if (!plan.room) { /* the shares stand alone */
        bars = h - 4 - UPDATE_NUMBERS;
        side = 14;
    }
    plan.side = side;
    plan.bars = rect(layout->left - 4, layout->chart.y + 4, layout->pitch * layout->steps + 8, bars);
    double w = side * blocks + BLOCK_GAP * (blocks - 1.0);
    /* A third of the width for each, or as far apart as the arrows' words need. */
    double third = (layout->area.w - 60) / 3, spread = layout->area.w / 2 - fmax(w / 2 + UPDATE_EDGE, LABEL_HALF);
    double apart = third - w >= UPDATE_ARROW_WIDE ? third : fmax(third, fmin(spread, w + UPDATE_ARROW_WIDE));
    double top = rect_bottom(layout->chart) - plan.label_h - side;
    for (int i = 0; i < 3; i++) plan.matrix[i] = rect(rect_mid_x(layout->area) + (i - 1) * apart - w / 2, top, w, side);
    if (is_clipped && plan.room) place_clip(layout, &plan);
    return plan;
}

void stage_find_entry_pixel(const StageLayout *layout, const Subject *at, HeatRange *rows, HeatRange *cols) {
    int H = layout->view->run->net.spec.hidden, shown = heat_cells(H, stage_plan_update(layout).side * layout->view->gui->scale);
    *rows = heat_range(heat_find(at->unit % H, shown, H), shown, H);
    *cols = heat_range(heat_find(at->step, shown, H), shown, H);
}
