/* A lesson becomes a tree; what is wrong in it is told at its place, every mistake of it, and the rest is read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "lesson/lesson.h"
#include "support/fail_memory.h"
#include "support/memory_files.h"
#include <stdlib.h>
#include <string.h>

static const char front[] = "---\ntitle: A\nminutes: 1\nlevel: basic\nid: a\n---\n## One\n```note\n1 min\n```\n"; /* ten lines */
enum { FRONT_LINES = 10 };

/* --- what others would check --- */

static bool check_command(void *user, Str line, Diag *diag) {
    (void)user;
    Str word = str_next_word(&line);
    bool good = str_equal(word, "set") || str_equal(word, "seek") || str_equal(word, "train") || str_equal(word, "whatif");
    return good || diag_fail_at(diag, NULL, 0, 1, "There is no command \"%.*s\"", word.count, word.at);
}

static bool check_setting(void *user, Str key, Str value, Diag *diag) {
    (void)user;
    (void)value;
    bool good = str_equal(key, "steps") || str_equal(key, "radius") || str_equal(key, "cell") || str_equal(key, "examples");
    return good || diag_fail(diag, "There is no setting \"%.*s\"", key.count, key.at);
}

static bool check_preset(void *user, Str name, Diag *diag) {
    (void)user;
    return str_equal(name, "first") || diag_fail(diag, "There is no preset \"%.*s\"", name.count, name.at);
}

static bool check_quantity(void *user, Str text, Diag *diag) {
    (void)user;
    Str name = str_next_word(&text);
    static const char *const names[] = {"rgrad", "loss", "T", "whatif", "heldout", "prod"};
    for (int i = 0; i < 6; i++) {
        if (str_equal(name, names[i])) return true;
    }
    return diag_fail_at(diag, NULL, 0, 1, "there is no quantity \"%.*s\"", name.count, name.at);
}

static bool check_mark(void *user, Str mark, Diag *diag) {
    (void)user;
    Str word = str_next_word(&mark);
    return !str_equal(word, "nothing") || diag_fail(diag, "there is no part \"nothing\"");
}

static Lesson *parse(const char *text, MemoryFiles *files, FileApi *file) {
    LessonHost host = {.check_command = check_command,
                       .check_setting = check_setting,
                       .check_preset = check_preset,
                       .check_mark = check_mark,
                       .conditions = {.check = check_quantity}};
    if (files) {
        memory_files_bind(files, file);
        host.file = file;
    }
    Lesson *lesson = lesson_parse("course/a.md", str_from(text), &host);
    assert_non_null(lesson);
    return lesson;
}

static Lesson *parse_good(const char *text) {
    Lesson *lesson = parse(text, NULL, NULL);
    char said[1024];
    diag_list_format(said, sizeof said, &lesson->mistakes);
    if (lesson->mistakes.found > 0) fail_msg("%s", said);
    return lesson;
}

/* Behind the front matter and its note. */
static char *behind_front(const char *text) {
    size_t size = strlen(front) + strlen(text) + 1;
    char *whole = malloc(size);
    assert_non_null(whole);
    strcpy(whole, front);
    strcat(whole, text);
    return whole;
}

static Lesson *parse_behind_front(const char *text) {
    char *whole = behind_front(text);
    Lesson *lesson = parse_good(whole);
    free(whole);
    return lesson;
}

static const LessonBlock *find_block(const Lesson *lesson, LessonBlockKind kind) {
    for (const LessonStep *step = lesson->step; step; step = step->next) {
        for (const LessonBlock *block = step->block; block; block = block->next) {
            if (block->kind == kind) return block;
        }
    }
    fail_msg("there is no block %d", (int)kind);
    return NULL;
}

static void assert_text(Str text, const char *expected) {
    if (!str_equal(text, expected)) fail_msg("\"%.*s\" instead of \"%s\"", text.count, text.at, expected);
}

static void assert_plain(const LessonSpan *span, const char *expected) {
    char text[512];
    lesson_format_spans(text, sizeof text, span);
    assert_string_equal(text, expected);
}

/* --- good forms --- */

static void the_front_says_title_minutes_level_id_needs_and_goals(void **state) {
    (void)state;
    Lesson *lesson =
        parse_good("---\ntitle: \"Why: gradients\"\nid: vanishing\nminutes: 1.5\nlevel: further\nneeds: bptt, cell\ngoals:\n  - say why\n"
                   "  - tell: how\n---\n## A\n```note\n1.5 min\n```\n");
    const LessonFront *found = &lesson->front;
    assert_true(found->is_there && found->is_further && found->minutes == 1.5);
    assert_text(found->title, "Why: gradients");
    assert_text(found->id, "vanishing");
    assert_text(found->need->text, "bptt");
    assert_text(found->need->next->text, "cell");
    assert_text(found->goal->next->text, "tell: how");
    assert_int_equal(found->goal->next->place.line, 9);
    lesson_free(lesson);
}

