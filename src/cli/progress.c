/* See progress.h. Short measurements show no bar; a bar is drawn ten times a second. */
#include "cli/progress.h"
#include "platform/files.h"
#include <math.h>

enum { SLICE_MAX = 65536 };
static const double SLICE_S = 0.05, FIRST_S = 0.4, AGAIN_S = 0.1;

static double now(const Progress *progress) { return progress->clock.now_s(progress->clock.user); }

void progress_init(Progress *progress) {
    *progress = (Progress){.what = ""};
    bar_init(&progress->bar, stderr);
    platform_clock(&progress->clock);
}

static bool go_on(void *user, double part) {
    Progress *progress = user;
    if (interrupt_came(&progress->interrupt)) return false;
    double s = now(progress);
    if (s < progress->drawn_s + AGAIN_S) return true;
    progress->drawn_s = s;
    bar_begin(&progress->bar, part, s - progress->start_s);
    bar_add(&progress->bar, "%s", progress->what);
    bar_draw(&progress->bar);
    return true;
}

Watch progress_begin(Progress *progress, const char *what) {
    progress->what = what;
    progress->start_s = now(progress);
    progress->drawn_s = progress->start_s + FIRST_S - AGAIN_S;
    interrupt_hold(&progress->interrupt);
    return (Watch){.go_on = go_on, .user = progress};
}

bool progress_end(Progress *progress, bool good, Diag *diag) {
    bar_clear(&progress->bar);
    if (!progress->interrupt.signal) interrupt_release(&progress->interrupt);
    if (!progress->interrupt.signal) return good;
    return diag_fail(diag, "interrupted before this was done: %s", progress->what);
}

double progress_seconds(const Progress *progress) { return now(progress) - progress->start_s; }

int progress_next_slice(int count, double seconds) {
    double fit = seconds > 0 ? count * SLICE_S / seconds : SLICE_MAX;
    return (int)fmax(1, fmin(fmin(SLICE_MAX, 2.0 * count), fit));
}
