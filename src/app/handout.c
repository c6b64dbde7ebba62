/* See handout.h. The lesson runs from stop to stop, as in the window, and every question is skipped in its turn, so that numbers and
   pictures belong to their place. What belongs together stands on one page: a heading and the first block below it, a picture and the line
   that brings it back, a question and its room. A lesson is laid out twice, the second time with pictures that fill the pages. Pictures and
   text after a question are printed with the answers, because they would reveal them. A number that only the reader's own run can have, behind
   a `try` or a button, is a line to write it on.

   A mistake of the file, and a line that was refused, is told where it stands: the rest is printed. The last question of a review
   is not left alone on a page.

   Simplified on purpose: a block that is higher than a page is cut at its end; footnotes stand below their step. */
#include "app/handout.h"
#include "app/app_inside.h"
#include "app/handout_block.h"
#include "app/handout_flow.h"
#include "base/arena.h"
#include "base/number.h"
#include "draw/draw_list.h"
#include "view/page/ink.h"
#include "view/page/paper.h"
#include <limits.h>
#include <math.h>
#include <string.h>

enum { MARGIN_X = 72, TEXT_WIDTH = 740, CAPTION_H = 34 };

/* What views are handed: the page's list, and where the ink stands in it. */
typedef struct Pen {
    Gui gui;
    View view;
    Ink ink;
} Pen;

struct Handout {
    App *app;
    double width, height; /* of a page, design pixels */
    RegionList region;
    HeatCache heat, compared_heat[VARIANT_MAX];
    Flow *behind;              /* where answers go: `answers` or `trial` */
    Flow text, answers, trial; /* the trial: answers, while a lesson is laid out for the first time */
    DrawList scratch;
    Pen pen;       /* one at a time; too large for a small stack */
    uint64_t last; /* the picture that was drawn last */
    int stop;      /* presses of Return since the step began */
    char title[160];
    DiagList wrong;           /* mistakes of the files and lines that were refused */
    bool told[DIAG_LIST_MAX]; /* of the lesson's mistakes: it stands on paper */
    bool is_refused;          /* a line of this step was */
};

static bool is_broken(const Handout *handout) { return handout->text.is_broken || handout->answers.is_broken || handout->trial.is_broken; }

static DrawList *page_of(Handout *handout, Flow *flow) {
    DrawList *page = flow_page(flow);
    return page ? page : &handout->scratch;
}

/* ---- Writing ---- */

static Pen *begin_pen(Handout *handout, Flow *flow) {
    App *app = handout->app;
    Pen *pen = &handout->pen;
    memset(pen, 0, sizeof *pen);
    app->ui.gui.x = app->ui.gui.y = -1;
    region_reset(&handout->region);
    pen->gui = (Gui){.list = page_of(handout, flow),
                     .region = &handout->region,
                     .theme = theme_get(settings_theme(&app->settings)),
                     .text = &app->text,
                     .scale = 1,
                     .state = &app->ui.gui,
                     .has_no_buttons = true};
    app_fill_view(app, &pen->view, &pen->gui);
    pen->view.heat = &handout->heat;
    for (int i = 0; i < pen->view.variant_count; i++) pen->view.variant[i].heat = &handout->compared_heat[i];
    ink_begin(&pen->ink, &pen->view, "paper", MARGIN_X, flow->y, TEXT_WIDTH);
    pen->ink.style.size = 17.5;
    pen->ink.style.leading = 25;
    return pen;
}

/* Written twice: measured, then on the page where it has room. */
typedef void WriteBlock(Ink *ink, const void *what);

static double measure(Handout *handout, Flow *flow, WriteBlock *write, const void *what) {
    Pen *pen = begin_pen(handout, flow);
    InkMark mark = ink_measure(&pen->ink);
    write(&pen->ink, what);
    return ink_measured(&pen->ink, &mark);
}

static void keep_footnotes(Flow *flow, const Ink *ink) {
    for (int i = 0; i < ink->footnotes; i++) {
        bool is_kept = flow->footnotes == INK_FOOTNOTE_MAX;
        for (int k = 0; k < flow->footnotes; k++) is_kept = is_kept || flow->footnote[k] == ink->footnote[i];
        if (!is_kept) flow->footnote[flow->footnotes++] = ink->footnote[i];
    }
}

