/* Private to cli/: the requests of `unroll analyze`, and the reports that answer them. */
#ifndef UNROLL_CLI_ANALYZE_H
#define UNROLL_CLI_ANALYZE_H
#include "cli/progress.h"
#include "cli/sheet.h"
#include "engine/analysis/whatif.h"
#include "lab/cliff.h"
#include "lab/lab.h"

/* In the order in which they are reported. */
typedef enum AnalyzeKind {
    ANALYZE_BURST,
    ANALYZE_SUMMARY,
    ANALYZE_VERDICT,
    ANALYZE_ITEMS,
    ANALYZE_JACOBIANS,
    ANALYZE_SPECTRUM,
    ANALYZE_AXES,
    ANALYZE_TRUNCATED,
    ANALYZE_CHECK,
    ANALYZE_WHATIF,
    ANALYZE_COUNT
} AnalyzeKind;

/* CHECK: only `weight`; WHATIF: all fields; else none. */
typedef struct AnalyzeRequest {
    AnalyzeKind kind;
    WhatIf what;
} AnalyzeRequest;

/* The lane and window of reports that show only one. */
typedef struct AnalyzeView {
    int layer, direction; /* from 0 */
    bool cell_state;      /* axes: for c instead of h */
    int window;
    Progress *progress; /* for long measurements; borrowed */
} AnalyzeView;

/* Each writes one part of the sheet, or fails before it has written anything. The laboratory is unchanged afterwards; check changes a
   weight for a moment. */
/* The broken state of the burst, which is then the laboratory's run; the tables are those of the summary. */
bool analyze_burst(Sheet *sheet, const Lab *lab, const LabBurst *burst, const AnalyzeView *view, Diag *diag);
bool analyze_summary(Sheet *sheet, const Lab *lab, const AnalyzeView *view, Diag *diag);
bool analyze_verdict(Sheet *sheet, const Lab *lab, const AnalyzeView *view, Diag *diag);
/* The verdict of every compared variant, at the same update; nothing if there are none. */
bool analyze_variants(Sheet *sheet, const Lab *lab, const AnalyzeView *view, Diag *diag);
bool analyze_items(Sheet *sheet, const Lab *lab, const AnalyzeView *view, Diag *diag);
bool analyze_jacobians(Sheet *sheet, const Lab *lab, const AnalyzeView *view, Diag *diag);
bool analyze_spectrum(Sheet *sheet, const Lab *lab, Diag *diag);
bool analyze_axes(Sheet *sheet, const Lab *lab, const AnalyzeView *view, Diag *diag);
bool analyze_truncated(Sheet *sheet, const Lab *lab, const AnalyzeView *view, Diag *diag);
bool analyze_check(Sheet *sheet, Lab *lab, const WhatIf *what, Diag *diag);
bool analyze_whatif(Sheet *sheet, const Lab *lab, const AnalyzeView *view, const WhatIf *what, Diag *diag);

/* analyze_quantity.c: `text` is a live number as in a lesson: a quantity, or arithmetic with several. False if it is invalid, or this
   experiment has no such quantity. */
bool analyze_quantity_check(const char *text, Diag *diag);
bool analyze_quantity(Sheet *sheet, const Lab *lab, const Cliff *cliff, const char *text, Diag *diag);
void analyze_print_quantities(void); /* the table, on standard output */

/* The parameter that contains the index-th weight. */
const Param *analyze_param_at(const Net *net, size_t index);

#endif
