/* See safetensors.h. The header is read once with all tensors checked, and once more for each requested text. */
#include "data/safetensors.h"
#include "base/arena.h"
#include "base/json.h"
#include "base/number.h"
#include <math.h>
#include <string.h>

enum { LENGTH_BYTES = 8, WORD_SIZE = 16 };

typedef struct TypeRow {
    const char *name;
    int bytes;
} TypeRow;
static const TypeRow type_table[TENSOR_TYPE_COUNT] = {
    [TENSOR_F64] = {"F64", 8}, [TENSOR_F32] = {"F32", 4}, [TENSOR_F16] = {"F16", 2}, [TENSOR_BF16] = {"BF16", 2}};

static uint64_t read_little(const char *at, int size) {
    uint64_t value = 0;
    for (int i = size - 1; i >= 0; i--) value = value << 8 | (unsigned char)at[i];
    return value;
}

/* ---- the header ------------------------------------------------------------------------------------------------------ */

/* The header's text. */
static bool find_header(Str *out, const char *name, Str file, Diag *diag) {
    if (file.count < LENGTH_BYTES) {
        return diag_fail_at(diag, name, 0, 0,
                            "%d bytes are too few for a safetensors file, which begins with the length of its header in 8", file.count);
    }
    uint64_t length = read_little(file.at, LENGTH_BYTES);
    if (length > (uint64_t)file.count - LENGTH_BYTES) {
        return diag_fail_at(
            diag, name, 0, 0,
            "its first 8 bytes say that a header of %llu bytes follows, but only %d do: no safetensors file, or one that was cut off",
            (unsigned long long)length, file.count - LENGTH_BYTES);
    }
    if (length > TENSORS_HEADER_MAX) {
        return diag_fail_at(diag, name, 0, 0, "its header has %.0f bytes; %d are the most that is read", (double)length,
                            (int)TENSORS_HEADER_MAX);
    }
    *out = (Str){file.at + LENGTH_BYTES, (int)length};
    return true;
}

static bool read_whole(Json *json, long *out) {
    Str text;
    int at = json->at;
    double value;
    if (!json_read_number(json, &text)) return false;
    if (number_parse(&value, text) && value >= 0 && value <= 9e15 && value == floor(value)) {
        *out = (long)value;
        return true;
    }
    return json_fail(json, at, "'%.*s' is not a count; expected a whole number from 0", text.count > 30 ? 30 : text.count, text.at);
}

static bool read_shape(Json *json, Tensor *tensor) {
    bool more;
    int count = 0;
    double product = 1;
    if (!json_open(json, '[')) return false;
    for (;;) {
        int at = json->at;
        long size;
        if (!json_next(json, '[', &count, &more, NULL, 0)) return false;
        if (!more) break;
        if (tensor->rank == TENSOR_RANK_MAX)
            return json_fail(json, at, "tensor '%s' has more than %d dimensions", tensor->name, TENSOR_RANK_MAX);
        if (!read_whole(json, &size)) return false;
        product *= (double)size;
        if (size < 1 || product > 1e9)
            return json_fail(json, at, "tensor '%s' has a dimension of %ld; expected 1 or more, and at most 1e9 numbers in all",
                             tensor->name, size);
        tensor->shape[tensor->rank++] = size;
    }
    tensor->count = (size_t)product;
    return true;
}

static bool read_type(Json *json, Tensor *tensor) {
    char word[WORD_SIZE];
    int at = json->at;
    if (!json_read_string(json, word, WORD_SIZE)) return false;
    for (int i = 0; i < TENSOR_TYPE_COUNT; i++) {
        if (strcmp(word, type_table[i].name)) continue;
        tensor->type = (TensorType)i;
        return true;
    }
    return json_fail(json, at, "tensor '%s' has the dtype '%s'; F64, F32, F16 and BF16 can be read", tensor->name, word);
}

static bool read_offsets(Json *json, long offset[2]) {
    bool more;
    int count = 0;
    if (!json_open(json, '[')) return false;
    for (int i = 0; i < 3; i++) {
        int at = json->at;
        if (!json_next(json, '[', &count, &more, NULL, 0)) return false;
        if (more != (i < 2)) return json_fail(json, at, "data_offsets are two numbers: where the tensor begins and where it ends");
        if (more && !read_whole(json, &offset[i])) return false;
    }
    return true;
}

