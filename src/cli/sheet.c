/* A sheet of numbers as text or JSON (declared in sheet.h).

   Text: six significant digits in tables, twelve in single lines, columns as wide as their widest cell, right-aligned; a width is counted
   in characters, not bytes. JSON: the shortest text that reads back as the same double, so that nothing is lost; infinite and NaN numbers
   are null, because JSON cannot hold them. Simplified on purpose: every table is formatted twice, once for its widths. */
#include "cli/sheet.h"
#include "base/number.h"
#include <assert.h>
#include <math.h>
#include <string.h>

enum { CELL_TEXT = 64, COLUMN_MAX = 24, LABEL_WIDTH = 30, LINE_DIGITS = 12, TABLE_DIGITS = 6 };

void sheet_open(Sheet *sheet, FILE *out, bool json) {
    *sheet = (Sheet){.out = out, .json = json};
    if (json) fputs("{", out);
}

bool sheet_close(Sheet *sheet) {
    if (sheet->json) fputs("}\n", sheet->out);
    return !fflush(sheet->out) && !ferror(sheet->out);
}

static void write_quoted(FILE *out, const char *text) {
    fputc('"', out);
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\') fputc('\\', out);
        if (c < 0x20) {
            fprintf(out, "\\u%04x", c);
        } else {
            fputc(c, out);
        }
    }
    fputc('"', out);
}

/* Writes the text before a value in JSON. */
static void write_key(Sheet *sheet, const char *key) {
    if (sheet->follows) fputs(", ", sheet->out);
    sheet->follows = true;
    if (!key) return;
    write_quoted(sheet->out, key);
    fputs(": ", sheet->out);
}

static void write_machine(Sheet *sheet, double value) {
    char text[32] = "null";
    if (isfinite(value)) number_format(text, (int)sizeof text, value);
    fputs(text, sheet->out);
}

static void open_with(Sheet *sheet, const char *key, char bracket) {
    write_key(sheet, key);
    fputc(bracket, sheet->out);
    sheet->follows = false;
}

static void close_with(Sheet *sheet, char bracket) {
    fputc(bracket, sheet->out);
    sheet->follows = true;
}

void sheet_begin(Sheet *sheet, const char *key, const char *format, ...) {
    char title[256];
    va_list arguments;
    va_start(arguments, format);
    text_format_list(title, (int)sizeof title, format, arguments);
    va_end(arguments);
    if (sheet->json) {
        open_with(sheet, key, '{');
        return;
    }
    fprintf(sheet->out, "%s%s\n", sheet->started ? "\n" : "", title);
    sheet->started = true;
}

void sheet_end(Sheet *sheet) {
    if (sheet->json) close_with(sheet, '}');
}

void sheet_begin_list(Sheet *sheet, const char *key) {
    if (sheet->json) open_with(sheet, key, '[');
}

void sheet_end_list(Sheet *sheet) {
    if (sheet->json) close_with(sheet, ']');
}

/* "NaN" and "inf" whatever the sign bit of a NaN. */
static void format_number(char out[CELL_TEXT], double value, int digits) {
    if (isnan(value)) {
        text_format(out, CELL_TEXT, "NaN");
    } else {
        text_format(out, CELL_TEXT, "%.*g", digits, value);
    }
}

static void print_line(Sheet *sheet, const char *label, const char *value) {
    fprintf(sheet->out, "  %-*s %s\n", LABEL_WIDTH, label, value);
    sheet->started = true;
}

void sheet_number(Sheet *sheet, const char *key, const char *label, double value) {
    char text[CELL_TEXT];
    if (sheet->json) {
        write_key(sheet, key);
        write_machine(sheet, value);
        return;
    }
    format_number(text, value, LINE_DIGITS);
    print_line(sheet, label, text);
}

void sheet_count(Sheet *sheet, const char *key, const char *label, long value) {
    char text[CELL_TEXT];
    text_format(text, (int)sizeof text, "%ld", value);
    if (!sheet->json) {
        print_line(sheet, label, text);
        return;
    }
    write_key(sheet, key);
    fputs(text, sheet->out);
}

void sheet_word(Sheet *sheet, const char *key, const char *label, const char *word) {
    if (!sheet->json) {
        print_line(sheet, label, word);
        return;
    }
    write_key(sheet, key);
    write_quoted(sheet->out, word);
}

void sheet_flag(Sheet *sheet, const char *key, const char *label, bool value) {
    if (!sheet->json) {
        print_line(sheet, label, value ? "yes" : "no");
        return;
    }
    write_key(sheet, key);
    fputs(value ? "true" : "false", sheet->out);
}

void sheet_say(Sheet *sheet, const char *format, ...) {
    char text[512];
    if (sheet->json) return;
    va_list arguments;
    va_start(arguments, format);
    text_format_list(text, (int)sizeof text, format, arguments);
    va_end(arguments);
    fprintf(sheet->out, "  %s\n", text);
    sheet->started = true;
}

void sheet_gap(Sheet *sheet) {
    if (!sheet->json) fputc('\n', sheet->out);
}

void sheet_null(Sheet *sheet, const char *key) {
    if (!sheet->json) return;
    write_key(sheet, key);
    fputs("null", sheet->out);
}

/* --- tables --- */

