/* Commands: the one path by which anything changes. Lines of the lab go to lab_apply; those of the app are here, each a
   few lines. On false nothing has changed and the message says what is expected. */
#include "app/app_inside.h"
#include "app/app_own.h"
#include "base/number.h"
#include "lab/run.h"
#include <assert.h>
#include <math.h>
#include <string.h>

static bool seek(App *app, const Command *command, Diag *diag) {
    Phase phase = (Phase)(int)command->arg[0].number;
    int count = timeline_step_count(phase, &app->main.lab.run.wiring);
    double step = command->arg[1].given ? command->arg[1].number : 0;
    if (step < 0) step = count;
    if (step > count)
        return diag_fail(diag, "seek: the phase %s has %d step%s now; %ld is too far. It goes from 0 to %d, or \"end\".",
                         timeline_phase_name(phase), count, count == 1 ? "" : "s", (long)step, count);
    app->ui.playing = app->stepping = false;
    app->ui.cursor = (Cursor){phase, (int)step, 0};
    return true;
}

/* The playhead moves smoothly; close to a whole step it snaps there. */
static bool scrub(App *app, double unit, Diag *diag) {
    const Wiring *wiring = &app->main.lab.run.wiring;
    char found[32];
    number_format(found, sizeof found, unit);
    if (!(unit >= 0 && unit <= 1)) return diag_fail(diag, "scrub: %s is not on the track; expected 0 to 1.", found);
    Cursor cursor = timeline_from_unit(unit, wiring);
    if (cursor.fraction > 0.88)
        timeline_step(&cursor, wiring, 1);
    else if (cursor.fraction < 0.12 || app_motion_is_reduced(app))
        cursor.fraction = 0;
    app->ui.cursor = cursor;
    app->ui.playing = app->stepping = false;
    return true;
}

static bool set_speed(App *app, double speed, Diag *diag) {
    char found[32];
    number_format(found, sizeof found, speed);
    if (!(speed >= 0.25 && speed <= 8)) return diag_fail(diag, "speed cannot be %s; it goes from 0.25 to 8.", found);
    app->ui.speed = speed;
    return true;
}

/* The next of a few round sizes. */
static double zoom_step(double percent, int choice) {
    static const double size[] = {75, 90, 100, 110, 125, 150, 175, 200, 225, 250};
    const int count = (int)(sizeof size / sizeof size[0]);
    if (choice == 2) return 100;
    if (choice == 0) {
        for (int i = 0; i < count; i++)
            if (size[i] > percent + 0.01) return size[i];
        return 250;
    }
    for (int i = count - 1; i >= 0; i--)
        if (size[i] < percent - 0.01) return size[i];
    return 75;
}

static bool set_chain(App *app, const Command *command, Diag *diag) {
    const NetSpec *spec = &app->main.lab.run.net.spec;
    int layer = (int)command->arg[0].number, direction = (int)command->arg[1].number;
    if (layer > spec->layers)
        return diag_fail(diag, "chain: there is no layer %d; the network has %d layer%s.", layer, spec->layers,
                         spec->layers == 1 ? "" : "s");
    if (direction >= spec->directions)
        return diag_fail(diag, "chain: the network reads forward only; \"set direction both\" adds the reverse chain.");
    app->ui.layer = layer - 1;
    app->ui.direction = direction;
    return true;
}

/* Refuses a time step without a loss; the message lists those that have one. */
/* Losses or the measure; of a sweep also what arrives at the far end, or the seconds. */
static bool choose_race(App *app, int choice, Diag *diag) {
    UiState *ui = &app->ui;
    if (choice < 3) {
        ui->race_measure = choice == 2 ? !ui->race_measure : choice == 1;
        if (choice == 1) ui->sweep_shows = 0;
        return true;
    }
    if (app->trials.count == 0 || app->trials.key < 0)
        return diag_fail(diag, "race: there is no sweep; expected one, as \"sweep steps 4 8 16\" makes it.");
    ui->sweep_shows = choice - 2;
    return true;
}

