/* Blocks with lines of settings and commands: setup, compare, do, allow, look. Every line is trimmed; "# " begins a comment. */
#include "base/number.h"
#include "lesson/parse.h"
#include <string.h>

static BlockLines lines_of(Str body, LessonPlace place, bool comments) {
    return (BlockLines){.rest = body, .place = place, .comments = comments};
}

static LessonPlace place_in(LessonPlace place, Str line, const char *at) {
    place.column += (int)(at - line.at);
    return place;
}

/* --- names --- */

/* A name has letters, digits and blanks, and is not a word that begins a claim. */
static bool check_name(Parser *parser, Str name, const char *what, LessonPlace place) {
    static const char *const taken[] = {"seeds", "at", "whatif", "expect", "slow"};
    Str rest = name, first = str_next_word(&rest), second = str_next_word(&rest);
    if (name.count == 0) return parse_fail(parser, place, "a name for this %s is expected", what);
    for (int i = 0; i < name.count; i++) {
        unsigned char c = (unsigned char)name.at[i];
        bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' || c >= 0x80;
        if (!good)
            return parse_fail(parser, place, "\"%.*s\" cannot be the name of a %s: expected letters, digits and blanks", str_fit(name, 60),
                              name.at, what);
    }
    for (int i = 0; i < 5; i++) {
        bool is_taken = str_equal(first, taken[i]) && (strcmp(taken[i], "at") != 0 || str_equal(second, "update"));
        if (is_taken || (str_equal(second, "of") && first.at[0] >= '0' && first.at[0] <= '9'))
            return parse_fail(parser, place, "\"%.*s\" cannot be the name of a %s: claims begin with such words", str_fit(name, 60),
                              name.at, what);
    }
    return true;
}

static LessonSetup *find_setup(const Lesson *lesson, Str name) {
    LessonSetup *found = NULL;
    for (LessonSetup *setup = lesson->setup; setup; setup = setup->next) {
        if (setup->name.count > 0 && str_same(setup->name, name)) found = setup;
    }
    return found;
}

static const LessonSetup *require_setup(Parser *parser, Str name, LessonPlace place) {
    const char *candidate[32];
    int count = 0;
    const LessonSetup *setup = find_setup(parser->lesson, name);
    if (setup) return setup;
    for (const LessonSetup *other = parser->lesson->setup; other && count < 32; other = other->next) {
        if (other->name.count > 0) candidate[count++] = other->name.at;
    }
    const char *closest = str_find_closest(name, candidate, count);
    if (closest)
        parse_fail(parser, place, "there is no setup \"%.*s\" above; did you mean \"%s\"?", str_fit(name, 60), name.at, closest);
    else
        parse_fail(parser, place, "there is no setup \"%.*s\" above", str_fit(name, 60), name.at);
    return NULL;
}

/* --- settings --- */

/* "key value" */
static LessonSetting *parse_setting(Parser *parser, Str line, LessonPlace place) {
    LessonSetting *setting = parse_new(parser, sizeof *setting);
    Diag found = {0};
    Str rest = line;
    if (!setting) return NULL;
    setting->place = place;
    setting->key = str_next_word(&rest);
    setting->value = str_trim(rest);
    if (setting->value.count == 0) {
        parse_fail(parser, place, "\"%.*s\" needs a value: expected lines of a key and a value, as in \"steps 32\"", str_fit(line, 60),
                   line.at);
        return NULL;
    }
    if (!parser->host->check_setting || parser->host->check_setting(parser->host->user, setting->key, setting->value, &found))
        return setting;
    bool is_key_right = parser->host->check_setting(parser->host->user, setting->key, (Str){NULL, 0}, &(Diag){0});
    parse_fail_found(parser, is_key_right ? place_in(place, line, setting->value.at) : place, &found);
    return NULL;
}

static Str word_behind(Str line) {
    str_next_word(&line);
    return str_trim(line);
}

