/* The reader of reference cases (format in refcase.h). One pass over the text: metadata into a small struct, checked as a whole when the
   first block begins; then block by block. The metadata give the size of a block with a known name; for an unknown name the size is checked
   against the rest of the file, at least two bytes a number, before memory is allocated. An unknown key is skipped, and named in the
   message if a similar required key is missing.

   Simplified on purpose: nan and inf are refused, since no case has them and none could be compared. */
#include "cli/refcase.h"
#include "base/arena.h"
#include "base/number.h"
#include "engine/cell/facts.h"
#include "engine/pass/trace.h"
#include <limits.h>
#include <math.h>
#include <string.h>

typedef enum Key {
    KEY_NAME_,
    KEY_CELL_,
    KEY_HEAD_,
    KEY_REDUCTION,
    KEY_H0,
    KEY_SEED_,
    KEY_H,
    KEY_T,
    KEY_I,
    KEY_O,
    KEY_L,
    KEY_D,
    KEY_B,
    KEY_K,
    KEY_GATES,
    KEY_REQUIRED, /* the ones above */
    KEY_OPT = KEY_REQUIRED,
    KEY_LR,
    KEY_MU,
    KEY_BETA1,
    KEY_BETA2,
    KEY_ALPHA,
    KEY_EPS,
    KEY_CLIP,
    KEY_STEPS_,
    KEY_SENSITIVITY,
    KEY_END
} Key;

static const char *const key_name[KEY_END] = {"name",  "cell",  "head",  "reduction", "h0",   "seed",  "H",          "T",  "I",
                                              "O",     "L",     "D",     "B",         "K",    "gates", "opt",        "lr", "mu",
                                              "beta1", "beta2", "alpha", "eps",       "clip", "steps", "sensitivity"};

/* One metadata value, with its place. */
typedef struct Meta {
    Str text;
    int line, column;
    long whole;  /* for the sizes */
    double real; /* for the rates */
} Meta;

enum { STRANGE_MAX = 8 };

typedef struct Reader {
    const char *path;
    Str rest;
    Str line_text; /* the whole current line, for columns */
    int line;      /* of line_text, from 1 */
    Diag *diag;
    RefCase *out;
    Meta meta[KEY_END];
    Meta strange[STRANGE_MAX]; /* keys that are not known, their text being the key; the first few */
    int strange_count;
} Reader;

static int column_of(const Reader *reader, Str word) {
    return word.at ? (int)(word.at - reader->line_text.at) + 1 : reader->line_text.count + 1;
}

/* A word for a message: short, and without control characters. */
static const char *quote(char out[40], Str word) {
    str_copy(out, 40, word);
    for (char *c = out; *c; c++) {
        if ((unsigned char)*c < 32 || *c == 127) *c = '?';
    }
    return out;
}

/* The next line that is neither empty nor a comment. False at the end of the file. */
static bool next_line(Reader *reader, Str *line) {
    while (reader->rest.count > 0) {
        *line = str_next_line(&reader->rest);
        reader->line_text = *line;
        reader->line++;
        Str inside = str_trim(*line);
        if (inside.count > 0 && inside.at[0] != '#') return true;
    }
    reader->line++;
    reader->line_text = (Str){NULL, 0};
    return false;
}

/* ---- metadata ----------------------------------------------------------------------------------------------------- */

static int find_key(Str word) {
    for (int i = 0; i < KEY_END; i++) {
        if (str_equal(word, key_name[i])) return i;
    }
    return -1;
}

static bool read_meta(Reader *reader, Str line) {
    char found[40];
    Str words = {line.at + 1, line.count - 1}, key = str_next_word(&words), value = str_next_word(&words), more = str_next_word(&words);
    if (key.count == 0) return diag_fail_at(reader->diag, reader->path, reader->line, 1, "'@' has no key; metadata is: @key value");
    int index = find_key(key);
    if (index < 0) {
        if (reader->strange_count < STRANGE_MAX)
            reader->strange[reader->strange_count++] = (Meta){.text = key, .line = reader->line, .column = column_of(reader, key)};
        return true;
    }
    if (reader->meta[index].line) {
        return diag_fail_at(reader->diag, reader->path, reader->line, 1, "'@%s' was given before, in line %d", key_name[index],
                            reader->meta[index].line);
    }
    if (value.count == 0)
        return diag_fail_at(reader->diag, reader->path, reader->line, line.count + 1, "'@%s' has no value", key_name[index]);
    if (more.count > 0) {
        return diag_fail_at(reader->diag, reader->path, reader->line, column_of(reader, more), "'%s' is too much: a key has one value",
                            quote(found, more));
    }
    reader->meta[index] = (Meta){.text = value, .line = reader->line, .column = column_of(reader, value)};
    return true;
}

