/* The bar at the top: name, what is on the stage, named setups to start from, and what can be done anywhere, with its key. */
#include "base/number.h"
#include "engine/cell/facts.h"
#include "view/view.h"
#include <math.h>
#include <string.h>

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

/* How the middle of the bar is filled. It depends on the window alone, so that nothing there moves when T or the task changes. */
typedef struct TopPlan {
    double left, right; /* of the room in the middle */
    int count;          /* of presets that have room */
    double size, pad;   /* of a preset's words, and the room around them */
    double width;       /* of all of them */
    double more;        /* of the button that opens the list of all, 0 where all stand in the bar */
    bool subtitle, keys;
} TopPlan;

enum { NAME_RIGHT = 16 + 80 };

typedef struct TopItem {
    const char *path, *label, *key, *command, *tip;
} TopItem;

enum { TOP_ITEM_MAX = 7 };

static int find_items(TopItem item[TOP_ITEM_MAX], const View *view) {
    const Theme *theme = view->gui->theme;
    const Strings *strings = view->strings;
    int count = 0;
    item[count++] = (TopItem){"top/help", tr(strings, STRING_TOP_HELP), "F1", "show help", tr(strings, STRING_TOP_HELP_TIP)};
    item[count++] = (TopItem){"top/theme", tr(strings, theme->dark ? STRING_TOP_LIGHT : STRING_TOP_DARK), "T", "theme toggle",
                              tr(strings, STRING_TOP_THEME_TIP)};
    item[count++] = (TopItem){"top/redo", tr(strings, STRING_TOP_REDO), "Ctrl+Y", "redo", tr(strings, STRING_TOP_REDO_TIP)};
    item[count++] = (TopItem){"top/undo", tr(strings, STRING_TOP_UNDO), "Ctrl+Z", "undo", tr(strings, STRING_TOP_UNDO_TIP)};
    if (view->gui->list->width >= 2200)
        item[count++] =
            (TopItem){"top/compare", tr(strings, STRING_TOP_COMPARE), "C", "show compare toggle", tr(strings, STRING_TOP_COMPARE_TIP)};
    if (view->gui->list->width >= DRAWER_BELOW_WIDTH) return count;
    item[count++] =
        (TopItem){"controls/open", tr(strings, STRING_TOP_CONTROLS), NULL, "show controls", tr(strings, STRING_TOP_CONTROLS_TIP)};
    if (view->ui->screens.has_lesson)
        item[count++] = (TopItem){"lesson/open", tr(strings, STRING_TOP_LESSON), NULL, "show lesson", tr(strings, STRING_TOP_LESSON_TIP)};
    else
        item[count++] = (TopItem){"story/open", tr(strings, STRING_TOP_STORY), NULL, "show story", tr(strings, STRING_TOP_STORY_TIP)};
    return count;
}

/* What is on the stage, in words. */
static void format_subtitle(char *out, int size, const char *task, const char *cell, int steps) {
    text_format(out, size, "%s · %s · T = %d", task, cell, steps);
}

/* "LSTM, GRU"; where one has sequences of its own, that is said behind its name. */
static void format_variants(char *out, int size, const View *view) {
    int used = 0;
    for (int i = 0; i < view->variant_count; i++) {
        const ViewVariant *variant = &view->variant[i];
        used += text_format(out + used, size - used, "%s%s", i == 0 ? "" : ", ", variant->name);
        if (variant->has_other_data) used += text_format(out + used, size - used, " %s", tr(view->strings, STRING_TOP_OTHER_DATA));
        if (variant->is_stopped) used += text_format(out + used, size - used, " %s", tr(view->strings, STRING_TOP_STOPPED));
    }
}

/* The widest it can get. */
static double subtitle_width(const Gui *gui) {
    double widest = 0;
    for (int i = 0; i < task_count * CELL_COUNT; i++) {
        char text[96];
        format_subtitle(text, (int)sizeof text, task_table[i / CELL_COUNT]->label, cell_facts((CellKind)(i % CELL_COUNT))->label,
                        NET_STEP_MAX);
        widest = fmax(widest, gui_text_width(gui, FACE_UI, 14, text));
    }
    return widest;
}

/* Room for how many presets, and how wide they are together. `more` is kept for the button that opens the list of all. */
static void fit_presets(const Gui *gui, TopPlan *plan, double room, double size, double pad, double more) {
    plan->size = size;
    plan->pad = pad;
    plan->more = more;
    plan->width = 8 + more;
    for (plan->count = 0; plan->count < setup_preset_count; plan->count++) {
        double item = gui_text_width(gui, FACE_UI_SEMIBOLD, size, setup_presets[plan->count].label) + pad;
        if (plan->width + item > room) break;
        plan->width += item;
    }
}

