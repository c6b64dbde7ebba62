/* See program_case.h. */
#include "support/program_case.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

int program_case_start(void **state) {
    ProgramCase *program = calloc(1, sizeof *program);
    if (!program) return -1;
    snprintf(program->folder, sizeof program->folder, "%s/program-XXXXXX", UNROLL_BINARY_DIR);
    *state = program;
    return mkdtemp(program->folder) ? 0 : -1;
}

int program_case_end(void **state) {
    ProgramCase *program = *state;
    char command[1024];
    snprintf(command, sizeof command, "rm -rf '%s'", program->folder);
    int status = system(command);
    free(program);
    return status;
}

int program_case_run(ProgramCase *program, const char *arguments) {
    char command[4096];
    snprintf(command, sizeof command, "cd '%s' && timeout 60 env -u DISPLAY -u WAYLAND_DISPLAY '%s' %s 2>&1", program->folder,
             UNROLL_PROGRAM, arguments);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    program->output_size = fread(program->output, 1, PROGRAM_OUTPUT_MAX - 1, pipe);
    program->output[program->output_size] = 0;
    int status = pclose(pipe);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void program_case_assert_says(const ProgramCase *program, const char *piece) {
    if (!strstr(program->output, piece)) fail_msg("'%s' is not in:\n%.2000s", piece, program->output);
}

double program_case_number_after(const ProgramCase *program, const char *word) {
    const char *at = strstr(program->output, word);
    if (!at) fail_msg("'%s' is not in:\n%.2000s", word, program->output);
    return strtod(at + strlen(word), NULL);
}

static FILE *open_file(const ProgramCase *program, const char *file, const char *mode) {
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", program->folder, file);
    return fopen(path, mode);
}

bool program_case_has(const ProgramCase *program, const char *file) {
    FILE *found = open_file(program, file, "rb");
    if (found) fclose(found);
    return found != NULL;
}

char *program_case_read(const ProgramCase *program, const char *file, size_t *size) {
    FILE *from = open_file(program, file, "rb");
    if (!from) fail_msg("%s was not written", file);
    char *data = calloc(1, PROGRAM_OUTPUT_MAX);
    assert_non_null(data);
    size_t count = fread(data, 1, PROGRAM_OUTPUT_MAX - 1, from);
    fclose(from);
    if (size) *size = count;
    return data;
}

void program_case_write(const ProgramCase *program, const char *file, const char *text) {
    FILE *to = open_file(program, file, "wb");
    assert_non_null(to);
    fputs(text, to);
    fclose(to);
}
