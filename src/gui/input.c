/* The input snapshot: a short list in order of happening.

   Motion that follows motion replaces it: a mouse reports up to a thousand times a second and only the last place matters for
   the next picture. So does a resize that follows a resize. Nothing is joined across a press or a key, so a drag keeps the
   place where it began. A full list refuses, and who fills it leaves the rest for the next frame. */
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
