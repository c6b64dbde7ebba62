/* The person's view. It is not part of an experiment, and never undone but for the values in app/app_page_undo.h. Preferences are in
   gui/settings.h. */
#ifndef UNROLL_VIEW_UI_STATE_H
#define UNROLL_VIEW_UI_STATE_H
#include "engine/analysis/terms.h"
#include "experiment/sentence.h"
#include "experiment/writer.h"
#include "gui/widget.h"
#include "lab/check_place.h"
#include "lab/cliff.h"
#include "lab/keymap.h"
#include "lab/lab.h"
#include "lab/timeline.h"
#include "view/screen.h"

/* Kinds of Subject. A step alone (SUBJECT_STEP) lights the whole column everywhere. */
typedef enum SubjectKind {
    SUBJECT_NONE,
    SUBJECT_STEP,
    SUBJECT_STATE,
    SUBJECT_CELL_STATE,
    SUBJECT_INPUT,
    SUBJECT_OUTPUT,
    SUBJECT_LOSS,
    SUBJECT_GRADIENT,
    SUBJECT_RIVER,
    SUBJECT_FACTOR,
    SUBJECT_HIGHWAY,
    SUBJECT_GATE,
    SUBJECT_WEIGHT_U,
    SUBJECT_WEIGHT_W,
    SUBJECT_WEIGHT_V,
    /* Entries of the recurrent weights in the update phase: unit is the row, step the column, from 0; no time step. */
    SUBJECT_ENTRY_GRADIENT,
    SUBJECT_ENTRY_CHANGE,
    SUBJECT_ENTRY_WEIGHT,
    SUBJECT_WIRE, /* of the close-up of the cell: step is the CellWire (view/inside/cell_picture.h), no time step */
    SUBJECT_CONTROL
} SubjectKind;

/* `follow last`: the last loss there is, also when T changes. `follow all`: the sum that training uses. */
enum { FOLLOW_LAST = -1, FOLLOW_ALL = -2 };

enum { TERMS_TRAIL_MAX = 16, TERMS_PATH_MAX = 24 };

typedef struct UiState {
    Cursor cursor;
    bool playing, training;
    bool playing_on;                   /* while it plays: beyond the end of the phase, to the end of the update */
    double speed;                      /* 0.25..8 */
    bool curve_log;                    /* the loss curve's updates stand on a log axis */
    int sweep_shows;                   /* a sweep's chart: 0 the measure, 1 the far ratio, 2 the seconds */
    bool race_measure;                 /* the compared networks' race shows the task's measure; else their losses */
    bool more;                         /* the controls list rarely used parameters too */
    bool limits_controls;              /* the controls list only those of shows_key */
    bool shows_key[KEY_COUNT];         /* an address names them, for a class */
    bool is_bare;                      /* no bar at the top: a frame in another page */
    double pixel_ratio;                /* of the screen */
    double width_px, height_px;        /* screen pixels */
    ScreenStack screens;               /* what is open over the stage */
    double scroll[SCREEN_COUNT];       /* of each screen, design pixels */
    int layer, direction;              /* the chain the chart shows; layer -1: the top one */
    int follow;                        /* time step of the loss whose gradient is shown, from 0; FOLLOW_LAST, FOLLOW_ALL */
    bool absolute;                     /* its sizes in plain numbers, not relative to what it sends out */
    int term;                          /* the word that the glossary explains, from 1; 0: the list of all */
    int unit;                          /* the one whose numbers the close-up of the cell shows, from 0 */
    CheckPlace check;                  /* the weight that the gradient check looks at, or the nearest that there is */
    Cliff cliff;                       /* what is shown of the cliff: a network of its own, which no setup says */
    WriterPen pen;                     /* what is written on the screen of texts, and looked at there */
    TermsPlace trail[TERMS_TRAIL_MAX]; /* (trail_count) the numbers whose chain was walked; the last one is shown */
    int trail_count;
    int block;                        /* the gate whose weights are looked at, from 0; a cell that has fewer shows its last */
    int microscope_part;              /* which part of the microscope fills it: MicroscopePanel; 0: as many as have room */
    double temperature;               /* of the softmax that is drawn; the network's own is 1 */
    bool shows_pulls;                 /* the microscope's losses by how they pull, not by their size */
    int forecast_from;                /* values of the stage that are given before a forecast goes on alone; 0: half of them */
    char sentence[SENTENCE_TEXT_MAX]; /* that is read word by word; "": that of the stage */
    ScreenId inside;                  /* the screen in the place of the stage, also on its way out */
    double inside_open;               /* how far it is open: 0 the stage, 1 all of it */
    double morph_left;                /* of the way from another network's stage to this one's: 1 as it was .. 0 settled */
    Subject hover;
    GuiState gui;
    char rebind_key[KEYMAP_KEY_SIZE], rebind_line[KEYMAP_LINE_SIZE]; /* the next key stands for this line in place of this key; "": no */
    char message[1024];                                              /* the last diagnostic, or empty */
    bool message_is_bad;                                             /* error rather than a note */
    double message_left_s;                                           /* seconds until it goes */
} UiState;

#endif
