/* What the window tells to people who do not see it, spoken (platform/speech.h): the control that has the keyboard, messages, and what the
   picture shows, each when it changes and nothing moves. A new text comes in place of the one before. */
#ifndef UNROLL_CLI_RUN_SPEECH_H
#define UNROLL_CLI_RUN_SPEECH_H
#include "app/app.h"
#include "platform/speech.h"

enum { SPOKEN_SIZE = 2048 };

typedef struct Spoken {
    char focus[SPOKEN_SIZE], message[SPOKEN_SIZE], description[SPOKEN_SIZE]; /* as they were told last */
} Spoken;

void run_speech_tell(Speech *speech, Spoken *spoken, App *app);

#endif
