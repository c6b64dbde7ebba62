/* See beside.h. Simplified on purpose: in a folder with very many files only the first ones, in the order of their names, are searched. */
#include "lab/beside.h"
#include "base/arena.h"
#include "base/number.h"
#include "base/str.h"
#include "base/world.h"
#include <stdlib.h>
#include <string.h>

enum { LOOKED_AT = 64, NAME_SIZE = 256 };

typedef struct Names {
    const char *ending; /* the suffix with its point; "" for names without one */
    int count;
    char (*name)[NAME_SIZE]; /* (LOOKED_AT) */
} Names;

static const char *ending_of(const char *name) {
    const char *point = strrchr(name, '.');
    return point ? point : "";
}

static int compare(const void *a, const void *b) { return strcmp(a, b); }

/* Keeps the alphabetically first names, sorted. */
static void visit(void *visitor, const char *name) {
    Names *names = visitor;
    if (strcmp(ending_of(name), names->ending) != 0 || name[0] == '.' || strlen(name) >= NAME_SIZE) return;
    if (names->count == LOOKED_AT) {
        qsort(names->name, LOOKED_AT, NAME_SIZE, compare);
        if (strcmp(name, names->name[LOOKED_AT - 1]) >= 0) return;
        names->count--;
    }
    str_copy(names->name[names->count++], NAME_SIZE, str_from(name));
}

/* False, with nothing to free, if it cannot be read or has other content. */
static bool read_if_it(char **bytes, size_t *size, const FileApi *files, const char *path, uint64_t hash, BesideHash *hash_of, Diag *diag) {
    if (!files->read(files->user, path, bytes, size, diag)) return false;
    if (hash_of(*bytes, *size) == hash) return true;
    mem_free(*bytes);
    *bytes = NULL;
    return diag_fail_at(diag, path, 0, 0, "its content has changed since the experiment was saved");
}

static bool search(char path[BESIDE_PATH_SIZE], char **bytes, size_t *size, const FileApi *files, Str folder, const char *name,
                   uint64_t hash, BesideHash *hash_of) {
    Names names = {.ending = ending_of(name), .name = mem_new(LOOKED_AT * NAME_SIZE)};
    Diag unsaid = {0};
    bool is_found = false;
    text_format(path, BESIDE_PATH_SIZE, "%.*s", folder.count > 1 ? folder.count - 1 : folder.count, folder.at);
    if (names.name && files->list) files->list(files->user, folder.count > 0 ? path : ".", visit, &names, &unsaid);
    if (names.count > 1) qsort(names.name, (size_t)names.count, NAME_SIZE, compare);
    for (int i = 0; i < names.count && !is_found; i++) {
        text_format(path, BESIDE_PATH_SIZE, "%.*s%s", folder.count, folder.at, names.name[i]);
        is_found = strcmp(names.name[i], name) != 0 && !(files->is_folder && files->is_folder(files->user, path)) &&
                   read_if_it(bytes, size, files, path, hash, hash_of, &unsaid);
    }
    mem_free(names.name);
    return is_found;
}

bool beside_read(char path[BESIDE_PATH_SIZE], char **bytes, size_t *size, const FileApi *files, const char *beside, const char *name,
                 uint64_t hash, BesideHash *hash_of, Diag *diag) {
    const char *slash = strrchr(beside, '/');
    Str folder = {beside, slash ? (int)(slash - beside) + 1 : 0};
    Diag found = {0};
    char first[BESIDE_PATH_SIZE];
    text_format(first, BESIDE_PATH_SIZE, "%.*s%s", folder.count, folder.at, name);
    str_copy(path, BESIDE_PATH_SIZE, str_from(first));
    if (read_if_it(bytes, size, files, path, hash, hash_of, &found)) return true;
    if (search(path, bytes, size, files, folder, name, hash, hash_of)) return true;
    return diag_fail_at(diag, first, 0, 0, "%s; the experiment needs the file as it was: open that one first, or put it there", found.text);
}
