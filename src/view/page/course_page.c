/* The course page: the place where the person stopped, then every lesson as a card with a picture of its stage, then everything else; or
   the results of a search. Cards stand in as many columns as fit, and those of a row are as tall as the tallest. */
#include "base/number.h"
#include "view/page/course.h"
#include "view/view.h"
#include <math.h>
#include <string.h>

enum { PAD = 40, GAP = 16, CARD_LEAST = 264, GO_ON = 200, SEARCH = 320, MINUTES = 50 };

typedef struct Pen {
    const View *view;
    double x, y, w;
} Pen;

static void draw_hit(const Gui *gui, Rect box, double radius, const char *path, const char *command) {
    Region *region = region_add(gui->region, REGION_BUTTON, box, path);
    text_format(region->command, (int)sizeof region->command, "%s", command);
    region->focusable = region->in_row = true;
    gui_focus_ring(gui, box, radius, path);
}

static void format_minutes(char *out, int size, const Strings *strings, double minutes) {
    if (minutes >= 90)
        text_format(out, size, tr(strings, STRING_COURSE_HOURS), round(minutes / 60));
    else
        text_format(out, size, tr(strings, STRING_COURSE_MINUTES), minutes);
}

static void draw_search(const View *view, Rect box, const Course *course) {
    const Gui *gui = view->gui;
    const Strings *strings = view->strings;
    const Theme *theme = gui->theme;
    bool is_edited = strcmp(gui->state->edit_path, "course/search/value") == 0, is_empty = !course->search[0];
    draw_round(gui->list, box, 8, theme->panel);
    draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 8, 1, is_edited ? theme->accent : theme->line);
    draw_circle_stroke(gui->list, box.x + 18, rect_mid_y(box) - 1, 5.5, 1.6, theme->dim);
    draw_line(gui->list, box.x + 22, rect_mid_y(box) + 3, box.x + 26, rect_mid_y(box) + 7, 1.6, theme->dim);
    gui_field(gui, rect(box.x + 34, box.y + 3, box.w - 38 - (is_empty ? 0 : 32), box.h - 6), "course/search/value", -1,
              is_edited  ? ""
              : is_empty ? tr(strings, STRING_COURSE_SEARCH)
                         : course->search,
              is_empty ? theme->dim : theme->text, tr(strings, STRING_COURSE_SEARCH_TIP), false);
    Region *region = &gui->region->item[gui->region->count - 1];
    text_format(region->command, (int)sizeof region->command, "search");
    region->focusable = true;
    if (is_empty) return;
    Rect close = {rect_right(box) - 34, box.y + 3, 30, box.h - 6};
    if (gui_is_hot(gui, "course/clear")) draw_round(gui->list, close, 6, theme->raised);
    gui_cross(gui, rect_mid_x(close), rect_mid_y(close), 9, theme->dim);
    draw_hit(gui, close, 6, "course/clear", "search");
}

static void draw_head(Pen *pen) {
    const Gui *gui = pen->view->gui;
    const Course *course = pen->view->course;
    char text[128], time[40];
    double minutes = 0;
    bool is_wide = pen->w >= 900;
    for (int i = 0; i < course->count; i++) minutes += course->row[i].minutes;
    format_minutes(time, (int)sizeof time, pen->view->strings, minutes);
    const char *head = tr(pen->view->strings, STRING_COURSE_HEAD);
    double room = pen->w - (is_wide ? SEARCH + 160 : 0), size = 34;
    while (size > 22 && gui_text_width(gui, FACE_UI_BOLD, size, head) > room) size--;
    gui_text_fit(gui, FACE_UI_BOLD, size, pen->x, pen->y + 34, room, ALIGN_LEFT, gui->theme->text, head);
    text_format(text, (int)sizeof text, tr_count(pen->view->strings, course->count, STRING_COURSE_COUNT_ONE, STRING_COURSE_COUNT),
                course->count, time);
    int lines = text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 16, rect(pen->x, pen->y + 68, pen->w, 0), 22, gui->theme->dim, text);
    pen->y += 22 * (lines - 1);
    if (!is_wide) pen->y += 52;
    double out_w = gui_text_width(gui, FACE_UI_MEDIUM, 15, tr(pen->view->strings, STRING_TOP_SANDBOX)) + 32;
    double search_w = is_wide ? SEARCH : fmin(SEARCH, pen->w - out_w - 12), x = is_wide ? pen->x + pen->w - SEARCH - out_w - 12 : pen->x,
           y = pen->y + (is_wide ? 10 : 30);
    draw_search(pen->view, rect(x, y, search_w, 38), course);
    gui_button(gui, rect(x + search_w + 12, y, out_w, 38), BUTTON_RAISED, "course/leave", tr(pen->view->strings, STRING_TOP_SANDBOX),
               "show stage", tr(pen->view->strings, STRING_COURSE_SANDBOX));
    pen->y += 96;
}

