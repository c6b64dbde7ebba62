/* A person's place in a lesson, and the answers so far. Views read this and app/ changes it. Only this module decides which part of a step
   stays hidden until its question is answered and the stage shows what the answer speaks of.

   Questions are numbered as they stand in the file. If the file changes, an answer is kept as long as its question and options stay the
   same. */
#ifndef UNROLL_VIEW_PAGE_READER_H
#define UNROLL_VIEW_PAGE_READER_H
#include "draw/picture.h"
#include "lesson/lesson.h"

enum { READER_QUESTION_MAX = 64, READER_POINT_MAX = 64, READER_TEXT_MAX = 256 };

typedef enum ReaderState { READER_OPEN, READER_ANSWERED, READER_SKIPPED } ReaderState;

typedef struct ReaderAnswer {
    ReaderState state;
    bool is_right;
    int choice
        [LESSON_CHOICE_MAX]; /* (count) CHOICE: the one chosen; PLACE: the time step, from 1; ORDER, MATCH: what was put at each place */
    int count;
    double number;                  /* NUMBER */
    char text[READER_TEXT_MAX];     /* WRITE */
    double point[READER_POINT_MAX]; /* (points) DRAW: NaN where nothing was drawn */
    double truth[READER_POINT_MAX]; /* (points) the curve as it was when it was shown; NaN before */
    int points;
} ReaderAnswer;

typedef struct Reader {
    const Lesson *lesson; /* NULL: none is open */
    const char *name;     /* of its file, without the folder */
    int number, count;    /* of the lesson in its course, from 1; 0: it is in none */
    int step;             /* index */
    bool is_at_stop;      /* lines wait behind a `--` */
    bool is_busy;         /* lines are being done */
    double done, all;     /* updates of the training that runs; all 0: none */
    /* Answered, but the commands of its answer have not all run, or a compared variant is not there yet: what is said to the answer, and all
       that follows the question, stays hidden. NULL: none */
    const LessonQuestion *revealing;
    int pausing; /* 1 + the question whose answer's commands wait at a `--`, or run on behind one: what follows it stays hidden; 0: none */
    const LessonQuestion *question[READER_QUESTION_MAX];
    ReaderAnswer answer[READER_QUESTION_MAX];
    unsigned char shown[READER_QUESTION_MAX][LESSON_CHOICE_MAX]; /* ORDER, MATCH: the item that stands at each place of the list */
    int question_count;
    uint64_t open_asides; /* bits: of the step's asides in their order */
    bool is_try_met, is_hint_shown, is_hint_due;
    int sketched;      /* the point of a curve that the arrow keys move, from 0 */
    bool all_controls; /* those that `allow` hides are shown too */
    /* A number from the experiment as it is now, or "?" and why. */
    void (*format_live)(void *user, const LessonSpan *span, char *out, int size);
    /* The picture of a SPAN_IMAGE; NULL: it cannot be shown. */
    const Picture *(*find_picture)(void *user, const LessonSpan *span);
    void *user;
} Reader;

const LessonStep *reader_step(const Reader *reader); /* NULL when no lesson is open */
const LessonStep *reader_find_index(const Lesson *lesson, int index);
int reader_find_question(const Reader *reader, const LessonQuestion *question); /* its number; -1: beyond the bound */
/* The question of the open step whose curve is drawn into the chart of the gradient; -1: none. `reader` may be NULL. */
int reader_find_sketch(const Reader *reader);
int reader_find_values(const Reader *reader); /* the same of a curve over a setting, which has a chart of its own in its place */
/* Does a block hold back what follows it in its step? */
bool reader_holds(const Reader *reader, const LessonBlock *block);
/* True if what is said to this question's answer can be shown. */
bool reader_explains(const Reader *reader, int at);
/* The question of the step that a key answers: the first open one, if it is not hidden; -1: none. */
int reader_open_question(const Reader *reader);
const LessonBlock *reader_find_block(const LessonStep *step, LessonBlockKind kind); /* the first; NULL: none */
/* Does the step show only some controls; and is this parameter's one of them? Without a lesson all are. */
bool reader_limits_controls(const Reader *reader);
bool reader_allows(const Reader *reader, const char *key);
/* The first line of this kind in the step's `look` behind `after` (NULL: from the first on); NULL: none. */
const LessonLook *reader_find_look(const Reader *reader, LessonLookKind kind, const LessonLook *after);
/* Questions that are answered, and of them right ones, of those that have a right answer. */
void reader_count(const Reader *reader, int *answered, int *right);
/* Lists the questions of a lesson and shuffles what is to be shuffled; answers are all open. */
void reader_bind(Reader *reader, const Lesson *lesson);
/* Judges a whole answer; false where there is nothing to judge (WRITE, DRAW). */
bool reader_judge(const LessonQuestion *question, ReaderAnswer *answer);
/* The near miss that a number is closest to, if it is a miss at all; NULL: none. */
const LessonChoice *reader_near_miss(const LessonQuestion *question, double number);

#endif