static bool set_follow(App *app, int step, Diag *diag) {
    const Wiring *wiring = &app->main.lab.run.wiring;
    if (step > 0) {
        int k = run_find_loss(&app->main.lab.run, step - 1);
        if (wiring->loss_step[k] != step - 1) {
            int count = trace_count_losses(&app->main.lab.run.trace, 0);
            if (count == 1)
                return diag_fail(diag, "follow: step %d has no loss; the only loss is at step %d.", step, wiring->loss_step[0] + 1);
            return diag_fail(diag, "follow: step %d has no loss; the first loss is at step %d, the last at step %d.", step,
                             wiring->loss_step[0] + 1, wiring->loss_step[count - 1] + 1);
        }
    }
    app->ui.follow = step > 0 ? step - 1 : step;
    app_follow(app);
    app_follow_terms(app);
    return true;
}

/* Showing a docked panel changes nothing. In a window with one column for both panels, the controls replace the story and are replaced by
   it again. A screen inside the stage opens as a transition where `animate`. */
static bool show(App *app, const Command *command, bool animate, Diag *diag) {
    UiState *ui = &app->ui;
    int found = screen_find(command->arg[0].text, diag);
    if (found < 0) return false;
    ScreenId id = (ScreenId)found;
    if (id == SCREEN_GOTO && !app->present) return diag_fail(diag, "show: nothing is presented; F5 in a lesson begins.");
    if (id == SCREEN_LESSON && !ui->screens.has_lesson) return diag_fail(diag, "show: no lesson is open.");
    if (id == SCREEN_COURSE && !app_list_course(app))
        return diag_fail(diag, "show: there is no course; its folder share/unroll/lessons is not beside the program.");
    if (id == SCREEN_COURSE) own_read(app->course, &app->world->file);
    if (id == SCREEN_HELP && command->arg[1].given && screen_top(&ui->screens) != id && app_explain(app)) return true;
    if (id == SCREEN_FILES && !app_list_files(app)) return diag_fail(diag, "There is no memory left for the list of files.");
    if (id == SCREEN_EXPORT) {
        app->exports.asked[0] = '\0';
        app->exports.of = ui->training; /* a film of what moves now */
        app_plan_export(app);
    }
    if (id == SCREEN_WORDS) app_tell_moment(app);
    if (id == SCREEN_GLOSSARY) return app_glossary(app, (Str){"", 0}, diag);
    ui->gui.menu_path[0] = '\0';
    app_end_rebind(app);
    if (command->arg[1].given && screen_top(&ui->screens) == id) {
        screen_hide(&ui->screens);
    } else if (id == SCREEN_COMPARE && !app_open_compare(app, diag)) {
        return false;
    } else if (screen_table[id].place == SCREEN_LEFT && !app_is_narrow(app)) {
        screen_drop_panels(&ui->screens);
    } else if (!screen_is_panel(id) || !app_has_both_panels(app)) {
        if (!screen_is_panel(id)) ui->scroll[id] = 0;
        screen_show(&ui->screens, id);
    }
    app_turn_inside(app, animate);
    if (id == SCREEN_BURST && screen_is_open(&ui->screens, id) && app_find_burst(app)) /* all of it; the playhead goes through it */
        ui->cursor = (Cursor){PHASE_BACKWARD, timeline_step_count(PHASE_BACKWARD, &app->main.lab.run.wiring), 0};
    if (id == SCREEN_COURSE) app->course->search[0] = '\0';                                                    /* all lessons again */
    if (id == SCREEN_COURSE && screen_is_open(&ui->screens, id)) app_set_focus(app, "course/continue", false); /* the first press goes on */
    return true;
}

/* `choice` is the index of the word: up, down, back, next, top, end. */
static bool scroll(App *app, int choice, Diag *diag) {
    ScreenId id = screen_top(&app->ui.screens);
    app_refresh(app);
    if (!app->panel[id].present) return diag_fail(diag, "scroll: no page is open; expected one, such as after \"show help\".");
    double page = fmax(APP_SCROLL_LINE, app->panel[id].area.h - APP_SCROLL_LINE), all = app->panel[id].content;
    const double by[] = {-APP_SCROLL_LINE, APP_SCROLL_LINE, -page, page, -all, all};
    app_scroll_screen(app, id, by[choice]);
    return true;
}

