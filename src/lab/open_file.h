/* Opening whatever holds an experiment, told apart by its bytes: a saved setup (lines, a line to share, JSON), a picture or table that Unroll
   exported (data/picture_note.h), or the safetensors of a model. */
#ifndef UNROLL_LAB_OPEN_FILE_H
#define UNROLL_LAB_OPEN_FILE_H
#include "base/world.h"
#include "lab/setup_file.h"

/* What a saved setup only names, from the folder of `beside` (a file's path): weights, and its text. */
bool open_file_load(SetupFile *file, const FileApi *files, const char *beside, Diag *diag);
/* `path` may be "-". On false there is nothing to free. */
bool open_file_read(SetupFile *file, const FileApi *files, const char *path, Diag *diag);
/* The same of bytes that are there already, which it takes over (mem_new). */
bool open_file_take(SetupFile *file, const FileApi *files, const char *path, char *data, size_t size, Diag *diag);

#endif
