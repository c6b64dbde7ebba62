/* Random lines for every row of the command table, made from the signatures: right arguments, wrong ones, none, too many. */
#ifndef UNROLL_SUPPORT_RANDOM_COMMAND_H
#define UNROLL_SUPPORT_RANDOM_COMMAND_H
#include "app/app.h"
#include "base/random.h"

/* One line for a command picked at random. Counts that would only cost time (train 1000000) are kept small. */
void random_command_line(char *out, int size, Random *random, const App *app);

#endif
