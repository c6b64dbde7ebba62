/* Measures for the microscope and the pictures of weights and activations: the lane and the gate that the person looks at. In a script all
   of it at once; in the window a frame does as much as it has time for. */
#include "app/app_inside.h"
#include "base/arena.h"
#include "base/number.h"
#include "engine/cell/facts.h"
#include "view/view.h"

static bool is_shown(const App *app, ScreenId id) {
    const UiState *ui = &app->ui;
    return screen_find_inside(&ui->screens) == id || (ui->inside_open > 0 && ui->inside == id);
}

const Microscope *app_measure_microscope(App *app) {
    const Run *run = &app->main.lab.run;
    bool all = is_shown(app, SCREEN_MICROSCOPE);
    if (!all && !is_shown(app, SCREEN_ACTIVATION)) return NULL;
    if (!app->microscope && !app_has_memory(app, (app->microscope = mem_new(sizeof *app->microscope)) != NULL)) return NULL;
    MicroscopePlace place = view_find_place(&app->ui, &run->net.spec);
    bool good =
        microscope_measure(app->microscope, run, app->main.lab.version, place, all ? MICROSCOPE_ALL : MICROSCOPE_SPREADS, !app->is_window);
    return app_has_memory(app, good) ? app->microscope : NULL;
}

bool app_microscope_is_busy(const App *app) { return app->microscope && app->microscope->left > 0 && is_shown(app, SCREEN_MICROSCOPE); }

void app_advance_microscope(App *app) {
    if (!app_microscope_is_busy(app) || app->microscope->version != app->main.lab.version) return;
    microscope_advance(app->microscope, &app->main.lab.run);
    app->stale = true;
}

void app_free_microscope(App *app) {
    if (app->microscope) microscope_deinit(app->microscope);
    mem_free(app->microscope);
    app->microscope = NULL;
}

bool app_set_temperature(App *app, double temperature, Diag *diag) {
    char found[32];
    number_format(found, sizeof found, temperature);
    if (!(temperature >= 0.05 && temperature <= 20)) return diag_fail(diag, "temperature cannot be %s; it goes from 0.05 to 20.", found);
    app->ui.temperature = temperature;
    return true;
}

bool app_set_block(App *app, Str name, Diag *diag) {
    const Net *net = &app->main.lab.run.net;
    char letters[32] = "";
    int used = 0;
    for (int q = 0; q < net->gates; q++) {
        if (str_equal(name, net->facts->gate[q].letter)) {
            app->ui.block = q;
            return true;
        }
        used += text_format(letters + used, (int)sizeof letters - used, "%s%s", q ? ", " : "", net->facts->gate[q].letter);
    }
    return diag_fail(diag, "block: %s has no gate \"%.*s\"; expected %s%s.", net->facts->with_article, str_fit(name, 40), name.at,
                     net->gates > 1 ? "one of " : "", letters);
}
