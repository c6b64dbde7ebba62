/* Words: predict the next word of a sentence at every step (many-to-many). One-hot words in, as many classes out.

       <who> want to <verb> <filler> ... <filler> some <thing> .        "i want to eat here now again some soup ."

   <who> is one of four words, the verb one of three, each filler one of six, the thing one of the four that belong to the verb; all are
   equally likely. `items` is how many fillers there are, 3 where it is 0: the thing stands items + 2 words after the verb that decides it,
   and no word between them depends on the verb. A sentence has items + 7 words, of which all but the last are read.

   The exact entropy of a sentence is ln 3 + items ln 6 + ln 4: <who> is only read. Baseline: one word alone, -n ln(n / n of the word
   before), summed over the pairs. Score: at "some", do the four things of this verb have more than half of the probability? Simplified on
   purpose: one template, and no word has two meanings. */
#include "base/number.h"
#include "task/task_private.h"
#include <math.h>
#include <string.h>

enum {
    WHO = 4,
    VERBS = 3,
    FILLERS = 6,
    THINGS = 4, /* of each verb */
    WANT = WHO,
    TO,
    VERB,
    FILLER = VERB + VERBS,
    SOME = FILLER + FILLERS,
    THING,
    DOT = THING + VERBS * THINGS,
    WORDS,
    AROUND = 7, /* words of a sentence that are not fillers */
    USUAL_FILLERS = 3
};

static const char *const word_name[WORDS] = {"i",     "we",    "you",   "they",  "want",  "to",   "eat",   "paint", "drink", "now",
                                             "here",  "today", "again", "maybe", "alone", "some", "soup",  "bread", "rice",  "cake",
                                             "walls", "doors", "boats", "signs", "tea",   "milk", "water", "juice", "."};

static int count_fillers(const TaskOptions *options) { return options->items > 0 ? options->items : USUAL_FILLERS; }

static unsigned words_uses(const TaskOptions *options) {
    (void)options;
    return TASK_USES_ITEMS;
}

static int words_count(const TaskOptions *options) {
    (void)options;
    return WORDS;
}

static const char *words_wiring_label(const TaskOptions *options) {
    (void)options;
    return "many-to-many";
}

static bool words_wire(Wiring *wiring, const TaskOptions *options, Diag *diag) {
    int least = count_fillers(options) + AROUND - 1;
    if (!task_check_items("Words", options->items, diag) || !task_check_steps("Words", options->steps, least, diag)) return false;
    wiring_init_many_to_many(wiring, options->steps);
    return true;
}

/* Returns how many words there are. */
static int draw_sentence(unsigned char *word, int fillers, Random *random) {
    int count = 0, verb;
    word[count++] = (unsigned char)random_below(random, WHO);
    word[count++] = WANT;
    word[count++] = TO;
    verb = random_below(random, VERBS);
    word[count++] = (unsigned char)(VERB + verb);
    for (int i = 0; i < fillers; i++) word[count++] = (unsigned char)(FILLER + random_below(random, FILLERS));
    word[count++] = SOME;
    word[count++] = (unsigned char)(THING + verb * THINGS + random_below(random, THINGS));
    word[count++] = DOT;
    return count;
}

static void words_generate(TaskSequence *out, const TaskOptions *options, Random *random) {
    unsigned char word[TASK_ITEM_MAX + AROUND];
    int steps = options->steps, length = draw_sentence(word, count_fillers(options), random) - 1;
    if (length < steps) out->length = length;
    for (int t = 0; t < steps; t++) {
        bool inside = t < length;
        task_write_one_hot(task_input(out, t, WORDS), WORDS, inside ? word[t] : -1, options->input_scale);
        *task_target(out, t, 1) = inside ? word[t + 1] : DOT;
    }
}

/* --- baseline, entropy, score --- */

static double words_baseline(const TaskOptions *options) {
    double pair[WORDS * WORDS] = {0};
    int fillers = count_fillers(options);
    for (int i = 0; i < WHO; i++) pair[i * WORDS + WANT] = 1.0 / WHO;
    pair[WANT * WORDS + TO] = 1.0;
    for (int v = 0; v < VERBS; v++) {
        pair[TO * WORDS + VERB + v] = 1.0 / VERBS;
        for (int f = 0; f < FILLERS; f++) pair[(VERB + v) * WORDS + FILLER + f] = 1.0 / (VERBS * FILLERS);
        for (int k = 0; k < THINGS; k++) {
            int thing = THING + v * THINGS + k;
            pair[SOME * WORDS + thing] = pair[thing * WORDS + DOT] = 1.0 / (VERBS * THINGS);
        }
    }
    for (int f = 0; f < FILLERS; f++) {
        for (int g = 0; g < FILLERS; g++) pair[(FILLER + f) * WORDS + FILLER + g] = (fillers - 1.0) / (FILLERS * FILLERS);
        pair[(FILLER + f) * WORDS + SOME] = 1.0 / FILLERS;
    }
    return task_pair_cost(pair, WORDS) / (fillers + AROUND - 1);
}

