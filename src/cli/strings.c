/* `unroll strings`: the words of the interface as a file to translate, and the check of such a file. */
#include "view/strings.h"
#include "base/arena.h"
#include "base/number.h"
#include "cli/cli.h"
#include "platform/files.h"
#include "platform/places.h"
#include <string.h>

enum { PATH_MAX_BYTES = 1200 };

static bool write_table(const char *path, const Strings *strings, Diag *diag) {
    FileApi file;
    size_t size;
    char *text = strings_format_table(strings, &size);
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

/* The file of "de", beside the program; anything with a slash or a dot is a file itself, and so is "-". */
static bool find_words(char *out, int size, const char *language, Diag *diag) {
    PlaceApi place;
    char folder[1024];
    bool good, is_file = !strcmp(language, "-") || strchr(language, '/') || strchr(language, '.');
    platform_places(&place);
    if (!is_file && !place.find(place.user, PLACE_STRINGS, folder, (int)sizeof folder, diag)) return false;
    if (is_file)
        good = str_copy(out, size, str_from(language));
    else
        good = text_format(out, size, "%s/%s.txt", folder, language) < size - 1;
    return good || diag_fail(diag, "--language: this name is too long");
}

/* Reports errors; false if there were any, or the file could not be read. */
static bool read_words(Strings *strings, const char *path, Diag *diag) {
    FileApi file;
    DiagList wrong;
    char *data;
    size_t size;
    platform_files(&file);
    diag_list_reset(&wrong);
    if (!file.read(file.user, path, &data, &size, diag)) return false;
    strings_read(strings, (Str){data, (int)size}, path, &wrong);
    mem_free(data);
    for (int i = 0; i < wrong.count; i++) cli_report(stderr, "strings", &wrong.item[i]);
    if (wrong.found > wrong.count) fprintf(stderr, "unroll strings: and %d more\n", wrong.found - wrong.count);
    return wrong.found == 0;
}

/* Missing and stale texts by their keys, and how many there are of each. */
static void tell(FILE *out, const Strings *strings) {
    int given = strings_count(strings), same = 0, stale = 0;
    for (int id = 0; id < STRING_COUNT; id++) {
        same += strings->text[id] && strcmp(strings->text[id], string_table[id].english) == 0;
        stale += strings_is_stale(strings, (StringId)id);
        if (!strings->text[id]) fprintf(out, "missing: %s\n", string_table[id].key);
        if (strings_is_stale(strings, (StringId)id)) fprintf(out, "stale: %s\n", string_table[id].key);
    }
    fprintf(out, "%d texts: %d in another language, %d given as in English, %d not given, %d of an older English\n", STRING_COUNT,
            given - same, same, STRING_COUNT - given, stale);
}

/* Writes the table of a language; missing and stale texts are listed on standard error. */
static bool write_language(Strings *strings, const CliOptions *options, Diag *diag) {
    char path[PATH_MAX_BYTES];
    if (!find_words(path, (int)sizeof path, options->language, diag)) return false;
    bool good = read_words(strings, path, diag);
    if (strings->owned) {
        tell(stderr, strings);
        good = write_table(options->output, strings, diag) && good;
    }
    return good;
}

static bool check(Strings *strings, const char *path, Diag *diag) {
    bool good = read_words(strings, path, diag);
    if (strings->owned) tell(stdout, strings);
    return good;
}

static int run(const CliOptions *options, Diag *diag) {
    Strings *strings = mem_new(sizeof *strings); /* too large for a small stack */
    if (!strings) {
        diag_fail(diag, "memory is out");
        return CLI_FAILED;
    }
    bool good = options->operand_count         ? check(strings, options->operand[0], diag)
                : options->given[CLI_LANGUAGE] ? write_language(strings, options, diag)
                                               : write_table(options->output, NULL, diag);
    strings_deinit(strings);
    mem_free(strings);
    return good ? CLI_OK : CLI_FAILED;
}

const CliSubcommand cli_strings = {
    .name = "strings",
    .summary = "write the words of the interface as a file to translate, or check one",
    .operands = "[FILE]",
    .operand_max = 1,
    .takes = {CLI_LANGUAGE, CLI_TEXT_OUTPUT},
    .about = "Without FILE: writes every text of the interface as a file to translate: where it stands, its English, and its line. With "
             "--language the lines hold that language's texts, lines of missing texts are empty, and standard error lists texts that are "
             "missing or were made from an older English. With FILE: checks such a file, reports its mistakes line by line, and lists the "
             "same texts. In "
             "the window the setting `language` shows it.",
    .status = "0; 1 when a file could not be read or written or something in it is wrong; 2 when an option was wrong.",
    .run = run,
};
