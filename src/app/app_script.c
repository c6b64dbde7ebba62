/* Recording and replaying: input as printable lines, and frames.

   A recording holds what came from outside: the commands that were applied, and the input with the frames it fell into.
   The effects of the input are not written: a replay computes them again. Places are design pixels with all their digits, so a
   replay hits the same knob at the same fraction. Only training depends on the clock: the updates that a frame did stand as
   `train N` before its `frame` line, and a replayed frame does as many. Only a paste depends on the clipboard: it is written as
   the text that it typed. */
#include "app/app_inside.h"
#include "base/number.h"
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void app_record_line(App *app, const char *format, ...) {
    if (!app->record) return;
    char line[COMMAND_LINE_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments); /* only %s, %d and %ld come here: the same in every locale */
    va_end(arguments);
    app->record(app->record_user, line);
}

void app_record_command(App *app, const Command *command) {
    char line[COMMAND_LINE_MAX];
    if (!app->record) return;
    command_format(line, sizeof line, command);
    app->record(app->record_user, line);
}

static void record_place(App *app, double x, double y) {
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
static void record_size(App *app, double width_px, double height_px, double ratio) {
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

/* The text of a `type` line, without the quotes around it. */
static Str typed_text(const char *text) {
    Str typed = str_from(text);
    bool quoted = typed.count > 1 && text[0] == '"' && text[typed.count - 1] == '"';
    return quoted ? (Str){text + 1, typed.count - 2} : typed;
}

void app_record_event(App *app, const RouteEvent *event) {
    char number[32];
    if (!app->record) return;
    if (event->has_place) record_place(app, event->x, event->y);
    switch (event->kind) {
    case INPUT_POINTER: break;
    case INPUT_PRESS: app_record_line(app, "%s", event->clicks >= 2 ? "press double" : "press"); break;
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
    case INPUT_RESIZE: record_size(app, event->x, event->y, event->ratio); break;
    case INPUT_LEAVE: record_place(app, -1, -1); break;
    case INPUT_CLOSE: app_record_line(app, "quit"); break;
    }
}

void app_set_recorder(App *app, void (*record)(void *user, const char *line), void *user) {
    app_finish(app);
    app->record = record;
    app->record_user = user;
    if (!record) return;
    /* Where the recording starts from. */
    const UiState *ui = &app->ui;
    Setup first;
    setup_init(&first);
    char line[COMMAND_LINE_MAX];
    app_record_run(app, &first);
    record_size(app, ui->width_px, ui->height_px, ui->pixel_ratio);
    app_record_settings(app);
    number_format(line, sizeof line, ui->speed);
    app_record_line(app, "speed %s", line);
    Command seek = {.id = COMMAND_SEEK, .arg = {{true, (double)ui->cursor.phase, ""}, {true, ui->cursor.step, ""}}};
    app_record_command(app, &seek);
    app->recorded_x = app->recorded_y = NAN;
    record_place(app, ui->gui.x, ui->gui.y);
}

/* Bounds of one frame's time: a machine that slept does not leap through a whole phase. */
static double sane_dt(double dt_s) { return dt_s > 0 ? fmin(dt_s, 0.25) : 0; }

/* A line cannot hold control characters, an empty text, or a key name with a blank in it: such events are dropped. */
static bool is_printable(const RouteEvent *event) {
    if (event->kind != INPUT_TEXT && event->kind != INPUT_KEY && event->kind != INPUT_COMPOSE) return true;
    bool broken = event->kind != INPUT_COMPOSE && event->text[0] == '\0';
    for (const char *at = event->text; *at; at++)
        broken = broken || (unsigned char)*at < 32 || *at == 127 || (*at == ' ' && event->kind == INPUT_KEY);
    return !broken;
}

/* In pieces as long as an event takes. */
bool app_paste(App *app, Diag *diag) {
    char text[GUI_TYPED_MAX];
    if (!app_read_paste(app, text, diag)) return false;
    for (Str rest = str_from(text); rest.count > 0;) {
        RouteEvent event = {.kind = INPUT_TEXT};
        int count = str_fit(rest, (int)sizeof event.text - 1);
        if (count <= 0) count = 1; /* no UTF-8 at all */
        str_copy(event.text, sizeof event.text, (Str){rest.at, count});
        app_record_event(app, &event);
        app_route(app, &event);
        rest = (Str){rest.at + count, rest.count - count};
    }
    return true;
}

static void paste_by_key(App *app) {
    Diag diag = {0};
    if (!app_paste(app, &diag)) app_say(app, true, "%s", diag.text);
}

void app_run_frame(App *app, const RouteEvent *event, int count, double dt_s) {
    if (!app->built) app_build(app);
    dt_s = sane_dt(dt_s);
    app_take_training(app);
    for (int i = 0; i < count; i++) {
        if (!is_printable(&event[i])) continue;
        if (app_is_paste(app, &event[i])) {
            paste_by_key(app);
            continue;
        }
        app_record_event(app, &event[i]);
        app_route(app, &event[i]);
    }
    app_advance(app, dt_s);
    if (count > 0 || app->stale) app_build(app); /* else it is the picture that it was, regions and all */
    char number[32];
    number_format(number, sizeof number, dt_s);
    app_record_line(app, "frame %s", number);
}

static bool push(App *app, const RouteEvent *event, Diag *diag) {
    if (app->queue_count >= INPUT_EVENT_MAX)
        return diag_fail(diag, "There are %d pieces of input without a frame; put a line \"frame\" between them.", INPUT_EVENT_MAX);
    app->queue[app->queue_count++] = *event;
    return true;
}

static bool fail_path(const App *app, const char *path, Diag *diag) {
    enum { AT_ONCE = 128 }; /* few enough for the stack; the closest so far is a candidate again in the next part */
    const char *candidate[AT_ONCE], *closest = NULL;
    for (int i = 0; i < app->region.count;) {
        int count = 0;
        if (closest) candidate[count++] = closest;
        while (count < AT_ONCE && i < app->region.count) candidate[count++] = app->region.item[i++].path;
        const char *found = str_find_closest(str_from(path), candidate, count);
        if (found) closest = found;
    }
    if (closest) return diag_fail(diag, "There is no control \"%s\" in this picture; did you mean \"%s\"?", path, closest);
    return diag_fail(diag, "There is no control \"%s\" in this picture; controls are named like \"transport/play\" or \"controls/radius\".",
                     path);
}

/* Move, press, release: three frames, as a person's click is at least. */
static bool click(App *app, const char *path, Diag *diag) {
    if (app->queue_count > 0)
        app_frame(app, NULL, 0); /* what waits comes before */
    else
        app_refresh(app);
    if (!region_find(&app->region, path)) return fail_path(app, path, diag);
    app_scroll_into_view(app, path);
    app_refresh(app);
    const Region *region = region_find(&app->region, path);
    if (!region) return fail_path(app, path, diag);
    RouteEvent event = {.kind = INPUT_POINTER, .has_place = true, .x = rect_mid_x(region->box), .y = rect_mid_y(region->box), .clicks = 1};
    const InputKind kind[3] = {INPUT_POINTER, INPUT_PRESS, INPUT_RELEASE};
    for (int i = 0; i < 3; i++) {
        event.kind = kind[i];
        app_run_frame(app, &event, 1, 0);
    }
    return true;
}

/* A window may be smaller than what the program lays out for, never larger than it can be. */
static bool check_size(const CommandArg *arg, double ratio, Diag *diag) {
    char found[32];
    if (arg[0].number > APP_SIDE_MOST_PX || arg[1].number > APP_SIDE_MOST_PX)
        return diag_fail(diag, "resize: a window of %ld x %ld pixels cannot be; each side goes from 1 to %d.", (long)arg[0].number,
                         (long)arg[1].number, APP_SIDE_MOST_PX);
    number_format(found, sizeof found, ratio);
    if (!(ratio >= APP_RATIO_LEAST && ratio <= APP_RATIO_MOST))
        return diag_fail(diag, "resize: %s pixels per point cannot be; they go from 0.25 to 8.", found);
    return true;
}

bool app_script_line(App *app, const Command *command, Diag *diag) {
    const CommandArg *arg = command->arg;
    RouteEvent event = {.ratio = 1, .clicks = 1};
    switch (command->id) {
    case COMMAND_POINTER:
        event.kind = arg[0].number < 0 ? INPUT_LEAVE : INPUT_POINTER;
        event.has_place = event.kind == INPUT_POINTER;
        event.x = arg[0].number;
        event.y = arg[1].number;
        break;
    case COMMAND_PRESS:
        event.kind = INPUT_PRESS;
        event.clicks = arg[0].given ? 2 : 1;
        break;
    case COMMAND_RELEASE: event.kind = INPUT_RELEASE; break;
    case COMMAND_WHEEL:
        event.kind = INPUT_WHEEL;
        event.y = arg[0].number;
        break;
    case COMMAND_KEY:
    case COMMAND_TYPE:
    case COMMAND_COMPOSE:
        event.kind = command->id == COMMAND_KEY ? INPUT_KEY : command->id == COMMAND_TYPE ? INPUT_TEXT : INPUT_COMPOSE;
        if (!str_copy(event.text, sizeof event.text, event.kind == INPUT_KEY ? str_from(arg[0].text) : typed_text(arg[0].text)))
            return diag_fail(diag, "%s: this is longer than %d bytes; write several lines.", command_table[command->id].word,
                             (int)sizeof event.text - 1);
        break;
    case COMMAND_RESIZE:
        event.kind = INPUT_RESIZE;
        event.x = arg[0].number;
        event.y = arg[1].number;
        event.ratio = arg[2].given ? arg[2].number : app->ui.pixel_ratio;
        if (!check_size(arg, event.ratio, diag)) return false;
        break;
    case COMMAND_CLICK: return click(app, arg[0].text, diag);
    case COMMAND_FRAME:
        app->is_scripted = true;
        app_frame(app, NULL, arg[0].given ? arg[0].number : 1.0 / 60);
        app->is_scripted = false;
        return true;
    default: return diag_fail(diag, "The command \"%s\" cannot stand in a script.", command_table[command->id].word);
    }
    return push(app, &event, diag);
}
