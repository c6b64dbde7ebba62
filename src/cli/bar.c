/* See bar.h. "[####....] 34 % 12 s left ...": the bar takes the columns that the words leave free, from BAR_LEAST to BAR_MOST. Time left =
   time taken * part left / part done. */
#include "cli/bar.h"
#include "base/number.h"
#include "platform/terminal.h"
#include <string.h>

enum { BAR_LEAST = 8, BAR_MOST = 24, KEEP_FREE = 3 /* the last column, and the ^C that the terminal may write after the bar */ };

void bar_init(Bar *bar, FILE *screen) { *bar = (Bar){.screen = screen, .is_seen = platform_is_terminal(screen)}; }

void bar_begin(Bar *bar, double part, double seconds) {
    if (!bar->is_seen) return;
    int columns = platform_terminal_columns(bar->screen);
    bar->room = (columns - KEEP_FREE < BAR_WORDS ? columns - KEEP_FREE : BAR_WORDS - 1) - (BAR_LEAST + 2); /* its brackets */
    bar->part = part;
    text_format(bar->words, BAR_WORDS, " %3d %%", (int)(100 * part));
    if (part > 0) bar_add(bar, "%.0f s left", seconds * (1 - part) / part);
}

void bar_add(Bar *bar, const char *format, ...) {
    char piece[64];
    va_list arguments;
    if (!bar->is_seen) return;
    va_start(arguments, format);
    int count = text_format_list(piece, (int)sizeof piece, format, arguments), used = (int)strlen(bar->words);
    va_end(arguments);
    if (used + 2 + count <= bar->room) text_format(bar->words + used, BAR_WORDS - used, "  %s", piece);
}

void bar_draw(Bar *bar) {
    if (!bar->is_seen) return;
    char picture[BAR_MOST + 1];
    int width = bar->room + BAR_LEAST - (int)strlen(bar->words);
    width = width < BAR_LEAST ? BAR_LEAST : width > BAR_MOST ? BAR_MOST : width;
    for (int i = 0; i < width; i++) picture[i] = i < (int)(bar->part * width) ? '#' : '.';
    picture[width] = 0;
    fprintf(bar->screen, "\r\x1b[K[%s]%s", picture, bar->words);
    fflush(bar->screen);
}

void bar_clear(const Bar *bar) {
    if (!bar->is_seen) return;
    fprintf(bar->screen, "\r\x1b[K");
    fflush(bar->screen);
}
