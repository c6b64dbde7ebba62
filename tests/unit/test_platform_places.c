/* Settings and state lie where the system says: in the folders that the environment names, or below the home folder, made when
   they are missing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "platform/places.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Fixture {
    char folder[64];
    PlaceApi place;
} Fixture;

static int setup(void **state) {
    Fixture *f = calloc(1, sizeof *f);
    strcpy(f->folder, "/tmp/unroll-places-XXXXXX");
    if (!mkdtemp(f->folder)) return -1;
    platform_places(&f->place);
    unsetenv("XDG_CONFIG_HOME");
    unsetenv("XDG_STATE_HOME");
    *state = f;
    return setenv("HOME", f->folder, 1);
}

static void drop(const Fixture *f, const char *below) {
    char path[256];
    text_format(path, sizeof path, "%s/%s", f->folder, below);
    rmdir(path);
}

static int teardown(void **state) {
    static const char *const made[] = {
        ".config/unroll", ".config", ".local/state/unroll", ".local/state", ".local", "a/b/unroll", "a/b", "a", ""};
    Fixture *f = *state;
    for (size_t i = 0; i < sizeof made / sizeof made[0]; i++) drop(f, made[i]);
    free(f);
    return 0;
}

static void assert_place(Fixture *f, Place place, const char *below) {
    char found[512], expected[512];
    struct stat status;
    Diag diag = {0};
    if (!f->place.find(f->place.user, place, found, sizeof found, &diag)) fail_msg("%s", diag.text);
    text_format(expected, sizeof expected, "%s/%s", f->folder, below);
    assert_string_equal(found, expected);
    assert_int_equal(stat(found, &status), 0);
    assert_true(S_ISDIR(status.st_mode));
    assert_int_equal(status.st_mode & 077, 0); /* nobody else's business */
}

static void both_are_below_the_home_folder(void **state) {
    assert_place(*state, PLACE_SETTINGS, ".config/unroll");
    assert_place(*state, PLACE_STATE, ".local/state/unroll");
    assert_place(*state, PLACE_STATE, ".local/state/unroll"); /* being there already is fine */
}

static void the_environment_may_name_them_with_folders_that_are_still_missing(void **state) {
    Fixture *f = *state;
    char path[128];
    text_format(path, sizeof path, "%s/a/b", f->folder);
    setenv("XDG_CONFIG_HOME", path, 1);
    setenv("XDG_STATE_HOME", "relative/says/nothing", 1);
    assert_place(f, PLACE_SETTINGS, "a/b/unroll");
    assert_place(f, PLACE_STATE, ".local/state/unroll");
}

static void no_place_at_all_is_told(void **state) {
    Fixture *f = *state;
    char found[64];
    Diag diag = {0};
    unsetenv("HOME");
    assert_false(f->place.find(f->place.user, PLACE_SETTINGS, found, sizeof found, &diag));
    assert_non_null(strstr(diag.text, "XDG_CONFIG_HOME"));
    assert_string_equal(found, "");
    setenv("HOME", "/dev/null", 1);
    assert_false(f->place.find(f->place.user, PLACE_SETTINGS, found, sizeof found, &diag));
    assert_non_null(strstr(diag.text, "cannot make this folder"));
}

static void what_comes_with_the_program_is_found_by_a_file_in_it(void **state) {
    char found[512];
    (void)state;
    assert_true(platform_find_shared(found, sizeof found, "fonts", "Inter-Regular.otf"));
    assert_non_null(strstr(found, "share/unroll/fonts"));
    assert_true(platform_find_shared(found, sizeof found, "assets/strings", ""));
    assert_false(platform_find_shared(found, sizeof found, "fonts", "no-such-font.otf"));
    assert_string_equal(found, "");
    assert_false(platform_find_shared(found, sizeof found, "no-such-folder", ""));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(both_are_below_the_home_folder),
        TEST(the_environment_may_name_them_with_folders_that_are_still_missing),
        TEST(what_comes_with_the_program_is_found_by_a_file_in_it),
        TEST(no_place_at_all_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
