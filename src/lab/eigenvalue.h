/* Moving an eigenvalue of a recurrent block: the command `eigenvalue K RE [IM] [of GATE [LAYER [forward|reverse]]]`.

   K counts from 1, the largest first, of a conjugate pair the one above the axis first (engine/analysis/blocks.h). A pair moves together;
   eigenvectors and all other eigenvalues stay (engine/net/eigen_move.h). Without a gate it is the candidate's block, of a plain network its
   only one; without a layer the top one. While one is dragged, every move is made from the weights at the drag's start: only the last one
   counts, and K is the one that was taken hold of. */
#ifndef UNROLL_LAB_EIGENVALUE_H
#define UNROLL_LAB_EIGENVALUE_H
#include "lab/lab.h"
#include "lab/since.h"

/* Into a step of the run's list; says what is expected where the words are none of these. The network is not asked. */
bool eigenvalue_parse(SinceStep *step, const Command *command, Diag *diag);
int eigenvalue_format(char *out, int size, const SinceStep *step);

bool lab_move_eigenvalue(Lab *lab, const Command *command, Str line, Diag *diag); /* lab.c's */

#endif