/* Reports the error at the key that was probably meant, or else at the end of the metadata. `more`: further text. */
static bool fail_missing(Reader *reader, Key key, const char *more) {
    char found[40];
    for (int i = 0; i < reader->strange_count; i++) {
        const Meta *strange = &reader->strange[i];
        if (!str_find_closest(strange->text, &key_name[key], 1)) continue;
        return diag_fail_at(reader->diag, reader->path, strange->line, strange->column,
                            "'@%s' is not a key of this format; did you mean '@%s'? That is missing", quote(found, strange->text),
                            key_name[key]);
    }
    Str line = str_trim(reader->line_text);
    return diag_fail_at(reader->diag, reader->path, reader->line, 1, "'%s' ends the metadata without '@%s'%s",
                        quote(found, str_next_word(&line)), key_name[key], more);
}

static bool fail_meta(Reader *reader, Key key, const char *right) {
    char found[40];
    const Meta *meta = &reader->meta[key];
    return diag_fail_at(reader->diag, reader->path, meta->line, meta->column, "@%s is '%s'; %s", key_name[key], quote(found, meta->text),
                        right);
}

/* The index of the value among `words`, -1 after reporting. */
static int read_choice(Reader *reader, Key key, const char *const *words, int count) {
    char right[128];
    int length = text_format(right, (int)sizeof right, "possible are");
    for (int i = 0; i < count; i++) {
        if (str_equal(reader->meta[key].text, words[i])) return i;
        length += text_format(right + length, (int)sizeof right - length, "%s %s", i ? "," : "", words[i]);
    }
    fail_meta(reader, key, right);
    return -1;
}

static bool read_whole(Reader *reader, Key key, long least, long most) {
    char right[80];
    Meta *meta = &reader->meta[key];
    if (number_parse_int(&meta->whole, meta->text) && meta->whole >= least && meta->whole <= most) return true;
    text_format(right, (int)sizeof right, "a whole number from %ld to %ld is right", least, most);
    return fail_meta(reader, key, right);
}

static bool read_real(Reader *reader, Key key, double most) {
    char right[80];
    Meta *meta = &reader->meta[key];
    if (meta->line == 0) return true; /* stays 0 */
    if (number_parse(&meta->real, meta->text) && meta->real >= 0 && meta->real <= most) return true;
    text_format(right, (int)sizeof right, "a number from 0 to %g is right", most);
    return fail_meta(reader, key, right);
}

static const char *const cell_words[] = {"rnn_tanh", "rnn_relu", "rnn_leaky", "rnn_sigmoid", "rnn_identity", "lstm", "gru"};
enum { CELL_WORD_COUNT = sizeof cell_words / sizeof *cell_words };
static const char *const head_words[] = {"m2o_mse", "m2o_ce", "m2m_mse", "m2m_ce"};
static const char *const reduction_words[] = {"mean", "sum"};
static const char *const state_words[] = {"zero", "random"};
static const char *const gate_words[] = {"h", "h", "h", "h", "h", "i,f,g,o", "r,z,n"}; /* as cell_words */
static const char *const optimizer_words[] = {"sgd", "momentum", "adam", "rmsprop"};

static bool read_sizes(Reader *reader) {
    return read_whole(reader, KEY_SEED_, 0, LONG_MAX) && read_whole(reader, KEY_H, 1, NET_HIDDEN_MAX) &&
           read_whole(reader, KEY_T, 1, NET_STEP_MAX) && read_whole(reader, KEY_I, 1, NET_INPUT_MAX) &&
           read_whole(reader, KEY_O, 1, NET_OUTPUT_MAX) && read_whole(reader, KEY_L, 1, NET_LAYER_MAX) &&
           read_whole(reader, KEY_D, 1, NET_DIRECTION_MAX) && read_whole(reader, KEY_B, 1, NET_BATCH_MAX) &&
           read_whole(reader, KEY_K, 1, reader->meta[KEY_T].whole);
}

