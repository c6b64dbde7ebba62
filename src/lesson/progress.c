/* See progress.h. A flat list, the newest at its end: a person answers hundreds of questions, not millions. */
#include "lesson/progress.h"
#include "base/arena.h"
#include "base/number.h"
#include <math.h>
#include <string.h>

struct ProgressEntry {
    ProgressKind kind;
    int number;
    unsigned hash;
    char *memory; /* owned: lesson, step and text, one after the other, each terminated */
    int lesson_count, step_count, text_count;
};

static const char first_line[] = "unroll-progress 1";
static const char *const kind_words[] = {"at", "done", "answer", "file"};

static Str lesson_of(const ProgressEntry *entry) { return (Str){entry->memory, entry->lesson_count}; }
static Str step_of(const ProgressEntry *entry) { return (Str){entry->memory + entry->lesson_count + 1, entry->step_count}; }
static Str text_of(const ProgressEntry *entry) {
    return (Str){entry->memory + entry->lesson_count + entry->step_count + 2, entry->text_count};
}
void progress_free(ProgressBook *book) {
    for (int i = 0; i < book->count; i++) mem_free(book->entry[i].memory);
    mem_free(book->entry);
    *book = (ProgressBook){0};
}

static void remove_at(ProgressBook *book, int index) {
    mem_free(book->entry[index].memory);
    memmove(book->entry + index, book->entry + index + 1, (size_t)(book->count - index - 1) * sizeof *book->entry);
    book->count--;
}

static int find(const ProgressBook *book, ProgressKind kind, Str lesson, Str step, int number) {
    for (int i = 0; i < book->count; i++) {
        const ProgressEntry *entry = &book->entry[i];
        if (entry->kind != kind || !str_same(lesson_of(entry), lesson)) continue;
        if (kind == PROGRESS_AT || (str_same(step_of(entry), step) && entry->number == number)) return i;
    }
    return -1;
}

static bool make_room(ProgressBook *book, Diag *diag) {
    int capacity = book->capacity > 0 ? 2 * book->capacity : 64;
    if (book->count < book->capacity) return true;
    if (book->count >= PROGRESS_ENTRY_MAX)
        return diag_fail(diag, "more than %d answers and steps cannot be kept; reset some lessons", PROGRESS_ENTRY_MAX);
    ProgressEntry *grown = mem_grow(book->entry, (size_t)book->capacity * sizeof *grown, (size_t)capacity * sizeof *grown);
    if (!grown) return diag_fail(diag, "There is no memory left to keep the progress.");
    book->entry = grown;
    book->capacity = capacity;
    return true;
}

/* Lesson and step are single words of a line, without blanks. */
static bool is_word(Str text) {
    for (int i = 0; i < text.count; i++) {
        if ((unsigned char)text.at[i] <= ' ') return false;
    }
    return text.count > 0;
}

static bool set(ProgressBook *book, ProgressKind kind, Str lesson, Str step, int number, unsigned hash, Str text, Diag *diag) {
    if (!is_word(lesson) || !is_word(step)) return diag_fail(diag, "a lesson and a step without blanks are expected");
    if (text.count > PROGRESS_TEXT_MAX)
        return diag_fail(diag, "this answer has %d bytes; at most %d are kept", text.count, PROGRESS_TEXT_MAX);
    if (!make_room(book, diag)) return false;
    char *memory = mem_new((size_t)lesson.count + (size_t)step.count + (size_t)text.count + 3);
    if (!memory) return diag_fail(diag, "There is no memory left to keep the progress.");
    int old = find(book, kind, lesson, step, number);
    memcpy(memory, lesson.at, (size_t)lesson.count);
    memcpy(memory + lesson.count + 1, step.at, (size_t)step.count);
    if (text.count > 0) memcpy(memory + lesson.count + step.count + 2, text.at, (size_t)text.count);
    ProgressEntry entry = {kind, number, hash, memory, lesson.count, step.count, text.count};
    if (old >= 0) remove_at(book, old);
    book->entry[book->count++] = entry;
    book->version++;
    return true;
}

