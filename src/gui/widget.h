/* Widgets: each draws itself and registers its regions; none keeps state. What the pointer and the focus do to it is in
   GuiState, which app/ owns. */
#ifndef UNROLL_GUI_WIDGET_H
#define UNROLL_GUI_WIDGET_H
#include "draw/picture.h"
#include "gui/edit.h"
#include "gui/region.h"
#include "gui/theme.h"

enum { GUI_TYPED_MAX = 256 }; /* bytes of a value that is typed into a field, with the zero */

/* What a chart shows while it is zoomed. */
enum { CHART_ZOOM_MAX = 16 };
typedef struct ChartZoom {
    char name[CHART_NAME_MAX]; /* "": free */
    ChartRange shown;
    bool x_log, y_log; /* the kinds of axes that it speaks of */
} ChartZoom;

typedef struct GuiState {
    double x, y;                         /* pointer, design pixels; negative when outside */
    char hot[48], active[48], focus[48]; /* paths: under the pointer, held, with the keyboard focus */
    bool all_digits;                     /* numbers of hovers have all their digits: while Ctrl is held, or by `digits all` */
    bool show_focus;                     /* the keyboard was used last: draw the focus ring */
    char edit_path[48];                  /* the field being typed into, or empty */
    Edit edit;                           /* its text, in a buffer of app/'s */
    char menu_path[48];                  /* the open drop-down, or empty */
    /* Why a control could not do what it was asked for: shown at that control until the value is corrected or given up. */
    char error_path[48];             /* the control's, "controls/steps", or empty */
    char error_typed[GUI_TYPED_MAX]; /* what was typed into its field, which keeps it; empty when it was not typed */
    char error_text[512];            /* in the reader's words: what was found, what is expected */
    /* The charts that are zoomed, by name; all others show all there is. */
    ChartZoom zoom[CHART_ZOOM_MAX];
    bool error_waits; /* a button is held: the words, for which the rows below make room, come when it is let go */
} GuiState;

typedef struct Gui {
    DrawList *list;
    RegionList *region;
    const Theme *theme;
    const TextApi *text;
    double scale; /* screen pixels per design pixel */
    const GuiState *state;
    bool has_no_buttons;               /* on paper and before a class they are left out */
    const char *and_more, *how_digits; /* "and %d more" and "Ctrl: all digits" in the person's language; NULL: English */
} Gui;

/* Where the picture may be seen in grey, on paper and before a class: the bar that tells a negative value's cell from a positive one's. */
void gui_minus(const Gui *gui, Rect cell, double value);

double gui_text_width(const Gui *gui, TextFace face, double size, const char *text);
void gui_text(const Gui *gui, TextFace face, double size, double x, double y, TextAlign align, Color color, const char *text);
/* The same, cut at the end with an ellipsis when wider than `width`. */
void gui_text_fit(const Gui *gui, TextFace face, double size, double x, double y, double width, TextAlign align, Color color,
                  const char *text);
double gui_middle(double mid_y, double size); /* the baseline that puts text of this size in the middle of a row */
bool gui_is_hot(const Gui *gui, const char *path);
bool gui_is_active(const Gui *gui, const char *path);
bool gui_is_focused(const Gui *gui, const char *path);
void gui_focus_ring(const Gui *gui, Rect box, double radius, const char *path); /* draws it only when focused by keyboard */

typedef enum ButtonStyle { BUTTON_PRIMARY, BUTTON_RAISED, BUTTON_PLAIN } ButtonStyle;
void gui_button(const Gui *gui, Rect box, ButtonStyle style, const char *path, const char *label, const char *command, const char *tip);
/* A labelled slider in one row of SLIDER_ROW_HEIGHT: label left, value right (a field to type into), track below. Registers
   "<path>/label" (hover), "<path>/value" (field) and path itself around the track. In a row of SLIDER_MARK_ROW_HEIGHT the
   tick's label stands below the track; in a lower one it is left out. */
