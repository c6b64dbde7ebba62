/* The meaning of keys (declared in keymap.h). In a look-up the person's entries come before the table, in any of the present scopes; an
   entry "none" removes all that the table assigns to the key.

   Simplified on purpose: a line that holds a semicolon followed by a blank cannot be given to a key. */
#include "lab/keymap.h"
#include "base/number.h"
#include <string.h>

static bool same_key(const char *a, const char *b) { return str_same_ignoring_case(str_from(a), str_from(b)); }

/* --- names of keys --- */

static const char *const named[] = {"Space", "Return", "Escape", "Tab",    "Backspace", "Delete", "Insert", "Left", "Right", "Up",
                                    "Down",  "Home",   "End",    "PageUp", "PageDown",  "Plus",   "Minus",  "F1",   "F2",    "F3",
                                    "F4",    "F5",     "F6",     "F7",     "F8",        "F9",     "F10",    "F11",  "F12"};

/* The name as the window reports it: Ctrl, Alt and Shift in this order, then a named key or one character. */
static bool read_key(char out[KEYMAP_KEY_SIZE], Str word, Diag *diag) {
    static const char *const modifiers[] = {"Ctrl+", "Alt+", "Shift+"};
    char text[KEYMAP_KEY_SIZE] = "", base[KEYMAP_KEY_SIZE] = "";
    Str rest = word;
    int used = 0;
    bool good = false;
    out[0] = '\0';
    for (int i = 0; i < 3; i++) {
        int count = (int)strlen(modifiers[i]);
        char begin[8];
        str_copy(begin, (int)sizeof begin, (Str){rest.at, rest.count < count ? rest.count : count});
        if (rest.count <= count || !same_key(begin, modifiers[i])) continue;
        used += text_format(text + used, (int)sizeof text - used, "%s", modifiers[i]);
        rest = (Str){rest.at + count, rest.count - count};
    }
    if (str_copy(base, (int)sizeof base, rest) && base[0] > ' ' && base[0] < 127 && !base[1]) {
        if (base[0] >= 'a' && base[0] <= 'z') base[0] = (char)(base[0] - 'a' + 'A');
        good = true;
    }
    for (int i = 0; i < (int)(sizeof named / sizeof *named) && !good; i++) {
        good = same_key(base, named[i]);
        if (good) text_format(base, (int)sizeof base, "%s", named[i]);
    }
    if (!good)
        return diag_fail(diag, "\"%.*s\" is not a key; expected one such as F5, Ctrl+U, Shift+Left or a letter.", str_fit(word, 40),
                         word.at);
    if (strcmp(base, "Escape") == 0 || strcmp(base, "Tab") == 0)
        return diag_fail(diag, "%s cannot be given to another command; expected another key.", base);
    text_format(out, KEYMAP_KEY_SIZE, "%s%s", text, base);
    return true;
}

/* --- entries --- */

/* Cuts the next entry off the front: up to a semicolon before a blank or the end. */
static Str cut_entry(Str *rest) {
    int end = 0;
    *rest = str_trim(*rest); /* so that a semicolon at its front is a key */
    while (end < rest->count && !(rest->at[end] == ';' && end > 0 && (end + 1 == rest->count || rest->at[end + 1] == ' '))) end++;
    Str entry = str_trim((Str){rest->at, end});
    int skipped = end < rest->count ? end + 1 : end;
    *rest = (Str){rest->at + skipped, rest->count - skipped};
    return entry;
}

static bool read_line(KeymapEntry *entry, Str line, Diag *diag) {
    Command command;
    Diag found = {0};
    line = str_trim(line);
    if (str_equal(line, "none")) {
        entry->line[0] = '\0';
        return true;
    }
    if (!command_parse(&command, line, &found)) return diag_fail(diag, "%s: %s", entry->key, found.text);
    if (command_table[command.id].owner == COMMAND_OF_INPUT)
        return diag_fail(diag, "%s: %s is input of a recording; expected another command.", entry->key, command_table[command.id].word);
    bool has_end = false;
    for (int i = 0; i + 1 < line.count; i++) has_end = has_end || (line.at[i] == ';' && line.at[i + 1] == ' ');
    if (has_end || !str_copy(entry->line, KEYMAP_LINE_SIZE, line))
        return diag_fail(diag, "%s: a key's command has at most %d bytes and no semicolon before a blank.", entry->key,
                         KEYMAP_LINE_SIZE - 1);
    entry->id = command.id;
    return true;
}

static bool read_entry(KeymapEntry *entry, Str text, Diag *diag) {
    Str rest = text, key = str_next_word(&rest);
    *entry = (KeymapEntry){.key = ""};
    return read_key(entry->key, key, diag) && read_line(entry, rest, diag);
}

/* True if the two entries conflict: the same key in the same scope, or freed twice. */
static bool is_same_place(const KeymapEntry *a, const KeymapEntry *b) {
    if (!same_key(a->key, b->key) || (a->line[0] == '\0') != (b->line[0] == '\0')) return false;
    return !a->line[0] || command_table[a->id].scope == command_table[b->id].scope;
}

