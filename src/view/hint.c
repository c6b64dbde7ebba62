/* See hint.h. A symbol is a letter of the mathematical faces with its index, the smaller text beside it.

   Simplified on purpose: letter and face identify a symbol, because in the program's formulas one letter means one thing. */
#include "view/hint.h"
#include "base/number.h"
#include "engine/analysis/blocks.h"
#include "engine/cell/facts.h"
#include "engine/net/kernels.h"
#include "lab/terms_words.h"
#include "view/inside/cell_place.h"
#include "view/offer.h"
#include "view/panel/update_rule.h"
#include <math.h>
#include <string.h>

void hint_add(const View *view, Rect box, const char *path, const char *tip) {
    if (!tip || box.w <= 0 || box.h <= 0) return;
    region_add(view->gui->region, REGION_HOVER, box, path)->tip = tip;
}

bool hint_is_wanted(const View *view, Rect box) { return rect_contains(box, view->gui->state->x, view->gui->state->y); }

static Rect text_box(const Gui *gui, TextFace face, double size, double x, double y, TextAlign align, const char *text) {
    double w = gui_text_width(gui, face, size, text);
    if (align != ALIGN_LEFT) x -= align == ALIGN_RIGHT ? w : w / 2;
    return rect(x, y - 0.8 * size, w, 1.05 * size);
}

void hint_add_text(const View *view, TextFace face, double size, double x, double y, TextAlign align, const char *text, const char *path,
                   const char *tip) {
    hint_add(view, text_box(view->gui, face, size, x, y, align, text), path, tip);
}

static void set_number(const View *view, Region *region, const TermsPlace *place, bool by_click) {
    char line[64];
    if (!terms_has(&view->run->trace, place)) return;
    terms_words_format(line, (int)sizeof line, place, &view->run->trace);
    region->number = region_words(view->gui->region, "%s", line);
    if (by_click) text_format(region->command, (int)sizeof region->command, "terms %s", line);
}

void hint_write_plain(char *out, int size, const char *words) {
    int used = 0;
    for (const char *at = words; *at && used < size - 1; at++) {
        if (*at == '$' || *at == '{' || *at == '}') continue;
        if (*at == '\\') {
            at++;
            continue;
        }
        out[used++] = *at;
    }
    out[used] = '\0';
}

void hint_number(const View *view, const TermsPlace *place, bool by_click) {
    RegionList *list = view->gui->region;
    if (list->count > 0) set_number(view, &list->item[list->count - 1], place, by_click);
}

void hint_number_at(const View *view, const char *path, const TermsPlace *place) {
    RegionList *list = view->gui->region;
    for (int i = list->count - 1; i >= 0; i--) {
        if (strcmp(list->item[i].path, path) != 0) continue;
        set_number(view, &list->item[i], place, false);
        return;
    }
}

void hint_why(const View *view, StringId why) {
    RegionList *list = view->gui->region;
    if (list->count > 0) list->item[list->count - 1].why = tr(view->strings, why);
}

static const struct {
    const char *begins;
    StringId why;
} pictures[] = {
    {"cliff/", STRING_WHY_CLIFF},
    {"check/", STRING_WHY_CHECK},
    {"burst/", STRING_WHY_BURST},
    {"history/", STRING_WHY_RECORDED},
    {"story/history/axes", STRING_WHY_AXIS},
    {"story/history", STRING_WHY_RECORDED},
    {"search/", STRING_WHY_SEARCH},
    {"compare/zone", STRING_WHY_LIMIT},
    {"compare/trial", STRING_WHY_RECORDED},
    {"compare/", STRING_WHY_VARIANT},
    {"story/loss", STRING_WHY_VARIANT},
    {"story/arrives", STRING_WHY_VARIANT},
    {"activation/", STRING_WHY_COUNTED},
    {"stage/zone", STRING_WHY_LIMIT},
    {"stage/trace-axis", STRING_WHY_AXIS},
    {"microscope/plane", STRING_WHY_AXIS},
    {"microscope/path", STRING_WHY_AXIS},
    {"series/", STRING_WHY_OTHER_SEQUENCE},
    {"text/", STRING_WHY_OTHER_SEQUENCE},
    {"sentiment/", STRING_WHY_OTHER_SEQUENCE},
    {"terms/", STRING_WHY_PART},
    {"controls/", STRING_WHY_SET},
    {"story/temperature", STRING_WHY_SET},
};

