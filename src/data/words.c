/* See words.h. In one pass every word gets a number at its first occurrence, in a growing table; a second pass turns the numbers into
   symbols. */
#include "data/words.h"
#include "base/arena.h"
#include <math.h>
#include <string.h>

enum { SEEN_MAX = 1 << 20, SEEN_FIRST = 1 << 12 };

typedef struct Seen {
    char name[TEXT_WORD_SIZE];
    uint32_t count, number; /* its count; its rank in order of first occurrence */
} Seen;

struct WordsReading {
    const Text *of;
    Str bytes, rest;
    Seen *seen; /* (room) by number */
    uint32_t seen_count, room;
    uint32_t *table; /* (2 * room) number + 1, by hash; 0: free */
    uint32_t *word;  /* (word_room) the text as numbers */
    long word_count, word_room;
    Text *out;    /* owned until the end; for the second pass, as is the next */
    long filled;  /* number of words converted so far */
    bool is_read; /* the first pass is done */
    bool is_done, failed;
};

static uint32_t lower(uint32_t code) {
    if (code >= 'A' && code <= 'Z') return code + 32;
    if (code >= 0xC0 && code <= 0xDE && code != 0xD7) return code + 32;
    if ((code >= 0x100 && code <= 0x137) || (code >= 0x14A && code <= 0x177)) return code | 1;
    if (code >= 0x139 && code <= 0x148) return code + (code & 1);
    if ((code >= 0x391 && code <= 0x3A9) || (code >= 0x410 && code <= 0x42F)) return code + 32;
    if (code >= 0x400 && code <= 0x40F) return code + 80;
    return code;
}

