/* See terms_words.h. One row for each name says which numbers stand behind it. */
#include "lab/terms_words.h"
#include "base/number.h"
#include "engine/analysis/axes.h"
#include "engine/cell/facts.h"
#include <string.h>

/* The arguments of a name: g gate, t time step, k time step of a loss, K the same or nothing, u unit, i input, o output, r row and c column
   of the matrix, j index of a bias, l layer and direction; d the direction alone; m and n row and column of the state (h, or h and c), s
   which singular value; e which eigenvalue, A which principal axis; w a weight by its name, with its places. Behind what is of one loss stands "of K". */
typedef struct NameRow {
    const char *name, *args;
    TermsKind kind, gradient; /* CONSTANT: it has none */
    ParamKind param;
    const char *words, *gradient_words; /* a phrase; numbers are put in behind it */
} NameRow;

static const NameRow rows[] = {
    {"x", "ti", TERMS_X, TERMS_DX, 0, "input", "gradient of input"},
    {"target", "ko", TERMS_TARGET, TERMS_CONSTANT, 0, "target of output", ""},
    {"mask", "tul", TERMS_MASK, TERMS_CONSTANT, 0, "dropout mask of", ""},
    {"h", "tul", TERMS_H, TERMS_DH, 0, "hidden state of", "gradient of the hidden state of"},
    {"c", "tul", TERMS_C, TERMS_DC, 0, "cell state of", "gradient of the cell state of"},
    {"up", "tul", TERMS_UP, TERMS_DUP, 0, "what the layer above reads of", "gradient of what the layer above reads of"},
    {"by_input", "gtul", TERMS_BY_INPUT, TERMS_CONSTANT, 0, "what the input adds to the pre-activation of", ""},
    {"by_state", "gtul", TERMS_BY_STATE, TERMS_CONSTANT, 0, "what the state before adds to the pre-activation of", ""},
    {"b", "gul", TERMS_BIAS, TERMS_CONSTANT, 0, "both biases together of", ""},
    {"q", "tul", TERMS_Q, TERMS_DQ, 0, "what the reset gate acts on, of", "gradient of what the reset gate acts on, of"},
    {"tanh_c", "tul", TERMS_TANH_C, TERMS_DTANH_C, 0, "tanh of the cell state of", "gradient of tanh of the cell state of"},
    {"rest", "tul", TERMS_REST, TERMS_CONSTANT, 0, "1 minus the update gate of", ""},
    {"apart", "tul", TERMS_APART, TERMS_CONSTANT, 0, "old state minus candidate, of", ""},
    {"slope_c", "tul", TERMS_SLOPE_C, TERMS_CONSTANT, 0, "slope of tanh at the cell state of", ""},
    {"flat", "gtul", TERMS_FLAT, TERMS_CONSTANT, 0, "1 if saturated, 0 if not:", ""},
    {"flat_c", "tul", TERMS_FLAT_C, TERMS_CONSTANT, 0, "1 if tanh of the cell state is saturated, 0 if not:", ""},
    {"flat_unit", "gul", TERMS_FLAT_UNIT, TERMS_CONSTANT, 0, "share of the steps that are saturated:", ""},
    {"flat_unit_c", "ul", TERMS_FLAT_UNIT_C, TERMS_CONSTANT, 0, "share of the steps at which tanh of the cell state is saturated:", ""},
    {"flat_share", "gl", TERMS_FLAT_SHARE, TERMS_CONSTANT, 0, "saturated share of all units and steps", ""},
    {"flat_share_c", "l", TERMS_FLAT_SHARE_C, TERMS_CONSTANT, 0, "saturated share of tanh of the cell state, of all units and steps", ""},
    {"slope", "gtul", TERMS_SLOPE, TERMS_CONSTANT, 0, "slope of the nonlinearity of", ""},
    {"a", "gtul", TERMS_PRE, TERMS_DPRE, 0, "pre-activation of", "gradient of the pre-activation of"},
    {"y", "ko", TERMS_Y, TERMS_DY, 0, "output", "gradient of output"},
    {"p", "ko", TERMS_P, TERMS_CONSTANT, 0, "probability of output", ""},
    {"error", "ko", TERMS_ERROR, TERMS_CONSTANT, 0, "error of output", ""},
    {"lse", "k", TERMS_LSE, TERMS_CONSTANT, 0, "log of the sum of exp of all outputs", ""},
    {"raw", "k", TERMS_RAW, TERMS_CONSTANT, 0, "loss before the mean over steps,", ""},
    {"L", "K", TERMS_LOSS, TERMS_CONSTANT, 0, "loss", ""},
    {"U", "rcl", TERMS_WEIGHT, TERMS_DWEIGHT, PARAM_INPUT_WEIGHT, "input weight", "gradient of the input weight"},
    {"W", "rcl", TERMS_WEIGHT, TERMS_DWEIGHT, PARAM_RECURRENT_WEIGHT, "recurrent weight", "gradient of the recurrent weight"},
    {"V", "rc", TERMS_WEIGHT, TERMS_DWEIGHT, PARAM_HEAD_WEIGHT, "output weight", "gradient of the output weight"},
    {"b_ih", "jl", TERMS_WEIGHT, TERMS_DWEIGHT, PARAM_INPUT_BIAS, "input bias", "gradient of the input bias"},
    {"b_hh", "jl", TERMS_WEIGHT, TERMS_DWEIGHT, PARAM_RECURRENT_BIAS, "recurrent bias", "gradient of the recurrent bias"},
    {"b_y", "j", TERMS_WEIGHT, TERMS_DWEIGHT, PARAM_HEAD_BIAS, "output bias", "gradient of the output bias"},
    {"jacobian", "tmnl", TERMS_JACOBIAN, TERMS_CONSTANT, 0, "how the state depends on the state before it,", ""},
    {"product", "tmnl", TERMS_PRODUCT, TERMS_CONSTANT, 0, "how the last state depends on the state", ""},
    {"stretch", "tsl", TERMS_SINGULAR, TERMS_CONSTANT, 0, "singular value of how the last state depends on the state", ""},
    {"eigenvalue_size", "gel", TERMS_MODULUS, TERMS_CONSTANT, 0, "size of eigenvalue", ""},
    {"eigenvalue", "gel", TERMS_EIGEN, TERMS_CONSTANT, 0, "real part, with constants from the eigenvectors at this W, of eigenvalue", ""},
    {"eigenvalue_im", "gel", TERMS_EIGEN_IM, TERMS_CONSTANT, 0,
     "imaginary part, with constants from the eigenvectors at this W, of eigenvalue", ""},
    {"along", "tAl", TERMS_ALONG, TERMS_CONSTANT, 0, "place of the state, with the axis of this path as constants,", ""},
    {"away", "tul", TERMS_AWAY, TERMS_CONSTANT, 0, "state less its mean over the steps, of", ""},
    {"left", "tmsl", TERMS_LEFT, TERMS_CONSTANT, 0, "direction in which a change arrives,", ""},
    {"right", "tmsl", TERMS_RIGHT, TERMS_CONSTANT, 0, "direction of a change,", ""},
    {"sent", "ud", TERMS_SENT, TERMS_CONSTANT, 0, "what is sent to", ""},
    {"carry", "tul", TERMS_CARRY, TERMS_CONSTANT, 0, "what is sent back through time to h by", ""},
    {"carry_c", "tul", TERMS_CARRY_C, TERMS_CONSTANT, 0, "what is sent back through time to c by", ""},
    {"straight", "tul", TERMS_STRAIGHT, TERMS_CONSTANT, 0, "what passes no weight on the way back through time from", ""},
    {"through", "tul", TERMS_THROUGH, TERMS_CONSTANT, 0, "what passes W on the way back through time from", ""},
    {"through_gate", "gtul", TERMS_THROUGH_GATE, TERMS_CONSTANT, 0, "what passes W on the way back through time from", ""},
    {"above", "tul", TERMS_ABOVE, TERMS_CONSTANT, 0, "what the loss there or the layer above sends to", ""},
    {"by_h", "tul", TERMS_BY_H, TERMS_CONSTANT, 0, "what h sends into the cell state of", ""},
    {"kept", "tl", TERMS_KEPT, TERMS_CONSTANT, 0, "factor of the straight strand,", ""},
    {"strands", "tl", TERMS_STRANDS, TERMS_CONSTANT, 0, "lengths of both strands together,", ""},
    {"share", "tl", TERMS_SHARE, TERMS_CONSTANT, 0, "share of the straight strand,", ""},
    {"share_through", "tl", TERMS_SHARE_THROUGH, TERMS_CONSTANT, 0, "share of the strand through W,", ""},
    {"arrivals", "tl", TERMS_ARRIVALS, TERMS_CONSTANT, 0, "lengths of what comes from above and from the next step, together,", ""},
    {"share_above", "tl", TERMS_SHARE_ABOVE, TERMS_CONSTANT, 0, "share of what comes from above,", ""},
    {"into_c", "tl", TERMS_INTO_C, TERMS_CONSTANT, 0, "factor from h into c where the loss sets out,", ""},
    {"relative", "tl", TERMS_RELATIVE, TERMS_CONSTANT, 0, "what arrives at h, as a part of what set out,", ""},
    {"relative_c", "tl", TERMS_RELATIVE_C, TERMS_CONSTANT, 0, "what arrives at c, as a part of what set out,", ""},
    {"factor", "tl", TERMS_FACTOR, TERMS_CONSTANT, 0, "factor of the arrow back in time", ""},
    {"slopes", "tl", TERMS_SLOPES, TERMS_CONSTANT, 0, "factor of the slopes alone,", ""},
    {"turn", "tl", TERMS_TURN, TERMS_CONSTANT, 0, "factor of W alone, after the slopes,", ""},
    {"pull", "tl", TERMS_PULL, TERMS_CONSTANT, 0, "pull at the gradient of all losses", ""},
    {"set_out", "", TERMS_NORM, TERMS_CONSTANT, 0, "length of what sets out", ""},
    {"truncated", "w", TERMS_TRUNCATED, TERMS_CONSTANT, 0, "truncated gradient of the", ""},
    {"cut", "w", TERMS_CUT, TERMS_CONSTANT, 0, "gradient, cut, of the", ""},
    {"step", "w", TERMS_STEP, TERMS_CONSTANT, 0, "gradient that the optimiser is given of the", ""},
    {"moment1_before", "w", TERMS_MOMENT1_BEFORE, TERMS_CONSTANT, 0, "what the optimiser kept of the gradients before, of the", ""},
    {"moment2_before", "w", TERMS_MOMENT2_BEFORE, TERMS_CONSTANT, 0, "what the optimiser kept of the squared gradients before, of the", ""},
    {"moment1", "w", TERMS_MOMENT1, TERMS_CONSTANT, 0, "what the optimiser keeps of the gradients of the", ""},
    {"moment2", "w", TERMS_MOMENT2, TERMS_CONSTANT, 0, "what the optimiser keeps of the squared gradients of the", ""},
    {"root", "w", TERMS_ROOT_MOMENT, TERMS_CONSTANT, 0, "root of what is kept of the squared gradients of the", ""},
    {"divisor", "w", TERMS_DIVISOR, TERMS_CONSTANT, 0, "what the step is divided by, of the", ""},
    {"change", "w", TERMS_DELTA, TERMS_CONSTANT, 0, "change of the", ""},
    {"next", "w", TERMS_NEXT, TERMS_CONSTANT, 0, "value after the update of the", ""},
    {"clip", "", TERMS_CLIP, TERMS_CONSTANT, 0, "factor of clipping, for all weights", ""},
    {"clip_length", "", TERMS_CLIP_LENGTH, TERMS_CONSTANT, 0, "length of the gradient of all weights plus 1e-6", ""},
};

