/* See pipe.h. A page starts no other program, and on Windows that is not done yet: films are numbered pictures there. */
#include "platform/pipe.h"

void platform_programs(ProgramApi *program) { *program = (ProgramApi){0}; }