static void a_file_without_front_is_a_page(void **state) {
    (void)state;
    Lesson *lesson = parse_good("A word.\n\n## LSTM\nA cell.\n");
    assert_false(lesson->front.is_there);
    assert_int_equal(lesson->step_count, 2);
    assert_null(lesson->step->heading);
    assert_text(lesson->step->next->slug, "lstm");
    assert_ptr_equal(lesson_find_step(lesson, str_from("lstm")), lesson->step->next);
    lesson_free(lesson);
}

static void headings_open_steps_whose_slugs_are_unique(void **state) {
    (void)state;
    Lesson *lesson = parse_good("## What a *factor* is made of\n## Draw it!\n## Draw it\n## Key points\n- a\n\n## Review\nx\n");
    const LessonStep *step = lesson->step;
    assert_text(step->title, "What a factor is made of");
    assert_text(step->slug, "what-a-factor-is-made-of");
    assert_text(step->next->slug, "draw-it");
    assert_text(step->next->next->slug, "draw-it-1");
    assert_int_equal(step->next->next->next->kind, STEP_KEY_POINTS);
    assert_int_equal(step->next->next->next->next->kind, STEP_REVIEW);
    assert_int_equal(lesson->step_count, 5);
    lesson_free(lesson);
}

static void formulas_are_cut_out_before_markdown_sees_them(void **state) {
    (void)state;
    Lesson *lesson = parse_good("a $x_1 * y_2 * z$ and \\$5 or $ 6, *$W$*s\n\n$$ \\frac{a}{b}\n+ c $$\n\n`$no$` $5 and $6\n");
    const LessonBlock *block = lesson->step->block;
    const LessonSpan *span = block->span->next;
    assert_int_equal(span->kind, SPAN_FORMULA);
    assert_text(span->text, "x_1 * y_2 * z");
    assert_int_equal(span->place.line, 1);
    assert_int_equal(span->place.column, 3);
    assert_plain(block->span, "a x_1 * y_2 * z and $5 or $ 6, Ws");
    assert_int_equal(block->next->kind, BLOCK_FORMULA);
    assert_text(block->next->text, "\\frac{a}{b}\n+ c");
    assert_int_equal(block->next->next->place.line, 6);
    assert_plain(block->next->next->span, "$no$ $5 and $6");
    lesson_free(lesson);
}

static void live_numbers_and_marks_know_their_places(void **state) {
    (void)state;
    Lesson *lesson = parse_good("x\n| a | b |\n|---|--:|\n| [[river 5\\|this *arrow*]] | {{rgrad 1 \\| 1 digit}} |\n\ny {{(rgrad 1)^(1/15) "
                                "| 2 digits}} `{{loss}}`\n");
    const LessonBlock *table = lesson->step->block->next ? lesson->step->block->next : lesson->step->block;
    while (table && table->kind != BLOCK_TABLE) table = table->next;
    if (!table) table = lesson->step->block; /* the paragraph above belongs to no table */
    const LessonBlock *text = table;
    while (text->next) text = text->next;
    const LessonSpan *live = text->span->next;
    assert_int_equal(live->kind, SPAN_LIVE);
    assert_text(live->text, "(rgrad 1)^(1/15)");
    assert_int_equal(live->number, 2);
    assert_non_null(live->condition);
    assert_int_equal(live->place.line, 6);
    assert_int_equal(live->place.column, 3);
    assert_int_equal(live->next->next->kind, SPAN_CODE);
    assert_text(live->next->next->text, "{{loss}}");
    lesson_free(lesson);
    lesson = parse_good("| a | b |\n|---|--:|\n| [[river 5\\|this arrow]] | {{rgrad 1 \\| 1 digit}} |\n");
    table = lesson->step->block;
    assert_int_equal(table->kind, BLOCK_TABLE);
    const LessonBlock *cell = table->child->next->child;
    assert_int_equal(cell->span->kind, SPAN_MARK);
    assert_text(cell->span->target, "river 5");
    assert_plain(cell->span, "this arrow");
    assert_int_equal(cell->next->align, 'r');
    assert_int_equal(cell->next->span->number, 1);
    assert_int_equal(cell->next->span->place.column, 29);
    lesson_free(lesson);
    lesson = parse_good("one column of [[U|$U$]], and [[river 5|arrow $t = 5$ here]].\n");
    const LessonSpan *mark = lesson->step->block->span->next;
    assert_int_equal(mark->kind, SPAN_MARK);
    assert_text(mark->target, "U");
    assert_int_equal(mark->child->kind, SPAN_FORMULA);
    assert_text(mark->child->text, "U");
    assert_null(mark->child->next);
    mark = mark->next->next;
    assert_text(mark->child->text, "arrow ");
    assert_int_equal(mark->child->next->kind, SPAN_FORMULA);
    assert_text(mark->child->next->text, "t = 5");
    assert_int_equal(mark->child->next->place.column, mark->place.column + (int)strlen("[[river 5|arrow "));
    assert_text(mark->child->next->next->text, " here");
    lesson_free(lesson);
}

