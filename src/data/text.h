/* A text as a network reads it: one symbol after another, each one of V. Characters that are rare become one symbol, "other", where there
   are too many different ones, and the text says so. The first nine tenths are for training, the rest is held out.

   Read from any UTF-8 text: a byte-order mark is left out, CRLF and CR are line ends, a zero byte or bytes that are no UTF-8 are refused
   with their line and column. Simplified on purpose: a character is one code point, so a letter and an accent that follows it are two. */
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
    TEXT_WORD_SIZE = 32 /* bytes of a word with its end (data/words.h) */
};
#define TEXT_HASH_MAX ((UINT64_C(1) << 48) - 1) /* a number that a double holds exactly */

typedef struct Text {
    char name[TEXT_NAME_SIZE];
    const unsigned char *symbol;    /* (count) each below symbol_count */
    long count, train_count;        /* of all symbols, and of those for training: the first ones */
    int symbol_count;               /* V, from 2 */
    uint32_t code[TEXT_SYMBOL_MAX]; /* (symbol_count) code points, ascending; 0 for "other", which is the last */
    bool has_other;
    long distinct;   /* different characters that the text has: more than V - 1 where it has "other" */
    long other_seen; /* how often "other" stands in the text */
    double nats;     /* the unigram entropy of the training part: see text_find_entropy */
    uint64_t hash;   /* of all bytes, at most TEXT_HASH_MAX */
    unsigned char *owned;
    char (*word)[TEXT_WORD_SIZE]; /* (symbol_count) of a text that is read word by word, `code` being nothing then; else NULL */
    const struct Text *words;     /* the same text word by word; NULL: nobody asked, or it has too few. Not the text's own */
    const struct Tables *tables;  /* what else the file can be read as (data/tables.h); NULL: nobody asked. Not the text's own */
} Text;

/* Reads a whole text; `name` is the file's, of which folders are left out. On false, with what was found, there is nothing to free. */
bool text_read(Text *text, const char *name, Str bytes, Diag *diag);
/* The same in pieces, for whoever may not wait so long. `name` and `bytes` are borrowed until the end. */
typedef struct TextReading TextReading;
TextReading *text_reading_new(Text *text, const char *name, Str bytes); /* NULL: memory is out */
bool text_reading_step(TextReading *reading, int bytes);                /* reads about so many more; true when nothing is left to do */
double text_reading_progress(const TextReading *reading);               /* 0..1 */
bool text_reading_end(TextReading *reading, Diag *diag); /* frees it, finished or not (then false); NULL is one without memory */
void text_deinit(Text *text);
uint64_t text_hash(Str bytes);

/* Nats per symbol of who knows how often each symbol comes and nothing else: -sum f ln f over the training part. Uniform is ln V. */
double text_find_entropy(const Text *text);
void text_count_symbols(long *count, const Text *text); /* (symbol_count) how often each stands in the training part */

int text_find_symbol(const Text *text, uint32_t code); /* "other" for what it does not have; -1 without one */
/* One symbol as people see it: itself, "␣", "↵", "⇥", "other". */
void text_format_symbol(char *out, int size, const Text *text, int symbol);
void text_write_symbol(char *out, int size, const Text *text, int symbol); /* as it stands in a text; "?" for "other" */
/* "6,635 characters, 29 different ones", or so many words; and where there is "other", what was put together. */
int text_describe(char *out, int size, const Text *text);

/* The next code point off the front of `rest`; false at the end and at bytes that are no UTF-8, which stay. */
bool text_next_code(Str *rest, uint32_t *code);
int text_encode(char out[5], uint32_t code); /* bytes written, terminated */

/* The texts that are part of the program: assets/texts, in the order of their rows. */
enum { TEXT_BUILTIN_COUNT = 2 };
const Text *text_builtin(int index);

#endif
