/* See text.h. Two passes over the bytes: one counts each code point, one writes symbols. The table of counts has a place for every code
   point (4.4 MB while reading), so a text of a megabyte takes some milliseconds whatever its script. */
#include "data/text.h"
#include "base/arena.h"
#include "base/number.h"
#include <math.h>
#include <string.h>

enum { CODE_COUNT = 0x110000 };

/* The length of a well-formed sequence at the front, 0 for none (RFC 3629: shortest form, no surrogates). */
static int decode(Str rest, uint32_t *code) {
    const unsigned char *at = (const unsigned char *)rest.at;
    if (rest.count <= 0) return 0;
    if (at[0] < 0x80) {
        *code = at[0];
        return 1;
    }
    int length = at[0] >= 0xF0 && at[0] < 0xF5 ? 4 : at[0] >= 0xE0 && at[0] < 0xF0 ? 3 : at[0] >= 0xC2 && at[0] < 0xE0 ? 2 : 0;
    if (length == 0 || rest.count < length) return 0;
    uint32_t value = at[0] & (0xFFu >> (length + 1));
    for (int i = 1; i < length; i++) {
        if ((at[i] & 0xC0) != 0x80) return 0;
        value = value << 6 | (at[i] & 0x3F);
    }
    bool is_short = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
    if (is_short || value >= CODE_COUNT || (value >= 0xD800 && value < 0xE000)) return 0;
    *code = value;
    return length;
}

bool text_next_code(Str *rest, uint32_t *code) {
    int length = decode(*rest, code);
    rest->at += length;
    rest->count -= length;
    return length > 0;
}

int text_encode(char out[5], uint32_t code) {
    int length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    memset(out, 0, 5);
    if (length == 1) {
        out[0] = (char)code;
        return 1;
    }
    for (int i = length - 1; i > 0; i--, code >>= 6) out[i] = (char)(0x80 | (code & 0x3F));
    out[0] = (char)((0xF00 >> length & 0xFF) | code);
    return length;
}

uint64_t text_hash(Str bytes) {
    uint64_t hash = UINT64_C(0xCBF29CE484222325); /* FNV-1a */
    for (int i = 0; i < bytes.count; i++) hash = (hash ^ (unsigned char)bytes.at[i]) * UINT64_C(0x100000001B3);
    hash = (hash >> 48 ^ hash) & TEXT_HASH_MAX;
    return hash ? hash : 1; /* 0 stands for none */
}

/* --- reading --- */

typedef struct Reader {
    Str rest;
    int line, column; /* of the next character, from 1 */
    const char *name;
} Reader;

/* The next character with line ends made LF. 1, 0 at the end, -1 with the reason. */
static int next_character(Reader *reader, uint32_t *code, Diag *diag) {
    if (reader->rest.count == 0) return 0;
    if (!text_next_code(&reader->rest, code)) {
        diag_fail_at(diag, reader->name, reader->line, reader->column,
                     "the byte %02X is no part of a character; expected text in UTF-8. Save the file as UTF-8 in your editor",
                     (unsigned)(unsigned char)reader->rest.at[0]);
        return -1;
    }
    if (*code == 0) {
        diag_fail_at(diag, reader->name, reader->line, reader->column, "a zero byte stands here; expected text, not another kind of file");
        return -1;
    }
    if (*code == '\r') {
        if (reader->rest.count > 0 && reader->rest.at[0] == '\n') {
            reader->rest.at++;
            reader->rest.count--;
        }
        *code = '\n';
    }
    reader->column++;
    if (*code == '\n') {
        reader->line++;
        reader->column = 1;
    }
    return 1;
}

static Reader begin(const char *name, Str bytes) {
    static const char mark[] = "\xEF\xBB\xBF";
    bool has_mark = bytes.count >= 3 && memcmp(bytes.at, mark, 3) == 0;
    return (Reader){has_mark ? (Str){bytes.at + 3, bytes.count - 3} : bytes, 1, 1, name};
}

static bool count_codes(Text *text, uint32_t *seen, const char *name, Str bytes, Diag *diag) {
    Reader reader = begin(name, bytes);
    uint32_t code = 0, only = 0;
    int found;
    while ((found = next_character(&reader, &code, diag)) > 0) {
        if (seen[code]++ == 0) text->distinct++;
        text->count++;
        only = code;
    }
    if (found < 0) return false;
    if (text->count == 0) return diag_fail_at(diag, name, 0, 0, "the text is empty; expected at least %d characters", TEXT_LEAST);
    if (text->distinct == 1) {
        char letter[5];
        text_encode(letter, only);
        return diag_fail_at(diag, name, 0, 0, "all %ld characters are the same, \"%s\"; there is nothing to predict", text->count,
                            only == '\n' ? "↵" : letter);
    }
    if (text->count >= TEXT_LEAST) return true;
    return diag_fail_at(diag, name, 0, 0, "the text has %ld characters; expected at least %d", text->count, TEXT_LEAST);
}

