/* The window loop, run in this process on SDL's dummy driver, with a folder of its own: what its tests share. */
#ifndef UNROLL_TESTS_WINDOW_CASE_H
#define UNROLL_TESTS_WINDOW_CASE_H
#include "base/world.h"

typedef struct WindowCase {
    char folder[64];
    char script[96], record[96], again[96], errors[96], settings[96], lesson[96],
        setup[96]; /* paths of files in the folder, none is there */
    FileApi file;
} WindowCase;

/* cmocka's setup and teardown; *state is a WindowCase with an empty folder. */
int window_case_start(void **state);
int window_case_end(void **state);

/* Runs `unroll run` with these options and returns its status; what it says goes to the file `errors`. */
int window_case_run(const WindowCase *place, const char *const *option, int count);
#define WINDOW_CASE_RUN(place, ...)                                                                                                        \
    window_case_run(place, (const char *const[]){__VA_ARGS__}, (int)(sizeof(const char *[]){__VA_ARGS__} / sizeof(char *)))

/* Files of the folder; each fails the test if the file cannot be read or written. */
void window_case_write(const WindowCase *place, const char *path, const char *text);
char *window_case_read(const WindowCase *place, const char *path); /* terminated; the caller frees with mem_free */
void window_case_assert_holds(const WindowCase *place, const char *path, const char *part);
void window_case_assert_lacks(const WindowCase *place, const char *path, const char *part);

#endif
