/* Other programs that read what is written to them (ProgramApi of base/world.h). Only this file starts other programs. */
#ifndef UNROLL_PLATFORM_PIPE_H
#define UNROLL_PLATFORM_PIPE_H
#include "base/world.h"

void platform_programs(ProgramApi *program);

#endif
