/* The dialog of Ctrl+E: the form, size and background of the picture, or the kind of numbers; and the file. */
#include "base/number.h"
#include "view/page/files.h"
#include "view/view.h"
#include <math.h>
#include <string.h>

const char export_form_words[] = "png|svg|pdf|csv|mp4|gif|frames|model|arrays|case|sheet|pytorch|keras|unroll",
           export_of_words[] = "story|300|3000|30000", export_rate_words[] = "30|60",
           export_size_words[] = "window|1280x720|1920x1080|3840x2160", export_ground_words[] = "theme|transparent";
const long export_updates[EXPORT_OF_COUNT] = {0, 300, 3000, 30000};
const int export_rates[EXPORT_RATE_COUNT] = {30, 60};

enum { WIDE = 560, HIGH = 440, DATA_HIGH = 330, FILM_HIGH = 452, PAD = 28, ROW = 66, SECOND = 40, FIELD = 36, NOTE = 21, RATE_WIDE = 120 };

static void draw_choice(const View *view, Rect *left, StringId label, const char *path, const char *words, const char *labels, int chosen,
                        const char *command) {
    const Gui *gui = view->gui;
    Rect row = rect_cut_top(left, ROW);
    gui_text_fit(gui, FACE_UI_SEMIBOLD, 14, row.x, row.y + 14, row.w, ALIGN_LEFT, gui->theme->text, tr(view->strings, label));
    char shown[160];
    tr_labels(view->strings, shown, (int)sizeof shown, labels);
    gui_choice(gui, rect(row.x, row.y + 22, row.w, 34), path, words, shown, chosen, command);
}

static void draw_note(const View *view, Rect *left, const char *text) {
    const Gui *gui = view->gui;
    Rect box = {left->x, left->y + 14, left->w, 0};
    rect_cut_top(left, NOTE * text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 15, box, NOTE, gui->theme->dim, text) + 12);
}

/* Pictures in the first row, below them what holds the numbers. Films are possible with ffmpeg, as numbered pictures without it, and on a
   page not at all. */
static void draw_forms(const View *view, Rect *left, const ExportPlan *plan) {
    char words[128], numbers[128], labels[160];
    text_format(words, (int)sizeof words, "%s", export_form_words);
    char *films = strstr(words, "|mp4"), *first_number = strstr(words, "|model");
    text_format(numbers, (int)sizeof numbers, "%s", first_number + 1);
    *first_number = '\0';
    int chosen = plan->form < EXPORT_MODEL ? plan->form : -1;
    if (!plan->has_frames) {
        *films = '\0';
    } else if (!plan->has_ffmpeg) {
        text_format(films, (int)(words + sizeof words - films), "|frames");
        if (chosen == EXPORT_FRAMES) chosen = EXPORT_MP4;
    }
    draw_choice(view, left, STRING_EXPORT_FORM, "export/form", words, words, chosen, "export form");
    Rect second = rect_cut_top(left, SECOND);
    tr_labels(view->strings, labels, (int)sizeof labels, numbers);
    gui_choice(view->gui, rect(second.x, second.y - 4, second.w, 34), "export/form", numbers, labels, plan->form - EXPORT_MODEL,
               "export form");
    if (!plan->has_frames) draw_note(view, left, tr(view->strings, STRING_EXPORT_NO_FILM));
}

/* What is in a file that holds the numbers. */
static void draw_data(const View *view, Rect *left, const ExportPlan *plan) {
    static const StringId words[] = {STRING_EXPORT_MODEL,   STRING_EXPORT_ARRAYS, STRING_EXPORT_CASE,  STRING_EXPORT_SHEET,
                                     STRING_EXPORT_PYTORCH, STRING_EXPORT_KERAS,  STRING_EXPORT_UNROLL};
    draw_note(view, left, tr(view->strings, words[plan->form - EXPORT_MODEL]));
}

static void draw_film(const View *view, Rect *left, const ExportPlan *plan) {
    const Strings *strings = view->strings;
    char labels[160], text[240];
    int used = text_format(labels, (int)sizeof labels, "%s", tr(strings, STRING_EXPORT_STORY));
    for (int i = 1; i < EXPORT_OF_COUNT; i++) {
        used += text_format(labels + used, (int)sizeof labels - used, "|");
        used += text_format(labels + used, (int)sizeof labels - used, tr(strings, STRING_EXPORT_UPDATES), COUNT_TEXT(export_updates[i]));
    }
    draw_choice(view, left, STRING_EXPORT_OF, "export/of", export_of_words, labels, plan->of, "export of");
    if (plan->form == EXPORT_FRAMES && !plan->has_ffmpeg)
        text_format(text, (int)sizeof text, "%s", tr(strings, STRING_EXPORT_FRAMES));
    else if (plan->of > 0)
        text_format(text, (int)sizeof text, tr(strings, STRING_EXPORT_TRAINING), COUNT_TEXT(export_updates[plan->of]));
    else if (screen_find_inside(&view->ui->screens) == SCREEN_CLIFF)
        text_format(text, (int)sizeof text, "%s", tr(strings, STRING_EXPORT_DESCENT));
    else
        text_format(text, (int)sizeof text, tr(strings, STRING_EXPORT_STORY_NOTE), plan->story_s);
    draw_note(view, left, text);
}

void export_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const ExportPlan *plan = view->exports;
    char text[96], command[80], where[FILE_PATH_SIZE + 32];
    bool is_data = plan && plan->form >= EXPORT_MODEL, is_film = plan && plan->form >= EXPORT_MP4 && !is_data;
    double high = is_data ? DATA_HIGH : is_film ? FILM_HIGH : HIGH + (plan && !plan->has_frames ? 2 * NOTE + 12 : 0);
    Rect box = {0, 0, fmin(WIDE, area.w - 24), fmin(high, area.h - 24)};
    box.x = area.x + (area.w - box.w) / 2;
    box.y = area.y + (area.h - fmin(FILM_HIGH, area.h - 24)) / 2; /* the row of forms stays under the pointer, whatever is chosen */
    draw_round(gui->list, box, 12, theme->panel);
    draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 12, 1, theme->line);
    region_add(gui->region, REGION_BLOCK, box, "export/page");
    if (!plan) return;
    Rect left = rect_inset(box, PAD, PAD - 6);
    Rect head = rect_cut_top(&left, 44);
    gui_text_fit(gui, FACE_UI_BOLD, 22, head.x, head.y + 24, head.w, ALIGN_LEFT, theme->text, tr(view->strings, STRING_SCREEN_EXPORT));
    draw_forms(view, &left, plan);
    if (is_data) {
        draw_data(view, &left, plan);
    } else if (plan->form == EXPORT_CSV) {
        draw_note(view, &left, tr(view->strings, STRING_EXPORT_TABLE));
    } else {
        Rect rate = left, size = left;
        if (is_film) rate = rect_cut_right(&size, RATE_WIDE);
        if (is_film) size.w -= 16;
        if (is_film)
            draw_choice(view, &rate, STRING_EXPORT_RATE, "export/rate", export_rate_words, export_rate_words, plan->rate, "export rate");
        draw_choice(view, &size, STRING_EXPORT_SIZE, "export/size", export_size_words, export_size_words, plan->size, "export size");
        rect_cut_top(&left, ROW);
    }
    if (is_film)
        draw_film(view, &left, plan);
    else if (plan->form != EXPORT_CSV && !is_data)
        draw_choice(view, &left, STRING_EXPORT_GROUND, "export/ground", export_ground_words, export_ground_words, plan->is_clear,
                    "export ground");
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