/* "from NAME" or "preset NAME". True when it was one. */
static bool read_origin(Parser *parser, const LessonSetup **from, Str *preset, Str line, LessonPlace place) {
    Str name = word_behind(line);
    Diag found = {0};
    place = place_in(place, line, name.count > 0 ? name.at : line.at);
    if (parse_begins(line, "from")) {
        *from = require_setup(parser, name, place);
        return true;
    }
    if (!preset || !parse_begins(line, "preset")) return false;
    *preset = name;
    if (parser->host->check_preset && !parser->host->check_preset(parser->host->user, name, &found)) {
        parse_fail_found(parser, place, &found);
        *preset = (Str){"", 0};
    }
    return true;
}

LessonSetup *parse_setup(Parser *parser, Str name, Str body, LessonPlace place, LessonPlace body_place) {
    LessonSetup *setup = parse_new(parser, sizeof *setup);
    BlockLines lines = lines_of(body, body_place, true);
    bool is_first = true;
    if (!setup) return NULL;
    setup->place = place;
    setup->name = setup->preset = (Str){"", 0};
    if (name.count > 0 && check_name(parser, name, "setup", place)) {
        if (find_setup(parser->lesson, name))
            parse_fail(parser, place, "there is a setup \"%.*s\" above already; expected another name", name.count, name.at);
        lesson_copy(&setup->name, &parser->lesson->memory, name.at, name.count); /* terminated, for messages */
    }
    for (LessonSetting **tail = &setup->setting; parse_next_line(&lines); is_first = false) {
        bool is_origin = parse_begins(lines.line, "from") || parse_begins(lines.line, "preset");
        if (is_origin && is_first && read_origin(parser, &setup->from, &setup->preset, lines.line, lines.at)) continue;
        if (is_origin) {
            parse_fail(parser, lines.at, "from and preset can only stand in the first line of a setup");
            continue;
        }
        *tail = parse_setting(parser, lines.line, lines.at);
        if (*tail) tail = &(*tail)->next;
    }
    *parser->setup_tail = setup;
    parser->setup_tail = &setup->next;
    parser->last_setup = setup;
    return setup;
}

/* "from start; key value; key value" */
static void read_variant(Parser *parser, LessonVariant *variant, Str text, LessonPlace place) {
    LessonSetting **tail = &variant->setting;
    const char *begin = text.at;
    bool is_first = true;
    for (int i = 0; i <= text.count; i++) {
        if (i < text.count && text.at[i] != ';') continue;
        Str part = str_trim((Str){begin, (int)(text.at + i - begin)});
        LessonPlace at = place_in(place, text, part.count > 0 ? part.at : begin);
        begin = text.at + i + 1;
        if (part.count == 0) continue;
        bool is_origin = is_first && read_origin(parser, &variant->from, NULL, part, at);
        is_first = false;
        if (is_origin) continue;
        *tail = parse_setting(parser, part, at);
        if (*tail) tail = &(*tail)->next;
    }
}

static const LessonVariant *find_variant(const Parser *parser, Str name) {
    for (const LessonVariant *variant = parser->variant; variant; variant = variant->next) {
        if (str_same(variant->name, name)) return variant;
    }
    return NULL;
}

LessonVariant *parse_compare(Parser *parser, Str body, LessonPlace place) {
    LessonVariant *first = NULL, **tail = &first;
    BlockLines lines = lines_of(body, place, true);
    int count = 0;
    while (parse_next_line(&lines)) {
        const char *colon = memchr(lines.line.at, ':', (size_t)lines.line.count);
        if (!colon) {
            parse_fail(parser, lines.at, "a variant is expected, as in \"LSTM: from start; cell lstm\"");
            continue;
        }
        Str name = str_trim((Str){lines.line.at, (int)(colon - lines.line.at)});
        if (!check_name(parser, name, "variant", lines.at)) continue;
        if (++count > LESSON_VARIANT_MAX) {
            parse_fail(parser, lines.at, "at most %d variants can be compared", LESSON_VARIANT_MAX);
            break;
        }
        for (LessonVariant *other = first; other; other = other->next) {
            if (str_same(other->name, name))
                parse_fail(parser, lines.at, "there is a variant \"%.*s\" already; expected another name", name.count, name.at);
        }
        LessonVariant *variant = parse_new(parser, sizeof *variant);
        if (!variant) break;
        variant->place = lines.at;
        variant->name = name;
        *tail = variant;
        tail = &variant->next;
        Str rest = {colon + 1, (int)(lines.line.at + lines.line.count - colon - 1)};
        read_variant(parser, variant, rest, place_in(lines.at, lines.line, rest.at));
    }
    if (!first) parse_fail(parser, place, "nothing is compared here: expected lines such as \"LSTM: from start; cell lstm\"");
    return first;
}

