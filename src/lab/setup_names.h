/* Names that people bring from other frameworks. They are not understood, so that everything has one name here, but answered with it. */
#ifndef UNROLL_LAB_SETUP_NAMES_H
#define UNROLL_LAB_SETUP_NAMES_H
#include "base/str.h"

/* What it is called here: "learning_rate", or with a value where that says more: "direction=both". NULL when it is not known. The
   case of letters does not matter. */
const char *setup_find_foreign(Str name);
/* The same for the value of a choice: "leaky" for an activation that is called LeakyReLU. */
const char *setup_find_foreign_value(Str key, Str value);
/* What has no setting here: a sentence that says what it is instead. NULL when it is not known. */
const char *setup_tell_foreign(Str name);

#endif
