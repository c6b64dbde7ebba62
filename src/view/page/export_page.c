/* The dialog of Ctrl+E: what becomes of the picture, how large, on which background, and where it goes. */
#include "base/number.h"
#include "view/page/files.h"
#include "view/view.h"
#include <math.h>
#include <string.h>

const char export_form_words[] = "png|svg|pdf|csv", export_size_words[] = "window|1280x720|1920x1080|3840x2160",
           export_ground_words[] = "theme|transparent";

enum { WIDE = 560, HIGH = 400, PAD = 28, ROW = 66, FIELD = 36 };

static void draw_choice(const View *view, Rect *left, StringId label, const char *path, const char *words, int chosen,
                        const char *command) {
    const Gui *gui = view->gui;
    Rect row = rect_cut_top(left, ROW);
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 14, row.x, row.y + 14, row.w, ALIGN_LEFT, gui->theme->text, tr(view->strings, label));
    char labels[128];
    tr_labels(view->strings, labels, (int)sizeof labels, words);
    gui_choice(gui, rect(row.x, row.y + 22, row.w, 34), path, words, labels, chosen, command);
}

void export_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const ExportPlan *plan = view->exports;
    char text[96], command[80], where[FILE_PATH_SIZE + 32];
    Rect box = {0, 0, fmin(WIDE, area.w - 24), fmin(HIGH, area.h - 24)};
    box.x = area.x + (area.w - box.w) / 2;
    box.y = area.y + (area.h - box.h) / 2;
    draw_round(gui->list, box, 12, theme->panel);
    draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 12, 1, theme->line);
    region_add(gui->region, REGION_BLOCK, box, "export/page");
    if (!plan) return;
    Rect left = rect_inset(box, PAD, PAD - 6);
    Rect head = rect_cut_top(&left, 44);
    gui_text_fit(gui, FACE_UI_BOLD, 22, head.x, head.y + 24, head.w, ALIGN_LEFT, theme->text, tr(view->strings, STRING_SCREEN_EXPORT));
    draw_choice(view, &left, STRING_EXPORT_FORM, "export/form", export_form_words, plan->form, "export form");
    bool is_table = plan->form == EXPORT_CSV;
    if (!is_table) draw_choice(view, &left, STRING_EXPORT_SIZE, "export/size", export_size_words, plan->size, "export size");
    if (!is_table) draw_choice(view, &left, STRING_EXPORT_GROUND, "export/ground", export_ground_words, plan->is_clear, "export ground");
    if (is_table) {
        int lines = text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 15, rect(left.x, left.y + 14, left.w, 0), 21, theme->dim,
                              tr(view->strings, STRING_EXPORT_TABLE));
        rect_cut_top(&left, 21 * lines + 12);
    }
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 14, left.x, left.y + 14, left.w, ALIGN_LEFT, theme->text, tr(view->strings, STRING_EXPORT_NAME));
    rect_cut_top(&left, 22);
    Rect row = rect_cut_top(&left, FIELD), button = rect_cut_right(&row, 120);
    row.w -= 12;
    bool is_edited = strcmp(gui->state->edit_path, "export/name/value") == 0;
    draw_round(gui->list, row, 8, theme->raised);
    if (is_edited) draw_round_stroke(gui->list, rect_inset(row, 0.5, 0.5), 8, 1, theme->accent);
    Region *field = gui_field(gui, rect_inset(row, 10, 3), "export/name/value", -1, is_edited ? "" : plan->offer, theme->text, NULL, false);
    text_format(field->command, (int)sizeof field->command, "export");
    field->focusable = true;
    gui_focus_ring(gui, row, 8, "export/name/value");
    text_format(command, (int)sizeof command, "export %s", plan->offer);
    text_format(text, (int)sizeof text, "%s", tr(view->strings, STRING_EXPORT_DO));
    gui_button(gui, button, BUTTON_PRIMARY, "export/name", text, command, NULL);
    rect_cut_top(&left, 6);
    double wrong = gui_error(gui, rect(left.x, left.y, left.w, 0), "export/name");
    if (wrong > 0) return;
    text_format(where, (int)sizeof where, tr(view->strings, STRING_FILES_FOLDER), plan->folder[0] ? plan->folder : ".");
    gui_text_fit(gui, FACE_UI, 13, left.x, left.y + 14, left.w, ALIGN_LEFT, theme->dim, where);
}
