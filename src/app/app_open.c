/* Opens a whole setup at once: from the options of the command line, or a saved one. A recording gets single lines that lead there, in an
   order in which each is possible. */
#include "app/app_inside.h"
#include "lab/lab_play.h"
#include "lab/setup_file.h"

static void record_value(App *app, const Setup *setup, SetupKey key) {
    Command command = app_set_command(key, setup_get(setup, key));
    app_record_command(app, &command);
}

/* Lines that lead from one setup to the other; where `said`, also those that change nothing. */
static void record_setup(App *app, const Setup *from, const Setup *to, const bool *said) {
    Setup at = *from;
    bool waits[KEY_COUNT];
    int left = 0;
    if (!app->record) return;
    for (int key = 0; key < KEY_COUNT; key++) {
        waits[key] = said ? said[key] : from->value[key] != to->value[key];
        left += waits[key];
    }
    while (left > 0) {
        int chosen = -1;
        for (int key = KEY_COUNT - 1; key >= 0; key--) {
            Setup next = at;
            next.value[key] = to->value[key];
            if (waits[key] && (chosen < 0 || setup_is_possible(&next))) chosen = key; /* where none is possible, any */
        }
        record_value(app, to, (SetupKey)chosen);
        at.value[chosen] = to->value[chosen];
        waits[chosen] = false;
        left--;
    }
}

static void record_training(App *app, long *update, long until) {
    for (; *update < until; *update += COMMAND_TRAIN_MAX) {
        long count = until - *update < COMMAND_TRAIN_MAX ? until - *update : COMMAND_TRAIN_MAX;
        app_record_line(app, "train %ld", count);
    }
    *update = until;
}

static void record_variants(App *app) {
    const VariantList *variants = &app->main.lab.variants;
    char text[VARIANT_LINE_SIZE];
    for (int i = 0; i < variants->count; i++) {
        variant_format(text, sizeof text, &variants->item[i]);
        app_record_line(app, "compare %s", text);
    }
}

void app_record_run(App *app, const Setup *from) {
    SetupFile file;
    char line[COMMAND_SHORT_MAX];
    long update = 0;
    if (!app->record) return;
    if (!setup_file_take(&file, &app->main.lab, NULL)) { /* the list of changes is lost: uses at least the setup */
        record_setup(app, from, &app->main.lab.setup, NULL);
        record_variants(app);
        return;
    }
    record_setup(app, from, &file.setup, NULL);
    record_variants(app);
    for (int i = 0; i < file.step_count; i++) {
        const SinceStep *step = &file.step[i];
        record_training(app, &update, step->update);
        if (step->kind == SINCE_WEIGHTS) { /* no script can hold them */
            const WeightsFile *weights = weights_list_find(&file.weights, step->hash);
            app_record_line(app, "# Here the weights of %s were taken, which is no command: begin with --open.",
                            weights ? weights->name : "a file");
            continue;
        }
        setup_file_format_step(line, sizeof line, &file, step);
        for (long n = 0; n < step->count; n++) app_record_line(app, "%s", line);
        if (step->kind == SINCE_UPDATE) update += step->count;
    }
    record_training(app, &update, file.update);
    for (int i = 0; i < file.hold_count; i++) {
        setup_file_format_hold(line, sizeof line, &file.hold[i]);
        app_record_line(app, "%s", line);
    }
    setup_file_deinit(&file);
}

bool app_open_made(App *app, const SetupFile *file, Lab *made, Diag *diag) {
    app_finish(app);
    Setup before = app->main.lab.setup;
    bool was_compared = app->main.lab.variants.count > 0;
    bool good = made ? lab_take_lab(&app->main.lab, made, diag) : lab_play_all(&app->main.lab, file, diag);
    if (was_compared) app_record_line(app, "compare none");
    app_record_run(app, &before);
    app_settle(app);
    Diag found = {0};
    if (good && !app_read_view(app, file, &found)) app_say(app, true, "%s", found.text);
    return good;
}

bool app_open(App *app, const SetupFile *file, Diag *diag) {
    app->morph.is_cut = true;
    return app_open_made(app, file, NULL, diag);
}

bool app_set_batch(App *app, const SetupBatch *batch, Diag *diag) {
    app_finish(app);
    app->morph.is_cut = true;
    Setup before = app->main.lab.setup;
    if (!lab_set_batch(&app->main.lab, batch, diag)) return false;
    record_setup(app, &before, &app->main.lab.setup, batch->said);
    app_settle(app);
    return true;
}