static int count_characters(const char *text) {
    int count = 0;
    for (; *text; text++) count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

static void print_cell(Sheet *sheet, const char *text, int width, bool left) {
    int blanks = width - count_characters(text);
    fprintf(sheet->out, "  %*s%s%*s", left || blanks < 0 ? 0 : blanks, "", text, left && blanks > 0 ? blanks : 0, "");
}

static void format_cell(char out[CELL_TEXT], const SheetColumn *column, int row) {
    if (row + 1 == column->empty) {
        text_format(out, CELL_TEXT, "-");
    } else if (column->number) {
        format_number(out, column->number[(ptrdiff_t)row * column->stride], TABLE_DIGITS);
    } else if (column->word) {
        text_format(out, CELL_TEXT, "%s", column->word[row]);
    } else {
        text_format(out, CELL_TEXT, "%d", row + 1);
    }
}

static void write_column(Sheet *sheet, const SheetColumn *column, int rows) {
    open_with(sheet, column->key, '[');
    for (int row = 0; row < rows; row++) {
        write_key(sheet, NULL);
        if (row + 1 == column->empty) {
            fputs("null", sheet->out);
        } else if (column->number) {
            write_machine(sheet, column->number[(ptrdiff_t)row * column->stride]);
        } else if (column->word) {
            write_quoted(sheet->out, column->word[row]);
        } else {
            fprintf(sheet->out, "%d", row + 1);
        }
    }
    close_with(sheet, ']');
}

static void print_table(Sheet *sheet, const SheetColumn *column, int columns, int rows) {
    int width[COLUMN_MAX];
    char cell[CELL_TEXT];
    for (int i = 0; i < columns; i++) {
        width[i] = count_characters(column[i].head);
        for (int row = 0; row < rows; row++) {
            format_cell(cell, &column[i], row);
            if (count_characters(cell) > width[i]) width[i] = count_characters(cell);
        }
    }
    for (int row = -1; row < rows; row++) {
        for (int i = 0; i < columns; i++) {
            if (row >= 0) format_cell(cell, &column[i], row);
            bool is_word = column[i].word && !column[i].number;
            print_cell(sheet, row < 0 ? column[i].head : cell, is_word && i + 1 == columns ? 0 : width[i], is_word);
        }
        fputc('\n', sheet->out);
    }
    sheet->started = true;
}

void sheet_table(Sheet *sheet, const char *key, const SheetColumn *column, int columns, int rows) {
    if (!sheet->json) {
        assert(columns <= COLUMN_MAX);
        print_table(sheet, column, columns, rows);
        return;
    }
    open_with(sheet, key, '{');
    for (int i = 0; i < columns; i++) write_column(sheet, &column[i], rows);
    close_with(sheet, '}');
}

/* lines and places: rows and columns as people see them; steps between their numbers in `value`. */
typedef struct MatrixView {
    const double *value;
    int lines, places;
    ptrdiff_t line_step, place_step;
} MatrixView;

static void format_entry(char cell[CELL_TEXT], const MatrixView *view, const char *head, int line, int place) {
    if (line < 0) {
        text_format(cell, CELL_TEXT, "%s%d", head, place + 1);
    } else {
        format_number(cell, view->value[line * view->line_step + place * view->place_step], TABLE_DIGITS);
    }
}

static void print_matrix(Sheet *sheet, const char *row_head, const char *column_head, const MatrixView *view) {
    int first = count_characters(row_head), width = 0;
    char cell[CELL_TEXT];
    text_format(cell, CELL_TEXT, "%d", view->lines);
    if (count_characters(cell) > first) first = count_characters(cell);
    for (int line = -1; line < view->lines; line++) {
        for (int i = 0; i < view->places; i++) {
            format_entry(cell, view, column_head, line, i);
            if (count_characters(cell) > width) width = count_characters(cell);
        }
    }
    for (int line = -1; line < view->lines; line++) {
        text_format(cell, CELL_TEXT, "%d", line + 1);
        print_cell(sheet, line < 0 ? row_head : cell, first, false);
        for (int i = 0; i < view->places; i++) {
            format_entry(cell, view, column_head, line, i);
            print_cell(sheet, cell, width, false);
        }
        fputc('\n', sheet->out);
    }
    sheet->started = true;
}

void sheet_matrix(Sheet *sheet, const char *key, const char *row_head, const char *column_head, const double *value, int rows,
                  int columns) {
    if (!sheet->json) {
        MatrixView view = {.value = value, .lines = rows, .places = columns, .line_step = columns, .place_step = 1};
        print_matrix(sheet, row_head, column_head, &view);
        return;
    }
    open_with(sheet, key, '[');
    for (int row = 0; row < rows; row++) {
        open_with(sheet, NULL, '[');
        for (int i = 0; i < columns; i++) {
            write_key(sheet, NULL);
            write_machine(sheet, value[(ptrdiff_t)row * columns + i]);
        }
        close_with(sheet, ']');
    }
    close_with(sheet, ']');
}

void sheet_matrix_turned(Sheet *sheet, const char *key, const char *column_head, const char *row_head, const double *value, int rows,
                         int columns) {
    if (sheet->json) {
        sheet_matrix(sheet, key, NULL, NULL, value, rows, columns);
        return;
    }
    MatrixView view = {.value = value, .lines = columns, .places = rows, .line_step = 1, .place_step = columns};
    print_matrix(sheet, column_head, row_head, &view);
}
