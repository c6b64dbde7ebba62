/* Puts a note into an exported picture: its title, a description (alternative text), and the line that restores the experiment
   (data/picture_note.h reads it). */
#ifndef UNROLL_DRAW_OUTPUT_NOTE_H
#define UNROLL_DRAW_OUTPUT_NOTE_H
#include "draw/output.h"

typedef enum OutputKind { OUTPUT_PNG, OUTPUT_SVG, OUTPUT_PDF } OutputKind;

typedef struct OutputNote {
    const char *title, *description; /* UTF-8 */
    const char *line;                /* ASCII, without an end of line */
} OutputNote;

/* PNG: chunks iTXt "Title" and "Description", tEXt "unroll". SVG: <metadata id="unroll"> (title and description it has). PDF: a comment before
   startxref. `picture` is replaced; on false it is as it was. */
bool output_add_note(OutputBytes *picture, OutputKind kind, const OutputNote *note, Diag *diag);

#endif
