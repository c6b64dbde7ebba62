/* The German words that come with the program: nothing in the file is wrong, and what is missing or was made from an older English is
   listed. Strings are added on many branches at once; MISSING_ALLOWED and STALE_ALLOWED are how many may be behind until the words are
   brought up to date, and are 0 then.

   A translated lesson has the blocks of the English one, and differs from it in its texts alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "app/lesson_host.h"
#include "base/arena.h"
#include "base/number.h"
#include "draw/text.h"
#include "lab/share_line.h"
#include "lesson/lesson.h"
#include "platform/files.h"
#include "view/strings.h"
#include <stdio.h>
#include <string.h>

enum { MISSING_ALLOWED = 0, STALE_ALLOWED = 0 };

#define WORDS UNROLL_SOURCE_DIR "/assets/strings/de.txt"
#define LESSONS UNROLL_SOURCE_DIR "/lessons"

static void read_words(Strings *strings, DiagList *wrong) {
    FileApi file;
    Diag diag = {0};
    char *data;
    size_t size;
    platform_files(&file);
    diag_list_reset(wrong);
    assert_true(file.read(file.user, WORDS, &data, &size, &diag));
    assert_true(strings_read(strings, (Str){data, (int)size}, WORDS, wrong));
    mem_free(data);
}

static void the_german_words_hold_no_mistake(void **state) {
    (void)state;
    Strings strings = {0};
    DiagList wrong;
    char told[2048];
    read_words(&strings, &wrong);
    diag_list_format(told, sizeof told, &wrong);
    if (wrong.found > 0) fail_msg("%s", told);
    strings_deinit(&strings);
}

static void what_is_missing_or_stale_in_german_is_listed(void **state) {
    (void)state;
    Strings strings = {0};
    DiagList wrong;
    int missing = 0, stale = 0;
    read_words(&strings, &wrong);
    for (int id = 0; id < STRING_COUNT; id++) {
        if (!strings.text[id]) print_message("missing in German, %d: %s\n", ++missing, string_table[id].key);
        if (strings_is_stale(&strings, (StringId)id)) print_message("stale in German, %d: %s\n", ++stale, string_table[id].key);
    }
    assert_true(missing <= MISSING_ALLOWED);
    assert_true(stale <= STALE_ALLOWED);
    strings_deinit(&strings);
}

/* As the program says them, with a command's word or a place in front, and with pieces that have rows of their own. */
/* A button that takes something of the experiment back has a word that no button for another place has. */
static void undo_has_a_word_of_its_own_in_german(void **state) {
    (void)state;
    static const StringId takes_back[] = {STRING_TOP_UNDO, STRING_TOP_REDO, STRING_BURST_REWIND};
    Strings strings = {0};
    DiagList wrong;
    read_words(&strings, &wrong);
    for (int i = 0; i < 3; i++)
        for (int id = 0; id < STRING_COUNT; id++)
            if (id != (int)takes_back[i] && strstr(string_table[id].where, "button") &&
                strcmp(tr(&strings, (StringId)id), tr(&strings, takes_back[i])) == 0)
                fail_msg("%s and %s: %s", string_table[takes_back[i]].key, string_table[id].key, tr(&strings, (StringId)id));
    strings_deinit(&strings);
}

