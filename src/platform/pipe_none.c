/* See pipe.h. A page cannot start programs, and on Windows this is not implemented yet: films are numbered pictures there. */
#include "platform/pipe.h"

void platform_programs(ProgramApi *program) { *program = (ProgramApi){0}; }
