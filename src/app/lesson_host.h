/* Connects lessons with this program: their commands are those of the command table, their settings those of the setup table, their
   quantities those of the quantity table. The room lesson/ does not know these tables; it gets these functions. */
#ifndef UNROLL_APP_LESSON_HOST_H
#define UNROLL_APP_LESSON_HOST_H
#include "lab/quantity.h"
#include "lab/variant.h"
#include "lesson/lesson.h"

/* For lesson_parse and lesson_read; `file` is borrowed and may be NULL. .tell and .user are free for the caller. */
LessonHost lesson_host(const FileApi *file);

/* An experiment whose numbers are asked for. */
typedef struct LessonScene {
    const Lab *lab;
    QuantityFacts facts;
} LessonScene;

/* For condition_evaluate: quantities of the scene, which is borrowed. */
ConditionSource lesson_source(LessonScene *scene);

/* The setup that a lesson's setup means, and what a variant lays over it; validated key by key, not as a whole. Either may be NULL: the
   program's first preset, no variant. False when a preset or a setting is not possible, with the reason; the others are in `out`. */
bool lesson_form_setup(Setup *out, const LessonSetup *setup, const LessonVariant *variant, Diag *diag);

/* The same as the laboratory compares it (lab/variant.h): what the variant says differently from the step's setup, or its cell where it says
   nothing. These keys are the variant's own: what is set in the step later leaves them. */
bool lesson_form_variant(Variant *out, const LessonSetup *setup, const LessonVariant *variant, Diag *diag);

#endif
