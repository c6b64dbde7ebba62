/* The command whatif. Only lab.c calls it. It fails as lab_apply does. */
#ifndef UNROLL_LAB_LAB_WHATIF_H
#define UNROLL_LAB_LAB_WHATIF_H
#include "lab/lab.h"

bool lab_whatif(Lab *lab, Str text, Str line, Diag *diag); /* the words of lab/whatif_words.h */

#endif
