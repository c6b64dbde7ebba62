/* The characters printed on the keys in the current layout; internal to the window. SDL hides them for one kind of keyboard: where no key
   of the digit row types a digit without Shift (French, Czech), SDL names these keys by their place, 1 to 0. */
#ifndef UNROLL_PLATFORM_KEY_LEGEND_H
#define UNROLL_PLATFORM_KEY_LEGEND_H
#include <SDL.h>
#include <stdbool.h>

enum { KEY_LEGEND_COUNT = 128 }; /* scancodes of printing keys are smaller */

typedef struct KeyLegend {
    char plain[KEY_LEGEND_COUNT], shifted[KEY_LEGEND_COUNT]; /* by scancode; '\0': not known, or no ASCII character */
} KeyLegend;

/* Asks the X server, if there is one; otherwise nothing is known until keys are typed. */
void key_legend_read(KeyLegend *legend, SDL_Window *window);

/* Notes that the key of this press has typed this text. */
void key_legend_learn(KeyLegend *legend, const SDL_Keysym *key, const char *text);

/* What the key types with or without Shift; '\0' when it is not known. `legend` may be NULL. */
char key_legend_get(const KeyLegend *legend, SDL_Scancode key, bool shift);

#endif
