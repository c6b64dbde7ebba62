/* The front matter: title, minutes, level, id, needs, goals. Lines of "key: value"; goals are a list below their key. */
#include "lesson/parse_front.h"
#include "base/number.h"
#include <string.h>

static const char *const keys[] = {"title", "minutes", "level", "id", "needs", "goals"};
enum { KEY_TITLE, KEY_MINUTES, KEY_LEVEL, KEY_ID, KEY_NEEDS, KEY_GOALS, KEY_COUNT };

typedef struct Front {
    Parser *parser;
    LessonFront *out;
    LessonPlace seen[KEY_COUNT]; /* line 0: not yet */
    LessonWord **need_tail, **goal_tail;
    int key; /* of the last line that had one; -1 */
} Front;

static Str without_quotes(Str text) {
    bool has = text.count >= 2 && (text.at[0] == '"' || text.at[0] == '\'') && text.at[text.count - 1] == text.at[0];
    return has ? (Str){text.at + 1, text.count - 2} : text;
}

static void add_word(Front *front, LessonWord ***tail, Str text, LessonPlace place) {
    LessonWord *word = parse_new(front->parser, sizeof *word);
    if (!word) return;
    *word = (LessonWord){.place = place, .text = without_quotes(text)};
    **tail = word;
    *tail = &word->next;
}

/* "a, b" */
static void read_needs(Front *front, Str value, LessonPlace place) {
    int begin = 0;
    for (int i = 0; i <= value.count; i++) {
        if (i < value.count && value.at[i] != ',') continue;
        Str word = str_trim((Str){value.at + begin, i - begin});
        LessonPlace at = place;
        at.column += word.count > 0 ? (int)(word.at - value.at) : 0;
        begin = i + 1;
        if (word.count > 0) add_word(front, &front->need_tail, word, at);
    }
}

static bool is_id(Str text) {
    for (int i = 0; i < text.count; i++) {
        char c = text.at[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_')) return false;
    }
    return text.count > 0;
}

static void read_value(Front *front, int key, Str value, LessonPlace place) {
    Parser *parser = front->parser;
    LessonFront *out = front->out;
    switch (key) {
    case KEY_TITLE: out->title = value; break;
    case KEY_MINUTES:
        parser->minutes_place = place;
        if (!number_parse(&out->minutes, value) || !(out->minutes > 0 && out->minutes <= 600)) {
            out->minutes = 0;
            parse_fail(parser, place, "\"%.*s\": expected a number of minutes", str_fit(value, 60), value.at);
        }
        break;
    case KEY_LEVEL:
        out->is_further = str_equal(value, "further");
        if (!out->is_further && !str_equal(value, "basic"))
            parse_fail(parser, place, "\"%.*s\": expected basic or further", str_fit(value, 60), value.at);
        break;
    case KEY_ID:
        out->id = value;
        if (!is_id(value)) parse_fail(parser, place, "\"%.*s\": expected small letters, digits, - and _", str_fit(value, 60), value.at);
        break;
    case KEY_NEEDS: read_needs(front, value, place); break;
    default:
        if (value.count > 0) parse_fail(parser, place, "goals stand below, each in a line \"  - ...\"");
    }
}

static void read_line(Front *front, Str whole, LessonPlace place) {
    Parser *parser = front->parser;
    Str line = str_trim(whole);
    place.column += line.count > 0 ? (int)(line.at - whole.at) : 0;
    if (line.count == 0) return;
    if (front->key == KEY_GOALS && line.at[0] == '-' && line.count > 1) {
        Str goal = str_trim((Str){line.at + 1, line.count - 1});
        place.column += (int)(goal.at - line.at);
        add_word(front, &front->goal_tail, goal, place);
        return;
    }
    const char *colon = memchr(line.at, ':', (size_t)line.count);
    Str key = colon ? str_trim((Str){line.at, (int)(colon - line.at)}) : line;
    front->key = -1;
    for (int i = 0; i < KEY_COUNT; i++) {
        if (colon && str_equal(key, keys[i])) front->key = i;
    }
    if (front->key < 0) {
        const char *closest = str_find_closest(key, keys, KEY_COUNT);
        parse_fail(parser, place,
                   "\"%.*s\" is no line of the front matter; %s%s%sexpected title, minutes, level, id, needs or goals, each with a colon",
                   str_fit(line, 60), line.at, closest ? "did you mean \"" : "", closest ? closest : "", closest ? ":\"? " : "");
        return;
    }
    if (front->seen[front->key].line > 0)
        parse_fail(parser, place, "%s is given in line %d already", keys[front->key], front->seen[front->key].line);
    front->seen[front->key] = place;
    Str value = str_trim((Str){colon + 1, (int)(line.at + line.count - colon - 1)});
    if (value.count > 0) place.column += (int)(value.at - line.at);
    if (value.count == 0 && front->key != KEY_GOALS && front->key != KEY_NEEDS) {
        parse_fail(parser, place, "%s needs a value", keys[front->key]);
        return;
    }
    read_value(front, front->key, without_quotes(value), place);
}

/* The text behind the front matter; false when it is never closed. */
static bool find_end(Str text, Str *behind, int *lines) {
    *lines = 1;
    str_next_line(&text);
    while (text.count > 0) {
        ++*lines;
        if (!str_equal(str_trim(str_next_line(&text)), "---")) continue;
        *behind = text;
        return true;
    }
    return false;
}

void parse_front(Parser *parser, Str *text, int *line) {
    Lesson *lesson = parser->lesson;
    Front front = {.parser = parser, .out = &lesson->front, .key = -1, .need_tail = &lesson->front.need, .goal_tail = &lesson->front.goal};
    Str rest = *text, behind = {"", 0};
    int lines = 0;
    lesson->front.title = lesson->front.id = (Str){"", 0};
    *line = 1;
    if (!str_equal(str_trim(str_next_line(&rest)), "---")) return;
    LessonPlace first = {0, 1, 1};
    if (!find_end(*text, &behind, &lines)) {
        parse_fail(parser, first, "the front matter is never closed: expected a second line \"---\"");
        return;
    }
    lesson->front.is_there = true;
    for (int i = 2; i < lines; i++) read_line(&front, str_next_line(&rest), (LessonPlace){0, i, 1});
    static const int must[] = {KEY_TITLE, KEY_MINUTES, KEY_LEVEL, KEY_ID};
    for (int i = 0; i < 4; i++) {
        if (front.seen[must[i]].line == 0)
            parse_fail(parser, first, "the front matter has no %s: expected a line \"%s: ...\"", keys[must[i]], keys[must[i]]);
    }
    *text = behind;
    *line = lines + 1;
}
