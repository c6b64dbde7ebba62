/* See whatif_words.h. Parse errors name the missing word of the grammar; errors about the network list what it has. */
#include "lab/whatif_words.h"
#include "base/number.h"
#include "engine/cell/facts.h"
#include <math.h>
#include <string.h>

static const char *const kind_names[] = {"weight", "input", "gate", "state"};
static const char *const usages[] = {"weight U|W|V ROW COLUMN VALUE [LAYER [reverse]]", "input STEP INPUT|all VALUE",
                                     "gate GATE STEP UNIT|all VALUE [LAYER [reverse]]", "state [c] STEP UNIT|all VALUE [LAYER [reverse]]"};
static const char bias_usage[] = "weight b_ih|b_hh|b_y NUMBER VALUE [LAYER [reverse]]";
static const char *const matrix_names[] = {"U", "W", "V", "b_ih", "b_hh", "b_y"};
static const ParamKind matrix_kinds[] = {PARAM_INPUT_WEIGHT, PARAM_RECURRENT_WEIGHT, PARAM_HEAD_WEIGHT,
                                         PARAM_INPUT_BIAS,   PARAM_RECURRENT_BIAS,   PARAM_HEAD_BIAS};
enum { KINDS = 4, MATRICES = 6, FIRST_BIAS = 3 };

/* --- reading --- */

typedef struct Reader {
    Str text, rest, word; /* word: the next one; empty at the end */
    const char *usage;
    Diag *diag;
} Reader;

static void next(Reader *reader) { reader->word = str_next_word(&reader->rest); }

static int column_of(const Reader *reader) {
    return reader->word.count > 0 ? (int)(reader->word.at - reader->text.at) + 1 : reader->text.count + 1;
}

static bool fail_word(const Reader *reader, const char *expected) {
    if (reader->word.count == 0)
        return diag_fail_at(reader->diag, NULL, 0, column_of(reader), "whatif: %s is missing at the end. It is written: whatif %s",
                            expected, reader->usage);
    return diag_fail_at(reader->diag, NULL, 0, column_of(reader), "whatif: \"%.*s\" is not %s. It is written: whatif %s",
                        str_fit(reader->word, 40), reader->word.at, expected, reader->usage);
}

static bool read_count(long *out, Reader *reader, const char *expected) {
    if (!number_parse_int(out, reader->word) || *out < 1 || *out > 1000000000) return fail_word(reader, expected);
    next(reader);
    return true;
}

static bool read_step(WhatIfWords *out, Reader *reader) {
    if (!step_word_parse(&out->step, reader->word)) return fail_word(reader, "a step (8, T or T-1)");
    next(reader);
    return true;
}

static bool read_unit(WhatIfWords *out, Reader *reader) {
    if (!str_equal(reader->word, "all"))
        return read_count(&out->unit, reader,
                          out->kind == WHATIF_INPUT ? "the number of an input, or all" : "the number of a unit, or all");
    next(reader);
    return true;
}

static bool read_value(WhatIfWords *out, Reader *reader) {
    out->is_free = str_equal(reader->word, "free");
    if (!out->is_free && (!number_parse(&out->value, reader->word) || !isfinite(out->value)))
        return fail_word(reader, "a number or the word free");
    next(reader);
    return true;
}

static bool read_gate(WhatIfWords *out, Reader *reader) {
    if (reader->word.count == 0) return fail_word(reader, "the letter of a gate");
    if (!str_copy(out->gate, (int)sizeof out->gate, reader->word)) return fail_word(reader, "the letter of a gate");
    next(reader);
    return true;
}

static bool read_matrix(WhatIfWords *out, Reader *reader) {
    int at = 0;
    while (at < MATRICES && !str_equal(reader->word, matrix_names[at])) at++;
    if (at == MATRICES) return fail_word(reader, "a matrix (U, W or V) or a bias (b_ih, b_hh or b_y)");
    out->matrix = at;
    next(reader);
    if (at >= FIRST_BIAS) {
        reader->usage = bias_usage;
        return read_count(&out->row, reader, "the number of a bias");
    }
    return read_count(&out->row, reader, "a row") && read_count(&out->col, reader, "a column");
}

