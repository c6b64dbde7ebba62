/* The words of a what-if, with the network at hand: input t i v, gate g t u v [layer [reverse]], weight M r c v [layer [reverse]]. */
#include "lab/quantity_whatif.h"
#include "base/arena.h"
#include "base/number.h"
#include <string.h>

typedef struct Words {
    const Quantity *quantity;
    const Run *run;
    int at;
    Diag *diag;
} Words;

static Str next(Words *words) {
    static const Str none = {"", 0};
    return words->at < words->quantity->whatif_count ? words->quantity->whatif[words->at++] : none;
}

static bool next_place(int *out, Words *words, int count, const char *what) {
    Str word = next(words), rest = word;
    long number = 0, back = 0;
    if (rest.count > 0 && rest.at[0] == 'T') {
        if (rest.count > 2 && rest.at[1] == '-') number_parse_int(&back, (Str){rest.at + 2, rest.count - 2});
        number = words->run->wiring.steps - back;
    } else if (!number_parse_int(&number, word)) {
        number = 0;
    }
    *out = (int)number - 1;
    if (number >= 1 && number <= count) return true;
    return diag_fail(words->diag, "whatif: there is no %s \"%.*s\"; there %s 1 to %d", what, str_fit(word, 40), word.at,
                     count == 1 ? "is" : "are", count);
}

static bool next_value(double *out, Words *words) {
    Str word = next(words);
    return number_parse(out, word) || diag_fail(words->diag, "whatif: the value \"%.*s\" is not a number", str_fit(word, 40), word.at);
}

static bool next_gate(int *out, Words *words) {
    const Net *net = &words->run->net;
    Str word = next(words);
    for (int q = 0; q < net->gates; q++) {
        *out = q;
        if (str_equal(word, net_gate_letter(net->spec.cell, q)) || str_equal(word, net_gate_name(net->spec.cell, q))) return true;
    }
    return diag_fail(words->diag, "whatif: this cell has no gate \"%.*s\"", str_fit(word, 40), word.at);
}

static bool next_matrix(ParamKind *out, Words *words) {
    Str word = next(words);
    *out = str_equal(word, "U") ? PARAM_INPUT_WEIGHT : str_equal(word, "W") ? PARAM_RECURRENT_WEIGHT : PARAM_HEAD_WEIGHT;
    return *out != PARAM_HEAD_WEIGHT || str_equal(word, "V") ||
           diag_fail(words->diag, "whatif: \"%.*s\" is no matrix; expected U, W or V", str_fit(word, 40), word.at);
}

/* "[layer [reverse]]" at the end */
static bool read_lane(WhatIf *what, Words *words) {
    const NetSpec *spec = &words->run->net.spec;
    what->layer = spec->layers - 1;
    if (words->at == words->quantity->whatif_count) return true;
    if (!next_place(&what->layer, words, spec->layers, "layer")) return false;
    if (words->at == words->quantity->whatif_count) return true;
    Str word = next(words);
    what->direction = 1;
    if (!str_equal(word, "reverse") || words->at < words->quantity->whatif_count)
        return diag_fail(words->diag, "whatif: \"%.*s\" is too much", str_fit(word, 40), word.at);
    return spec->directions > 1 || diag_fail(words->diag, "whatif: there is no reverse chain; \"direction both\" gives one");
}

static bool read_weight(WhatIf *what, Words *words) {
    ParamKind kind = PARAM_HEAD_WEIGHT;
    int at = words->at + 4, row = 0, col = 0;
    if (!next_matrix(&kind, words)) return false;
    int back = words->at;
    words->at = at < words->quantity->whatif_count ? at : words->quantity->whatif_count; /* the lane stands behind, but says which matrix */
    if (!read_lane(what, words)) return false;
    int end = words->at;
    words->at = back;
    bool is_head = kind == PARAM_HEAD_WEIGHT;
    const Param *param = net_get_param(&words->run->net, kind, is_head ? 0 : what->layer, is_head ? 0 : what->direction);
    if (!next_place(&row, words, param->rows, "row") || !next_place(&col, words, param->cols, "column") || !next_value(&what->value, words))
        return false;
    what->weight = param->offset + (size_t)row * (size_t)param->cols + (size_t)col;
    words->at = end;
    return true;
}

static bool read_gate(WhatIf *what, Words *words) {
    if (!next_gate(&what->gate, words) || !next_place(&what->step, words, words->run->wiring.steps, "step")) return false;
    what->unit = -1;
    bool is_all = words->at < words->quantity->whatif_count && str_equal(words->quantity->whatif[words->at], "all");
    if (is_all)
        words->at++;
    else if (!next_place(&what->unit, words, words->run->net.spec.hidden, "unit"))
        return false;
    return next_value(&what->value, words) && read_lane(what, words);
}

static bool has_input(const Wiring *wiring, int step) {
    for (int i = 0; i < wiring->input_count; i++) {
        if (wiring->input_step[i] == step) return true;
    }
    return false;
}

static bool read_input(WhatIf *what, Words *words) {
    const Run *run = words->run;
    if (!next_place(&what->step, words, run->wiring.steps, "step")) return false;
    if (!has_input(&run->wiring, what->step)) return diag_fail(words->diag, "whatif: step %d has no input in this wiring", what->step + 1);
    if (!next_place(&what->input, words, run->net.spec.inputs, "input") || !next_value(&what->value, words)) return false;
    return words->at == words->quantity->whatif_count ||
           diag_fail(words->diag, "whatif: \"%.*s\" is too much", words->quantity->whatif[words->at].count,
                     words->quantity->whatif[words->at].at);
}

static bool read_words(WhatIf *what, Words *words) {
    Str kind = next(words);
    *what = (WhatIf){.kind = WHATIF_INPUT, .sequence = -1};
    if (str_equal(kind, "input")) return read_input(what, words);
    what->kind = str_equal(kind, "gate") ? WHATIF_GATE : WHATIF_WEIGHT;
    return what->kind == WHATIF_GATE ? read_gate(what, words) : read_weight(what, words);
}

bool quantity_pass_init(QuantityPass *pass, const Quantity *quantity, const Run *run, Diag *diag) {
    Words words = {.quantity = quantity, .run = run, .diag = diag};
    WhatIf what;
    size_t size = run->net.weight_count * sizeof(double);
    *pass = (QuantityPass){0};
    if (!read_words(&what, &words) || !whatif_check(&what, &run->trace, diag)) return false;
    if (!trace_init(&pass->trace, run->trace.net, &run->wiring, run->trace.batch, diag)) return false;
    pass->weight = mem_new(size);
    pass->gradient = mem_new(size);
    bool good = (pass->weight && pass->gradient) || diag_fail(diag, "There is no memory left for a what-if.");
    if (good && follow_init(&pass->follow, &pass->trace, diag)) {
        whatif_run(&pass->trace, pass->gradient, pass->weight, &run->trace, run->weight, &what);
        follow_measure(&pass->follow, &pass->trace, pass->weight, run->follow.loss, &what);
        return true;
    }
    quantity_pass_deinit(pass);
    return false;
}

void quantity_pass_deinit(QuantityPass *pass) {
    follow_deinit(&pass->follow);
    trace_deinit(&pass->trace);
    mem_free(pass->weight);
    mem_free(pass->gradient);
    *pass = (QuantityPass){0};
}
