/* Weights from a person's file: all bytes of a safetensors file, with its name and a hash of its content. A run that took them has a step
   with that name and hash in its list (lab/since.h), so that it is only made again from the same numbers. */
#ifndef UNROLL_LAB_WEIGHTS_FILE_H
#define UNROLL_LAB_WEIGHTS_FILE_H
#include "base/diag.h"
#include "lab/setup.h"
#include <stdatomic.h>

struct FileApi; /* base/world.h */
enum { WEIGHTS_NAME_SIZE = 200, WEIGHTS_LIST_MAX = 8, WEIGHTS_FILE_BYTES_MAX = 256 << 20 };

typedef struct WeightsFile {
    char name[WEIGHTS_NAME_SIZE]; /* of the file, without folders */
    uint64_t hash;                /* FNV-1a of all bytes */
    char *bytes;                  /* owned; NULL: only named, not read yet */
    size_t size;
    atomic_int owners;
} WeightsFile;

/* Shared: an entry lives until the last list releases it. */
typedef struct WeightsList {
    WeightsFile *item[WEIGHTS_LIST_MAX];
    int count;
} WeightsList;

uint64_t weights_hash(const void *bytes, size_t size);
/* Takes ownership of `bytes` (from mem_new); `path` may have folders, which are left out of the name. NULL, with the bytes freed, when
   memory is out or the list is full. */
WeightsFile *weights_list_add(WeightsList *list, const char *path, uint64_t hash, char *bytes, size_t size, Diag *diag);
WeightsFile *weights_list_find(const WeightsList *list, uint64_t hash); /* NULL when there is none */
bool weights_list_share(WeightsList *out, const WeightsList *list);     /* adds what `out` has not; false when it is full */
void weights_list_clear(WeightsList *list);
/* Reads the entries that are only named, from the folder of `beside` (a file's path). False when it is missing or has another content. */
bool weights_list_load(WeightsList *list, const struct FileApi *files, const char *beside, Diag *diag);

/* True for the beginning of a safetensors file. */
bool weights_file_is(const char *bytes, size_t size);
/* Sets cell, hidden units, layers and direction from the tensors; the rest of the setup stays. */
bool weights_file_find_setup(Setup *setup, const WeightsFile *file, Diag *diag);
/* The saved setup that an export put into the file; NULL when there is none. `text` is the caller's to free with mem_free. */
bool weights_file_get_text(char **text, const WeightsFile *file, Diag *diag);
/* All weights of the net, (P). Names are PyTorch's, with anything and a point before them; a network without biases has zeros. False, with the tensor, when the shapes are others or a tensor is missing or too many. */
bool weights_file_get(double *weight, const WeightsFile *file, const Net *net, Diag *diag);

#endif