static bool is_letter(uint32_t code) {
    if (code < 0x80) return (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') || (code >= '0' && code <= '9');
    if (code < 0xC0) return code == 0xAA || code == 0xB5 || code == 0xBA;
    return code != 0xD7 && code != 0xF7 && !(code >= 0x2000 && code < 0x2070) && !(code >= 0x3000 && code < 0x3040) && code != 0xFEFF;
}

static bool is_apostrophe(uint32_t code) { return code == '\'' || code == 0x2019; }

static void add(char out[TEXT_WORD_SIZE], int *used, uint32_t code) {
    char letter[5];
    int count = text_encode(letter, code);
    if (*used + count >= TEXT_WORD_SIZE) return;
    memcpy(out + *used, letter, (size_t)count + 1);
    *used += count;
}

bool words_next(char out[TEXT_WORD_SIZE], Str *rest) {
    uint32_t code;
    int used = 0;
    for (Str ahead = *rest; text_next_code(&ahead, &code); ahead = *rest) {
        bool is_mark = code < 0x80 && code != 0 && strchr(".,!?;:", (int)code);
        if (used > 0 && is_apostrophe(code)) { /* part of the word only if a letter follows */
            Str behind = ahead;
            uint32_t next;
            if (!text_next_code(&behind, &next) || !is_letter(next)) return true;
            add(out, &used, '\'');
            *rest = ahead;
            continue;
        }
        if (!is_letter(code)) {
            if (used > 0) return true; /* a punctuation mark stays for the next call */
            *rest = ahead;
            if (!is_mark) continue;
            add(out, &used, code);
            return true;
        }
        add(out, &used, lower(code));
        *rest = ahead;
    }
    rest->count = used > 0 ? rest->count : 0;
    return used > 0;
}

int words_find(const Text *words, Str word) {
    int named = words->symbol_count - words->has_other;
    for (int i = 0; i < named; i++) {
        if (str_equal(word, words->word[i])) return i;
    }
    return words->has_other ? named : -1;
}

/* --- reading --- */

static uint32_t hash_of(const char *name) {
    uint32_t hash = 2166136261u;
    for (; *name; name++) hash = (hash ^ (unsigned char)*name) * 16777619u;
    return hash;
}

static uint32_t *find_slot(const WordsReading *reading, const char *name) {
    uint32_t mask = 2 * reading->room - 1, at = hash_of(name) & mask;
    while (reading->table[at] && strcmp(reading->seen[reading->table[at] - 1].name, name) != 0) at = (at + 1) & mask;
    return &reading->table[at];
}

static bool grow_seen(WordsReading *reading) {
    uint32_t room = reading->room ? 2 * reading->room : SEEN_FIRST;
    Seen *seen = mem_grow(reading->seen, reading->room * sizeof *seen, room * sizeof *seen);
    uint32_t *table = seen ? mem_new(2 * (size_t)room * sizeof *table) : NULL;
    if (seen) reading->seen = seen;
    if (!table) return false;
    mem_free(reading->table);
    reading->table = table;
    reading->room = room;
    for (uint32_t i = 0; i < reading->seen_count; i++) *find_slot(reading, reading->seen[i].name) = i + 1;
    return true;
}

static bool add_word(WordsReading *reading, const char *name) {
    if (reading->seen_count == reading->room && reading->room < SEEN_MAX && !grow_seen(reading)) return false;
    if (reading->word_count == reading->word_room) {
        long room = reading->word_room ? 2 * reading->word_room : 1 << 14;
        uint32_t *word = mem_grow(reading->word, (size_t)reading->word_room * sizeof *word, (size_t)room * sizeof *word);
        if (!word) return false;
        reading->word = word;
        reading->word_room = room;
    }
    uint32_t *slot = find_slot(reading, name);
    if (!*slot && reading->seen_count < reading->room) {
        Seen *seen = &reading->seen[reading->seen_count++];
        memcpy(seen->name, name, TEXT_WORD_SIZE);
        seen->number = reading->seen_count - 1;
        *slot = reading->seen_count;
    }
    if (*slot) reading->seen[*slot - 1].count++;
    reading->word[reading->word_count++] = *slot ? *slot - 1 : UINT32_MAX; /* too many different words: this one is "other" */
    return true;
}

WordsReading *words_reading_new(const Text *of, Str bytes) {
    WordsReading *reading = mem_new(sizeof *reading);
    static const char mark[] = "\xEF\xBB\xBF";
    if (!reading) return NULL;
    reading->of = of;
    reading->bytes = reading->rest = bytes;
    if (bytes.count >= 3 && memcmp(bytes.at, mark, 3) == 0) reading->rest = (Str){bytes.at + 3, bytes.count - 3};
    reading->failed = !grow_seen(reading);
    return reading;
}

/* Reads on up to `end`. */
static void read_some(WordsReading *reading, const char *end) {
    char name[TEXT_WORD_SIZE] = "";
    while (!reading->failed && !reading->is_read && reading->rest.at < end) {
        memset(name, 0, sizeof name);
        if (words_next(name, &reading->rest))
            reading->failed = !add_word(reading, name);
        else
            reading->is_read = true;
    }
    reading->is_read |= reading->rest.count == 0;
}

static double entropy_of(const Text *text) {
    long count[TEXT_SYMBOL_MAX];
    double nats = 0;
    text_count_symbols(count, text);
    for (int i = 0; i < text->symbol_count; i++) {
        double share = (double)count[i] / (double)text->train_count;
        if (count[i] > 0) nats -= share * log(share);
    }
    return nats;
}

static bool is_before(const Seen *x, const Seen *y) { return x->count != y->count ? x->count > y->count : x->number < y->number; }

/* Finds the `most` most frequent words, in that order. */
static void choose(const Seen *out[TEXT_SYMBOL_MAX], int most, const WordsReading *reading) {
    int count = 0;
    for (uint32_t i = 0; i < reading->seen_count; i++) {
        const Seen *seen = &reading->seen[i];
        if (count == most && !is_before(seen, out[most - 1])) continue;
        int at = count < most ? count++ : most - 1;
        for (; at > 0 && is_before(seen, out[at - 1]); at--) out[at] = out[at - 1];
        out[at] = seen;
    }
}

/* The table is no longer needed for look-ups; its memory now maps numbers to symbols. */
static bool begin_symbols(WordsReading *reading) {
    const Seen *chosen[TEXT_SYMBOL_MAX];
    Text *out = reading->out = mem_new(sizeof *out);
    if (!out) return false;
    out->owned = mem_new_unset((size_t)reading->word_count);
    out->word = mem_new(TEXT_SYMBOL_MAX * sizeof *out->word);
    if (!out->owned || !out->word) return false;
    memcpy(out->name, reading->of->name, sizeof out->name);
    out->hash = reading->of->hash;
    out->count = reading->word_count;
    out->train_count = out->count - out->count / 10;
    out->distinct = (long)reading->seen_count;
    out->has_other = reading->seen_count > TEXT_SYMBOL_MAX;
    int named = out->has_other ? TEXT_SYMBOL_MAX - 1 : (int)reading->seen_count;
    out->symbol_count = named + out->has_other;
    out->symbol = out->owned;
    choose(chosen, named, reading);
    memset(reading->table, 0, 2 * (size_t)reading->room * sizeof *reading->table);
    for (int i = 0; i < named; i++) {
        memcpy(out->word[i], chosen[i]->name, TEXT_WORD_SIZE);
        reading->table[chosen[i]->number] = (uint32_t)i + 1;
    }
    return true;
}

static void fill_some(WordsReading *reading, long end) {
    Text *out = reading->out;
    int named = out->symbol_count - out->has_other;
    for (; reading->filled < end; reading->filled++) {
        uint32_t number = reading->word[reading->filled], found = number < 2 * reading->room ? reading->table[number] : 0;
        out->owned[reading->filled] = (unsigned char)(found ? found - 1 : (uint32_t)named);
        out->other_seen += found == 0;
    }
}

bool words_reading_step(WordsReading *reading, int bytes) {
    const char *end = reading->rest.at + (bytes < reading->rest.count ? bytes : reading->rest.count);
    if (reading->failed || reading->is_done) return true;
    if (!reading->is_read) {
        read_some(reading, end);
        return reading->failed;
    }
    if (!reading->out) {
        reading->failed = reading->word_count < TEXT_LEAST || reading->seen_count < 2 || !begin_symbols(reading);
        return reading->failed;
    }
    fill_some(reading, reading->word_count - reading->filled > bytes ? reading->filled + bytes : reading->word_count);
    if (reading->filled < reading->word_count) return false;
    reading->out->nats = entropy_of(reading->out);
    return reading->is_done = true;
}

double words_reading_progress(const WordsReading *reading) {
    const double read = 0.9; /* the share of the work that this pass takes */
    if (reading->is_done || reading->bytes.count == 0) return 1;
    double filled = reading->word_count > 0 ? (double)reading->filled / (double)reading->word_count : 0;
    return read * (1 - (double)reading->rest.count / reading->bytes.count) + (1 - read) * filled;
}

Text *words_reading_end(WordsReading *reading) {
    if (!reading) return NULL;
    Text *out = reading->out;
    if (!reading->is_done) {
        words_free(out);
        out = NULL;
    }
    mem_free(reading->seen);
    mem_free(reading->table);
    mem_free(reading->word);
    mem_free(reading);
    return out;
}

void words_free(Text *words) {
    if (!words) return;
    mem_free(words->word);
    text_deinit(words);
    mem_free(words);
}
