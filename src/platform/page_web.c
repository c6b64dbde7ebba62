/* See page.h: the page's script (web/page.js) shows what it receives and keeps its requests in a list. */
#include "platform/page.h"
#include "platform/script_web.h"

void page_tell(PageText what, const char *text) { page_script_tell((int)what, text); }

PageAsk page_ask(char line[PAGE_LINE_MAX]) {
    line[0] = '\0';
    return (PageAsk)page_script_ask(line, PAGE_LINE_MAX);
}
