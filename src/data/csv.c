/* Reads a table in three passes. The first counts the lines, so that the right size is allocated. The second finds the delimiter that
   splits the first lines into equally many fields. In the third libcsv gets one line at a time, because it does not count lines itself. The
   column of a field in its line is only computed for a message.

   A file writes its numbers in one way. Which mark is the decimal one is decided after all numbers were read (csv_number.h), by a number
   that can only be written in one way. If that shows that fields like 1,234 have thousands, the rows are read again. Numbers that
   contradict each other are refused with both places, and so is 1,234 if nothing decides. After semicolons a comma is a decimal comma
   without a proof, because programs separate by semicolons where the comma is taken. */
#include "data/csv.h"
#include "base/arena.h"
#include "base/number.h"
#include "data/csv_number.h"
#include <csv.h>
#include <limits.h>
#include <math.h>
#include <string.h>

enum { PROBED_LINES = 50, TEXT_PART = 10 };

typedef struct Reader {
    Csv *csv;
    Diag *diag;
    Str line; /* the line that is being parsed, with its end */
    int line_number, row_line, fields;
    long rows, capacity;
    bool is_first_row, row_has_number, failed;
    NumberMarks marks;                /* as far as it is known */
    CsvPlace sign[NUMBER_SIGN_COUNT]; /* the first number that shows each */
} Reader;

const char *csv_delimiter_name(char delimiter) {
    return delimiter == ';' ? "semicolon" : delimiter == '\t' ? "tab" : delimiter == '|' ? "bar" : "comma";
}

/* --- lines --- */

static char line_end_of(Str bytes) {
    bool has_feed = bytes.count > 0 && memchr(bytes.at, '\n', (size_t)bytes.count) != NULL;
    return has_feed ? '\n' : '\r'; /* old Macintosh files have CR alone */
}

/* Cuts the next line, with its end, off the front. A CR alone ends one in every file, as it does for libcsv: there are never more rows than
   lines. */
static Str cut_line(Str *rest, char end) {
    const char *found = rest->count > 0 ? memchr(rest->at, end, (size_t)rest->count) : NULL;
    Str line = {rest->at, found ? (int)(found - rest->at) + 1 : rest->count};
    const char *back = line.count > 0 ? memchr(line.at, '\r', (size_t)line.count) : NULL;
    if (back && !(back + 1 < line.at + line.count && back[1] == '\n')) line.count = (int)(back - line.at) + 1;
    *rest = (Str){rest->at + line.count, rest->count - line.count};
    return line;
}

/* True for texts that spreadsheets write where a value is missing. */
static bool is_sheet_error(Str text) {
    static const char *const words[] = {"#N/A", "#DIV/0!", "#VALUE!", "#REF!", "#NUM!", "#NAME?", "#NULL!"};
    for (size_t w = 0; w < sizeof words / sizeof *words; w++) {
        int count = (int)strlen(words[w]);
        if (text.count >= count && !memcmp(text.at, words[w], (size_t)count)) return true;
    }
    return false;
}

static bool is_skipped(Str line) {
    Str text = str_trim(line);
    return text.count == 0 || (text.at[0] == '#' && !is_sheet_error(text));
}

/* --- places --- */

/* Where the index-th field of a line begins, in bytes from 1. */
static int find_field(Str line, char delimiter, int index) {
    bool quoted = false;
    for (int i = 0; i < line.count && index > 0; i++) {
        if (line.at[i] == '"') quoted = !quoted;
        if (line.at[i] == delimiter && !quoted && --index == 0) return i + 2;
    }
    return 1;
}

static CsvPlace place_of(const Reader *reader, int index) {
    /* A field may run over several lines; its delimiters are then in earlier lines, which are gone. */
    return (CsvPlace){reader->line_number,
                      reader->row_line == reader->line_number ? find_field(reader->line, reader->csv->delimiter, index) : 1};
}

static bool fail_file(const Csv *csv, Diag *diag, int line, int column, const char *text) {
    return diag_fail_at(diag, csv->name, line, column, "%s", text);
}

/* --- the delimiter --- */

static int count_fields(Str line, char delimiter) {
    int count = 1;
    bool quoted = false;
    for (int i = 0; i < line.count; i++) {
        if (line.at[i] == '"') quoted = !quoted;
        count += line.at[i] == delimiter && !quoted;
    }
    return count;
}