static void draw_done(const Gui *gui, const Strings *strings, const Course *course, double right, double y) {
    const Theme *theme = gui->theme;
    char text[64];
    int done = 0, answered = 0, right_ones = 0;
    for (int i = 0; i < course->count; i++) {
        done += course->row[i].is_done;
        answered += course->row[i].answered;
        right_ones += course->row[i].right;
    }
    text_format(text, (int)sizeof text, tr(strings, STRING_COURSE_DONE), done, course->count);
    gui_text(gui, FACE_UI_SEMIBOLD, 15, right, y, ALIGN_RIGHT, theme->text, text);
    draw_round(gui->list, rect(right - 220, y + 16, 220, 5), 2.5, theme->line);
    if (done > 0) draw_round(gui->list, rect(right - 220, y + 16, 220.0 * done / course->count, 5), 2.5, theme->good);
    text_format(text, (int)sizeof text, tr_count(strings, answered, STRING_COURSE_PREDICTIONS_ONE, STRING_COURSE_PREDICTIONS), answered,
                right_ones);
    gui_text(gui, FACE_UI, 14, right, y + 44, ALIGN_RIGHT, theme->dim, text);
}

static void draw_segments(const Gui *gui, double x, double y, const CourseRow *row) {
    const Theme *theme = gui->theme;
    double width = row->steps > 0 ? fmin(40, (300.0 - 6 * row->steps) / row->steps) : 0;
    for (int i = 0; i < row->steps && width > 2; i++)
        draw_round(gui->list, rect(x + i * (width + 6), y, width, 4), 2,
                   i == row->step  ? theme->text
                   : i < row->step ? theme->accent
                                   : theme->line);
}

/* All of it, its middle in the middle. */
static void draw_picture(const Gui *gui, Rect box, const Picture *picture) {
    draw_rect(gui->list, box, gui->theme->background);
    if (!picture->cell) return;
    double across = box.w / picture->cols, down = box.h / picture->rows, factor = fmin(across, down), w = picture->cols * factor,
           h = picture->rows * factor;
    draw_image(gui->list, rect(rect_mid_x(box) - w / 2, rect_mid_y(box) - h / 2, w, h), picture->cols, picture->rows, picture->cell);
}

/* What one can do after the lesson, one below the other; returns the height. `list` NULL: only measured. */
static double write_goals(const Gui *gui, DrawList *list, double x, double y, double room, const CourseRow *row) {
    double height = 0;
    for (int i = 0; i < COURSE_GOALS && row->goal[i][0]; i++) {
        if (list) draw_circle(list, x + 3, y + height - 5, 2.5, gui->theme->dim);
        height += 21.0 * text_wrap(list, gui->text, gui->scale, FACE_UI, 15, rect(x + 16, y + height, room - 16, 0), 21, gui->theme->text,
                                   row->goal[i]);
    }
    return height;
}

