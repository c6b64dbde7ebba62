/* See figure.h. The exact number is the shortest text that reads back as the same double. */
#include "gui/figure.h"
#include "base/number.h"
#include <stdlib.h>
#include <string.h>

Figures figure_begin(const Gui *gui) { return (Figures){.all = gui->state->all_digits}; }

/* As everywhere on screen: a true minus sign, and no zero before an exponent. */
static void write_exact(char out[FIGURE_SIZE], double value) {
    char number[FIGURE_SIZE];
    number_format(number, (int)sizeof number, value);
    char *e = strchr(number, 'e');
    int sign = number[0] == '-', mantissa = (int)(e ? e - number : (long)strlen(number)) - sign;
    int used = text_format(out, FIGURE_SIZE, "%s%.*s", sign ? "−" : "", mantissa, number + sign);
    if (e) text_format(out + used, FIGURE_SIZE - used, "e%d", atoi(e + 1));
}

const char *figure_write(Figures *figures, char out[FIGURE_SIZE], double value) {
    double read;
    number_format_short(out, FIGURE_SIZE, value, 3);
    if (!number_parse(&read, str_from(out)) || read == value) return out;
    if (figures->all)
        write_exact(out, value);
    else
        figures->more = true;
    return out;
}
