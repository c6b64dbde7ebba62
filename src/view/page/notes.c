/* The lecturer's window while a lesson is presented: the spoken text, the answers of the class, the next stop as a picture, the coming
   steps, and the clock beside the planned minutes. */
#include "base/number.h"
#include "gui/minus.h"
#include "view/page/ink.h"
#include "view/page/presenting.h"
#include <math.h>
#include <string.h>

enum { PAD = 32, COLUMN = 560, BAR = 42 };

static void format_minutes(char *out, int size, double seconds) {
    long whole = (long)fmax(0, floor(seconds));
    text_format(out, size, "%ld:%02ld", whole / 60, whole % 60);
}

static void draw_label(const View *view, double x, double y, const char *text) {
    gui_text(view->gui, FACE_UI_SEMIBOLD, 14, x, y, ALIGN_LEFT, view->gui->theme->warn, text);
}

/* ---- Head ---- */

static void draw_head(const View *view, Rect row) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const Reader *reader = view->reader;
    const Present *present = view->present;
    char clock[24], planned[24], text[160], title[160];
    Str name = reader->lesson->front.title.count > 0 ? reader->lesson->front.title : str_from(reader->name);
    draw_rect(gui->list, row, theme->panel);
    text_format(title, (int)sizeof title, tr(view->strings, STRING_NOTES_TITLE), name.count, name.at);
    format_minutes(clock, (int)sizeof clock, present->clock_s);
    format_minutes(planned, (int)sizeof planned, 60 * present_planned_minutes(reader));
    double y = rect_mid_y(row), x = rect_right(row) - PAD, clock_w = gui_text_width(gui, FACE_MONO, 28, clock);
    gui_text(gui, FACE_MONO, 28, x, gui_middle(y, 28), ALIGN_RIGHT, theme->text, clock);
    text_format(text, (int)sizeof text, tr(view->strings, STRING_NOTES_PLACE), reader->step + 1, reader->lesson->step_count,
                present->stop + 1, planned);
    double text_w = gui_text_width(gui, FACE_UI, 16, text);
    gui_text(gui, FACE_UI, 16, x - clock_w - 16, gui_middle(y, 16), ALIGN_RIGHT, theme->dim, text);
    gui_text_fit(gui, FACE_UI_BOLD, 20, row.x + PAD, gui_middle(y, 20), row.w - 3 * PAD - clock_w - text_w, ALIGN_LEFT, theme->text, title);
}

/* ---- Say ---- */

static void write_notes(Ink *ink, const LessonStep *step, double size) {
    bool any = false;
    ink->style.size = size;
    ink->style.leading = size * 1.5;
    for (const LessonBlock *block = step ? step->block : NULL; block; block = block->next) {
        if (block->kind != BLOCK_NOTE) continue;
        ink_blocks(ink, block->child);
        any = any || block->child;
        for (const LessonChoice *ask = block->ask; ask; ask = ask->next) {
            page_begin(&ink->page);
            ink->page.size = size;
            ink->page.leading = size * 1.5;
            page_put(&ink->page, str_from(tr(ink->view->strings, STRING_NOTES_ASK)), PAGE_STRONG, 0);
            page_put(&ink->page, str_from(" "), PAGE_PLAIN, 0);
            ink_spans(ink, ask->text, PAGE_PLAIN, 0);
            page_end(&ink->page);
            any = true;
        }
    }
    if (!any) ink_text(ink, tr(ink->view->strings, STRING_NOTES_NONE), FACE_UI, size, size * 1.5, ink->style.dim);
}

/* As large as it fits. */
static void draw_notes(const View *view, Rect area) {
    static const double sizes[] = {22, 19, 16.5, 14};
    Ink ink;
    ink_begin(&ink, view, "notes", area.x, area.y, fmin(area.w, 900));
    int at = 0;
    for (; at < 3; at++) {
        InkMark mark = ink_measure(&ink);
        write_notes(&ink, reader_step(view->reader), sizes[at]);
        if (ink_measured(&ink, &mark) <= area.h) break;
    }
    draw_clip(view->gui->list, area);
    write_notes(&ink, reader_step(view->reader), sizes[at]);
    draw_unclip(view->gui->list);
}

/* ---- Answers ---- */

static void write_answer_text(char *out, int size, const LessonQuestion *question) {
    char number[32];
    switch (question->kind) {
    case QUESTION_NUMBER:
        number_format(number, (int)sizeof number, question->number);
        minus_mend(number, (int)sizeof number);
        text_format(out, size, "%s", number);
        break;
    case QUESTION_PLACE: str_copy(out, size, question->where); break;
    case QUESTION_WRITE: lesson_format_spans(out, size, question->model); break;
    default: text_format(out, size, "%s", ""); break;
    }
}

