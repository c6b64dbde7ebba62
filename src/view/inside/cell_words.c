/* The words of the cell's close-up: the place, and below it the strand under the pointer, or a description of the whole step. */
#include "base/number.h"
#include "engine/cell/facts.h"
#include "view/inside/cell_picture.h"
#include "view/offer.h"
#include "view/prime.h"
#include "view/stage/stage_gradient.h"
#include <math.h>
#include <string.h>

/* "LSTM cell"; of a cell without words of its own its label, "MGU". */
static const char *cell_name(const Strings *strings, const CellFacts *facts, CellKind cell) {
    static const StringId name[CELL_COUNT] = {[CELL_RNN] = STRING_CELL_RNN, [CELL_GRU] = STRING_CELL_GRU, [CELL_LSTM] = STRING_CELL_LSTM};
    bool is_known = cell == CELL_RNN || cell == CELL_GRU || cell == CELL_LSTM;
    return is_known ? tr(strings, name[cell]) : facts->label;
}

void cell_write_title(char *out, int size, const CellPicture *picture) {
    const Run *run = picture->view->run;
    const CellPlace *place = &picture->place;
    int used = text_format(out, size, tr(picture->view->strings, STRING_CELL_TITLE),
                           place->is_head ? tr(picture->view->strings, STRING_CELL_THE_LOSS)
                                          : cell_name(picture->view->strings, run->net.facts, picture->cell),
                           place->step + 1, run->wiring.steps);
    if (place->is_head) return;
    if (run->net.spec.layers > 1)
        used += text_format(out + used, size - used, tr(picture->view->strings, STRING_CELL_OF_LAYER), place->layer + 1);
    if (run->net.spec.directions > 1)
        used += text_format(out + used, size - used,
                            place->direction ? tr(picture->view->strings, STRING_CELL_REVERSE)
                                             : tr(picture->view->strings, STRING_CELL_FORWARD));
    text_format(out + used, size - used, tr(picture->view->strings, STRING_CELL_OF_UNIT), place->unit + 1, run->net.spec.hidden);
}

void cell_write_short_title(char *out, int size, const CellPicture *picture) {
    const NetSpec *spec = &picture->view->run->net.spec;
    const CellPlace *place = &picture->place;
    int used =
        text_format(out, size, tr(picture->view->strings, STRING_CELL_TITLE_SHORT),
                    place->is_head ? tr(picture->view->strings, STRING_CELL_LOSS) : picture->view->run->net.facts->label, place->step + 1);
    if (place->is_head) return;
    if (spec->layers > 1) used += text_format(out + used, size - used, tr(picture->view->strings, STRING_CELL_OF_LAYER), place->layer + 1);
    if (spec->directions > 1)
        used += text_format(out + used, size - used,
                            place->direction ? tr(picture->view->strings, STRING_CELL_REVERSE_SHORT)
                                             : tr(picture->view->strings, STRING_CELL_FORWARD_SHORT));
    text_format(out + used, size - used, tr(picture->view->strings, STRING_CELL_UNIT_SHORT), place->unit + 1);
}

static void short_number(char out[24], double value) { number_format_short(out, 24, value, 3); }

static void add_offer(char *out, int size, const Figures *figures, const View *view) {
    const char *offer = figure_offer(figures, view);
    text_format(out, size, offer ? " (%s)" : "%.0s", offer ? offer : "");
}

static void write_lit(char *out, int size, const CellPicture *picture) {
    const CellAccount *account = picture->account;
    const char *name = cell_wire_name(picture->view->strings, picture->cell, picture->lit, picture->place.is_backward);
    int unit = picture->view->ui->hover.unit >= 0 ? picture->view->ui->hover.unit : picture->place.unit;
    if (unit >= picture->view->run->net.spec.hidden) unit = picture->place.unit;
    char a[FIGURE_SIZE], b[FIGURE_SIZE], c[FIGURE_SIZE];
    Figures figures = figure_begin(picture->view->gui);
    if (picture->lit >= WIRE_BOX) {
        bool is_c = picture->lit == WIRE_BOX_C;
        int gate = is_c ? 0 : picture->lit - WIRE_BOX;
        figure_write(&figures, a, account->at[is_c ? ACCOUNT_C : ACCOUNT_PRE][gate][unit]);
        figure_write(&figures, b, account->at[is_c ? ACCOUNT_TANH_C : ACCOUNT_VALUE][gate][unit]);
        figure_write(&figures, c, account->at[is_c ? ACCOUNT_SLOPE_C : ACCOUNT_SLOPE][gate][unit]);
        int used = text_format(out, size, tr(picture->view->strings, STRING_CELL_LIT), name, unit + 1, a, b, c);
        add_offer(out + used, size - used, &figures, picture->view);
        return;
    }
    AccountVector vector = ACCOUNT_H;
    int gate = 0;
    if (!cell_find_vector(picture, picture->lit, &vector, &gate)) {
        text_format(out, size, "%s", name);
        return;
    }
    bool is_gradient = picture->place.is_backward && vector >= ACCOUNT_DH;
    if (is_gradient) figure_write(&figures, b, account->norm[vector][gate]);
    if (is_gradient || picture->lit != WIRE_X) figure_write(&figures, a, account->at[vector][gate][unit]);
    int used = 0;
    if (is_gradient)
        used = text_format(out, size, tr(picture->view->strings, STRING_CELL_LIT_SIZE), name, b, unit + 1, a);
    else if (picture->lit == WIRE_X)
        used = text_format(out, size, "%s", name);
    else
        used = text_format(out, size, tr(picture->view->strings, STRING_CELL_LIT_VALUE), name, unit + 1, a);
    add_offer(out + used, size - used, &figures, picture->view);
}

