/* What subcommands print from the program's tables, as other programs read it: completion for shells, the manual page, the table of texts,
   and files for other programs. A new subcommand, option or key is in them without a word here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lab/setup.h"
#include "support/program_case.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int system_in(const ProgramCase *program, const char *line) {
    char command[1200];
    snprintf(command, sizeof command, "cd '%s' && %s", program->folder, line);
    return system(command);
}

static const char *const subcommands[] = {
#define SUBCOMMAND_ROW(name) #name,
#include "cli/subcommand_rows.h"
#undef SUBCOMMAND_ROW
};
enum { SUBCOMMAND_COUNT = sizeof subcommands / sizeof subcommands[0] };

static bool has_tool(const char *name) {
    char line[128];
    snprintf(line, sizeof line, "command -v %s >/dev/null 2>&1", name);
    return system(line) == 0;
}

/* ---- Completion ---- */

/* What bash offers behind `line`, a word a line; the last word of it is the one that is completed. */
static void complete(ProgramCase *program, const char *line) {
    static const char script[] =
        "source unroll.bash\n"
        "COMP_LINE=\"$1\"; COMP_POINT=${#1}; COMP_WORDS=($1); [[ \"$1\" == *' ' ]] && COMP_WORDS+=('')\n"
        "if [[ \"$1\" == *=* && \"$1\" != *' ' ]]; then COMP_WORDS[-1]=\"${1##*=}\"; fi\n" /* bash parts words at = */
        "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _unroll; printf '<%s>\\n' \"${COMPREPLY[@]}\"\n";
    char command[2048];
    program_case_write(program, "try.bash", script);
    snprintf(command, sizeof command, "cd '%s' && bash --norc try.bash '%s' >found 2>&1", program->folder, line);
    assert_int_equal(system(command), 0);
    char *found = program_case_read(program, "found", NULL);
    snprintf(program->output, sizeof program->output, "%s", found);
    free(found);
}

static void bash_completes_subcommands_options_keys_and_their_words(void **state) {
    ProgramCase *program = *state;
    if (!has_tool("bash")) skip();
    assert_int_equal(program_case_run(program, "completion bash"), 0);
    program_case_write(program, "unroll.bash", program->output);
    complete(program, "unroll tr");
    assert_string_equal(program->output, "<train>\n");
    complete(program, "unroll ");
    for (int i = 0; i < SUBCOMMAND_COUNT; i++) { /* bench_frame and its like under one word */
        char word[64];
        snprintf(word, sizeof word, "<%.*s", (int)strcspn(subcommands[i], "_"), subcommands[i]);
        program_case_assert_says(program, word);
    }
    complete(program, "unroll bench fr");
    assert_string_equal(program->output, "<frame>\n");
    complete(program, "unroll help rend");
    assert_string_equal(program->output, "<render>\n");
    complete(program, "unroll train --unt");
    assert_string_equal(program->output, "<--until>\n");
    complete(program, "unroll train --until ");
    assert_string_equal(program->output, "<solved>\n");
    complete(program, "unroll train --set learn");
    assert_string_equal(program->output, "<learning_rate=>\n");
    complete(program, "unroll train --set cell=ls");
    assert_string_equal(program->output, "<lstm>\n");
    complete(program, "unroll train --set ");
    for (int key = 0; key < KEY_COUNT; key++) {
        char word[64];
        snprintf(word, sizeof word, "<%s=>", setup_table[key].key);
        program_case_assert_says(program, word);
    }
    complete(program, "unroll check try.b"); /* the rest are files */
    assert_string_equal(program->output, "<try.bash>\n");
}

/* In a terminal of its own, as a person gets it: the first Tab answers. */
static void zsh_completes_from_the_first_tab(void **state) {
    static const char script[] = "zmodload zsh/zpty\n"
                                 "zpty z zsh -f -i\n"
                                 "zpty -w z \"PS1=; fpath=($PWD \\$fpath); autoload -U compinit; compinit -u -D; echo REA''DY\"\n"
                                 "zpty -r z found '*READY*'\n"
                                 "zpty -w -n z \"$1\"$'\\t\\t'\n"
                                 "zpty -r z found \"*$2*\"\n"
                                 "zpty -d z\n";
    static const char *const row[][2] = {
        {"unroll render --theme ", "light"}, {"unroll tr", "unroll train"}, {"unroll setup --se", "--set"}};
    ProgramCase *program = *state;
    char command[2048];
    if (!has_tool("zsh") || !has_tool("timeout")) skip();
    assert_int_equal(program_case_run(program, "completion zsh"), 0);
    program_case_write(program, "_unroll", program->output);
    program_case_write(program, "try.zsh", script);
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) { /* without an answer it would wait */
        snprintf(command, sizeof command, "cd '%s' && timeout 100 zsh -f try.zsh '%s' '%s'", program->folder, row[i][0], row[i][1]);
        if (system(command) != 0) fail_msg("%s: no %s", row[i][0], row[i][1]);
    }
}

