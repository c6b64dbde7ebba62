/* The world of this machine (base/world.h), made from the services of platform/. */
#ifndef UNROLL_CLI_WORLD_H
#define UNROLL_CLI_WORLD_H
#include "base/world.h"

/* Files, clock, text and worker of this machine; no display needed. NULL, with the reason, when memory is out or the fonts
   cannot be found or read. */
World *cli_world_new(Diag *diag);
/* A second text service, for one job on another thread while the window uses world->text. */
void cli_world_text_beside(World *world, TextApi *text);
void cli_world_free(World *world);

#endif
