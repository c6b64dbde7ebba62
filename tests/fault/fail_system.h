/* Makes calls of SDL and of the system fail that otherwise never do. A program that links fail_system.c has these calls of ours, and only ours,
   go through it (--wrap in tests/CMakeLists.txt); what the libraries call among themselves is untouched. */
#ifndef UNROLL_TESTS_FAIL_SYSTEM_H
#define UNROLL_TESTS_FAIL_SYSTEM_H
#include <stdbool.h>

/* The nth call of this function from now (1: the next) fails, and `count` of them in a row; errno is then `error`, and SDL_GetError says
   "no NAME". Up to four may be set at once. */
void fail_system(const char *name, int nth, int count, int error);
void fail_system_none(void); /* everything works again */
int fail_system_left(void);  /* failures that were set and have not come yet: a test that expects one sees that it came */

/* A driver and a library of somebody else's; NULL: SDL's own. With a library every SDL_LoadObject gives it. */
typedef struct SystemStandIn {
    const char *driver;                       /* what SDL_GetCurrentVideoDriver says */
    void *(*load_function)(const char *name); /* of the library */
    void *display;                            /* the X display of every window */
    unsigned format;                          /* of the pixels of every window's surface (SDL_PIXELFORMAT_...) */
    bool hides_hints;                         /* SDL_GetHint knows none */
} SystemStandIn;
extern SystemStandIn system_stand_in;

#endif
