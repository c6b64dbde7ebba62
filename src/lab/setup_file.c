/* Two grammars, told apart by the first character that is not blank.

     {  an object: the settings themselves, or a report with "setup", "since" and "update" among whatever else it says
     else lines: key=value, several to a line where no value has a blank in it; "at UPDATE COMMAND" for a step of the list, or for what
        is held at its end; "at UPDATE" for the update at which it was saved; "compare NAME: key value; key value" for a variant, also behind the pairs of
        a line, where | separates several; "look COMMAND" for what the person looked at; from # on a line says nothing. A saved file begins
        with "unroll VERSION" and ends with "end": one that was cut off is refused

   Strict on purpose: an unknown key, a name that occurs twice in an object and a step that comes too early are reported as errors. Only an
   object with "setup" may have other names: a report has many. */
#include "lab/setup_file.h"
#include "base/arena.h"
#include "base/json.h"
#include "base/number.h"
#include "lab/command.h"
#include "lab/eigenvalue.h"
#include <string.h>

enum { NAME_SIZE = 64, UPDATE_MAX = 1000000000 };

void setup_file_deinit(SetupFile *file) {
    mem_free(file->step);
    weights_list_clear(&file->weights);
    text_shelf_clear(&file->texts);
    memset(file, 0, sizeof *file);
}

bool setup_file_copy(SetupFile *out, const SetupFile *file) {
    *out = *file;
    out->step = NULL;
    out->step_capacity = 0;
    memset(&out->weights, 0, sizeof out->weights);
    memset(&out->texts, 0, sizeof out->texts);
    bool good = weights_list_share(&out->weights, &file->weights) && text_shelf_share(&out->texts, &file->texts);
    if (good && file->step_count > 0) {
        out->step = mem_new((size_t)file->step_count * sizeof *out->step);
        good = out->step != NULL;
        if (good) {
            out->step_capacity = file->step_count;
            memcpy(out->step, file->step, (size_t)file->step_count * sizeof *out->step);
        }
    }
    if (!good) setup_file_deinit(out);
    return good;
}

/* --- steps --- */

/* Does the step go on from the last one: another `next` at the same update, or the `update` behind it? */
static bool goes_on(const SinceStep *last, const SinceStep *step) {
    if (step->kind == SINCE_NEXT) return last->kind == SINCE_NEXT && last->update == step->update;
    return step->kind == SINCE_UPDATE && last->kind == SINCE_UPDATE && last->update + last->count == step->update;
}

bool setup_file_add(SetupFile *file, const SinceStep *step, Diag *diag) {
    if (file->step_count > 0 && goes_on(&file->step[file->step_count - 1], step)) {
        file->step[file->step_count - 1].count += step->count;
        return true;
    }
    if (file->step_count == SINCE_MAX) return diag_fail(diag, "there are more than %d changes since the start", (int)SINCE_MAX);
    if (file->step_count == file->step_capacity) {
        int capacity = file->step_capacity > 0 ? 2 * file->step_capacity : 16;
        SinceStep *grown = mem_grow(file->step, (size_t)file->step_capacity * sizeof *grown, (size_t)capacity * sizeof *grown);
        if (!grown) return diag_fail(diag, "memory is out");
        file->step = grown;
        file->step_capacity = capacity;
    }
    file->step[file->step_count++] = *step;
    return true;
}

/* The update at which the last step leaves the run: an `update` is one. */
static long reached(const SetupFile *file) {
    if (file->step_count == 0) return 0;
    const SinceStep *last = &file->step[file->step_count - 1];
    return last->update + (last->kind == SINCE_UPDATE ? last->count : 0);
}

/* Training releases held values: only the list's end has any. */
static bool add_hold(SetupFile *file, long update, Str text, Diag *diag) {
    if (file->hold_count == RUN_HOLD_MAX) return diag_fail(diag, "more than %d numbers are held at once", RUN_HOLD_MAX);
    if (update > file->hold_update) file->hold_count = 0;
    file->hold_update = update;
    WhatIfWords *words = &file->hold[file->hold_count++];
    if (!whatif_words_parse(words, text, diag)) return false;
    return (!words->is_none && !words->is_free) || diag_fail(diag, "a list of changes needs no what-if that lets go; leave it out");
}

