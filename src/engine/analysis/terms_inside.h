/* Private to the files of terms.h: what adds terms to a number. */
#ifndef UNROLL_ENGINE_ANALYSIS_TERMS_INSIDE_H
#define UNROLL_ENGINE_ANALYSIS_TERMS_INSIDE_H
#include "engine/analysis/terms.h"
#include "engine/analysis/units.h"

/* Of what the terms are formed. */
typedef struct Maker {
    Terms *out;
    const TermsSource *source;
    const Trace *trace;
    const Net *net;
    TermsPlace at;
    int H, T, previous, next; /* steps processed before and after `at`; -1: none */
    bool failed;
} Maker;

/* terms_add.c. What leads back from a loss leads back from the loss of `at`. */
void maker_begin_term(Maker *maker);
void maker_factor(Maker *maker, TermsPlace place, double value); /* another factor of the newest term */
void maker_times(Maker *maker, TermsPlace place);
void maker_divide(Maker *maker, TermsPlace place, double value); /* the newest term by it */
void maker_over(Maker *maker, TermsPlace place);                 /* divided by it */
void maker_times_number(Maker *maker, double value);
void maker_add(Maker *maker, TermsPlace place); /* a term of one factor, or of two */
void maker_add_product(Maker *maker, TermsPlace a, TermsPlace b);
TermsPlace maker_here(const Maker *maker, TermsKind kind); /* another number of the same unit, step and lane */
TermsPlace maker_there(const Maker *maker, TermsKind kind, int step, int unit);
TermsPlace maker_gate(const Maker *maker, TermsKind kind, int step, int gate, int unit);
TermsPlace maker_weight(const Maker *maker, ParamKind param, int row, int col);

/* terms_value.c: of all units at that step, of that loss; of SENT: S */
TermsPlace terms_norm_of(const TermsPlace *at, TermsKind of);

bool maker_follows(const Maker *maker, int loss); /* does this gradient come from that loss, from 0? */

/* terms_norm.c, terms_state.c, terms_update.c */
void terms_form_norm(Maker *maker);      /* SENT to PULL */
void terms_form_from_head(Maker *maker); /* V' dL/dy of every loss that reads this state */
void terms_form_state(Maker *maker);     /* JACOBIAN to AWAY */
void terms_form_update(Maker *maker);    /* CUT to CLIP */

/* terms_kind.c */
bool terms_is_part(TermsKind kind); /* a part of a sum, which no pass keeps */
size_t terms_weight_offset(const Net *net, const TermsPlace *at);

/* terms_part.c */
int terms_find_reached(const Trace *trace, int loss,
                       int direction); /* its step: of a state that is held behind the end, the last before it */
double terms_value_of_dup(const Trace *trace, const double *weight, const TermsPlace *at);
double terms_value_of_part(const Trace *trace, const double *weight, const TermsPlace *at);

/* terms_flat.c: FLAT to FLAT_SHARE_C. Is it of tanh(c); how it is flat; how many steps are read. */
bool terms_is_flat_c(TermsKind kind);
FlatKind terms_flat_kind(const Net *net, const TermsPlace *at);
int terms_count_read(const Trace *trace);
bool terms_is_flatness(TermsKind kind);
bool terms_has_flatness(const Trace *trace, const TermsPlace *at); /* of a lane of the trace */
double terms_value_of_flatness(const Trace *trace, const TermsPlace *at);
void terms_form_flatness(Maker *maker); /* terms_flat_form.c */

/* terms_moment.c: moments of the optimiser, how much of the old ones stays and how much of the new gradient joins, and what those that began
   at 0 are divided by. */
bool terms_has_moment1(const OptimizerPlan *plan);
bool terms_has_moment2(const OptimizerPlan *plan);
double terms_kept1(const OptimizerPlan *plan);
double terms_joined1(const OptimizerPlan *plan);
double terms_kept2(const OptimizerPlan *plan);
double terms_correction(const TermsUpdate *update, double beta);
double terms_value_of_update(const TermsSource *source, const TermsPlace *at);

/* terms_eigen.c: MODULUS to AWAY. What an entry of W is multiplied by in an eigenvalue, share (H, H, 2) with eigen_move_work(H) numbers of
   working space behind it; false where W is too close to defective. The value of ALONG, with the axis (H) where it is not NULL. */
double terms_value_of_place(const TermsSource *source, const TermsPlace *at);
bool terms_find_shares(double *share, const TermsSource *source, const TermsPlace *at);
double terms_value_along(const TermsSource *source, const TermsPlace *at, double *axis);

/* terms_jacobian.c: of a lane of sequence 0. J, P (n, n), row-major; False when memory is out. */
int terms_count_state(const Net *net);
bool terms_product_row(double *out, const TermsSource *source, const TermsPlace *at, int step, int row); /* (n) of P_step */
double terms_jacobian_entry(const TermsSource *source, const TermsPlace *at);
double terms_product_entry(const TermsSource *source, const TermsPlace *at);
/* P_t (n, n), one singular value of it and its two directions (n); any of the last three may be NULL. */
bool terms_singular(double *product, double *sigma, double *left, double *right, const TermsSource *source, const TermsPlace *at, int rank);

#endif
