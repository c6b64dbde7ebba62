/* Who includes whom: every #include of src/ against the design's table of arrows (rooms.h), foreign libraries only in their
   own room, every header able to stand alone, no file beyond 600 lines, no folder that the table does not know. Each check is
   also run on a small made-up tree that breaks its rule, to show that it can fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rooms.h"
#include <sys/stat.h>
#include <unistd.h>

enum { LINES_MAX = 600 };

/* ---- the checks ---- */

static void check_own(Findings *findings, const Room *room, const char *file, int line, const char *name, int count) {
    const char *slash = memchr(name, '/', (size_t)count);
    const Room *other = slash ? room_find(name, (int)(slash - name)) : NULL;
    if (!other) {
        findings_add(findings, "src/%s/%s:%d: \"%.*s\" names no folder of src/; write \"folder/file.h\"", room->name, file, line, count,
                     name);
        return;
    }
    if (other == room || words_have(room->may, other->name, (int)strlen(other->name))) return;
    if (words_have(room->may_const, other->name, (int)strlen(other->name))) return;
    if (words_have(room->may_file, name, count - 2)) return;
    findings_add(findings, "src/%s/%s:%d: %s/ may not include \"%.*s\"", room->name, file, line, room->name, count, name);
}

static void check_system(Findings *findings, const Room *room, const char *file, int line, const char *name, int count) {
    if (words_have(c_headers, name, count) || words_begin(room->system, name)) return;
    findings_add(findings, "src/%s/%s:%d: <%.*s> is neither C's nor a library that %s/ may use", room->name, file, line, count, name,
                 room->name);
}

static void visit_includes(void *user, const Room *room, const char *file, const char *path) {
    Findings *findings = user;
    char *text = read_file(path);
    assert_non_null(text);
    int line = 1;
    for (const char *at = text; *at; line++) {
        const char *end = at + strcspn(at, "\n");
        at += strspn(at, " \t");
        if (*at == '#') {
            at += 1 + strspn(at + 1, " \t");
            if (!strncmp(at, "include", 7)) {
                at += 7 + strspn(at + 7, " \t");
                int count = (int)strcspn(at + 1, "\">\n");
                if (*at == '"') check_own(findings, room, file, line, at + 1, count);
                if (*at == '<') check_system(findings, room, file, line, at + 1, count);
                if (*at != '"' && *at != '<') findings_add(findings, "src/%s/%s:%d: unreadable #include", room->name, file, line);
            }
        }
        at = *end ? end + 1 : end;
    }
    free(text);
}

static void visit_length(void *user, const Room *room, const char *file, const char *path) {
    Findings *findings = user;
    char *text = read_file(path);
    assert_non_null(text);
    int lines = 0;
    for (const char *at = text; *at; at++) lines += *at == '\n';
    if (lines > LINES_MAX) findings_add(findings, "src/%s/%s has %d lines; %d is the most", room->name, file, lines, LINES_MAX);
    free(text);
}

/* *_rows.h are tables that are included with a macro defined; they are no headers of their own. */
static void visit_header(void *user, const Room *room, const char *file, const char *path) {
    (void)room;
    char *list = user;
    size_t count = strlen(file);
    if (file[count - 1] != 'h' || (count > 7 && !strcmp(file + count - 7, "_rows.h"))) return;
    strcat(strcat(strcat(list, " '"), path), "'");
}

static void check_headers_alone(Findings *findings, const char *root) {
    char *command = calloc(1, 1 << 16);
    char *list = calloc(1, 1 << 15);
    int status = 0;
    assert_non_null(command);
    assert_non_null(list);
    rooms_visit(root, visit_header, list);
    if (*list) {
        snprintf(command, 1 << 16, "%s -std=gnu11 -fsyntax-only -Wall -Wextra -Werror -I'%s/src' %s -x c %s 2>&1", UNROLL_CC, root,
                 UNROLL_FOREIGN_FLAGS, list);
        char *output = read_command(command, &status);
        if (status) findings_add(findings, "headers that do not compile alone:\n%.4000s", output ? output : "");
        free(output);
    }
    free(command);
    free(list);
}

static void check_folders(Findings *findings, const char *root) {
    char path[2048];
    snprintf(path, sizeof path, "%s/src", root);
    DIR *open = opendir(path);
    assert_non_null(open);
    for (struct dirent *entry; (entry = readdir(open));) {
        struct stat stat_of;
        snprintf(path, sizeof path, "%s/src/%s", root, entry->d_name);
        if (entry->d_name[0] == '.' || stat(path, &stat_of) || !S_ISDIR(stat_of.st_mode)) continue;
        if (!room_find(entry->d_name, (int)strlen(entry->d_name)))
            findings_add(findings, "src/%s/ is not in the table of arrows", entry->d_name);
    }
    closedir(open);
}

/* ---- a made-up tree ---- */

typedef struct Tree {
    char root[1024];
} Tree;

static int tree_setup(void **state) {
    Tree *tree = calloc(1, sizeof *tree);
    if (!tree) return -1;
    snprintf(tree->root, sizeof tree->root, "%s/arch-XXXXXX", UNROLL_BINARY_DIR);
    *state = tree;
    return mkdtemp(tree->root) ? 0 : -1;
}

static int tree_teardown(void **state) {
    Tree *tree = *state;
    char command[2048];
    snprintf(command, sizeof command, "rm -rf '%s'", tree->root);
    int status = system(command);
    free(tree);
    return status;
}

static void tree_add(const Tree *tree, const char *room, const char *file, const char *text) {
    char path[4096];
    snprintf(path, sizeof path, "%s/src", tree->root);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/src/%s", tree->root, room);
    mkdir(path, 0700);
    snprintf(path, sizeof path, "%s/src/%s/%s", tree->root, room, file);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    fputs(text, out);
    fclose(out);
}

