/* See axis.h. */
#include "gui/axis.h"
#include "base/number.h"
#include <math.h>
#include <string.h>

double axis_place(const Axis *axis, double number) { return !axis->is_log ? number : number > 0 ? log10(number) : NAN; }

double axis_number(const Axis *axis, double place) { return axis->is_log ? pow(10, place) : place; }

double axis_unit(const Axis *axis, double number) {
    double length = axis->high - axis->low;
    return length != 0 ? (axis_place(axis, number) - axis->low) / length : 0;
}

double axis_round_step(double least) {
    if (!(least > 0) || !isfinite(least)) return 1;
    double power = pow(10, floor(log10(least)));
    const double part[] = {1, 2, 5, 10};
    for (int i = 0; i < 4; i++)
        if (part[i] * power >= least * (1 - 1e-9)) return part[i] * power;
    return 10 * power;
}

/* Writes as many digits after the point as the step needs; very large and very small numbers get an exponent. */
static void write_number(char *out, double number, double step) {
    char text[AXIS_LABEL_MAX];
    double size = fabs(number);
    int digits = (int)fmax(0, -floor(log10(step) + 1e-9));
    if (size < step * 1e-6)
        text_format(out, AXIS_LABEL_MAX, "0");
    else if (size >= 1e6 || digits > 4)
        number_format_short(out, AXIS_LABEL_MAX, number, 1 + (int)fmax(0, floor(log10(size)) - floor(log10(step) + 1e-9)));
    else {
        text_format(text, AXIS_LABEL_MAX, "%.*f", digits, size);
        text_format(out, AXIS_LABEL_MAX, "%s%s", number < 0 ? "−" : "", text);
    }
}

/* "10,000": a whole number of four digits or more, as the texts of the program write it. */
static void group_thousands(char label[AXIS_LABEL_MAX]) {
    char *digit = label + strspn(label, "−");
    size_t count = strspn(digit, "0123456789");
    if (count < 4 || digit[count] || strlen(label) + 4 >= AXIS_LABEL_MAX) return;
    for (size_t at = count; at > 3;) {
        at -= 3;
        memmove(digit + at + 1, digit + at, strlen(digit + at) + 1);
        digit[at] = ',';
    }
}

const char *axis_find_name(const Axis *axis, double number) {
    return number >= 1 && number < axis->name_count + 1 && !axis->is_log ? axis->name[(int)number - 1] : NULL;
}

static int list_even(AxisTick out[AXIS_TICK_MAX], const Axis *axis, int most) {
    double step = axis_round_step((axis->high - axis->low) / most);
    if (axis->is_whole) step = fmax(1, step);
    int count = 0;
    double slack = step * 1e-6;
    for (double k = ceil((axis->low - slack) / step); k * step <= axis->high + slack && count < AXIS_TICK_MAX; k++) {
        out[count] = (AxisTick){.place = k * step};
        const char *name = axis_find_name(axis, k * step);
        if (name)
            text_format(out[count++].label, AXIS_LABEL_MAX, "%s", name);
        else
            write_number(out[count++].label, k * step, step);
    }
    return count;
}

static int list_powers(AxisTick out[AXIS_TICK_MAX], const Axis *axis, int most) {
    double every = fmax(1, axis_round_step((axis->high - axis->low) / most));
    int count = 0;
    for (double k = ceil((axis->low - 1e-9) / every); k * every <= axis->high + 1e-9 && count < AXIS_TICK_MAX; k++)
        out[count++] = (AxisTick){.place = k * every, .is_power = true, .exponent = (int)(k * every)};
    return count;
}

/* For less than a decade and a half: 1, 2 and 5 of each decade, or evenly spaced round numbers if even that is too coarse. */
static int list_within(AxisTick out[AXIS_TICK_MAX], const Axis *axis, int most) {
    const double part[] = {1, 2, 5};
    int count = 0;
    for (double decade = floor(axis->low); decade <= axis->high; decade++) {
        for (int i = 0; i < 3 && count < AXIS_TICK_MAX; i++) {
            double number = part[i] * pow(10, decade), place = log10(number);
            if (place < axis->low - 1e-9 || place > axis->high + 1e-9) continue;
            out[count] = (AxisTick){.place = place};
            number_format_short(out[count++].label, AXIS_LABEL_MAX, number, 1);
        }
    }
    if (count >= 2) return count <= most ? count : list_powers(out, axis, most);
    Axis even = {.low = pow(10, axis->low), .high = pow(10, axis->high)};
    count = list_even(out, &even, most);
    for (int i = 0; i < count; i++) out[i].place = log10(out[i].place);
    return count;
}

int axis_list_ticks(AxisTick out[AXIS_TICK_MAX], const Axis *axis, int most) {
    if (!isfinite(axis->low) || !isfinite(axis->high) || !(axis->high > axis->low)) return 0;
    if (most < 2) most = 2;
    if (most > AXIS_TICK_MAX) most = AXIS_TICK_MAX;
    int count = !axis->is_log                   ? list_even(out, axis, most)
                : axis->high - axis->low >= 1.5 ? list_powers(out, axis, most)
                                                : list_within(out, axis, most);
    for (int i = 0; i < count && axis->name_count == 0; i++) group_thousands(out[i].label);
    return count;
}
