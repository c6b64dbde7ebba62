/* Reads labelled lines in two passes, the first of which counts words, and computes two baselines: the frequencies of the labels, and a bag
   of words. The latter is a softmax on counts of words, trained on the training lines by plain gradient descent from zero with a fixed
   number of rounds, so the same file gives the same numbers. Step size and rounds are our choice; a small weight decay keeps words that
   occur once from large weights. */
#include "data/labelled.h"
#include "base/arena.h"
#include "base/number.h"
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 200, TABLE_SIZE = 1 << 16, WORDS_SEEN_MAX = 40000, HELD_EVERY = 5 };
static const double rate = 0.5, pull = 1e-3;

typedef struct Seen {
    char name[LABELLED_NAME_SIZE];
    int count, order, index; /* its count, its first occurrence, and its final index */
} Seen;

typedef struct Bag {
    double weight[LABELLED_CLASSES][LABELLED_WORD_MAX + 1], slope[LABELLED_CLASSES][LABELLED_WORD_MAX + 1];
} Bag;

enum LabelledPart { PART_COUNT, PART_TAKE, PART_BAG, PART_DONE };

typedef struct LabelledReading Reader;
struct LabelledReading {
    Labelled *out;
    DiagList *wrong;
    Str bytes, rest;
    enum LabelledPart part;
    Seen *seen; /* (seen_count) in order of first occurrence */
    int *table; /* (TABLE_SIZE) index + 1, by hash */
    int seen_count, line_number, words;
    int taken, used; /* lines and words, in the second pass */
    int round;       /* for the training of the bag of words */
    Bag *bag;
    bool is_good;
};

/* --- pieces --- */

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '\'' || (unsigned char)c >= 0x80;
}

/* The next word of a sentence in lower case; false at the end. Words that are too long are cut. */
static bool next_word(char out[LABELLED_NAME_SIZE], Str *rest) {
    while (rest->count > 0 && !is_letter(rest->at[0])) *rest = (Str){rest->at + 1, rest->count - 1};
    int count = 0;
    while (count < rest->count && is_letter(rest->at[count])) count++;
    if (count == 0) return false;
    Str word = {rest->at, count};
    str_copy(out, LABELLED_NAME_SIZE, (Str){word.at, str_fit(word, LABELLED_NAME_SIZE - 1)});
    for (char *at = out; *at; at++)
        if (*at >= 'A' && *at <= 'Z') *at = (char)(*at + 32);
    *rest = (Str){rest->at + count, rest->count - count};
    return true;
}

static int find_label(Str text) {
    static const char *const names[] = {"positive", "negative", "neutral", "pos", "neg", "neu", "+", "-", "0"};
    char lower[12];
    if (text.count >= (int)sizeof lower) return -1;
    str_copy(lower, (int)sizeof lower, text);
    for (char *at = lower; *at; at++)
        if (*at >= 'A' && *at <= 'Z') *at = (char)(*at + 32);
    for (int i = 0; i < 9; i++)
        if (!strcmp(lower, names[i])) return i % LABELLED_CLASSES;
    return -1;
}

static Seen *find_seen(Reader *reader, const char *name, bool adds) {
    unsigned hash = 2166136261u;
    for (const char *at = name; *at; at++) hash = (hash ^ (unsigned char)*at) * 16777619u;
    for (unsigned slot = hash % TABLE_SIZE;; slot = (slot + 1) % TABLE_SIZE) {
        int index = reader->table[slot] - 1;
        if (index >= 0 && strcmp(reader->seen[index].name, name) != 0) continue;
        if (index >= 0) return &reader->seen[index];
        if (!adds || reader->seen_count == WORDS_SEEN_MAX) return NULL;
        Seen *seen = &reader->seen[reader->seen_count++];
        text_format(seen->name, LABELLED_NAME_SIZE, "%s", name);
        seen->order = reader->seen_count;
        seen->index = -1;
        reader->table[slot] = reader->seen_count;
        return seen;
    }
}

static Str without_quotes(Str text) {
    bool quoted = text.count > 1 && text.at[0] == '"' && text.at[text.count - 1] == '"';
    return quoted ? str_trim((Str){text.at + 1, text.count - 2}) : text;
}