/* `with`: of what follows, so much should stand on the same page. */
static void put(Handout *handout, Flow *flow, WriteBlock *write, const void *what, double with) {
    flow_need(flow, measure(handout, flow, write, what), with);
    Pen *pen = begin_pen(handout, flow);
    write(&pen->ink, what);
    flow->y = pen->ink.page.y;
    keep_footnotes(flow, &pen->ink);
}

static void write_block(Ink *ink, const void *what) { ink_block(ink, what); }

static void write_title(Ink *ink, const void *what) {
    ink_text(ink, what, FACE_UI_BOLD, 32, 40, ink->style.text);
    page_space(&ink->page, 6);
}

static void write_heading(Ink *ink, const void *what) {
    page_space(&ink->page, 18);
    ink_text(ink, what, FACE_UI_BOLD, 23, 30, ink->style.text);
    page_space(&ink->page, 8);
}

static void write_dim(Ink *ink, const void *what) {
    ink_text(ink, what, FACE_UI, 15, 22, ink->style.dim);
    page_space(&ink->page, 4);
}

static void write_wrong(Ink *ink, const void *what) {
    double top = ink->page.y + 2;
    ink->page.left += 16;
    ink->page.width -= 16;
    ink_text(ink, what, FACE_UI, 14, 20, ink->style.text);
    page_bar(&ink->page, top, theme_get(settings_theme(ink->view->settings))->bad);
    ink->page.left -= 16;
    ink->page.width += 16;
    page_space(&ink->page, 12);
}

static void write_try(Ink *ink, const void *what) {
    const LessonTry *attempt = what;
    double top = ink->page.y + 4;
    page_space(&ink->page, 8);
    ink->page.left += 16;
    ink->page.width -= 16;
    ink_text(ink, tr(ink->view->strings, STRING_PAPER_TRY), FACE_UI_SEMIBOLD, 14, 20, ink->style.dim);
    ink_paragraph(ink, attempt->ask, FACE_UI, ink->style.size, ink->style.leading, ink->style.text);
    page_bar(&ink->page, top, ink->style.line);
    ink->page.left -= 16;
    ink->page.width += 16;
    page_space(&ink->page, 14);
}

static void write_aside(Ink *ink, const void *what) {
    const LessonBlock *aside = what;
    char name[160];
    double top = ink->page.y;
    ink->page.left += 16;
    ink->page.width -= 16;
    ink->style.size = 15.5;
    ink->style.leading = 22;
    str_copy(name, (int)sizeof name, aside->name);
    if (name[0]) ink_text(ink, name, FACE_UI_SEMIBOLD, 15.5, 24, ink->style.text);
    ink_blocks(ink, aside->child);
    page_bar(&ink->page, top, ink->style.line);
    ink->page.left -= 16;
    ink->page.width += 16;
    page_space(&ink->page, 12);
}

static void write_question(Ink *ink, const void *what) { paper_question(ink, what); }

/* ---- Pictures ---- */

static void address_of(const Handout *handout, char *out, int size) {
    const AppLesson *study = handout->app->study;
    const LessonStep *step = reader_step(&study->reader);
    Str id = app_lesson_id(study), slug = step->slug;
    const Strings *strings = &handout->app->strings;
    int used = text_format(out, size, "unroll %.*s#%.*s", id.count, id.at, slug.count, slug.at);
    if (handout->stop == 1) text_format(out + used, size - used, "%s", tr(strings, STRING_PAPER_RETURN));
    if (handout->stop > 1) text_format(out + used, size - used, tr(strings, STRING_PAPER_RETURNS), handout->stop);
}

static void draw_stage(Handout *handout, Flow *flow, DrawList *list, Rect area) {
    Pen *pen = begin_pen(handout, flow);
    pen->gui.list = list;
    draw_clip(list, area);
    app_draw_middle(&pen->view, area);
    draw_unclip(list);
}

static uint64_t hash_stage(Handout *handout, Rect area) {
    draw_begin(&handout->scratch, handout->width, handout->height, 1, (Color){255, 255, 255, 255});
    draw_stage(handout, &handout->text, &handout->scratch, area);
    return draw_hash(&handout->scratch);
}