/* The length of the gradient of all weights: "length", and of what training makes of it. */
static const struct {
    const char *name;
    TermsKind of;
    const char *words;
} lengths[] = {{"length", TERMS_DWEIGHT, "length of the gradient of all weights"},
               {"length_truncated", TERMS_TRUNCATED, "length of the truncated gradient of all weights"},
               {"length_cut", TERMS_CUT, "length of the gradient of all weights, before it is clipped"}};
enum { LENGTHS = sizeof lengths / sizeof *lengths };

/* Lengths: "norm dh 4 2", "norm W f". Arguments as above; G a gate of a block of weights. */
typedef struct NormRow {
    const char *name, *args;
    TermsKind of;
    ParamKind param;
    const char *words;
} NormRow;
static const NormRow norms[] = {
    {"h", "tl", TERMS_H, 0, "length of the hidden state"},
    {"c", "tl", TERMS_C, 0, "length of the cell state"},
    {"dh", "tl", TERMS_DH, 0, "length of the gradient of h"},
    {"dc", "tl", TERMS_DC, 0, "length of the gradient of c"},
    {"da", "gtl", TERMS_DPRE, 0, "length of the gradient of the pre-activations"},
    {"carry", "tl", TERMS_CARRY, 0, "length of what is sent back through time to h"},
    {"carry_c", "tl", TERMS_CARRY_C, 0, "length of what is sent back through time to c"},
    {"straight", "tl", TERMS_STRAIGHT, 0, "length of what passes no weight on the way back"},
    {"through", "tl", TERMS_THROUGH, 0, "length of what passes W on the way back"},
    {"above", "tl", TERMS_ABOVE, 0, "length of what comes from the loss or the layer above"},
    {"U", "gl", TERMS_WEIGHT, PARAM_INPUT_WEIGHT, "length of the input weights"},
    {"W", "gl", TERMS_WEIGHT, PARAM_RECURRENT_WEIGHT, "length of the recurrent weights"},
    {"V", "", TERMS_WEIGHT, PARAM_HEAD_WEIGHT, "length of the output weights"},
    {"dU", "gl", TERMS_DWEIGHT, PARAM_INPUT_WEIGHT, "length of the gradient of the input weights"},
    {"dW", "gl", TERMS_DWEIGHT, PARAM_RECURRENT_WEIGHT, "length of the gradient of the recurrent weights"},
    {"dV", "", TERMS_DWEIGHT, PARAM_HEAD_WEIGHT, "length of the gradient of the output weights"},
};
enum { NORMS = sizeof norms / sizeof *norms };
enum { ROWS = sizeof rows / sizeof *rows, NAME_MAX = 64 };
static const NameRow gate_row = {"", "tul", TERMS_GATE, TERMS_DGATE, 0, "", ""};

