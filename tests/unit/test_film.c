/* Films: what `unroll film` gives to ffmpeg and makes of it, numbered pictures where ffmpeg is missing, and that each brings its experiment back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "data/film_note.h"
#include "data/picture_note.h"
#include "support/program_case.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char setup_line[] =
    "--set cell=gru --set hidden=3 --set seed=77 --do 'train 5' --do 'seek backward 2' --seconds 0.2 --fps 20 --size 800x500";

static char usual_path[1 << 14];

/* A PATH of one folder: what the test itself needs, and `ffmpeg` where a script is given. */
static void set_programs(const ProgramCase *place, const char *script) {
    char command[2048], path[640];
    setenv("PATH", usual_path, 1);
    snprintf(command, sizeof command, "mkdir -p '%s/bin' && cd '%s/bin' && for p in timeout env; do ln -sf \"$(command -v $p)\" .; done",
             place->folder, place->folder);
    if (system(command) != 0) fail_msg("%s", command);
    snprintf(path, sizeof path, "%s/bin/ffmpeg", place->folder);
    (void)remove(path);
    if (script) {
        program_case_write(place, "bin/ffmpeg", script);
        assert_int_equal(chmod(path, 0755), 0);
    }
    snprintf(path, sizeof path, "%s/bin", place->folder);
    setenv("PATH", path, 1);
}

static int end_case(void **state) {
    setenv("PATH", usual_path, 1);
    return program_case_end(state);
}

static void film(ProgramCase *place, const char *output, int status) {
    char arguments[600];
    snprintf(arguments, sizeof arguments, "film -o %s %s", output, setup_line);
    int found = program_case_run(place, arguments);
    if (found != status) fail_msg("exit status %d, expected %d: %.1000s", found, status, place->output);
}

static void assert_brings_back(ProgramCase *place, const char *file) {
    char arguments[300];
    snprintf(arguments, sizeof arguments, "setup --open %s", file);
    int status = program_case_run(place, arguments);
    if (status != 0) fail_msg("%s: %.1000s", arguments, place->output);
    program_case_assert_says(place, "cell=gru");
    program_case_assert_says(place, "hidden=3");
    program_case_assert_says(place, "seed=77");
    program_case_assert_says(place, "\nat 5\n");
}

static void without_ffmpeg_there_are_numbered_pictures_and_it_is_said(void **state) {
    ProgramCase *place = *state;
    set_programs(place, NULL);
    film(place, "a.mp4", 0);
    program_case_assert_says(place, "ffmpeg is not installed");
    program_case_assert_says(place, "a-frames: 4 frames, 0.2 s at 20 frames a second");
    assert_false(program_case_has(place, "a.mp4"));
    for (int i = 1; i <= 5; i++) {
        char name[64];
        snprintf(name, sizeof name, "a-frames/frame-%05d.png", i);
        assert_int_equal(program_case_has(place, name), i <= 4);
    }
    assert_brings_back(place, "a-frames/frame-00001.png");
}

/* It keeps what it was told and how much it was given, and writes the smallest GIF. */
static const char fake[] = "#!/bin/sh\n"
                           "for a in \"$@\"; do echo \"$a\"; out=$a; done > told\n"
                           "/usr/bin/wc -c > given\n"
                           "printf 'GIF89a\\001\\000\\001\\000\\000\\000\\000;' > \"$out\"\n";

/* In the folder of the case, with the programs that a shell has. */
static void shell(const ProgramCase *place, const char *line) {
    char command[2048], kept[1 << 14];
    snprintf(kept, sizeof kept, "%s", getenv("PATH"));
    setenv("PATH", usual_path, 1);
    snprintf(command, sizeof command, "cd '%s' && %s", place->folder, line);
    int status = system(command);
    setenv("PATH", kept, 1);
    if (status != 0) fail_msg("%s: status %d", line, status);
}

static void film_into(ProgramCase *place, const char *output, const char *where) {
    char arguments[600];
    snprintf(arguments, sizeof arguments, "film -o %s %s %s #", output, setup_line, where); /* # ends what the case would add */
    assert_int_equal(program_case_run(place, arguments), 0);
}

