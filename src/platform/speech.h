/* Speaks through speech-dispatcher, the service through which the screen readers of Linux speak. Nothing is linked: it is text over a local
   socket (SSIP, the Speech Synthesis Interface Protocol; its manual is `info ssip`). Elsewhere there is no such service; a page is read by the
   browser's own screen reader (page.h). */
#ifndef UNROLL_PLATFORM_SPEECH_H
#define UNROLL_PLATFORM_SPEECH_H
#include "base/diag.h"
#include "base/str.h"

enum { SPEECH_TEXT_MAX = 4096 }; /* bytes that are said at once; the rest is left out */

typedef struct Speech Speech;

/* The socket is that of SPEECHD_ADDRESS (unix_socket:PATH), or speech-dispatcher/speechd.sock in XDG_RUNTIME_DIR or ~/.cache. NULL: nobody
   answers there, with what to do. */
Speech *speech_open(Diag *diag);
/* In place of what is still being said; "" only ends that. It never waits: a service that takes nothing any more is given up. */
void speech_say(Speech *speech, Str text);
void speech_close(Speech *speech); /* NULL is fine */

#endif
