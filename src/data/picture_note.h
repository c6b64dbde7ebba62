/* The line that an exported picture or table carries (lab/share_line.h), found again in its bytes:

     PNG   a chunk tEXt with the keyword "unroll"
     SVG   <metadata id="unroll">
     PDF   a comment line "%unroll:" before startxref; else its keywords, where they begin with "unroll:"
     CSV   a first line "# unroll: "
     MP4, GIF   see film_note.h

   Nothing is decoded or unpacked; every length that the file claims is held against what is there. */
#ifndef UNROLL_DATA_PICTURE_NOTE_H
#define UNROLL_DATA_PICTURE_NOTE_H
#include "base/bytes.h"
#include "base/diag.h"

enum { PICTURE_NOTE_MAX = 4 << 20 }; /* bytes of the line */

typedef enum PictureKind { PICTURE_NONE, PICTURE_PNG, PICTURE_SVG, PICTURE_PDF, PICTURE_CSV, PICTURE_MP4, PICTURE_GIF } PictureKind;

/* By its first bytes. A CSV is one only by its note. */
PictureKind picture_note_kind(const char *data, size_t size);
/* Adds the line to `out`. False, with the reason, where the file has none or is damaged. */
bool picture_note_find(Bytes *out, const char *data, size_t size, Diag *diag);

#endif
