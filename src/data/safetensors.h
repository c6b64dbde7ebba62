/* Reads and writes safetensors, a common format for the weights of networks: eight bytes with the length of the header, lowest first; the
   header, a JSON object with a dtype, a shape and two offsets for every tensor, and text under "__metadata__"; then the numbers, row by
   row, lowest byte first. Format: the README of huggingface/safetensors.

   A file may come from anywhere: no allocation depends on its claims, and every claim is checked against its size. F64, F32, F16 and BF16
   numbers are read as doubles, which is exact; numbers are written as F64. */
#ifndef UNROLL_DATA_SAFETENSORS_H
#define UNROLL_DATA_SAFETENSORS_H
#include "base/bytes.h"
#include "base/diag.h"

enum { TENSOR_NAME_SIZE = 96, TENSOR_RANK_MAX = 4, TENSOR_MAX = 256, TENSORS_TEXT_SIZE = 1 << 16 };
#define TENSORS_HEADER_MAX ((size_t)16 << 20) /* largest header that is read, bytes */

typedef enum TensorType { TENSOR_F64, TENSOR_F32, TENSOR_F16, TENSOR_BF16, TENSOR_TYPE_COUNT } TensorType;

typedef struct Tensor {
    char name[TENSOR_NAME_SIZE];
    TensorType type;
    int rank;
    long shape[TENSOR_RANK_MAX]; /* (rank) from 1 */
    size_t count;                /* numbers: the product of the shape */
    size_t first;                /* byte of the file where they begin */
} Tensor;

typedef struct Tensors {
    Str file; /* all bytes; borrowed */
    Tensor item[TENSOR_MAX];
    int count;
} Tensors;

/* Reads the header. `name` is the file's name in messages; its bytes must stay while `out` is used. False, with the reason, if it is not
   such a file. */
bool tensors_read(Tensors *out, const char *name, Str file, Diag *diag);
const Tensor *tensors_find(const Tensors *tensors, const char *name);        /* NULL when there is none */
void tensors_get(double *out, const Tensors *tensors, const Tensor *tensor); /* (tensor->count) */
/* Copies a text of "__metadata__" to out[size]; false if there is none of this name or it does not fit. */
bool tensors_read_text(char *out, int size, const Tensors *tensors, const char *key);

/* A tensor to write, with one or two dimensions; borrowed. */
typedef struct TensorOut {
    const char *name;
    const double *at; /* (rows, cols) */
    long rows, cols;
    bool is_vector; /* a vector of shape (cols); rows is 1 */
} TensorOut;
typedef struct TensorText {
    const char *key, *text;
} TensorText;

/* Adds a whole file to `out`: the tensors as F64 in this order. The numbers begin at a multiple of eight bytes. */
void tensors_write(Bytes *out, const TensorOut *tensor, int count, const TensorText *text, int text_count);

#endif
