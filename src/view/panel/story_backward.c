/* The left panel in the backward phase: how the followed loss's gradient gets from one step to the previous one, its numbers at the last
   reached step, and the verdict at the far end. */
#include "base/number.h"
#include "view/gates.h"
#include "view/hint.h"
#include "view/offer.h"
#include "view/panel/prose.h"
#include "view/panel/story_inside.h"
#include "view/panel/verdict.h"
#include "view/stage/stage_gradient.h"
#include <math.h>

/* Forward and in reverse, where every letter is the other chain's. */
static const char *const slopes[][ACTIVATION_COUNT] = {
    {"\\text{diag}(1 - h_t^2) \\, \\W{W}", "\\text{diag}(a_t > 0) \\, \\W{W}", "\\text{diag}(\\text{1 or 0.01}) \\, \\W{W}",
     "\\text{diag}(h_t (1 - h_t)) \\, \\W{W}", "\\W{W}"},
    {"\\text{diag}(1 - (h'_t)^2) \\, \\W{W'}", "\\text{diag}(a'_t > 0) \\, \\W{W'}", "\\text{diag}(\\text{1 or 0.01}) \\, \\W{W'}",
     "\\text{diag}(h'_t (1 - h'_t)) \\, \\W{W'}", "\\W{W'}"}};

/* What the words mean, and the numbers behind them. */
static const char *verdict_tip(const View *view, int direction) {
    const Run *run = view->run;
    const FollowLane *lane = &run->follow.lane[run->net.spec.layers - 1][direction];
    FollowVerdict verdict = follow_judge(&run->follow, direction);
    const char *words = tr(view->strings, STRING_HINT_VERDICT);
    Figures figures = figure_begin(view->gui);
    char arrives[FIGURE_SIZE], factor[FIGURE_SIZE];
    if (verdict.word < FOLLOW_VANISHED || !isfinite(verdict.mean_factor)) return words;
    figure_write(&figures, arrives, (lane->r_c ? lane->r_c : lane->r)[lane->far]);
    figure_write(&figures, factor, verdict.mean_factor);
    const char *offer = figure_offer(&figures, view);
    return region_words(view->gui->region, tr(view->strings, STRING_HINT_VERDICT_NUMBERS), words, arrives, factor, offer ? "\n" : "",
                        offer ? offer : "");
}

/* A number of the shown chain on the way back from the loss that is shown. */
static TermsPlace place_of(const Pen *pen, TermsKind kind, int step) {
    const Run *run = pen->view->run;
    TermsPlace place = {.kind = kind, .step = step};
    (void)story_shown_lane(pen->view, &place.layer, &place.direction);
    place.loss = pen->view->ui->follow == FOLLOW_ALL || run->wiring.loss_count == 1 ? 0 : run->follow.loss + 1;
    return place;
}

static void write_verdict_line(Pen *pen, const char *line) {
    const Gui *gui = pen->view->gui;
    Rect room = rect(pen->x, pen->y + 15, pen->w, 0);
    pen->y += text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 14, room, 20, gui->theme->text, line) * 20 + 4;
}

/* Where this sequence has nothing to learn from, others may: what they cost. */
static void write_held_out(Pen *pen) {
    const RecordPoint *last = view_find_measure(pen->view);
    char line[VERDICT_LINE_SIZE], number[24];
    if (!last || !isfinite(last->held_loss)) return;
    number_format_short(number, (int)sizeof number, last->held_loss, 3);
    text_format(line, (int)sizeof line, tr(pen->view->strings, STRING_VERDICT_HELD_OUT), COUNT_TEXT(last->update), number);
    write_verdict_line(pen, line);
}

