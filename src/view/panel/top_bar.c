/* The bar at the top: the program's name and the place (Course > lesson, or Sandbox > experiment); in the middle, above the stage, the tabs
   of what can stand there (screen_rows.h); at the right what can be done anywhere, with its key.

   Where things stand depends on the window and on how many tabs there are, never on what is on the stage, so that nothing moves when T or
   the task changes. The name of the experiment opens the list of named setups. */
#include "base/number.h"
#include "view/view.h"
#include <math.h>
#include <string.h>

static const double NAME_X = 96, MARK_RIGHT = 84, TAB_PAD = 20, TAB_SIZE = 14, NAME_SIZE = 14.5, NAME_LEAST = 150, NAME_WANTED = 420,
                    CRUMB = 28, PLACE_LEAST = 64, KEYS_FROM_WIDTH = 1500;

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

static const char *title_of(const Strings *strings, ScreenId id) { return tr(strings, (StringId)(STRING_SCREEN_STAGE + 2 * (int)id)); }
static const char *tip_of(const Strings *strings, ScreenId id) { return tr(strings, (StringId)(STRING_SCREEN_STAGE_TIP + 2 * (int)id)); }

/* A tip, with the key that does the same below it; "": none does. */
static const char *add_key(const View *view, const char *tip, const char *key) {
    if (!key[0]) return tip;
    return region_words(view->gui->region, "%s\n%s %s", tip, tr(view->strings, STRING_TOP_KEY), key);
}

/* ---- What stands at the right ---- */

typedef struct TopItem {
    const char *path, *label, *key_line, *command, *tip; /* no label: drawn as a picture; the line whose key it shows, or NULL */
    void (*icon)(const Gui *gui, double x, double y);
    char key[KEYMAP_KEY_SIZE]; /* "": none */
    bool is_on;                /* what it shows is shown */
    int rank;                  /* where the bar has too little room, the highest are left out: they can be had otherwise */
} TopItem;

enum { TOP_ITEM_MAX = 10, TOP_RANK_MOST = 4 };

/* A disc, half of it filled: dark or light. */
static void draw_theme_icon(const Gui *gui, double x, double y) {
    draw_circle_stroke(gui->list, x, y, 7, 1.5, gui->theme->text);
    draw_path_begin(gui->list);
    draw_path_arc(gui->list, x, y, 7, 1.5707963, 4.7123890);
    draw_path_fill(gui->list, gui->theme->text);
}

/* Three sliders. */
static void draw_settings_icon(const Gui *gui, double x, double y) {
    static const double knob[] = {3, -3.5, 1};
    for (int i = 0; i < 3; i++) {
        double at = y + 5.5 * (i - 1);
        draw_line(gui->list, x - 8, at, x + 8, at, 1.5, gui->theme->text);
        draw_circle(gui->list, x + knob[i], at, 2.6, gui->theme->text);
    }
}

/* A board with a triangle on it. */
static void draw_present_icon(const Gui *gui, double x, double y) {
    draw_round_stroke(gui->list, rect(x - 9, y - 8, 18, 13), 2, 1.5, gui->theme->text);
    draw_line(gui->list, x - 4, y + 8.5, x + 4, y + 8.5, 1.5, gui->theme->text);
    draw_path_begin(gui->list);
    draw_path_move(gui->list, x - 2, y - 5);
    draw_path_line(gui->list, x + 3.5, y - 1.5);
    draw_path_line(gui->list, x - 2, y + 2);
    draw_path_close(gui->list);
    draw_path_fill(gui->list, gui->theme->text);
}

/* Three bars beside each other. */
static void draw_compare_icon(const Gui *gui, double x, double y) {
    static const double height[] = {8, 16, 11};
    for (int i = 0; i < 3; i++) draw_round(gui->list, rect(x - 8 + 6 * i, y + 8 - height[i], 4, height[i]), 1, gui->theme->text);
}

/* From right to left. A panel's button stands there only where the window is too narrow for both panels; it has no key. Where the tabs are
   one list, comparing is still one click. A lesson can be presented. */