bool app_hide(App *app, bool animate) {
    UiState *ui = &app->ui;
    app_end_rebind(app);
    if (ui->gui.menu_path[0]) {
        app_set_focus(app, ui->gui.menu_path, ui->gui.show_focus);
        ui->gui.menu_path[0] = '\0';
    } else if (app_stop_work(app)) {
        return true;
    } else if (screen_hide(&ui->screens)) {
        app_turn_inside(app, animate);
        return true;
    } else if (ui->gui.error_path[0]) {
        app_forget_error(app);
    } else if (ui->gui.focus[0]) {
        app_set_focus(app, "", false);
    } else {
        return false;
    }
    return true;
}

static bool set_focus(App *app, Str name, Diag *diag) {
    char path[REGION_PATH_SIZE];
    bool fits = str_copy(path, (int)sizeof path, name);
    app_refresh(app);
    const Region *region = fits ? region_find(&app->region, path) : NULL;
    if (!region)
        return diag_fail(
            diag, "There is no control \"%s\" in this picture; controls are named like \"transport/play\" or \"controls/radius\".", path);
    if (!region_is_reachable(&app->region, region)) return diag_fail(diag, "\"%s\" cannot have the keyboard focus now.", path);
    app_set_focus(app, path, true);
    return true;
}

static bool step(App *app, int direction, int count, bool animate, Diag *diag) {
    if (count > APP_STEP_MAX) return diag_fail(diag, "step: %d steps are too many; at most %d at once.", count, APP_STEP_MAX);
    app->ui.playing = false;
    for (int i = 0; i < count; i++) {
        if (direction < 0 && timeline_is_start(&app->ui.cursor)) break;
        /* An update in between may fail; the steps before it stay done. */
        if (!app_step(app, direction, animate && i == count - 1, diag)) return i > 0;
    }
    return true;
}

static bool is_blank(Str text) { return str_trim(text).count == 0; }

/* Opens the page of files with the keyboard focus on the likely control: the name to save under, the newest file, or, if there is none, the
   path field. */
static bool show_files(App *app, bool to_save, bool animate, Diag *diag) {
    Command command = {.id = COMMAND_SHOW, .arg = {{.given = true, .text = str_from(screen_table[SCREEN_FILES].name)}}};
    if (!show(app, &command, animate, diag)) return false;
    app_refresh(app);
    bool has_file = !to_save && region_find(&app->region, "files/file1");
    const char *place = to_save ? APP_SAVE_FIELD : has_file ? "files/file1" : "files/open/value";
    app_set_focus(app, place, true);
    if (!has_file) app_begin_edit(app, region_find(&app->region, place));
    return true;
}

/* Closes the page of files when its work is done. */
static void leave_files(App *app, bool animate) {
    if (screen_top(&app->ui.screens) == SCREEN_FILES) app_hide(app, animate);
}

static bool save(App *app, Str name, bool animate, Diag *diag) {
    if (is_blank(name) && !app->files.path[0]) return show_files(app, true, animate, diag);
    if (!app_save(app, name, diag)) return false;
    leave_files(app, animate);
    return true;
}

static bool open_file(App *app, Str name, bool animate, Diag *diag) {
    char path[APP_PATH_MAX];
    Diag found = {0};
    if (is_blank(name)) return show_files(app, false, animate, diag);
    if (!app_find_file(app, path, name, diag)) return false;
    if (app_open_path(app, path, &found)) {
        char control[48] = "files/open";
        name = str_trim(name);
        bool is_row = name.at[0] == '#' && name.count > 1;
        if (is_row) text_format(control, (int)sizeof control, "files/file%.*s", str_fit(name, 8) - 1, name.at + 1);
        if (screen_top(&app->ui.screens) == SCREEN_FILES) app_ask_load_at(app, control, is_row ? str_from("") : name);
        return true;
    }
    char told[768];
    diag_format(told, (int)sizeof told, &found);
    return diag_fail(diag, "%s", told);
}

