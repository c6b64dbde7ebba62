/* See weights_file.h. */
#include "lab/weights_file.h"
#include "base/arena.h"
#include "base/number.h"
#include "base/world.h"
#include "data/safetensors.h"
#include "engine/cell/facts.h"
#include "lab/beside.h"
#include <string.h>

uint64_t weights_hash(const void *bytes, size_t size) {
    uint64_t hash = 0xcbf29ce484222325u;
    const unsigned char *at = bytes;
    for (size_t i = 0; i < size; i++) hash = (hash ^ at[i]) * 0x100000001b3u;
    return hash;
}

/* ---- the list -------------------------------------------------------------------------------------------------------- */

WeightsFile *weights_list_add(WeightsList *list, const char *path, uint64_t hash, char *bytes, size_t size, Diag *diag) {
    const char *slash = strrchr(path, '/');
    WeightsFile *file = weights_list_find(list, hash);
    if (file && (file->bytes || !bytes)) {
        mem_free(bytes);
        return file;
    }
    if (!file && list->count == WEIGHTS_LIST_MAX) {
        mem_free(bytes);
        diag_fail(diag, "weights of %d files have been opened already; restart the program to open others", WEIGHTS_LIST_MAX);
        return NULL;
    }
    if (!file) {
        file = mem_new(sizeof *file);
        if (!file) {
            mem_free(bytes);
            diag_fail(diag, "There is no memory left for the weights.");
            return NULL;
        }
        atomic_init(&file->owners, 1);
        list->item[list->count++] = file;
    }
    str_copy(file->name, WEIGHTS_NAME_SIZE, str_from(slash ? slash + 1 : path));
    file->hash = hash;
    file->bytes = bytes;
    file->size = size;
    return file;
}

WeightsFile *weights_list_find(const WeightsList *list, uint64_t hash) {
    for (int i = 0; i < list->count; i++) {
        if (list->item[i]->hash == hash) return list->item[i];
    }
    return NULL;
}

bool weights_list_share(WeightsList *out, const WeightsList *list) {
    for (int i = 0; i < list->count; i++) {
        if (weights_list_find(out, list->item[i]->hash)) continue;
        if (out->count == WEIGHTS_LIST_MAX) return false;
        atomic_fetch_add(&list->item[i]->owners, 1);
        out->item[out->count++] = list->item[i];
    }
    return true;
}

void weights_list_clear(WeightsList *list) {
    for (int i = 0; i < list->count; i++) {
        if (atomic_fetch_sub(&list->item[i]->owners, 1) > 1) continue;
        mem_free(list->item[i]->bytes);
        mem_free(list->item[i]);
    }
    list->count = 0;
}

static bool load(WeightsFile *file, const FileApi *files, const char *beside, Diag *diag) {
    char path[BESIDE_PATH_SIZE];
    return beside_read(path, &file->bytes, &file->size, files, beside, file->name, file->hash, weights_hash, diag);
}

bool weights_list_load(WeightsList *list, const FileApi *files, const char *beside, Diag *diag) {
    for (int i = 0; i < list->count; i++) {
        if (!list->item[i]->bytes && !load(list->item[i], files, beside, diag)) return false;
    }
    return true;
}

/* ---- what is in a file ----------------------------------------------------------------------------------------------- */

bool weights_file_is(const char *bytes, size_t size) {
    if (size < 10 || bytes[8] != '{') return false;
    for (int i = 3; i < 8; i++) {
        if (bytes[i]) return false; /* a header of 16 MB or more */
    }
    return true;
}

static Tensors *read_tensors(const WeightsFile *file, Diag *diag) {
    Tensors *tensors = mem_new(sizeof *tensors);
    if (!tensors) diag_fail(diag, "There is no memory left for the weights.");
    if (tensors && tensors_read(tensors, file->name, (Str){file->bytes, (int)file->size}, diag)) return tensors;
    mem_free(tensors);
    return NULL;
}

/* The name behind the last point: "weight_ih_l0" of "model.rnn.weight_ih_l0". */
static const char *short_name(const Tensor *tensor) {
    const char *point = strrchr(tensor->name, '.');
    return point ? point + 1 : tensor->name;
}

static bool is_recurrent(const Tensor *tensor) {
    const char *name = short_name(tensor);
    return !strncmp(name, "weight_ih_l", 11) || !strncmp(name, "weight_hh_l", 11) || !strncmp(name, "bias_ih_l", 9) ||
           !strncmp(name, "bias_hh_l", 9);
}

/* Finds a tensor of the recurrent layers by its name, and the head's as the only other one. -1: several. */
static int find_tensor(const Tensors *tensors, const Param *param) {
    bool is_head = param->kind == PARAM_HEAD_WEIGHT || param->kind == PARAM_HEAD_BIAS;
    const char *wanted = is_head ? strchr(param->name, '.') + 1 : param->name;
    int found = tensors->count;
    for (int i = 0; i < tensors->count; i++) {
        const Tensor *tensor = &tensors->item[i];
        if (strcmp(short_name(tensor), wanted) || is_recurrent(tensor) == is_head) continue;
        if (found < tensors->count) return -1;
        found = i;
    }
    return found;
}