/* --- commands --- */

/* Cuts "NAME: " off if this step compares; the rest is the command. */
static bool read_prefix(Parser *parser, LessonLine *line, Str *text, LessonPlace place) {
    const char *colon = memchr(text->at, ':', (size_t)text->count);
    if (!colon || !parser->variant) return true;
    Str name = str_trim((Str){text->at, (int)(colon - text->at)});
    bool has_blank = colon + 1 < text->at + text->count && colon[1] == ' ';
    if (!has_blank) return true;
    if (!find_variant(parser, name)) {
        Diag unused = {0};
        if (parser->host->check_command && parser->host->check_command(parser->host->user, *text, &unused)) return true;
        return parse_fail(parser, place, "this step compares no \"%.*s\"", str_fit(name, 60), name.at);
    }
    line->variant = name;
    *text = str_trim((Str){colon + 1, (int)(text->at + text->count - colon - 1)});
    return true;
}

LessonLine *parse_command(Parser *parser, Str text, LessonPlace place) {
    LessonLine *line = parse_new(parser, sizeof *line);
    Diag found = {0};
    Str whole = text;
    if (!line) return NULL;
    line->place = place;
    line->variant = line->text = (Str){"", 0};
    if (str_equal(text, "--")) {
        line->is_stop = true;
        return line;
    }
    if (!read_prefix(parser, line, &text, place)) return NULL;
    if (parse_begins(text, "train") && text.count > 7 && !memcmp(text.at + text.count - 7, " bursts", 7)) {
        line->must_burst = true;
        text = str_trim((Str){text.at, text.count - 7});
    }
    line->text = text;
    line->place = place_in(place, whole, text.at);
    if (text.count == 0) {
        parse_fail(parser, place, "a command is expected here");
        return NULL;
    }
    if (!parser->host->check_command || parser->host->check_command(parser->host->user, text, &found)) return line;
    parse_fail_found(parser, line->place, &found);
    return NULL;
}

LessonLine *parse_commands(Parser *parser, Str body, LessonPlace place) {
    LessonLine *first = NULL, **tail = &first;
    BlockLines lines = lines_of(body, place, true);
    while (parse_next_line(&lines)) {
        *tail = parse_command(parser, lines.line, lines.at);
        if (*tail) tail = &(*tail)->next;
    }
    return first;
}

LessonLine *parse_solution(Parser *parser, Str text, LessonPlace place) {
    LessonLine *first = NULL, **tail = &first;
    int begin = 0;
    for (int i = 0; i <= text.count; i++) {
        if (i < text.count && text.at[i] != ';') continue;
        Str part = str_trim((Str){text.at + begin, i - begin});
        begin = i + 1;
        if (part.count == 0) continue;
        *tail = parse_command(parser, part, place_in(place, text, part.at));
        if (*tail) tail = &(*tail)->next;
    }
    if (!first) parse_fail(parser, place, "commands are expected here, as in \"solution: set radius 0.75; train 200\"");
    return first;
}

/* --- controls and looks --- */