/* The dialog, with the keyboard on its button: one more press exports as last time. */
static bool export_file(App *app, Str text, bool animate, Diag *diag) {
    if (!is_blank(text)) return app_export(app, text, diag);
    Command command = {.id = COMMAND_SHOW, .arg = {{.given = true, .text = str_from(screen_table[SCREEN_EXPORT].name)}}};
    if (!show(app, &command, animate, diag)) return false;
    app_refresh(app);
    app_set_focus(app, "export/name", true);
    return true;
}

static bool describe(App *app, bool animate, Diag *diag) {
    Command command = {.id = COMMAND_SHOW, .arg = {{.given = true, .text = str_from(screen_table[SCREEN_WORDS].name)}}};
    return show(app, &command, animate, diag);
}

/* "open FILE" of a command that gives a task something to learn. */
static bool opens_own(Str *file, Str text) {
    *file = str_trim(text);
    return str_equal(str_next_word(file), "open");
}

static bool run_app(App *app, const Command *command, bool animate, Diag *diag) {
    UiState *ui = &app->ui;
    const CommandArg *arg = command->arg;
    app->stale = true;
    /* An argument of kind number may be any double; all others are bounded indices or counts, so the cast is safe. */
    if (command->id == COMMAND_SPEED) return set_speed(app, arg[0].number, diag);
    if (command->id == COMMAND_SCRUB) return scrub(app, arg[0].number, diag);
    if (command->id == COMMAND_SCALE) return app_change_number(app, SETTING_SCALE, arg[0].number, diag);
    if (command->id == COMMAND_TEMPERATURE) return app_set_temperature(app, arg[0].number, diag);
    int choice = (int)arg[0].number;
    Str file;
    switch (command->id) {
    case COMMAND_TRAINING: app_set_training(app, choice == 2 ? !ui->training : choice == 0); return true;
    case COMMAND_PLAY:
        if (arg[0].given && choice == 0 && ui->playing)
            app_pause(app);
        else
            return app_play(app, arg[0].given && choice == 1, diag);
        return true;
    case COMMAND_PAUSE: app_pause(app); return true;
    case COMMAND_STEP: return step(app, choice == 0 ? 1 : -1, arg[1].given ? (int)arg[1].number : 1, animate, diag);
    case COMMAND_PHASE: return app_jump_phase(app, choice == 0 ? 1 : -1, diag);
    case COMMAND_SEEK: return seek(app, command, diag);
    case COMMAND_FASTER: return set_speed(app, fmin(8, ui->speed * 2), diag);
    case COMMAND_SLOWER: return set_speed(app, fmax(0.25, ui->speed / 2), diag);
    case COMMAND_CHAIN: return set_chain(app, command, diag);
    case COMMAND_SETTING: return app_change_setting(app, arg[0].text, str_trim(arg[1].text), diag);
    case COMMAND_THEME: return app_choose_setting(app, SETTING_THEME, choice, diag);
    case COMMAND_PALETTE: return app_choose_setting(app, SETTING_PALETTE, choice, diag);
    case COMMAND_MOTION: return app_choose_setting(app, SETTING_MOTION, choice, diag);
    case COMMAND_ZOOM: return app_change_number(app, SETTING_SCALE, zoom_step(settings_get(&app->settings, SETTING_SCALE), choice), diag);
    case COMMAND_FOLLOW: return set_follow(app, choice, diag);
    case COMMAND_GRADIENT: ui->absolute = choice == 2 ? !ui->absolute : choice == 1; return true;
    case COMMAND_DIGITS: ui->gui.all_digits = choice == 2 ? !ui->gui.all_digits : choice == 1; return true;
    case COMMAND_MORE: ui->more = choice == 2 ? !ui->more : choice == 0; return true;
    case COMMAND_LIMIT: return app_limit(app, arg[0].text, diag);
    case COMMAND_CHROME: ui->is_bare = choice == 1; return true;
    case COMMAND_CURVE: ui->curve_log = choice == 2 ? !ui->curve_log : choice == 1; return true;
    case COMMAND_RACE: return choose_race(app, choice, diag);
    case COMMAND_SHOW: return show(app, command, animate, diag);
    case COMMAND_CELL: return app_open_cell(app, command, animate, diag);
    case COMMAND_MATCH: return app_match(app, choice == 1, diag);
    case COMMAND_SEEDS: return app_begin_seeds(app, choice, arg[1].given ? (long)arg[1].number : TRIAL_END_UPDATE, diag);
    case COMMAND_SWEEP: return app_begin_sweep(app, (SetupKey)choice, arg[1].text, diag);
    case COMMAND_MICROSCOPE: ui->microscope_part = choice; return true;
    case COMMAND_BLOCK: return app_set_block(app, arg[0].text, diag);
    case COMMAND_ITEMISE: ui->shows_pulls = choice == 2 ? !ui->shows_pulls : choice == 1; return true;
    case COMMAND_CHART: return app_change_chart(app, arg[0].text, arg[1].text, diag);
    case COMMAND_COPY: return app_copy_chart(app, arg[0].text, arg[1].text, diag);
    case COMMAND_TERMS: return app_terms(app, arg[0].text, animate, diag);
    case COMMAND_GUESS: return app_begin_search(app, choice, arg[1].given ? arg[1].number : SEARCH_RANGE, diag);
    case COMMAND_CANCEL:
        trial_set_cancel(&app->trials);
        app_cancel_search(app);
        return true;
    case COMMAND_CHECK: return app_check(app, command, diag);
    case COMMAND_BURST: return app_burst(app, choice, diag);
    case COMMAND_TEXT:
        file = arg[1].given ? arg[1].text : str_from("");
        if (str_equal(arg[0].text, "open")) return app_open_own(app, "text", file, diag);
        return app_text(app, arg[0].text, file, diag);
    case COMMAND_CLIFF: return app_cliff(app, command, animate, diag);
    case COMMAND_UNIT: return app_set_unit(app, (int)arg[0].number - 1, diag);
    case COMMAND_PULL: return app_pull_here(app, diag);
    case COMMAND_WALK: app_walk_units(app, choice == 0 ? -1 : 1); return true;
    case COMMAND_SCROLL: return scroll(app, choice, diag);
    case COMMAND_HIDE: app_hide(app, animate); return true;
    case COMMAND_LESSON: return app_lesson(app, arg[0].text, diag);
    case COMMAND_GLOSSARY: return app_glossary(app, arg[0].text, diag);
    case COMMAND_SERIES:
        return opens_own(&file, arg[0].text) ? app_open_own(app, "series", file, diag) : app_series(app, arg[0].text, diag);
    case COMMAND_SENTENCE:
        return opens_own(&file, arg[0].text) ? app_open_own(app, "sentiment", file, diag) : app_sentence(app, arg[0].text, diag);
    case COMMAND_SEARCH: return app_search(app, arg[0].text, diag);
    case COMMAND_COURSE: return app_course(app, choice, arg[1].given ? (int)arg[1].number : 0, diag);
    case COMMAND_PROGRESS: return app_progress(app, choice, arg[1].text, diag);
    case COMMAND_PRESENT: return app_present(app, choice, diag);
    case COMMAND_PRESENTER: return app_presenter(app, choice, arg[1].given ? arg[1].text : (Str){"", 0}, diag);
    case COMMAND_ANSWER: return app_answer(app, arg[0].text, diag);
    case COMMAND_SKETCH: return app_sketch(app, choice, arg[1].number, diag);
    case COMMAND_EDIT: return app_edit(app, (EditCommand)choice, diag);
    case COMMAND_SAVE: return save(app, arg[0].text, animate, diag);
    case COMMAND_OPEN: return open_file(app, arg[0].text, animate, diag);
    case COMMAND_EXPORT: return export_file(app, arg[0].text, animate, diag);
    case COMMAND_DESCRIBE: return describe(app, animate, diag);
    case COMMAND_SHARE: return app_share(app, diag);
    case COMMAND_PASTE: return app_paste_line(app, diag);
    case COMMAND_FOCUS: return set_focus(app, arg[0].text, diag);
    case COMMAND_FULLSCREEN: app->is_full_screen = choice == 2 ? !app->is_full_screen : choice == 0; return true;
    case COMMAND_MIRROR: app->is_mirrored = choice == 2 ? !app->is_mirrored : choice == 0; return true;
    case COMMAND_BIND: return app_bind(app, arg[0].text, arg[1].text, diag);
    case COMMAND_REBIND:
        if (arg[1].given) return app_rebind(app, arg[0].text, arg[1].text, diag);
        app_end_rebind(app);
        return true;
    case COMMAND_QUIT: app_ask_quit(app); return true;
    default: return diag_fail(diag, "The command \"%s\" is not one of the program's.", command_table[command->id].word);
    }
}

