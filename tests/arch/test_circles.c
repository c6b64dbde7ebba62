/* Within a room the files form a tree: no two call each other in a circle. A file is an object of the room's library, so a header counts
   with its source; a call is a symbol that one object needs and another of the room defines, functions and tables alike. Read from nm's
   listing; the rule is also run on a made-up listing that breaks it. */
#include "symbols.h"

enum { FILE_MAX = 256 };

/* Files of one room; call[i][j]: a symbol of file j that file i needs, or NULL. reach[i][j]: along any number of calls. */
typedef struct Calls {
    const char *file[FILE_MAX];
    int count;
    const char *call[FILE_MAX][FILE_MAX];
    bool reach[FILE_MAX][FILE_MAX];
} Calls;

static int find_file(Calls *calls, const char *name) {
    for (int i = 0; i < calls->count; i++) {
        if (!strcmp(calls->file[i], name)) return i;
    }
    assert_true(calls->count < FILE_MAX);
    calls->file[calls->count] = name;
    return calls->count++;
}

static const Symbol *find_definition(const Symbols *symbols, const Symbol *use) {
    const Symbol *first = symbols_find(symbols, use->name);
    if (!first || first->room != use->room || !strcmp(first->file, use->file)) return NULL;
    return first;
}

static void fill_calls(Calls *calls, const Symbols *symbols, const Room *room) {
    for (int i = 0; i < symbols->count; i++) {
        const Symbol *use = &symbols->item[i];
        if (use->room != room || use->class != 'U') continue;
        const Symbol *target = find_definition(symbols, use);
        if (!target) continue;
        int from = find_file(calls, use->file), to = find_file(calls, target->file);
        calls->call[from][to] = use->name;
        calls->reach[from][to] = true;
    }
    for (int k = 0; k < calls->count; k++) {
        for (int i = 0; i < calls->count; i++) {
            for (int j = 0; j < calls->count; j++) calls->reach[i][j] |= calls->reach[i][k] && calls->reach[k][j];
        }
    }
}

/* Every call that lies on a circle is a finding. */
static void check_circles(Findings *findings, const Symbols *symbols) {
    for (int r = 0; r < ROOM_COUNT; r++) {
        Calls *calls = calloc(1, sizeof *calls);
        assert_non_null(calls);
        fill_calls(calls, symbols, &room_table[r]);
        for (int i = 0; i < calls->count; i++) {
            for (int j = 0; j < calls->count; j++) {
                if (!calls->call[i][j] || !calls->reach[j][i]) continue;
                findings_add(findings, "%s/%s calls %s of %s, which calls back", room_table[r].name, calls->file[i], calls->call[i][j],
                             calls->file[j]);
            }
        }
        free(calls);
    }
}

/* The names of all sources; two of one name in a room would make objects of one name, which would count as one file here. */
typedef struct Sources {
    int count;
    struct {
        const Room *room;
        char name[64]; /* without its folders */
    } item[1024];
    Findings findings;
} Sources;

static void visit_source(void *user, const Room *room, const char *file, const char *path) {
    Sources *sources = user;
    const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file;
    (void)path;
    if (name[strlen(name) - 1] != 'c') return;
    for (int i = 0; i < sources->count; i++) {
        if (sources->item[i].room == room && !strcmp(sources->item[i].name, name))
            findings_add(&sources->findings, "two files of %s/ are called %s", room->name, name);
    }
    assert_true(sources->count < (int)(sizeof sources->item / sizeof *sources->item));
    sources->item[sources->count].room = room;
    snprintf(sources->item[sources->count++].name, sizeof sources->item[0].name, "%s", name);
}

/* ---- tests ---- */

static void the_files_of_every_room_form_a_tree(void **state) {
    Findings findings = {0};
    check_circles(&findings, *state);
    assert_none(&findings);
}

static void no_two_files_of_a_room_have_one_name(void **state) {
    Sources *sources = calloc(1, sizeof *sources);
    (void)state;
    assert_non_null(sources);
    rooms_visit(UNROLL_SOURCE_DIR, visit_source, sources);
    assert_true(sources->count > 100);
    assert_none(&sources->findings);
    const Room *engine = room_find("engine", 6);
    visit_source(sources, engine, "net/made_up.c", "");
    visit_source(sources, room_find("lab", 3), "made_up.c", "");
    visit_source(sources, engine, "pass/made_up.h", "");
    assert_none(&sources->findings);
    visit_source(sources, engine, "pass/made_up.c", "");
    assert_found(&sources->findings, 1, "two files of engine/ are called made_up.c");
    free(sources);
}

static void a_circle_of_two_and_one_of_three_are_found(void **state) {
    Symbols *symbols = *state;
    Findings findings = {0};
    add_listing(symbols, "lab", "run.c.o", (const char *const[]){"run_draw", "T", ".text", "run_step", "U", "*UND*", NULL});
    add_listing(symbols, "lab", "run_train.c.o", (const char *const[]){"run_step", "T", ".text", NULL});
    add_listing(symbols, "gui", "a.c.o", (const char *const[]){"a", "T", ".text", "b", "U", "*UND*", "a_help", "U", "*UND*", NULL});
    add_listing(symbols, "gui", "b.c.o", (const char *const[]){"b", "R", ".rodata", "c", "U", "*UND*", "run_draw", "U", "*UND*", NULL});
    add_listing(symbols, "gui", "c.c.o", (const char *const[]){"c", "T", ".text", "a_help", "U", "*UND*", "malloc", "U", "*UND*", NULL});
    add_listing(symbols, "gui", "a_help.c.o", (const char *const[]){"a_help", "T", ".text", NULL});
    check_circles(&findings, symbols);
    assert_none(&findings);
    add_listing(symbols, "lab", "run_train.c.o", (const char *const[]){"run_draw", "U", "*UND*", NULL});
    add_listing(symbols, "gui", "c.c.o", (const char *const[]){"a", "U", "*UND*", NULL});
    check_circles(&findings, symbols);
    assert_found(&findings, 5, "lab/run_train.c.o calls run_draw of run.c.o, which calls back");
    assert_found(&findings, 5, "gui/c.c.o calls a of a.c.o, which calls back");
    assert_found(&findings, 5, "gui/b.c.o calls c of c.c.o, which calls back");
    assert_null(strstr(findings.text, "a_help"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_files_of_every_room_form_a_tree, setup_real, teardown),
        cmocka_unit_test(no_two_files_of_a_room_have_one_name),
        cmocka_unit_test_setup_teardown(a_circle_of_two_and_one_of_three_are_found, setup_empty, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
