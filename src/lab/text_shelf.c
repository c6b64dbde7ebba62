/* See text_shelf.h. */
#include "lab/text_shelf.h"
#include "base/arena.h"
#include "base/number.h"
#include "base/world.h"
#include <string.h>

const Text *text_shelf_find(const TextShelf *shelf, double hash) {
    for (int i = 0; i < shelf->count; i++) {
        if ((double)shelf->item[i]->text.hash == hash) return &shelf->item[i]->text;
    }
    return NULL;
}

const Text *text_shelf_add(TextShelf *shelf, const char *path, Str bytes, Diag *diag) {
    const Text *known = text_shelf_find(shelf, (double)text_hash(bytes));
    if (known) return known;
    if (shelf->count == TEXT_SHELF_MAX) {
        diag_fail(diag, "%d texts have been opened already; start the program again to open others.", TEXT_SHELF_MAX);
        return NULL;
    }
    ShelfText *item = mem_new(sizeof *item);
    if (!item) {
        diag_fail(diag, "There is no memory left for the text.");
        return NULL;
    }
    if (!text_read(&item->text, path, bytes, diag)) {
        mem_free(item);
        return NULL;
    }
    item->bytes = mem_new((size_t)bytes.count);
    if (!item->bytes) {
        text_deinit(&item->text);
        mem_free(item);
        diag_fail(diag, "There is no memory left for the text.");
        return NULL;
    }
    memcpy(item->bytes, bytes.at, (size_t)bytes.count);
    item->size = (size_t)bytes.count;
    item->text.tables = item->tables = tables_new(path, bytes); /* without memory for it, it is a text and no more */
    atomic_init(&item->owners, 1);
    shelf->item[shelf->count++] = item;
    return &item->text;
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
    for (int i = 0; i < shelf->count; i++) {
        if (atomic_fetch_sub(&shelf->item[i]->owners, 1) > 1) continue;
        text_deinit(&shelf->item[i]->text);
        tables_free(shelf->item[i]->tables);
        mem_free(shelf->item[i]->bytes);
        mem_free(shelf->item[i]);
    }
    shelf->count = 0;
}

void text_shelf_bind(Setup *setup, const TextShelf *shelf) {
    double hash = setup_get(setup, KEY_TEXT_HASH);
    bool is_bound = setup->own_text && (double)setup->own_text->hash == hash;
    if (!is_bound) setup->own_text = text_shelf_find(shelf, hash);
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

bool text_shelf_load(TextShelf *shelf, Setup *setup, const FileApi *files, const char *beside, Diag *diag) {
    char path[4096], *bytes;
    size_t size;
    const char *slash = strrchr(beside, '/');
    text_shelf_bind(setup, shelf);
    if (!shelf->named[0] || setup->own_text || setup_get(setup, KEY_TEXT_HASH) == 0) return true;
    text_format(path, (int)sizeof path, "%.*s%s", slash ? (int)(slash - beside) + 1 : 0, beside, shelf->named);
    if (!files->read(files->user, path, &bytes, &size, diag)) return false;
    Str whole = {bytes, size <= TEXT_BYTES_MAX ? (int)size : TEXT_BYTES_MAX + 1};
    bool is_it = (double)text_hash(whole) == setup_get(setup, KEY_TEXT_HASH);
    bool good = is_it ? text_shelf_add(shelf, path, whole, diag) != NULL
                      : diag_fail_at(diag, path, 0, 0, "its content is another than when the experiment was saved, which read it");
    mem_free(bytes);
    text_shelf_bind(setup, shelf);
    return good;
}
