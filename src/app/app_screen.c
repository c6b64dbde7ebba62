/* The screen: where bars, panels and stage stand, and in which order they are drawn.

       +---------------- top bar 56 ----------------+
       | story 380 |        stage       | controls  |
       |           |                    |   348     |
       |           +---- transport 72 --+           |
       +-----------+--------------------+-----------+

   All lengths are design pixels: screen pixels over the person's scale, which is clamped so that at least 800x500 of them
   remain, however small the window is; or 480 across where it is tall: then the one column stands below the transport. Below 1600 of width there is one column at the left for both panels, so that the stage keeps two thirds: the
   controls stand in it in place of the story while they are shown, and the few of a lesson's step stand below its text. Below 1280 (where the window is not tall and no lesson is open) the panels
   fold into drawers over the stage; while a slider is held in one, only its row is left of it. A panel that is taller than the window scrolls; it says how tall it
   is by a region "<panel>/end" at the foot of its content.

   The region under the pointer depends on the picture, and the picture on that region; the same holds for scrolling. If the first attempt
   changes one of them, the picture is built a second time and then accepted. */
#include "app/app_inside.h"
#include "app/app_over.h"
#include "base/number.h"
#include "data/tables.h"
#include "view/page/light.h"
#include "view/page/presenting.h"
#include "view/view.h"
#include <math.h>
#include <string.h>

/* ---- Scrolling ---- */

static double scroll_most(const Panel *panel) { return fmax(0, panel->content - panel->area.h); }

void app_scroll_screen(App *app, ScreenId id, double by) {
    double *scroll = &app->ui.scroll[id], to = fmin(fmax(*scroll + by, 0), scroll_most(&app->panel[id]));
    if (to == *scroll) return;
    *scroll = to;
    app->stale = true;
}

static bool is_panel_at(const App *app, ScreenId id, double x, double y) {
    return app->panel[id].present && rect_contains(app->panel[id].area, x, y);
}

/* From the topmost open screen down to the first modal one; below them stand the docked panels. */
bool app_scroll_at(App *app, double x, double y, double by) {
    const ScreenStack *screens = &app->ui.screens;
    for (int i = screens->count - 1; i >= 0; i--) {
        ScreenId id = screens->open[i];
        bool is_here = is_panel_at(app, id, x, y);
        if (is_here) app_scroll_screen(app, id, by);
        if (is_here || screen_table[id].is_modal) return is_here;
    }
    for (int id = 0; id < SCREEN_COUNT; id++) {
        if (!is_panel_at(app, (ScreenId)id, x, y)) continue;
        app_scroll_screen(app, (ScreenId)id, by);
        return true;
    }
    return false;
}

/* Is this the path of something on the screen: "controls/radius" on "controls"? */
static bool is_on_screen(ScreenId id, const char *path) {
    size_t stem = strlen(screen_table[id].name);
    return strncmp(path, screen_table[id].name, stem) == 0 && path[stem] == '/';
}

void app_scroll_into_view(App *app, const char *path) {
    const double margin = 16;
    const Region *region = region_find(&app->region, path);
    for (int id = 0; region && id < SCREEN_COUNT; id++) {
        const Panel *panel = &app->panel[id];
        if (!panel->present || !is_on_screen((ScreenId)id, path)) continue;
        /* Its clip is what of the panel scrolls; a foot that stays has none of its own and is in view. */
        double top = fmax(panel->area.y, region->clip.y), bottom = fmin(rect_bottom(panel->area), rect_bottom(region->clip));
        if (region->box.y >= top && rect_bottom(region->box) <= bottom) return;
        double above = top + margin - region->box.y, below = rect_bottom(region->box) + margin - bottom;
        if (above > 0)
            app_scroll_screen(app, (ScreenId)id, -above);
        else if (below > 0)
            app_scroll_screen(app, (ScreenId)id, below);
    }
}