/* The word is left out where the bar is narrow. */
static double more_width(const View *view) {
    const Gui *gui = view->gui;
    return gui->list->width < 900 ? 30 : gui_text_width(gui, FACE_UI_MEDIUM, 13, tr(view->strings, STRING_TOP_MORE)) + 38;
}

/* As wide as it gets: the button of the theme has two words. */
static double item_width(const View *view, const TopItem *item) {
    double width = gui_text_width(view->gui, FACE_UI_MEDIUM, 14, item->label);
    if (strcmp(item->path, "top/theme") != 0) return width;
    return fmax(gui_text_width(view->gui, FACE_UI_MEDIUM, 14, tr(view->strings, STRING_TOP_LIGHT)),
                gui_text_width(view->gui, FACE_UI_MEDIUM, 14, tr(view->strings, STRING_TOP_DARK)));
}

/* Room for the names of the variants, where the line that they stand below has none. */
static double sign_width(const View *view) {
    if (view->variant_count == 0) return 0;
    return view->gui->list->width < 1100 ? 120 : 190;
}

/* Named setups come before the line that says what the controls say too, and that before air. */
static TopPlan plan_bar(const View *view) {
    const Gui *gui = view->gui;
    double width = gui->list->width, name = NAME_RIGHT + gui_text_width(gui, FACE_UI_BOLD, 19, "unroll") + 18;
    TopPlan plan = {.keys = width >= 1500};
    TopItem item[TOP_ITEM_MAX];
    plan.right = width - 12 - 12;
    for (int i = find_items(item, view) - 1; i >= 0; i--) {
        plan.right -= item_width(view, &item[i]) + 24;
        if (plan.keys && item[i].key) plan.right -= gui_text_width(gui, FACE_MONO, 12, item[i].key) + 20;
    }
    plan.subtitle = width >= 1000;
    plan.left = name + (plan.subtitle ? 42 + subtitle_width(gui) : 0);
    fit_presets(gui, &plan, plan.right - plan.left, 13, 26, 0);
    if (plan.count == setup_preset_count) return plan;
    fit_presets(gui, &plan, plan.right - plan.left, 13, 18, 0);
    if (plan.count == setup_preset_count) return plan;
    TopPlan bare = plan;
    bare.subtitle = false;
    bare.left = name + sign_width(view);
    const double looks[][2] = {{13, 26}, {13, 18}, {12, 14}};
    for (int i = 0; i < 3; i++) {
        fit_presets(gui, &bare, bare.right - bare.left, looks[i][0], looks[i][1], 0);
        if (bare.count == setup_preset_count) return bare;
    }
    /* Not even so: those that have room, and a button that lists all. */
    fit_presets(gui, &plan, plan.right - plan.left, 13, 18, more_width(view));
    fit_presets(gui, &bare, bare.right - bare.left, 13, 18, more_width(view));
    return plan.count < 4 && bare.count > plan.count ? bare : plan;
}

/* Draws a text button whose right edge is at `right`; returns its left edge. */
static double draw_item(const Gui *gui, double right, double y, const TopItem *item, bool keys) {
    const Theme *theme = gui->theme;
    keys = keys && item->key;
    double label_w = gui_text_width(gui, FACE_UI_MEDIUM, 14, item->label),
           key_w = keys ? gui_text_width(gui, FACE_MONO, 12, item->key) + 12 : 0;
    Rect box = {right - label_w - (keys ? key_w + 8 : 0) - 20, y - 17, label_w + (keys ? key_w + 8 : 0) + 20, 34};
    if (gui_is_hot(gui, item->path)) draw_round(gui->list, box, 8, theme->raised);
    gui_text(gui, FACE_UI_MEDIUM, 14, box.x + 10, y + 5, ALIGN_LEFT, theme->text, item->label);
    if (keys) gui_key_cap(gui, box.x + 10 + label_w + 8, y, item->key);
    Region *region = region_add(gui->region, REGION_BUTTON, box, item->path);
    text_format(region->command, (int)sizeof region->command, "%s", item->command);
    region->tip = item->tip;
    region->focusable = true;
    gui_focus_ring(gui, box, 8, item->path);
    return box.x - 4;
}