const char *hint_find_why(const Strings *strings, const char *path) {
    for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++)
        if (strncmp(path, pictures[i].begins, strlen(pictures[i].begins)) == 0) return tr(strings, pictures[i].why);
    return NULL;
}

/* The block whose spectral radius is that of the network. */
static TermsPlace find_radius(const View *view) {
    const NetSpec *spec = &view->run->net.spec;
    const TermsSource source = {.trace = &view->run->trace, .weight = run_shown_weight(view->run)};
    TermsPlace at = {.kind = TERMS_MODULUS}, best = at;
    double most = -1;
    if (!terms_has(source.trace, &at)) return at; /* too large */
    for (at.layer = 0; at.layer < spec->layers; at.layer++)
        for (at.direction = 0; at.direction < spec->directions; at.direction++)
            for (at.gate = 0; at.gate < view->run->net.gates; at.gate++) {
                double size = terms_value(&source, &at);
                if (!(size > most)) continue;
                most = size;
                best = at;
            }
    return best;
}

void hint_eigenvalue(const View *view, const TermsPlace *place, bool by_click) {
    hint_why(view, STRING_WHY_MANY);
    hint_number(view, place, by_click);
}

void hint_radius(const View *view) {
    const RegionList *list = view->gui->region;
    if (list->count == 0 || !hint_is_wanted(view, list->item[list->count - 1].box)) return;
    const TermsPlace place = find_radius(view);
    hint_eigenvalue(view, &place, true);
}

const char *hint_write_key(char out[16], const View *view) {
    keymap_key_of(out, 16, view->keymap, "terms here");
    return out;
}

/* --- symbols --- */

enum { ANY = CELL_COUNT, OF_GRU = CELL_GRU, OF_LSTM = CELL_LSTM }; /* cells; another one has no words for its letters */

typedef struct Symbol {
    const char *letter;
    int cell;
    StringId words;
} Symbol;

static const Symbol symbols[] = {
    {"h", ANY, STRING_SYMBOL_H},
    {"x", ANY, STRING_SYMBOL_X},
    {"y", ANY, STRING_SYMBOL_Y},
    {"U", ANY, STRING_SYMBOL_U},
    {"W", ANY, STRING_SYMBOL_W},
    {"V", ANY, STRING_SYMBOL_V},
    {"b", ANY, STRING_SYMBOL_B},
    {"a", ANY, STRING_SYMBOL_A},
    {"c", OF_LSTM, STRING_SYMBOL_C},
    {"f", OF_LSTM, STRING_SYMBOL_F},
    {"i", OF_LSTM, STRING_SYMBOL_I},
    {"g", OF_LSTM, STRING_SYMBOL_G},
    {"o", OF_LSTM, STRING_SYMBOL_O},
    {"z", OF_GRU, STRING_SYMBOL_Z},
    {"r", OF_GRU, STRING_SYMBOL_R},
    {"n", OF_GRU, STRING_SYMBOL_N},
    {"L", ANY, STRING_SYMBOL_L},
    {"S", ANY, STRING_SYMBOL_S},
    {"p", ANY, STRING_SYMBOL_P},
    {"ρ", ANY, STRING_SYMBOL_RHO},
    {"η", ANY, STRING_SYMBOL_ETA},
    {"σ", ANY, STRING_SYMBOL_SIGMA},
    {"tanh", ANY, STRING_SYMBOL_TANH},
    {"⊙", ANY, STRING_SYMBOL_ODOT},
    {"∂", ANY, STRING_SYMBOL_PARTIAL},
    {"Δ", ANY, STRING_SYMBOL_DELTA},
    {"δ", ANY, STRING_SYMBOL_ERROR},
    {"Σ", ANY, STRING_SYMBOL_SUM},
    {"∑", ANY, STRING_SYMBOL_SUM},
    {"‖", ANY, STRING_SYMBOL_NORM},
    {"∥", ANY, STRING_SYMBOL_NORM},
    {"diag", ANY, STRING_SYMBOL_DIAG},
    {"ln", ANY, STRING_SYMBOL_LN},
    {"ReLU", ANY, STRING_SYMBOL_RELU},
    {"leaky", ANY, STRING_SYMBOL_LEAKY},
    {"1 or 0", ANY, STRING_SYMBOL_SLOPE},
    {"1 or 0.01", ANY, STRING_SYMBOL_SLOPE},
    {"μ", ANY, STRING_SYMBOL_MU},
    {"ϵ", ANY, STRING_SYMBOL_EPSILON},
    {"ε", ANY, STRING_SYMBOL_EPSILON},
    {"←", ANY, STRING_SYMBOL_BECOMES},
    {"O", ANY, STRING_SYMBOL_OUTPUTS},
    {"K", ANY, STRING_SYMBOL_LOSSES},
    {"target", ANY, STRING_SYMBOL_TARGET},
};

