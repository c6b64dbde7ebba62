/* How a state depends on an earlier one, as sums and products (declared in terms_inside.h). With u the number of a unit, and h, c the state:

     RNN    dh_i/dh_j = phi'(a_i) W_ij
     GRU    dh_i/dh_j = z_i [i = j] + (h_i' - n_i) z'_i W^z_ij + (1 - z_i) n'_i (r_i W^n_ij + q_i r'_i W^r_ij)
     LSTM   dc_i/dc_j = f_i [i = j],  dc_i/dh_j = c_i' f'_i W^f_ij + g_i i'_i W^i_ij + i_i g'_i W^g_ij,
            dh_i/d(.) = o_i tanh'(c_i) dc_i/d(.)  (+ tanh(c_i) o'_i W^o_ij by h)
     P_t    = P_next J_next, the identity at the step processed last;  sigma = sum of u_i P_ij v_j

   Behind them the sums of terms_eigen.c: eigenvalues of W, where it is not too close to defective, and places on principal axes. */
#include "base/arena.h"
#include "engine/analysis/terms_inside.h"
#include "engine/cell/cell.h"
#include "engine/cell/facts.h"
#include "engine/net/eigen_move.h"
#include <math.h>

static TermsPlace of_gate(const Maker *maker, TermsKind kind, int gate, int unit) {
    return maker_gate(maker, kind, maker->at.step, gate, unit);
}

static TermsPlace of_unit(const Maker *maker, TermsKind kind, int unit) { return maker_there(maker, kind, maker->at.step, unit); }

static void times_weight(Maker *maker, int gate, int i, int j) {
    maker_times(maker, of_gate(maker, TERMS_SLOPE, gate, i));
    maker_times(maker, maker_weight(maker, PARAM_RECURRENT_WEIGHT, gate * maker->H + i, j));
}

static void form_gru(Maker *maker, int i, int j) {
    if (i == j) maker_add(maker, of_gate(maker, TERMS_GATE, GRU_Z, i));
    maker_add(maker, of_unit(maker, TERMS_APART, i));
    times_weight(maker, GRU_Z, i, j);
    maker_add_product(maker, of_unit(maker, TERMS_REST, i), of_gate(maker, TERMS_GATE, GRU_R, i));
    times_weight(maker, GRU_N, i, j);
    maker_add_product(maker, of_unit(maker, TERMS_REST, i), of_gate(maker, TERMS_SLOPE, GRU_N, i));
    maker_times(maker, of_unit(maker, TERMS_Q, i));
    times_weight(maker, GRU_R, i, j);
}

/* Of c: the row is below H here. */
static void form_lstm_c(Maker *maker, int i, int j) {
    if (j >= maker->H) {
        if (i == j - maker->H) maker_add(maker, of_gate(maker, TERMS_GATE, LSTM_F, i));
        return;
    }
    maker_add(maker, maker_there(maker, TERMS_C, maker->previous, i));
    times_weight(maker, LSTM_F, i, j);
    maker_add(maker, of_gate(maker, TERMS_GATE, LSTM_G, i));
    times_weight(maker, LSTM_I, i, j);
    maker_add(maker, of_gate(maker, TERMS_GATE, LSTM_I, i));
    times_weight(maker, LSTM_G, i, j);
}

static void form_jacobian(Maker *maker) {
    int i = maker->at.row, j = maker->at.col, H = maker->H;
    switch (maker->net->spec.cell) {
    case CELL_RNN:
        maker_begin_term(maker);
        times_weight(maker, 0, i, j);
        return;
    case CELL_GRU: form_gru(maker, i, j); return;
    case CELL_LSTM:
        if (i >= H) {
            form_lstm_c(maker, i - H, j);
            return;
        }
        TermsPlace c = maker->at; /* how c depends on it */
        c.row = i + H;
        maker_add_product(maker, of_gate(maker, TERMS_GATE, LSTM_O, i), of_unit(maker, TERMS_SLOPE_C, i));
        maker_times(maker, c);
        if (j >= H) return;
        maker_add(maker, of_unit(maker, TERMS_TANH_C, i));
        times_weight(maker, LSTM_O, i, j);
        return;
    default: return; /* no formula of it is known here */
    }
}

