/* See writer.h. Reading is one forward pass over each held-out sequence. Writing is one pass of a single step for each symbol; its final
   states are the initial states of the next pass. */
#include "experiment/writer.h"
#include "base/arena.h"
#include "base/number.h"
#include "data/words.h"
#include "lab/evaluate.h"
#include <math.h>
#include <string.h>

enum { READ_STEPS = 400, WORDS_WRITTEN = 120, SENTENCE_MAX = 40 };
#define WRITE_COST 6e6 /* multiplications in one call: a few milliseconds */

struct Writer {
    bool is_there;
    Net net; /* the run's, without dropout */
    Trace read, step;
    double *weight; /* (P) the weights at the beginning */
    double *logit;  /* (WRITER_WRITTEN_MAX + 2, O) the distribution of each written symbol; then that after the prompt, and after its last
                       symbol but one */
    TaskOptions options;
    /* The state that the results belong to. */
    unsigned long version;
    Setup setup;
    WriterPen pen;
    /* The results. */
    WriterCell cell[WRITER_CELL_MAX];
    int cell_count;
    double bits;
    short prompt[WRITER_PROMPT_MAX], written[WRITER_WRITTEN_MAX];
    int prompt_count, written_count;
    bool has_next, has_before;
    double next[NET_OUTPUT_MAX], before[NET_OUTPUT_MAX];
    short other[WRITER_BACK_CHOICES];
    int other_count;
};

Writer *writer_new(void) { return mem_new(sizeof(Writer)); }

static void clear(Writer *writer) {
    trace_deinit(&writer->read);
    trace_deinit(&writer->step);
    mem_free(writer->weight);
    mem_free(writer->logit);
    memset(writer, 0, sizeof *writer);
}

void writer_free(Writer *writer) {
    if (!writer) return;
    clear(writer);
    mem_free(writer);
}

/* --- symbols --- */

static bool is_of_text(const Setup *setup) { return strcmp(setup_task(setup)->key, "text") == 0; }

/* The text that is read word by word; NULL if there is none. */
static const Text *find_words(const Setup *setup) {
    const Text *text = setup_text(setup);
    bool is_wanted = is_of_text(setup) && setup_get_int(setup, KEY_VARIANT) == 1;
    return is_wanted && text ? text->words : NULL;
}

bool writer_is_of_characters(const Setup *setup) { return is_of_text(setup) && !find_words(setup); }

void writer_name(char *out, int size, const Setup *setup, int symbol) {
    TaskOptions options = setup_task_options(setup);
    task_name_class(out, size, setup_task(setup), &options, symbol);
}

void writer_spell(char *out, int size, const Setup *setup, int symbol) {
    const Text *text = setup_text(setup);
    if (writer_is_of_characters(setup) && text)
        text_write_symbol(out, size, text, symbol);
    else
        writer_name(out, size, setup, symbol);
}

static int find_word(const Setup *setup, int count, Str word) {
    char name[TASK_NAME_SIZE];
    for (int i = 0; i < count; i++) {
        writer_name(name, (int)sizeof name, setup, i);
        if (str_equal(word, name)) return i;
    }
    return -1;
}

static int fail_word(const Setup *setup, int count, Str word, Diag *diag) {
    char list[400] = "", name[TASK_NAME_SIZE];
    int used = 0;
    for (int i = 0; i < count; i++) {
        writer_name(name, (int)sizeof name, setup, i);
        used += text_format(list + used, (int)sizeof list - used, "%s%s", i ? " " : "", name);
    }
    diag_fail(diag, "'%.*s' is not a word of this task; its words are: %s", str_fit(word, 30), word.at, list);
    return -1;
}

