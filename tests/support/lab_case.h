/* What tests of the laboratory share: applying lines, and everything a person could see of an experiment, bit by bit. */
#ifndef UNROLL_TESTS_LAB_CASE_H
#define UNROLL_TESTS_LAB_CASE_H
#include "lab/lab.h"

typedef struct LabDigest {
    Setup setup;
    long update, sequence, next_sequence, moment_step, known;
    double radius, weight_scale, forget_bias, loss, gradient_norm, first_set_out;
    uint64_t state, change, losses, trace; /* weights and moments; gradient and delta; losses so far; inputs, states, gradients */
} LabDigest;

void lab_case_open(Lab *lab);
bool lab_case_try(Lab *lab, const char *line);
void lab_case_apply(Lab *lab, const char *format, ...) __attribute__((format(printf, 2, 3)));
void lab_case_apply_all(Lab *lab, const char *lines);     /* each ended by "; " or the end: "set cell lstm; set hidden 3" */
bool lab_case_do(Lab *lab, const char *line, Diag *diag); /* the line must parse; whether it was done */
Diag lab_case_refuse(Lab *lab, const char *line);         /* it must parse and be refused with a sentence */
void lab_case_assert_says(const Diag *diag, const char *piece);
LabDigest lab_case_digest(const Lab *lab);
/* NULL when they are the same, else the name of a part that differs. */
const char *lab_case_compare(const LabDigest *a, const LabDigest *b);
void lab_case_assert_same(const LabDigest *a, const LabDigest *b, const char *what);
void lab_case_assert_same_labs(const Lab *a, const Lab *b, const char *what);

#endif
