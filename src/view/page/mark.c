/* Marks. The list of names is one table; what stands behind a name is a step or a range of steps, counted from 1, and for what has
   units or gates their number or name. */
#include "view/page/mark.h"
#include "base/number.h"
#include "view/ui_state.h"
#include <string.h>

typedef enum MarkShape { MARK_ALONE, MARK_STEP, MARK_UNIT, MARK_GATE, MARK_CONTROL } MarkShape;

typedef struct MarkRow {
    const char *name;
    int kind; /* SubjectKind */
    MarkShape shape;
    const char *path; /* of a region of its own */
} MarkRow;

static const MarkRow mark_table[] = {{"step", SUBJECT_STEP, MARK_STEP, NULL},
                                     {"state", SUBJECT_STATE, MARK_UNIT, NULL},
                                     {"cell", SUBJECT_CELL_STATE, MARK_UNIT, NULL},
                                     {"input", SUBJECT_INPUT, MARK_STEP, NULL},
                                     {"output", SUBJECT_OUTPUT, MARK_STEP, NULL},
                                     {"loss", SUBJECT_LOSS, MARK_STEP, NULL},
                                     {"gradient", SUBJECT_GRADIENT, MARK_STEP, NULL},
                                     {"river", SUBJECT_FACTOR, MARK_STEP, NULL},
                                     {"factor", SUBJECT_FACTOR, MARK_STEP, NULL},
                                     {"straight", SUBJECT_HIGHWAY, MARK_STEP, NULL},
                                     {"gate", SUBJECT_GATE, MARK_GATE, NULL},
                                     {"U", SUBJECT_WEIGHT_U, MARK_STEP, NULL},
                                     {"W", SUBJECT_WEIGHT_W, MARK_STEP, NULL},
                                     {"V", SUBJECT_WEIGHT_V, MARK_STEP, NULL},
                                     {"control", SUBJECT_CONTROL, MARK_CONTROL, NULL},
                                     {"chart", SUBJECT_NONE, MARK_ALONE, "stage/gradient"},
                                     {"chain", SUBJECT_NONE, MARK_ALONE, "stage/step"},
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

/* The engine's number of a gate, in the order of the LSTM's (i, f, g, o); the GRU's are r, z, n. */
static int find_gate(Str word) {
    static const char *const names[][4] = {
        {"input", "i", "reset", "r"}, {"forget", "f", "update", "z"}, {"candidate", "g", "n", "c"}, {"output", "o", "", ""}};
    for (int gate = 0; gate < 4; gate++)
        for (int i = 0; i < 4; i++)
            if (names[gate][i][0] && str_equal(word, names[gate][i])) return gate;
    return -1;
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
    text_format(mark->path, (int)sizeof mark->path, "controls/%s", key);
    mark->control = mark->path;
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
    mark->control = row->path;
    Str next = str_next_word(&rest);
    if (row->shape == MARK_ALONE) return next.count == 0 || fail_at(diag, text, next, "nothing stands behind this name.");
    if (row->shape == MARK_CONTROL) return parse_control(mark, text, next, diag);
    mark->subject.layer = mark->subject.direction = 0;
    if (row->kind == SUBJECT_STEP || row->kind == SUBJECT_OUTPUT || row->kind == SUBJECT_LOSS)
        mark->subject.layer = mark->subject.direction = -1;
    if (row->kind == SUBJECT_INPUT) mark->subject.direction = -1;
    if (row->shape == MARK_GATE) {
        mark->subject.unit = find_gate(next);
        if (mark->subject.unit < 0) return fail_at(diag, text, next, "expected the name of a gate, as in gate forget 4.");
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
