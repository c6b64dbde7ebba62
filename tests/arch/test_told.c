/* What a Diag says to the person at the window has its row in the string table, so that it can be translated: every literal of two words or
   more that stands in a call of a function named "...fail...", below and in app/. A row is found as tr_told finds it: by the whole text, or
   by what follows a ": ". Files whose messages are only read in the terminal, before there is a window, are excused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rooms.h"
#include "view/strings.h"
#include <ctype.h>

enum { TEXT_SIZE = 1024, ROW_MAX = 4096 };

static const char *const terminal_files[] = {"window_sdl.c",     "window_web.c",     "fonts.c",       "worker_sdl.c",
                                             "stream_unix.c",    "stream_windows.c", "system_unix.c", "system_web.c",
                                             "system_windows.c", "speech_unix.c",    "speech_none.c"};

/* The English of the rows that tr_told looks at, as `flatten` leaves it. */
typedef struct Rows {
    char *text[ROW_MAX];
    int count;
} Rows;

typedef struct Search {
    Findings findings;
    Rows rows;
    int literals;
} Search;

/* Placeholders become '%', and neighbours of them one; escapes of C are read. */
static void flatten(char *out, const char *text, bool is_source) {
    char *begin = out;
    for (; *text; text++) {
        if (is_source && *text == '\\' && text[1]) {
            *out++ = *++text;
        } else if (*text == '%' && text[1] == '%') {
            *out++ = '&';
            text++;
        } else if (*text == '%') {
            if (out == begin || out[-1] != '%') *out++ = '%';
            text += strspn(text + 1, "-+ #0123456789.*hlqjzt");
            if (text[1]) text++;
        } else {
            *out++ = *text;
        }
    }
    *out = '\0';
}

static void read_rows(Rows *rows) {
    char flat[TEXT_SIZE];
    for (int id = 0; id < STRING_COUNT; id++) {
        const char *key = string_table[id].key;
        if (strncmp(key, "told.", 5) != 0 && strncmp(key, "said.", 5) != 0 && strncmp(key, "name.", 5) != 0) continue;
        assert_true(strlen(string_table[id].english) < sizeof flat && rows->count < ROW_MAX);
        flatten(flat, string_table[id].english, false);
        rows->text[rows->count++] = strdup(flat);
    }
}

/* A piece that is put together with others begins or ends openly. */
static bool is_piece(const char *text) {
    size_t count = strlen(text);
    return text[0] == ' ' || text[0] == '}' || text[0] == ',' || strchr(" {\\\"", text[count - 1]) != NULL;
}

static bool has_row(const Rows *rows, const char *text) {
    for (const char *rest = text; rest; rest = strstr(rest, ": ") ? strstr(rest, ": ") + 2 : NULL) {
        if (rest > text && strcmp(rest, "%") == 0) return true; /* another refusal, behind the word of a command */
        for (int i = 0; i < rows->count; i++)
            if (strcmp(rows->text[i], rest) == 0 || (is_piece(text) && strstr(rows->text[i], text))) return true;
    }
    return false;
}

/* "%d layer%s": a row for one and a row for many. */
static bool has_rows(const Rows *rows, const char *text) {
    for (const char *at = strchr(text, '%'); at; at = strchr(at + 1, '%')) {
        if (at == text || !islower((unsigned char)at[-1]) || isalpha((unsigned char)at[1])) continue;
        char one[TEXT_SIZE], many[TEXT_SIZE];
        snprintf(one, sizeof one, "%.*s%s", (int)(at - text), text, at + 1);
        snprintf(many, sizeof many, "%.*ss%s", (int)(at - text), text, at + 1);
        return has_row(rows, text) || (has_rows(rows, one) && has_rows(rows, many));
    }
    return has_row(rows, text);
}

static bool has_words(const char *text) {
    for (const char *at = text; (at = strchr(at, ' ')); at++)
        if (at - text >= 3 && islower((unsigned char)at[-1]) && islower((unsigned char)at[-2]) && strpbrk(at, "abcdefghijklmnopqrstuvwxyz"))
            return true;
    return false;
}

