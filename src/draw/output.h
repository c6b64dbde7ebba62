/* Pictures for files: PNG, SVG and PDF as bytes, and the list as text (goldens). The caller frees data with mem_free. */
#ifndef UNROLL_DRAW_OUTPUT_H
#define UNROLL_DRAW_OUTPUT_H
#include "draw/raster.h"

typedef struct OutputBytes {
    char *data;
    size_t size;
} OutputBytes;

bool output_png(OutputBytes *out, const DrawList *list, const TextApi *text, Diag *diag);
/* An SVG carries `title` and `description` in <title> and <desc>, and its words as text of no opacity over their outlines, so that it can be
   searched and copied; a PDF has real text in the same fonts, and both in its metadata (title, subject). */
bool output_svg(OutputBytes *out, const DrawList *list, const TextApi *text, const char *title, const char *description, Diag *diag);
bool output_pdf(OutputBytes *out, const DrawList *list, const TextApi *text, const char *title, const char *description, Diag *diag);
/* A PDF of several pages, each as large as its list at this many points per design pixel. It has no date, so the same pages give the same
   bytes. */
bool output_pdf_pages(OutputBytes *out, const DrawList *const page[], int count, double points, const TextApi *text, const char *title,
                      Diag *diag);
bool output_text(OutputBytes *out, const DrawList *list, Diag *diag); /* one line a command, coordinates to 0.01 */

#endif
