/* Sentences of the interface stand in the string table: a literal of two words or more, or one that begins like a title, in view/ or app/
   is a finding. Not counted: formulas, command lines, names of keys, what a refused line says (a Diag, as lower rooms write them), and what
   is only compared. The rule is also run on a made-up file that breaks it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lab/command.h"
#include "rooms.h"
#include <ctype.h>

/* Calls whose literals nobody reads on a screen, or which say why a line was refused. */
static const char *const excused_calls[] = {"strcmp",    "strncmp",      "str_equal",         "is_key",  "draw_group", "fail_at",
                                            "diag_fail", "diag_fail_at", "diag_list_fail_at", "fail_key"};
/* Words that are literals for a reason: names of keys, of files and of functions, and what is written into files. */
static const char *const excused_words[] = {"Left",
                                            "Right",
                                            "# Here the weights of %s were taken, which is no command: begin with --open.",
                                            "Up",
                                            "Down",
                                            "Home",
                                            "End",
                                            "Plus",
                                            "Minus",
                                            "Return",
                                            "Enter",
                                            "Tab",
                                            "Escape",
                                            "Delete",
                                            "Space",
                                            "Adam",
                                            "ReLU",
                                            "Ctrl+C",
                                            "English",
                                            "Deutsch",
                                            "Ctrl+Insert",
                                            "Shift+",
                                            "Shift+Tab",
                                            "Backspace",
                                            "leaky ReLU",
                                            "The last experiment of Unroll. `unroll` goes on with it.",
                                            "A saved experiment of Unroll: unroll FILE opens it."};
/* Names that setups give to themselves. */
static const char *const excused_files[] = {"app.c", "app_title.c", "app_compare.c", "page/mark.c", "strings.c"};

static bool is_in(const char *const *list, size_t count, const char *word) {
    for (size_t i = 0; i < count; i++)
        if (!strcmp(list[i], word)) return true;
    return false;
}
#define IS_IN(list, word) is_in(list, sizeof(list) / sizeof *(list), word)

/* Placeholders become one '%' each, so that their letters are no words. */
static void drop_placeholders(char *out, const char *text) {
    for (; *text; text++) {
        *out++ = *text;
        if (*text != '%') continue;
        text += strspn(text + 1, "-+ #0123456789.*hlzjt");
        if (text[1]) text++;
    }
    *out = '\0';
}

static bool begins_with_command(const char *text) {
    char word[32];
    size_t count = strcspn(text, " ");
    if (count >= sizeof word) return false;
    memcpy(word, text, count);
    word[count] = '\0';
    for (int id = 0; id < COMMAND_COUNT; id++)
        if (!strcmp(command_table[id].word, word)) return true;
    return false;
}

static bool is_sentence(const char *literal) {
    char text[1024];
    if (strlen(literal) >= sizeof text || strchr(literal, '\\') || begins_with_command(literal) || IS_IN(excused_words, literal))
        return false;
    drop_placeholders(text, literal);
    if (isupper((unsigned char)text[0]) && islower((unsigned char)text[1]) && islower((unsigned char)text[2])) return true;
    for (const char *at = strchr(text, ' '); at; at = strchr(at + 1, ' '))
        if (at - text >= 2 && islower((unsigned char)at[-1]) && islower((unsigned char)at[-2]) && isalpha((unsigned char)at[1]) &&
            isalpha((unsigned char)at[2]))
            return true;
    return false;
}

/* The name of the call whose brackets `at` stands in; "" where there is none. */
static void find_call(char out[64], const char *source, const char *at) {
    int depth = 0;
    out[0] = '\0';
    while (--at > source && !(depth == 0 && strchr("{};", *at))) {
        if (*at == ')') depth++;
        if (*at == '(' && depth-- == 0) {
            const char *end = at;
            while (at > source && (isalnum((unsigned char)at[-1]) || at[-1] == '_')) at--;
            if (end - at < 64) snprintf(out, 64, "%.*s", (int)(end - at), at);
            return;
        }
    }
}