/* --- reading --- */

typedef struct Reader {
    Str text, rest, word; /* word: the next one; empty at the end */
    const Trace *trace;
    Diag *diag;
} Reader;

static void next(Reader *reader) { reader->word = str_next_word(&reader->rest); }

static bool fail(const Reader *reader, const char *what, long most) {
    int column = reader->word.count > 0 ? (int)(reader->word.at - reader->text.at) + 1 : reader->text.count + 1;
    Str found = {reader->word.at, str_fit(reader->word, 40)};
    if (found.count == 0 && most > 0)
        return diag_fail_at(reader->diag, NULL, 0, column, "terms: the %s is missing; expected 1 to %ld.", what, most);
    if (found.count == 0) return diag_fail_at(reader->diag, NULL, 0, column, "terms: here is no %s.", what);
    if (most > 0)
        return diag_fail_at(reader->diag, NULL, 0, column, "terms: \"%.*s\" is no %s; expected 1 to %ld.", found.count, found.at, what,
                            most);
    return diag_fail_at(reader->diag, NULL, 0, column, "terms: \"%.*s\" is no %s.", found.count, found.at, what);
}

static bool read_number(int *out, Reader *reader, const char *what, int most) {
    long number;
    if (!number_parse_int(&number, reader->word) || number < 1 || number > most) return fail(reader, what, most);
    *out = (int)number - 1;
    next(reader);
    return true;
}

