/* Driving the application without a window: scripted input by the paths of controls, with a clock that only counts and
   text that is as wide as it has letters (or the program's real fonts, where layout is measured). */
#ifndef UNROLL_SUPPORT_DRIVE_H
#define UNROLL_SUPPORT_DRIVE_H
#include "app/app.h"
#include "platform/fonts.h"
#include "support/fake_text.h"

typedef struct Drive {
    World world;
    App *app;
    FakeText fake;
    Fonts *fonts;  /* NULL with plain text */
    double time_s; /* what the clock shows; each look at it takes `tick_s` */
    double tick_s;
    char *record; /* owned: the recorded lines, each ended by '\n' */
    size_t record_size, record_capacity;
} Drive;

void drive_start(Drive *drive);            /* plain text; fails the test when it cannot */
bool drive_start_with_fonts(Drive *drive); /* false where the fonts are not installed; nothing is then to be ended */
void drive_end(Drive *drive);
void drive_record(Drive *drive);    /* from now on */
void drive_read_disk(Drive *drive); /* files are read from the disk, and nothing is written */
/* For PlaceApi: the course of the source folder, and nothing else. */
bool drive_find_course(void *user, Place place, char *out, int size, Diag *diag);

/* cmocka's setup and teardown around drive_start; *state is the Drive. The second in a window of 1920 x 1080. */
int drive_setup(void **state);
int drive_setup_large(void **state);
int drive_teardown(void **state);

void drive_line(Drive *drive, const char *line);                     /* must succeed */
void drive_refuse(Drive *drive, const char *line, const char *part); /* must fail with a message that holds `part` */
const DrawList *drive_frame(Drive *drive, double dt_s);              /* no input */
void drive_settle(Drive *drive);                                     /* until what trains and moves is at its end */

/* Each of these is one frame of no time, with that input. Places are design pixels. */
void drive_pointer(Drive *drive, double x, double y);
void drive_press(Drive *drive, int clicks);
void drive_release(Drive *drive);
void drive_wheel(Drive *drive, double notches);
void drive_key(Drive *drive, const char *key);
void drive_type(Drive *drive, const char *text); /* every letter as the key and the text it makes */
void drive_resize(Drive *drive, int width, int height);
void drive_send(Drive *drive, InputKind kind, double x, double y, int clicks, const char *text);
void drive_drop(Drive *drive, const char *path); /* a file let go over the window */

/* By path: the region must exist in the picture. */
const Region *drive_region(Drive *drive, const char *path);
void drive_hover(Drive *drive, const char *path, double across, double down); /* 0..1 of its box */
void drive_click(Drive *drive, const char *path);
void drive_double_click(Drive *drive, const char *path);
void drive_drag(Drive *drive, const char *path, double from, double to); /* across its box, in four moves */

double drive_value(const Drive *drive, SetupKey key);
const UiState *drive_ui(const Drive *drive);
bool drive_has_text(Drive *drive, const char *part); /* some run of the picture holds it */
bool drive_has_run(Drive *drive, const char *text);  /* some run of the picture is it */

#endif