static void other_shells_have_a_script_of_their_own(void **state) {
    ProgramCase *program = *state;
    assert_int_equal(program_case_run(program, "completion zsh"), 0);
    assert_true(strncmp(program->output, "#compdef unroll\n", 16) == 0);
    program_case_assert_says(program, "complete -o filenames -F _unroll unroll");
    assert_int_equal(program_case_run(program, "completion fish"), 0);
    program_case_assert_says(program, "complete -c unroll -n __fish_use_subcommand -a train -d 'train without a window");
    program_case_assert_says(program, "complete -c unroll -f -n '__fish_seen_subcommand_from bench' -a frame -d ");
    program_case_assert_says(program, " cell=rnn cell=gru cell=lstm ");
    program_case_assert_says(program, "-l output -s o -r -F");
    program_case_assert_says(program, "-l theme -x -a 'dark light'");
    for (char *line = strtok(program->output, "\n"); line; line = strtok(NULL, "\n")) { /* no quote is left open */
        int quotes = 0;
        for (const char *at = line; *at; at++) quotes += *at == '\'' && (at == line || at[-1] != '\\');
        if (quotes % 2) fail_msg("an open quote: %s", line);
    }
}

static void an_unknown_shell_is_told(void **state) {
    ProgramCase *program = *state;
    assert_int_equal(program_case_run(program, "completion tcsh"), 2);
    program_case_assert_says(program, "'tcsh' is not a known shell");
    assert_int_equal(program_case_run(program, "completion"), 2);
    program_case_assert_says(program, "no shell is named; expected bash, zsh or fish");
}

/* ---- The manual ---- */

static void the_manual_has_every_subcommand_and_only_requests_that_troff_knows(void **state) {
    static const char *const known[] = {"TH ", "SH ", "SS ", "TP", "PP", "B ", "br", "nf", "fi"};
    ProgramCase *program = *state;
    char part[1024];
    assert_int_equal(program_case_run(program, "manual"), 0);
    for (int i = 0; i < SUBCOMMAND_COUNT; i++) {
        int used = snprintf(part, sizeof part, ".SS unroll ");
        for (const char *at = subcommands[i]; *at; at++) {
            bool is_dash = *at == '_' && strcmp(subcommands[i], "new_lesson") == 0;
            used += snprintf(part + used, sizeof part - (size_t)used, "%s", is_dash ? "\\-" : *at == '_' ? " " : (char[]){*at, '\0'});
        }
        program_case_assert_says(program, part);
    }
    program_case_assert_says(program, "\\-\\-set \\fIKEY=VALUE\\fR");
    program_case_assert_says(program, ".TH UNROLL 1 \"20"); /* a date */
    program_case_write(program, "unroll.1", program->output);
    snprintf(part, sizeof part, "mandoc -Tlint -W warning '%s/unroll.1'", program->folder);
    if (has_tool("mandoc")) assert_int_equal(system(part), 0);
    assert_null(strstr(program->output, "\n\n")); /* an empty line is no paragraph */
    for (char *line = strtok(program->output, "\n"); line; line = strtok(NULL, "\n")) {
        bool is_good = line[0] != '.' && line[0] != '\'';
        for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) is_good = is_good || strncmp(line + 1, known[i], strlen(known[i])) == 0;
        if (!is_good) fail_msg("no request: %s", line);
    }
}

/* ---- The table of texts ---- */

static void the_table_of_texts_can_be_read_back(void **state) {
    ProgramCase *program = *state;
    assert_int_equal(program_case_run(program, "strings -o empty.txt"), 0);
    assert_int_equal(program_case_run(program, "strings empty.txt"), 0);
    program_case_assert_says(program, "texts: 0 in another language");
    program_case_assert_says(program, ", 0 not given, 0 of an older English");
    assert_int_equal(program_case_run(program, "strings --language de -o de.txt"), 0);
    assert_int_equal(program_case_run(program, "strings --language - -o again.txt <de.txt"), 0);
    assert_int_equal(system_in(program, "cmp de.txt again.txt"), 0);
    assert_int_equal(program_case_run(program, "strings de.txt"), 0);
    program_case_assert_says(program, ", 0 not given, 0 of an older English");
    assert_int_equal(program_case_run(program, "strings --language ./de.txt -o again.txt"), 0);
    char *first = program_case_read(program, "de.txt", NULL), *again = program_case_read(program, "again.txt", NULL);
    assert_string_equal(first, again);
    free(first);
    free(again);
}

static void what_is_wrong_in_a_table_of_texts_is_told_with_its_line(void **state) {
    ProgramCase *program = *state;
    program_case_write(program, "bad.txt", "no.such.key\n= What?\n");
    assert_int_equal(program_case_run(program, "strings bad.txt"), 1);
    program_case_assert_says(program, "bad.txt:1");
    assert_int_equal(program_case_run(program, "strings nowhere.txt"), 1);
    program_case_assert_says(program, "nowhere.txt");
    assert_int_equal(program_case_run(program, "strings --language xx"), 1);
    program_case_assert_says(program, "xx.txt");
    assert_int_equal(program_case_run(program, "strings -o no-folder/a.txt"), 1);
    program_case_assert_says(program, "no-folder/a.txt");
}

/* ---- Files for other programs ---- */