/* The first of tab, semicolon, bar, comma that splits the first lines into equally many fields. Lines inside quotes are not looked at. */
static char find_delimiter(Str bytes, char end) {
    static const char candidate[] = "\t;|,";
    char best = ',';
    for (int c = 0; candidate[c]; c++) {
        Str rest = bytes;
        int fields = 0, same = 0, lines = 0;
        while (rest.count > 0 && lines < PROBED_LINES) {
            Str line = cut_line(&rest, end);
            if (is_skipped(line)) continue;
            int count = count_fields(line, candidate[c]);
            if (lines++ == 0) fields = count;
            same += count == fields;
        }
        if (fields > 1 && same * 10 >= lines * 9) return candidate[c];
        if (fields > 1 && best == ',' && candidate[c] != ',' && same * 2 > lines) best = candidate[c];
    }
    return best;
}

/* Returns the delimiter that a first line "sep=;" of Excel names; 0: it is another line. */
static char said_delimiter(Str line) {
    static const char word[] = "sep=";
    while (line.count > 0 && (line.at[line.count - 1] == '\n' || line.at[line.count - 1] == '\r')) line.count--;
    if (line.count > 1 && line.at[0] == '"' && line.at[line.count - 1] == '"') line = (Str){line.at + 1, line.count - 2};
    if (line.count != 5) return 0;
    for (int i = 0; i < 4; i++)
        if (line.at[i] != word[i] && line.at[i] + 32 != word[i]) return 0;
    return strchr("\t;|,", line.at[4]) ? line.at[4] : 0;
}

/* True if the first line is one field and every other line with a comma is one number with a decimal comma: the file then has one column
   and no delimiter. */
static bool is_single_column(Str bytes, char end) {
    Str rest = bytes;
    int lines = 0, twos = 0;
    while (rest.count > 0 && lines < PROBED_LINES) {
        Str line = cut_line(&rest, end);
        if (is_skipped(line)) continue;
        double number;
        unsigned signs;
        int fields = count_fields(line, ',');
        if (fields > 1 && (lines == 0 || !csv_number_parse(&number, &signs, str_trim(line), (NumberMarks){0}))) return false;
        twos += fields > 1;
        lines++;
    }
    return twos > 0;
}

/* --- fields --- */

static bool is_missing(Str text) {
    static const char *const words[] = {"", "na", "n/a", "nan", "null", "none", "-", "?", "\xE2\x80\x93", "\xE2\x80\x94"};
    char lower[8];
    if (text.count >= (int)sizeof lower) return false;
    if (is_sheet_error(text)) return true;
    for (int i = 0; i < text.count; i++) lower[i] = (char)(text.at[i] >= 'A' && text.at[i] <= 'Z' ? text.at[i] + 32 : text.at[i]);
    for (size_t w = 0; w < sizeof words / sizeof *words; w++)
        if ((size_t)text.count == strlen(words[w]) && !memcmp(lower, words[w], (size_t)text.count)) return true;
    return false;
}

static bool parse_number(double *out, Str text, Reader *reader, int index) {
    unsigned signs;
    if (!csv_number_parse(out, &signs, text, reader->marks)) return false;
    for (int s = 0; signs >> s; s++)
        if (signs >> s & 1 && !reader->sign[s].line) reader->sign[s] = place_of(reader, index);
    return true;
}

static void take_field(Reader *reader, Str text, int index) {
    Csv *csv = reader->csv;
    CsvColumn *column = &csv->column[index];
    double number = NAN;
    text = str_trim(text);
    if (reader->is_first_row) str_copy(column->name, CSV_NAME_SIZE, (Str){text.at, str_fit(text, CSV_NAME_SIZE - 1)});
    if (is_missing(text)) {
        if (column->missing++ == 0) column->first_missing = place_of(reader, index);
    } else if (parse_number(&number, text, reader, index)) {
        column->numbers++;
        reader->row_has_number = true;
    } else {
        number = NAN;
        if (column->texts++ == 0) {
            column->first_text = place_of(reader, index);
            str_copy(column->text, (int)sizeof column->text, (Str){text.at, str_fit(text, (int)sizeof column->text - 1)});
        }
    }
    if (reader->rows < reader->capacity) csv->value[(ptrdiff_t)index * reader->capacity + reader->rows] = number;
}