static void markdown_gives_lists_quotes_code_links_pictures_and_footnotes(void **state) {
    (void)state;
    MemoryFiles files = {0};
    FileApi file;
    memory_files_put(&files, "course/a.png", "x");
    Lesson *lesson = parse("- a\n- b\n\n3. c\n\n> q\n\n```python\nx = 1\n```\n\n[train](do:train%20200) ![alt](a.png) one[^1] "
                           "two[^x]\n\n---\n\n[^1]: first\n[^x]: second **note**\n",
                           &files, &file);
    const LessonBlock *block = lesson->step->block;
    assert_int_equal(lesson->mistakes.found, 0);
    assert_true(block->kind == BLOCK_LIST && block->level == -1 && block->is_tight);
    assert_true(block->next->kind == BLOCK_LIST && block->next->level == 3);
    assert_int_equal(block->next->next->kind, BLOCK_QUOTE);
    const LessonBlock *code = find_block(lesson, BLOCK_CODE);
    assert_text(code->name, "python");
    assert_text(code->text, "x = 1\n");
    const LessonSpan *span = code->next->span;
    assert_int_equal(span->kind, SPAN_LINK);
    assert_text(span->command, "train 200");
    assert_int_equal(span->place.column, 9);
    assert_int_equal(span->next->next->kind, SPAN_IMAGE);
    assert_int_equal(span->next->next->next->next->number, 1);
    assert_int_equal(lesson->footnote->next->level, 2);
    assert_plain(lesson->footnote->next->child->span, "second note");
    lesson_free(lesson);
    memory_files_deinit(&files);
}

static void gather(void *user, const LessonSetting *setting) {
    char *out = user;
    strncat(out, setting->key.at, (size_t)setting->key.count);
    strcat(out, "=");
    strncat(out, setting->value.at, (size_t)setting->value.count);
    strcat(out, " ");
}

static void a_step_begins_from_the_nearest_setup_above(void **state) {
    (void)state;
    Lesson *lesson = parse_behind_front("```setup start\npreset first\nsteps 8 # short\n```\n## Two\n## Three\n```setup longer one\nfrom "
                                        "start\nsteps 9\ncell lstm\n```\n```setup\nradius 1\n```\n");
    char said[128] = "";
    Str preset;
    const LessonStep *two = lesson->step->next, *three = two->next;
    assert_ptr_equal(two->setup, lesson->setup);
    assert_ptr_equal(three->setup, lesson->setup->next->next);
    assert_text(lesson->setup->next->name, "longer one");
    lesson_visit_setup(lesson->setup->next, &preset, gather, said);
    assert_text(preset, "first");
    assert_string_equal(said, "steps=8 steps=9 cell=lstm ");
    said[0] = '\0';
    lesson_visit_setup(three->setup, &preset, gather, said);
    assert_text(preset, "");
    assert_string_equal(said, "radius=1 ");
    lesson_free(lesson);
}

static void commands_have_stops_variants_and_bursts(void **state) {
    (void)state;
    Lesson *lesson = parse_behind_front("```setup s\n```\n```compare\na: from s; steps 4\nb: steps 8; cell lstm\n```\n```do\nseek backward "
                                        "1 # back\n--\na: train 500 bursts\n```\n");
    const LessonLine *line = find_block(lesson, BLOCK_DO)->line;
    assert_text(line->text, "seek backward 1");
    assert_true(line->next->is_stop);
    assert_text(line->next->next->variant, "a");
    assert_text(line->next->next->text, "train 500");
    assert_true(line->next->next->must_burst);
    assert_int_equal(line->next->next->place.line, FRONT_LINES + 10);
    assert_int_equal(line->next->next->place.column, 4);
    const LessonVariant *variant = find_block(lesson, BLOCK_COMPARE)->variant;
    assert_ptr_equal(variant->from, lesson->setup);
    assert_null(variant->next->from);
    assert_text(variant->next->setting->next->value, "lstm");
    assert_ptr_equal(lesson_find_variants(lesson->step), variant);
    lesson_free(lesson);
}

static void allow_and_look_are_read(void **state) {
    (void)state;
    Lesson *lesson = parse_behind_front("```allow\nradius steps\n```\n```look\nriver 5..16\nzoom chart\naxis 1e-14..1e2\n```\n");
    assert_text(find_block(lesson, BLOCK_ALLOW)->allow->key->next->key, "steps");
    const LessonLook *look = find_block(lesson, BLOCK_LOOK)->look;
    assert_text(look->text, "river 5..16");
    assert_int_equal(look->next->kind, LOOK_ZOOM);
    assert_true(look->next->next->least == 1e-14 && look->next->next->most == 1e2);
    lesson_free(lesson);
    lesson = parse_behind_front("```allow\nnone\n```\n");
    assert_true(find_block(lesson, BLOCK_ALLOW)->allow->none);
    lesson_free(lesson);
}

