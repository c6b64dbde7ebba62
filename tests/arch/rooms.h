/* The design's table of arrows as data, and what the tests in this folder share: reading files and folders, running a command,
   collecting findings. A room is a folder of src/. Changing who may use whom is a change here, and needs its reason in the
   commit that makes it. */
#ifndef UNROLL_TESTS_ARCH_ROOMS_H
#define UNROLL_TESTS_ARCH_ROOMS_H
#include <dirent.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* All lists are words between blanks. */
typedef struct Room {
    const char *name;
    const char *may;       /* rooms it may include and call */
    const char *may_const; /* rooms it may include, and of which it may call what changes nothing */
    const char *may_file;  /* single files of other rooms, without extension */
    const char *system;    /* what <headers> may begin with, beyond the C standard's */
    const char *symbols;   /* what foreign symbols may begin with */
} Room;

static const Room room_table[] = {
    {"base", "", "", "", "xlocale.h langinfo.h sys/mman.h", ""}, /* the last for large pages */
    {"engine", "base", "", "", "immintrin.h wasm_simd128.h", ""},
    {"data", "base", "", "", "zlib.h csv.h", "crc32 csv_"},
    {"task", "base engine data", "", "", "", ""},
    {"lab", "base engine data task", "", "", "", ""},
    {"experiment", "base engine data task lab", "", "", "", ""},
    {"lesson", "base", "", "", "cmark", "cmark_"},
    {"draw", "base", "", "", "cairo ft2build.h freetype emmintrin.h", "cairo_ FT_"},
    {"gui", "base draw", "", "", "", ""},
    {"view", "base draw gui", "engine data task lab experiment lesson", "", "", ""},
    {"app", "base engine data task lab experiment lesson draw gui view", "", "", "", ""},
    {"platform", "base draw", "", "gui/input",
     "SDL2/ SDL.h SDL_ sys/ unistd.h fcntl.h pthread.h dirent.h spawn.h windows.h io.h psapi.h mach-o/ emscripten", "SDL_ TTF_"},
    {"cli", "base engine data task lab experiment lesson draw gui view app platform", "", "", "", ""},
};
enum { ROOM_COUNT = sizeof room_table / sizeof room_table[0] };

static const char c_headers[] = "assert.h complex.h ctype.h errno.h fenv.h float.h inttypes.h iso646.h limits.h locale.h math.h setjmp.h "
                                "signal.h stdalign.h stdarg.h stdatomic.h stdbool.h stddef.h stdint.h stdio.h stdlib.h stdnoreturn.h "
                                "string.h tgmath.h threads.h time.h uchar.h wchar.h wctype.h";

typedef struct Findings {
    int count;
    char text[8192];
} Findings;

static inline __attribute__((format(printf, 2, 3))) void findings_add(Findings *findings, const char *format, ...) {
    size_t used = strlen(findings->text);
    va_list arguments;
    va_start(arguments, format);
    int written = vsnprintf(findings->text + used, sizeof findings->text - used, format, arguments);
    va_end(arguments);
    if (written >= 0 && used + (size_t)written + 2 < sizeof findings->text) strcat(findings->text, "\n");
    findings->count++;
}

static inline const Room *room_find(const char *name, int count) {
    for (int i = 0; i < ROOM_COUNT; i++) {
        if ((int)strlen(room_table[i].name) == count && !strncmp(room_table[i].name, name, (size_t)count)) return &room_table[i];
    }
    return NULL;
}

/* The next word of a list; NULL at its end. *list moves on. */
static inline const char *words_next(const char **list, int *count) {
    while (**list == ' ') ++*list;
    const char *word = *list;
    *count = (int)strcspn(word, " ");
    *list += *count;
    return *count ? word : NULL;
}

static inline bool words_have(const char *list, const char *name, int name_count) {
    int count = 0;
    for (const char *word; (word = words_next(&list, &count));) {
        if (count == name_count && !strncmp(word, name, (size_t)count)) return true;
    }
    return false;
}

static inline bool words_begin(const char *list, const char *name) {
    int count = 0;
    for (const char *word; (word = words_next(&list, &count));) {
        if (!strncmp(word, name, (size_t)count)) return true;
    }
    return false;
}

static inline char *read_stream(FILE *stream) {
    size_t used = 0, capacity = 1 << 16;
    char *text = malloc(capacity);
    while (text) {
        size_t got = fread(text + used, 1, capacity - used - 1, stream);
        used += got;
        text[used] = 0;
        if (!got) break;
        if (capacity - used < 2) {
            capacity *= 2;
            char *grown = realloc(text, capacity);
            if (!grown) free(text);
            text = grown;
        }
    }
    return text;
}

/* The whole file, terminated; NULL when it cannot be read. The caller frees. */
static inline char *read_file(const char *path) {
    FILE *file = fopen(path, "rb");
    char *text = file ? read_stream(file) : NULL;
    if (file) fclose(file);
    return text;
}

/* Standard output of a shell command, terminated; *status is its exit status as pclose gives it. The caller frees. */
static inline char *read_command(const char *command, int *status) {
    FILE *pipe = popen(command, "r");
    char *text = pipe ? read_stream(pipe) : NULL;
    *status = pipe ? pclose(pipe) : -1;
    return text;
}

/* A file of a room: `file` is its path within the room, as "cell/head.c", `path` the one to open. */
typedef void RoomVisit(void *user, const Room *room, const char *file, const char *path);

static inline int room_visit_folder(const Room *room, const char *folder, const char *cupboard, RoomVisit *visit, void *user) {
    DIR *open = opendir(folder);
    int count = 0;
    if (!open) return 0;
    for (struct dirent *entry; (entry = readdir(open));) {
        char file[512], path[4096];
        if (entry->d_name[0] == '.') continue;
        snprintf(file, sizeof file - 1, "%s%s", cupboard, entry->d_name);
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        const char *dot = strrchr(entry->d_name, '.');
        if (!dot) {
            strcat(file, "/");
            count += room_visit_folder(room, path, file, visit, user);
        } else if (!strcmp(dot, ".c") || !strcmp(dot, ".h")) {
            visit(user, room, file, path);
            count++;
        }
    }
    closedir(open);
    return count;
}

/* Calls visit for every .c and .h in root/src/ROOM and in its cupboards (subfolders), and returns how many there were. */
static inline int rooms_visit(const char *root, RoomVisit *visit, void *user) {
    int count = 0;
    for (int i = 0; i < ROOM_COUNT; i++) {
        char folder[2048];
        snprintf(folder, sizeof folder, "%s/src/%s", root, room_table[i].name);
        count += room_visit_folder(&room_table[i], folder, "", visit, user);
    }
    return count;
}

#endif
