/* Screens: a table of what can be opened over the stage, and the stack of those that are open. `show NAME` pushes a screen, `hide` and
   Escape pop it. The stack decides which keys work: every screen names its scopes. */
#ifndef UNROLL_VIEW_SCREEN_H
#define UNROLL_VIEW_SCREEN_H
#include "lab/command.h"

typedef enum ScreenId {
#define SCREEN_ROW(ID, ...) SCREEN_##ID,
#include "view/screen_rows.h"
#undef SCREEN_ROW
    SCREEN_COUNT
} ScreenId;

typedef enum ScreenPlace {
    SCREEN_BASE, /* always there, below all others; never on the stack */
    SCREEN_LEFT, /* a panel at this side: docked in a wide window, a drawer on the stack in a narrow one */
    SCREEN_RIGHT,
    SCREEN_PAGE,  /* over the whole window */
    SCREEN_INSIDE /* in the place of the stage, between panels and bars: looks inside the network; one at a time */
} ScreenPlace;

typedef struct ScreenRow {
    const char *name;
    ScreenPlace place;
    bool is_modal;     /* everything below is dimmed; pointer, Tab and keys do not reach it */
    bool shows_queued; /* settings that wait for the worker are shown as if they were set already */
    unsigned scopes;   /* SCOPE_BIT of each CommandScope whose keys hold here */
} ScreenRow;

#define SCOPE_BIT(SCOPE) (1u << SCOPE_##SCOPE)

extern const ScreenRow screen_table[SCREEN_COUNT];

/* What is open over the base, the topmost last; no screen twice. All zero: nothing is open. */
typedef struct ScreenStack {
    ScreenId open[SCREEN_COUNT];
    int count;
    bool has_lesson;    /* a lesson is open: it stands where else the story does, and its keys hold on the stage */
    bool is_presenting; /* it is presented: below the pages there are only the presentation and its keys */
} ScreenStack;

/* The screen of this name. -1, with the closest name or the list of names, when there is none. */
int screen_find(Str name, Diag *diag);

bool screen_is_tall(double width, double height); /* a window of this size has one column, below the stage */

/* Is a panel docked in a window of this size? From DRAWER_BELOW_WIDTH, in a tall one, and where a lesson is open, in any: a person reads it
   with the picture that it speaks of in view. */
bool screen_has_column(double width, double height, bool has_lesson);
double screen_column_width(double width); /* of the column at the left; in the narrowest windows it leaves more to the stage */
bool screen_is_panel(ScreenId id);        /* docked in a wide window */
bool screen_is_open(const ScreenStack *stack, ScreenId id);
ScreenId screen_top(const ScreenStack *stack); /* the base when nothing is open */

/* The screen that stands in the place of the stage; SCREEN_STAGE when none does. */
ScreenId screen_find_inside(const ScreenStack *stack);

/* Puts a screen on top. If it is open already, what lies above it is closed; the base closes all. A panel takes the place of another, and so does a
   screen inside the stage. */
void screen_show(ScreenStack *stack, ScreenId id);
bool screen_hide(ScreenStack *stack);        /* closes the topmost; false when nothing is open */
void screen_drop_panels(ScreenStack *stack); /* in a wide window they are docked */

/* The scopes in which a key is looked up, in this order, when the lowest `count` screens of the stack are open. It goes from the topmost
   screen down to the first modal one. `is_typing`: a field has the keyboard. Returns how many there are. */
int screen_list_scopes(CommandScope out[SCOPE_COUNT], const ScreenStack *stack, int count, bool is_typing);

#endif
