/* Finds the line in an exported picture or table (lab/share_line.h):

     PNG   a chunk tEXt with the keyword "unroll"
     SVG   <metadata id="unroll">
     PDF a comment line "%unroll:" before startxref; else its keywords, if they begin with "unroll:"
     CSV   a first line "# unroll: "
     MP4, GIF   see film_note.h

   Nothing is decoded or unpacked; every length in the file is checked against its size. */
#ifndef UNROLL_DATA_PICTURE_NOTE_H
#define UNROLL_DATA_PICTURE_NOTE_H
#include "base/bytes.h"
#include "base/diag.h"

enum { PICTURE_NOTE_MAX = 4 << 20 }; /* bytes of the line */

typedef enum PictureKind { PICTURE_NONE, PICTURE_PNG, PICTURE_SVG, PICTURE_PDF, PICTURE_CSV, PICTURE_MP4, PICTURE_GIF } PictureKind;

/* Recognises the kind of a file by its first bytes; a CSV only by its note. */
PictureKind picture_note_kind(const char *data, size_t size);
/* Adds the line to `out`. False, with the reason, if the file has none or is damaged. */
bool picture_note_find(Bytes *out, const char *data, size_t size, Diag *diag);

#endif
