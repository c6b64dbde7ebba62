/* Growing bytes, which every kind of output writes into. */
#ifndef UNROLL_DRAW_OUTPUT_INSIDE_H
#define UNROLL_DRAW_OUTPUT_INSIDE_H
#include "draw/output.h"

typedef struct OutputStream {
    char *data; /* owned until output_finish */
    size_t size, capacity;
    bool failed; /* out of memory: what follows is dropped */
} OutputStream;

void output_append(OutputStream *stream, const void *data, size_t size);
/* Hands the bytes over (with a zero behind them that `size` does not count), or frees them and says that `kind` ran out of memory. */
bool output_finish(OutputBytes *out, OutputStream *stream, const char *kind, Diag *diag);
void output_drop(OutputStream *stream);
void output_append_escaped(OutputStream *out, Str text); /* as the text of an XML element; what XML forbids is left out */
/* Every run of text, to be added before the end of an SVG (output_words.c). False: one could not be measured. */
bool output_append_words(OutputStream *out, const DrawList *list, const TextApi *text);

/* Is every object there that the PDF's table of objects lists, and does it end as it should? When memory is out for a font, cairo 1.16
   leaves the font out and reports success. Without a table that can be read (later versions compress it) only the end is looked at.
   `data` ends with a zero. */
bool output_pdf_is_whole(const char *data, size_t size);
/* Has every character an outline, but for `blank` of them? Where memory is out under Cairo an SVG may come out with empty ones. */
bool output_svg_is_whole(const char *data, long blank);

#endif
