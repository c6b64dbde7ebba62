/* The input snapshot: a short list of events in their order.

   A motion that follows a motion replaces it: a mouse reports up to a thousand times a second, and only the last position matters for the
   next picture. The same holds for resizes. A press or a key in between prevents this, so a drag keeps the position where it began. A full
   list refuses events; the caller keeps the rest for the next frame. */
#include "gui/input.h"

void input_reset(Input *input) { input->count = 0; }

bool input_push(Input *input, const InputEvent *event) {
    InputEvent *last = input->count > 0 ? &input->event[input->count - 1] : 0;
    if (last && last->kind == event->kind && (event->kind == INPUT_POINTER || event->kind == INPUT_RESIZE)) {
        *last = *event;
        return true;
    }
    if (input->count >= INPUT_EVENT_MAX) return false;
    input->event[input->count++] = *event;
    return true;
}
