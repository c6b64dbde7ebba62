/* See sentence.h. One trace serves all passes: it is as long as the sentence, and words left out at the end are padding. */
#include "experiment/sentence.h"
#include "base/arena.h"
#include "base/number.h"
#include "data/labelled.h"
#include <math.h>
#include <string.h>

typedef struct Reader {
    Sentence *out;
    const Lab *lab;
    const Task *task;
    TaskOptions options;
    Net net; /* without dropout */
    Trace trace;
    double *gradient;
} Reader;

static bool fail(Reader *reader, const char *text) {
    text_format(reader->out->trouble, (int)sizeof reader->out->trouble, "%s", text);
    return false;
}

/* --- words --- */

static bool equal_ignoring_case(const char *name, Str word) {
    if ((size_t)word.count != strlen(name)) return false;
    for (int i = 0; i < word.count; i++) {
        char c = word.at[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c + 32);
        if (c != name[i]) return false;
    }
    return true;
}

static int find_word(const Reader *reader, Str word) {
    char name[TASK_NAME_SIZE];
    if (reader->options.lines) return labelled_find_word(reader->options.lines, word);
    for (int i = 0; i < reader->net.spec.inputs; i++) {
        reader->task->name_symbol(name, (int)sizeof name, &reader->options, i);
        if (equal_ignoring_case(name, word)) return i;
    }
    return -1;
}

static bool fail_word(Reader *reader, Str word) {
    char list[160] = "", name[TASK_NAME_SIZE];
    int used = 0;
    for (int i = 0; i < reader->net.spec.inputs && used < 130; i++) {
        reader->task->name_symbol(name, (int)sizeof name, &reader->options, i);
        used += text_format(list + used, (int)sizeof list - used, "%s%s", i ? " " : "", name);
    }
    text_format(reader->out->trouble, (int)sizeof reader->out->trouble, "\"%.*s\" is not a word that this network reads; it knows: %s",
                str_fit(word, 30), word.at, list);
    return false;
}

static Str trim_marks(Str word) {
    static const char marks[] = ".,;:!?\"()";
    while (word.count > 0 && strchr(marks, word.at[0])) word = (Str){word.at + 1, word.count - 1};
    while (word.count > 0 && strchr(marks, word.at[word.count - 1])) word.count--;
    return word;
}

static bool take_text(Reader *reader) {
    Sentence *out = reader->out;
    Str rest = str_from(out->text);
    for (Str word; (word = str_next_word(&rest)).count > 0;) {
        word = trim_marks(word);
        if (word.count == 0) continue;
        if (out->count == SENTENCE_WORD_MAX) return fail(reader, "A sentence has at most 40 words here.");
        int index = find_word(reader, word);
        if (index < 0) return fail_word(reader, word);
        out->word[out->count++] = index;
    }
    out->target = -1;
    return out->count > 0 || fail(reader, "There is no word in it.");
}

static bool take_stage(Reader *reader) {
    const Trace *trace = run_own_trace(&reader->lab->run);
    Sentence *out = reader->out;
    int inputs = reader->net.spec.inputs, count = trace->length[0] < SENTENCE_WORD_MAX ? trace->length[0] : SENTENCE_WORD_MAX;
    for (int t = 0; t < count; t++) {
        int best = 0;
        for (int i = 1; i < inputs; i++)
            if (trace->x[(ptrdiff_t)t * inputs + i] > trace->x[(ptrdiff_t)t * inputs + best]) best = i;
        out->word[out->count++] = best;
    }
    out->target = (int)trace->target[0];
    return true;
}

/* --- passes --- */

/* The first `count` words, without the one at `without` (-1: all of them). */
static void read_words(Reader *reader, int count, int without) {
    Trace *trace = &reader->trace;
    int inputs = reader->net.spec.inputs, at = 0;
    memset(trace->x, 0, (size_t)trace->wiring.steps * (size_t)inputs * sizeof(double));
    for (int t = 0; t < count; t++)
        if (t != without) trace->x[(ptrdiff_t)at++ * inputs + reader->out->word[t]] = reader->options.input_scale;
    trace_set_length(trace, 0, at);
    net_forward(trace, reader->lab->run.weight);
}

static void measure_words(Reader *reader) {
    Sentence *out = reader->out;
    Trace *trace = &reader->trace;
    int inputs = reader->net.spec.inputs;
    for (int t = 0; t < out->count; t++) {
        read_words(reader, t + 1, -1);
        for (int c = 0; c < out->classes; c++) out->prob[t][c] = trace->prob[c];
    }
    for (int c = 1; c < out->classes; c++)
        if (trace->prob[c] > trace->prob[out->verdict]) out->verdict = c;
    trace->target[0] = out->verdict;
    read_words(reader, out->count, -1);
    double whole = trace->loss; /* -ln p */
    net_backward(trace, reader->gradient, reader->lab->run.weight);
    for (int t = 0; t < out->count; t++) {
        double sum = 0;
        for (int i = 0; i < inputs; i++) sum -= trace->x[(ptrdiff_t)t * inputs + i] * trace->dx[(ptrdiff_t)t * inputs + i];
        out->pull[t] = sum;
    }
    for (int t = 0; t < out->count; t++) {
        out->left[t] = NAN; /* without its only word a sentence would be empty */
        if (out->count < 2) continue;
        read_words(reader, out->count, t);
        out->left[t] = trace->loss - whole;
    }
}

static bool begin(Reader *reader) {
    const Run *run = &reader->lab->run;
    NetSpec spec = run->net.spec;
    reader->task = setup_task(&reader->lab->setup);
    reader->options = setup_task_options(&reader->lab->setup);
    if (reader->task != task_find("sentiment")) return fail(reader, "The network reads no sentences now. Choose the task Sentiment.");
    spec.dropout = 0;
    return net_init(&reader->net, &spec, NULL);
}

static bool read_all(Reader *reader) {
    Sentence *out = reader->out;
    Wiring wiring;
    if (!begin(reader) || !(out->text[0] ? take_text(reader) : take_stage(reader))) return false;
    for (int t = 0; t < out->count; t++) reader->task->name_symbol(out->name[t], TASK_NAME_SIZE, &reader->options, out->word[t]);
    out->classes = reader->net.spec.outputs < SENTENCE_CLASS_MAX ? reader->net.spec.outputs : SENTENCE_CLASS_MAX;
    wiring_init_many_to_one(&wiring, out->count);
    reader->gradient = mem_new(reader->net.weight_count * sizeof(double));
    if (!reader->gradient || !trace_init(&reader->trace, &reader->net, &wiring, 1, NULL)) return fail(reader, "Memory is out.");
    measure_words(reader);
    return true;
}

void sentence_measure(Sentence *sentence, const Lab *lab, const char *text) {
    if (sentence->is_known && sentence->version == lab->version && strcmp(sentence->text, text) == 0) return;
    Reader *reader = mem_new(sizeof *reader);
    memset(sentence, 0, sizeof *sentence);
    sentence->version = lab->version;
    text_format(sentence->text, SENTENCE_TEXT_MAX, "%s", text);
    if (!reader) return;
    sentence->is_known = true;
    reader->out = sentence;
    reader->lab = lab;
    read_all(reader);
    trace_deinit(&reader->trace);
    mem_free(reader->gradient);
    mem_free(reader);
}