static int find_items(TopItem item[TOP_ITEM_MAX], const View *view, bool folded, int most_rank) {
    const Strings *strings = view->strings;
    ScreenId left = view->ui->screens.has_lesson ? SCREEN_LESSON : SCREEN_STORY;
    const TopItem all[] = {
        {"top/settings", "", "show settings toggle", "show settings", tr(strings, STRING_TOP_SETTINGS_TIP), draw_settings_icon, "", false,
         0},
        {"top/theme", "", "theme toggle", "theme toggle", tr(strings, STRING_TOP_THEME_TIP), draw_theme_icon, "", false, 3},
        {"top/help", tr(strings, STRING_TOP_HELP), "show help toggle", "show help", tr(strings, STRING_TOP_HELP_TIP), NULL, "", false, 2},
        {"top/redo", tr(strings, STRING_TOP_REDO), "redo", "redo", tr(strings, STRING_TOP_REDO_TIP), NULL, "", false, 4},
        {"top/undo", tr(strings, STRING_TOP_UNDO), "undo", "undo", tr(strings, STRING_TOP_UNDO_TIP), NULL, "", false, 1},
        {"controls/open", title_of(strings, SCREEN_CONTROLS), NULL, "show controls", tip_of(strings, SCREEN_CONTROLS), NULL, "", false, 0},
        {left == SCREEN_LESSON ? "lesson/open" : "story/open", title_of(strings, left), NULL,
         left == SCREEN_LESSON ? "show lesson" : "show story", tip_of(strings, left), NULL, "", false, 0},
    };
    const TopItem compare = {
        "top/compare", "", "show compare toggle", "show compare", tip_of(strings, SCREEN_COMPARE), draw_compare_icon, "", false, 0};
    enum { ALL = sizeof all / sizeof *all, OF_PANELS = 2 };
    bool has_column = screen_has_column(view->gui->list->width, view->gui->list->height, view->ui->screens.has_lesson);
    int count = view->gui->list->width >= BOTH_PANELS_FROM_WIDTH ? ALL - OF_PANELS : ALL;
    for (int i = 0; i < count; i++) {
        item[i] = all[i];
        if (i >= ALL - OF_PANELS && has_column) /* which of both the one column shows */
            item[i].is_on = screen_is_open(&view->ui->screens, SCREEN_CONTROLS) == (i == ALL - OF_PANELS);
    }
    if (view->ui->screens.has_lesson)
        item[count++] = (TopItem){"top/present",
                                  view->gui->list->width >= KEYS_FROM_WIDTH ? tr(strings, STRING_TOP_PRESENT) : "",
                                  "present on",
                                  "present on",
                                  tr(strings, STRING_TOP_PRESENT_TIP),
                                  draw_present_icon,
                                  "",
                                  false,
                                  3};
    if (folded && view->gui->list->width >= 900) item[count++] = compare; /* else the name would have no room */
    int kept = 0;
    for (int i = 0; i < count; i++)
        if (item[i].rank <= most_rank) item[kept++] = item[i];
    count = kept;
    for (int i = 0; i < count; i++) {
        if (item[i].key_line) keymap_key_of(item[i].key, (int)sizeof item[i].key, view->keymap, item[i].key_line);
    }
    return count;
}

static double item_width(const Gui *gui, const TopItem *item, bool keys) {
    if (!item->label[0]) return 36;
    double width = gui_text_width(gui, FACE_UI_MEDIUM, 14, item->label) + 20;
    return keys && item->key[0] ? width + gui_key_cap_width(gui, item->key) + 8 : width;
}

/* Draws a button whose right edge is at `right`; returns the right edge of the next. */
static double draw_item(const View *view, double right, double y, const TopItem *item, bool keys) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    double width = item_width(gui, item, keys);
    Rect box = {right - width, y - 17, width, 34};
    if (item->is_on || gui_is_hot(gui, item->path)) draw_round(gui->list, box, 8, theme->raised);
    if (item->label[0]) {
        gui_text(gui, FACE_UI_MEDIUM, 14, box.x + 10, y + 5, ALIGN_LEFT, theme->text, item->label);
        if (keys && item->key[0]) gui_key_cap(gui, rect_right(box) - 10 - gui_key_cap_width(gui, item->key), y, item->key);
    } else {
        item->icon(gui, rect_mid_x(box), y);
    }
    Region *region = region_add(gui->region, REGION_BUTTON, box, item->path);
    text_format(region->command, (int)sizeof region->command, "%s", item->command);
    region->tip = add_key(view, item->tip, item->key);
    region->focusable = true;
    region->in_row = true;
    gui_focus_ring(gui, box, 8, item->path);
    return box.x - 4;
}

