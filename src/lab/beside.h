/* A file that a saved setup names with a hash of its content: the text, table or weights that lie beside it. */
#ifndef UNROLL_LAB_BESIDE_H
#define UNROLL_LAB_BESIDE_H
#include "base/diag.h"
#include <stddef.h>
#include <stdint.h>

struct FileApi; /* base/world.h */
enum { BESIDE_PATH_SIZE = 4096 };

typedef uint64_t BesideHash(const void *bytes, size_t size);

/* Reads it from the folder of `beside` (a file's path): the file `name` or, where that is missing or has another content, the first one with the
   same ending that has this content. *path: which it was; *bytes is of mem_new. False, with what was found and what is expected, when none is. */
bool beside_read(char path[BESIDE_PATH_SIZE], char **bytes, size_t *size, const struct FileApi *files, const char *beside, const char *name,
                 uint64_t hash, BesideHash *hash_of, Diag *diag);

#endif
