/* The argument of every view: const state to show, and a gui to draw and register regions. */
#ifndef UNROLL_VIEW_VIEW_H
#define UNROLL_VIEW_VIEW_H
#include "engine/analysis/account.h"
#include "experiment/digits_probe.h"
#include "experiment/forecast.h"
#include "experiment/gradient_check.h"
#include "experiment/microscope.h"
#include "experiment/random_search.h"
#include "experiment/sentence.h"
#include "experiment/trial_set.h"
#include "experiment/weight_probe.h"
#include "experiment/writer.h"
#include "gui/settings.h"
#include "lab/record.h"
#include "view/describe.h"
#include "view/page/course.h"
#include "view/page/files.h"
#include "view/page/present.h"
#include "view/page/reader.h"
#include "view/page/work.h"
#include "view/stage/ghost.h"
#include "view/stage/heat.h"
#include "view/strings.h"
#include "view/ui_state.h"

/* A variant that is compared with the setup (lab/variant.h). */
typedef struct ViewVariant {
    const char *name;    /* "LSTM" */
    const Setup *setup;  /* the setup with the variant laid over it, at the run's update */
    const Run *run;      /* as View.run, without a batch's trace: stage sequence, gradients and losses; NULL while it is not known yet */
    bool is_current;     /* it is at the state of View.run; false while a change is still being computed, and if it has stopped */
    bool is_stopped;     /* it stopped before the update that made numbers infinite or NaN */
    bool has_other_data; /* another T, other targets or another seed: its sequences are not those of View.run */
    const char *trouble; /* a sentence: why it is not at the state of View.run; "" if it is */
    const Variant *rule; /* what it lays over the setup */
    HeatCache *heat;     /* as View.heat, for its pictures */
    const RecordPoint *record; /* (record_count) as View.record, of its own training */
    int record_count;
    double update_s;           /* as View.update_s */
    const DigitsProbe *digits; /* of its run; NULL where the pointer is on none of its numbers */
} ViewVariant;

/* Of one compared line: values at the steps of a sequence, or places and values of the points of a training. */
enum { VIEW_CURVE_ROOM = 2 * RECORD_PATH_MAX };
_Static_assert((int)VIEW_CURVE_ROOM >= (int)NET_STEP_MAX, "room for a value at each step");

typedef struct View {
    const Gui *gui;
    const Setup *setup;
    const Run *run;
    ViewVariant variant[VARIANT_MAX]; /* (variant_count) compared with them, in the person's order */
    int variant_count;
    const TrialSet *trials;        /* many seeds of them, or a sweep; NULL: none */
    const RandomSearch *search;    /* weights at random, of this setup; NULL: none */
    unsigned long variant_version; /* counts up whenever one of them changed, for caches */
    const bool *as_set; /* (KEY_COUNT) controls whose measured number is still that of the weights before: it counts as set; NULL: none */
    const UiState *ui;
    const Ghost *ghost;        /* of the stage before its last update; NULL where something else was done since */
    const Strings *strings;    /* the words, for tr(); NULL: English */
    const Settings *settings;  /* for their page; NULL: none */
    const Keymap *keymap;      /* what the person has changed of the keys; NULL: nothing */
    const DigitsProbe *digits; /* of the number under the pointer; NULL where there is none */
    const char *lost;          /* the same of a number elsewhere than on the stage, in words; NULL: three of its digits are certain */
    const WeightProbe *probe;  /* of the weight that view_find_weight names; NULL when it could not be measured */
    const FileList *files;     /* for their page; NULL: not listed */
    const ExportPlan *exports; /* for its dialog; NULL: none */
    WorkBar work[WORK_MAX];    /* (work_count) jobs that the person waits for */
    int work_count;
    const Description *words; /* of the moment, for their page; NULL: none */
    const Course *course;     /* for its page; NULL: not listed */
    const Reader *reader;     /* the lesson that is open; NULL: none was yet */
    const Present *present;   /* how it is presented; NULL: it is not */
    double *curve; /* (VARIANT_MAX + 1, VIEW_CURVE_ROOM) room for the compared lines of one chart at a time, too large for a small stack;
                      NULL: none are drawn */
    struct StageMorph *morph;   /* what the stage was like before (view/stage/stage_morph.h), for the way on from there; NULL: it settles */
    HeatCache *heat;            /* coloured pictures that are kept; not state: without them it would only take longer */
    const CellAccount *account; /* of the step that cell_place names; NULL where the cell is not shown, or memory was out */
    const GradientCheck *check; /* of ui->check; NULL where it is not shown, or cannot be measured now */
    const Terms *terms_chain;   /* (terms_chain_count) the way on from there: each is the largest factor of the one before */
    int terms_chain_count;
    const Terms *terms;           /* of the last of ui->trail; NULL where it is not shown, is not there, or something is held */
    const Writer *writer;         /* what it reads and writes; NULL where that is not shown, or the task asks for no symbols */
    const CliffNumbers *cliff;    /* of ui->cliff; NULL where the cliff is not shown, or memory was out */
    const Microscope *microscope; /* of view_find_place; NULL where no picture shows it, or memory was out */
    const Forecast *forecast;     /* NULL where it is not shown, or memory was out */
    const Sentence *sentence;     /* of ui->sentence; NULL where it is not shown, or memory was out */
    unsigned long version;        /* of the laboratory, for them */
    const RecordPoint *record;    /* (record_count) what was measured on the way of the training, in the order of its updates */
    int record_count;
    double measure_done;   /* experiment_measure_done */
    double update_s;       /* what an update took when it was last trained, held-out measures included; 0: not known */
    long changed_update;   /* those up to this update are of another network or another task (lab_find_changed); -1: none */
    const LabBurst *burst; /* that this training leads to; NULL: none, or a worker has the experiment */
    const Run *burst_run;  /* the state that was taken back; NULL where its page is not shown, the run stands earlier, or memory is out */
    size_t kept_bytes;     /* held for going back to earlier updates (lab_replay_size) */
} View;

