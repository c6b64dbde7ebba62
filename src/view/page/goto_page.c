/* See goto_page.h. The list follows what is typed, letter by letter; Return goes to its first row. */
#include "view/page/goto_page.h"
#include "base/number.h"
#include "view/view.h"
#include <math.h>
#include <string.h>

enum { ROW_MAX = 12, ROW = 34 };

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static bool holds(Str title, const char *text) {
    int count = (int)strlen(text);
    for (int at = 0; at + count <= title.count; at++) {
        int i = 0;
        while (i < count && lower(title.at[at + i]) == lower(text[i])) i++;
        if (i == count) return true;
    }
    return false;
}

static bool is_number_of(const char *text, int number) {
    double typed;
    return number_parse(&typed, str_from(text)) && typed == number;
}

static int add_step(GotoRow row[], int count, int most, const LessonStep *step, const char *where, const char *lesson) {
    if (count >= most) return count;
    GotoRow *to = &row[count];
    str_copy(to->title, (int)sizeof to->title, step->title.count > 0 ? step->title : str_from(where));
    text_format(to->where, (int)sizeof to->where, "%s", where);
    text_format(to->address, (int)sizeof to->address, "%s#%d", lesson, step->index + 1);
    return count + 1;
}

int goto_list(GotoRow row[], int most, const Course *course, const Reader *reader, const char *text) {
    int count = 0;
    char where[120];
    for (const LessonStep *step = reader->lesson ? reader->lesson->step : NULL; step; step = step->next) {
        text_format(where, (int)sizeof where, "%d", step->index + 1);
        if (holds(step->title, text) || is_number_of(text, step->index + 1)) count = add_step(row, count, most, step, where, "");
    }
    for (int i = 0; course && text[0] && i < course->count; i++) {
        const CourseRow *lesson = &course->row[i];
        if (lesson->number == reader->number || !lesson->lesson) continue;
        text_format(where, (int)sizeof where, "%d · %s", lesson->number, lesson->title);
        bool is_named = holds(str_from(lesson->title), text) || holds(str_from(lesson->id), text) || is_number_of(text, lesson->number);
        for (const LessonStep *step = lesson->lesson->step; step; step = step->next)
            if (holds(step->title, text) || (is_named && step->index == 0)) count = add_step(row, count, most, step, where, lesson->id);
    }
    return count;
}

void goto_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    GotoRow row[ROW_MAX];
    bool is_edited = strcmp(gui->state->edit_path, "goto/find/value") == 0;
    const char *text = is_edited ? gui->state->edit.text : "";
    int count = view->reader ? goto_list(row, ROW_MAX, view->course, view->reader, text) : 0;
    double w = fmin(area.w - 40, 640), h = fmin(area.h - 40, 112 + ROW * ROW_MAX);
    Rect box = {rect_mid_x(area) - w / 2, rect_mid_y(area) - h / 2, w, h};
    draw_round(gui->list, box, 12, theme->panel);
    draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 11.5, 1, theme->line);
    region_add(gui->region, REGION_BLOCK, box, "goto/page");
    gui_text(gui, FACE_UI_BOLD, 18, box.x + 20, box.y + 32, ALIGN_LEFT, theme->text, tr(view->strings, STRING_GOTO_HEAD));
    Rect field = {box.x + 20, box.y + 46, w - 40, 36};
    draw_round_stroke(gui->list, rect_inset(field, 0.5, 0.5), 8, 1, is_edited ? theme->accent : theme->line);
    gui_field(gui, rect_inset(field, 8, 3), "goto/find/value", -1, is_edited ? "" : tr(view->strings, STRING_GOTO_EMPTY), theme->dim, NULL,
              false);
    Region *region = &gui->region->item[gui->region->count - 1];
    text_format(region->command, (int)sizeof region->command, "presenter go");
    region->focusable = true;
    double y = box.y + 94;
    if (count == 0) gui_text(gui, FACE_UI, 15, box.x + 20, y + 22, ALIGN_LEFT, theme->dim, tr(view->strings, STRING_GOTO_NOTHING));
    for (int i = 0; i < count && y + ROW <= rect_bottom(box) - 6; i++, y += ROW) {
        char path[REGION_PATH_SIZE];
        Rect line = {box.x + 12, y, w - 24, ROW - 2};
        text_format(path, (int)sizeof path, "goto/row%d", i + 1);
        if (gui_is_hot(gui, path) || (i == 0 && text[0])) draw_round(gui->list, line, 7, theme->raised);
        double where_w = fmin(gui_text_width(gui, FACE_UI, 13, row[i].where), w * 0.4);
        gui_text_fit(gui, FACE_UI, 16, line.x + 10, gui_middle(rect_mid_y(line), 16), line.w - where_w - 36, ALIGN_LEFT, theme->text,
                     row[i].title);
        gui_text_fit(gui, FACE_UI, 13, rect_right(line) - 10 - where_w, gui_middle(rect_mid_y(line), 13), where_w, ALIGN_LEFT, theme->dim,
                     row[i].where);
        region = region_add(gui->region, REGION_BUTTON, line, path);
        text_format(region->command, (int)sizeof region->command, "presenter go %s", row[i].address);
        region->focusable = true;
        gui_focus_ring(gui, line, 7, path);
    }
}