/* The lesson to go on with; the first press of a key goes there. */
static void draw_go_on(Pen *pen) {
    const Gui *gui = pen->view->gui;
    const Theme *theme = gui->theme;
    const Course *course = pen->view->course;
    if (course->current < 0) return;
    const CourseRow *row = &course->row[course->current];
    bool is_wide = pen->w >= 900;
    double picture_w = pen->w >= 1100 ? 345 : 0, x = pen->x + 24 + (picture_w > 0 ? picture_w + 12 : 0),
           room = pen->x + pen->w - 24 - x - (is_wide ? 260 : 0);
    int title = text_wrap(NULL, gui->text, gui->scale, FACE_UI_BOLD, 26, rect(0, 0, room, 0), 32, theme->text, row->title);
    double rest_h = 32 * title + write_goals(gui, NULL, 0, 0, room, row), height = fmax(GO_ON, 140 + rest_h);
    Rect box = {pen->x, pen->y, pen->w, height};
    char text[128], command[96];
    draw_round(gui->list, box, 12, theme->panel);
    draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 12, 1, theme->line);
    if (picture_w > 0) draw_picture(gui, rect(box.x + 10, box.y + 10, picture_w, box.h - 20), &row->stage);
    text_format(text, (int)sizeof text, tr(pen->view->strings, STRING_COURSE_PLACE),
                row->is_begun ? tr(pen->view->strings, STRING_COURSE_GO_ON) : tr(pen->view->strings, STRING_COURSE_BEGIN_HEAD), row->number,
                course->count);
    gui_text(gui, FACE_UI_SEMIBOLD, 12, x, box.y + 32, ALIGN_LEFT, theme->dim, text);
    double y = box.y + 62;
    text_wrap(gui->list, gui->text, gui->scale, FACE_UI_BOLD, 26, rect(x, y, room, 0), 32, theme->text, row->title);
    y += 32 * title - 4;
    write_goals(gui, gui->list, x, y, room, row);
    double bottom = rect_bottom(box) - 58;
    text_format(command, (int)sizeof command, "lesson %s", row->file);
    gui_button(gui, rect(x, bottom, 160, 40), BUTTON_PRIMARY, "course/continue",
               row->is_begun ? tr(pen->view->strings, STRING_COURSE_CONTINUE) : tr(pen->view->strings, STRING_COURSE_BEGIN), command, NULL);
    double left = row->steps > 0 ? row->minutes * (row->steps - row->step) / row->steps : row->minutes;
    if (row->is_begun)
        text_format(text, (int)sizeof text, tr_count(pen->view->strings, (long)ceil(left), STRING_COURSE_LEFT_ONE, STRING_COURSE_LEFT),
                    row->step + 1, row->steps, ceil(left));
    else
        text_format(text, (int)sizeof text, tr(pen->view->strings, STRING_COURSE_WHOLE), row->steps, row->minutes);
    gui_text_fit(gui, FACE_UI, 14, x + 180, bottom + 16, room - 180, ALIGN_LEFT, theme->dim, text);
    if (room > 490) draw_segments(gui, x + 180, bottom + 28, row);
    if (is_wide) draw_done(gui, pen->view->strings, course, rect_right(box) - 24, box.y + 36);
    pen->y += height + 20;
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

/* Title and goal below each other; returns the height. `list` NULL: only measured. `beside`: what stands at the right of the title. */
static double write_words(const Gui *gui, DrawList *list, double x, double y, double w, double beside, const char *title,
                          const char *words) {
    const Theme *theme = gui->theme;
    int lines = text_wrap(list, gui->text, gui->scale, FACE_UI_SEMIBOLD, 16, rect(x, y + 16, w - beside, 0), 21, theme->text, title);
    double height = 21.0 * lines + 3;
    lines = text_wrap(list, gui->text, gui->scale, FACE_UI, 13.5, rect(x, y + height + 14, w, 0), 18, theme->dim, words);
    return height + 18.0 * lines;
}

