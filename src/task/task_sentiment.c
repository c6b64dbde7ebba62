/* Sentiment: read a sentence word by word and say at its end whether it is positive, negative or neutral (many-to-one, softmax over three
   classes). Words are one-hot. Sentences are made from five templates, each as likely as the others, and so are the classes:

       plain       the NOUN was F^k ADJ              inverted     ADJ the NOUN F^k was
       not before  the NOUN was not F^k ADJ          not after    ADJ the NOUN F^k was not
       not other   the NOUN was ADJ not F^k OTHER    OTHER has the opposite sense of ADJ

   F^k: k fillers (the setup's `lag`), which carry no meaning, between "not" and the adjective that it negates. "not" turns good into bad
   and bad into good; a neutral adjective stays neutral. Sentences are k + 4 to k + 6 words long, and shorter than T: the rest of T is
   padding, over which the state is kept (trace.h), so that the head reads the state after the last word.

   Baselines. Majority: always the commonest class, ln 3. A bag of words: the linear model on counts of words that has the least
   cross-entropy. Good and bad with and without "not" form an exclusive or: "good not bad" and "bad not good" are the same counts, and a
   neutral word reveals its class: the least cost is (2/3) ln 2, with 2/3 of the verdicts right. tests/unit/test_task_sentiment.c trains
   such a model and reaches these numbers.

   Sentences may also come from a file of labelled lines (data/labelled.h): every fifth line is held out, and both baselines are measured there.

   Simplified on purpose: no degrees, no irony, no other words. Solved (our measure): 99 % of 1000 sentences. */
#include "base/number.h"
#include "data/labelled.h"
#include "task/task_private.h"
#include <math.h>

enum { POSITIVE, NEGATIVE, NEUTRAL, CLASSES };
enum { PLAIN, INVERTED, NOT_BEFORE, NOT_AFTER, NOT_OTHER, TEMPLATES };
enum { ADJECTIVES = 3 }; /* of each class */

static const char *const word_table[] = {"good", "great", "fine", "bad", "awful", "dull",   "long", "short", "new",  "film", "book",
                                         "meal", "play",  "the",  "was", "not",   "really", "so",   "all",   "that", "very"};
enum { WORDS = sizeof word_table / sizeof *word_table };
enum { NOUN = CLASSES * ADJECTIVES, NOUNS = 4, THE = NOUN + NOUNS, WAS, NOT, FILLER, FILLERS = WORDS - FILLER };
enum { LONGEST = 6 }; /* words that are not fillers */

static unsigned sentiment_uses(const TaskOptions *options) { return TASK_USES_SENTENCES | (options->lines ? 0u : TASK_USES_LAG); }

static int sentiment_inputs(const TaskOptions *options) { return options->lines ? options->lines->word_count : WORDS; }

static int sentiment_outputs(const TaskOptions *options) {
    (void)options;
    return CLASSES;
}

static const char *sentiment_wiring_label(const TaskOptions *options) {
    (void)options;
    return "many-to-one";
}

static bool sentiment_wire(Wiring *wiring, const TaskOptions *options, Diag *diag) {
    if (options->file_trouble)
        return diag_fail(diag, "%s",
                         options->file_trouble[0]
                             ? options->file_trouble
                             : "The labelled lines of this setup are not open; open the file, or set sentences templates.");
    if (options->lines) {
        if (!task_check_steps("This file's longest sentence", options->steps, options->lines->longest, diag)) return false;
        wiring_init_many_to_one(wiring, options->steps);
        return true;
    }
    if (options->lag < 0 || options->lag > TASK_LAG_MAX)
        return diag_fail(diag, "Sentiment cannot have a lag of %d; 0 to %d are possible.", options->lag, TASK_LAG_MAX);
    if (!task_check_steps("Sentiment", options->steps, options->lag + LONGEST, diag)) return false;
    wiring_init_many_to_one(wiring, options->steps);
    return true;
}