/* The least count with which a character keeps a symbol of its own: as many keep it as there is room for. */
static void choose_symbols(Text *text, const uint32_t *seen) {
    int room = text->distinct <= TEXT_SYMBOL_MAX ? TEXT_SYMBOL_MAX : TEXT_SYMBOL_MAX - 1, kept = 0;
    for (uint32_t code = 0; code < CODE_COUNT; code++) {
        if (!seen[code]) continue;
        int at = kept < room ? kept : room - 1;
        if (kept == room && seen[text->code[at]] >= seen[code]) continue; /* the earlier code point wins a tie */
        if (kept < room) kept++;
        for (; at > 0 && seen[text->code[at - 1]] < seen[code]; at--) text->code[at] = text->code[at - 1];
        text->code[at] = code;
    }
    for (int i = 1; i < kept; i++) { /* ascending again */
        uint32_t code = text->code[i];
        int at = i;
        for (; at > 0 && text->code[at - 1] > code; at--) text->code[at] = text->code[at - 1];
        text->code[at] = code;
    }
    text->has_other = text->distinct > TEXT_SYMBOL_MAX;
    if (text->has_other) text->code[kept++] = 0;
    text->symbol_count = kept;
}

/* seen[code] becomes the symbol of the code point. */
static bool write_symbols(Text *text, uint32_t *seen, const char *name, Str bytes) {
    text->owned = mem_new((size_t)text->count);
    if (!text->owned) return false;
    int named = text->symbol_count - text->has_other;
    memset(seen, 0, CODE_COUNT * sizeof *seen);
    for (int i = 0; i < named; i++) seen[text->code[i]] = (uint32_t)i + 1;
    Reader reader = begin(name, bytes);
    uint32_t code;
    for (long i = 0; next_character(&reader, &code, NULL) > 0; i++) {
        text->owned[i] = (unsigned char)(seen[code] ? seen[code] - 1 : (uint32_t)named);
        text->other_seen += seen[code] == 0;
    }
    text->symbol = text->owned;
    return true;
}

static void take_name(Text *text, const char *path) {
    const char *name = path;
    for (const char *at = path; *at; at++) {
        if (*at == '/' || *at == '\\') name = at + 1;
    }
    str_copy(text->name, TEXT_NAME_SIZE, str_from(*name ? name : "text"));
}

bool text_read(Text *text, const char *name, Str bytes, Diag *diag) {
    memset(text, 0, sizeof *text);
    if (bytes.count > TEXT_BYTES_MAX) {
        return diag_fail_at(diag, name, 0, 0, "the text is larger than %d MB; expected a smaller one", TEXT_BYTES_MAX >> 20);
    }
    uint32_t *seen = mem_new(CODE_COUNT * sizeof *seen);
    if (!seen) return diag_fail(diag, "There is no memory left to read the text.");
    bool good = count_codes(text, seen, name, bytes, diag);
    if (good) {
        choose_symbols(text, seen);
        good = write_symbols(text, seen, name, bytes) || diag_fail(diag, "There is no memory left for the text.");
    }
    mem_free(seen);
    if (!good) {
        text_deinit(text);
        return false;
    }
    take_name(text, name);
    text->train_count = text->count - text->count / 10;
    text->hash = text_hash(bytes);
    text->nats = text_find_entropy(text);
    return true;
}

void text_deinit(Text *text) {
    mem_free(text->owned);
    memset(text, 0, sizeof *text);
}

/* --- measures and words --- */

void text_count_symbols(long *count, const Text *text) {
    memset(count, 0, (size_t)text->symbol_count * sizeof *count);
    for (long i = 0; i < text->train_count; i++) count[text->symbol[i]]++;
}

double text_find_entropy(const Text *text) {
    if (text->nats > 0) return text->nats;
    long count[TEXT_SYMBOL_MAX];
    double nats = 0;
    text_count_symbols(count, text);
    for (int i = 0; i < text->symbol_count; i++) {
        double share = (double)count[i] / (double)text->train_count;
        if (count[i] > 0) nats -= share * log(share);
    }
    return nats;
}

int text_find_symbol(const Text *text, uint32_t code) {
    int named = text->symbol_count - text->has_other;
    for (int i = 0; i < named; i++) {
        if (text->code[i] == code) return i;
    }
    return text->has_other ? named : -1;
}

static bool is_other(const Text *text, int symbol) { return text->has_other && symbol == text->symbol_count - 1; }

void text_format_symbol(char *out, int size, const Text *text, int symbol) {
    char letter[5];
    if (is_other(text, symbol)) {
        text_format(out, size, "other");
        return;
    }
    uint32_t code = text->code[symbol];
    text_encode(letter, code);
    if (code < 0x20 || code == 0x7F || (code >= 0x80 && code < 0xA0)) text_format(letter, (int)sizeof letter, "·");
    text_format(out, size, "%s", code == ' ' ? "␣" : code == '\n' ? "↵" : code == '\t' ? "⇥" : letter);
}

void text_write_symbol(char *out, int size, const Text *text, int symbol) {
    char letter[5] = "?";
    if (!is_other(text, symbol)) text_encode(letter, text->code[symbol]);
    text_format(out, size, "%s", letter);
}

int text_describe(char *out, int size, const Text *text) {
    char count[32], seen[32];
    number_format_count(count, (int)sizeof count, text->count);
    int used = text_format(out, size, "%s characters, %ld different ones", count, text->distinct);
    if (!text->has_other) return used;
    number_format_count(seen, (int)sizeof seen, text->other_seen);
    return used + text_format(out + used, size - used, "; the %ld rarest are one symbol, \"other\" (%s times)",
                              text->distinct - (text->symbol_count - 1), seen);
}