static void an_exported_case_is_verified_and_weights_come_back(void **state) {
    ProgramCase *program = *state;
    assert_int_equal(program_case_run(program, "export --set cell=gru --set hidden=3 --set steps=5 case a.txt"), 0);
    assert_int_equal(program_case_run(program, "verify a.txt"), 0);
    assert_int_equal(program_case_run(program, "export --set cell=lstm --set hidden=3 --do 'train 2' a.safetensors"), 0);
    assert_int_equal(program_case_run(program, "setup --line --open a.safetensors"), 0);
    program_case_assert_says(program, "cell=lstm");
    program_case_assert_says(program, "hidden=3");
    assert_int_equal(program_case_run(program, "export a.npz"), 0);
    assert_int_equal(program_case_run(program, "export sheet a.ods"), 0);
    char *npz = program_case_read(program, "a.npz", NULL), *ods = program_case_read(program, "a.ods", NULL);
    assert_memory_equal(npz, "PK\3\4", 4);
    assert_memory_equal(ods, "PK\3\4", 4);
    free(npz);
    free(ods);
    assert_int_equal(program_case_run(program, "export sheet -"), 0);
    assert_true(strncmp(program->output, "<?xml", 5) == 0);
}

static void a_program_has_its_weights_beside_it(void **state) {
    ProgramCase *program = *state;
    assert_int_equal(program_case_run(program, "export --set hidden=3 pytorch net.py"), 0);
    char *text = program_case_read(program, "net.py", NULL);
    assert_non_null(strstr(text, "net.safetensors"));
    free(text);
    assert_true(program_case_has(program, "net.safetensors"));
    /* No file can stand beside standard output: it carries them. */
    assert_int_equal(program_case_run(program, "export --set hidden=3 keras -"), 0);
    program_case_assert_says(program, "WEIGHTS = \"\"\"\n");
    assert_int_equal(program_case_run(program, "export --set hidden=3 keras /dev/stdout"), 0);
    assert_false(program_case_has(program, "/dev/stdout.safetensors") || program_case_has(program, "stdout.safetensors"));
    assert_int_equal(program_case_run(program, "export --set hidden=3 pytorch - >there.py"), 0);
    assert_int_equal(program_case_run(program, "export --set hidden=3 model same.safetensors"), 0);
    assert_int_equal(system_in(program, "sed -n '/^WEIGHTS/,/^\"\"\"$/p' there.py | grep -v '\"' | base64 -d | cmp - same.safetensors"), 0);
    assert_int_equal(program_case_run(program, "export pytorch own.safetensors"), 1);
    program_case_assert_says(program, "'own.safetensors' is the name of its weights");
    assert_false(program_case_has(program, "own.safetensors"));
}

static void what_cannot_be_exported_is_told(void **state) {
    static const struct {
        const char *arguments, *says;
        int status;
    } wrong[] = {
        {"export", "nothing to export is named; expected one of model", 2},
        {"export model", "export model: no file is named; expected one, such as network.safetensors", 2},
        {"export painting a.npz", "'painting' cannot be exported; expected one of model, arrays, case, sheet", 2},
        {"export net.py", "'net.py' cannot be exported", 2}, /* for which library? */
        {"export a.npz b.npz", "'a.npz' names the file already; 'b.npz' is one argument too many", 2},
        {"export --do 'visit 99' model a.safetensors", "visit", 2},
        {"export arrays no-folder/a.npz", "no-folder/a.npz", 1},
    };
    ProgramCase *program = *state;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        int status = program_case_run(program, wrong[i].arguments);
        if (status != wrong[i].status) fail_msg("%s: status %d\n%s", wrong[i].arguments, status, program->output);
        program_case_assert_says(program, wrong[i].says);
    }
    assert_false(program_case_has(program, "a.npz") || program_case_has(program, "a.safetensors"));
}

/* ---- In words ---- */

static void a_description_names_the_network_and_its_gradient(void **state) {
    ProgramCase *program = *state;
    assert_int_equal(program_case_run(program, "describe --set cell=lstm --set hidden=5 --do 'seek backward 3'"), 0);
    program_case_assert_says(program, "LSTM");
    program_case_assert_says(program, "5 hidden units");
    assert_int_equal(program_case_run(program, "describe --do 'seek sideways 3'"), 2);
    program_case_assert_says(program, "sideways");
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, program_case_start, program_case_end)

int main(void) {
    const struct CMUnitTest tests[] = {
        EACH(bash_completes_subcommands_options_keys_and_their_words),
        EACH(zsh_completes_from_the_first_tab),
        EACH(other_shells_have_a_script_of_their_own),
        EACH(an_unknown_shell_is_told),
        EACH(the_manual_has_every_subcommand_and_only_requests_that_troff_knows),
        EACH(the_table_of_texts_can_be_read_back),
        EACH(what_is_wrong_in_a_table_of_texts_is_told_with_its_line),
        EACH(an_exported_case_is_verified_and_weights_come_back),
        EACH(a_program_has_its_weights_beside_it),
        EACH(what_cannot_be_exported_is_told),
        EACH(a_description_names_the_network_and_its_gradient),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
