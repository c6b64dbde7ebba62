/* What the network writes behind the prompt, and the prompt to type. A click on a symbol shows its draw. */
#include "base/number.h"
#include "view/hint.h"
#include "view/text/text_picture.h"
#include <math.h>
#include <string.h>

enum { ROW = 23, FIELD = 34 };

/* Where the next symbol stands; false when the box is full. */
typedef struct Spot {
    Rect box;
    double x, y;
} Spot;

static bool begin_line(Spot *place) {
    place->x = place->box.x;
    place->y += ROW;
    return place->y + ROW <= rect_bottom(place->box) + 1;
}

static bool draw_symbol(const TextPicture *picture, Spot *place, int symbol, int letter) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    char name[TASK_NAME_SIZE], path[40];
    bool is_chosen = letter >= 0 && letter == picture->pen->letter;
    writer_spell(name, (int)sizeof name, view->setup, symbol);
    bool is_end = name[0] == '\n', is_wide = !picture->is_of_characters;
    if (is_end) text_name(name, (int)sizeof name, picture, symbol);
    double w = gui_text_width(gui, FACE_MONO, 15, name) + (is_wide ? 9 : 0);
    if (w < 5) w = 9;
    if (place->x + w > rect_right(place->box) && !begin_line(place)) return false;
    Rect box = rect(place->x, place->y, w, ROW);
    if (is_chosen) draw_round(gui->list, rect_inset(box, is_wide ? 0 : -1, 1), 3, gui->theme->pill);
    if (is_chosen) draw_round_stroke(gui->list, rect_inset(box, is_wide ? 0 : -1, 1), 3, 1.2, gui->theme->accent);
    if (!is_end || is_chosen)
        gui_text(gui, FACE_MONO, 15, box.x + (is_wide ? 4.5 : 0), box.y + 16, ALIGN_LEFT,
                 letter < 0 ? gui->theme->accent : gui->theme->text, name);
    if (letter >= 0) {
        text_format(path, (int)sizeof path, "text/letter%d", letter + 1);
        Region *region = region_add(gui->region, REGION_HOVER, box, path);
        text_format(region->command, (int)sizeof region->command, "text letter %d", letter + 1);
        region->tip = tr(view->strings, STRING_TEXT_LETTER_TIP);
    }
    place->x += w;
    return !is_end || begin_line(place);
}

static void draw_page(const TextPicture *picture, Rect box) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    int count, written;
    const short *prompt = writer_prompt(picture->writer, &count), *symbol = writer_written(picture->writer, &written);
    draw_round(gui->list, box, 8, gui->theme->panel);
    draw_round_stroke(gui->list, box, 8, 1, gui->theme->line);
    Spot place = {.box = rect_inset(box, 14, 8)};
    place.x = place.box.x;
    place.y = place.box.y;
    if (!writer_can_write(picture->writer)) {
        text_wrap(gui->list, gui->text, gui->scale, FACE_UI, 14, rect(place.x, place.y + 14, place.box.w, 0), 19, gui->theme->dim,
                  tr(view->strings, STRING_TEXT_BOTH));
        hint_add(view, box, "text/both", tr(view->strings, STRING_TEXT_BOTH));
        return;
    }
    bool has_room = true;
    for (int i = 0; i < count && has_room && picture->pen->prompt[0]; i++) has_room = draw_symbol(picture, &place, prompt[i], -1);
    for (int i = 0; i < written && has_room; i++) has_room = draw_symbol(picture, &place, symbol[i], i);
}

/* Sentences of the task of words that differ in their verb only: a click changes one word, some words back. */
static void draw_verbs(const TextPicture *picture, Rect row) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    static const char *const verb[] = {"eat", "paint", "drink"}, *const filler[] = {"now", "here", "today", "again", "maybe", "alone"};
    int items = setup_get_int(view->setup, KEY_ITEMS), fillers = items > 0 ? items : 3;
    double x = row.x, w = fmin((row.w - 16) / 3, 120);
    for (int v = 0; v < 3; v++) {
        char path[40], label[32], command[sizeof((Region *)0)->command];
        text_format(path, (int)sizeof path, "text/verb-%s", verb[v]);
        text_format(label, (int)sizeof label, "%s ...", verb[v]);
        int used = text_format(command, (int)sizeof command, "text prompt i want to %s", verb[v]);
        for (int i = 0; i < fillers && used + 14 < (int)sizeof command; i++)
            used += text_format(command + used, (int)sizeof command - used, " %s", filler[i % 6]);
        text_format(command + used, (int)sizeof command - used, " some");
        gui_button(gui, rect(x, row.y, w, 30), BUTTON_RAISED, path, label, command, tr(view->strings, STRING_TEXT_VERB_TIP));
        x += w + 8;
    }
}

