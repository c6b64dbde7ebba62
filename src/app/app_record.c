/* Records external input and commands as printable lines. How a recording is made and played stands in app_script.c. */
#include "app/app_inside.h"
#include "base/number.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void app_record_line(App *app, const char *format, ...) {
    if (!app->record) return;
    char line[VARIANT_LINE_SIZE + COMMAND_SHORT_MAX]; /* what comes from outside as a command has a line of any length, below */
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments); /* only %s, %d and %ld come here: the same in every locale */
    va_end(arguments);
    app->record(app->record_user, line);
}

void app_record_command(App *app, const Command *command) {
    TextLine line = {0};
    if (!app->record) return;
    if (command_write(&line, command))
        app->record(app->record_user, text_line_get(&line));
    else
        app_say(app, true, tr(&app->strings, STRING_NOTICE_RECORD_LACKS), command_table[command->id].word);
    text_line_free(&line);
}

void app_record_place(App *app, double x, double y) {
    char a[32], b[32];
    if (x == app->recorded_x && y == app->recorded_y) return;
    number_format(a, sizeof a, x);
    number_format(b, sizeof b, y);
    app_record_line(app, "pointer %s %s", a, b);
    app->recorded_x = x;
    app->recorded_y = y;
}

/* The side length as app_resize will clamp it, so that the recorded line can be read. */
static int side_px(double wanted, double now) { return (int)(wanted >= 1 ? fmin(wanted, APP_SIDE_MOST_PX) : fmax(now, 1)); }

/* Pixels per point only where they are not one. */
void app_record_size(App *app, double width_px, double height_px, double ratio) {
    char tail[40] = "", number[32];
    ratio = fmin(fmax(ratio, APP_RATIO_LEAST), APP_RATIO_MOST);
    number_format(number, sizeof number, ratio);
    if (ratio != 1) text_format(tail, sizeof tail, " %s", number);
    app_record_line(app, "resize %d %d%s", side_px(width_px, app->ui.width_px), side_px(height_px, app->ui.height_px), tail);
}

/* A line loses blanks at its end, and quotes around its text. A text that has either is written in quotes. */
static bool needs_quotes(const char *text) {
    size_t count = strlen(text);
    return count > 0 && (text[count - 1] == ' ' || (count > 1 && text[0] == '"' && text[count - 1] == '"'));
}

void app_record_event(App *app, const InputEvent *event) {
    char number[32];
    if (!app->record || app->at_surface) return;
    if (event->has_place) app_record_place(app, event->x, event->y);
    switch (event->kind) {
    case INPUT_POINTER: break;
    case INPUT_PRESS: app_record_line(app, "%s", event->clicks >= 2 ? "press double" : event->shift ? "press shift" : "press"); break;
    case INPUT_RELEASE: app_record_line(app, "release"); break;
    case INPUT_WHEEL:
        number_format(number, sizeof number, event->y);
        app_record_line(app, "wheel %s", number);
        break;
    case INPUT_KEY: app_record_line(app, "key %s", event->text); break;
    case INPUT_TEXT: app_record_line(app, needs_quotes(event->text) ? "type \"%s\"" : "type %s", event->text); break;
    case INPUT_COMPOSE:
        app_record_line(app, !event->text[0] ? "compose" : needs_quotes(event->text) ? "compose \"%s\"" : "compose %s", event->text);
        break;
    case INPUT_RESIZE: app_record_size(app, event->x, event->y, event->ratio); break;
    case INPUT_CTRL: app_record_line(app, event->clicks > 0 ? "digits all" : "digits three"); break;
    case INPUT_LEAVE: app_record_place(app, -1, -1); break;
    case INPUT_DROP: break; /* the lesson that it opens is recorded */
    case INPUT_CLOSE: app_record_line(app, "quit"); break;
    }
}
