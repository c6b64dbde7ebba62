/* Messages between a window and the web page that contains it. On a desktop there is no page, and nothing calls these functions. */
#ifndef UNROLL_PLATFORM_PAGE_H
#define UNROLL_PLATFORM_PAGE_H
#include "base/str.h"
#include <stdbool.h>

typedef enum PageText {
    PAGE_LINK,        /* the new address: "lesson=vanishing/draw-it" or "cell=lstm&hidden=8" */
    PAGE_DESCRIPTION, /* a description of the picture, for a screen reader */
    PAGE_FOCUS,       /* the name of the control that has the keyboard */
    PAGE_PLACE,       /* one clickable region: "path x y w h command" */
    PAGE_MESSAGE      /* the window's present message, for a screen reader; "": none */
} PageText;

typedef enum PageAsk {
    PAGE_LINE,   /* a command line: the address has changed, or two fingers moved */
    PAGE_KEEP,   /* the page may end: save what must be kept */
    PAGE_HIDDEN, /* the page was hidden for a while, and nothing moved meanwhile */
    PAGE_TELL,   /* a sentence to show as an error */
    PAGE_PLACES, /* asks for the clickable regions: the tests of the page press there */
    PAGE_NOTHING
} PageAsk;

enum { PAGE_LINE_MAX = 2048 };

void page_tell(PageText what, const char *text);
PageAsk page_ask(char line[PAGE_LINE_MAX]); /* the page's next request; call it until there is none */

#endif
