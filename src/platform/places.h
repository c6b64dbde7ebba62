/* The folders in which this system wants a program to keep a person's own files. */
#ifndef UNROLL_PLATFORM_PLACES_H
#define UNROLL_PLATFORM_PLACES_H
#include "base/world.h"

/*             PLACE_SETTINGS                          PLACE_STATE
   Linux       $XDG_CONFIG_HOME/unroll, or             $XDG_STATE_HOME/unroll, or
               ~/.config/unroll                        ~/.local/state/unroll
   Windows     %APPDATA%\Unroll                        %LOCALAPPDATA%\Unroll
   macOS       ~/Library/Application Support/Unroll    the same */
void platform_places(PlaceApi *place);

/* The folder `name` of what comes with the program (fonts, lessons, assets/strings): the first that has `file` in it ("": the first that
   is there), beside the program, then where it was or usually is installed. False leaves "" in out. */
bool platform_find_shared(char *out, int size, const char *name, const char *file);

/* One folder; true also where it is there already. */
bool platform_make_folder(const char *path, Diag *diag);

bool platform_language(char *out, int size); /* "de", as the environment says it; false when it says none */

#endif