/* In the rule of the update some letters are the optimiser's. A letter behind ∂, and the gates' ones beside the matrices, stay the cell's. */
static const Symbol rule_symbols[] = {{"g", ANY, STRING_SYMBOL_RULE_G}, {"m", ANY, STRING_SYMBOL_RULE_M}, {"v", ANY, STRING_SYMBOL_RULE_V}};

/* The number shown for some symbols, its name, and its chain: `place` for the page of one number, or why there is none. */
typedef struct SymbolValue {
    double value;
    const char *what;
    StringId why, missing; /* missing: why it has no number at this moment; STRING_COUNT: none of its own */
    TermsPlace place;      /* TERMS_CONSTANT: none */
} SymbolValue;

static const char *at_step(const View *view, StringId words, int step) {
    return region_words(view->gui->region, tr(view->strings, words), step + 1);
}

/* What the step reads: the input, or the states of the layer below in all directions. */
static double input_length(const Run *run, const CellPlace *at) {
    const NetSpec *spec = &run->net.spec;
    size_t step = (size_t)at->step, inputs = (size_t)spec->inputs, hidden = (size_t)spec->hidden;
    if (at->layer == 0) return kernel_norm(run->trace.x + step * inputs, inputs);
    double length = 0;
    for (int d = 0; d < spec->directions; d++)
        length = hypot(length, kernel_norm(run->trace.lane[at->layer - 1][d].up + step * hidden, hidden));
    return length;
}

/* Both biases of a layer together, as the formulas have them. The head has one. */
static double bias_length(const Run *run, const CellPlace *at, bool of_head) {
    const double *weight = run_shown_weight(run);
    const Param *one =
        net_get_param(&run->net, of_head ? PARAM_HEAD_BIAS : PARAM_INPUT_BIAS, of_head ? 0 : at->layer, of_head ? 0 : at->direction);
    const Param *two = of_head ? NULL : net_get_param(&run->net, PARAM_RECURRENT_BIAS, at->layer, at->direction);
    double length = 0;
    for (int i = 0; i < one->rows * one->cols; i++)
        length = hypot(length, weight[one->offset + (size_t)i] + (two ? weight[two->offset + (size_t)i] : 0));
    return length;
}

