/* Moving an eigenvalue of a recurrent block: the command `eigenvalue K RE [IM] [of GATE [LAYER [forward|reverse]]]`.

   K counts from 1, the largest first; in a conjugate pair the one above the real axis comes first (engine/analysis/blocks.h). A pair moves
   together; eigenvectors and all other eigenvalues stay (engine/net/eigen_move.h). Without a gate the candidate's block is meant (the plain
   network has only one block); without a layer the top one. During a drag every move starts from the weights at the drag's start, so only
   the last move counts, and K is the eigenvalue that was grabbed. */
#ifndef UNROLL_LAB_EIGENVALUE_H
#define UNROLL_LAB_EIGENVALUE_H
#include "lab/lab.h"
#include "lab/since.h"

/* Parses the words into a step of the run's list; on false the message says what is expected. Does not check them against the network. */
bool eigenvalue_parse(SinceStep *step, const Command *command, Diag *diag);
int eigenvalue_format(char *out, int size, const SinceStep *step);

bool lab_move_eigenvalue(Lab *lab, const Command *command, Str line, Diag *diag); /* for lab.c */

#endif