static double draw_choices(const View *view, const LessonQuestion *question, int at, bool is_open, Rect area) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const Present *present = view->present;
    int most = 1, place = 0;
    double y = area.y, pitch = fmin(BAR + 10, area.h / fmax(question->choice_count, 1)), bar = fmin(BAR, pitch - 4);
    for (int i = 0; i < LESSON_CHOICE_MAX; i++)
        if (present->vote[at][i] > most) most = present->vote[at][i];
    for (const LessonChoice *choice = question->choice; choice && place < LESSON_CHOICE_MAX; choice = choice->next, place++, y += pitch) {
        Rect row = {area.x, y, area.w, bar};
        int votes = present->vote[at][place];
        char text[256], number[48];
        const char *right = choice->is_right ? tr(view->strings, STRING_NOTES_RIGHT) : "";
        draw_round(gui->list, row, 7, theme->panel);
        if (votes > 0)
            draw_round(gui->list, rect(row.x, row.y, fmax(14, row.w * votes / most), row.h), 7,
                       color_mix(theme->panel, choice->is_right ? theme->good : theme->dim, 0.3));
        text_format(number, (int)sizeof number, "%d", place + 1);
        gui_text(gui, FACE_MONO, 16, row.x + 18, gui_middle(rect_mid_y(row), 16), ALIGN_LEFT, theme->text, number);
        text_format(number, (int)sizeof number, "%d%s", votes, right);
        double number_w = gui_text_width(gui, FACE_UI_MEDIUM, 16, number);
        lesson_format_spans(text, (int)sizeof text, choice->text);
        double room = row.w - 80 - number_w, size = 17;
        while (size > 14 && gui_text_width(gui, FACE_UI, size, text) > room) size -= 0.5;
        gui_text_fit(gui, FACE_UI, size, row.x + 48, gui_middle(rect_mid_y(row), size), room, ALIGN_LEFT, theme->text, text);
        gui_text(gui, FACE_UI_MEDIUM, 16, rect_right(row) - 16, gui_middle(rect_mid_y(row), 16), ALIGN_RIGHT,
                 choice->is_right ? theme->good : theme->dim, number);
    }
    (void)is_open;
    return y;
}

static void draw_answers(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const Present *present = view->present;
    bool is_open;
    char text[256];
    int at = present_find_question(present, view->reader, &is_open);
    draw_label(view, area.x, area.y, tr(view->strings, STRING_NOTES_ANSWERS));
    area.y += 18;
    area.h -= 18 + 26;
    if (at < 0) {
        gui_text(gui, FACE_UI, 15, area.x, area.y + 16, ALIGN_LEFT, theme->dim, tr(view->strings, STRING_NOTES_NO_QUESTION));
        return;
    }
    const LessonQuestion *question = view->reader->question[at];
    double y = area.y;
    if (question->kind == QUESTION_CHOICE) {
        y = draw_choices(view, question, at, is_open, area) + 10;
        if (present->is_counting)
            text_format(text, (int)sizeof text, "%s %s_", tr(view->strings, STRING_PRESENT_VOTES), present->typed);
        else
            text_format(text, (int)sizeof text, "%s", tr(view->strings, is_open ? STRING_NOTES_VOTING : STRING_NOTES_SHOWN));
        gui_text_fit(gui, present->is_counting ? FACE_MONO : FACE_UI, 15, area.x, y + 6, area.w, ALIGN_LEFT,
                     present->is_counting ? theme->text : theme->dim, text);
        return;
    }
    write_answer_text(text, (int)sizeof text, question);
    if (!text[0]) text_format(text, (int)sizeof text, "%s", tr(view->strings, is_open ? STRING_NOTES_ON_STAGE : STRING_NOTES_ON_STAGE_NOW));
    text_wrap(gui->list, gui->text, gui->scale, FACE_UI_MEDIUM, 17, rect(area.x, y + 18, area.w, 0), 24, theme->good, text);
}

/* ---- What comes ---- */

static void draw_then(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const Reader *reader = view->reader;
    double y = area.y + 30;
    if (reader->step + 1 >= reader->lesson->step_count) return;
    draw_label(view, area.x, area.y, tr(view->strings, STRING_NOTES_THEN));
    for (const LessonStep *step = reader->lesson->step; step && y < rect_bottom(area); step = step->next) {
        char text[160];
        if (step->index <= reader->step) continue;
        text_format(text, (int)sizeof text, "%d", step->index + 1);
        gui_text(gui, FACE_UI, 17, area.x, y, ALIGN_LEFT, theme->dim, text);
        str_copy(text, (int)sizeof text, step->title);
        gui_text_fit(gui, FACE_UI, 18, area.x + 32, y, area.w - 110, ALIGN_LEFT, theme->text, text);
        double minutes = present_step_minutes(step);
        text_format(text, (int)sizeof text, tr(view->strings, STRING_COURSE_MINUTES_SHORT), minutes);
        if (minutes > 0) gui_text(gui, FACE_UI, 16, rect_right(area), y, ALIGN_RIGHT, theme->dim, text);
        y += 34;
    }
}

typedef struct NotesKey {
    const char *line;
    StringId label;
} NotesKey;