LessonAllow *parse_allow(Parser *parser, Str body, LessonPlace place) {
    LessonAllow *allow = parse_new(parser, sizeof *allow);
    BlockLines lines = lines_of(body, place, false);
    if (!allow) return NULL;
    LessonSetting **tail = &allow->key;
    bool has_line = parse_next_line(&lines);
    Str rest = lines.line, word;
    while (has_line && (word = str_next_word(&rest)).count > 0) {
        LessonPlace at = place_in(lines.at, lines.line, word.at);
        Diag found = {0};
        bool is_word = str_equal(word, "all") || str_equal(word, "none");
        if (is_word && str_equal(lines.line, str_equal(word, "all") ? "all" : "none")) {
            allow->all = str_equal(word, "all");
            allow->none = !allow->all;
            break;
        }
        if (is_word) {
            parse_fail(parser, at, "\"%.*s\" stands alone or not at all", word.count, word.at);
            continue;
        }
        if (parser->host->check_setting && !parser->host->check_setting(parser->host->user, word, (Str){NULL, 0}, &found)) {
            parse_fail_found(parser, at, &found);
            continue;
        }
        LessonSetting *setting = parse_new(parser, sizeof *setting);
        if (!setting) break;
        *setting = (LessonSetting){.place = at, .key = word};
        *tail = setting;
        tail = &setting->next;
    }
    if (!has_line) parse_fail(parser, place, "expected the keys of the controls that are shown, or all, or none");
    if (has_line && parse_next_line(&lines)) parse_fail(parser, lines.at, "all keys stand on one line");
    return allow;
}

/* "1e-14..1e2" */
static bool read_axis(Parser *parser, LessonLook *look, Str text, LessonPlace place) {
    for (int i = 0; i + 1 < text.count; i++) {
        if (text.at[i] != '.' || text.at[i + 1] != '.') continue;
        Str least = {text.at, i}, most = {text.at + i + 2, text.count - i - 2};
        if (!number_parse(&look->least, str_trim(least)) || !number_parse(&look->most, str_trim(most))) break;
        if (look->least > 0 && look->least <= 1e-8 && look->most >= 1e2 && look->most < 1e300) return true;
        return parse_fail(parser, place, "an axis can be wider than 1e-8..1e2, never narrower");
    }
    return parse_fail(parser, place, "expected two numbers, as in \"axis 1e-14..1e2\"");
}

LessonLook *parse_look(Parser *parser, Str body, LessonPlace place) {
    LessonLook *first = NULL, **tail = &first;
    BlockLines lines = lines_of(body, place, true);
    while (parse_next_line(&lines)) {
        LessonLook *look = parse_new(parser, sizeof *look);
        Str rest = lines.line, word = str_next_word(&rest);
        Diag found = {0};
        if (!look) break;
        rest = str_trim(rest);
        look->place = lines.at;
        look->kind = str_equal(word, "zoom")   ? LOOK_ZOOM
                     : str_equal(word, "dim")  ? LOOK_DIM
                     : str_equal(word, "axis") ? LOOK_AXIS
                                               : LOOK_AT;
        look->text = look->kind == LOOK_AT ? lines.line : rest;
        LessonPlace at = place_in(lines.at, lines.line, look->text.count > 0 ? look->text.at : lines.line.at);
        if (look->text.count == 0) {
            parse_fail(parser, at, "%.*s needs a word after it, as in \"zoom chart\"", word.count, word.at);
            continue;
        }
        if (look->kind == LOOK_AXIS && !read_axis(parser, look, look->text, at)) continue;
        if (look->kind == LOOK_ZOOM && !str_equal(look->text, "chart") && !str_equal(look->text, "chain")) {
            parse_fail(parser, at, "\"%.*s\" cannot be made larger; expected zoom chart or zoom chain", str_fit(look->text, 60),
                       look->text.at);
            continue;
        }
        bool is_mark = look->kind != LOOK_AXIS && parser->host->check_mark;
        if (is_mark && !parser->host->check_mark(parser->host->user, look->text, &found)) {
            parse_fail_found(parser, at, &found);
            continue;
        }
        *tail = look;
        tail = &look->next;
    }
    return first;
}