/* Comments become spaces. */
static void blank_comments(char *source) {
    bool is_text = false;
    for (char *at = source; *at; at++) {
        if (is_text && *at == '\\' && at[1]) {
            at++;
        } else if (*at == '"' && !(at > source && at[-1] == '\'')) {
            is_text = !is_text;
        } else if (!is_text && at[0] == '/' && at[1] == '*') {
            for (; *at && !(at[0] == '*' && at[1] == '/'); at++) *at = ' ';
            if (!*at) return;
        }
    }
}

/* The literal that begins at *at, with those that follow it at once. *at moves behind it. */
static void read_literal(char *out, const char **at) {
    size_t used = 0;
    while (**at == '"') {
        for (++*at; **at && **at != '"'; ++*at) {
            if (**at == '\\' && (*at)[1] && used < TEXT_SIZE - 2) out[used++] = *(*at)++;
            if (used < TEXT_SIZE - 2) out[used++] = **at;
        }
        const char *next = *at + 1 + strspn(*at + 1, " \n\t");
        if (*next != '"') break;
        *at = next;
    }
    out[used] = '\0';
}

static void check_call(Search *search, const char *at, const char *room, const char *file) {
    char literal[TEXT_SIZE], flat[TEXT_SIZE];
    for (int depth = 1; depth > 0 && *at; at++) {
        depth += *at == '(';
        depth -= *at == ')';
        if (*at == '\'') at += at[1] == '\\' ? 3 : 2;
        if (*at != '"') continue;
        read_literal(literal, &at);
        flatten(flat, literal, true);
        if (!has_words(flat)) continue;
        search->literals++;
        if (!has_rows(&search->rows, flat)) findings_add(&search->findings, "src/%s/%s: \"%s\"", room, file, literal);
    }
}

static void check_file(void *user, const Room *room, const char *file, const char *path) {
    Search *search = user;
    if (strcmp(room->name, "cli") == 0 || file[strlen(file) - 1] != 'c') return;
    const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file;
    for (size_t i = 0; i < sizeof terminal_files / sizeof *terminal_files; i++)
        if (strcmp(terminal_files[i], name) == 0) return;
    char *source = read_file(path);
    assert_non_null(source);
    blank_comments(source);
    for (const char *at = source; (at = strstr(at, "fail"));) {
        const char *end = at;
        while (isalnum((unsigned char)*end) || *end == '_') end++;
        if (*end == '(') check_call(search, end + 1, room->name, file);
        at = end;
    }
    free(source);
}

static void every_reason_of_a_refusal_has_its_row(void **state) {
    (void)state;
    static Search search;
    read_rows(&search.rows);
    assert_true(search.rows.count > 700);
    assert_true(rooms_visit(UNROLL_SOURCE_DIR, check_file, &search) > 100);
    for (int i = 0; i < search.rows.count; i++) free(search.rows.text[i]);
    assert_true(search.literals > 600);
    if (search.findings.count > 0)
        fail_msg("%d texts have no row in src/view/told_*_string_rows.h:\n%s", search.findings.count, search.findings.text);
}

static void a_row_is_found_behind_the_word_of_a_command_and_for_one_and_many(void **state) {
    (void)state;
    Rows rows = {.text = {"there is no step %", "there is % step", "there is % steps", "There is no \\begin{%}; expected matrix."},
                 .count = 4};
    char flat[TEXT_SIZE];
    flatten(flat, "%s: there is no step %*d%s", true);
    assert_string_equal(flat, "%: there is no step %");
    assert_true(has_rows(&rows, flat));
    assert_true(has_rows(&rows, "cell: there is % step%"));
    assert_true(has_rows(&rows, "There is no \\begin{"));
    assert_false(has_rows(&rows, "there is no layer %"));
    assert_false(has_rows(&rows, "there is no"));
    const char *source = "\"one \" \"two\", 3", *at = source;
    read_literal(flat, &at);
    assert_string_equal(flat, "one two");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_found_behind_the_word_of_a_command_and_for_one_and_many),
        cmocka_unit_test(every_reason_of_a_refusal_has_its_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
