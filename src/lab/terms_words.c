/* See terms_words.h. One row for each name says which numbers stand behind it. */
#include "lab/terms_words.h"
#include "base/number.h"
#include "engine/cell/facts.h"
#include <string.h>

/* What stands behind a name: g gate, t time step, k time step of a loss, K the same or nothing, u unit, i input, o output, r row and c column of the
   matrix, j index of a bias, l layer and direction. */
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
    {"q", "tul", TERMS_Q, TERMS_DQ, 0, "what the reset gate acts on, of", "gradient of what the reset gate acts on, of"},
    {"tanh_c", "tul", TERMS_TANH_C, TERMS_CONSTANT, 0, "tanh of the cell state of", ""},
    {"rest", "tul", TERMS_REST, TERMS_CONSTANT, 0, "1 minus the update gate of", ""},
    {"apart", "tul", TERMS_APART, TERMS_CONSTANT, 0, "old state minus candidate, of", ""},
    {"slope_c", "tul", TERMS_SLOPE_C, TERMS_CONSTANT, 0, "slope of tanh at the cell state of", ""},
    {"slope", "gtul", TERMS_SLOPE, TERMS_CONSTANT, 0, "slope of the nonlinearity of", ""},
    {"a", "gtul", TERMS_PRE, TERMS_DPRE, 0, "pre-activation of", "gradient of the pre-activation of"},
    {"y", "ko", TERMS_Y, TERMS_DY, 0, "output", "gradient of output"},
    {"p", "ko", TERMS_P, TERMS_CONSTANT, 0, "probability of output", ""},
    {"error", "ko", TERMS_ERROR, TERMS_CONSTANT, 0, "error of output", ""},
    {"lse", "k", TERMS_LSE, TERMS_CONSTANT, 0, "log of the sum of exp of all outputs", ""},
    {"L", "K", TERMS_LOSS, TERMS_CONSTANT, 0, "loss", ""},
    {"U", "rcl", TERMS_WEIGHT, TERMS_DWEIGHT, PARAM_INPUT_WEIGHT, "input weight", "gradient of the input weight"},
    {"W", "rcl", TERMS_WEIGHT, TERMS_DWEIGHT, PARAM_RECURRENT_WEIGHT, "recurrent weight", "gradient of the recurrent weight"},
    {"V", "rc", TERMS_WEIGHT, TERMS_DWEIGHT, PARAM_HEAD_WEIGHT, "output weight", "gradient of the output weight"},
    {"b_ih", "jl", TERMS_WEIGHT, TERMS_DWEIGHT, PARAM_INPUT_BIAS, "input bias", "gradient of the input bias"},
    {"b_hh", "jl", TERMS_WEIGHT, TERMS_DWEIGHT, PARAM_RECURRENT_BIAS, "recurrent bias", "gradient of the recurrent bias"},
    {"b_y", "j", TERMS_WEIGHT, TERMS_DWEIGHT, PARAM_HEAD_BIAS, "output bias", "gradient of the output bias"},
};
enum { ROWS = sizeof rows / sizeof *rows, NAME_MAX = 64 };
static const NameRow gate_row = {"", "tul", TERMS_GATE, TERMS_CONSTANT, 0, "", ""};

/* --- reading --- */

typedef struct Reader {
    Str text, rest, word; /* word: the next one; empty at the end */
    const Trace *trace;
    Diag *diag;
} Reader;

static void next(Reader *reader) { reader->word = str_next_word(&reader->rest); }

static bool fail(const Reader *reader, const char *what, long most) {
    int column = reader->word.count > 0 ? (int)(reader->word.at - reader->text.at) + 1 : reader->text.count + 1;
    char found[64] = "nothing";
    if (reader->word.count > 0) text_format(found, (int)sizeof found, "\"%.*s\"", str_fit(reader->word, 40), reader->word.at);
    if (most > 0) return diag_fail_at(reader->diag, NULL, 0, column, "terms: %s is no %s; expected 1 to %ld.", found, what, most);
    return diag_fail_at(reader->diag, NULL, 0, column, "terms: %s is no %s.", found, what);
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
    int step;
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
        return diag_fail(reader->diag, "terms: \"%.*s\" is no gate of %s; expected %s.", str_fit(reader->word, 40), reader->word.at,
                         facts->with_article, gates);
    next(reader);
    return true;
}

static bool read_lane(TermsPlace *out, Reader *reader) {
    const NetSpec *spec = &reader->trace->net->spec;
    if (reader->word.count == 0) return true;
    if (!read_number(&out->layer, reader, "layer", spec->layers)) return false;
    if (reader->word.count == 0) return true;
    if (!str_equal(reader->word, "reverse")) return fail(reader, "direction; expected reverse", 0);
    if (spec->directions < 2) return diag_fail(reader->diag, "terms: the network reads forward only; \"set direction both\" adds reverse.");
    out->direction = 1;
    next(reader);
    return true;
}

static bool read_arg(TermsPlace *out, Reader *reader, char arg) {
    const Net *net = reader->trace->net;
    bool is_weight = out->kind == TERMS_WEIGHT || out->kind == TERMS_DWEIGHT;
    const Param *param = is_weight ? net_get_param(net, out->param, 0, 0) : NULL; /* of other layers only U is wider: see below */
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
    default: return read_lane(out, reader);
    }
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
    return NULL;
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

