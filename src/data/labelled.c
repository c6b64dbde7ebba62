/* Reading labelled lines in two passes, words counted first, and the two baselines: always the commonest label's shares, and a bag of words,
   which is a softmax on counts of words, trained on the training lines by plain gradient descent of a fixed number of rounds, from zero: the
   same file gives the same numbers. Step and rounds are ours; a small pull towards zero keeps words that come once from being sure. */
#include "data/labelled.h"
#include "base/arena.h"
#include "base/number.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 200, TABLE_SIZE = 1 << 16, WORDS_SEEN_MAX = 40000, HELD_EVERY = 5 };
static const double rate = 0.5, pull = 1e-3;

typedef struct Seen {
    char name[LABELLED_NAME_SIZE];
    int count, order, index; /* how often, when first, and which word it became */
} Seen;

typedef struct Reader {
    Labelled *out;
    DiagList *wrong;
    Seen *seen; /* (seen_count) in the order in which they came */
    int *table; /* (TABLE_SIZE) index + 1, by hash */
    int seen_count, line_number, words;
} Reader;

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

/* Splits a line; false when there is nothing on it, or when what is there was told to be wrong (`told`). */
static bool split_line(const Reader *reader, int *label, Str *sentence, Str line, DiagList *told) {
    Str text = str_trim(line);
    const char *name = reader->out->name;
    int cut = 0;
    if (text.count == 0 || text.at[0] == '#') return false;
    while (cut < text.count && text.at[cut] != '\t' && text.at[cut] != ';' && text.at[cut] != ',' && text.at[cut] != ':') cut++;
    int column = (int)(text.at - line.at) + 1;
    if (cut == text.count)
        return diag_list_fail_at(told, name, reader->line_number, column,
                                 "no label; expected positive, negative or neutral, a tab, and a sentence");
    Str first = str_trim((Str){text.at, cut});
    *label = find_label(first);
    if (*label < 0)
        return diag_list_fail_at(told, name, reader->line_number, column, "\"%.*s\" is no label; it is positive, negative or neutral",
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

static bool count_lines(Reader *reader, Str bytes) {
    Labelled *out = reader->out;
    DiagList *wrong = reader->wrong;
    int label;
    int bad = 0;
    for (Str rest = bytes, sentence; rest.count > 0;) {
        Str line = str_next_line(&rest);
        reader->line_number++;
        const char *zero = line.count > 0 ? memchr(line.at, 0, (size_t)line.count) : NULL;
        if (zero)
            return diag_list_fail_at(wrong, out->name, reader->line_number, (int)(zero - line.at) + 1, "a zero byte: this is no text");
        DiagList told;
        diag_list_reset(&told);
        if (!split_line(reader, &label, &sentence, line, &told)) {
            for (int i = 0; i < told.count; i++) diag_list_push(wrong, &told.item[i]);
            bad += told.count;
            continue;
        }
        int words = count_words(reader, sentence, true), column = (int)(sentence.at - line.at) + 1;
        if (words == 0 || words > LABELLED_SENTENCE_MAX) {
            diag_list_fail_at(wrong, out->name, reader->line_number, column,
                              words == 0 ? "no words after the label" : "%d words; a sentence has at most %d", words,
                              LABELLED_SENTENCE_MAX);
            bad++;
            continue;
        }
        out->line_count++;
        reader->words += words;
        if (words > out->longest) out->longest = words;
    }
    if (bad > 0) return false;
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

static void take_lines(Reader *reader, Str bytes) {
    Labelled *out = reader->out;
    int at = 0, label, used = 0;
    for (Str rest = bytes, sentence; rest.count > 0;) {
        Str line = str_next_line(&rest);
        char word[LABELLED_NAME_SIZE];
        if (!split_line(reader, &label, &sentence, line, NULL)) continue;
        LabelledLine *taken = &out->line[at];
        *taken = (LabelledLine){.first = used, .label = (unsigned char)label, .held_out = at % HELD_EVERY == HELD_EVERY - 1};
        while (next_word(word, &sentence)) {
            const Seen *seen = find_seen(reader, word, false);
            out->word[used++] = (unsigned char)(seen && seen->index >= 0 ? seen->index : out->word_count - 1);
        }
        taken->count = used - taken->first;
        at++;
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
        if (out->line[i].held_out) { /* one more of each, so that a label that training never saw costs a finite amount */
            out->majority -= log((count[out->line[i].label] + 1) / (trained + LABELLED_CLASSES));
            held += 1;
        }
    out->majority /= held;
}

typedef struct Bag {
    double weight[LABELLED_CLASSES][LABELLED_WORD_MAX + 1], slope[LABELLED_CLASSES][LABELLED_WORD_MAX + 1];
} Bag;

/* Cost of a line, and whether it is right; p: the probabilities. */
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

static bool measure_bag(Labelled *out) {
    Bag *bag = mem_new(sizeof *bag);
    double p[LABELLED_CLASSES], trained = 0, held = 0;
    bool right;
    if (!bag) return false;
    for (int i = 0; i < out->line_count; i++) trained += !out->line[i].held_out;
    for (int round = 0; round < ROUNDS; round++) {
        memset(bag->slope, 0, sizeof bag->slope);
        for (int i = 0; i < out->line_count; i++) {
            const LabelledLine *line = &out->line[i];
            if (line->held_out) continue;
            answer_bag(p, &right, bag, out, line);
            for (int c = 0; c < LABELLED_CLASSES; c++) {
                double error = (p[c] - (c == line->label)) / trained;
                bag->slope[c][LABELLED_WORD_MAX] += error;
                for (int w = 0; w < line->count; w++) bag->slope[c][out->word[line->first + w]] += error;
            }
        }
        for (int c = 0; c < LABELLED_CLASSES; c++)
            for (int w = 0; w <= LABELLED_WORD_MAX; w++) bag->weight[c][w] -= rate * (bag->slope[c][w] + pull * bag->weight[c][w]);
    }
    out->bag = out->bag_right = 0;
    for (int i = 0; i < out->line_count; i++) {
        if (!out->line[i].held_out) continue;
        out->bag += answer_bag(p, &right, bag, out, &out->line[i]);
        out->bag_right += right;
        held += 1;
    }
    out->bag /= held;
    out->bag_right /= held;
    mem_free(bag);
    return true;
}

/* --- the file --- */

static bool read_all(Reader *reader, Str bytes) {
    Labelled *out = reader->out;
    if (!count_lines(reader, bytes)) return false;
    out->line = mem_new((size_t)out->line_count * sizeof *out->line);
    out->word = mem_new((size_t)reader->words);
    if (!out->line || !out->word || !choose_words(reader)) return diag_list_fail_at(reader->wrong, out->name, 0, 0, "memory is out");
    take_lines(reader, bytes);
    measure_majority(out);
    return measure_bag(out) || diag_list_fail_at(reader->wrong, out->name, 0, 0, "memory is out");
}

bool labelled_read(Labelled *out, const char *name, Str bytes, DiagList *wrong) {
    const char *slash = strrchr(name, '/');
    memset(out, 0, sizeof *out);
    text_format(out->name, (int)sizeof out->name, "%s", slash ? slash + 1 : name);
    Reader reader = {.out = out, .wrong = wrong};
    reader.seen = mem_new(WORDS_SEEN_MAX * sizeof *reader.seen);
    reader.table = mem_new(TABLE_SIZE * sizeof *reader.table);
    bool good = reader.seen && reader.table ? read_all(&reader, bytes) : diag_list_fail_at(wrong, out->name, 0, 0, "memory is out");
    mem_free(reader.seen);
    mem_free(reader.table);
    if (!good) labelled_deinit(out);
    return good;
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
