/* Quantities: the named numbers of an experiment, as in `rgrad 1`, `gate f T`, `prod factor 2..T`, `whatif input 1 1 -1 : d loss`. One
   table (quantity_rows.h) makes conditions in lessons, live numbers, `unroll analyze --quantity` and the messages. Every key of the setup
   is a quantity too: a number, or the word of a choice; of what is drawn, the value that was measured.

   QUANTITY          a row's name and its arguments
   prod NAME a..b    the product of NAME a to NAME b; further arguments behind the range
   d QUANTITY value with the what-if minus the present value; only after a what-if
   whatif input t i v : QUANTITY      input i at step t held at v; of the changed pass. All words of lab/whatif_words.h but free
   whatif none : QUANTITY             of the run as it is, whatever it holds

   Steps, units, rows and columns count from 1. Parsing needs no experiment; whether there is a step 17 is checked at evaluation. */
#ifndef UNROLL_LAB_QUANTITY_H
#define UNROLL_LAB_QUANTITY_H
#include "lab/cliff.h"
#include "lab/lab.h"
#include "lab/whatif_words.h"

enum {
    QUANTITY_ARG_MAX = 4,
    QUANTITY_HELD_OUT = 1000 /* number of sequences, for accuracy and the like */,
    SEARCH_QUANTITY_MAX = 20000 /* tries */
};

typedef enum QuantityId {
#define QUANTITY_ROW(ID, ...) QUANTITY_##ID,
#include "lab/quantity_rows.h"
#undef QUANTITY_ROW
    QUANTITY_COUNT,
    QUANTITY_SETTING = QUANTITY_COUNT /* a key of the setup */
} QuantityId;

typedef struct QuantityRow {
    const char *name, *arguments, *unit, *help;
} QuantityRow;
extern const QuantityRow quantity_table[QUANTITY_COUNT];

typedef struct QuantityArg {
    bool given;
    StepWord step; /* of a step */
    long number;   /* of anything else; of M: 0 U, 1 W, 2 V */
    char word[8];  /* of a gate: its letter */
} QuantityArg;

/* One parsed quantity. */
typedef struct Quantity {
    QuantityId id;
    SetupKey key; /* of a setting */
    QuantityArg arg[QUANTITY_ARG_MAX];
    QuantityArg layer;
    bool is_reverse;
    bool is_product; /* over the first step argument, from first to last */
    StepWord first, last;
    bool is_change;
    bool has_whatif;
    WhatIfWords whatif;
} Quantity;

typedef struct QuantityValue {
    bool is_word;
    double number; /* NaN if there is no such number, such as a factor without an arrow */
    char word[48];
} QuantityValue;

/* Facts that the lab does not have. */
typedef struct QuantityFacts {
    bool burst;
    long seeds_run;
    const Cliff *cliff; /* NULL: there was no descent */
} QuantityFacts;

/* On false the message says what was found and what is expected; diag->column counts from 1 in the text. */
bool quantity_parse(Quantity *out, Str text, Diag *diag);

/* Evaluates it on the present experiment: its stage, its followed loss, its weights. Allocates if a second pass or other sequences are
   needed, and changes nothing. `facts` may be NULL. False when the experiment has no such thing, or memory is out. */
bool quantity_evaluate(QuantityValue *out, const Quantity *quantity, const Lab *lab, const QuantityFacts *facts, Diag *diag);

#endif