static void a_refusal_is_told_in_german(void **state) {
    (void)state;
    static const char *const told[][2] = {
        {"whatif: there is no unit 99; there are 1 to 6.", "whatif: dies gibt es nicht: Einheit 99; es gibt 1 bis 6."},
        {"cell: there is no layer 3; the network has 1 layer.", "cell: es gibt keine Schicht 3; das Netz hat 1 Schicht."},
        {"cell: there is no layer 3; the network has 2 layers.", "cell: es gibt keine Schicht 3; das Netz hat 2 Schichten."},
        {"set needs a parameter's key. It is written: set key value.",
         "set braucht etwas: der Schlüssel einer Einstellung. Man schreibt: set key value."},
        {"/home/a/my lesson.md:3:4: there is no setup \"strat\" above; did you mean \"start\"?",
         "/home/a/my lesson.md:3:4: es gibt oben keinen Aufbau „strat“; vielleicht „start“?"},
        {"radius cannot be \"0,3\"; it is a number from 0 to 3, or the word drawn. A number is written with a point here, not a comma.",
         "radius kann nicht „0,3“ sein: eine Zahl von 0 bis 3 oder das Wort drawn. Eine Zahl wird hier mit Punkt geschrieben, nicht mit "
         "Komma."},
        {"my.md: cannot read this file: No such file or directory",
         "my.md: diese Datei lässt sich nicht lesen: Datei oder Ordner nicht vorhanden"},
        {"Unknown command \\foo in a formula; write \\text{words} for words.",
         "Unbekannter Befehl \\foo in einer Formel; Wörter schreibt man \\text{Wörter}."},
        {"Update 1 was undone: after it there were numbers that are not finite: the first was the loss at step 16, infinite. Clip the "
         "gradient (set clip norm to 1), lower the learning rate (10) or the recurrent radius (3.00).",
         "Aktualisierung 1 wurde zurückgenommen: Danach gab es Zahlen, die nicht endlich sind, zuerst Verlust bei Schritt 16 (unendlich). "
         "Den Gradienten kappen (die Norm bei 1), die Lernrate (10) oder den rekurrenten Radius (3.00) senken."},
        {"Not trained: sequence 3 gives numbers that are not finite: the first was the hidden state at step 2 of layer 1, NaN. Lower the "
         "recurrent radius (3.00) or the number of time steps.",
         "Nicht trainiert: Folge 3 ergibt Zahlen, die nicht endlich sind, zuerst verborgener Zustand bei Schritt 2 in Schicht 1 (NaN). Den "
         "rekurrenten Radius (3.00) oder die Zahl der Zeitschritte senken."},
        {"Update not done: the stage has numbers that are not finite: the first was a gradient. Clip the gradient at less than 5, lower "
         "the "
         "learning rate (0.05) or the recurrent radius (3.00).",
         "Aktualisierung nicht ausgeführt: Die Bühne enthält Zahlen, die nicht endlich sind, zuerst ein Gradient. Den Gradienten bei "
         "weniger "
         "als 5 kappen, die Lernrate (0.05) oder den rekurrenten Radius (3.00) senken."},
        {"Undone: cell LSTM", "Undone: cell LSTM"}};
    Strings strings = {0};
    DiagList wrong;
    read_words(&strings, &wrong);
    for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
        char text[700];
        snprintf(text, sizeof text, "%s", told[i][0]);
        tr_told(&strings, text, sizeof text);
        assert_string_equal(text, told[i][1]);
    }
    strings_deinit(&strings);
}

/* What a number is: its gate and its layer too, however the words are put together. */
/* Also those whose words are handed on before they are said, which arch/told does not find. */
static void every_mistake_of_a_formula_is_told_in_german(void **state) {
    (void)state;
    static const char *const broken[] = {"\\frac{a}",
                                         "\\frac",
                                         "\\sqrt",
                                         "\\hat",
                                         "\\W",
                                         "h_",
                                         "h_{a",
                                         "x^a^b",
                                         "}",
                                         "\\mist",
                                         "\\text x",
                                         "\\left<",
                                         "\\left( x",
                                         "\\right)",
                                         "a & b",
                                         "a \\\\ b",
                                         "\\begin{tab}",
                                         "\\end{matrix}",
                                         "\\begin{matrix} a",
                                         "\\begin{matrix} a \\end{cases}"};
    Strings strings = {0};
    DiagList wrong;
    read_words(&strings, &wrong);
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        Diag diag = {0};
        char said[sizeof diag.text];
        if (formula_check(broken[i], &diag)) fail_msg("'%s' is no mistake", broken[i]);
        str_copy(said, (int)sizeof said, str_from(diag.text));
        tr_told(&strings, said, (int)sizeof said);
        if (strcmp(said, diag.text) == 0) fail_msg("'%s': \"%s\" stays English", broken[i], said);
    }
    strings_deinit(&strings);
}

/* ---- Links ---- */

static Strings in_german;

/* What a line is refused with, as a window in German says it. */
static void tell_line(char out[1024], Diag *diag, const char *line) {
    SetupFile file;
    diag_reset(diag);
    if (share_line_read(&file, "link", str_from(line), diag)) fail_msg("'%s' is no mistake", line);
    text_format(out, 1024, "%s", diag->text);
    tr_told(&in_german, out, 1024);
}

