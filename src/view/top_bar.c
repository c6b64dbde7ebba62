/* The bar at the top: name, what is on the stage, named setups to start from, and what can be done anywhere, with its key. */
#include "base/number.h"
#include "view/view.h"
#include <math.h>

/* A loop that opens into a line: the program's mark. */
static void draw_mark(const Gui *gui, double x, double y) {
    const Theme *theme = gui->theme;
    draw_path_begin(gui->list);
    draw_path_arc(gui->list, x + 12, y, 10, 0.5, 5.4);
    draw_path_stroke(gui->list, 3, theme->accent, 0);
    draw_path_begin(gui->list);
    draw_path_move(gui->list, x + 14, y - 9.5);
    draw_path_line(gui->list, x + 20.5, y - 7.5);
    draw_path_line(gui->list, x + 21, y - 14);
    draw_path_stroke(gui->list, 2.5, theme->accent, 0);
    for (int i = 0; i < 3; i++)
        draw_round(gui->list, rect(x + 28 + i * 12, y - 1.5, 9, 3), 1.5, color_over(theme->accent, 1 - 0.3 * i, theme->panel));
}

/* Draws a text button whose right edge is at `right`; returns its left edge. */
static double draw_item(const Gui *gui, double right, double y, const char *path, const char *label, const char *key, const char *command,
                        const char *tip, bool keys) {
    const Theme *theme = gui->theme;
    double label_w = gui_text_width(gui, FACE_UI_MEDIUM, 14, label), key_w = keys ? gui_text_width(gui, FACE_MONO, 12, key) + 12 : 0;
    Rect box = {right - label_w - (keys ? key_w + 8 : 0) - 20, y - 17, label_w + (keys ? key_w + 8 : 0) + 20, 34};
    if (gui_is_hot(gui, path)) draw_round(gui->list, box, 8, theme->raised);
    gui_text(gui, FACE_UI_MEDIUM, 14, box.x + 10, y + 5, ALIGN_LEFT, theme->text, label);
    if (keys) gui_key_cap(gui, box.x + 10 + label_w + 8, y, key);
    Region *region = region_add(gui->region, REGION_BUTTON, box, path);
    text_format(region->command, (int)sizeof region->command, "%s", command);
    region->tip = tip;
    region->focusable = true;
    gui_focus_ring(gui, box, 8, path);
    return box.x - 4;
}

/* Room between `left` and `right` for how many presets, and how wide they are together. */
static int fit_presets(const Gui *gui, double room, double *width) {
    int count = 0;
    *width = 8;
    for (; count < setup_preset_count; count++) {
        double item = gui_text_width(gui, FACE_UI_MEDIUM, 13, setup_presets[count].label) + 26;
        if (*width + item > room) break;
        *width += item;
    }
    return count;
}

static void draw_presets(const View *view, double left, double right, double y) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    double w;
    int count = fit_presets(gui, right - left, &w);
    if (count < 2) return;
    double x = (left + right) / 2 - w / 2;
    draw_round(gui->list, rect(x, y - 17, w, 34), 9, theme->raised);
    x += 4;
    for (int i = 0; i < count; i++) {
        const SetupPreset *preset = &setup_presets[i];
        double item = gui_text_width(gui, FACE_UI_MEDIUM, 13, preset->label) + 26;
        char path[48];
        text_format(path, (int)sizeof path, "top/preset-%s", preset->name);
        Rect box = {x, y - 13, item, 26};
        bool chosen = setup_is_preset(view->setup, preset);
        if (chosen)
            draw_round(gui->list, box, 6, theme->dark ? theme->line : theme->panel);
        else if (gui_is_hot(gui, path))
            draw_round(gui->list, box, 6, color_mix(theme->raised, theme->line, 0.6));
        gui_text(gui, chosen ? FACE_UI_SEMIBOLD : FACE_UI_MEDIUM, 13, rect_mid_x(box), y + 4.5, ALIGN_CENTER,
                 chosen ? theme->text : theme->dim, preset->label);
        Region *region = region_add(gui->region, REGION_BUTTON, box, path);
        text_format(region->command, (int)sizeof region->command, "preset %s", preset->name);
        region->tip = preset->help;
        region->focusable = true;
        gui_focus_ring(gui, box, 6, path);
        x += item;
    }
}

/* The rest of the bar takes about this much (see top_bar_draw). */
bool top_bar_holds_presets(const View *view) {
    double w, others = 860;
    return fit_presets(view->gui, view->gui->list->width - others, &w) == setup_preset_count;
}

void top_bar_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    draw_group(gui->list, "top");
    draw_rect(gui->list, area, theme->panel);
    draw_rect(gui->list, rect(area.x, rect_bottom(area) - 1, area.w, 1), theme->line);
    double y = rect_mid_y(area), x = area.x + 16;
    bool narrow = area.w < DRAWER_BELOW_WIDTH, keys = area.w >= 1500;
    draw_mark(gui, x, y);
    gui_text(gui, FACE_UI_BOLD, 19, x + 80, y + 6, ALIGN_LEFT, theme->text, "unroll");
    double left = x + 80 + gui_text_width(gui, FACE_UI_BOLD, 19, "unroll") + 18;
    double right = area.x + area.w - 12;
    right = draw_item(gui, right, y, "top/help", "Help", "F1", "show help", "Every key and command.", keys);
    right = draw_item(gui, right, y, "top/theme", theme->dark ? "Light" : "Dark", "T", "theme toggle",
                      "Dark for a dim room, light for a bright one.", keys);
    right = draw_item(gui, right, y, "top/redo", "Redo", "Ctrl+Y", "redo", "Do again what was undone.", keys);
    right = draw_item(gui, right, y, "top/undo", "Undo", "Ctrl+Z", "undo", "Take the last change back.", keys);
    if (narrow) {
        right = draw_item(gui, right, y, "controls/open", "Controls", "", "show controls", "Everything that can be set.", false);
        right = draw_item(gui, right, y, "story/open", "Story", "", "show story", "What happens now, in words and numbers.", false);
    }
    if (area.w >= 1000) {
        char text[96];
        char cell[24];
        setup_choice(cell, (int)sizeof cell, KEY_CELL, setup_get_int(view->setup, KEY_CELL), true);
        text_format(text, (int)sizeof text, "%s · %s · T = %d", setup_task(view->setup)->label, cell, view->run->wiring.steps);
        draw_rect(gui->list, rect(left, y - 12, 1, 24), theme->line);
        gui_text(gui, FACE_UI, 14, left + 18, y + 5, ALIGN_LEFT, theme->dim, text);
        left += 18 + gui_text_width(gui, FACE_UI, 14, text) + 24;
    }
    draw_presets(view, left, right - 12, y);
}
