/* `unroll analyze --quantity`: the numbers of lessons, by the names that lessons use. */
#include "app/lesson_host.h"
#include "base/number.h"
#include "cli/analyze.h"
#include "cli/cli.h"

bool analyze_quantity_check(const char *text, Diag *diag) {
    LessonScene scene = {0};
    LessonMemory memory = {0};
    ConditionSource source = lesson_source(&scene);
    Diag found = {0};
    const Condition *condition = condition_parse(&memory, str_from(text), &source, &found);
    lesson_memory_free(&memory);
    return condition || diag_fail(diag, "--quantity '%s': column %d: %s", text, found.column, found.text);
}

static bool write_value(Sheet *sheet, const Condition *condition, const ConditionSource *source, const char *text, Diag *diag) {
    ConditionValue value;
    if (!condition_evaluate(&value, condition, source, NULL, 0, diag)) return false;
    if (sheet->json) {
        sheet_begin(sheet, NULL, "%s", text);
        sheet_word(sheet, "text", NULL, text);
    }
    if (value.kind == CONDITION_WORD)
        sheet_word(sheet, "value", text, value.word);
    else
        sheet_number(sheet, "value", text, value.number);
    if (sheet->json) sheet_end(sheet);
    return true;
}

bool analyze_quantity(Sheet *sheet, const Lab *lab, const Cliff *cliff, const char *text, Diag *diag) {
    LessonScene scene = {.lab = lab, .facts = {.cliff = cliff}};
    LessonMemory memory = {0};
    ConditionSource source = lesson_source(&scene);
    Diag found = {0};
    const Condition *condition = condition_parse(&memory, str_from(text), &source, &found);
    bool good = condition && write_value(sheet, condition, &source, text, &found);
    lesson_memory_free(&memory);
    return good || diag_fail(diag, "--quantity '%s': %s", text, found.text);
}

/* "rgrad t [layer [reverse]]" and what it is. */
void analyze_print_quantities(void) {
    for (int i = 0; i < QUANTITY_COUNT; i++) {
        const QuantityRow *row = &quantity_table[i];
        char usage[80];
        int arguments = 0, used;
        while (row->arguments[arguments] && row->arguments[arguments] != ';') arguments++;
        used = text_format(usage, (int)sizeof usage, "%s%s%.*s", row->name, arguments > 0 ? " " : "", arguments, row->arguments);
        if (row->arguments[arguments] == ';') text_format(usage + used, (int)sizeof usage - used, " [layer [reverse]]");
        printf("%-26s ", usage);
        cli_print_wrapped(stdout, 27, row->help);
    }
    printf("\nEvery setting is a quantity too: `unroll setup` lists them. In front may stand prod, with a range for the step, as in\n"
           "prod factor 2..T; and a what-if, as in whatif input 1 1 -1 : loss, or : d loss for its change.\n"
           "t is a step (T the last, T-3), s a step with a loss, i an input, u a unit, k an output, g a gate (i f g o, r z n, h), M one of "
           "U W V,\n"
           "r a row, c a column, n a count; all from 1. Without a layer the top one is meant, without reverse its forward chain.\n");
}
