/* What nm says of the rooms' libraries, for the tests of this folder: reading its listing, and made-up listings. */
#ifndef UNROLL_TESTS_ARCH_SYMBOLS_H
#define UNROLL_TESTS_ARCH_SYMBOLS_H
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rooms.h"

typedef struct Symbol {
    char name[96], file[64], section[48]; /* file: "arena.c.o" */
    const Room *room;
    char class; /* as nm has it: T, d, U, ... */
} Symbol;

enum { SYMBOL_MAX = 40000 };
typedef struct Symbols {
    int count;
    Symbol item[SYMBOL_MAX];
} Symbols;

/* ---- reading nm ---- */

static inline void copy_field(char *out, size_t size, const char *from, size_t count) {
    while (count && *from == ' ') from++, count--;
    while (count && from[count - 1] == ' ') count--;
    if (count >= size) count = size - 1;
    memcpy(out, from, count);
    out[count] = 0;
}

/* nm --format=sysv: "name |value|class|type|size|line|section", and "Symbols from lib.a[file.o]:" before each object. */
static inline void symbols_read(Symbols *symbols, const Room *room, const char *listing) {
    char file[64] = "";
    for (const char *at = listing; *at;) {
        const char *end = at + strcspn(at, "\n");
        const char *bracket = memchr(at, '[', (size_t)(end - at)), *bar = memchr(at, '|', (size_t)(end - at));
        if (bracket && !bar && !strncmp(at, "Symbols from ", 13)) {
            copy_field(file, sizeof file, bracket + 1, strcspn(bracket + 1, "]"));
        } else if (bar && symbols->count < SYMBOL_MAX) {
            Symbol *symbol = &symbols->item[symbols->count++];
            *symbol = (Symbol){.room = room};
            snprintf(symbol->file, sizeof symbol->file, "%s", file);
            copy_field(symbol->name, sizeof symbol->name, at, (size_t)(bar - at));
            for (int field = 1; field <= 6 && bar && bar < end; field++) {
                const char *start = bar + 1;
                bar = memchr(start, '|', (size_t)(end - start));
                size_t count = (size_t)((bar ? bar : end) - start);
                char class[16];
                if (field == 2) {
                    copy_field(class, sizeof class, start, count);
                    symbol->class = class[0];
                }
                if (field == 6) copy_field(symbol->section, sizeof symbol->section, start, count);
            }
        }
        at = *end ? end + 1 : end;
    }
}

static inline void symbols_load(Symbols *symbols) {
    for (int i = 0; i < ROOM_COUNT; i++) {
        char command[2048];
        int status = 0;
        snprintf(command, sizeof command, "test ! -e '%s/libunroll_%s.a' || %s --format=sysv '%s/libunroll_%s.a'", UNROLL_BINARY_DIR,
                 room_table[i].name, UNROLL_NM, UNROLL_BINARY_DIR, room_table[i].name);
        char *listing = read_command(command, &status);
        assert_non_null(listing);
        assert_int_equal(status, 0);
        symbols_read(symbols, &room_table[i], listing);
        free(listing);
    }
    assert_true(symbols->count < SYMBOL_MAX);
}

static inline int compare_symbols(const void *a, const void *b) { return strcmp(((const Symbol *)a)->name, ((const Symbol *)b)->name); }

static inline bool is_definition(const Symbol *symbol) { return strchr("TDBRVWC", symbol->class) != NULL; }

/* Where `name` is defined; symbols are sorted by name. */
static inline const Symbol *symbols_find(const Symbols *symbols, const char *name) {
    int low = 0, high = symbols->count;
    while (low < high) {
        int middle = (low + high) / 2;
        if (strcmp(symbols->item[middle].name, name) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < symbols->count && !strcmp(symbols->item[low].name, name); low++) {
        if (is_definition(&symbols->item[low])) return &symbols->item[low];
    }
    return NULL;
}

/* ---- for the tests ---- */

static inline int setup_real(void **state) {
    Symbols *symbols = calloc(1, sizeof *symbols);
    if (!symbols) return -1;
    symbols_load(symbols);
    qsort(symbols->item, (size_t)symbols->count, sizeof symbols->item[0], compare_symbols);
    *state = symbols;
    return 0;
}

static inline int setup_empty(void **state) { return (*state = calloc(1, sizeof(Symbols))) ? 0 : -1; }

static inline int teardown(void **state) {
    free(*state);
    return 0;
}

static inline void assert_none(const Findings *findings) {
    if (findings->count) fail_msg("%d findings:\n%s", findings->count, findings->text);
}

/* A listing of one object: `lines` are "name|class|section" words. */
static inline void add_listing(Symbols *symbols, const char *room, const char *file, const char *const *lines) {
    char listing[4096];
    int used = snprintf(listing, sizeof listing, "Symbols from made_up.a[%s]:\n\nName  Value  Class\n\n", file);
    for (; *lines; lines += 3) {
        used += snprintf(listing + used, sizeof listing - (size_t)used,
                         "%-20s|                |   %s  |            NOTYPE|                |     |%s\n", lines[0], lines[1], lines[2]);
    }
    symbols_read(symbols, room_find(room, (int)strlen(room)), listing);
    qsort(symbols->item, (size_t)symbols->count, sizeof symbols->item[0], compare_symbols);
}

static inline void assert_found(const Findings *findings, int count, const char *part) {
    if (!strstr(findings->text, part)) fail_msg("'%s' is not in: %s", part, findings->text);
    assert_int_equal(findings->count, count);
}

#endif