static TaskEntropy words_entropy(const TaskOptions *options) {
    int fillers = count_fillers(options);
    return (TaskEntropy){log(VERBS) + fillers * log(FILLERS) + log(THINGS), fillers + AROUND - 1}; /* <who> is read, never a target */
}

static double words_unigram(const TaskOptions *options) {
    double said = count_fillers(options) + AROUND - 1, nats = 0; /* words that are targets */
    double once = 1 / said, verb = once / VERBS, thing = once / (VERBS * THINGS), filler = count_fillers(options) / (said * FILLERS);
    nats -= 4 * once * log(once); /* want, to, some, the full stop */
    nats -= VERBS * verb * log(verb) + VERBS * THINGS * thing * log(thing) + FILLERS * filler * log(filler);
    return nats;
}

static void words_score(TaskScore *score, const TaskOptions *options, const TaskAnswer *answer) {
    int at = count_fillers(options) + AROUND - 3; /* "some" is read here */
    ptrdiff_t row = (ptrdiff_t)at * answer->batch + answer->index;
    const double *y = answer->y + row * WORDS;
    int first = THING + ((int)answer->target[row] - THING) / THINGS * THINGS, best = task_find_largest(y, WORDS);
    double kind = 0, other = 0;
    for (int o = 0; o < WORDS; o++) *(o >= first && o < first + THINGS ? &kind : &other) += exp(y[o] - y[best]);
    bool right = kind > other; /* a NaN is not */
    score->sequences++;
    score->right += right;
    score->asked++;
    score->hit += right;
}

/* --- words --- */

static void words_name(char *out, int size, const TaskOptions *options, int index) {
    (void)options;
    text_format(out, size, "%s", word_name[index]);
}

static void words_describe_input(char *out, int size, const TaskOptions *options, int step, const double *x) {
    int word = task_find_largest(x, WORDS);
    char scale[40];
    (void)step;
    task_format_scale(scale, options->input_scale);
    if (!(x[word] > 0.0))
        text_format(out, size, "no input: the sentence is over");
    else
        text_format(out, size, word >= VERB && word < FILLER ? "word \"%s\"%s: it decides the thing" : "word \"%s\"%s", word_name[word],
                    scale);
}

static void words_describe_output(char *out, int size, const TaskOptions *options, const double *y, const double *prob,
                                  const double *target) {
    int best = task_find_largest(prob ? prob : y, WORDS);
    (void)options;
    task_describe_class(out, size, word_name[best], word_name[(int)target[0] % WORDS], prob ? &prob[best] : NULL,
                        task_class_is_right(y, target, WORDS));
}

static void words_describe_sequence(char *out, int size, const TaskOptions *options, const double *x, const double *target) {
    int who = task_find_largest(x, WORDS), verb = task_find_largest(x + 3 * WORDS, WORDS), at = count_fillers(options) + AROUND - 3;
    text_format(out, size, "Say each next word: %s want to %s ... some %s. The thing follows from the verb, %d words before it.",
                word_name[who], word_name[verb], word_name[(int)target[at] % WORDS], count_fillers(options) + 2);
}

const Task task_words = {
    .key = task_key_words,
    .label = task_label_words,
    .help = "Say the next word of a sentence, such as: i want to eat here now again some ... The verb decides, some words before.",
    .loss = LOSS_CROSS_ENTROPY,
    .uses = words_uses,
    .inputs = words_count,
    .outputs = words_count,
    .wiring_label = words_wiring_label,
    .wire = words_wire,
    .generate = words_generate,
    .baseline = words_baseline,
    .baseline_label = "one word alone",
    .predicts_symbols = true,
    .entropy = words_entropy,
    .unigram = words_unigram,
    .is_right = task_class_is_right,
    .score = words_score,
    .score_label = "right kind of thing",
    .goal = {{.sequences = 1000, .hit = 0.99}},
    .name_symbol = words_name,
    .name_class = words_name,
    .describe_sequence = words_describe_sequence,
    .describe_input = words_describe_input,
    .describe_output = words_describe_output,
};
