/* Files of one's own as what the network learns: a series from a table, labelled lines. */
#include "app/app_inside.h"
#include "base/arena.h"
#include "base/number.h"
#include <string.h>

/* "FILE" or "FILE COLUMN": a name with blanks is a file where one of that name is. */
static void split_column(const App *app, char path[APP_PATH_MAX], Str *column, Str text) {
    const FileApi *file = &app->world->file;
    *column = (Str){"", 0};
    str_copy(path, APP_PATH_MAX, text);
    if (file->is_there && file->is_there(file->user, path)) return;
    int at = text.count;
    while (at > 0 && text.at[at - 1] != ' ') at--;
    if (at == 0) return;
    *column = (Str){text.at + at, text.count - at};
    str_copy(path, APP_PATH_MAX, str_trim((Str){text.at, at}));
}

/* The place in the file goes into the message, which is all that is shown. */
static bool tell_place(Diag *diag) {
    char text[sizeof diag->text];
    if (!diag) return false;
    diag_format(text, (int)sizeof text, diag);
    diag->file[0] = '\0';
    diag->line = diag->column = 0;
    return diag_fail(diag, "%s", text);
}

bool app_open_own(App *app, const char *task, Str text, Diag *diag) {
    const FileApi *file = &app->world->file;
    char path[APP_PATH_MAX], *bytes;
    size_t size;
    Str column;
    split_column(app, path, &column, str_trim(text));
    if (!path[0]) return diag_fail(diag, "open: expected the name of a file.");
    if (!file->read(file->user, path, &bytes, &size, diag)) return tell_place(diag);
    app_finish(app);
    Str whole = {bytes, size <= TEXT_BYTES_MAX ? (int)size : TEXT_BYTES_MAX + 1};
    bool good = lab_open_own(&app->main.lab, task, path, whole, column, diag);
    mem_free(bytes);
    if (good) app_settle(app);
    return good || tell_place(diag);
}

bool app_series(App *app, Str text, Diag *diag) {
    Str rest = str_trim(text), word = str_next_word(&rest);
    long from;
    rest = str_trim(rest);
    app->stale = true;
    if (str_equal(word, "open")) return app_open_own(app, "series", rest, diag);
    if (!str_equal(word, "from") || !number_parse_int(&from, rest) || from < 0 || from > NET_STEP_MAX)
        return diag_fail(diag, "series: expected open FILE [COLUMN], or from STEP (0: half of the stage's).");
    app->ui.forecast_from = (int)from;
    return true;
}

bool app_sentence(App *app, Str text, Diag *diag) {
    Str rest = str_trim(text), all = rest, word = str_next_word(&rest);
    app->stale = true;
    if (str_equal(word, "open")) return app_open_own(app, "sentiment", rest, diag);
    if (str_copy(app->ui.sentence, SENTENCE_TEXT_MAX, all)) return true;
    app->ui.sentence[0] = '\0';
    return diag_fail(diag, "sentence: at most %d bytes.", SENTENCE_TEXT_MAX - 1);
}