/* One tensor's object. `numbers`: bytes behind the header. */
static bool read_tensor(Json *json, Tensor *tensor, size_t numbers, size_t first) {
    enum { SAW_TYPE = 1, SAW_SHAPE = 2, SAW_OFFSETS = 4, SAW_ALL = 7 };
    int count = 0, start = json->at;
    unsigned saw = 0;
    long offset[2] = {0, 0};
    bool more;
    char member[32];
    if (!json_open(json, '{')) return false;
    for (;;) {
        if (!json_next(json, '{', &count, &more, member, (int)sizeof member)) return false;
        if (!more) break;
        unsigned what = !strcmp(member, "dtype")          ? SAW_TYPE
                        : !strcmp(member, "shape")        ? SAW_SHAPE
                        : !strcmp(member, "data_offsets") ? SAW_OFFSETS
                                                          : 0;
        saw |= what;
        if (what == SAW_TYPE      ? !read_type(json, tensor)
            : what == SAW_SHAPE   ? !read_shape(json, tensor)
            : what == SAW_OFFSETS ? !read_offsets(json, offset)
                                  : !json_skip(json))
            return false;
    }
    if (saw != SAW_ALL) return json_fail(json, start, "tensor '%s' needs a dtype, a shape and data_offsets", tensor->name);
    if (offset[0] > offset[1] || (size_t)offset[1] > numbers) {
        return json_fail(json, start, "tensor '%s' claims the bytes %ld to %ld; the file has %.0f bytes of numbers", tensor->name,
                         offset[0], offset[1], (double)numbers);
    }
    if ((size_t)(offset[1] - offset[0]) != tensor->count * (size_t)type_table[tensor->type].bytes) {
        return json_fail(json, start, "tensor '%s' has %.0f numbers of %s, which are %.0f bytes, but its offsets are %ld apart",
                         tensor->name, (double)tensor->count, type_table[tensor->type].name,
                         (double)tensor->count * type_table[tensor->type].bytes, offset[1] - offset[0]);
    }
    tensor->first = first + (size_t)offset[0];
    return true;
}

static size_t end_of(const Tensor *tensor) { return tensor->first + tensor->count * (size_t)type_table[tensor->type].bytes; }

static bool overlap(const Tensor *a, const Tensor *b) { return a->first < end_of(b) && b->first < end_of(a); }

static bool read_item(Tensors *out, Json *json, const char *name, size_t first) {
    if (out->count == TENSOR_MAX) return json_fail(json, json->name_at, "more than %d tensors; no network here has so many", TENSOR_MAX);
    Tensor *tensor = &out->item[out->count];
    *tensor = (Tensor){0};
    str_copy(tensor->name, TENSOR_NAME_SIZE, str_from(name));
    int at = json->name_at;
    if (!read_tensor(json, tensor, (size_t)out->file.count - first, first)) return false;
    for (int i = 0; i < out->count; i++) {
        if (overlap(tensor, &out->item[i]))
            return json_fail(json, at, "tensor '%s' overlaps tensor '%s'; expected each at a place of its own", tensor->name,
                             out->item[i].name);
    }
    out->count++;
    return true;
}

bool tensors_read(Tensors *out, const char *name, Str file, Diag *diag) {
    Str header;
    Json json;
    int count = 0;
    bool more;
    char member[TENSOR_NAME_SIZE];
    out->file = file;
    out->count = 0;
    if (!find_header(&header, name, file, diag)) return false;
    size_t first = LENGTH_BYTES + (size_t)header.count;
    json_begin(&json, name, header, diag);
    if (!json_check_names(&json)) return false;
    if (!json_open(&json, '{')) return false;
    for (;;) {
        if (!json_next(&json, '{', &count, &more, member, (int)sizeof member)) return false;
        if (!more) break;
        if (!(strcmp(member, "__metadata__") ? read_item(out, &json, member, first) : json_skip(&json))) return false;
    }
    if (!json_end(&json)) return false;
    return out->count > 0 || diag_fail_at(diag, name, 0, 0, "there are no tensors in it");
}