static void every_kind_of_question_is_read(void **state) {
    (void)state;
    Lesson *lesson =
        parse_behind_front("```predict\n? which $a::b$?\n- w $x::y$ :: no, \\:: it is not\n* r\n> why\nvote\n! set steps 32\n! --\n```\n");
    const LessonQuestion *question = find_block(lesson, BLOCK_QUESTION)->question;
    assert_true(question->kind == QUESTION_CHOICE && question->is_vote && question->choice_count == 2);
    assert_plain(question->ask, "which a::b?");
    assert_plain(question->choice->text, "w x::y");
    assert_plain(question->choice->said, "no, :: it is not");
    assert_true(!question->choice->is_right && question->choice->next->is_right);
    assert_text(question->reveal->text, "set steps 32");
    assert_true(question->reveal->next->is_stop);
    lesson_free(lesson);
    lesson = parse_behind_front("```predict number\n? how much?\n= 0,17 ± 0.02\n~ 0.28 : they multiply\n~ 3 : no\n```\n");
    question = find_block(lesson, BLOCK_QUESTION)->question;
    assert_true(question->kind == QUESTION_NUMBER && question->number == 0.17 && question->tolerance == 0.02);
    assert_true(question->choice->next->number == 3);
    assert_plain(question->choice->said, "they multiply");
    lesson_free(lesson);
    lesson = parse_behind_front("```predict place\n? click\n@ step 1\n```\n");
    assert_text(find_block(lesson, BLOCK_QUESTION)->question->where, "step 1");
    lesson_free(lesson);
    lesson = parse_behind_front("```predict order\n? sort\n1. a\n2. b\n```\n");
    assert_plain(find_block(lesson, BLOCK_QUESTION)->question->choice->next->text, "b");
    lesson_free(lesson);
    lesson = parse_behind_front("```predict match\n? pair\n- a = b\n- $c = d$ = e\n```\n");
    assert_plain(find_block(lesson, BLOCK_QUESTION)->question->choice->next->said, "e");
    lesson_free(lesson);
    lesson = parse_behind_front("```draw\n? draw\ncurve rgrad 1..T 2 reverse\naxis log\n> so\n```\n");
    question = find_block(lesson, BLOCK_QUESTION)->question;
    assert_true(question->kind == QUESTION_DRAW && question->curve.first == 1 && question->curve.last == 0 && question->curve.is_log);
    assert_text(question->curve.text, "rgrad");
    assert_text(question->curve.tail, "2 reverse");
    lesson_free(lesson);
    lesson = parse_behind_front("```draw\n? draw\ncurve heldout over examples 20 100 0\n```\n");
    question = find_block(lesson, BLOCK_QUESTION)->question;
    assert_text(question->curve.key, "examples");
    assert_int_equal(question->curve.value_count, 3);
    lesson_free(lesson);
    lesson = parse_behind_front("```write\n? say\n= *this*\n= and that\n```\n");
    assert_plain(find_block(lesson, BLOCK_QUESTION)->question->model, "this and that");
    lesson_free(lesson);
}

static void a_question_that_changes_has_another_hash(void **state) {
    (void)state;
    static const char *const text[] = {"```write\n? say\n= a\n```\n", "```write\n? say\n= a\n> why\n```\n",
                                       "```write\n? say it\n= a\n```\n"};
    unsigned hash[3];
    for (int i = 0; i < 3; i++) {
        Lesson *lesson = parse_behind_front(text[i]);
        hash[i] = find_block(lesson, BLOCK_QUESTION)->question->hash;
        lesson_free(lesson);
    }
    assert_int_equal(hash[0], hash[1]);
    assert_int_not_equal(hash[0], hash[2]);
}

static void a_try_has_a_goal_a_hint_and_a_solution(void **state) {
    (void)state;
    Lesson *lesson = parse_behind_front(
        "```try\nBring it up,\nplease.\nuntil rgrad 1 > 1e-3\nhint after 60s: turn: it\nsolution: set radius 0.75; train 5\n```\n");
    const LessonTry *attempt = find_block(lesson, BLOCK_TRY)->attempt;
    assert_plain(attempt->ask, "Bring it up, please.");
    assert_text(condition_text(attempt->until), "rgrad 1 > 1e-3");
    assert_true(attempt->hint_after_s == 60);
    assert_plain(attempt->hint, "turn: it");
    assert_text(attempt->solution->next->text, "train 5");
    lesson_free(lesson);
}

