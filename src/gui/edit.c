/* See edit.h. A character is a UTF-8 code point. Invalid UTF-8 is kept; each byte that does not continue a character starts one, so the
   caret can always pass it.

   Simplified on purpose: one line, undo of the last EDIT_PAST_MAX changes, and a letter with a combining accent counts as two characters. */
#include "gui/edit.h"
#include <string.h>

static bool starts_character(char byte) { return ((unsigned char)byte & 0xC0) != 0x80; }

static int length(const Edit *edit) { return edit->text ? (int)strlen(edit->text) : 0; }
static int first(const Edit *edit) { return edit->caret < edit->anchor ? edit->caret : edit->anchor; }
static int last(const Edit *edit) { return edit->caret < edit->anchor ? edit->anchor : edit->caret; }

/* The present text becomes past[past_at]; what was undone cannot be redone then. */
static void keep(Edit *edit) {
    edit->past_count = edit->past_at + 1;
    EditPast *past = &edit->past[edit->past_at];
    if (str_copy(past->text, EDIT_PAST_SIZE, str_from(edit->text)))
        past->caret = edit->caret, past->anchor = edit->anchor;
    else
        edit->past_count = edit->past_at = 0; /* too long: there is nothing to return to */
}

void edit_bind(Edit *edit, char *buffer, int size, const char *text) {
    *edit = (Edit){.text = buffer, .size = size};
    str_copy(buffer, size, str_from(text));
    edit->caret = length(edit);
    keep(edit);
}

static bool is_inside(const Edit *edit, int at) { return at >= 0 && at <= length(edit); }
bool edit_is_sane(const Edit *edit) { return is_inside(edit, edit->caret) && is_inside(edit, edit->anchor); }

Str edit_text(const Edit *edit) { return str_from(edit->text); }
Str edit_selected(const Edit *edit) { return edit->text ? (Str){edit->text + first(edit), last(edit) - first(edit)} : str_from(NULL); }
int edit_room(const Edit *edit) { return edit->text ? edit->size - 1 - length(edit) + last(edit) - first(edit) : 0; }

static bool is_one_character(const char *text, int count) {
    if (count <= 0 || !starts_character(text[0])) return false;
    for (int i = 1; i < count; i++)
        if (starts_character(text[i])) return false;
    return true;
}

/* Is undone together with the change before it: further letters of a word, further characters that are erased. */
static bool continues(const Edit *edit, EditChange change, int from, int to, Str text) {
    if (change == EDIT_OTHER || change != edit->last || edit->past_at == 0) return false;
    bool begins_word = change == EDIT_TYPED && from > 0 && edit->text[from - 1] == ' ' && text.at[0] != ' ';
    return change == EDIT_ERASED || (from == to && !begins_word);
}

static void begin_entry(Edit *edit) {
    if (edit->past_count == 0) { /* the text before was too long to be kept */
        keep(edit);
        if (edit->past_count == 0) return;
    }
    edit->past[edit->past_at].caret = edit->caret; /* undo puts them back */
    edit->past[edit->past_at].anchor = edit->anchor;
    if (++edit->past_at < EDIT_PAST_MAX) return;
    edit->past_at--;
    memmove(edit->past, edit->past + 1, (EDIT_PAST_MAX - 1) * sizeof *edit->past);
}

static void replace(Edit *edit, int from, int to, Str text) {
    EditChange change = EDIT_OTHER;
    if (is_one_character(text.at, text.count)) change = EDIT_TYPED;
    if (text.count == 0 && is_one_character(edit->text + from, to - from)) change = EDIT_ERASED;
    if (!continues(edit, change, from, to, text)) begin_entry(edit);
    edit->last = change;
    memmove(edit->text + from + text.count, edit->text + to, strlen(edit->text + to) + 1);
    if (text.count > 0) memcpy(edit->text + from, text.at, (size_t)text.count);
    edit->caret = edit->anchor = from + text.count;
    keep(edit);
}

