/* Names the weight of the gradient check as people write it: W 1 2, U 3 1 2 reverse, b_ih 1 4, weight_hh_l0 1 2. */
#ifndef UNROLL_LAB_CHECK_PLACE_H
#define UNROLL_LAB_CHECK_PLACE_H
#include "base/str.h"
#include "engine/net/net.h"

typedef struct CheckPlace {
    ParamKind kind;
    int layer, direction, row, col; /* from 0 */
} CheckPlace;

/* On false the message says what was found and what is expected. */
bool check_place_parse(CheckPlace *out, Str text, const Net *net, Diag *diag);
int check_place_format(char *out, int size, const CheckPlace *place, const Net *net); /* as it is parsed */

const char *check_place_letter(ParamKind kind); /* "W", "b_ih" */

/* Limits the place to this network: the nearest row, column, layer and direction. */
CheckPlace check_place_fit(const CheckPlace *place, const Net *net);
size_t check_place_index(const CheckPlace *place, const Net *net); /* index into the weights, for a place that fits */
CheckPlace check_place_of(size_t index, const Net *net);

#endif
