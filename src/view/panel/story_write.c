/* What the phases of the left panel write with (story_inside.h): paragraphs, formulas, headings, rows of numbers, and what to try. */
#include "base/number.h"
#include "engine/cell/facts.h"
#include "view/hint.h"
#include "view/offer.h"
#include "view/panel/prose.h"
#include "view/panel/story_inside.h"
#include "view/prime.h"
#include <math.h>
#include <string.h>

/* By where it stands on the page: one name for one thing, however far the page is scrolled. */
static void format_path(char out[48], const Pen *pen, const char *what) {
    text_format(out, 48, "story/%s%.0f", what, pen->y + pen->view->ui->scroll[SCREEN_STORY]);
}

static const char *write_primed(char *out, int size, const char *text) {
    text_format(out, size, "%s", text);
    prime_letters(out, size);
    return out;
}

void story_write_text(Pen *pen, const char *text) {
    const Gui *gui = pen->view->gui;
    size_t from = gui->list->used;
    char path[48], primed[512];
    if (pen->is_reverse) text = write_primed(primed, (int)sizeof primed, text);
    int lines = prose_wrap(gui, FACE_UI, 16, rect(pen->x, pen->y + 17, pen->w, 0), LEADING, gui->theme->text, text);
    format_path(path, pen, "text");
    hint_add_symbols(pen->view, from, path);
    pen->y += lines * LEADING + 8;
}

/* Formulas below each other on a raised plate, in the middle, made smaller when one is wide. */
void story_write_formulas(Pen *pen, const char *const *tex, int count) {
    const Gui *gui = pen->view->gui;
    double size = 20, widest = 0, h = 28;
    FormulaStyle style = theme_formula(gui->theme, size);
    FormulaBox box[FORMULAS_MAX];
    if (count > FORMULAS_MAX) count = FORMULAS_MAX;
    for (int i = 0; i < count; i++) {
        box[i] = formula_measure(gui->text, gui->scale, &style, tex[i]);
        widest = fmax(widest, box[i].width);
    }
    if (widest > pen->w - 24) {
        style = theme_formula(gui->theme, fmax(size * (pen->w - 24) / widest, 13));
        for (int i = 0; i < count; i++) box[i] = formula_measure(gui->text, gui->scale, &style, tex[i]);
    }
    for (int i = 0; i < count; i++) h += fmax(box[i].ascent + box[i].descent + 2, FORMULA_LEADING);
    Rect plate = {pen->x - 4, pen->y + 4, pen->w + 8, h};
    draw_round(gui->list, plate, 8, gui->theme->raised);
    char path[48];
    size_t from = gui->list->used;
    format_path(path, pen, "plate");
    hint_add(pen->view, plate, path, tr(pen->view->strings, STRING_HINT_EQUATION));
    for (int i = 0; i < count; i++) {
        double line = (h - 28) / count;
        formula_draw(gui->list, gui->text, gui->scale, &style, rect_mid_x(plate),
                     plate.y + 14 + (i + 0.5) * line + (box[i].ascent - box[i].descent) / 2, ALIGN_CENTER, tex[i]);
    }
    hint_add_symbols(pen->view, from, path);
    pen->y += h + 20;
}

void story_write_formula(Pen *pen, const char *tex) { story_write_formulas(pen, &tex, 1); }

void story_write_heading(Pen *pen, const char *text) {
    const Gui *gui = pen->view->gui;
    gui_text(gui, FACE_UI_SEMIBOLD, 12, pen->x, pen->y + 14, ALIGN_LEFT, gui->theme->dim, text);
    pen->y += 26;
}

/* A line of the numbers' table: what it is, as a formula and in words (either may be NULL; symbols in the words stand between $), and its value. A swatch stands before
   the value when colour means something. */
/* What a row is, for whoever points at it: by how its formula begins where it has no words. */
static const struct {
    const char *begins;
    StringId words;
} row_words[] = {{"\\|\\partial", STRING_HINT_ROW_GRADIENT},
                 {"p_", STRING_SYMBOL_P},
                 {"y_", STRING_SYMBOL_Y},
                 {"S", STRING_SYMBOL_S},
                 {"\\rho", STRING_SYMBOL_RHO}};

/* The same by its words where it has no formula. */
static const struct {
    StringId row, words;
} word_rows[] = {{STRING_STORY_FACTOR, STRING_HINT_ROW_FACTOR},   {STRING_BACKWARD_STRAIGHT_BY, STRING_HINT_ROW_STRAIGHT},
                 {STRING_STORY_THROUGH, STRING_HINT_ROW_THROUGH}, {STRING_STORY_SLOPES, STRING_HINT_ROW_SLOPES},
                 {STRING_STORY_TURN, STRING_HINT_ROW_TURN},       {STRING_STORY_ABOVE, STRING_HINT_ROW_ABOVE},
                 {STRING_STORY_INTO_C, STRING_HINT_INTO_C}};

