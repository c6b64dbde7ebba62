/* The author's guide is never older than the format: it shows every block that the parser knows, and each has its picture, as the program draws
   it now. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lesson/lesson.h"
#include "support/program_case.h"
#include <cairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *read_file(const char *name) {
    char path[1024];
    snprintf(path, sizeof path, "%s/lessons/%s", UNROLL_SOURCE_DIR, name);
    FILE *file = fopen(path, "rb");
    if (!file) return NULL;
    char *text = calloc(1, 1 << 20);
    assert_non_null(text);
    text[fread(text, 1, (1 << 20) - 1, file)] = '\0';
    fclose(file);
    return text;
}

/* The parser names its blocks where it is given one that is none: "expected setup, do, allow, ... aside, or ...". */
static int list_blocks(char word[][24], int most) {
    const char text[] = "## A step\n\n```qqqqqqqqq\n```\n";
    const LessonHost host = {0};
    Lesson *lesson = lesson_parse("x.md", (Str){text, (int)sizeof text - 1}, &host);
    assert_non_null(lesson);
    assert_true(lesson->mistakes.found > 0);
    const char *at = strstr(lesson->mistakes.item[0].text, "expected ");
    assert_non_null(at);
    int count = 0;
    for (at += strlen("expected "); *at && count < most;) {
        size_t length = strspn(at, "abcdefghijklmnopqrstuvwxyz");
        if (length == 0) break;
        if (length < 24) snprintf(word[count++], 24, "%.*s", (int)length, at);
        at += length;
        if (strncmp(at, ", ", 2) != 0) break;
        at += 2;
        if (strncmp(at, "or ", 3) == 0) break; /* plain code */
    }
    lesson_free(lesson);
    return count;
}

static void the_guide_shows_every_block_with_a_picture_of_it(void **state) {
    (void)state;
    char word[32][24], piece[96];
    int count = list_blocks(word, 32);
    char *guide = read_file("AUTHORING.md");
    assert_non_null(guide);
    assert_true(count >= 12);
    for (int i = 0; i < count; i++) {
        snprintf(piece, sizeof piece, "\n## %s\n", word[i]);
        if (!strstr(guide, piece)) fail_msg("lessons/AUTHORING.md has no section about the block %s", word[i]);
        snprintf(piece, sizeof piece, "\n````text %s\n", word[i]);
        if (!strstr(guide, piece)) fail_msg("lessons/AUTHORING.md shows no example of the block %s", word[i]);
        snprintf(piece, sizeof piece, "](authoring/%s.png)", word[i]);
        if (!strstr(guide, piece)) fail_msg("lessons/AUTHORING.md has no picture of the block %s", word[i]);
        snprintf(piece, sizeof piece, "authoring/%s.png", word[i]);
        char *picture = read_file(piece);
        if (!picture) fail_msg("lessons/%s is missing: run scripts/authoring", piece);
        assert_memory_equal(picture, "\x89PNG", 4);
        free(picture);
    }
    free(guide);
}

/* Each example is a lesson's step without a mistake. */
static void every_example_of_the_guide_can_be_read(void **state) {
    (void)state;
    const LessonHost host = {0};
    char *guide = read_file("AUTHORING.md");
    assert_non_null(guide);
    int count = 0;
    for (const char *at = guide; (at = strstr(at, "\n````text ")) != NULL; count++) {
        const char *begin = strchr(at + 1, '\n') + 1, *end = strstr(begin, "\n````\n");
        assert_non_null(end);
        Lesson *lesson = lesson_parse("x.md", (Str){begin, (int)(end + 1 - begin)}, &host);
        assert_non_null(lesson);
        if (lesson->mistakes.found > 0) fail_msg("%.40s: %s", begin, lesson->mistakes.item[0].text);
        lesson_free(lesson);
        at = end;
    }
    assert_true(count >= 12);
    free(guide);
}

static cairo_surface_t *open_picture(const char *folder, const char *name) {
    char path[1024];
    snprintf(path, sizeof path, "%s/%s.png", folder, name);
    cairo_surface_t *surface = cairo_image_surface_create_from_png(path);
    if (cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS) fail_msg("%s: no picture", path);
    cairo_surface_flush(surface);
    return surface;
}

/* Of all pixels, those with a channel that differs by more than the smoothing of letters may; in percent. */
static double find_difference(cairo_surface_t *a, cairo_surface_t *b) {
    int w = cairo_image_surface_get_width(a), h = cairo_image_surface_get_height(a), count = 0;
    if (w != cairo_image_surface_get_width(b) || h != cairo_image_surface_get_height(b)) return 100;
    for (int y = 0; y < h; y++) {
        const unsigned char *one = cairo_image_surface_get_data(a) + (size_t)y * (size_t)cairo_image_surface_get_stride(a),
                            *other = cairo_image_surface_get_data(b) + (size_t)y * (size_t)cairo_image_surface_get_stride(b);
        for (int x = 0; x < w; x++) {
            int most = 0;
            for (int k = 0; k < 3; k++) {
                int apart = abs(one[4 * x + k] - other[4 * x + k]);
                most = apart > most ? apart : most;
            }
            count += most > 48;
        }
    }
    return 100.0 * count / (w * h);
}

/* A menu or a sentence that has changed is about 0.3 percent of a picture. */
static void every_picture_of_the_guide_is_as_the_program_draws_it_now(void **state) {
    ProgramCase *program = *state;
    char word[24][24], line[2048];
    snprintf(line, sizeof line, "sh '%s/scripts/authoring' '%s' '%s/made'", UNROLL_SOURCE_DIR, UNROLL_PROGRAM, program->folder);
    assert_int_equal(system(line), 0);
    snprintf(line, sizeof line, "%s/made", program->folder);
    int words = list_blocks(word, 24);
    for (int i = 0; i < words; i++) {
        cairo_surface_t *kept = open_picture(UNROLL_SOURCE_DIR "/lessons/authoring", word[i]), *now = open_picture(line, word[i]);
        double difference = find_difference(kept, now);
        cairo_surface_destroy(kept);
        cairo_surface_destroy(now);
        if (difference > 0.1) fail_msg("the picture of %s differs by %.2f %%: run scripts/authoring and look at it", word[i], difference);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_guide_shows_every_block_with_a_picture_of_it),
        cmocka_unit_test(every_example_of_the_guide_can_be_read),
        cmocka_unit_test_setup_teardown(every_picture_of_the_guide_is_as_the_program_draws_it_now, program_case_start, program_case_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