/* A line of the three pieces: each mistake is told on a line of its own, in the words that it has alone, or in few where they are long. */
static void check_three(const char *const piece[3]) {
    char line[1024], told[1024], alone[1024], expected[1024], found[1024];
    text_format(line, (int)sizeof line, "%s&%s&%s", piece[0], piece[1], piece[2]);
    Diag diag, all;
    tell_line(told, &all, line);
    int column = 1;
    Str rest = str_from(told);
    for (int i = 0; i < 3; column += (int)strlen(piece[i++]) + 1) {
        tell_line(alone, &diag, piece[i]);
        if (strcmp(alone, diag.text) == 0) fail_msg("'%s': \"%s\" stays English", piece[i], alone);
        if (i == 0)
            text_format(expected, (int)sizeof expected, "%s", alone);
        else
            text_format(expected, (int)sizeof expected, "Spalte %d: %s", column + diag.column - 1, alone);
        str_copy(found, (int)sizeof found, str_next_line(&rest));
        if (i > 0 && !found[0] && strlen(all.text) > sizeof all.text - 60) break; /* no room, not even for few words */
        bool is_brief =
            i > 0 && strlen(all.text) + strlen(diag.text) > 350 && strncmp(found, "Spalte ", 7) == 0 && strstr(found, "“ ist auch falsch");
        if (strcmp(found, expected) != 0 && !is_brief) fail_msg("'%s':\n\"%s\"; expected\n\"%s\"", line, found, expected);
    }
}

/* Every setting with a word and with a number that it cannot have, and every other kind of piece. */
static void every_mistake_of_a_link_is_told_in_german(void **state) {
    (void)state;
    static const char *const other[] = {"foo=1",
                                        "hiden=8",
                                        "cell",
                                        "at=x",
                                        "at=5 sing",
                                        "at=5 train 3",
                                        "at=3 set hidden 0",
                                        "at=3 whatif state 1 1 free",
                                        "at=3 whatif stat 1 1 0",
                                        "at=3 eigenvalue 1",
                                        "at=0 weights x y",
                                        "at=0 weights 0123456789abcdef ../w",
                                        "compare=a cell",
                                        "compare=a: cell",
                                        "compare=a: cell lstmm",
                                        "compare=a: cell lstm; cell gru",
                                        "compare=a|b: cell gru",
                                        "look=sing",
                                        "look=quit",
                                        "look=train 5"};
    enum { OTHER = sizeof other / sizeof *other, ALL = 2 * KEY_COUNT + OTHER };
    static char text[2 * KEY_COUNT][80];
    const char *piece[ALL];
    DiagList wrong;
    read_words(&in_german, &wrong);
    for (int key = 0; key < KEY_COUNT; key++) {
        text_format(text[2 * key], 80, "%s=zz", setup_table[key].key);
        text_format(text[2 * key + 1], 80, "%s=1e99", setup_table[key].key);
    }
    for (int i = 0; i < ALL; i++) piece[i] = i < OTHER ? other[i] : text[i - OTHER];
    for (int i = 0; i < ALL; i++) check_three((const char *const[]){piece[i], piece[(i + 7) % ALL], piece[(i + 40) % ALL]});
    strings_deinit(&in_german);
}

/* ---- What the page's script tells ---- */

/* The argument of a call, from its first quote on, as a row has it: "%s" for what is put in between two texts. */
static void read_argument(char *out, int size, const char *at) {
    int used = 0, depth = 0;
    for (bool is_between = false; *at && depth >= 0; at++) {
        if (*at == '\'') {
            const char *end = strchr(at + 1, '\'');
            assert_non_null(end);
            used += text_format(out + used, size - used, "%.*s", (int)(end - at - 1), at + 1);
            at = end;
            is_between = false;
        } else {
            depth += (*at == '(') - (*at == ')');
            bool is_name = *at >= 'a' && *at <= 'z' && depth >= 0;
            if (is_name && !is_between) used += text_format(out + used, size - used, "%%s");
            is_between |= is_name;
        }
    }
}

static void what_the_page_tells_has_its_row(void **state) {
    (void)state;
    FileApi file;
    Diag diag = {0};
    char *data, told[512];
    size_t size;
    int found = 0;
    platform_files(&file);
    assert_true(file.read(file.user, UNROLL_SOURCE_DIR "/web/page.js", &data, &size, &diag));
    for (const char *at = data; (at = strstr(at, "ask(TELL, ")); found++) {
        bool is_there = false;
        at += strlen("ask(TELL, ");
        read_argument(told, (int)sizeof told, at);
        for (int id = 0; id < STRING_COUNT; id++)
            is_there |= strncmp(string_table[id].key, "told.", 5) == 0 && strcmp(string_table[id].english, told) == 0;
        if (!is_there) fail_msg("web/page.js tells \"%s\", which no row of the string table has", told);
    }
    assert_true(found >= 6);
    mem_free(data);
}

