/* Named setups. Each was chosen by measurement, and what its help sentence says is asserted by tests/unit/test_preset.c.
   The first is the one the program starts with: the defaults of the table. */
#include "base/number.h"
#include "lab/setup.h"
#include <string.h>

enum { PRESET_MAX = 16 };

const SetupPreset setup_presets[] = {
    {"first", "Vanishing", "A plain RNN: from step 16 back to step 1 the gradient falls by about six decades.", ""},
    {"lstm", "LSTM", "The same with an LSTM: neither dL/dh nor dL/dc varies by more than two decades over the sixteen steps.", "cell lstm"},
    {"gru", "GRU", "The same with a GRU: the gradient falls by under four decades, at least two less than the plain RNN's.", "cell gru"},
    {"explode", "Exploding",
     "Identity units and a radius of 1.7: from step 30 back to step 1 the gradient grows by more than five decades, and the first update "
     "bursts. tanh units, whose states are bounded, do not burst with these settings.",
     "activation identity\ntask latch\nsteps 30\nradius 1.7"},
    {"clip", "Clipping",
     "Identity units, a radius of 1.6, and gradients clipped at norm 1: this learns delayed recall within 2,000 updates. With clip norm "
     "off it bursts within 100.",
     "activation identity\nsteps 24\nradius 1.6\ntargets every\nclip_norm 1"},
    {"long", "Sixty steps",
     "An LSTM over sixty steps: dL/dc varies by less than one decade, where the plain RNN's gradient falls by over twenty.",
     "cell lstm\nsteps 60"},
    {"deep", "Deep, both ways",
     "Three layers in both directions: the gradients of the top layer's two chains shrink towards opposite ends.",
     "layers 3\ndirection both\nradius 0.7\nweight_scale 0.5"},
    {"many", "Loss at every step",
     "Many-to-many: with a loss at every step the summed gradient stays within one decade, for each step has its own loss. What the last "
     "loss "
     "sends back vanishes as before.",
     "targets every"},
    {"order", "Temporal order",
     "An LSTM of 8 units learns which two symbols came in which order, fifty steps long; a plain RNN with these settings stays at chance "
     "for 10,000 updates.",
     "cell lstm\nhidden 8\ntask order\nsteps 50\noptimizer adam\nlearning_rate 0.003\nclip_norm 1"},
    {"race", "Race",
     "Temporal order, each from its best start: from each of the seeds 1 to 10 the LSTM and the GRU solve it within 7,000 updates, and the "
     "plain RNN, which starts orthogonal, does not within 10,000. Press C to see them.",
     "cell lstm\nhidden 8\ntask order\nsteps 50\nseed 8\noptimizer adam\nlearning_rate 0.003\nclip_norm 1\n"
     "compare RNN: cell rnn; init orthogonal\ncompare GRU: cell gru\ncompare LSTM: cell lstm"},
    {"truncated", "Truncated",
     "Truncated BPTT at 25 steps: an LSTM learns temporal order though the first of the two symbols lies 40 to 44 steps back, for the "
     "state "
     "passes where the gradient stops. Truncated at 10 steps it does not learn it within 10,000 updates.",
     "cell lstm\nhidden 8\ntask order\nsteps 50\nseed 6\noptimizer adam\nlearning_rate 0.003\nclip_norm 1\ntruncate 25"},
    {"adding", "Adding",
     "An LSTM of 16 units learns to add two marked numbers out of a hundred; a plain RNN with these settings stays at the constant's error "
     "for 10,000 updates.",
     "cell lstm\nhidden 16\ntask adding\nsteps 100\noptimizer adam\nlearning_rate 0.003\nclip_norm 1"},
    {"reber", "Reber grammar", "An LSTM of 12 units learns the embedded Reber grammar, the symbol that must return at the end included.",
     "cell lstm\nhidden 12\ntask reber\nsteps 30\noptimizer adam\nlearning_rate 0.003\nclip_norm 1"},
    {"parity", "Parity",
     "A limit: with these settings no cell learns the parity of fifty bits within 2,000 updates of plain gradient descent.",
     "cell lstm\nhidden 16\ntask parity\nsteps 50"},
};
const int setup_preset_count = (int)(sizeof setup_presets / sizeof *setup_presets);

static void reset_all(Setup *setup) {
    for (int i = 0; i < KEY_COUNT; i++) setup->value[i] = setup_table[i].initial;
    setup->own_text = NULL;
}

/* The lines of a preset on top of the defaults. */
static bool apply_text(Setup *setup, const char *text, Diag *diag) {
    Setup next;
    reset_all(&next);
    Str rest = str_from(text);
    while (rest.count > 0) {
        Str line = str_next_line(&rest);
        Str key = str_next_word(&line);
        if (str_equal(key, "compare")) continue; /* variant.h: variant_list_find_preset */
        if (key.count > 0 && !setup_set_text(&next, key, line, diag)) return false;
    }
    *setup = next;
    return true;
}

void setup_init(Setup *setup) {
    reset_all(setup);
    apply_text(setup, setup_presets[0].text, NULL);
}

bool setup_apply_preset(Setup *setup, Str name, Diag *diag) {
    const char *candidate[PRESET_MAX];
    char list[256] = "";
    int used = 0, count = setup_preset_count < PRESET_MAX ? setup_preset_count : PRESET_MAX;
    for (int i = 0; i < count; i++) {
        if (str_equal(name, setup_presets[i].name)) return apply_text(setup, setup_presets[i].text, diag);
        candidate[i] = setup_presets[i].name;
        used += text_format(list + used, (int)sizeof list - used, "%s%s", i ? ", " : "", candidate[i]);
    }
    const char *closest = str_find_closest(name, candidate, count);
    name = name.at ? (Str){name.at, str_fit(name, 60)} : str_from("");
    if (closest) return diag_fail(diag, "There is no preset \"%.*s\"; did you mean \"%s\"?", name.count, name.at, closest);
    return diag_fail(diag, "There is no preset \"%.*s\"; there are %s.", name.count, name.at, list);
}

/* Whether a line of a preset, which has each key once, sets another value than this setup's: asked first, because every frame asks for each
   preset, and nearly all differ in their first line. */
static bool differs_early(const Setup *setup, const SetupPreset *preset) {
    Setup other = *setup;
    Str rest = str_from(preset->text), line = str_next_line(&rest), key = str_next_word(&line);
    return key.count > 0 && !str_equal(key, "compare") && setup_set_text(&other, key, line, NULL) &&
           memcmp(setup->value, other.value, sizeof other.value) != 0;
}

bool setup_is_preset(const Setup *setup, const SetupPreset *preset) {
    Setup other;
    return !differs_early(setup, preset) && apply_text(&other, preset->text, NULL) &&
           memcmp(setup->value, other.value, sizeof other.value) == 0;
}
