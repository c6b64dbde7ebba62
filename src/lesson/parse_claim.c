/* assert and try: conditions that `unroll check` evaluates.

   [slow] [[N of ]seeds a..b: ] [at update N: ] [NAME: ] CONDITION */
#include "base/number.h"
#include "lesson/parse.h"
#include <string.h>

enum { SEED_MAX = 1000 }; /* of one claim */

static LessonPlace place_in(LessonPlace place, Str line, const char *at) {
    place.column += (int)(at - line.at);
    return place;
}

static bool read_count(long *out, Str text, long least, long most) { return number_parse_int(out, text) && *out >= least && *out <= most; }

/* "seeds 1..20" after an optional count */
static bool read_seeds(Parser *parser, LessonClaim *claim, Str range, LessonPlace place) {
    for (int i = 1; i + 2 < range.count; i++) {
        if (range.at[i] != '.' || range.at[i + 1] != '.') continue;
        Str first = {range.at, i}, last = {range.at + i + 2, range.count - i - 2};
        if (!read_count(&claim->seed_first, first, 1, 1000000) || !read_count(&claim->seed_last, last, 1, 1000000)) break;
        long count = claim->seed_last - claim->seed_first + 1;
        if (count < 1 || count > SEED_MAX) return parse_fail(parser, place, "expected 1 to %d seeds, the first one first", SEED_MAX);
        if (claim->at_least > count) return parse_fail(parser, place, "%ld of %ld seeds cannot hold it", claim->at_least, count);
        return true;
    }
    return parse_fail(parser, place, "expected seeds as in \"seeds 1..20: \"");
}

static const LessonVariant *find_variant(const Parser *parser, Str name) {
    for (const LessonVariant *variant = parser->variant; variant; variant = variant->next) {
        if (variant->name.count == name.count && !memcmp(variant->name.at, name.at, (size_t)name.count)) return variant;
    }
    return NULL;
}

static bool is_name(Str text) {
    for (int i = 0; i < text.count; i++) {
        unsigned char c = (unsigned char)text.at[i];
        bool good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' || c == '.' || c >= 0x80;
        if (!good) return false;
    }
    return text.count > 0 && text.at[text.count - 1] != ' ';
}

/* Cuts one prefix with its colon off the text. False if it was wrong, which is then reported. */
static bool read_prefix(Parser *parser, LessonClaim *claim, Str prefix, LessonPlace place) {
    Str rest = prefix, word = str_next_word(&rest), second = str_next_word(&rest), third = str_next_word(&rest),
        fourth = str_next_word(&rest);
    if (str_equal(word, "slow") && second.count == 0) {
        claim->is_slow = true;
        return true;
    }
    if (str_equal(word, "seeds") && third.count == 0) return read_seeds(parser, claim, second, place);
    if (str_equal(second, "of") && str_equal(third, "seeds")) {
        if (!read_count(&claim->at_least, word, 1, SEED_MAX))
            return parse_fail(parser, place, "expected a count, as in \"8 of seeds 1..20: \"");
        return read_seeds(parser, claim, fourth, place);
    }
    if (str_equal(word, "at") && str_equal(second, "update")) {
        if (read_count(&claim->at_update, third, 0, 1000000)) return true;
        return parse_fail(parser, place, "expected an update, as in \"at update 2000: \"");
    }
    if (find_variant(parser, prefix)) {
        claim->variant = prefix;
        return true;
    }
    const char *candidate[LESSON_VARIANT_MAX];
    char names[LESSON_VARIANT_MAX][64];
    int count = 0;
    for (const LessonVariant *variant = parser->variant; variant && count < LESSON_VARIANT_MAX; variant = variant->next) {
        str_copy(names[count], 64, variant->name);
        candidate[count] = names[count];
        count++;
    }
    const char *closest = str_find_closest(prefix, candidate, count);
    if (closest)
        return parse_fail(parser, place, "this step compares no \"%.*s\"; did you mean \"%s\"?", str_fit(prefix, 60), prefix.at, closest);
    return parse_fail(parser, place,
                      "this step compares no \"%.*s\"; expected seeds a..b:, N of seeds a..b:, at update N: or one that it compares",
                      str_fit(prefix, 60), prefix.at);
}

/* "expect burst within 40" */
static bool read_burst(Parser *parser, LessonClaim *claim, Str text, LessonPlace place) {
    Str rest = text;
    str_next_word(&rest);
    Str burst = str_next_word(&rest), within = str_next_word(&rest), number = str_trim(rest);
    if (str_equal(burst, "burst") && str_equal(within, "within") && read_count(&claim->burst_within, number, 1, 1000000)) return true;
    return parse_fail(parser, place, "expected \"expect burst within N\", N updates");
}

/* A prefix without its colon, without the blank after it, or with an invalid number: as a condition it would be reported as an unknown
   quantity. */
static bool begins_unended(Str text) {
    Str first = str_next_word(&text), second = str_next_word(&text);
    return str_equal(first, "seeds") || str_equal(second, "of") || (str_equal(first, "at") && str_equal(second, "update"));
}

