/* Text: predict the next character at every step (many-to-many). One-hot symbols in, as many classes out (data/text.h). The other form
   reads the person's own text word by word (data/words.h); the texts that come with the program do not have it, nor do texts of few words.

   Sequence n is a piece of T + 1 characters that begins at a random place: of the training part, or, from number TASK_HELD_OUT on, of the
   held-out part. If the part is shorter than that, the sequence ends with it.

   With `places` B the training part is cut into B strips of equal length, and number n is the next piece of strip n mod B, from its
   beginning on; after its end the strip begins again. So the state can be carried on (lab/run_carry.c). The end of a strip, less than T + 1
   characters, is not read. Held-out pieces are chosen as before.

   Baselines: the unigram entropy -sum f ln f of the training part, and ln V of guessing among V symbols. Right: the largest output is the
   character that came. There is no goal: nobody can predict a text completely, so the loss measures it and it is never solved. Simplified
   on purpose: pieces begin anywhere, even inside a word; each begins with an empty state, except those of a strip. */
#include "base/number.h"
#include "data/text.h"
#include "task/task_private.h"
#include <math.h>

static const Text *text_of(const TaskOptions *options) {
    const Text *text = options->text ? options->text : text_builtin(0);
    return options->variant == 1 && text->words ? text->words : text;
}

static unsigned text_uses(const TaskOptions *options) {
    return TASK_USES_TEXT | (options->text && options->text->words ? TASK_USES_VARIANT : 0);
}

static int text_symbols(const TaskOptions *options) { return text_of(options)->symbol_count; }

static const char *text_wiring_label(const TaskOptions *options) { return options->steps == 1 ? "one-to-one" : "many-to-many"; }

static bool text_wire(Wiring *wiring, const TaskOptions *options, Diag *diag) {
    if (!task_check_steps("Text", options->steps, 1, diag)) return false;
    if (options->text_is_missing) {
        return diag_fail(diag,
                         "The text of this setup is not open; open the file it was made with, or set text to one of the program's own.");
    }
    wiring_init_many_to_many(wiring, options->steps);
    return true;
}

/* Where a piece of a strip begins in the training part; *piece is its index in the strip, from 0. */
static long find_piece(const TaskOptions *options, long part, long number, long *piece) {
    long places = options->places, strip = part / places, count = (strip - 1) / options->steps;
    *piece = count > 1 ? number / places % count : 0;
    long first = number % places * strip + *piece * options->steps, last = part - options->steps - 1;
    return first < last ? first : last > 0 ? last : 0;
}

static bool text_follows(const TaskOptions *options, long number) {
    long piece;
    if (options->places == 0 || number >= TASK_HELD_OUT) return false;
    (void)find_piece(options, text_of(options)->train_count, number, &piece);
    return piece > 0;
}

static void text_generate(TaskSequence *out, const TaskOptions *options, Random *random) {
    const Text *text = text_of(options);
    int steps = options->steps, count = text->symbol_count;
    bool is_held_out = out->number >= TASK_HELD_OUT;
    long first = is_held_out ? text->train_count : 0, part = is_held_out ? text->count - text->train_count : text->train_count;
    int length = part - 1 < steps ? (int)(part - 1) : steps;
    if (length < steps) out->length = length;
    long piece, begin = part > steps ? random_below(random, (int)(part - steps)) : 0;
    if (options->places > 0 && !is_held_out) begin = find_piece(options, part, out->number, &piece);
    const unsigned char *symbol = text->symbol + first + begin;
    for (int t = 0; t < steps; t++) {
        bool inside = t < length;
        task_write_one_hot(task_input(out, t, count), count, inside ? symbol[t] : -1, options->input_scale);
        *task_target(out, t, 1) = inside ? symbol[t + 1] : 0;
    }
}

static double text_baseline(const TaskOptions *options) { return text_find_entropy(text_of(options)); }

static double text_uniform(const TaskOptions *options) { return log((double)text_symbols(options)); }

/* --- words --- */

static void text_name(char *out, int size, const TaskOptions *options, int index) {
    text_format_symbol(out, size, text_of(options), index);
}

static void text_describe_input(char *out, int size, const TaskOptions *options, int step, const double *x) {
    int symbol = task_find_largest(x, text_symbols(options));
    char scale[40], name[TASK_NAME_SIZE];
    (void)step;
    task_format_scale(scale, options->input_scale);
    text_name(name, (int)sizeof name, options, symbol);
    if (x[symbol] > 0.0)
        text_format(out, size, text_of(options)->word ? "word %s%s" : "character %s%s", name, scale);
    else
        text_format(out, size, "no input: the text is over");
}

static void text_describe_output(char *out, int size, const TaskOptions *options, const double *y, const double *prob,
                                 const double *target) {
    int count = text_symbols(options), best = task_find_largest(prob ? prob : y, count);
    char said[TASK_NAME_SIZE], wanted[TASK_NAME_SIZE];
    text_name(said, (int)sizeof said, options, best);
    text_name(wanted, (int)sizeof wanted, options, (int)target[0] % count);
    task_describe_class(out, size, said, wanted, prob ? &prob[best] : NULL, task_class_is_right(y, target, count));
}

static void text_describe_sequence(char *out, int size, const TaskOptions *options, const double *x, const double *target) {
    enum { SHOWN = 20 };
    const Text *text = text_of(options);
    int count = text->symbol_count, used = text_format(out, size, text->word ? "Say each next word of: " : "Say each next character of: "),
        shown = 0;
    (void)target;
    while (shown < options->steps && shown < SHOWN) {
        const double *row = x + (ptrdiff_t)shown * count;
        int symbol = task_find_largest(row, count);
        char name[TASK_NAME_SIZE];
        if (!(row[symbol] > 0.0)) break;
        text_write_symbol(name, (int)sizeof name, text, symbol);
        used += text_format(out + used, size - used, text->word ? "%s " : "%s", name[0] == '\n' ? "↵" : name);
        shown++;
    }
    text_format(out + used, size - used, text->word ? "..." : " ...");
}

const Task task_text = {
    .key = task_key_text,
    .label = task_label_text,
    .help = "Say the next character of a text: one that comes with the program, or your own, also word by word.",
    .loss = LOSS_CROSS_ENTROPY,
    .variant_label = {"characters", "words"},
    .uses = text_uses,
    .inputs = text_symbols,
    .outputs = text_symbols,
    .wiring_label = text_wiring_label,
    .wire = text_wire,
    .generate = text_generate,
    .baseline = text_baseline,
    .baseline_label = "by frequency",
    .unigram = text_baseline,
    .other_baseline = text_uniform,
    .other_baseline_label = "at random",
    .predicts_symbols = true,
    .follows = text_follows,
    .is_right = task_class_is_right,
    .score_label = "symbols right",
    .goal = {{.sequences = 256, .is_none = true}, {.sequences = 256, .is_none = true}},
    .name_symbol = text_name,
    .name_class = text_name,
    .describe_sequence = text_describe_sequence,
    .describe_input = text_describe_input,
    .describe_output = text_describe_output,
};