/* Measures the content of a screen after it was drawn. True if it was scrolled past its end and must be drawn again. */
static bool measure_panel(App *app, const Gui *gui, ScreenId id, Rect area) {
    Panel *panel = &app->panel[id];
    double *scroll = &app->ui.scroll[id];
    char end_path[48];
    text_format(end_path, sizeof end_path, "%s/end", screen_table[id].name);
    const Region *end = region_find(&app->region, end_path);
    panel->present = true;
    panel->area = area;
    panel->content = end ? rect_bottom(end->box) + *scroll - area.y : area.h;
    double most = scroll_most(panel), bottom = end ? fmin(rect_bottom(area), rect_bottom(end->clip)) : rect_bottom(area);
    Rect scrolled = {area.x, area.y, area.w, bottom - area.y}; /* without a foot that stays */
    gui_scroll_bar(gui, scrolled, panel->content - area.h + scrolled.h, *scroll);
    if (*scroll <= most) return false;
    *scroll = most;
    return true;
}

/* ---- Parts ---- */

static void (*const draw_of[SCREEN_COUNT])(const View *view, Rect area) = {
#define SCREEN_ROW(ID, NAME, DRAW, ...) DRAW,
#include "view/screen_rows.h"
#undef SCREEN_ROW
};

/* Draws a screen as it will be after the queued settings, so that a knob stays under the hand. */
static void draw_queued(const App *app, const View *view, ScreenId id, Rect area) {
    View queued = *view;
    ControlQueue queue;
    app_find_queue(app, &queue);
    queued.setup = &queue.setup;
    queued.as_set = queue.sets;
    draw_of[id](&queued, area);
}

static void draw_content(const App *app, const View *view, ScreenId id, Rect area) {
    if (id == SCREEN_STORY && screen_find_inside(&app->ui.screens) == SCREEN_CELL) {
        cell_side_draw(view, area);
        return;
    }
    if (screen_find_inside(&app->ui.screens) == SCREEN_CLIFF && (id == SCREEN_STORY || id == SCREEN_CONTROLS)) {
        (id == SCREEN_STORY ? cliff_side_draw : cliff_controls_draw)(view, area);
        return;
    }
    ScreenId inside = screen_find_inside(&app->ui.screens);
    if (id == SCREEN_STORY && (inside == SCREEN_MICROSCOPE || inside == SCREEN_WEIGHTS || inside == SCREEN_ACTIVATION)) {
        microscope_side_draw(view, area);
        return;
    }
    if (id == SCREEN_STORY && screen_find_inside(&app->ui.screens) == SCREEN_COMPARE) {
        compare_side_draw(view, area);
        return;
    }
    if (screen_table[id].shows_queued && experiment_is_busy(&app->main))
        draw_queued(app, view, id, area);
    else
        draw_of[id](view, area);
}

/* A panel at a side, docked or as a drawer. Like the two functions below: true when it must be drawn again. */
static bool draw_panel(App *app, const View *view, ScreenId id, Rect area) {
    region_add(&app->region, REGION_BLOCK, area, screen_table[id].name);
    region_set_clip(&app->region, area);
    draw_clip(&app->list, area);
    draw_content(app, view, id, area);
    bool beyond = measure_panel(app, view->gui, id, area);
    draw_unclip(&app->list);
    region_clear_clip(&app->region);
    return beyond;
}

static bool draw_page(App *app, const View *view, ScreenId id, Rect window) {
    char path[48];
    draw_content(app, view, id, window);
    text_format(path, sizeof path, "%s/page", screen_table[id].name);
    const Region *page = region_find(&app->region, path);
    return measure_panel(app, view->gui, id, page ? page->box : window);
}

/* Dims everything below a modal screen; a click there closes the screen. */
static void cover(App *app, const View *view, Rect area, const char *name, bool dims) {
    char path[48];
    if (dims) draw_rect(&app->list, area, (Color){0, 0, 0, view->gui->theme->dark ? 140 : 90});
    text_format(path, sizeof path, "%s/behind", name);
    Region *behind = region_add(&app->region, REGION_BLOCK, area, path);
    text_format(behind->command, sizeof behind->command, "hide");
    region_begin_modal(&app->region);
}

