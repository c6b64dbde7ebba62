/* See kept_input.h. */
#include "cli/kept_input.h"
#include "base/arena.h"
#include <string.h>

static bool is_input(const char *path) { return strcmp(path, "-") == 0; }

static bool read_kept(void *user, const char *path, char **data, size_t *size, Diag *diag) {
    const KeptInput *kept = user;
    if (!is_input(path)) return kept->under.read(kept->under.user, path, data, size, diag);
    *size = 0;
    *data = mem_new(kept->size + 1);
    if (!*data) return diag_fail_at(diag, path, 0, 0, "out of memory: standard input cannot be read");
    memcpy(*data, kept->data, kept->size + 1);
    *size = kept->size;
    return true;
}

static bool is_kept_there(void *user, const char *path) {
    const KeptInput *kept = user;
    return is_input(path) || kept->under.is_there(kept->under.user, path);
}

bool kept_input_init(KeptInput *kept, World *world, Diag *diag) {
    *kept = (KeptInput){.under = world->file};
    if (!kept->under.read(kept->under.user, "-", &kept->data, &kept->size, diag)) return false;
    /* The other functions ignore their argument `user`: see platform/files.h. */
    world->file.user = kept;
    world->file.read = read_kept;
    world->file.is_there = is_kept_there;
    return true;
}

void kept_input_deinit(KeptInput *kept) {
    mem_free(kept->data);
    kept->data = NULL;
}

bool kept_input_is_lesson(const KeptInput *kept) {
    const char *at = kept->data;
    while (*at && strchr("\xEF\xBB\xBF \t\r\n", *at)) at++;
    return strncmp(at, "---", 3) == 0 || (*at == '#' && strchr("# ", at[1]) && at[1]);
}
