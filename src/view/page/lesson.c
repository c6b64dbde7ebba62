/* The lesson beside the stage: title, step, text and cards, with Back and Next at the foot. What stands behind an open question waits; asides
   are folded. */
#include "base/number.h"
#include "view/page/question.h"
#include <math.h>
#include <string.h>

enum { PAD = 28, FOOT = 80, SEGMENT_MOST = 40 };

static void draw_ground(const View *view, Rect area) {
    const Gui *gui = view->gui;
    draw_group(gui->list, "lesson");
    draw_rect(gui->list, area, gui->theme->panel);
    draw_rect(gui->list, rect(rect_right(area) - 1, area.y, 1, area.h), gui->theme->line);
}

/* ---- Head ---- */

static void write_place(Ink *ink) {
    const Reader *reader = ink->view->reader;
    char text[96];
    int used = 0;
    if (reader->number > 0 && reader->number <= reader->count)
        used = text_format(text, (int)sizeof text, tr(ink->view->strings, STRING_LESSON_PLACE_OF), reader->number, reader->count);
    else if (reader->number > 0)
        used = text_format(text, (int)sizeof text, tr(ink->view->strings, STRING_LESSON_PLACE), reader->number);
    if (reader->lesson->step_count == 0)
        text_format(text + used, (int)sizeof text - used, tr(ink->view->strings, STRING_LESSON_NO_STEP));
    else
        text_format(text + used, (int)sizeof text - used, tr(ink->view->strings, STRING_LESSON_STEP), reader->step + 1,
                    reader->lesson->step_count);
    ink_text(ink, text, FACE_UI_SEMIBOLD, 12, 18, ink->style.dim);
    page_space(&ink->page, 4);
}

/* A segment a step; a click goes there. */
static void draw_segments(Ink *ink) {
    const Gui *gui = ink->view->gui;
    const Theme *theme = gui->theme;
    const Reader *reader = ink->view->reader;
    int count = reader->lesson->step_count;
    double gap = count > 20 ? 2 : 6, width = (ink->page.width - gap * (count - 1)) / fmax(count, 1);
    width = fmin(width, SEGMENT_MOST);
    for (int i = 0; i < count && width > 1; i++) {
        Rect box = {ink->page.left + i * (width + gap), ink->page.y + 6, width, 4};
        Color color = i == reader->step ? theme->accent : i < reader->step ? color_mix(theme->line, theme->accent, 0.5) : theme->line;
        char path[48];
        text_format(path, (int)sizeof path, "lesson/step%d", i + 1);
        draw_round(gui->list, gui_is_hot(gui, path) ? rect_inset(box, 0, -1.5) : box, 2, color);
        Region *region = region_add(gui->region, REGION_BUTTON, rect_inset(box, -gap / 2, -7), path);
        text_format(region->command, (int)sizeof region->command, "lesson step %d", i + 1);
    }
    ink->page.y += 26;
}

static void write_mistakes(Ink *ink) {
    const DiagList *wrong = &ink->view->reader->lesson->mistakes;
    const Theme *theme = ink->view->gui->theme;
    char text[700];
    if (wrong->found == 0) return;
    double top = ink->page.y;
    ink->page.left += 12;
    ink->page.width -= 12;
    text_format(text, (int)sizeof text, tr_count(ink->view->strings, wrong->found, STRING_LESSON_MISTAKES_ONE, STRING_LESSON_MISTAKES),
                wrong->found);
    ink_text(ink, text, FACE_UI_SEMIBOLD, 12, 18, theme->bad);
    for (int i = 0; i < wrong->count && i < 8; i++) {
        const Diag *diag = &wrong->item[i];
        const char *slash = diag->file[0] ? strrchr(diag->file, '/') : NULL;
        Diag near = *diag; /* the folder says nothing here */
        if (slash) text_format(near.file, (int)sizeof near.file, "%s", slash + 1);
        tr_told(ink->view->strings, near.text, (int)sizeof near.text);
        diag_format(text, (int)sizeof text, &near);
        ink_text(ink, text, FACE_UI, 13.5, 19, theme->text);
        page_space(&ink->page, 4);
    }
    page_bar(&ink->page, top, theme->bad);
    ink->page.left -= 12;
    ink->page.width += 12;
    page_space(&ink->page, 14);
}

