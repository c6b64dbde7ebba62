/* The author's guide is never older than the format: it shows every block that the parser knows, and each has its picture. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lesson/lesson.h"
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_guide_shows_every_block_with_a_picture_of_it),
        cmocka_unit_test(every_example_of_the_guide_can_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
