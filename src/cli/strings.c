/* `unroll strings`: the words of the interface as a file to translate, and the check of such a file. */
#include "view/strings.h"
#include "base/arena.h"
#include "cli/cli.h"
#include "platform/files.h"
#include <string.h>

static bool write_table(const char *path, Diag *diag) {
    FileApi file;
    size_t size;
    char *text = strings_format_table(&size);
    platform_files(&file);
    if (!text) return diag_fail(diag, "memory is out");
    bool good;
    if (path && strcmp(path, "-") != 0)
        good = file.write(file.user, path, text, size, diag);
    else
        good = (fwrite(text, 1, size, stdout) == size && fflush(stdout) == 0) || diag_fail(diag, "standard output could not be written");
    mem_free(text);
    return good;
}

static bool check(const char *path, Diag *diag) {
    FileApi file;
    Strings strings = {0};
    DiagList wrong;
    char *data;
    size_t size;
    platform_files(&file);
    diag_list_reset(&wrong);
    if (!file.read(file.user, path, &data, &size, diag)) return false;
    strings_read(&strings, (Str){data, (int)size}, path, &wrong);
    mem_free(data);
    for (int i = 0; i < wrong.count; i++) cli_report(stderr, "strings", &wrong.item[i]);
    if (wrong.found > wrong.count) fprintf(stderr, "unroll strings: and %d more\n", wrong.found - wrong.count);
    int given = strings_count(&strings), same = 0;
    for (int id = 0; id < STRING_COUNT; id++) same += strings.text[id] && strcmp(strings.text[id], string_table[id].english) == 0;
    printf("%d texts: %d in another language, %d given as in English, %d not given\n", STRING_COUNT, given - same, same,
           STRING_COUNT - given);
    strings_deinit(&strings);
    return wrong.found == 0;
}

static int run(const CliOptions *options, Diag *diag) {
    bool good = options->operand_count ? check(options->operand[0], diag) : write_table(options->output, diag);
    return good ? CLI_OK : CLI_FAILED;
}

const CliSubcommand cli_strings = {
    .name = "strings",
    .summary = "write the words of the interface as a file to translate, or check one",
    .operands = "[FILE]",
    .operand_max = 1,
    .takes = {CLI_TEXT_OUTPUT},
    .about = "Without FILE: writes every text of the interface as a file to translate: where it stands, its key, its English. With FILE: "
             "checks such a file and says line by line what is wrong in it, and how many texts are still English. In the window the "
             "setting `language FILE` shows it.",
    .status = "0; 1 when FILE could not be read or written or something in it is wrong; 2 when an option was wrong.",
    .run = run,
};