static void on_field(void *at, size_t count, void *user) {
    Reader *reader = user;
    if (reader->failed) return;
    int index = reader->fields++;
    if (index < reader->csv->column_count) take_field(reader, (Str){at, (int)count}, index);
}

/* A first row without any number holds the columns' names, unless there is nothing else. */
static void settle_names(Reader *reader) {
    Csv *csv = reader->csv;
    csv->has_names = !reader->row_has_number;
    for (int c = 0; c < csv->column_count; c++) {
        CsvColumn *column = &csv->column[c];
        if (!csv->has_names || !column->name[0]) text_format(column->name, CSV_NAME_SIZE, "column %d", c + 1);
        if (!csv->has_names) continue;
        memset((char *)column + offsetof(CsvColumn, is_text), 0, sizeof *column - offsetof(CsvColumn, is_text));
    }
    if (csv->has_names) reader->rows = -1; /* on_row counts it */
}

static void on_row(int end, void *user) {
    Reader *reader = user;
    Csv *csv = reader->csv;
    (void)end;
    if (reader->failed || reader->fields == 0) return;
    if (reader->fields > csv->column_count && csv->delimiter == ',') {
        reader->failed = true;
        diag_fail_at(reader->diag, csv->name, reader->line_number, 1,
                     "this row has %d fields, the first one has %d (the delimiter is the comma; numbers with a decimal comma need another "
                     "one, or quotes)",
                     reader->fields, csv->column_count);
        return;
    }
    if (reader->fields != csv->column_count) {
        reader->failed = true;
        diag_fail_at(reader->diag, csv->name, reader->line_number, 1,
                     "this row has %d field%s, the first one has %d (the delimiter is the %s)", reader->fields,
                     reader->fields == 1 ? "" : "s", csv->column_count, csv_delimiter_name(csv->delimiter));
        return;
    }
    if (reader->is_first_row) settle_names(reader);
    reader->is_first_row = false;
    reader->rows++;
    reader->fields = 0;
}

/* --- the file --- */

static bool check_bytes(const Csv *csv, Str bytes, char end, Diag *diag) {
    if (bytes.count >= 2 && ((unsigned char)bytes.at[0] == 0xFF || (unsigned char)bytes.at[0] == 0xFE) &&
        ((unsigned char)bytes.at[1] == 0xFE || (unsigned char)bytes.at[1] == 0xFF))
        return fail_file(csv, diag, 1, 1, "this file is UTF-16; save it as UTF-8");
    if (bytes.count > CSV_BYTES_MAX) return diag_fail_at(diag, csv->name, 0, 0, "it is larger than %d MB", CSV_BYTES_MAX >> 20);
    const char *zero = bytes.count > 0 ? memchr(bytes.at, 0, (size_t)bytes.count) : NULL;
    if (!zero) return true;
    int line = 1, column = 1;
    for (const char *at = bytes.at; at < zero; at++) {
        line += *at == end;
        column = *at == end ? 1 : column + 1;
    }
    return fail_file(csv, diag, line, column, "a zero byte: this is no text");
}

enum CsvPart { PART_COUNT, PART_PARSE, PART_COLUMNS, PART_DONE };

struct CsvReading {
    Csv *csv;
    Str bytes, rest, note;
    char end;
    enum CsvPart part;
    long lines;  /* with rows on them */
    int settled; /* columns */
    Reader reader;
    struct csv_parser parser;
    bool has_parser, is_good, is_again;
    int skipped; /* lines in front of `bytes`: what says the delimiter */
    Diag diag;
};

/* Counts the lines up to the offset `to`. */
static void count_lines(CsvReading *reading, const char *to) {
    Csv *csv = reading->csv;
    while (reading->rest.count > 0 && reading->rest.at < to) {
        Str line = cut_line(&reading->rest, reading->end);
        Str text = str_trim(line);
        if (text.count > 0 && text.at[0] == '#' && !reading->note.at) reading->note = str_trim((Str){text.at + 1, text.count - 1});
        if (is_skipped(line)) continue;
        if (reading->lines++ == 0) csv->column_count = count_fields(line, csv->delimiter);
    }
}