static int parse_words(short *symbol, int most, const Text *words, Str prompt, Diag *diag) {
    char word[TEXT_WORD_SIZE];
    int count = 0;
    while (count < most && words_next(word, &prompt)) {
        int found = words_find(words, str_from(word));
        if (found < 0) {
            diag_fail(diag, "The text has no word \"%s\"; expected words that it has.", word);
            return -1;
        }
        symbol[count++] = (short)found;
    }
    return count;
}

int writer_parse(short *symbol, int most, const Setup *setup, Str prompt, Diag *diag) {
    TaskOptions options = setup_task_options(setup);
    const Text *text = setup_text(setup);
    int count = 0, outputs = setup_task(setup)->outputs(&options);
    if (find_words(setup)) return parse_words(symbol, most, find_words(setup), prompt, diag);
    if (!writer_is_of_characters(setup)) {
        for (Str word = str_next_word(&prompt); word.count > 0 && count < most; word = str_next_word(&prompt)) {
            int found = find_word(setup, outputs, word);
            if (found < 0) return fail_word(setup, outputs, word, diag);
            symbol[count++] = (short)found;
        }
        return count;
    }
    uint32_t code;
    while (text && count < most && text_next_code(&prompt, &code)) {
        int found = text_find_symbol(text, code);
        if (found < 0) {
            char letter[5];
            text_encode(letter, code);
            diag_fail(diag, "The text has no '%s'; expected characters that it has.", letter);
            return -1;
        }
        symbol[count++] = (short)found;
    }
    return count;
}

/* --- fitting --- */

static bool is_same_net(const Net *a, const Net *b) {
    const NetSpec *x = &a->spec, *y = &b->spec;
    return x->cell == y->cell && x->activation == y->activation && x->hidden == y->hidden && x->layers == y->layers &&
           x->directions == y->directions && x->inputs == y->inputs && x->outputs == y->outputs;
}

static bool fit(Writer *writer, const Run *run, const Setup *setup, Diag *diag) {
    const Task *task = setup_task(setup);
    Wiring wiring, one;
    TaskOptions options = setup_task_options(setup);
    if (is_of_text(setup)) options.steps = READ_STEPS;
    bool fits = writer->is_there && is_same_net(&writer->net, &run->net) && writer->options.steps == options.steps &&
                strcmp(setup_task(&writer->setup)->key, task->key) == 0;
    if (fits) {
        writer->options = options;
        return true;
    }
    clear(writer);
    writer->net = run->net;
    writer->net.spec.dropout = 0;
    writer->options = options;
    if (!task->wire(&wiring, &options, diag)) return false;
    wiring_init_many_to_many(&one, 1);
    size_t P = run->net.weight_count, O = (size_t)run->net.spec.outputs;
    bool good = trace_init(&writer->read, &writer->net, &wiring, 1, diag) && trace_init(&writer->step, &writer->net, &one, 1, diag);
    writer->weight = good ? mem_new(P * sizeof(double)) : NULL;
    writer->logit = good ? mem_new(WRITER_WRITTEN_MAX * O * sizeof(double)) : NULL;
    writer->is_there = writer->weight && writer->logit;
    writer->read.lean = writer->step.lean = true;
    if (good && !writer->is_there) diag_fail(diag, "There is no memory left to write text.");
    if (!writer->is_there) clear(writer);
    return writer->is_there;
}

/* --- reading --- */

static void find_rivals(WriterCell *cell, const double *prob, int count) {
    cell->rival_count = 0;
    for (int o = 0; o < count; o++) {
        int at = cell->rival_count < WRITER_RIVALS ? cell->rival_count++ : WRITER_RIVALS;
        for (; at > 0 && prob[o] > cell->rival_p[at - 1]; at--) {
            if (at == WRITER_RIVALS) continue;
            cell->rival[at] = cell->rival[at - 1];
            cell->rival_p[at] = cell->rival_p[at - 1];
        }
        if (at == WRITER_RIVALS) continue;
        cell->rival[at] = (short)o;
        cell->rival_p[at] = (float)prob[o];
    }
}