/* The slider that is held: its row in the picture before, or a box of height 0. */
static Rect find_held_row(const App *app) {
    static const char *const parts[] = {"", "/label", "/value"};
    const char *active = app->ui.gui.active;
    const Region *slider = active[0] ? region_find(&app->region, active) : NULL;
    if (!slider || slider->kind != REGION_SLIDER) return rect(0, 0, 0, 0);
    Rect row = slider->box;
    for (int i = 1; i < 3; i++) {
        char path[REGION_PATH_SIZE + 8];
        text_format(path, sizeof path, "%s%s", active, parts[i]);
        const Region *part = region_find(&app->region, path);
        if (!part) continue;
        double right = fmax(rect_right(row), rect_right(part->box)), bottom = fmax(rect_bottom(row), rect_bottom(part->box));
        row.x = fmin(row.x, part->box.x);
        row.y = fmin(row.y, part->box.y);
        row.w = right - row.x;
        row.h = bottom - row.y;
    }
    return rect_inset(row, -4, -6); /* beside it stands the scroll bar */
}

/* While one of its sliders is held, a drawer gives way to what the slider changes: only its row is left. */
static bool draw_held_row(App *app, const View *view, ScreenId id, Rect area, Rect row) {
    draw_clip(&app->list, row);
    bool beyond = draw_panel(app, view, id, area);
    draw_unclip(&app->list);
    draw_round_stroke(&app->list, rect_inset(row, 0.5, 0.5), 7.5, 1, view->gui->theme->line);
    return beyond;
}

/* An open screen: a drawer over `body`, which leaves the top bar free, or a page over the whole window. `held`: the row of the slider that is held. */
static bool draw_screen(App *app, const View *view, ScreenId id, Rect window, Rect body, Rect held) {
    const ScreenRow *row = &screen_table[id];
    bool is_page = row->place == SCREEN_PAGE, is_held = screen_is_panel(id) && is_on_screen(id, app->ui.gui.active) && held.h > 0;
    draw_layer(&app->list, LAYER_OVERLAY);
    draw_group(&app->list, is_page ? row->name : "drawer");
    if (row->is_modal) cover(app, view, is_page ? window : body, is_page ? row->name : "drawer", !is_held);
    Rect area = body;
    if (row->place == SCREEN_LEFT) area = rect_cut_left(&body, fmin(LEFT_PANEL_WIDTH, body.w));
    if (row->place == SCREEN_RIGHT) area = rect_cut_right(&body, fmin(RIGHT_PANEL_WIDTH, body.w));
    bool beyond = is_page   ? draw_page(app, view, id, window)
                  : is_held ? draw_held_row(app, view, id, area, held)
                            : draw_panel(app, view, id, area);
    draw_layer(&app->list, LAYER_PAGE);
    return beyond;
}

/* In a column lower than this, the controls of a lesson's step are one button where they would leave less than this to its text. */
static const double FOLDS_BELOW = 740, READING_LEAST = 400, FOLDED_HEIGHT = 48;

/* Both panels docked in the one column at the left. */
static bool draw_column(App *app, const View *view, Rect column) {
    const ScreenStack *screens = &app->ui.screens;
    if (screen_is_open(screens, SCREEN_CONTROLS) || (app->ui.is_bare && !screens->has_lesson))
        return draw_panel(app, view, SCREEN_CONTROLS, column);
    double most = floor(column.h * 0.45), controls_h = 0;
    bool is_limited = reader_limits_controls(view->reader), is_folded = false;
    bool is_of_cliff = screen_find_inside(screens) == SCREEN_CLIFF, has_rows = is_of_cliff || controls_has_rows(view);
    if (is_of_cliff || is_limited) {
        controls_h = is_of_cliff ? most : fmin(controls_least_height(view), most);
        is_folded =
            screens->has_lesson && !app->ui.is_bare && column.h < FOLDS_BELOW && (!has_rows || column.h - controls_h < READING_LEAST);
        if (is_folded) controls_h = has_rows ? FOLDED_HEIGHT : 0;
    }
    Rect foot = rect_cut_bottom(&column, controls_h);
    bool beyond = false;
    if (is_folded && controls_h > 0)
        controls_draw_folded(view, foot);
    else if (controls_h > 0)
        beyond = draw_panel(app, view, SCREEN_CONTROLS, foot);
    return draw_panel(app, view, screens->has_lesson ? SCREEN_LESSON : SCREEN_STORY, column) || beyond;
}

