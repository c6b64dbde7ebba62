/* The comparison in the place of the stage: its title, and the parts below each other. When it opens, the rows of the variants come out of
   the stage, from the place of the setup's own chain. */
#include "base/number.h"
#include "view/hint.h"
#include "view/inside/compare_picture.h"
#include "view/inside/grow.h"
#include "view/inside/inside_head.h"

static double draw_button(const ComparePicture *picture, double right, const char *path, const char *label, const char *command,
                          const char *tip) {
    const Gui *gui = picture->view->gui;
    double w = gui_text_width(gui, FACE_UI_MEDIUM, 13, label) + 22;
    if (gui->has_no_buttons) return right;
    gui_button(gui, rect(right - w, picture->title.y + 8, w, 28), BUTTON_PLAIN, path, label, command, tip);
    return right - w - 6;
}

static void draw_title(const ComparePicture *picture) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    char text[320];
    draw_group(gui->list, "compare/title");
    double x = picture->title.x + 22, right = rect_right(picture->title) - 14;
    right = draw_button(picture, right, "compare/close", tr(picture->view->strings, STRING_INSIDE_CLOSE), "hide",
                        tr(picture->view->strings, STRING_COMPARE_CLOSE_TIP));
    if (view->variant_count > 0)
        right = draw_button(picture, right, "compare/none", tr(picture->view->strings, STRING_COMPARE_REMOVE_ALL), "compare none",
                            tr(picture->view->strings, STRING_COMPARE_REMOVE_ALL_TIP));
    compare_write_title(text, (int)sizeof text, picture);
    double title_w = right - x - 8, words_x = x, words_y = picture->title.y + 36;
    if (picture->title.h < COMPARE_TITLE) { /* the words stand right of the title */
        title_w = gui_text_width(gui, FACE_UI_BOLD, 17, text);
        words_x = x + title_w + COMPARE_TITLE_GAP;
        words_y = picture->title.y + 13;
    }
    gui_text_fit(gui, FACE_UI_BOLD, 17, x, picture->title.y + 27, title_w + 1, ALIGN_LEFT, gui->theme->text, text);
    hint_add(view, rect(x, picture->title.y + 10, title_w, 22), "compare/title", tr(picture->view->strings, STRING_COMPARE_TITLE_TIP));
    compare_write_words(text, (int)sizeof text, picture);
    double w = (words_x > x ? right - 8 : rect_right(picture->title) - 22) - words_x;
    w = inside_draw_words(view, rect(words_x, words_y, w, 14), gui->theme->dim, text);
    hint_add(view, rect(words_x, words_y, w, 18), "compare/words", region_words(gui->region, "%s", text));
}

/* One region over all steps of the setup, so that the step under the pointer lights in every row and in the chart. */
static void add_steps(const ComparePicture *picture) {
    const StageLayout *stage = &picture->stage;
    const char *backward = picture->count > 0 && picture->lane[0].direction ? "seek backward {step}" : "seek backward {back}";
    double top = picture->count > 0 ? picture->lane[0].strip.y : picture->chart.y;
    Rect box = {stage->left, top, stage->pitch * stage->steps, rect_bottom(picture->chart) - top};
    Region *region = region_add(picture->view->gui->region, REGION_HOVER, box, "compare/step");
    region->subject = (Subject){SUBJECT_STEP, -1, -1, 0, -1};
    region->cols = stage->steps;
    text_format(region->command, (int)sizeof region->command, "%s", backward);
}

void compare_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    ComparePicture picture;
    Grow grow;
    compare_picture_init(&picture, view, area);
    grow_begin(&grow, view, area, GROW_FROM_CHAIN, "compare");
    for (int i = 0; i < picture.count && grow.moved < 1; i++) { /* grows out of the row of the setup's own chain, with the river */
        double from = rect_mid_y(grow.source) - picture.lane[i].row.h / 2, by = (from - picture.lane[i].row.y) * (1 - grow.moved);
        picture.lane[i].row.y += by;
        picture.lane[i].strip.y += by;
    }
    if (grow.moved >= 1) add_steps(&picture);
    compare_draw_lanes(&picture);
    compare_draw_chart(&picture);
    compare_draw_race(&picture);
    draw_title(&picture);
    grow_end(&grow);
    if (grow.moved < 1) return;
    draw_layer(gui->list, LAYER_HOVER);
    draw_group(gui->list, "compare/hover");
    compare_draw_hover(&picture);
    draw_layer(gui->list, LAYER_STAGE);
}
