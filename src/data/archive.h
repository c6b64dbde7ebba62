/* Writes a ZIP archive without compression, in memory. numpy's .npz files and the .ods files of office programs are such archives. Format:
   PKWARE's APPNOTE 6.3, local headers and central directory, without its extensions: 65,535 files and 4 GB at most. */
#ifndef UNROLL_DATA_ARCHIVE_H
#define UNROLL_DATA_ARCHIVE_H
#include "base/bytes.h"

enum { ARCHIVE_MAX = 256, ARCHIVE_NAME_SIZE = 64 };

typedef struct ArchiveEntry {
    char name[ARCHIVE_NAME_SIZE];
    uint32_t check, size, at; /* CRC-32, bytes, offset of its header */
} ArchiveEntry;

typedef struct Archive {
    Bytes *out;   /* borrowed */
    size_t first; /* byte of `out` where the archive begins */
    ArchiveEntry entry[ARCHIVE_MAX];
    int count;
} Archive;

void archive_begin(Archive *archive, Bytes *out);
/* Adds a whole file. If there are too many files, or the archive gets too large, it sets out->failed. */
void archive_add(Archive *archive, const char *name, const void *data, size_t size);
void archive_end(Archive *archive);

/* Adds a numpy array as the file NAME.npy: doubles of this shape, row by row. Format: numpy's NEP 1, version 1.0. */
void archive_add_array(Archive *archive, const char *name, const double *at, const long *shape, int rank);

#endif