const Tensor *tensors_find(const Tensors *tensors, const char *name) {
    for (int i = 0; i < tensors->count; i++) {
        if (!strcmp(tensors->item[i].name, name)) return &tensors->item[i];
    }
    return NULL;
}

bool tensors_read_text(char *out, int size, const Tensors *tensors, const char *key) {
    Diag ignored;
    Str header;
    Json json;
    int outer = 0, inner = 0;
    bool more;
    char member[TENSOR_NAME_SIZE];
    if (!find_header(&header, "", tensors->file, &ignored)) return false;
    json_begin(&json, "", header, &ignored);
    if (!json_open(&json, '{')) return false;
    while (json_next(&json, '{', &outer, &more, member, (int)sizeof member) && more) {
        if (strcmp(member, "__metadata__") || json_peek(&json) != '{') {
            if (!json_skip(&json)) return false;
            continue;
        }
        if (!json_open(&json, '{')) return false;
        while (json_next(&json, '{', &inner, &more, member, (int)sizeof member) && more) {
            if (!strcmp(member, key)) return json_peek(&json) == '"' && json_read_string(&json, out, size);
            if (!json_skip(&json)) return false;
        }
        return false;
    }
    return false;
}

/* ---- numbers --------------------------------------------------------------------------------------------------------- */

static double read_half(unsigned bits) {
    double sign = bits >> 15 ? -1 : 1;
    int exponent = (int)(bits >> 10 & 31), fraction = (int)(bits & 1023);
    if (exponent == 31) return fraction ? NAN : sign * INFINITY;
    return sign * (exponent ? ldexp(1024 + fraction, exponent - 25) : ldexp(fraction, -24));
}

static double read_single(uint32_t bits) {
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

void tensors_get(double *out, const Tensors *tensors, const Tensor *tensor) {
    int bytes = type_table[tensor->type].bytes;
    for (size_t i = 0; i < tensor->count; i++) {
        uint64_t bits = read_little(tensors->file.at + tensor->first + i * (size_t)bytes, bytes);
        switch (tensor->type) {
        case TENSOR_F64: memcpy(&out[i], &bits, sizeof bits); break;
        case TENSOR_F32: out[i] = read_single((uint32_t)bits); break;
        case TENSOR_F16: out[i] = read_half((unsigned)bits); break;
        default: out[i] = read_single((uint32_t)bits << 16);
        }
    }
}

/* ---- writing --------------------------------------------------------------------------------------------------------- */

static void write_header(Bytes *out, const TensorOut *tensor, int count, const TensorText *text, int text_count) {
    unsigned long first = 0;
    bytes_add(out, "{\"__metadata__\":{", 17);
    for (int i = 0; i < text_count; i++) {
        bytes_format(out, "%s\"%s\":\"", i ? "," : "", text[i].key);
        bytes_json(out, str_from(text[i].text));
        bytes_add(out, "\"", 1);
    }
    bytes_add(out, "}", 1);
    for (int i = 0; i < count; i++) {
        unsigned long end = first + (unsigned long)tensor[i].rows * (unsigned long)tensor[i].cols * 8;
        bytes_format(out, ",\"%s\":{\"dtype\":\"F64\",\"shape\":[", tensor[i].name);
        if (!tensor[i].is_vector) bytes_format(out, "%ld,", tensor[i].rows);
        bytes_format(out, "%ld],\"data_offsets\":[%lu,%lu]}", tensor[i].cols, first, end);
        first = end;
    }
    bytes_add(out, "}", 1);
    while (out->count % 8 && !out->failed) bytes_add(out, " ", 1);
}

void tensors_write(Bytes *out, const TensorOut *tensor, int count, const TensorText *text, int text_count) {
    Bytes header = {0};
    write_header(&header, tensor, count, text, text_count);
    bytes_little(out, header.count, LENGTH_BYTES);
    bytes_add(out, header.at, header.count);
    if (header.failed) out->failed = true;
    bytes_free(&header);
    for (int i = 0; i < count; i++) {
        for (long k = 0; k < tensor[i].rows * tensor[i].cols; k++) bytes_double(out, tensor[i].at[k]);
    }
}
