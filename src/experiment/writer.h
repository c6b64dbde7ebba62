/* Lets a network that predicts symbols read held-out sequences and write new ones. Reading gives every symbol its surprise: -log2 of the
   probability that the network gave it. Writing draws a symbol from

       p_k = e^(y_k / temperature) / sum over the `top` largest of e^(y_j / temperature)

   and reads it as its next input. The random number of each draw depends only on the seed, `draw` and the place in the text, so the same
   network writes the same text again. The interval 0..1 is divided among the symbols, the most likely first; the number selects one.

   It works on a copy of the run's weights and changes nothing. A network that also reads from the end cannot write. */
#ifndef UNROLL_EXPERIMENT_WRITER_H
#define UNROLL_EXPERIMENT_WRITER_H
#include "lab/lab.h"

enum {
    PEN_PROMPT_SIZE = 160,
    WRITER_CELL_MAX = 420, /* symbols that it reads */
    WRITER_WRITTEN_MAX = 360,
    WRITER_PROMPT_MAX = 160, /* symbols of a prompt */
    WRITER_RIVALS = 6,
    WRITER_BACK = 5, /* the word at this distance from the prompt's end (the last is 1) can be changed by a click */
    WRITER_BACK_CHOICES = 3
};

/* The options for writing, and the shown part of the text; part of UiState. */
typedef struct WriterPen {
    char prompt[PEN_PROMPT_SIZE]; /* "": the task's usual beginning */
    char before[PEN_PROMPT_SIZE]; /* the prompt before its last change; "": none */
    double temperature;           /* from PEN_TEMPERATURE_LEAST to _MOST; 1: the network's own */
    int top;                      /* draw only from this many most likely symbols; 0: all */
    long draw;                    /* number of the text, from 0, which selects the random numbers */
    int letter;                   /* the selected written symbol, from 0 */
    long page;                    /* which held-out sequences, from 0 */
} WriterPen;
#define PEN_TEMPERATURE_LEAST 0.05
#define PEN_TEMPERATURE_MOST 5.0

/* A symbol that it read. */
typedef struct WriterCell {
    short symbol;
    bool is_first;              /* the first of a sequence, which is not predicted */
    float p;                    /* the probability that the network gave it */
    short rival[WRITER_RIVALS]; /* (rival_count) the most likely ones, in order */
    float rival_p[WRITER_RIVALS];
    int rival_count;
} WriterCell;

/* One draw, step by step. All arrays (count), in the order of probability. */
typedef struct WriterDraw {
    int count;
    short symbol[NET_OUTPUT_MAX];
    double score[NET_OUTPUT_MAX]; /* the network's output y */
    double own[NET_OUTPUT_MAX];   /* softmax of y at temperature 1, over all symbols */
    double p[NET_OUTPUT_MAX];     /* softmax at the pen's temperature over the top symbols; 0 for the others */
    double random;                /* [0, 1) */
    int chosen;                   /* index into these arrays */
} WriterDraw;

typedef struct Writer Writer; /* the functions below never take NULL */

Writer *writer_new(void); /* NULL when memory is out */
void writer_free(Writer *writer);

bool writer_is_of(const Writer *writer, const Setup *setup); /* true if it was made for a run of this setup */

/* Reads and writes again if the run changed; `version` is the laboratory's. A large network continues in later calls: *busy is then true.
   False, with the reason, if the task predicts no symbols or memory is out. */
bool writer_update(Writer *writer, const Run *run, const Setup *setup, unsigned long version, const WriterPen *pen, bool *busy, Diag *diag);

/* The results; none after a failure. *out is their number. */
const WriterCell *writer_cells(const Writer *writer, int *out);
double writer_bits(const Writer *writer); /* mean surprise of these cells; NaN without any */
bool writer_can_write(const Writer *writer);
const short *writer_written(const Writer *writer, int *out); /* symbols behind the prompt */
const short *writer_prompt(const Writer *writer, int *out);  /* the prompt's own symbols */
/* For a text that is read word by word: the words that the network finds likely in place of the word WRITER_BACK from the prompt's end. */
const short *writer_back(const Writer *writer, int *out);
WriterDraw writer_draw(const Writer *writer, int letter); /* count is 0 if nothing was written */
/* The probability of each symbol (V) after the prompt, and after the prompt without its last symbol (NULL: there is none). */
const double *writer_next(const Writer *writer);
const double *writer_next_before(const Writer *writer);

/* True if symbols are characters; false if they are words, with blanks between them. */
bool writer_is_of_characters(const Setup *setup);
/* Splits a prompt into symbols: characters, or names between blanks. Returns their number; -1, with what was found and what is possible,
   for an unknown symbol. */
int writer_parse(short *symbol, int most, const Setup *setup, Str prompt, Diag *diag);
/* The symbol as it is written in a text, and its name. */
void writer_spell(char *out, int size, const Setup *setup, int symbol);
void writer_name(char *out, int size, const Setup *setup, int symbol);

void pen_init(WriterPen *pen);
/* Applies the command "text ..." to the pen: prompt, temperature, top, draw, letter, page. `words` are the word and its arguments. */
bool pen_apply(WriterPen *pen, const Setup *setup, Str word, Str rest, Diag *diag);

#endif
