/* What the pages of a series and of a sentence show, measured while they are shown. */
#include "app/app_inside.h"
#include "base/arena.h"

static bool is_shown(const App *app, ScreenId id) {
    const UiState *ui = &app->ui;
    return screen_find_inside(&ui->screens) == id || (ui->inside_open > 0 && ui->inside == id);
}

const Forecast *app_measure_forecast(App *app) {
    if (!is_shown(app, SCREEN_SERIES)) return NULL;
    if (!app->forecast && !app_has_memory(app, (app->forecast = mem_new(sizeof *app->forecast)) != NULL)) return NULL;
    return app_has_memory(app, forecast_measure(app->forecast, &app->main.lab, app->ui.forecast_from)) ? app->forecast : NULL;
}

const Sentence *app_measure_sentence(App *app) {
    if (!is_shown(app, SCREEN_SENTIMENT)) return NULL;
    if (!app->sentence && !app_has_memory(app, (app->sentence = mem_new(sizeof *app->sentence)) != NULL)) return NULL;
    sentence_measure(app->sentence, &app->main.lab, app->ui.sentence);
    return app_has_memory(app, app->sentence->is_known) ? app->sentence : NULL;
}
