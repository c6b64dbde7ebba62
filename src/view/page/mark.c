/* Marks. The list of names is one table; a name is followed by a step or a range of steps, counted from 1, and for units or gates by their
   number or name. */
#include "view/page/mark.h"
#include "base/number.h"
#include "engine/cell/facts.h"
#include "view/ui_state.h"
#include <math.h>
#include <string.h>

typedef enum MarkShape { MARK_ALONE, MARK_STEP, MARK_UNIT, MARK_GATE, MARK_CONTROL } MarkShape;

typedef struct MarkRow {
    const char *name;
    int kind; /* SubjectKind */
    MarkShape shape;
    const char *where; /* its regions' paths begin with one of these; NULL: the subject alone tells */
} MarkRow;

static const MarkRow mark_table[] = {{"step", SUBJECT_STEP, MARK_STEP, NULL},
                                     {"state", SUBJECT_STATE, MARK_UNIT, NULL},
                                     {"cell", SUBJECT_CELL_STATE, MARK_UNIT, NULL},
                                     {"input", SUBJECT_INPUT, MARK_STEP, NULL},
                                     {"output", SUBJECT_OUTPUT, MARK_STEP, NULL},
                                     {"loss", SUBJECT_LOSS, MARK_STEP, NULL},
                                     {"gradient", SUBJECT_GRADIENT, MARK_STEP, "stage/gradient"},
                                     {"river", SUBJECT_FACTOR, MARK_STEP, "stage/river"},
                                     {"factor", SUBJECT_FACTOR, MARK_STEP, "stage/factor"},
                                     {"straight", SUBJECT_HIGHWAY, MARK_STEP, NULL},
                                     {"gate", SUBJECT_GATE, MARK_GATE, NULL},
                                     {"U", SUBJECT_WEIGHT_U, MARK_STEP, NULL},
                                     {"W", SUBJECT_WEIGHT_W, MARK_STEP, NULL},
                                     {"V", SUBJECT_WEIGHT_V, MARK_STEP, NULL},
                                     {"control", SUBJECT_CONTROL, MARK_CONTROL, NULL},
                                     {"chart", SUBJECT_NONE, MARK_ALONE, "stage/gradient stage/traces stage/share"},
                                     {"chain", SUBJECT_NONE, MARK_ALONE, "stage/state stage/cell"},
                                     {"controls", SUBJECT_NONE, MARK_ALONE, "controls"},
                                     {"transport", SUBJECT_NONE, MARK_ALONE, "transport"}};
enum { MARK_COUNT = sizeof mark_table / sizeof mark_table[0], STEP_MOST = 1000 };

static bool fail_at(Diag *diag, Str text, Str word, const char *what) {
    int column = word.at ? (int)(word.at - text.at) + 1 : 1;
    return diag_fail_at(diag, NULL, 0, column, "'%.*s' names no part of the stage: %s", text.count, text.at, what);
}

/* "5" or "5..16". */
static bool parse_steps(Str word, int *first, int *last) {
    double a, b;
    int dots = 0;
    while (dots + 1 < word.count && !(word.at[dots] == '.' && word.at[dots + 1] == '.')) dots++;
    bool is_range = dots + 1 < word.count;
    Str from = is_range ? (Str){word.at, dots} : word, to = is_range ? (Str){word.at + dots + 2, word.count - dots - 2} : word;
    if (!number_parse(&a, from) || !number_parse(&b, to)) return false;
    if (!(a >= 1 && b >= a && b <= STEP_MOST) || a != (int)a || b != (int)b) return false;
    *first = (int)a - 1;
    *last = (int)b - 1;
    return true;
}

static bool is_named(const GateFacts *gate, Str word) {
    int count = word.count;
    return str_equal(word, gate->letter) ||
           ((int)strlen(gate->name) > count && gate->name[count] == ' ' && !memcmp(gate->name, word.at, (size_t)count));
}

/* Which row of a chain's gate strips it is; -1: this cell has no such gate. */
static int find_gate_row(const CellFacts *facts, Str word) {
    int gate[NET_GATE_MAX], count = cell_list_valves(gate, facts);
    for (int row = 0; row < count; row++)
        if (is_named(&facts->gate[gate[row]], word)) return row;
    return -1;
}

static bool is_gate_of_a_cell(Str word) {
    for (int cell = 0; cell < CELL_COUNT; cell++)
        if (word.count > 0 && find_gate_row(cell_facts((CellKind)cell), word) >= 0) return true;
    return false;
}

static const MarkRow *find_row(Str word) {
    for (int i = 0; i < MARK_COUNT; i++)
        if (str_equal(word, mark_table[i].name)) return &mark_table[i];
    return NULL;
}

static bool parse_control(Mark *mark, Str text, Str word, Diag *diag) {
    char key[32];
    if (word.count == 0 || !str_copy(key, (int)sizeof key, word))
        return fail_at(diag, text, word, "expected a parameter, as in control radius.");
    if (setup_find_key(word) < 0)
        return fail_at(diag, text, word, "there is no parameter of this name; expected one, as in control radius.");
    text_format(mark->path, (int)sizeof mark->path, "controls/%s", key);
    mark->is_whole = true;
    return true;
}

