/* Undo and redo of the values that a person sets on a page and the setup does not hold: the prompt, the temperatures, top-k, the drawn text
   and passage, the typed sentence, where a forecast goes on alone, and the cliff's network with its descents. Their entries stand in one order with those of the laboratory. */
#ifndef UNROLL_APP_APP_PAGE_UNDO_H
#define UNROLL_APP_APP_PAGE_UNDO_H
#include "app/app.h"
#include "experiment/sentence.h"
#include "experiment/writer.h"

enum { PAGE_CHANGE_MAX = 64 };

typedef struct PageValues {
    WriterPen pen; /* `letter` is the place where the person looks: it is not undone */
    double temperature;
    int forecast_from;
    char sentence[SENTENCE_TEXT_MAX];
    Cliff cliff; /* its view is not undone */
} PageValues;

typedef struct PageChange {
    PageValues values; /* on the far side of the change: before it while it can be undone, after it while it can be redone */
    long after;        /* number of the laboratory's entry that it came after (lab_undo_number); -1: not known yet */
    long newest;       /* lab_newest_number when it was undone: a later entry makes redo impossible */
} PageChange;

typedef struct PageHistory {
    PageChange change[PAGE_CHANGE_MAX]; /* [0, done) can be undone, [done, count) redone */
    int count, done;
    bool is_open; /* the newest change takes the next one of the same drag */
    bool is_off;  /* values are read from a file: no entries are made */
} PageHistory;

void app_take_page_values(PageValues *out, const App *app);
/* After a command: makes an entry if it changed a value and was no change of the experiment. `newest` is lab_newest_number before it. */
void app_note_page_change(App *app, const PageValues *before, long newest);
/* Gives entries made while a worker had the laboratory's history their place; call it when the worker is done. */
void app_place_page_changes(App *app);
/* Undoes the last change, or redoes the next one (`redo`), if it is a change of a page. False if it is the laboratory's turn. */
bool app_undo_page(App *app, bool redo);

#endif
