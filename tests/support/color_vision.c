/* See color_vision.h. */
#include "support/color_vision.h"
#include <math.h>

static const struct {
    const char *name;
    double row[3][3]; /* of linear RGB */
} sights[SIGHT_COUNT] = {
    [SIGHT_USUAL] = {"usual sight", {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
    [SIGHT_PROTAN_VIENOT] = {"protan (Viénot)", {{0.11238, 0.88762, 0}, {0.11238, 0.88762, 0}, {0.00401, -0.00401, 1}}},
    [SIGHT_DEUTAN_VIENOT] = {"deutan (Viénot)", {{0.29275, 0.70725, 0}, {0.29275, 0.70725, 0}, {-0.02234, 0.02234, 1}}},
    [SIGHT_PROTAN_MACHADO] = {"protan (Machado)",
                              {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}},
    [SIGHT_DEUTAN_MACHADO] = {"deutan (Machado)",
                              {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}},
    [SIGHT_TRITAN_MACHADO] = {"tritan (Machado)",
                              {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}},
};

const char *sight_name(Sight sight) { return sights[sight].name; }

static double to_linear(uint8_t value) {
    double c = value / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static uint8_t from_linear(double value) {
    value = fmin(fmax(value, 0), 1);
    return (uint8_t)lround(255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * pow(value, 1 / 2.4) - 0.055));
}

Color color_as_seen(Color color, Sight sight) {
    double in[3] = {to_linear(color.r), to_linear(color.g), to_linear(color.b)}, out[3];
    for (int i = 0; i < 3; i++)
        out[i] = sights[sight].row[i][0] * in[0] + sights[sight].row[i][1] * in[1] + sights[sight].row[i][2] * in[2];
    return (Color){from_linear(out[0]), from_linear(out[1]), from_linear(out[2]), color.a};
}

static double bend(double t) { return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116; }

static void to_lab(double lab[3], Color color) {
    double r = to_linear(color.r), g = to_linear(color.g), b = to_linear(color.b);
    double x = bend((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
    double y = bend(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
    double z = bend((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
    lab[0] = 116 * y - 16;
    lab[1] = 500 * (x - y);
    lab[2] = 200 * (y - z);
}

double color_distance(Color a, Color b) {
    double p[3], q[3];
    to_lab(p, a);
    to_lab(q, b);
    return sqrt((p[0] - q[0]) * (p[0] - q[0]) + (p[1] - q[1]) * (p[1] - q[1]) + (p[2] - q[2]) * (p[2] - q[2]));
}
