/* Text that a person edits: caret, selection, its own undo, and the words that an input method is still composing. It draws nothing
   (widget_field.c does) and owns no memory: whoever binds it decides how long the text may become. */
#ifndef UNROLL_GUI_EDIT_H
#define UNROLL_GUI_EDIT_H
#include "base/str.h"

enum { EDIT_COMPOSED_MAX = 64, EDIT_PAST_MAX = 24, EDIT_PAST_SIZE = 256 };

typedef enum EditChange { EDIT_OTHER, EDIT_TYPED, EDIT_ERASED } EditChange;

/* What the field held at one moment. */
typedef struct EditPast {
    char text[EDIT_PAST_SIZE];
    int caret, anchor;
} EditPast;

typedef struct Edit {
    char *text;                       /* the owner's buffer, zero-terminated; NULL until edit_bind */
    int size;                         /* bytes of that buffer, the zero included */
    int caret, anchor;                /* bytes from the start of text, never inside a character; the selection lies between the two */
    char composed[EDIT_COMPOSED_MAX]; /* what an input method shows at the caret; not part of the text yet */
    EditPast past[EDIT_PAST_MAX];     /* (past_count) for undo and redo; past[past_at] is the present text */
    int past_count, past_at;
    EditChange last; /* the last change, which the next one of the same kind continues */
} Edit;

typedef enum EditMove { EDIT_LEFT, EDIT_RIGHT, EDIT_WORD_LEFT, EDIT_WORD_RIGHT, EDIT_HOME, EDIT_END } EditMove;

/* Begins with this text in `buffer`, cut where it does not fit, and all of it selected. Changes of texts of EDIT_PAST_SIZE bytes or more
   cannot be undone. */
void edit_bind(Edit *edit, char *buffer, int size, const char *text);

bool edit_is_sane(const Edit *edit); /* for tests: caret and anchor stand in the text */

Str edit_text(const Edit *edit);     /* empty before edit_bind */
Str edit_selected(const Edit *edit); /* empty when nothing is selected */
int edit_room(const Edit *edit);     /* bytes that can be inserted now, where the selection makes room */

/* Puts text in place of the selection. False, and nothing changes, when there is no room for all of it. */
bool edit_insert(Edit *edit, Str text);
void edit_delete(Edit *edit, EditMove move);             /* the selection; when there is none, from the caret to where it would move */
void edit_move(Edit *edit, EditMove move, bool selects); /* `selects`: the selection grows or shrinks with the caret */
void edit_select(Edit *edit, int anchor, int caret);     /* both are moved to the start of a character */
void edit_select_word(Edit *edit, int at);               /* the word, the number or the blanks at this byte */
/* Undo (-1) and redo (1): one word typed, one run of erased characters or one other change. False when there is none. */
bool edit_go_back(Edit *edit, int direction);
void edit_compose(Edit *edit, Str text); /* what the input method shows now; empty: nothing */

/* Keys by name: arrows, Home, End, Backspace, Delete, with Shift to select and Ctrl for whole words. False when the key is none of
   them. */
bool edit_key(Edit *edit, const char *key);

/* Does this key belong to a field that is typed into: one of the keys above, or one that also types a character? Up and Down belong to it
   as well, though they do nothing in one line: they would move something else. */
bool edit_takes_key(const char *key);
bool edit_is_typed_by(const char *key); /* true if this key types a character, which arrives as text */

#endif
