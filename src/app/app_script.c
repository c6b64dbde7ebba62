/* Recording and replaying: input as printable lines, and frames.

   A recording contains the applied commands, and the input with its frames. It does not contain the effects of the input: a replay computes
   them again. Places are design pixels with all their digits, so a replay hits the same knob at the same fraction. Only training depends on
   the clock: the updates that a frame did stand as `train N` before its `frame` line, and a replayed frame does as many. Only a paste
   depends on the clipboard: it is written as the text that it typed. */
#include "app/app_inside.h"
#include "base/number.h"
#include <math.h>

/* The text of a `type` line, without the quotes around it. */
static Str typed_text(Str text) {
    bool quoted = text.count > 1 && text.at[0] == '"' && text.at[text.count - 1] == '"';
    return quoted ? (Str){text.at + 1, text.count - 2} : text;
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
    char line[COMMAND_SHORT_MAX];
    app_record_run(app, &first);
    app_record_size(app, ui->width_px, ui->height_px, ui->pixel_ratio);
    app_record_settings(app);
    number_format(line, sizeof line, ui->speed);
    app_record_line(app, "speed %s", line);
    Command seek = {.id = COMMAND_SEEK,
                    .arg = {{.given = true, .number = (double)ui->cursor.phase}, {.given = true, .number = ui->cursor.step}}};
    app_record_command(app, &seek);
    app->recorded_x = app->recorded_y = NAN;
    app_record_place(app, ui->gui.x, ui->gui.y);
}

static bool push(App *app, const InputEvent *event, Diag *diag) {
    if (app->queue_count >= INPUT_EVENT_MAX)
        return diag_fail(diag, "There are %d pieces of input without a frame; put a line \"frame\" between them.", INPUT_EVENT_MAX);
    app->queue[app->queue_count++] = *event;
    return true;
}

/* Types a text of any length: as many events as it needs, and the frames between them take no time. */
static bool push_text(App *app, Str text) {
    InputEvent event = {.kind = INPUT_TEXT, .ratio = 1, .clicks = 1};
    do {
        int count = str_fit(text, (int)sizeof event.text - 1);
        if (count <= 0) count = text.count < (int)sizeof event.text ? text.count : (int)sizeof event.text - 1; /* no UTF-8 at all */
        str_copy(event.text, (int)sizeof event.text, (Str){text.at, count});
        text = (Str){text.at + count, text.count - count};
        if (app->queue_count >= INPUT_EVENT_MAX) app_frame(app, NULL, 0);
        app->queue[app->queue_count++] = event;
    } while (text.count > 0);
    return true;
}

static bool fail_path(const App *app, const char *path, Diag *diag) {
    enum { AT_ONCE = 128 }; /* few enough for the stack; the best of each part is compared again with the next part */
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
static bool click(App *app, Str name, Diag *diag) {
    char path[REGION_PATH_SIZE];
    str_copy(path, (int)sizeof path, name); /* a longer one is cut, and names no control */
    if (app->queue_count > 0)
        app_frame(app, NULL, 0); /* commands that are queued come first */
    else
        app_refresh(app);
    if (!region_find(&app->region, path)) return fail_path(app, path, diag);
    app_scroll_into_view(app, path);
    app_refresh(app);
    const Region *region = region_find(&app->region, path);
    if (!region) return fail_path(app, path, diag);
    InputEvent event = {.kind = INPUT_POINTER, .has_place = true, .x = rect_mid_x(region->box), .y = rect_mid_y(region->box), .clicks = 1};
    const InputKind kind[3] = {INPUT_POINTER, INPUT_PRESS, INPUT_RELEASE};
    for (int i = 0; i < 3; i++) {
        event.kind = kind[i];
        app_run_frame(app, &event, 1, 1, 0);
    }
    return true;
}

/* A window may be smaller than what the program lays out for, never larger than it can be. */
static bool check_size(const CommandArg *arg, double ratio, Diag *diag) {
    char found[32];
    if (arg[0].number > APP_SIDE_MOST_PX || arg[1].number > APP_SIDE_MOST_PX)
        return diag_fail(diag, "resize: a window of %ld x %ld pixels is not possible; each side goes from 1 to %d.", (long)arg[0].number,
                         (long)arg[1].number, APP_SIDE_MOST_PX);
    number_format(found, sizeof found, ratio);
    if (!(ratio >= APP_RATIO_LEAST && ratio <= APP_RATIO_MOST))
        return diag_fail(diag, "resize: %s pixels per point are not possible; they go from 0.25 to 8.", found);
    return true;
}

bool app_script_line(App *app, const Command *command, Diag *diag) {
    const CommandArg *arg = command->arg;
    InputEvent event = {.ratio = 1, .clicks = 1};
    switch (command->id) {
    case COMMAND_POINTER:
        event.kind = arg[0].number < 0 ? INPUT_LEAVE : INPUT_POINTER;
        event.has_place = event.kind == INPUT_POINTER;
        event.x = arg[0].number;
        event.y = arg[1].number;
        break;
    case COMMAND_PRESS:
        event.kind = INPUT_PRESS;
        event.clicks = arg[0].given && arg[0].number == 0 ? 2 : 1;
        event.shift = arg[0].given && arg[0].number == 1;
        break;
    case COMMAND_RELEASE: event.kind = INPUT_RELEASE; break;
    case COMMAND_WHEEL:
        event.kind = INPUT_WHEEL;
        event.y = arg[0].number;
        break;
    case COMMAND_TYPE: return push_text(app, typed_text(arg[0].text));
    case COMMAND_KEY:
    case COMMAND_COMPOSE:
        event.kind = command->id == COMMAND_KEY ? INPUT_KEY : INPUT_COMPOSE;
        if (!str_copy(event.text, sizeof event.text, event.kind == INPUT_KEY ? arg[0].text : typed_text(arg[0].text)))
            return diag_fail(diag, "%s: this is %d bytes long; expected at most %d.", command_table[command->id].word, arg[0].text.count,
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
