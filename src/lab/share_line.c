/* See share_line.h. A line becomes the text of a saved setup, one piece a line, and is read as that; a mistake's place is found again by
   counting. */
#include "lab/share_line.h"
#include "base/number.h"
#include <string.h>

static const char *const verbs[] = {"compare", "at", "look", "text_file"};
enum { VERB_COUNT = sizeof verbs / sizeof verbs[0], MISTAKES_MAX = 4 /* that are told */, BRIEF = 48 /* bytes of one in few words */ };

Str share_line_cut(Str text) {
    Str line = str_trim(text), rest = line;
    if (str_equal(str_next_word(&rest), "unroll")) line = str_trim(rest);
    for (int i = 0; i < 2; i++) {
        char quote = "'\""[i];
        if (line.count >= 2 && line.at[0] == quote && line.at[line.count - 1] == quote) line = str_trim((Str){line.at + 1, line.count - 2});
    }
    return line;
}

bool share_line_is(Str line) {
    int count = 0;
    while (count < line.count && !strchr("=& \n", line.at[count])) count++;
    return count > 0 && count < line.count && line.at[count] == '=' && setup_find_key((Str){line.at, count}) >= 0;
}

/* --- reading --- */

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* The verb that a piece begins with, and =; -1: none. */
static int find_verb(Str piece) {
    for (int i = 0; i < VERB_COUNT; i++) {
        int count = (int)strlen(verbs[i]);
        if (piece.count > count && memcmp(piece.at, verbs[i], (size_t)count) == 0 && piece.at[count] == '=') return i;
    }
    return -1;
}

static bool decode(Bytes *out, const char *name, Str line, Diag *diag) {
    int piece = 0;
    for (int i = 0; i < line.count; i++) {
        char c = line.at[i];
        if (i == piece) {
            int verb = find_verb((Str){line.at + i, line.count - i});
            if (verb >= 0) { /* "at=500" is "at 500" */
                bytes_format(out, "%s ", verbs[verb]);
                i += (int)strlen(verbs[verb]);
                continue;
            }
        }
        if (c == '&') {
            c = '\n';
            piece = i + 1;
        } else if (c == '%') {
            int high = i + 2 < line.count ? hex_digit(line.at[i + 1]) : -1, low = i + 2 < line.count ? hex_digit(line.at[i + 2]) : -1;
            if (high < 0 || low < 0)
                return diag_fail_at(diag, name, 1, i + 1, "found %% without two digits from 0 to F after it; a per cent sign is %%25");
            c = (char)(16 * high + low);
            if ((unsigned char)c < 32 || c == 127)
                return diag_fail_at(diag, name, 1, i + 1, "%%%.2s is a character that cannot be seen; expected none", line.at + i + 1);
            i += 2;
        } else if ((unsigned char)c < 32) {
            c = ' '; /* the line was broken on its way */
        }
        bytes_add(out, &c, 1);
    }
    return !out->failed || diag_fail(diag, "There is no memory left for the line.");
}

/* The column of what became column `column` of line `row`. */
static int find_column(Str line, int row, int column) {
    int at = 0;
    for (int left = row - 1; left > 0 && at < line.count; at++) left -= line.at[at] == '&';
    for (int left = column - 1; left > 0 && at < line.count; left--) at += line.at[at] == '%' ? 3 : 1;
    return at + 1;
}

/* Makes the line of this number blank, so that the others can be read. */
static void blank_line(Bytes *text, int number) {
    size_t at = 0;
    for (int left = number - 1; left > 0 && at < text->count; at++) left -= text->at[at] == '\n';
    while (at < text->count && text->at[at] != '\n') text->at[at++] = ' ';
}

/* The piece of `line` that begins here, short enough to be quoted. */
static Str find_piece(Str line, int column) {
    int from = column - 1, to = from;
    while (to < line.count && line.at[to] != '&') to++;
    Str piece = {line.at + from, to - from};
    return (Str){piece.at, str_fit(piece, 16)};
}

/* Reads the text with the wrong line left out, again and again; each further mistake is a further line of diag's text, in few words where
   there is no room for all of its own. */
