/* See variant.h. The text of a variant is the same in a command, a saved file and a recording. Its name ends at the first colon, and its
   settings are separated by semicolons, because a name may contain blanks and so may a value ("SGD with momentum").

   A variant may not set keys that choose the task or its data: runs of different tasks have no common loss, so there is nothing to compare.
   T, targets and seed only select other sequences of the same task. */
#include "lab/variant.h"
#include "base/number.h"
#include "lab/memory.h"
#include <string.h>

static bool is_of_the_data(SetupKey key) {
    bool selects = key == KEY_STEPS || key == KEY_TARGETS;
    return strcmp(setup_table[key].group, "Sequence") == 0 && !selects;
}

bool variant_has_other_sequences(const Setup *base, const Setup *setup) {
    static const SetupKey key[] = {KEY_STEPS, KEY_TARGETS, KEY_SEED};
    bool differs = false;
    for (size_t i = 0; i < sizeof key / sizeof *key; i++) differs = differs || base->value[key[i]] != setup->value[key[i]];
    return differs;
}

void variant_find_setup(Setup *setup, const Setup *base, const Variant *variant) {
    *setup = *base;
    for (int key = 0; key < KEY_COUNT; key++) {
        if (variant->said[key]) setup->value[key] = variant->value[key];
    }
}

/* --- reading --- */

static Str cut_until(Str *rest, char mark) {
    const char *at = rest->count > 0 ? memchr(rest->at, mark, (size_t)rest->count) : NULL;
    int count = at ? (int)(at - rest->at) : rest->count;
    Str piece = {rest->at, count};
    *rest = at ? (Str){at + 1, rest->count - count - 1} : (Str){rest->at + count, 0};
    return str_trim(piece);
}

static bool fail_form(Str found, Diag *diag) {
    return diag_fail(diag, "compare: found \"%.*s\"; expected NAME: key value; key value, as in compare LSTM: cell lstm, or none.",
                     str_fit(found, 60), found.count > 0 ? found.at : "");
}

static bool read_name(char out[VARIANT_NAME_SIZE], Str name, Diag *diag) {
    if (name.count == 0)
        return diag_fail(diag, "compare: the variant has no name; expected NAME: key value, as in compare LSTM: cell lstm.");
    if (str_equal(name, "none")) return diag_fail(diag, "compare: a variant cannot be called none; that word removes variants.");
    for (int i = 0; i < name.count; i++) {
        unsigned char c = (unsigned char)name.at[i];
        if (c < 32 || c == 127 || strchr(";|#", c))
            return diag_fail(diag, "compare: the name \"%.*s\" contains a character that it cannot have; expected none of ; | #.",
                             str_fit(name, 40), name.at);
    }
    return str_copy(out, VARIANT_NAME_SIZE, name) || diag_fail(diag, "compare: the name \"%.*s...\" is %d bytes long; expected at most %d.",
                                                               str_fit(name, 24), name.at, name.count, VARIANT_NAME_SIZE - 1);
}

static bool read_setting(Variant *variant, Str piece, Diag *diag) {
    Setup scratch = {.value = {0}};
    Diag found = {0};
    const char *name = variant->name;
    Str value = piece, word = str_next_word(&value);
    int key = setup_find_key(word);
    value = str_trim(value);
    if (key >= 0 && value.count == 0)
        return diag_fail(diag, "compare %s: %s has no value; expected key value, as in cell lstm.", name, setup_table[key].key);
    if (!setup_set_text(&scratch, word, value, &found)) return diag_fail(diag, "compare %s: %s", name, found.text);
    if (is_of_the_data((SetupKey)key))
        return diag_fail(diag, "compare %s: %s chooses the data, and all variants are compared on the same data; expected another key.",
                         name, setup_table[key].key);
    if (variant->said[key]) return diag_fail(diag, "compare %s: %s is given twice; expected each key once.", name, setup_table[key].key);
    variant->said[key] = true;
    variant->value[key] = scratch.value[key];
    return true;
}

static bool read_settings(Variant *variant, Str rest, Diag *diag) {
    int count = 0;
    while (rest.count > 0) {
        Str piece = cut_until(&rest, ';');
        if (piece.count == 0) continue; /* a semicolon at the end */
        if (!read_setting(variant, piece, diag)) return false;
        count++;
    }
    if (count > 0) return true;
    return diag_fail(diag, "compare %s: it changes nothing; expected key value, as in compare LSTM: cell lstm.", variant->name);
}

bool variant_parse(Variant *variant, Str text, Diag *diag) {
    Variant read = {.name = ""};
    Str rest = str_trim(text);
    if (rest.count == 0 || !memchr(rest.at, ':', (size_t)rest.count)) return fail_form(rest, diag);
    Str name = cut_until(&rest, ':');
    if (!read_name(read.name, name, diag) || !read_settings(&read, rest, diag)) return false;
    char line[VARIANT_LINE_SIZE + 1];
    if (variant_format(line, (int)sizeof line, &read) >= VARIANT_LINE_SIZE)
        return diag_fail(diag, "compare %s: its settings are too long; expected at most %d bytes.", read.name, VARIANT_LINE_SIZE - 1);
    *variant = read;
    return true;
}

