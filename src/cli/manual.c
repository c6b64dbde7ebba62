/* `unroll manual`: the manual page as man reads it, made from the same tables as the help texts. */
#include "base/number.h"
#include "cli/cli.h"
#include <stdio.h>
#include <string.h>

/* Text with troff's own signs escaped. */
static void print_text(const char *text) {
    bool is_start = true;
    for (; *text; text++) {
        if (is_start && (*text == '.' || *text == '\'')) fputs("\\&", stdout);
        if (*text == '\\') {
            fputs("\\e", stdout);
        } else if (*text == '-') {
            fputs("\\-", stdout);
        } else {
            putchar(*text);
        }
        is_start = *text == '\n';
    }
}

/* A paragraph for each line; those that begin with a blank keep their columns. */
static void print_paragraphs(const char *text) {
    bool is_list = false, is_first = true, has_gap = false;
    for (; *text; text += *text == '\n') {
        int count = (int)strcspn(text, "\n");
        char line[2048];
        bool indented = text[0] == ' ';
        if (count == 0) {
            has_gap = true;
            continue;
        }
        text_format(line, (int)sizeof line, "%.*s", count, text);
        if (is_list && !indented) printf(".fi\n");
        if (!is_first && (has_gap || !indented)) printf(".PP\n");
        if (indented && !is_list) printf(".nf\n");
        is_list = indented;
        is_first = has_gap = false;
        print_text(line);
        putchar('\n');
        text += count;
    }
    if (is_list) printf(".fi\n");
}

static void print_option(const OptionRow *row) {
    printf(".TP\n.B ");
    if (row->short_name) {
        print_text(row->short_name);
        printf(", ");
    }
    print_text(row->name);
    if (row->value) {
        printf(" \\fI");
        print_text(row->value);
        printf("\\fR");
    }
    putchar('\n');
    print_text(row->help);
    printf(".\n");
}

static void print_subcommand(const CliSubcommand *subcommand) {
    printf(".SS unroll ");
    print_text(subcommand->name);
    printf(" [OPTION]...%s", subcommand->operands[0] ? " " : "");
    print_text(subcommand->operands);
    putchar('\n');
    print_paragraphs(subcommand->about);
    for (int i = 0; i < CLI_TAKES_MAX && subcommand->takes[i]; i++) print_option(cli_option_row(subcommand->takes[i]));
    if (subcommand->more) {
        printf(".PP\n");
        print_paragraphs(subcommand->more);
    }
    printf(".PP\nExit status: ");
    print_text(subcommand->status);
    putchar('\n');
}

static int run(const CliOptions *options, Diag *diag) {
    (void)diag;
    printf(".TH UNROLL 1 \"" UNROLL_DATE
           "\" \"Unroll\" \"User Commands\"\n.SH NAME\nunroll \\- a recurrent network, unrolled through time, with true "
           "numbers\n"
           ".SH SYNOPSIS\n.B unroll\n[\\fISUBCOMMAND\\fR] [\\fIOPTION\\fR]...\n.br\n.B unroll\n\\fILESSON\\fR[#\\fISTEP\\fR]\n.br\n.B "
           "unroll\n\\&'\\fIKEY\\fR=\\fIVALUE\\fR&...'\n"
           ".SH DESCRIPTION\nUnroll shows how a small recurrent network runs through time: its states, its gates and the gradient on its "
           "way back. Without a "
           "subcommand it opens its window.\n.SH SUBCOMMANDS\n");
    for (int i = 0; i < options->subcommand_count; i++) print_subcommand(options->subcommand[i]);
    return CLI_OK;
}

const CliSubcommand cli_manual = {
    .name = "manual",
    .summary = "print the manual page, as man reads it",
    .operands = "",
    .takes = {CLI_NONE},
    .about = "Prints the page that `man unroll` shows where the program is installed.",
    .more = "Here: `unroll manual | man -l -`.",
    .status = "0.",
    .run = run,
};
