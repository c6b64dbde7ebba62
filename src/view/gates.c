/* See gates.h. */
#include "view/gates.h"
#include "base/number.h"

Color gates_color(const Theme *theme, CellKind cell, int gate) {
    const CellFacts *facts = cell_facts(cell);
    if (!facts || facts->is_plain || gate < 0 || gate >= facts->gates) return theme->recurrent_weight;
    switch (facts->gate[gate].role) {
    case GATE_FORGET:
    case GATE_UPDATE: return theme->gate_forget;
    case GATE_INPUT:
    case GATE_RESET: return theme->gate_input;
    case GATE_CANDIDATE: return theme->gate_candidate;
    case GATE_OUTPUT: return theme->gate_output;
    case GATE_ROLE_COUNT: break;
    }
    return theme->recurrent_weight;
}

/* The formula's colour of a role (draw/formula.h). */
static char role_letter(GateRole role) {
    static const char letter[GATE_ROLE_COUNT] = {
        [GATE_FORGET] = 'f', [GATE_UPDATE] = 'f', [GATE_INPUT] = 'i', [GATE_RESET] = 'i', [GATE_CANDIDATE] = 'g', [GATE_OUTPUT] = 'o'};
    return letter[role];
}

void gates_format_tex(char *out, int size, const CellFacts *facts, int gate, const char *index) {
    text_format(out, size, "\\%c{%s%s}", role_letter(facts->gate[gate].role), facts->gate[gate].letter, index);
}

void gates_format_straight(char *out, int size, const CellFacts *facts, const char *index) {
    char gate[32];
    gates_format_tex(gate, (int)sizeof gate, facts, facts->straight_gate, index);
    text_format(out, size, "%s%s", facts->straight == STRAIGHT_REST ? "1 - " : "", gate);
}

void gates_format_straight_text(char *out, int size, const CellFacts *facts) {
    text_format(out, size, "%s%s", facts->straight == STRAIGHT_REST ? "1 − " : "", facts->gate[facts->straight_gate].letter);
}
