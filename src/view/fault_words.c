/* Where the first number that is not finite stands, in words to be put behind its name: " at step 5 of layer 2". Nothing is said that
   the number does not have: a weight's gradient belongs to no step, the loss to no layer. */
#include "base/number.h"
#include "view/view.h"

void view_write_fault_place(char *out, int size, const Strings *strings, const Run *run) {
    const TraceFault *fault = &run->trace.fault;
    const NetSpec *spec = &run->net.spec;
    int used = 0;
    out[0] = '\0';
    if (fault->step < 0) return;
    used += text_format(out + used, size - used, tr(strings, STRING_FAULT_STEP), fault->step + 1);
    if (fault->layer < 0) return;
    if (spec->layers > 1) used += text_format(out + used, size - used, tr(strings, STRING_FAULT_LAYER), fault->layer + 1);
    if (spec->directions > 1)
        text_format(out + used, size - used, ", %s", tr(strings, fault->direction ? STRING_VERDICT_REVERSE : STRING_VERDICT_FORWARD));
}