/* Returns NULL if the words say all there is to say. A row whose words are a format is found by what stands before its first %. */
static const char *find_row_meaning(const Strings *strings, const char *words) {
    for (size_t i = 0; words && i < sizeof word_rows / sizeof *word_rows; i++) {
        const char *row = tr(strings, word_rows[i].row);
        size_t count = strcspn(row, "%");
        if (strncmp(words, row, count) == 0 && (row[count] || !words[count])) return tr(strings, word_rows[i].words);
    }
    return NULL;
}

/* `value`: the number that stands there; NULL where it is written in words of its own. `meaning` replaces the words; NULL: none. */
static void add_row_hint(Pen *pen, const char *tex, const char *words, const char *meaning, const char *text, const double *value) {
    char path[48], plain[128], head[256];
    Rect box = rect(pen->x, pen->y, pen->w, 24);
    if (meaning) words = NULL;
    format_path(path, pen, "row");
    if (!hint_is_wanted(pen->view, box)) {
        hint_add(pen->view, box, path, "");
        return;
    }
    for (size_t i = 0; tex && i < sizeof row_words / sizeof *row_words; i++)
        if (strncmp(tex, row_words[i].begins, strlen(row_words[i].begins)) == 0) meaning = tr(pen->view->strings, row_words[i].words);
    if (meaning && meaning == tr(pen->view->strings, STRING_HINT_ROW_GRADIENT) && !strchr(tex, 'S'))
        meaning = tr(pen->view->strings, STRING_HINT_ROW_ABSOLUTE);
    hint_write_plain(plain, (int)sizeof plain, words ? words : "");
    if (meaning && plain[0]) { /* the words name the number below the meaning */
        text_format(head, (int)sizeof head, "%s:", plain);
        hint_add(pen->view, box, path,
                 value ? figure_tip(pen->view, meaning, head, *value)
                       : region_words(pen->view->gui->region, "%s\n%s %s", meaning, head, text));
        return;
    }
    text_format(head, (int)sizeof head, "%s", meaning ? meaning : plain);
    hint_add(pen->view, box, path,
             value ? figure_tip(pen->view, head, "", *value) : region_words(pen->view->gui->region, "%s\n%s", head, text));
}

static void write_row(Pen *pen, const char *tex, const char *words, const char *text, const Color *swatch, const double *value) {
    const Gui *gui = pen->view->gui;
    FormulaStyle style = theme_formula(gui->theme, 16);
    char primed[128];
    double x = pen->x;
    const char *meaning = tex ? NULL : find_row_meaning(pen->view->strings, words);
    if (words && pen->is_reverse) words = write_primed(primed, (int)sizeof primed, words);
    if (tex) x += formula_draw(gui->list, gui->text, gui->scale, &style, x, pen->y + 15, ALIGN_LEFT, tex).width + 9;
    double value_w = gui_text_width(gui, FACE_MONO_MEDIUM, 14, text), right = pen->x + pen->w, size = 14;
    double room = right - value_w - (swatch ? 30 : 8) - x;
    while (words && size > 10 && prose_width(gui, FACE_UI, size, words) > room) size -= 0.5;
    if (words) prose_line(gui, FACE_UI, size, x, pen->y + 15, gui->theme->dim, words);
    add_row_hint(pen, tex, words, meaning, text, value);
    gui_text(gui, FACE_MONO_MEDIUM, 14, right, pen->y + 15, ALIGN_RIGHT, gui->theme->text, text);
    if (swatch) draw_round(gui->list, rect(right - value_w - 22, pen->y + 4, 12, 12), 3, *swatch);
    pen->y += 26;
    draw_rect(gui->list, rect(pen->x, pen->y - 2, pen->w, 1), gui->theme->grid);
}

void story_write_row(Pen *pen, const char *tex, const char *words, const char *value, const Color *swatch) {
    write_row(pen, tex, words, value, swatch, NULL);
}

void story_write_figure(Pen *pen, const char *tex, const char *words, const char *text, double value, const Color *swatch) {
    write_row(pen, tex, words, text, swatch, &value);
}

void story_write_value(Pen *pen, const char *tex, const char *words, double value, const Color *swatch) {
    char text[32];
    number_format_short(text, (int)sizeof text, value, 3);
    story_write_figure(pen, tex, words, text, value, swatch);
}

void story_link(const Pen *pen, TermsPlace place) { hint_number(pen->view, &place, true); }

void story_why(const Pen *pen, StringId why) { hint_why(pen->view, why); }

enum { TRY_HEIGHT = 42 };