#ifndef NDEBUG
/* Checks that a command passed as a struct equals its line. */
static bool is_its_line(const Command *command) {
    TextLine line = {0};
    Command read;
    if (!command_write(&line, command)) return true; /* memory is out */
    bool good = command_parse(&read, text_line_str(&line), NULL) && command_equal(&read, command);
    text_line_free(&line);
    return good;
}
#endif

/* Undo and redo take the last change, whether the experiment or a page has it. */
static bool run_lab(App *app, const Command *command, Diag *diag) {
    bool is_undo = command->id == COMMAND_UNDO, is_redo = command->id == COMMAND_REDO;
    return ((is_undo || is_redo) && app_undo_page(app, is_redo)) || app_run_lab(app, command, diag);
}

static bool run_of_app(App *app, const Command *command, bool animate, Diag *diag) {
    CommandId id = command->id; /* only these change such values themselves; those of a lesson's commands come here one by one */
    if (id != COMMAND_TEXT && id != COMMAND_SERIES && id != COMMAND_SENTENCE && id != COMMAND_TEMPERATURE && id != COMMAND_CLIFF)
        return run_app(app, command, animate, diag);
    PageValues before;
    long newest = experiment_is_busy(&app->main) ? -1 : lab_newest_number(&app->main.lab);
    app_take_page_values(&before, app);
    bool good = run_app(app, command, animate, diag);
    app_note_page_change(app, &before, newest);
    return good;
}