static void a_number_is_named_in_german(void **state) {
    (void)state;
    static const char *const said[][2] = {
        {"length of the recurrent weights, forget gate, layer 1", "Länge der rekurrenten Gewichte, Vergesstor, Schicht 1"},
        {"length of the gradient of the pre-activations, forget gate at step 4, layer 2, reverse",
         "Länge des Gradienten der Voraktivierungen, Vergesstor bei Schritt 4, Schicht 2, rückwärts"},
        {"saturated share of all units and steps, forget gate, layer 1, forward",
         "gesättigter Anteil aller Einheiten und Schritte, Vergesstor, Schicht 1, vorwärts"},
        {"1 if saturated, 0 if not: the forget gate of unit 2 at step 3, layer 1",
         "1, wenn gesättigt, sonst 0 (Vergesstor): Einheit 2, Schritt 3, Schicht 1"},
        {"share of the steps that are saturated: unit 2", "Anteil der gesättigten Schritte: Einheit 2"}};
    Strings strings = {0};
    DiagList wrong;
    read_words(&strings, &wrong);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        char text[512];
        snprintf(text, sizeof text, "%s", said[i][0]);
        tr_said(&strings, text, sizeof text);
        assert_string_equal(text, said[i][1]);
    }
    strings_deinit(&strings);
}

/* ---- Lessons ---- */

/* What a lesson does, without its words: one line for each thing. */
typedef struct Shape {
    char text[64 << 10];
    int used;
} Shape;

