/* A library to be loaded before a program (LD_PRELOAD) that makes one of its allocations fail:

     UNROLL_FAIL_AT=N       the N-th counted one returns NULL, all others succeed; 0: none
     UNROLL_FAIL_IN=NAME    which are counted: "ours", those of the program itself, which are all posix_memalign (base/arena.c); or
                            "below", those of the libraries of text, pictures and windows
     UNROLL_FAIL_LOG=FILE   at the end, how many there were

   The caller is known by its address. Linux with glibc only. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <link.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RANGE_MAX = 64, EARLY_SIZE = 1 << 14 };

static const char *const below[] = {"libSDL2", "libcairo", "libfreetype", "libharfbuzz", "libpixman", "libpng"};

typedef struct Range {
    uintptr_t from, to;
} Range;

static Range range[RANGE_MAX]; /* of the code whose allocations are counted */
static int range_count;
static bool is_ours;
static long fail_at;
static atomic_long counted;

static void *(*next_malloc)(size_t);
static void *(*next_calloc)(size_t, size_t);
static void *(*next_realloc)(void *, size_t);
static int (*next_posix_memalign)(void **, size_t, size_t);

/* dlsym itself may allocate before the real functions are known. Never freed. */
static unsigned char early[EARLY_SIZE];
static size_t early_used;
static bool is_finding;

static void *take_early(size_t size) {
    size_t start = (early_used + 15) & ~(size_t)15;
    if (size > EARLY_SIZE - start) abort();
    early_used = start + size;
    return early + start;
}

static void find_next(void) {
    is_finding = true;
    *(void **)&next_malloc = dlsym(RTLD_NEXT, "malloc");
    *(void **)&next_calloc = dlsym(RTLD_NEXT, "calloc");
    *(void **)&next_realloc = dlsym(RTLD_NEXT, "realloc");
    *(void **)&next_posix_memalign = dlsym(RTLD_NEXT, "posix_memalign");
    is_finding = false;
}

static bool is_meant(const char *name) {
    if (is_ours) return name[0] == '\0'; /* the program */
    for (size_t i = 0; i < sizeof below / sizeof below[0]; i++) {
        if (strstr(name, below[i])) return true;
    }
    return false;
}

static int add_object(struct dl_phdr_info *info, size_t size, void *user) {
    (void)size;
    (void)user;
    for (int i = 0; is_meant(info->dlpi_name) && i < info->dlpi_phnum && range_count < RANGE_MAX; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || !(part->p_flags & PF_X)) continue;
        uintptr_t from = (uintptr_t)info->dlpi_addr + (uintptr_t)part->p_vaddr;
        range[range_count++] = (Range){from, from + (uintptr_t)part->p_memsz};
    }
    return 0;
}

__attribute__((constructor)) static void begin(void) {
    const char *at = getenv("UNROLL_FAIL_AT"), *in = getenv("UNROLL_FAIL_IN");
    fail_at = at ? strtol(at, NULL, 10) : 0;
    is_ours = in && strcmp(in, "ours") == 0;
    if (in) dl_iterate_phdr(add_object, NULL);
    unsetenv("LD_PRELOAD"); /* what the program starts, such as ffmpeg, is left alone and counts nothing */
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("UNROLL_FAIL_LOG");
    FILE *log = path ? fopen(path, "w") : NULL;
    if (!log) return;
    fprintf(log, "%ld\n", atomic_load(&counted));
    fclose(log);
}

static bool fails(const void *caller) {
    uintptr_t at = (uintptr_t)caller;
    for (int i = 0; i < range_count; i++) {
        if (at >= range[i].from && at < range[i].to) return atomic_fetch_add(&counted, 1) + 1 == fail_at;
    }
    return false;
}

void *malloc(size_t size) {
    if (!next_malloc && is_finding) return take_early(size);
    if (!next_malloc) find_next();
    if (!is_ours && fails(__builtin_return_address(0))) return errno = ENOMEM, NULL;
    return next_malloc(size);
}

void *calloc(size_t count, size_t size) {
    if (!next_calloc && is_finding) return take_early(count * size); /* zero, as it never held anything else */
    if (!next_calloc) find_next();
    if (!is_ours && fails(__builtin_return_address(0))) return errno = ENOMEM, NULL;
    return next_calloc(count, size);
}

void *realloc(void *old, size_t size) {
    if (!next_realloc) find_next();
    if (!is_ours && size > 0 && fails(__builtin_return_address(0))) return errno = ENOMEM, NULL;
    return next_realloc(old, size);
}

int posix_memalign(void **out, size_t alignment, size_t size) {
    if (!next_posix_memalign) find_next();
    if (is_ours && fails(__builtin_return_address(0))) return ENOMEM;
    return next_posix_memalign(out, alignment, size);
}