/* True for what a spreadsheet writes above the lines: a name of the column of labels, or Excel's "sep=;". */
static bool is_head(Str first) {
    static const char *const names[] = {"label", "labels", "sentiment", "class", "category", "polarity", "sep="};
    char lower[12];
    if (first.count >= (int)sizeof lower) return false;
    str_copy(lower, (int)sizeof lower, first);
    for (char *at = lower; *at; at++)
        if (*at >= 'A' && *at <= 'Z') *at = (char)(*at + 32);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(lower, names[i])) return true;
    return false;
}

/* Splits a line; false if it is empty, or if it is wrong and the mistake was reported (`told`). */
static bool split_line(const Reader *reader, int *label, Str *sentence, Str line, DiagList *told) {
    Str text = str_trim(line);
    const char *name = reader->out->name;
    int cut = 0;
    if (text.count == 0 || text.at[0] == '#') return false;
    while (cut < text.count && text.at[cut] != '\t' && text.at[cut] != ';' && text.at[cut] != ',' && text.at[cut] != ':') cut++;
    int column = (int)(text.at - line.at) + 1;
    Str first = without_quotes(str_trim((Str){text.at, cut}));
    bool is_before = (reader->part == PART_COUNT ? reader->out->line_count : reader->taken) == 0;
    if (is_before && is_head(first)) return false;
    if (cut == text.count)
        return diag_list_fail_at(told, name, reader->line_number, column,
                                 "no label; expected positive, negative or neutral, a tab, and a sentence");
    *label = find_label(first);
    if (*label < 0)
        return diag_list_fail_at(told, name, reader->line_number, column, "\"%.*s\" is not a label; expected positive, negative or neutral",
                                 str_fit(first, 30), first.at);
    *sentence = (Str){text.at + cut + 1, text.count - cut - 1};
    return true;
}

static int count_words(Reader *reader, Str sentence, bool adds) {
    char word[LABELLED_NAME_SIZE];
    int count = 0;
    while (next_word(word, &sentence)) {
        Seen *seen = find_seen(reader, word, adds);
        if (seen) seen->count++;
        count++;
    }
    return count;
}

/* --- passes --- */

/* Reads one line; false if reading further makes no sense. */
static bool count_line(Reader *reader, Str line) {
    Labelled *out = reader->out;
    DiagList *wrong = reader->wrong;
    int label;
    Str sentence;
    const char *zero = line.count > 0 ? memchr(line.at, 0, (size_t)line.count) : NULL;
    if (zero) return diag_list_fail_at(wrong, out->name, reader->line_number, (int)(zero - line.at) + 1, "a zero byte: this is no text");
    if (!split_line(reader, &label, &sentence, line, wrong)) return true;
    int words = count_words(reader, sentence, true), column = (int)(sentence.at - line.at) + 1;
    if (words == 0 || words > LABELLED_SENTENCE_MAX) {
        diag_list_fail_at(wrong, out->name, reader->line_number, column,
                          words == 0 ? "no words after the label" : "%d words; a sentence has at most %d", words, LABELLED_SENTENCE_MAX);
        return true;
    }
    out->line_count++;
    reader->words += words;
    if (words > out->longest) out->longest = words;
    return true;
}

static bool count_lines(Reader *reader, const char *to) {
    while (reader->rest.count > 0 && reader->rest.at < to) {
        Str line = str_next_line(&reader->rest);
        reader->line_number++;
        if (!count_line(reader, line)) return false;
    }
    return true;
}

static bool check_lines(const Reader *reader) {
    const Labelled *out = reader->out;
    DiagList *wrong = reader->wrong;
    if (wrong->found > 0) return false;
    if (out->line_count < LABELLED_LEAST)
        return diag_list_fail_at(wrong, out->name, 0, 0, "%d labelled lines; %d or more are needed", out->line_count, LABELLED_LEAST);
    if (out->line_count > LABELLED_LINE_MAX)
        return diag_list_fail_at(wrong, out->name, 0, 0, "%d labelled lines; at most %d are read", out->line_count, LABELLED_LINE_MAX);
    return true;
}

static int compare_seen(const void *a, const void *b) {
    const Seen *const *x = a, *const *y = b;
    if ((*x)->count != (*y)->count) return (*x)->count > (*y)->count ? -1 : 1;
    return (*x)->order - (*y)->order;
}