static void add(Shape *shape, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add(Shape *shape, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int written = vsnprintf(shape->text + shape->used, sizeof shape->text - (size_t)shape->used, format, arguments);
    va_end(arguments);
    assert_true(written >= 0 && shape->used + written < (int)sizeof shape->text);
    shape->used += written;
}

/* Words may stand in another order in another language: only what no translation changes counts, and formulas, numbers and marks are
   counted, not ordered. */
static void add_spans(Shape *shape, const LessonSpan *span, int count[4]) {
    for (; span; span = span->next) {
        count[0] += span->kind == SPAN_FORMULA;
        count[1] += span->kind == SPAN_LIVE;
        count[2] += span->kind == SPAN_MARK;
        count[3] += span->kind == SPAN_LINK && span->command.count > 0;
        add_spans(shape, span->child, count);
    }
}

static void add_text(Shape *shape, const LessonSpan *span) {
    int count[4] = {0};
    add_spans(shape, span, count);
    add(shape, "  text: %d live, %d marks, %d buttons%s\n", count[1], count[2], count[3], span ? "" : ", empty");
}

static void add_lines(Shape *shape, const LessonLine *line) {
    for (; line; line = line->next)
        add(shape, "  line %d%d %.*s: %.*s\n", line->is_stop, line->must_burst, line->variant.count, line->variant.at, line->text.count,
            line->text.at);
}

static void add_settings(Shape *shape, const LessonSetting *setting) {
    for (; setting; setting = setting->next)
        add(shape, "  %.*s=%.*s\n", setting->key.count, setting->key.at, setting->value.count, setting->value.at);
}

static void add_question(Shape *shape, const LessonQuestion *question) {
    add(shape, "  question %d vote %d number %g tolerance %g where %.*s curve %.*s %d..%d key %.*s\n", question->kind, question->is_vote,
        question->number, question->tolerance, question->where.count, question->where.at, question->curve.text.count,
        question->curve.text.at, question->curve.first, question->curve.last, question->curve.key.count, question->curve.key.at);
    add_text(shape, question->ask);
    for (const LessonChoice *choice = question->choice; choice; choice = choice->next)
        add(shape, "  choice %d %g said %d\n", choice->is_right, choice->number, choice->said != NULL);
    add(shape, "  why %d model %d\n", question->why != NULL, question->model != NULL);
    add_lines(shape, question->reveal);
}

static void add_block(Shape *shape, const LessonBlock *block) {
    for (; block; block = block->next) {
        add(shape, "block %d level %d\n", block->kind, block->kind == BLOCK_LIST || block->kind == BLOCK_HEADING ? block->level : 0);
        switch (block->kind) {
        case BLOCK_FORMULA:
        case BLOCK_CODE: add(shape, "  %.*s\n", block->text.count, block->text.at); break;
        case BLOCK_SETUP:
            add(shape, "  %.*s preset %.*s\n", block->setup->name.count, block->setup->name.at, block->setup->preset.count,
                block->setup->preset.at);
            add_settings(shape, block->setup->setting);
            break;
        case BLOCK_DO: add_lines(shape, block->line); break;
        case BLOCK_ALLOW:
            add(shape, "  %d%d\n", block->allow->all, block->allow->none);
            for (const LessonSetting *key = block->allow->key; key; key = key->next) add(shape, "  %.*s\n", key->key.count, key->key.at);
            break;
        case BLOCK_LOOK:
            for (const LessonLook *look = block->look; look; look = look->next)
                add(shape, "  look %d %.*s %g %g\n", look->kind, look->text.count, look->text.at, look->least, look->most);
            break;
        case BLOCK_QUESTION: add_question(shape, block->question); break;
        case BLOCK_COMPARE:
            for (const LessonVariant *variant = block->variant; variant; variant = variant->next) {
                add(shape, "  variant %.*s\n", variant->name.count, variant->name.at);
                add_settings(shape, variant->setting);
            }
            break;
        case BLOCK_TRY:
            add(shape, "  try %g hint %d\n", block->attempt->hint_after_s, block->attempt->hint != NULL);
            add_lines(shape, block->attempt->solution);
            break;
        case BLOCK_ASSERT:
            for (const LessonClaim *claim = block->claim; claim; claim = claim->next)
                add(shape, "  claim %.*s\n", claim->text.count, claim->text.at);
            break;
        case BLOCK_NOTE: add(shape, "  minutes %g\n", block->minutes); break;
        case BLOCK_PARAGRAPH:
        case BLOCK_CELL:
        case BLOCK_HEADING: add_text(shape, block->span); break;
        default: break;
        }
        add_block(shape, block->child);
    }
}

static void write_shape(Shape *shape, const Lesson *lesson) {
    shape->used = 0;
    add(shape, "id %.*s minutes %g steps %d\n", lesson->front.id.count, lesson->front.id.at, lesson->front.minutes, lesson->step_count);
    for (const LessonStep *step = lesson->step; step; step = step->next) {
        add(shape, "step %d %.*s\n", step->kind, step->slug.count, step->slug.at);
        add_block(shape, step->block);
    }
}

static void fail_at_difference(const char *name, const Shape *english, const Shape *other) {
    int at = 0, line = 0;
    while (english->text[at] && english->text[at] == other->text[at]) at++;
    for (int i = 0; i < at; i++)
        if (english->text[i] == '\n') line = i + 1;
    const char *step = english->text;
    for (const char *next = step; (next = strstr(next, "\nstep ")) && next - english->text < at; next++) step = next + 1;
    fail_msg("%s differs from the English lesson in %.*s:\n  %.*s\n  %.*s", name, (int)strcspn(step, "\n"), step,
             (int)strcspn(english->text + line, "\n"), english->text + line, (int)strcspn(other->text + line, "\n"), other->text + line);
}

typedef struct Names {
    char name[64][64];
    int count;
} Names;

static void note(void *user, const char *name) {
    Names *names = user;
    size_t count = strlen(name);
    if (count < 4 || strcmp(name + count - 3, ".md") != 0 || names->count == 64 || count >= 64) return;
    strcpy(names->name[names->count++], name);
}

static Lesson *read_lesson(const char *path, const FileApi *file) {
    LessonHost host = lesson_host(file);
    Lesson *lesson = lesson_read(path, &host);
    char told[2048];
    assert_non_null(lesson);
    diag_list_format(told, sizeof told, &lesson->mistakes);
    if (lesson->mistakes.found > 0) fail_msg("%s: %s", path, told);
    return lesson;
}

static void a_translated_lesson_differs_from_the_english_one_in_its_texts_alone(void **state) {
    (void)state;
    static Shape english, german;
    FileApi file;
    Names names = {.count = 0};
    Diag diag = {0};
    platform_files(&file);
    if (!file.is_folder(file.user, LESSONS "/de")) skip();
    assert_true(file.list(file.user, LESSONS "/de", note, &names, &diag));
    for (int i = 0; i < names.count; i++) {
        char path[512];
        text_format(path, sizeof path, LESSONS "/%s", names.name[i]);
        Lesson *one = read_lesson(path, &file);
        text_format(path, sizeof path, LESSONS "/de/%s", names.name[i]);
        Lesson *other = read_lesson(path, &file);
        write_shape(&english, one);
        write_shape(&german, other);
        if (strcmp(english.text, german.text) != 0) fail_at_difference(names.name[i], &english, &german);
        lesson_free(one);
        lesson_free(other);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_german_words_hold_no_mistake),
        cmocka_unit_test(what_is_missing_or_stale_in_german_is_listed),
        cmocka_unit_test(undo_has_a_word_of_its_own_in_german),
        cmocka_unit_test(a_refusal_is_told_in_german),
        cmocka_unit_test(every_mistake_of_a_formula_is_told_in_german),
        cmocka_unit_test(every_mistake_of_a_link_is_told_in_german),
        cmocka_unit_test(what_the_page_tells_has_its_row),
        cmocka_unit_test(a_number_is_named_in_german),
        cmocka_unit_test(a_translated_lesson_differs_from_the_english_one_in_its_texts_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