static bool read_step(int *out, Reader *reader) {
    int T = reader->trace->wiring.steps;
    if (!str_equal(reader->word, "T")) return read_number(out, reader, "time step", T);
    *out = T - 1;
    next(reader);
    return true;
}

static bool read_loss(int *out, Reader *reader) {
    const Wiring *wiring = &reader->trace->wiring;
    Reader before = *reader;
    int step = 0;
    if (!read_step(&step, reader)) return false;
    for (int k = 0; k < wiring->loss_count; k++) {
        if (wiring->loss_step[k] != step) continue;
        *out = k;
        return true;
    }
    *reader = before;
    return diag_fail(reader->diag, "terms: step %d has no loss; the last one is at step %d.", step + 1,
                     wiring->loss_step[wiring->loss_count - 1] + 1);
}

static void list_gates(char *out, int size, const CellFacts *facts) {
    int used = text_format(out, size, "%s", "");
    for (int g = 0; g < facts->gates; g++) used += text_format(out + used, size - used, "%s%s", g > 0 ? ", " : "", facts->gate[g].letter);
}

static int find_gate(const CellFacts *facts, Str word) {
    for (int g = 0; g < facts->gates; g++)
        if (str_equal(word, facts->gate[g].letter)) return g;
    return -1;
}

static bool read_gate(int *out, Reader *reader) {
    const CellFacts *facts = reader->trace->net->facts;
    char gates[64];
    if (facts->is_plain) return true;
    *out = find_gate(facts, reader->word);
    list_gates(gates, (int)sizeof gates, facts);
    if (*out < 0)
        return diag_fail(reader->diag, "terms: \"%.*s\" is not a gate of %s; expected %s.", str_fit(reader->word, 40), reader->word.at,
                         facts->with_article, gates);
    next(reader);
    return true;
}