/* As wide as the card and as high as the pictures are. */
static double thumb_height(double card_w) { return floor((card_w - 10) * 256 / 720); }

static void draw_lesson(const Gui *gui, const Strings *strings, Rect box, const CourseRow *row, bool is_current) {
    const Theme *theme = gui->theme;
    char path[48], command[96], text[48];
    text_format(path, (int)sizeof path, "course/lesson%d", row->number);
    text_format(command, (int)sizeof command, "lesson %s", row->file);
    draw_card(gui, box, path, command, is_current);
    Rect picture = {box.x + 5, box.y + 5, box.w - 10, thumb_height(box.w)};
    draw_picture(gui, picture, &row->card);
    if (row->is_done) {
        draw_circle(gui->list, rect_right(picture) - 18, picture.y + 18, 13, theme->panel);
        draw_tick(gui, rect_right(picture) - 18, picture.y + 18);
    }
    double y = rect_bottom(picture) + 8;
    text_format(text, (int)sizeof text, "%d", row->number);
    gui_text(gui, FACE_MONO, 15, box.x + 14, y + 16, ALIGN_LEFT, is_current ? theme->accent : theme->dim, text);
    write_words(gui, gui->list, box.x + 42, y, box.w - 56, MINUTES, row->title, row->goal[0]);
    text_format(text, (int)sizeof text, tr(strings, STRING_COURSE_MINUTES_SHORT), row->minutes);
    gui_text(gui, FACE_UI, 12.5, rect_right(box) - 14, y + 15, ALIGN_RIGHT, theme->dim, text);
    if (row->is_begun && !row->is_done && row->steps > 0) {
        double w = box.w - 56;
        draw_round(gui->list, rect(box.x + 42, rect_bottom(box) - 12, w, 3), 1.5, theme->line);
        draw_round(gui->list, rect(box.x + 42, rect_bottom(box) - 12, w * (row->step + 1) / row->steps, 3), 1.5, theme->accent);
    }
}

typedef struct OtherCard {
    const char *path, *command;
    StringId title, words;
} OtherCard;

static const OtherCard other_table[] = {{"course/sandbox", "show stage", STRING_TOP_SANDBOX, STRING_COURSE_SANDBOX},
                                        {"course/glossary", "glossary", STRING_SCREEN_GLOSSARY, STRING_COURSE_GLOSSARY},
                                        {"course/files", "open", STRING_SCREEN_FILES, STRING_COURSE_FILES},
                                        {"course/keys", "show help", STRING_HELP_TITLE, STRING_COURSE_KEYS},
                                        {NULL, NULL, STRING_COURSE_YOUR_OWN, STRING_COURSE_OWN_WORDS}};
enum { OTHER_COUNT = sizeof other_table / sizeof other_table[0] };

static void draw_other(const Gui *gui, const Strings *strings, Rect box, const OtherCard *card) {
    if (card->path)
        draw_card(gui, box, card->path, card->command, false);
    else
        draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 10, 1, gui->theme->line);
    write_words(gui, gui->list, box.x + 18, box.y + 16, box.w - 36, 0, tr(strings, card->title), tr(strings, card->words));
}

/* One of the person's own: its title, its file with the folder, and what is wrong in it. Returns the height; `list` NULL: only measured. */
static double write_own(const Gui *gui, const Strings *strings, DrawList *list, double x, double y, double w, const CourseOwn *own) {
    const Theme *theme = gui->theme;
    const char *slash = strrchr(own->path, '/'), *name = slash ? slash + 1 : own->path;
    char trouble[sizeof own->trouble];
    text_format(trouble, (int)sizeof trouble, "%s", own->trouble);
    tr_told(strings, trouble, (int)sizeof trouble);
    double height =
        21.0 * text_wrap(list, gui->text, gui->scale, FACE_UI_SEMIBOLD, 16, rect(x, y + 16, w, 0), 21, theme->text, own->title) + 20;
    if (list) {
        const char *folder = slash && slash > own->path ? region_words(gui->region, "%s · %.*s", name, (int)(slash - own->path), own->path)
                                                        : region_words(gui->region, "%s", name);
        gui_text_fit(gui, FACE_UI, 13.5, x, y + height - 4, w, ALIGN_LEFT, theme->dim, folder);
    }
    if (trouble[0])
        height += 2 + 18.0 * text_wrap(list, gui->text, gui->scale, FACE_UI, 13.5, rect(x, y + height + 16, w, 0), 18, theme->bad, trouble);
    return height;
}