/* The same text with spaces in its literals: what is searched for brackets. */
static char *blank_literals(const char *source) {
    char *code = strdup(source);
    assert_non_null(code);
    for (char *at = code; *at; at++) {
        if (*at != '"' && *at != '\'') continue;
        char quote = *at++;
        for (; *at && *at != quote; at++) {
            if (*at == '\\' && at[1]) *at++ = ' ';
            *at = ' ';
        }
        if (!*at) break;
    }
    return code;
}

/* Comments and lines of the preprocessor become spaces. */
static void blank_out(char *source) {
    for (char *at = source; *at; at++) {
        if (*at == '"' || *at == '\'') {
            char quote = *at++;
            for (; *at && *at != quote; at++)
                if (*at == '\\') at++;
        } else if (at[0] == '/' && at[1] == '*') {
            for (; *at && !(at[0] == '*' && at[1] == '/'); at++)
                if (*at != '\n') *at = ' ';
            if (*at) at[0] = at[1] = ' ';
        } else if (*at == '#' && (at == source || at[-1] == '\n')) {
            while (*at && *at != '\n') *at++ = ' ';
        }
        if (!*at) return;
    }
}

static void check_file(void *user, const Room *room, const char *file, const char *path) {
    Findings *findings = user;
    if ((strcmp(room->name, "view") && strcmp(room->name, "app")) || file[strlen(file) - 1] != 'c' || IS_IN(excused_files, file)) return;
    char *source = read_file(path), literal[2048], call[64];
    assert_non_null(source);
    blank_out(source);
    char *code = blank_literals(source);
    for (char *at = source; *at; at++) {
        if (*at == '\'') { /* a character, '"' too */
            for (at++; *at != '\''; at++)
                if (*at == '\\') at++;
            continue;
        }
        if (*at != '"') continue;
        const char *begin = at;
        size_t used = 0;
        for (at++; *at && *at != '"'; at++) {
            if (used < sizeof literal - 2) literal[used++] = *at;
            if (*at == '\\' && at[1] && used < sizeof literal - 2) literal[used++] = *++at;
        }
        literal[used] = '\0';
        if (!is_sentence(literal)) continue;
        find_call(call, code, code + (begin - source));
        if (!IS_IN(excused_calls, call)) findings_add(findings, "src/%s/%s: \"%s\"", room->name, file, literal);
    }
    free(source);
    free(code);
}

static void assert_none(const Findings *findings) {
    if (findings->count > 0) fail_msg("%d findings:\n%s", findings->count, findings->text);
}

static void sentences_of_view_and_app_stand_in_the_string_table(void **state) {
    (void)state;
    Findings findings = {0};
    assert_true(rooms_visit(UNROLL_SOURCE_DIR, check_file, &findings) > 100);
    assert_none(&findings);
}

static void a_sentence_is_told_from_a_formula_a_command_and_a_key(void **state) {
    (void)state;
    static const char *const sentences[] = {"One step on.", "Loss", "click: go to this step", "%s held at %d", "its gradient %s"};
    static const char *const others[] = {
        "set cell lstm", "seek forward {step}", "\\\\text{one two}", "%s, %s", "Escape", "loss", "rms", "T = %d", "U V"};
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        if (!is_sentence(sentences[i])) fail_msg("\"%s\" is a sentence", sentences[i]);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (is_sentence(others[i])) fail_msg("\"%s\" is no sentence", others[i]);
    const char *source = "draw(a, f(b), \"x\"); g(\"y\");";
    char call[64];
    find_call(call, source, strstr(source, "\"x\""));
    assert_string_equal(call, "draw");
    find_call(call, source, strstr(source, "\"y\""));
    assert_string_equal(call, "g");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sentence_is_told_from_a_formula_a_command_and_a_key),
        cmocka_unit_test(sentences_of_view_and_app_stand_in_the_string_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