static void read_sequence(Writer *writer, int *asked, double *nats) {
    Trace *trace = &writer->read;
    int outputs = trace->net->spec.outputs, inputs = trace->net->spec.inputs, count = trace_count_losses(trace, 0), first = 0;
    for (int i = 1; i < inputs; i++) {
        if (trace->x[i] > trace->x[first]) first = i;
    }
    if (writer->cell_count + count + 1 > WRITER_CELL_MAX && writer->cell_count > 0) return;
    writer->cell[writer->cell_count++] = (WriterCell){.symbol = (short)first, .is_first = true};
    for (int k = 0; k < count && writer->cell_count < WRITER_CELL_MAX; k++) {
        WriterCell *cell = &writer->cell[writer->cell_count++];
        const double *prob = trace->prob + (ptrdiff_t)k * outputs;
        *cell = (WriterCell){.symbol = (short)trace->target[k]};
        cell->p = (float)prob[cell->symbol];
        *nats += trace->loss_raw[k];
        ++*asked;
        find_rivals(cell, prob, outputs);
    }
}

static void read_all(Writer *writer, const WriterPen *pen) {
    Trace *trace = &writer->read;
    const Setup *setup = &writer->setup;
    uint64_t seed = (uint64_t)setup_get_int(setup, KEY_SEED);
    long each = is_of_text(setup) ? 1 : WRITER_CELL_MAX / (writer->options.steps + 1);
    int asked = 0;
    double nats = 0;
    if (each < 1) each = 1;
    if (each > 12) each = 12;
    writer->cell_count = 0;
    for (long n = 0; n < each; n++) {
        task_draw(trace, setup_task(setup), &writer->options, 0, seed, TASK_HELD_OUT + pen->page * each + n);
        net_forward(trace, writer->weight);
        read_sequence(writer, &asked, &nats);
    }
    writer->bits = asked > 0 ? nats / asked / log(2.0) : NAN;
}

/* --- writing --- */

static void begin_states(Trace *trace) {
    size_t hidden = (size_t)trace->net->spec.hidden;
    for (int layer = 0; layer < trace->net->spec.layers; layer++) {
        TraceLane *lane = &trace->lane[layer][0];
        memset(lane->h0, 0, hidden * sizeof(double));
        if (lane->c0) memset(lane->c0, 0, hidden * sizeof(double));
    }
}

/* Reads one symbol from the present state; the outputs are then in trace->y. */
static void read_symbol(Writer *writer, int symbol) {
    Trace *trace = &writer->step;
    size_t hidden = (size_t)trace->net->spec.hidden;
    for (int i = 0; i < trace->net->spec.inputs; i++) trace->x[i] = i == symbol ? writer->options.input_scale : 0.0;
    trace->target[0] = 0;
    net_forward(trace, writer->weight);
    for (int layer = 0; layer < trace->net->spec.layers; layer++) {
        TraceLane *lane = &trace->lane[layer][0];
        memcpy(lane->h0, lane->h, hidden * sizeof(double));
        if (lane->c0) memcpy(lane->c0, lane->c, hidden * sizeof(double));
    }
}

static void read_prompt(Writer *writer, const short *symbol, int count) {
    begin_states(&writer->step);
    for (int i = 0; i < count; i++) read_symbol(writer, symbol[i]);
}

/* Finds the most likely symbols at the place of the symbol WRITER_BACK from the end, before that symbol is read. */
static void note_others(Writer *writer, int own) {
    WriterCell found;
    find_rivals(&found, writer->step.prob, writer->net.spec.outputs);
    for (int i = 0; i < found.rival_count && writer->other_count < WRITER_BACK_CHOICES; i++) {
        char name[TASK_NAME_SIZE];
        writer_name(name, (int)sizeof name, &writer->setup, found.rival[i]);
        bool is_word = strcmp(name, "other") != 0 && !strchr(".,!?;:", name[0]);
        if (found.rival[i] != own && is_word) writer->other[writer->other_count++] = found.rival[i];
    }
}