/* What a window shows above the stage: why a line was refused. The pictures after it are made without that line. */
static void keep_refusal(Handout *handout) {
    App *app = handout->app;
    const LessonStep *step = reader_step(&app->study->reader);
    const char *reason = app->ui.message_is_bad ? app->ui.message : "";
    Diag diag = {0};
    if (app->study->is_unbegun && !reason[0]) reason = tr(&app->strings, STRING_PAPER_UNBEGUN); /* a later command took the reason away */
    if (handout->is_refused || !reason[0]) return;
    handout->is_refused = true;
    put(handout, &handout->text, write_wrong, reason, 0);
    diag_fail(&diag, "%s#%.*s: %s", app->study->path, step->slug.count, step->slug.at, reason);
    diag_list_push(&handout->wrong, &diag);
    app_forget_message(app);
}

/* The lesson's mistakes before a line, those that do not stand on paper yet. */
static void put_mistakes(Handout *handout, int line) {
    const DiagList *wrong = &handout->app->study->lesson->mistakes;
    for (int i = 0; i < wrong->count; i++) {
        char text[700];
        Diag near = wrong->item[i];
        const char *slash = strrchr(near.file, '/');
        if (handout->told[i] || near.line >= line) continue;
        if (slash) memmove(near.file, slash + 1, strlen(slash));
        tr_told(&handout->app->strings, near.text, (int)sizeof near.text);
        diag_format(text, (int)sizeof text, &near);
        put(handout, &handout->text, write_wrong, text, 0);
        handout->told[i] = true;
    }
}

/* The picture as it is now, unless it is the one that was printed last. */
static void put_picture(Handout *handout, Flow *flow, double with) {
    Rect area = {MARGIN_X - 8, 0, handout->width - 2 * (MARGIN_X - 8), PICTURE_H};
    app_settle(handout->app);
    app_finish(handout->app);
    keep_refusal(handout);
    uint64_t hash = hash_stage(handout, area);
    if (hash == handout->last) return;
    handout->last = hash;
    area.h = flow_need_picture(flow, CAPTION_H + 16, with);
    area.y = flow->y + 4;
    DrawList *page = page_of(handout, flow);
    draw_stage(handout, flow, page, area);
    draw_layer(page, LAYER_PAGE);
    const Theme *theme = theme_get(settings_theme(&handout->app->settings));
    draw_rect(page, rect(area.x, rect_bottom(area) + 4, area.w, 1), theme->line);
    char address[256];
    address_of(handout, address, (int)sizeof address);
    draw_text(page, FACE_MONO, 13.5, MARGIN_X, rect_bottom(area) + 24, ALIGN_LEFT, theme->dim, address);
    flow->y = rect_bottom(area) + CAPTION_H + 12;
}

/* ---- Answers ---- */

static void put_answer(Handout *handout, const LessonStep *step, const LessonQuestion *question, const char *lesson) {
    Flow *flow = handout->behind;
    PaperAnswer answer = {.question = question, .step = step, .lesson = lesson};
    address_of(handout, answer.address, (int)sizeof answer.address);
    if (flow->count == 0) put(handout, flow, write_title, tr(&handout->app->strings, STRING_PAPER_ANSWERS), 60);
    Pen *pen = begin_pen(handout, flow);
    InkMark mark = ink_measure(&pen->ink);
    paper_answer(&pen->ink, &answer);
    flow_need(flow, ink_measured(&pen->ink, &mark), 0);
    pen = begin_pen(handout, flow);
    paper_answer(&pen->ink, &answer);
    flow->y = pen->ink.page.y;
}

/* ---- A step ---- */

/* Reader.format_live. In place of a number that only the reader's own run has stands a line to write it on. */
static void format_live(void *user, const LessonSpan *span, char *out, int size) {
    const App *app = user;
    if (handout_is_own(reader_step(&app->study->reader), span))
        text_format(out, size, "________");
    else
        app_format_live(user, span, out, size);
}

/* Goes on with what the step does until `block` is passed: each stop on the way is a picture. */
static void pass(Handout *handout, Flow *flow, const LessonBlock *block, double with) {
    App *app = handout->app;
    while (app_find_go(app) == GO_STOP) { /* without a window what trains is finished by then */
        const LessonBlock *at = app->study->block;
        bool is_here = at == block->next || at == block; /* a `do` is passed as soon as its lines are read, a question is not */
        if (!is_here) return;
        put_picture(handout, flow, with);
        handout->stop++;
        app_press_next(app);
        keep_refusal(handout);
    }
}

