/* A text read word by word, for a network with a small vocabulary: its most frequent words keep a symbol each, all others are one, "other".

   A word is a run of letters and digits, with apostrophes inside it, in lower case; each of . , ! ? ; : is a word of its own, and all other
   characters only separate words. Simplified on purpose: a script without blanks has no words here, and a word is cut at TEXT_WORD_SIZE - 1
   bytes. */
#ifndef UNROLL_DATA_WORDS_H
#define UNROLL_DATA_WORDS_H
#include "data/text.h"

/* The next word off the front of `rest`, which holds UTF-8; false at the end. */
bool words_next(char out[TEXT_WORD_SIZE], Str *rest);
/* The symbol of a word as words_next gives it; "other" for an unknown word, -1 if there is no "other". */
int words_find(const Text *words, Str word);

/* Reads the text `of`, which was read as characters, again as words, in pieces. `of` and `bytes` are borrowed until the end. */
typedef struct WordsReading WordsReading;
WordsReading *words_reading_new(const Text *of, Str bytes); /* NULL: memory is out */
bool words_reading_step(WordsReading *reading, int bytes);  /* reads about this many more bytes; true when it is finished */
double words_reading_progress(const WordsReading *reading); /* 0..1 */
/* Frees the reader and returns the text word by word, which the caller owns; NULL if it had not finished, memory is out, or the text has
   fewer than TEXT_LEAST words or fewer than two different ones. */
Text *words_reading_end(WordsReading *reading);
void words_free(Text *words); /* NULL is fine */

#endif
