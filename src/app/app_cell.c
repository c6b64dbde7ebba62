/* Opens and closes the screens in the place of the stage, and selects the step of the cell's close-up.

   The stack says which one is open (view/screen.h). `inside_open` follows it: at once from a script, and as a short transition from a
   person's click or key, unless motion is reduced. Any input ends the transition. */
#include "app/app_inside.h"
#include "base/arena.h"
#include "base/number.h"
#include "view/inside/cell_place.h"
#include <math.h>

static const double TRANSITION_S = 0.45;

void app_turn_inside(App *app, bool animate) {
    ScreenId now = screen_find_inside(&app->ui.screens);
    bool changes = now != SCREEN_STAGE && app->ui.inside != now;
    if (now != SCREEN_STAGE) app->ui.inside = now;
    if (!animate || app_motion_is_reduced(app) || (changes && app->ui.inside_open > 0)) app_finish_inside(app);
    app->ui.scroll[SCREEN_STORY] = 0; /* another page stands there now */
    app->stale = true;
}

void app_advance_inside(App *app, double dt_s) {
    if (!app_inside_is_moving(app)) return;
    double by = dt_s / TRANSITION_S;
    app->ui.inside_open =
        screen_find_inside(&app->ui.screens) != SCREEN_STAGE ? fmin(1, app->ui.inside_open + by) : fmax(0, app->ui.inside_open - by);
    app->stale = true;
}

static bool set_unit(App *app, int unit, const char *word, Diag *diag) {
    int hidden = app->main.lab.run.net.spec.hidden;
    if (unit >= hidden)
        return diag_fail(diag, "%s: there is no unit %d; a layer has %d hidden unit%s.", word, unit + 1, hidden, hidden == 1 ? "" : "s");
    app->ui.unit = unit;
    return true;
}

bool app_set_unit(App *app, int unit, Diag *diag) { return set_unit(app, unit, "unit", diag); }

/* The close-up keeps the present pass: the backward one shows the gradient at that step. */
bool app_open_cell(App *app, const Command *command, bool animate, Diag *diag) {
    const Wiring *wiring = &app->main.lab.run.wiring;
    const NetSpec *spec = &app->main.lab.run.net.spec;
    UiState *ui = &app->ui;
    int step = (int)command->arg[0].number - 1, layer = command->arg[1].given ? (int)command->arg[1].number - 1 : ui->layer;
    Str word = command->arg[2].text;
    int direction = command->arg[2].given ? str_equal(word, "reverse") : ui->direction;
    if (command->arg[2].given && !direction && !str_equal(word, "forward"))
        return diag_fail(diag, "cell: \"%.*s\" is not a direction; expected forward or reverse.", str_fit(word, 60), word.at);
    if (layer >= spec->layers)
        return diag_fail(diag, "cell: there is no layer %d; the network has %d layer%s.", layer + 1, spec->layers,
                         spec->layers == 1 ? "" : "s");
    if (direction >= spec->directions)
        return diag_fail(diag, "cell: the network reads forward only; \"set direction both\" adds the reverse chain.");
    if (step >= wiring->steps)
        return diag_fail(diag, "cell: there is no step %d; the sequence has %d step%s.", step + 1, wiring->steps,
                         wiring->steps == 1 ? "" : "s");
    if (command->arg[3].given && !set_unit(app, (int)command->arg[3].number - 1, "cell", diag)) return false;
    Phase phase = ui->cursor.phase == PHASE_BACKWARD ? PHASE_BACKWARD : PHASE_FORWARD;
    ui->playing = app->stepping = false;
    ui->layer = layer == spec->layers - 1 ? -1 : layer;
    ui->direction = direction;
    ui->cursor = (Cursor){phase, cell_cursor_step(phase, ui->direction, step, wiring->steps), 0};
    screen_show(&ui->screens, SCREEN_CELL);
    app_turn_inside(app, animate);
    return true;
}

/* Upper layers stand above, as on the stage. */
void app_walk_units(App *app, int by) {
    const NetSpec *spec = &app->main.lab.run.net.spec;
    UiState *ui = &app->ui;
    int layer = ui->layer < 0 ? spec->layers - 1 : ui->layer, unit = ui->unit + by;
    if (unit < 0 && layer + 1 < spec->layers) {
        layer++;
        unit = spec->hidden - 1;
    } else if (unit >= spec->hidden && layer > 0) {
        layer--;
        unit = 0;
    }
    ui->layer = layer == spec->layers - 1 ? -1 : layer;
    ui->unit = unit < 0 ? 0 : unit >= spec->hidden ? spec->hidden - 1 : unit;
    app->stale = true;
}

const CellAccount *app_measure_cell(App *app) {
    const Run *run = &app->main.lab.run;
    const UiState *ui = &app->ui;
    if (screen_find_inside(&ui->screens) != SCREEN_CELL && !(ui->inside_open > 0 && ui->inside == SCREEN_CELL)) return NULL;
    CellPlace place = cell_place(run, ui);
    AppCell asked = {.account = app->cell.account,
                     .version = app->main.lab.version,
                     .layer = place.layer,
                     .direction = place.direction,
                     .step = place.step,
                     .loss = run->follow.loss,
                     .of_all = ui->follow == FOLLOW_ALL,
                     .scale = ui->absolute && ui->follow != FOLLOW_ALL ? run->follow.S : 1};
    if (!asked.account && !app_has_memory(app, (asked.account = mem_new(sizeof *asked.account)) != NULL)) return NULL;
    const AppCell *has = &app->cell;
    bool same = has->account && has->account->net == &run->net && has->version == asked.version && has->layer == asked.layer &&
                has->direction == asked.direction && has->step == asked.step && has->loss == asked.loss && has->scale == asked.scale &&
                has->of_all == asked.of_all;
    app->cell = asked;
    if (!same)
        account_measure(asked.account, &run->trace, run_shown_weight(run), asked.of_all ? NULL : &run->follow, run_held(run), asked.scale,
                        asked.layer, asked.direction, asked.step);
    return asked.account;
}
