/* The commands of series and sentences; their `open FILE` is app_load.c's. */
#include "app/app_inside.h"
#include "base/number.h"

static bool set_column(App *app, Str name, Diag *diag) {
    char line[64];
    int column;
    app_finish(app); /* the setup is that of all commands so far */
    if (!setup_find_column(&column, &app->main.lab.setup, name, diag)) return false;
    app_setup_line(line, (int)sizeof line, KEY_COLUMN, column);
    return app->run_line(app, line, false, diag);
}

bool app_series(App *app, Str text, Diag *diag) {
    Str rest = str_trim(text), word = str_next_word(&rest);
    long from;
    rest = str_trim(rest);
    app->stale = true;
    if (str_equal(word, "column") && rest.count > 0) return set_column(app, rest, diag);
    if (!str_equal(word, "from") || !number_parse_int(&from, rest) || from < 0 || from > NET_STEP_MAX)
        return diag_fail(diag, "series: expected open FILE [COLUMN], column NAME, or from STEP (0: half of the stage's).");
    app->ui.forecast_from = (int)from;
    return true;
}

bool app_sentence(App *app, Str text, Diag *diag) {
    app->stale = true;
    if (str_copy(app->ui.sentence, SENTENCE_TEXT_MAX, str_trim(text))) return true;
    app->ui.sentence[0] = '\0';
    return diag_fail(diag, "sentence: at most %d bytes.", SENTENCE_TEXT_MAX - 1);
}
