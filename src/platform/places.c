/* The folders of settings and state. An environment variable without an absolute path is ignored, as the XDG Base Directory Specification
   requires. */
#include "platform/places.h"
#include "base/number.h"
#include <SDL.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#ifdef _WIN32
#include <windows.h>
#endif

enum { FOLDER_MAX = 4096 };

/* First the variable that names the folder itself, then the one that names its parent. */
typedef struct PlaceRow {
    const char *variable, *in_variable;
    const char *below, *in_below;
} PlaceRow;

static const PlaceRow place_table[PLACE_COURSE] = {
#if defined _WIN32
    [PLACE_SETTINGS] = {"APPDATA", "Unroll", "USERPROFILE", "AppData\\Roaming\\Unroll"},
    [PLACE_STATE] = {"LOCALAPPDATA", "Unroll", "USERPROFILE", "AppData\\Local\\Unroll"},
    [PLACE_FILES] = {NULL, NULL, "USERPROFILE", "Documents\\Unroll"},
#elif defined __APPLE__
    [PLACE_SETTINGS] = {NULL, NULL, "HOME", "Library/Application Support/Unroll"},
    [PLACE_STATE] = {NULL, NULL, "HOME", "Library/Application Support/Unroll"},
    [PLACE_FILES] = {NULL, NULL, "HOME", "Documents/Unroll"},
#else
    [PLACE_SETTINGS] = {"XDG_CONFIG_HOME", "unroll", "HOME", ".config/unroll"},
    [PLACE_STATE] = {"XDG_STATE_HOME", "unroll", "HOME", ".local/state/unroll"},
    [PLACE_FILES] = {"XDG_DOCUMENTS_DIR", "Unroll", "HOME", "Documents/Unroll"},
#endif
};

#ifdef _WIN32
static const char separator = '\\';
static bool is_absolute(const char *path) { return path[0] && path[1] == ':'; }
static bool make_folder(const char *path) { return CreateDirectoryA(path, NULL) || GetLastError() == ERROR_ALREADY_EXISTS; }
#else
static const char separator = '/';
static bool is_absolute(const char *path) { return path[0] == '/'; }
static bool make_folder(const char *path) { return mkdir(path, 0700) == 0 || errno == EEXIST; }
#endif

bool platform_make_folder(const char *path, Diag *diag) {
    return make_folder(path) || diag_fail_at(diag, path, 0, 0, "cannot make this folder: %s", strerror(errno));
}

static bool join(char *out, const char *variable, const char *rest) {
    const char *folder = variable ? getenv(variable) : NULL;
    if (!folder || !is_absolute(folder)) return false;
    return text_format(out, FOLDER_MAX, "%s%c%s", folder, separator, rest) < FOLDER_MAX - 1;
}

/* Makes the folder with all its parents. */
static bool make_folders(char *path, Diag *diag) {
    for (char *at = path + 1;; at++) {
        char kept = *at;
        if (kept != '\0' && kept != separator) continue;
        *at = '\0';
        /* A parent may exist without our being allowed to make it; only the result for the last folder counts. */
        if (!make_folder(path) && kept == '\0') return diag_fail_at(diag, path, 0, 0, "cannot make this folder: %s", strerror(errno));
        *at = kept;
        if (kept == '\0') return true;
    }
}

/* Beside the program: installed, in a build, in a build's tests. If the system does not say where the program is (Linux without /proc),
   only the usual installation folders are tried. */
bool platform_find_shared(char *out, int size, const char *name, const char *file) {
    static const char *const beside[] = {"../share/unroll", "share/unroll", "../../share/unroll"};
    static const char *const installed[] = {UNROLL_SHARE_DIR, "/usr/share/unroll"};
    enum { BESIDE = sizeof beside / sizeof beside[0], ALL = BESIDE + sizeof installed / sizeof installed[0] };
    char *base = SDL_GetBasePath(); /* ends in a separator */
    bool found = false;
    for (int i = base ? 0 : BESIDE; i < ALL && !found; i++) {
        struct stat status;
        char path[FOLDER_MAX];
        text_format(out, size, "%s%s/%s", i < BESIDE ? base : "", i < BESIDE ? beside[i] : installed[i - BESIDE], name);
        text_format(path, FOLDER_MAX, "%s/%s", out, file);
        found = stat(path, &status) == 0;
    }
    SDL_free(base);
    if (!found) out[0] = '\0';
    return found;
}

static bool find_own(char *out, int size, const char *folder, Diag *diag) {
    return platform_find_shared(out, size, folder, "") || diag_fail(diag, "the folder share/unroll/%s is not beside the program", folder);
}

#ifdef _WIN32
/* If a file `portable` lies beside the program, settings and state are kept there too, so that everything fits on a memory stick. */
static bool find_portable(char *out) {
    struct stat status;
    char name[FOLDER_MAX];
    char *base = SDL_GetBasePath(); /* ends in a separator */
    text_format(name, FOLDER_MAX, "%sportable", base ? base : "");
    bool found = base && stat(name, &status) == 0;
    if (found) text_format(out, FOLDER_MAX, "%skept", base);
    SDL_free(base);
    return found;
}
#else
static bool find_portable(char *out) {
    (void)out;
    return false;
}
#endif

static bool find_place(void *user, Place place, char *out, int size, Diag *diag) {
    (void)user;
    char folder[FOLDER_MAX];
    if (place == PLACE_COURSE) return find_own(out, size, "lessons", diag);
    if (place == PLACE_STRINGS) return find_own(out, size, "assets/strings", diag);
    const PlaceRow *row = &place_table[place == PLACE_SAVED ? PLACE_FILES : place];
    out[0] = '\0';
    if (!find_portable(folder) && !join(folder, row->variable, row->in_variable) && !join(folder, row->below, row->in_below))
        return diag_fail(diag, "there is no folder for settings and saved files: %s does not name one",
                         row->variable ? row->variable : row->below);
    if (place != PLACE_FILES && !make_folders(folder, diag)) return false;
    return str_copy(out, size, str_from(folder)) || diag_fail_at(diag, folder, 0, 0, "the name of this folder is too long");
}

/* "de" of "de_DE.UTF-8". */
bool platform_language(char *out, int size) {
    static const char *const variables[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    const char *said = NULL;
    for (int i = 0; i < 3 && !(said && said[0]); i++) said = getenv(variables[i]);
    int count = said ? (int)strcspn(said, "_.@") : 0;
    out[0] = '\0';
    return count > 1 && count < size && strspn(said, "abcdefghijklmnopqrstuvwxyz") >= (size_t)count &&
           str_copy(out, size, (Str){said, count});
}

void platform_places(PlaceApi *place) { *place = (PlaceApi){NULL, find_place}; }
