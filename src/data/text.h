/* A text as a network reads it: one symbol after another, each one of V. If there are too many different characters, the rare ones become
   one symbol, "other"; text_describe says so. The first nine tenths are for training, the rest is held out.

   Any UTF-8 text can be read: a byte-order mark is skipped, CRLF and CR are line ends, a zero byte or invalid UTF-8 is refused with its
   line and column. Simplified on purpose: a character is one code point, so a letter and an accent that follows it are two. */
#ifndef UNROLL_DATA_TEXT_H
#define UNROLL_DATA_TEXT_H
#include "base/diag.h"
#include "base/str.h"
#include <stdint.h>

enum {
    TEXT_SYMBOL_MAX = 96, /* different symbols, "other" among them */
    TEXT_NAME_SIZE = 64,
    TEXT_LEAST = 20,           /* characters */
    TEXT_BYTES_MAX = 64 << 20, /* of a file */
    TEXT_GLYPH_SIZE = 8,
    TEXT_WORD_SIZE = 32 /* bytes of a word with its terminator (data/words.h) */
};
#define TEXT_HASH_MAX ((UINT64_C(1) << 48) - 1) /* a number that a double holds exactly */

typedef struct Text {
    char name[TEXT_NAME_SIZE];
    const unsigned char *symbol;    /* (count) each below symbol_count */
    long count, train_count;        /* number of symbols, and how many of them, from the first on, are for training */
    int symbol_count;               /* V, from 2 */
    uint32_t code[TEXT_SYMBOL_MAX]; /* (symbol_count) code points, ascending; "other" comes last as 0 */
    bool has_other;
    long distinct;   /* number of different characters in the text; at least V if there is "other" */
    long other_seen; /* count of "other" in the text */
    double nats;     /* the unigram entropy of the training part: see text_find_entropy */
    uint64_t hash;   /* hash of all bytes, at most TEXT_HASH_MAX */
    unsigned char *owned;
    char (*word)[TEXT_WORD_SIZE]; /* (symbol_count) the words of a text that is read word by word, which has no `code`; else NULL */
    const struct Text *words;     /* the same text word by word; NULL: not requested, or too few words. Not owned */
    const struct Tables *tables;  /* other readings of the file (data/tables.h); NULL: not requested. Not owned */
} Text;

/* Reads a whole text; `name` is the file's name, whose folders are dropped. On false, with what was found, there is nothing to free. */
bool text_read(Text *text, const char *name, Str bytes, Diag *diag);
/* The same in pieces, for callers that must not block for long. `name` and `bytes` are borrowed until the end. */
typedef struct TextReading TextReading;
TextReading *text_reading_new(Text *text, const char *name, Str bytes); /* NULL: memory is out */
bool text_reading_step(TextReading *reading, int bytes);                /* reads about this many more bytes; true when it is finished */
double text_reading_progress(const TextReading *reading);               /* 0..1 */
bool text_reading_end(TextReading *reading, Diag *diag); /* takes the result and frees the reader; false if it had not finished. NULL means
                                                            that memory was out */
void text_deinit(Text *text);
uint64_t text_hash(Str bytes);

/* Nats per symbol of a predictor that knows only the frequency of each symbol: -sum f ln f over the training part. Uniform guessing costs
   ln V. */
double text_find_entropy(const Text *text);
void text_count_symbols(long *count, const Text *text); /* (symbol_count) frequency of each symbol in the training part */

int text_find_symbol(const Text *text, uint32_t code); /* the symbol of a code point, "other" for an unknown one; -1 if there is no
                                                          "other" */
/* One symbol as it is displayed: itself, "␣", "↵", "⇥", "other". */
void text_format_symbol(char *out, int size, const Text *text, int symbol);
void text_write_symbol(char *out, int size, const Text *text, int symbol); /* as it is written in a text; "?" for "other" */
/* "6,635 characters, 29 different ones", or the same of words; and what "other" stands for, if there is one. */
int text_describe(char *out, int size, const Text *text);

/* Cuts the next code point off the front of `rest`; false at the end and at invalid UTF-8, which is not cut off. */
bool text_next_code(Str *rest, uint32_t *code);
int text_encode(char out[5], uint32_t code); /* bytes written, terminated */

/* The texts that are part of the program: assets/texts, in the order of their rows. */
enum { TEXT_BUILTIN_COUNT = 2 };
const Text *text_builtin(int index);

#endif