static void write_backward(char *out, int size, const CellPicture *picture) {
    const Run *run = picture->view->run;
    const CellAccount *account = picture->account;
    const FollowLane *lane = &run->follow.lane[picture->place.layer][picture->place.direction];
    int t = picture->place.step;
    char a[24], b[24];
    bool has_c = run->net.facts->has_c, is_reverse = picture->place.direction == 1;
    const char *state = has_c ? is_reverse ? "c'" : "c" : is_reverse ? "h'" : "h";
    if (!(account->norm[has_c ? ACCOUNT_DC : ACCOUNT_DH][0] > 0)) {
        text_format(out, size, tr(picture->view->strings, STRING_CELL_NOTHING), t + 1);
        return;
    }
    if (account->previous < 0) {
        text_format(out, size, tr(picture->view->strings, STRING_CELL_FIRST_STEP));
        return;
    }
    if (picture->view->ui->follow == FOLLOW_ALL || !isfinite(lane->factor[t])) {
        text_format(out, size, tr(picture->view->strings, STRING_CELL_NUMBERS_ARE));
        return;
    }
    short_number(a, lane->factor[t]);
    if (run->net.facts->is_plain) {
        char slope[24], turn[24];
        short_number(slope, lane->slope[t]);
        short_number(turn, lane->turn[t]);
        text_format(out, size, tr(picture->view->strings, STRING_CELL_SENT), a, slope, turn);
        return;
    }
    number_format_short(b, (int)sizeof b, 100 * lane->straight_share[t], 2);
    number_format_short(a, (int)sizeof a, 100 * (1 - lane->straight_share[t]), 2);
    text_format(out, size, tr(picture->view->strings, STRING_CELL_SHARES), state, account->previous + 1, b, a,
                lane->agreement[t] < 0.5 ? tr(picture->view->strings, STRING_CELL_CANCEL) : "");
}

void cell_write_no_diagram(char *out, int size, const View *view) {
    text_format(out, size, tr(view->strings, STRING_CELL_NO_DIAGRAM), tr_name(view->strings, view->run->net.facts->with_article));
}

static void write_words(char *out, int size, const CellPicture *picture) {
    if (picture->lit >= 0 && picture->account && !picture->place.is_head) {
        write_lit(out, size, picture);
        int used = (int)strlen(out);
        if (picture->view->lost) text_format(out + used, size - used, "; %s", picture->view->lost);
        return;
    }
    if (picture->place.is_padding) {
        text_format(out, size, tr(picture->view->strings, STRING_CELL_PADDING_WORDS), picture->view->run->trace.length[0]);
        return;
    }
    if (picture->place.is_backward) {
        write_backward(out, size, picture);
        return;
    }
    if (!picture->place.is_head && !cell_has_diagram(picture->cell)) { /* the card says it */
        out[0] = '\0';
        return;
    }
    const char *const forward[CELL_COUNT] = {
        [CELL_RNN] = tr(picture->view->strings, STRING_CELL_ABOUT_RNN),
        [CELL_GRU] = tr(picture->view->strings, STRING_CELL_ABOUT_GRU),
        [CELL_LSTM] = tr(picture->view->strings, STRING_CELL_ABOUT_LSTM),
    };
    text_format(out, size, "%s", picture->place.is_head ? tr(picture->view->strings, STRING_CELL_ABOUT_HEAD) : forward[picture->cell]);
}

void cell_write_words(char *out, int size, const CellPicture *picture) {
    write_words(out, size, picture);
    if (picture->place.direction) prime_letters(out, size);
}
