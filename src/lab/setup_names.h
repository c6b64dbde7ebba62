/* Names that people bring from other frameworks. The program does not accept them, so that everything has one name, but its message gives
   the right name. */
#ifndef UNROLL_LAB_SETUP_NAMES_H
#define UNROLL_LAB_SETUP_NAMES_H
#include "base/str.h"

/* The name here: "learning_rate", or with a value if that is clearer: "direction=both". NULL if it is not known. The case of letters does
   not matter. */
const char *setup_find_foreign(Str name);
/* The same for the value of a choice: "leaky" for an activation that is called LeakyReLU. */
const char *setup_find_foreign_value(Str key, Str value);
/* For names without a setting here: a sentence that says what to use. NULL if it is not known. */
const char *setup_tell_foreign(Str name);

#endif
