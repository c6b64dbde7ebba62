/* The values of a chart as comma-separated text (declared in chart.h).

   Simplified on purpose: rows are in the order of x, each x once. */
#include "base/arena.h"
#include "base/number.h"
#include "gui/chart.h"
#include <math.h>
#include <string.h>

static void copy_write(ChartCopy *copy, const char *text) {
    size_t size = strlen(text);
    if (copy->failed) return;
    if (copy->size + size + 1 > copy->capacity) {
        size_t capacity = 2 * (copy->capacity + size) + 4096;
        char *grown = mem_grow(copy->text, copy->capacity, capacity);
        copy->failed = !grown;
        if (!grown) return;
        copy->text = grown;
        copy->capacity = capacity;
    }
    memcpy(copy->text + copy->size, text, size + 1);
    copy->size += size;
}

/* A name that contains a comma or a quote is quoted. */
static void copy_name(ChartCopy *copy, const char *name) {
    bool quotes = strpbrk(name, ",\"\n") != NULL;
    char one[2] = "";
    if (quotes) copy_write(copy, "\"");
    for (; *name; name++) {
        one[0] = *name;
        if (*name == '"') copy_write(copy, "\"");
        copy_write(copy, one);
    }
    if (quotes) copy_write(copy, "\"");
}

/* A missing value is an empty field: spreadsheets, R and pandas read it as missing, whereas "nan" is text to a spreadsheet. */
static void copy_number(ChartCopy *copy, double number) {
    char text[32];
    if (isnan(number)) return;
    number_format(text, (int)sizeof text, number);
    copy_write(copy, text);
}

static void copy_table(ChartCopy *copy, const ChartTable *table) {
    for (int i = 0; i < 3; i++) {
        copy_name(copy, table->name[i]);
        copy_write(copy, i < 2 ? "," : "\n");
    }
    for (int r = 0; r < table->rows; r++) {
        double value[3];
        if (!table->read(value, table->user, r)) continue;
        for (int i = 0; i < 3; i++) {
            copy_number(copy, value[i]);
            copy_write(copy, i < 2 ? "," : "\n");
        }
    }
}

void chart_copy_values(const Chart *chart, ChartCopy *copy) {
    int at[CHART_LINE_MAX] = {0};
    copy->found = true;
    if (chart->table) {
        copy_table(copy, chart->table);
        return;
    }
    copy_name(copy, chart->x_name ? chart->x_name : "x");
    for (int l = 0; l < chart->line_count; l++) {
        copy_write(copy, ",");
        copy_name(copy, chart->line[l].name);
    }
    copy_write(copy, "\n");
    for (;;) {
        double x = INFINITY;
        bool any = false;
        for (int l = 0; l < chart->line_count; l++) {
            if (at[l] >= chart->line[l].count) continue;
            double next = chart_line_x(&chart->line[l], at[l]);
            if (!any || next < x) x = next;
            any = true;
        }
        if (!any || copy->failed) return;
        copy_number(copy, x);
        for (int l = 0; l < chart->line_count; l++) {
            copy_write(copy, ",");
            if (at[l] < chart->line[l].count && chart_line_x(&chart->line[l], at[l]) == x) copy_number(copy, chart->line[l].y[at[l]++]);
        }
        copy_write(copy, "\n");
    }
}