/* A person's own data in place of the lesson's: what the text says holds for the lesson's. */
static void write_own_data(Ink *ink) {
    const Theme *theme = ink->view->gui->theme;
    const char *name = setup_own_name(ink->view->setup);
    char text[TEXT_NAME_SIZE + 256];
    if (!name) return;
    double top = ink->page.y;
    ink->page.left += 12;
    ink->page.width -= 12;
    text_format(text, (int)sizeof text, tr(ink->view->strings, STRING_LESSON_OWN_DATA), name);
    ink_text(ink, text, FACE_UI, 13.5, 19, theme->text);
    page_bar(&ink->page, top, theme->accent);
    ink->page.left -= 12;
    ink->page.width += 12;
    page_space(&ink->page, 14);
}

static void write_head(Ink *ink) {
    const Gui *gui = ink->view->gui;
    const Reader *reader = ink->view->reader;
    const LessonStep *step = reader_step(reader);
    double top = ink->page.y;
    write_place(ink);
    Rect close = {ink->page.left + ink->page.width - 24, top - 6, 28, 28};
    if (gui_is_hot(gui, "lesson/close")) draw_round(gui->list, close, 7, gui->theme->raised);
    gui_cross(gui, rect_mid_x(close), rect_mid_y(close), 9, gui->theme->dim);
    Region *region = region_add(gui->region, REGION_BUTTON, close, "lesson/close");
    text_format(region->command, (int)sizeof region->command, "lesson close");
    region->tip = tr(ink->view->strings, STRING_LESSON_CLOSE_TIP);
    region->focusable = true;
    gui_focus_ring(gui, close, 7, "lesson/close");
    if (step && step->heading) {
        ink_paragraph(ink, step->heading, FACE_UI_BOLD, 26, 33, ink->style.text);
    } else {
        char title[160];
        str_copy(title, (int)sizeof title, reader->lesson->front.title.count > 0 ? reader->lesson->front.title : str_from(reader->name));
        ink_text(ink, title, FACE_UI_BOLD, 26, 33, ink->style.text);
    }
    draw_segments(ink);
    write_mistakes(ink);
    write_own_data(ink);
}

/* ---- Blocks of the lesson's own ---- */

static void write_aside(Ink *ink, const LessonBlock *block, int index) {
    const Gui *gui = ink->view->gui;
    const Theme *theme = gui->theme;
    bool is_open = index < 64 && (ink->view->reader->open_asides >> index & 1);
    char label[96], path[48];
    text_format(path, (int)sizeof path, "lesson/more%d", index + 1);
    str_copy(label, (int)sizeof label, block->name.count > 0 ? block->name : str_from(tr(ink->view->strings, STRING_LESSON_MORE)));
    Rect box = {ink->page.left - 6, ink->page.y, ink->page.width + 12, 30};
    if (gui_is_hot(gui, path)) draw_round(gui->list, box, 7, theme->raised);
    gui_chevron(gui, box.x + 14, rect_mid_y(box), 9, is_open ? 0 : 1, theme->dim);
    gui_text_fit(gui, FACE_UI_MEDIUM, 14, box.x + 28, gui_middle(rect_mid_y(box), 14), box.w - 36, ALIGN_LEFT, theme->dim, label);
    Region *region = region_add(gui->region, REGION_BUTTON, box, path);
    text_format(region->command, (int)sizeof region->command, "lesson more %d", index + 1);
    region->focusable = true;
    gui_focus_ring(gui, box, 7, path);
    ink->page.y += 34;
    if (!is_open) return;
    double top = ink->page.y;
    ink->page.left += 14;
    ink->page.width -= 14;
    ink_blocks(ink, block->child);
    page_bar(&ink->page, top, theme->line);
    ink->page.left -= 14;
    ink->page.width += 14;
    page_space(&ink->page, 6);
}

