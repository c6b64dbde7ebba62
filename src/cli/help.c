/* Help texts, made from the table of options (declared in options.h): usage, description, a line for each option with its bounds and
   default, notes, and the exit status. */
#include "base/number.h"
#include "cli/options.h"
#include <string.h>

enum { HELP_WIDTH = 80, HELP_COLUMN = 26 };

/* Bytes of the next word, and its width on a terminal. */
static int measure_word(const char *text, int *columns) {
    int count = 0;
    for (*columns = 0; text[count] && text[count] != ' ' && text[count] != '\n'; count++) {
        *columns += ((unsigned char)text[count] & 0xC0) != 0x80;
    }
    return count;
}

/* One line of the text as one or more lines on the screen. */
static void print_paragraph(FILE *out, int indent, const char *text, int count) {
    int column = indent;
    for (int at = 0; at < count;) {
        int columns, bytes = measure_word(text + at, &columns);
        if (column > indent && column + 1 + columns > HELP_WIDTH) {
            fprintf(out, "\n%*s", indent, "");
            column = indent;
        } else if (column > indent) {
            fputc(' ', out);
            column++;
        }
        fprintf(out, "%.*s", bytes, text + at);
        column += columns;
        at += bytes;
        while (at < count && text[at] == ' ') at++;
    }
}

void cli_print_wrapped(FILE *out, int indent, const char *text) {
    for (bool first = true; *text; first = false) {
        int count = (int)strcspn(text, "\n");
        if (!first) fprintf(out, "%*s", count > 0 ? indent : 0, "");
        if (text[0] == ' ') {
            fprintf(out, "%.*s", count, text);
        } else {
            print_paragraph(out, indent, text, count);
        }
        fputc('\n', out);
        text += count + (text[count] == '\n');
    }
}

static void print_option(FILE *out, const OptionRow *row) {
    char head[80], text[400], expected[160], standard[32];
    int used = text_format(head, (int)sizeof head, "  %s%s%s%s%s", row->short_name ? row->short_name : "", row->short_name ? ", " : "",
                           row->name, row->value ? " " : "", row->value ? row->value : "");
    fputs(head, out);
    if (used >= HELP_COLUMN) {
        fputc('\n', out);
        used = 0;
    }
    fprintf(out, "%*s", HELP_COLUMN - used, "");
    used = text_format(text, (int)sizeof text, "%s", row->help);
    if (row->kind == OPTION_COUNT || row->kind == OPTION_NUMBER) {
        cli_describe_value(expected, (int)sizeof expected, row);
        used += text_format(text + used, (int)sizeof text - used, "; %s", expected);
        number_format(standard, (int)sizeof standard, row->standard);
        if (row->standard > 0) text_format(text + used, (int)sizeof text - used, ", %s when not given", standard);
    } else if (row->kind == OPTION_WORD && row->standard >= 0 && strchr(row->value, '|')) {
        text_format(text + used, (int)sizeof text - used, "; %.*s when not given", (int)strcspn(row->value, "|"), row->value);
    }
    cli_print_wrapped(out, HELP_COLUMN, text);
}

void cli_print_help(FILE *out, const CliSubcommand *subcommand) {
    fprintf(out, "usage: unroll %s [OPTION]...%s%s\n\n", subcommand->name, subcommand->operands[0] ? " " : "", subcommand->operands);
    cli_print_wrapped(out, 0, subcommand->about);
    fputc('\n', out);
    for (int i = 0; i < CLI_TAKES_MAX && subcommand->takes[i]; i++) print_option(out, cli_option_row(subcommand->takes[i]));
    print_option(out, cli_option_row(CLI_HELP));
    fputc('\n', out);
    if (subcommand->more) {
        cli_print_wrapped(out, 0, subcommand->more);
        fputc('\n', out);
    }
    char status[400];
    text_format(status, (int)sizeof status, "Exit status: %s", subcommand->status);
    cli_print_wrapped(out, 0, status);
}