/* What became of the followed loss at the far end. */
static void write_verdict(Pen *pen, int direction) {
    const Gui *gui = pen->view->gui;
    const Theme *theme = gui->theme;
    const Color color[] = {
        [VERDICT_GOOD] = theme->good, [VERDICT_WARN] = theme->warn, [VERDICT_BAD] = theme->bad, [VERDICT_PLAIN] = theme->text};
    VerdictWords words;
    verdict_write(&words, pen->view->strings, pen->view->run, direction);
    pen->y += 8;
    double top = pen->y;
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 17, pen->x, pen->y + 16, pen->w, ALIGN_LEFT, color[words.tone], words.head);
    pen->y += 24;
    for (int i = 0; i < words.count; i++) write_verdict_line(pen, words.line[i]);
    if (follow_judge(&pen->view->run->follow, direction).word == FOLLOW_NO_ERROR) write_held_out(pen);
    hint_add(pen->view, rect(pen->x, top, pen->w, pen->y - top), "story/verdict", verdict_tip(pen->view, direction));
    const FollowLane *lane = &pen->view->run->follow.lane[pen->view->run->net.spec.layers - 1][direction];
    TermsPlace far = place_of(pen, lane->r_c ? TERMS_RELATIVE_C : TERMS_RELATIVE, lane->far); /* what arrives at the far end */
    hint_number(pen->view, &far, false);
    pen->y += 4;
}

/* How the gradient gets from one step to the one before, for the cells that have a text of their own. */
static const StringId way_words[CELL_COUNT] = {
    [CELL_RNN] = STRING_STORY_BACK_RNN,
    [CELL_LSTM] = STRING_STORY_BACK_LSTM,
    [CELL_GRU] = STRING_STORY_BACK_GRU,
};

static void write_way_back(Pen *pen, const Net *net) {
    const char *state = net->facts->has_c ? "c" : "h";
    char text[320], straight[48];
    if (pen->view->run->wiring.steps == 1) {
        story_write_text(pen, tr(pen->view->strings, STRING_STORY_BACK_ONE));
    } else if (way_words[net->spec.cell]) {
        story_write_text(pen, tr(pen->view->strings, way_words[net->spec.cell]));
    } else if (net->facts->straight != STRAIGHT_NONE) {
        gates_format_straight(straight, (int)sizeof straight, net->facts, "");
        text_format(text, (int)sizeof text, tr(pen->view->strings, STRING_BACKWARD_TWO_STRANDS), state, state, straight);
        story_write_text(pen, text);
    } else {
        story_write_text(pen, tr(pen->view->strings, STRING_STORY_BACK_OTHER));
    }
    if (pen->view->ui->follow == FOLLOW_ALL) story_write_text(pen, tr(pen->view->strings, STRING_STORY_BACK_ALL));
}

static bool write_percent(Pen *pen, const char *words, double share) {
    char text[32], number[24];
    if (!isfinite(share)) return false;
    number_format_short(number, (int)sizeof number, 100 * share, 2);
    text_format(text, (int)sizeof text, "%s %%", number);
    story_write_row(pen, NULL, words, text, NULL);
    return true;
}

static void link_gradient(const Pen *pen, const ChainGradient *gradient, bool of_cell, int step) {
    TermsPlace place = place_of(pen, of_cell ? TERMS_RELATIVE_C : TERMS_RELATIVE, step);
    if (!gradient->is_relative) {
        place.kind = TERMS_NORM;
        place.of = of_cell ? TERMS_DC : TERMS_DH;
    }
    story_link(pen, place);
}

/* How the last arrow made it smaller or larger. */
static void write_arrow(Pen *pen, const CellFacts *facts, const ChainGradient *gradient, int from) {
    const FollowLane *lane = gradient->lane;
    double factor = chain_gradient_factor(gradient, from);
    char words[80], straight[48];
    if (isfinite(factor)) {
        story_write_value(pen, NULL, tr(pen->view->strings, STRING_STORY_FACTOR), factor, NULL);
        story_link(pen, place_of(pen, TERMS_FACTOR, from));
    }
    if (!lane) return;
    if (lane->straight) {
        gates_format_straight(straight, (int)sizeof straight, facts, "");
        text_format(words, (int)sizeof words, tr(pen->view->strings, STRING_BACKWARD_STRAIGHT_BY), straight);
        if (write_percent(pen, words, lane->straight_share[from])) story_link(pen, place_of(pen, TERMS_SHARE, from));
        if (write_percent(pen, tr(pen->view->strings, STRING_STORY_THROUGH), 1 - lane->straight_share[from]))
            story_link(pen, place_of(pen, TERMS_SHARE_THROUGH, from));
    } else {
        if (isfinite(lane->slope[from])) {
            story_write_value(pen, NULL, tr(pen->view->strings, STRING_STORY_SLOPES), lane->slope[from], NULL);
            story_link(pen, place_of(pen, TERMS_SLOPES, from));
        }
        if (isfinite(lane->turn[from])) {
            story_write_value(pen, NULL, tr(pen->view->strings, STRING_STORY_TURN), lane->turn[from], NULL);
            story_link(pen, place_of(pen, TERMS_TURN, from));
        }
    }
}