/* Without the bar there is no way to a column that is not needed: only a lesson's text, or the controls that were named. */
static bool has_column(const App *app) {
    const UiState *ui = &app->ui;
    bool is_needed = ui->screens.has_lesson;
    for (int key = 0; key < KEY_COUNT; key++) is_needed = is_needed || (ui->limits_controls && ui->shows_key[key]);
    return ui->is_bare ? is_needed : !app_is_narrow(app) && !app_has_both_panels(app);
}

/* The panels that are docked need not be open. */
static void close_docked(App *app) {
    ScreenStack *screens = &app->ui.screens;
    if (app_is_narrow(app)) return;
    if (app_has_both_panels(app) || !screen_is_open(screens, SCREEN_CONTROLS)) screen_drop_panels(screens);
}

/* The columns that are a series, by their names. */
static int list_columns(const App *app, MenuItem item[APP_MENU_MAX], int *chosen) {
    const Tables *own = app->main.lab.setup.own_text ? app->main.lab.setup.own_text->tables : NULL;
    const Series *shown = own ? tables_series(own, setup_get_int(&app->main.lab.setup, KEY_COLUMN)) : NULL;
    int count = 0;
    for (int i = 0; own && i < own->column_count && count < APP_MENU_MAX; i++) {
        if (own->series[i].count == 0) continue;
        if (&own->series[i] == shown) *chosen = count;
        text_format(item[count].label, (int)sizeof item[count].label, "%s", own->series[i].column);
        app_setup_line(item[count].command, sizeof item[count].command, KEY_COLUMN, i + 1);
        item[count++].tip = NULL;
    }
    return count;
}

int app_list_menu(const App *app, const Region *dropdown, MenuItem item[APP_MENU_MAX], int *chosen) {
    const Setup *setup = &app->main.lab.setup;
    int count = 0;
    *chosen = -1;
    for (int i = 0; i < APP_MENU_MAX; i++) item[i].picture = NULL;
    if (strcmp(dropdown->path, "top/tabs") == 0)
        return top_bar_list_tabs(&app->strings, setup, &app->ui.screens, app_find_burst(app) != NULL, item, APP_MENU_MAX, chosen);
    if (dropdown->key < 0) {
        count = top_bar_list_presets(&app->strings, setup, item, APP_MENU_MAX, chosen);
        for (int i = 0; i < count; i++) item[i].picture = app_find_preset_picture(app, i);
        return count;
    }
    SetupKey key = (SetupKey)dropdown->key;
    if (key == KEY_COLUMN) return list_columns(app, item, chosen);
    if (setup_table[key].kind != SETUP_CHOICE) return 0;
    *chosen = setup_get_int(setup, key);
    for (; count < APP_MENU_MAX && setup_choice(item[count].label, sizeof item[count].label, key, count, true); count++) {
        app_setup_line(item[count].command, sizeof item[count].command, key, count);
        tr_said(&app->strings, item[count].label, (int)sizeof item[count].label);
        item[count].tip = key == KEY_TASK ? tr_name(&app->strings, task_table[count]->help) : NULL;
    }
    return count;
}

static void draw_menu(App *app, const Gui *gui, Rect window) {
    GuiState *state = &app->ui.gui;
    const Region *dropdown = region_find(&app->region, state->menu_path);
    MenuItem item[APP_MENU_MAX];
    int chosen, count = dropdown && dropdown->kind == REGION_DROPDOWN ? app_list_menu(app, dropdown, item, &chosen) : 0;
    if (count == 0) {
        state->menu_path[0] = '\0';
        return;
    }
    Rect anchor = dropdown->box;
    draw_layer(&app->list, LAYER_OVERLAY);
    draw_group(&app->list, "menu");
    Region *behind = region_add(&app->region, REGION_BLOCK, window, "menu/behind");
    text_format(behind->command, sizeof behind->command, "hide");
    region_begin_modal(&app->region);
    gui_menu(gui, rect_inset(window, 4, 4), anchor, state->menu_path, item, count, chosen);
    draw_layer(&app->list, LAYER_PAGE);
}

/* ---- Pointer and focus ---- */

static bool follows_pointer(const Region *region) { return region && region->can_drag; }

