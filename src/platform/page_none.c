/* See page.h: there is none. */
#include "platform/page.h"

void page_tell(PageText what, const char *text) {
    (void)what;
    (void)text;
}

PageAsk page_ask(char line[PAGE_LINE_MAX]) {
    line[0] = '\0';
    return PAGE_NOTHING;
}
