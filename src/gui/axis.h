/* An axis of a chart: it converts a number to its place and back, and chooses the round numbers beside it (1, 2, 5, 10, ...).

   A place is the number itself, on a log axis its log10; so two places define a section of the axis on either scale. */
#ifndef UNROLL_GUI_AXIS_H
#define UNROLL_GUI_AXIS_H
#include <stdbool.h>

typedef struct Axis {
    double low, high; /* places at its two ends */
    bool is_log;
    bool is_whole;           /* only whole numbers have a tick */
    const char *const *name; /* (name_count) of the numbers 1, 2, ..., written in their place */
    int name_count;
} Axis;

double axis_place(const Axis *axis, double number); /* NaN if a log axis has no place for the number */
double axis_number(const Axis *axis, double place);
double axis_unit(const Axis *axis, double number); /* 0 at its lower end, 1 at its upper; less or more outside */

enum { AXIS_TICK_MAX = 40, AXIS_LABEL_MAX = 24 };
typedef struct AxisTick {
    double place;
    bool is_power; /* 10 to the whole number `exponent`, drawn with a superscript */
    int exponent;
    char label[AXIS_LABEL_MAX]; /* "" for a power */
} AxisTick;

/* At most `most` ticks (2 or more are asked for), from low to high. A log axis of at least one and a half decades has powers of ten. */
int axis_list_ticks(AxisTick out[AXIS_TICK_MAX], const Axis *axis, int most);

const char *axis_find_name(const Axis *axis, double number); /* NULL: it has none */

double axis_round_step(double least); /* the smallest of 1, 2, 5 times a power of ten that is not below it */

#endif