/* --- sentences --- */

typedef struct Sentence {
    unsigned char word[TASK_LAG_MAX + LONGEST];
    int count;
} Sentence;

static void say(Sentence *sentence, int word) { sentence->word[sentence->count++] = (unsigned char)word; }

static void say_noun(Sentence *sentence, Random *random) {
    say(sentence, THE);
    say(sentence, NOUN + random_below(random, NOUNS));
}

static void say_fillers(Sentence *sentence, int count, Random *random) {
    for (int i = 0; i < count; i++) say(sentence, FILLER + random_below(random, FILLERS));
}

static int opposite(int sense) { return sense == POSITIVE ? NEGATIVE : sense == NEGATIVE ? POSITIVE : NEUTRAL; }

static int draw_adjective(int sense, Random *random) { return sense * ADJECTIVES + random_below(random, ADJECTIVES); }

static int draw_other(int adjective, int sense, Random *random) {
    if (sense != NEUTRAL) return draw_adjective(opposite(sense), random);
    int first = NEUTRAL * ADJECTIVES; /* not the same word again */
    return first + (adjective - first + 1 + random_below(random, ADJECTIVES - 1)) % ADJECTIVES;
}

static void draw_sentence(Sentence *sentence, int verdict, int lag, Random *random) {
    int shape = random_below(random, TEMPLATES), turned = shape == NOT_BEFORE || shape == NOT_AFTER;
    int adjective = draw_adjective(turned ? opposite(verdict) : verdict, random);
    bool is_inverted = shape == INVERTED || shape == NOT_AFTER;
    sentence->count = 0;
    if (is_inverted) say(sentence, adjective);
    say_noun(sentence, random);
    if (is_inverted) {
        say_fillers(sentence, lag, random);
        say(sentence, WAS);
        if (turned) say(sentence, NOT);
        return;
    }
    say(sentence, WAS);
    if (shape == NOT_OTHER) say(sentence, adjective);
    if (shape != PLAIN) say(sentence, NOT);
    say_fillers(sentence, lag, random);
    say(sentence, shape == NOT_OTHER ? draw_other(adjective, verdict, random) : adjective);
}

/* Chooses one of the file's training lines, or of its held-out lines. */
static void draw_line(TaskSequence *out, const TaskOptions *options, Random *random) {
    const Labelled *lines = options->lines;
    bool is_held_out = out->number >= TASK_HELD_OUT;
    int index = random_below(random, lines->line_count);
    while (lines->line[index].held_out != is_held_out) index = (index + 1) % lines->line_count; /* there are both */
    const LabelledLine *line = &lines->line[index];
    out->length = line->count;
    for (int t = 0; t < options->steps; t++)
        task_write_one_hot(task_input(out, t, lines->word_count), lines->word_count, t < line->count ? lines->word[line->first + t] : -1,
                           options->input_scale);
    *task_target(out, 0, 1) = line->label;
}

static void sentiment_generate(TaskSequence *out, const TaskOptions *options, Random *random) {
    Sentence sentence;
    if (options->lines) {
        draw_line(out, options, random);
        return;
    }
    int verdict = random_below(random, CLASSES);
    draw_sentence(&sentence, verdict, options->lag, random);
    out->length = sentence.count;
    for (int t = 0; t < options->steps; t++)
        task_write_one_hot(task_input(out, t, WORDS), WORDS, t < sentence.count ? sentence.word[t] : -1, options->input_scale);
    *task_target(out, 0, 1) = verdict;
}

/* --- baselines --- */

static double sentiment_majority(const TaskOptions *options) { return options->lines ? options->lines->majority : log((double)CLASSES); }

static double sentiment_bag(const TaskOptions *options) { return options->lines ? options->lines->bag : 2.0 / 3.0 * log(2.0); }

/* --- words --- */