/* "weights HASH NAME": the name may have blanks. */
static bool add_weights(SetupFile *file, long update, Str rest, Diag *diag) {
    char name[WEIGHTS_NAME_SIZE];
    uint64_t hash = 0;
    Str word = str_next_word(&rest);
    rest = str_trim(rest);
    for (int i = 0; i < word.count; i++) {
        int digit = word.at[i] >= '0' && word.at[i] <= '9'   ? word.at[i] - '0'
                    : word.at[i] >= 'a' && word.at[i] <= 'f' ? word.at[i] - 'a' + 10
                                                             : -1;
        if (digit < 0 || word.count != 16)
            return diag_fail(diag, "'%.*s' is not a hash of weights; expected 16 digits from 0 to f", str_fit(word, 30), word.at);
        hash = hash << 4 | (uint64_t)digit;
    }
    if (word.count == 0 || rest.count == 0 || !str_copy(name, WEIGHTS_NAME_SIZE, rest))
        return diag_fail(diag, "weights: expected the hash and the name of a file");
    for (int i = 0; i < rest.count; i++) {
        if (rest.at[i] == '/' || rest.at[i] == '\\')
            return diag_fail(diag, "weights: '%s' is not in the same folder; expected a name without folders", name);
    }
    SinceStep step = {.kind = SINCE_WEIGHTS, .hash = hash, .update = update, .count = 1};
    return weights_list_add(&file->weights, name, hash, NULL, 0, diag) && setup_file_add(file, &step, diag);
}

static bool add_step(SetupFile *file, long update, Str line, Diag *diag) {
    Str rest = line;
    Command command;
    Diag found = {0};
    if (update < reached(file)) {
        return diag_fail(diag, "update %ld comes too early: the change before it leaves the run at update %ld", update, reached(file));
    }
    if (str_equal(str_next_word(&rest), "weights")) return add_weights(file, update, rest, diag);
    if (!command_parse(&command, line, &found)) return diag_fail(diag, "%s", found.text);
    SinceStep step = {.update = update, .count = 1};
    if (command.id == COMMAND_WHATIF) return add_hold(file, update, command.arg[0].text, diag);
    switch (command.id) {
    case COMMAND_SET:
        step.kind = SINCE_SET;
        step.key = (SetupKey)(int)command.arg[0].number;
        step.value = command.arg[1].number;
        break;
    case COMMAND_NEXT: step.kind = SINCE_NEXT; break;
    case COMMAND_EIGENVALUE:
        if (!eigenvalue_parse(&step, &command, &found)) return diag_fail(diag, "%s", found.text);
        step.update = update;
        break;
    case COMMAND_UPDATE: step.kind = SINCE_UPDATE; break;
    default:
        return diag_fail(diag, "\"%s\" is not a change of this list; expected set, next, update, eigenvalue or whatif",
                         command_table[command.id].word);
    }
    return setup_file_add(file, &step, diag);
}

static bool read_update(long *out, Str text) { return number_parse_int(out, text) && *out >= 0 && *out <= UPDATE_MAX; }

static bool check_end(const SetupFile *file, Diag *diag) {
    if (file->hold_count > 0 && file->hold_update != file->update)
        return diag_fail(diag, "what is held from update %ld on lasts only until the next update, but this was saved at update %ld",
                         file->hold_update, file->update);
    if (file->update >= reached(file)) return true;
    return diag_fail(diag, "it was saved at update %ld, but its last change leaves the run at update %ld", file->update, reached(file));
}

/* --- what was looked at --- */