static void write_step(Ink *ink, const LessonStep *step) {
    const Reader *reader = ink->view->reader;
    bool is_held = false;
    int asides = 0;
    for (const LessonBlock *block = step->block; block; block = block->next) {
        if (block->kind == BLOCK_ASIDE) write_aside(ink, block, asides++);
        if (is_held || block->kind == BLOCK_ASIDE) continue;
        int at = block->kind == BLOCK_QUESTION ? reader_find_question(reader, block->question) : -1;
        if (at >= 0)
            question_draw(ink, at);
        else if (block->kind == BLOCK_TRY)
            question_draw_try(ink, block->attempt);
        else
            ink_block(ink, block);
        is_held = reader_holds(reader, block);
    }
}

/* ---- Foot ---- */

static void draw_foot(const View *view, Rect foot) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const Reader *reader = view->reader;
    Rect row = {foot.x + PAD - 4, foot.y + 20, foot.w - 2 * PAD + 8, 40};
    bool is_last = reader->step + 1 >= reader->lesson->step_count, is_open = reader_open_question(reader) >= 0;
    if (reader->all > 0) {
        double done = fmin(fmax(reader->done / reader->all, 0), 1);
        char text[64];
        text_format(text, (int)sizeof text, tr(view->strings, STRING_LESSON_TRAINING), reader->done, reader->all);
        draw_round(gui->list, rect(row.x, foot.y + 10, row.w, 4), 2, theme->line);
        draw_round(gui->list, rect(row.x, foot.y + 10, row.w * done, 4), 2, theme->accent);
        gui_text(gui, FACE_UI, 12, row.x, foot.y + 4, ALIGN_LEFT, theme->dim, text);
    }
    const char *label = reader->is_at_stop ? tr(view->strings, STRING_LESSON_GO_ON)
                        : is_open          ? tr(view->strings, STRING_LESSON_SKIP)
                        : is_last          ? tr(view->strings, STRING_LESSON_FINISH)
                                           : tr(view->strings, STRING_LESSON_NEXT);
    const char *tip = reader->is_at_stop ? tr(view->strings, STRING_LESSON_GO_ON_TIP)
                      : is_open          ? tr(view->strings, STRING_LESSON_SKIP_TIP)
                      : is_last          ? tr(view->strings, STRING_LESSON_FINISH_TIP)
                                         : tr(view->strings, STRING_LESSON_NEXT_TIP);
    Rect back = rect_cut_left(&row, row.w * 0.38);
    row.x += 12;
    row.w -= 12;
    gui_button(gui, back, BUTTON_RAISED, "lesson/back", tr(view->strings, STRING_LESSON_BACK), "lesson back",
               tr(view->strings, STRING_LESSON_BACK_TIP));
    gui_button(gui, row, is_open ? BUTTON_RAISED : BUTTON_PRIMARY, "lesson/next", label, "lesson next", tip);
}

void lesson_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Reader *reader = view->reader;
    draw_ground(view, area);
    const LessonStep *step = reader ? reader_step(reader) : NULL;
    if (!reader || !reader->lesson) return;
    Rect page = {area.x, area.y, area.w, area.h - FOOT};
    draw_clip(gui->list, page);
    region_set_clip(gui->region, page);
    Ink ink;
    ink_begin(&ink, view, "lesson", area.x + PAD, area.y + 24 - view->ui->scroll[SCREEN_LESSON], area.w - 2 * PAD);
    write_head(&ink);
    if (step) write_step(&ink, step);
    ink_footnotes(&ink, reader->lesson);
    draw_unclip(gui->list);
    region_clear_clip(gui->region);
    region_add(gui->region, REGION_HOVER, rect(area.x, ink.page.y + FOOT + 12, 0, 0), "lesson/end");
    draw_foot(view, (Rect){area.x, rect_bottom(page), area.w, FOOT});
}
