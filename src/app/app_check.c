/* The commands of the gradient check: which weight it looks at, and the check of all weights; in a script that is done at once. */
#include "app/app_inside.h"

typedef enum CheckWord {
    WORD_WEIGHT,
    WORD_ALL,
    WORD_UP,
    WORD_DOWN,
    WORD_LEFT,
    WORD_RIGHT
} CheckWord; /* in the order of the command's row */

static bool check_all(App *app, Diag *diag) {
    if (experiment_is_busy(&app->main)) app_finish(app);
    if (app->ui.training) return diag_fail(diag, "check all: training runs; stop it first.");
    if (!app_have_check(app)) return diag_fail(diag, "There is no memory left for the gradient check.");
    if (!experiment_begin_check(&app->main, app->check, diag)) return false;
    app->checks_all = true;
    if (app_may_wait(app)) return true;
    while (experiment_advance_check(&app->main, app->check, APP_CHECK_COST)) continue;
    app->checks_all = false;
    return true;
}

bool app_check(App *app, const Command *command, Diag *diag) {
    const Net *net = &app->main.lab.run.net;
    CheckPlace place = check_place_fit(&app->ui.check, net);
    CheckWord word = (CheckWord)command->arg[0].number;
    bool has_text = command->arg[1].given && str_trim(command->arg[1].text).count > 0;
    app->stale = true;
    if (word == WORD_WEIGHT) return check_place_parse(&app->ui.check, has_text ? command->arg[1].text : (Str){"", 0}, net, diag);
    if (has_text)
        return diag_fail(diag, "check: \"%.*s\" is too much here. It is written: check weight W 1 2, or check all.",
                         str_fit(command->arg[1].text, 40), command->arg[1].text.at);
    if (word == WORD_ALL) return check_all(app, diag);
    place.row += word == WORD_DOWN ? 1 : word == WORD_UP ? -1 : 0;
    place.col += word == WORD_RIGHT ? 1 : word == WORD_LEFT ? -1 : 0;
    app->ui.check = check_place_fit(&place, net);
    return true;
}
