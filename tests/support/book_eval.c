/* See book_eval.h. A cell is computed when it is first asked for, and kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/book_eval.h"
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHEET_MAX = 16, ROW_MAX = 1024, COLUMN_MAX = 96, NAME_MAX_ = 32, TEXT_MAX = 1200 };

typedef struct Cell {
    char *text; /* owned: a formula or a label; NULL for a number */
    bool is_formula, is_busy;
    double value;
} Cell;

typedef struct EvalSheet {
    char name[NAME_MAX_];
    Cell cell[ROW_MAX][COLUMN_MAX];
} EvalSheet;

struct BookEval {
    EvalSheet *sheet[SHEET_MAX];
    int count;
};

typedef struct Range {
    int sheet, row, column, rows, columns;
} Range;

typedef struct Reader {
    BookEval *book;
    const char *at;
    int sheet; /* the formula's own */
} Reader;

static double read_expression(Reader *reader);

/* ---- the file -------------------------------------------------------------------------------------------------------- */

/* The value of an attribute of the tag at `tag`, without XML's escapes; NULL when it has none. The caller frees it. */
static char *attribute(const char *tag, const char *name) {
    static const struct {
        const char *escape;
        char is;
    } escapes[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}};
    char pattern[64];
    const char *end = strchr(tag, '>');
    snprintf(pattern, sizeof pattern, " %s=\"", name);
    const char *at = strstr(tag, pattern);
    if (!at || at > end) return NULL;
    at += strlen(pattern);
    size_t count = strcspn(at, "\"");
    char *out = calloc(1, count + 1), *to = out;
    for (const char *from = at; from < at + count; to++) {
        *to = *from++;
        for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
            size_t length = strlen(escapes[i].escape);
            if (strncmp(from - 1, escapes[i].escape, length)) continue;
            *to = escapes[i].is;
            from += length - 1;
            break;
        }
    }
    return out;
}

static void read_cell(Cell *cell, const char *tag) {
    char *formula = attribute(tag, "table:formula"), *value = attribute(tag, "office:value");
    if (formula) {
        assert_int_equal(strncmp(formula, "of:=", 4), 0);
        *cell = (Cell){.text = formula, .is_formula = true};
    } else if (value) {
        *cell = (Cell){.value = strtod(value, NULL)};
    } else {
        const char *text = strstr(tag, "<text:p>"), *end = strstr(tag, "</table:table-cell>");
        if (text && end && text < end) {
            size_t count = strcspn(text + 8, "<");
            cell->text = calloc(1, count + 1);
            memcpy(cell->text, text + 8, count);
        }
    }
    free(value);
}

BookEval *book_eval_new(Str xml) {
    BookEval *book = calloc(1, sizeof *book);
    char *whole = calloc(1, (size_t)xml.count + 1);
    memcpy(whole, xml.at, (size_t)xml.count);
    int row = -1, column = 0;
    for (const char *tag = strchr(whole, '<'); tag; tag = strchr(tag + 1, '<')) {
        if (!strncmp(tag, "<table:table ", 13)) {
            char *name = attribute(tag, "table:name");
            assert_true(name && book->count < SHEET_MAX);
            EvalSheet *sheet = calloc(1, sizeof *sheet);
            snprintf(sheet->name, sizeof sheet->name, "%s", name);
            book->sheet[book->count++] = sheet;
            free(name);
            row = -1;
        } else if (!strncmp(tag, "<table:table-row", 16)) {
            row++;
            column = 0;
        } else if (!strncmp(tag, "<table:table-cell", 17)) {
            char *repeated = attribute(tag, "table:number-columns-repeated");
            assert_true(book->count > 0 && row >= 0 && row < ROW_MAX && column < COLUMN_MAX);
            if (!repeated) read_cell(&book->sheet[book->count - 1]->cell[row][column], tag);
            column += repeated ? atoi(repeated) : 1;
            free(repeated);
        }
    }
    free(whole);
    assert_true(book->count > 0);
    return book;
}

void book_eval_free(BookEval *book) {
    for (int s = 0; s < book->count; s++) {
        for (int r = 0; r < ROW_MAX; r++) {
            for (int c = 0; c < COLUMN_MAX; c++) free(book->sheet[s]->cell[r][c].text);
        }
        free(book->sheet[s]);
    }
    free(book);
}

static int find_sheet(const BookEval *book, const char *name, size_t count) {
    for (int i = 0; i < book->count; i++) {
        if (strlen(book->sheet[i]->name) == count && !strncmp(book->sheet[i]->name, name, count)) return i;
    }
    fail_msg("there is no sheet '%.*s'", (int)count, name);
    return -1;
}

int book_eval_find(const BookEval *book, const char *sheet, const char *text, int row) {
    const EvalSheet *in = book->sheet[find_sheet(book, sheet, strlen(sheet))];
    for (; row < ROW_MAX; row++) {
        const char *found = in->cell[row][0].text;
        if (found && !strcmp(found, text)) return row;
    }
    return -1;
}

/* ---- formulas -------------------------------------------------------------------------------------------------------- */

static double get(BookEval *book, int sheet, int row, int column) {
    assert_true(row >= 0 && row < ROW_MAX && column >= 0 && column < COLUMN_MAX);
    Cell *cell = &book->sheet[sheet]->cell[row][column];
    if (!cell->is_formula) return cell->value;
    if (cell->is_busy) fail_msg("a formula leads to itself: %s", cell->text);
    cell->is_busy = true;
    Reader reader = {book, cell->text + 4, sheet};
    double value = read_expression(&reader);
    if (*reader.at) fail_msg("'%s' is left of %s", reader.at, cell->text);
    *cell = (Cell){.text = cell->text, .value = value};
    return value;
}

