/* Without memory there is no picture and a reason, or the right picture: the n-th allocation of ours fails while the program starts,
   sets an experiment up, trains and draws a PNG with its own fonts. A dozen of them here; scripts/fail-allocations has every one, of
   the whole program and of the libraries below it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/app.h"
#include "base/arena.h"
#include "draw/output.h"
#include "platform/files.h"
#include "platform/fonts.h"
#include "support/fail_memory.h"
#include <string.h>

static const char *const lines[] = {"set cell lstm", "set hidden 3", "set steps 5", "train 2", "seek update shares"};
enum { LINE_COUNT = sizeof lines / sizeof lines[0], WIDTH = 800, HEIGHT = 500, ALLOCATIONS_MOST = 20000 };

/* False, with a reason, or a picture. */
static bool make_picture(OutputBytes *out, const char *folder, Diag *diag) {
    World world = {0};
    Fonts *fonts = NULL;
    App *app = NULL;
    platform_clock(&world.clock);
    bool good = fonts_init(&fonts, folder, diag);
    if (good) {
        fonts_bind(fonts, &world.text);
        app = app_new(&world, diag);
        good = app != NULL;
    }
    if (good) app_resize(app, WIDTH, HEIGHT, 1);
    for (int i = 0; good && i < LINE_COUNT; i++) good = app_apply(app, lines[i], diag);
    const DrawList *list = good ? app_frame(app, NULL, 0) : NULL;
    if (list && list->failed) good = diag_fail(diag, "no memory is left for the picture");
    good = good && output_png(out, list, &world.text, diag);
    app_free(app);
    fonts_deinit(fonts);
    return good;
}

/* How many allocations the picture takes: of so many that are let through, how many are left? */
static long count_allocations(OutputBytes *right, const char *folder) {
    long left = 1;
    Diag diag;
    diag_reset(&diag);
    mem_fail_after(ALLOCATIONS_MOST);
    assert_true(make_picture(right, folder, &diag));
    for (void *more = mem_new(1); more; more = mem_new(1), left++) mem_free(more);
    return ALLOCATIONS_MOST - left;
}

static void the_picture_is_right_or_there_is_a_reason_why_there_is_none(void **state) {
    (void)state;
    OutputBytes right = {0};
    char folder[1024];
    int failures = 0;
    if (!platform_find_font_folder(folder, (int)sizeof folder)) skip();
    long count = count_allocations(&right, folder);
    assert_in_range(count, 50, ALLOCATIONS_MOST / 2);
    for (long n = 1; n <= count; n += 1 + n / 2) {
        OutputBytes made = {0};
        Diag diag;
        diag_reset(&diag);
        mem_fail_after(n);
        bool good = make_picture(&made, folder, &diag);
        mem_fail_after(-1);
        if (good) {
            if (made.size != right.size || memcmp(made.data, right.data, right.size) != 0) fail_msg("allocation %ld: another picture", n);
        } else {
            failures++;
            if (!diag.text[0] || made.data) fail_msg("allocation %ld: no reason", n);
        }
        mem_free(made.data);
    }
    assert_true(failures > 8);
    mem_free(right.data);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_picture_is_right_or_there_is_a_reason_why_there_is_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