bool weights_file_get_text(char **text, const WeightsFile *file, Diag *diag) {
    *text = NULL;
    Tensors *tensors = read_tensors(file, diag);
    if (!tensors) return false;
    *text = mem_new(TENSORS_TEXT_SIZE);
    bool good = *text || diag_fail(diag, "There is no memory left for the setup beside the weights.");
    if (good && !tensors_read_text(*text, TENSORS_TEXT_SIZE, tensors, "unroll")) {
        mem_free(*text);
        *text = NULL;
    }
    mem_free(tensors);
    return good;
}

static bool find_shape(Setup *setup, const Tensors *tensors, const WeightsFile *file, Diag *diag) {
    const Tensor *W = NULL;
    int layers = 0;
    bool both = false;
    for (int i = 0; i < tensors->count; i++) {
        const char *name = short_name(&tensors->item[i]);
        if (strncmp(name, "weight_hh_l", 11)) continue;
        int layer = name[11] - '0';
        if (layer < 0 || layer > 9) continue;
        if (layer + 1 > layers) layers = layer + 1;
        both |= strstr(name, "_reverse") != NULL;
        if (!strcmp(name, "weight_hh_l0")) W = &tensors->item[i];
    }
    if (!W || W->rank != 2) {
        return diag_fail_at(
            diag, file->name, 0, 0,
            "there is no tensor weight_hh_l0 of two dimensions, as torch.nn.RNN, GRU and LSTM have it; the first one here is '%s'",
            tensors->item[0].name);
    }
    for (int cell = 0; cell < CELL_COUNT; cell++) {
        const CellFacts *facts = cell_facts((CellKind)cell);
        if (facts->fast == FAST_CELL_NONE || W->shape[0] != facts->gates * W->shape[1]) continue;
        return setup_set(setup, KEY_CELL, cell, diag) && setup_set(setup, KEY_HIDDEN, (double)W->shape[1], diag) &&
               setup_set(setup, KEY_LAYERS, layers, diag) && setup_set(setup, KEY_DIRECTION, both, diag);
    }
    return diag_fail_at(diag, file->name, 0, 0,
                        "weight_hh_l0 is %ld x %ld; an RNN has as many rows as columns, a GRU 3 and an LSTM 4 times as many", W->shape[0],
                        W->shape[1]);
}

bool weights_file_find_setup(Setup *setup, const WeightsFile *file, Diag *diag) {
    Tensors *tensors = read_tensors(file, diag);
    bool good = tensors && find_shape(setup, tensors, file, diag);
    mem_free(tensors);
    return good;
}

static bool has_shape(const Tensor *tensor, const Param *param) {
    bool is_row = param->rows == 1;
    if (tensor->rank == 1) return is_row && tensor->shape[0] == param->cols;
    return tensor->rank == 2 && tensor->shape[0] == param->rows && tensor->shape[1] == param->cols;
}

static bool fail_shape(const Tensor *tensor, const Param *param, const WeightsFile *file, Diag *diag) {
    char shape[64];
    int used = 0;
    for (int i = 0; i < tensor->rank; i++)
        used += text_format(shape + used, (int)sizeof shape - used, "%s%ld", i ? " x " : "", tensor->shape[i]);
    return diag_fail_at(diag, file->name, 0, 0,
                        "tensor '%s' is %s; this setup needs %d x %d. Cell, hidden units, layers and the task's inputs and outputs must be "
                        "those that the weights were made for",
                        tensor->name, shape, param->rows, param->cols);
}

static bool is_bias(const Param *param) {
    return param->kind == PARAM_INPUT_BIAS || param->kind == PARAM_RECURRENT_BIAS || param->kind == PARAM_HEAD_BIAS;
}

static bool get_all(double *weight, const Tensors *tensors, const WeightsFile *file, const Net *net, Diag *diag) {
    bool used[TENSOR_MAX] = {false};
    for (int p = 0; p < net->param_count; p++) {
        const Param *param = &net->param[p];
        double *out = weight + param->offset;
        int found = find_tensor(tensors, param);
        if (found < 0) return diag_fail_at(diag, file->name, 0, 0, "several tensors could be %s", param->name);
        if (found == tensors->count && !is_bias(param))
            return diag_fail_at(diag, file->name, 0, 0, "there is no tensor %s (%d x %d), which this setup needs", param->name, param->rows,
                                param->cols);
        if (found == tensors->count) { /* a network made without biases */
            memset(out, 0, (size_t)param->cols * sizeof *out);
            continue;
        }
        if (!has_shape(&tensors->item[found], param)) return fail_shape(&tensors->item[found], param, file, diag);
        tensors_get(out, tensors, &tensors->item[found]);
        used[found] = true;
    }
    for (int i = 0; i < tensors->count; i++) {
        if (!used[i]) return diag_fail_at(diag, file->name, 0, 0, "this setup has no place for tensor '%s'", tensors->item[i].name);
    }
    return true;
}

bool weights_file_get(double *weight, const WeightsFile *file, const Net *net, Diag *diag) {
    Tensors *tensors = read_tensors(file, diag);
    bool good = tensors && get_all(weight, tensors, file, net, diag);
    mem_free(tensors);
    return good;
}