void story_write_backward(Pen *pen) {
    const View *view = pen->view;
    const Run *run = view->run;
    int layer, direction, T = run->wiring.steps, top = run->net.spec.layers - 1;
    (void)story_shown_lane(view, &layer, &direction);
    const CellFacts *facts = run->net.facts;
    ChainGradient gradient = chain_gradient(run, view->ui, layer, direction);
    pen->is_reverse = direction == 1;
    write_way_back(pen, &run->net);
    char tex[192], text[96];
    const char *before = direction ? "t+1" : "t-1", *prime = direction ? "'" : "";
    const char *state = facts->has_c ? "c" : "h";
    char straight[48];
    int used = text_format(tex, (int)sizeof tex, "\\partial %s%s_t / \\partial %s%s_{%s} = ", state, prime, state, prime, before);
    if (facts->straight != STRAIGHT_NONE) {
        gates_format_straight(straight, (int)sizeof straight, facts, direction ? "'_t" : "_t");
        text_format(tex + used, (int)sizeof tex - used, tr(pen->view->strings, STRING_BACKWARD_PLUS_THROUGH), straight, prime);
    } else if (facts->is_plain) {
        text_format(tex + used, (int)sizeof tex - used, "%s", slopes[direction][run->net.spec.activation]);
    } else {
        text_format(tex + used, (int)sizeof tex - used, tr(pen->view->strings, STRING_BACKWARD_THROUGH_GATES), prime);
    }
    if (T > 1) story_write_formula(pen, tex);
    int t = story_last_position(view, PHASE_BACKWARD, direction);
    if (t < 0) {
        story_write_heading(pen, tr(pen->view->strings, STRING_STORY_PRESS_PLAY));
        return;
    }
    if (story_write_padding(pen, t)) return;
    /* Before the numbers, so that a small window shows it without scrolling. */
    if (view->ui->cursor.step >= T && gradient.is_relative && layer == top) write_verdict(pen, direction);
    const Theme *theme = view->gui->theme;
    text_format(text, (int)sizeof text, tr(pen->view->strings, STRING_BACKWARD_AT_STEP), t + 1);
    story_write_heading(pen, text);
    double value = chain_gradient_at(&gradient, t);
    Color swatch = color_ramp(&theme->ramp, value);
    chain_gradient_tex(tex, (int)sizeof tex, &gradient, run, gradient.of_cell, t);
    story_write_value(pen, tex, NULL, value, &swatch);
    link_gradient(pen, &gradient, gradient.of_cell, t);
    if (gradient.dots) {
        value = chain_gradient_dot(&gradient, t);
        swatch = color_ramp(&theme->ramp, value);
        chain_gradient_tex(tex, (int)sizeof tex, &gradient, run, false, t);
        story_write_value(pen, tex, NULL, value, &swatch);
        link_gradient(pen, &gradient, false, t);
    }
    int from = direction ? t - 1 : t + 1;
    if (from >= 0 && from < T) write_arrow(pen, facts, &gradient, from);
    if (gradient.lane && layer < top && write_percent(pen, tr(pen->view->strings, STRING_STORY_ABOVE), gradient.lane->above_share[t]))
        story_link(pen, place_of(pen, TERMS_SHARE_ABOVE, t));
    if (gradient.lane && isfinite(gradient.lane->into_c)) {
        story_write_value(pen, NULL, tr(pen->view->strings, STRING_STORY_INTO_C), gradient.lane->into_c, NULL);
        story_link(pen, place_of(pen, TERMS_INTO_C, gradient.lane->start));
    }
    if (gradient.is_relative) {
        text_format(text, (int)sizeof text, tr(pen->view->strings, STRING_STORY_SET_OUT), followed_step(run) + 1);
        story_write_value(pen, "S", text, run->follow.S, NULL);
        TermsPlace set_out = {.kind = TERMS_NORM, .of = TERMS_SENT, .loss = place_of(pen, TERMS_DH, t).loss};
        story_link(pen, set_out);
    }
    story_write_tries(pen);
}
