/* See tables.h. */
#include "data/tables.h"
#include "base/arena.h"
#include <string.h>

static void read_series(Tables *tables, const char *name, Str bytes) {
    Csv csv;
    Diag diag = {0}, first = {0};
    if (!csv_read(&csv, name, bytes, &diag)) {
        diag_format(tables->no_series, (int)sizeof tables->no_series, &diag);
        return;
    }
    tables->series = mem_new((size_t)csv.column_count * sizeof *tables->series);
    tables->column_count = tables->series ? csv.column_count : 0;
    for (int c = 0; c < tables->column_count; c++) {
        Diag *told = first.text[0] ? &diag : &first;
        if (series_from_csv(&tables->series[c], &csv, c, told) && tables->first_series < 0) tables->first_series = c;
    }
    if (tables->first_series < 0) diag_format(tables->no_series, (int)sizeof tables->no_series, &first);
    csv_deinit(&csv);
}

static void read_lines(Tables *tables, const char *name, Str bytes) {
    DiagList *wrong = mem_new(sizeof *wrong);
    if (!wrong) return;
    tables->has_lines = labelled_read(&tables->lines, name, bytes, wrong);
    if (!tables->has_lines) diag_list_format(tables->no_lines, (int)sizeof tables->no_lines, wrong);
    mem_free(wrong);
}

Tables *tables_new(const char *name, Str bytes) {
    Tables *tables = mem_new(sizeof *tables);
    if (!tables) return NULL;
    tables->first_series = -1;
    read_series(tables, name, bytes);
    read_lines(tables, name, bytes);
    return tables;
}

void tables_free(Tables *tables) {
    if (!tables) return;
    for (int c = 0; c < tables->column_count; c++) series_deinit(&tables->series[c]);
    if (tables->has_lines) labelled_deinit(&tables->lines);
    mem_free(tables->series);
    mem_free(tables);
}

const Series *tables_series(const Tables *tables, int column) {
    int index = column > 0 ? column - 1 : tables->first_series;
    if (index < 0 || index >= tables->column_count || tables->series[index].count == 0) return NULL;
    return &tables->series[index];
}