bool edit_go_back(Edit *edit, int direction) {
    int at = edit->past_at + direction;
    if (!edit->text || at < 0 || at >= edit->past_count) return false;
    const EditPast *past = &edit->past[edit->past_at = at];
    str_copy(edit->text, edit->size, str_from(past->text));
    edit->caret = past->caret;
    edit->anchor = past->anchor;
    edit->composed[0] = '\0';
    edit->last = EDIT_OTHER;
    return true;
}

bool edit_insert(Edit *edit, Str text) {
    if (!edit->text || text.count > edit_room(edit)) return false;
    edit->composed[0] = '\0';
    replace(edit, first(edit), last(edit), text);
    return true;
}

void edit_compose(Edit *edit, Str text) {
    if (!edit->text) return;
    if (text.count > 0 && first(edit) < last(edit)) replace(edit, first(edit), last(edit), (Str){text.at, 0});
    str_copy(edit->composed, EDIT_COMPOSED_MAX, text);
}

/* ---- Places ---- */

static int character_before(const char *text, int at) {
    while (at > 0 && !starts_character(text[--at])) {}
    return at;
}

static int character_after(const char *text, int at) {
    if (text[at]) at++;
    while (text[at] && !starts_character(text[at])) at++;
    return at;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || is_digit(c) || (unsigned char)c >= 0x80;
}

typedef enum Kind { KIND_BLANK, KIND_WORD, KIND_SIGN } Kind;

/* A number is one word: a point or comma before a digit belongs to it, and so does a sign in front of it or of its exponent. */
static Kind kind_at(const char *text, int at) {
    char c = text[at], before = at > 0 ? text[at - 1] : ' ';
    if (c == ' ' || c == '\t' || c == '\0') return KIND_BLANK;
    if (is_letter(c)) return KIND_WORD;
    bool before_number = is_digit(text[at + 1]) || (text[at + 1] == '.' && is_digit(text[at + 2]));
    if ((c == '.' || c == ',') && is_digit(text[at + 1])) return KIND_WORD;
    if ((c == '-' || c == '+') && before_number && (!is_letter(before) || before == 'e' || before == 'E')) return KIND_WORD;
    return KIND_SIGN;
}

static int word_before(const char *text, int at) {
    while (at > 0 && kind_at(text, character_before(text, at)) == KIND_BLANK) at = character_before(text, at);
    Kind kind = at > 0 ? kind_at(text, character_before(text, at)) : KIND_BLANK;
    while (at > 0 && kind_at(text, character_before(text, at)) == kind) at = character_before(text, at);
    return at;
}

static int word_after(const char *text, int at) {
    Kind kind = kind_at(text, at);
    while (text[at] && kind_at(text, at) == kind) at = character_after(text, at);
    while (text[at] && kind_at(text, at) == KIND_BLANK) at = character_after(text, at);
    return at;
}

static int place(const Edit *edit, EditMove move) {
    switch (move) {
    case EDIT_LEFT: return character_before(edit->text, edit->caret);
    case EDIT_RIGHT: return character_after(edit->text, edit->caret);
    case EDIT_WORD_LEFT: return word_before(edit->text, edit->caret);
    case EDIT_WORD_RIGHT: return word_after(edit->text, edit->caret);
    case EDIT_HOME: return 0;
    default: return length(edit);
    }
}

/* ---- Caret and selection ---- */

void edit_delete(Edit *edit, EditMove move) {
    if (!edit->text) return;
    int caret = edit->caret, to = caret == edit->anchor ? place(edit, move) : caret;
    if (caret == edit->anchor && to == caret) return; /* there is nothing on that side */
    if (to != caret) {                                /* undo selects nothing then */
        replace(edit, to < caret ? to : caret, to < caret ? caret : to, (Str){edit->text, 0});
        return;
    }
    replace(edit, first(edit), last(edit), (Str){edit->text, 0});
}

