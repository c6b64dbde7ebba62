/* See drive.h. Input goes through app_frame as the window's would; only what has no path is a place in pixels. */
#include "support/drive.h"
#include "platform/files.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/number.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

static double now(void *user) {
    Drive *drive = user;
    drive->time_s += drive->tick_s;
    return drive->time_s;
}

static void begin(Drive *drive) {
    Diag diag = {0};
    drive->world.clock = (ClockApi){drive, now};
    drive->tick_s = 0.001;
    drive->app = app_new(&drive->world, &diag);
    if (!drive->app) fail_msg("app_new: %s", diag.text);
    app_frame(drive->app, NULL, 0);
}

void drive_start(Drive *drive) {
    *drive = (Drive){0};
    fake_text_init(&drive->fake);
    fake_text_bind(&drive->fake, &drive->world.text);
    begin(drive);
}

void drive_read_disk(Drive *drive) {
    FileApi disk;
    platform_files(&disk);
    drive->world.file =
        (FileApi){.user = disk.user, .read = disk.read, .is_there = disk.is_there, .is_folder = disk.is_folder, .list = disk.list};
}

bool drive_find_course(void *user, Place place, char *out, int size, Diag *diag) {
    (void)user;
    if (place != PLACE_COURSE) return diag_fail(diag, "no such place");
    return str_copy(out, size, str_from(UNROLL_SOURCE_DIR "/lessons"));
}

void drive_settle(Drive *drive) {
    for (int i = 0; app_is_moving(drive->app) && i < 4000; i++) drive_frame(drive, 0.2);
    drive_frame(drive, 0);
}

int drive_setup(void **state) {
    Drive *drive = malloc(sizeof *drive);
    if (!drive) return -1;
    drive_start(drive);
    *state = drive;
    return 0;
}

int drive_setup_large(void **state) {
    int status = drive_setup(state);
    if (status == 0) drive_resize(*state, 1920, 1080);
    return status;
}

int drive_teardown(void **state) {
    drive_end(*state);
    free(*state);
    return 0;
}

bool drive_start_with_fonts(Drive *drive) {
    char folder[512];
    Diag diag = {0};
    *drive = (Drive){0};
    if (!platform_find_font_folder(folder, sizeof folder) || !fonts_init(&drive->fonts, folder, &diag)) return false;
    fonts_bind(drive->fonts, &drive->world.text);
    begin(drive);
    return true;
}

void drive_end(Drive *drive) {
    app_free(drive->app);
    fonts_deinit(drive->fonts);
    fake_text_deinit(&drive->fake);
    mem_free(drive->record);
}

static void record(void *user, const char *line) {
    Drive *drive = user;
    size_t count = strlen(line);
    if (drive->record_size + count + 2 > drive->record_capacity) {
        size_t capacity = 2 * (drive->record_capacity + count + 2);
        drive->record = mem_grow(drive->record, drive->record_capacity, capacity);
        assert_non_null(drive->record);
        drive->record_capacity = capacity;
    }
    memcpy(drive->record + drive->record_size, line, count);
    drive->record[drive->record_size + count] = '\n';
    drive->record_size += count + 1;
    drive->record[drive->record_size] = '\0';
}

void drive_record(Drive *drive) { app_set_recorder(drive->app, record, drive); }

void drive_line(Drive *drive, const char *line) {
    Diag diag = {0};
    if (!app_apply(drive->app, line, &diag)) fail_msg("\"%s\": %s", line, diag.text);
}

void drive_refuse(Drive *drive, const char *line, const char *part) {
    Diag diag = {0};
    if (app_apply(drive->app, line, &diag)) fail_msg("\"%s\" was accepted", line);
    if (!strstr(diag.text, part)) fail_msg("\"%s\" is refused with \"%s\", without \"%s\"", line, diag.text, part);
}

const DrawList *drive_frame(Drive *drive, double dt_s) { return app_frame(drive->app, NULL, dt_s); }