static void draw_keys(const View *view, double x, double y, double right) {
    static const NotesKey keys[] = {{"presenter next", STRING_NOTES_KEY_NEXT},   {"presenter back", STRING_NOTES_KEY_BACK},
                                    {"presenter blank", STRING_NOTES_KEY_BLANK}, {"presenter spotlight", STRING_NOTES_KEY_SPOTLIGHT},
                                    {"presenter zoom", STRING_NOTES_KEY_ZOOM},   {"presenter find", STRING_NOTES_KEY_GO},
                                    {"presenter lock", STRING_NOTES_KEY_LOCK},   {"presenter address", STRING_NOTES_KEY_ADDRESS},
                                    {"presenter leave", STRING_NOTES_KEY_LEAVE}};
    const Gui *gui = view->gui;
    const Present *present = view->present;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        char key[KEYMAP_KEY_SIZE];
        keymap_key_of(key, (int)sizeof key, view->keymap, keys[i].line);
        if (!key[0]) continue;
        const char *label = tr(view->strings, keys[i].label);
        bool is_on = (i == 2 && present->is_blank) || (i == 3 && present->is_spotlit) || (i == 4 && present->zoom > 1) ||
                     (i == 6 && present->is_locked) || (i == 7 && present->shows_address);
        double cap = gui_key_cap_width(gui, key), width = cap + 8 + gui_text_width(gui, FACE_UI, 14.5, label);
        if (x + width > right) return;
        gui_key_cap(gui, x, y, key);
        gui_text(gui, is_on ? FACE_UI_SEMIBOLD : FACE_UI, 14.5, x + cap + 8, gui_middle(y, 14.5), ALIGN_LEFT,
                 is_on ? gui->theme->accent : gui->theme->dim, label);
        char path[REGION_PATH_SIZE];
        text_format(path, (int)sizeof path, "notes/key%d", (int)i + 1);
        Region *region = region_add(gui->region, REGION_BUTTON, rect(x - 4, y - 16, width + 8, 32), path);
        text_format(region->command, (int)sizeof region->command, "%s", keys[i].line);
        x += width + 22;
    }
}

Rect notes_draw(const View *view, Rect window) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const Present *present = view->present;
    draw_group(gui->list, "notes");
    Rect body = window, head = rect_cut_top(&body, 64);
    draw_head(view, head);
    Rect foot = rect_cut_bottom(&body, 104);
    body = rect_inset(body, PAD, 0);
    double right_w = fmax(body.w - COLUMN - 68, 300), middle_h = fmin(body.h - 190, 400);
    Rect lower = rect_cut_bottom(&body, middle_h), right = {rect_right(lower) - right_w, lower.y, right_w, lower.h};
    draw_label(view, body.x, body.y + 40, tr(view->strings, STRING_NOTES_SAY));
    draw_notes(view, rect(body.x, body.y + 52, body.w, body.h - 64));
    bool is_open;
    int at = present_find_question(present, view->reader, &is_open);
    int answers = at >= 0 && view->reader->question[at]->kind == QUESTION_CHOICE ? view->reader->question[at]->choice_count : 1;
    double answers_h = fmin(18 + answers * (BAR + 10) + 40, lower.h - 110);
    draw_answers(view, rect(lower.x, lower.y + 12, COLUMN, answers_h));
    draw_then(view, rect(lower.x, lower.y + answers_h + 44, COLUMN, lower.h - answers_h - 60));
    draw_label(view, right.x, right.y + 12, tr(view->strings, STRING_NOTES_NEXT));
    double shape = present->shape > 0 ? present->shape : 9.0 / 16, picture_w = fmin(right.w, (right.h - 40) / shape);
    Rect picture = {right.x, right.y + 28, picture_w, picture_w * shape}; /* as the class will see it */
    draw_round_stroke(gui->list, rect_inset(picture, -4, -4), 9, 1, theme->line);
    if (present->next.cell && !present->is_last)
        draw_image(gui->list, picture, present->next.cols, present->next.rows, present->next.cell);
    else
        gui_text(gui, FACE_UI, 16, rect_mid_x(picture), rect_mid_y(picture), ALIGN_CENTER, theme->dim,
                 tr(view->strings, present->is_last ? STRING_NOTES_LAST : STRING_NOTES_COMPUTING));
    gui_text(gui, FACE_UI, 14.5, foot.x + PAD, foot.y + 22, ALIGN_LEFT, theme->dim, tr(view->strings, STRING_NOTES_ADDRESS));
    gui_text_fit(gui, FACE_MONO, 15, foot.x + PAD + gui_text_width(gui, FACE_UI, 14.5, tr(view->strings, STRING_NOTES_ADDRESS)) + 12,
                 foot.y + 22, foot.w / 2, ALIGN_LEFT, theme->text, present->address);
    draw_keys(view, foot.x + PAD, foot.y + 66, rect_right(foot) - PAD);
    return picture;
}