/* ffmpeg writes into the beginning of a film at its end, so it is made in a folder of its own first, of which nothing is left. */
static void a_film_goes_to_standard_output_and_a_fifo(void **state) {
    ProgramCase *place = *state;
    char temporary[600];
    snprintf(temporary, sizeof temporary, "%s/temporary", place->folder);
    shell(place, "mkdir temporary && mkfifo fifo");
    setenv("TMPDIR", temporary, 1);
    set_programs(place, NULL);
    film(place, "-", 1);
    program_case_assert_says(place, "-o -: ffmpeg is not installed");
    set_programs(place, fake);
    film(place, "a.gif", 0);
    film_into(place, "- --format gif", ">b.gif 2>said");
    film_into(place, "/dev/stdout --format gif", ">c.gif 2>>said");
    shell(place, "{ cat fifo >d.gif & echo $! >reader; }");
    film(place, "fifo --format gif", 0);
    film(place, "e.film --format gif", 0); /* whatever its ending */
    shell(place, "for i in 1 2 3 4 5 6 7 8 9; do [ -s d.gif ] || sleep 0.2; done; kill $(cat reader) 2>/dev/null; test -p fifo && "
                 "for f in b.gif c.gif d.gif e.film; do cmp a.gif $f || exit 1; done");
    shell(place, "test $(grep -c 'standard output: 4 frames' said) = 2");
    film_into(place, "-", ">e.mp4 2>said"); /* MP4 where nothing else is said */
    shell(place, "grep -q -x libx264 told && test $(wc -c <e.mp4) = 14");
    film(place, "/dev/full --format gif", 1);
    program_case_assert_says(place, "/dev/full: could not be written: No space left on device");
    shell(place, "mkfifo short && { head -c 1 short >one & }"); /* a reader that goes before all is written */
    set_programs(place,
                 "#!/bin/sh\nfor a in \"$@\"; do out=$a; done\n/usr/bin/wc -c >given\n/usr/bin/head -c 300000 /dev/zero >\"$out\"\n");
    char arguments[600];
    snprintf(arguments, sizeof arguments, "film -o short %s", setup_line);
    assert_int_not_equal(program_case_run(place, arguments), 0);
    set_programs(place, "#!/bin/sh\nexit 3\n");
    film(place, "-", 1);
    unsetenv("TMPDIR");
    shell(place, "rmdir temporary");
    assert_false(program_case_has(place, "-"));
}

/* Also one that leads to nothing yet: it leads to the film then. */
static void a_link_stays_and_the_film_is_where_it_leads(void **state) {
    ProgramCase *place = *state;
    set_programs(place, fake);
    shell(place, "mkdir far && ln -s far/b.mp4 a.mp4 && ln -s c.mp4 c.mp4");
    for (int i = 0; i < 2; i++) {
        film(place, "a.mp4", 0);
        shell(place, "test -L a.mp4 && test -s far/b.mp4 && test ! -L far/b.mp4 && test $(ls -A far | wc -l) = 1");
    }
    film(place, "c.mp4", 1);
    program_case_assert_says(place, "c.mp4: cannot write this file");
    shell(place, "test -L c.mp4");
}

/* Not a folder of that name, and not refused for its capitals. */
static void the_ending_says_the_form_in_any_case(void **state) {
    ProgramCase *place = *state;
    set_programs(place, NULL);
    film(place, "a.MP4", 0);
    program_case_assert_says(place, "a-frames: 4 frames");
    static const char *const others[] = {"b.avi", "b.MOV", "b.webm", "b.png"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        film(place, others[i], 2);
        program_case_assert_says(place, "expected .mp4, .gif, or a folder");
        assert_false(program_case_has(place, others[i]));
    }
}

static void ffmpeg_gets_every_pixel_and_the_line_and_the_film_its_name(void **state) {
    ProgramCase *place = *state;
    static const char *const told[] = {"-s\n800x500\n", "-r\n20\n", "-metadata\ncomment=unroll:", "cell=gru", "libx264", "bgr0"};
    set_programs(place, fake);
    film(place, "b.mp4", 0);
    char *text = program_case_read(place, "told", NULL);
    for (int i = 0; i < 6; i++)
        if (!strstr(text, told[i])) fail_msg("\"%s\" is not in %s", told[i], text);
    free(text);
    text = program_case_read(place, "given", NULL);
    assert_int_equal(atol(text), 4L * 800 * 500 * 4);
    free(text);
    assert_true(program_case_has(place, "b.mp4"));
    assert_false(program_case_has(place, ".unroll-film-b.mp4"));
    film(place, "c.gif", 0);
    assert_brings_back(place, "c.gif");
}