/* For letters that are neither states nor gates. `index` is the text below the letter, "" if there is none. */
static bool find_other(SymbolValue *out, const View *view, const char *letter, const char *index) {
    const Run *run = view->run;
    const CellPlace at = cell_place(run, view->ui);
    const bool has_step = timeline_forward_done(&view->ui->cursor, &run->wiring) >= 1 && !trace_is_padding(&run->trace, at.step, 0);
    if (strcmp(letter, "η") == 0) {
        UpdateRule rule;
        update_rule_find(&rule, view);
        out->value = rule.rate;
        out->why = rule.is_halved ? STRING_WHY_HALVED : STRING_WHY_SET;
        out->what = "η =";
        return true;
    }
    if (strcmp(letter, "σ") == 0 || strcmp(letter, "tanh") == 0) {
        out->value = activation_largest_slope(letter[0] == 't' ? ACTIVATION_TANH : ACTIVATION_SIGMOID);
        out->why = STRING_WHY_STEEPEST;
        out->what = tr(view->strings, STRING_HINT_SLOPE_AT_MOST);
        return true;
    }
    if (strcmp(letter, "b") == 0) {
        bool of_head = index[0] == 'y';
        out->why = STRING_WHY_LENGTH;
        out->value = bias_length(run, &at, of_head);
        out->what = of_head ? tr(view->strings, STRING_HINT_BIAS_OF_HEAD)
                            : region_words(view->gui->region, tr(view->strings, STRING_HINT_BIAS_OF_LAYER), at.layer + 1);
        return out->what != NULL;
    }
    if (strcmp(letter, "x") == 0 || strcmp(letter, "a") == 0) {
        size_t rows = (size_t)(run->net.gates * run->net.spec.hidden);
        out->missing = STRING_HINT_NOT_FORWARD;
        if (!has_step) return false;
        out->why = STRING_WHY_LENGTH;
        out->value = letter[0] == 'x' ? input_length(run, &at)
                                      : kernel_norm(run->trace.lane[at.layer][at.direction].pre + (size_t)at.step * rows, rows);
        out->what = at_step(view, STRING_HINT_LENGTH_AT, at.step);
        return out->what != NULL;
    }
    if (strcmp(letter, "y") != 0 && strcmp(letter, "p") != 0) return false;
    const double done = timeline_loss_done(&view->ui->cursor, &run->wiring);
    const double *row = letter[0] == 'y' ? run->trace.y : run->trace.prob;
    out->missing = row ? STRING_HINT_NOT_LOSS : STRING_HINT_NO_SOFTMAX;
    if (!row || done < 1) return false;
    int loss = view->ui->cursor.phase == PHASE_LOSS ? (int)done - 1 : run->follow.loss;
    if (loss < 0 || loss >= run->wiring.loss_count) loss = run->wiring.loss_count - 1;
    size_t outputs = (size_t)run->net.spec.outputs;
    row += (size_t)loss * outputs;
    if (letter[0] == 'y')
        out->why = STRING_WHY_LENGTH;
    else
        out->place = (TermsPlace){.kind = TERMS_P, .step = loss, .row = (int)run->trace.target[loss]};
    out->value = letter[0] == 'y' ? kernel_norm(row, outputs) : row[(size_t)run->trace.target[loss]];
    out->what = at_step(view, letter[0] == 'y' ? STRING_HINT_LENGTH_AT : STRING_HINT_OF_TARGET_AT, run->wiring.loss_step[loss]);
    return out->what != NULL;
}

/* The length of the states at the last computed step; for a gate, its mean. */
static bool find_state(SymbolValue *out, const View *view, const char *letter) {
    const Run *run = view->run;
    const Cursor *cursor = &view->ui->cursor;
    CellPlace at = cell_place(run, view->ui);
    const TraceLane *lane = &run->trace.lane[at.layer][at.direction];
    bool is_c = strcmp(letter, "c") == 0;
    if (timeline_forward_done(cursor, &run->wiring) < 1 || at.is_padding) return false;
    if (is_c || strcmp(letter, "h") == 0) {
        out->place =
            (TermsPlace){.kind = TERMS_NORM, .of = is_c ? TERMS_C : TERMS_H, .layer = at.layer, .direction = at.direction, .step = at.step};
        size_t hidden = (size_t)run->net.spec.hidden;
        out->value = is_c ? kernel_norm(lane->c + (size_t)at.step * hidden, hidden) : lane->h_norm[at.step];
        out->what = region_words(view->gui->region, tr(view->strings, STRING_HINT_LENGTH_AT), at.step + 1);
        return out->what != NULL;
    }
    for (int gate = 0; gate < run->net.gates && !run->net.facts->is_plain; gate++) {
        if (strcmp(run->net.facts->gate[gate].letter, letter) != 0) continue;
        out->why = STRING_WHY_MEAN;
        out->value = lane->gate_mean[at.step * run->net.gates + gate];
        out->what = region_words(view->gui->region, tr(view->strings, STRING_HINT_MEAN_AT), at.step + 1);
        return out->what != NULL;
    }
    return false;
}

