/* Dropout between layers (Zaremba, Sutskever & Vinyals 2014; PyTorch's nn.LSTM, nn.GRU, nn.RNN with dropout = p): on its way up to
   the next layer every number of h is dropped with probability p, and what is left is multiplied by 1/(1-p). The recurrence
   and the head read h as it is. A trace of a net with dropout has masks, all 1 until they are drawn; of a net without, or with
   one layer, it has none, and nothing here does anything. */
#ifndef UNROLL_ENGINE_PASS_DROPOUT_H
#define UNROLL_ENGINE_PASS_DROPOUT_H
#include "base/random.h"
#include "engine/pass/trace.h"

bool dropout_has_masks(const Trace *trace);

/* Sequence b's masks with its net's p. The same `random` gives the same masks for any batch and b; a larger p drops everything that a
   smaller one drops, and more. */
void dropout_draw(Trace *trace, int b, Random *random);
void dropout_clear(Trace *trace); /* nothing is dropped: 1 everywhere */

/* out's masks are trace's; 1 where that has none. A trace with masks cannot be copied to one without. */
void dropout_copy(Trace *out, const Trace *trace);

/* Private to engine/: up = h * mask of one lane, after its forward pass. dh *= mask in both directions of a layer, whose dh is
   what the layer above sent, dL/d(up), so far; nothing for layer -1. */
void dropout_forward_lane(Trace *trace, int layer, int direction);
void dropout_backward_layer(Trace *trace, int layer);

/* dh (H) += above * mask, above (H) being dL/d(up) of that lane, step and sequence. */
void dropout_add_above(double *dh, const double *above, const Trace *trace, int layer, int direction, int step, int b);

#endif
