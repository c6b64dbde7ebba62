/* The comparison in the place of the stage: its title, and the parts below each other. When it opens, the rows of the variants come out of
   the stage, from the place of the setup's own chain. */
#include "base/number.h"
#include "view/hint.h"
#include "view/inside/compare_picture.h"
#include "view/inside/grow.h"
#include "view/inside/inside_head.h"
#include <string.h>

static double draw_button(const ComparePicture *picture, double right, const char *path, const char *label, const char *command,
                          const char *tip) {
    const Gui *gui = picture->view->gui;
    double w = gui_text_width(gui, FACE_UI_MEDIUM, 13, label) + 22;
    gui_button(gui, rect(right - w, picture->title.y + 8, w, 28), BUTTON_PLAIN, path, label, command, tip);
    return right - w - 6;
}

/* True if a row says that it is computed: then its numbers are those of an earlier update. */
static bool is_on_its_way(const ComparePicture *picture) {
    for (int i = 0; i < picture->count; i++) {
        const CompareLane *lane = &picture->lane[i];
        const ViewVariant *variant = lane->variant;
        if (lane->is_the_setup || !variant || variant->is_current || variant->is_stopped || variant->trouble[0]) continue;
        if (!variant->has_other_data && !lane->has_other) return true;
    }
    return false;
}

/* The settings that all share, and those that differ. */
static void write_words(char *out, int size, const ComparePicture *picture) {
    const View *view = picture->view;
    char loss[96], others[160] = "";
    int used = 0;
    for (int i = 0; i < picture->count; i++) {
        const CompareLane *lane = &picture->lane[i];
        if (lane->has_other) used += text_format(others + used, (int)sizeof others - used, "%s%s", used ? ", " : "", lane->name);
    }
    if (view->ui->follow == FOLLOW_ALL)
        text_format(loss, (int)sizeof loss, tr(picture->view->strings, STRING_COMPARE_ALL_LOSSES));
    else
        text_format(loss, (int)sizeof loss, tr(picture->view->strings, STRING_COMPARE_ONE_LOSS), followed_step(view->run) + 1);
    const NetSpec *spec = &view->run->net.spec;
    const CompareLane *first = &picture->lane[0];
    if (picture->count > 0 && spec->layers * spec->directions > 1) { /* one chain of several */
        int at = (int)strlen(loss);
        if (spec->layers > 1)
            at += text_format(loss + at, (int)sizeof loss - at, tr(picture->view->strings, STRING_COMPARE_LAYER), first->layer + 1);
        if (spec->directions > 1)
            text_format(loss + at, (int)sizeof loss - at, "%s%s", spec->layers > 1 ? ", " : "; ",
                        first->direction ? tr(picture->view->strings, STRING_INSIDE_REVERSE)
                                         : tr(picture->view->strings, STRING_INSIDE_FORWARD));
    }
    if (is_on_its_way(picture))
        text_format(out, size, tr(view->strings, STRING_COMPARE_NOT_ALL), COUNT_TEXT(view->run->update));
    else if (used && picture->is_shifted)
        text_format(out, size, tr(picture->view->strings, STRING_COMPARE_SHIFTED), others, COUNT_TEXT(view->run->update));
    else if (used)
        text_format(out, size, tr_count(view->strings, view->run->update, STRING_COMPARE_OTHERS_ONE, STRING_COMPARE_OTHERS), others,
                    COUNT_TEXT(view->run->update), loss);
    else
        text_format(out, size, tr_count(view->strings, view->run->update, STRING_COMPARE_SAME_ONE, STRING_COMPARE_SAME),
                    COUNT_TEXT(view->run->update), loss);
}

static void draw_title(const ComparePicture *picture) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    char text[320];
    const Cursor *cursor = &view->ui->cursor;
    int T = view->run->wiring.steps, direction = picture->count > 0 ? picture->lane[0].direction : 0,
        k = cursor->fraction > 0 ? cursor->step : cursor->step - 1;
    draw_group(gui->list, "compare/title");
    double x = picture->title.x + 22, right = rect_right(picture->title) - 14;
    right = draw_button(picture, right, "compare/close", tr(picture->view->strings, STRING_INSIDE_CLOSE), "hide",
                        tr(picture->view->strings, STRING_COMPARE_CLOSE_TIP));
    if (view->variant_count > 0)
        right = draw_button(picture, right, "compare/none", tr(picture->view->strings, STRING_COMPARE_REMOVE_ALL), "compare none",
                            tr(picture->view->strings, STRING_COMPARE_REMOVE_ALL_TIP));
    bool is_between = picture->is_shifted && k >= 0 && (k < T - 1 || cursor->fraction > 0); /* at an end every row is at its own */
    if (is_between && (cursor->phase == PHASE_FORWARD || cursor->phase == PHASE_BACKWARD)) {
        int ahead = followed_step(view->run) - timeline_position(cursor->phase, direction, k, T);
        int used =
            text_format(text, (int)sizeof text, "%s · ",
                        tr(view->strings, cursor->phase < PHASE_BACKWARD ? STRING_COMPARE_TITLE_STATES : STRING_COMPARE_TITLE_GRADIENT));
        text_format(text + used, (int)sizeof text - used,
                    ahead < 0 ? tr(view->strings, STRING_COMPARE_BEHIND)
                              : tr_count(view->strings, ahead, STRING_COMPARE_BEFORE_ONE, STRING_COMPARE_BEFORE),
                    ahead);
    } else if (cursor->phase == PHASE_FORWARD && k >= 0)
        text_format(text, (int)sizeof text, tr(picture->view->strings, STRING_COMPARE_TITLE_STATES_TO),
                    timeline_position(PHASE_FORWARD, direction, k, T) + 1);
    else if (cursor->phase == PHASE_BACKWARD && k >= 0)
        text_format(text, (int)sizeof text, tr(picture->view->strings, STRING_COMPARE_TITLE_GRADIENT_TO),
                    timeline_position(PHASE_BACKWARD, direction, k, T) + 1);
    else
        text_format(text, (int)sizeof text, "%s",
                    tr(view->strings, cursor->phase < PHASE_BACKWARD ? STRING_COMPARE_TITLE_STATES : STRING_COMPARE_TITLE_GRADIENT));
    gui_text_fit(gui, FACE_UI_BOLD, 17, x, picture->title.y + 27, right - x - 8, ALIGN_LEFT, gui->theme->text, text);
    hint_add(view, rect(x, picture->title.y + 10, right - x - 8, 22), "compare/title",
             tr(picture->view->strings, STRING_COMPARE_TITLE_TIP));
    write_words(text, (int)sizeof text, picture);
    double w = picture->title.w - 44;
    w = inside_draw_words(view, rect(x, picture->title.y + 36, w, 14), gui->theme->dim, text);
    hint_add(view, rect(x, picture->title.y + 36, w, 18), "compare/words", region_words(gui->region, "%s", text));
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