/* Only commands that look: a file from somebody else must not save, train or change the person's settings. */
bool setup_file_may_look(const Command *command) {
    switch (command->id) {
    case COMMAND_SEEK:
    case COMMAND_FOLLOW:
    case COMMAND_GRADIENT:
    case COMMAND_CHAIN:
    case COMMAND_UNIT:
    case COMMAND_CELL:
    case COMMAND_SHOW:
    case COMMAND_MICROSCOPE:
    case COMMAND_BLOCK:
    case COMMAND_ITEMISE:
    case COMMAND_TEMPERATURE:
    case COMMAND_CURVE:
    case COMMAND_RACE:
    case COMMAND_CLIFF:
    case COMMAND_TERMS: return true;
    case COMMAND_CHECK: return command->arg[0].number == 0; /* a weight */
    default: return false;
    }
}

bool setup_file_add_look(SetupFile *file, Str line, Diag *diag) {
    Command command;
    Diag found = {0};
    size_t used = strlen(file->look);
    line = str_trim(line);
    if (!command_parse(&command, line, &found)) return diag_fail(diag, "%s", found.text);
    if (!setup_file_may_look(&command))
        return diag_fail(diag, "\"%s\" changes more than the view; expected a command such as seek, follow or show",
                         command_table[command.id].word);
    if (used + (size_t)line.count + 2 > sizeof file->look)
        return diag_fail(diag, "the view is described in more than %d bytes", SETUP_LOOK_SIZE - 1);
    text_format(file->look + used, (int)(sizeof file->look - used), "%.*s\n", line.count, line.at);
    for (char *at = file->look + used; *at != '\n'; at++) { /* a line to share takes none of these */
        if ((unsigned char)*at >= 32 && *at != 127) continue;
        if (*at != '\t') {
            int code = *at;
            file->look[used] = '\0';
            return diag_fail(diag, "There is a character that cannot be seen here (U+%04X); expected none", (unsigned)code);
        }
        *at = ' ';
    }
    return true;
}

/* --- JSON --- */

static bool fail_as(Json *json, int at, const Diag *found) { return json_fail(json, at, "%s", found->text); }

static bool read_whole(Json *json, long *out, const char *name) {
    Str number;
    int at = (json_peek(json), json->at);
    if (!json_read_number(json, &number)) return false;
    return read_update(out, number) ||
           json_fail(json, at, "%s is %.*s; expected a whole number from 0 to %d", name, str_fit(number, 30), number.at, UPDATE_MAX);
}

static bool check_version(long version, Diag *diag) {
    if (version <= SETUP_FILE_VERSION && version > 0) return true;
    if (version > SETUP_FILE_VERSION)
        return diag_fail(diag, "this was saved in version %ld by a newer Unroll; this program reads up to version %d", version,
                         SETUP_FILE_VERSION);
    return diag_fail(diag, "this was saved in version %ld; expected version %d, which this program reads", version, SETUP_FILE_VERSION);
}

static bool read_version(Json *json) {
    long version;
    int at = (json_peek(json), json->at);
    if (!read_whole(json, &version, "the version")) return false;
    Diag found = {0};
    return check_version(version, &found) || json_fail(json, at, "%s", found.text);
}

static bool read_value(Json *json, SetupBatch *batch, const char *key) {
    char word[NAME_SIZE];
    Diag found = {0};
    Str value;
    int index = setup_find_key(str_from(key)), key_at = json->name_at, at = (json_peek(json), json->at);
    if (index >= 0 && batch->said[index]) return json_fail(json, key_at, "\"%s\" stands here twice", setup_table[index].key);
    if (json_peek(json) == '"') {
        if (!json_read_string(json, word, (int)sizeof word)) return false;
        value = str_from(word);
    } else if (index >= 0 && setup_table[index].kind == SETUP_CHOICE) {
        char choice[NAME_SIZE];
        setup_choice(choice, (int)sizeof choice, (SetupKey)index, 0, false);
        return json_fail(json, at, "%s is not a word in quotes; expected one such as \"%s\"", key, choice);
    } else if (!json_read_number(json, &value)) {
        return false;
    }
    if (index >= 0 && setup_table[index].kind != SETUP_CHOICE && value.at == word && !setup_can_be_drawn((SetupKey)index)) {
        return json_fail(json, at, "%s is \"%s\"; expected a number without quotes", key, word);
    }
    return setup_batch_set(batch, str_from(key), value, &found) || fail_as(json, index < 0 ? key_at : at, &found);
}

