/* Canonical key names from SDL's events; internal to the window. */
#ifndef UNROLL_PLATFORM_KEYS_H
#define UNROLL_PLATFORM_KEYS_H
#include "platform/key_legend.h"

/* The name of a pressed key, "Ctrl+Shift+Z", "PageDown", "Space". False for modifiers alone, and for printing keys that are not letters,
   whose name comes with their text. `legend` may be NULL: then only SDL's key names are used. */
bool key_name_of_press(char *name, int size, const SDL_Keysym *key, const KeyLegend *legend);

/* The name of the key that typed this text: "." "]" "Plus" "5". False when it was a letter, a blank, or more than one character. */
bool key_name_of_text(char *name, int size, const char *text);

/* Whether text that arrives under these modifiers was meant as text and not as a shortcut. */
bool key_text_is_meant(int modifiers);

#endif
