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

static bool is_of_lower_room(const char *key) { return strncmp(key, "name.", 5) == 0 || strncmp(key, "said.", 5) == 0; }

static bool is_told(const char *key) { return is_of_lower_room(key) || strncmp(key, "told.", 5) == 0; }

const char *tr_name(const Strings *strings, const char *english) {
    if (!strings || !strings->owned) return english;
    for (int id = 0; id < STRING_COUNT; id++)
        if (strcmp(string_table[id].english, english) == 0 && is_of_lower_room(string_table[id].key)) return tr(strings, (StringId)id);
    return english;
}

/* ---- Sentences of lower rooms ---- */

enum { PIECE_MAX = 8, SAID_MAX = 700, SAID_DEPTH = 3 };

/* The bytes of the placeholder at `at`; 0 where none begins. "%%" is none. */
static int placeholder_size(const char *at) {
    if (at[0] != '%' || at[1] == '%' || !at[1]) return 0;
    int count = 1 + (int)strspn(at + 1, "-+ #0123456789.*hlLqjzt");
    return at[count] ? count + 1 : 0;
}

static bool is_of_number(char c) { return (c >= '0' && c <= '9') || c == ',' || c == '-' || c == '.'; }

/* What stands in the places of `pattern`; *count of them. */
static bool match_said(const char *pattern, const char *text, Str piece[PIECE_MAX], int *count) {
    int size = placeholder_size(pattern);
    if (size == 0) {
        if (*pattern == '%' && pattern[1] == '%') pattern++;
        if (*pattern != *text) return false;
        return *pattern == '\0' || match_said(pattern + 1, text + 1, piece, count);
    }
    if (*count == PIECE_MAX) return false;
    int at = (*count)++;
    bool is_number = strchr("duif", pattern[size - 1]) != NULL;
    for (int n = 0;; n++) {
        piece[at] = (Str){text, n};
        int before = *count;
        if ((n > 0 || !is_number) && match_said(pattern + size, text + n, piece, count)) return true;
        *count = before;
        if (!text[n] || (is_number && !is_of_number(text[n]))) break;
    }
    (*count)--;
    return false;
}

typedef bool IsOf(const char *key); /* the rows among which is looked */

static bool write_said(const Strings *strings, IsOf *is_of, char *out, int size, const char *text, int depth);

static void fill_in(const Strings *strings, IsOf *is_of, char *out, int size, const char *translation, const Str *piece, int depth) {
    int used = 0;
    for (const char *at = translation; *at && used < size - 1;) {
        int count = placeholder_size(at);
        if (count > 0) {
            char part[SAID_MAX], other[SAID_MAX];
            str_copy(part, SAID_MAX, *piece++);
            bool is_other = depth > 0 && write_said(strings, is_of, other, SAID_MAX, part, depth - 1);
            used += text_format(out + used, size - used, "%s", is_other ? other : part);
            at += count;
            continue;
        }
        if (at[0] == '%' && at[1] == '%') at++;
        out[used++] = *at++;
    }
    out[used < size ? used : size - 1] = '\0';
}

static int count_letters(const char *pattern) { /* beside its placeholders */
    int count = 0;
    while (*pattern) {
        int size = placeholder_size(pattern);
        count += size == 0;
        pattern += size > 0 ? size : 1;
    }
    return count;
}

/* The row that says most of the text itself; what stands in its places. -1: none fits. */
static int find_said(const Strings *strings, IsOf *is_of, const char *text, int *most, Str found[PIECE_MAX]) {
    Str piece[PIECE_MAX];
    int best = -1;
    for (int id = 0; id < STRING_COUNT; id++) {
        const char *english = string_table[id].english;
        int count = 0;
        if (!strings->text[id] || !is_of(string_table[id].key) || count_letters(english) <= *most) continue;
        if (!match_said(english, text, piece, &count)) continue;
        *most = count_letters(english);
        best = id;
        memcpy(found, piece, sizeof piece);
    }
    return best;
}

/* False, with nothing written, where no row fits. */
static bool write_said(const Strings *strings, IsOf *is_of, char *out, int size, const char *text, int depth) {
    Str found[PIECE_MAX];
    int most = 0, best = find_said(strings, is_of, text, &most, found);
    if (best >= 0) fill_in(strings, is_of, out, size, strings->text[best], found, depth);
    return best >= 0;
}

void tr_said(const Strings *strings, char *text, int size) {
    char out[SAID_MAX];
    if (!strings || !strings->owned || strlen(text) >= SAID_MAX) return;
    if (write_said(strings, is_of_lower_room, out, SAID_MAX, text, SAID_DEPTH))
        str_copy(text, size, (Str){out, str_fit(str_from(out), size - 1)});
}

