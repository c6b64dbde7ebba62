/* `unroll completion SHELL`: a script with which a shell completes our command lines, made from the tables of subcommands, options and
   settings. It completes subcommands, options, the words of an option, and the keys of --set; everything else is a file name. */
#include "base/number.h"
#include "cli/cli.h"
#include "lab/setup.h"
#include <stdio.h>
#include <string.h>

static const char *const shell_words[] = {"bash", "zsh", "fish"};

/* "bench frame" as a pattern of a shell's case: bench\ frame. */
static void print_name(const char *name) {
    for (; *name; name++) {
        if (*name == ' ') putchar('\\');
        putchar(*name);
    }
}

/* The words that an option takes, separated by blanks, from dark|light; nothing if any text may follow. */
static bool has_words(const OptionRow *row) { return row->kind == OPTION_WORD && row->value != NULL; }

static void print_words(const char *value) {
    for (; *value; value++) putchar(*value == '|' ? ' ' : *value);
}

static void print_options_of(const CliSubcommand *subcommand, const char *before) {
    for (int i = 0; i < CLI_TAKES_MAX && subcommand->takes[i]; i++) {
        const OptionRow *row = cli_option_row(subcommand->takes[i]);
        printf("%s%s", before, row->name);
        if (row->short_name) printf("%s%s", before, row->short_name);
    }
    printf("%s--help", before);
}

/* First words of the names; of a group once. */
static void print_first_words(const CliOptions *options) {
    char last[64] = "", word[64];
    for (int i = 0; i < options->subcommand_count; i++) {
        Str rest = str_from(options->subcommand[i]->name);
        str_copy(word, (int)sizeof word, str_next_word(&rest));
        if (strcmp(word, last)) printf(" %s", word);
        str_copy(last, (int)sizeof last, str_from(word));
    }
}

static void print_second_words(const CliOptions *options, const char *group) {
    size_t count = strlen(group);
    for (int i = 0; i < options->subcommand_count; i++) {
        const char *name = options->subcommand[i]->name;
        if (!strncmp(name, group, count) && name[count] == ' ') printf(" %s", name + count + 1);
    }
}

static void print_keys(const char *before) {
    for (int key = 0; key < KEY_COUNT; key++) printf("%s%s=", before, setup_table[key].key);
}

/* The cases of the options that take one of some words; "--until" of two subcommands once. */
static void print_word_cases(const char *form) {
    for (int option = CLI_NONE + 1; option < CLI_OPTION_COUNT; option++) {
        const OptionRow *row = cli_option_row((CliOption)option);
        if (!has_words(row)) continue;
        printf(form, row->name);
        print_words(row->value);
        printf("\" ;;\n");
    }
}

static void print_setting_cases(void) {
    for (int key = 0; key < KEY_COUNT; key++) {
        if (setup_table[key].kind != SETUP_CHOICE) continue;
        printf("            %s) words=\"", setup_table[key].key);
        print_words(setup_table[key].choices);
        printf("\" ;;\n");
    }
}

/* The common part of bash and zsh: sets `words` for the line before the cursor. zsh runs it through its bash emulation. */
static void print_bash(const CliOptions *options) {
    printf("# Completion of unroll for bash. Source it, or put it into the folder of bash-completion as \"unroll\".\n"
           "_unroll() {\n"
           "    local current=\"${COMP_WORDS[COMP_CWORD]}\" previous=\"${COMP_WORDS[COMP_CWORD-1]}\" name=\"${COMP_WORDS[1]}\" words=\"\"\n"
           "    local line=\"${COMP_LINE:0:$COMP_POINT}\" value=\"\"\n"
           "    value=\"${line##* }\"\n"
           "    case \"$name\" in\n");
    printf("        bench) name=\"bench ${COMP_WORDS[2]}\" ;;\n    esac\n");
    printf("    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        words=\"help");
    print_first_words(options);
    printf("\"\n    elif [ \"${COMP_WORDS[1]}\" = bench ] && [ \"$COMP_CWORD\" -eq 2 ]; then\n        words=\"");
    print_second_words(options, "bench");
    printf("\"\n    elif [ \"$name\" = help ]; then\n        words=\"");
    print_first_words(options);
    printf("\"\n    elif [[ \"$value\" == *=* && \"$value\" != -* ]]; then\n        case \"${value%%%%=*}\" in\n");
    print_setting_cases();
    printf("        esac\n        current=\"${value#*=}\"\n    else\n        case \"$previous\" in\n            --set) words=\"");
    print_keys(" ");
    printf("\"; compopt -o nospace 2>/dev/null ;;\n");
    print_word_cases("            %s) words=\"");
    printf("            *)\n                [[ \"$current\" == -* ]] && case \"$name\" in\n");
    for (int i = 0; i < options->subcommand_count; i++) {
        printf("                    ");
        print_name(options->subcommand[i]->name);
        printf(") words=\"");
        print_options_of(options->subcommand[i], " ");
        printf("\" ;;\n");
    }
    printf("                esac ;;\n        esac\n    fi\n"
           "    if [ -n \"$words\" ]; then\n        COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
           "    else\n        COMPREPLY=($(compgen -f -- \"$current\"))\n    fi\n}\n"
           "complete -o filenames -F _unroll unroll\n");
}

