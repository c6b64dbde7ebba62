/* See app_page_undo.h. A change of a page keeps the number of the laboratory's entry before it. It is the last change of all while that entry
   is still the one that undo would take; so the two lists need no common one, and a worker may have the laboratory's. */
#include "app/app_page_undo.h"
#include "app/app_inside.h"
#include "base/number.h"
#include <string.h>

void app_take_page_values(PageValues *out, const App *app) {
    const UiState *ui = &app->ui;
    *out = (PageValues){.pen = ui->pen, .temperature = ui->temperature, .forecast_from = ui->forecast_from, .cliff = ui->cliff};
    memcpy(out->sentence, ui->sentence, sizeof out->sentence);
}

static bool pen_is_same(const WriterPen *a, const WriterPen *b) {
    return strcmp(a->prompt, b->prompt) == 0 && a->temperature == b->temperature && a->top == b->top && a->draw == b->draw &&
           a->page == b->page;
}

static bool is_same(const PageValues *a, const PageValues *b) {
    return pen_is_same(&a->pen, &b->pen) && a->temperature == b->temperature && a->forecast_from == b->forecast_from &&
           strcmp(a->sentence, b->sentence) == 0 && cliff_equal(&a->cliff, &b->cliff);
}

void app_place_page_changes(App *app) {
    PageHistory *pages = &app->pages;
    if (experiment_is_busy(&app->main)) return;
    for (int i = pages->count - 1; i >= 0 && pages->change[i].after < 0; i--) pages->change[i].after = lab_undo_number(&app->main.lab);
}

void app_note_page_change(App *app, const PageValues *before, long newest) {
    PageHistory *pages = &app->pages;
    bool is_busy = experiment_is_busy(&app->main);
    PageValues now;
    app_take_page_values(&now, app);
    if (pages->is_off || is_same(before, &now)) return;
    if (!is_busy && lab_newest_number(&app->main.lab) != newest) return;       /* other data came: undoing those is enough */
    if (pages->is_open && app->is_held && pages->done == pages->count) return; /* the entry has the values from before the drag */
    pages->count = pages->done;
    if (pages->count == PAGE_CHANGE_MAX) memmove(&pages->change[0], &pages->change[1], (size_t)--pages->count * sizeof pages->change[0]);
    pages->change[pages->count++] = (PageChange){.values = *before, .after = is_busy ? -1 : lab_undo_number(&app->main.lab)};
    pages->done = pages->count;
    pages->is_open = app->is_held;
}

/* The label of what differs in the cliff. Another unit has another start too. */
static const char *name_cliff(const Strings *strings, const Cliff *a, const Cliff *b) {
    if (a->unit == b->unit && a->steps == b->steps && (a->w != b->w || a->b != b->b)) return "w, b";
    return tr(strings, a->unit != b->unit     ? a->unit == CLIFF_LATCH ? STRING_CLIFF_LATCH_NAME : STRING_CLIFF_PASCANU
                       : a->steps != b->steps ? STRING_CLIFF_STEPS
                       : a->rate != b->rate   ? STRING_CLIFF_RATE
                       : a->clip != b->clip   ? STRING_CLIFF_CLIP
                                              : STRING_CLIFF_DESCEND);
}

/* The label of the value in which they differ, and the value. */
static void describe(char *out, int size, const App *app, const PageValues *a, const PageValues *b) {
    const Strings *strings = &app->strings;
    char value[64];
    if (!cliff_equal(&a->cliff, &b->cliff)) {
        text_format(out, size, "%s", name_cliff(strings, &a->cliff, &b->cliff));
    } else if (strcmp(a->sentence, b->sentence) != 0) {
        text_format(out, size, "%s", a->sentence[0] ? a->sentence : tr(strings, STRING_SENTENCE_STAGE));
    } else if (strcmp(a->pen.prompt, b->pen.prompt) != 0) {
        text_format(out, size, "%s %s", tr(strings, STRING_TEXT_PROMPT), a->pen.prompt[0] ? a->pen.prompt : "-");
    } else if (a->forecast_from != b->forecast_from) {
        text_format(out, size, "%s %d", tr(strings, STRING_SERIES_FROM), a->forecast_from);
    } else if (a->pen.temperature != b->pen.temperature) {
        number_format_short(value, sizeof value, a->pen.temperature, 3);
        text_format(out, size, "%s %s", tr(strings, STRING_TEXT_TEMPERATURE), value);
    } else if (a->temperature != b->temperature) {
        number_format_short(value, sizeof value, a->temperature, 3);
        text_format(out, size, "%s %s", tr(strings, STRING_ACTIVATION_TEMPERATURE), value);
    } else if (a->pen.top != b->pen.top) {
        text_format(value, sizeof value, "%d", a->pen.top);
        text_format(out, size, "%s %s", tr(strings, STRING_TEXT_TOP), a->pen.top ? value : tr(strings, STRING_TEXT_TOP_OFF));
    } else {
        text_format(out, size, "%s", tr(strings, a->pen.draw != b->pen.draw ? STRING_TEXT_ANOTHER : STRING_TEXT_PAGE));
    }
}

static void exchange(App *app, PageChange *change) {
    UiState *ui = &app->ui;
    PageValues now;
    int letter = ui->pen.draw == change->values.pen.draw ? ui->pen.letter : 0; /* another text begins at its first symbol */
    app_take_page_values(&now, app);
    ui->pen = change->values.pen;
    ui->pen.letter = letter;
    ui->temperature = change->values.temperature;
    ui->forecast_from = change->values.forecast_from;
    memcpy(ui->sentence, change->values.sentence, sizeof ui->sentence);
    cliff_take(&ui->cliff, &change->values.cliff);
    change->values = now;
    app->stale = true;
}

bool app_undo_page(App *app, bool redo) {
    PageHistory *pages = &app->pages;
    const Lab *lab = &app->main.lab;
    char told[COMMAND_SHORT_MAX];
    if (experiment_is_busy(&app->main)) return false; /* the worker's command comes first */
    app_place_page_changes(app);
    long at = lab_undo_number(lab);
    pages->is_open = false;
    if (redo) {
        if (pages->done < pages->count && pages->change[pages->done].newest != lab_newest_number(lab)) pages->count = pages->done;
        if (pages->done == pages->count || pages->change[pages->done].after != at) return false;
        PageChange *next = &pages->change[pages->done];
        exchange(app, next);
        pages->done++;
        if (app->ui.message[0] && !app->ui.message_is_bad) app_forget_message(app);
        return true;
    }
    /* A step back over an update, or a double-click on a slider, undoes the laboratory's entry alone: what came after it goes with it. */
    while (pages->done > 0 && pages->change[pages->done - 1].after > at) {
        pages->done--;
        pages->count--;
        memmove(&pages->change[pages->done], &pages->change[pages->done + 1],
                (size_t)(pages->count - pages->done) * sizeof pages->change[0]);
    }
    if (pages->done == 0 || pages->change[pages->done - 1].after != at) return false;
    PageChange *last = &pages->change[--pages->done];
    PageValues before = last->values;
    exchange(app, last);
    last->newest = lab_newest_number(lab);
    describe(told, sizeof told, app, &last->values, &before);
    app_say(app, false, tr(&app->strings, STRING_NOTICE_UNDONE), told);
    return true;
}