static bool read_direction(TermsPlace *out, Reader *reader) {
    const NetSpec *spec = &reader->trace->net->spec;
    if (reader->word.count == 0 || str_equal(reader->word, "of")) return true;
    if (!str_equal(reader->word, "reverse")) return fail(reader, "direction; expected reverse", 0);
    if (spec->directions < 2) return diag_fail(reader->diag, "terms: the network reads forward only; \"set direction both\" adds reverse.");
    out->direction = 1;
    next(reader);
    return true;
}

static bool read_lane(TermsPlace *out, Reader *reader) {
    const NetSpec *spec = &reader->trace->net->spec;
    if (reader->word.count == 0 || str_equal(reader->word, "of")) return true;
    if (!read_number(&out->layer, reader, "layer", spec->layers)) return false;
    return read_direction(out, reader);
}

static int count_state(const Net *net) { return net->spec.hidden * (net->facts->has_c ? 2 : 1); }

static bool read_weight(TermsPlace *out, Reader *reader);

static bool read_arg(TermsPlace *out, Reader *reader, char arg) {
    const Net *net = reader->trace->net;
    bool is_weight = terms_is_of_weight(out->kind);
    const Param *param = is_weight ? net_get_param(net, out->param, 0, 0) : NULL; /* in other layers only U is wider: see below */
    switch (arg) {
    case 'g': return read_gate(&out->gate, reader);
    case 't': return read_step(&out->step, reader);
    case 'k': return read_loss(&out->step, reader);
    case 'K':
        if (reader->word.count > 0) return read_loss(&out->step, reader);
        out->kind = TERMS_TOTAL;
        return true;
    case 'u': return read_number(&out->row, reader, "unit", net->spec.hidden);
    case 'i': return read_number(&out->row, reader, "input", net->spec.inputs);
    case 'o': return read_number(&out->row, reader, "output", net->spec.outputs);
    case 'r': return read_number(&out->row, reader, "row", param->rows);
    case 'c': return read_number(&out->col, reader, "column", out->param == PARAM_INPUT_WEIGHT ? NET_HIDDEN_MAX * 2 : param->cols);
    case 'j': return read_number(&out->col, reader, "place of this bias", param->cols);
    case 'd': return read_direction(out, reader);
    case 'w': return read_weight(out, reader);
    case 'm': return read_number(&out->row, reader, "row of the state", count_state(net));
    case 'n': return read_number(&out->col, reader, "column of the state", count_state(net));
    case 's': return read_number(out->kind == TERMS_SINGULAR ? &out->row : &out->col, reader, "rank of a singular value", count_state(net));
    case 'e': return read_number(&out->row, reader, "rank of an eigenvalue", net->spec.hidden);
    case 'A': return read_number(&out->row, reader, "principal axis", AXES_COUNT);
    default: return read_lane(out, reader);
    }
}

static const NameRow *find_weight_name(ParamKind param) {
    for (int i = 0; i < ROWS; i++)
        if (rows[i].kind == TERMS_WEIGHT && rows[i].param == param) return &rows[i];
    return NULL;
}

/* "W 2 3": the name of a weight and its places. */
static bool read_weight(TermsPlace *out, Reader *reader) {
    const NameRow *row = NULL;
    for (int i = 0; i < ROWS; i++)
        if (rows[i].kind == TERMS_WEIGHT && str_equal(reader->word, rows[i].name)) row = &rows[i];
    if (!row) return fail(reader, "weight; expected U, W, V, b_ih, b_hh or b_y", 0);
    out->param = row->param;
    next(reader);
    for (const char *arg = row->args; *arg; arg++)
        if (!read_arg(out, reader, *arg)) return false;
    return true;
}

static int find_length(Str word) {
    for (int i = 0; i < LENGTHS; i++)
        if (str_equal(word, lengths[i].name)) return i;
    return -1;
}

static int length_of(const TermsPlace *place) {
    for (int i = 0; i < LENGTHS; i++)
        if (place->kind == TERMS_LENGTH && place->of == lengths[i].of) return i;
    return -1;
}