static void draw_own(const Gui *gui, const Strings *strings, Rect box, const CourseOwn *own, int index) {
    char path[48], command[48];
    text_format(path, (int)sizeof path, "course/own%d", index + 1);
    text_format(command, (int)sizeof command, "course own %d", index + 1);
    draw_card(gui, box, path, command, false);
    write_own(gui, strings, gui->list, box.x + 18, box.y + 14, box.w - 36, own);
}

typedef struct Grid {
    int columns;
    double w;
} Grid;

static Grid find_grid(double w) {
    Grid grid = {(int)fmax(1, floor((w + GAP) / (CARD_LEAST + GAP))), 0};
    if (grid.columns > 6) grid.columns = 6;
    grid.w = (w - GAP * (grid.columns - 1)) / grid.columns;
    return grid;
}

static void draw_lessons(Pen *pen) {
    const Gui *gui = pen->view->gui;
    const Course *course = pen->view->course;
    Grid grid = find_grid(pen->w);
    for (int first = 0; first < course->count; first += grid.columns) {
        double height = 0;
        int last = first + grid.columns < course->count ? first + grid.columns : course->count;
        for (int i = first; i < last; i++)
            height = fmax(height, write_words(gui, NULL, 0, 0, grid.w - 56, MINUTES, course->row[i].title, course->row[i].goal[0]));
        height += thumb_height(grid.w) + 32;
        for (int i = first; i < last; i++)
            draw_lesson(gui, pen->view->strings, rect(pen->x + (i - first) * (grid.w + GAP), pen->y, grid.w, height), &course->row[i],
                        i == course->current);
        pen->y += height + GAP;
    }
}

static void draw_others(Pen *pen) {
    const Gui *gui = pen->view->gui;
    Grid grid = find_grid(pen->w);
    for (int first = 0; first < OTHER_COUNT; first += grid.columns) {
        double height = 40;
        int last = first + grid.columns < OTHER_COUNT ? first + grid.columns : OTHER_COUNT;
        for (int i = first; i < last; i++)
            height = fmax(height, write_words(gui, NULL, 0, 0, grid.w - 36, 0, tr(pen->view->strings, other_table[i].title),
                                              tr(pen->view->strings, other_table[i].words)));
        height += 34;
        for (int i = first; i < last; i++)
            draw_other(gui, pen->view->strings, rect(pen->x + (i - first) * (grid.w + GAP), pen->y, grid.w, height), &other_table[i]);
        pen->y += height + GAP;
    }
}

static void draw_owns(Pen *pen) {
    const Gui *gui = pen->view->gui;
    const Course *course = pen->view->course;
    Grid grid = find_grid(pen->w);
    if (course->owns == 0) return;
    gui_text(gui, FACE_UI_SEMIBOLD, 16, pen->x, pen->y + 26, ALIGN_LEFT, gui->theme->text, tr(pen->view->strings, STRING_COURSE_OWN_HEAD));
    pen->y += 42;
    for (int first = 0; first < course->owns; first += grid.columns) {
        int last = first + grid.columns < course->owns ? first + grid.columns : course->owns;
        double height = 0;
        for (int i = first; i < last; i++)
            height = fmax(height, write_own(gui, pen->view->strings, NULL, 0, 0, grid.w - 36, &course->own[i]) + 32);
        for (int i = first; i < last; i++)
            draw_own(gui, pen->view->strings, rect(pen->x + (i - first) * (grid.w + GAP), pen->y, grid.w, height), &course->own[i], i);
        pen->y += height + GAP;
    }
}

