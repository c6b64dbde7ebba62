/* Labelled lines: a label, then a sentence, one a line, for the task of sentiment. A tab, a semicolon, a comma or a colon separates them:

       positive: the film was good
       neg; not good at all

   Labels are positive, negative, neutral, also pos, neg, neu and +, -, 0, with or without quotes. The lines that spreadsheets write above
   them, "sep=;" and a name of the column ("label", "sentiment", "class"), are skipped. Words are runs of letters, digits and apostrophes,
   in lower case (a to z); the commonest LABELLED_WORD_MAX - 1 are words of their own, the rest are "other". Blank lines and lines that
   begin with # are skipped. Every fifth line is held out. Reported with line and column: a missing or unknown label, a sentence without
   words or with too many. */
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
    bool has_other; /* if there, it is the last word */
    int distinct;   /* number of different words in the file */
    LabelledLine *line;
    int line_count, longest;
    unsigned char *word;             /* of all lines, one after the other; each below V */
    double majority, bag, bag_right; /* cost of the two baselines on the held-out lines, and the share that the bag of words answers right
                                        (0 to 1) */
} Labelled;

/* False, with every mistake (up to DIAG_LIST_MAX) in the list; there is then nothing to free. `name` may have folders. */
bool labelled_read(Labelled *out, const char *name, Str bytes, DiagList *wrong);
/* The same in pieces, for callers that must not block for long. `name`, `bytes` and `wrong` are borrowed until the end. */
typedef struct LabelledReading LabelledReading;
LabelledReading *labelled_reading_new(Labelled *out, const char *name, Str bytes, DiagList *wrong); /* NULL: memory is out */
bool labelled_reading_step(LabelledReading *reading, int bytes);  /* reads about this many more bytes; true when it is finished */
double labelled_reading_progress(const LabelledReading *reading); /* 0..1 */
bool labelled_reading_end(LabelledReading *reading);              /* takes the result and frees the reader; false if it had not finished.
                                                                     NULL is fine */
void labelled_deinit(Labelled *labelled);
int labelled_find_word(const Labelled *labelled, Str word); /* index of a word, or of "other" for an unknown one; -1 if there is no
                                                               "other" */

#endif