static bool read_lane(WhatIfWords *out, Reader *reader) {
    if (reader->word.count == 0 || out->kind == WHATIF_INPUT) return true;
    if (!read_count(&out->layer, reader, "the number of a layer")) return false;
    if (reader->word.count == 0) return true;
    out->direction = str_equal(reader->word, "reverse");
    if (!out->direction && !str_equal(reader->word, "forward")) return fail_word(reader, "forward or reverse");
    out->has_direction = true;
    next(reader);
    return true;
}

static bool read_kind(WhatIfWords *out, Reader *reader) {
    static const char *const all[] = {"weight", "input", "gate", "state", "none"};
    int kind = 0;
    while (kind < KINDS && !str_equal(reader->word, kind_names[kind])) kind++;
    if (kind < KINDS) {
        out->kind = (WhatIfKind)kind;
        reader->usage = usages[kind];
        next(reader);
        return true;
    }
    const char *closest = str_find_closest(reader->word, all, KINDS + 1);
    if (reader->word.count == 0)
        return diag_fail_at(reader->diag, NULL, 0, 1, "whatif needs what is to be held: input, state, gate or weight; or none.");
    if (closest)
        return diag_fail_at(reader->diag, NULL, 0, column_of(reader), "whatif: there is no \"%.*s\" to hold; did you mean \"%s\"?",
                            str_fit(reader->word, 40), reader->word.at, closest);
    return diag_fail_at(reader->diag, NULL, 0, column_of(reader),
                        "whatif: there is no \"%.*s\" to hold; expected input, state, gate, weight or none.", str_fit(reader->word, 40),
                        reader->word.at);
}

static bool read_place(WhatIfWords *out, Reader *reader) {
    if (out->kind == WHATIF_WEIGHT) return read_matrix(out, reader);
    if (out->kind == WHATIF_GATE && !read_gate(out, reader)) return false;
    if (out->kind == WHATIF_STATE && (str_equal(reader->word, "c") || str_equal(reader->word, "h"))) {
        out->of_c = str_equal(reader->word, "c");
        next(reader);
    }
    return read_step(out, reader) && read_unit(out, reader);
}

bool whatif_words_parse(WhatIfWords *out, Str text, Diag *diag) {
    Reader reader = {.text = text, .rest = text, .usage = "", .diag = diag};
    *out = (WhatIfWords){0};
    next(&reader);
    out->is_none = str_equal(reader.word, "none");
    if (out->is_none) {
        reader.usage = "none";
        next(&reader);
    } else if (!read_kind(out, &reader) || !read_place(out, &reader) || !read_value(out, &reader) || !read_lane(out, &reader)) {
        return false;
    }
    if (reader.word.count == 0) return true;
    return diag_fail_at(diag, NULL, 0, column_of(&reader), "whatif: \"%.*s\" is too much. It is written: whatif %s",
                        str_fit(reader.word, 40), reader.word.at, reader.usage);
}

/* --- writing --- */

int whatif_words_format(char *out, int size, const WhatIfWords *words) {
    if (words->is_none) return text_format(out, size, "none");
    int used = text_format(out, size, "%s", kind_names[words->kind]);
    if (words->kind == WHATIF_WEIGHT) {
        used += text_format(out + used, size - used, " %s %ld", matrix_names[words->matrix], words->row);
        if (words->matrix < FIRST_BIAS) used += text_format(out + used, size - used, " %ld", words->col);
    } else {
        if (words->kind == WHATIF_GATE) used += text_format(out + used, size - used, " %s", words->gate);
        if (words->of_c) used += text_format(out + used, size - used, " c");
        used += text_format(out + used, size - used, " ");
        used += step_word_format(out + used, size - used, &words->step);
        used += words->unit > 0 ? text_format(out + used, size - used, " %ld", words->unit) : text_format(out + used, size - used, " all");
    }
    used += text_format(out + used, size - used, words->is_free ? " free" : " ");
    if (!words->is_free) used += number_format(out + used, size - used, words->value);
    if (words->layer > 0) used += text_format(out + used, size - used, " %ld", words->layer);
    if (words->has_direction) used += text_format(out + used, size - used, words->direction ? " reverse" : " forward");
    return used;
}