static bool find_value(SymbolValue *out, const View *view, const char *letter, const char *index) {
    const Run *run = view->run;
    *out = (SymbolValue){.why = STRING_COUNT, .missing = STRING_COUNT};
    if (strcmp(letter, "W") == 0 || strcmp(letter, "ρ") == 0) {
        out->value = run->radius;
        out->why = STRING_WHY_MANY;
        out->place = find_radius(view);
        const NetSpec *spec = &run->net.spec; /* it is that of all blocks */
        bool is_one = run->net.gates * spec->layers * spec->directions == 1;
        out->what = tr(view->strings, is_one ? STRING_HINT_SPECTRAL_RADIUS : STRING_HINT_LARGEST_RADIUS);
        return !run->radius_is_old;
    }
    if (strcmp(letter, "U") == 0 || strcmp(letter, "V") == 0) {
        out->value = run->weight_scale;
        out->why = STRING_WHY_SCALE;
        out->what = tr(view->strings, STRING_HINT_WEIGHT_SCALE);
        return true;
    }
    if (strcmp(letter, "S") == 0) { /* what the followed loss sends out */
        out->value = run->follow.S;
        out->what = "S";
        out->place = (TermsPlace){.kind = TERMS_NORM, .of = TERMS_SENT, .loss = run->wiring.loss_count > 1 ? run->follow.loss + 1 : 0};
        return true;
    }
    if (strcmp(letter, "L") == 0) {
        out->value = run->trace.loss;
        out->what = tr(view->strings, STRING_HINT_OF_SEQUENCE);
        out->place = (TermsPlace){.kind = TERMS_TOTAL};
        return timeline_loss_done(&view->ui->cursor, &run->wiring) >= run->wiring.loss_count;
    }
    return find_other(out, view, letter, index) || find_state(out, view, letter);
}

static bool is_math(TextFace face) { return face == FACE_MATH || face == FACE_MATH_ITALIC; }

/* True if these are the words in the formula's last \text, in the language of the formula. */
static bool is_word_of(const char *formula, const char *words) {
    static const char open[] = "\\text{";
    const char *at = NULL;
    size_t length = strlen(words);
    for (const char *next = strstr(formula, open); next; next = strstr(next + 1, open)) at = next + sizeof open - 1;
    return at && length > 0 && strncmp(at, words, length) == 0 && at[length] == '}';
}

static const Symbol *find_symbol(const View *view, const char *letter, bool is_rule) {
    for (size_t i = 0; is_rule && i < sizeof rule_symbols / sizeof *rule_symbols; i++)
        if (strcmp(rule_symbols[i].letter, letter) == 0) return &rule_symbols[i];
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        if (symbols[i].letter[0] != letter[0] || strcmp(symbols[i].letter, letter) != 0) continue;
        if (symbols[i].cell == ANY || symbols[i].cell == (int)view->run->net.spec.cell) return &symbols[i];
    }
    static const Symbol through = {"", ANY, STRING_SYMBOL_THROUGH};
    if (is_word_of(tr(view->strings, STRING_BACKWARD_PLUS_THROUGH), letter)) return &through;
    return is_word_of(tr(view->strings, STRING_BACKWARD_THROUGH_GATES), letter) ? &through : NULL;
}