/* The size is known now. */
static bool begin_rows(CsvReading *reading) {
    Csv *csv = reading->csv;
    Diag *diag = &reading->diag;
    Str note = reading->note;
    if (reading->lines == 0) return fail_file(csv, diag, 0, 0, "this file is empty");
    if (csv->column_count > CSV_COLUMN_MAX)
        return diag_fail_at(diag, csv->name, 1, 1, "it has %d columns; expected at most %d", csv->column_count, CSV_COLUMN_MAX);
    if (reading->lines * csv->column_count > CSV_CELL_MAX)
        return diag_fail_at(diag, csv->name, 0, 0, "%ld rows of %d columns; at most %d numbers are read", reading->lines, csv->column_count,
                            CSV_CELL_MAX);
    str_copy(csv->note, (int)sizeof csv->note, (Str){note.at, note.at ? str_fit(note, (int)sizeof csv->note - 1) : 0});
    csv->column = mem_new((size_t)csv->column_count * sizeof *csv->column);
    csv->value = mem_new_unset((size_t)reading->lines * (size_t)csv->column_count * sizeof(double));
    reading->has_parser = csv->column && csv->value && csv_init(&reading->parser, CSV_STRICT | CSV_STRICT_FINI) == 0;
    if (!reading->has_parser) return diag_fail(diag, "Memory is out.");
    csv_set_delim(&reading->parser, (unsigned char)csv->delimiter);
    reading->reader = (Reader){.csv = csv, .diag = diag, .capacity = reading->lines, .is_first_row = true, .line_number = reading->skipped};
    reading->rest = reading->bytes;
    return true;
}

/* Parses up to the offset `to`. */
static bool parse_lines(CsvReading *reading, const char *to) {
    Csv *csv = reading->csv;
    Reader *reader = &reading->reader;
    struct csv_parser *parser = &reading->parser;
    while (reading->rest.count > 0 && reading->rest.at < to && !reader->failed) {
        Str line = cut_line(&reading->rest, reading->end);
        reader->line_number++;
        bool is_between = reader->fields == 0 && reader->row_line == 0;
        if (is_between && is_skipped(line)) continue;
        reader->line = line;
        if (is_between) reader->row_line = reader->line_number;
        long before = reader->rows;
        bool was_first = reader->is_first_row;
        if (csv_parse(parser, line.at, (size_t)line.count, on_field, on_row, reader) != (size_t)line.count) {
            if (csv_error(parser) == CSV_ENOMEM) return diag_fail(reader->diag, "Memory is out.");
            return fail_file(csv, reader->diag, reader->line_number, 1,
                             "a quote stands where none can; a quote inside of quotes is written twice");
        }
        if (reader->rows != before || was_first != reader->is_first_row) reader->row_line = 0;
    }
    return !reader->failed;
}

/* --- the marks of numbers --- */

static bool fail_marks(const Reader *reader, NumberSign at, const char *text, NumberSign other) {
    return diag_fail_at(reader->diag, reader->csv->name, reader->sign[at].line, reader->sign[at].column, text, reader->sign[other].line);
}

/* Which mark groups thousands, and which one is the decimal one; false where the numbers contradict each other, or do not tell. */
static bool settle_marks(Reader *reader, NumberMarks *marks) {
    Csv *csv = reader->csv;
    bool shows[NUMBER_SIGN_COUNT];
    for (int s = 0; s < NUMBER_SIGN_COUNT; s++) shows[s] = reader->sign[s].line > 0;
    /* Fields of a file that divides by commas are quoted for their commas: they are no decimal ones where a point is. */
    marks->comma_groups =
        shows[COMMA_GROUPS] || (csv->delimiter == ',' && shows[COMMA_EITHER] && shows[POINT_DECIMAL] && !shows[COMMA_DECIMAL]);
    marks->point_groups = shows[POINT_GROUPS];
    if (marks->comma_groups && shows[COMMA_DECIMAL])
        return fail_marks(reader, COMMA_DECIMAL,
                          "a number with a decimal comma, but line %d has one with a comma between thousands; which is it?", COMMA_GROUPS);
    if (marks->point_groups && shows[POINT_DECIMAL])
        return fail_marks(reader, POINT_DECIMAL,
                          "a number with a decimal point, but line %d has one with a point between thousands; which is it?", POINT_GROUPS);
    bool comma_either = shows[COMMA_EITHER] && !marks->comma_groups, point_either = shows[POINT_EITHER] && !marks->point_groups;
    csv->has_decimal_comma = shows[COMMA_DECIMAL] || comma_either;
    if (csv->has_decimal_comma && (shows[POINT_DECIMAL] || point_either))
        return fail_marks(reader, shows[POINT_DECIMAL] ? POINT_DECIMAL : POINT_EITHER,
                          "a number with a point, but line %d has one with a decimal comma; which is it?",
                          shows[COMMA_DECIMAL] ? COMMA_DECIMAL : COMMA_EITHER);
    if (comma_either && !shows[COMMA_DECIMAL] && !shows[POINT_GROUPS] && csv->delimiter != ';')
        return fail_file(csv, reader->diag, reader->sign[COMMA_EITHER].line, reader->sign[COMMA_EITHER].column,
                         "a number such as 1,234 is 1234 or 1.234, and no other one of the file tells which; expected one of these");
    return true;
}