static bool needs(int optimizer, Key key) {
    switch (key) {
    case KEY_MU: return optimizer == REF_MOMENTUM;
    case KEY_ALPHA: return optimizer == REF_RMSPROP;
    case KEY_BETA1:
    case KEY_BETA2: return optimizer == REF_ADAM;
    case KEY_EPS: return optimizer == REF_RMSPROP || optimizer == REF_ADAM;
    default: return true;
    }
}

static bool read_optimizer(Reader *reader) {
    RefCase *out = reader->out;
    if (reader->meta[KEY_OPT].line == 0) {
        for (int i = KEY_OPT + 1; i < KEY_SENSITIVITY; i++) {
            if (reader->meta[i].line) return fail_meta(reader, (Key)i, "this key belongs to optimiser traces, which have @opt");
        }
        return true;
    }
    int optimizer = read_choice(reader, KEY_OPT, optimizer_words, 4);
    if (optimizer < 0) return false;
    for (int i = KEY_LR; i <= KEY_STEPS_; i++) {
        if (reader->meta[i].line == 0 && needs(REF_SGD + optimizer, (Key)i)) {
            return fail_missing(reader, (Key)i, ", which this optimiser needs");
        }
    }
    if (!read_real(reader, KEY_LR, 1e6) || !read_real(reader, KEY_MU, 1) || !read_real(reader, KEY_BETA1, 1) ||
        !read_real(reader, KEY_BETA2, 1) || !read_real(reader, KEY_ALPHA, 1) || !read_real(reader, KEY_EPS, 1) ||
        !read_real(reader, KEY_CLIP, 1e300) || !read_whole(reader, KEY_STEPS_, 1, REF_UPDATE_MAX)) {
        return false;
    }
    out->optimizer = (RefOptimizer)(REF_SGD + optimizer);
    out->rate = reader->meta[KEY_LR].real;
    out->momentum = reader->meta[KEY_MU].real;
    out->beta1 = reader->meta[KEY_BETA1].real;
    out->beta2 = reader->meta[KEY_BETA2].real;
    out->alpha = reader->meta[KEY_ALPHA].real;
    out->epsilon = reader->meta[KEY_EPS].real;
    out->clip = reader->meta[KEY_CLIP].real;
    out->updates = (int)reader->meta[KEY_STEPS_].whole;
    return true;
}

/* The first block begins: all metadata about the network must be there and consistent. */
static bool finish_meta(Reader *reader) {
    RefCase *out = reader->out;
    for (int i = 0; i < KEY_REQUIRED; i++) {
        if (reader->meta[i].line == 0) { return fail_missing(reader, (Key)i, ""); }
    }
    str_copy(out->name, REF_NAME_SIZE, reader->meta[KEY_NAME_].text);
    int cell = read_choice(reader, KEY_CELL_, cell_words, CELL_WORD_COUNT),
        head = cell < 0 ? -1 : read_choice(reader, KEY_HEAD_, head_words, 4);
    int reduction = head < 0 ? -1 : read_choice(reader, KEY_REDUCTION, reduction_words, 2);
    if (reduction < 0 || read_choice(reader, KEY_H0, state_words, 2) < 0 || !read_sizes(reader) || !read_optimizer(reader) ||
        !read_real(reader, KEY_SENSITIVITY, 1e300)) {
        return false;
    }
    if (read_choice(reader, KEY_GATES, &gate_words[cell], 1) < 0) return false;
    int steps = (int)reader->meta[KEY_T].whole, losses = (int)reader->meta[KEY_K].whole;
    bool many_to_one = head < 2;
    if (many_to_one && losses != 1) return fail_meta(reader, KEY_K, "a many-to-one head has one loss");
    bool is_plain = cell < ACTIVATION_COUNT; /* the words of the plain RNN stand in the order of the activations */
    NetSpec spec = {.cell = is_plain                   ? CELL_RNN
                            : cell == ACTIVATION_COUNT ? CELL_LSTM
                                                       : CELL_GRU,
                    .activation = is_plain ? (Activation)cell : ACTIVATION_TANH,
                    .loss = head % 2 ? LOSS_CROSS_ENTROPY : LOSS_MSE,
                    .hidden = (int)reader->meta[KEY_H].whole,
                    .layers = (int)reader->meta[KEY_L].whole,
                    .directions = (int)reader->meta[KEY_D].whole,
                    .inputs = (int)reader->meta[KEY_I].whole,
                    .outputs = (int)reader->meta[KEY_O].whole};
    if (!net_init(&out->net, &spec, reader->diag)) return false;
    if (many_to_one) {
        wiring_init_many_to_one(&out->wiring, steps);
    } else {
        wiring_init_many_to_many(&out->wiring, steps);
        out->wiring.loss_count = losses; /* which steps they are, loss_t says; without it they must be all */
    }
    out->wiring.sum_losses = reduction == 1;
    out->batch = (int)reader->meta[KEY_B].whole;
    size_t plan = trace_plan_size(&out->net, &out->wiring, out->batch);
    if (plan > NET_MEMORY_MAX) {
        return diag_fail_at(reader->diag, reader->path, reader->line, 1, "this network needs %.0f MB; the limit is %d MB. Lower H, T or B",
                            (double)plan / (1 << 20), (int)(NET_MEMORY_MAX >> 20));
    }
    return true;
}

