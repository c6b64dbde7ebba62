/* See app_over.h. */
#include "app/app_over.h"
#include "base/number.h"
#include "view/view.h"
#include <math.h>
#include <string.h>

enum { MESSAGE_CROSS = 36 };

static void draw_message_close(App *app, const Gui *gui, Rect box) {
    const Theme *theme = gui->theme;
    const double cross = MESSAGE_CROSS;
    Rect close = {rect_right(box) - cross, box.y + (fmin(box.h, 40) - 28) / 2, 28, 28};
    if (gui_is_hot(gui, "message/close")) draw_round(&app->list, close, 7, theme->line);
    gui_cross(gui, rect_mid_x(close), rect_mid_y(close), 9, theme->dim);
    region_add(&app->region, REGION_BUTTON, close, "message/close");
}

/* The last diagnostic, above the transport; or why the picture is still the old one. Only its cross takes clicks; regions below it stay
   usable. */
void app_draw_message(App *app, const Gui *gui, Rect stage) {
    const UiState *ui = &app->ui;
    bool is_note = !ui->message[0];
    const char *message = is_note ? tr(&app->strings, STRING_NOTICE_COMPUTING) : ui->message;
    if (is_note && app->busy_s < APP_BUSY_TOLD_S) return;
    const Theme *theme = gui->theme;
    const double size = 14, leading = 20, pad = 16, cross = is_note ? 0 : MESSAGE_CROSS;
    double width = fmin(600, stage.w - 32), text_w = width - 2 * pad - cross;
    const char *word = ui->message_is_bad && !is_note ? tr(&app->strings, STRING_NOTICE_ERROR) : "";
    double word_w = word[0] ? gui_text_width(gui, FACE_UI_SEMIBOLD, size, word) + 12 : 0;
    Rect line = {0, 0, text_w - word_w, 0};
    int rows = text_wrap(NULL, gui->text, gui->scale, FACE_UI, size, line, leading, theme->text, message);
    if (rows <= 1) width = gui_text_width(gui, FACE_UI, size, message) + word_w + 2 * pad + cross + 1;
    double height = (rows > 1 ? rows : 1) * leading + 20;
    Rect box = {rect_mid_x(stage) - width / 2, rect_bottom(stage) - 16 - height, width, height};
    draw_layer(&app->list, LAYER_OVERLAY);
    draw_group(&app->list, "message");
    draw_round(&app->list, box, 10, theme->raised);
    draw_round_stroke(&app->list, rect_inset(box, 0.5, 0.5), 9.5, 1, word[0] ? theme->bad : theme->line);
    line.x = box.x + pad + word_w;
    line.y = gui_middle(box.y + 10 + leading / 2, size);
    gui_text(gui, FACE_UI_SEMIBOLD, size, box.x + pad, line.y, ALIGN_LEFT, theme->bad, word);
    if (rows <= 1)
        gui_text(gui, FACE_UI, size, line.x, line.y, ALIGN_LEFT, theme->text, message);
    else
        text_wrap(&app->list, gui->text, gui->scale, FACE_UI, size, line, leading, theme->text, message);
    if (!is_note) draw_message_close(app, gui, box);
    draw_layer(&app->list, LAYER_PAGE);
}

/* The box that a tooltip must avoid: the bar or panel of its control. */
static Rect tip_keeps_off(const App *app, const Region *hot) {
    static const char *const places[] = {"top", "transport", "story", "lesson", "controls"};
    const Region *first = app->region.item + (hot - app->region.item >= app->region.modal_from ? app->region.modal_from : 0);
    for (int i = 0; i < (int)(sizeof places / sizeof places[0]); i++) {
        const Region *place = region_find(&app->region, places[i]);
        if (place && place >= first && rect_contains(place->box, app->ui.gui.x, app->ui.gui.y)) return place->box;
    }
    return hot->kind == REGION_HOVER ? hot->box : rect(0, 0, 0, 0); /* words that say what stands there */
}

void app_draw_tip(App *app, const View *view, Rect window) {
    const GuiState *state = &app->ui.gui;
    if (app->tip_spent || app->hover_s < APP_TIP_DELAY_S || state->x < 0 || state->active[0] || state->menu_path[0] || state->edit_path[0])
        return;
    const Region *hot = region_find(&app->region, state->hot);
    if (!hot || !hot->tip || !hot->tip[0]) return;
    if (hot->kind == REGION_PULL && hot->subject.kind != SUBJECT_NONE) return; /* its plate on the stage says it */
    char text[512];
    /* A parameter's tip is headed by its name. */
    if (hot->key >= 0)
        text_format(text, sizeof text, "%s\n%s", setup_table[hot->key].label, hot->tip);
    else
        text_format(text, sizeof text, "%s%s%s", hot->tip, view->lost ? "\n" : "", view->lost ? view->lost : "");
    draw_layer(&app->list, hot - app->region.item >= app->region.modal_from && app->region.modal_from > 0 ? LAYER_OVERLAY : LAYER_HOVER);
    draw_group(&app->list, "tip");
    region_keep_free(&app->region, rect(0, 0, window.w, app_top_height(app)), 0.1);
    gui_tooltip(view->gui, window, tip_keeps_off(app, hot), state->x, state->y, text);
    draw_layer(&app->list, LAYER_PAGE);
}
