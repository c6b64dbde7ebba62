/* See text_shelf.h. */
#include "lab/text_shelf.h"
#include "base/arena.h"
#include "base/number.h"
#include "base/world.h"
#include "data/words.h"
#include "lab/beside.h"
#include <string.h>

const Text *text_shelf_find(const TextShelf *shelf, double hash) {
    for (int i = 0; i < shelf->count; i++) {
        if ((double)shelf->item[i]->text.hash == hash) return &shelf->item[i]->text;
    }
    return NULL;
}

/* ---- Reading ---- */

enum { PIECE = 1 << 15 }; /* bytes: some microseconds for each thousand */

struct ShelfReading {
    ShelfText *item; /* owned until the end */
    char *path;      /* owned, as both below */
    TablesReading *tables;
    TextReading *text;   /* begun when the tables are there */
    WordsReading *words; /* begun when the text is there */
    bool is_reading_text, is_text, is_done;
    Diag diag;
};

static Str bytes_of(const ShelfText *item) {
    return (Str){item->bytes, item->size <= TEXT_BYTES_MAX ? (int)item->size : TEXT_BYTES_MAX + 1};
}

ShelfReading *shelf_reading_new(const char *path, char *bytes, size_t size) {
    ShelfReading *reading = mem_new(sizeof *reading);
    ShelfText *item = mem_new(sizeof *item);
    char *name = mem_new(strlen(path) + 1);
    if (!reading || !item || !name) {
        mem_free(reading);
        mem_free(item);
        mem_free(name);
        mem_free(bytes);
        return NULL;
    }
    memcpy(name, path, strlen(path));
    item->bytes = bytes;
    item->size = size;
    atomic_init(&item->owners, 1);
    *reading = (ShelfReading){.item = item, .path = name, .is_reading_text = size > TEXT_BYTES_MAX};
    if (reading->is_reading_text)
        reading->text = text_reading_new(&item->text, name, bytes_of(item)); /* which refuses it */
    else
        reading->tables = tables_reading_new(name, bytes_of(item));
    return reading;
}

/* Skips the words of a table with a column of numbers: nobody would read them, and finding them takes a second for a million rows. */
static bool is_of_numbers(const ShelfText *item) {
    Diag unsaid;
    return item->tables && tables_find_series(item->tables, str_from(""), &unsaid) >= 0;
}

/* If memory for the tables is out, the file is only a text. */
bool shelf_reading_step(ShelfReading *reading) {
    ShelfText *item = reading->item;
    if (reading->is_done) return true;
    if (!reading->is_reading_text) {
        if (reading->tables && !tables_reading_step(reading->tables, PIECE)) return false;
        item->tables = tables_reading_end(reading->tables);
        reading->tables = NULL;
        reading->is_reading_text = true;
        reading->text = text_reading_new(&item->text, reading->path, bytes_of(item));
        return false;
    }
    if (reading->text && !text_reading_step(reading->text, PIECE)) return false;
    if (!reading->is_text) {
        reading->is_text = text_reading_end(reading->text, &reading->diag);
        reading->text = NULL;
        item->text.tables = item->tables;
        if (!reading->is_text) return reading->is_done = true;
        if (!is_of_numbers(item)) reading->words = words_reading_new(&item->text, bytes_of(item));
        return false;
    }
    if (reading->words && !words_reading_step(reading->words, PIECE)) return false;
    item->text.words = item->words = words_reading_end(reading->words);
    reading->words = NULL;
    return reading->is_done = true;
}

double shelf_reading_progress(const ShelfReading *reading) {
    const double tables = 0.75; /* their part of the time */
    if (reading->is_done) return 1;
    double words = reading->words ? words_reading_progress(reading->words) : 0;
    if (reading->is_text) return tables + (1 - tables) * (0.5 + 0.5 * words);
    if (reading->is_reading_text) return tables + (1 - tables) * 0.5 * (reading->text ? text_reading_progress(reading->text) : 0);
    return tables * (reading->tables ? tables_reading_progress(reading->tables) : 1);
}

void shelf_text_free(ShelfText *item) {
    if (!item || atomic_fetch_sub(&item->owners, 1) > 1) return;
    text_deinit(&item->text);
    words_free(item->words);
    tables_free(item->tables);
    mem_free(item->bytes);
    mem_free(item);
}