/* The height of the question that a picture is there for. */
static double find_question(Handout *handout, const LessonBlock *block) {
    for (; block && block->kind != BLOCK_PARAGRAPH; block = block->next)
        if (block->kind == BLOCK_QUESTION) return measure(handout, &handout->text, write_question, block->question);
    return 0;
}

/* The height of the last question of a step, behind another: it does not stand alone on a page. */
static double find_last_question(Handout *handout, const LessonBlock *block) {
    double height = 0;
    int count = 0;
    for (; block; block = block->next) {
        if (block->kind == BLOCK_QUESTION) height = measure(handout, &handout->text, write_question, block->question);
        count += block->kind == BLOCK_QUESTION;
    }
    return count == 1 ? height : 0;
}

/* What has to stand below a heading, or a paragraph that leads in to it, on the same page. */
static double find_chain(Handout *handout, const LessonBlock *block) {
    double height = 0;
    for (; block; block = block->next) switch (block->kind) {
        case BLOCK_SETUP:
        case BLOCK_ALLOW:
        case BLOCK_LOOK:
        case BLOCK_ASSERT:
        case BLOCK_COMPARE:
        case BLOCK_NOTE: continue;
        case BLOCK_DO: return height + PICTURE_LEAST + CAPTION_H + 24 + find_question(handout, block->next);
        case BLOCK_QUESTION: return height + measure(handout, &handout->text, write_question, block->question);
        case BLOCK_TRY: return height + measure(handout, &handout->text, write_try, block->attempt);
        case BLOCK_ASIDE: return height + measure(handout, &handout->text, write_aside, block);
        default:
            height += measure(handout, &handout->text, write_block, block);
            if (!handout_leads_in(block)) return height + (handout_precedes_picture(block->next) ? PICTURE_LEAST + CAPTION_H + 24 : 0);
        }
    return height;
}

typedef struct Footnotes {
    const Lesson *lesson;
    const Flow *flow;
} Footnotes;

static void write_footnotes(Ink *ink, const void *what) {
    const Footnotes *notes = what;
    ink->footnotes = notes->flow->footnotes;
    memcpy(ink->footnote, notes->flow->footnote, sizeof ink->footnote);
    ink_footnotes(ink, notes->lesson);
    ink->footnotes = 0;
}

/* Those of a step, below it. */
static void put_footnotes(Handout *handout, Flow *flow) {
    Footnotes notes = {handout->app->study->lesson, flow};
    if (flow->footnotes > 0) put(handout, flow, write_footnotes, &notes, 0);
    flow->footnotes = 0;
}

/* The first that stands below a heading, alone: a text, or what the whole chain is. */
static double find_first(Handout *handout, const LessonBlock *block) {
    while (block && handout_is_silent(block)) block = block->next;
    bool is_text =
        block && block->kind != BLOCK_DO && block->kind != BLOCK_QUESTION && block->kind != BLOCK_TRY && block->kind != BLOCK_ASIDE;
    return is_text ? measure(handout, &handout->text, write_block, block) : find_chain(handout, block);
}

/* With the first text below it, and with all that this leads in to where that leaves no large gap. */
static void put_heading(Handout *handout, const char *heading, const LessonBlock *block) {
    Flow *flow = &handout->text;
    double height = measure(handout, flow, write_heading, heading), first = find_first(handout, block);
    flow_need(flow, height + first, find_chain(handout, block) - first);
    Pen *pen = begin_pen(handout, flow);
    write_heading(&pen->ink, heading);
    flow->y = pen->ink.page.y;
    flow->is_headed = true;
}

