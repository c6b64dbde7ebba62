/* Names for the numbers of a trace, counted from 1:

     h 4 3            the state of unit 3 after step 4; with more layers and directions h 4 3 2 reverse
     c, q, up, tanh_c, rest, apart, slope_c, mask   likewise; f 4 3, r 4 3: a gate by its letter
     a f 4 3, slope f 4 3   pre-activation and slope of a gate; of a plain RNN a 4 3
     x 4 1, y 16 2, p 16 2, error 16 1, target 16 1, lse 16: of an input, or of the loss at a step
     L 16, L          a loss, and all of them
     U 2 1, W 2 3, V 1 3, b_ih 2, b_hh 2, b_y 1     a weight
     dh 4 3, da f 4 3, dW 2 3, ...                  dL/d(that)
     dh 4 3 of 16     the same of the loss at step 16 alone; without "of" of all losses together
     sent 3, carry 4 3, carry_c 4 3, relative 4, relative_c 4, factor 4, slopes 4, turn 4, pull 4 of 16, set_out   on the way back of a loss
     straight 4 3, through 4 3, strands 4, share 4, share_through 4, into_c 16   the two strands of what is sent back
   b f 3            both biases of a gate's unit together
   change W 2 3, next W 2 3   what the update that would be made now adds to a weight, and what that makes of it
   step W 2 3, cut W 2 3, truncated W 2 3, clip, clip_length, length, length_cut   the gradient as the optimiser is given it, and how it is clipped
   moment1 W 2 3, moment2 W 2 3, root W 2 3, divisor W 2 3   what the optimiser keeps; moment1_before, moment2_before: what it kept until now
   norm dh 4, norm W f, norm dV   a length: the square root of the sum of squares
     jacobian 4 2 3, product 4 2 3, stretch 4 1   how a state depends on the one before, the last one on it, and a singular value of that
     eigenvalue f 1, eigenvalue_im f 1, eigenvalue_size f 1   of a gate's block of W; of a plain RNN eigenvalue 1
     along 4 1, away 4 3   the state on a principal axis of its path, and less its mean

   A step may be written T, the last. */
#ifndef UNROLL_LAB_TERMS_WORDS_H
#define UNROLL_LAB_TERMS_WORDS_H
#include "base/str.h"
#include "engine/analysis/terms.h"

/* On false the message says what was found and what is expected. */
bool terms_words_parse(TermsPlace *out, Str text, const Trace *trace, Diag *diag);
int terms_words_format(char *out, int size, const TermsPlace *place, const Trace *trace); /* as it is parsed */

/* For people, a phrase: "hidden state of unit 3 after step 4". */
int terms_words_describe(char *out, int size, const TermsPlace *place, const Trace *trace);

/* The number's gradient, or of a gradient the number; of a place on a principal axis the one on the other. */
typedef struct TermsTurn {
    bool is_there; /* false where it has none that is a number here */
    TermsPlace place;
} TermsTurn;
TermsTurn terms_words_turn(const TermsPlace *place, const Trace *trace);

#endif
