/* The table of a formula's commands and the spaces between its atoms.

   Spaces are TeX's: thin 3/18 em, medium 4/18 around binary operators, thick 5/18 around relations; in scripts only the thin
   space of functions stays (The TeXbook, chapter 18).

   Simplified on purpose: heights and depths of letters are those of STIX in three classes, not of each glyph; sigma is upright because here
   it is the gate's function, not a variable. */
#include "draw/formula_symbols.h"
#include "draw/draw_inside.h"
#include <string.h>

static const FormulaSymbol command_table[] = {
    /* functions */
    {"tanh", "tanh", ATOM_FUNCTION, false, 0},
    {"sinh", "sinh", ATOM_FUNCTION, false, 0},
    {"cosh", "cosh", ATOM_FUNCTION, false, 0},
    {"sin", "sin", ATOM_FUNCTION, false, 0},
    {"cos", "cos", ATOM_FUNCTION, false, 0},
    {"exp", "exp", ATOM_FUNCTION, false, 0},
    {"log", "log", ATOM_FUNCTION, false, 0},
    {"ln", "ln", ATOM_FUNCTION, false, 0},
    {"max", "max", ATOM_FUNCTION, false, 0},
    {"min", "min", ATOM_FUNCTION, false, 0},
    {"lim", "lim", ATOM_FUNCTION, false, 0},
    {"sup", "sup", ATOM_FUNCTION, false, 0},
    {"inf", "inf", ATOM_FUNCTION, false, 0},
    {"arg", "arg", ATOM_FUNCTION, false, 0},
    {"det", "det", ATOM_FUNCTION, false, 0},
    {"diag", "diag", ATOM_FUNCTION, false, 0},
    {"tr", "tr", ATOM_FUNCTION, false, 0},
    {"sign", "sign", ATOM_FUNCTION, false, 0},
    {"softmax", "softmax", ATOM_FUNCTION, false, 0},
    {"ReLU", "ReLU", ATOM_FUNCTION, false, 0},
    {"sum", "∑", ATOM_FUNCTION, false, 1.2},
    {"prod", "∏", ATOM_FUNCTION, false, 1.2},
    {"int", "∫", ATOM_FUNCTION, false, 1.2},
    /* letters */
    {"alpha", "α", ATOM_ORDINARY, true, 0},
    {"beta", "β", ATOM_ORDINARY, true, 0},
    {"gamma", "γ", ATOM_ORDINARY, true, 0},
    {"delta", "δ", ATOM_ORDINARY, true, 0},
    {"epsilon", "ε", ATOM_ORDINARY, true, 0},
    {"varepsilon", "ε", ATOM_ORDINARY, true, 0},
    {"zeta", "ζ", ATOM_ORDINARY, true, 0},
    {"eta", "η", ATOM_ORDINARY, true, 0},
    {"theta", "θ", ATOM_ORDINARY, true, 0},
    {"iota", "ι", ATOM_ORDINARY, true, 0},
    {"kappa", "κ", ATOM_ORDINARY, true, 0},
    {"lambda", "λ", ATOM_ORDINARY, true, 0},
    {"mu", "μ", ATOM_ORDINARY, true, 0},
    {"nu", "ν", ATOM_ORDINARY, true, 0},
    {"xi", "ξ", ATOM_ORDINARY, true, 0},
    {"pi", "π", ATOM_ORDINARY, true, 0},
    {"rho", "ρ", ATOM_ORDINARY, true, 0},
    {"sigma", "σ", ATOM_ORDINARY, false, 0},
    {"tau", "τ", ATOM_ORDINARY, true, 0},
    {"upsilon", "υ", ATOM_ORDINARY, true, 0},
    {"phi", "φ", ATOM_ORDINARY, true, 0},
    {"varphi", "φ", ATOM_ORDINARY, true, 0},
    {"chi", "χ", ATOM_ORDINARY, true, 0},
    {"psi", "ψ", ATOM_ORDINARY, true, 0},
    {"omega", "ω", ATOM_ORDINARY, true, 0},
    {"Gamma", "Γ", ATOM_ORDINARY, false, 0},
    {"Delta", "Δ", ATOM_ORDINARY, false, 0},
    {"Theta", "Θ", ATOM_ORDINARY, false, 0},
    {"Lambda", "Λ", ATOM_ORDINARY, false, 0},
    {"Xi", "Ξ", ATOM_ORDINARY, false, 0},
    {"Pi", "Π", ATOM_ORDINARY, false, 0},
    {"Sigma", "Σ", ATOM_ORDINARY, false, 0},
    {"Upsilon", "Υ", ATOM_ORDINARY, false, 0},
    {"Phi", "Φ", ATOM_ORDINARY, false, 0},
    {"Psi", "Ψ", ATOM_ORDINARY, false, 0},
    {"Omega", "Ω", ATOM_ORDINARY, false, 0},
    {"partial", "∂", ATOM_ORDINARY, true, 0},
    {"nabla", "∇", ATOM_ORDINARY, false, 0},
    {"ell", "ℓ", ATOM_ORDINARY, false, 0},
    {"infty", "∞", ATOM_ORDINARY, false, 0},
    {"top", "⊤", ATOM_ORDINARY, false, 0},
    {"prime", "′", ATOM_ORDINARY, false, 0},
    {"ldots", "…", ATOM_ORDINARY, false, 0},
    {"dots", "…", ATOM_ORDINARY, false, 0},
    {"cdots", "⋯", ATOM_ORDINARY, false, 0},
    {"|", "‖", ATOM_ORDINARY, false, 0},
    {"Vert", "‖", ATOM_ORDINARY, false, 0},
    {"vert", "|", ATOM_ORDINARY, false, 0},
    {"lVert", "‖", ATOM_OPEN, false, 0},
    {"rVert", "‖", ATOM_CLOSE, false, 0},
    {"lvert", "|", ATOM_OPEN, false, 0},
    {"rvert", "|", ATOM_CLOSE, false, 0},
    {"langle", "⟨", ATOM_OPEN, false, 0},
    {"rangle", "⟩", ATOM_CLOSE, false, 0},
    {"lbrace", "{", ATOM_OPEN, false, 0},
    {"rbrace", "}", ATOM_CLOSE, false, 0},
    {"vdots", "⋮", ATOM_ORDINARY, false, 0},
    {"ddots", "⋱", ATOM_ORDINARY, false, 0},
    {"_", "_", ATOM_ORDINARY, false, 0},
    {"%", "%", ATOM_ORDINARY, false, 0},
    {"#", "#", ATOM_ORDINARY, false, 0},
    {"&", "&", ATOM_ORDINARY, false, 0},
    {"$", "$", ATOM_ORDINARY, false, 0},
    {"{", "{", ATOM_OPEN, false, 0},
    {"}", "}", ATOM_CLOSE, false, 0},
    /* operators */
    {"cdot", "⋅", ATOM_BINARY, false, 0},
    {"times", "×", ATOM_BINARY, false, 0},
    {"odot", "⊙", ATOM_BINARY, false, 0},
    {"oplus", "⊕", ATOM_BINARY, false, 0},
    {"otimes", "⊗", ATOM_BINARY, false, 0},
    {"circ", "∘", ATOM_BINARY, false, 0},
    {"pm", "±", ATOM_BINARY, false, 0},
    {"div", "÷", ATOM_BINARY, false, 0},
    /* relations */
    {"le", "≤", ATOM_RELATION, false, 0},
    {"leq", "≤", ATOM_RELATION, false, 0},
    {"ge", "≥", ATOM_RELATION, false, 0},
    {"geq", "≥", ATOM_RELATION, false, 0},
    {"ne", "≠", ATOM_RELATION, false, 0},
    {"neq", "≠", ATOM_RELATION, false, 0},
    {"approx", "≈", ATOM_RELATION, false, 0},
    {"equiv", "≡", ATOM_RELATION, false, 0},
    {"sim", "∼", ATOM_RELATION, false, 0},
    {"propto", "∝", ATOM_RELATION, false, 0},
    {"ll", "≪", ATOM_RELATION, false, 0},
    {"gg", "≫", ATOM_RELATION, false, 0},
    {"in", "∈", ATOM_RELATION, false, 0},
    {"to", "→", ATOM_RELATION, false, 0},
    {"rightarrow", "→", ATOM_RELATION, false, 0},
    {"gets", "←", ATOM_RELATION, false, 0},
    {"leftarrow", "←", ATOM_RELATION, false, 0},
    {"mid", "|", ATOM_RELATION, false, 0},
    {"Rightarrow", "⇒", ATOM_RELATION, false, 0},
    {"mapsto", "↦", ATOM_RELATION, false, 0},
    {"lt", "<", ATOM_RELATION, false, 0},
    {"gt", ">", ATOM_RELATION, false, 0},
};
enum { COMMAND_COUNT = sizeof command_table / sizeof command_table[0] };