/* An object of settings; where it is the whole text it may have a version. */
static bool read_batch(Json *json, SetupBatch *batch, bool is_whole) {
    char name[NAME_SIZE];
    int count = 0;
    bool more;
    if (!json_open(json, '{')) return false;
    for (;;) {
        if (!json_next(json, '{', &count, &more, name, (int)sizeof name)) return false;
        if (!more) return true;
        if (is_whole && !strcmp(name, "version") ? !read_version(json) : !read_value(json, batch, name)) return false;
    }
}

static bool read_settings(Json *json, SetupFile *file, bool is_whole) {
    SetupBatch batch;
    setup_batch_begin(&batch);
    bool good = read_batch(json, &batch, is_whole);
    file->setup = batch.setup;
    return good;
}

static bool read_step(Json *json, SetupFile *file) {
    char name[NAME_SIZE], line[COMMAND_SHORT_MAX] = "";
    long update = -1;
    int count = 0, start = (json_peek(json), json->at);
    bool more = true;
    Diag found = {0};
    if (!json_open(json, '{')) return false;
    while (json_next(json, '{', &count, &more, name, (int)sizeof name) && more) {
        bool is_known = !strcmp(name, "update") || !strcmp(name, "do");
        if (!is_known) return json_fail(json, json->name_at, "\"%s\" is not known here; expected \"update\" and \"do\"", name);
        if (name[0] == 'u' ? !read_whole(json, &update, "the update") : !json_read_string(json, line, (int)sizeof line)) return false;
    }
    if (more) return false;
    if (update < 0 || !line[0]) return json_fail(json, start, "a change is {\"update\": 500, \"do\": \"set learning_rate 0.01\"}");
    return add_step(file, update, str_from(line), &found) || fail_as(json, start, &found);
}

static bool read_since(Json *json, SetupFile *file) {
    int count = 0, at = (json_peek(json), json->at);
    bool more = true;
    if (json_peek(json) == 'n') {
        return json_skip(json) && json_fail(json, at, "the changes since the start were not kept, so this run cannot be made again");
    }
    if (!json_open(json, '[')) return false;
    while (json_next(json, '[', &count, &more, NULL, 0)) {
        if (!more) return true;
        if (!read_step(json, file)) return false;
    }
    return false;
}

/* Beside "name" and "set" other names may stand: a report of `train` has results there. */
static bool read_variant(Json *json, SetupFile *file) {
    char name[VARIANT_LINE_SIZE], line[VARIANT_LINE_SIZE];
    int count = 0, start = (json_peek(json), json->at);
    bool more = true;
    Diag found = {0};
    Variant variant = {.name = ""};
    SetupBatch batch;
    setup_batch_begin(&batch);
    if (!json_open(json, '{')) return false;
    while (json_next(json, '{', &count, &more, line, NAME_SIZE) && more) {
        if (!strcmp(line, "name")) {
            if (!json_read_string(json, name, (int)sizeof name)) return false;
            if (!str_copy(variant.name, VARIANT_NAME_SIZE, str_from(name)))
                return json_fail(json, start, "the name of a variant is longer than %d bytes", VARIANT_NAME_SIZE - 1);
        } else if (!(!strcmp(line, "set") ? read_batch(json, &batch, false) : json_skip(json))) {
            return false;
        }
    }
    if (more) return false;
    memcpy(variant.said, batch.said, sizeof variant.said);
    for (int key = 0; key < KEY_COUNT; key++) variant.value[key] = batch.said[key] ? batch.setup.value[key] : 0;
    variant_format(line, (int)sizeof line, &variant);
    return variant_list_apply(&file->variants, str_from(line), &found) || fail_as(json, start, &found);
}

