/* See tables.h. The names of the columns, and why a column is not a series, are kept for the message to whoever asks for the column. */
#include "data/tables.h"
#include "base/arena.h"
#include <string.h>

enum TablesPart { PART_TABLE, PART_SERIES, PART_LINES, PART_DONE };

struct TablesReading {
    Tables *tables; /* owned until the end */
    const char *name;
    Str bytes;
    enum TablesPart part;
    int column;
    bool has_values;        /* a column whose series is not measured yet */
    CsvReading *csv;        /* owned; the reader of the first part */
    LabelledReading *lines; /* owned; the reader of the last part */
    DiagList wrong;
};

static void begin_lines(TablesReading *reading) {
    reading->part = PART_LINES;
    reading->lines = labelled_reading_new(&reading->tables->lines, reading->name, reading->bytes, &reading->wrong);
}

/* The place goes into the text: whoever tells it later tells the place with it. */
static void keep_place(Diag *diag) {
    Diag told = *diag;
    diag_reset(diag);
    diag_format(diag->text, (int)sizeof diag->text, &told);
}

static void end_table(TablesReading *reading) {
    Tables *tables = reading->tables;
    bool good = csv_reading_end(reading->csv, &tables->table_wrong);
    reading->csv = NULL;
    if (good) {
        size_t count = (size_t)tables->table.column_count;
        tables->series = mem_new(count * sizeof *tables->series);
        tables->series_wrong = mem_new(count * sizeof *tables->series_wrong);
        if (tables->series && tables->series_wrong)
            tables->column_count = (int)count;
        else
            good = diag_fail(&tables->table_wrong, "Memory is out.");
    }
    keep_place(&tables->table_wrong);
    reading->part = PART_SERIES;
    if (!good) begin_lines(reading);
}

static void take_series(TablesReading *reading) {
    Tables *tables = reading->tables;
    int c = reading->column;
    if (!reading->has_values) {
        reading->has_values = series_take_values(&tables->series[c], &tables->table, c, &tables->series_wrong[c]);
        if (reading->has_values) return;
    } else {
        reading->has_values = false;
        if (series_measure_values(&tables->series[c], &tables->series_wrong[c]) && tables->first_series < 0) tables->first_series = c;
    }
    keep_place(&tables->series_wrong[c]);
    reading->column++;
    if (reading->column < tables->column_count) return;
    mem_free(tables->table.value); /* its names and places are kept */
    tables->table.value = NULL;
    begin_lines(reading);
}

static void end_lines(TablesReading *reading) {
    Tables *tables = reading->tables;
    tables->has_lines = labelled_reading_end(reading->lines);
    reading->lines = NULL;
    if (!tables->has_lines) diag_list_format(tables->no_lines, (int)sizeof tables->no_lines, &reading->wrong);
    reading->part = PART_DONE;
}

TablesReading *tables_reading_new(const char *name, Str bytes) {
    TablesReading *reading = mem_new(sizeof *reading);
    if (!reading) return NULL;
    *reading = (TablesReading){.name = name, .bytes = bytes};
    reading->tables = mem_new(sizeof *reading->tables);
    if (!reading->tables) {
        mem_free(reading);
        return NULL;
    }
    reading->tables->first_series = -1;
    reading->csv = csv_reading_new(&reading->tables->table, name, bytes);
    return reading;
}

bool tables_reading_step(TablesReading *reading, int bytes) {
    switch (reading->part) {
    case PART_TABLE:
        if (!reading->csv || csv_reading_step(reading->csv, bytes)) end_table(reading);
        break;
    case PART_SERIES: take_series(reading); break;
    case PART_LINES:
        if (!reading->lines || labelled_reading_step(reading->lines, bytes)) end_lines(reading);
        break;
    case PART_DONE: break;
    }
    return reading->part == PART_DONE;
}

double tables_reading_progress(const TablesReading *reading) {
    switch (reading->part) {
    case PART_TABLE: return 0.8 * (reading->csv ? csv_reading_progress(reading->csv) : 1);
    case PART_SERIES: return 0.8 + 0.1 * reading->column / reading->tables->column_count;
    case PART_LINES: return 0.9 + 0.1 * (reading->lines ? labelled_reading_progress(reading->lines) : 1);
    case PART_DONE: break;
    }
    return 1;
}

Tables *tables_reading_end(TablesReading *reading) {
    if (!reading) return NULL;
    Tables *tables = reading->tables;
    if (reading->part != PART_DONE) {
        if (reading->csv) csv_reading_end(reading->csv, NULL);
        labelled_reading_end(reading->lines);
        tables_free(tables);
        tables = NULL;
    }
    mem_free(reading);
    return tables;
}

void tables_free(Tables *tables) {
    if (!tables) return;
    for (int c = 0; c < tables->column_count; c++) series_deinit(&tables->series[c]);
    if (tables->has_lines) labelled_deinit(&tables->lines);
    csv_deinit(&tables->table);
    mem_free(tables->series);
    mem_free(tables->series_wrong);
    mem_free(tables);
}

TablesKind tables_find_kind(const Tables *tables) {
    if (tables->first_series >= 0) return TABLES_SERIES;
    return tables->has_lines ? TABLES_LINES : TABLES_NONE;
}

const Series *tables_series(const Tables *tables, int column) {
    int index = column > 0 ? column - 1 : tables->first_series;
    if (index < 0 || index >= tables->column_count || tables->series[index].count == 0) return NULL;
    return &tables->series[index];
}

const char *tables_series_trouble(const Tables *tables, int column) {
    int index = column > 0 ? column - 1 : 0;
    if (tables->column_count == 0) return tables->table_wrong.text;
    return index < tables->column_count ? tables->series_wrong[index].text : "This column holds no series.";
}

int tables_find_series(const Tables *tables, Str name, Diag *diag) {
    int index = -1;
    if (tables->column_count == 0) {
        if (diag) *diag = tables->table_wrong;
        return -1;
    }
    if (name.count > 0)
        index = csv_find_column(&tables->table, name, diag);
    else if ((index = csv_first_numbers(&tables->table)) < 0)
        csv_check_numbers(&tables->table, 0, diag); /* the message says what stands there instead */
    if (index < 0 || tables->series[index].count > 0) return index;
    if (diag) *diag = tables->series_wrong[index];
    return -1;
}
