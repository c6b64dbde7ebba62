/* See strings.h. The file is read into one block of memory of its own; texts point into that. */
#include "view/strings.h"
#include "base/arena.h"
#include "base/number.h"
#include <string.h>

const StringRow string_table[STRING_COUNT] = {
#define STRING_ROW(ID, ...) {__VA_ARGS__},
#include "view/string_rows.h"
#undef STRING_ROW
};

const char *tr(const Strings *strings, StringId id) { return strings && strings->text[id] ? strings->text[id] : string_table[id].english; }

const char *tr_count(const Strings *strings, long count, StringId one, StringId many) { return tr(strings, count == 1 ? one : many); }

const char *tr_name(const Strings *strings, const char *english) {
    if (!strings || !strings->owned) return english;
    for (int id = 0; id < STRING_COUNT; id++)
        if (strncmp(string_table[id].key, "name.", 5) == 0 && strcmp(string_table[id].english, english) == 0) return tr(strings, id);
    return english;
}

void strings_deinit(Strings *strings) {
    mem_free(strings->owned);
    *strings = (Strings){0};
}

int strings_count(const Strings *strings) {
    int count = 0;
    for (int id = 0; id < STRING_COUNT; id++) count += strings->text[id] != NULL;
    return count;
}

/* ---- Placeholders ---- */

/* The next placeholder from *at on, "%-5.2f"; empty at the end. "%%" is none. A '%' that begins nothing is one of its own, so that it
   agrees with nothing. */
static Str next_placeholder(const char **at) {
    static const char flags[] = "-+ #0123456789.*hlLqjzt";
    for (; **at; ++*at) {
        if (**at != '%') continue;
        if ((*at)[1] == '%') {
            ++*at;
            continue;
        }
        int count = 1 + (int)strspn(*at + 1, flags);
        if ((*at)[count]) count++;
        Str found = {*at, count};
        *at += count;
        return found;
    }
    return (Str){*at, 0};
}

bool strings_placeholders_agree(const char *english, const char *text) {
    for (;;) {
        Str a = next_placeholder(&english), b = next_placeholder(&text);
        if (a.count != b.count || (a.count > 0 && memcmp(a.at, b.at, (size_t)a.count) != 0)) return false;
        if (a.count == 0) return true;
    }
}

static void list_placeholders(char *out, int size, const char *text) {
    int used = 0;
    if (size > 0) out[0] = '\0';
    for (Str found; (found = next_placeholder(&text)).count > 0;)
        used += text_format(out + used, size - used, "%s%.*s", used ? " " : "", found.count, found.at);
    if (used == 0) text_format(out, size, "none");
}

/* ---- Reading ---- */

static int find_key(Str key) {
    for (int id = 0; id < STRING_COUNT; id++)
        if (str_equal(key, string_table[id].key)) return id;
    return -1;
}

static bool fail_key(DiagList *wrong, const char *file, int line, Str key) {
    const char *keys[STRING_COUNT];
    for (int id = 0; id < STRING_COUNT; id++) keys[id] = string_table[id].key;
    const char *closest = str_find_closest(key, keys, STRING_COUNT);
    key.count = str_fit(key, 60);
    if (closest) return diag_list_fail_at(wrong, file, line, 1, "there is no text '%.*s'; did you mean '%s'?", key.count, key.at, closest);
    return diag_list_fail_at(wrong, file, line, 1, "there is no text '%.*s'; `unroll strings` lists all", key.count, key.at);
}

/* Copies with \n, \s and \\ read; terminated. NULL, with the column of the mistake, when something else follows a \ . */
static char *unescape(char *out, Str text, int *wrong_at) {
    for (int i = 0; i < text.count; i++) {
        char c = text.at[i];
        if (c == '\\') {
            char next = i + 1 < text.count ? text.at[i + 1] : '\0';
            if (next != 'n' && next != 's' && next != '\\') {
                *wrong_at = i;
                return NULL;
            }
            c = next == 'n' ? '\n' : next == 's' ? ' ' : '\\';
            i++;
        }
        *out++ = c;
    }
    *out++ = '\0';
    return out;
}

static bool is_text(Str text) {
    for (int i = 0; i < text.count; i++)
        if ((unsigned char)text.at[i] < 32 && text.at[i] != '\t') return false;
    return true;
}

