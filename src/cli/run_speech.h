/* Speaks (platform/speech.h) to people who do not see the window: the control that has the keyboard, messages, and a description of the
   picture, each when it changes and nothing moves. A new text replaces the one before. */
#ifndef UNROLL_CLI_RUN_SPEECH_H
#define UNROLL_CLI_RUN_SPEECH_H
#include "app/app.h"
#include "platform/speech.h"

enum { SPOKEN_SIZE = 2048 };

typedef struct Spoken {
    char focus[SPOKEN_SIZE], message[SPOKEN_SIZE], description[SPOKEN_SIZE]; /* as they were last spoken */
} Spoken;

void run_speech_tell(Speech *speech, Spoken *spoken, App *app);

#endif