static bool read_variants(Json *json, SetupFile *file) {
    int count = 0;
    bool more = true;
    if (!json_open(json, '[')) return false;
    while (json_next(json, '[', &count, &more, NULL, 0)) {
        if (!more) return true;
        if (!read_variant(json, file)) return false;
    }
    return false;
}

/* Is it a report, with "setup" in it? False also where it is no object at all; reading it then says why. */
static bool has_setup(const Json *from) {
    Json json = *from;
    Diag unheard;
    char name[NAME_SIZE];
    int count = 0;
    bool more;
    json.diag = &unheard;
    if (!json_open(&json, '{')) return false;
    while (json_next(&json, '{', &count, &more, name, (int)sizeof name) && more) {
        if (!strcmp(name, "setup")) return true;
        if (!json_skip(&json)) return false;
    }
    return false;
}

static bool read_report(Json *json, SetupFile *file) {
    char name[NAME_SIZE];
    int count = 0;
    bool more = true;
    Diag found = {0};
    if (!json_open(json, '{')) return false;
    while (json_next(json, '{', &count, &more, name, (int)sizeof name)) {
        if (!more) return check_end(file, &found) || fail_as(json, json->at, &found);
        bool good = !strcmp(name, "version")    ? read_version(json)
                    : !strcmp(name, "setup")    ? read_settings(json, file, false)
                    : !strcmp(name, "since")    ? read_since(json, file)
                    : !strcmp(name, "variants") ? read_variants(json, file)
                    : !strcmp(name, "update")   ? read_whole(json, &file->update, "the update")
                                                : json_skip(json);
        if (!good) return false;
    }
    return false;
}

static bool read_json(SetupFile *file, const char *name, Str text, Diag *diag) {
    Json json;
    json_begin(&json, name, text, diag);
    if (!json_check_names(&json)) return false;
    bool good = has_setup(&json) ? read_report(&json, file) : read_settings(&json, file, true);
    return good && json_end(&json);
}

/* --- lines --- */

typedef struct Lines {
    SetupFile *file;
    SetupBatch batch;
    const char *name;
    Str text;
    Diag *diag;
    bool has_update, has_head, has_end, has_more; /* "unroll 1", "end", anything else */
} Lines;

static bool fail_line(const Lines *lines, const char *at, const Diag *found) {
    int line, column;
    str_find_place(lines->text, (int)(at - lines->text.at), &line, &column);
    return diag_fail_at(lines->diag, lines->name, line, column, "%s", found->text);
}

static bool read_at(Lines *lines, Str rest, const char *start) {
    Diag found = {0};
    long update;
    Str number = str_next_word(&rest), line = str_trim(rest);
    if (!read_update(&update, number)) {
        diag_fail(&found, "found '%.*s' after \"at\"; expected the number of an update", str_fit(number, 30), number.at ? number.at : "");
        return fail_line(lines, start, &found);
    }
    if (line.count == 0) {
        lines->file->update = update;
        lines->has_update = true;
        return true;
    }
    return add_step(lines->file, update, line, &found) || fail_line(lines, start, &found);
}

static bool read_pair(Lines *lines, Str pair) {
    Diag found = {0};
    const char *equals = memchr(pair.at, '=', (size_t)pair.count);
    if (!equals || equals == pair.at) {
        diag_fail(&found, "found '%.*s'; expected key=value", str_fit(pair, 60), pair.at);
        return fail_line(lines, pair.at, &found);
    }
    Str key = {pair.at, (int)(equals - pair.at)}, value = {equals + 1, (int)(pair.at + pair.count - equals - 1)};
    return setup_batch_set(&lines->batch, key, value, &found) || fail_line(lines, pair.at, &found);
}

static bool read_variants_line(Lines *lines, Str rest) {
    while (rest.count > 0) {
        Diag found = {0};
        const char *mark = memchr(rest.at, '|', (size_t)rest.count);
        Str piece = {rest.at, mark ? (int)(mark - rest.at) : rest.count};
        if (!variant_list_apply(&lines->file->variants, piece, &found)) return fail_line(lines, piece.at, &found);
        rest = mark ? (Str){mark + 1, rest.count - piece.count - 1} : (Str){rest.at, 0};
    }
    return true;
}