int variant_format(char *out, int size, const Variant *variant) {
    int used = text_format(out, size, "%s:", variant->name), count = 0;
    Setup scratch = {.value = {0}};
    for (int key = 0; key < KEY_COUNT; key++) {
        if (!variant->said[key]) continue;
        scratch.value[key] = variant->value[key];
        used += text_format(out + used, size - used, "%s %s ", count++ ? ";" : "", setup_table[key].key);
        used += setup_format(out + used, size - used, &scratch, (SetupKey)key);
    }
    return used;
}

/* --- the list --- */

static int find(const VariantList *list, const char *name) {
    for (int i = 0; i < list->count; i++) {
        if (strcmp(list->item[i].name, name) == 0) return i;
    }
    return -1;
}

static bool remove_one(VariantList *list, Str name, Diag *diag) {
    char text[VARIANT_NAME_SIZE];
    int at = str_copy(text, VARIANT_NAME_SIZE, name) ? find(list, text) : -1;
    if (at < 0) return diag_fail(diag, "compare: there is no variant \"%.*s\" to remove.", str_fit(name, 40), name.at ? name.at : "");
    memmove(&list->item[at], &list->item[at + 1], (size_t)(list->count - at - 1) * sizeof *list->item);
    memset(&list->item[--list->count], 0, sizeof *list->item);
    return true;
}

bool variant_list_apply(VariantList *list, Str text, Diag *diag) {
    Variant variant;
    Str rest = str_trim(text), name = cut_until(&rest, ':');
    if (str_equal(str_trim(text), "none")) {
        memset(list, 0, sizeof *list);
        return true;
    }
    if (str_equal(str_trim(rest), "none")) return remove_one(list, name, diag);
    if (!variant_parse(&variant, text, diag)) return false;
    int at = find(list, variant.name);
    if (at < 0 && list->count == VARIANT_MAX)
        return diag_fail(diag,
                         "compare: there are %d variants already (%s, %s, %s, %s); expected one of these names, or compare none first.",
                         VARIANT_MAX, list->item[0].name, list->item[1].name, list->item[2].name, list->item[3].name);
    list->item[at < 0 ? list->count++ : at] = variant;
    return true;
}

void variant_list_find_preset(VariantList *list, Str preset) {
    memset(list, 0, sizeof *list);
    for (int i = 0; i < setup_preset_count; i++) {
        if (!str_equal(preset, setup_presets[i].name)) continue;
        for (Str rest = str_from(setup_presets[i].text); rest.count > 0;) {
            Str line = str_next_line(&rest);
            if (str_equal(str_next_word(&line), "compare")) variant_list_apply(list, line, NULL);
        }
    }
}

bool variant_equal(const Variant *a, const Variant *b) {
    return strcmp(a->name, b->name) == 0 && memcmp(a->said, b->said, sizeof a->said) == 0 &&
           memcmp(a->value, b->value, sizeof a->value) == 0;
}

bool variant_list_equal(const VariantList *a, const VariantList *b) {
    bool same = a->count == b->count;
    for (int i = 0; same && i < a->count; i++) same = variant_equal(&a->item[i], &b->item[i]);
    return same;
}

/* --- what is possible --- */

bool variant_list_check(const VariantList *list, const Setup *base, int runs, Diag *diag) {
    double together = 0;
    for (int i = 0; i < list->count; i++) {
        Setup setup;
        Diag found = {0};
        double bytes = 0;
        variant_find_setup(&setup, base, &list->item[i]);
        if (!memory_find_variant(&bytes, &setup, runs, &found))
            return diag_fail(diag, "The variant %s is not possible with this setup: %s", list->item[i].name, found.text);
        together = runs > 1 ? together + bytes : bytes > together ? bytes : together; /* one run at a time, or all of them */
        if (memory_fits_beside(together, base, runs, &found)) continue;
        return diag_fail(diag, "There is no room for the variant %s: %s", list->item[i].name, found.text);
    }
    return true;
}

/* --- widths --- */

static size_t count_weights(const Setup *setup) {
    Net net;
    NetSpec spec = setup_net_spec(setup);
    return net_init(&net, &spec, NULL) ? net.weight_count : 0;
}

int variant_match_weights(const Variant *variant, const Setup *base) {
    size_t wanted = count_weights(base), nearest = 0;
    Setup setup;
    int best = 1;
    variant_find_setup(&setup, base, variant);
    for (int hidden = (int)setup_table[KEY_HIDDEN].least; hidden <= (int)setup_table[KEY_HIDDEN].most; hidden++) {
        setup.value[KEY_HIDDEN] = hidden;
        size_t count = count_weights(&setup), apart = count > wanted ? count - wanted : wanted - count;
        if (hidden > (int)setup_table[KEY_HIDDEN].least && apart >= nearest) break; /* more units, more weights: it only gets worse */
        nearest = apart;
        best = hidden;
    }
    return best;
}

void variant_set_hidden(Variant *variant, int hidden, int own) {
    int others = 0;
    for (int key = 0; key < KEY_COUNT; key++) others += key != KEY_HIDDEN && variant->said[key];
    bool says = hidden != own || others == 0;
    variant->said[KEY_HIDDEN] = says;
    variant->value[KEY_HIDDEN] = says ? hidden : 0;
}