/* ---- blocks -------------------------------------------------------------------------------------------------------- */

static bool read_size(Reader *reader, int *out, Str word, const char *what) {
    char found[40];
    long value;
    if (number_parse_int(&value, word) && value >= 1 && value <= 2147483647) {
        *out = (int)value;
        return true;
    }
    return diag_fail_at(reader->diag, reader->path, reader->line, column_of(reader, word),
                        "'%s' is not a number of %s; a block header is: name rows cols", quote(found, word), what);
}

static bool read_header(Reader *reader, RefBlock *block, Str line) {
    char found[40];
    Str words = line, name = str_next_word(&words), rows = str_next_word(&words), cols = str_next_word(&words),
        more = str_next_word(&words);
    if (name.count >= REF_NAME_SIZE) {
        return diag_fail_at(reader->diag, reader->path, reader->line, column_of(reader, name), "'%s...' is too long for a block's name",
                            quote(found, name));
    }
    str_copy(block->name, REF_NAME_SIZE, name);
    quote(found, name);
    int given_rows, given_cols;
    if (!read_size(reader, &given_rows, rows, "rows") || !read_size(reader, &given_cols, cols, "columns")) return false;
    if (more.count > 0) {
        return diag_fail_at(reader->diag, reader->path, reader->line, column_of(reader, more), "a block header is: name rows cols");
    }
    for (int i = 0; i < reader->out->block_count; i++) {
        if (strcmp(reader->out->block[i].name, block->name) == 0) {
            return diag_fail_at(reader->diag, reader->path, reader->line, column_of(reader, name), "block '%s' was given before", found);
        }
    }
    block->rows = given_rows;
    block->cols = given_cols;
    refcase_identify(block, reader->out);
    if (block->rows != given_rows || block->cols != given_cols) {
        return diag_fail_at(reader->diag, reader->path, reader->line, column_of(reader, rows),
                            "block '%s' claims %d x %d; this metadata makes it %d x %d", found, given_rows, given_cols, block->rows,
                            block->cols);
    }
    if ((size_t)block->rows > ((size_t)reader->rest.count / 2 + 1) / (size_t)block->cols) {
        return diag_fail_at(reader->diag, reader->path, reader->line, column_of(reader, rows),
                            "block '%s' claims %d x %d, more numbers than the rest of the file can hold", found, block->rows, block->cols);
    }
    return true;
}

static bool reserve(Reader *reader, size_t count) {
    RefCase *out = reader->out;
    size_t needed = out->value_count + count, capacity = out->value_capacity ? out->value_capacity : 1024;
    while (capacity < needed) capacity *= 2; /* needed is below the file's size, so neither overflows */
    if (capacity == out->value_capacity) return true;
    double *grown = mem_grow(out->value, out->value_capacity * sizeof(double), capacity * sizeof(double));
    if (!grown) return diag_fail_at(reader->diag, reader->path, reader->line, 1, "out of memory");
    out->value = grown;
    out->value_capacity = capacity;
    return true;
}

