/* Regions: where the last picture can be hovered, clicked, dragged and focused. Views and widgets register them while they draw; app/
   routes input over them. Each has a path ("controls/radius", "stage/state") by which tests, `focus` and `click` find it, and the command
   line that it runs. Later regions lie on top. */
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
    REGION_PULL,     /* a number that can be held (what if): dragged up and down from its value, or by arrow keys; a double click releases
                        it */
    REGION_SCRUB,    /* the transport's track: dragged */
    REGION_CHART, /* a chart's plot: the wheel zooms about the pointer, a drag moves it, a double click shows all; a click runs `command` */
    REGION_HOVER, /* only gives a tip; a click runs `command` if there is one */
    REGION_BLOCK  /* takes all input from the regions below it; `command` runs on a click */
} RegionKind;

/* The subject of a region, so that everything about the same thing is highlighted together. The kinds are in view/ui_state.h. */
typedef struct Subject {
    int kind;                         /* 0: nothing */
    int layer, direction, step, unit; /* from 0; -1: not about one */
} Subject;

static const Subject SUBJECT_OF_NOTHING = {0, -1, -1, -1, -1};

enum { REGION_PATH_SIZE = 48 }; /* of a region's name, with the terminator */

/* A drag along one direction: the pixels at both ends, and the number that the command gets for a place between them. */
typedef struct RegionAxis {
    double from, to;                          /* design pixels of unit 0 and of unit 1 */
    double (*value_at)(int key, double unit); /* converts a unit for the region's key; NULL: the unit itself, or linear between
                                                 Region.numbers */
} RegionAxis;

/* The shown part of a chart. Places are those of gui/axis.h. */
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
    Rect clip; /* the pointer reaches it only where both overlap: a region scrolled out of its panel is not hit, but can still be focused */
    RegionKind kind;
    char path[REGION_PATH_SIZE];
    char command[80];
    const char *tip;    /* a sentence for the tooltip: a literal, region_words, or NULL */
    const char *mark;   /* name of the part of the stage that it highlights (view/page/mark.h); as `tip` */
    const char *number; /* the number of the network at this place, in the words of the command `terms`; as `tip` */
    const char *why;    /* a sentence: why the number at this place has no chain; as `tip` */
    int key;            /* setup key of sliders, fields and segments, else -1 */
    bool focusable;     /* reached by Tab, in the order of registration */
    bool disabled;
    bool in_row; /* with the focus here, Left and Right go to the next such region beside it */
    Subject subject;
    /* Dragging: while the button is down, every move runs `command` with "{x}" and "{y}" replaced by the numbers where the pointer is. */
    bool can_drag;
    RegionAxis axis_x, axis_y;
    ChartRange numbers;  /* the command's numbers at the ends of the axes; all 0: the units */
    bool x_log, x_whole; /* the numbers along x lie on a log axis; they are rounded */
    double nudge;        /* with the focus, arrow keys change the numbers by this much; 0: they do not */
    bool has_handle; /* a knob at (handle_x, handle_y): pressed there, it keeps its distance to the pointer, and the press moves nothing */
    double handle_x, handle_y;
    bool is_all_handle; /* a press anywhere takes the knob: the drag continues from its present place */
    const char *zoomed; /* a literal such as "cliff": the wheel runs "cliff zoom TIMES X Y", X and Y parts of zoom_box from its lower left
                           corner; a double click runs "cliff fit". NULL: neither */
    Rect zoom_box;
    int cols, rows; /* grids: the subject's step and unit count up by cell; columns start at subject.step. 0: no grid */
} Region;

/* A box that tips avoid if they can, and its weight. */
typedef struct RegionFree {
    Rect box;
    double weight;
} RegionFree;

enum { REGION_MAX = 4096, REGION_WORDS_MAX = 1 << 16, REGION_FREE_MAX = 24 };
typedef struct RegionList {
    Region *item; /* owned, capacity REGION_MAX */
    int count;
    char *words; /* owned, capacity REGION_WORDS_MAX; texts written by region_words since the reset */
    int words_used;
    Rect clip; /* clip box for the regions added from now on */
    RegionFree free[REGION_FREE_MAX];
    int free_count;
    ChartPlace chart[CHART_MAX];
    int chart_count;
    struct ChartCopy *copy; /* request for the values of a chart, filled while the picture is drawn (gui/chart.h); NULL: none */
    int modal_from;         /* regions below this index are covered by a dialog: Tab does not reach them */
} RegionList;

bool region_init(RegionList *list);
void region_deinit(RegionList *list);
void region_reset(RegionList *list);
void region_set_clip(RegionList *list, Rect clip);
void region_clear_clip(RegionList *list);
void region_begin_modal(RegionList *list);                                         /* Tab reaches only the regions added from now on */
Region *region_add(RegionList *list, RegionKind kind, Rect box, const char *path); /* never NULL: the last one is reused when full */
void region_keep_free(RegionList *list, Rect box, double weight); /* tips avoid this box if they can; weight 1: a picture, less: words */
/* Formats a tip that lives as long as the picture. NULL if there is no room for more. */
const char *region_words(RegionList *list, const char *format, ...) __attribute__((format(printf, 2, 3)));
const Region *region_find(const RegionList *list, const char *path);    /* NULL when there is none */
const Region *region_at(const RegionList *list, double x, double y);    /* the topmost region at this place, NULL if none */
bool region_is_uncovered(const RegionList *list, const Region *region); /* no modal screen lies over it */
bool region_is_reachable(const RegionList *list, const Region *region); /* by Tab: focusable, enabled, not covered */
/* The command of a click: in a grid "{step}" stands for the column's number from 1, "{back}" for its number counted from the end, "{unit}"
   for the row's number from 1, so one region serves all steps or units. */
void region_command_at(char *out, int size, const Region *region, double x, double y);
/* The command of a drag to (x, y), with its {x} and {y} filled in. A place outside the axes counts as the nearer end. */
double region_drag_value(const Region *region, double x); /* the number for {x} at this place */
void region_drag_command(char *out, int size, const Region *region, double x, double y);
Subject region_subject_at(const Region *region, double x, double y); /* resolves grid cells */
/* The box of some columns and rows of a grid, both ends included, counted from the region's first; the whole box if it is not a grid. */
Rect region_cells(const Region *region, int col, int last_col, int row, int last_row);
/* The indices of all regions that can have the focus, in the order of Tab; returns how many. Regions follow each other as they were added;
   controls of one bar (their paths have the same first part) that stand in one row go from left to right, however they were drawn. */
int region_list_focus(const RegionList *list, short order[REGION_MAX]);
const Region *region_focus_next(const RegionList *list, const char *path,
                                int direction); /* Tab order, wraps; NULL if none can be focused */
/* The nearest region in the same row to the left (-1) or right (1); NULL if there is none. */
const Region *region_focus_beside(const RegionList *list, const char *path, int direction);

#endif
