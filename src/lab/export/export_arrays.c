/* Every number of the stage: as arrays of numpy in one .npz, and in the text format that `unroll verify` reads. */
#include "base/arena.h"
#include "base/number.h"
#include "data/archive.h"
#include "engine/cell/facts.h"
#include "lab/export/export_list.h"
#include <math.h>
#include <string.h>

static ExportList *make_list(const ExportSource *source, Diag *diag) {
    ExportList *list = mem_new(sizeof *list);
    if (list) {
        export_list_fill(list, source);
    } else {
        diag_fail(diag, "Out of memory.");
    }
    return list;
}

static int find_shape(long shape[3], const ExportItem *item) {
    switch (item->shape) {
    case EXPORT_MATRIX: shape[0] = item->rows, shape[1] = item->cols; return 2;
    case EXPORT_VECTOR: shape[0] = item->cols; return 1;
    case EXPORT_STEPS: shape[0] = item->rows, shape[1] = 1, shape[2] = item->cols; return 3;
    case EXPORT_SERIES: shape[0] = item->rows; return 1;
    default: return 0;
    }
}

bool export_arrays(Bytes *out, const ExportSource *source, const char *beside, Diag *diag) {
    (void)beside;
    Archive archive;
    ExportList *list = make_list(source, diag);
    if (!list) return false;
    archive_begin(&archive, out);
    for (int i = 0; i < list->count; i++) {
        const ExportItem *item = &list->item[i];
        long shape[3];
        int rank = find_shape(shape, item);
        size_t width = (size_t)item->cols;
        double *packed = mem_new((size_t)item->rows * width * sizeof *packed);
        if (!packed) {
            out->failed = true;
            break;
        }
        for (int r = 0; r < item->rows; r++)
            memcpy(packed + (size_t)r * width, item->at + (size_t)r * (size_t)item->stride, width * sizeof *packed);
        archive_add_array(&archive, item->name, packed, shape, rank);
        mem_free(packed);
    }
    archive_add(&archive, "setup.txt", source->text, strlen(source->text));
    archive_end(&archive);
    mem_free(list);
    return true;
}

/* ---- the text format ------------------------------------------------------------------------------------------------- */

static const char *const activation_words[ACTIVATION_COUNT] = {"rnn_tanh", "rnn_relu", "rnn_leaky", "rnn_sigmoid", "rnn_identity"};

static bool can_be_case(const ExportSource *source, const ExportList *list, Diag *diag) {
    if (source->net->spec.dropout > 0) {
        return diag_fail(
            diag, "a case has no dropout, and this setup has; its numbers could not be repeated. Set dropout to 0, or export arrays");
    }
    for (int i = 0; i < list->count; i++) {
        const ExportItem *item = &list->item[i];
        for (int k = 0; k < item->rows * item->cols; k++) {
            if (!isfinite(item->at[k / item->cols * item->stride + k % item->cols])) {
                return diag_fail(diag, "'%s' holds a number that is not finite, which a case cannot; export arrays", item->name);
            }
        }
    }
    return true;
}

static void write_meta(Bytes *out, const ExportSource *source) {
    const NetSpec *spec = &source->net->spec;
    const Wiring *wiring = &source->trace->wiring;
    const CellFacts *facts = source->net->facts;
    bool is_random = false;
    for (int layer = 0; layer < spec->layers; layer++) {
        for (int direction = 0; direction < spec->directions; direction++) {
            const TraceLane *lane = &source->trace->lane[layer][direction];
            for (int j = 0; j < spec->hidden; j++) is_random |= lane->h0[j] != 0 || (lane->c0 && lane->c0[j] != 0);
        }
    }
    bytes_format(out, "# Unroll: every number of the stage, sequence %ld at update %ld of\n# %s\n", source->sequence + 1, source->update,
                 source->line);
    bytes_format(out, "@name stage_%ld_update_%ld\n@cell %s\n", source->sequence + 1, source->update,
                 facts->is_plain ? activation_words[spec->activation] : facts->key);
    bytes_format(out, "@head %s_%s\n@reduction %s\n@h0 %s\n@seed %d\n", wiring->head_reads_final ? "m2o" : "m2m",
                 spec->loss == LOSS_CROSS_ENTROPY ? "ce" : "mse", wiring->sum_losses ? "sum" : "mean", is_random ? "random" : "zero",
                 setup_get_int(source->setup, KEY_SEED));
    bytes_format(out, "@H %d\n@T %d\n@I %d\n@O %d\n@L %d\n@D %d\n@B 1\n@K %d\n@gates ", spec->hidden, source->steps, spec->inputs,
                 spec->outputs, spec->layers, spec->directions, source->losses);
    for (int gate = 0; gate < facts->gates; gate++) bytes_format(out, "%s%s", gate ? "," : "", facts->gate[gate].letter);
    bytes_add(out, "\n", 1);
}

bool export_case(Bytes *out, const ExportSource *source, const char *beside, Diag *diag) {
    (void)beside;
    ExportList *list = make_list(source, diag);
    bool good = list && can_be_case(source, list, diag);
    if (good) write_meta(out, source);
    for (int i = 0; good && i < list->count; i++) {
        const ExportItem *item = &list->item[i];
        if (item->is_extra) continue;
        bytes_format(out, "%s %d %d\n", item->name, item->rows, item->cols);
        for (int r = 0; r < item->rows; r++) {
            for (int c = 0; c < item->cols; c++) {
                if (c) bytes_add(out, " ", 1);
                bytes_number(out, item->at[(size_t)r * (size_t)item->stride + (size_t)c]);
            }
            bytes_add(out, "\n", 1);
        }
    }
    if (good) bytes_add(out, "end 0 0\n", 8);
    mem_free(list);
    return good;
}