/* The stage (chain, river, gates, chart), the panels at its sides, the bars above and below: one file each. Those of the screens (screen_rows.h): */
#define SCREEN_ROW(ID, NAME, DRAW, ...) void DRAW(const View *view, Rect area);
#include "view/screen_rows.h"
#undef SCREEN_ROW
void stage_describe_task(char *out, int size, const View *view); /* what the task asks of the sequence, in a sentence */
double controls_least_height(const View *view);                  /* of the few that a lesson's step leaves */
bool controls_has_rows(const View *view);                        /* does it leave any? */
void controls_draw_folded(const View *view, Rect area);          /* the button that shows them where they have no room */
void transport_draw(const View *view, Rect area);
/* `area` is the plot's size; a line above and two below it come on top. Its regions are of `panel`: "controls/history". */
void loss_curve_draw(const View *view, Rect area, const char *panel);
enum { LOSS_CURVE_AROUND = 77, LOSS_CURVE_LEAST = 140, LOSS_CURVE_MOST = 260 }; /* pixels of those lines; a lower plot cannot be read */
/* The newest held-out measure up to the present update; NULL: none of this network on this task. */
const RecordPoint *view_find_measure(const View *view);
void loss_words_draw(const View *view, Rect area,
                     const char *panel); /* where it has no room: two lines, the loss and the held-out measure */
enum { LOSS_WORDS_HEIGHT = 52 };
void work_draw(const View *view, Rect stage); /* bars of the jobs that the person waits for */
void top_bar_draw(const View *view, Rect area);
/* What its two drop-downs list; *chosen is left where none is in force. */
int top_bar_list_tabs(const Strings *strings, const Setup *setup, const ScreenStack *screens, bool has_burst, MenuItem item[], int most,
                      int *chosen);
int top_bar_list_presets(const Strings *strings, const Setup *setup, MenuItem item[], int most, int *chosen);

/* The chain that the person has chosen: ui's layer -1 is the top one, and what the network has not is its nearest. */
void view_find_chain(int *layer, int *direction, const UiState *ui, const NetSpec *spec);

/* The chain and the gate block that the person looks at. */
MicroscopePlace view_find_place(const UiState *ui, const NetSpec *spec);

/* Screens inside the stage (view/inside/). On the way in and out (ui->inside_open below 1) they draw themselves over the stage (grow.h). */
void cell_side_draw(const View *view, Rect area); /* beside the cell, in the place of the story: its equations with the numbers in */

void microscope_side_draw(const View *view, Rect area); /* in the place of the story: what it shows, which gate, how */

void compare_draw(const View *view, Rect area);
void compare_side_draw(const View *view, Rect area); /* in the place of the story: a card for each variant */

/* On the cliff, in the places of story, controls and transport: those of the descent. */
void cliff_side_draw(const View *view, Rect area);
void cliff_controls_draw(const View *view, Rect area);
void cliff_track_draw(const View *view, Rect area);

/* The weight whose value or gradient the pointer is on in the update's matrices: then its check is shown. False where that gradient
   is not there yet, and while training runs, for it would change with every frame. */
bool view_find_weight(size_t *index, const Run *run, const UiState *ui);

/* " at step 5 of layer 2": where the run's first number that is not finite stands, as far as it has a step and a layer. */
void view_write_fault_place(char *out, int size, const Strings *strings, const Run *run);

/* True if the run has the subject. A subject from an earlier picture may not exist in the present run: app/ drops it before it passes `ui`
   to a view. SUBJECT_NONE is in every run. */
bool view_has_subject(const Run *run, const Subject *at);

/* True if the pointer is on a number of the stage whose certain digits are needed; false while training runs. */
bool view_wants_digits(const UiState *ui);
bool view_wants_compared_digits(const UiState *ui); /* the same of the compared networks, with their cards */
StringId view_why_no_digits(DigitsState state);     /* the words where they are not known */
/* Writes that fewer than three digits of `value` are certain; false if that many are. `plain`: the number of a pass whose sums round otherwise. */
bool digits_write_lost(char *out, int size, const Strings *strings, double value, double plain);

/* The transport's track, for drawing the playhead and for picking: the same pair. */
Rect transport_track(Rect area);

#endif
