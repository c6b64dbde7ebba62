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

/* Finds the folder `name` that comes with the program (fonts, lessons, assets/strings): the first that contains `file` ("": the first that
   exists), beside the program, then in the installation folders. On false out is "". */
bool platform_find_shared(char *out, int size, const char *name, const char *file);

/* Makes one folder; also true if it exists already. */
bool platform_make_folder(const char *path, Diag *diag);

bool platform_language(char *out, int size); /* "de", from the environment; false if it names no language */

#endif
