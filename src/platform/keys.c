/* The names of keys: the same on every keyboard, though "?" is Shift+/ on one and Shift+ss on another, and digits need Shift in France.
   Letters and named keys take their name from the key, every other printing key from the character it types. With Ctrl or Alt a key types
   nothing. Then the first of these rules that fits decides:
     - "+" and "-" printed on the key, with the Shift that is held: Plus, Minus
     - "=" printed on the key: Plus, as in browsers, with or without Shift
     - a digit that Shift types: that digit, as on the French 0
     - the key's own name: in the digit row the digit of its position, whatever is printed on it

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

/* The number pad with Num Lock off. */
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

/* The sign of a key pressed with Ctrl or Alt. *shift is cleared if Shift only serves to type the sign. False if the key has no sign. */
static bool command_sign(char *base, int size, const SDL_Keysym *key, const KeyLegend *legend, bool *shift) {
    bool is_ascii = key->sym > ' ' && key->sym < 0x7F;
    char plain = key_legend_get(legend, key->scancode, false), typed = key_legend_get(legend, key->scancode, *shift);
    if (!plain && is_ascii) plain = (char)key->sym;
    if (!typed && !*shift) typed = plain;
    char sign = typed == '+' || typed == '-' ? typed : plain == '=' ? '+' : *shift && typed >= '0' && typed <= '9' ? typed : '\0';
    if (sign) *shift = false;
    if (!sign && is_ascii) sign = (char)key->sym;
    if (sign) sign_name(base, size, sign);
    return sign != '\0';
}

bool key_name_of_press(char *name, int size, const SDL_Keysym *key, const KeyLegend *legend) {
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
    } else if (!command || !command_sign(base, sizeof base, key, legend, &shift)) {
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
