/* The meaning of keys. The command table has the usual keys; a person may assign another command to a key, or none. The changes are one
   line of text in the settings: "F5 train 100; U none; Shift+U update". Its entries are separated by a semicolon and a blank; each is a
   key, a blank, and the command line that the key stands for, or the word none. */
#ifndef UNROLL_LAB_KEYMAP_H
#define UNROLL_LAB_KEYMAP_H
#include "lab/command.h"

enum { KEYMAP_MAX = 64, KEYMAP_KEY_SIZE = 24, KEYMAP_LINE_SIZE = 80 };

typedef struct KeymapEntry {
    char key[KEYMAP_KEY_SIZE], line[KEYMAP_LINE_SIZE]; /* line: "" if the key was freed */
    CommandId id;                                      /* command of the line; the key works in that command's scope */
} KeymapEntry;

typedef struct Keymap {
    KeymapEntry entry[KEYMAP_MAX]; /* the differences from the table; all zero: none */
    int count;
} Keymap;

/* Reads the text; "usual" or "" is the empty keymap. An invalid entry is skipped and added to `wrong` (which may be NULL), with what was
   found and what is expected; all others apply. */
void keymap_read(Keymap *keymap, Str text, DiagList *wrong);

/* The text after this key is assigned `line`: a command line, "none", or "default", which restores the table's meaning; the key "all" with
   "default" removes every entry. Invalid entries stay. False, with out unchanged, if key or line is wrong or there is no room. */
bool keymap_bind(char *out, int size, Str text, Str key, Str line, Diag *diag);
/* The text after `key` replaces `old` as the key of `line`; other meanings of `old` stay. */
bool keymap_move(char *out, int size, Str text, Str old, Str key, Str line, Diag *diag);

/* The line of a key in these scopes, searched from the narrowest on. The person's entries come before the table. False if the key has no
   meaning. `keymap` may be NULL: only the table. The case of letters does not matter. */
bool keymap_find(char *line, int size, const Keymap *keymap, const char *key, const CommandScope scope[], int count);

/* Walks over all assigned keys, in the table's order; if `scopes` (a bit each) is not 0, only over those that work in these scopes. Begin
   with a walk that is zero except for `scopes`. */
typedef struct KeymapWalk {
    unsigned scopes;
    int id, next;
    char key[KEYMAP_KEY_SIZE], line[KEYMAP_LINE_SIZE]; /* of the last keymap_next */
    bool is_own;                                       /* the person's choice, not the table's */
} KeymapWalk;
KeymapWalk keymap_step(const Keymap *keymap, KeymapWalk walk); /* goes to the next one; `id` is COMMAND_COUNT after the last */
static inline bool keymap_next(const Keymap *keymap, KeymapWalk *walk) {
    *walk = keymap_step(keymap, *walk);
    return walk->id < COMMAND_COUNT;
}

/* The first key of a line, as shown beside a button; "" if it has none. */
void keymap_key_of(char *out, int size, const Keymap *keymap, const char *line);

#endif