static bool is_usual(Str text) { return text.count == 0 || str_equal(text, "usual"); }

void keymap_read(Keymap *keymap, Str text, DiagList *wrong) {
    *keymap = (Keymap){.count = 0};
    text = str_trim(text);
    for (Str rest = is_usual(text) ? (Str){text.at, 0} : text; rest.count > 0;) {
        Str piece = cut_entry(&rest);
        KeymapEntry entry;
        Diag diag = {0};
        if (piece.count == 0) continue;
        if (!read_entry(&entry, piece, &diag)) {
            diag_list_push(wrong, &diag);
            continue;
        }
        int at = 0;
        while (at < keymap->count && !is_same_place(&keymap->entry[at], &entry)) at++;
        if (at == KEYMAP_MAX) {
            diag_list_fail_at(wrong, NULL, 0, 0, "%s: more than %d keys have another command; this one is left out.", entry.key,
                              KEYMAP_MAX);
            continue;
        }
        keymap->entry[at] = entry;
        if (at == keymap->count) keymap->count++;
    }
}

/* --- changing the text --- */

typedef struct Writer {
    char *out;
    int size, used;
    bool is_full;
} Writer;

static void put(Writer *writer, Str a, Str b) {
    int room = writer->size - writer->used, needed = a.count + b.count + 3; /* joint, blank */
    if (needed >= room) {
        writer->is_full = true;
        return;
    }
    writer->used += text_format(writer->out + writer->used, room, "%s%.*s%s%.*s", writer->used > 0 ? "; " : "", a.count, a.at,
                                b.count > 0 ? " " : "", b.count, b.at);
}

/* Copies the entries but those of `drop`'s place. */
static void put_others(Writer *writer, Str text, const KeymapEntry *drop, bool drops_key) {
    for (Str rest = is_usual(text) ? (Str){text.at, 0} : text; rest.count > 0;) {
        Str piece = cut_entry(&rest);
        KeymapEntry entry;
        bool is_read = read_entry(&entry, piece, NULL);
        if (piece.count == 0) continue;
        if (is_read && (drops_key ? same_key(entry.key, drop->key) : is_same_place(&entry, drop))) continue;
        put(writer, piece, str_from(""));
    }
}

enum { TEXT_MAX = 4096 };

static bool finish(char *out, int size, Writer *writer, Diag *diag) {
    if (writer->is_full || writer->used >= size)
        return diag_fail(diag, "There is no room for more keys; bind all default frees all of it.");
    text_format(out, size, "%s", writer->used > 0 ? writer->out : "usual");
    return true;
}

bool keymap_bind(char *out, int size, Str text, Str key, Str line, Diag *diag) {
    char made[TEXT_MAX] = "";
    Writer writer = {made, size < TEXT_MAX ? size : TEXT_MAX, 0, false};
    KeymapEntry entry = {.key = ""};
    text = str_trim(text);
    line = str_trim(line);
    if (str_equal(key, "all") && str_equal(line, "default")) return finish(out, size, &writer, diag);
    if (!read_key(entry.key, key, diag)) return false;
    bool is_default = str_equal(line, "default"), is_none = str_equal(line, "none");
    if (!is_default && !read_line(&entry, line, diag)) return false;
    put_others(&writer, text, &entry, is_default || is_none);
    if (!is_default) put(&writer, str_from(entry.key), is_none ? line : str_from(entry.line));
    return finish(out, size, &writer, diag);
}

/* True if the table says the same. */
static bool is_of_table(const char *key, const char *line) {
    char name[KEYMAP_KEY_SIZE], usual[COMMAND_SHORT_MAX];
    for (int id = 0; id < COMMAND_COUNT; id++)
        for (int i = 0; command_key((CommandId)id, i, name, (int)sizeof name, usual, (int)sizeof usual); i++)
            if (same_key(name, key) && strcmp(usual, line) == 0) return true;
    return false;
}

bool keymap_move(char *out, int size, Str text, Str old, Str key, Str line, Diag *diag) {
    char made[TEXT_MAX];
    Keymap keymap;
    KeymapWalk walk = {0};
    KeymapEntry from = {.key = ""}, to = {.key = ""};
    if (!read_key(from.key, old, diag) || !read_key(to.key, key, diag) || !read_line(&from, line, diag)) return false;
    str_copy(made, (int)sizeof made, text);
    if (is_of_table(from.key, from.line)) { /* frees the table's key and keeps its other meanings as entries */
        keymap_read(&keymap, text, NULL);
        if (!keymap_bind(made, (int)sizeof made, str_from(made), old, str_from("none"), diag)) return false;
        while (keymap_next(&keymap, &walk)) {
            if (!same_key(walk.key, from.key) || strcmp(walk.line, from.line) == 0) continue;
            if (!keymap_bind(made, (int)sizeof made, str_from(made), old, str_from(walk.line), diag)) return false;
        }
    } else if (!keymap_bind(made, (int)sizeof made, str_from(made), old, str_from("default"), diag)) {
        return false;
    }
    bool is_back = is_of_table(to.key, from.line); /* the key it has in the table */
    return keymap_bind(out, size, str_from(made), key, is_back ? str_from("default") : line, diag);
}

