/* The glossary: all its words, or the entry of one, with what other books call it, a button that sets the stage for its picture, the place in
   the lessons where it is met, and beside it the keys that hold on the screen below. */
#include "base/number.h"
#include "view/page/ink.h"
#include "view/panel/help.h"
#include "view/view.h"
#include <math.h>
#include <string.h>

enum { PAD = 32, LIST_LEAST = 244, LIST_ROW = 32, KEYS = 460 };

typedef struct Pen {
    const View *view;
    double x, y, w;
} Pen;

static void draw_hit(const Gui *gui, Rect box, const char *path, const char *command) {
    Region *region = region_add(gui->region, REGION_BUTTON, box, path);
    text_format(region->command, (int)sizeof region->command, "%s", command);
    region->focusable = region->in_row = true;
    gui_focus_ring(gui, box, 7, path);
}

static void draw_search(const View *view, Rect box, const Course *course) {
    const Gui *gui = view->gui;
    const Strings *strings = view->strings;
    const Theme *theme = gui->theme;
    bool is_edited = strcmp(gui->state->edit_path, "glossary/search/value") == 0, is_empty = !course->search[0];
    draw_round(gui->list, box, 8, theme->raised);
    draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 8, 1, is_edited ? theme->accent : theme->line);
    gui_field(gui, rect_inset(box, 4, 3), "glossary/search/value", -1,
              is_edited  ? ""
              : is_empty ? tr(view->strings, STRING_GLOSSARY_SEARCH)
                         : course->search,
              is_empty ? theme->dim : theme->text, tr(strings, STRING_GLOSSARY_SEARCH_TIP), false);
    Region *region = &gui->region->item[gui->region->count - 1];
    text_format(region->command, (int)sizeof region->command, "search");
    region->focusable = true;
}

/* ---- All words ---- */

static void draw_list(Pen *pen) {
    const Gui *gui = pen->view->gui;
    const Theme *theme = gui->theme;
    const Course *course = pen->view->course;
    const LessonStep *shown[TERM_MAX];
    int count = 0;
    for (int i = 0; i < course->terms; i++)
        if (!course->search[0] || lesson_step_holds(course->term[i], course->search)) shown[count++] = course->term[i];
    draw_search(pen->view, rect(pen->x, pen->y, fmin(320, pen->w), 36), course);
    if (course->search[0])
        gui_button(gui, rect(pen->x + fmin(320, pen->w) + 12, pen->y, 110, 36), BUTTON_RAISED, "glossary/all",
                   tr(pen->view->strings, STRING_GLOSSARY_ALL), "search", NULL);
    pen->y += 52;
    if (count == 0)
        gui_text_fit(gui, FACE_UI, 15, pen->x, pen->y + 20, pen->w, ALIGN_LEFT, theme->dim, tr(pen->view->strings, STRING_GLOSSARY_NONE));
    int columns = (int)fmax(1, floor(pen->w / LIST_LEAST)), rows = (count + columns - 1) / columns;
    double w = pen->w / columns;
    for (int i = 0; i < count; i++) {
        Rect box = {pen->x + (i / rows) * w, pen->y + (i % rows) * (double)LIST_ROW, w - 10, LIST_ROW - 2};
        char path[48], command[80], title[96];
        text_format(path, (int)sizeof path, "glossary/word%d", i + 1);
        text_format(command, (int)sizeof command, "glossary %.*s", shown[i]->slug.count, shown[i]->slug.at);
        str_copy(title, (int)sizeof title, shown[i]->title);
        if (gui_is_hot(gui, path)) draw_round(gui->list, box, 7, theme->raised);
        gui_text_fit(gui, FACE_UI, 15, box.x + 10, gui_middle(rect_mid_y(box), 15), box.w - 14, ALIGN_LEFT, theme->text, title);
        draw_hit(gui, box, path, command);
    }
    pen->y += rows * (double)LIST_ROW + 16;
}

/* ---- One entry ---- */

static const LessonSpan *find_link(const LessonSpan *span) {
    for (; span; span = span->next) {
        if (span->kind == SPAN_LINK && span->command.count == 0) return span;
        const LessonSpan *inner = find_link(span->child);
        if (inner) return inner;
    }
    return NULL;
}