/* One line. Gives where the next text may be written; `room` where this one was refused. */
static char *read_line(Strings *strings, char *room, Str line, const char *file, int number, DiagList *wrong) {
    const char *equals = line.count > 0 ? memchr(line.at, '=', (size_t)line.count) : NULL;
    if (!equals) {
        diag_list_fail_at(wrong, file, number, 1, "expected key = text");
        return room;
    }
    Str key = str_trim((Str){line.at, (int)(equals - line.at)});
    Str text = str_trim((Str){equals + 1, line.count - (int)(equals - line.at) - 1});
    int id = find_key(key), column = (int)(text.at - line.at) + 1, wrong_at = 0;
    char *end = room;
    if (id < 0)
        fail_key(wrong, file, number, key);
    else if (strings->text[id])
        diag_list_fail_at(wrong, file, number, 1, "'%s' stands here twice; the first line counts", string_table[id].key);
    else if (text.count > 0 && !is_text(text))
        diag_list_fail_at(wrong, file, number, column, "this holds a byte that no text has");
    else if (text.count > 0 && !(end = unescape(room, text, &wrong_at))) {
        diag_list_fail_at(wrong, file, number, column + wrong_at, "after \\ expected n (a new line), s (a space) or \\");
        end = room;
    } else if (text.count > 0 && !strings_placeholders_agree(string_table[id].english, room)) {
        char expected[64], found[64];
        list_placeholders(expected, sizeof expected, string_table[id].english);
        list_placeholders(found, sizeof found, room);
        diag_list_fail_at(wrong, file, number, column, "%s: the placeholders are %s; expected, in this order, %s", string_table[id].key,
                          found, expected);
        end = room;
    } else if (text.count > 0)
        strings->text[id] = room;
    return end;
}

bool strings_read(Strings *strings, Str text, const char *file, DiagList *wrong) {
    strings_deinit(strings);
    /* A text is never longer than its line, and takes the place of its end for its terminator. */
    strings->owned = mem_new((size_t)text.count + 2);
    if (!strings->owned) return diag_list_fail_at(wrong, file, 0, 0, "memory is out");
    char *room = strings->owned;
    if (text.count >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0) text = (Str){text.at + 3, text.count - 3};
    for (int number = 1; text.count > 0; number++) {
        Str line = str_trim(str_next_line(&text));
        if (line.count > 0 && line.at[0] != '#') room = read_line(strings, room, line, file, number, wrong);
    }
    return true;
}

/* ---- Writing ---- */

static size_t escape(char *out, const char *text) {
    size_t used = 0;
    for (const char *at = text; *at; at++) {
        bool is_end = *at == ' ' && (at == text || !at[1]); /* a line's ends are trimmed */
        if (*at == '\n' || *at == '\\' || is_end) out[used++] = '\\';
        out[used++] = *at == '\n' ? 'n' : is_end ? 's' : *at;
    }
    return used;
}

static size_t put(char *out, const char *text) {
    size_t count = strlen(text);
    memcpy(out, text, count);
    return count;
}

char *strings_format_table(size_t *size) {
    static const char head[] =
        "# The words of Unroll. After each = stands the English; put your language there. Leave out what stays English.\n"
        "# Keep %d, %s and the like, in their order; keep what stands between two $; \\n begins a new line, \\s is a space at either end.\n"
        "# `unroll strings FILE` checks a file, and the setting `language FILE` shows it.\n";
    size_t capacity = sizeof head, used = 0;
    for (int id = 0; id < STRING_COUNT; id++) {
        const StringRow *row = &string_table[id];
        capacity += strlen(row->where) + strlen(row->key) + 2 * strlen(row->english) + 16;
    }
    char *out = mem_new(capacity);
    *size = 0;
    if (!out) return NULL;
    used += put(out + used, head);
    for (int id = 0; id < STRING_COUNT; id++) {
        const StringRow *row = &string_table[id];
        used += put(out + used, "\n# ");
        used += put(out + used, row->where);
        used += put(out + used, "\n");
        used += put(out + used, row->key);
        used += put(out + used, " = ");
        used += escape(out + used, row->english);
        used += put(out + used, "\n");
    }
    *size = used;
    return out;
}
