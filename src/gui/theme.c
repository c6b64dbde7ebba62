/* The tokens of the design, dark and light.

   Every pair of text and ground has a contrast of at least 4.5:1 (WCAG 2), measured by tests/unit/test_theme.c. Where the
   drawn sketches fell short, the token was moved as little as needed:
   - faint: 3:1 on every ground (dark 5E6C7C -> 616F7F, light 8A96A3 -> 808C99). It is for shapes, never for what must be read.
   - the light gradient ramp between 1e-2 and 1 fell and rose again in luminance; 963296 -> 9C389C at 1e-2 and
     C4401E -> 9E3318 at 1, so that larger is always darker and the ramp can be read in grey. */
#include "gui/theme.h"

#define HEX(rgb)                                                                                                                           \
    { (uint8_t)((rgb) >> 16), (uint8_t)(((rgb) >> 8) & 0xFF), (uint8_t)((rgb)&0xFF), 255 }

static const Theme dark_theme = {
    .dark = true,
    .background = HEX(0x0D1117),
    .panel = HEX(0x141A22),
    .raised = HEX(0x1C242E),
    .line = HEX(0x2B3542),
    .grid = HEX(0x222B36),
    .text = HEX(0xE8EEF5),
    .dim = HEX(0x9AA8B8),
    .faint = HEX(0x616F7F),
    .pill = HEX(0x2F3B4A),
    .accent = HEX(0x6CB6FF),
    .accent_ink = HEX(0x06182B),
    .good = HEX(0x3FB68B),
    .warn = HEX(0xFFB454),
    .bad = HEX(0xFF6B6B),
    .state = {HEX(0x569CFF), HEX(0x26303C), HEX(0xFFA642)},
    .input_weight = HEX(0x7FD1AE),
    .recurrent_weight = HEX(0xFFB454),
    .output_weight = HEX(0xC6A5FF),
    .gate_forget = HEX(0x4CC9F0),
    .gate_input = HEX(0xF28482),
    .gate_candidate = HEX(0xA8DE7E),
    .gate_output = HEX(0xE6DC74),
    .model = {HEX(0xFFB454), HEX(0xC6A5FF), HEX(0x7FD1AE)},
    .ramp = {{-8, -6, -4, -2, -1, 0, 1, 3},
             {HEX(0x2C2642), HEX(0x482E6E), HEX(0x7E3AA0), HEX(0xC446A0), HEX(0xEC6088), HEX(0xFFB266), HEX(0xFFE896), HEX(0xFFFFFF)}},
    .gradient_ink = HEX(0xFFB8E6),
    .gradient_ground = HEX(0x3A2A4E),
};

static const Theme light_theme = {
    .dark = false,
    .background = HEX(0xFBFAF7),
    .panel = HEX(0xFFFFFF),
    .raised = HEX(0xF1F3F5),
    .line = HEX(0xD4DAE0),
    .grid = HEX(0xE6EAEE),
    .text = HEX(0x17202A),
    .dim = HEX(0x54616F),
    .faint = HEX(0x808C99),
    .pill = HEX(0xFFFFFF),
    .accent = HEX(0x1A66C4),
    .accent_ink = HEX(0xFFFFFF),
    .good = HEX(0x17734F),
    .warn = HEX(0x955300),
    .bad = HEX(0xC62828),
    .state = {HEX(0x2166CC), HEX(0xE8ECF0), HEX(0xE2700A)},
    .input_weight = HEX(0x1F7250),
    .recurrent_weight = HEX(0x955300),
    .output_weight = HEX(0x6F43B8),
    .gate_forget = HEX(0x0B6F90),
    .gate_input = HEX(0xB23F3A),
    .gate_candidate = HEX(0x456C17),
    .gate_output = HEX(0x766700),
    .model = {HEX(0x955300), HEX(0x6F43B8), HEX(0x1F7250)},
    .ramp = {{-8, -6, -4, -2, -1, 0, 1, 3},
             {HEX(0xDED6EC), HEX(0xBEAAE0), HEX(0x9670C8), HEX(0x9C389C), HEX(0xB01E6E), HEX(0x9E3318), HEX(0x781E0A), HEX(0x280000)}},
    .gradient_ink = HEX(0x7A2A86),
    .gradient_ground = HEX(0xE9DDF4),
};

const Theme *theme_get(ThemeChoice choice) {
    static const Theme *const table[THEME_COUNT][PALETTE_COUNT] = {[THEME_DARK] = {&dark_theme}, [THEME_LIGHT] = {&light_theme}};
    return table[choice.theme][choice.palette];
}

FormulaStyle theme_formula(const Theme *theme, double size) {
    FormulaStyle style = {.size = size};
    style.color[FORMULA_TEXT] = theme->text;
    style.color[FORMULA_U] = theme->input_weight;
    style.color[FORMULA_W] = theme->recurrent_weight;
    style.color[FORMULA_V] = theme->output_weight;
    style.color[FORMULA_F] = theme->gate_forget;
    style.color[FORMULA_I] = theme->gate_input;
    style.color[FORMULA_G] = theme->gate_candidate;
    style.color[FORMULA_O] = theme->gate_output;
    style.color[FORMULA_DIM] = theme->dim;
    style.color[FORMULA_GRAD] = theme->gradient_ink;
    return style;
}

/* gui/ may not include the engine, so the orders stand here again: GRU r z n, LSTM i f g o (engine/net.h). A test that may
   see both compares them. The GRU's update gate takes the forget gate's colour and its reset gate the input gate's: what
   does the same work looks the same. */
Color theme_gate(const Theme *theme, int cell, int gate) {
    enum { GRU = 1, LSTM = 2 };
    const Color gru[3] = {theme->gate_input, theme->gate_forget, theme->gate_candidate};
    const Color lstm[4] = {theme->gate_input, theme->gate_forget, theme->gate_candidate, theme->gate_output};
    if (cell == GRU && gate >= 0 && gate < 3) return gru[gate];
    if (cell == LSTM && gate >= 0 && gate < 4) return lstm[gate];
    return theme->recurrent_weight;
}