static void a_folder_that_is_there_is_left_as_it_is(void **state) {
    ProgramCase *place = *state;
    set_programs(place, NULL);
    film(place, "frames", 0);
    film(place, "frames", 1);
    program_case_assert_says(place, "frames exists already");
    assert_true(program_case_has(place, "frames/frame-00004.png"));
    assert_false(program_case_has(place, ".unroll-film-frames"));
}

/* A program that is killed leaves a hidden folder; the next film of that name takes none of its pictures. */
static void what_a_killed_film_left_is_not_taken_over(void **state) {
    ProgramCase *place = *state;
    set_programs(place, NULL);
    char folder[640];
    snprintf(folder, sizeof folder, "%s/.unroll-film-killed", place->folder);
    assert_int_equal(mkdir(folder, 0755), 0);
    program_case_write(place, ".unroll-film-killed/frame-00002.png", "old");
    program_case_write(place, ".unroll-film-killed/frame-00009.png", "old");
    program_case_write(place, ".unroll-film-killed/.frame-00010.png.part", "old");
    film(place, "killed", 0);
    assert_true(program_case_has(place, "killed/frame-00004.png"));
    assert_false(program_case_has(place, "killed/frame-00009.png"));
    assert_false(program_case_has(place, "killed/.frame-00010.png.part"));
    assert_brings_back(place, "killed/frame-00002.png");
    assert_false(program_case_has(place, ".unroll-film-killed"));
}

static void of_a_film_that_fails_nothing_is_left(void **state) {
    ProgramCase *place = *state;
    set_programs(place, "#!/bin/sh\n/usr/bin/wc -c > given\nexit 3\n");
    film(place, "d.mp4", 1);
    program_case_assert_says(place, "the other program failed, with status 3");
    set_programs(place, "#!/bin/sh\nexit 3\n"); /* it takes no picture: a broken pipe is an answer, not the end of the program */
    film(place, "d.mp4", 1);
    program_case_assert_says(place, "the other program stopped reading");
    set_programs(place, "#!/bin/sh\nfor a in \"$@\"; do out=$a; done\n/usr/bin/wc -c > given\necho no > \"$out\"\n");
    film(place, "d.gif", 1);
    program_case_assert_says(place, "ffmpeg made no whole GIF of it");
    assert_false(program_case_has(place, "d.mp4") || program_case_has(place, "d.gif"));
    assert_false(program_case_has(place, ".unroll-film-d.mp4") || program_case_has(place, ".unroll-film-d.gif"));
}

static void a_true_film_brings_its_experiment_back(void **state) {
    ProgramCase *place = *state;
    if (system("command -v ffmpeg >/dev/null 2>&1") != 0) skip();
    film(place, "e.mp4", 0);
    assert_brings_back(place, "e.mp4");
    film(place, "e.gif", 0);
    assert_brings_back(place, "e.gif");
}

/* ---- The files themselves ---- */

static bool read_note(const char *data, size_t size, char *said, size_t room) {
    Bytes found = {0};
    Diag diag = {0};
    bool good = picture_note_find(&found, data, size, &diag);
    snprintf(said, room, "%.*s", good ? (int)found.count : 200, good ? found.at : diag.text);
    bytes_free(&found);
    return good;
}