/* The beginning of a text without a prompt: a line end for characters, a full stop for words, the first symbol of a sentence otherwise. */
static int find_prompt(Writer *writer, short *symbol, const char *prompt) {
    int count = writer_parse(symbol, WRITER_PROMPT_MAX, &writer->setup, str_from(prompt), NULL);
    if (count > 0) return count;
    const Text *text = setup_text(&writer->setup);
    const Text *words = find_words(&writer->setup);
    int first = writer_is_of_characters(&writer->setup) && text ? text_find_symbol(text, '\n')
                : words                                         ? words_find(words, str_from("."))
                                                                : 0;
    symbol[0] = (short)(first >= 0 ? first : 0);
    return 1;
}

static void sort_draw(WriterDraw *out) {
    for (int i = 1; i < out->count; i++) {
        short symbol = out->symbol[i];
        double score = out->score[i];
        int at = i;
        for (; at > 0 && out->score[at - 1] < score; at--) {
            out->score[at] = out->score[at - 1];
            out->symbol[at] = out->symbol[at - 1];
        }
        out->score[at] = score;
        out->symbol[at] = symbol;
    }
}

static void softmax(double *out, const double *score, int count, int top, double temperature) {
    double sum = 0;
    for (int i = 0; i < count; i++) out[i] = i < top ? exp((score[i] - score[0]) / temperature) : 0;
    for (int i = 0; i < top; i++) sum += out[i];
    for (int i = 0; i < top; i++) out[i] /= sum;
}

static void form_draw(WriterDraw *out, const Writer *writer, const double *logit, int letter) {
    const uint64_t tag = UINT64_C(0x70656E0000000000); /* "pen" */
    int count = writer->net.spec.outputs, top = writer->pen.top > 0 && writer->pen.top < count ? writer->pen.top : count;
    out->count = count;
    for (int i = 0; i < count; i++) {
        out->symbol[i] = (short)i;
        out->score[i] = logit[i];
    }
    sort_draw(out);
    softmax(out->own, out->score, count, count, 1);
    softmax(out->p, out->score, count, top, writer->pen.temperature);
    Random random = random_from((uint64_t)setup_get_int(&writer->setup, KEY_SEED),
                                tag + (uint64_t)writer->pen.draw * WRITER_WRITTEN_MAX + (uint64_t)letter);
    out->random = random_unit(&random);
    double passed = 0;
    out->chosen = 0;
    for (int i = 0; i < top; i++) {
        if (out->random >= passed) out->chosen = i; /* if it is NaN, the first is chosen */
        passed += out->p[i];
    }
}

/* True if the task ends its texts here: a sentence at its full stop. */
static bool is_over(const Writer *writer) {
    if (writer->written_count >= WRITER_WRITTEN_MAX) return true;
    if (find_words(&writer->setup)) return writer->written_count >= WORDS_WRITTEN;
    if (writer_is_of_characters(&writer->setup) || writer->written_count == 0) return false;
    char name[TASK_NAME_SIZE];
    writer_name(name, (int)sizeof name, &writer->setup, writer->written[writer->written_count - 1]);
    return strcmp(name, ".") == 0 || writer->written_count >= SENTENCE_MAX;
}

static void write_on(Writer *writer) {
    int outputs = writer->net.spec.outputs;
    WriterDraw draw;
    long most = lround(fmax(4, WRITE_COST / (double)writer->net.weight_count));
    for (long i = 0; i < most && !is_over(writer); i++) {
        double *logit = writer->logit + (size_t)writer->written_count * (size_t)outputs;
        memcpy(logit, writer->step.y, (size_t)outputs * sizeof(double));
        form_draw(&draw, writer, logit, writer->written_count);
        writer->written[writer->written_count++] = draw.symbol[draw.chosen];
        if (!is_over(writer)) read_symbol(writer, draw.symbol[draw.chosen]);
    }
}

