/* See fail_system.h. tests/CMakeLists.txt reads the names of the rows that begin with WRAP. */
#include "fail_system.h"
#define SDL_MAIN_HANDLED
#include <SDL2/SDL.h>
#include <SDL2/SDL_syswm.h>
#include <SDL2/SDL_ttf.h>
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/poll.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SET_MAX = 4 };
typedef struct Failure {
    char name[48];
    int before, count; /* calls that still work, and then those that fail */
    int error;
} Failure;

static Failure set[SET_MAX];
static int set_count;
SystemStandIn system_stand_in;

static bool fails(const char *name) {
    for (int i = 0; i < set_count; i++) {
        Failure *failure = &set[i];
        if (strcmp(failure->name, name) != 0 || failure->count == 0) continue;
        if (failure->before-- > 0) return false;
        failure->before = 0;
        failure->count--;
        SDL_SetError("no %s", name);
        errno = failure->error;
        return true;
    }
    return false;
}

/* The parameters are written twice: with and without their types. */
#define WRAP(type, name, parameters, arguments, failed)                                                                                    \
    type __real_##name parameters;                                                                                                         \
    type __wrap_##name parameters;                                                                                                         \
    type __wrap_##name parameters {                                                                                                        \
        if (fails(#name)) return failed;                                                                                                   \
        return __real_##name arguments;                                                                                                    \
    }

/* clang-format off */
WRAP(SDL_Window *, SDL_CreateWindow, (const char *title, int x, int y, int w, int h, Uint32 flags), (title, x, y, w, h, flags), NULL)
WRAP(SDL_Renderer *, SDL_CreateRenderer, (SDL_Window *window, int index, Uint32 flags), (window, index, flags), NULL)
WRAP(SDL_Texture *, SDL_CreateTexture, (SDL_Renderer *renderer, Uint32 format, int access, int w, int h), (renderer, format, access, w, h), NULL)
WRAP(int, SDL_GetRendererOutputSize, (SDL_Renderer *renderer, int *w, int *h), (renderer, w, h), -1)
WRAP(int, SDL_UpdateWindowSurfaceRects, (SDL_Window *window, const SDL_Rect *rect, int count), (window, rect, count), -1)
WRAP(int, SDL_UpdateTexture, (SDL_Texture *texture, const SDL_Rect *rect, const void *pixels, int pitch), (texture, rect, pixels, pitch), -1)
WRAP(int, SDL_RenderCopy, (SDL_Renderer *renderer, SDL_Texture *texture, const SDL_Rect *from, const SDL_Rect *to), (renderer, texture, from, to), -1)
WRAP(int, SDL_GetDisplayBounds, (int index, SDL_Rect *bounds), (index, bounds), -1)
WRAP(int, SDL_GetDisplayUsableBounds, (int index, SDL_Rect *bounds), (index, bounds), -1)
WRAP(int, SDL_GetDisplayDPI, (int index, float *diagonal, float *across, float *down), (index, diagonal, across, down), -1)
WRAP(char *, SDL_GetClipboardText, (void), (), NULL)
WRAP(int, SDL_SetClipboardText, (const char *text), (text), -1)
WRAP(SDL_mutex *, SDL_CreateMutex, (void), (), NULL)
WRAP(SDL_cond *, SDL_CreateCond, (void), (), NULL)
WRAP(SDL_Thread *, SDL_CreateThread, (SDL_ThreadFunction function, const char *name, void *data), (function, name, data), NULL)
WRAP(int, TTF_Init, (void), (), -1)
WRAP(TTF_Font *, TTF_OpenFontDPIRW, (SDL_RWops *source, int frees, int size, unsigned across, unsigned down), (source, frees, size, across, down), (SDL_RWclose(source), (TTF_Font *)NULL))
WRAP(int, TTF_SizeUTF8, (TTF_Font *font, const char *text, int *w, int *h), (font, text, w, h), -1)
WRAP(int, TTF_GlyphMetrics32, (TTF_Font *font, Uint32 code, int *least_x, int *most_x, int *least_y, int *most_y, int *advance), (font, code, least_x, most_x, least_y, most_y, advance), -1)
WRAP(int, TTF_GlyphIsProvided32, (TTF_Font *font, Uint32 code), (font, code), 0)
WRAP(SDL_Surface *, TTF_RenderUTF8_Blended, (TTF_Font *font, const char *text, SDL_Color color), (font, text, color), NULL)
WRAP(int, posix_spawn_file_actions_init, (posix_spawn_file_actions_t *actions), (actions), errno)
WRAP(int, posix_spawnattr_init, (posix_spawnattr_t *how), (how), errno)
WRAP(int, posix_spawn_file_actions_addopen, (posix_spawn_file_actions_t *actions, int descriptor, const char *path, int flags, mode_t mode), (actions, descriptor, path, flags, mode), errno)
WRAP(int, posix_spawn_file_actions_adddup2, (posix_spawn_file_actions_t *actions, int from, int to), (actions, from, to), errno)
WRAP(pid_t, waitpid, (pid_t process, int *status, int options), (process, status, options), -1)
WRAP(int, sigaction, (int number, const struct sigaction *now, struct sigaction *before), (number, now, before), -1)
WRAP(ssize_t, write, (int descriptor, const void *data, size_t size), (descriptor, data, size), -1)
WRAP(int, fsync, (int descriptor), (descriptor), -1)
WRAP(int, ftruncate, (int descriptor, off_t size), (descriptor, size), -1)
WRAP(int, close, (int descriptor), (descriptor), (__real_close(descriptor), -1))
WRAP(int, access, (const char *path, int mode), (path, mode), -1)
WRAP(int, rename, (const char *from, const char *to), (from, to), -1)
WRAP(int, remove, (const char *path), (path), -1)
WRAP(char *, mkdtemp, (char *path), (path), NULL)
WRAP(int, clock_gettime, (clockid_t clock, struct timespec *now), (clock, now), -1)
WRAP(FILE *, fopen, (const char *path, const char *mode), (path, mode), NULL)
WRAP(int, fflush, (FILE *stream), (stream), EOF)
WRAP(int, fclose, (FILE *stream), (stream), (__real_fclose(stream), EOF))
WRAP(int, ferror, (FILE *stream), (stream), 1)
/* clang-format on */

/* ---- Stand-ins ---- */

static int library;            /* its address stands for the library */
static SDL_PixelFormat format; /* of `surface`; a copy: SDL shares its own among surfaces */
static SDL_Surface surface;    /* what a window's surface is, with another format */

const char *__real_SDL_GetCurrentVideoDriver(void);
const char *__wrap_SDL_GetCurrentVideoDriver(void);
const char *__wrap_SDL_GetCurrentVideoDriver(void) {
    return system_stand_in.driver ? system_stand_in.driver : __real_SDL_GetCurrentVideoDriver();
}

const char *__real_SDL_GetHint(const char *name);
const char *__wrap_SDL_GetHint(const char *name);
const char *__wrap_SDL_GetHint(const char *name) {
    if (system_stand_in.hides_hints) return NULL;
    return __real_SDL_GetHint(name);
}

SDL_Surface *__real_SDL_GetWindowSurface(SDL_Window *window);
SDL_Surface *__wrap_SDL_GetWindowSurface(SDL_Window *window);
SDL_Surface *__wrap_SDL_GetWindowSurface(SDL_Window *window) {
    if (fails("SDL_GetWindowSurface")) return NULL;
    SDL_Surface *real = __real_SDL_GetWindowSurface(window);
    if (!system_stand_in.format || !real) return real;
    format = *real->format;
    surface = *real;
    format.format = system_stand_in.format;
    surface.format = &format;
    return &surface;
}

void *__real_SDL_LoadObject(const char *name);
void *__wrap_SDL_LoadObject(const char *name);
void *__wrap_SDL_LoadObject(const char *name) {
    if (fails("SDL_LoadObject")) return NULL;
    return system_stand_in.load_function ? &library : __real_SDL_LoadObject(name);
}

void *__real_SDL_LoadFunction(void *object, const char *name);
void *__wrap_SDL_LoadFunction(void *object, const char *name);
void *__wrap_SDL_LoadFunction(void *object, const char *name) {
    if (fails("SDL_LoadFunction")) return NULL;
    return object == &library ? system_stand_in.load_function(name) : __real_SDL_LoadFunction(object, name);
}

void __real_SDL_UnloadObject(void *object);
void __wrap_SDL_UnloadObject(void *object);
void __wrap_SDL_UnloadObject(void *object) {
    if (object != &library) __real_SDL_UnloadObject(object);
}

SDL_bool __real_SDL_GetWindowWMInfo(SDL_Window *window, SDL_SysWMinfo *info);
SDL_bool __wrap_SDL_GetWindowWMInfo(SDL_Window *window, SDL_SysWMinfo *info);
SDL_bool __wrap_SDL_GetWindowWMInfo(SDL_Window *window, SDL_SysWMinfo *info) {
    if (!system_stand_in.display) return __real_SDL_GetWindowWMInfo(window, info);
    info->subsystem = SDL_SYSWM_X11;
    info->info.x11.display = system_stand_in.display;
    return SDL_TRUE;
}

/* ---- What is set ---- */

void fail_system(const char *name, int nth, int count, int error) {
    if (set_count == SET_MAX || strlen(name) >= sizeof set->name) abort();
    set[set_count] = (Failure){.before = nth - 1, .count = count, .error = error};
    strcpy(set[set_count++].name, name);
}

void fail_system_none(void) {
    set_count = 0;
    system_stand_in = (SystemStandIn){0};
}

int fail_system_left(void) {
    int left = 0;
    for (int i = 0; i < set_count; i++) left += set[i].count;
    return left;
}