static bool choose_words(Reader *reader) {
    Labelled *out = reader->out;
    Seen **order = mem_new((size_t)reader->seen_count * sizeof *order);
    if (!order) return false;
    for (int i = 0; i < reader->seen_count; i++) order[i] = &reader->seen[i];
    qsort(order, (size_t)reader->seen_count, sizeof *order, compare_seen);
    out->distinct = reader->seen_count;
    out->has_other = reader->seen_count > LABELLED_WORD_MAX;
    out->word_count = out->has_other ? LABELLED_WORD_MAX : reader->seen_count;
    int own = out->has_other ? LABELLED_WORD_MAX - 1 : reader->seen_count;
    for (int i = 0; i < own; i++) {
        order[i]->index = i;
        text_format(out->word_name[i], LABELLED_NAME_SIZE, "%s", order[i]->name);
    }
    if (out->has_other) text_format(out->word_name[own], LABELLED_NAME_SIZE, "other");
    mem_free(order);
    return true;
}

static void take_lines(Reader *reader, const char *to) {
    Labelled *out = reader->out;
    int label;
    while (reader->rest.count > 0 && reader->rest.at < to) {
        Str line = str_next_line(&reader->rest), sentence;
        char word[LABELLED_NAME_SIZE];
        if (!split_line(reader, &label, &sentence, line, NULL)) continue;
        LabelledLine *taken = &out->line[reader->taken];
        *taken =
            (LabelledLine){.first = reader->used, .label = (unsigned char)label, .held_out = reader->taken % HELD_EVERY == HELD_EVERY - 1};
        while (next_word(word, &sentence)) {
            const Seen *seen = find_seen(reader, word, false);
            out->word[reader->used++] = (unsigned char)(seen && seen->index >= 0 ? seen->index : out->word_count - 1);
        }
        taken->count = reader->used - taken->first;
        reader->taken++;
    }
}

/* --- baselines --- */

static void measure_majority(Labelled *out) {
    double count[LABELLED_CLASSES] = {0}, trained = 0, held = 0;
    for (int i = 0; i < out->line_count; i++)
        if (!out->line[i].held_out) {
            count[out->line[i].label] += 1;
            trained += 1;
        }
    out->majority = 0;
    for (int i = 0; i < out->line_count; i++)
        if (out->line[i].held_out) { /* adds one to each count, so that a label that training never saw has a finite cost */
            out->majority -= log((count[out->line[i].label] + 1) / (trained + LABELLED_CLASSES));
            held += 1;
        }
    out->majority /= held;
}

/* The cost of a line, and whether it is answered right; p: the probabilities. */
static double answer_bag(double p[LABELLED_CLASSES], bool *right, const Bag *bag, const Labelled *of, const LabelledLine *line) {
    double most = -INFINITY, sum = 0, own;
    for (int c = 0; c < LABELLED_CLASSES; c++) {
        p[c] = bag->weight[c][LABELLED_WORD_MAX];
        for (int i = 0; i < line->count; i++) p[c] += bag->weight[c][of->word[line->first + i]];
        most = fmax(most, p[c]);
    }
    own = p[line->label];
    *right = own == most;
    for (int c = 0; c < LABELLED_CLASSES; c++) {
        p[c] = exp(p[c] - most);
        sum += p[c];
    }
    for (int c = 0; c < LABELLED_CLASSES; c++) p[c] /= sum;
    return log(sum) - (own - most);
}

/* One round of its training. */
static void train_bag(Bag *bag, const Labelled *of) {
    double p[LABELLED_CLASSES], trained = 0;
    bool right;
    for (int i = 0; i < of->line_count; i++) trained += !of->line[i].held_out;
    memset(bag->slope, 0, sizeof bag->slope);
    for (int i = 0; i < of->line_count; i++) {
        const LabelledLine *line = &of->line[i];
        if (line->held_out) continue;
        answer_bag(p, &right, bag, of, line);
        for (int c = 0; c < LABELLED_CLASSES; c++) {
            double error = (p[c] - (c == line->label)) / trained;
            bag->slope[c][LABELLED_WORD_MAX] += error;
            for (int w = 0; w < line->count; w++) bag->slope[c][of->word[line->first + w]] += error;
        }
    }
    for (int c = 0; c < LABELLED_CLASSES; c++)
        for (int w = 0; w <= LABELLED_WORD_MAX; w++) bag->weight[c][w] -= rate * (bag->slope[c][w] + pull * bag->weight[c][w]);
}