/* ---- Tabs ---- */

typedef struct TopPlan {
    ScreenId tab[SCREEN_COUNT];
    int tab_count;
    double tabs_x, tabs_width;
    bool folded;       /* the tabs are one drop-down */
    double name_x;     /* of the place, behind the mark and the program's name */
    double name_right; /* end of its room */
    double gap;        /* between mark, name and tabs */
    bool word, place;  /* has the program's name room, and has the place before the experiment's */
    bool keys;
    int most_rank; /* of the items at the right */
} TopPlan;

/* Screens of some tasks only, which have a tab where they have something to show; that of one number stands there while it is open: it is
   reached from the number. That of a burst stands there once a training has burst. */
static bool is_of_another_task(ScreenId id, const Setup *setup) {
    const Task *task = setup_task(setup);
    TaskOptions options = setup_task_options(setup);
    if (id == SCREEN_SERIES) return !task->feeds_back || !task->feeds_back(&options);
    return id == SCREEN_SENTIMENT && !(task->uses(&options) & TASK_USES_SENTENCES);
}

static int list_tabs(ScreenId tab[SCREEN_COUNT], const Setup *setup, const ScreenStack *screens, bool has_burst) {
    int count = 0;
    for (int id = 0; id < SCREEN_COUNT; id++) {
        bool is_empty = (id == SCREEN_BURST && !has_burst) || id == SCREEN_TERMS || is_of_another_task((ScreenId)id, setup);
        if (is_empty && !screen_is_open(screens, (ScreenId)id)) continue;
        if (screen_table[id].place == SCREEN_BASE || screen_table[id].place == SCREEN_INSIDE) tab[count++] = (ScreenId)id;
    }
    return count;
}

static double tab_width(const View *view, ScreenId id) {
    return ceil(gui_text_width(view->gui, FACE_UI_SEMIBOLD, TAB_SIZE, title_of(view->strings, id))) + TAB_PAD;
}

static double place_width(const View *view) {
    const char *word = view->ui->screens.has_lesson ? title_of(view->strings, SCREEN_COURSE) : tr(view->strings, STRING_TOP_SANDBOX);
    return gui_text_width(view->gui, FACE_UI, NAME_SIZE, word) + CRUMB;
}

/* The left end of the items at the right. */
static double find_right(const View *view, bool keys, bool folded, int most_rank) {
    TopItem item[TOP_ITEM_MAX];
    double right = view->gui->list->width - 20;
    for (int i = find_items(item, view, folded, most_rank) - 1; i >= 0; i--) right -= item_width(view->gui, &item[i], keys) + 4;
    return right;
}

/* The tabs in the middle of the stage; aside where the bar needs that; one drop-down where there is no room even so. */
static TopPlan plan_bar(const View *view) {
    const Gui *gui = view->gui;
    double width = gui->list->width;
    TopPlan plan = {.most_rank = TOP_RANK_MOST, .keys = width >= KEYS_FROM_WIDTH, .word = width >= 1100, .place = width >= 1000};
    double right = find_right(view, plan.keys, false, plan.most_rank);
    plan.gap = plan.place ? 16 : 8; /* a narrow bar gives its gaps to the name */
    plan.name_x = (plan.word ? NAME_X + gui_text_width(gui, FACE_UI_BOLD, 19, "unroll") : MARK_RIGHT) + plan.gap;
    plan.tab_count = list_tabs(plan.tab, view->setup, &view->ui->screens, view->burst != NULL);
    double widest = 0, least = plan.name_x + (plan.place ? place_width(view) : 0) + NAME_LEAST + 16;
    plan.tabs_width = 8;
    for (int i = 0; i < plan.tab_count; i++) {
        double tab = tab_width(view, plan.tab[i]);
        plan.tabs_width += tab;
        widest = fmax(widest, tab);
    }
    double wanted = least + NAME_WANTED - NAME_LEAST;    /* a long name has its room where the bar is wide */
    if (plan.keys && wanted + plan.tabs_width > right) { /* the name matters more than the keys */
        plan.keys = false;
        right = find_right(view, false, false, plan.most_rank);
    }
    plan.folded = least + plan.tabs_width > right;
    if (plan.folded) {
        plan.tabs_width = widest + (plan.place ? 34 : 30); /* the arrow beside the word */
        right = find_right(view, plan.keys, true, plan.most_rank);
        while (plan.most_rank > 0 && right - plan.tabs_width < plan.name_x - 8) right = find_right(view, plan.keys, true, --plan.most_rank);
    }
    double left_w = width < DRAWER_BELOW_WIDTH ? 0 : LEFT_PANEL_WIDTH, right_w = width < BOTH_PANELS_FROM_WIDTH ? 0 : RIGHT_PANEL_WIDTH;
    double middle = (left_w + width - right_w) / 2;
    plan.tabs_x = fmin(fmax(middle - plan.tabs_width / 2, wanted), right - plan.tabs_width);
    plan.name_right = plan.tabs_x - plan.gap;
    return plan;
}

