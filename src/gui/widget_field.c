/* The field that a person types into: a value that can be clicked and typed over, and, while it is edited, the text with caret and
   selection. Edit owns the text (edit.h).

   Byte and place are a pair: place_of draws, gui_field_caret_at picks. A text longer than the box is shifted so that the caret is visible,
   and only visible characters are drawn, so its length costs no time. */
#include "base/number.h"
#include "gui/widget.h"
#include <math.h>
#include <string.h>

static const double VALUE_SIZE = 14, FIELD_PAD = 7, SELECTION_HEIGHT = 18, WORDS_FROM = 220;

/* Text in a field that is wide enough for words is left-aligned; a value is right-aligned. */
static bool holds_words(Rect box) { return box.w >= WORDS_FROM; }

const char *gui_find_refused(const GuiState *state, const char *field) {
    size_t stem = strlen(state->error_path);
    bool is_mine = stem > 0 && strncmp(field, state->error_path, stem) == 0 && strcmp(field + stem, "/value") == 0;
    return is_mine && state->error_typed[0] ? state->error_typed : NULL;
}

static double width_of(const Gui *gui, Str text) { return text_width_of(gui->text, gui->scale, FACE_MONO_MEDIUM, VALUE_SIZE, text); }

/* The places of the parts of an edited text: the text up to the caret, the text that an input method composes there, and the rest. */
typedef struct EditPlace {
    double x;                 /* left end of the whole */
    double head, composed, w; /* widths: up to the caret, of the composed text, of the whole */
} EditPlace;

static EditPlace place_edit(const Gui *gui, Rect box) {
    const Edit *edit = &gui->state->edit;
    Str text = edit_text(edit), head = {text.at, edit->caret}, tail = {text.at + edit->caret, text.count - edit->caret};
    double room = box.w - 2 * FIELD_PAD;
    EditPlace place = {0, width_of(gui, head), width_of(gui, str_from(edit->composed)), 0};
    place.w = place.composed > 0 ? place.head + place.composed + width_of(gui, tail) : width_of(gui, text);
    /* Aligned as the value is. A text longer than the box begins at the left end of the box, until the caret would leave the box. */
    place.x = place.w <= room && !holds_words(box) ? rect_right(box) - FIELD_PAD - place.w
                                                   : box.x + FIELD_PAD - fmax(0, place.head + place.composed - room);
    return place;
}

static bool starts_character(char byte) { return ((unsigned char)byte & 0xC0) != 0x80; }

/* The last start of a character that is not right of x, from `from` on. Places grow with bytes, so bisection finds it. */
static int byte_before(const Gui *gui, Str text, double from, double x) {
    int low = 0, high = text.count;
    while (low < high) {
        int middle = (low + high + 1) / 2;
        while (middle > low && middle < text.count && !starts_character(text.at[middle])) middle--;
        if (middle == low) { /* only one character is left */
            middle = low + 1;
            while (middle < high && !starts_character(text.at[middle])) middle++;
        }
        if (from + width_of(gui, (Str){text.at, middle}) <= x) {
            low = middle;
        } else {
            high = middle - 1;
            while (high > low && !starts_character(text.at[high])) high--;
        }
    }
    return low;
}

int gui_field_caret_at(const Gui *gui, Rect box, double x) {
    Str text = edit_text(&gui->state->edit);
    double from = place_edit(gui, box).x;
    int before = byte_before(gui, text, from, x), after = before < text.count ? before + 1 : before;
    while (after < text.count && !starts_character(text.at[after])) after++;
    double left = from + width_of(gui, (Str){text.at, before}), right = from + width_of(gui, (Str){text.at, after});
    return x - left <= right - x ? before : after;
}

/* Draws the characters of a text at x that lie between left and right. */
static void draw_shown(const Gui *gui, Str text, double x, double baseline, double left, double right) {
    char shown[1024];
    int from = byte_before(gui, text, x, left), to = byte_before(gui, text, x, right);
    if (to < text.count) to++;
    while (to < text.count && !starts_character(text.at[to])) to++;
    if (to <= from) return; /* in the smallest windows a box may have no width */
    double at = x + width_of(gui, (Str){text.at, from});
    str_copy(shown, sizeof shown, (Str){text.at + from, to - from});
    gui_text(gui, FACE_MONO_MEDIUM, VALUE_SIZE, at, baseline, ALIGN_LEFT, gui->theme->text, shown);
}