static void measure_bag(Labelled *out, const Bag *bag) {
    double p[LABELLED_CLASSES], held = 0;
    bool right;
    out->bag = out->bag_right = 0;
    for (int i = 0; i < out->line_count; i++) {
        if (!out->line[i].held_out) continue;
        out->bag += answer_bag(p, &right, bag, out, &out->line[i]);
        out->bag_right += right;
        held += 1;
    }
    out->bag /= held;
    out->bag_right /= held;
}

/* --- the file --- */

static bool finish(Reader *reader, bool good) {
    reader->is_good = good;
    reader->part = PART_DONE;
    return true;
}

static bool begin_lines(Reader *reader) {
    Labelled *out = reader->out;
    if (!check_lines(reader)) return false;
    out->line = mem_new((size_t)out->line_count * sizeof *out->line);
    out->word = mem_new((size_t)reader->words);
    reader->bag = mem_new(sizeof *reader->bag);
    if (!out->line || !out->word || !reader->bag || !choose_words(reader))
        return diag_list_fail_at(reader->wrong, out->name, 0, 0, "memory is out");
    reader->rest = reader->bytes;
    return true;
}

LabelledReading *labelled_reading_new(Labelled *out, const char *name, Str bytes, DiagList *wrong) {
    const char *slash = strrchr(name, '/');
    Reader *reader = mem_new(sizeof *reader);
    memset(out, 0, sizeof *out);
    if (!reader) return NULL;
    text_format(out->name, (int)sizeof out->name, "%s", slash ? slash + 1 : name);
    *reader = (Reader){.out = out, .wrong = wrong, .bytes = bytes, .rest = bytes};
    reader->seen = mem_new(WORDS_SEEN_MAX * sizeof *reader->seen);
    reader->table = mem_new(TABLE_SIZE * sizeof *reader->table);
    if (reader->seen && reader->table) return reader;
    diag_list_fail_at(wrong, out->name, 0, 0, "memory is out");
    finish(reader, false);
    return reader;
}

bool labelled_reading_step(Reader *reader, int bytes) {
    const char *to = reader->rest.at + (bytes < reader->rest.count ? bytes : reader->rest.count);
    switch (reader->part) {
    case PART_COUNT:
        if (!count_lines(reader, to)) return finish(reader, false);
        if (reader->rest.count > 0) return false;
        reader->part = PART_TAKE;
        return begin_lines(reader) ? false : finish(reader, false);
    case PART_TAKE:
        take_lines(reader, to);
        if (reader->rest.count > 0) return false;
        reader->part = PART_BAG;
        measure_majority(reader->out);
        return false;
    case PART_BAG:
        train_bag(reader->bag, reader->out);
        if (++reader->round < ROUNDS) return false;
        measure_bag(reader->out, reader->bag);
        return finish(reader, true);
    case PART_DONE: break;
    }
    return true;
}

double labelled_reading_progress(const Reader *reader) {
    double part = reader->bytes.count > 0 ? (double)(reader->rest.at - reader->bytes.at) / reader->bytes.count : 0;
    switch (reader->part) {
    case PART_COUNT: return 0.1 * part;
    case PART_TAKE: return 0.1 + 0.1 * part;
    case PART_BAG: return 0.2 + 0.8 * reader->round / ROUNDS;
    case PART_DONE: break;
    }
    return 1;
}

bool labelled_reading_end(Reader *reader) {
    if (!reader) return false;
    bool good = reader->part == PART_DONE && reader->is_good;
    if (!good) labelled_deinit(reader->out);
    mem_free(reader->seen);
    mem_free(reader->table);
    mem_free(reader->bag);
    mem_free(reader);
    return good;
}

bool labelled_read(Labelled *out, const char *name, Str bytes, DiagList *wrong) {
    LabelledReading *reading = labelled_reading_new(out, name, bytes, wrong);
    while (reading && !labelled_reading_step(reading, INT_MAX)) {}
    if (!reading) diag_list_fail_at(wrong, name, 0, 0, "memory is out");
    return labelled_reading_end(reading);
}

void labelled_deinit(Labelled *labelled) {
    mem_free(labelled->line);
    mem_free(labelled->word);
    memset(labelled, 0, sizeof *labelled);
}

int labelled_find_word(const Labelled *labelled, Str word) {
    char lower[LABELLED_NAME_SIZE];
    if (!next_word(lower, &word)) return -1;
    for (int i = 0; i < labelled->word_count - labelled->has_other; i++)
        if (!strcmp(labelled->word_name[i], lower)) return i;
    return labelled->has_other ? labelled->word_count - 1 : -1;
}
