/* See text.h. Two passes over the bytes: one counts each code point, one writes symbols. The table of counts has an entry for every code
   point (4.4 MB while reading), so a text of a megabyte takes a few milliseconds in any script. */
#include "data/text.h"
#include "base/arena.h"
#include "base/number.h"
#include <limits.h>
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

#define HASH_BEGIN UINT64_C(0xCBF29CE484222325) /* FNV-1a */

static uint64_t hash_on(uint64_t hash, Str bytes) {
    for (int i = 0; i < bytes.count; i++) hash = (hash ^ (unsigned char)bytes.at[i]) * UINT64_C(0x100000001B3);
    return hash;
}

static uint64_t hash_end(uint64_t hash) {
    hash = (hash >> 48 ^ hash) & TEXT_HASH_MAX;
    return hash ? hash : 1; /* 0 stands for none */
}

uint64_t text_hash(Str bytes) { return hash_end(hash_on(HASH_BEGIN, bytes)); }

/* --- reading --- */

typedef struct Reader {
    Str rest;
    int line, column; /* of the next character, from 1 */
    const char *name;
} Reader;

/* Reads the next character; every line end becomes LF. Returns 1, 0 at the end, -1 with the reason. */
static int next_character(Reader *reader, uint32_t *code, Diag *diag) {
    if (reader->rest.count == 0) return 0;
    if (!text_next_code(&reader->rest, code)) {
        diag_fail_at(diag, reader->name, reader->line, reader->column,
                     "the byte %02X is not part of a character; expected text in UTF-8. Save the file as UTF-8 in your editor",
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

struct TextReading {
    Text *text;
    const char *name;
    Str bytes;
    uint32_t *seen; /* (CODE_COUNT) how often each code point came; in the second pass its symbol + 1 */
    Reader reader;
    uint32_t only;                 /* the last code point: the only one if all are the same */
    long written;                  /* characters, in the second pass */
    long trained[TEXT_SYMBOL_MAX]; /* count of each symbol in the training part */
    const char *hashed_to;         /* in `bytes` */
    uint64_t hash;
    bool is_writing, is_done, is_good; /* in the second pass; finished; a valid text */
    Diag diag;
};

/* True if the counted characters make a text. */
static bool check_counts(TextReading *reading) {
    Text *text = reading->text;
    Diag *diag = &reading->diag;
    if (text->count == 0) return diag_fail_at(diag, reading->name, 0, 0, "the text is empty; expected at least %d characters", TEXT_LEAST);
    if (text->count == 1) return diag_fail_at(diag, reading->name, 0, 0, "the text has 1 character; expected at least %d", TEXT_LEAST);
    if (text->distinct == 1) {
        char letter[5];
        text_encode(letter, reading->only);
        return diag_fail_at(diag, reading->name, 0, 0, "all %ld characters are the same, \"%s\"; there is nothing to predict", text->count,
                            reading->only == '\n' ? "↵" : letter);
    }
    if (text->count >= TEXT_LEAST) return true;
    return diag_fail_at(diag, reading->name, 0, 0, "the text has %ld characters; expected at least %d", text->count, TEXT_LEAST);
}

/* The least count with which a character keeps a symbol of its own, so that the symbols suffice. */
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
static bool begin_writing(TextReading *reading) {
    Text *text = reading->text;
    choose_symbols(text, reading->seen);
    text->owned = mem_new((size_t)text->count);
    if (!text->owned) return diag_fail(&reading->diag, "There is no memory left for the text.");
    memset(reading->seen, 0, CODE_COUNT * sizeof *reading->seen);
    for (int i = 0; i < text->symbol_count - text->has_other; i++) reading->seen[text->code[i]] = (uint32_t)i + 1;
    text->symbol = text->owned;
    text->train_count = text->count - text->count / 10;
    reading->reader = begin(reading->name, reading->bytes);
    reading->is_writing = true;
    return true;
}

static double entropy_of(const long *count, const Text *text) {
    double nats = 0;
    for (int i = 0; i < text->symbol_count; i++) {
        double share = (double)count[i] / (double)text->train_count;
        if (count[i] > 0) nats -= share * log(share);
    }
    return nats;
}

static void take_name(Text *text, const char *path) {
    const char *name = path;
    for (const char *at = path; *at; at++) {
        if (*at == '/' || *at == '\\') name = at + 1;
    }
    str_copy(text->name, TEXT_NAME_SIZE, str_from(*name ? name : "text"));
}

/* Reads up to the offset `end`. False at the end of the text, and with the reason in `diag` if it is not a text. */
static bool count_some(TextReading *reading, const char *end) {
    uint32_t code = 0;
    int found = 1;
    while (reading->reader.rest.at < end && (found = next_character(&reading->reader, &code, &reading->diag)) > 0) {
        if (reading->seen[code]++ == 0) reading->text->distinct++;
        reading->text->count++;
        reading->only = code;
    }
    if (found < 0) return false;
    return reading->reader.rest.count > 0 || (check_counts(reading) && begin_writing(reading));
}

static void write_some(TextReading *reading, const char *end) {
    Text *text = reading->text;
    uint32_t code, other = (uint32_t)(text->symbol_count - text->has_other);
    while (reading->reader.rest.at < end && next_character(&reading->reader, &code, NULL) > 0) {
        uint32_t symbol = reading->seen[code] ? reading->seen[code] - 1 : other;
        text->other_seen += reading->seen[code] == 0;
        if (reading->written < text->train_count) reading->trained[symbol]++;
        text->owned[reading->written++] = (unsigned char)symbol;
    }
    reading->hash = hash_on(reading->hash, (Str){reading->hashed_to, (int)(reading->reader.rest.at - reading->hashed_to)});
    reading->hashed_to = reading->reader.rest.at;
}

static bool finish(TextReading *reading, bool good) {
    Text *text = reading->text;
    reading->is_done = true;
    reading->is_good = good;
    if (!good) return true;
    take_name(text, reading->name);
    text->hash = hash_end(reading->hash);
    text->nats = entropy_of(reading->trained, text);
    return true;
}

TextReading *text_reading_new(Text *text, const char *name, Str bytes) {
    TextReading *reading = mem_new(sizeof *reading);
    memset(text, 0, sizeof *text);
    if (!reading) return NULL;
    reading->text = text;
    reading->name = name;
    reading->bytes = bytes;
    reading->hashed_to = bytes.at;
    reading->hash = HASH_BEGIN;
    reading->reader = begin(name, bytes);
    if (bytes.count > TEXT_BYTES_MAX) {
        diag_fail_at(&reading->diag, name, 0, 0, "the text is larger than %d MB; expected a smaller one", TEXT_BYTES_MAX >> 20);
        finish(reading, false);
    } else if (!(reading->seen = mem_new(CODE_COUNT * sizeof *reading->seen))) {
        diag_fail(&reading->diag, "There is no memory left to read the text.");
        finish(reading, false);
    }
    return reading;
}

bool text_reading_step(TextReading *reading, int bytes) {
    Str rest = reading->reader.rest;
    if (reading->is_done) return true;
    const char *end = rest.at + (bytes < rest.count ? bytes : rest.count);
    if (!reading->is_writing) return count_some(reading, end) ? false : finish(reading, false);
    write_some(reading, end);
    return reading->reader.rest.count > 0 ? false : finish(reading, true);
}

double text_reading_progress(const TextReading *reading) {
    if (reading->is_done || reading->bytes.count == 0) return 1;
    return 0.5 * reading->is_writing + 0.5 * (double)(reading->reader.rest.at - reading->bytes.at) / reading->bytes.count;
}

bool text_reading_end(TextReading *reading, Diag *diag) {
    if (!reading) return diag_fail(diag, "There is no memory left to read the text.");
    bool good = reading->is_done && reading->is_good;
    if (!good && diag) *diag = reading->diag;
    if (!good) text_deinit(reading->text);
    mem_free(reading->seen);
    mem_free(reading);
    return good;
}

bool text_read(Text *text, const char *name, Str bytes, Diag *diag) {
    TextReading *reading = text_reading_new(text, name, bytes);
    while (reading && !text_reading_step(reading, INT_MAX)) {}
    return text_reading_end(reading, diag);
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
    text_count_symbols(count, text);
    return entropy_of(count, text);
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
    if (is_other(text, symbol) || text->word) {
        str_copy(out, size, str_from(is_other(text, symbol) ? "other" : text->word[symbol]));
        return;
    }
    uint32_t code = text->code[symbol];
    text_encode(letter, code);
    if (code < 0x20 || code == 0x7F || (code >= 0x80 && code < 0xA0)) text_format(letter, (int)sizeof letter, "·");
    text_format(out, size, "%s", code == ' ' ? "␣" : code == '\n' ? "↵" : code == '\t' ? "⇥" : letter);
}

void text_write_symbol(char *out, int size, const Text *text, int symbol) {
    char letter[5] = "?";
    if (text->word) {
        text_format_symbol(out, size, text, symbol);
        return;
    }
    if (!is_other(text, symbol)) text_encode(letter, text->code[symbol]);
    text_format(out, size, "%s", letter);
}

int text_describe(char *out, int size, const Text *text) {
    char count[32], seen[32];
    number_format_count(count, (int)sizeof count, text->count);
    int used = text_format(out, size, text->word ? "%s words, %s different ones" : "%s characters, %s different ones", count,
                           COUNT_TEXT(text->distinct));
    if (!text->has_other) return used;
    number_format_count(seen, (int)sizeof seen, text->other_seen);
    return used + text_format(out + used, size - used, "; the %s rarest are one symbol, \"other\" (%s times)",
                              COUNT_TEXT(text->distinct - (text->symbol_count - 1)), seen);
}