/* Reads the rows once more, now that the marks are known. */
static bool begin_again(CsvReading *reading, NumberMarks marks) {
    Csv *csv = reading->csv;
    csv_free(&reading->parser);
    reading->has_parser = csv_init(&reading->parser, CSV_STRICT | CSV_STRICT_FINI) == 0;
    if (!reading->has_parser) return diag_fail(&reading->diag, "Memory is out.");
    csv_set_delim(&reading->parser, (unsigned char)csv->delimiter);
    memset(csv->column, 0, (size_t)csv->column_count * sizeof *csv->column);
    reading->reader = (Reader){.csv = csv,
                               .diag = &reading->diag,
                               .capacity = reading->lines,
                               .is_first_row = true,
                               .line_number = reading->skipped,
                               .marks = marks};
    reading->rest = reading->bytes;
    reading->is_again = true;
    reading->part = PART_PARSE;
    return true;
}

static bool end_rows(CsvReading *reading) {
    Csv *csv = reading->csv;
    Reader *reader = &reading->reader;
    int open_line = reader->row_line;
    if (csv_fini(&reading->parser, on_field, on_row, reader) != 0)
        return fail_file(csv, reader->diag, open_line, 1, "a quote in the row that begins here is never closed");
    if (reader->failed) return false;
    csv->row_count = reader->rows < reader->capacity ? reader->rows : reader->capacity;
    if (csv->row_count < 1) return fail_file(csv, reader->diag, 0, 0, "there are no rows of numbers in it");
    NumberMarks marks;
    if (reading->is_again) return true;
    if (!settle_marks(reader, &marks)) return false;
    bool was_wrong = (marks.comma_groups && reader->sign[COMMA_EITHER].line) || (marks.point_groups && reader->sign[POINT_EITHER].line);
    return !was_wrong || begin_again(reading, marks);
}

static void settle_column(const Reader *reader, int c) {
    Csv *csv = reader->csv;
    CsvColumn *column = &csv->column[c];
    column->is_text = column->texts * TEXT_PART > column->numbers + column->texts || column->numbers == 0;
    if (c > 0) memmove(csv->value + c * csv->row_count, csv->value + c * reader->capacity, (size_t)csv->row_count * sizeof(double));
}

static bool finish(CsvReading *reading, bool good) {
    reading->is_good = good;
    reading->part = PART_DONE;
    return true;
}

CsvReading *csv_reading_new(Csv *csv, const char *name, Str bytes) {
    const char *slash = strrchr(name, '/');
    CsvReading *reading = mem_new(sizeof *reading);
    memset(csv, 0, sizeof *csv);
    if (!reading) return NULL;
    text_format(csv->name, CSV_NAME_SIZE, "%s", slash ? slash + 1 : name);
    if (!bytes.at) bytes = str_from(""); /* an empty file may have no address */
    reading->csv = csv;
    reading->bytes = reading->rest = bytes;
    reading->end = line_end_of(bytes);
    if (!check_bytes(csv, bytes, reading->end, &reading->diag)) {
        finish(reading, false);
        return reading;
    }
    if (bytes.count >= 3 && !memcmp(bytes.at, "\xEF\xBB\xBF", 3)) bytes = (Str){bytes.at + 3, bytes.count - 3};
    Str rest = bytes;
    csv->delimiter = said_delimiter(cut_line(&rest, reading->end));
    if (csv->delimiter) {
        reading->skipped = 1;
        bytes = rest;
    } else {
        csv->delimiter = is_single_column(bytes, reading->end) ? '\t' : find_delimiter(bytes, reading->end);
    }
    reading->bytes = reading->rest = bytes;
    return reading;
}