/* The row of a name, with 'd' before it of its gradient. */
static const NameRow *find_name(const Trace *trace, Str word, bool *of_gradient, int *gate) {
    const CellFacts *facts = trace->net->facts;
    *of_gradient = false;
    for (int i = 0; i < ROWS; i++)
        if (str_equal(word, rows[i].name)) return &rows[i];
    *gate = facts->is_plain ? -1 : find_gate(facts, word);
    if (*gate >= 0) return &gate_row;
    Str rest = {word.at + 1, word.count - 1};
    if (word.count < 2 || word.at[0] != 'd') return NULL;
    *of_gradient = true;
    for (int i = 0; i < ROWS; i++)
        if (rows[i].gradient != TERMS_CONSTANT && str_equal(rest, rows[i].name)) return &rows[i];
    *gate = facts->is_plain ? -1 : find_gate(facts, rest);
    return *gate >= 0 ? &gate_row : NULL;
}

static bool fail_name(const Reader *reader) {
    const CellFacts *facts = reader->trace->net->facts;
    char gates[64] = "";
    if (!facts->is_plain) list_gates(gates, (int)sizeof gates, facts);
    return fail(reader,
                facts->is_plain
                    ? "number that is known; expected x, a, h, y, p, L, U, W, V, b_ih, b_hh or b_y with its places, as in h 4 3, or "
                      "its gradient, as in dh 4 3"
                    : "number that is known; expected x, a, a gate's letter, h, y, p, L, U, W, V, b_ih, b_hh or b_y with its "
                      "places, as in h 4 3, or its gradient, as in dh 4 3",
                0);
}

static const NormRow *find_norm(Str word) {
    for (int i = 0; i < NORMS; i++)
        if (str_equal(word, norms[i].name)) return &norms[i];
    return NULL;
}

/* "of K", of what leads back from losses. */
static bool read_of(TermsPlace *out, Reader *reader) {
    int loss;
    if (!str_equal(reader->word, "of")) return true;
    if (!terms_is_of_loss(out)) return fail(reader, "part of this number; only what leads back from a loss is of one", 0);
    next(reader);
    if (!read_loss(&loss, reader)) return false;
    out->loss = reader->trace->wiring.loss_count > 1 ? loss + 1 : 0;
    return true;
}

static bool read_args(TermsPlace *out, Reader *reader, const char *args) {
    for (const char *arg = args; *arg; arg++)
        if (!read_arg(out, reader, *arg)) return false;
    if (!read_of(out, reader)) return false;
    return reader->word.count == 0 || fail(reader, "part of this number; it is too much", 0);
}

static bool read_norm(TermsPlace *out, Reader *reader) {
    const NormRow *row = find_norm(reader->word);
    if (!row)
        return fail(reader,
                    "number that has a length; expected h, c, dh, dc, da, carry, carry_c, straight, through, above, U, W, V, dU, dW or dV",
                    0);
    *out = (TermsPlace){.kind = TERMS_NORM, .of = row->of, .param = row->param};
    next(reader);
    return read_args(out, reader, row->args);
}

bool terms_words_parse(TermsPlace *out, Str text, const Trace *trace, Diag *diag) {
    Reader reader = {.text = text, .rest = text, .trace = trace, .diag = diag};
    bool of_gradient, is_norm;
    int gate = 0;
    TermsPlace place;
    next(&reader);
    Str name = reader.word;
    is_norm = str_equal(name, "norm");
    if (is_norm) {
        next(&reader);
        if (!read_norm(&place, &reader)) return false;
    } else {
        int length = find_length(name);
        const NameRow *row = reader.word.count > 0 && length < 0 ? find_name(trace, reader.word, &of_gradient, &gate) : NULL;
        if (!row && length < 0) return fail_name(&reader);
        if (row)
            place = (TermsPlace){.kind = of_gradient ? row->gradient : row->kind, .param = row->param, .gate = row == &gate_row ? gate : 0};
        else
            place = (TermsPlace){.kind = TERMS_LENGTH, .of = lengths[length].of};
        if (place.kind == TERMS_NORM) place.of = TERMS_SENT;
        next(&reader);
        if (!read_args(&place, &reader, row ? row->args : "")) return false;
    }
    if (terms_is_of_loss(&place) && place.loss == 0 && trace->wiring.loss_count > 1 && !terms_has(trace, &place)) {
        place.loss = 1;
        bool needs_loss = terms_has(trace, &place);
        if (needs_loss)
            return diag_fail(diag, "terms: %.*s is of one loss; add \"of %d\" for the last one, at that time step.", name.count, name.at,
                             trace->wiring.loss_step[trace->wiring.loss_count - 1] + 1);
    }
    if (!terms_has(trace, &place))
        return diag_fail(diag, "terms: there is no %.*s here: %s with this loss, wiring and depth has none.", name.count, name.at,
                         trace->net->facts->with_article);
    *out = place;
    return true;
}