bool app_run(App *app, const Command *command, bool animate, Diag *diag) {
    assert(is_its_line(command));
    CommandOwner owner = command_table[command->id].owner;
    if (owner != COMMAND_OF_INPUT) {
        bool good = owner == COMMAND_OF_LAB ? run_lab(app, command, diag) : run_of_app(app, command, animate, diag);
        if (good && app->at_surface) app_record_command(app, command); /* for the first one the recording has the input */
        return good;
    }
    return diag_fail(diag, "The command \"%s\" is input of a script; a control cannot stand for it.", command_table[command->id].word);
}

bool app_run_line(App *app, const char *line, bool animate, Diag *diag) {
    Command command;
    return command_parse(&command, str_from(line), diag) && app_run(app, &command, animate, diag);
}

void app_try(App *app, const Command *command) {
    Diag diag = {0};
    if (!app_run(app, command, true, &diag)) app_say(app, true, "%s", diag.text);
}

void app_try_line(App *app, const char *line) {
    Diag diag = {0};
    if (!app_run_line(app, line, true, &diag)) app_say(app, true, "%s", diag.text);
}

/* The parameter that the command is about, or -1. */
static int key_of(const Command *command) {
    bool has_key = command->id == COMMAND_SET || (command->id == COMMAND_RESET && command->arg[0].given);
    return has_key ? (int)command->arg[0].number : -1;
}

bool app_try_at(App *app, const char *control, const Command *command) {
    Diag diag = {0};
    bool good = app_run(app, command, true, &diag);
    if (!good)
        app_refuse(app, control, key_of(command), "", diag.text);
    else if (strcmp(app->ui.gui.error_path, control) == 0)
        app_forget_error(app);
    return good;
}

bool app_try_line_at(App *app, const char *control, const char *line) {
    Command command;
    Diag diag = {0};
    if (command_parse(&command, str_from(line), &diag)) return app_try_at(app, control, &command);
    app_refuse(app, control, -1, "", diag.text);
    return false;
}