static LessonClaim *read_claim(Parser *parser, Str line, LessonPlace place, bool all_slow) {
    LessonClaim *claim = parse_new(parser, sizeof *claim);
    Str text = line;
    if (!claim) return NULL;
    *claim = (LessonClaim){.place = place, .text = line, .at_update = -1, .variant = {"", 0}, .is_slow = all_slow};
    Str rest = text;
    if (str_equal(str_next_word(&rest), "slow")) {
        claim->is_slow = true;
        text = str_trim(rest);
    }
    for (;;) {
        const char *colon = memchr(text.at, ':', (size_t)text.count);
        Str prefix = {text.at, colon ? (int)(colon - text.at) : 0};
        bool has_blank = colon && colon + 1 < text.at + text.count && colon[1] == ' ';
        if (!has_blank || !is_name(prefix)) break;
        if (!read_prefix(parser, claim, prefix, place_in(place, line, text.at))) return NULL;
        text = str_trim((Str){colon + 1, (int)(text.at + text.count - colon - 1)});
    }
    claim->condition_place = place_in(place, line, text.at);
    if (begins_unended(text)) {
        parse_fail(parser, claim->condition_place,
                   "a prefix is not as expected: seeds a..b:, N of seeds a..b: or at update N:, each with its colon and a blank");
        return NULL;
    }
    if (parse_begins(text, "expect")) return read_burst(parser, claim, text, claim->condition_place) ? claim : NULL;
    claim->condition = parse_condition(parser, text, claim->condition_place);
    if (!claim->condition) return NULL;
    if (condition_is_truth(claim->condition)) return claim;
    parse_fail(parser, claim->condition_place, "this claims nothing: expected a comparison, as in \"rgrad 1 < 1e-5\"");
    return NULL;
}

LessonClaim *parse_claims(Parser *parser, Str body, LessonPlace place) {
    LessonClaim *first = NULL, **tail = &first;
    BlockLines lines = {.rest = body, .place = place, .comments = true};
    bool all_slow = false;
    for (bool is_first = true; parse_next_line(&lines); is_first = false) {
        if (str_equal(lines.line, "slow")) {
            if (!is_first) parse_fail(parser, lines.at, "slow alone stands in the first line, for all claims; or before one claim");
            all_slow = true;
            continue;
        }
        *tail = read_claim(parser, lines.line, lines.at, all_slow);
        if (*tail) tail = &(*tail)->next;
    }
    return first;
}

/* --- try --- */

/* "after 60s: text" */
static void read_hint(Parser *parser, LessonTry *attempt, Str text, LessonPlace place) {
    const char *colon = memchr(text.at, ':', (size_t)text.count);
    Str rest = {text.at, colon ? (int)(colon - text.at) : 0};
    Str after = str_next_word(&rest), seconds = str_trim(rest);
    bool has_unit = seconds.count > 1 && seconds.at[seconds.count - 1] == 's';
    bool good = str_equal(after, "after") && has_unit && number_parse(&attempt->hint_after_s, (Str){seconds.at, seconds.count - 1});
    good = good && attempt->hint_after_s >= 0 && attempt->hint_after_s <= 3600;
    if (good)
        attempt->hint = parse_inline(parser, (Str){colon + 1, (int)(text.at + text.count - colon - 1)}, place_in(place, text, colon + 1));
    if (!good || !attempt->hint) parse_fail(parser, place, "expected \"hint after 60s: what helps\"");
}

static void add_sentence(Parser *parser, LessonTry *attempt, Str line, LessonPlace place) {
    LessonSpan **tail = &attempt->ask, *more = parse_inline(parser, line, place);
    while (*tail) tail = &(*tail)->next;
    if (tail != &attempt->ask && more) {
        LessonSpan *blank = parse_new(parser, sizeof *blank);
        if (!blank) return;
        *blank = (LessonSpan){.kind = SPAN_TEXT, .place = place, .text = {" ", 1}, .next = more};
        more = blank;
    }
    *tail = more;
}

LessonTry *parse_try(Parser *parser, Str body, LessonPlace place, LessonPlace body_place) {
    LessonTry *attempt = parse_new(parser, sizeof *attempt);
    BlockLines lines = {.rest = body, .place = body_place};
    bool has_until = false;
    if (!attempt) return NULL;
    while (parse_next_line(&lines)) {
        Str rest = lines.line, word = str_next_word(&rest);
        rest = str_trim(rest);
        LessonPlace at = place_in(lines.at, lines.line, rest.count > 0 ? rest.at : lines.line.at);
        if (str_equal(word, "until")) {
            if (has_until) parse_fail(parser, lines.at, "there is an until above already; expected one, its conditions joined by and");
            has_until = true;
            attempt->until_place = at;
            attempt->until = parse_condition(parser, rest, at);
            if (attempt->until && !condition_is_truth(attempt->until)) {
                parse_fail(parser, at, "a comparison is expected, as in \"until rgrad 1 > 1e-3\"");
                attempt->until = NULL;
            }
        } else if (str_equal(word, "hint") || str_equal(word, "hint:")) {
            if (attempt->hint) parse_fail(parser, lines.at, "there is a hint above already; expected one");
            read_hint(parser, attempt, rest, at);
        } else if (str_equal(word, "solution:")) {
            if (attempt->solution)
                parse_fail(parser, lines.at, "there is a solution above already; expected one, its commands parted by ;");
            attempt->solution = parse_solution(parser, rest, at);
        } else {
            add_sentence(parser, attempt, lines.line, lines.at);
        }
    }
    if (!attempt->ask) parse_fail(parser, place, "a sentence that says what to try is expected");
    if (!has_until) parse_fail(parser, place, "a line is missing in this try: expected \"until rgrad 1 > 1e-3\"");
    if (has_until && !attempt->solution) parse_fail(parser, place, "a line is missing in this try: expected \"solution: set radius 0.75\"");
    return attempt;
}