void app_update_hover(App *app) {
    GuiState *gui = &app->ui.gui;
    const Region *active = gui->active[0] ? region_find(&app->region, gui->active) : NULL;
    const Region *hot = follows_pointer(active) || (active && app->pull.is_on) ? active : app_hot_region(app);
    if (strcmp(gui->hot, hot ? hot->path : "") != 0) {
        text_format(gui->hot, sizeof gui->hot, "%s", hot ? hot->path : "");
        app->hover_s = 0;
    }
    app->ui.hover = hot ? region_subject_at(hot, gui->x, gui->y) : SUBJECT_OF_NOTHING;
}

void app_set_focus(App *app, const char *path, bool by_keyboard) {
    GuiState *gui = &app->ui.gui;
    text_format(gui->focus, sizeof gui->focus, "%s", path);
    gui->show_focus = by_keyboard;
    if (path[0]) {
        text_format(app->from, sizeof app->from, "%s", path);
        app_scroll_into_view(app, path);
    }
    app->stale = true;
}

/* ---- The picture ---- */

static void add_variants(View *view, const Compare *compare, HeatCache heat[VARIANT_MAX]) {
    view->variant_count = compare->count;
    view->variant_version = compare->version;
    for (int i = 0; i < compare->count; i++) {
        const ComparedRun *item = compare->item[i];
        view->variant[i] = (ViewVariant){.name = item->variant.name,
                                         .setup = &item->setup,
                                         .run = item->is_known ? &item->run : NULL,
                                         .is_current = item->is_current,
                                         .is_stopped = item->is_stopped,
                                         .has_other_data = item->is_known && variant_has_other_sequences(view->setup, &item->setup),
                                         .trouble = item->trouble,
                                         .rule = &item->variant,
                                         .heat = &heat[i],
                                         .record = item->point,
                                         .record_count = item->point_count,
                                         .update_s = item->update_s};
    }
}

/* The stage, or the screen that stands in its place. On the way from one to the other that screen stands over the stage. */
void app_draw_middle(const View *view, Rect body) {
    if (view->ui->inside_open < 1) stage_draw(view, body);
    if (view->ui->inside_open > 0) draw_of[view->ui->inside](view, body);
}

static const double COLUMN_BELOW = 0.5, STAGE_LEAST = 320; /* of what a tall window has below its top bar; the least height of its stage */

/* The panels and bars about the stage. True when one must be drawn again. */
static bool draw_window(App *app, const View *view, Rect window) {
    bool beyond = false, both = app_has_both_panels(app), has_one = has_column(app), tall = screen_is_tall(window.w, window.h);
    UiState *ui = &app->ui;
    Rect body = window, top = rect_cut_top(&body, app_top_height(app));
    Rect column = !has_one ? rect(0, 0, 0, 0)
                  : tall   ? rect_cut_bottom(&body, floor(fmin(body.h * COLUMN_BELOW, body.h - TRANSPORT_HEIGHT - STAGE_LEAST)))
                           : rect_cut_left(&body, screen_column_width(window.w));
    Rect left = rect_cut_left(&body, both ? LEFT_PANEL_WIDTH : 0), right = rect_cut_right(&body, both ? RIGHT_PANEL_WIDTH : 0);
    Rect transport = rect_cut_bottom(&body, TRANSPORT_HEIGHT);
    app->stage = body;

    draw_layer(&app->list, LAYER_STAGE);
    region_set_clip(&app->region, body);
    app_draw_middle(view, body);
    region_clear_clip(&app->region);
    draw_layer(&app->list, LAYER_PAGE);
    if (has_one) beyond = draw_column(app, view, column);
    if (both) {
        for (int id = 0; id < SCREEN_COUNT; id++)
            if (screen_is_panel((ScreenId)id) && id != (ui->screens.has_lesson ? SCREEN_STORY : SCREEN_LESSON))
                beyond = draw_panel(app, view, (ScreenId)id, screen_table[id].place == SCREEN_LEFT ? left : right) || beyond;
    }
    region_add(&app->region, REGION_BLOCK, transport, "transport");
    (screen_find_inside(&ui->screens) == SCREEN_CLIFF ? cliff_track_draw : transport_draw)(view, transport);
    if (top.h > 0) {
        region_add(&app->region, REGION_BLOCK, top, "top");
        top_bar_draw(view, top);
    }
    light_draw(view);
    return beyond;
}

