/* One frame: the input is routed over the regions of the last picture and becomes command lines; time advances; the picture is built. */
#include "app/app_inside.h"
#include "base/number.h"
#include <ctype.h>
#include <math.h>
#include <string.h>

/* Bounds of one frame's time: a machine that slept does not leap through a whole phase. */
static double sane_dt(double dt_s) { return dt_s > 0 ? fmin(dt_s, 0.25) : 0; }

/* A line cannot hold control characters, an empty text, or a key name with a blank in it: such events are dropped. */
static bool is_printable(const InputEvent *event) {
    if (event->kind != INPUT_TEXT && event->kind != INPUT_KEY && event->kind != INPUT_COMPOSE) return true;
    bool broken = event->kind != INPUT_COMPOSE && event->text[0] == '\0';
    for (const char *at = event->text; *at; at++)
        broken = broken || (unsigned char)*at < 32 || *at == 127 || (*at == ' ' && event->kind == INPUT_KEY);
    return !broken;
}

static void paste_by_key(App *app) {
    Diag diag = {0};
    if (!app_paste(app, &diag)) app_say(app, true, "%s", diag.text);
}

/* A window sends the text of a key right after the key. If the key has just opened a field, its letter is not meant for the field. */
static bool is_typed_by(const InputEvent *text, const InputEvent *key) {
    size_t count = strlen(key->text);
    if (key->kind != INPUT_KEY || text->kind != INPUT_TEXT || count == 0 || strlen(text->text) != 1) return false;
    return toupper((unsigned char)text->text[0]) == toupper((unsigned char)key->text[count - 1]);
}

/* True when it opened a field to type into. */
static bool take_event(App *app, const InputEvent *event) {
    bool was_typing = app->ui.gui.edit_path[0] != '\0';
    if (!is_printable(event)) return false;
    if (app_is_paste(app, event)) {
        paste_by_key(app);
        return false;
    }
    app_record_event(app, event);
    app_route(app, event);
    return !was_typing && app->ui.gui.edit_path[0];
}

/* Events from `live` on come from a window; those before it are scripted, and all their letters count. */
static void take_events(App *app, const InputEvent *event, int count, int live) {
    for (int i = 0; i < count; i++) {
        bool has_opened = take_event(app, &event[i]);
        if (has_opened && i >= live && i + 1 < count && is_typed_by(&event[i + 1], &event[i])) i++;
    }
}

void app_run_frame(App *app, const InputEvent *event, int count, int live, double dt_s) {
    if (!app->built) app_build(app);
    dt_s = sane_dt(dt_s);
    app_take_training(app);
    app_begin_present_frame(app);
    take_events(app, event, count, live);
    app_advance(app, dt_s);
    app_advance_export(app);
    app_advance_load(app);
    app_advance_lesson(app, dt_s);
    app_advance_present(app);
    app_advance_thumbs(app);
    app_keep_progress(app, dt_s);
    app_follow_search(app);
    if (count > 0 || app->stale) app_build(app); /* otherwise picture and regions are unchanged */
    char number[32];
    number_format(number, sizeof number, dt_s);
    app_record_line(app, "frame %s", number);
}

/* From window points. */
static InputEvent to_design(const App *app, const InputEvent *event) {
    InputEvent to = *event;
    if (app->present && event->kind == INPUT_KEY && event->digit > 0)
        text_format(to.text, (int)sizeof to.text, "%s%d", "Shift+", event->digit);
    if (event->kind == INPUT_POINTER || event->kind == INPUT_PRESS || event->kind == INPUT_RELEASE) {
        double to_px = app->ui.pixel_ratio / app_scale(app);
        to.has_place = true;
        to.x *= to_px;
        to.y *= to_px;
    } else if (event->kind == INPUT_RESIZE) {
        to.ratio = event->ratio > 0 ? event->ratio : 1;
        to.x = round(event->x * to.ratio);
        to.y = round(event->y * to.ratio);
    }
    return to;
}

const DrawList *app_frame(App *app, const Input *input, double dt_s) {
    /* Queued scripted input comes first, then the window's input. */
    InputEvent *event = app->routed;
    int count = 0;
    for (int i = 0; i < app->queue_count; i++) event[count++] = app->queue[i];
    app->is_live = count == 0 && !app->is_scripted && app->replay_train == 0;
    if (!app->is_live) app_finish(app);
    if (app->is_live && (dt_s > 0 || (input && input->count > 0))) app->is_window = true;
    app->queue_count = 0;
    const int live = count;
    for (int i = 0; input && i < input->count && i < INPUT_EVENT_MAX; i++) {
        if (input->event[i].kind == INPUT_DROP)
            app_drop(app, input->dropped);
        else
            event[count++] = to_design(app, &input->event[i]);
    }
    app_run_frame(app, event, count, live, dt_s);
    app->is_live = false;
    return &app->list;
}

const DrawList *app_frame_surface(App *app, int index, const Input *input, double dt_s) {
    if (index == 0) return app_frame(app, input, dt_s);
    bool is_used = input && input->count > 0;
    app_exchange_surface(app, index);
    app->is_live = app->queue_count == 0 && app->replay_train == 0;
    if (!app->built) app_build(app);
    for (int i = 0; input && i < input->count && i < INPUT_EVENT_MAX; i++) {
        InputEvent event = to_design(app, &input->event[i]);
        if (event.kind == INPUT_DROP)
            app_drop(app, input->dropped);
        else if (event.kind == INPUT_CLOSE)
            app->is_mirrored = false;
        else if (take_event(app, &event) && i + 1 < input->count && is_typed_by(&input->event[i + 1], &event))
            i++;
    }
    app_advance_pointer(app, sane_dt(dt_s));
    if (is_used || app->stale) app_build(app);
    app->is_live = false;
    app_exchange_surface(app, index);
    if (is_used) app->stale = true;
    return app_surface_list(app, index);
}
