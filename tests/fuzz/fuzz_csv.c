/* Whatever is read as a table or as labelled lines, reading ends, what it says is within its bounds, and a refusal gives a reason. */
#include "data/labelled.h"
#include "data/series.h"
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void require(bool holds) {
    if (!holds) abort();
}

static void check_series(const Csv *csv, int column) {
    Series series;
    Diag diag = {0};
    if (!series_from_csv(&series, csv, column, &diag)) {
        require(diag.text[0] && !series.owned);
        return;
    }
    require(series.count >= SERIES_LEAST && series.train_count < series.count && series.deviation > 0 && series.hash > 0);
    for (long i = 0; i < series.count; i++) require(isfinite(series.value[i]));
    series_persistence(&series, 1, 4);
    series_deinit(&series);
}

static void check_csv(Str bytes) {
    Csv csv;
    Diag diag = {0};
    if (!csv_read(&csv, "fuzz", bytes, &diag)) {
        require(diag.text[0] && !csv.value);
        return;
    }
    require(csv.column_count >= 1 && csv.column_count <= CSV_COLUMN_MAX && csv.row_count >= 1);
    for (int c = 0; c < csv.column_count; c++) {
        const CsvColumn *column = &csv.column[c];
        require(column->numbers + column->missing + column->texts == csv.row_count && column->name[0]);
        long numbers = 0;
        for (long r = 0; r < csv.row_count; r++) numbers += !isnan(csv_values(&csv, c)[r]);
        require(numbers == column->numbers);
        require((column->texts > 0) == (column->first_text.line > 0) && (column->missing > 0) == (column->first_missing.line > 0));
        check_series(&csv, c);
    }
    csv_deinit(&csv);
}

static void check_labelled(Str bytes) {
    Labelled labelled;
    DiagList wrong = {.count = 0};
    if (!labelled_read(&labelled, "fuzz", bytes, &wrong)) {
        require(wrong.count > 0 && wrong.item[0].text[0] && !labelled.line);
        return;
    }
    require(labelled.line_count >= LABELLED_LEAST && labelled.word_count >= 1 && labelled.longest <= LABELLED_SENTENCE_MAX);
    for (int i = 0; i < labelled.line_count; i++) {
        const LabelledLine *line = &labelled.line[i];
        require(line->count >= 1 && line->label < LABELLED_CLASSES);
        for (int w = 0; w < line->count; w++) require(labelled.word[line->first + w] < labelled.word_count);
    }
    require(isfinite(labelled.majority) && isfinite(labelled.bag) && labelled.bag_right >= 0 && labelled.bag_right <= 1);
    labelled_deinit(&labelled);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size > 1 << 20) return 0;
    char *copy = malloc(size > 0 ? size : 1); /* of just this size, so that a byte read beyond it is seen */
    if (!copy) return 0;
    if (size > 0) memcpy(copy, data, size);
    check_csv((Str){copy, (int)size});
    check_labelled((Str){copy, (int)size});
    free(copy);
    return 0;
}