static void put_step(Handout *handout, const LessonStep *step, const char *lesson) {
    App *app = handout->app;
    Flow *flow = &handout->text;
    char heading[200];
    bool is_review = step->kind != STEP_PLAIN;
    handout->stop = 0;
    handout->is_refused = false;
    app_enter_afresh(app, step->index);
    if (step->title.count > 0) {
        bool has_number = step->title.at[0] >= '0' && step->title.at[0] <= '9'; /* the lesson numbers its steps itself */
        if (has_number)
            text_format(heading, (int)sizeof heading, "%.*s", step->title.count, step->title.at);
        else
            text_format(heading, (int)sizeof heading, "%d · %.*s", step->index + 1, step->title.count, step->title.at);
        put_heading(handout, heading, step->block);
    }
    keep_refusal(handout);
    bool has_done = false, is_asked = false;
    for (const LessonBlock *block = step->block; block; block = block->next) {
        put_mistakes(handout, block->place.line);
        int at = block->kind == BLOCK_QUESTION ? reader_find_question(&app->study->reader, block->question) : -1;
        switch (block->kind) {
        case BLOCK_DO:
            pass(handout, flow, block, 0);
            if (!is_review) put_picture(handout, flow, find_question(handout, block->next));
            has_done = true;
            break;
        case BLOCK_QUESTION:
            if (!has_done && !is_review) put_picture(handout, flow, find_question(handout, block));
            has_done = true;
            is_asked = !is_review;
            flow_need(flow,
                      measure(handout, flow, write_question, block->question) + (is_review ? find_last_question(handout, block->next) : 0),
                      0);
            put(handout, flow, write_question, block->question, 0);
            if (at >= 0 && app_find_go(app) == GO_ANSWER) {
                app_press_next(app);
                handout->stop++;
                keep_refusal(handout);
                put_answer(handout, step, block->question, lesson);
                pass(handout, handout->behind, block, 0);
            }
            break;
        case BLOCK_TRY: put(handout, flow, write_try, block->attempt, 0); break;
        case BLOCK_ASIDE: put(handout, flow, write_aside, block, 0); break;
        case BLOCK_SETUP:
        case BLOCK_ALLOW:
        case BLOCK_LOOK:
        case BLOCK_ASSERT:
        case BLOCK_COMPARE:
        case BLOCK_NOTE: break;
        default:
            if (is_asked && !handout_leads_to_task(block))
                put(handout, handout->behind, write_block, block, 0);
            else
                put(handout, flow, write_block, block, handout_leads_in(block) ? find_chain(handout, block->next) : 0);
        }
    }
    put_mistakes(handout, step->next ? step->next->place.line : INT_MAX);
    put_footnotes(handout, flow);
    put_footnotes(handout, handout->behind);
}

/* ---- All of it ---- */

Handout *handout_new(App *app, HandoutPaper paper, Diag *diag) {
    Handout *handout = mem_new(sizeof *handout);
    bool region = handout && region_init(&handout->region), list = handout && draw_init(&handout->scratch);
    if (handout && region && list && app_apply(app, "theme light", diag)) {
        handout->app = app;
        handout->width = floor(paper.width_pt / HANDOUT_POINTS);
        handout->height = floor(paper.height_pt / HANDOUT_POINTS);
        flow_init(&handout->text, handout->width, handout->height);
        flow_init(&handout->answers, handout->width, handout->height);
        flow_init(&handout->trial, handout->width, handout->height);
        handout->text.grows = true;
        handout->behind = &handout->answers;
        app_resize(app, 1920, 1080, 1);
        return handout;
    }
    diag_fail(diag, "There is not enough memory for the pages.");
    if (region) region_deinit(&handout->region);
    if (list) draw_deinit(&handout->scratch);
    mem_free(handout);
    return NULL;
}

void handout_free(Handout *handout) {
    if (!handout) return;
    flow_free(&handout->text);
    flow_free(&handout->answers);
    flow_free(&handout->trial);
    heat_deinit(&handout->heat);
    for (int i = 0; i < VARIANT_MAX; i++) heat_deinit(&handout->compared_heat[i]);
    region_deinit(&handout->region);
    draw_deinit(&handout->scratch);
    mem_free(handout);
}

static void put_foot(const Handout *handout, DrawList *page, const char *title, int number) {
    const Theme *theme = theme_get(settings_theme(&handout->app->settings));
    char text[32];
    double y = handout->height - 44;
    draw_layer(page, LAYER_PAGE);
    text_format(text, (int)sizeof text, "%d", number);
    draw_text(page, FACE_UI, 13.5, MARGIN_X, y, ALIGN_LEFT, theme->dim, title);
    draw_text(page, FACE_UI, 13.5, handout->width - MARGIN_X, y, ALIGN_RIGHT, theme->dim, text);
}