bool terms_words_parse(TermsPlace *out, Str text, const Trace *trace, Diag *diag) {
    Reader reader = {.text = text, .rest = text, .trace = trace, .diag = diag};
    bool of_gradient;
    int gate = 0;
    next(&reader);
    const NameRow *row = reader.word.count > 0 ? find_name(trace, reader.word, &of_gradient, &gate) : NULL;
    if (!row) return fail_name(&reader);
    TermsPlace place = {.kind = of_gradient ? row->gradient : row->kind, .param = row->param, .gate = row == &gate_row ? gate : 0};
    Str name = reader.word;
    next(&reader);
    for (const char *arg = row->args; *arg; arg++)
        if (!read_arg(&place, &reader, *arg)) return false;
    if (reader.word.count > 0) return fail(&reader, "part of this number; it is too much", 0);
    if (!terms_has(trace, &place))
        return diag_fail(diag, "terms: there is no %.*s here: %s with this loss, wiring and depth has none.", name.count, name.at,
                         trace->net->facts->with_article);
    *out = place;
    return true;
}

/* --- writing --- */

static const NameRow *row_of(const TermsPlace *place, bool *of_gradient) {
    *of_gradient = place->kind >= TERMS_DX;
    if (place->kind == TERMS_GATE) return &gate_row;
    for (int i = 0; i < ROWS; i++) {
        TermsKind kind = *of_gradient ? rows[i].gradient : rows[i].kind;
        bool is_weight = kind == TERMS_WEIGHT || kind == TERMS_DWEIGHT;
        bool is_total = place->kind == TERMS_TOTAL && kind == TERMS_LOSS;
        if ((kind == place->kind || is_total) && (!is_weight || rows[i].param == place->param)) return &rows[i];
    }
    return NULL;
}

static int loss_step(const Trace *trace, const TermsPlace *place) { return trace->wiring.loss_step[place->step] + 1; }

int terms_words_format(char *out, int size, const TermsPlace *place, const Trace *trace) {
    const CellFacts *facts = trace->net->facts;
    bool of_gradient;
    const NameRow *row = row_of(place, &of_gradient);
    if (!row) return text_format(out, size, "%s", "");
    int used = text_format(out, size, "%s%s", of_gradient ? "d" : "", row == &gate_row ? facts->gate[place->gate].letter : row->name);
    for (const char *arg = row->args; *arg; arg++) {
        char *at = out + used;
        int left = size - used;
        if (*arg == 'g' && !facts->is_plain) used += text_format(at, left, " %s", facts->gate[place->gate].letter);
        if (*arg == 't') used += text_format(at, left, " %d", place->step + 1);
        if (*arg == 'k' || (*arg == 'K' && place->kind != TERMS_TOTAL)) used += text_format(at, left, " %d", loss_step(trace, place));
        if (strchr("uior", *arg)) used += text_format(at, left, " %d", place->row + 1);
        if (*arg == 'c' || *arg == 'j') used += text_format(at, left, " %d", place->col + 1);
        if (*arg == 'l' && (place->layer > 0 || place->direction > 0))
            used += text_format(at, left, place->direction ? " %d reverse" : " %d", place->layer + 1);
    }
    return used;
}

static int describe_lane(char *out, int size, const TermsPlace *place, const Trace *trace) {
    const NetSpec *spec = &trace->net->spec;
    int used = text_format(out, size, "%s", "");
    if (spec->layers > 1) used += text_format(out + used, size - used, ", layer %d", place->layer + 1);
    if (spec->directions > 1) used += text_format(out + used, size - used, place->direction ? ", reverse" : ", forward");
    return used;
}

int terms_words_describe(char *out, int size, const TermsPlace *place, const Trace *trace) {
    const CellFacts *facts = trace->net->facts;
    bool of_gradient;
    const NameRow *row = row_of(place, &of_gradient);
    if (!row) return text_format(out, size, "%s", "a number of the formula itself");
    if (place->kind == TERMS_TOTAL) return text_format(out, size, trace->wiring.loss_count > 1 ? "loss of all steps together" : "loss");
    int used = row == &gate_row ? text_format(out, size, "%s of", facts->gate[place->gate].name)
                                : text_format(out, size, "%s", of_gradient ? row->gradient_words : row->words);
    for (const char *arg = row->args; *arg; arg++) {
        char *at = out + used;
        int left = size - used;
        if (*arg == 'g' && !facts->is_plain) used += text_format(at, left, " the %s of", facts->gate[place->gate].name);
        if (*arg == 'u')
            used += place->step < 0 ? text_format(at, left, " unit %d before the first step", place->row + 1)
                                    : text_format(at, left, " unit %d at step %d", place->row + 1, place->step + 1);
        if (*arg == 'i') used += text_format(at, left, " %d at step %d", place->row + 1, place->step + 1);
        if (*arg == 'o') used += text_format(at, left, " %d at step %d", place->row + 1, loss_step(trace, place));
        if ((*arg == 'k' && !row->args[1]) || *arg == 'K') used += text_format(at, left, " at step %d", loss_step(trace, place));
        if (*arg == 'r') used += text_format(at, left, " %s, row %d", row->name, place->row + 1);
        if (*arg == 'c') used += text_format(at, left, ", column %d", place->col + 1);
        if (*arg == 'j') used += text_format(at, left, " %d", place->col + 1);
        if (*arg == 'l') used += describe_lane(at, left, place, trace);
    }
    return used;
}

TermsTurn terms_words_turn(const TermsPlace *place, const Trace *trace) {
    bool of_gradient;
    TermsTurn turn = {.place = *place};
    const NameRow *row = row_of(place, &of_gradient);
    if (!row || row->gradient == TERMS_CONSTANT) return turn;
    turn.place.kind = of_gradient ? row->kind : row->gradient;
    turn.is_there = terms_has(trace, &turn.place);
    return turn;
}