/* The word five back is another one, by a click: what may come behind the prompt moves. */
static void draw_back(const TextPicture *picture, Rect row) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    int count, choices;
    const short *prompt = writer_prompt(picture->writer, &count), *choice = writer_back(picture->writer, &choices);
    char name[TASK_NAME_SIZE], label[TASK_NAME_SIZE + 40];
    text_name(name, (int)sizeof name, picture, prompt[count - WRITER_BACK]);
    text_format(label, (int)sizeof label, tr(view->strings, STRING_TEXT_FIVE_BACK), name);
    double x = row.x, w = gui_text_width(gui, FACE_UI, 13.5, label);
    gui_text_fit(gui, FACE_UI, 13.5, x, row.y + 20, row.w / 2, ALIGN_LEFT, gui->theme->text, label);
    hint_add(view, rect(x, row.y, fmin(w, row.w / 2), row.h), "text/five-back", tr(view->strings, STRING_TEXT_FIVE_BACK_TIP));
    x += fmin(w, row.w / 2) + 10;
    for (int i = 0; i < choices; i++) {
        char path[40], command[sizeof((Region *)0)->command];
        int used = text_format(command, (int)sizeof command, "text prompt");
        for (int p = 0; p < count; p++) {
            writer_spell(name, (int)sizeof name, view->setup, p == count - WRITER_BACK ? choice[i] : prompt[p]);
            used += text_format(command + used, (int)sizeof command - used, " %s", name);
        }
        writer_spell(name, (int)sizeof name, view->setup, choice[i]);
        text_format(path, (int)sizeof path, "text/back-%d", i + 1);
        double wide = gui_text_width(gui, FACE_UI_SEMIBOLD, 14, name) + 26;
        if (x + wide > rect_right(row) || used >= (int)sizeof command - 1) return;
        gui_button(gui, rect(x, row.y, wide, 30), BUTTON_RAISED, path, name, command, tr(view->strings, STRING_TEXT_FIVE_BACK_TIP));
        x += wide + 8;
    }
}

void text_draw_written(const TextPicture *picture, Rect area) {
    const View *view = picture->view;
    const Gui *gui = view->gui;
    char heading[96], update[24];
    draw_group(gui->list, "text/write");
    number_format_count(update, (int)sizeof update, view->run->update);
    text_format(heading, (int)sizeof heading, tr(view->strings, STRING_TEXT_WRITES), update);
    const char *label = tr(view->strings, STRING_TEXT_ANOTHER);
    double button = gui_text_width(gui, FACE_UI_SEMIBOLD, 13, label) + 26;
    text_heading(picture, rect(area.x, area.y, area.w - button - 8, area.h), "text/write", heading,
                 tr(view->strings, STRING_TEXT_WRITES_TIP));
    gui_button(gui, rect(rect_right(area) - button, area.y - 4, button, 26), BUTTON_PLAIN, "text/another", label, "text draw",
               tr(view->strings, STRING_TEXT_ANOTHER_TIP));
    rect_cut_top(&area, TEXT_HEADING);
    bool has_verbs = strcmp(setup_task(view->setup)->key, "words") == 0 && area.h > 150;
    int choices;
    (void)writer_back(picture->writer, &choices);
    bool has_back = choices > 0 && picture->pen->prompt[0] && area.h > 150;
    Rect verbs = rect_cut_bottom(&area, has_verbs || has_back ? 38 : 0), field = rect_cut_bottom(&area, FIELD);
    rect_cut_bottom(&area, 8);
    draw_page(picture, area);
    if (has_verbs) draw_verbs(picture, rect(verbs.x, verbs.y + 8, verbs.w, 30));
    if (has_back) draw_back(picture, rect(verbs.x, verbs.y + 8, verbs.w, 30));
    const char *name = tr(view->strings, STRING_TEXT_PROMPT);
    double w = gui_text_width(gui, FACE_UI_MEDIUM, 13.5, name) + 12;
    gui_text(gui, FACE_UI_MEDIUM, 13.5, field.x, field.y + 22, ALIGN_LEFT, gui->theme->text, name);
    hint_add(view, rect(field.x, field.y, w - 6, field.h), "text/prompt-label", tr(view->strings, STRING_TEXT_PROMPT_TIP));
    Rect box = rect(field.x + w, field.y, field.w - w, field.h);
    draw_round(gui->list, box, 7, gui->theme->raised);
    bool is_empty = !picture->pen->prompt[0];
    Region *region = gui_field(gui, rect_inset(box, 8, 3), "text/prompt", -1,
                               is_empty ? tr(view->strings, STRING_TEXT_PROMPT_EMPTY) : picture->pen->prompt,
                               is_empty ? gui->theme->dim : gui->theme->text, tr(view->strings, STRING_TEXT_PROMPT_TIP), false);
    text_format(region->command, (int)sizeof region->command, "text prompt");
}