/* --- meaning --- */

static bool find_place(int *out, long number, int count, const char *what, Diag *diag) {
    *out = (int)(number - 1);
    if (number >= 1 && number <= count) return true;
    return count == 1 ? diag_fail(diag, "whatif: there is no %s %ld; there is only 1.", what, number)
                      : diag_fail(diag, "whatif: there is no %s %ld; there are 1 to %d.", what, number, count);
}

static bool find_gate(int *out, const char *word, const Net *net, Diag *diag) {
    char list[160] = "";
    int used = 0;
    for (int gate = 0; gate < net->gates; gate++) {
        const char *letter = net_gate_letter(net->spec.cell, gate), *name = net_gate_name(net->spec.cell, gate);
        size_t count = strcspn(name, " ");
        bool is_first_word = strlen(word) == count && memcmp(word, name, count) == 0; /* forget, of forget gate */
        *out = gate;
        if (strcmp(word, letter) == 0 || strcmp(word, name) == 0 || is_first_word) return true;
        used += text_format(list + used, (int)sizeof list - used, "%s%s (%s)", gate == 0 ? "" : ", ", letter, name);
    }
    return diag_fail(diag, "whatif: %s has no gate \"%s\"; it has %s.", net->facts->with_article, word, list);
}

static bool find_lane(WhatIf *out, const WhatIfWords *words, const NetSpec *spec, Diag *diag) {
    out->layer = spec->layers - 1;
    out->direction = words->direction;
    if (words->layer > 0 && !find_place(&out->layer, words->layer, spec->layers, "layer", diag)) return false;
    return words->direction < spec->directions ||
           diag_fail(diag, "whatif: there is no reverse chain here; \"set direction both\" gives one.");
}

static bool find_weight(WhatIf *out, const WhatIfWords *words, const Net *net, Diag *diag) {
    ParamKind kind = matrix_kinds[words->matrix];
    bool is_head = kind == PARAM_HEAD_WEIGHT || kind == PARAM_HEAD_BIAS;
    int row, col;
    const Param *param = net_get_param(net, kind, is_head ? 0 : out->layer, is_head ? 0 : out->direction);
    if (words->matrix >= FIRST_BIAS) {
        out->weight = param->offset;
        if (!find_place(&row, words->row, param->rows * param->cols, "bias", diag)) return false;
        out->weight += (size_t)row;
        return true;
    }
    if (!find_place(&row, words->row, param->rows, "row", diag) || !find_place(&col, words->col, param->cols, "column", diag)) return false;
    out->weight = param->offset + (size_t)row * (size_t)param->cols + (size_t)col;
    return true;
}

static bool has_input(const Wiring *wiring, int step) {
    for (int i = 0; i < wiring->input_count; i++) {
        if (wiring->input_step[i] == step) return true;
    }
    return false;
}

static bool check_value(const WhatIf *what, const Net *net, Diag *diag) {
    if (what->kind != WHATIF_GATE || net->facts->gate[what->gate].curve == CURVE_ACTIVATION) return true;
    double least = net->facts->gate[what->gate].curve == CURVE_TANH ? -1 : 0;
    if (what->value >= least && what->value <= 1) return true;
    return diag_fail(diag, "whatif: the %s lies between %g and 1; %g is not possible.", net_gate_name(net->spec.cell, what->gate), least,
                     what->value);
}

bool whatif_words_find(WhatIf *out, const WhatIfWords *words, const Trace *trace, Diag *diag) {
    const Net *net = trace->net;
    const NetSpec *spec = &net->spec;
    int steps = trace->wiring.steps;
    *out = (WhatIf){.kind = words->kind, .value = words->value, .sequence = -1, .of_c = words->of_c, .unit = -1, .input = -1};
    if (!find_lane(out, words, spec, diag)) return false;
    if (words->kind == WHATIF_WEIGHT) return find_weight(out, words, net, diag);
    if (words->kind == WHATIF_GATE && !find_gate(&out->gate, words->gate, net, diag)) return false;
    if (words->of_c && !net->facts->has_c) return diag_fail(diag, "whatif: %s has no c; its state is h.", net->facts->with_article);
    if (words->step.is_from_end) steps = trace->length[0]; /* T is the sequence's own last step */
    long step = step_word_find(&words->step, steps);
    if (step < 1 || step > steps) return step_word_fail(&words->step, "whatif", steps, ".", diag);
    out->step = (int)step - 1;
    if (words->kind == WHATIF_INPUT) {
        out->layer = 0;
        if (!has_input(&trace->wiring, out->step)) return diag_fail(diag, "whatif: step %d has no input in this wiring.", out->step + 1);
        return words->unit == 0 || find_place(&out->input, words->unit, spec->inputs, "input", diag);
    }
    return (words->unit == 0 || find_place(&out->unit, words->unit, spec->hidden, "unit", diag)) &&
           (words->is_free || check_value(out, net, diag));
}