static void keep_next(double *out, const Trace *trace) { memcpy(out, trace->prob, (size_t)trace->net->spec.outputs * sizeof(double)); }

static void begin_writing(Writer *writer) {
    short before[WRITER_PROMPT_MAX];
    writer->written_count = 0;
    writer->has_next = writer->has_before = false;
    if (!writer_can_write(writer)) return;
    int count = writer->pen.before[0] ? writer_parse(before, WRITER_PROMPT_MAX, &writer->setup, str_from(writer->pen.before), NULL) : 0;
    if (count > 0) {
        read_prompt(writer, before, count);
        keep_next(writer->before, &writer->step);
        writer->has_before = true;
    }
    writer->prompt_count = find_prompt(writer, writer->prompt, writer->pen.prompt);
    begin_states(&writer->step);
    writer->other_count = 0;
    for (int i = 0; i < writer->prompt_count; i++) {
        bool is_back = i > 0 && i == writer->prompt_count - WRITER_BACK && find_words(&writer->setup);
        if (is_back) note_others(writer, writer->prompt[i]);
        read_symbol(writer, writer->prompt[i]);
    }
    keep_next(writer->next, &writer->step);
    writer->has_next = true;
}

/* --- queries --- */

static bool is_same_text(const WriterPen *a, const WriterPen *b) {
    return strcmp(a->prompt, b->prompt) == 0 && strcmp(a->before, b->before) == 0 && a->temperature == b->temperature && a->top == b->top &&
           a->draw == b->draw;
}

bool writer_is_of(const Writer *writer, const Setup *setup) { return writer->is_there && setup_equal(&writer->setup, setup); }

bool writer_update(Writer *writer, const Run *run, const Setup *setup, unsigned long version, const WriterPen *pen, bool *busy,
                   Diag *diag) {
    *busy = false;
    if (!setup_task(setup)->predicts_symbols) {
        clear(writer);
        return diag_fail(diag, "This task predicts no symbols.");
    }
    bool is_same = writer->is_there && writer->version == version && setup_equal(&writer->setup, setup);
    if (!is_same && !fit(writer, run, setup, diag)) return false;
    bool rewrites = !is_same || !is_same_text(&writer->pen, pen), reads = !is_same || writer->pen.page != pen->page;
    if (!is_same) memcpy(writer->weight, run->weight, run->net.weight_count * sizeof(double));
    writer->setup = *setup;
    writer->version = version;
    writer->pen = *pen;
    if (reads) read_all(writer, pen);
    if (rewrites) begin_writing(writer);
    if (writer_can_write(writer) && !is_over(writer)) write_on(writer);
    *busy = writer_can_write(writer) && !is_over(writer);
    return true;
}

const WriterCell *writer_cells(const Writer *writer, int *out) {
    *out = writer->cell_count;
    return writer->cell;
}

double writer_bits(const Writer *writer) { return writer->cell_count > 0 ? writer->bits : NAN; }

const short *writer_back(const Writer *writer, int *out) {
    *out = writer->other_count;
    return writer->other;
}

bool writer_can_write(const Writer *writer) { return writer->is_there && writer->net.spec.directions == 1; }

const short *writer_written(const Writer *writer, int *out) {
    *out = writer->written_count;
    return writer->written;
}

const short *writer_prompt(const Writer *writer, int *out) {
    *out = writer->has_next ? writer->prompt_count : 0;
    return writer->prompt;
}

WriterDraw writer_draw(const Writer *writer, int letter) {
    WriterDraw draw = {.count = 0};
    if (letter >= 0 && letter < writer->written_count)
        form_draw(&draw, writer, writer->logit + (size_t)letter * (size_t)writer->net.spec.outputs, letter);
    return draw;
}

const double *writer_next(const Writer *writer) { return writer->has_next ? writer->next : NULL; }