/* Something to try, as a button that is its command. Left out when it would change nothing, and below `floor`. */
static void write_try(Pen *pen, double floor, const char *label, const char *command) {
    const Gui *gui = pen->view->gui;
    const Theme *theme = gui->theme;
    char path[48];
    if (pen->y + pen->view->ui->scroll[SCREEN_STORY] + TRY_HEIGHT > floor) return;
    text_format(path, (int)sizeof path, "story/try%.0f", pen->y + pen->view->ui->scroll[SCREEN_STORY]);
    Rect box = {pen->x - 4, pen->y, pen->w + 8, 36};
    draw_round(gui->list, box, 8, gui_is_hot(gui, path) ? color_mix(theme->raised, theme->line, 0.6) : theme->raised);
    draw_circle_stroke(gui->list, box.x + 20, rect_mid_y(box), 6, 1.75, theme->accent);
    draw_path_begin(gui->list);
    draw_path_move(gui->list, box.x + 18.5, rect_mid_y(box) - 3);
    draw_path_line(gui->list, box.x + 22.5, rect_mid_y(box));
    draw_path_line(gui->list, box.x + 18.5, rect_mid_y(box) + 3);
    draw_path_close(gui->list);
    draw_path_fill(gui->list, theme->accent);
    gui_text_fit(gui, FACE_UI_MEDIUM, 14, box.x + 38, rect_mid_y(box) + 5, box.w - 46, ALIGN_LEFT, theme->text, label);
    Region *region = region_add(gui->region, REGION_BUTTON, box, path);
    text_format(region->command, (int)sizeof region->command, "%s", command);
    region->focusable = true;
    gui_focus_ring(gui, box, 8, path);
    pen->y += TRY_HEIGHT;
}

/* What else to look at, by what is on the stage now. */
void story_write_tries(Pen *pen) {
    const View *view = pen->view;
    const CellFacts *facts = view->run->net.facts;
    int T = view->run->wiring.steps;
    char label[96], command[48];
    if (view->ui->training) return; /* the loss has the room */
    /* A curve below has its room first; where the page is too full for one anyway, all of them stand there. */
    double top = pen->y + view->ui->scroll[SCREEN_STORY], floor = pen->has_curve && top <= pen->bottom ? pen->bottom : INFINITY;
    if (top + 14 + 30 + TRY_HEIGHT > floor) return;
    pen->y += 14;
    story_write_heading(pen, tr(pen->view->strings, STRING_STORY_TRY));
    for (int cell = CELL_COUNT - 1; cell >= 0; cell--) {
        const CellFacts *other = cell_facts((CellKind)cell);
        if (other == facts) continue;
        text_format(label, (int)sizeof label, tr(pen->view->strings, STRING_STORY_TRY_CELL),
                    tr_name(pen->view->strings, other->with_article));
        text_format(command, (int)sizeof command, "set cell %s", other->key);
        write_try(pen, floor, label, command);
    }
    double x1 = view->run->is_held ? 0 : view->run->trace.x[0];
    bool has_sign = x1 != 0 && fabs(fabs(x1) - setup_get(view->setup, KEY_INPUT_SCALE)) < 1e-9; /* a sign that is to be remembered */
    if (view->run->net.spec.inputs == 1 && has_sign) {
        char number[32];
        char sign[36];
        number_format(number, (int)sizeof number, -x1); /* the sign as it was drawn, in full: -1, never -1.0 */
        text_format(sign, (int)sizeof sign, "%s%s", x1 > 0 ? "−" : "+", number + (x1 > 0));
        text_format(label, (int)sizeof label, tr(pen->view->strings, STRING_STORY_WHAT_IF_INPUT), sign);
        text_format(command, (int)sizeof command, "whatif input 1 1 %s", number);
        write_try(pen, floor, label, command);
    }
    /* A forget gate that keeps what it is open for. */
    bool forgets = facts->straight == STRAIGHT_GATE && facts->gate[facts->straight_gate].role == GATE_FORGET;
    if (forgets && view->run->forget_bias > 0)
        write_try(pen, floor, tr(pen->view->strings, STRING_STORY_TRY_FORGET), "set forget_bias 0");
    else if (forgets)
        write_try(pen, floor, tr(pen->view->strings, STRING_STORY_TRY_HOLD), "set forget_bias 3");
    if (facts->is_plain && view->run->radius < 1)
        write_try(pen, floor, tr(pen->view->strings, STRING_STORY_TRY_GROW), "set radius 1.2");
    else if (facts->is_plain)
        write_try(pen, floor, tr(pen->view->strings, STRING_STORY_TRY_SHRINK), "set radius 0.42");
    if (2 * T <= NET_STEP_MAX) {
        text_format(label, (int)sizeof label, tr(pen->view->strings, STRING_STORY_TRY_LONG), 2 * T);
        text_format(command, (int)sizeof command, "set steps %d", 2 * T);
        write_try(pen, floor, label, command);
    }
}

/* The chain the chart shows. */
const TraceLane *story_shown_lane(const View *view, int *layer, int *direction) {
    view_find_chain(layer, direction, view->ui, &view->run->net.spec);
    return &view->run->trace.lane[*layer][*direction];
}

/* Position of the step that was computed last in the pass, -1 before the first. */
int story_last_position(const View *view, Phase phase, int direction) {
    const Cursor *cursor = &view->ui->cursor;
    int k = cursor->fraction > 0 ? cursor->step : cursor->step - 1;
    return k < 0 ? -1 : timeline_position(phase, direction, k, view->run->wiring.steps);
}
