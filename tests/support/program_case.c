/* See program_case.h. */
#include "support/program_case.h"
#include <pty.h>
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
    unsetenv("SDL_VIDEODRIVER"); /* else a case without a display would open a window, and stay there */
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
    snprintf(command, sizeof command, "cd '%s' && timeout 600 env -u DISPLAY -u WAYLAND_DISPLAY '%s' %s 2>&1", program->folder,
             UNROLL_PROGRAM, arguments);
    FILE *pipe = popen(command, "r");
    assert_non_null(pipe);
    program->output_size = fread(program->output, 1, PROGRAM_OUTPUT_MAX - 1, pipe);
    program->output[program->output_size] = 0;
    int status = pclose(pipe);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void program_case_expect(ProgramCase *program, const char *arguments, int status, const char *parts) {
    int found = program_case_run(program, arguments);
    if (found != status) fail_msg("unroll %s: exit status %d, expected %d:\n%.2000s", arguments, found, status, program->output);
    for (const char *at = parts; *at;) {
        char part[256];
        size_t count = strcspn(at, "|");
        snprintf(part, sizeof part, "%.*s", (int)count, at);
        if (!strstr(program->output, part)) fail_msg("unroll %s: '%s' is not in:\n%.2000s", arguments, part, program->output);
        at += count + (at[count] == '|');
    }
}

enum { WORD_MAX = 40 };

static void split(char **word, char *text) {
    int count = 0;
    word[count++] = (char *)UNROLL_PROGRAM;
    for (char *rest = NULL, *at = strtok_r(text, " ", &rest); at && count < WORD_MAX - 1; at = strtok_r(NULL, " ", &rest))
        word[count++] = at;
    word[count] = NULL;
}

int program_case_run_on_terminal(ProgramCase *program, const char *arguments, int columns, const char *interrupt_at) {
    struct winsize size = {.ws_row = 24, .ws_col = (unsigned short)columns};
    int terminal, status = 0;
    char text[1024], *word[WORD_MAX];
    snprintf(text, sizeof text, "%s", arguments);
    split(word, text);
    pid_t child = forkpty(&terminal, NULL, NULL, &size);
    assert_true(child >= 0);
    if (child == 0) {
        if (chdir(program->folder) == 0) execv(UNROLL_PROGRAM, word);
        _exit(99);
    }
    size_t used = 0;
    ssize_t got;
    bool asked = false;
    while (used < PROGRAM_OUTPUT_MAX - 1 && (got = read(terminal, program->output + used, PROGRAM_OUTPUT_MAX - 1 - used)) > 0) {
        used += (size_t)got;
        program->output[used] = 0;
        if (!interrupt_at || asked || !strstr(program->output, interrupt_at)) continue;
        assert_int_equal(write(terminal, "\x03", 1), 1);
        asked = true;
    }
    program->output_size = used;
    program->output[used] = 0;
    close(terminal);
    assert_int_equal(waitpid(child, &status, 0), child);
    return status;
}

int program_case_count_bars(const ProgramCase *program, int *widest) {
    int bars = 0;
    *widest = 0;
    for (const char *at = program->output; (at = strstr(at, "\r\x1b[K["));) {
        at += 4;
        int width = (int)strcspn(at, "\r\n");
        *widest = width > *widest ? width : *widest;
        bars++;
    }
    return bars;
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
