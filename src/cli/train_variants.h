/* Private to cli/: trains the compared variants for `unroll train`, after the setup itself, two at a time, for as many updates, and
   evaluated at the same ones. */
#ifndef UNROLL_CLI_TRAIN_VARIANTS_H
#define UNROLL_CLI_TRAIN_VARIANTS_H
#include "cli/sheet.h"
#include "experiment/trial_job.h"

enum { TRAIN_LOSS_TEXT = 24 };
void train_variants_format_loss(char out[TRAIN_LOSS_TEXT], double loss); /* a NaN is "NaN", whatever its sign */

typedef struct TrainVariants {
    VariantList list;
    TrialJob *trial[VARIANT_MAX]; /* (list.count) owned */
} TrainVariants;

/* Trains all. `file` is the experiment's plan, of which each gets a copy with its variant laid over; `plan` has the number of updates and
   the interval of evaluations. `tell` gets each variant's line for people as soon as it is known (may be NULL); `is_interrupted` is polled.
   False if memory is out. */
typedef struct TrainVariantsHost {
    void *user;
    bool (*is_interrupted)(void *user);
    void (*show)(void *user, const char *name, double done); /* of those that are trained now: of all, 0..1 */
    void (*tell)(void *user, const char *line);
} TrainVariantsHost;

bool train_variants_copy(SetupFile *out, const SetupFile *file, Diag *diag); /* to be ended with setup_file_deinit */
bool train_variants_run(TrainVariants *variants, const VariantList *list, const SetupFile *file, const TrialPlan *plan,
                        const TrainVariantsHost *host, Diag *diag);
void train_variants_deinit(TrainVariants *variants);                    /* a zeroed one is fine */
void train_variants_write(Sheet *sheet, const TrainVariants *variants); /* JSON: "variants", each with its results */
#endif
