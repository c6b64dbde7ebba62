/* The course page: where one was, then every lesson as a card, then what else there is. Cards stand in as many columns as fit.

   Simplified on purpose: the cards have no pictures. */
#include "base/number.h"
#include "view/page/course.h"
#include "view/view.h"
#include <math.h>
#include <string.h>

enum { PAD = 40, GAP = 16, CARD = 104, CARD_LEAST = 270, GO_ON = 176 };

typedef struct Pen {
    const View *view;
    double x, y, w;
} Pen;

static void draw_hit(const Gui *gui, Rect box, double radius, const char *path, const char *command) {
    Region *region = region_add(gui->region, REGION_BUTTON, box, path);
    text_format(region->command, (int)sizeof region->command, "%s", command);
    region->focusable = true;
    gui_focus_ring(gui, box, radius, path);
}

static void format_minutes(char *out, int size, double minutes) {
    if (minutes >= 90)
        text_format(out, size, "about %.0f hours", round(minutes / 60));
    else
        text_format(out, size, "%.0f minutes", minutes);
}

static void draw_head(Pen *pen) {
    const Gui *gui = pen->view->gui;
    const Course *course = pen->view->course;
    char text[128], time[40];
    double minutes = 0;
    for (int i = 0; i < course->count; i++) minutes += course->row[i].minutes;
    format_minutes(time, (int)sizeof time, minutes);
    gui_text(gui, FACE_UI_BOLD, 34, pen->x, pen->y + 34, ALIGN_LEFT, gui->theme->text, "How a network remembers");
    text_format(text, (int)sizeof text, "%d lesson%s, %s, every number computed while you watch.", course->count,
                course->count == 1 ? "" : "s", time);
    gui_text_fit(gui, FACE_UI, 16, pen->x, pen->y + 68, pen->w, ALIGN_LEFT, gui->theme->dim, text);
    pen->y += 96;
}

static void draw_done(const Gui *gui, const Course *course, double right, double y) {
    const Theme *theme = gui->theme;
    char text[64];
    int done = 0, answered = 0, right_ones = 0;
    for (int i = 0; i < course->count; i++) {
        done += course->row[i].is_done;
        answered += course->row[i].answered;
        right_ones += course->row[i].right;
    }
    text_format(text, (int)sizeof text, "%d of %d done", done, course->count);
    gui_text(gui, FACE_UI_SEMIBOLD, 15, right, y, ALIGN_RIGHT, theme->text, text);
    draw_round(gui->list, rect(right - 220, y + 16, 220, 5), 2.5, theme->line);
    if (done > 0) draw_round(gui->list, rect(right - 220, y + 16, 220.0 * done / course->count, 5), 2.5, theme->good);
    text_format(text, (int)sizeof text, "%d prediction%s tried, %d right", answered, answered == 1 ? "" : "s", right_ones);
    gui_text(gui, FACE_UI, 14, right, y + 44, ALIGN_RIGHT, theme->dim, text);
}

/* The lesson to go on with; the first press of a key goes there. */
static void draw_go_on(Pen *pen) {
    const Gui *gui = pen->view->gui;
    const Theme *theme = gui->theme;
    const Course *course = pen->view->course;
    if (course->current < 0) return;
    const CourseRow *row = &course->row[course->current];
    Rect box = {pen->x, pen->y, pen->w, GO_ON};
    bool is_wide = pen->w >= 900;
    double x = box.x + 24, room = pen->w - 48 - (is_wide ? 260 : 0);
    char text[128], command[96];
    draw_round(gui->list, box, 12, theme->panel);
    draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 12, 1, theme->line);
    text_format(text, (int)sizeof text, "%s · LESSON %d", row->is_begun ? "GO ON" : "BEGIN", row->number);
    gui_text(gui, FACE_UI_SEMIBOLD, 12, x, box.y + 32, ALIGN_LEFT, theme->dim, text);
    gui_text_fit(gui, FACE_UI_BOLD, 26, x, box.y + 64, room, ALIGN_LEFT, theme->text, row->title);
    gui_text_fit(gui, FACE_UI, 15, x, box.y + 92, room, ALIGN_LEFT, theme->text, row->text);
    text_format(command, (int)sizeof command, "lesson %s", row->file);
    gui_button(gui, rect(x, box.y + 116, 160, 40), BUTTON_PRIMARY, "course/continue", row->is_begun ? "Continue" : "Begin", command, NULL);
    double left = row->steps > 0 ? row->minutes * (row->steps - row->step) / row->steps : row->minutes;
    if (row->is_begun)
        text_format(text, (int)sizeof text, "step %d of %d · about %.0f minute%s left", row->step + 1, row->steps, ceil(left),
                    ceil(left) == 1 ? "" : "s");
    else
        text_format(text, (int)sizeof text, "%d steps · %.0f minutes", row->steps, row->minutes);
    gui_text_fit(gui, FACE_UI, 14, x + 180, box.y + 141, room - 180, ALIGN_LEFT, theme->dim, text);
    if (is_wide) draw_done(gui, course, rect_right(box) - 24, box.y + 36);
    pen->y += GO_ON + 24;
}

