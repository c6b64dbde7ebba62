/* See key_legend.h. Xlib is called through SDL's loader, so that the program also runs without it; it is present whenever SDL has opened a
   window on an X server. Places are X key codes, the same on every keyboard.

   Simplified on purpose: under Wayland we ask nobody and learn the legend of a key when it first types. */
#include "platform/key_legend.h"
#include <SDL_syswm.h>
#include <string.h>

#if defined(SDL_VIDEO_DRIVER_X11)
typedef unsigned long FindKeysym(void *display, unsigned char keycode, unsigned group, unsigned level);
typedef int GetState(void *display, unsigned device, void *state);

enum { CORE_KEYBOARD = 0x100, STATE_SIZE = 64 }; /* XkbUseCoreKbd; XkbStateRec is smaller, its first byte is the group */

static const struct {
    SDL_Scancode first, last; /* a range of key codes */
    unsigned char keycode;    /* of its first key */
} runs[] = {
    {SDL_SCANCODE_1, SDL_SCANCODE_0, 10},
    {SDL_SCANCODE_MINUS, SDL_SCANCODE_EQUALS, 20},
    {SDL_SCANCODE_LEFTBRACKET, SDL_SCANCODE_RIGHTBRACKET, 34},
    {SDL_SCANCODE_SEMICOLON, SDL_SCANCODE_GRAVE, 47},
    {SDL_SCANCODE_BACKSLASH, SDL_SCANCODE_BACKSLASH, 51},
    {SDL_SCANCODE_COMMA, SDL_SCANCODE_SLASH, 59},
    {SDL_SCANCODE_NONUSBACKSLASH, SDL_SCANCODE_NONUSBACKSLASH, 94},
};

static char ascii_of(unsigned long keysym) { return keysym > ' ' && keysym < 0x7F ? (char)keysym : '\0'; }

static void read_x11(KeyLegend *legend, void *display) {
    void *xlib = SDL_LoadObject("libX11.so.6");
    if (!xlib) return;
    FindKeysym *find_keysym = NULL;
    GetState *get_state = NULL;
    void *found_keysym = SDL_LoadFunction(xlib, "XkbKeycodeToKeysym"), *found_state = SDL_LoadFunction(xlib, "XkbGetState");
    memcpy(&find_keysym, &found_keysym, sizeof find_keysym); /* ISO C has no cast from an object to a function */
    memcpy(&get_state, &found_state, sizeof get_state);
    _Alignas(8) unsigned char state[STATE_SIZE] = {0};
    unsigned group = get_state && get_state(display, CORE_KEYBOARD, state) == 0 ? state[0] : 0;
    for (int i = 0; find_keysym && i < (int)SDL_arraysize(runs); i++) {
        for (int key = runs[i].first; key <= (int)runs[i].last; key++) {
            unsigned char keycode = (unsigned char)(runs[i].keycode + (key - (int)runs[i].first));
            legend->plain[key] = ascii_of(find_keysym(display, keycode, group, 0));
            legend->shifted[key] = ascii_of(find_keysym(display, keycode, group, 1));
        }
    }
    SDL_UnloadObject(xlib); /* SDL keeps it loaded as well */
}
#endif

void key_legend_read(KeyLegend *legend, SDL_Window *window) {
    *legend = (KeyLegend){{0}, {0}};
#if defined(SDL_VIDEO_DRIVER_X11)
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (SDL_GetWindowWMInfo(window, &info) && info.subsystem == SDL_SYSWM_X11) read_x11(legend, info.info.x11.display);
#else
    (void)window;
#endif
}

static bool is_known(SDL_Scancode key) { return key > SDL_SCANCODE_UNKNOWN && (int)key < KEY_LEGEND_COUNT; }

void key_legend_learn(KeyLegend *legend, const SDL_Keysym *key, const char *text) {
    bool plain = !(key->mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI | KMOD_MODE | KMOD_CAPS));
    if (!plain || !is_known(key->scancode) || text[0] <= ' ' || text[0] >= 0x7F || text[1] != '\0') return;
    (key->mod & KMOD_SHIFT ? legend->shifted : legend->plain)[key->scancode] = text[0];
}

char key_legend_get(const KeyLegend *legend, SDL_Scancode key, bool shift) {
    if (!legend || !is_known(key)) return '\0';
    return shift ? legend->shifted[key] : legend->plain[key];
}
