/* See cli.h. `unroll` alone, or with options only, opens the window. A subcommand's name has one word or two ("bench frame"); the first
   word of several names alone ("bench") is a group, of which there is help but which cannot be run. */
#include "cli/cli.h"
#include "base/number.h"
#include "lab/share_line.h"
#include "platform/files.h"
#include "platform/places.h"
#include "platform/stream.h"
#include <string.h>

#define SUBCOMMAND_ROW(name) &cli_##name,
static const CliSubcommand *const subcommand_table[] = {
#include "cli/subcommand_rows.h"
};
#undef SUBCOMMAND_ROW
enum { SUBCOMMAND_COUNT = sizeof subcommand_table / sizeof subcommand_table[0], NAME_SIZE = 64 };

int cli_subcommand_count(void) { return SUBCOMMAND_COUNT; }
const CliSubcommand *cli_subcommand(int index) { return subcommand_table[index]; }

static const CliSubcommand *find(const char *name) {
    for (int i = 0; i < SUBCOMMAND_COUNT; i++) {
        if (!strcmp(subcommand_table[i]->name, name)) return subcommand_table[i];
    }
    return NULL;
}

/* True if `name` belongs to the group: "bench frame" to "bench". */
static bool is_in_group(const char *name, const char *group) {
    size_t count = strlen(group);
    return !strncmp(name, group, count) && name[count] == ' ';
}

static bool is_group(const char *word) {
    for (int i = 0; i < SUBCOMMAND_COUNT; i++) {
        if (is_in_group(subcommand_table[i]->name, word)) return true;
    }
    return false;
}

static int report_unknown(const char *name) {
    if (strchr(name, '/')) {
        fprintf(stderr, "unroll: there is no file or folder '%s'\n", name);
        return CLI_BAD_USAGE;
    }
    const char *names[2 * SUBCOMMAND_COUNT + 1] = {"help"};
    char group[SUBCOMMAND_COUNT][NAME_SIZE];
    for (int i = 0; i < SUBCOMMAND_COUNT; i++) {
        Str rest = str_from(subcommand_table[i]->name);
        str_copy(group[i], NAME_SIZE, str_next_word(&rest));
        names[1 + i] = subcommand_table[i]->name;
        names[1 + SUBCOMMAND_COUNT + i] = group[i];
    }
    const char *closest = str_find_closest(str_from(name), names, 2 * SUBCOMMAND_COUNT + 1);
    fprintf(stderr, "unroll: unknown subcommand '%s'", name);
    if (closest) fprintf(stderr, "; did you mean '%s'?", closest);
    fprintf(stderr, "\nExpected one of: ");
    for (int i = 0; i < SUBCOMMAND_COUNT; i++) fprintf(stderr, "%s, ", subcommand_table[i]->name);
    fprintf(stderr, "help, the name of a lesson, or a file. `unroll` alone opens the window.\n");
    return CLI_BAD_USAGE;
}

static int report_group(const char *group) {
    fprintf(stderr, "unroll %s: which one? Expected one of: ", group);
    for (int i = 0, listed = 0; i < SUBCOMMAND_COUNT; i++) {
        if (is_in_group(subcommand_table[i]->name, group)) fprintf(stderr, "%s%s", listed++ ? ", " : "", subcommand_table[i]->name);
    }
    fprintf(stderr, "\n");
    return CLI_BAD_USAGE;
}

/* Lists the subcommands of a group, or all. */
static void print_list(const char *group) {
    for (int i = 0; i < SUBCOMMAND_COUNT; i++) {
        const CliSubcommand *row = subcommand_table[i];
        if (group && !is_in_group(row->name, group)) continue;
        printf("  %-14s", row->name);
        cli_print_wrapped(stdout, 16, row->summary);
    }
    if (!group) printf("  %-14s%s\n", "help", "this text; `unroll help SUBCOMMAND` lists its options");
}

static void print_group_help(const char *group) {
    printf("usage: unroll %s NAME [OPTION]...\n\n", group);
    print_list(group);
    printf("\n`unroll help %s NAME` lists the options of one.\n", group);
}

static void print_all_help(const char *version) {
    printf("Unroll %s: a recurrent network, unrolled through time, with true numbers.\n\n"
           "usage: unroll [SUBCOMMAND] [OPTION]...\n\n",
           version);
    print_list(NULL);
    printf("\nIn the window, F1 lists every key.\n");
}

static bool is_help(const char *word) { return !strcmp(word, "--help") || !strcmp(word, "-h"); }

/* The name that argv[0], and argv[1] where argv[0] is a group, spell; *words is how many it has. */
static void join_name(char name[NAME_SIZE], int *words, int argc, char **argv) {
    *words = argc > 1 && is_group(argv[0]) && argv[1][0] != '-' ? 2 : 1;
    text_format(name, NAME_SIZE, "%s%s%s", argv[0], *words > 1 ? " " : "", *words > 1 ? argv[1] : "");
}