static void put_front(Handout *handout, const Lesson *lesson) {
    Flow *flow = &handout->text;
    const LessonFront *front = &lesson->front;
    const Strings *strings = &handout->app->strings;
    char text[400];
    put(handout, flow, write_title, flow->title, 80);
    for (const LessonWord *goal = front->goal; goal; goal = goal->next) {
        text_format(text, (int)sizeof text, "%s %.*s", goal == front->goal ? tr(strings, STRING_PAPER_GOALS) : "·", goal->text.count,
                    goal->text.at);
        put(handout, flow, write_dim, text, 0);
    }
}

static void put_lesson(Handout *handout, const char *title, int from) {
    const Lesson *read = handout->app->study->lesson;
    memset(handout->told, 0, sizeof handout->told);
    handout->last = 0;
    if (!flow_add_page(&handout->text)) return;
    put_front(handout, read);
    put_mistakes(handout, read->step->place.line);
    for (const LessonStep *step = read->step; step; step = step->next)
        if (step->index >= from) put_step(handout, step, title);
}

bool handout_add(Handout *handout, const char *lesson, Diag *diag) {
    App *app = handout->app;
    char line[1200], title[160];
    if (app->study) app->study->reader.step = 0; /* the same lesson once more begins at its beginning, too */
    text_format(line, (int)sizeof line, "lesson %s", lesson);
    if (!app_apply(app, line, diag)) return false;
    app->study->reader.format_live = format_live;
    const Lesson *read = app->study->lesson;
    if (read->step_count == 0 && read->mistakes.count > 0) {
        *diag = read->mistakes.item[0];
        return false;
    }
    if (read->step_count == 0) return diag_fail(diag, "%s has no steps", lesson);
    for (int i = 0; i < read->mistakes.count; i++) diag_list_push(&handout->wrong, &read->mistakes.item[i]);
    handout->wrong.found += read->mistakes.found - read->mistakes.count;
    const Reader *reader = &app->study->reader;
    Str name = read->front.title.count > 0 ? read->front.title : str_from(reader->name);
    if (reader->number > 0)
        text_format(title, (int)sizeof title, "%d · %.*s", reader->number, name.count, name.at);
    else
        str_copy(title, (int)sizeof title, name);
    text_format(handout->text.title, (int)sizeof handout->text.title, "%s", title);
    text_format(handout->title, (int)sizeof handout->title, "%s", handout->title[0] ? tr(&app->strings, STRING_PAPER_SEVERAL) : title);
    int first = handout->text.count, from = reader->step;
    DiagList *wrong = mem_new(sizeof *wrong);
    if (!wrong) return diag_fail(diag, "There is not enough memory for the pages.");
    *wrong = handout->wrong;
    flow_begin(&handout->text);
    handout->behind = &handout->trial;
    put_lesson(handout, title, from);
    flow_begin_again(&handout->text);
    flow_free(&handout->trial);
    handout->trial.footnotes = 0;
    handout->wrong = *wrong;
    mem_free(wrong);
    handout->behind = &handout->answers;
    put_lesson(handout, title, from);
    for (int i = first; i < handout->text.count; i++) put_foot(handout, handout->text.page[i], title, i + 1);
    if (is_broken(handout)) return diag_fail(diag, "The handout is longer than %d pages, or there is not enough memory.", HANDOUT_PAGE_MAX);
    return true;
}

bool handout_finish(Handout *handout, bool with_answers, Diag *diag) {
    if (!with_answers) flow_free(&handout->answers);
    for (int i = 0; i < handout->answers.count; i++)
        put_foot(handout, handout->answers.page[i], tr(&handout->app->strings, STRING_PAPER_ANSWERS), handout->text.count + i + 1);
    if (handout->text.count + handout->answers.count > HANDOUT_PAGE_MAX)
        return diag_fail(diag, "The handout is longer than %d pages.", HANDOUT_PAGE_MAX);
    return true;
}

bool handout_is_broken(const Handout *handout) { return is_broken(handout); }

const DiagList *handout_wrong(const Handout *handout) { return &handout->wrong; }

int handout_pages(const Handout *handout, const DrawList *page[HANDOUT_PAGE_MAX]) {
    int count = 0;
    for (int i = 0; i < handout->text.count; i++) page[count++] = handout->text.page[i];
    for (int i = 0; i < handout->answers.count; i++) page[count++] = handout->answers.page[i];
    return count;
}

const char *handout_title(const Handout *handout) { return handout->title; }
