/* The setup: all that a lesson or a shared link must state to get this experiment. The table is the only list of parameters; sliders, --set
   flags, lessons, saved files, help and documentation all come from it. Adding a parameter is one row in setup_rows.h. */
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
    SETUP_ZERO_LOG /* from 0, by log(1 + value / step): single steps near 0, decades far from it */
} SetupScale;
/* The effect of a change on the run. */
typedef enum SetupEffect {
    SETUP_SHAPES,       /* new weights if a shape changed, else kept */
    SETUP_RESTART,      /* new weights from the seed, update 0 */
    SETUP_RADIUS,       /* rescales the recurrent blocks now */
    SETUP_WEIGHT_SCALE, /* rescales U and V now */
    SETUP_FORGET_BIAS,  /* sets the forget rows (LSTM f, GRU z) now */
    SETUP_SEQUENCE,     /* other data, same weights */
    SETUP_TRAINING,     /* affects training, and what the stage shows of it */
    SETUP_UPDATE        /* affects only what training does with a gradient: the stage does not change */
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
    double least, most, initial; /* for a choice: 0, count-1, index; SETUP_DRAWN if the recipe for the weights may decide */
    double step;                 /* one arrow key: an amount; for a real on a log scale a factor */
    SetupScale scale;
    const char *unit;    /* "" when it has none */
    const char *choices; /* "rnn|gru|lstm", and the displayed labels "RNN|GRU|LSTM"; NULL except for choices */
    const char *choice_labels;
    const char *help; /* one sentence */
    bool advanced;    /* hidden at first: few people need it, and the default is right for a first picture */
} SetupRow;

/* The value that stands for the word `drawn`: the weights stay as the recipe draws them. */
#define SETUP_DRAWN (-INFINITY)

typedef struct Setup {
    double value[KEY_COUNT]; /* never NaN nor negative zero: two setups are the same where these bytes are */
    /* The text that `text_hash` names, borrowed from the shelf that has it open (lab/text_shelf.h); NULL: not open */
    const Text *own_text;
} Setup;

/* Several settings applied as one: their values and keys. */
typedef struct SetupBatch {
    Setup setup;
    bool said[KEY_COUNT];
    int count; /* for the keys that were set */
} SetupBatch;

extern const SetupRow setup_table[KEY_COUNT];

typedef struct SetupPreset {
    const char *name, *label, *help;
    const char *text; /* lines "key value"; other keys have their defaults */
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
/* The name of the person's own file that the task learns from; NULL: the task makes its sequences, or has data of the program's. */
const char *setup_own_name(const Setup *setup);
/* The number of the column with this name in the setup's own table, as KEY_COLUMN has it. False, with the reason, if there is none that is a
   series. */
bool setup_find_column(int *column, const Setup *setup, Str name, Diag *diag);
bool setup_apply_preset(Setup *setup, Str name, Diag *diag);
bool setup_is_preset(const Setup *setup, const SetupPreset *preset); /* true if it sets exactly these keys to these values */

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
bool setup_is_active(const Setup *setup, SetupKey key);   /* false if the key has no meaning, e.g. forget bias without LSTM */

/* True if such a network on such sequences is possible. The run checks the memory. */
bool setup_is_possible(const Setup *setup);

/* The plans and options for engine and task. */
NetSpec setup_net_spec(const Setup *setup);
WeightPlan setup_weight_plan(const Setup *setup); /* NaN for what is drawn */
WeightRecipe setup_weight_recipe(const Setup *setup);
OptimizerPlan setup_optimizer_plan(const Setup *setup, long update); /* with the learning rate of this update, from 0 */
TaskOptions setup_task_options(const Setup *setup);
const Task *setup_task(const Setup *setup);
/* True if training carries the state from piece to piece: `carry on`, if the task's sequences can follow each other. */
bool setup_carries(const Setup *setup);
const Text *setup_text(const Setup *setup); /* the text of a text task; NULL: it is not open */

#endif
