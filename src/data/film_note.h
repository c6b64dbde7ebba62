/* The line in a film (lab/share_line.h) from which opening the film restores the experiment: "unroll:" and the line, in an MP4 as its
   comment, in a GIF as a comment block before its end. Every length in a file is checked against its size. */
#ifndef UNROLL_DATA_FILM_NOTE_H
#define UNROLL_DATA_FILM_NOTE_H
#include "base/bytes.h"
#include "base/diag.h"
#include "base/str.h"

enum { FILM_NOTE_MAX = 4 << 20 }; /* bytes */

bool film_note_is_mp4(const char *data, size_t size);
bool film_note_is_gif(const char *data, size_t size);
/* Adds the line to `out`. False, with the reason, if the film has none or is damaged. */
bool film_note_find_mp4(Bytes *out, const char *data, size_t size, Diag *diag);
bool film_note_find_gif(Bytes *out, const char *data, size_t size, Diag *diag);

void film_note_begin(Bytes *out); /* the text before the line */
/* Writes the block with the note, its prefix and the end of a GIF, which replace the last byte of the file. */
void film_note_add_gif(Bytes *out, const char *note, size_t count);

#endif
