/* The table of cells (facts.h). */
#include "engine/cell/facts.h"
#include "engine/cell/cell.h"

#define CELL_GATE(...) {__VA_ARGS__},
#define CELL_ROW(ID, KEY, LABEL, WITH_ARTICLE, HAS_C, Q_GATE, STRAIGHT, STRAIGHT_AT, BIAS_LABEL, BIAS_DRAWN, FAST, OPS, GATES)             \
    [CELL_##ID] = {.key = KEY,                                                                                                             \
                   .label = LABEL,                                                                                                         \
                   .with_article = WITH_ARTICLE,                                                                                           \
                   .has_c = HAS_C,                                                                                                         \
                   .q_gate = Q_GATE,                                                                                                       \
                   .straight = STRAIGHT,                                                                                                   \
                   .straight_gate = STRAIGHT_AT,                                                                                           \
                   .bias_label = BIAS_LABEL,                                                                                               \
                   .bias_drawn = BIAS_DRAWN,                                                                                               \
                   .fast = FAST,                                                                                                           \
                   .ops = &OPS,                                                                                                            \
                   .gates = sizeof((GateFacts[]){GATES}) / sizeof(GateFacts),                                                              \
                   .gate = {GATES},                                                                                                        \
                   .is_plain = sizeof((GateFacts[]){GATES}) == sizeof(GateFacts)},

static const CellFacts table[CELL_COUNT] = {
#include "engine/cell/cell_rows.h"
};
#undef CELL_ROW
#undef CELL_GATE

const CellFacts *cell_facts(CellKind cell) { return (unsigned)cell < CELL_COUNT ? &table[cell] : NULL; }

static int list_roles(int gate[NET_GATE_MAX], const CellFacts *facts, const GateRole *role, int roles) {
    int count = 0;
    for (int i = 0; i < roles; i++) {
        for (int q = 0; q < facts->gates; q++) {
            if (facts->gate[q].role == role[i]) gate[count++] = q;
        }
    }
    return count;
}

int cell_list_valves(int gate[NET_GATE_MAX], const CellFacts *facts) {
    static const GateRole order[] = {GATE_FORGET, GATE_UPDATE, GATE_INPUT, GATE_RESET, GATE_OUTPUT};
    return list_roles(gate, facts, order, sizeof order / sizeof *order);
}

int cell_list_acting(int gate[NET_GATE_MAX], const CellFacts *facts) {
    static const GateRole order[] = {GATE_RESET, GATE_FORGET, GATE_UPDATE, GATE_INPUT, GATE_CANDIDATE, GATE_OUTPUT};
    return list_roles(gate, facts, order, sizeof order / sizeof *order);
}
