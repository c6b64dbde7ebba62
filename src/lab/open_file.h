/* Opens any file that contains an experiment. Its bytes decide its kind: a saved setup (lines, a line to share, JSON), a picture or table
   that Unroll exported (data/picture_note.h), or the safetensors of a model. The message about any other file says which command opens
   it. */
#ifndef UNROLL_LAB_OPEN_FILE_H
#define UNROLL_LAB_OPEN_FILE_H
#include "base/world.h"
#include "lab/setup_file.h"

/* True if the name or the first bytes say that it is a model, or a picture or table that Unroll exported. */
bool open_file_is_known(const char *path, const char *data, size_t size);
/* True if neither the name nor the first line is that of an experiment: the file is data for a task. */
bool open_file_is_data(const char *path, const char *data, size_t size);
/* Reads the weights and the text that a saved setup only names, from the folder of `beside` (a file's path). `known`: open texts that need
   not be read; NULL: none. */
bool open_file_load(SetupFile *file, const FileApi *files, const char *beside, const TextShelf *known, Diag *diag);
/* `path` may be "-". On false there is nothing to free. */
bool open_file_read(SetupFile *file, const FileApi *files, const char *path, Diag *diag);
/* The same for bytes already read, which it then owns (mem_new). */
bool open_file_take(SetupFile *file, const FileApi *files, const char *path, char *data, size_t size, const TextShelf *known, Diag *diag);

#endif