/* *value: the number beside the words; its `what` is NULL where there is none. */
static const char *write_tip(SymbolValue *value, const View *view, const char *words, const char *letter, const char *index) {
    if (find_value(value, view, letter, index)) return figure_tip(view, words, value->what, value->value);
    value->what = NULL;
    if (value->missing == STRING_COUNT) return words;
    return region_words(view->gui->region, "%s\n%s", words, tr(view->strings, value->missing));
}

/* "path/12": of every symbol of every picture. */
static void format_path(char *out, size_t size, const char *path, int number) {
    size_t length = strlen(path);
    char digits[12];
    int count = 0;
    for (; number > 0; number /= 10) digits[count++] = (char)('0' + number % 10);
    if (length > size - sizeof digits) length = size - sizeof digits;
    memcpy(out, path, length);
    out[length++] = '/';
    while (count > 0) out[length++] = digits[--count];
    out[length] = '\0';
}

/* A smaller run of text right behind a letter, and below or above its line. */
static bool is_index_of(const DrawItem *letter, const DrawItem *next) {
    return next->op == DRAW_TEXT && letter->align == ALIGN_LEFT && next->width < letter->width && next->text.count < 16 &&
           next->x0 >= letter->x0 && next->x0 < letter->x0 + 3 * letter->width && fabs(next->y0 - letter->y0) < letter->width;
}

/* The letters of gates stand in the colours of the gates. */
static bool is_gate_color(const Theme *theme, Color color) {
    return memcmp(&color, &theme->text, sizeof color) != 0 && memcmp(&color, &theme->dim, sizeof color) != 0;
}

void hint_add_symbols(const View *view, size_t from, const char *path) { hint_add_symbols_left(view, from, path, 1e9); }

void hint_add_symbols_left(const View *view, size_t from, const char *path, double x) {
    const Gui *gui = view->gui;
    const bool of_update = view->ui->cursor.phase == PHASE_UPDATE && strncmp(path, "stage/equation", 14) != 0;
    DrawItem item, before = {.op = DRAW_GROUP}; /* the letter before that is no index itself */
    int count = 0;
    bool is_behind_partial = false;
    for (size_t offset = from; draw_next(gui->list, &offset, &item);) {
        char letter[32], name[48];
        if (item.op != DRAW_TEXT || item.x0 >= x || !is_math(item.face) || item.text.count >= (int)sizeof letter) continue;
        str_copy(letter, (int)sizeof letter, item.text);
        const Symbol *symbol = find_symbol(view, letter, of_update && !is_behind_partial && !is_gate_color(gui->theme, item.color));
        is_behind_partial = strcmp(letter, "∂") == 0;
        bool is_index = before.op == DRAW_TEXT && is_index_of(&before, &item);
        if (!is_index) before = item;
        if (!symbol || (is_index && symbol->cell != ANY)) continue; /* the o of y_o is no gate */
        const char *words = tr(view->strings, symbol->words);
        Rect box = text_box(gui, item.face, item.width, item.x0, item.y0, item.align, letter);
        char index[16] = "";
        DrawItem next;
        for (size_t behind = offset; draw_next(gui->list, &behind, &next) && is_index_of(&item, &next);) { /* it belongs to the letter */
            if (!index[0]) str_copy(index, (int)sizeof index, next.text);
            box.w = fmax(box.w, next.x0 + 0.4 * next.width - box.x);
        }
        format_path(name, sizeof name, path, ++count);
        if (!hint_is_wanted(view, box)) { /* its number is found when the pointer is there */
            hint_add(view, box, name, words);
            continue;
        }
        SymbolValue value = {.what = NULL};
        bool is_the_rules = symbol >= rule_symbols && symbol < rule_symbols + sizeof rule_symbols / sizeof *rule_symbols;
        hint_add(view, box, name, is_the_rules ? words : write_tip(&value, view, words, letter, index));
        if (!value.what) continue;
        if (value.why != STRING_COUNT) hint_why(view, value.why);
        if (value.place.kind != TERMS_CONSTANT) hint_number(view, &value.place, false);
    }
}
