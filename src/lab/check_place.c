/* See check_place.h. */
#include "lab/check_place.h"
#include "base/number.h"

enum { KINDS = PARAM_HEAD_BIAS + 1, FOUND_MAX = 40 };

static const char *const letter[KINDS] = {"U", "W", "b_ih", "b_hh", "V", "b_y"};

const char *check_place_letter(ParamKind kind) { return letter[kind]; }

static bool is_head(ParamKind kind) { return kind == PARAM_HEAD_WEIGHT || kind == PARAM_HEAD_BIAS; }
static bool is_bias(ParamKind kind) { return kind == PARAM_INPUT_BIAS || kind == PARAM_RECURRENT_BIAS || kind == PARAM_HEAD_BIAS; }

static const Param *param_of(const CheckPlace *place, const Net *net) {
    return net_get_param(net, place->kind, is_head(place->kind) ? 0 : place->layer, is_head(place->kind) ? 0 : place->direction);
}

static bool read_name(CheckPlace *out, Str name, const Net *net, bool *is_whole, Diag *diag) {
    char text[40];
    *is_whole = false;
    for (int kind = 0; kind < KINDS; kind++) {
        if (!str_equal(name, letter[kind])) continue;
        out->kind = (ParamKind)kind;
        return true;
    }
    const Param *param = str_copy(text, (int)sizeof text, name) ? net_find_param(net, text) : NULL;
    if (param) { /* PyTorch's names say layer and direction too */
        *is_whole = true;
        *out = (CheckPlace){.kind = param->kind, .layer = param->layer, .direction = param->direction};
        return true;
    }
    name.count = str_fit(name, FOUND_MAX);
    if (name.count == 0)
        return diag_fail(diag, "check weight: a name is missing; expected U, W, V, b_ih, b_hh or b_y, then row and column.");
    return diag_fail(diag, "check weight: there is no \"%.*s\" here; expected U, W, V, b_ih, b_hh, b_y, or a name such as %s.", name.count,
                     name.at, net->param[1].name);
}

static bool read_number(int *out, Str word, int most, const char *what, const char *name, Diag *diag) {
    long number;
    if (number_parse_int(&number, word) && number >= 1 && number <= most) {
        *out = (int)number - 1;
        return true;
    }
    word.count = str_fit(word, FOUND_MAX);
    if (word.count == 0) return diag_fail(diag, "check weight: the %s of %s is missing; expected 1 to %d.", what, name, most);
    return diag_fail(diag, "check weight: %s has no %s \"%.*s\"; expected 1 to %d.", name, what, word.count, word.at, most);
}

bool check_place_parse(CheckPlace *out, Str text, const Net *net, Diag *diag) {
    CheckPlace place = {0};
    Str rest = text, name = str_next_word(&rest), row = str_next_word(&rest), col = str_next_word(&rest), layer = str_next_word(&rest),
        reverse = str_next_word(&rest), more = str_next_word(&rest);
    bool is_whole;
    if (!read_name(&place, name, net, &is_whole, diag)) return false;
    bool takes_layer = !is_whole && !is_head(place.kind);
    if (takes_layer && layer.count > 0 && !read_number(&place.layer, layer, net->spec.layers, "layer", "the network", diag)) return false;
    if (takes_layer && reverse.count > 0) {
        place.direction = 1;
        if (!str_equal(reverse, "reverse"))
            return diag_fail(diag, "check weight: \"%.*s\" is not a direction; expected reverse or nothing.", str_fit(reverse, FOUND_MAX),
                             reverse.at);
        if (net->spec.directions < 2)
            return diag_fail(diag, "check weight: the network reads forward only; \"set direction both\" adds the reverse chain.");
    }
    Str over = takes_layer ? more : layer;
    if (over.count > 0)
        return diag_fail(diag, "check weight: \"%.*s\" is too much. It is written: check weight W 1 2 [layer [reverse]].",
                         str_fit(over, FOUND_MAX), over.at);
    const Param *param = param_of(&place, net);
    /* A bias has one row; its numbers count down its column, as the rows of its matrix do. */
    if (is_bias(place.kind) && col.count == 0) {
        col = row;
        row = str_from("1");
    }
    if (!read_number(&place.row, row, param->rows, "row", letter[place.kind], diag)) return false;
    if (!read_number(&place.col, col, param->cols, "column", letter[place.kind], diag)) return false;
    *out = place;
    return true;
}

int check_place_format(char *out, int size, const CheckPlace *place, const Net *net) {
    int used = text_format(out, size, "%s %d %d", letter[place->kind], place->row + 1, place->col + 1);
    if (is_head(place->kind) || (net->spec.layers == 1 && place->direction == 0)) return used;
    return used + text_format(out + used, size - used, place->direction ? " %d reverse" : " %d", place->layer + 1);
}

static int fit(int value, int count) { return value < 0 ? 0 : value >= count ? count - 1 : value; }

CheckPlace check_place_fit(const CheckPlace *place, const Net *net) {
    CheckPlace fitted = *place;
    fitted.layer = is_head(place->kind) ? 0 : fit(place->layer, net->spec.layers);
    fitted.direction = is_head(place->kind) ? 0 : fit(place->direction, net->spec.directions);
    const Param *param = param_of(&fitted, net);
    fitted.row = fit(place->row, param->rows);
    fitted.col = fit(place->col, param->cols);
    return fitted;
}

size_t check_place_index(const CheckPlace *place, const Net *net) {
    const Param *param = param_of(place, net);
    return param->offset + (size_t)place->row * (size_t)param->cols + (size_t)place->col;
}

CheckPlace check_place_of(size_t index, const Net *net) {
    for (int i = 0; i < net->param_count; i++) {
        const Param *param = &net->param[i];
        size_t count = (size_t)param->rows * (size_t)param->cols;
        if (index < param->offset || index >= param->offset + count) continue;
        size_t within = index - param->offset;
        return (CheckPlace){param->kind, param->layer, param->direction, (int)(within / (size_t)param->cols),
                            (int)(within % (size_t)param->cols)};
    }
    return (CheckPlace){0};
}
