/* Seeded random input of every kind, for the tests that let a careless person loose on the program. */
#ifndef UNROLL_SUPPORT_RANDOM_INPUT_H
#define UNROLL_SUPPORT_RANDOM_INPUT_H
#include "base/random.h"
#include "support/drive.h"

/* Fills `input` with 0 to 6 events: pointer motion (mostly onto some region), presses and releases (now and then one without
   the other), double clicks, wheel, keys of the command table and of editing, text, leaving, resizes. */
void random_input_fill(Input *input, Random *random, const App *app);

/* One line of the command table with random arguments; often refused. Costly sizes are kept small. */
void random_input_line(char *out, int size, Random *random, const App *app);

#endif