static void claims_have_seeds_updates_and_variants(void **state) {
    (void)state;
    Lesson *lesson = parse_behind_front(
        "```compare\nfour: steps 4\n```\n```assert\nslow\nseeds 1..8: at update 2000: four: loss > 0.95\n8 of seeds 1..20: expect burst "
        "within 40\nwhatif input 1 1 -1 : loss > 5 and T == 16\n```\n```assert\nslow loss > 1\nloss > 2 # so\n```\n");
    const LessonBlock *block = find_block(lesson, BLOCK_ASSERT);
    const LessonClaim *claim = block->claim;
    assert_true(claim->is_slow && claim->seed_first == 1 && claim->seed_last == 8 && claim->at_update == 2000 && claim->at_least == 0);
    assert_text(claim->variant, "four");
    assert_text(condition_text(claim->condition), "loss > 0.95");
    assert_true(claim->next->at_least == 8 && claim->next->burst_within == 40 && !claim->next->condition);
    assert_text(condition_text(claim->next->next->condition), "whatif input 1 1 -1 : loss > 5 and T == 16");
    assert_true(block->next->claim->is_slow && !block->next->claim->next->is_slow);
    assert_text(block->next->claim->next->text, "loss > 2");
    lesson_free(lesson);
}

static void notes_and_asides_hold_markdown(void **state) {
    (void)state;
    Lesson *lesson = parse_good("---\ntitle: A\nminutes: 2\nlevel: basic\nid: a\n---\n## One\n```note\n2 min\nPoint *at* it.\nask: why "
                                "$x$?\n\n- a\n```\n~~~aside more of it\n```c\nint x;\n```\n{{loss}}\n~~~\n");
    const LessonBlock *note = find_block(lesson, BLOCK_NOTE), *aside = find_block(lesson, BLOCK_ASIDE);
    assert_true(note->minutes == 2 && lesson_note_minutes(lesson) == 2);
    assert_plain(note->ask->text, "why x?");
    assert_int_equal(note->ask->text->next->place.line, 11);
    assert_plain(note->child->span, "Point at it.");
    assert_int_equal(note->child->place.line, 10);
    assert_int_equal(note->child->next->kind, BLOCK_LIST);
    assert_text(aside->name, "more of it");
    assert_int_equal(aside->child->kind, BLOCK_CODE);
    assert_int_equal(aside->child->next->span->place.line, 19);
    lesson_free(lesson);
}

static void an_include_is_read_at_its_place_and_keeps_its_own_lines(void **state) {
    (void)state;
    MemoryFiles files = {0};
    FileApi file;
    memory_files_put(&files, "course/parts/n.md", "Words.\n\n## Included\n\n```do\nfly\n```\n");
    Lesson *lesson = parse("a\n\n{{include parts/n.md}}\n\nb\n", &files, &file);
    assert_int_equal(lesson->step_count, 2);
    assert_plain(lesson->step->block->next->span, "Words.");
    assert_int_equal(lesson->step->block->next->place.file, 1);
    assert_int_equal(lesson->mistakes.found, 1);
    assert_string_equal(lesson->mistakes.item[0].file, "course/parts/n.md");
    assert_int_equal(lesson->mistakes.item[0].line, 6);
    lesson_free(lesson);
    memory_files_deinit(&files);
}

static void visit_span(void *user, const LessonSpan *span) {
    int *count = user;
    if (span->kind == SPAN_FORMULA) ++*count;
}

static void every_span_is_visited(void **state) {
    (void)state;
    int count = 0;
    Lesson *lesson = parse_good("---\ntitle: A\nminutes: 1\nlevel: basic\nid: a\n---\n## One $a$\nx[^1] **$b$**\n```note\n1 min\n$c$\nask: "
                                "$d$\n```\n```predict\n? $e$\n- $f$ :: $g$\n* $h$\n> $i$\n```\n```try\n$j$\nuntil loss > 1\nhint after 5s: "
                                "$k$\nsolution: train 1\n```\n- $l$\n\n[^1]: $m$\n");
    lesson_visit_spans(lesson, visit_span, &count);
    assert_int_equal(count, 13);
    lesson_free(lesson);
}

/* --- bad forms --- */

typedef struct Wrong {
    const char *text;
    int line, column; /* line counted from behind the front */
    const char *says;
} Wrong;

static void assert_mistake(const Lesson *lesson, int line, int column, const char *says, const char *text) {
    for (int i = 0; i < lesson->mistakes.count; i++) {
        const Diag *diag = &lesson->mistakes.item[i];
        if (diag->line == line && diag->column == column && strstr(diag->text, says)) return;
    }
    char first[1024];
    diag_list_format(first, sizeof first, &lesson->mistakes);
    fail_msg("%s: nothing at %d:%d says \"%s\"; found: %s", text, line, column, says, first);
}

