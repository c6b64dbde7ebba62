/* See random_input.h. What costs too much time for a test of a thousand frames (a thousand steps of 256 units) is kept out;
   what is wrong, misplaced or senseless is welcome. */
#include "support/random_input.h"
#include "base/number.h"
#include <math.h>
#include <string.h>

static const char *const KEYS[] = {"Left",      "Right",      "Up",     "Down",   "Home", "End",    "PageUp",     "PageDown", "Tab",
                                   "Shift+Tab", "Return",     "Space",  "Escape", "F1",   "Ctrl+Z", "Ctrl+Y",     "Ctrl+T",   "Ctrl+A",
                                   "Ctrl+Plus", "Ctrl+Minus", "Ctrl+0", "T",      "U",    "N",      "R",          "[",        "]",
                                   "Backspace", "Delete",     ".",      ",",      "5",    "Q",      "Shift+Left", "é",        "Ctrl+Alt+X"};
static const char *const TEXTS[] = {"5", "0", ".", "-", "1e3", "nan", "±", "é", "", "99999999999999999999999999", " ", "x"};

static const char *pick(Random *random, const char *const *list, int count) { return list[random_below(random, count)]; }

static void push(Input *input, InputKind kind, double x, double y, int clicks, const char *text) {
    InputEvent event = {.kind = kind, .x = x, .y = y, .ratio = 1, .clicks = clicks};
    str_copy(event.text, sizeof event.text, str_from(text));
    input_push(input, &event);
}

/* Onto some region, or anywhere, or far outside. */
static void aim(double *x, double *y, Random *random, const App *app) {
    const UiState *ui = app_ui(app);
    const RegionList *list = app_regions(app);
    double to_points = 1;
    if (list->count > 0 && random_unit(random) < 0.85) {
        const Region *region = &list->item[random_below(random, list->count)];
        /* Some regions are the whole window: its width tells the scale. */
        double scale =
            fmin(settings_get(app_settings(app), SETTING_SCALE) / 100 * ui->pixel_ratio, fmin(ui->width_px / 800, ui->height_px / 500));
        to_points = scale / ui->pixel_ratio;
        *x = (region->box.x + random_unit(random) * region->box.w) * to_points;
        *y = (region->box.y + random_unit(random) * region->box.h) * to_points;
    } else {
        *x = random_range(random, -0.2, 1.2) * ui->width_px;
        *y = random_range(random, -0.2, 1.2) * ui->height_px;
    }
}

void random_input_fill(Input *input, Random *random, const App *app) {
    input_reset(input);
    int count = random_below(random, 7);
    double x, y;
    for (int i = 0; i < count; i++) {
        aim(&x, &y, random, app);
        switch (random_below(random, 12)) {
        case 0:
        case 1:
        case 2: push(input, INPUT_POINTER, x, y, 0, ""); break;
        case 3: push(input, INPUT_PRESS, x, y, 1, ""); break;
        case 4:
            push(input, INPUT_PRESS, x, y, 1 + random_below(random, 2), "");
            push(input, INPUT_RELEASE, x, y, 0, "");
            break;
        case 5: push(input, INPUT_RELEASE, x, y, 0, ""); break;
        case 6: push(input, INPUT_WHEEL, 0, random_range(random, -3, 3), 0, ""); break;
        case 7:
        case 8:
        case 9: push(input, INPUT_KEY, 0, 0, 0, pick(random, KEYS, (int)(sizeof KEYS / sizeof KEYS[0]))); break;
        case 10: push(input, INPUT_TEXT, 0, 0, 0, pick(random, TEXTS, (int)(sizeof TEXTS / sizeof TEXTS[0]))); break;
        default:
            if (random_below(random, 4) == 0)
                push(input, INPUT_RESIZE, 300 + random_below(random, 2000), 200 + random_below(random, 1400), 0, "");
            else
                push(input, INPUT_LEAVE, 0, 0, 0, "");
        }
    }
}

/* A value within what is quick. */
static double modest(SetupKey key, double value) {
    if (key == KEY_HIDDEN) return fmin(value, 12);
    if (key == KEY_STEPS) return fmin(value, 60);
    if (key == KEY_LAYERS) return fmin(value, 2);
    return value;
}

void random_input_line(char *out, int size, Random *random, const App *app) {
    static const char *const lines[] = {"play",        "pause",        "step forward",   "step back 3",  "phase next", "phase previous",
                                        "faster",      "slower",       "theme toggle",   "zoom in",      "zoom out",   "zoom reset",
                                        "undo",        "redo",         "update",         "next",         "restart",    "train 3",
                                        "training on", "training off", "show help",      "show story",   "hide",       "show controls",
                                        "motion full", "reset",        "motion reduced", "seek loss end"};
    int key = random_below(random, KEY_COUNT);
    char value[48];
    switch (random_below(random, 8)) {
    case 0:
    case 1: {
        Setup setup = app_lab(app)->setup;
        setup.value[key] = modest((SetupKey)key, setup_from_unit((SetupKey)key, random_unit(random)));
        setup_format(value, sizeof value, &setup, (SetupKey)key);
        text_format(out, size, "set %s %s", setup_table[key].key, value);
        break;
    }
    case 2: text_format(out, size, "reset %s", setup_table[key].key); break;
    case 3:
        text_format(out, size, "seek %s %d", timeline_phase_name((Phase)random_below(random, PHASE_COUNT)), random_below(random, 30));
        break;
    case 4:
        number_format(value, sizeof value, random_range(random, 0, 300));
        text_format(out, size, "%s %s", pick(random, (const char *const[]){"scale", "speed", "setting scale"}, 3), value);
        break;
    case 5:
        if (app_regions(app)->count == 0) break;
        text_format(out, size, "focus %s", app_regions(app)->item[random_below(random, app_regions(app)->count)].path);
        return;
    case 6: text_format(out, size, "chain %d %s", 1 + random_below(random, 3), random_below(random, 2) ? "forward" : "reverse"); break;
    default: text_format(out, size, "%s", pick(random, lines, (int)(sizeof lines / sizeof lines[0])));
    }
}