static void draw_entry(Pen *pen, const LessonStep *step) {
    const Gui *gui = pen->view->gui;
    const Theme *theme = gui->theme;
    const LessonSpan *link = NULL;
    char title[96], command[96], label[128], words[96];
    Ink ink;
    str_copy(title, (int)sizeof title, step->title);
    gui_text_fit(gui, FACE_UI_BOLD, 26, pen->x, pen->y + 22, pen->w, ALIGN_LEFT, theme->text, title);
    ink_begin(&ink, pen->view, "glossary", pen->x, pen->y + 40, pen->w);
    for (const LessonBlock *block = step->block; block; block = block->next) {
        const LessonSpan *found = block->kind == BLOCK_PARAGRAPH ? find_link(block->span) : NULL;
        if (found)
            link = found; /* it becomes a button */
        else
            ink_block(&ink, block);
    }
    pen->y = ink.page.y + 10;
    text_format(command, (int)sizeof command, "glossary show %.*s", step->slug.count, step->slug.at);
    gui_button(gui, rect(pen->x, pen->y, fmin(220, pen->w), 38), BUTTON_PRIMARY, "glossary/show",
               tr(pen->view->strings, STRING_GLOSSARY_SHOW), command, tr(pen->view->strings, STRING_GLOSSARY_SHOW_TIP));
    pen->y += 50;
    if (link) {
        lesson_format_spans(words, (int)sizeof words, link->child);
        text_format(label, (int)sizeof label, tr(pen->view->strings, STRING_GLOSSARY_LESSON), words);
        text_format(command, (int)sizeof command, "lesson %.*s", link->target.count, link->target.at);
        double w = fmin(pen->w, gui_text_width(gui, FACE_UI_MEDIUM, 15, label) + 40);
        gui_button(gui, rect(pen->x, pen->y, w, 36), BUTTON_RAISED, "glossary/lesson", label, command,
                   tr(pen->view->strings, STRING_GLOSSARY_LESSON_TIP));
        pen->y += 48;
    }
    gui_button(gui, rect(pen->x, pen->y, 140, 34), BUTTON_PLAIN, "glossary/all", tr(pen->view->strings, STRING_GLOSSARY_ALL), "glossary",
               NULL);
    pen->y += 46;
}

static double draw_keys(const View *view, double x, double y, double w) {
    const Gui *gui = view->gui;
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 15, x, y + 16, w, ALIGN_LEFT, gui->theme->text, tr(view->strings, STRING_GLOSSARY_KEYS));
    return help_draw_keys(view, x, y + 30, w);
}

void glossary_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const Course *course = view->course;
    double w = fmin(area.w - 40, 1180), h = fmin(area.h - 40, 820);
    Rect box = {rect_mid_x(area) - w / 2, rect_mid_y(area) - h / 2, w, h};
    draw_round(gui->list, box, 14, theme->panel);
    draw_round_stroke(gui->list, box, 14, 1, theme->line);
    region_add(gui->region, REGION_BLOCK, box, "glossary/page");
    Rect inner = rect_inset(box, 1, 8);
    draw_clip(gui->list, inner);
    region_set_clip(gui->region, inner);
    Pen pen = {view, box.x + PAD, box.y + 30 - view->ui->scroll[SCREEN_GLOSSARY], box.w - 2 * PAD};
    bool is_entry = course && view->ui->term > 0 && view->ui->term <= course->terms, is_wide = w >= 940;
    double top = pen.y, bottom = top;
    if (is_entry && is_wide) {
        pen.w -= KEYS + 40;
        bottom = draw_keys(view, pen.x + pen.w + 40, top, KEYS);
    }
    if (is_entry) {
        draw_entry(&pen, course->term[view->ui->term - 1]);
        if (!is_wide) pen.y = draw_keys(view, pen.x, pen.y + 6, pen.w);
    } else {
        gui_text_fit(gui, FACE_UI_BOLD, 26, pen.x, pen.y + 22, pen.w - 40, ALIGN_LEFT, theme->text,
                     tr(view->strings, STRING_GLOSSARY_TITLE));
        pen.y += 44;
        if (course) draw_list(&pen);
    }
    region_add(gui->region, REGION_HOVER, rect(pen.x, fmax(pen.y, bottom) + 24, 0, 0), "glossary/end");
    draw_unclip(gui->list);
    region_clear_clip(gui->region);
    Rect close = {rect_right(box) - 52, box.y + 14, 36, 36};
    if (gui_is_hot(gui, "glossary/close")) draw_round(gui->list, close, 8, theme->raised);
    gui_cross(gui, rect_mid_x(close), rect_mid_y(close), 12, theme->text);
    Region *region = region_add(gui->region, REGION_BUTTON, close, "glossary/close");
    text_format(region->command, (int)sizeof region->command, "hide");
    region->focusable = true;
    gui_focus_ring(gui, close, 8, "glossary/close");
}