/* A line without a place in front. False, with nothing written, where no row fits. */
static bool write_told(const Strings *strings, char *out, int size, const char *text) {
    Str piece[PIECE_MAX], found[PIECE_MAX];
    int most = 0, best = -1, kept = 0;
    for (const char *rest = text; rest; rest = strstr(rest, ": ") ? strstr(rest, ": ") + 2 : NULL) {
        int more = 2 * most, id = find_said(strings, is_told, rest, &more, piece);
        if (id < 0) continue;
        most = more;
        best = id;
        kept = (int)(rest - text);
        memcpy(found, piece, sizeof piece);
    }
    if (best >= 0 && placeholder_size(string_table[best].english) > 0) /* "whatif: a GRU has no gate": the first piece is a GRU */
        for (; strstr(found[0].at, ": ") && strstr(found[0].at, ": ") + 2 < found[0].at + found[0].count;
             kept = (int)(found[0].at - text)) {
            const char *from = strstr(found[0].at, ": ") + 2;
            found[0] = (Str){from, found[0].count - (int)(from - found[0].at)};
        }
    if (best < 0 || kept >= size) return false;
    memcpy(out, text, (size_t)kept);
    fill_in(strings, is_told, out + kept, size - kept, strings->text[best], found, SAID_DEPTH);
    return true;
}

/* "Column 21: ..." of a further mistake: the place by its own row, the rest by itself. */
static bool write_told_at_column(const Strings *strings, char *out, int size, const char *text) {
    Str piece[PIECE_MAX];
    char rest[SAID_MAX];
    int count = 0;
    if (!match_said(string_table[STRING_TOLD_AT_COLUMN].english, text, piece, &count)) return false;
    if (write_told(strings, rest, SAID_MAX, piece[1].at)) piece[1] = str_from(rest);
    fill_in(strings, is_told, out, size, tr(strings, STRING_TOLD_AT_COLUMN), piece, 0);
    return true;
}

void tr_told(const Strings *strings, char *text, int size) {
    char out[2 * SAID_MAX], line[SAID_MAX], told[SAID_MAX];
    int used = 0;
    if (!strings || !strings->owned || strlen(text) >= SAID_MAX) return;
    for (Str rest = str_from(text); rest.count > 0;) {
        str_copy(line, SAID_MAX, str_next_line(&rest));
        bool is_there = write_told_at_column(strings, told, SAID_MAX, line) || write_told(strings, told, SAID_MAX, line);
        used += text_format(out + used, (int)sizeof out - used, "%s%s", is_there ? told : line, rest.count > 0 ? "\n" : "");
    }
    str_copy(text, size, (Str){out, str_fit(str_from(out), size - 1)});
}

void tr_labels(const Strings *strings, char *out, int size, const char *labels) {
    int used = 0;
    for (const char *at = labels; *at;) {
        char word[64];
        int count = (int)strcspn(at, "|");
        str_copy(word, (int)sizeof word, (Str){at, count});
        used += text_format(out + used, size - used, "%s%s", used ? "|" : "", tr_name(strings, word));
        at += count + (at[count] == '|');
    }
}

void strings_deinit(Strings *strings) {
    mem_free(strings->owned);
    memset(strings, 0, sizeof *strings); /* not by an assignment, whose temporary some compilers put on the stack */
}

int strings_count(const Strings *strings) {
    int count = 0;
    for (int id = 0; id < STRING_COUNT; id++) count += strings->text[id] != NULL;
    return count;
}