static void add_mistakes(Diag *diag, SetupFile *file, Str line, Bytes *text, Diag found) {
    int used = (int)strlen(diag->text);
    for (int i = 1; i < MISTAKES_MAX && found.line > 0; i++) {
        char told[sizeof diag->text];
        blank_line(text, found.line);
        diag_reset(&found);
        if (setup_file_read(file, "", (Str){text->at, (int)text->count}, &found)) {
            setup_file_deinit(file);
            return;
        }
        if (found.line == 0) return; /* about all of it, not about a piece */
        int column = find_column(line, found.line, found.column), room = (int)sizeof diag->text - used - BRIEF * (MISTAKES_MAX - 1 - i);
        Str piece = find_piece(line, column);
        int size = text_format(told, (int)sizeof told, "\nColumn %d: %s", column, found.text);
        if (size >= room) size = text_format(told, (int)sizeof told, "\nColumn %d: \"%.*s\" is wrong, too", column, piece.count, piece.at);
        if (size >= (int)sizeof diag->text - used) return; /* the first one is very long */
        used += text_format(diag->text + used, (int)sizeof diag->text - used, "%s", told);
    }
}

bool share_line_read(SetupFile *file, const char *name, Str line, Diag *diag) {
    Bytes text = {0};
    Diag found = {0};
    if (line.count > SHARE_LINE_BYTES_MAX) return diag_fail_at(diag, name, 0, 0, "it is longer than %d MB", SHARE_LINE_BYTES_MAX >> 20);
    bool good = decode(&text, name, line, diag);
    if (good && !setup_file_read(file, name, (Str){text.at ? text.at : "", (int)text.count}, &found)) {
        int column = found.line > 0 ? find_column(line, found.line, found.column) : 0;
        good = diag_fail_at(diag, name, column > 0, column, "%s", found.text);
        if (diag && found.line > 0) add_mistakes(diag, file, line, &text, found);
    }
    bytes_free(&text);
    return good;
}

/* --- writing --- */

static void encode(Bytes *out, const char *text) {
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < 32 || c >= 127 || strchr("%&'\"#\\", c)) /* ASCII alone: it must pass through everything */
            bytes_format(out, "%%%02X", c);
        else
            bytes_add(out, text, 1);
    }
}

static void write_piece(Bytes *out, const char *verb, const char *text) {
    if (out->count > 0) bytes_add(out, "&", 1);
    bytes_format(out, "%s=", verb);
    encode(out, text);
}

static void write_keys(Bytes *out, const Setup *setup) {
    Setup first;
    char value[64];
    bool is_first = true;
    setup_init(&first);
    for (int key = 0; key < KEY_COUNT; key++) {
        bool is_last_chance = is_first && key == KEY_COUNT - 1;
        if (setup->value[key] == first.value[key] && !is_last_chance) continue;
        setup_format(value, (int)sizeof value, setup, (SetupKey)key);
        write_piece(out, setup_table[key].key, value);
        is_first = false;
    }
}

static void write_since(Bytes *out, const SetupFile *file) {
    char line[VARIANT_LINE_SIZE], piece[VARIANT_LINE_SIZE + 32];
    for (int i = 0; i < file->step_count; i++) {
        const SinceStep *step = &file->step[i];
        setup_file_format_step(line, (int)sizeof line, file, step);
        for (long k = 0; k < step->count; k++) {
            text_format(piece, (int)sizeof piece, "%ld %s", step->update + (step->kind == SINCE_UPDATE ? k : 0), line);
            write_piece(out, "at", piece);
        }
    }
    for (int i = 0; i < file->hold_count; i++) {
        setup_file_format_hold(line, (int)sizeof line, &file->hold[i]);
        text_format(piece, (int)sizeof piece, "%ld %s", file->hold_update, line);
        write_piece(out, "at", piece);
    }
    if (file->update == 0) return;
    text_format(piece, (int)sizeof piece, "%ld", file->update);
    write_piece(out, "at", piece);
}

static void write_all(Bytes *out, const SetupFile *file) {
    char line[VARIANT_LINE_SIZE];
    write_keys(out, &file->setup);
    if (file->setup.own_text) write_piece(out, "text_file", file->setup.own_text->name);
    for (int i = 0; i < file->variants.count; i++) {
        variant_format(line, (int)sizeof line, &file->variants.item[i]);
        write_piece(out, "compare", line);
    }
    write_since(out, file);
    for (Str rest = str_from(file->look); rest.count > 0;) {
        Str look = str_next_line(&rest);
        text_format(line, (int)sizeof line, "%.*s", look.count, look.at);
        write_piece(out, "look", line);
    }
}

/* Appends to `out`. */
void share_line_write(Bytes *out, const SetupFile *file) {
    Bytes line = {0};
    write_all(&line, file);
    if (line.failed) out->failed = true;
    if (!line.failed) bytes_add_str(out, (Str){line.at, (int)line.count});
    bytes_free(&line);
}
