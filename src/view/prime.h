/* The reverse chain's letters have a prime: its W, U, h, c are not the forward chain's. */
#ifndef UNROLL_VIEW_PRIME_H
#define UNROLL_VIEW_PRIME_H

/* Gives W and U a prime where they stand alone in a sentence, and h and c too where they stand alone in a formula, between two $. Drops what
   does not fit into `size`. */
void prime_letters(char *text, int size);

#endif
