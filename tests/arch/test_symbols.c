/* What the libraries really call: the undefined symbols of every room's library against the table of arrows (rooms.h), also
   where no #include betrays it; view/ calls nothing of engine/, task/ and lab/ that changes anything; foreign libraries are
   called by their own room only; nothing below app/ and cli/ prints or ends the program; no room keeps mutable globals. Read
   from nm's listing; every rule is also run on a made-up listing that breaks it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "symbols.h"

/* Everything a program is ended or written to a terminal with. */
static const char ending_symbols[] = "exit _exit _Exit quick_exit abort";
static const char printing_symbols[] = "printf vprintf puts putchar perror stdout stderr __printf_chk __vprintf_chk";
static const char foreign_symbols[] = "SDL_ TTF_ cairo_ FT_ cmark_";

/* What a function that changes nothing may write through: text buffers, and plain out-parameters by type and name. */
static const char out_types[] = "double int bool Diag";
static const char out_names[] = "out share scratch real imaginary diag";

/* ---- does a function change anything? ---- */

static bool is_word(char c) { return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/* One parameter "const Setup *setup": true when nothing of the rooms can be written through it. */
static bool parameter_is_const(const char *at, size_t count) {
    const char *star = memchr(at, '*', count);
    if (!star) return !memchr(at, '(', count); /* a function pointer could do anything */
    char type[64], name[64];
    size_t first = 0, last = count;
    while (first < count && !is_word(at[first])) first++;
    copy_field(type, sizeof type, at + first, (size_t)(star - at) - first);
    if (strstr(type, "const") || !strcmp(type, "char")) return true;
    while (last > 0 && !is_word(at[last - 1])) last--;
    first = last;
    while (first > 0 && is_word(at[first - 1])) first--;
    copy_field(name, sizeof name, at + first, last - first);
    return words_have(out_types, type, (int)strlen(type)) && words_have(out_names, name, (int)strlen(name));
}

/* Without comments, so that what is left is declarations. */
static void strip_comments(char *text) {
    char *out = text;
    for (const char *at = text; *at;) {
        if (at[0] == '/' && at[1] == '*') {
            const char *end = strstr(at + 2, "*/");
            at = end ? end + 2 : at + strlen(at);
        } else {
            *out++ = *at++;
        }
    }
    *out = 0;
}

/* `header` is one header's text. -1: it does not declare the name; else whether what it declares changes nothing. */
static int declaration_is_const(const char *header, const char *name) {
    size_t length = strlen(name);
    for (const char *at = header; (at = strstr(at, name)); at += length) {
        if ((at > header && is_word(at[-1])) || is_word(at[length])) continue;
        const char *open = at + length;
        if (*open != '(') { /* a table: its line must say const */
            const char *line = at;
            while (line > header && line[-1] != '\n') line--;
            char start[256];
            copy_field(start, sizeof start, line, (size_t)(at - line));
            return strstr(start, "const") != NULL;
        }
        const char *start = open + 1;
        int depth = 1;
        for (const char *c = start; *c; c++) {
            if (*c == '(') depth++;
            if (*c == ')') depth--;
            if ((*c == ',' && depth == 1) || depth == 0) {
                if (!parameter_is_const(start, (size_t)(c - start))) return 0;
                start = c + 1;
            }
            if (depth == 0) return 1;
        }
    }
    return -1;
}

typedef struct Declaration {
    const char *name;
    const Room *room;
    int found;
} Declaration;

static void visit_declaration(void *user, const Room *room, const char *file, const char *path) {
    Declaration *declaration = user;
    if (room != declaration->room || file[strlen(file) - 1] != 'h' || declaration->found >= 0) return;
    char *text = read_file(path);
    assert_non_null(text);
    strip_comments(text);
    declaration->found = declaration_is_const(text, declaration->name);
    free(text);
}

static bool symbol_is_const(const Symbol *symbol) {
    Declaration declaration = {symbol->name, symbol->room, -1};
    rooms_visit(UNROLL_SOURCE_DIR, visit_declaration, &declaration);
    return declaration.found == 1;
}

/* ---- the checks ---- */

static bool file_is_allowed(const Room *room, const Symbol *target) {
    char path[160];
    int count = snprintf(path, sizeof path, "%s/%.*s", target->room->name, (int)strcspn(target->file, "."), target->file);
    return words_have(room->may_file, path, count);
}

static void check_calls(Findings *findings, const Symbols *symbols) {
    for (int i = 0; i < symbols->count; i++) {
        const Symbol *use = &symbols->item[i];
        if (use->class != 'U') continue;
        const Symbol *target = symbols_find(symbols, use->name);
        if (!target || target->room == use->room) continue;
        const char *other = target->room->name;
        int count = (int)strlen(other);
        if (words_have(use->room->may, other, count) || file_is_allowed(use->room, target)) continue;
        if (words_have(use->room->may_const, other, count)) {
            if (symbol_is_const(target)) continue;
            findings_add(findings, "%s/%s calls %s of %s/, which changes something; it may only look", use->room->name, use->file,
                         use->name, other);
        } else {
            findings_add(findings, "%s/%s may not use %s of %s/", use->room->name, use->file, use->name, other);
        }
    }
}

static void check_foreign(Findings *findings, const Symbols *symbols) {
    for (int i = 0; i < symbols->count; i++) {
        const Symbol *use = &symbols->item[i];
        if (use->class != 'U' || !words_begin(foreign_symbols, use->name) || words_begin(use->room->symbols, use->name)) continue;
        findings_add(findings, "%s/%s may not call %s", use->room->name, use->file, use->name);
    }
}

static void check_quiet(Findings *findings, const Symbols *symbols) {
    for (int i = 0; i < symbols->count; i++) {
        const Symbol *use = &symbols->item[i];
        if (use->class != 'U') continue;
        int count = (int)strlen(use->name);
        bool may_print = !strcmp(use->room->name, "app") || !strcmp(use->room->name, "cli");
        bool wrong = words_have(ending_symbols, use->name, count) || (!may_print && words_have(printing_symbols, use->name, count));
        if (wrong)
            findings_add(findings, "%s/%s uses %s: errors go into a Diag, and only app/ and cli/ print", use->room->name, use->file,
                         use->name);
    }
}

static bool is_mutable_section(const char *section) {
    if (!strncmp(section, ".data.rel.ro", 12)) return false;
    return !strncmp(section, ".data", 5) || !strncmp(section, ".bss", 4) || !strncmp(section, ".tdata", 6) ||
           !strncmp(section, ".tbss", 5) || !strcmp(section, "*COM*");
}

static void check_globals(Findings *findings, const Symbols *symbols) {
    for (int i = 0; i < symbols->count; i++) {
        const Symbol *symbol = &symbols->item[i];
        /* A sanitizer's and the coverage counters' own begin with two underscores or a point. */
        if (!is_mutable_section(symbol->section) || !strncmp(symbol->name, "__", 2) || symbol->name[0] == '.') continue;
        findings_add(findings, "%s/%s keeps the mutable global %s (%s)", symbol->room->name, symbol->file, symbol->name, symbol->section);
    }
}

/* ---- tests ---- */

static void the_listing_was_understood(void **state) {
    const Symbols *symbols = *state;
    const Symbol *found = symbols_find(symbols, "mem_new");
    assert_non_null(found);
    assert_string_equal(found->room->name, "base");
    assert_string_equal(found->file, "arena.c.o");
    assert_int_equal(found->class, 'T');
    assert_true(symbols->count > 200);
}

static void calls_follow_the_table_of_arrows(void **state) {
    Findings findings = {0};
    check_calls(&findings, *state);
    assert_none(&findings);
}

static void foreign_libraries_stay_in_their_rooms(void **state) {
    Findings findings = {0};
    check_foreign(&findings, *state);
    assert_none(&findings);
}

static void only_app_and_cli_print_and_only_main_ends_the_program(void **state) {
    Findings findings = {0};
    check_quiet(&findings, *state);
    assert_none(&findings);
}

static void there_are_no_mutable_globals(void **state) {
    Findings findings = {0};
    check_globals(&findings, *state);
    assert_none(&findings);
}

static void a_call_against_the_arrows_is_found(void **state) {
    Symbols *symbols = *state;
    Findings findings = {0};
    add_listing(symbols, "lab", "lab.c.o", (const char *const[]){"lab_apply", "T", ".text", NULL});
    add_listing(symbols, "gui", "input.c.o", (const char *const[]){"input_push", "T", ".text", NULL});
    add_listing(symbols, "gui", "widget.c.o", (const char *const[]){"gui_button", "T", ".text", NULL});
    add_listing(symbols, "app", "app.c.o", (const char *const[]){"lab_apply", "U", "*UND*", "malloc", "U", "*UND*", NULL});
    add_listing(symbols, "platform", "window.c.o", (const char *const[]){"input_push", "U", "*UND*", NULL});
    check_calls(&findings, symbols);
    assert_none(&findings);
    add_listing(symbols, "engine", "net.c.o", (const char *const[]){"lab_apply", "U", "*UND*", NULL});
    add_listing(symbols, "platform", "window.c.o", (const char *const[]){"gui_button", "U", "*UND*", NULL});
    check_calls(&findings, symbols);
    assert_found(&findings, 2, "engine/net.c.o may not use lab_apply of lab/");
    assert_found(&findings, 2, "platform/window.c.o may not use gui_button of gui/");
}

static void a_view_that_changes_the_experiment_is_found(void **state) {
    Symbols *symbols = *state;
    Findings findings = {0};
    add_listing(
        symbols, "engine", "trace.c.o",
        (const char *const[]){"net_forward", "T", ".text", "trace_share_norm", "T", ".text", "trace_form_share", "T", ".text", NULL});
    add_listing(
        symbols, "lab", "setup.c.o",
        (const char *const[]){"setup_set", "T", ".text", "setup_format_shown", "T", ".text", "setup_table", "R", ".data.rel.ro", NULL});
    add_listing(symbols, "view", "stage.c.o",
                (const char *const[]){"trace_share_norm", "U", "*UND*", "trace_form_share", "U", "*UND*", "setup_format_shown", "U",
                                      "*UND*", "setup_table", "U", "*UND*", NULL});
    check_calls(&findings, symbols);
    assert_none(&findings);
    add_listing(symbols, "view", "stage.c.o", (const char *const[]){"net_forward", "U", "*UND*", "setup_set", "U", "*UND*", NULL});
    check_calls(&findings, symbols);
    assert_found(&findings, 2, "view/stage.c.o calls net_forward of engine/, which changes something");
    assert_found(&findings, 2, "calls setup_set of lab/");
}

static void a_parameter_that_can_be_written_through_counts_as_change(void **state) {
    (void)state;
    const char *header = "void look(const Trace *trace, char *out, int size);\n"
                         "void change(double *weight, int count);\n"
                         "bool fill(Wiring *out);\n"
                         "extern const Row rows[3];\n"
                         "extern int counter;\n";
    assert_int_equal(declaration_is_const(header, "look"), 1);
    assert_int_equal(declaration_is_const(header, "change"), 0);
    assert_int_equal(declaration_is_const(header, "fill"), 0);
    assert_int_equal(declaration_is_const(header, "rows"), 1);
    assert_int_equal(declaration_is_const(header, "counter"), 0);
    assert_int_equal(declaration_is_const(header, "loo"), -1);
}

static void a_foreign_call_a_print_an_exit_and_a_global_are_found(void **state) {
    Symbols *symbols = *state;
    Findings foreign = {0}, quiet = {0}, global = {0};
    add_listing(symbols, "platform", "window.c.o",
                (const char *const[]){"SDL_Init", "U", "*UND*", "table", "d", ".data.rel.ro.local", "word", "r", ".rodata", NULL});
    add_listing(symbols, "cli", "render.c.o", (const char *const[]){"printf", "U", "*UND*", NULL});
    check_foreign(&foreign, symbols);
    check_quiet(&quiet, symbols);
    check_globals(&global, symbols);
    assert_none(&foreign);
    assert_none(&quiet);
    assert_none(&global);
    add_listing(symbols, "gui", "widget.c.o",
                (const char *const[]){"cairo_fill", "U", "*UND*", "stderr", "U", "*UND*", "hot", "b", ".bss", "count", "D", ".data", NULL});
    add_listing(symbols, "cli", "render.c.o", (const char *const[]){"exit", "U", "*UND*", "SDL_Quit", "U", "*UND*", NULL});
    check_foreign(&foreign, symbols);
    check_quiet(&quiet, symbols);
    check_globals(&global, symbols);
    assert_found(&foreign, 2, "gui/widget.c.o may not call cairo_fill");
    assert_found(&foreign, 2, "cli/render.c.o may not call SDL_Quit");
    assert_found(&quiet, 2, "gui/widget.c.o uses stderr");
    assert_found(&quiet, 2, "cli/render.c.o uses exit");
    assert_found(&global, 2, "gui/widget.c.o keeps the mutable global hot (.bss)");
    assert_found(&global, 2, "gui/widget.c.o keeps the mutable global count (.data)");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_listing_was_understood, setup_real, teardown),
        cmocka_unit_test_setup_teardown(calls_follow_the_table_of_arrows, setup_real, teardown),
        cmocka_unit_test_setup_teardown(foreign_libraries_stay_in_their_rooms, setup_real, teardown),
        cmocka_unit_test_setup_teardown(only_app_and_cli_print_and_only_main_ends_the_program, setup_real, teardown),
        cmocka_unit_test_setup_teardown(there_are_no_mutable_globals, setup_real, teardown),
        cmocka_unit_test_setup_teardown(a_call_against_the_arrows_is_found, setup_empty, teardown),
        cmocka_unit_test_setup_teardown(a_view_that_changes_the_experiment_is_found, setup_empty, teardown),
        cmocka_unit_test(a_parameter_that_can_be_written_through_counts_as_change),
        cmocka_unit_test_setup_teardown(a_foreign_call_a_print_an_exit_and_a_global_are_found, setup_empty, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