static void print_zsh(const CliOptions *options) {
    printf("#compdef unroll\n# Completion of unroll for zsh: put it into a folder of fpath as \"_unroll\".\n"
           "autoload -U +X bashcompinit && bashcompinit\n");
    print_bash(options);
    printf("_bash_complete -o filenames -F _unroll # zsh has run this file for the first Tab, and gets no answer otherwise\n");
}

/* " cell=rnn cell=gru": fish completes key and word as one. */
static void print_settings(void) {
    for (int key = 0; key < KEY_COUNT; key++) {
        if (setup_table[key].kind != SETUP_CHOICE) continue;
        for (Str rest = str_from(setup_table[key].choices); rest.count > 0;) {
            int count = 0;
            while (count < rest.count && rest.at[count] != '|') count++;
            printf(" %s=%.*s", setup_table[key].key, count, rest.at);
            rest = count < rest.count ? (Str){rest.at + count + 1, rest.count - count - 1} : (Str){0};
        }
    }
}

/* Text between quotes of fish. */
static void print_quoted(const char *text) {
    putchar('\'');
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\') putchar('\\');
        putchar(*text);
    }
    putchar('\'');
}

static void print_fish_option(const char *name, const OptionRow *row) {
    Str first = str_from(name);
    first = str_next_word(&first);
    printf("complete -c unroll -n '__fish_seen_subcommand_from %.*s", first.count, first.at);
    if (name[first.count]) printf("; and __fish_seen_subcommand_from %s", name + first.count + 1);
    printf("' -l %s", row->name + 2);
    if (row->short_name) printf(" -s %s", row->short_name + 1);
    if (row->kind == OPTION_SETTING) {
        printf(" -x -a '");
        print_keys(" ");
        print_settings();
        printf("'");
    } else if (has_words(row)) {
        printf(" -x -a '");
        print_words(row->value);
        printf("'");
    } else if (row->value) {
        printf(row->kind == OPTION_FILE ? " -r -F" : " -x");
    }
    printf(" -d ");
    print_quoted(row->help);
    putchar('\n');
}

static void print_fish(const CliOptions *options) {
    printf("# Completion of unroll for fish: put it into ~/.config/fish/completions as \"unroll.fish\".\n");
    for (int i = 0; i < options->subcommand_count; i++) {
        const CliSubcommand *row = options->subcommand[i];
        Str rest = str_from(row->name), first = str_next_word(&rest);
        bool is_group = row->name[first.count] != '\0';
        if (is_group)
            printf("complete -c unroll -f -n '__fish_seen_subcommand_from %.*s' -a %s -d ", first.count, first.at,
                   row->name + first.count + 1);
        else
            printf("complete -c unroll -n __fish_use_subcommand -a %s -d ", row->name);
        print_quoted(row->summary);
        putchar('\n');
        for (int k = 0; k < CLI_TAKES_MAX && row->takes[k]; k++) print_fish_option(row->name, cli_option_row(row->takes[k]));
    }
    printf("complete -c unroll -n __fish_use_subcommand -a 'bench help'\n");
}

static int run(const CliOptions *options, Diag *diag) {
    static void (*const print[])(const CliOptions *) = {print_bash, print_zsh, print_fish};
    for (int i = 0; options->operand_count > 0 && i < 3; i++) {
        if (strcmp(options->operand[0], shell_words[i])) continue;
        print[i](options);
        return CLI_OK;
    }
    diag_fail(diag,
              options->operand_count > 0 ? "'%s' is not a known shell; expected bash, zsh or fish"
                                         : "no shell is named; expected bash, zsh or fish",
              options->operand_count > 0 ? options->operand[0] : "");
    return CLI_BAD_USAGE;
}

const CliSubcommand cli_completion = {
    .name = "completion",
    .summary = "print what a shell needs to complete command lines",
    .operands = "bash|zsh|fish",
    .operand_max = 1,
    .takes = {CLI_NONE},
    .about =
        "Prints a script for your shell, after which the Tab key completes subcommands, options, the keys of settings and their words.",
    .more = "For bash: `unroll completion bash > ~/.local/share/bash-completion/completions/unroll`.",
    .status = "0; 2 when the request was wrong.",
    .run = run,
};
