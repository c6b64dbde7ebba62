/* Fuzzes command_parse: any bytes either give a command that formats and parses back to itself, or a message. Built as a
   libFuzzer program with the preset fuzz, else replays tests/fuzz/corpus/command. */
#include "lab/command.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Command command, again;
    Diag diag;
    char line[COMMAND_LINE_MAX];
    if (size > 4096) return 0;
    diag_reset(&diag);
    if (!command_parse(&command, (Str){(const char *)data, (int)size}, &diag)) {
        if (!diag.text[0] || !memchr(diag.text, 0, sizeof diag.text)) abort();
        return 0;
    }
    command_format(line, (int)sizeof line, &command);
    if (!command_parse(&again, str_from(line), &diag) || !command_equal(&command, &again)) abort();
    return 0;
}