bool progress_set_at(ProgressBook *book, Str lesson, Str step, Diag *diag) {
    return set(book, PROGRESS_AT, lesson, step, 0, 0, (Str){"", 0}, diag);
}

bool progress_set_done(ProgressBook *book, Str lesson, Str step, Diag *diag) {
    return set(book, PROGRESS_DONE, lesson, step, 0, 0, (Str){"", 0}, diag);
}

bool progress_set_answer(ProgressBook *book, Str lesson, Str step, int number, unsigned hash, Str text, Diag *diag) {
    return set(book, PROGRESS_ANSWER, lesson, step, number, hash, text, diag);
}

static const Str nothing = {NULL, 0};

Str progress_find_at(const ProgressBook *book, Str lesson) {
    int index = find(book, PROGRESS_AT, lesson, nothing, 0);
    return index < 0 ? nothing : step_of(&book->entry[index]);
}

Str progress_find_last(const ProgressBook *book) {
    for (int i = book->count - 1; i >= 0; i--)
        if (book->entry[i].kind != PROGRESS_FILE) return lesson_of(&book->entry[i]);
    return nothing;
}

/* The entry of the index-th newest file; -1 if there are fewer. */
static int find_file(const ProgressBook *book, int index) {
    for (int i = book->count - 1; i >= 0; i--)
        if (book->entry[i].kind == PROGRESS_FILE && index-- == 0) return i;
    return -1;
}

Str progress_find_file(const ProgressBook *book, int index) {
    int at = find_file(book, index);
    return at < 0 ? nothing : text_of(&book->entry[at]);
}

bool progress_note_file(ProgressBook *book, Str path, Diag *diag) {
    char name[24];
    unsigned hash = 2166136261u;
    for (int i = 0; i < path.count; i++) hash = (hash ^ (unsigned char)path.at[i]) * 16777619u;
    text_format(name, (int)sizeof name, "%u", hash);
    if (!set(book, PROGRESS_FILE, str_from("own"), str_from(name), 0, 0, path, diag)) return false;
    for (int old = find_file(book, PROGRESS_FILE_MAX); old >= 0; old = find_file(book, PROGRESS_FILE_MAX)) remove_at(book, old);
    return true;
}

bool progress_is_done(const ProgressBook *book, Str lesson, Str step) { return find(book, PROGRESS_DONE, lesson, step, 0) >= 0; }

int progress_count_done(const ProgressBook *book, Str lesson) {
    int count = 0;
    for (int i = 0; i < book->count; i++) count += book->entry[i].kind == PROGRESS_DONE && str_same(lesson_of(&book->entry[i]), lesson);
    return count;
}

Str progress_find_answer(const ProgressBook *book, Str lesson, Str step, int number, unsigned hash) {
    int index = find(book, PROGRESS_ANSWER, lesson, step, number);
    return index < 0 || book->entry[index].hash != hash ? nothing : text_of(&book->entry[index]);
}

void progress_reset(ProgressBook *book, Str lesson) {
    for (int i = book->count - 1; i >= 0; i--) {
        if (lesson.count > 0 && !str_same(lesson_of(&book->entry[i]), lesson)) continue;
        remove_at(book, i);
        book->version++;
    }
}

/* --- as text --- */

/* Into `out`, which has room for all of it. False for a backslash before anything but n, t and itself. */
static bool unescape(char *out, int *count, Str text) {
    *count = 0;
    for (int i = 0; i < text.count; i++) {
        char c = text.at[i];
        if (c == '\\') {
            if (++i == text.count || !strchr("nt\\", text.at[i])) return false;
            c = text.at[i] == 'n' ? '\n' : text.at[i] == 't' ? '\t' : '\\';
        }
        out[(*count)++] = c;
    }
    return true;
}

