/* Whatever is read as a text: it is refused with words, or every symbol is one of V, and writing them again gives the same text. */
#include "data/text.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const Text *text) {
    long other = 0;
    if (text->symbol_count < 2 || text->symbol_count > TEXT_SYMBOL_MAX || text->count < TEXT_LEAST) abort();
    if (text->train_count < 1 || text->train_count >= text->count || !(text->nats >= 0)) abort();
    for (long i = 0; i < text->count; i++) {
        if (text->symbol[i] >= text->symbol_count) abort();
        other += text->has_other && text->symbol[i] == text->symbol_count - 1;
    }
    if (other != text->other_seen || (text->has_other && other == 0)) abort();
}

/* The same symbols again from what they stand for, where all have a character of their own. */
static void check_again(const Text *text) {
    Text again;
    char *bytes = malloc((size_t)text->count * 4 + 1);
    int used = 0;
    if (!bytes || text->has_other) {
        free(bytes);
        return;
    }
    used = 0;
    for (long i = 0; i < text->count; i++) {
        char one[5];
        int length = text_encode(one, text->code[text->symbol[i]]);
        memcpy(bytes + used, one, (size_t)length);
        used += length;
    }
    bool has_mark = used >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0; /* two marks were one and a character */
    if (!has_mark) {
        if (!text_read(&again, "again", (Str){bytes, used}, NULL)) abort();
        if (again.count != text->count || memcmp(again.symbol, text->symbol, (size_t)text->count) != 0) abort();
        text_deinit(&again);
    }
    free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Text text;
    Diag diag = {0};
    if (size > 1 << 16) return 0;
    char *copy = malloc(size > 0 ? size : 1);
    if (!copy) return 0;
    if (size > 0) memcpy(copy, data, size);
    bool good = text_read(&text, "fuzz", (Str){copy, (int)size}, &diag);
    free(copy);
    if (!good && (!diag.text[0] || text.owned)) abort();
    if (!good) return 0;
    check(&text);
    check_again(&text);
    text_deinit(&text);
    return 0;
}
