/* See speech.h: this system has no such service. */
#include "platform/speech.h"

Speech *speech_open(Diag *diag) {
    diag_fail(diag, "this system has no speech-dispatcher");
    return NULL;
}

void speech_say(Speech *speech, Str text) {
    (void)speech;
    (void)text;
}

void speech_close(Speech *speech) { (void)speech; }