static int help(int argc, char **argv, const char *version) {
    char name[NAME_SIZE];
    int words;
    if (argc == 0 || !strcmp(argv[0], "help") || is_help(argv[0])) {
        print_all_help(version);
        return CLI_OK;
    }
    join_name(name, &words, argc, argv);
    const CliSubcommand *found = find(name);
    if (found) {
        cli_print_help(stdout, found);
    } else if (is_group(name)) {
        print_group_help(name);
    } else {
        return report_unknown(name);
    }
    return CLI_OK;
}

/* argv[0] is the subcommand's name, or a setup in one line with which the window opens. */
static int run(const CliSubcommand *subcommand, int argc, char **argv, double start_s) {
    CliOptions options;
    Diag diag;
    int status = CLI_OK;
    diag_reset(&diag);
    if (!cli_options_init(&options, subcommand, argc, argv, &diag)) {
        cli_report(stderr, subcommand->name, &diag);
        return CLI_BAD_USAGE;
    }
    options.start_s = start_s;
    options.subcommand = subcommand_table;
    options.subcommand_count = SUBCOMMAND_COUNT;
    if (argc > 0 && share_line_is(str_from(argv[0]))) options.setup_line = argv[0];
    if (subcommand == &cli_run && options.operand_count == 1 && share_line_is(str_from(options.operand[0]))) { /* behind options */
        options.setup_line = options.operand[0];
        options.operand_count = 0;
    }
    if (options.help) {
        cli_print_help(stdout, subcommand);
    } else {
        status = subcommand->run(&options, &diag);
        if (status != CLI_OK && diag.text[0]) cli_report(stderr, subcommand->name, &diag);
    }
    cli_options_deinit(&options);
    return status;
}

typedef struct LessonSearch {
    const char *word;
    size_t count;
    bool found;
} LessonSearch;

/* "05-vanishing.md" for "vanishing" or "05-vanishing". */
static void match_lesson(void *user, const char *name) {
    LessonSearch *search = user;
    size_t count = strlen(name);
    for (size_t from = 0; from <= 3 && from + search->count + 3 <= count; from += 3)
        if (!strncmp(name + from, search->word, search->count) && !strcmp(name + from + search->count, ".md")) search->found = true;
}

/* True if it is a lesson and not a misspelt subcommand: any path is taken as a lesson; a name if the course has it. */
static bool names_lesson(const char *word) {
    FileApi file;
    platform_files(&file);
    if (file.is_folder(file.user, word)) return true; /* a folder of lessons; its errors are reported when it is opened */
    /* an existing file: an experiment, a picture */
    if (strchr(word, '.') && file.is_there(file.user, word)) return true;
    if (!strncmp(word, "unroll:", 7)) return true; /* a link: it is checked when it is opened */
    LessonSearch search = {word, strcspn(word, "#/"), false};
    char folder[2048];
    PlaceApi place;
    size_t path = strcspn(word, "#");
    if ((path > 3 && !strncmp(word + path - 3, ".md", 3)) || strstr(word, ".md/")) return true;
    platform_places(&place);
    if (search.count == 0 || !place.find(place.user, PLACE_COURSE, folder, (int)sizeof folder, NULL)) return false;
    file.list(file.user, folder, match_lesson, &search, NULL);
    return search.found;
}

static int dispatch(int argc, char **argv, const char *version, double start_s) {
    char name[NAME_SIZE];
    int words;
    if (argc < 2) return run(&cli_run, argc, argv, start_s);
    if (!strcmp(argv[1], "help") || is_help(argv[1])) return help(argc - 2, argv + 2, version);
    if (!strcmp(argv[1], "--version")) {
        printf("unroll %s\n", version);
        return CLI_OK;
    }
    if (argv[1][0] == '-') return run(&cli_run, argc, argv, start_s); /* only options: they are for the window */
    join_name(name, &words, argc - 1, argv + 1);
    const CliSubcommand *found = find(name);
    if (found) return run(found, argc - words, argv + words, start_s);
    if (share_line_is(str_from(argv[1]))) return run(&cli_run, argc - 1, argv + 1, start_s);
    if (!is_group(name) && names_lesson(argv[1])) return run(&cli_run, argc, argv, start_s);
    if (!is_group(name)) return report_unknown(name);
    if (argc > 2 && is_help(argv[2])) return help(1, argv + 1, version);
    return report_group(name);
}

int cli_main(int argc, char **argv, const char *version) {
    ClockApi clock;
    stream_prepare_process();
    platform_clock(&clock);
    int status = dispatch(argc, argv, version, clock.now_s(clock.user));
    bool written = fflush(stdout) == 0;
    if ((written && !ferror(stdout)) || status != CLI_OK) return status;
    fprintf(stderr, "unroll: standard output could not be written\n");
    return CLI_FAILED;
}