double book_eval_number(BookEval *book, const char *sheet, int row, int column) {
    return get(book, find_sheet(book, sheet, strlen(sheet)), row, column);
}

static void expect(Reader *reader, char c) {
    if (*reader->at != c) fail_msg("'%c' is expected at '%s'", c, reader->at);
    reader->at++;
}

static void read_place(Reader *reader, int *row, int *column) {
    *column = 0;
    reader->at += *reader->at == '$';
    while (*reader->at >= 'A' && *reader->at <= 'Z') *column = *column * 26 + *reader->at++ - 'A' + 1;
    reader->at += *reader->at == '$';
    char *end;
    *row = (int)strtol(reader->at, &end, 10) - 1;
    *column -= 1;
    reader->at = end;
}

static Range read_range(Reader *reader) {
    Range range = {.sheet = reader->sheet, .rows = 1, .columns = 1};
    expect(reader, '[');
    if (*reader->at == '$') {
        size_t count = strcspn(++reader->at, ".");
        range.sheet = find_sheet(reader->book, reader->at, count);
        reader->at += count;
    }
    expect(reader, '.');
    read_place(reader, &range.row, &range.column);
    if (*reader->at == ':') {
        int row, column;
        reader->at++;
        expect(reader, '.');
        read_place(reader, &row, &column);
        range.rows = row - range.row + 1;
        range.columns = column - range.column + 1;
    }
    expect(reader, ']');
    return range;
}

static double at(Reader *reader, Range range, int index) {
    return get(reader->book, range.sheet, range.row + index / range.columns, range.column + index % range.columns);
}

/* The functions of one or two ranges. */
static double of_ranges(Reader *reader, const char *name) {
    double sum = 0, most = -INFINITY;
    Range a = read_range(reader), b = a;
    int count = a.rows * a.columns;
    if (*reader->at == ';') {
        reader->at++;
        if (!strcmp(name, "INDEX")) {
            int index = (int)read_expression(reader) - 1;
            assert_true(index >= 0 && index < count);
            return at(reader, a, index);
        }
        b = read_range(reader);
        if (strcmp(name, "MMULT") == 0) {
            assert_true(a.rows == 1 && b.columns == 1 && a.columns == b.rows);
        } else {
            assert_true(a.rows == b.rows && a.columns == b.columns);
        }
    }
    for (int i = 0; i < count; i++) {
        double x = at(reader, a, i), y = at(reader, b, i);
        most = fmax(most, x);
        sum += !strcmp(name, "SUM") ? x : !strcmp(name, "SUMXMY2") ? (x - y) * (x - y) : x * y; /* SUMSQ, SUMPRODUCT, MMULT */
    }
    return strcmp(name, "MAX") ? sum : most;
}

static double read_if(Reader *reader) {
    double left = read_expression(reader);
    char test = *reader->at++;
    double right = read_expression(reader);
    expect(reader, ';');
    double yes = read_expression(reader);
    expect(reader, ';');
    double no = read_expression(reader);
    assert_true(test == '>' || test == '=');
    return (test == '>' ? left > right : left == right) ? yes : no;
}

static double read_function(Reader *reader) {
    char name[16] = "";
    int count = 0;
    while ((*reader->at >= 'A' && *reader->at <= 'Z') || (count > 0 && *reader->at >= '0' && *reader->at <= '9')) {
        assert_true(count < 15);
        name[count++] = *reader->at++;
    }
    expect(reader, '(');
    double value;
    if (!strcmp(name, "IF")) {
        value = read_if(reader);
    } else if (*reader->at == '[' && strstr(" SUM SUMSQ SUMPRODUCT MMULT SUMXMY2 INDEX MAX ", name) && strlen(name) > 2) {
        value = of_ranges(reader, name);
    } else {
        value = read_expression(reader);
        if (!strcmp(name, "TANH")) {
            value = tanh(value);
        } else if (!strcmp(name, "EXP")) {
            value = exp(value);
        } else if (!strcmp(name, "LN")) {
            value = log(value);
        } else if (!strcmp(name, "SQRT")) {
            value = sqrt(value);
        } else if (!strcmp(name, "MAX")) {
            expect(reader, ';');
            value = fmax(value, read_expression(reader));
        } else {
            fail_msg("the function '%s' is not known", name);
        }
    }
    expect(reader, ')');
    return value;
}

static double read_primary(Reader *reader) {
    double value;
    if (*reader->at == '(') {
        reader->at++;
        value = read_expression(reader);
        expect(reader, ')');
    } else if (*reader->at == '-') {
        reader->at++;
        value = -read_primary(reader);
    } else if (*reader->at == '[') {
        Range range = read_range(reader);
        assert_true(range.rows == 1 && range.columns == 1);
        value = at(reader, range, 0);
    } else if (*reader->at >= 'A' && *reader->at <= 'Z') {
        value = read_function(reader);
    } else {
        char *end;
        value = strtod(reader->at, &end);
        if (end == reader->at) fail_msg("no number at '%s'", reader->at);
        reader->at = end;
    }
    if (*reader->at == '^') {
        reader->at++;
        value = pow(value, read_primary(reader));
    }
    return value;
}

static double read_term(Reader *reader) {
    double value = read_primary(reader);
    while (*reader->at == '*' || *reader->at == '/')
        value = *reader->at++ == '*' ? value * read_primary(reader) : value / read_primary(reader);
    return value;
}

static double read_expression(Reader *reader) {
    double value = read_term(reader);
    while (*reader->at == '+' || *reader->at == '-') value = *reader->at++ == '+' ? value + read_term(reader) : value - read_term(reader);
    return value;
}