static void draw_selection(const Gui *gui, Rect box, EditPlace place) {
    const Edit *edit = &gui->state->edit;
    const Theme *theme = gui->theme;
    Str all = edit_text(edit), selected = edit_selected(edit);
    double from = place.x + width_of(gui, (Str){all.at, (int)(selected.at - all.at)}), to = from + width_of(gui, selected);
    from = fmax(from - 2, box.x);
    to = fmin(to + 2, rect_right(box));
    draw_round(gui->list, rect(from, rect_mid_y(box) - SELECTION_HEIGHT / 2, to - from, SELECTION_HEIGHT), 3,
               color_over(theme->accent, theme->dark ? 0.35 : 0.25, theme->background));
}

static void draw_edit(const Gui *gui, Rect box) {
    const Theme *theme = gui->theme;
    const Edit *edit = &gui->state->edit;
    EditPlace place = place_edit(gui, box);
    Str text = edit_text(edit), composed = str_from(edit->composed);
    double middle = rect_mid_y(box), baseline = gui_middle(middle, VALUE_SIZE), caret = place.x + place.head;
    double left = box.x, right = rect_right(box);
    draw_round(gui->list, box, 6, theme->background);
    draw_round_stroke(gui->list, rect_inset(box, 0.75, 0.75), 5.25, 1.5,
                      gui_find_refused(gui->state, gui->state->edit_path) ? theme->bad : theme->accent);
    draw_clip(gui->list, rect_inset(box, 2, 1));
    bool selects = edit_selected(edit).count > 0;
    if (selects) draw_selection(gui, box, place);
    if (composed.count > 0) {
        draw_shown(gui, (Str){text.at, edit->caret}, place.x, baseline, left, right);
        draw_shown(gui, composed, caret, baseline, left, right);
        draw_rect(gui->list, rect(caret, middle + 7, place.composed, 1.5), theme->text);
        caret += place.composed;
        draw_shown(gui, (Str){text.at + edit->caret, text.count - edit->caret}, caret, baseline, left, right);
    } else {
        draw_shown(gui, text, place.x, baseline, left, right);
    }
    if (!selects) draw_rect(gui->list, rect(caret, middle - SELECTION_HEIGHT / 2, 1.5, SELECTION_HEIGHT), theme->accent);
    draw_unclip(gui->list);
}

static void draw_value(const Gui *gui, Rect box, double width, Color color, const char *value) {
    bool words = holds_words(box);
    gui_text_fit(gui, FACE_MONO_MEDIUM, VALUE_SIZE, words ? box.x + FIELD_PAD : rect_right(box) - FIELD_PAD,
                 gui_middle(rect_mid_y(box), VALUE_SIZE), words ? box.w - 2 * FIELD_PAD : width, words ? ALIGN_LEFT : ALIGN_RIGHT, color,
                 value);
}

Region *gui_field(const Gui *gui, Rect box, const char *path, int key, const char *value, Color color, const char *tip, bool disabled) {
    const Theme *theme = gui->theme;
    Region *region = region_add(gui->region, REGION_FIELD, box, path);
    region->key = key;
    region->tip = tip;
    region->disabled = disabled;
    if (strcmp(gui->state->edit_path, path) == 0) {
        draw_edit(gui, box);
        return region;
    }
    const char *refused = gui_find_refused(gui->state, path);
    if (refused) {
        draw_round(gui->list, box, 6, theme->background);
        draw_round_stroke(gui->list, rect_inset(box, 0.75, 0.75), 5.25, 1.5, theme->bad);
        draw_value(gui, box, box.w - 2 * FIELD_PAD, theme->text, refused);
        return region;
    }
    /* Under the pointer the field shows that it can be edited. */
    if (!disabled && gui_is_hot(gui, path)) {
        draw_round(gui->list, box, 6, theme->raised);
        draw_round_stroke(gui->list, rect_inset(box, 0.5, 0.5), 5.5, 1, theme->line);
    }
    bool plain = color.r == theme->accent.r && color.g == theme->accent.g && color.b == theme->accent.b;
    draw_value(gui, box, box.w - FIELD_PAD, color_over(plain ? theme->text : color, disabled ? 0.45 : 1, theme->panel), value);
    return region;
}