/* --- writing --- */

static const NameRow *row_of(const TermsPlace *place, bool *of_gradient) {
    *of_gradient = terms_is_gradient(place->kind);
    if (place->kind == TERMS_GATE || place->kind == TERMS_DGATE) return &gate_row;
    for (int i = 0; i < ROWS; i++) {
        TermsKind kind = *of_gradient ? rows[i].gradient : rows[i].kind;
        bool is_weight = kind == TERMS_WEIGHT || kind == TERMS_DWEIGHT;
        bool is_total = place->kind == TERMS_TOTAL && kind == TERMS_LOSS;
        if ((kind == place->kind || is_total) && (!is_weight || rows[i].param == place->param)) return &rows[i];
    }
    return NULL;
}

static const NormRow *norm_of(const TermsPlace *place) {
    bool is_weight = place->of == TERMS_WEIGHT || place->of == TERMS_DWEIGHT;
    for (int i = 0; i < NORMS; i++)
        if (norms[i].of == place->of && (!is_weight || norms[i].param == place->param)) return &norms[i];
    return NULL;
}

static int loss_step(const Trace *trace, const TermsPlace *place) { return trace->wiring.loss_step[place->step] + 1; }

static int write_args(char *out, int size, const char *args, const TermsPlace *place, const Trace *trace) {
    const CellFacts *facts = trace->net->facts;
    int used = 0;
    for (const char *arg = args; *arg; arg++) {
        char *at = out + used;
        int left = size - used;
        if (*arg == 'g' && !facts->is_plain) used += text_format(at, left, " %s", facts->gate[place->gate].letter);
        if (*arg == 't') used += text_format(at, left, " %d", place->step + 1);
        if (*arg == 'k' || (*arg == 'K' && place->kind != TERMS_TOTAL)) used += text_format(at, left, " %d", loss_step(trace, place));
        if (strchr("uiormeA", *arg)) used += text_format(at, left, " %d", place->row + 1);
        if (*arg == 'c' || *arg == 'j' || *arg == 'n') used += text_format(at, left, " %d", place->col + 1);
        if (*arg == 'w') {
            const NameRow *weight = find_weight_name(place->param);
            used += text_format(at, left, " %s", weight->name);
            used += write_args(out + used, size - used, weight->args, place, trace);
        }
        if (*arg == 's') used += text_format(at, left, " %d", (place->kind == TERMS_SINGULAR ? place->row : place->col) + 1);
        if (*arg == 'd' && place->direction > 0) used += text_format(at, left, " reverse");
        if (*arg == 'l' && (place->layer > 0 || place->direction > 0))
            used += text_format(at, left, place->direction ? " %d reverse" : " %d", place->layer + 1);
    }
    if (place->loss > 0) used += text_format(out + used, size - used, " of %d", trace->wiring.loss_step[place->loss - 1] + 1);
    return used;
}

int terms_words_format(char *out, int size, const TermsPlace *place, const Trace *trace) {
    const CellFacts *facts = trace->net->facts;
    bool of_gradient;
    if (place->kind == TERMS_NORM && place->of != TERMS_SENT) {
        const NormRow *norm = norm_of(place);
        int used = text_format(out, size, "norm %s", norm->name);
        return used + write_args(out + used, size - used, norm->args, place, trace);
    }
    const NameRow *row = row_of(place, &of_gradient);
    if (length_of(place) >= 0) return text_format(out, size, "%s", lengths[length_of(place)].name);
    if (!row) return text_format(out, size, "%s", "");
    int used = text_format(out, size, "%s%s", of_gradient ? "d" : "", row == &gate_row ? facts->gate[place->gate].letter : row->name);
    return used + write_args(out + used, size - used, row->args, place, trace);
}

static int describe_lane(char *out, int size, const TermsPlace *place, const Trace *trace) {
    const NetSpec *spec = &trace->net->spec;
    int used = text_format(out, size, "%s", "");
    if (spec->layers > 1) used += text_format(out + used, size - used, ", layer %d", place->layer + 1);
    if (spec->directions > 1) used += text_format(out + used, size - used, place->direction ? ", reverse" : ", forward");
    return used;
}

