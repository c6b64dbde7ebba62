/* Regions: where the last picture can be hovered, clicked, dragged and focused. Views and widgets register them while they
   draw; app/ routes input over them. Each has a path ("controls/radius", "stage/state") by which tests, `focus` and `click`
   find it, and carries the command line it stands for. Later regions lie on top. */
#ifndef UNROLL_GUI_REGION_H
#define UNROLL_GUI_REGION_H
#include "draw/geometry.h"
#include <stdbool.h>

typedef enum RegionKind {
    REGION_BUTTON,   /* a click or Enter/Space runs `command` */
    REGION_SLIDER,   /* dragged; arrows and wheel: "set KEY value"; double click: "reset KEY" */
    REGION_FIELD,    /* a value that can be clicked and typed over: "set KEY text" */
    REGION_SEGMENTS, /* a choice of cols equal parts: "set KEY word"; arrows move it */
    REGION_DROPDOWN, /* a click opens the menu of `key`'s choices */
    REGION_PULL,     /* a number that can be held: dragged up and down from where it is, arrow keys; a double click lets go */
    REGION_SCRUB,    /* the transport's track: dragged */
    REGION_CHART, /* a chart's plot: the wheel zooms about the pointer, a drag moves it, a double click shows all; a click runs `command` */
    REGION_HOVER, /* only says what is under the pointer; a click runs `command` if there is one */
    REGION_BLOCK  /* swallows input so that what lies below is not reached; `command` runs on a click */
} RegionKind;

/* What a region is about, so that everything about the same thing lights together. Meaning of kind: view/ui_state.h. */
typedef struct Subject {
    int kind;                         /* 0: nothing */
    int layer, direction, step, unit; /* from 0; -1: not about one */
} Subject;

static const Subject SUBJECT_OF_NOTHING = {0, -1, -1, -1, -1};

enum { REGION_PATH_SIZE = 48 }; /* of a region's name, with the terminator */

/* What a drag along one direction means: pixels at both ends, and the number that stands for a place between them in the command. */
typedef struct RegionAxis {
    double from, to;                          /* design pixels of unit 0 and of unit 1 */
    double (*value_at)(int key, double unit); /* of the region's key; NULL: the unit itself, or evenly along Region.numbers */
} RegionAxis;

/* A chart of the picture: what its plot shows of all there is. Places are an axis's (gui/axis.h). */
enum { CHART_NAME_MAX = 24, CHART_MAX = 12 };
typedef struct ChartRange {
    double x0, x1, y0, y1;
} ChartRange;
typedef struct ChartPlace {
    char name[CHART_NAME_MAX], path[48];
    Rect plot;
    ChartRange whole, shown;
    bool x_log, y_log;
} ChartPlace;

typedef struct Region {
    Rect box;
    Rect clip; /* reached only where both overlap: what is scrolled out of its panel is not hit, but can still be focused */
    RegionKind kind;
    char path[REGION_PATH_SIZE];
    char command[80];
    const char *tip;    /* a sentence for the tooltip: a literal, region_words, or NULL */
    const char *mark;   /* the part of the stage that it lights, by its name (view/page/mark.h); as `tip` */
    const char *number; /* which number of the network the pointer is on there, in the words of the command `terms`; as `tip` */
    const char *why;    /* why no chain leads to the number that stands there, a sentence; as `tip` */
    int key;            /* setup key of sliders, fields and segments, else -1 */
    bool focusable;     /* reached by Tab, in the order of registration */
    bool disabled;
    bool in_row; /* with the focus here, Left and Right go to the next one of these beside it */
    Subject subject;
    /* Dragging: while the button is down, every move runs `command` with "{x}" and "{y}" replaced by the numbers where the pointer is. */
    bool can_drag;
    RegionAxis axis_x, axis_y;
    ChartRange numbers;  /* at the ends of the axes, where the command holds them; all 0: the units */
    bool x_log, x_whole; /* those along x stand on a log axis; they are rounded */
    double nudge;        /* with the focus, arrow keys move the handle by so much, in numbers; 0: they do not */
    bool has_handle; /* a knob at (handle_x, handle_y): pressed there, it keeps its distance to the pointer, and the press moves nothing */
    double handle_x, handle_y;
    bool is_all_handle; /* it is taken anywhere as if by that knob: dragging goes on from where it is */
    const char *zoomed; /* a literal such as "cliff": the wheel runs "cliff zoom TIMES X Y", X and Y parts of zoom_box from its lower left
                           corner; a double click runs "cliff fit". NULL: neither */
    Rect zoom_box;
    int cols, rows; /* grids: the subject's step and unit count up by cell; columns start at subject.step. 0: no grid */
} Region;

