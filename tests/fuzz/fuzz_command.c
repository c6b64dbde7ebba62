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
    TextLine line = {0};
    if (size > (1 << 17)) return 0;
    diag_reset(&diag);
    if (!command_parse(&command, (Str){(const char *)data, (int)size}, &diag)) {
        if (!diag.text[0] || !memchr(diag.text, 0, sizeof diag.text)) abort();
        return 0;
    }
    if (!command_write(&line, &command) || !command_parse(&again, text_line_str(&line), &diag) || !command_equal(&command, &again)) abort();
    text_line_free(&line);
    return 0;
}
