/* Widgets: each draws itself and registers its regions; none keeps state. Pointer, focus and editing are in GuiState, which app/ owns. */
#ifndef UNROLL_GUI_WIDGET_H
#define UNROLL_GUI_WIDGET_H
#include "draw/picture.h"
#include "gui/edit.h"
#include "gui/region.h"
#include "gui/theme.h"

enum { GUI_TYPED_MAX = 1024 }; /* bytes of a value typed into a field, with the terminator: a path is the longest */

/* The shown range of a zoomed chart. */
enum { CHART_ZOOM_MAX = 16 };
typedef struct ChartZoom {
    char name[CHART_NAME_MAX]; /* "": free */
    ChartRange shown;
    bool x_log, y_log; /* whether its axes are log axes */
} ChartZoom;

typedef struct GuiState {
    double x, y;                         /* pointer, design pixels; negative when outside */
    char hot[48], active[48], focus[48]; /* paths: under the pointer, held, with the keyboard focus */
    bool all_digits;                     /* hovers show all digits: while Ctrl is held, or after `digits all` */
    bool show_focus;                     /* the keyboard was used last: draw the focus ring */
    char edit_path[48];                  /* path of the field being edited, or empty */
    Edit edit;                           /* its text, in a buffer that app/ owns */
    char menu_path[48];                  /* path of the open drop-down, or empty */
    /* Why a control's value was refused: shown at that control until the value is corrected or dropped. */
    char error_path[48];             /* path of the control, "controls/steps", or empty */
    char error_typed[GUI_TYPED_MAX]; /* the text typed into its field, which keeps showing it; empty if it was not typed */
    char error_text[512];            /* in the person's language: what was found, what is expected */
    /* The charts that are zoomed, by name; all others show all there is. */
    ChartZoom zoom[CHART_ZOOM_MAX];
    bool error_waits; /* a mouse button is held: the message, which moves the rows below it, appears when it is released */
} GuiState;

typedef struct Gui {
    DrawList *list;
    RegionList *region;
    const Theme *theme;
    const TextApi *text;
    double scale; /* screen pixels per design pixel */
    const GuiState *state;
    bool has_no_buttons;               /* left out on paper and in a presentation */
    const char *and_more, *how_digits; /* "and %d more" and "Ctrl: all digits" in the person's language; NULL: English */
} Gui;

/* Draws the bar that marks the cell of a negative value, for pictures that may be seen in grey (on paper, in a presentation). */
void gui_minus(const Gui *gui, Rect cell, double value);

double gui_text_width(const Gui *gui, TextFace face, double size, const char *text);
void gui_text(const Gui *gui, TextFace face, double size, double x, double y, TextAlign align, Color color, const char *text);
/* The same, cut at the end with an ellipsis when wider than `width`. */
void gui_text_fit(const Gui *gui, TextFace face, double size, double x, double y, double width, TextAlign align, Color color,
                  const char *text);
double gui_middle(double mid_y, double size); /* the baseline that centres text of this size in a row */
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
    int key;                                  /* setup key, whose value a drag sets; -1: a drag runs `command` */
    const char *command;                      /* command of a drag: "cliff rate {x}", "set rate {x}" */
    const char *typed;                        /* command before a typed value, if there is no setup key: "cliff rate"; NULL: none */
    double (*value_at)(int key, double unit); /* the number {x} at this unit of the track; NULL: as `least` and `most` say */
    double least, most;                       /* the numbers at the ends of the track; both 0: the unit */
    bool is_whole;                            /* the numbers are rounded, and an arrow key moves by at least 1 */
    double unit;                              /* 0..1 */
    bool is_hollow;                           /* the thumb shows a measured value, not a set one */
    bool is_moved;                            /* also draws a tick at `now`, to which training has moved the set value */
    double now;                               /* 0..1 */
    double mark;                              /* tick on the track, 0..1, negative: none */
    const char *mark_label;
    Color color;
    bool disabled;
} SliderView;
void gui_slider(const Gui *gui, Rect box, const SliderView *slider);
/* A value that can be clicked and typed over, right-aligned in its box. It shows caret and selection while edit_path is its path. */
Region *gui_field(const Gui *gui, Rect box, const char *path, int key, const char *value, Color color, const char *tip, bool disabled);
int gui_field_caret_at(const Gui *gui, Rect box, double x); /* byte of the edited text nearest to x */
/* The refused text of the field of this path, "<control>/value"; NULL if there is none. */
const char *gui_find_refused(const GuiState *state, const char *field);
/* Draws the error of the control of this path, in red, as wide as `box` and from its top on; registers "<path>/error". Returns its height:
   0 if there is no error. */