/* Checks numbers that control the engine, which must be more than finite. Adds a step with a loss to the wiring. */
static bool check_value(Reader *reader, const RefBlock *block, Str word, int row, double value) {
    char found[40];
    RefCase *out = reader->out;
    int line = reader->line, column = column_of(reader, word);
    quote(found, word);
    if (block->kind == REF_TARGET && out->net.spec.loss == LOSS_CROSS_ENTROPY) {
        if (value >= 0 && value < out->net.spec.outputs && value == floor(value)) return true;
        return diag_fail_at(reader->diag, reader->path, line, column, "target '%s' is not a class; expected 0 to %d", found,
                            out->net.spec.outputs - 1);
    }
    if (block->kind == REF_LOSS_T) {
        int steps = out->wiring.steps, before = row ? out->wiring.loss_step[row - 1] : -1;
        if (value > before && value < steps && value == floor(value)) {
            out->wiring.loss_step[row] = (short)value;
            return true;
        }
        return diag_fail_at(reader->diag, reader->path, line, column,
                            "'%s' is not a step with a loss; expected ascending whole numbers from 0 to %d", found, steps - 1);
    }
    if ((block->kind == REF_H0 || block->kind == REF_C0) && value != 0 && str_equal(reader->meta[KEY_H0].text, "zero")) {
        return diag_fail_at(reader->diag, reader->path, line, column, "'%s' in block '%s', but @h0 in line %d is zero", found, block->name,
                            reader->meta[KEY_H0].line);
    }
    return true;
}

static bool read_row(Reader *reader, const RefBlock *block, double *out, Str line, int row) {
    char found[40];
    Str words = line;
    for (int c = 0; c < block->cols; c++) {
        Str word = str_next_word(&words);
        if (word.count == 0) {
            return diag_fail_at(reader->diag, reader->path, reader->line, line.count + 1, "row %d of block '%s' has %d numbers, not %d",
                                row + 1, block->name, c, block->cols);
        }
        if (!number_parse(&out[c], word) || !isfinite(out[c])) {
            return diag_fail_at(reader->diag, reader->path, reader->line, column_of(reader, word),
                                "'%s' in row %d of block '%s' is not a finite number", quote(found, word), row + 1, block->name);
        }
        if (!check_value(reader, block, word, row, out[c])) return false;
    }
    Str more = str_next_word(&words);
    if (more.count == 0) return true;
    return diag_fail_at(reader->diag, reader->path, reader->line, column_of(reader, more), "row %d of block '%s' has more than %d numbers",
                        row + 1, block->name, block->cols);
}

static bool read_block(Reader *reader, Str line) {
    RefCase *out = reader->out;
    RefBlock block = {.kind = REF_UNKNOWN};
    if (out->block_count == REF_BLOCK_MAX) {
        return diag_fail_at(reader->diag, reader->path, reader->line, 1, "more than %d blocks", REF_BLOCK_MAX);
    }
    if (!read_header(reader, &block, line)) return false;
    if (out->block_count % 64 == 0) {
        size_t size = (size_t)out->block_count * sizeof(RefBlock);
        RefBlock *grown = mem_grow(out->block, size, size + 64 * sizeof(RefBlock));
        if (!grown) return diag_fail_at(reader->diag, reader->path, reader->line, 1, "out of memory");
        out->block = grown;
    }
    if (!reserve(reader, (size_t)block.rows * (size_t)block.cols)) return false;
    block.first = out->value_count;
    for (int row = 0; row < block.rows; row++) {
        Str numbers;
        if (!next_line(reader, &numbers)) {
            return diag_fail_at(reader->diag, reader->path, reader->line, 1, "the file ends inside block '%s', after row %d of %d",
                                block.name, row, block.rows);
        }
        if (!read_row(reader, &block, out->value + out->value_count, numbers, row)) return false;
        out->value_count += (size_t)block.cols;
    }
    out->block[out->block_count++] = block;
    return true;
}

