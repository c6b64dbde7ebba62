/* The program itself, run as a person runs it in a folder of its own: what the tests of the subcommands share. */
#ifndef UNROLL_TESTS_PROGRAM_CASE_H
#define UNROLL_TESTS_PROGRAM_CASE_H
#include <stdbool.h>
#include <stddef.h>

enum { PROGRAM_OUTPUT_MAX = 1 << 20 };

typedef struct ProgramCase {
    char folder[512];
    char output[PROGRAM_OUTPUT_MAX]; /* of the last run: standard output and error together, terminated */
    size_t output_size;
} ProgramCase;

/* cmocka's setup and teardown; *state is a ProgramCase with an empty folder. */
int program_case_start(void **state);
int program_case_end(void **state);

/* Runs the program in the folder, without a display; `arguments` as typed in a shell. The exit status, -1 when it was killed. */
int program_case_run(ProgramCase *program, const char *arguments);

/* Runs it and expects a status, and each of the parts (between '|') somewhere in what was printed. */
void program_case_expect(ProgramCase *program, const char *arguments, int status, const char *parts);

/* A run on a terminal of that many columns, and Ctrl-C is typed there as soon as it shows `interrupt_at`, if not NULL. The first
   word of `arguments` is the subcommand; single blanks part them. What wait() says. */
int program_case_run_on_terminal(ProgramCase *program, const char *arguments, int columns, const char *interrupt_at);

/* Pictures of the progress bar on that terminal, and the widest of them. */
int program_case_count_bars(const ProgramCase *program, int *widest);

void program_case_assert_says(const ProgramCase *program, const char *piece);
double program_case_number_after(const ProgramCase *program, const char *word); /* fails the test when the word is not there */

bool program_case_has(const ProgramCase *program, const char *file);
char *program_case_read(const ProgramCase *program, const char *file, size_t *size); /* terminated; the caller frees; size may be NULL */
void program_case_write(const ProgramCase *program, const char *file, const char *text);

#endif
