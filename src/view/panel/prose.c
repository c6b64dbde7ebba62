/* Running text with formulas in it. A word is the text between two blanks and may contain both, as in "(f)," where f is a symbol; a line
   takes words as long as they fit. Words of a line that are only text become one run, so that it is one drawing command.

   Simplified on purpose: no hyphens, no justification, and a formula is as wide as it is: it never breaks. */
#include "view/panel/prose.h"
#include "base/number.h"
#include <string.h>

enum { RUN_MAX = 320 };

typedef struct Prose {
    const Gui *gui;
    TextFace face;
    double size;
    Color color;
    bool is_drawn;     /* else only measured */
    double x, y;       /* where the run begins */
    char run[RUN_MAX]; /* text that waits to be drawn */
    int used;
} Prose;

/* The mathematical face is smaller in the body than the interface's at the same size. */
static FormulaStyle style_of(const Prose *prose) {
    FormulaStyle style = theme_formula(prose->gui->theme, prose->size * 1.12);
    style.color[FORMULA_TEXT] = prose->color;
    return style;
}

static void flush(Prose *prose) {
    if (!prose->used) return;
    prose->run[prose->used] = 0;
    double width = gui_text_width(prose->gui, prose->face, prose->size, prose->run);
    while (prose->used > 0 && prose->run[prose->used - 1] == ' ') prose->run[--prose->used] = 0; /* blanks are room, not ink */
    if (prose->is_drawn && prose->used)
        gui_text(prose->gui, prose->face, prose->size, prose->x, prose->y, ALIGN_LEFT, prose->color, prose->run);
    prose->x += width;
    prose->used = 0;
}

/* The next part of a word, text or formula, moved off the front of `rest`. */
static Str next_part(Str *rest, bool *is_formula) {
    *is_formula = rest->at[0] == '$';
    Str part = {rest->at + *is_formula, 0};
    while (part.count + *is_formula < rest->count && part.at[part.count] != '$') part.count++;
    int taken = part.count + *is_formula, closing = *is_formula && taken < rest->count;
    rest->at += taken + closing;
    rest->count -= taken + closing;
    return part;
}

static double draw_formula(const Prose *prose, Str tex, bool is_drawn) {
    char text[96];
    str_copy(text, (int)sizeof text, tex);
    FormulaStyle style = style_of(prose);
    const Gui *gui = prose->gui;
    FormulaBox box = is_drawn ? formula_draw(gui->list, gui->text, gui->scale, &style, prose->x, prose->y, ALIGN_LEFT, text)
                              : formula_measure(gui->text, gui->scale, &style, text);
    return box.width;
}

static double word_width(const Prose *prose, Str word) {
    double width = 0;
    while (word.count > 0) {
        bool is_formula;
        char text[RUN_MAX];
        Str part = next_part(&word, &is_formula);
        if (!is_formula) str_copy(text, (int)sizeof text, part);
        width += is_formula ? draw_formula(prose, part, false) : gui_text_width(prose->gui, prose->face, prose->size, text);
    }
    return width;
}

static void put_text(Prose *prose, Str text) {
    if (prose->used + text.count >= RUN_MAX) flush(prose);
    if (text.count >= RUN_MAX) text.count = RUN_MAX - 1;
    memcpy(prose->run + prose->used, text.at, (size_t)text.count);
    prose->used += text.count;
}

static void put_word(Prose *prose, Str word) {
    while (word.count > 0) {
        bool is_formula;
        Str part = next_part(&word, &is_formula);
        if (!is_formula) {
            put_text(prose, part);
            continue;
        }
        flush(prose);
        prose->x += draw_formula(prose, part, prose->is_drawn);
    }
}

/* Up to the next blank outside a formula. */
static Str next_word(Str *rest) {
    Str word = {rest->at, 0};
    for (bool inside = false; word.count < rest->count && (inside || word.at[word.count] != ' '); word.count++)
        if (word.at[word.count] == '$') inside = !inside;
    rest->at += word.count;
    rest->count -= word.count;
    while (rest->count > 0 && rest->at[0] == ' ') {
        rest->at++;
        rest->count--;
    }
    return word;
}

static int lay_out(Prose *prose, Rect box, double leading, const char *text) {
    double blank = gui_text_width(prose->gui, prose->face, prose->size, "x x") - gui_text_width(prose->gui, prose->face, prose->size, "xx");
    double width = 0;
    int lines = 1;
    for (Str rest = str_from(text); rest.count > 0;) {
        Str word = next_word(&rest);
        double wanted = word_width(prose, word);
        if (width > 0 && width + blank + wanted > box.w) {
            flush(prose);
            prose->x = box.x;
            prose->y += leading;
            width = 0;
            lines++;
        }
        if (width > 0) put_text(prose, str_from(" "));
        put_word(prose, word);
        width += (width > 0 ? blank : 0) + wanted;
    }
    flush(prose);
    return lines;
}

int prose_wrap(const Gui *gui, TextFace face, double size, Rect box, double leading, Color color, const char *text) {
    Prose prose = {.gui = gui, .face = face, .size = size, .color = color, .is_drawn = true, .x = box.x, .y = box.y};
    return lay_out(&prose, box, leading, text);
}

double prose_line(const Gui *gui, TextFace face, double size, double x, double y, Color color, const char *text) {
    Prose prose = {.gui = gui, .face = face, .size = size, .color = color, .is_drawn = true, .x = x, .y = y};
    lay_out(&prose, rect(x, y, 1e9, 0), 0, text);
    return prose.x - x;
}

double prose_width(const Gui *gui, TextFace face, double size, const char *text) {
    Prose prose = {.gui = gui, .face = face, .size = size};
    lay_out(&prose, rect(0, 0, 1e9, 0), 0, text);
    return prose.x;
}