ShelfText *shelf_reading_end(ShelfReading *reading, const char *task, Diag *diag) {
    if (!reading) {
        diag_fail(diag, "There is no memory left for the text.");
        return NULL;
    }
    ShelfText *item = reading->item;
    if (reading->text) text_reading_end(reading->text, NULL);
    words_free(words_reading_end(reading->words));
    tables_free(tables_reading_end(reading->tables));
    if (!reading->is_done || !reading->is_text) {
        bool is_no_table = item->tables && strcmp(task, "series") == 0 && tables_find_series(item->tables, str_from(""), diag) < 0;
        if (!is_no_table && diag) *diag = reading->diag;
        shelf_text_free(item);
        item = NULL;
    }
    mem_free(reading->path);
    mem_free(reading);
    return item;
}

/* ---- The shelf ---- */

const Text *text_shelf_put(TextShelf *shelf, ShelfText *item, Diag *diag) {
    const Text *known = text_shelf_find(shelf, (double)item->text.hash);
    if (!known && shelf->count < TEXT_SHELF_MAX) {
        shelf->item[shelf->count++] = item;
        return &item->text;
    }
    if (!known) diag_fail(diag, "%d texts have been opened already; restart the program to open others.", TEXT_SHELF_MAX);
    shelf_text_free(item);
    return known;
}

const Text *text_shelf_add(TextShelf *shelf, const char *task, const char *path, Str bytes, Diag *diag) {
    const Text *known = text_shelf_find(shelf, (double)text_hash(bytes));
    if (known) return known;
    char *copy = mem_new((size_t)bytes.count + 1);
    if (copy) memcpy(copy, bytes.at, bytes.count <= TEXT_BYTES_MAX ? (size_t)bytes.count : 0);
    ShelfReading *reading = copy ? shelf_reading_new(path, copy, (size_t)bytes.count) : NULL;
    while (reading && !shelf_reading_step(reading)) {}
    ShelfText *item = shelf_reading_end(reading, task, diag);
    return item ? text_shelf_put(shelf, item, diag) : NULL;
}

bool text_shelf_share(TextShelf *out, const TextShelf *shelf) {
    for (int i = 0; i < shelf->count; i++) {
        if (text_shelf_find(out, (double)shelf->item[i]->text.hash)) continue;
        if (out->count == TEXT_SHELF_MAX) return false;
        atomic_fetch_add(&shelf->item[i]->owners, 1);
        out->item[out->count++] = shelf->item[i];
    }
    return true;
}

void text_shelf_clear(TextShelf *shelf) {
    for (int i = 0; i < shelf->count; i++) shelf_text_free(shelf->item[i]);
    shelf->count = 0;
}

void text_shelf_bind(Setup *setup, const TextShelf *shelf) {
    double hash = setup_get(setup, KEY_TEXT_HASH);
    const Text *found = text_shelf_find(shelf, hash);
    bool is_bound = setup->own_text && (double)setup->own_text->hash == hash;
    if (found || !is_bound)
        setup->own_text = found; /* the shelf that it came from may hold the same text as another item, and may be freed
                                                        soon */
}

bool text_shelf_name(TextShelf *shelf, Str name, Diag *diag) {
    for (int i = 0; i < name.count; i++) {
        if (name.at[i] == '/' || name.at[i] == '\\')
            return diag_fail(diag, "'%.*s' is not in the same folder; expected the name of a text without folders", str_fit(name, 60),
                             name.at);
    }
    if (name.count > 0 && str_copy(shelf->named, TEXT_NAME_SIZE, name)) return true;
    return diag_fail(diag, "text_file: expected the name of a file, of at most %d bytes", TEXT_NAME_SIZE - 1);
}

static uint64_t hash_of(const void *bytes, size_t size) {
    return text_hash((Str){bytes, size <= TEXT_BYTES_MAX ? (int)size : TEXT_BYTES_MAX + 1});
}

bool text_shelf_load(TextShelf *shelf, Setup *setup, const FileApi *files, const char *beside, Diag *diag) {
    char path[BESIDE_PATH_SIZE], *bytes;
    size_t size;
    text_shelf_bind(setup, shelf);
    if (!shelf->named[0] || setup->own_text || setup_get(setup, KEY_TEXT_HASH) == 0) return true;
    if (!beside_read(path, &bytes, &size, files, beside, shelf->named, (uint64_t)setup_get(setup, KEY_TEXT_HASH), hash_of, diag))
        return false;
    bool good = text_shelf_add(shelf, "text", path, (Str){bytes, (int)size}, diag) != NULL;
    mem_free(bytes);
    text_shelf_bind(setup, shelf);
    return good;
}
