/* The setup: what a lesson or a shared link would have to say to get this experiment. The table is the only list of what
   can be set; sliders, --set flags, lessons, saved files, help and documentation all come from it.
   Adding a parameter is one row in setup_rows.h. */
#ifndef UNROLL_LAB_SETUP_H
#define UNROLL_LAB_SETUP_H
#include "base/diag.h"
#include "base/str.h"
#include "data/tables.h"
#include "data/text.h"
#include "engine/net/net.h"
#include "engine/net/optimizer.h"
#include "engine/net/weights_init.h"
#include "task/task.h"
#include <math.h>

typedef enum SetupKind { SETUP_INTEGER, SETUP_REAL, SETUP_CHOICE } SetupKind;
typedef enum SetupScale {
    SETUP_LINEAR,
    SETUP_LOG,
    SETUP_ZERO_LOG /* from 0, by log(1 + value / step): single steps beside 0, decades far from it */
} SetupScale;
/* What changing it does to the run (DESIGN.md, "sliders that touch weights"). */
typedef enum SetupEffect {
    SETUP_SHAPES,       /* weights are made anew if a shape changed, kept else */
    SETUP_RESTART,      /* weights start anew from the seed, update 0 */
    SETUP_RADIUS,       /* rescales the recurrent blocks now */
    SETUP_WEIGHT_SCALE, /* rescales U and V now */
    SETUP_FORGET_BIAS,  /* sets the forget rows (LSTM f, GRU z) now */
    SETUP_SEQUENCE,     /* other data, same weights */
    SETUP_TRAINING,     /* how training goes on, and with it what the stage shows of it */
    SETUP_UPDATE        /* only what training makes of a gradient: the stage stays as it is */
} SetupEffect;

typedef enum SetupKey {
#define SETUP_ROW(ID, ...) KEY_##ID,
#include "lab/setup_rows.h"
#undef SETUP_ROW
    KEY_COUNT
} SetupKey;

typedef struct SetupRow {
    const char *key;   /* "learning_rate" */
    const char *label; /* "Learning rate" */
    const char *group; /* "Network", "Sequence", "Weights", "Training": headings of the control panel, in this order */
    SetupKind kind;
    SetupEffect effect;
    double least, most, initial; /* a choice: 0, count-1, index; SETUP_DRAWN where the weights' recipe may decide */
    double step;                 /* one arrow key: an amount; for a real on a log scale a factor */
    SetupScale scale;
    const char *unit;    /* "" when it has none */
    const char *choices; /* "rnn|gru|lstm", and the labels people see "RNN|GRU|LSTM"; NULL but for choices */
    const char *choice_labels;
    const char *help; /* one sentence */
    bool advanced;    /* may be folded away: few need it, and the default is right for a first picture */
} SetupRow;

/* The value of a row that holds no number but the word `drawn`: the weights stay as their recipe draws them. */
#define SETUP_DRAWN (-INFINITY)

typedef struct Setup {
    double value[KEY_COUNT]; /* never NaN nor negative zero: two setups are the same where these bytes are */
    /* What `text_hash` stands for, which follows from the values: borrowed of whoever has the text open (lab/text_shelf.h); NULL: nobody */
    const Text *own_text;
} Setup;

/* Several settings that are one: what was said, and for which keys. */
typedef struct SetupBatch {
    Setup setup;
    bool said[KEY_COUNT];
    int count; /* of keys that were said */
} SetupBatch;

extern const SetupRow setup_table[KEY_COUNT];

typedef struct SetupPreset {
    const char *name, *label, *help;
    const char *text; /* lines "key value"; what is not named is at its default */
} SetupPreset;
extern const SetupPreset setup_presets[];
extern const int setup_preset_count;

void setup_init(Setup *setup); /* the first-load preset */
int setup_find_key(Str key);   /* by its key or its alias; -1 when unknown */
double setup_get(const Setup *setup, SetupKey key);
int setup_get_int(const Setup *setup, SetupKey key);
bool setup_can_be_drawn(SetupKey key);
bool setup_is_drawn(const Setup *setup, SetupKey key);
bool setup_equal(const Setup *a, const Setup *b);
const char *setup_label(const Setup *setup, SetupKey key); /* the row's, but the GRU's keep bias has its own name */

/* Parses and bounds one value. On false the setup is untouched and the message names the key, the value, and what is
   allowed (with "did you mean" for near misses). */
bool setup_set_text(Setup *setup, Str key, Str value, Diag *diag);
bool setup_set(Setup *setup, SetupKey key, double value, Diag *diag);
void setup_batch_begin(SetupBatch *batch);
bool setup_batch_set(SetupBatch *batch, Str key, Str value, Diag *diag); /* as setup_set_text; the last word on a key counts */
/* The same of what was typed into the field beside a label: the message names the parameter by its label. */
bool setup_set_field(Setup *setup, SetupKey key, Str value, Diag *diag);
bool setup_apply_preset(Setup *setup, Str name, Diag *diag);
bool setup_is_preset(const Setup *setup, const SetupPreset *preset); /* it says just that, key by key */

/* The value as it is typed and saved ("lstm", "0.05"), which parses back to the same value; and as it is shown, with its unit
   and at most three digits ("LSTM", "±0.3", "off"), which parses back to what it says. */
int setup_format(char *out, int size, const Setup *setup, SetupKey key);
int setup_format_shown(char *out, int size, const Setup *setup, SetupKey key);
bool setup_choice(char *out, int size, SetupKey key, int index, bool shown); /* the index-th choice's word or label */

/* A slider's place 0..1 for a value and back: two functions side by side, drawing and picking use the same pair.
   setup_from_unit snaps integers and choices, and rounds reals to three significant digits. */
double setup_to_unit(SetupKey key, double value);
double setup_from_unit(SetupKey key, double unit);
double setup_step(SetupKey key, double value, int steps); /* arrow keys; bounded */
bool setup_is_active(const Setup *setup, SetupKey key);   /* false where it has no meaning, e.g. forget bias without LSTM */

/* Can there be such a network on such sequences? Memory is the run's to refuse. */
bool setup_is_possible(const Setup *setup);

/* What the engine and the task need, as they name it. */
NetSpec setup_net_spec(const Setup *setup);
WeightPlan setup_weight_plan(const Setup *setup); /* NaN for what is drawn */
WeightRecipe setup_weight_recipe(const Setup *setup);
OptimizerPlan setup_optimizer_plan(const Setup *setup, long update); /* with the learning rate as it is at this update, from 0 */
TaskOptions setup_task_options(const Setup *setup);
const Task *setup_task(const Setup *setup);
/* Does training carry the state from piece to piece? `carry on`, where the task's sequences can follow each other. */
bool setup_carries(const Setup *setup);
const Text *setup_text(const Setup *setup); /* that a task of text reads; NULL: it is not open */

#endif