/* A lesson that is presented: the projector's picture, or the lecturer's. */
static void draw_presented(App *app, const View *view, Rect window) {
    Gui gui = *view->gui;
    View still = *view;
    gui.has_no_buttons = true;
    still.gui = &gui;
    if (app->at_surface)
        app->next_px = notes_draw(view, window).w * gui.scale;
    else
        app->stage = presenting_draw(&still, window, !app->is_ahead);
    if (!app->at_surface && !app->is_ahead) ((Present *)app->present)->shape = window.h / window.w; /* its first field */
}

void app_fill_view(App *app, View *view, const Gui *gui) {
    UiState *ui = &app->ui;
    size_t weight = 0;
    app->measures.failed = app->lacks_memory = false;
    app->main.probe.failed = false;
    /* The probe writes to the weight for a moment: not while the worker reads it. */
    bool probed = view_find_weight(&weight, &app->main.lab.run, ui) && experiment_probe(&app->main, weight);
    *view = (View){
        .gui = gui, .setup = &app->main.lab.setup, .run = &app->main.lab.run, .ui = ui, .kept_bytes = experiment_kept_bytes(&app->main)};
    view->course = app->course;
    view->files = app->files.list;
    view->exports = &app->exports;
    view->work_count = app_list_work(app, view->work);
    view->words = &app->words;
    view->reader = app->study ? &app->study->reader : NULL;
    view->heat = &app->heat;
    view->curve = app->curve;
    view->record = experiment_find_record(&app->main, &view->record_count, &view->changed_update);
    view->measure_done = experiment_measure_done(&app->main);
    view->update_s = app->main.update_s;
    view->burst = app_find_burst(app);
    view->burst_run = app_form_burst(app);
    view->account = app_measure_cell(app);
    view->cliff = app_measure_cliff(app);
    view->writer = app_measure_writer(app);
    view->microscope = app_measure_microscope(app);
    view->forecast = app_measure_forecast(app);
    view->sentence = app_measure_sentence(app);
    view->check = app_measure_check(app);
    view->terms = app_form_terms(app);
    view->terms_chain = app->terms_chain;
    view->terms_chain_count = view->terms ? app->terms_chain_count : 0;
    view->strings = &app->strings;
    view->settings = &app->settings;
    view->keymap = &app->keymap;
    view->version = app->main.lab.version;
    view->ghost = app->ghost_version == app->main.lab.version && ghost_fits(&app->ghost, &app->main.lab.run) ? &app->ghost : NULL;
    view->probe = probed ? &app->main.probe : NULL;
    bool is_compared = view_wants_compared_digits(ui);
    if (view_wants_digits(ui) || is_compared) {
        experiment_probe_digits(&app->main, !app->is_window);
        view->digits = &app->main.digits;
    }
    if (is_compared && compare_probe_digits(&app->compare, app->main.trains, !app->is_window)) app->stale = true;
    view->lost = app_find_lost(app);
    if (random_search_is_of(&app->search, view->setup)) view->search = &app->search;
    if (app->trials.count > 0) view->trials = &app->trials;
    add_variants(view, &app->compare, app->compared_heat);
    for (int i = 0; is_compared && i < view->variant_count; i++) view->variant[i].digits = &app->compare.item[i]->digits;
    view->present = (const Present *)app->present; /* its first field */
}

