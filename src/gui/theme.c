/* The tokens of the design, dark and light, and the same with high contrast.

   Every pair of text and ground has a contrast (WCAG 2) of at least 4.5:1, and of 7:1 in the palette of high contrast. Colours that appear
   together and mean different things differ by at least 10 (CIE76), also for people who lack one kind of cone: the gates and the weights
   among each other, the signs of a state, the models, the status colours, and neighbours on the gradient's ramp. tests/unit/test_theme.c
   measures both. Where the drawn sketches fell short, the token was moved as little as needed: - gates, weights, models, and the light warn
   and bad: two light gates were 1.7 apart for a person without red cones. - faint: 3:1 on every ground (dark 5E6C7C -> 616F7F, light 8A96A3
   -> 808C99). It is for shapes, never for text that must be read. - the light gradient ramp between 1e-2 and 1 fell and rose again in
   luminance; 963296 -> 9C389C at 1e-2 and
     C4401E -> 9E3318 at 1, so that larger is always darker and the ramp also works in grey. */
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
    .input_weight = HEX(0x81D3B0),
    .recurrent_weight = HEX(0xFDB251),
    .output_weight = HEX(0xC2A3FF),
    .gate_forget = HEX(0x52C9EC),
    .gate_input = HEX(0xF38581),
    .gate_candidate = HEX(0xA7DD82),
    .gate_output = HEX(0xE8DE73),
    .model = {HEX(0xFDB251), HEX(0xC2A3FF), HEX(0x81D3B0)},
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
    .warn = HEX(0x8B4B00),
    .bad = HEX(0xD0312E),
    .state = {HEX(0x2166CC), HEX(0xE8ECF0), HEX(0xE2700A)},
    .input_weight = HEX(0x146B43),
    .recurrent_weight = HEX(0x834400),
    .output_weight = HEX(0x6F41B7),
    .gate_forget = HEX(0x0D7497),
    .gate_input = HEX(0xB5424A),
    .gate_candidate = HEX(0x476D23),
    .gate_output = HEX(0x7E6F02),
    .model = {HEX(0x834400), HEX(0x6F41B7), HEX(0x146B43)},
    .ramp = {{-8, -6, -4, -2, -1, 0, 1, 3},
             {HEX(0xDED6EC), HEX(0xBEAAE0), HEX(0x9670C8), HEX(0x9C389C), HEX(0xB01E6E), HEX(0x9E3318), HEX(0x781E0A), HEX(0x280000)}},
    .gradient_ink = HEX(0x7A2A86),
    .gradient_ground = HEX(0xE9DDF4),
};

static const Theme dark_contrast = {
    .dark = true,
    .background = HEX(0x000000),
    .panel = HEX(0x0B0E13),
    .raised = HEX(0x1A212B),
    .line = HEX(0x6F7C8A),
    .grid = HEX(0x3A4552),
    .text = HEX(0xFFFFFF),
    .dim = HEX(0xD3DCE6),
    .faint = HEX(0x9AA6B3),
    .pill = HEX(0x2E3A48),
    .accent = HEX(0x8CC8FF),
    .accent_ink = HEX(0x00101F),
    .good = HEX(0x5FE0AE),
    .warn = HEX(0xFFC46B),
    .bad = HEX(0xFF9A9A),
    .state = {HEX(0x7DB4FF), HEX(0x2A3440), HEX(0xFFB84D)},
    .input_weight = HEX(0x80E0B8),
    .recurrent_weight = HEX(0xFFB353),
    .output_weight = HEX(0xD5B4FF),
    .gate_forget = HEX(0x35BBE0),
    .gate_input = HEX(0xFF9A97),
    .gate_candidate = HEX(0xABE181),
    .gate_output = HEX(0xF1E777),
    .model = {HEX(0xFFB353), HEX(0xD5B4FF), HEX(0x80E0B8)},
    .ramp = {{-8, -6, -4, -2, -1, 0, 1, 3},
             {HEX(0x443A6E), HEX(0x60409C), HEX(0xA254BC), HEX(0xDC64C8), HEX(0xFF7AA0), HEX(0xFFBE7A), HEX(0xFFEEA0), HEX(0xFFFFFF)}},
    .gradient_ink = HEX(0xFFC8EC),
    .gradient_ground = HEX(0x3A2A4E),
};

static const Theme light_contrast = {
    .dark = false,
    .background = HEX(0xFFFFFF),
    .panel = HEX(0xFFFFFF),
    .raised = HEX(0xEEF1F4),
    .line = HEX(0x6A7682),
    .grid = HEX(0xC2CAD2),
    .text = HEX(0x000000),
    .dim = HEX(0x2B343E),
    .faint = HEX(0x5A6570),
    .pill = HEX(0xFFFFFF),
    .accent = HEX(0x00459B),
    .accent_ink = HEX(0xFFFFFF),
    .good = HEX(0x00502F),
    .warn = HEX(0x744405),
    .bad = HEX(0x820016),
    .state = {HEX(0x0A3F96), HEX(0xE4E8EC), HEX(0xA84300)},
    .input_weight = HEX(0x085C41),
    .recurrent_weight = HEX(0x784400),
    .output_weight = HEX(0x4D2596),
    .gate_forget = HEX(0x03435F),
    .gate_input = HEX(0x7B020C),
    .gate_candidate = HEX(0x1D3E04),
    .gate_output = HEX(0x595123),
    .model = {HEX(0x784400), HEX(0x4D2596), HEX(0x085C41)},
    .ramp = {{-8, -6, -4, -2, -1, 0, 1, 3},
             {HEX(0xB8A6DC), HEX(0x9A7CCC), HEX(0x7A4CB4), HEX(0x8C308E), HEX(0x96105A), HEX(0x84200A), HEX(0x5A1000), HEX(0x1C0000)}},
    .gradient_ink = HEX(0x5C1A66),
    .gradient_ground = HEX(0xE9DDF4),
};

const Theme *theme_get(ThemeChoice choice) {
    static const Theme *const table[THEME_COUNT][PALETTE_COUNT] = {
        [THEME_DARK] = {&dark_theme, &dark_contrast}, [THEME_LIGHT] = {&light_theme, &light_contrast}};
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