static void assert_none(const Findings *findings) {
    if (findings->count) fail_msg("%d findings:\n%s", findings->count, findings->text);
}

static void assert_one(const Findings *findings, const char *part) {
    assert_int_equal(findings->count, 1);
    if (!strstr(findings->text, part)) fail_msg("'%s' is not in: %s", part, findings->text);
}

/* ---- the project ---- */

static void includes_follow_the_table_of_arrows(void **state) {
    (void)state;
    Findings findings = {0};
    assert_true(rooms_visit(UNROLL_SOURCE_DIR, visit_includes, &findings) > 20);
    assert_none(&findings);
}

static void every_folder_has_its_row_in_the_table(void **state) {
    (void)state;
    Findings findings = {0};
    check_folders(&findings, UNROLL_SOURCE_DIR);
    assert_none(&findings);
}

static void headers_compile_alone(void **state) {
    (void)state;
    Findings findings = {0};
    check_headers_alone(&findings, UNROLL_SOURCE_DIR);
    assert_none(&findings);
}

static void no_source_file_is_longer_than_600_lines(void **state) {
    (void)state;
    Findings findings = {0};
    assert_true(rooms_visit(UNROLL_SOURCE_DIR, visit_length, &findings) > 20);
    assert_none(&findings);
}

/* ---- that the checks can fail ---- */

static void an_include_against_the_arrows_is_found(void **state) {
    const Tree *tree = *state;
    static const struct {
        const char *room, *text, *finding;
    } wrong[] = {
        {"engine", "#include \"lab/setup.h\"\n", "src/engine/made_up.c:1: engine/ may not include \"lab/setup.h\""},
        {"gui", "\n  #  include \"engine/net/net.h\"\n", "src/gui/made_up.c:2: gui/ may not include \"engine/net/net.h\""},
        {"view", "#include \"app/app.h\"\n", "view/ may not include"},
        {"platform", "#include \"gui/widget.h\"\n", "platform/ may not include"},
        {"base", "#include \"str.h\"\n", "names no folder"},
        {"lab", "#include <SDL2/SDL.h>\n", "<SDL2/SDL.h> is neither"},
        {"gui", "#include <cairo.h>\n", "<cairo.h> is neither"},
        {"draw", "#include <SDL.h>\n", "<SDL.h> is neither"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        Findings findings = {0};
        char path[2048];
        tree_add(tree, wrong[i].room, "made_up.c", wrong[i].text);
        rooms_visit(tree->root, visit_includes, &findings);
        assert_one(&findings, wrong[i].finding);
        snprintf(path, sizeof path, "%s/src/%s/made_up.c", tree->root, wrong[i].room);
        assert_int_equal(remove(path), 0);
    }
}

static void an_include_along_the_arrows_is_not_found(void **state) {
    const Tree *tree = *state;
    Findings findings = {0};
    tree_add(tree, "view", "a.c", "#include \"view/view.h\"\n#include \"lab/lab.h\"\n#include <math.h>\n#include \"gui/widget.h\"\n");
    tree_add(tree, "platform", "b.h", "#include \"gui/input.h\"\n#include <SDL2/SDL.h>\n#include <sys/stat.h>");
    tree_add(tree, "draw", "c.c", "#include <cairo.h>\n#include <ft2build.h>\n/* #include \"app/app.h\" */\n");
    assert_int_equal(rooms_visit(tree->root, visit_includes, &findings), 3);
    assert_none(&findings);
}

static void a_header_that_needs_another_is_found(void **state) {
    const Tree *tree = *state;
    Findings findings = {0};
    tree_add(tree, "base", "whole.h", "#include <stddef.h>\nsize_t whole(void);\n");
    check_headers_alone(&findings, tree->root);
    assert_none(&findings);
    tree_add(tree, "base", "needy.h", "size_t needy(void);\n");
    tree_add(tree, "lab", "made_up_rows.h", "ROW(a, b)\n");
    check_headers_alone(&findings, tree->root);
    assert_one(&findings, "needy.h");
}

static void a_file_of_601_lines_and_an_unknown_folder_are_found(void **state) {
    const Tree *tree = *state;
    Findings findings = {0};
    char lines[LINES_MAX + 2] = "";
    memset(lines, '\n', LINES_MAX);
    tree_add(tree, "base", "long.c", lines);
    rooms_visit(tree->root, visit_length, &findings);
    check_folders(&findings, tree->root);
    assert_none(&findings);
    lines[LINES_MAX] = '\n';
    tree_add(tree, "base", "long.c", lines);
    rooms_visit(tree->root, visit_length, &findings);
    assert_one(&findings, "src/base/long.c has 601 lines");
    findings = (Findings){0};
    tree_add(tree, "attic", "old.c", "");
    check_folders(&findings, tree->root);
    assert_one(&findings, "src/attic/");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(includes_follow_the_table_of_arrows),
        cmocka_unit_test(every_folder_has_its_row_in_the_table),
        cmocka_unit_test(headers_compile_alone),
        cmocka_unit_test(no_source_file_is_longer_than_600_lines),
        cmocka_unit_test_setup_teardown(an_include_against_the_arrows_is_found, tree_setup, tree_teardown),
        cmocka_unit_test_setup_teardown(an_include_along_the_arrows_is_not_found, tree_setup, tree_teardown),
        cmocka_unit_test_setup_teardown(a_header_that_needs_another_is_found, tree_setup, tree_teardown),
        cmocka_unit_test_setup_teardown(a_file_of_601_lines_and_an_unknown_folder_are_found, tree_setup, tree_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
