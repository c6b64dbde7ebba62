/* An application for the fuzz targets: no window, no fonts, no files, a clock that counts its own reads, and training on this
   thread. What only takes long (a thousand steps of 256 units) is kept out of it, so that a target runs many inputs a second. */
#ifndef UNROLL_FUZZ_SMALL_APP_H
#define UNROLL_FUZZ_SMALL_APP_H
#include "app/app.h"
#include "lab/command.h"
#include "support/fake_text.h"
#include "support/slow_worker.h"

typedef struct SmallApp {
    World world;
    FakeText text;
    SlowWorker worker;
    App *app;
    double time_s;
} SmallApp;

/* Aborts when memory is out. With a worker, jobs are in progress for `looks` questions whether they are done; -1: no worker. */
void small_app_start(SmallApp *small, int looks);
void small_app_end(SmallApp *small);

/* Would this command take long? Then the target leaves it out. */
bool small_app_is_quick(const Command *command);
/* Puts back what a control has made large. */
void small_app_keep_small(SmallApp *small);

/* Runs a frame, and aborts when its picture or a region of it is broken. */
void small_app_frame(SmallApp *small, const Input *input, double dt_s);
/* Draws the last picture as pixels, when it is of a usual size. Aborts when that fails. */
void small_app_draw(SmallApp *small);

#endif
