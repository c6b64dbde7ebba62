/* The title of the window: what the experiment is. Calls nothing else of app/. */
#include "app/app_inside.h"
#include "base/number.h"

static const char *cell_label(char out[32], const App *app) {
    setup_choice(out, 32, KEY_CELL, setup_get_int(&app->main.lab.setup, KEY_CELL), true);
    return out;
}

/* "Delayed recall" inside a sentence; names of two capitals (LSTM) stay. */
static const char *task_label(char out[64], const App *app) {
    text_format(out, 64, "%s", setup_task(&app->main.lab.setup)->label);
    bool second_is_small = out[0] && out[1] >= 'a' && out[1] <= 'z';
    if (second_is_small && out[0] >= 'A' && out[0] <= 'Z') out[0] = (char)(out[0] - 'A' + 'a');
    return out;
}

const char *app_title(const App *app) {
    char cell[32], task[64];
    App *owner = (App *)app; /* the text is a cache that could be thrown away at any moment */
    int used = text_format(owner->title, sizeof owner->title, "Unroll: %s, %s, T = %d", cell_label(cell, app), task_label(task, app),
                           app->main.lab.run.wiring.steps);
    const VariantList *variants = &app->main.lab.variants;
    for (int i = 0; i < variants->count; i++)
        used += text_format(owner->title + used, (int)sizeof owner->title - used, "%s%s", i == 0 ? ", compared with " : ", ",
                            variants->item[i].name);
    return app->title;
}
