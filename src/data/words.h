/* A text read word by word, for a network with a small vocabulary: its most frequent words keep a symbol each, all others are one, "other".

   A word is a run of letters and digits, with apostrophes inside it, written small; each of . , ! ? ; : is a word of its own, and everything
   else only separates. Simplified on purpose: a script that writes no blanks has no words here, and a word is cut at TEXT_WORD_SIZE - 1
   bytes. */
#ifndef UNROLL_DATA_WORDS_H
#define UNROLL_DATA_WORDS_H
#include "data/text.h"

/* The next word off the front of `rest`, which holds UTF-8; false at the end. */
bool words_next(char out[TEXT_WORD_SIZE], Str *rest);
/* The symbol of a word as words_next gives it; "other" for one that the text does not have, -1 without one. */
int words_find(const Text *words, Str word);

/* Reads a text that was read as characters once more, in pieces. `of` and `bytes` are borrowed until the end. */
typedef struct WordsReading WordsReading;
WordsReading *words_reading_new(const Text *of, Str bytes); /* NULL: memory is out */
bool words_reading_step(WordsReading *reading, int bytes);  /* reads about so many more; true when nothing is left to do */
double words_reading_progress(const WordsReading *reading); /* 0..1 */
/* Frees it. The text word by word, which the caller owns; NULL where it was not finished, memory is out, or there are fewer than TEXT_LEAST
   words or two different ones. */
Text *words_reading_end(WordsReading *reading);
void words_free(Text *words); /* NULL is fine */

#endif