bool strings_is_stale(const Strings *strings, StringId id) {
    return strings->text[id] && strings->source[id] && strcmp(strings->source[id], string_table[id].english) != 0;
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

/* `from`: where to look first; a file mostly has the table's order. */
static int find_key(Str key, int from) {
    for (int i = 0; i < STRING_COUNT; i++) {
        int id = (from + i) % STRING_COUNT;
        if (str_equal(key, string_table[id].key)) return id;
    }
    return -1;
}

static bool fail_key(DiagList *wrong, const char *file, int line, Str key) {
    const char **keys = mem_new(STRING_COUNT * sizeof *keys); /* too large for a small stack; without memory there is no suggestion */
    for (int id = 0; keys && id < STRING_COUNT; id++) keys[id] = string_table[id].key;
    const char *closest = keys ? str_find_closest(key, keys, STRING_COUNT) : NULL;
    mem_free(keys);
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

/* Where a file is read. */
typedef struct Place {
    int next;      /* the text that a table in order has here */
    bool in_order; /* the file has every text of the table, in its order, without keys */
} Place;

/* One line. Gives where the next text may be written; `room` where this one was refused. */
static char *read_line(Strings *strings, Place *place, char *room, Str line, const char *source, const char *file, int number,
                       DiagList *wrong) {
    const char *equals = line.count > 0 ? memchr(line.at, '=', (size_t)line.count) : NULL;
    if (!equals) {
        diag_list_fail_at(wrong, file, number, 1, "expected key = text");
        return room;
    }
    Str key = str_trim((Str){line.at, (int)(equals - line.at)});
    Str text = str_trim((Str){equals + 1, line.count - (int)(equals - line.at) - 1});
    bool is_next = place->in_order && key.count == 0 && place->next < STRING_COUNT;
    int id = is_next ? place->next : find_key(key, place->next), column = (int)(text.at - line.at) + 1, wrong_at = 0;
    char *end = room;
    if (id >= 0) place->next = id + 1;
    if (id < 0)
        fail_key(wrong, file, number, key);
    else if (strings->text[id])
        diag_list_fail_at(wrong, file, number, 1, "'%s' is given twice; the first line counts", string_table[id].key);
    else if (text.count > 0 && !is_text(text))
        diag_list_fail_at(wrong, file, number, column, "this holds a byte that cannot stand in a text");
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
    } else if (text.count > 0) {
        strings->text[id] = room;
        strings->source[id] = source;
    }
    return end;
}

/* "#: the English", as a text; *source is NULL of any other comment. Gives where the next text may be written. */
static char *read_comment(char *room, Str line, const char **source) {
    int wrong_at;
    *source = NULL;
    if (line.count < 2 || line.at[1] != ':') return room;
    Str text = str_trim((Str){line.at + 2, line.count - 2});
    char *end = is_text(text) ? unescape(room, text, &wrong_at) : NULL;
    if (!end) return room;
    *source = room;
    return end;
}

/* "#= 2731": from here on the texts of the whole table follow, which has so many. False: of another table, whose texts need their keys. */
static bool read_order(Place *place, Str line, const char *file, int number, DiagList *wrong) {
    double count;
    if (line.count < 2 || line.at[1] != '=') return true;
    place->next = 0;
    place->in_order = number_parse(&count, str_trim((Str){line.at + 2, line.count - 2})) && count == STRING_COUNT;
    return place->in_order || diag_list_fail_at(wrong, file, number, 1, "expected key = text");
}

bool strings_read(Strings *strings, Str text, const char *file, DiagList *wrong) {
    strings_deinit(strings);
    /* A text is never longer than its line, and takes the place of its end for its terminator. */
    strings->owned = mem_new((size_t)text.count + 2);
    if (!strings->owned) return diag_list_fail_at(wrong, file, 0, 0, "memory is out");
    char *room = strings->owned;
    if (text.count >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0) text = (Str){text.at + 3, text.count - 3};
    const char *source = NULL; /* what the last comment said */
    Place place = {0};
    for (int number = 1; text.count > 0; number++) {
        Str line = str_trim(str_next_line(&text));
        if (line.count > 0 && line.at[0] == '#') {
            if (!read_order(&place, line, file, number, wrong)) break;
            room = read_comment(room, line, &source);
            continue;
        }
        if (line.count > 0) room = read_line(strings, &place, room, line, source, file, number, wrong);
        source = NULL;
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

/* The comment of a text: the English that it was made from, and above it the English of today where that is another. */
static size_t put_source(char *out, const Strings *strings, int id) {
    const char *english = string_table[id].english, *source = strings && strings->text[id] ? strings->source[id] : NULL;
    size_t used = 0;
    if (strings && strings_is_stale(strings, (StringId)id)) {
        used += put(out, "# The English is now: ");
        used += escape(out + used, english);
        used += put(out + used, "\n");
    }
    used += put(out + used, "#: "); /* right above its text, so that it is read as that text's */
    used += escape(out + used, source ? source : english);
    return used + put(out + used, "\n");
}

char *strings_format_table(const Strings *strings, size_t *size) {
    static const char head[] =
        "# The words of Unroll. After each = stands the English; put your language there. Leave out what stays English.\n"
        "# Keep %d, %s and the like, in their order; keep what stands between two $; \\n begins a new line, \\s is a space at either end.\n"
        "# The line that begins with #: is the English that was translated; leave it as it is.\n"
        "# `unroll strings FILE` checks a file, and the setting `language FILE` shows it.\n";
    size_t capacity = sizeof head, used = 0;
    for (int id = 0; id < STRING_COUNT; id++) {
        const StringRow *row = &string_table[id];
        const char *text = strings && strings->text[id] ? strings->text[id] : "", *source = strings ? strings->source[id] : NULL;
        capacity += strlen(row->where) + strlen(row->key) + 6 * strlen(row->english) + 2 * strlen(text) + 64;
        if (source) capacity += 4 * strlen(source);
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
        used += put_source(out + used, strings, id);
        used += put(out + used, row->key);
        used += put(out + used, " = ");
        used += escape(out + used, !strings ? row->english : strings->text[id] ? strings->text[id] : "");
        used += put(out + used, "\n");
    }
    *size = used;
    return out;
}