/* Cuts off the line what stands from the word "compare" on, and returns what follows that word. */
static Str cut_compare(Str *line) {
    Str rest = *line;
    while (rest.count > 0) {
        Str word = str_next_word(&rest);
        if (!str_equal(word, "compare")) continue;
        *line = str_trim((Str){line->at, (int)(word.at - line->at)});
        return str_trim(rest);
    }
    return (Str){line->at, 0};
}

/* "text file NAME": of the text whose hash the settings have. */
static bool read_text_name(Lines *lines, Str name) {
    Diag found = {0};
    return text_shelf_name(&lines->file->texts, str_trim(name), &found) || fail_line(lines, name.at, &found);
}

/* "unroll 1": the first line of a saved file. What a newer one says is not looked at. */
static bool read_head(Lines *lines, Str rest, const char *start) {
    Diag found = {0};
    long version = 0;
    rest = str_trim(rest);
    bool good = !lines->has_head && !lines->has_more;
    if (!good)
        diag_fail(&found, "found \"unroll\" here; expected it once, as the first line");
    else if (!number_parse_int(&version, rest))
        good = diag_fail(&found, "found '%.*s' after \"unroll\"; expected the version, as in unroll %d", str_fit(rest, 30),
                         rest.count ? rest.at : "", SETUP_FILE_VERSION);
    else
        good = check_version(version, &found);
    lines->has_head = true;
    return good || fail_line(lines, start, &found);
}

static bool read_line(Lines *lines, Str line) {
    int equals = 0;
    Diag found = {0};
    Str rest = line, first = str_next_word(&rest);
    if (str_equal(first, "unroll")) return read_head(lines, rest, line.at);
    if (lines->has_end) {
        diag_fail(&found, "found '%.*s' after \"end\"; expected nothing more", str_fit(line, 30), line.at);
        return fail_line(lines, line.at, &found);
    }
    if (lines->has_head && str_equal(line, "end")) return lines->has_end = true;
    lines->has_more = true;
    if (str_equal(first, "text_file")) return read_text_name(lines, rest);
    if (str_equal(first, "at")) return read_at(lines, rest, line.at);
    if (str_equal(first, "look")) return setup_file_add_look(lines->file, rest, &found) || fail_line(lines, line.at, &found);
    Str variants = cut_compare(&line);
    if (!read_variants_line(lines, variants)) return false;
    if (line.count == 0) return true;
    rest = line;
    first = str_next_word(&rest);
    for (int i = 0; i < line.count; i++) equals += line.at[i] == '=';
    if (equals == 1) {
        if (str_equal(first, "--set")) line = str_trim(rest);
        return read_pair(lines, line);
    }
    while (line.count > 0) {
        Str word = str_next_word(&line);
        if (word.count > 0 && !str_equal(word, "--set") && !read_pair(lines, word)) return false;
    }
    return true;
}

static bool read_lines(SetupFile *file, const char *name, Str text, Diag *diag) {
    Lines lines = {.file = file, .name = name, .text = text, .diag = diag};
    Diag found = {0};
    setup_batch_begin(&lines.batch);
    for (Str rest = text; rest.count > 0;) {
        Str line = str_next_line(&rest);
        const char *comment = line.count > 0 ? memchr(line.at, '#', (size_t)line.count) : NULL;
        if (comment) line.count = (int)(comment - line.at);
        line = str_trim(line);
        if (line.count > 0 && !read_line(&lines, line)) return false;
    }
    if (lines.has_head && !lines.has_end) {
        diag_fail(&found, "the file ends here, before its line \"end\": part of it is missing");
        return fail_line(&lines, text.at + text.count, &found);
    }
    file->setup = lines.batch.setup;
    if (!lines.has_update) file->update = file->hold_count > 0 ? file->hold_update : reached(file);
    return check_end(file, &found) || diag_fail_at(diag, name, 0, 0, "%s", found.text);
}