static void tell_weight(WhatIfWords *out, const WhatIf *what, const Net *net) {
    for (int p = 0; p < net->param_count; p++) {
        const Param *param = &net->param[p];
        size_t count = (size_t)param->rows * (size_t)param->cols;
        if (what->weight < param->offset || what->weight >= param->offset + count) continue;
        bool is_head = param->kind == PARAM_HEAD_WEIGHT || param->kind == PARAM_HEAD_BIAS;
        out->layer = is_head || (param->layer == net->spec.layers - 1 && param->direction == 0) ? 0 : param->layer + 1;
        out->direction = is_head ? 0 : param->direction;
        out->has_direction = out->direction > 0;
        for (int at = 0; at < MATRICES; at++)
            if (matrix_kinds[at] == param->kind) out->matrix = at;
        long index = (long)(what->weight - param->offset);
        bool is_bias = out->matrix >= FIRST_BIAS;
        out->row = (is_bias ? index : index / param->cols) + 1;
        out->col = is_bias ? 0 : index % param->cols + 1;
    }
}

WhatIfWords whatif_words_tell(const WhatIf *what, const Net *net) {
    bool has_lane = what->kind != WHATIF_INPUT && (what->layer < net->spec.layers - 1 || what->direction > 0);
    WhatIfWords out = {.kind = what->kind, .of_c = what->of_c, .step = {.number = what->step + 1}, .value = what->value};
    out.unit = (what->kind == WHATIF_INPUT ? what->input : what->unit) + 1;
    if (what->kind == WHATIF_GATE) text_format(out.gate, (int)sizeof out.gate, "%s", net_gate_letter(net->spec.cell, what->gate));
    if (has_lane) out.layer = what->layer + 1;
    out.direction = what->direction;
    out.has_direction = has_lane && what->direction > 0;
    if (what->kind == WHATIF_WEIGHT) tell_weight(&out, what, net);
    return out;
}

int whatif_describe(char *out, int size, const WhatIf *what, const Net *net) {
    WhatIfWords words;
    char unit[24] = "";
    int used = 0, index = what->unit;
    words = whatif_words_tell(what, net);
    if (index >= 0) text_format(unit, (int)sizeof unit, " of unit %d", index + 1);
    if (what->kind == WHATIF_WEIGHT && words.matrix >= FIRST_BIAS)
        used = text_format(out, size, "%s[%ld]", matrix_names[words.matrix], words.row);
    else if (what->kind == WHATIF_WEIGHT)
        used = text_format(out, size, "%s[%ld, %ld]", matrix_names[words.matrix], words.row, words.col);
    else if (what->kind == WHATIF_INPUT && net->spec.inputs == 1)
        used = text_format(out, size, "x of step %d", what->step + 1);
    else if (what->kind == WHATIF_INPUT && what->input < 0)
        used = text_format(out, size, "all inputs of step %d", what->step + 1);
    else if (what->kind == WHATIF_INPUT)
        used = text_format(out, size, "input %d of step %d", what->input + 1, what->step + 1);
    else
        used = text_format(out, size, "%s of step %d%s",
                           what->kind == WHATIF_GATE ? words.gate
                           : what->of_c              ? "c"
                                                     : "h",
                           what->step + 1, unit);
    if (words.layer > 0) used += text_format(out + used, size - used, ", layer %ld", words.layer);
    if (words.has_direction) used += text_format(out + used, size - used, ", reverse");
    return used;
}