/* P_t[i][j] = sum over k of P_next[i][k] J_next[k][j] */
static void form_product(Maker *maker) {
    int n = terms_count_state(maker->net), last = maker->at.direction ? 0 : maker->trace->length[0] - 1;
    if (maker->at.step == last) return; /* the identity */
    int next = maker->at.direction ? maker->at.step - 1 : maker->at.step + 1;
    double *row = mem_new((size_t)n * sizeof *row);
    maker->failed = !row || !terms_product_row(row, maker->source, &maker->at, next, maker->at.row);
    TermsPlace P = maker->at, J = maker->at;
    P.step = J.step = next;
    J.kind = TERMS_JACOBIAN;
    for (int k = 0; k < n && !maker->failed; k++) {
        P.col = J.row = k;
        maker_begin_term(maker);
        maker_factor(maker, P, row[k]);
        maker_times(maker, J);
    }
    mem_free(row);
}

static void form_singular(Maker *maker) {
    int n = terms_count_state(maker->net), rank = maker->at.row;
    double left[TERMS_SINGULAR_MAX], right[TERMS_SINGULAR_MAX], *P = mem_new((size_t)n * (size_t)n * sizeof *P);
    maker->failed = !P || !terms_singular(P, NULL, left, right, maker->source, &maker->at, rank);
    TermsPlace u = maker_here(maker, TERMS_LEFT), v = maker_here(maker, TERMS_RIGHT), entry = maker_here(maker, TERMS_PRODUCT);
    u.col = v.col = rank;
    for (int i = 0; i < n && !maker->failed; i++) {
        for (int j = 0; j < n; j++) {
            u.row = entry.row = i;
            v.row = entry.col = j;
            maker_begin_term(maker);
            maker_factor(maker, u, left[i]);
            maker_factor(maker, entry, P[i * n + j]);
            maker_factor(maker, v, right[j]);
        }
    }
    mem_free(P);
}

static void form_modulus(Maker *maker) {
    TermsPlace re = maker_here(maker, TERMS_EIGEN), im = re;
    re.gate = im.gate = maker->at.gate;
    im.kind = TERMS_EIGEN_IM;
    maker->out->function = TERMS_ROOT;
    maker_add_product(maker, re, re);
    if (terms_value_of_place(maker->source, &im) != 0) maker_add_product(maker, im, im);
}

static void form_eigenvalue(Maker *maker) {
    int H = maker->H, first = maker->at.gate * H;
    double *share = mem_new((2 * (size_t)H * (size_t)H + eigen_move_work(H)) * sizeof *share);
    maker->failed = !share;
    if (share && terms_find_shares(share, maker->source, &maker->at))
        for (int i = 0; i < H * H; i++) {
            maker_add(maker, maker_weight(maker, PARAM_RECURRENT_WEIGHT, first + i / H, i % H));
            maker_times_number(maker, share[2 * i + (maker->at.kind == TERMS_EIGEN_IM)]);
        }
    mem_free(share);
}

static void form_along(Maker *maker) {
    double *axis = mem_new((size_t)maker->H * sizeof *axis);
    maker->failed = !axis;
    bool is_found = axis && !isnan(terms_value_along(maker->source, &maker->at, axis));
    for (int i = 0; i < maker->H && is_found; i++) {
        maker_add(maker, maker_there(maker, TERMS_AWAY, maker->at.step, i));
        maker_times_number(maker, axis[i]);
    }
    mem_free(axis);
}

static void form_away(Maker *maker) {
    int read = terms_count_read(maker->trace);
    maker_add(maker, maker_here(maker, TERMS_H));
    for (int t = 0; t < read; t++) {
        maker_add(maker, maker_there(maker, TERMS_H, t, maker->at.row));
        maker_times_number(maker, -1.0 / read);
    }
}

void terms_form_state(Maker *maker) {
    if (maker->at.kind == TERMS_JACOBIAN) form_jacobian(maker);
    if (maker->at.kind == TERMS_PRODUCT) form_product(maker);
    if (maker->at.kind == TERMS_SINGULAR) form_singular(maker);
    if (maker->at.kind == TERMS_MODULUS) form_modulus(maker);
    if (maker->at.kind == TERMS_EIGEN || maker->at.kind == TERMS_EIGEN_IM) form_eigenvalue(maker);
    if (maker->at.kind == TERMS_ALONG) form_along(maker);
    if (maker->at.kind == TERMS_AWAY) form_away(maker);
}