const FormulaSymbol *formula_find_command(Str name) {
    for (int i = 0; i < COMMAND_COUNT; i++) {
        if (name.count > 0 && name.at[0] == command_table[i].name[0] && str_equal(name, command_table[i].name)) return &command_table[i];
    }
    return NULL;
}

FormulaSymbol formula_get_character(uint32_t code) {
    FormulaSymbol plain = {.kind = ATOM_ORDINARY};
    if ((code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z')) {
        plain.italic = true;
        return plain;
    }
    switch (code) {
    case '+':
    case 0xB1:
    case 0xB7:
    case 0xD7: plain.kind = ATOM_BINARY; return plain;
    case '-':
    case 0x2212: return (FormulaSymbol){.text = "−", .kind = ATOM_BINARY};
    case '*': return (FormulaSymbol){.text = "∗", .kind = ATOM_BINARY};
    case '=':
    case '<':
    case '>':
    case ':': plain.kind = ATOM_RELATION; return plain;
    case '(':
    case '[': plain.kind = ATOM_OPEN; return plain;
    case ')':
    case ']':
    case '!':
    case '?': plain.kind = ATOM_CLOSE; return plain;
    case ',':
    case ';': plain.kind = ATOM_COMMA; return plain;
    default: break;
    }
    for (int i = 0; code >= 0x80 && i < COMMAND_COUNT; i++) { /* written directly: the same as its command */
        Str text = str_from(command_table[i].text);
        if (text_next_char(&text) == code && text.count == 0) return command_table[i];
    }
    return plain;
}

double formula_space(AtomKind left, AtomKind right, bool script) {
    const double thin = 3.0 / 18, medium = 4.0 / 18, thick = 5.0 / 18;
    if (left == ATOM_NONE || right == ATOM_NONE) return 0;
    if (left == ATOM_COMMA) return script || right == ATOM_CLOSE ? 0 : thin;
    if (left == ATOM_RELATION || right == ATOM_RELATION) {
        return script || left == right || left == ATOM_OPEN || right == ATOM_CLOSE || right == ATOM_COMMA ? 0 : thick;
    }
    if (left == ATOM_BINARY || right == ATOM_BINARY) return script || left == ATOM_OPEN || right == ATOM_CLOSE ? 0 : medium;
    if (right == ATOM_FUNCTION) return left == ATOM_OPEN ? 0 : thin;
    if (left == ATOM_FUNCTION) return right == ATOM_ORDINARY ? thin : 0;
    return 0;
}

void formula_extent(Str text, double *ascent, double *descent) {
    const double x_height = 0.46, tall = 0.68, deep = 0.21, bracket_ascent = 0.70, bracket_descent = 0.19;
    *ascent = x_height;
    *descent = 0.01;
    while (text.count > 0) {
        uint32_t code = text_next_char(&text);
        bool is_bracket = code == '(' || code == ')' || code == '[' || code == ']' || code == '{' || code == '}' || code == '|' ||
                          code == 0x2016 || code == '/' || code == 0x2211 || code == 0x220F || code == 0x222B;
        bool is_low = code < 0x80 && strchr("acegmnopqrsuvwxyz+-=<>,.:;", (int)code) != NULL;
        bool is_deep = code < 0x80 && strchr("gjpqyQ,;", (int)code) != NULL;
        if (code == 0x3B2 || code == 0x3B3 || code == 0x3B7 || code == 0x3BC || code == 0x3C1 || code == 0x3C6) is_deep = true;
        if (is_bracket) {
            *ascent = bracket_ascent;
            *descent = bracket_descent;
        }
        if (!is_low && *ascent < tall) *ascent = tall;
        if (is_deep && *descent < deep) *descent = deep;
    }
}
