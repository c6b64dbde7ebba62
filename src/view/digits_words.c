/* What is said of the digits of a number (experiment/digits_probe.h). */
#include "base/number.h"
#include "view/view.h"
#include <string.h>

bool view_wants_digits(const UiState *ui) {
    switch (ui->hover.kind) {
    case SUBJECT_STATE:
    case SUBJECT_CELL_STATE:
    case SUBJECT_OUTPUT:
    case SUBJECT_LOSS:
    case SUBJECT_GRADIENT:
    case SUBJECT_HIGHWAY:
    case SUBJECT_FACTOR:
    case SUBJECT_GATE:
    case SUBJECT_STEP:
    case SUBJECT_WEIGHT_W:
    case SUBJECT_ENTRY_GRADIENT: return true;
    default: return false;
    }
}

bool view_wants_compared_digits(const UiState *ui) {
    static const char *const paths[] = {"compare/", "story/loss", "story/arrives"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        if (strncmp(ui->gui.hot, paths[i], strlen(paths[i])) == 0) return true;
    return false;
}

StringId view_why_no_digits(DigitsState state) {
    static const StringId why[] = {[DIGITS_WAITS] = STRING_NUMBER_DIGITS_WAIT,
                                   [DIGITS_HELD] = STRING_NUMBER_DIGITS_HELD,
                                   [DIGITS_TRAINS] = STRING_NUMBER_DIGITS_TRAIN,
                                   [DIGITS_NO_ROOM] = STRING_NUMBER_DIGITS_ROOM,
                                   [DIGITS_ONCE] = STRING_NUMBER_DIGITS_ONCE};
    return why[state];
}

bool digits_write_lost(char *out, int size, const Strings *strings, double value, double plain) {
    char number[32];
    if (digits_agreed(value, plain) >= 3) return false;
    number_format_short(number, (int)sizeof number, plain, 3);
    text_format(out, size, tr(strings, STRING_NUMBER_DIGITS), number);
    return true;
}
