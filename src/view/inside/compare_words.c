/* The words above the comparison: how far the pass is, which sequence and which loss the rows share, and at which update; and those above
   its chart of gradients. */
#include "base/number.h"
#include "view/inside/compare_picture.h"
#include <string.h>

void compare_write_title(char *out, int size, const ComparePicture *picture) {
    const View *view = picture->view;
    const Cursor *cursor = &view->ui->cursor;
    int T = view->run->wiring.steps, direction = picture->count > 0 ? picture->lane[0].direction : 0,
        k = cursor->fraction > 0 ? cursor->step : cursor->step - 1;
    bool is_between = picture->is_shifted && k >= 0 && (k < T - 1 || cursor->fraction > 0); /* at an end every row is at its own */
    if (is_between && (cursor->phase == PHASE_FORWARD || cursor->phase == PHASE_BACKWARD)) {
        int ahead = followed_step(view->run) - timeline_position(cursor->phase, direction, k, T);
        int used =
            text_format(out, size, "%s · ",
                        tr(view->strings, cursor->phase < PHASE_BACKWARD ? STRING_COMPARE_TITLE_STATES : STRING_COMPARE_TITLE_GRADIENT));
        text_format(out + used, size - used,
                    ahead < 0 ? tr(view->strings, STRING_COMPARE_BEHIND)
                              : tr_count(view->strings, ahead, STRING_COMPARE_BEFORE_ONE, STRING_COMPARE_BEFORE),
                    ahead);
    } else if (cursor->phase == PHASE_FORWARD && k >= 0)
        text_format(out, size, tr(picture->view->strings, STRING_COMPARE_TITLE_STATES_TO),
                    timeline_position(PHASE_FORWARD, direction, k, T) + 1);
    else if (cursor->phase == PHASE_BACKWARD && k >= 0)
        text_format(out, size, tr(picture->view->strings, STRING_COMPARE_TITLE_GRADIENT_TO),
                    timeline_position(PHASE_BACKWARD, direction, k, T) + 1);
    else
        text_format(out, size, "%s",
                    tr(view->strings, cursor->phase < PHASE_BACKWARD ? STRING_COMPARE_TITLE_STATES : STRING_COMPARE_TITLE_GRADIENT));
}

/* True if a row says that it is computed: then its numbers are those of an earlier update. */
static bool is_on_its_way(const ComparePicture *picture) {
    for (int i = 0; i < picture->count; i++) {
        const CompareLane *lane = &picture->lane[i];
        const ViewVariant *variant = lane->variant;
        if (lane->is_the_setup || !variant || variant->is_current || variant->is_stopped || variant->trouble[0]) continue;
        if (!variant->has_other_data && !lane->has_other) return true;
    }
    return false;
}

/* The settings that all share, and those that differ. */
void compare_write_words(char *out, int size, const ComparePicture *picture) {
    const View *view = picture->view;
    char loss[96], others[160] = "";
    int used = 0;
    for (int i = 0; i < picture->count; i++) {
        const CompareLane *lane = &picture->lane[i];
        if (lane->has_other) used += text_format(others + used, (int)sizeof others - used, "%s%s", used ? ", " : "", lane->name);
    }
    if (view->ui->follow == FOLLOW_ALL)
        text_format(loss, (int)sizeof loss, tr(picture->view->strings, STRING_COMPARE_ALL_LOSSES));
    else
        text_format(loss, (int)sizeof loss, tr(picture->view->strings, STRING_COMPARE_ONE_LOSS), followed_step(view->run) + 1);
    const NetSpec *spec = &view->run->net.spec;
    const CompareLane *first = &picture->lane[0];
    if (picture->count > 0 && spec->layers * spec->directions > 1) { /* one chain of several */
        int at = (int)strlen(loss);
        if (spec->layers > 1)
            at += text_format(loss + at, (int)sizeof loss - at, tr(picture->view->strings, STRING_COMPARE_LAYER), first->layer + 1);
        if (spec->directions > 1)
            text_format(loss + at, (int)sizeof loss - at, "%s%s", spec->layers > 1 ? ", " : "; ",
                        first->direction ? tr(picture->view->strings, STRING_INSIDE_REVERSE)
                                         : tr(picture->view->strings, STRING_INSIDE_FORWARD));
    }
    if (is_on_its_way(picture))
        text_format(out, size, tr(view->strings, STRING_COMPARE_NOT_ALL), COUNT_TEXT(view->run->update));
    else if (used && picture->is_shifted)
        text_format(out, size, tr(picture->view->strings, STRING_COMPARE_SHIFTED), others, COUNT_TEXT(view->run->update));
    else if (used)
        text_format(out, size, tr_count(view->strings, view->run->update, STRING_COMPARE_OTHERS_ONE, STRING_COMPARE_OTHERS), others,
                    COUNT_TEXT(view->run->update), loss);
    else
        text_format(out, size, tr_count(view->strings, view->run->update, STRING_COMPARE_SAME_ONE, STRING_COMPARE_SAME),
                    COUNT_TEXT(view->run->update), loss);
}

bool compare_is_relative(const ComparePicture *picture) { return picture->view->ui->follow != FOLLOW_ALL && !picture->view->ui->absolute; }

const char *compare_heading(const ComparePicture *picture) {
    return compare_is_relative(picture)              ? tr(picture->view->strings, STRING_COMPARE_CHART_RELATIVE)
           : picture->view->ui->follow == FOLLOW_ALL ? tr(picture->view->strings, STRING_COMPARE_CHART_ALL)
                                                     : tr(picture->view->strings, STRING_COMPARE_CHART_ONE);
}

const char *compare_numbers(const ComparePicture *picture) {
    return picture->is_shifted ? tr(picture->view->strings, STRING_COMPARE_NUMBERS) : "";
}