const double *writer_next_before(const Writer *writer) { return writer->has_before ? writer->before : NULL; }

/* --- the pen --- */

void pen_init(WriterPen *pen) { *pen = (WriterPen){.temperature = 1}; }

static bool read_whole(long *out, Str text, long least, long most, const char *what, Diag *diag) {
    if (number_parse_int(out, str_trim(text)) && *out >= least && *out <= most) return true;
    return diag_fail(diag, "'%.*s' is no %s; expected a whole number from %ld to %ld.", str_fit(text, 30), text.at ? text.at : "", what,
                     least, most);
}

static bool set_prompt(WriterPen *pen, const Setup *setup, Str prompt, Diag *diag) {
    short symbol[WRITER_PROMPT_MAX];
    if (!writer_is_of_characters(setup)) prompt = str_trim(prompt);
    if (prompt.count >= PEN_PROMPT_SIZE)
        return diag_fail(diag, "The prompt has %d bytes; expected at most %d.", prompt.count, PEN_PROMPT_SIZE - 1);
    if (setup_task(setup)->predicts_symbols && writer_parse(symbol, WRITER_PROMPT_MAX, setup, prompt, diag) < 0) return false;
    char next[PEN_PROMPT_SIZE];
    str_copy(next, PEN_PROMPT_SIZE, prompt);
    if (strcmp(next, pen->prompt) != 0) memcpy(pen->before, pen->prompt, sizeof next);
    memcpy(pen->prompt, next, sizeof next);
    pen->letter = 0;
    return true;
}

bool pen_apply(WriterPen *pen, const Setup *setup, Str word, Str rest, Diag *diag) {
    long number = 0;
    double value;
    if (str_equal(word, "prompt")) return set_prompt(pen, setup, rest, diag);
    rest = str_trim(rest);
    if (str_equal(word, "temperature")) {
        if (!number_parse(&value, rest) || !(value >= PEN_TEMPERATURE_LEAST && value <= PEN_TEMPERATURE_MOST))
            return diag_fail(diag, "'%.*s' is not a temperature; expected a number from %g to %g.", str_fit(rest, 30),
                             rest.at ? rest.at : "", PEN_TEMPERATURE_LEAST, PEN_TEMPERATURE_MOST);
        pen->temperature = value;
        return true;
    }
    if (str_equal(word, "top")) {
        if (!str_equal(rest, "off") && !read_whole(&number, rest, 0, NET_OUTPUT_MAX, "number of symbols", diag)) return false;
        pen->top = (int)number;
        return true;
    }
    if (str_equal(word, "draw")) {
        if (rest.count > 0 && !read_whole(&number, rest, 1, 1000000, "number of a text", diag)) return false;
        pen->draw = rest.count > 0 ? number - 1 : pen->draw + 1;
        pen->letter = 0;
        return true;
    }
    if (str_equal(word, "letter")) {
        if (str_equal(rest, "next") || str_equal(rest, "back")) {
            number = pen->letter + (rest.at[0] == 'n' ? 1 : -1);
            pen->letter = (int)(number < 0 ? 0 : number >= WRITER_WRITTEN_MAX ? WRITER_WRITTEN_MAX - 1 : number);
            return true;
        }
        if (!read_whole(&number, rest, 1, WRITER_WRITTEN_MAX, "place in the written text", diag)) return false;
        pen->letter = (int)number - 1;
        return true;
    }
    if (str_equal(word, "page")) {
        if (rest.count > 0 && !read_whole(&number, rest, 1, 1000000, "number of a passage", diag)) return false;
        pen->page = rest.count > 0 ? number - 1 : pen->page + 1;
        return true;
    }
    return diag_fail(diag, "'%.*s' is not an action of text; expected open, paste, prompt, temperature, top, draw, letter or page.",
                     str_fit(word, 30), word.at ? word.at : "");
}
