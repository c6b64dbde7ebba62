/* Exports: the model, every number of the stage, and the same as a program or a spreadsheet, so that each number can be followed and
   repeated elsewhere. Everything is of the run without held values, and of the sequence on the stage. */
#ifndef UNROLL_LAB_EXPORT_EXPORT_H
#define UNROLL_LAB_EXPORT_EXPORT_H
#include "base/bytes.h"
#include "lab/lab.h"

typedef struct ExportSource {
    const Setup *setup;
    const Net *net;
    const Trace *trace;              /* the stage's trace, measured; borrowed, as all here */
    const double *weight, *gradient; /* (P); the gradient of all losses of the stage's sequence, neither truncated nor clipped */
    int steps, losses;               /* of the sequence: T and K without the padding behind its end */
    long update, sequence;           /* the sequence's number, from 0 */
    char *text;                      /* owned: the saved setup as lines that --open reads */
    char line[1024];                 /* the setup's differences from the defaults in one line, for headings */
} ExportSource;

/* False when the saved setup cannot be written: memory is out, or the list of changes is lost. */
bool export_source_init(ExportSource *source, const Lab *lab, Diag *diag);
void export_source_deinit(ExportSource *source);
/* The time step, from 0, of a loss; where the head reads final states the last one. */
int export_loss_step(const ExportSource *source, int loss);

typedef struct ExportKind {
    const char *word;   /* "model" */
    const char *suffix; /* ".safetensors", by which a file name selects it */
    const char *help;
    bool is_binary;
    const char *beside; /* suffix of a second file, whose content export_model writes; NULL: none */
    /* Adds the whole file. `beside` is the name of the second file for use in the first; NULL: one file holds everything. False, with the
       reason, if this setup cannot be exported so. */
    bool (*write)(Bytes *out, const ExportSource *source, const char *beside, Diag *diag);
} ExportKind;

extern const ExportKind export_kinds[];
extern const int export_kind_count;
const ExportKind *export_find(Str word);            /* NULL when there is none of this word */
const ExportKind *export_find_suffix(Str filename); /* by its suffix, ignoring case; NULL if there is none */

/* The path of the second file: the same name with another suffix. False, with the reason, if the name is too long or equals that of the
   first. */
bool export_name_beside(char *out, int size, const ExportKind *kind, const char *path, Diag *diag);
const char *export_file_name(const char *path); /* name without its folder */

bool export_model(Bytes *out, const ExportSource *source, const char *beside, Diag *diag);
bool export_arrays(Bytes *out, const ExportSource *source, const char *beside, Diag *diag);
bool export_case(Bytes *out, const ExportSource *source, const char *beside, Diag *diag);
bool export_pytorch(Bytes *out, const ExportSource *source, const char *beside, Diag *diag);
bool export_keras(Bytes *out, const ExportSource *source, const char *beside, Diag *diag);
bool export_flat_sheet(Bytes *out, const ExportSource *source, const char *beside, Diag *diag);
bool export_sheet(Bytes *out, const ExportSource *source, const char *beside, Diag *diag);

#endif
