/* See copy.h. A view does not notice it: while it draws, all paths are without the prefix, both those under the pointer and those of
   regions; afterwards its new regions and charts get the prefix. */
#include "view/copy.h"
#include "base/number.h"
#include <string.h>

/* The path within this copy; "" where it is of another. */
static void cut_prefix(char path[REGION_PATH_SIZE], const char *prefix) {
    size_t stem = strlen(prefix);
    bool is_own = strncmp(path, prefix, stem) == 0;
    memmove(path, is_own ? path + stem : "", is_own ? strlen(path + stem) + 1 : 1);
}

static void add_prefix(char path[REGION_PATH_SIZE], const char *prefix) {
    char own[REGION_PATH_SIZE];
    memcpy(own, path, sizeof own);
    text_format(path, REGION_PATH_SIZE, "%s%s", prefix, own);
}

/* The UiState for this copy. */
static void look_within(UiState *ui, const char *prefix) {
    GuiState *gui = &ui->gui;
    char *path[] = {gui->hot, gui->active, gui->focus, gui->edit_path, gui->menu_path, gui->error_path};
    for (size_t i = 0; i < sizeof path / sizeof *path; i++) cut_prefix(path[i], prefix);
    if (gui->hot[0] != '\0' || gui->active[0] != '\0') return;
    ui->hover = SUBJECT_OF_NOTHING;
    gui->x = gui->y = -1;
}

void view_draw_copy(const View *view, const char *prefix, HeatCache *heat, void (*draw)(const View *view, Rect area), Rect area) {
    RegionList *list = view->gui->region;
    int regions = list->count, charts = list->chart_count;
    UiState ui = *view->ui;
    Gui gui = *view->gui;
    View copy = *view;
    look_within(&ui, prefix);
    gui.state = &ui.gui;
    copy.gui = &gui;
    copy.ui = &ui;
    copy.heat = heat;
    draw(&copy, area);
    for (int i = regions; i < list->count; i++) add_prefix(list->item[i].path, prefix);
    for (int i = charts; i < list->chart_count; i++) add_prefix(list->chart[i].path, prefix);
}