double gui_error(const Gui *gui, Rect box, const char *path);
/* A row of equal segments, one chosen; labels separated by '|'. */
void gui_segments(const Gui *gui, Rect box, const char *path, int key, const char *labels, int chosen, const char *tip, bool disabled);
/* The same without a setup key: each segment is a button "<path>/<label>" with the command "<command> <label>". */
void gui_choice(const Gui *gui, Rect box, const char *path, const char *words, const char *labels, int chosen, const char *command);
/* A drop-down showing one of several; when open it is drawn by gui_menu on the overlay layer. */
void gui_dropdown(const Gui *gui, Rect box, const char *path, int key, const char *label, const char *note, const char *tip);
/* The list of the open drop-down under (or above) its box, as wide as the box or as its words need; each item is a focusable button
   "<path>/<index>" with its command. If items have notes, these stand below the labels, or beside the list for the highlighted item. */
typedef struct MenuItem {
    char label[48], command[80];
    const char *tip;        /* the note: a sentence; NULL: none */
    const Picture *picture; /* a picture of MENU_PICTURE_W : MENU_PICTURE_H beside the note; without cells: not ready yet; NULL: none */
} MenuItem;
enum { GUI_MENU_MAX = 24 };                         /* items of a menu at most */
enum { MENU_PICTURE_W = 112, MENU_PICTURE_H = 63 }; /* beside the list, for the highlighted item, it is twice as wide and high */
void gui_menu(const Gui *gui, Rect bounds, Rect anchor, const char *path, const MenuItem *item, int count,
              int chosen); /* chosen: -1 for none */
double gui_key_cap_width(const Gui *gui, const char *key);
void gui_key_cap(const Gui *gui, double x, double y, const char *key); /* a small outlined key name, left-middle at (x, y) */
/* The place, within `bounds`, where a tip of this size for the point (x, y) covers least of `keep_off` (width 0: nothing) and of the boxes
   of region_keep_free. */
Rect gui_place_tip(const RegionList *regions, Rect bounds, Rect keep_off, double x, double y, double w, double h);
/* Draws a tooltip for the point (x, y) at such a place. Lines are separated by '\n'; the first is emphasised. */
void gui_tooltip(const Gui *gui, Rect bounds, Rect keep_off, double x, double y, const char *text);

/* The sign on a button that plays, about (x, y): a triangle, or two bars while it plays. */
void gui_play_sign(const Gui *gui, double x, double y, bool is_playing, Color color);

/* A cross or a chevron (0 down, 1 right, 2 up, 3 left) about (x, y), `size` across. */
void gui_cross(const Gui *gui, double x, double y, double size, Color color);
void gui_chevron(const Gui *gui, double x, double y, double size, int way, Color color);
/* The scroll bar of a panel: a thin bar at the right edge of `area`; nothing if all of `content` px fit. */
void gui_scroll_bar(const Gui *gui, Rect area, double content, double scroll);

/* `box` is the box of the slider's region; it reaches SLIDER_OVERHANG beyond the track at both ends. */
enum { SLIDER_OVERHANG = 10 };
double gui_slider_unit_at(Rect box, double x); /* from pixel to unit: the inverse of the knob's place in gui_slider */
double gui_slider_knob_x(Rect box, double unit);
int gui_segment_at(Rect box, int count, double x);

#endif
