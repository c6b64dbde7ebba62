/* Labelled lines: a label, then a sentence, one a line, for the task of sentiment. A tab, a semicolon or a comma stands between them, or a colon:

       positive: the film was good
       neg; not good at all

   Labels are positive, negative, neutral, also pos, neg, neu and +, -, 0. Words are runs of letters, digits and apostrophes, in lower case (a to
   z); the commonest LABELLED_WORD_MAX - 1 are words of their own, the rest are "other". Blank lines and lines that begin with # are left out.
   Every fifth line is held out. Told with line and column: a missing or unknown label, a sentence without words or with too many. */
#ifndef UNROLL_DATA_LABELLED_H
#define UNROLL_DATA_LABELLED_H
#include "base/diag.h"
#include "base/str.h"

enum {
    LABELLED_WORD_MAX = 200,
    LABELLED_NAME_SIZE = 24,
    LABELLED_SENTENCE_MAX = 100,
    LABELLED_CLASSES = 3,
    LABELLED_LEAST = 10,
    LABELLED_LINE_MAX = 100000
};

typedef struct LabelledLine {
    int first, count; /* in `word` */
    unsigned char label;
    bool held_out;
} LabelledLine;

typedef struct Labelled {
    char name[64];
    char word_name[LABELLED_WORD_MAX][LABELLED_NAME_SIZE];
    int word_count; /* V */
    bool has_other; /* then it is the last word */
    int distinct;   /* different words that the file has */
    LabelledLine *line;
    int line_count, longest;
    unsigned char *word;             /* of all lines, one after the other; each below V */
    double majority, bag, bag_right; /* cost of the two baselines on the lines that are held out, and how many the bag has right (0 to 1) */
} Labelled;

/* False, with every mistake (up to DIAG_LIST_MAX) told; there is nothing to free then. `name` may have folders. */
bool labelled_read(Labelled *out, const char *name, Str bytes, DiagList *wrong);
/* The same in pieces, for whoever may not wait so long. `name`, `bytes` and `wrong` are borrowed until the end. */
typedef struct LabelledReading LabelledReading;
LabelledReading *labelled_reading_new(Labelled *out, const char *name, Str bytes, DiagList *wrong); /* NULL: memory is out */
bool labelled_reading_step(LabelledReading *reading, int bytes);  /* reads about so many more; true when nothing is left to do */
double labelled_reading_progress(const LabelledReading *reading); /* 0..1 */
bool labelled_reading_end(LabelledReading *reading);              /* frees it, finished or not (then false); NULL is fine */
void labelled_deinit(Labelled *labelled);
int labelled_find_word(const Labelled *labelled, Str word); /* "other" for what it does not have; -1 without one */

#endif
