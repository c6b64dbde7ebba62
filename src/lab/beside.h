/* Finds a file that a saved setup names with a hash of its content: a text, table or weights in the same folder. */
#ifndef UNROLL_LAB_BESIDE_H
#define UNROLL_LAB_BESIDE_H
#include "base/diag.h"
#include <stddef.h>
#include <stdint.h>

struct FileApi; /* base/world.h */
enum { BESIDE_PATH_SIZE = 4096 };

typedef uint64_t BesideHash(const void *bytes, size_t size);

/* Reads it from the folder of `beside` (a file's path): the file `name` or, if that is missing or has other content, the first one with the
   same suffix and this content. *path is the path found; *bytes is from mem_new. False, with what was found and what is expected, if there
   is none. */
bool beside_read(char path[BESIDE_PATH_SIZE], char **bytes, size_t *size, const struct FileApi *files, const char *beside, const char *name,
                 uint64_t hash, BesideHash *hash_of, Diag *diag);

#endif