static void each_mistake_is_told_once_at_its_place(void **state) {
    (void)state;
    static const Wrong wrong[] = {
        {"```setpu\n```\n", 1, 1, "did you mean \"setup\""},
        {"```zzzzzz\n```\n", 1, 1, "there is no block \"zzzzzz\""},
        {"```do\nset steps 3\n", 1, 1, "never closed"},
        {"```do x\n```\n", 1, 1, "do has no name"},
        {"- a\n  ```do\n  ```\n", 2, 3, "a do block stands by itself"},
        {"```aside\n~~~do\n~~~\n```\n", 2, 1, "a do block stands by itself"},
        {"```setup\nsteps\n```\n", 2, 1, "\"steps\" needs a value"},
        {"```setup\nstepps 3\n```\n", 2, 1, "There is no setting \"stepps\""},
        {"```setup\nfrom x\n```\n", 2, 6, "there is no setup \"x\" above"},
        {"```setup start\n```\n```setup\nfrom strat\n```\n", 4, 6, "did you mean \"start\""},
        {"```setup a\nfrom a\n```\n", 2, 6, "no setup \"a\" above"},
        {"```setup\npreset x\n```\n", 2, 8, "There is no preset \"x\""},
        {"```setup\nsteps 3\nfrom x\n```\n", 3, 1, "only stand in the first line"},
        {"```setup seeds 1\n```\n", 1, 1, "claims begin with such words"},
        {"```setup 3 of a\n```\n", 1, 1, "claims begin with such words"},
        {"```setup a:b\n```\n", 1, 1, "expected letters, digits and blanks"},
        {"```setup a\n```\n```setup a\n```\n", 3, 1, "there is a setup \"a\" above already"},
        {"```do\n  fly\n```\n", 2, 3, "There is no command \"fly\""},
        {"```compare\na: steps 1\n```\n```do\nb: train 1\n```\n", 5, 1, "compares no \"b\""},
        {"```compare\n```\n", 2, 1, "nothing is compared here"},
        {"```compare\nsteps 1\n```\n", 2, 1, "a variant is expected"},
        {"```compare\na: steps 1\na: steps 2\n```\n", 3, 1, "there is a variant \"a\" already"},
        {"```compare\na: steps 1; fly 2\n```\n", 2, 13, "There is no setting \"fly\""},
        {"```compare\na: steps 1\nb: steps 1\nc: steps 1\nd: steps 1\ne: steps 1\n```\n", 6, 1, "at most 4"},
        {"```compare\na: steps 1\n```\n```compare\nb: steps 1\n```\n", 4, 1, "compares already, in line 11"},
        {"```allow\nradius fly\n```\n", 2, 8, "There is no setting \"fly\""},
        {"```allow\nradius all\n```\n", 2, 8, "stands alone"},
        {"```allow\n```\n", 2, 1, "expected the keys"},
        {"```look\naxis 1e-4..1e2\n```\n", 2, 6, "never narrower"},
        {"```look\naxis 3\n```\n", 2, 6, "expected two numbers"},
        {"```look\nnothing here\n```\n", 2, 1, "there is no part"},
        {"```predict\n? a\n- b\n* c\n```\n", 3, 3, "what is said to it"},
        {"```predict\n? a\n- b :: c\n```\n", 1, 1, "a line is missing in this predict: expected \"* the right answer\""},
        {"```predict\n? a\n* b\n```\n", 1, 1, "nothing to choose"},
        {"```predict\n- b :: c\n* d\n```\n", 1, 1, "asks nothing"},
        {"```predict\n? a\n- b :: c\n* d\n* e\n```\n", 5, 3, "a right answer above already"},
        {"```predict\n? a\n- b :: c\n* d\nhello\n```\n", 5, 1, "is no line of a predict"},
        {"```predict\n? a\n- b :: c\n* d\n! fly\n```\n", 5, 3, "There is no command \"fly\""},
        {"```predict numbr\n? a\n```\n", 1, 1, "did you mean \"number\""},
        {"```predict number\n? a\n= x ± 1\n```\n", 3, 3, "expected a number and how far off"},
        {"```predict number\n? a\n= 1 ± -1\n```\n", 3, 3, "expected a number and how far off"},
        {"```predict number\n? a\n= 1\n~ 2\n```\n", 4, 3, "a reply to answers near"},
        {"```predict place\n? a\n@ unit 1\n```\n", 3, 3, "expected a step"},
        {"```predict match\n? a\n- b = c\n- d\n```\n", 4, 3, "two sides"},
        {"```draw\n? a\ncurve rgrad\n```\n", 3, 7, "expected a quantity and its steps"},
        {"```draw\n? a\ncurve rgard 1..3\n```\n", 3, 7, "there is no quantity \"rgard\""},
        {"```draw\n? a\ncurve rgrad 5..3\n```\n", 3, 7, "expected a quantity and its steps"},
        {"```draw\n? a\ncurve heldout over examples 3\n```\n", 3, 20, "expected a setting and its values"},
        {"```draw\n? a\ncurve rgrad 1..3\naxis up\n```\n", 4, 6, "axis log"},
        {"```write\n? a\n```\n", 1, 1, "expected \"= a model answer\""},
        {"```try\na\nuntil loss\nsolution: train 1\n```\n", 3, 7, "a comparison is expected"},
        {"```try\na\nuntil lss > 1\nsolution: train 1\n```\n", 3, 7, "there is no quantity \"lss\""},
        {"```try\na\nuntil loss > 1\n```\n", 1, 1, "expected \"solution:"},
        {"```try\na\nsolution: train 1\n```\n", 1, 1, "expected \"until"},
        {"```try\nuntil loss > 1\nsolution: train 1\n```\n", 1, 1, "a sentence that says"},
        {"```try\na\nuntil loss > 1\nhint after 5: x\nsolution: train 1\n```\n", 4, 6, "hint after 60s"},
        {"```try\na\nuntil loss > 1\nsolution: train 1; fly\n```\n", 4, 20, "There is no command \"fly\""},
        {"```assert\nloss\n```\n", 2, 1, "this claims nothing"},
        {"```assert\nloss > \n```\n", 2, 7, "missing at the end"},
        {"```assert\nseeds 3..1: loss > 1\n```\n", 2, 1, "the first one first"},
        {"```assert\n9 of seeds 1..8: loss > 1\n```\n", 2, 1, "9 of 8 seeds cannot hold it"},
        {"```assert\nLSTM: loss > 1\n```\n", 2, 1, "compares no \"LSTM\""},
        {"```compare\nLSTM: steps 1\n```\n```assert\nLTSM: loss > 1\n```\n", 5, 1, "did you mean \"LSTM\""},
        {"```assert\nexpect burst\n```\n", 2, 1, "expect burst within N"},
        {"```assert\nloss > 1\nslow\n```\n", 3, 1, "slow alone stands in the first line"},
        {"```assert\nloss = 1\n```\n", 2, 6, "equal is written =="},
        {"```assert\nwhatif input 1 1 -1: loss > 5\n```\n", 2, 20, "a blank on both sides"},
        {"{{loss > 1}}\n", 1, 3, "not a comparison"},
        {"a {{}}\n", 1, 3, "a quantity is expected"},
        {"a {{loss\n", 1, 3, "never closed"},
        {"a {{loss | x}}\n", 1, 12, "expected a number of digits"},
        {"a $$x\n", 1, 3, "never closed"},
        {"[[nothing|x]]\n", 1, 3, "there is no part"},
        {"[a](do:fly)\n", 1, 8, "There is no command \"fly\""},
        {"[a](do:)\n", 1, 8, "a command is expected"},
        {"a <b>c</b>\n", 1, 3, "HTML is not read"},
        {"<div>\n", 1, 1, "HTML is not read"},
        {"a\n\nb <b>\nc <i>\n| d | e |\n| --- | --- |\n| f | <u> |\n", 3, 3, "instead of <b>"}, /* a paragraph that a table ends */
        {"a\n\nb <b>\nc <i>\n| d | e |\n| --- | --- |\n| f | <u> |\n", 4, 3, "instead of <i>"},
        {"{{include ../x.md}}\n", 1, 3, "not inside the lesson's folder"},
        {"{{include /etc/passwd}}\n", 1, 3, "not inside the lesson's folder"},
        {"![a](..%2fx.png)\n", 1, 6, "not inside the lesson's folder"},
        {"![a](file:///etc/x.png)\n", 1, 6, "not inside the lesson's folder"},
        {"a {{include x.md}} b\n", 1, 3, "stands alone"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char *whole = behind_front(wrong[i].text);
        Lesson *lesson = parse(whole, NULL, NULL);
        assert_mistake(lesson, FRONT_LINES + wrong[i].line, wrong[i].column, wrong[i].says, wrong[i].text);
        lesson_free(lesson);
        free(whole);
    }
}

static void mistakes_in_the_front_are_told(void **state) {
    (void)state;
    static const Wrong wrong[] = {
        {"---\ntitle: A\n", 1, 1, "never closed"},
        {"---\ntitle: A\n---\n## x\n", 1, 1, "has no minutes"},
        {"---\ntitel: A\n---\n", 2, 1, "did you mean \"title:\""},
        {"---\nminutes: long\n---\n", 2, 10, "expected a number of minutes"},
        {"---\nlevel: hard\n---\n", 2, 8, "expected basic or further"},
        {"---\nid: A b\n---\n", 2, 5, "expected small letters"},
        {"---\ntitle: A\ntitle: B\n---\n", 3, 1, "given in line 2 already"},
        {"---\ntitle: A\n---\n", 4, 1, "has no step"},
        {"---\nminutes: 3\n---\n## a\n```note\n2 min\n```\n", 2, 10, "add up to 2"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        Lesson *lesson = parse(wrong[i].text, NULL, NULL);
        assert_mistake(lesson, wrong[i].line, wrong[i].column, wrong[i].says, wrong[i].text);
        lesson_free(lesson);
    }
}

static void one_mistake_does_not_hide_the_next(void **state) {
    (void)state;
    Lesson *lesson = parse("```do\nfly\nset steps 3\nswim\n```\n\n{{rgard}}\n\n```zzz\n```\n", NULL, NULL);
    assert_int_equal(lesson->mistakes.found, 4);
    assert_text(find_block(lesson, BLOCK_DO)->line->text, "set steps 3");
    lesson_free(lesson);
}

static void wrong_answers_under_review_need_no_reason(void **state) {
    (void)state;
    lesson_free(parse_behind_front("## Review\n```predict\n? a\n- b\n* c\n```\n"));
}

static void missing_files_are_told(void **state) {
    (void)state;
    MemoryFiles files = {0};
    FileApi file;
    memory_files_put(&files, "course/b.md", "{{include c.md}}\n");
    Lesson *lesson = parse("![a](x.png)\n\n{{include x.md}}\n\n{{include b.md}}\n", &files, &file);
    assert_mistake(lesson, 1, 6, "there is no picture course/x.png", "picture");
    assert_mistake(lesson, 3, 3, "course/x.md", "include");
    assert_mistake(lesson, 1, 3, "includes nothing itself", "second level");
    lesson_free(lesson);
    memory_files_deinit(&files);
}

static void rubbish_and_what_is_too_large_are_refused_clearly(void **state) {
    (void)state;
    LessonHost host = {0};
    Lesson *lesson = lesson_parse("a.md", (Str){"a\xFF\x00\x02 b\n## c\n", 12}, &host);
    assert_mistake(lesson, 1, 2, "and 2 more, are not text", "rubbish");
    assert_text(lesson->step->next->slug, "c");
    lesson_free(lesson);
    int size = 10 << 20;
    char *large = malloc((size_t)size);
    assert_non_null(large);
    memset(large, '>', (size_t)size);
    lesson = lesson_parse("a.md", (Str){large, size}, &host);
    assert_mistake(lesson, 1, 1, "a lesson has at most", "large");
    lesson_free(lesson);
    lesson = lesson_parse("a.md", (Str){large, 4000}, &host);
    assert_mistake(lesson, 1, 1, "at most 24 deep", "deep");
    lesson_free(lesson);
    memset(large, '*', (size_t)LESSON_BYTES_MAX);
    lesson = lesson_parse("a.md", (Str){large, LESSON_BYTES_MAX}, &host);
    assert_mistake(lesson, 1, 1, "expected an empty line", "long");
    lesson_free(lesson);
    for (int i = 0; i < 16000; i++) large[i] = "*a_"[i % 3];
    lesson = lesson_parse("a.md", (Str){large, 16000}, &host);
    lesson_free(lesson);
    free(large);
}

static void every_allocation_may_fail(void **state) {
    (void)state;
    LessonHost host = {0};
    char *whole = behind_front("a $x$ {{loss}}\n\n```predict\n? a\n- b :: c\n* d\n```\n- a\n");
    Lesson *lesson = NULL;
    int failed = 0;
    for (long n = 1; !lesson && n < 100; n++) {
        mem_fail_after(n);
        lesson = lesson_parse("a.md", str_from(whole), &host);
        failed += !lesson;
    }
    mem_fail_after(-1);
    assert_true(failed > 0);
    assert_non_null(lesson);
    lesson_free(lesson);
    free(whole);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_front_says_title_minutes_level_id_needs_and_goals),
        cmocka_unit_test(a_file_without_front_is_a_page),
        cmocka_unit_test(headings_open_steps_whose_slugs_are_unique),
        cmocka_unit_test(formulas_are_cut_out_before_markdown_sees_them),
        cmocka_unit_test(live_numbers_and_marks_know_their_places),
        cmocka_unit_test(markdown_gives_lists_quotes_code_links_pictures_and_footnotes),
        cmocka_unit_test(a_step_begins_from_the_nearest_setup_above),
        cmocka_unit_test(commands_have_stops_variants_and_bursts),
        cmocka_unit_test(allow_and_look_are_read),
        cmocka_unit_test(every_kind_of_question_is_read),
        cmocka_unit_test(a_question_that_changes_has_another_hash),
        cmocka_unit_test(a_try_has_a_goal_a_hint_and_a_solution),
        cmocka_unit_test(claims_have_seeds_updates_and_variants),
        cmocka_unit_test(notes_and_asides_hold_markdown),
        cmocka_unit_test(an_include_is_read_at_its_place_and_keeps_its_own_lines),
        cmocka_unit_test(every_span_is_visited),
        cmocka_unit_test(each_mistake_is_told_once_at_its_place),
        cmocka_unit_test(mistakes_in_the_front_are_told),
        cmocka_unit_test(one_mistake_does_not_hide_the_next),
        cmocka_unit_test(wrong_answers_under_review_need_no_reason),
        cmocka_unit_test(missing_files_are_told),
        cmocka_unit_test(rubbish_and_what_is_too_large_are_refused_clearly),
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
