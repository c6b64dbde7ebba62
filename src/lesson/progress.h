/* A person's progress in lessons: how far they came, what they answered, drew and wrote. It is saved as text and sent nowhere.

   A lesson is known by its id (a file without one by its path), a step by its slug, a question by its number in the step and the hash of
   what it asks: an answer to a question that has changed since is kept, but not used.

   As text, one line each, in the order of what was done last; texts have \n, \t and \\ for the three signs:

     unroll-progress 1
     at LESSON STEP the person's place in this lesson
     done LESSON STEP the step was finished
     answer LESSON STEP N HASH TEXT    what was chosen, typed, sorted, drawn or written, as the reader spells it
     file own HASH PATH                a lesson that is none of the course's was opened */
#ifndef UNROLL_LESSON_PROGRESS_H
#define UNROLL_LESSON_PROGRESS_H
#include "base/diag.h"
#include "base/str.h"

enum { PROGRESS_FILE_MAX = 6, PROGRESS_ENTRY_MAX = 20000, PROGRESS_TEXT_MAX = 4000 /* bytes of an answer */ };

typedef enum ProgressKind { PROGRESS_AT, PROGRESS_DONE, PROGRESS_ANSWER, PROGRESS_FILE } ProgressKind;

typedef struct ProgressEntry ProgressEntry;

/* Zeroed is empty. */
typedef struct ProgressBook {
    ProgressEntry *entry; /* owned */
    int count, capacity;
    unsigned long version; /* increases with every change, so that the owner knows when to write the file */
} ProgressBook;

void progress_free(ProgressBook *book);

/* Each replaces the entry for the same place. False, with nothing changed, when memory is out, a text is too long, or there are too
   many. */
bool progress_set_at(ProgressBook *book, Str lesson, Str step, Diag *diag);
bool progress_set_done(ProgressBook *book, Str lesson, Str step, Diag *diag);
bool progress_set_answer(ProgressBook *book, Str lesson, Str step, int number, unsigned hash, Str text, Diag *diag);

bool progress_note_file(ProgressBook *book, Str path, Diag *diag); /* the newest PROGRESS_FILE_MAX of them are kept */

/* Slices into the book, valid until it changes. Empty (at NULL) if there is no entry. */
Str progress_find_at(const ProgressBook *book, Str lesson);
Str progress_find_file(const ProgressBook *book, int index); /* from the newest, 0, on */
Str progress_find_last(const ProgressBook *book);            /* the lesson used last */
bool progress_is_done(const ProgressBook *book, Str lesson, Str step);
int progress_count_done(const ProgressBook *book, Str lesson);
Str progress_find_answer(const ProgressBook *book, Str lesson, Str step, int number, unsigned hash);

void progress_reset(ProgressBook *book, Str lesson); /* of one lesson; an empty slice: of all */

/* Adds the entries of a text. A line that cannot be read is reported and skipped. */
void progress_read(ProgressBook *book, const char *name, Str text, DiagList *wrong);
/* *out is terminated and freed by the caller with mem_free; NULL and false when memory is out. */
bool progress_write(char **out, size_t *size, const ProgressBook *book);

#endif
