/* What a key is called. The same name on every keyboard: "?" is Shift+/ here and Shift+ss there, and digits want Shift in
   France. So letters and named keys take their name from the key, and every other printing key from the character it types. With
   Ctrl or Alt held nothing is typed; then the key's own legend counts, and "=" counts as Plus, as in browsers.

   On a keyboard whose letters are not Latin, shortcuts go by the place of the key. */
#include "platform/keys.h"
#include "base/number.h"
#include "base/str.h"

typedef struct NamedKey {
    SDL_Keycode key;
    const char *name;
} NamedKey;

static const NamedKey named_key[] = {
    {SDLK_SPACE, "Space"},         {SDLK_RETURN, "Return"},     {SDLK_RETURN2, "Return"},
    {SDLK_KP_ENTER, "Return"},     {SDLK_ESCAPE, "Escape"},     {SDLK_TAB, "Tab"},
    {SDLK_BACKSPACE, "Backspace"}, {SDLK_DELETE, "Delete"},     {SDLK_INSERT, "Insert"},
    {SDLK_LEFT, "Left"},           {SDLK_RIGHT, "Right"},       {SDLK_UP, "Up"},
    {SDLK_DOWN, "Down"},           {SDLK_HOME, "Home"},         {SDLK_END, "End"},
    {SDLK_PAGEUP, "PageUp"},       {SDLK_PAGEDOWN, "PageDown"},
};

/* The number pad with its digits switched off. */
static const NamedKey pad_key[] = {
    {SDLK_KP_4, "Left"}, {SDLK_KP_6, "Right"},  {SDLK_KP_8, "Up"},       {SDLK_KP_2, "Down"},        {SDLK_KP_7, "Home"},
    {SDLK_KP_1, "End"},  {SDLK_KP_9, "PageUp"}, {SDLK_KP_3, "PageDown"}, {SDLK_KP_PERIOD, "Delete"}, {SDLK_KP_0, "Insert"},
};

/* The number pad under Ctrl, where it types nothing. */
static const NamedKey pad_sign[] = {
    {SDLK_KP_PLUS, "Plus"}, {SDLK_KP_MINUS, "Minus"}, {SDLK_KP_0, "0"}, {SDLK_KP_1, "1"}, {SDLK_KP_2, "2"}, {SDLK_KP_3, "3"},
    {SDLK_KP_4, "4"},       {SDLK_KP_5, "5"},         {SDLK_KP_6, "6"}, {SDLK_KP_7, "7"}, {SDLK_KP_8, "8"}, {SDLK_KP_9, "9"},
};

static const char *find_name(const NamedKey *table, int count, SDL_Keycode key) {
    for (int i = 0; i < count; i++) {
        if (table[i].key == key) return table[i].name;
    }
    return NULL;
}

static char letter_of(const SDL_Keysym *key) {
    if (key->sym >= 'a' && key->sym <= 'z') return (char)(key->sym - 'a' + 'A');
    bool latin = key->sym > 0 && key->sym < 0x80;
    if (!latin && key->sym < 0x10FFFF && key->scancode >= SDL_SCANCODE_A && key->scancode <= SDL_SCANCODE_Z) {
        return (char)('A' + (key->scancode - SDL_SCANCODE_A));
    }
    return '\0';
}

static void sign_name(char *name, int size, char sign) {
    text_format(name, size, "%s", sign == '+' ? "Plus" : sign == '-' ? "Minus" : (const char[]){sign, '\0'});
}

bool key_name_of_press(char *name, int size, const SDL_Keysym *key) {
    int modifiers = key->mod;
#ifdef __APPLE__
    bool ctrl = modifiers & (KMOD_CTRL | KMOD_GUI);
#else
    bool ctrl = modifiers & KMOD_CTRL;
    if (modifiers & KMOD_GUI) return false; /* the desktop's own shortcuts */
#endif
    bool alt = modifiers & KMOD_ALT, shift = modifiers & KMOD_SHIFT, command = ctrl || alt;
    char base[16] = "";
    char letter = letter_of(key);
    const char *known = find_name(named_key, SDL_arraysize(named_key), key->sym);
    if (!known && !command && !(modifiers & KMOD_NUM)) known = find_name(pad_key, SDL_arraysize(pad_key), key->sym);
    if (!known && command) known = find_name(pad_sign, SDL_arraysize(pad_sign), key->sym);
    if (known) {
        text_format(base, sizeof base, "%s", known);
    } else if (letter) {
        text_format(base, sizeof base, "%c", letter);
    } else if (key->sym >= SDLK_F1 && key->sym <= SDLK_F12) {
        text_format(base, sizeof base, "F%d", (int)(key->sym - SDLK_F1) + 1);
    } else if (command && key->sym == '=') {
        text_format(base, sizeof base, "Plus");
        shift = false;
    } else if (command && key->sym > ' ' && key->sym < 0x7F) {
        sign_name(base, sizeof base, (char)key->sym);
    } else {
        return false;
    }
    text_format(name, size, "%s%s%s%s", ctrl ? "Ctrl+" : "", alt ? "Alt+" : "", shift ? "Shift+" : "", base);
    return true;
}

bool key_name_of_text(char *name, int size, const char *text) {
    char c = text[0];
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (c <= ' ' || c == 0x7F || letter || text[1] != '\0') return false;
    sign_name(name, size, c);
    return true;
}

bool key_text_is_meant(int modifiers) {
    bool third_level = (modifiers & (KMOD_RALT | KMOD_MODE)) != 0; /* AltGr types; Windows sends it as Ctrl+Alt */
    return third_level || !(modifiers & (KMOD_CTRL | KMOD_LALT | KMOD_GUI));
}