/* What tips stay off where they can stand elsewhere, and how much that matters beside others. */
typedef struct RegionFree {
    Rect box;
    double weight;
} RegionFree;

enum { REGION_MAX = 4096, REGION_WORDS_MAX = 1 << 16, REGION_FREE_MAX = 24 };
typedef struct RegionList {
    Region *item; /* owned, capacity REGION_MAX */
    int count;
    char *words; /* owned, capacity REGION_WORDS_MAX; what region_words wrote since the reset */
    int words_used;
    Rect clip; /* given to what is added from now on */
    RegionFree free[REGION_FREE_MAX];
    int free_count;
    ChartPlace chart[CHART_MAX];
    int chart_count;
    struct ChartCopy *copy; /* the values of a chart are asked for while the picture is drawn (gui/chart.h); NULL: of none */
    int modal_from;         /* regions below this index are covered by a dialog: Tab does not reach them */
} RegionList;

bool region_init(RegionList *list);
void region_deinit(RegionList *list);
void region_reset(RegionList *list);
void region_set_clip(RegionList *list, Rect clip);
void region_clear_clip(RegionList *list);
void region_begin_modal(RegionList *list);                                         /* what is added from now on is all that Tab reaches */
Region *region_add(RegionList *list, RegionKind kind, Rect box, const char *path); /* never NULL: the last one is reused when full */
void region_keep_free(RegionList *list, Rect box, double weight); /* tips stay off it where they can; 1: a picture, less: words */
/* A tip with numbers in it, which lives as long as the picture. NULL when there is no room for more. */
const char *region_words(RegionList *list, const char *format, ...) __attribute__((format(printf, 2, 3)));
const Region *region_find(const RegionList *list, const char *path);    /* NULL when there is none */
const Region *region_at(const RegionList *list, double x, double y);    /* the topmost there, NULL if none */
bool region_is_uncovered(const RegionList *list, const Region *region); /* no modal screen lies over it */
bool region_is_reachable(const RegionList *list, const Region *region); /* by Tab: focusable, enabled, not covered */
/* The command of a click: in a grid "{step}" stands for the column's number from 1, "{back}" for its number counted from the end, "{unit}"
   for the row's number from 1, so that one region serves every step or unit. */
void region_command_at(char *out, int size, const Region *region, double x, double y);
/* The command of a drag to (x, y), with its {x} and {y} filled in. Outside its axes a place counts as their nearer end. */
double region_drag_value(const Region *region, double x); /* the number that stands for {x} there */
void region_drag_command(char *out, int size, const Region *region, double x, double y);
Subject region_subject_at(const Region *region, double x, double y); /* resolves grid cells */
/* Where columns and rows of a grid stand, both ends included, counted from the region's own first; the whole box where it is no grid. */
Rect region_cells(const Region *region, int col, int last_col, int row, int last_row);
const Region *region_focus_next(const RegionList *list, const char *path,
                                int direction); /* Tab order, wraps; NULL if none can be focused */
/* Left (-1) or right (1) of a region that stands in a row: the nearest other one; NULL where there is none. */
const Region *region_focus_beside(const RegionList *list, const char *path, int direction);

#endif