static bool read_answer(ProgressBook *book, Str lesson, Str step, Str rest, Diag *diag) {
    char text[PROGRESS_TEXT_MAX];
    long number = 0;
    double hash = 0; /* a long has 32 bits in a page and on Windows */
    int count = 0;
    Str first = str_next_word(&rest), second = str_next_word(&rest);
    if (rest.count > 0) rest = (Str){rest.at + 1, rest.count - 1}; /* one blank; further blanks belong to the text */
    bool good = number_parse_int(&number, first) && number >= 0 && number < 10000 && number_parse(&hash, second) && hash >= 0 &&
                hash <= 4294967295.0 && hash == floor(hash);
    if (!good || rest.count > (int)sizeof text || !unescape(text, &count, rest))
        return diag_fail(diag, "expected \"answer LESSON STEP NUMBER HASH TEXT\"");
    return progress_set_answer(book, lesson, step, (int)number, (unsigned)hash, (Str){text, count}, diag);
}

static bool read_file(ProgressBook *book, Str rest, Diag *diag) {
    char text[PROGRESS_TEXT_MAX];
    int count = 0;
    if (rest.count > 0) rest = (Str){rest.at + 1, rest.count - 1};
    if (rest.count == 0 || rest.count > (int)sizeof text || !unescape(text, &count, rest))
        return diag_fail(diag, "expected \"file own HASH PATH\"");
    return progress_note_file(book, (Str){text, count}, diag);
}

static bool read_line(ProgressBook *book, Str line, Diag *diag) {
    Str rest = line, word = str_next_word(&rest), lesson = str_next_word(&rest), step = str_next_word(&rest);
    if (str_equal(word, "at") && str_trim(rest).count == 0) return progress_set_at(book, lesson, step, diag);
    if (str_equal(word, "done") && str_trim(rest).count == 0) return progress_set_done(book, lesson, step, diag);
    if (str_equal(word, "file")) return read_file(book, rest, diag);
    if (str_equal(word, "answer")) return read_answer(book, lesson, step, rest, diag);
    return diag_fail(diag, "expected a line that begins with at, done, answer or file");
}

void progress_read(ProgressBook *book, const char *name, Str text, DiagList *wrong) {
    Str head = str_next_line(&text);
    if (!str_equal(str_trim(head), first_line)) {
        diag_list_fail_at(wrong, name, 1, 1, "this is not progress in lessons: expected \"%s\" in its first line", first_line);
        return;
    }
    for (int number = 2; text.count > 0; number++) {
        Str line = str_next_line(&text);
        Diag found = {0};
        if (str_trim(line).count > 0 && !read_line(book, line, &found)) diag_list_fail_at(wrong, name, number, 1, "%s", found.text);
    }
}

static int write_escaped(char *out, Str text) {
    int used = 0;
    for (int i = 0; i < text.count; i++) {
        char c = text.at[i];
        if (c == '\n' || c == '\t' || c == '\\') out[used++] = '\\';
        out[used++] = (char)(c == '\n' ? 'n' : c == '\t' ? 't' : c);
    }
    return used;
}

bool progress_write(char **out, size_t *size, const ProgressBook *book) {
    size_t room = sizeof first_line + 1, used = 0;
    for (int i = 0; i < book->count; i++) {
        const ProgressEntry *entry = &book->entry[i];
        room += (size_t)entry->lesson_count + (size_t)entry->step_count + 2 * (size_t)entry->text_count + 48;
    }
    *out = mem_new(room + 1);
    *size = 0;
    if (!*out) return false;
    used = (size_t)text_format(*out, (int)room, "%s\n", first_line);
    for (int i = 0; i < book->count; i++) {
        const ProgressEntry *entry = &book->entry[i];
        Str lesson = lesson_of(entry), step = step_of(entry);
        char *at = *out + used;
        int count =
            text_format(at, (int)(room - used), "%s %.*s %.*s", kind_words[entry->kind], lesson.count, lesson.at, step.count, step.at);
        if (entry->kind == PROGRESS_ANSWER) count += text_format(at + count, 32, " %d %u ", entry->number, entry->hash);
        if (entry->kind == PROGRESS_FILE) at[count++] = ' ';
        if (entry->text_count > 0) count += write_escaped(at + count, text_of(entry));
        at[count++] = '\n';
        used += (size_t)count;
    }
    (*out)[used] = '\0';
    *size = used;
    return true;
}
