/* A growing buffer, into which every kind of output is written. */
#ifndef UNROLL_DRAW_OUTPUT_INSIDE_H
#define UNROLL_DRAW_OUTPUT_INSIDE_H
#include "draw/output.h"

typedef struct OutputStream {
    char *data; /* owned until output_finish */
    size_t size, capacity;
    bool failed; /* out of memory: what follows is dropped */
} OutputStream;

void output_append(OutputStream *stream, const void *data, size_t size);
/* Returns the bytes (with a terminating zero that `size` does not count), or frees them and reports that `kind` ran out of memory. */
bool output_finish(OutputBytes *out, OutputStream *stream, const char *kind, Diag *diag);
void output_drop(OutputStream *stream);
void output_append_escaped(OutputStream *out, Str text); /* as the text of an XML element; characters that XML forbids are dropped */
/* Every run of text, to be added before the end of an SVG (output_words.c). False: one could not be measured. */
bool output_append_words(OutputStream *out, const DrawList *list, const TextApi *text);

/* True if every object in the PDF's table exists and the file ends correctly. When memory is out for a font, cairo 1.16 leaves the font out
   and reports success. Without a table that can be read (later versions compress it) only the end is looked at. `data` ends with a zero. */
bool output_pdf_is_whole(const char *data, size_t size);
/* True if every character has an outline, except `blank` of them. When memory is out in Cairo, an SVG may have empty ones. */
bool output_svg_is_whole(const char *data, long blank);

#endif