/* An arrow key without Shift ends the selection; the caret then stands at its end on that side. */
void edit_move(Edit *edit, EditMove move, bool selects) {
    if (!edit->text) return;
    bool leaves = !selects && edit->caret != edit->anchor;
    if (leaves && move == EDIT_LEFT)
        edit->caret = first(edit);
    else if (leaves && move == EDIT_RIGHT)
        edit->caret = last(edit);
    else
        edit->caret = place(edit, move);
    if (!selects) edit->anchor = edit->caret;
    edit->last = EDIT_OTHER;
}

static int clamp_place(const Edit *edit, int at) {
    int count = length(edit);
    at = at < 0 ? 0 : at > count ? count : at;
    while (at > 0 && at < count && !starts_character(edit->text[at])) at--;
    return at;
}

void edit_select(Edit *edit, int anchor, int caret) {
    if (!edit->text) return;
    edit->last = EDIT_OTHER;
    edit->anchor = clamp_place(edit, anchor);
    edit->caret = clamp_place(edit, caret);
}

void edit_select_word(Edit *edit, int at) {
    if (!edit->text) return;
    const char *text = edit->text;
    int from = clamp_place(edit, at), to;
    if (from == length(edit) && from > 0) from = character_before(text, from); /* behind the last word */
    Kind kind = kind_at(text, from);
    for (to = from; text[to] && kind_at(text, to) == kind;) to = character_after(text, to);
    while (from > 0 && kind_at(text, character_before(text, from)) == kind) from = character_before(text, from);
    edit_select(edit, from, to);
}

/* ---- Keys ---- */

static bool take_prefix(const char **key, const char *prefix) {
    size_t count = strlen(prefix);
    if (strncmp(*key, prefix, count) != 0) return false;
    *key += count;
    return true;
}

typedef struct EditKey {
    const char *name;
    EditMove plain, ctrl;
    bool deletes;
} EditKey;

static const EditKey edit_keys[] = {
    {"Left", EDIT_LEFT, EDIT_WORD_LEFT, false},     {"Right", EDIT_RIGHT, EDIT_WORD_RIGHT, false},
    {"Home", EDIT_HOME, EDIT_HOME, false},          {"End", EDIT_END, EDIT_END, false},
    {"Backspace", EDIT_LEFT, EDIT_WORD_LEFT, true}, {"Delete", EDIT_RIGHT, EDIT_WORD_RIGHT, true},
};

/* The row of a key without its Ctrl and Shift; NULL when there is none. */
static const EditKey *find_edit_key(const char *key, bool *ctrl, bool *shift) {
    *ctrl = take_prefix(&key, "Ctrl+");
    *shift = take_prefix(&key, "Shift+");
    for (int i = 0; i < (int)(sizeof edit_keys / sizeof edit_keys[0]); i++)
        if (strcmp(key, edit_keys[i].name) == 0) return &edit_keys[i];
    return NULL;
}

bool edit_key(Edit *edit, const char *key) {
    bool ctrl, shift;
    const EditKey *row = find_edit_key(key, &ctrl, &shift);
    if (!row) return false;
    EditMove move = ctrl ? row->ctrl : row->plain;
    if (row->deletes)
        edit_delete(edit, move);
    else
        edit_move(edit, move, shift);
    return true;
}

bool edit_is_typed_by(const char *key) {
    static const char *const names[] = {"Space", "Plus", "Minus"};
    take_prefix(&key, "Shift+");
    for (int i = 0; i < (int)(sizeof names / sizeof names[0]); i++)
        if (strcmp(key, names[i]) == 0) return true;
    return key[0] && character_after(key, 0) == (int)strlen(key);
}

bool edit_takes_key(const char *key) {
    bool ctrl, shift;
    if (find_edit_key(key, &ctrl, &shift) || edit_is_typed_by(key)) return true;
    take_prefix(&key, "Shift+");
    return strcmp(key, "Up") == 0 || strcmp(key, "Down") == 0;
}