static void draw_tick(const Gui *gui, double x, double y) {
    draw_circle(gui->list, x, y, 10, gui->theme->good);
    draw_path_begin(gui->list);
    draw_path_move(gui->list, x - 4.5, y);
    draw_path_line(gui->list, x - 1, y + 3.5);
    draw_path_line(gui->list, x + 5, y - 4);
    draw_path_stroke(gui->list, 2, gui->theme->panel, 0);
}

static void draw_card(const Gui *gui, Rect box, const char *path, const char *command, bool is_current) {
    const Theme *theme = gui->theme;
    draw_round(gui->list, box, 10, gui_is_hot(gui, path) ? theme->raised : theme->panel);
    draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 10, is_current ? 2 : 1, is_current ? theme->accent : theme->line);
    draw_hit(gui, box, 10, path, command);
}

static void draw_lesson(const Gui *gui, Rect box, const CourseRow *row, bool is_current) {
    const Theme *theme = gui->theme;
    char path[48], command[96], text[48];
    text_format(path, (int)sizeof path, "course/lesson%d", row->number);
    text_format(command, (int)sizeof command, "lesson %s", row->file);
    draw_card(gui, box, path, command, is_current);
    text_format(text, (int)sizeof text, "%d", row->number);
    gui_text(gui, FACE_MONO, 15, box.x + 18, box.y + 34, ALIGN_LEFT, is_current ? theme->accent : theme->dim, text);
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 17, box.x + 48, box.y + 34, box.w - 66 - (row->is_done ? 28 : 0), ALIGN_LEFT, theme->text,
                 row->title);
    text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 13.5, rect(box.x + 48, box.y + 57, box.w - 66, 0), 18, theme->dim, row->goal);
    text_format(text, (int)sizeof text, "%.0f min", row->minutes);
    gui_text(gui, FACE_UI, 12.5, rect_right(box) - 16, rect_bottom(box) - 12, ALIGN_RIGHT, theme->dim, text);
    if (row->is_done) draw_tick(gui, rect_right(box) - 26, box.y + 28);
    if (row->is_begun && !row->is_done && row->steps > 0) {
        double w = box.w - 130;
        draw_round(gui->list, rect(box.x + 48, rect_bottom(box) - 17, w, 3), 1.5, theme->line);
        draw_round(gui->list, rect(box.x + 48, rect_bottom(box) - 17, w * (row->step + 1) / row->steps, 3), 1.5, theme->accent);
    }
}

typedef struct OtherCard {
    const char *path, *title, *words, *command;
} OtherCard;

static const OtherCard other_table[] = {
    {"course/sandbox", "Sandbox", "Every control, every named setup.", "show stage"},
    {"course/keys", "Keys and commands", "All that can be pressed, and all that can be written in a script.", "show help"}};
enum { OTHER_COUNT = sizeof other_table / sizeof other_table[0] };

static void draw_other(const Gui *gui, Rect box, const OtherCard *card) {
    draw_card(gui, box, card->path, card->command, false);
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 17, box.x + 18, box.y + 34, box.w - 36, ALIGN_LEFT, gui->theme->text, card->title);
    text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 13.5, rect(box.x + 18, box.y + 57, box.w - 36, 0), 18, gui->theme->dim,
              card->words);
}

static void draw_own(const Gui *gui, Rect box) {
    const Theme *theme = gui->theme;
    draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 10, 1, theme->line);
    gui_text(gui, FACE_UI_SEMIBOLD, 17, box.x + 18, box.y + 34, ALIGN_LEFT, theme->text, "Your own lesson");
    text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 13.5, rect(box.x + 18, box.y + 57, box.w - 36, 0), 18, theme->dim,
              "Drop a Markdown file here; it is read again while you write.");
}

static void draw_grid(Pen *pen) {
    const Gui *gui = pen->view->gui;
    const Course *course = pen->view->course;
    int columns = (int)fmax(1, floor((pen->w + GAP) / (CARD_LEAST + GAP))), all = course->count + OTHER_COUNT + 1;
    double w = (pen->w - GAP * (columns - 1)) / columns;
    for (int i = 0; i < all; i++) {
        Rect box = {pen->x + (i % columns) * (w + GAP), pen->y + (i / columns) * (double)(CARD + GAP), w, CARD};
        if (i < course->count)
            draw_lesson(gui, box, &course->row[i], i == course->current);
        else if (i < course->count + OTHER_COUNT)
            draw_other(gui, box, &other_table[i - course->count]);
        else
            draw_own(gui, box);
    }
    pen->y += ceil((double)all / columns) * (CARD + GAP);
}

void course_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    draw_rect(gui->list, area, gui->theme->background);
    region_add(gui->region, REGION_BLOCK, area, "course/page");
    if (!view->course) return;
    draw_clip(gui->list, area);
    Pen pen = {view, area.x + fmin(PAD, area.w * 0.04), area.y + 28 - view->ui->scroll[SCREEN_COURSE], 0};
    pen.w = area.w - 2 * (pen.x - area.x);
    draw_head(&pen);
    draw_go_on(&pen);
    draw_grid(&pen);
    region_add(gui->region, REGION_HOVER, rect(pen.x, pen.y + 16, 0, 0), "course/end");
    draw_unclip(gui->list);
}
