/* The page of the training's history: its title, the parts below each other, and the track by which one goes to any update. */
#include "base/number.h"
#include "view/hint.h"
#include "view/inside/grow.h"
#include "view/inside/history_picture.h"
#include "view/inside/inside_head.h"
#include <math.h>

static double to_number(bool is_log, double at) { return is_log ? pow(10, at) : at; }
static double clamp01(double value) { return value < 0 ? 0 : value > 1 ? 1 : value; }

/* --- the track below --- */

static void draw_scrub(const HistoryPicture *picture) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    bool is_log = picture->updates.is_log;
    double y = picture->scrub.y + 13, update = (double)view->run->update, low = picture->shown.x0, high = picture->shown.x1,
           at = is_log ? log10(fmax(update, 1)) : update;
    Rect track = {picture->plot.x, y - 2, picture->plot.w, 4};
    double unit = high > low ? (at - low) / (high - low) : 0, x = track.x + track.w * clamp01(unit);
    char text[64];
    draw_round(gui->list, track, 2, theme->line);
    draw_round(gui->list, rect(track.x, track.y, x - track.x, track.h), 2, theme->accent);
    draw_circle(gui->list, x, y, 8, view->ui->training ? theme->dim : theme->accent);
    text_format(text, (int)sizeof text, tr(picture->view->strings, STRING_HISTORY_UPDATE), COUNT_TEXT(view->run->update));
    double w = gui_text_width(gui, FACE_MONO, 12, text);
    gui_text(gui, FACE_MONO, 12, fmin(fmax(x, track.x + w / 2), rect_right(track) - w / 2), y + 20, ALIGN_CENTER, theme->text, text);
    Region *region = region_add(gui->region, REGION_HOVER, rect(track.x, y - 11, track.w, 22), "history/scrub");
    region->disabled = view->ui->training;
    region->can_drag = !view->ui->training && picture->known > 0;
    region->axis_x = (RegionAxis){.from = track.x, .to = rect_right(track)};
    region->x_log = is_log;
    region->x_whole = true;
    region->numbers = (ChartRange){is_log ? fmax(round(pow(10, low)), 1) : fmax(round(low), 0),
                                   fmin(round(to_number(is_log, high)), (double)picture->known), 0, 0};
    region->has_handle = true;
    region->handle_x = x;
    region->handle_y = y;
    text_format(region->command, (int)sizeof region->command, "visit {x}");
    region->tip = view->ui->training ? tr(picture->view->strings, STRING_HISTORY_SCRUB_TRAINING)
                                     : tr(picture->view->strings, STRING_HISTORY_SCRUB_TIP);
}

/* --- the title --- */

static double draw_button(const HistoryPicture *picture, double right, const char *path, const char *label, const char *command,
                          const char *tip) {
    const Gui *gui = picture->view->gui;
    double w = gui_text_width(gui, FACE_UI_MEDIUM, 13, label) + 22;
    gui_button(gui, rect(right - w, picture->title.y + 8, w, 28), BUTTON_PLAIN, path, label, command, tip);
    return right - w - 6;
}

static void write_words(char *out, int size, const HistoryPicture *picture) {
    int measured = 0;
    for (int i = 0; i < picture->count; i++) measured += picture->point[i].is_measured;
    if (picture->known == 0)
        text_format(out, size, tr(picture->view->strings, STRING_HISTORY_EMPTY));
    else
        text_format(out, size, tr(picture->view->strings, STRING_HISTORY_WORDS), COUNT_TEXT(picture->count), COUNT_TEXT(measured));
}

static void draw_title(const HistoryPicture *picture) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    char text[256];
    double x = picture->title.x + 22, right = rect_right(picture->title) - 14, w = picture->title.w - 44;
    draw_group(gui->list, "history/title");
    right = draw_button(picture, right, "history/close", tr(picture->view->strings, STRING_INSIDE_CLOSE), "hide",
                        tr(picture->view->strings, STRING_INSIDE_CLOSE_TIP));
    right = draw_button(
        picture, right, "history/curve",
        view->ui->curve_log ? tr(picture->view->strings, STRING_HISTORY_LOG) : tr(picture->view->strings, STRING_HISTORY_EVEN),
        "curve toggle",
        view->ui->curve_log ? tr(picture->view->strings, STRING_HISTORY_LOG_TIP) : tr(picture->view->strings, STRING_HISTORY_EVEN_TIP));
    text_format(text, (int)sizeof text,
                view->ui->training ? tr(picture->view->strings, STRING_HISTORY_TITLE_TRAINING)
                                   : tr(picture->view->strings, STRING_HISTORY_TITLE),
                COUNT_TEXT(view->run->update), COUNT_TEXT(picture->known));
    gui_text_fit(gui, FACE_UI_BOLD, 17, x, picture->title.y + 27, right - x - 8, ALIGN_LEFT, gui->theme->text, text);
    hint_add(view, rect(x, picture->title.y + 10, right - x - 8, 22), "history/title",
             tr(picture->view->strings, STRING_HISTORY_TITLE_TIP));
    write_words(text, (int)sizeof text, picture);
    inside_write_unheld(text, (int)sizeof text, view);
    gui_text_fit(gui, FACE_UI, 14, x, picture->title.y + 50, w, ALIGN_LEFT, gui->theme->dim, text);
    hint_add(view, rect(x, picture->title.y + 36, w, 18), "history/words", region_words(gui->region, "%s", text));
}

void history_draw(const View *view, Rect area) {
    HistoryPicture picture = {.view = view, .point = view->record, .count = view->record_count, .known = view->run->place.known};
    Grow grow;
    history_place(&picture, area);
    grow_begin(&grow, view, area, GROW_FROM_LOSS, "history");
    draw_title(&picture);
    history_draw_charts(&picture);
    history_draw_map(&picture);
    if (picture.known > 0) draw_scrub(&picture);
    grow_end(&grow);
}
