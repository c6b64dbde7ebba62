/* The open menu of a drop-down.

   Items without notes are one column of rows. Items with notes (one sentence each) are shown as label and note in as few columns as give a
   comfortable height; if the window is too low for that, the labels are one column and the note of the highlighted item stands beside
   them. */
#include "base/number.h"
#include "gui/widget.h"
#include <math.h>
#include <string.h>

enum { PAD = 4, GAP = 4, MARK = 30, COLUMNS = 3 };
static const double LABEL = 14, NOTE = 12.5, NOTE_LEADING = 17, LABEL_ROW = 24, NOTE_FOOT = 8, COLUMN_WIDTH = 400, COLUMN_LEAST = 250,
                    SIDE_WIDTH = 300, COMFORT = 0.7, PICTURE_ROOM = MENU_PICTURE_W + 14;

typedef struct Menu {
    const Gui *gui;
    const char *path;
    const MenuItem *item;
    int count, chosen;
    int columns, per_column; /* 0 columns: notes stand at the side */
    bool notes, pictures;
    double width; /* of a column */
    double row;   /* height where no notes stand below the labels */
    Rect box;
} Menu;

static void draw_check(const Gui *gui, double x, double y, Color color) {
    draw_path_begin(gui->list);
    draw_path_move(gui->list, x - 4.5, y + 0.5);
    draw_path_line(gui->list, x - 1.5, y + 3.5);
    draw_path_line(gui->list, x + 4.5, y - 3.5);
    draw_path_stroke(gui->list, 2, color, 0);
}

static int wrap_note(const Menu *menu, DrawList *list, double x, double y, double width, const char *note) {
    const Gui *gui = menu->gui;
    return text_wrap(list, gui->text, gui->scale, FACE_UI, NOTE, rect(x, y, width, 0), NOTE_LEADING, gui->theme->dim, note);
}

/* Draws the picture beside the words of an item. */
static double picture_room(const Menu *menu) { return menu->pictures && menu->columns > 0 ? PICTURE_ROOM : 0; }

static void draw_picture(const Gui *gui, const Picture *picture, Rect box) {
    if (picture->cell)
        draw_image(gui->list, box, picture->cols, picture->rows, picture->cell);
    else
        draw_rect(gui->list, box, gui->theme->background);
    draw_round_stroke(gui->list, rect_inset(box, -0.5, -0.5), 1, 1, gui->theme->line);
}

static double item_height(const Menu *menu, int index) {
    const char *note = menu->item[index].tip;
    if (menu->columns == 0 || !menu->notes) return menu->row;
    if (!note) return LABEL_ROW + NOTE_FOOT;
    double words = LABEL_ROW + fmax(1, wrap_note(menu, NULL, 0, 0, menu->width - MARK - 10 - picture_room(menu), note)) * NOTE_LEADING;
    return fmax(words, menu->pictures ? MENU_PICTURE_H + 6 : 0) + NOTE_FOOT;
}

static double column_height(const Menu *menu, int column) {
    double height = 0;
    for (int i = column * menu->per_column; i < (column + 1) * menu->per_column && i < menu->count; i++) height += item_height(menu, i);
    return height;
}

static double tallest_column(const Menu *menu) {
    double height = 0;
    for (int i = 0; i < (menu->columns > 0 ? menu->columns : 1); i++) height = fmax(height, column_height(menu, i));
    return height;
}

/* The smallest number of columns with notes that are not too high; false if the window has no room for any. */
static bool fit_notes(Menu *menu, Rect bounds, double below) {
    for (int comfortable = 1; comfortable >= 0; comfortable--) {
        double most = comfortable ? fmin(below, COMFORT * bounds.h) : bounds.h;
        for (menu->columns = 1; menu->columns <= COLUMNS; menu->columns++) {
            menu->per_column = (menu->count + menu->columns - 1) / menu->columns;
            menu->width = fmin(COLUMN_WIDTH, (bounds.w - 2 * PAD) / menu->columns);
            if (menu->width >= COLUMN_LEAST + picture_room(menu) && tallest_column(menu) + 2 * PAD <= most) return true;
        }
    }
    return false;
}

static void fit(Menu *menu, Rect bounds, Rect anchor) {
    const Gui *gui = menu->gui;
    double below = rect_bottom(bounds) - rect_bottom(anchor) - GAP, above = anchor.y - bounds.y - GAP;
    for (int i = 0; i < menu->count; i++) menu->notes = menu->notes || menu->item[i].tip;
    for (int i = 0; i < menu->count; i++) menu->pictures = menu->pictures || menu->item[i].picture;
    /* Rows have a comfortable height, or a smaller one if the window has no room for all of them. */
    menu->row =
        fmax(20, fmin(34, ((menu->notes ? fmax(below, above) : bounds.h) - 2 * PAD - 2 * GAP) / (menu->count > 0 ? menu->count : 1)));
    double width = anchor.w - 2 * PAD;
    if (!menu->notes || !fit_notes(menu, bounds, below)) {
        menu->columns = menu->notes ? 0 : 1;
        menu->per_column = menu->count;
        menu->width = menu->notes ? 0 : width;
        for (int i = 0; i < menu->count; i++)
            menu->width = fmax(menu->width, ceil(gui_text_width(gui, FACE_UI_SEMIBOLD, LABEL, menu->item[i].label)) + MARK + 8 + 1);
        menu->width = fmin(menu->width, bounds.w - 2 * PAD);
    }
    Rect box = rect(anchor.x, rect_bottom(anchor) + GAP, menu->width * (menu->columns > 0 ? menu->columns : 1) + 2 * PAD,
                    tallest_column(menu) + 2 * PAD);
    if (menu->columns == 0) box.w += fmin(SIDE_WIDTH, bounds.w - box.w);
    box.x = fmax(bounds.x, fmin(box.x, rect_right(bounds) - box.w));
    if (box.h > below) box.y = above >= box.h ? anchor.y - GAP - box.h : fmax(bounds.y, rect_bottom(bounds) - box.h);
    menu->box = box;
}