static const char *name_of(const TaskOptions *options, int word) {
    return options->lines ? options->lines->word_name[word] : word_table[word];
}

static void sentiment_name_symbol(char *out, int size, const TaskOptions *options, int index) {
    text_format(out, size, "%s", name_of(options, index));
}

static const char *const class_table[CLASSES] = {"positive", "negative", "neutral"};

static void sentiment_name_class(char *out, int size, const TaskOptions *options, int index) {
    (void)options;
    text_format(out, size, "%s", class_table[index]);
}

static void sentiment_describe_input(char *out, int size, const TaskOptions *options, int step, const double *x) {
    int word = task_find_largest(x, sentiment_inputs(options)), sense = word / ADJECTIVES;
    char scale[40];
    (void)step;
    task_format_scale(scale, options->input_scale);
    if (!(x[word] > 0.0)) {
        text_format(out, size, "no input: the sentence is over");
    } else if (options->lines) {
        text_format(out, size, "the word \"%s\"%s", name_of(options, word), scale);
    } else if (sense < CLASSES) {
        text_format(out, size, "\"%s\"%s: a %s word", word_table[word], scale, class_table[sense]);
    } else if (word == NOT) {
        text_format(out, size, "\"not\"%s: turns the sense of an adjective", scale);
    } else {
        text_format(out, size, "\"%s\"%s: says nothing about the verdict", word_table[word], scale);
    }
}

static void sentiment_describe_output(char *out, int size, const TaskOptions *options, const double *y, const double *prob,
                                      const double *target) {
    int best = task_find_largest(prob ? prob : y, CLASSES);
    (void)options;
    task_describe_class(out, size, class_table[best], class_table[(int)target[0] % CLASSES], prob ? &prob[best] : NULL,
                        task_class_is_right(y, target, CLASSES));
}

/* Leaves out the middle fillers of a long sentence. */
static void sentiment_describe_sequence(char *out, int size, const TaskOptions *options, const double *x, const double *target) {
    enum { SHOWN_FILLERS = 5, SHOWN_WORDS = 14 };
    int used = text_format(out, size, "Say at the end what is meant by \""), fillers = 0, words = sentiment_inputs(options);
    for (int t = 0; t < options->steps; t++) {
        const double *row = x + (ptrdiff_t)t * words;
        int word = task_find_largest(row, words);
        if (!(row[word] > 0.0)) break;
        fillers = options->lines ? t - SHOWN_WORDS + SHOWN_FILLERS : word >= FILLER ? fillers + 1 : 0;
        if (fillers > SHOWN_FILLERS) continue;
        used += text_format(out + used, size - used, "%s%s", t ? " " : "", fillers == SHOWN_FILLERS ? "…" : name_of(options, word));
    }
    text_format(out + used, size - used, "\": it is %s.", class_table[(int)target[0] % CLASSES]);
}

const Task task_sentiment = {
    .key = task_key_sentiment,
    .label = task_label_sentiment,
    .help = "Say at the end whether a sentence is positive, negative or neutral, or the label of a line of your own; \"not\" turns the "
            "sense of a word far from it.",
    .loss = LOSS_CROSS_ENTROPY,
    .uses = sentiment_uses,
    .inputs = sentiment_inputs,
    .outputs = sentiment_outputs,
    .wiring_label = sentiment_wiring_label,
    .wire = sentiment_wire,
    .generate = sentiment_generate,
    .baseline = sentiment_majority,
    .baseline_label = "majority",
    .other_baseline = sentiment_bag,
    .other_baseline_label = "a bag of words",
    .is_right = task_class_is_right,
    .score_label = "verdicts right",
    .goal = {{.sequences = 1000, .right = 0.99}},
    .name_symbol = sentiment_name_symbol,
    .name_class = sentiment_name_class,
    .describe_sequence = sentiment_describe_sequence,
    .describe_input = sentiment_describe_input,
    .describe_output = sentiment_describe_output,
};