bool mark_parse(Mark *mark, Str text, Diag *diag) {
    const char *names[MARK_COUNT];
    char why[160];
    Str rest = text, word = str_next_word(&rest);
    const MarkRow *row = find_row(word);
    *mark = (Mark){.subject = SUBJECT_OF_NOTHING, .last = -1};
    for (int i = 0; i < MARK_COUNT; i++) names[i] = mark_table[i].name;
    if (!row) {
        const char *closest = str_find_closest(word, names, MARK_COUNT);
        if (closest)
            text_format(why, (int)sizeof why, "did you mean \"%s\"?", closest);
        else
            text_format(why, (int)sizeof why, "expected one such as river 5, state 3 2, gate forget 4, chart.");
        return fail_at(diag, text, word, why);
    }
    mark->subject.kind = row->kind;
    mark->where = row->where;
    mark->is_whole = row->shape == MARK_ALONE;
    Str next = str_next_word(&rest);
    if (row->shape == MARK_ALONE) return next.count == 0 || fail_at(diag, text, next, "nothing can follow this name.");
    if (row->shape == MARK_CONTROL) return parse_control(mark, text, next, diag);
    mark->subject.layer = mark->subject.direction = 0;
    if (row->kind == SUBJECT_STEP || row->kind == SUBJECT_OUTPUT || row->kind == SUBJECT_LOSS)
        mark->subject.layer = mark->subject.direction = -1;
    if (row->kind == SUBJECT_INPUT) mark->subject.direction = -1;
    if (row->shape == MARK_GATE) {
        bool is_known = is_gate_of_a_cell(next) && str_copy(mark->gate, (int)sizeof mark->gate, next);
        if (!is_known) return fail_at(diag, text, next, "expected the name or letter of a gate, as in gate forget 4 or gate z 4.");
        next = str_next_word(&rest);
    }
    bool is_weight = row->kind == SUBJECT_WEIGHT_U || row->kind == SUBJECT_WEIGHT_W || row->kind == SUBJECT_WEIGHT_V;
    if (is_weight && next.count == 0) { /* the same matrix everywhere: lit at the first step that has it */
        mark->subject.step = mark->last = row->kind == SUBJECT_WEIGHT_W ? 1 : 0;
        return true;
    }
    if (!parse_steps(next, &mark->subject.step, &mark->last))
        return fail_at(diag, text, next, "expected a time step from 1 or a range of them, as in river 5 or river 5..16.");
    next = str_next_word(&rest);
    if (row->shape == MARK_UNIT && next.count > 0) {
        int last;
        if (!parse_steps(next, &mark->subject.unit, &last)) return fail_at(diag, text, next, "expected the number of a unit from 1.");
        next = str_next_word(&rest);
    }
    return next.count == 0 || fail_at(diag, text, next, "nothing more is expected here.");
}

/* ---- In the picture ---- */

static Rect unite(Rect a, Rect b) {
    if (a.w <= 0 || a.h <= 0) return b;
    double x = fmin(a.x, b.x), y = fmin(a.y, b.y);
    return rect(x, y, fmax(rect_right(a), rect_right(b)) - x, fmax(rect_bottom(a), rect_bottom(b)) - y);
}

static bool is_seen(Rect box, Rect clip) {
    double x = fmax(box.x, clip.x), y = fmax(box.y, clip.y);
    return fmin(rect_right(box), rect_right(clip)) - x > 2 && fmin(rect_bottom(box), rect_bottom(clip)) - y > 2;
}

static bool is_where(const Region *region, const Mark *mark) {
    Str rest = str_from(mark->where ? mark->where : "");
    if (mark->path[0]) return strcmp(region->path, mark->path) == 0;
    if (!mark->where) return true;
    for (Str word = str_next_word(&rest); word.count > 0; word = str_next_word(&rest))
        if (strncmp(region->path, word.at, (size_t)word.count) == 0) return true;
    return false;
}

/* Slim columns have their river below them, as one grid. */
static bool is_kind(const Region *region, const Mark *mark) {
    bool is_river = mark->where && strcmp(mark->where, "stage/river") == 0;
    return region->subject.kind == mark->subject.kind || (is_river && region->subject.kind == SUBJECT_GRADIENT);
}

/* The part of a region that is about the mark; empty where nothing is. */
static Rect find_part(const Region *region, const Mark *mark, int layers) {
    const Subject *of = &region->subject, *asked = &mark->subject;
    const Rect nothing = {0};
    bool is_lane = asked->layer < 0 || ((of->layer < 0 || of->layer == layers - 1) && of->direction <= 0);
    if (!is_kind(region, mark) || !is_lane) return nothing;
    int begin = of->step > 0 ? of->step : 0, first = asked->step - begin, last = mark->last - begin, row = 0, last_row = region->rows - 1;
    int columns = region->cols > 0 ? region->cols : 1;
    if (last < 0 || first >= columns) return nothing;
    if (first < 0) first = 0;
    if (last >= columns) last = columns - 1;
    if (asked->unit >= 0 && region->rows > 0) {
        row = last_row = asked->unit - (of->unit > 0 ? of->unit : 0);
        if (row < 0 || row >= region->rows) return nothing;
    }
    return region_cells(region, first, last, row, last_row);
}

bool mark_find_box(Rect *out, const RegionList *regions, const Mark *given, const Net *net) {
    Rect all = {0};
    Mark own = *given;
    const Mark *mark = &own;
    if (own.gate[0]) own.subject.unit = find_gate_row(net->facts, str_from(own.gate));
    *out = all;
    if (own.gate[0] && own.subject.unit < 0) return false;
    for (int i = 0; i < regions->count; i++) {
        const Region *region = &regions->item[i];
        if (!is_where(region, mark)) continue;
        Rect part = mark->is_whole ? region->box : find_part(region, mark, net->spec.layers);
        if (part.w > 0 && part.h > 0 && is_seen(part, region->clip)) all = unite(all, part);
    }
    *out = all;
    return all.w > 0 && all.h > 0;
}
