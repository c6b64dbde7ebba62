/* Compared variants: up to four that stand beside the setup, each a name and the settings that it lays over the setup. They are part of an
   experiment: undone, saved and shared with it. A variant's run is the one that the experiment's own list of changes gives, from the
   setup with the variant laid over it (experiment/compare.h), so it has the bits of that setup alone. */
#ifndef UNROLL_LAB_VARIANT_H
#define UNROLL_LAB_VARIANT_H
#include "lab/setup.h"

enum {
    VARIANT_MAX = 4,
    VARIANT_NAME_SIZE = 32,
    VARIANT_LINE_SIZE = 2048
}; /* bytes of its text with the terminator: enough for every
                                                                               key */

typedef struct Variant {
    char name[VARIANT_NAME_SIZE]; /* may contain blanks */
    bool said[KEY_COUNT];         /* the keys that it lays over the setup; at least one */
    double value[KEY_COUNT];      /* 0 for other keys */
} Variant;

typedef struct VariantList {
    Variant item[VARIANT_MAX];
    int count;
} VariantList;

/* Reads "NAME: key value; key value". False, with what was found and what is expected, for a bad name, an unknown key, an impossible value,
   a key that stands twice, and one that would change the task or its data. */
bool variant_parse(Variant *variant, Str text, Diag *diag);
int variant_format(char *out, int size, const Variant *variant); /* which parses back to the same variant */

/* The setup of the variant: `base` with its values laid over. */
void variant_find_setup(Setup *setup, const Setup *base, const Variant *variant);

/* What `compare TEXT` makes of the list: the variant is added, or replaces the one of its name; "none" removes all, "NAME: none" one. */
bool variant_list_apply(VariantList *list, Str text, Diag *diag);

/* The variants that the text of a preset names; none for one that has none. */
void variant_list_find_preset(VariantList *list, Str preset);
bool variant_equal(const Variant *a, const Variant *b);
bool variant_list_equal(const VariantList *a, const VariantList *b);

/* True if every variant of this setup is possible and there is memory for all of them. `runs` as in Run. On false the message names the
   variant. */
bool variant_list_check(const VariantList *list, const Setup *base, int runs, Diag *diag);

/* The number of hidden units with which the variant has as nearly as possible the setup's own number of weights; of two the smaller. */
int variant_match_weights(const Variant *variant, const Setup *base);
/* Sets its number of units; if that is `own`, the setup's number, it drops the key, unless it has no other. */
void variant_set_hidden(Variant *variant, int hidden, int own);

/* True if the variant's setup has different sequences: another T, other targets or another seed. */
bool variant_has_other_sequences(const Setup *base, const Setup *setup);

#endif
