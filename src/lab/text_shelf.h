/* Texts that a person opened, by a hash of their bytes (the setup's `text_hash`). A setup points to the one that it means; who keeps setups
   keeps the shelf that holds it. */
#ifndef UNROLL_LAB_TEXT_SHELF_H
#define UNROLL_LAB_TEXT_SHELF_H
#include "data/tables.h"
#include "lab/setup.h"
#include <stdatomic.h>

struct FileApi; /* base/world.h */
enum { TEXT_SHELF_MAX = 16 };

typedef struct ShelfText {
    Text text;
    char *bytes; /* (size) of the file, owned: an experiment that is kept keeps its text */
    size_t size;
    Tables *tables; /* owned; the text points there */
    Text *words;    /* owned; the text word by word (data/words.h); NULL: it has too few */
    atomic_int owners;
} ShelfText;

/* Shared: a text stays until the last shelf that holds it lets go. */
typedef struct TextShelf {
    ShelfText *item[TEXT_SHELF_MAX];
    int count;
    char named[TEXT_NAME_SIZE]; /* a file that is to be read still, without folders; "" for none */
} TextShelf;

/* Reading a file for a shelf, in pieces, as a job does (experiment/load_job.h): as a text, a table and labelled lines. */
typedef struct ShelfReading ShelfReading;
/* Takes `bytes` (of mem_new) over, whatever comes of it. `path` is the file's. NULL: memory is out. */
ShelfReading *shelf_reading_new(const char *path, char *bytes, size_t size);
bool shelf_reading_step(ShelfReading *reading);             /* a millisecond's work or so; true when nothing is left to do */
double shelf_reading_progress(const ShelfReading *reading); /* 0..1 */
/* Frees it, finished or not. NULL, with the reason for who wants it for this task, where it is no text, was not finished, or memory is out. */
ShelfText *shelf_reading_end(ShelfReading *reading, const char *task, Diag *diag);
void shelf_text_free(ShelfText *item); /* one owner less; NULL is fine */

/* Puts it on the shelf, which takes it over: the text that stands there, which may be an older one with the same bytes. NULL, with the reason
   and the item gone, when there is no room. */
const Text *text_shelf_put(TextShelf *shelf, ShelfText *item, Diag *diag);
/* Reads it, unless it stands there already. NULL, with the reason, when it is no text and when there is no room. */
const Text *text_shelf_add(TextShelf *shelf, const char *task, const char *path, Str bytes, Diag *diag);
const Text *text_shelf_find(const TextShelf *shelf, double hash); /* NULL when there is none */
bool text_shelf_share(TextShelf *out, const TextShelf *shelf);    /* adds what `out` has not; false when it is full */
void text_shelf_clear(TextShelf *shelf);

/* Points the setup to the text of this shelf that its values name. Where the shelf has none, a text with that hash stays; any other is let go. */
void text_shelf_bind(Setup *setup, const TextShelf *shelf);

/* What a saved setup says: the name of its text. text_shelf_load takes the one with its hash from the shelf, else from the folder of `beside` (a file's
   path), where it may have got another name (lab/beside.h). False when no file has that content. */
bool text_shelf_name(TextShelf *shelf, Str name, Diag *diag);
bool text_shelf_load(TextShelf *shelf, Setup *setup, const struct FileApi *files, const char *beside, Diag *diag);

#endif
