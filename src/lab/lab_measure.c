/* See lab_measure.h. Measuring puts the stage's sequence into the run's trace as training does; afterwards the stage is computed again. */
#include "lab/lab_measure.h"
#include "lab/record.h"
#include "lab/run.h"
#include <limits.h>

long lab_next_measure(const Lab *lab) {
    RecordMeter meter;
    record_begin(&meter, lab->record, &lab->run, &lab->setup);
    return meter.next;
}

bool lab_measure(Lab *lab, bool (*is_enough)(void *user), void *user) {
    RecordMeter meter;
    RecordPoint point;
    record_begin(&meter, lab->record, &lab->run, &lab->setup);
    meter.is_enough = is_enough;
    meter.user = user;
    record_measure(&point, &meter, &lab->run);
    bool is_done = point.is_measured || meter.next == LONG_MAX; /* or memory is out, and the point has no measure */
    if (is_done) record_add(lab->record, &lab->run, &point);
    record_end(&meter);
    run_draw(&lab->run, &lab->setup);
    run_compute(&lab->run, &lab->setup);
    return is_done;
}