static int describe_args(char *out, int size, const char *args, const char *name, const TermsPlace *place, const Trace *trace) {
    const CellFacts *facts = trace->net->facts;
    int used = text_format(out, size, "%s", "");
    for (const char *arg = args; *arg; arg++) {
        char *at = out + used;
        int left = size - used;
        bool has_step = strchr(args, 't') != NULL, is_of_unit = args[0] == 'g' && strchr(args, 'u') != NULL;
        if (*arg == 'g' && !facts->is_plain && arg[1] != 'e')
            used += text_format(at, left, is_of_unit ? " the %s of" : ", %s", facts->gate[place->gate].name);
        if (*arg == 't' && arg[1] != 'u' && arg[1] != 'i') used += text_format(at, left, " at step %d", place->step + 1);
        if (*arg == 'u' && !has_step) used += text_format(at, left, " unit %d", place->row + 1);
        if (*arg == 'u' && has_step)
            used += place->step < 0 ? text_format(at, left, " unit %d before the first step", place->row + 1)
                                    : text_format(at, left, " unit %d at step %d", place->row + 1, place->step + 1);
        if (*arg == 'i') used += text_format(at, left, " %d at step %d", place->row + 1, place->step + 1);
        if (*arg == 'o') used += text_format(at, left, " %d at step %d", place->row + 1, loss_step(trace, place));
        if ((*arg == 'k' && !args[1]) || *arg == 'K') used += text_format(at, left, " at step %d", loss_step(trace, place));
        if (*arg == 'r') used += text_format(at, left, " %s, row %d", name, place->row + 1);
        if (*arg == 'c') used += text_format(at, left, ", column %d", place->col + 1);
        if (*arg == 'm') used += text_format(at, left, ": row %d", place->row + 1);
        if (*arg == 'n') used += text_format(at, left, ", column %d", place->col + 1);
        if (*arg == 's') used += text_format(at, left, ", number %d", (place->kind == TERMS_SINGULAR ? place->row : place->col) + 1);
        if (*arg == 'e')
            used += facts->is_plain ? text_format(at, left, " %d of W", place->row + 1)
                                    : text_format(at, left, " %d of W_%s", place->row + 1, facts->gate[place->gate].letter);
        if (*arg == 'A') used += text_format(at, left, " on axis %d", place->row + 1);
        if (*arg == 'j') used += text_format(at, left, " %d", place->col + 1);
        if (*arg == 'l') used += describe_lane(at, left, place, trace);
        if (*arg == 'w') {
            const NameRow *weight = find_weight_name(place->param);
            used += text_format(at, left, " %s", weight->words);
            used += describe_args(out + used, size - used, weight->args, weight->name, place, trace);
        }
        if (*arg == 'd' && trace->net->spec.directions > 1) used += text_format(at, left, place->direction ? ", reverse" : ", forward");
    }
    if (place->loss > 0)
        used += text_format(out + used, size - used, ", of the loss at step %d", trace->wiring.loss_step[place->loss - 1] + 1);
    return used;
}

int terms_words_describe(char *out, int size, const TermsPlace *place, const Trace *trace) {
    const CellFacts *facts = trace->net->facts;
    bool of_gradient;
    if (place->kind == TERMS_NORM && place->of != TERMS_SENT) {
        const NormRow *norm = norm_of(place);
        int used = text_format(out, size, "%s", norm->words);
        return used + describe_args(out + used, size - used, norm->args, norm->name, place, trace);
    }
    const NameRow *row = row_of(place, &of_gradient);
    if (length_of(place) >= 0) return text_format(out, size, "%s", lengths[length_of(place)].words);
    if (!row) return text_format(out, size, "%s", "a constant of the formula");
    if (place->kind == TERMS_TOTAL) return text_format(out, size, trace->wiring.loss_count > 1 ? "loss of all steps together" : "loss");
    int used = row == &gate_row ? text_format(out, size, "%s%s of", of_gradient ? "gradient of the " : "", facts->gate[place->gate].name)
                                : text_format(out, size, "%s", of_gradient ? row->gradient_words : row->words);
    return used + describe_args(out + used, size - used, row->args, row->name, place, trace);
}

TermsTurn terms_words_turn(const TermsPlace *place, const Trace *trace) {
    bool of_gradient;
    TermsTurn turn = {.place = *place};
    const NameRow *row = row_of(place, &of_gradient);
    if (place->kind == TERMS_ALONG) { /* the other axis of the picture */
        turn.place.row = place->row == 0;
        turn.is_there = true;
    }
    if (!row || row->gradient == TERMS_CONSTANT) return turn;
    turn.place.kind = of_gradient ? row->kind : row->gradient;
    turn.place.loss = 0;
    turn.is_there = terms_has(trace, &turn.place);
    return turn;
}
