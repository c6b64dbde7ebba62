/* The engine against one reference case: every block that the engine can compute, compared number by number. */
#ifndef UNROLL_CLI_REFCHECK_H
#define UNROLL_CLI_REFCHECK_H
#include "cli/refcase.h"

typedef enum RefStatus { REF_OK, REF_FAIL, REF_SKIPPED } RefStatus;

typedef struct RefResult {
    const RefBlock *block; /* borrowed from the case */
    RefStatus status;
    /* Largest |engine - reference| divided by the largest |reference| of the block; by 1 when the block is all zero; for
       loss_before and loss_after by the first loss. Infinity when the engine has something that is not a number. */
    double error;
    double tolerance;   /* the tolerance for `error` */
    const char *reason; /* of REF_SKIPPED, a literal; else "" */
} RefResult;

typedef struct RefReport {
    RefResult *result; /* owned; one for each block that is not given to the engine, in the file's order */
    int count;
    int compared, failed, skipped;
    int worst; /* index of the compared result with the largest error; -1 when nothing was compared */
} RefReport;

#define REF_TOLERANCE 1e-10      /* of a block's largest magnitude */
#define REF_TOLERANCE_ZERO 1e-12 /* absolute, for a block that is all zero */
#define REF_TOLERANCE_LOSS 1e-2  /* times the tolerance: loss columns of an optimiser trace, of the first loss */

/* Runs the engine. False, with the reason, when memory is out or the case is too large. */
bool refcheck_run(RefReport *out, const RefCase *reference, double tolerance, Diag *diag);
void refcheck_deinit(RefReport *report);

#endif