static void a_long_line_fits_into_a_gif_and_a_damaged_one_is_refused(void **state) {
    (void)state;
    Bytes gif = {0}, note = {0};
    char said[2000];
    /* A table of two colours, another program's comment, a picture, and then the line. */
    bytes_add(&gif, "GIF89a\1\0\1\0\x80\0\0\0\0\0\xFF\xFF\xFF!\xFE\3abc\0,\0\0\0\0\1\0\1\0\0\2\2\x44\1\0", 41);
    film_note_begin(&note);
    for (int i = 0; i < 1000; i++) bytes_add(&note, "x", 1);
    film_note_add_gif(&gif, note.at, note.count);
    assert_int_equal(picture_note_kind(gif.at, gif.count), PICTURE_GIF);
    if (!read_note(gif.at, gif.count, said, sizeof said)) fail_msg("%s", said);
    assert_int_equal(strspn(said, "x"), 1000);
    for (size_t size = 13; size < gif.count - 1; size++) assert_false(read_note(gif.at, size, said, sizeof said));
    assert_non_null(strstr(said, "damaged"));
    assert_false(read_note("GIF89a\1\0\1\0\0\0\0;", 14, said, sizeof said));
    assert_non_null(strstr(said, "carries no setup"));
    bytes_free(&gif);
    bytes_free(&note);
}

static void add_box(Bytes *out, const char *type, const char *content, size_t count) {
    unsigned size = (unsigned)count + 8;
    const char head[4] = {(char)(size >> 24), (char)(size >> 16), (char)(size >> 8), (char)size};
    bytes_add(out, head, 4);
    bytes_add(out, type, 4);
    bytes_add(out, content, count);
}

static void an_mp4_is_followed_box_by_box(void **state) {
    (void)state;
    Bytes data = {0}, cmt = {0}, ilst = {0}, meta = {0}, udta = {0}, moov = {0}, film_bytes = {0};
    Bytes *all[] = {&data, &cmt, &ilst, &meta, &udta, &moov, &film_bytes};
    char said[300];
    add_box(&data, "data", "\0\0\0\1\0\0\0\0unroll:cell=gru&seed=7", 30);
    add_box(&cmt, "\xA9nam", "other", 5);
    add_box(&cmt,
            "\xA9"
            "cmt",
            data.at, data.count);
    add_box(&ilst, "hdlr", "apple", 5);
    add_box(&ilst, "ilst", cmt.at, cmt.count);
    bytes_add(&meta, "\0\0\0\0", 4);
    bytes_add(&meta, ilst.at, ilst.count);
    add_box(&udta, "meta", meta.at, meta.count);
    add_box(&moov, "udta", udta.at, udta.count);
    add_box(&film_bytes, "ftyp", "isom", 4);
    add_box(&film_bytes, "moov", moov.at, moov.count);
    if (!read_note(film_bytes.at, film_bytes.count, said, sizeof said)) fail_msg("%s", said);
    assert_string_equal(said, "cell=gru&seed=7");
    for (size_t size = 12; size < film_bytes.count; size++) assert_false(read_note(film_bytes.at, size, said, sizeof said));
    film_bytes.at[12] = '\x7F'; /* moov claims two gigabytes */
    assert_false(read_note(film_bytes.at, film_bytes.count, said, sizeof said));
    assert_non_null(strstr(said, "damaged"));
    for (int i = 0; i < 7; i++) bytes_free(all[i]);
}

int main(void) {
    snprintf(usual_path, sizeof usual_path, "%s", getenv("PATH"));
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(without_ffmpeg_there_are_numbered_pictures_and_it_is_said, program_case_start, end_case),
        cmocka_unit_test_setup_teardown(a_film_goes_to_standard_output_and_a_fifo, program_case_start, end_case),
        cmocka_unit_test_setup_teardown(a_link_stays_and_the_film_is_where_it_leads, program_case_start, end_case),
        cmocka_unit_test_setup_teardown(the_ending_says_the_form_in_any_case, program_case_start, end_case),
        cmocka_unit_test_setup_teardown(ffmpeg_gets_every_pixel_and_the_line_and_the_film_its_name, program_case_start, end_case),
        cmocka_unit_test_setup_teardown(a_folder_that_is_there_is_left_as_it_is, program_case_start, end_case),
        cmocka_unit_test_setup_teardown(what_a_killed_film_left_is_not_taken_over, program_case_start, end_case),
        cmocka_unit_test_setup_teardown(of_a_film_that_fails_nothing_is_left, program_case_start, end_case),
        cmocka_unit_test_setup_teardown(a_true_film_brings_its_experiment_back, program_case_start, end_case),
        cmocka_unit_test(a_long_line_fits_into_a_gif_and_a_damaged_one_is_refused),
        cmocka_unit_test(an_mp4_is_followed_box_by_box),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