enum { SLIDER_ROW_HEIGHT = 46, SLIDER_MARK_ROW_HEIGHT = 60 };
typedef struct SliderView {
    const char *path, *label, *value, *tip;
    int key;                                  /* setup key */
    const char *command;                      /* of a drag: "set rate {x}" */
    const char *typed;                        /* of what is typed behind it, where there is no setup key: "cliff rate"; NULL: none */
    double (*value_at)(int key, double unit); /* what {x} is at this unit of the track */
    double unit;                              /* 0..1 */
    bool is_hollow;                           /* the thumb stands where something was measured, not where somebody set it */
    bool is_moved;                            /* a tick at `now` as well: what was set has moved there */
    double now;                               /* 0..1 */
    double mark;                              /* tick on the track, 0..1, negative: none */
    const char *mark_label;
    Color color;
    bool disabled;
} SliderView;
void gui_slider(const Gui *gui, Rect box, const SliderView *slider);
/* A value that can be clicked and typed over, right-aligned in its box. Drawn with caret and selection while edit_path is its path. */
Region *gui_field(const Gui *gui, Rect box, const char *path, int key, const char *value, Color color, const char *tip, bool disabled);
int gui_field_caret_at(const Gui *gui, Rect box, double x); /* byte of the edited text nearest to x */
/* What was typed into the field of this path, "<control>/value", and refused; NULL when nothing was. */
const char *gui_find_refused(const GuiState *state, const char *field);
/* What went wrong at the control of this path, in red below it, as wide as `box` and from its top on; registers "<path>/error".
   Returns the height it takes: 0 when nothing is wrong there. */
double gui_error(const Gui *gui, Rect box, const char *path);
/* A row of equal segments, one chosen; labels separated by '|'. */
void gui_segments(const Gui *gui, Rect box, const char *path, int key, const char *labels, int chosen, const char *tip, bool disabled);
/* The same of what is no setup key: each segment is a button "<path>/<label>" with the command "<command> <label>". */
void gui_choice(const Gui *gui, Rect box, const char *path, const char *words, const char *labels, int chosen, const char *command);
/* A drop-down showing one of several; when open it is drawn by gui_menu on the overlay layer. */
void gui_dropdown(const Gui *gui, Rect box, const char *path, int key, const char *label, const char *note, const char *tip);
/* The open drop-down's list under (or above) its box, as wide as that or as its words need; each item is a focusable button "<path>/<index>"
   with its command. Where the items have a note each, it stands below the label, or beside the list for the lit one. */
typedef struct MenuItem {
    char label[48], command[80];
    const char *tip;        /* the note: a sentence; NULL: none */
    const Picture *picture; /* of MENU_PICTURE_W : MENU_PICTURE_H, beside the note; without cells: still to come; NULL: none */
} MenuItem;
enum { MENU_PICTURE_W = 112, MENU_PICTURE_H = 63 }; /* beside the list for the lit one it is twice as wide and high */
void gui_menu(const Gui *gui, Rect bounds, Rect anchor, const char *path, const MenuItem *item, int count,
              int chosen); /* chosen: -1 for none */
double gui_key_cap_width(const Gui *gui, const char *key);
void gui_key_cap(const Gui *gui, double x, double y, const char *key); /* a small outlined key name, left-middle at (x, y) */
/* Where a tip of this size about what is at (x, y) covers least of `keep_off` (of width 0: nothing) and of what views keep free
   (region_keep_free), within `bounds`. */
Rect gui_place_tip(const RegionList *regions, Rect bounds, Rect keep_off, double x, double y, double w, double h);
/* A tooltip about what is at (x, y), placed so. Lines separated by '\n'; the first is emphasised. */
void gui_tooltip(const Gui *gui, Rect bounds, Rect keep_off, double x, double y, const char *text);

/* A cross or a chevron (0 down, 1 right, 2 up, 3 left) about (x, y), `size` across. */
void gui_cross(const Gui *gui, double x, double y, double size, Color color);
void gui_chevron(const Gui *gui, double x, double y, double size, int way, Color color);
/* How far a scrolled panel has come: a thin bar at the right edge of `area`; nothing when all of `content` px fit. */
void gui_scroll_bar(const Gui *gui, Rect area, double content, double scroll);

/* `box` is the box of the slider's region; it reaches SLIDER_OVERHANG beyond the track at both ends. */
enum { SLIDER_OVERHANG = 10 };
double gui_slider_unit_at(Rect box, double x); /* the pixel-to-value inverse of gui_slider's knob place */
double gui_slider_knob_x(Rect box, double unit);
int gui_segment_at(Rect box, int count, double x);

#endif