bool setup_file_read(SetupFile *file, const char *name, Str text, Diag *diag) {
    memset(file, 0, sizeof *file);
    setup_init(&file->setup);
    if (text.count > SETUP_FILE_BYTES_MAX) return diag_fail_at(diag, name, 0, 0, "it is larger than %d MB", SETUP_FILE_BYTES_MAX >> 20);
    if (text.count >= 3 && memcmp(text.at, "\xEF\xBB\xBF", 3) == 0) text = (Str){text.at + 3, text.count - 3}; /* a byte-order mark */
    Str start = str_trim(text);
    bool is_json = start.count > 0 && start.at[0] == '{';
    if (is_json ? read_json(file, name, text, diag) : read_lines(file, name, text, diag)) return true;
    setup_file_deinit(file);
    return false;
}

/* --- writing --- */

static bool check_repeats(SetupFile *file, Diag *diag) {
    long count = 0;
    for (int i = 0; i < file->step_count; i++) count += file->step[i].count;
    if (count - file->step_count <= SETUP_REPEAT_MAX) return true;
    setup_file_deinit(file);
    return diag_fail(diag, "There were %ld changes since the start, each \"next\" and \"update\" counted; at most %d can be written down.",
                     count, SETUP_REPEAT_MAX);
}

bool setup_file_take(SetupFile *file, const Lab *lab, Diag *diag) {
    const Setup *start = lab_start_setup(lab);
    int count = since_depth(lab->since, lab->run.place.since);
    memset(file, 0, sizeof *file);
    if (!start) { return diag_fail(diag, "The changes since the start are not known any more: there were more than %d.", (int)SINCE_MAX); }
    file->setup = *start;
    file->variants = lab->variants;
    file->update = file->hold_update = lab->run.update;
    file->hold_count = lab->run.hold_count;
    for (int i = 0; i < file->hold_count; i++) file->hold[i] = whatif_words_tell(&lab->run.hold[i], &lab->run.net);
    if (!weights_list_share(&file->weights, &lab->weights) || !text_shelf_share(&file->texts, &lab->texts)) {
        setup_file_deinit(file);
        return diag_fail(diag, "There are too many weights or texts.");
    }
    if (count == 0) return true;
    file->step = mem_new((size_t)count * sizeof *file->step);
    if (!file->step) {
        setup_file_deinit(file);
        return diag_fail(diag, "There is no memory left for the changes since the start.");
    }
    file->step_count = file->step_capacity = count;
    since_copy(file->step, lab->since, lab->run.place.since);
    return check_repeats(file, diag);
}

int setup_file_format_value(char *out, int size, const Setup *setup, SetupKey key) {
    char value[NAME_SIZE];
    setup_format(value, (int)sizeof value, setup, key);
    bool is_word = setup_table[key].kind == SETUP_CHOICE || setup_is_drawn(setup, key);
    return text_format(out, size, is_word ? "\"%s\"" : "%s", value);
}

int setup_file_format_step(char *out, int size, const SetupFile *file, const SinceStep *step) {
    Setup scratch = {.value = {0}};
    if (step->kind == SINCE_WEIGHTS) {
        const WeightsFile *weights = weights_list_find(&file->weights, step->hash);
        return text_format(out, size, "weights %016llx %s", (unsigned long long)step->hash, weights ? weights->name : "?");
    }
    if (step->kind == SINCE_EIGENVALUE) return eigenvalue_format(out, size, step);
    if (step->kind != SINCE_SET) return text_format(out, size, step->kind == SINCE_NEXT ? "next" : "update");
    scratch.value[step->key] = step->value;
    int used = text_format(out, size, "set %s ", setup_table[step->key].key);
    return used + setup_format(out + used, size - used, &scratch, step->key);
}

int setup_file_format_hold(char *out, int size, const WhatIfWords *words) {
    int used = text_format(out, size, "%s ", command_table[COMMAND_WHATIF].word);
    return used + whatif_words_format(out + used, size - used, words);
}
