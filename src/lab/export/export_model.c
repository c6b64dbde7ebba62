/* The weights as safetensors, by the names and shapes that torch.nn.RNN, GRU and LSTM have, and head.weight and head.bias of a
   torch.nn.Linear. "unroll" of the metadata holds the saved setup, so that --open of the file gives the experiment back. */
#include "data/safetensors.h"
#include "lab/export/export.h"

bool export_model(Bytes *out, const ExportSource *source, const char *beside, Diag *diag) {
    (void)beside;
    (void)diag;
    TensorOut tensor[NET_PARAM_MAX];
    const Net *net = source->net;
    const TensorText text[] = {{"format", "pt"}, {"unroll", source->text}};
    for (int i = 0; i < net->param_count; i++) {
        const Param *param = &net->param[i];
        bool is_vector = param->kind == PARAM_INPUT_BIAS || param->kind == PARAM_RECURRENT_BIAS || param->kind == PARAM_HEAD_BIAS;
        tensor[i] = (TensorOut){param->name, source->weight + param->offset, param->rows, param->cols, is_vector};
    }
    tensors_write(out, tensor, net->param_count, text, 2);
    return true;
}