/* The key of the screen; "" where none does it. */
static void find_key(char *key, int size, const View *view, ScreenId id) {
    char show[64];
    text_format(show, (int)sizeof show, id == SCREEN_STAGE ? "hide" : "show %s toggle", screen_table[id].name);
    keymap_key_of(key, size, view->keymap, show);
}

static void draw_tab(const View *view, Rect box, ScreenId id, bool chosen) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    char path[48], key[24];
    text_format(path, (int)sizeof path, "top/tab-%s", screen_table[id].name);
    if (chosen) {
        draw_round(gui->list, box, 7, theme->pill);
        if (!theme->dark) draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 6.5, 1, theme->line);
    } else if (gui_is_hot(gui, path)) {
        draw_round(gui->list, box, 7, color_mix(theme->raised, theme->line, 0.6));
    }
    gui_text(gui, chosen ? FACE_UI_SEMIBOLD : FACE_UI_MEDIUM, TAB_SIZE, rect_mid_x(box), gui_middle(rect_mid_y(box), TAB_SIZE),
             ALIGN_CENTER, chosen ? theme->text : theme->dim, title_of(view->strings, id));
    Region *region = region_add(gui->region, REGION_BUTTON, box, path);
    text_format(region->command, (int)sizeof region->command, "show %s", screen_table[id].name);
    find_key(key, (int)sizeof key, view, id);
    region->tip = add_key(view, tip_of(view->strings, id), key);
    region->focusable = true;
    region->in_row = true;
    gui_focus_ring(gui, box, 7, path);
}

static void draw_tabs(const View *view, const TopPlan *plan, double y) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    ScreenId shown = screen_find_inside(&view->ui->screens);
    if (plan->folded) {
        gui_dropdown(gui, rect(plan->tabs_x, y - 17, plan->tabs_width, 34), "top/tabs", -1, title_of(view->strings, shown), "",
                     tr(view->strings, STRING_TOP_TABS_TIP));
        return;
    }
    Rect box = rect(plan->tabs_x, y - 18, plan->tabs_width, 36);
    draw_round(gui->list, box, 9, theme->raised);
    double x = box.x + 4;
    for (int i = 0; i < plan->tab_count; i++) {
        double width = tab_width(view, plan->tab[i]);
        draw_tab(view, rect(x, y - 14, width, 28), plan->tab[i], plan->tab[i] == shown);
        x += width;
    }
}

int top_bar_list_tabs(const Strings *strings, const Setup *setup, const ScreenStack *screens, bool has_burst, MenuItem item[], int most,
                      int *chosen) {
    ScreenId tab[SCREEN_COUNT];
    int count = list_tabs(tab, setup, screens, has_burst);
    if (count > most) count = most;
    for (int i = 0; i < count; i++) {
        text_format(item[i].label, (int)sizeof item[i].label, "%s", title_of(strings, tab[i]));
        text_format(item[i].command, (int)sizeof item[i].command, "show %s", screen_table[tab[i]].name);
        item[i].tip = tip_of(strings, tab[i]);
        if (tab[i] == screen_find_inside(screens)) *chosen = i;
    }
    return count;
}

/* ---- The place ---- */

