/* What a window tells to, and takes from, the page that it is in. On a desktop there is no page, and nothing of this does anything. */
#ifndef UNROLL_PLATFORM_PAGE_H
#define UNROLL_PLATFORM_PAGE_H
#include "base/str.h"
#include <stdbool.h>

typedef enum PageText {
    PAGE_LINK,        /* what the address should say: "lesson=vanishing/draw-it" or "cell=lstm&hidden=8" */
    PAGE_DESCRIPTION, /* what the picture shows, for a screen reader */
    PAGE_FOCUS,       /* the name of the control that has the keyboard */
    PAGE_PLACE,       /* one of the places that can be pressed: "path x y w h command" */
    PAGE_MESSAGE      /* what the window tells now, for a screen reader; "": nothing */
} PageText;

typedef enum PageAsk {
    PAGE_LINE,   /* a command line: the address has changed, or two fingers moved */
    PAGE_KEEP,   /* the page may end: write down what is to be kept */
    PAGE_HIDDEN, /* nobody could see the page for a while; nothing moved meanwhile */
    PAGE_TELL,   /* a sentence to be shown as what is wrong is */
    PAGE_PLACES, /* where what can be pressed stands: the tests of the page press there */
    PAGE_NOTHING
} PageAsk;

enum { PAGE_LINE_MAX = 2048 };

void page_tell(PageText what, const char *text);
PageAsk page_ask(char line[PAGE_LINE_MAX]); /* the next of what the page wants; to be asked until it wants nothing */

#endif