/* ---- the whole ----------------------------------------------------------------------------------------------------- */

/* Checks that everything the engine needs was given. */
static bool finish(Reader *reader) {
    RefCase *out = reader->out;
    const Wiring *wiring = &out->wiring;
    for (int i = 0; i < out->net.param_count; i++) {
        const Param *param = &out->net.param[i];
        if (refcase_find(out, REF_PARAM, 0, 0, param)) continue;
        return diag_fail_at(reader->diag, reader->path, reader->line, 1, "the file ends without block '%s'", param->name);
    }
    const RefBlock *x = refcase_find(out, REF_X, 0, 0, NULL), *target = refcase_find(out, REF_TARGET, 0, 0, NULL);
    if (!x || !target)
        return diag_fail_at(reader->diag, reader->path, reader->line, 1, "the file ends without block '%s'", x ? "target" : "x");
    bool random = str_equal(reader->meta[KEY_H0].text, "random");
    for (int i = 0; i < out->net.spec.layers * out->net.spec.directions && random; i++) {
        int layer = i / out->net.spec.directions, direction = i % out->net.spec.directions;
        bool cells = out->net.facts->has_c;
        if (!refcase_find(out, REF_H0, layer, direction, NULL) || (cells && !refcase_find(out, REF_C0, layer, direction, NULL))) {
            return diag_fail_at(reader->diag, reader->path, reader->line, 1, "@h0 is random, but the file ends without %s.l%d.d%d",
                                refcase_find(out, REF_H0, layer, direction, NULL) ? "c0" : "h0", layer, direction);
        }
    }
    if (!refcase_find(out, REF_LOSS_T, 0, 0, NULL) && !wiring->head_reads_final && wiring->loss_count != wiring->steps) {
        return diag_fail_at(reader->diag, reader->path, reader->line, 1, "%d of %d steps have a loss, but no block 'loss_t' says which",
                            wiring->loss_count, wiring->steps);
    }
    return true;
}

bool refcase_parse(RefCase *out, const char *path, Str text, Diag *diag) {
    memset(out, 0, sizeof *out);
    Reader reader = {.path = path, .rest = text, .diag = diag, .out = out};
    Str line;
    bool in_blocks = false;
    if (text.count >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0) reader.rest = (Str){text.at + 3, text.count - 3}; /* a mark of UTF-8 */
    while (next_line(&reader, &line)) {
        Str words = line, first = str_next_word(&words);
        if (first.at[0] == '@' && first.at == line.at) {
            if (in_blocks) return diag_fail_at(diag, path, reader.line, 1, "metadata stands before the first block");
            if (!read_meta(&reader, line)) return false;
            continue;
        }
        if (!in_blocks && !finish_meta(&reader)) return false;
        in_blocks = true;
        if (!str_equal(first, "end")) {
            if (!read_block(&reader, line)) return false;
            continue;
        }
        Str rows = str_next_word(&words), cols = str_next_word(&words), more = str_next_word(&words);
        if (!str_equal(rows, "0") || !str_equal(cols, "0") || more.count > 0) {
            return diag_fail_at(diag, path, reader.line, column_of(&reader, rows), "expected the last line: end 0 0");
        }
        if (!finish(&reader)) return false;
        if (next_line(&reader, &line)) return diag_fail_at(diag, path, reader.line, 1, "nothing may stand after the line: end 0 0");
        return true;
    }
    return diag_fail_at(diag, path, reader.line, 1, in_blocks ? "the file ends without its last line: end 0 0" : "this file has no block");
}

void refcase_deinit(RefCase *reference) {
    mem_free(reference->block);
    mem_free(reference->value);
    memset(reference, 0, sizeof *reference);
}

const RefBlock *refcase_find(const RefCase *reference, RefKind kind, int layer, int direction, const Param *param) {
    for (int i = 0; i < reference->block_count; i++) {
        const RefBlock *block = &reference->block[i];
        if (block->kind == kind && block->layer == layer && block->direction == direction && block->param == param) return block;
    }
    return NULL;
}

const double *refcase_values(const RefCase *reference, const RefBlock *block) { return reference->value + block->first; }