/* True when a panel had to be moved, so that the picture is to be built again. */
static bool build_once(App *app) {
    UiState *ui = &app->ui;
    const Theme *theme = theme_get(settings_theme(&app->settings));
    double scale = app_scale(app);
    Rect window = {0, 0, ui->width_px / scale, ui->height_px / scale};
    Gui gui = {.list = &app->list,
               .region = &app->region,
               .theme = theme,
               .text = &app->text,
               .scale = scale,
               .state = &ui->gui,
               .and_more = tr(&app->strings, STRING_CHART_AND_MORE),
               .how_digits = tr(&app->strings, STRING_HINT_DIGITS)};
    View view;
    app_fill_view(app, &view, &gui);
    view.morph = app_begin_morph(app, &view);
    bool beyond = false, narrow = app_is_narrow(app);
    Rect held = find_held_row(app);
    close_docked(app);
    for (int id = 0; id < SCREEN_COUNT; id++) app->panel[id].present = false;
    region_reset(&app->region);
    draw_begin(&app->list, window.w, window.h, scale, theme->background);

    Rect overlaid = window;
    if (app->present)
        draw_presented(app, &view, window);
    else
        beyond = draw_window(app, &view, window), rect_cut_top(&overlaid, app_top_height(app));
    for (int i = 0; i < ui->screens.count; i++) {
        ScreenId id = ui->screens.open[i];
        bool is_docked = screen_is_panel(id) && !narrow;
        if (screen_table[id].place == SCREEN_INSIDE || is_docked) continue;
        beyond = draw_screen(app, &view, id, window, overlaid, held) || beyond;
    }
    if (ui->gui.menu_path[0]) {
        draw_menu(app, &gui, window); /* a message waits until a person has chosen */
    } else if (!app->present ||
               (!app->is_ahead && (app->at_surface || !app->is_mirrored))) { /* the class sees none where the lecturer does */
        app_draw_message(app, &gui, app->stage.h > 0 ? app->stage : window);
        work_draw(&view, app->stage.h > 0 ? app->stage : window);
    }
    app_draw_tip(app, &view, window);
    if (app->measures.failed || app->main.probe.failed || app->lacks_memory) draw_fail(&app->list);
    return beyond;
}

/* The focus stays only on what can have it. */
static bool drop_lost_focus(App *app) {
    GuiState *gui = &app->ui.gui;
    bool lost = false;
    if (gui->focus[0]) {
        const Region *region = region_find(&app->region, gui->focus);
        if (!region || !region_is_reachable(&app->region, region)) {
            gui->focus[0] = '\0';
            lost = true;
        }
    }
    if (gui->edit_path[0]) {
        const Region *region = region_find(&app->region, gui->edit_path);
        if (!region || region->disabled) {
            app_cancel_edit(app);
            lost = true;
        }
    }
    return lost;
}

/* What the pointer is on was found in the last picture. The experiment may have another shape since; then it is nothing until the
   regions of the new picture are known. */
static void drop_lost_subject(App *app) {
    if (!view_has_subject(&app->main.lab.run, &app->ui.hover)) app->ui.hover = SUBJECT_OF_NOTHING;
}

static void swap(void *a, void *b, size_t size) {
    unsigned char *x = a, *y = b;
    for (size_t i = 0; i < size; i++) {
        unsigned char kept = x[i];
        x[i] = y[i];
        y[i] = kept;
    }
}

void app_draw_elsewhere(App *app, DrawList *list, RegionList *region, HeatCache *heat, HeatCache compared_heat[VARIANT_MAX]) {
    Rect stage = app->stage;
    for (int turn = 0; turn < 2; turn++) {
        swap(&app->list, list, sizeof *list);
        swap(&app->region, region, sizeof *region);
        swap(&app->heat, heat, sizeof *heat);
        swap(app->compared_heat, compared_heat, sizeof app->compared_heat);
        app->morph.is_elsewhere = turn == 0;
        if (turn == 0) build_once(app);
    }
    app->stage = stage;
    app->stale = true;
}

void app_build(App *app) {
    drop_lost_subject(app);
    for (int attempt = 0; attempt < 3; attempt++) {
        Subject hover = app->ui.hover;
        char hot[48];
        memcpy(hot, app->ui.gui.hot, sizeof hot);
        bool again = build_once(app);
        again = drop_lost_focus(app) || again;
        app_update_hover(app);
        again = again || strcmp(hot, app->ui.gui.hot) != 0 || hover.kind != app->ui.hover.kind || hover.step != app->ui.hover.step ||
                hover.unit != app->ui.hover.unit || hover.layer != app->ui.hover.layer || hover.direction != app->ui.hover.direction;
        if (!again) break;
    }
    app->built = true;
    app->compared_version = app->compare.version;
    if (app->at_surface == 0) app_spoil_surfaces(app);
    app->stale = app->list.failed; /* another attempt in the next frame */
}

void app_refresh(App *app) {
    if (app->stale || !app->built) app_build(app);
}