/* What is kept of the person, and how to take it along or give it up. */
static void draw_kept(Pen *pen) {
    const Gui *gui = pen->view->gui;
    const Course *course = pen->view->course;
    const char *words = course->asks_reset ? tr(pen->view->strings, STRING_COURSE_GIVE_UP) : tr(pen->view->strings, STRING_COURSE_KEPT);
    int lines = text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 14, rect(pen->x, pen->y + 22, pen->w, 0), 20, gui->theme->dim, words);
    pen->y += 20 * lines + 14;
    if (course->asks_reset) {
        gui_button(gui, rect(pen->x, pen->y, 150, 34), BUTTON_RAISED, "course/reset", tr(pen->view->strings, STRING_COURSE_GIVE_UP_ALL),
                   "progress reset", NULL);
        gui_button(gui, rect(pen->x + 162, pen->y, 150, 34), BUTTON_PRIMARY, "course/keep", tr(pen->view->strings, STRING_COURSE_KEEP),
                   "course keep", NULL);
    } else {
        gui_button(gui, rect(pen->x, pen->y, 190, 34), BUTTON_RAISED, "course/copy", tr(pen->view->strings, STRING_COURSE_COPY),
                   "progress copy", tr(pen->view->strings, STRING_COURSE_COPY_TIP));
        gui_button(gui, rect(pen->x + 202, pen->y, 150, 34), BUTTON_RAISED, "course/ask", tr(pen->view->strings, STRING_COURSE_RESET),
                   "course ask", NULL);
    }
    pen->y += 34 + 24;
}

static void draw_hits(Pen *pen) {
    const Gui *gui = pen->view->gui;
    const Theme *theme = gui->theme;
    const Course *course = pen->view->course;
    char text[128];
    if (course->hits == 0)
        text_format(text, (int)sizeof text, tr(pen->view->strings, STRING_COURSE_NO_HIT), course->search);
    else if (course->hits == COURSE_HIT_MAX)
        text_format(text, (int)sizeof text, tr(pen->view->strings, STRING_COURSE_FIRST_HITS), course->hits, course->search);
    else
        text_format(text, (int)sizeof text, tr_count(pen->view->strings, course->hits, STRING_COURSE_HITS_ONE, STRING_COURSE_HITS),
                    course->hits, course->search);
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 17, pen->x, pen->y + 20, pen->w, ALIGN_LEFT, theme->text, text);
    pen->y += 36;
    for (int i = 0; i < course->hits; i++) {
        Rect box = {pen->x, pen->y, pen->w, 40};
        char path[48];
        text_format(path, (int)sizeof path, "course/hit%d", i + 1);
        if (gui_is_hot(gui, path)) draw_round(gui->list, box, 8, theme->raised);
        double half = fmin(420, box.w * 0.5), y = gui_middle(rect_mid_y(box), 15);
        gui_text_fit(gui, FACE_UI_MEDIUM, 15, box.x + 14, y, half - 24, ALIGN_LEFT, theme->text, course->hit[i].title);
        gui_text_fit(gui, FACE_UI, 14, box.x + half, y, box.w - half - 14, ALIGN_LEFT, theme->dim, course->hit[i].where);
        char command[48];
        text_format(command, (int)sizeof command, "course hit %d", i + 1);
        draw_hit(gui, box, 8, path, command);
        pen->y += 42;
    }
    pen->y += 20;
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
    if (view->course->search[0]) {
        draw_hits(&pen);
    } else {
        draw_go_on(&pen);
        draw_lessons(&pen);
        draw_others(&pen);
        draw_owns(&pen);
        draw_kept(&pen);
    }
    region_add(gui->region, REGION_HOVER, rect(pen.x, pen.y + 16, 0, 0), "course/end");
    draw_unclip(gui->list);
}