bool csv_reading_step(CsvReading *reading, int bytes) {
    const char *to = reading->rest.at + (bytes < reading->rest.count ? bytes : reading->rest.count);
    switch (reading->part) {
    case PART_COUNT:
        count_lines(reading, to);
        if (reading->rest.count > 0) return false;
        reading->part = PART_PARSE;
        return begin_rows(reading) ? false : finish(reading, false);
    case PART_PARSE:
        if (!parse_lines(reading, to)) return finish(reading, false);
        if (reading->rest.count > 0) return false;
        reading->part = PART_COLUMNS;
        return end_rows(reading) ? false : finish(reading, false);
    case PART_COLUMNS:
        settle_column(&reading->reader, reading->settled++);
        return reading->settled < reading->csv->column_count ? false : finish(reading, true);
    case PART_DONE: break;
    }
    return true;
}

double csv_reading_progress(const CsvReading *reading) {
    static const double begins[] = {0, 0.1, 0.95, 1}, lasts[] = {0.1, 0.85, 0, 0};
    double part = reading->bytes.count > 0 ? (double)(reading->rest.at - reading->bytes.at) / reading->bytes.count : 0;
    double share = begins[reading->part] + lasts[reading->part] * part;
    return reading->is_again ? 0.95 + 0.05 * share : share;
}

bool csv_reading_end(CsvReading *reading, Diag *diag) {
    if (!reading) return diag_fail(diag, "Memory is out.");
    bool good = reading->part == PART_DONE && reading->is_good;
    if (!good && diag) *diag = reading->diag;
    if (!good) csv_deinit(reading->csv);
    if (reading->has_parser) csv_free(&reading->parser);
    mem_free(reading);
    return good;
}

bool csv_read(Csv *csv, const char *name, Str bytes, Diag *diag) {
    CsvReading *reading = csv_reading_new(csv, name, bytes);
    while (reading && !csv_reading_step(reading, INT_MAX)) {}
    return csv_reading_end(reading, diag);
}

void csv_deinit(Csv *csv) {
    mem_free(csv->column);
    mem_free(csv->value);
    memset(csv, 0, sizeof *csv);
}

/* --- columns --- */

static bool equal_ignoring_case(Str a, const char *b) {
    if ((size_t)a.count != strlen(b)) return false;
    for (int i = 0; i < a.count; i++) {
        char x = a.at[i], y = b[i];
        if (x >= 'A' && x <= 'Z') x = (char)(x + 32);
        if (y >= 'A' && y <= 'Z') y = (char)(y + 32);
        if (x != y) return false;
    }
    return true;
}

int csv_find_column(const Csv *csv, Str name, Diag *diag) {
    char list[240] = "";
    long number;
    int used = 0;
    for (int c = 0; c < csv->column_count; c++)
        if (equal_ignoring_case(name, csv->column[c].name)) return c;
    if (number_parse_int(&number, name) && number >= 1 && number <= csv->column_count) return (int)number - 1;
    for (int c = 0; c < csv->column_count && used < 200; c++)
        used += text_format(list + used, (int)sizeof list - used, "%s%s", c ? ", " : "", csv->column[c].name);
    diag_fail_at(diag, csv->name, 0, 0, "there is no column \"%.*s\"; there are: %s", str_fit(name, 60), name.at, list);
    return -1;
}

int csv_first_numbers(const Csv *csv) {
    for (int c = 0; c < csv->column_count; c++)
        if (!csv->column[c].is_text) return c;
    return -1;
}

bool csv_check_numbers(const Csv *csv, int column, Diag *diag) {
    const CsvColumn *of = &csv->column[column];
    if (of->numbers == 0 && of->texts == 0) return diag_fail_at(diag, csv->name, 0, 0, "the column \"%s\" is empty", of->name);
    if (of->texts == 0) return true;
    return diag_fail_at(diag, csv->name, of->first_text.line, of->first_text.column, "\"%s\" is no number; %s \"%s\" %s", of->text,
                        of->is_text ? "the column" : "the rest of", of->name, of->is_text ? "holds text" : "holds numbers");
}

const double *csv_values(const Csv *csv, int column) { return csv->value + (ptrdiff_t)column * csv->row_count; }
