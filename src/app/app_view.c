/* The person's view as commands that restore it, for a saved experiment (lab/setup_file.h): only the differences from a new window, and the
   place in time, which comes last. */
#include "app/app_inside.h"
#include "base/number.h"
#include "engine/cell/facts.h"
#include "lab/terms_words.h"
#include <stdarg.h>
#include <string.h>

static void add(SetupFile *file, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(SetupFile *file, const char *format, ...) {
    char line[COMMAND_SHORT_MAX];
    va_list arguments;
    va_start(arguments, format);
    text_format_list(line, (int)sizeof line, format, arguments);
    va_end(arguments);
    setup_file_add_look(file, str_from(line), NULL); /* if it does not fit, it is not shown */
}

static void add_number(SetupFile *file, const char *what, double value) {
    char number[32];
    number_format(number, (int)sizeof number, value);
    add(file, "%s %s", what, number);
}

static void add_cliff(SetupFile *file, const Cliff *cliff) {
    char w[32], b[32];
    number_format(w, (int)sizeof w, cliff->w);
    number_format(b, (int)sizeof b, cliff->b);
    add(file, "cliff start %s %s", w, b);
    add_number(file, "cliff rate", cliff->rate);
    if (cliff->clip > 0) add_number(file, "cliff clip", cliff->clip);
}

static void add_inside(SetupFile *file, const App *app, ScreenId inside) {
    const UiState *ui = &app->ui;
    const Net *net = &app->main.lab.run.net;
    char words[128];
    static const char *const part[] = {"all", "losses", "eigenvalues", "product", "weights", "path", "layers"}; /* as the command's row */
    if (ui->microscope_part > 0 && ui->microscope_part < (int)(sizeof part / sizeof part[0]))
        add(file, "microscope %s", part[ui->microscope_part]);
    if (ui->shows_pulls) add(file, "itemise pulls");
    if (inside == SCREEN_CHECK) {
        CheckPlace place = check_place_fit(&ui->check, net);
        check_place_format(words, (int)sizeof words, &place, net);
        add(file, "check weight %s", words);
    }
    if (inside == SCREEN_CLIFF) add_cliff(file, &ui->cliff);
    if (inside == SCREEN_TERMS) {
        if (ui->trail_count == 0) return;
        terms_words_format(words, (int)sizeof words, &ui->trail[ui->trail_count - 1], &app->main.lab.run.trace);
        add(file, "terms %s", words); /* which shows them */
        return;
    }
    if (inside != SCREEN_STAGE && inside != SCREEN_BURST && inside != SCREEN_SEARCH) add(file, "show %s", screen_table[inside].name);
}

void app_write_view(SetupFile *file, const App *app) {
    const UiState *ui = &app->ui;
    const NetSpec *spec = &app->main.lab.run.net.spec;
    char line[COMMAND_SHORT_MAX];
    file->look[0] = '\0';
    if (ui->layer >= 0 || ui->direction > 0)
        add(file, "chain %d %s", ui->layer >= 0 && ui->layer < spec->layers ? ui->layer + 1 : spec->layers,
            ui->direction > 0 && spec->directions > 1 ? "reverse" : "forward");
    if (ui->follow == FOLLOW_ALL) add(file, "follow all");
    if (ui->follow >= 0) add(file, "follow %d", ui->follow + 1);
    if (ui->absolute) add(file, "gradient absolute");
    if (ui->curve_log) add(file, "curve log");
    if (ui->race_measure) add(file, "race measure");
    if (ui->unit > 0 && ui->unit < spec->hidden) add(file, "unit %d", ui->unit + 1);
    if (ui->block > 0 && ui->block < app->main.lab.run.net.gates)
        add(file, "block %s", app->main.lab.run.net.facts->gate[ui->block].letter);
    if (ui->temperature != 1) add_number(file, "temperature", ui->temperature);
    add_inside(file, app, screen_find_inside(&ui->screens));
    Command seek = {.id = COMMAND_SEEK, .arg = {{.given = true, .number = ui->cursor.phase}, {.given = true, .number = ui->cursor.step}}};
    command_format(line, (int)sizeof line, &seek);
    add(file, "%s", line);
}

/* As the window begins. */
static void reset(App *app) {
    UiState *ui = &app->ui;
    ui->playing = app->stepping = false;
    ui->layer = -1;
    ui->direction = ui->unit = ui->block = ui->microscope_part = ui->trail_count = 0;
    ui->follow = FOLLOW_LAST;
    ui->sweep_shows = 0;
    ui->absolute = ui->curve_log = ui->race_measure = ui->shows_pulls = false;
    ui->temperature = 1;
    pen_init(&ui->pen);
    ui->forecast_from = 0;
    ui->sentence[0] = '\0';
    ui->cursor = (Cursor){PHASE_UNROLL, 0, 0};
    app_follow(app);
}

bool app_read_view(App *app, const SetupFile *file, Diag *diag) {
    bool good = true;
    if (!file->look[0]) return true; /* it says nothing of that */
    reset(app);
    app->pages.is_off = true; /* opening the file is one entry, the laboratory's */
    for (Str rest = str_from(file->look); rest.count > 0;) {
        char line[COMMAND_SHORT_MAX];
        Str look = str_next_line(&rest);
        text_format(line, (int)sizeof line, "%.*s", look.count, look.at);
        Diag found = {0};
        if (app->run_line(app, line, false, &found))
            app_record_line(app, "%s", line);
        else if (good)
            good = diag_fail(diag, "It is open, but cannot be shown as it was: %s", found.text);
    }
    app->pages.is_off = false;
    return good;
}