static bool is_lit(const Menu *menu, int index) {
    char path[48];
    text_format(path, sizeof path, "%s/%d", menu->path, index + 1);
    return gui_is_hot(menu->gui, path) || (menu->gui->state->show_focus && gui_is_focused(menu->gui, path));
}

static void draw_item(const Menu *menu, int index, Rect line) {
    const Gui *gui = menu->gui;
    const Theme *theme = gui->theme;
    const MenuItem *item = &menu->item[index];
    char path[48];
    text_format(path, sizeof path, "%s/%d", menu->path, index + 1);
    bool notes = menu->notes && menu->columns > 0, chosen = index == menu->chosen;
    if (is_lit(menu, index)) draw_round(gui->list, line, 6, color_mix(theme->raised, theme->line, 0.8));
    double middle = notes ? line.y + LABEL_ROW / 2 + 2 : rect_mid_y(line);
    if (chosen) draw_check(gui, line.x + MARK / 2.0, middle, theme->accent);
    gui_text_fit(gui, chosen || notes ? FACE_UI_SEMIBOLD : FACE_UI, LABEL, line.x + MARK, gui_middle(middle, LABEL), line.w - MARK - 8,
                 ALIGN_LEFT, theme->text, item->label);
    if (notes && item->tip)
        wrap_note(menu, gui->list, line.x + MARK, line.y + gui_middle(LABEL_ROW + NOTE_LEADING / 2, NOTE),
                  line.w - MARK - 10 - picture_room(menu), item->tip);
    if (notes && item->picture)
        draw_picture(gui, item->picture, rect(rect_right(line) - 8 - MENU_PICTURE_W, line.y + 7, MENU_PICTURE_W, MENU_PICTURE_H));
    Region *region = region_add(gui->region, REGION_BUTTON, line, path);
    text_format(region->command, sizeof region->command, "%s", item->command);
    region->tip = item->tip;
    region->focusable = true;
    region->in_row = true;
}

/* The note of the highlighted item, or of the chosen one. */
static void draw_side(const Menu *menu) {
    const Gui *gui = menu->gui;
    int shown = menu->chosen;
    for (int i = 0; i < menu->count; i++)
        if (is_lit(menu, i)) shown = i;
    double x = menu->box.x + PAD + menu->width + 14, width = rect_right(menu->box) - PAD - 12 - x;
    draw_rect(gui->list, rect(x - 8, menu->box.y + 10, 1, menu->box.h - 20), gui->theme->line);
    if (shown < 0) return;
    gui_text_fit(gui, FACE_UI_SEMIBOLD, LABEL, x, menu->box.y + PAD + gui_middle(17, LABEL), width, ALIGN_LEFT, gui->theme->text,
                 menu->item[shown].label);
    double y = menu->box.y + PAD + 32 + NOTE, h = 2 * MENU_PICTURE_H;
    if (menu->item[shown].tip) y += wrap_note(menu, gui->list, x, y, width, menu->item[shown].tip) * NOTE_LEADING;
    if (menu->item[shown].picture && width >= 2 * MENU_PICTURE_W && y + h <= rect_bottom(menu->box) - PAD)
        draw_picture(gui, menu->item[shown].picture, rect(x, y, 2 * MENU_PICTURE_W, h));
}

void gui_menu(const Gui *gui, Rect bounds, Rect anchor, const char *path, const MenuItem *item, int count, int chosen) {
    Menu menu = {.gui = gui, .path = path, .item = item, .count = count, .chosen = chosen};
    fit(&menu, bounds, anchor);
    draw_round(gui->list, menu.box, 9, gui->theme->raised);
    draw_round_stroke(gui->list, rect_inset(menu.box, 0.5, 0.5), 8.5, 1, gui->theme->line);
    region_add(gui->region, REGION_BLOCK, menu.box, "menu");
    double y = 0;
    for (int i = 0; i < count; i++) {
        int column = i / menu.per_column;
        if (i % menu.per_column == 0) y = menu.box.y + PAD;
        double height = item_height(&menu, i);
        draw_item(&menu, i, rect(menu.box.x + PAD + column * menu.width, y, menu.width, height));
        y += height;
    }
    if (menu.columns == 0) draw_side(&menu);
}