/* The name of the setup; of another one, or where that has no room, its task, cell and length, as many as there is room for. A short name is
   better than a part of a long one. */
static void format_name(char *out, int size, const View *view, double width) {
    const Gui *gui = view->gui;
    for (int i = 0; i < setup_preset_count; i++) {
        if (!setup_is_preset(view->setup, &setup_presets[i])) continue;
        text_format(out, size, "%s", tr_name(view->strings, setup_presets[i].label));
        if (gui_text_width(gui, FACE_UI_SEMIBOLD, NAME_SIZE, out) <= width) return;
    }
    char cell[24];
    const char *task = tr_name(view->strings, setup_task(view->setup)->label);
    setup_choice(cell, (int)sizeof cell, KEY_CELL, setup_get_int(view->setup, KEY_CELL), true);
    for (int form = 0; form < 5; form++) {
        if (form == 0) text_format(out, size, "%s · %s · T = %d", task, cell, view->run->wiring.steps);
        if (form == 1) text_format(out, size, "%s · %s", task, cell);
        if (form == 2) text_format(out, size, "%s", task);
        if (form == 3) text_format(out, size, "%s · T = %d", cell, view->run->wiring.steps);
        if (form == 4) text_format(out, size, "%s", cell);
        if (gui_text_width(gui, FACE_UI_SEMIBOLD, NAME_SIZE, out) <= width) return;
    }
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

static void draw_variants(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const char *lead = tr(view->strings, STRING_TOP_COMPARED);
    char names[256], line[320];
    format_variants(names, (int)sizeof names, view);
    double width = gui_text_width(gui, FACE_UI, 12, lead) + 6;
    if (width + gui_text_width(gui, FACE_UI, 12, names) > area.w) width = 0; /* the names say more */
    if (width > 0) gui_text(gui, FACE_UI, 12, area.x, area.y + 16, ALIGN_LEFT, gui->theme->dim, lead);
    gui_text_fit(gui, FACE_UI, 12, area.x + width, area.y + 16, area.w - width, ALIGN_LEFT, gui->theme->text, names);
    text_format(line, (int)sizeof line, "%s %s", lead, names);
    Region *region = region_add(gui->region, REGION_BUTTON, rect(area.x, area.y + 4, area.w, 16), "top/variants");
    text_format(region->command, (int)sizeof region->command, "show compare");
    region->tip = region_words(gui->region, "%s", line);
}

/* A lesson's number and title. */
static void draw_lesson(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Reader *reader = view->reader;
    char name[160];
    if (!reader || !reader->lesson) return;
    Str title = reader->lesson->front.title;
    if (title.count == 0) title = str_from(reader->name);
    if (reader->number > 0)
        text_format(name, (int)sizeof name, "%d · %.*s", reader->number, title.count, title.at);
    else
        str_copy(name, (int)sizeof name, title);
    gui_text_fit(gui, FACE_UI_SEMIBOLD, NAME_SIZE, area.x, gui_middle(area.y, NAME_SIZE), area.w, ALIGN_LEFT, gui->theme->text, name);
    Region *region = region_add(gui->region, REGION_BUTTON, rect(area.x, area.y - 14, area.w, 28), "top/lesson");
    text_format(region->command, (int)sizeof region->command, "show lesson");
    region->tip = region_words(gui->region, "%s", name);
}

static void draw_experiment(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const char *path = "top/presets";
    char name[96];
    bool open = strcmp(gui->state->menu_path, path) == 0, compares = view->variant_count > 0;
    double y = area.y - (compares ? 8 : 0), pad = 8, room = area.w - 2 * pad - 20;
    format_name(name, (int)sizeof name, view, room);
    double width = fmin(room, gui_text_width(gui, FACE_UI_SEMIBOLD, NAME_SIZE, name));
    Rect box = rect(area.x - pad, y - (compares ? 11 : 16), width + 2 * pad + 20, compares ? 22 : 32);
    if (open || gui_is_hot(gui, path)) draw_round(gui->list, box, 8, theme->raised);
    gui_text_fit(gui, FACE_UI_SEMIBOLD, NAME_SIZE, area.x, gui_middle(y, NAME_SIZE), width + 1, ALIGN_LEFT, theme->text, name);
    gui_chevron(gui, area.x + width + 14, y + 1, 9, open ? 2 : 0, theme->dim);
    Region *region = region_add(gui->region, REGION_DROPDOWN, box, path);
    region->tip = open ? NULL : tr(view->strings, STRING_TOP_PRESETS_TIP);
    region->focusable = true;
    gui_focus_ring(gui, box, 8, path);
    if (compares) draw_variants(view, rect(area.x, area.y, area.w, 0));
}

int top_bar_list_presets(const Strings *strings, const Setup *setup, MenuItem item[], int most, int *chosen) {
    int count = 0;
    for (; count < most && count < setup_preset_count; count++) {
        text_format(item[count].label, (int)sizeof item[count].label, "%s", tr_name(strings, setup_presets[count].label));
        text_format(item[count].command, (int)sizeof item[count].command, "preset %s", setup_presets[count].name);
        item[count].tip = tr_name(strings, setup_presets[count].help);
        if (setup_is_preset(setup, &setup_presets[count])) *chosen = count;
    }
    return count;
}

/* The word before the name: to the course from a lesson. Returns its right end. */
static double draw_word(const View *view, double x, double y) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    bool has_lesson = view->ui->screens.has_lesson;
    const char *word = has_lesson ? title_of(view->strings, SCREEN_COURSE) : tr(view->strings, STRING_TOP_SANDBOX);
    double width = gui_text_width(gui, FACE_UI, NAME_SIZE, word);
    Rect box = rect(x - 6, y - 15, width + 12, 30);
    if (has_lesson && gui_is_hot(gui, "top/place")) draw_round(gui->list, box, 7, theme->raised);
    gui_text(gui, FACE_UI, NAME_SIZE, x, gui_middle(y, NAME_SIZE), ALIGN_LEFT, theme->dim, word);
    gui_chevron(gui, x + width + 11, y, 8, 1, theme->faint);
    Region *region = region_add(gui->region, has_lesson ? REGION_BUTTON : REGION_HOVER, box, "top/place");
    region->tip = tr(view->strings, has_lesson ? STRING_TOP_COURSE_TIP : STRING_TOP_SANDBOX_TIP);
    if (has_lesson) {
        text_format(region->command, (int)sizeof region->command, "show course");
        region->focusable = true;
        gui_focus_ring(gui, box, 7, "top/place");
    }
    return x + width + CRUMB;
}