void drive_send(Drive *drive, InputKind kind, double x, double y, int clicks, const char *text) {
    Input input;
    input_reset(&input);
    InputEvent event = {.kind = kind, .x = x, .y = y, .ratio = 1, .clicks = clicks};
    str_copy(event.text, sizeof event.text, str_from(text));
    input_push(&input, &event);
    app_frame(drive->app, &input, 0);
}

void drive_drop(Drive *drive, const char *path) {
    Input input;
    input_reset(&input);
    input_push(&input, &(InputEvent){.kind = INPUT_DROP});
    text_format(input.dropped, (int)sizeof input.dropped, "%s", path);
    app_frame(drive->app, &input, 0);
}

/* Design pixels to window points. */
static void send_at(Drive *drive, InputKind kind, double x, double y, int clicks) {
    const UiState *ui = app_ui(drive->app);
    const DrawList *list = app_frame(drive->app, NULL, 0);
    double to_points = list->scale / ui->pixel_ratio;
    drive_send(drive, kind, x * to_points, y * to_points, clicks, "");
}

void drive_pointer(Drive *drive, double x, double y) { send_at(drive, INPUT_POINTER, x, y, 0); }
void drive_press(Drive *drive, int clicks) { send_at(drive, INPUT_PRESS, app_ui(drive->app)->gui.x, app_ui(drive->app)->gui.y, clicks); }
void drive_release(Drive *drive) { send_at(drive, INPUT_RELEASE, app_ui(drive->app)->gui.x, app_ui(drive->app)->gui.y, 0); }
void drive_wheel(Drive *drive, double notches) { drive_send(drive, INPUT_WHEEL, 0, notches, 0, ""); }
void drive_key(Drive *drive, const char *key) { drive_send(drive, INPUT_KEY, 0, 0, 0, key); }
void drive_resize(Drive *drive, int width, int height) { drive_send(drive, INPUT_RESIZE, width, height, 0, ""); }

void drive_type(Drive *drive, const char *text) {
    char letter[2] = "";
    for (; *text; text++) {
        letter[0] = *text;
        drive_key(drive, letter);
        drive_send(drive, INPUT_TEXT, 0, 0, 0, letter);
    }
}

const Region *drive_region(Drive *drive, const char *path) {
    const Region *region = region_find(app_regions(drive->app), path);
    if (!region) fail_msg("there is no \"%s\" in the picture", path);
    return region;
}

void drive_hover(Drive *drive, const char *path, double across, double down) {
    Rect box = drive_region(drive, path)->box;
    drive_pointer(drive, box.x + across * box.w, box.y + down * box.h);
}

static void click(Drive *drive, const char *path, int clicks) {
    drive_hover(drive, path, 0.5, 0.5);
    for (int i = 1; i <= clicks; i++) {
        drive_press(drive, i);
        drive_release(drive);
    }
}

void drive_click(Drive *drive, const char *path) { click(drive, path, 1); }
void drive_double_click(Drive *drive, const char *path) { click(drive, path, 2); }

void drive_drag(Drive *drive, const char *path, double from, double to) {
    drive_hover(drive, path, from, 0.5);
    drive_press(drive, 1);
    for (int i = 1; i <= 4; i++) drive_hover(drive, path, from + (to - from) * i / 4, 0.5);
    drive_release(drive);
}

double drive_value(const Drive *drive, SetupKey key) { return setup_get(&app_lab(drive->app)->setup, key); }
const UiState *drive_ui(const Drive *drive) { return app_ui(drive->app); }

bool drive_has_run(Drive *drive, const char *text) {
    const DrawList *list = app_frame(drive->app, NULL, 0);
    DrawItem item;
    for (size_t offset = 0; draw_next(list, &offset, &item);)
        if (item.op == DRAW_TEXT && str_equal(item.text, text)) return true;
    return false;
}

bool drive_has_text(Drive *drive, const char *part) {
    const DrawList *list = app_frame(drive->app, NULL, 0);
    DrawItem item;
    size_t length = strlen(part);
    for (size_t offset = 0; draw_next(list, &offset, &item);) {
        if (item.op != DRAW_TEXT) continue;
        for (int i = 0; i + (int)length <= item.text.count; i++)
            if (memcmp(item.text.at + i, part, length) == 0) return true;
    }
    return false;
}
