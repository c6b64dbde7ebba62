/* Which key does what. The command table names the usual keys; a person may give a key another command, or none. What was changed is one
   line of text, and belongs to the settings: "F5 train 100; U none; Shift+U update". Its entries are separated by a semicolon and a
   blank; each is a key, a blank, and the command line that the key stands for, or the word none. */
#ifndef UNROLL_LAB_KEYMAP_H
#define UNROLL_LAB_KEYMAP_H
#include "lab/command.h"

enum { KEYMAP_MAX = 64, KEYMAP_KEY_SIZE = 24, KEYMAP_LINE_SIZE = 80 };

typedef struct KeymapEntry {
    char key[KEYMAP_KEY_SIZE], line[KEYMAP_LINE_SIZE]; /* line: "" where the key was freed */
    CommandId id;                                      /* of the line; it works in that command's scope */
} KeymapEntry;

typedef struct Keymap {
    KeymapEntry entry[KEYMAP_MAX]; /* what differs from the table; all zero: nothing does */
    int count;
} Keymap;

/* Reads the text; "usual" or "" is the empty keymap. An entry that cannot be read is left out and added to `wrong` (which may be NULL), with
   what was found and what is expected; all others hold. */
void keymap_read(Keymap *keymap, Str text, DiagList *wrong);

/* The text with this key standing for `line`, a command line, "none", or "default", which gives the key back to the table; a key of
   "all" with "default" leaves nothing. Entries that cannot be read stay as they are. False, with out unchanged, where key or line is wrong or
   there is no room. */
bool keymap_bind(char *out, int size, Str text, Str key, Str line, Diag *diag);
/* The text with `key` standing for `line` in place of `old`, whose other meanings stay. */
bool keymap_move(char *out, int size, Str text, Str old, Str key, Str line, Diag *diag);

/* The line that a key stands for where these scopes hold, from the narrowest on. What the person has chosen comes before the table. False where it
   stands for nothing. `keymap` may be NULL: the table. Letters match whatever their case. */
bool keymap_find(char *line, int size, const Keymap *keymap, const char *key, const CommandScope scope[], int count);

/* All keys that do something, in the table's order; where `scopes` is not 0, those that do something when these scopes (a bit each) hold.
   Begin with a walk that is zero but for that. */
typedef struct KeymapWalk {
    unsigned scopes;
    int id, next;
    char key[KEYMAP_KEY_SIZE], line[KEYMAP_LINE_SIZE]; /* of the last keymap_next */
    bool is_own;                                       /* the person's choice, not the table's */
} KeymapWalk;
KeymapWalk keymap_step(const Keymap *keymap, KeymapWalk walk); /* at the next one; `id` is COMMAND_COUNT behind the last */
static inline bool keymap_next(const Keymap *keymap, KeymapWalk *walk) {
    *walk = keymap_step(keymap, *walk);
    return walk->id < COMMAND_COUNT;
}

/* The first key of a line, as it is shown beside a button; "" when it has none. */
void keymap_key_of(char *out, int size, const Keymap *keymap, const char *line);

#endif