static void draw_presets(const View *view, const TopPlan *plan, double y) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    double x = (plan->left + plan->right) / 2 - plan->width / 2;
    draw_round(gui->list, rect(x, y - 17, plan->width, 34), 9, theme->raised);
    x += 4;
    for (int i = 0; i < plan->count; i++) {
        const SetupPreset *preset = &setup_presets[i];
        double item = gui_text_width(gui, FACE_UI_SEMIBOLD, plan->size, preset->label) + plan->pad;
        char path[48];
        text_format(path, (int)sizeof path, "top/preset-%s", preset->name);
        Rect box = {x, y - 13, item, 26};
        bool chosen = setup_is_preset(view->setup, preset);
        if (chosen)
            draw_round(gui->list, box, 6, theme->pill);
        else if (gui_is_hot(gui, path))
            draw_round(gui->list, box, 6, color_mix(theme->raised, theme->line, 0.6));
        gui_text(gui, chosen ? FACE_UI_SEMIBOLD : FACE_UI_MEDIUM, plan->size, rect_mid_x(box), y + 4.5, ALIGN_CENTER,
                 chosen ? theme->text : theme->dim, preset->label);
        Region *region = region_add(gui->region, REGION_BUTTON, box, path);
        text_format(region->command, (int)sizeof region->command, "preset %s", preset->name);
        region->tip = preset->help;
        region->focusable = true;
        gui_focus_ring(gui, box, 6, path);
        x += item;
    }
    if (plan->more <= 0) return;
    const char *path = "top/presets";
    Rect box = {x, y - 13, plan->more, 26};
    bool open = strcmp(gui->state->menu_path, path) == 0;
    bool holds_chosen = false; /* what is loaded has no place in the bar */
    for (int i = plan->count; i < setup_preset_count; i++) holds_chosen = holds_chosen || setup_is_preset(view->setup, &setup_presets[i]);
    if (holds_chosen)
        draw_round(gui->list, box, 6, theme->pill);
    else if (open || gui_is_hot(gui, path))
        draw_round(gui->list, box, 6, color_mix(theme->raised, theme->line, 0.6));
    if (plan->more > 40) gui_text(gui, FACE_UI_MEDIUM, 13, x + 10, y + 4.5, ALIGN_LEFT, theme->text, tr(view->strings, STRING_TOP_MORE));
    gui_chevron(gui, rect_right(box) - 15, y, 9, open ? 2 : 0, theme->text);
    Region *region = region_add(gui->region, REGION_DROPDOWN, box, path);
    region->tip = open ? NULL : tr(view->strings, STRING_TOP_MORE_TIP);
    region->focusable = true;
    gui_focus_ring(gui, box, 6, path);
}

/* What is on the stage, or that something is compared with it; below it the names of what is. Around the middle of `area`. */
static void draw_subtitle(const View *view, const TopPlan *plan, Rect area) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    char text[96], names[256], cell[24];
    bool compares = view->variant_count > 0;
    setup_choice(cell, (int)sizeof cell, KEY_CELL, setup_get_int(view->setup, KEY_CELL), true);
    format_subtitle(text, (int)sizeof text, setup_task(view->setup)->label, cell, view->run->wiring.steps);
    if (plan->subtitle) gui_text(gui, FACE_UI, 14, area.x, compares ? area.y - 3 : area.y + 5, ALIGN_LEFT, theme->dim, text);
    if (!compares) return;
    format_variants(names, (int)sizeof names, view);
    const char *lead = tr(view->strings, STRING_TOP_COMPARED);
    if (plan->subtitle) {
        double width = gui_text_width(gui, FACE_UI, 12, lead) + 6;
        gui_text(gui, FACE_UI, 12, area.x, area.y + 14, ALIGN_LEFT, theme->dim, lead);
        gui_text_fit(gui, FACE_UI, 12, area.x + width, area.y + 14, area.w - width, ALIGN_LEFT, theme->text, names);
    } else {
        gui_text_fit(gui, FACE_UI, 12, area.x, area.y - 3, area.w, ALIGN_LEFT, theme->dim, lead);
        gui_text_fit(gui, FACE_UI, 12, area.x, area.y + 13, area.w, ALIGN_LEFT, theme->text, names);
    }
}

void top_bar_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    draw_group(gui->list, "top");
    draw_rect(gui->list, area, theme->panel);
    draw_rect(gui->list, rect(area.x, rect_bottom(area) - 1, area.w, 1), theme->line);
    double y = rect_mid_y(area), right = rect_right(area) - 12;
    TopPlan plan = plan_bar(view);
    draw_mark(gui, area.x + 16, y);
    gui_text(gui, FACE_UI_BOLD, 19, area.x + NAME_RIGHT, y + 6, ALIGN_LEFT, theme->text, "unroll");
    TopItem item[TOP_ITEM_MAX];
    for (int i = 0, count = find_items(item, view); i < count; i++) right = draw_item(gui, right, y, &item[i], plan.keys);
    if (plan.subtitle || view->variant_count > 0) {
        double x = NAME_RIGHT + gui_text_width(gui, FACE_UI_BOLD, 19, "unroll") + 18;
        draw_rect(gui->list, rect(x, y - 12, 1, 24), theme->line);
        draw_subtitle(view, &plan, rect(x + 18, y, plan.left - x - 24, 0));
    }
    draw_presets(view, &plan, y);
}