/* --- looking up --- */

static bool is_freed(const Keymap *keymap, const char *key) {
    for (int i = 0; keymap && i < keymap->count; i++)
        if (!keymap->entry[i].line[0] && same_key(keymap->entry[i].key, key)) return true;
    return false;
}

static const KeymapEntry *find_own(const Keymap *keymap, const char *key, CommandScope scope) {
    for (int i = 0; keymap && i < keymap->count; i++) {
        const KeymapEntry *entry = &keymap->entry[i];
        if (entry->line[0] && command_table[entry->id].scope == scope && same_key(entry->key, key)) return entry;
    }
    return NULL;
}

bool keymap_find(char *line, int size, const Keymap *keymap, const char *key, const CommandScope scope[], int count) {
    for (int i = 0; i < count; i++) {
        const KeymapEntry *own = find_own(keymap, key, scope[i]);
        if (own) return str_copy(line, size, str_from(own->line));
    }
    for (int i = 0; i < count && !is_freed(keymap, key); i++)
        if (command_find_key(line, size, key, scope[i])) return true;
    str_copy(line, size, str_from(""));
    return false;
}

/* True if the table assigns the key in a narrower one of these scopes. */
static bool is_taken(const char *key, CommandScope of, unsigned scopes) {
    char line[KEYMAP_LINE_SIZE];
    for (int scope = 0; scope < (int)of; scope++)
        if ((scopes & (1u << scope)) && command_find_key(line, (int)sizeof line, key, (CommandScope)scope)) return true;
    return false;
}

/* True if an entry of the person overrides the table's meaning of the key in this scope. */
static bool is_shadowed(const Keymap *keymap, const char *key, CommandScope of, unsigned scopes) {
    if (is_freed(keymap, key) || find_own(keymap, key, of) || find_own(keymap, key, SCOPE_EVERYWHERE)) return true;
    for (int scope = 0; scope < SCOPE_COUNT; scope++)
        if ((scopes & (1u << scope)) && find_own(keymap, key, (CommandScope)scope)) return true;
    return false;
}

/* The table's keys of a command, then the person's. */
KeymapWalk keymap_step(const Keymap *keymap, KeymapWalk walk) {
    for (; walk.id < COMMAND_COUNT; walk.id++, walk.next = 0) {
        CommandId id = (CommandId)walk.id;
        int of_table = 0;
        if (walk.scopes && !(walk.scopes & (1u << command_table[id].scope))) continue;
        while (command_key(id, of_table, walk.key, (int)sizeof walk.key, walk.line, (int)sizeof walk.line)) {
            bool is_done = of_table++ < walk.next;
            if (is_done) continue;
            walk.next++;
            walk.is_own = false;
            CommandScope of = command_table[id].scope;
            if (!is_shadowed(keymap, walk.key, of, walk.scopes) && !is_taken(walk.key, of, walk.scopes)) return walk;
        }
        for (int i = walk.next - of_table; keymap && i < keymap->count; i++) {
            const KeymapEntry *entry = &keymap->entry[i];
            walk.next++;
            if (!entry->line[0] || entry->id != id) continue;
            str_copy(walk.key, (int)sizeof walk.key, str_from(entry->key));
            str_copy(walk.line, (int)sizeof walk.line, str_from(entry->line));
            walk.is_own = true;
            return walk;
        }
    }
    return walk;
}

void keymap_key_of(char *out, int size, const Keymap *keymap, const char *line) {
    Str rest = str_from(line), word = str_next_word(&rest);
    char key[KEYMAP_KEY_SIZE], usual[KEYMAP_LINE_SIZE];
    int id = 0;
    while (id < COMMAND_COUNT && !str_equal(word, command_table[id].word)) id++;
    /* Does not use keymap_step, which is too slow: the bars call this for each button in every frame. */
    for (int i = 0; id < COMMAND_COUNT && command_key((CommandId)id, i, key, (int)sizeof key, usual, (int)sizeof usual); i++) {
        if (strcmp(usual, line) != 0 || is_shadowed(keymap, key, command_table[id].scope, 0)) continue;
        str_copy(out, size, str_from(key));
        return;
    }
    for (int i = 0; keymap && i < keymap->count; i++) {
        const KeymapEntry *entry = &keymap->entry[i];
        if (!entry->line[0] || (int)entry->id != id || strcmp(entry->line, line) != 0) continue;
        str_copy(out, size, str_from(entry->key));
        return;
    }
    str_copy(out, size, str_from(""));
}