static void draw_place(const View *view, const TopPlan *plan, double y) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    double x = plan->name_x;
    if (plan->name_right - x < PLACE_LEAST) return;
    draw_rect(gui->list, rect(x, y - 12, 1, 24), theme->line);
    x += fmax(plan->gap, 10);
    if (plan->place) x = draw_word(view, x, y);
    Rect area = rect(x, y, plan->name_right - x, 0);
    if (view->ui->screens.has_lesson)
        draw_lesson(view, area);
    else
        draw_experiment(view, area);
}

void top_bar_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    draw_group(gui->list, "top");
    draw_rect(gui->list, area, theme->panel);
    draw_rect(gui->list, rect(area.x, rect_bottom(area) - 1, area.w, 1), theme->line);
    double y = rect_mid_y(area), right = rect_right(area) - 12;
    TopPlan plan = plan_bar(view);
    Rect brand = rect(area.x + 8, y - 18, plan.name_x - plan.gap - area.x, 36);
    if (gui_is_hot(gui, "top/course")) draw_round(gui->list, brand, 9, theme->raised);
    draw_mark(gui, area.x + 16, y);
    if (plan.word) gui_text(gui, FACE_UI_BOLD, 19, area.x + NAME_X, y + 6, ALIGN_LEFT, theme->text, "unroll");
    Region *region = region_add(gui->region, REGION_BUTTON, brand, "top/course");
    text_format(region->command, (int)sizeof region->command, "show course");
    region->tip = tr(view->strings, STRING_TOP_COURSE_TIP);
    region->focusable = true;
    gui_focus_ring(gui, brand, 9, "top/course");
    draw_place(view, &plan, y);
    draw_tabs(view, &plan, y);
    TopItem item[TOP_ITEM_MAX];
    for (int i = 0, count = find_items(item, view, plan.folded, plan.most_rank); i < count; i++)
        right = draw_item(view, right, y, &item[i], plan.keys);
}
