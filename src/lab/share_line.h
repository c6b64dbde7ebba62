/* A whole experiment in one line, to put into a message, a slide or an address:

     cell=lstm&hidden=8&compare=LSTM: cell lstm&at=500 set learning_rate 0.01&at=1000&look=seek backward 5

   Each piece between two & is a line of a saved setup (lab/setup_file.h), with = instead of the first blank behind compare, at and look. %XX
   stands for a byte that cannot stand there: % & ' " # \, what cannot be seen, and letters beyond ASCII. Pairs may also have blanks between them instead of &. */
#ifndef UNROLL_LAB_SHARE_LINE_H
#define UNROLL_LAB_SHARE_LINE_H
#include "base/bytes.h"
#include "lab/setup_file.h"

enum { SHARE_LINE_BYTES_MAX = 4 << 20 };

/* Extracts the line from copied text: without blanks at both ends, "unroll" and quotes. */
Str share_line_cut(Str text);
/* True if it begins like such a line, with a key and =. */
bool share_line_is(Str line);
/* On false there is nothing to free; the column is that of the line, and each further line of the text is a further mistake: "Column 31: ...". */
bool share_line_read(SetupFile *file, const char *name, Str line, Diag *diag);
/* Writes the differences from the defaults, and all later changes. If nothing differs it writes one key, so that the line is not empty. */
void share_line_write(Bytes *out, const SetupFile *file);

#endif
