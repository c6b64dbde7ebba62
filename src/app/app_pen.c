/* The command `text`: a text of the person's own from the clipboard, and what the pen of the screen of texts does. `text open FILE` is
   app_load.c's. */
#include "app/app_inside.h"
#include "base/arena.h"
#include "base/number.h"
#include <string.h>

/* The place in the file goes into the words: a message has no other room for it. */
static bool place_in_words(Diag *diag) {
    Diag found = *diag;
    char words[sizeof diag->text];
    diag_format(words, (int)sizeof words, &found);
    diag_reset(diag);
    return diag_fail(diag, "%s", words);
}

void app_show_text(App *app) {
    char words[200];
    pen_init(&app->ui.pen);
    app_settle(app);
    screen_show(&app->ui.screens, SCREEN_TEXT);
    app_turn_inside(app, false);
    text_describe(words, (int)sizeof words, app->main.lab.setup.own_text);
    tr_said(&app->strings, words, (int)sizeof words);
    app_say(app, false, tr(&app->strings, STRING_TEXT_OPENED), app->main.lab.setup.own_text->name, words);
}

static bool open_bytes(App *app, const char *name, char *bytes, size_t size, Diag *diag) {
    app_finish(app);
    Str text = {bytes, size <= TEXT_BYTES_MAX ? (int)size : TEXT_BYTES_MAX + 1};
    bool good = lab_open_text(&app->main.lab, name, text, diag);
    mem_free(bytes);
    if (!good) return place_in_words(diag);
    app_show_text(app);
    return true;
}

static bool paste(App *app, Diag *diag) {
    const ClipboardApi *clipboard = &app->world->clipboard;
    char *text;
    if (!clipboard->read) return diag_fail(diag, "There is no clipboard here.");
    if (!clipboard->read(clipboard->user, &text, diag)) return false;
    return open_bytes(app, "clipboard", text, strlen(text), diag);
}

bool app_text(App *app, Str word, Str rest, Diag *diag) {
    app->stale = true;
    if (str_equal(word, "paste")) return paste(app, diag);
    return pen_apply(&app->ui.pen, &app->main.lab.setup, word, rest, diag);
}
