/* Texts that a person opened, by a hash of their bytes (the setup's `text_hash`). A setup points to its text; the owner of setups must keep
   the shelf. */
#ifndef UNROLL_LAB_TEXT_SHELF_H
#define UNROLL_LAB_TEXT_SHELF_H
#include "data/tables.h"
#include "lab/setup.h"
#include <stdatomic.h>

struct FileApi; /* base/world.h */
enum { TEXT_SHELF_MAX = 16 };

typedef struct ShelfText {
    Text text;
    char *bytes; /* (size) the file's bytes, owned: a saved experiment saves its text */
    size_t size;
    Tables *tables; /* owned; the text points there */
    Text *words;    /* owned; the text word by word (data/words.h); NULL: it has too few */
    atomic_int owners;
} ShelfText;

/* Shared: a text lives until the last shelf releases it. */
typedef struct TextShelf {
    ShelfText *item[TEXT_SHELF_MAX];
    int count;
    char named[TEXT_NAME_SIZE]; /* name, without folders, of a file still to be read; "" for none */
} TextShelf;

/* Reading a file for a shelf, in pieces, as a job does (experiment/load_job.h): as a text, a table and labelled lines. */
typedef struct ShelfReading ShelfReading;
/* Takes ownership of `bytes` (from mem_new) in any case. `path` is the file's path. NULL: memory is out. */
ShelfReading *shelf_reading_new(const char *path, char *bytes, size_t size);
bool shelf_reading_step(ShelfReading *reading);             /* a millisecond's work or so; true when nothing is left to do */
double shelf_reading_progress(const ShelfReading *reading); /* 0..1 */
/* Frees the reader and returns the item. NULL, with the reason for this task, if it is not a text, was not finished, or memory is out. */
ShelfText *shelf_reading_end(ShelfReading *reading, const char *task, Diag *diag);
void shelf_text_free(ShelfText *item); /* one owner less; NULL is fine */

/* Puts the item on the shelf, which then owns it, and returns the text there, which may be an older one with the same bytes. NULL, with the
   reason and the item freed, if there is no room. */
const Text *text_shelf_put(TextShelf *shelf, ShelfText *item, Diag *diag);
/* Reads the text, unless it is on the shelf already. NULL, with the reason, if it is not a text or there is no room. */
const Text *text_shelf_add(TextShelf *shelf, const char *task, const char *path, Str bytes, Diag *diag);
const Text *text_shelf_find(const TextShelf *shelf, double hash); /* NULL when there is none */
bool text_shelf_share(TextShelf *out, const TextShelf *shelf);    /* adds what `out` has not; false when it is full */
void text_shelf_clear(TextShelf *shelf);

/* Points the setup to the text of this shelf that its values name. If the shelf has none, a text with that hash stays; any other is
   dropped. */
void text_shelf_bind(Setup *setup, const TextShelf *shelf);

/* What a saved setup says: the name of its text. text_shelf_load takes the one with its hash from the shelf, else from the folder of `beside` (a file's
   path), where it may have got another name (lab/beside.h). False when no file has that content. */
bool text_shelf_name(TextShelf *shelf, Str name, Diag *diag);
bool text_shelf_load(TextShelf *shelf, Setup *setup, const struct FileApi *files, const char *beside, Diag *diag);

#endif
