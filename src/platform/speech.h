/* Speaks through speech-dispatcher, the service through which the screen readers of Linux speak. Nothing is linked: it is text over a local
   socket (SSIP, the Speech Synthesis Interface Protocol; its manual is `info ssip`). Elsewhere there is no such service; a page is read by the
   browser's own screen reader (page.h). */
#ifndef UNROLL_PLATFORM_SPEECH_H
#define UNROLL_PLATFORM_SPEECH_H
#include "base/diag.h"
#include "base/str.h"

enum { SPEECH_TEXT_MAX = 4096 }; /* the most bytes of one text; the rest is left out */

typedef struct Speech Speech;

/* Connects to the socket of SPEECHD_ADDRESS (unix_socket:PATH), or to speech-dispatcher/speechd.sock in XDG_RUNTIME_DIR or ~/.cache.
   Returns NULL if nobody answers there; the message says what to do. */
Speech *speech_open(Diag *diag);
/* Says the text in place of the one that is still being spoken; "" only stops that one. Never waits: if the service reads nothing any
   more, the connection is closed. */
void speech_say(Speech *speech, Str text);
void speech_close(Speech *speech); /* NULL is fine */

#endif
