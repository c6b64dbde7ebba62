/* Whatever is read as safetensors, reading ends; what it says of each tensor lies within the file. */
#include "base/arena.h"
#include "data/safetensors.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const size_t bytes_of[TENSOR_TYPE_COUNT] = {[TENSOR_F64] = 8, [TENSOR_F32] = 4, [TENSOR_F16] = 2, [TENSOR_BF16] = 2};
    Diag diag = {0};
    char text[4096];
    if (size > 1 << 20) return 0;
    char *copy = malloc(size > 0 ? size : 1);
    Tensors *tensors = malloc(sizeof *tensors);
    if (!copy || !tensors) abort();
    if (size > 0) memcpy(copy, data, size);
    if (tensors_read(tensors, "fuzz", (Str){copy, (int)size}, &diag)) {
        for (int i = 0; i < tensors->count; i++) {
            const Tensor *tensor = &tensors->item[i];
            if (tensor->first > size || tensor->count > (size - tensor->first) / bytes_of[tensor->type]) abort();
            double *number = malloc((tensor->count ? tensor->count : 1) * sizeof *number);
            if (!number) abort();
            tensors_get(number, tensors, tensor);
            free(number);
        }
        (void)tensors_read_text(text, (int)sizeof text, tensors, "unroll");
    } else if (!diag.text[0]) {
        abort();
    }
    free(tensors);
    free(copy);
    return 0;
}
