/* Held values in the left panel: their effect on the loss, beside the prediction of the gradient, and how to release them. A reason for a
   difference is given only if it was measured. */
#include "base/number.h"
#include "view/panel/story_inside.h"
#include "view/stage/held_row.h"
#include <math.h>

static const double PARTS = 0.1;    /* of the larger of both changes: from here on they part */
static const double AGREES = 0.02;  /* up to here they agree */
static const double FLATTER = 0.25; /* the slope at the end is so much of that at the start */

/* Share of saturated nonlinearities from the step on, over the lane. */
static double saturated_from(const Trace *trace, const WhatIf *what) {
    int first = what->kind == WHATIF_WEIGHT ? 0 : what->step, last = trace->wiring.steps - 1;
    if (what->direction) {
        last = what->kind == WHATIF_WEIGHT ? last : what->step;
        first = 0;
    }
    return trace_mean_saturation(trace, what->layer, what->direction, first, last);
}

/* The slope at both ends of the way. */
static void write_why(Pen *pen) {
    const Run *run = pen->view->run;
    const WhatIf *what = &run->hold[0];
    char text[256], a[32], b[32];
    if (run->hold_count > 1) return;
    double start = whatif_slope(&run->before, run->gradient_before, what), end = whatif_slope(&run->trace, run->gradient, what);
    if (!(fabs(end - start) > PARTS * fmax(fabs(start), fabs(end)))) return;
    number_format_short(a, (int)sizeof a, start, 2);
    number_format_short(b, (int)sizeof b, end, 2);
    text_format(text, (int)sizeof text, tr(pen->view->strings, STRING_WHATIF_PART), a, b);
    story_write_text(pen, text);
    double before = saturated_from(&run->before, what), now = saturated_from(&run->trace, what);
    if (!(fabs(end) < FLATTER * fabs(start) && now > before + 0.02)) return;
    text_format(text, (int)sizeof text, tr(pen->view->strings, STRING_WHATIF_FLAT), now * 100, before * 100);
    story_write_text(pen, text);
}

static void write_loss(Pen *pen, StringId words, double loss) {
    char text[32];
    number_format_short(text, (int)sizeof text, loss, held_digits(pen->view->run));
    story_write_figure(pen, NULL, tr(pen->view->strings, words), text, loss, NULL);
    story_why(pen, STRING_TERMS_HELD);
}

void story_write_hold(Pen *pen) {
    const Run *run = pen->view->run;
    if (!run->is_held) return;
    story_write_heading(pen, tr(pen->view->strings, STRING_WHATIF_TITLE));
    if (pen->view->ui->cursor.phase == PHASE_UPDATE) { /* the page is about what comes after it */
        story_write_text(pen, tr(pen->view->strings, STRING_STORY_HELD_UPDATE));
        pen->y += 10;
        return;
    }
    for (int i = 0; i < run->hold_count; i++) {
        char text[192];
        held_describe(text, (int)sizeof text, pen->view->strings, run, &run->hold[i]);
        story_write_text(pen, text);
    }
    double predicted = run->predicted - run->before.loss, change = run->trace.loss - run->before.loss;
    double gap = fabs(change - predicted), size = fmax(fabs(change), fabs(predicted));
    write_loss(pen, STRING_WHATIF_LOSS_WAS, run->before.loss);
    write_loss(pen, STRING_WHATIF_PREDICTED, run->predicted);
    write_loss(pen, STRING_WHATIF_LOSS_NOW, run->trace.loss);
    pen->y += 6;
    if (gap > PARTS * size)
        write_why(pen);
    else if (gap < AGREES * size)
        story_write_text(pen, tr(pen->view->strings, STRING_WHATIF_AGREE));
    story_write_text(pen, tr(pen->view->strings, STRING_WHATIF_LET_GO));
    pen->y += 10;
}
