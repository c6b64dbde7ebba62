/* A lesson: one Markdown file, read into steps, blocks and spans.

   Read whole, once, and never changed afterwards: everything hangs from the Lesson and lives until lesson_free. What the file says wrongly
   is told in `mistakes` at its line and column, and the rest is read all the same; so there is always a lesson to show.

   This room knows no experiment: command lines, settings, conditions and the names behind [[...]] are text here. Whoever reads a lesson
   hands in functions that check them (LessonHost), so that a wrong one is told at its place.

   A page is a file without front matter (a glossary): the same tree, of which less is asked.

   Bounds: LESSON_BYTES_MAX a file; lists, quotations and includes nest LESSON_DEPTH_MAX deep; LESSON_MEMORY_MAX in all. */
#ifndef UNROLL_LESSON_LESSON_H
#define UNROLL_LESSON_LESSON_H
#include "base/diag.h"
#include "base/world.h"
#include "lesson/condition.h"

enum { LESSON_BYTES_MAX = 512 << 10, LESSON_DEPTH_MAX = 24, LESSON_FILE_MAX = 32, LESSON_CHOICE_MAX = 9, LESSON_VARIANT_MAX = 4 };

/* Where something stands. `file` is an index into Lesson.file: 0 is the lesson's own, the others are its includes. */
typedef struct LessonPlace {
    int file, line, column; /* line and column from 1 */
} LessonPlace;

/* --- text --- */

typedef enum LessonSpanKind {
    SPAN_TEXT,     /* text */
    SPAN_CODE,     /* text, as it stands */
    SPAN_FORMULA,  /* text: TeX, without the dollars */
    SPAN_LIVE,     /* {{condition | digits}}: a number from the trace as it is now */
    SPAN_EMPHASIS, /* children, as of the next four */
    SPAN_STRONG,
    SPAN_LINK,     /* target: an address, or command: a button */
    SPAN_MARK,     /* [[target|children]]: hovering lights `target` on the stage; without a bar the child is the target's text */
    SPAN_IMAGE,    /* target: path from the folder of the lesson; text: the same with that folder before it, or empty where it may not be
                      read; children: the alternative text */
    SPAN_FOOTNOTE, /* number: of the footnote, from 1 */
    SPAN_BREAK     /* a new line begins here */
} LessonSpanKind;

typedef struct LessonSpan LessonSpan;
struct LessonSpan {
    LessonSpanKind kind;
    LessonPlace place;
    LessonSpan *next, *child;
    Str text, target;
    Str command;                /* of a link: the command line of do:..., decoded; else empty */
    const Condition *condition; /* of a live number; NULL when it was wrong (text then holds what stands there) */
    int number;                 /* of a footnote; of a live number its significant digits, 0 when not said */
};

/* --- what blocks of the lesson's own hold --- */

/* `key value`, as of a setup. */
typedef struct LessonSetting {
    struct LessonSetting *next;
    LessonPlace place;
    Str key, value;
} LessonSetting;

/* Begins as a preset, another setup, or (neither) the program's first preset; then its settings over it, all one setup. */
typedef struct LessonSetup {
    struct LessonSetup *next; /* the one that stands behind it in the file */
    LessonPlace place;
    Str name;                       /* empty when it has none */
    const struct LessonSetup *from; /* above it in the file */
    Str preset;
    LessonSetting *setting;
} LessonSetup;

/* A line of a `do` block, or of what a question does when it is answered (`!`). */
typedef struct LessonLine {
    struct LessonLine *next;
    LessonPlace place;
    bool is_stop;    /* `--`: the lesson waits here for a key */
    bool must_burst; /* `train 500 bursts`: the numbers become infinite on the way, and that is meant */
    Str variant;     /* only for this one of the step's `compare`; empty: for all */
    Str text;        /* the command */
} LessonLine;

/* One of `compare`: laid over what it is from. */
typedef struct LessonVariant {
    struct LessonVariant *next;
    LessonPlace place;
    Str name;
    const LessonSetup *from; /* NULL: the step's setup */
    LessonSetting *setting;
} LessonVariant;

typedef enum LessonLookKind { LOOK_AT, LOOK_ZOOM, LOOK_DIM, LOOK_AXIS } LessonLookKind;
typedef struct LessonLook {
    struct LessonLook *next;
    LessonPlace place;
    LessonLookKind kind;
    Str text;           /* AT: the mark, as in [[...]]: "river 5..16"; ZOOM, DIM: a word: "chart" */
    double least, most; /* AXIS */
} LessonLook;

/* `allow`: which controls are shown. */
typedef struct LessonAllow {
    bool all, none;
    LessonSetting *key; /* only .key is filled */
} LessonAllow;

typedef enum LessonQuestionKind {
    QUESTION_CHOICE,
    QUESTION_NUMBER,
    QUESTION_PLACE,
    QUESTION_ORDER,
    QUESTION_MATCH,
    QUESTION_DRAW,
    QUESTION_WRITE
} LessonQuestionKind;

/* CHOICE: an answer and what is said to it. ORDER: an item, in the right order. MATCH: left and right. NUMBER: a near miss. */
typedef struct LessonChoice {
    struct LessonChoice *next;
    LessonPlace place;
    bool is_right;    /* of a choice */
    double number;    /* of a near miss */
    LessonSpan *text; /* NULL of a near miss */
    LessonSpan *said; /* to whoever chose it; of a match its right side; NULL when nothing is said */
} LessonChoice;

typedef struct LessonCurve {
    Str text;        /* "rgrad", or for a curve over a setting "heldout": a quantity whose step, if it has one, is still to be put in */
    Str tail;        /* words behind the step: "2 reverse" */
    int first, last; /* steps first..last; last 0 stands for T. 0 and 0: over a setting */
    Str key;         /* of the setting; its values, (value_count) */
    Str *value;
    int value_count;
    bool is_log;
} LessonCurve;

typedef struct LessonQuestion {
    LessonQuestionKind kind;
    bool is_vote;
    LessonSpan *ask;
    LessonChoice *choice; /* in the order of the file; the reader shuffles ORDER and MATCH */
    int choice_count;
    double number, tolerance; /* NUMBER: right from number - tolerance to number + tolerance, both included */
    Str where;                /* PLACE: "step 1" */
    LessonCurve curve;        /* DRAW */
    LessonSpan *why;          /* said to all; NULL when nothing is */
    LessonSpan *model;        /* WRITE: the model answer */
    LessonLine *reveal;       /* done when it is answered */
    unsigned hash;            /* of what is asked and offered: an answer that was kept for another question does not count */
} LessonQuestion;

typedef struct LessonClaim {
    struct LessonClaim *next;
    LessonPlace place, condition_place; /* columns in a message of the condition count from the latter */
    Str text;                           /* the whole line */
    bool is_slow;
    long seed_first, seed_last; /* 0 and 0: the setup's own seed */
    long at_least;              /* so many seeds must hold it; 0: all */
    long at_update;             /* -1: where the step stands */
    Str variant;
    long burst_within;          /* `expect burst within N`; 0: a condition */
    const Condition *condition; /* NULL: a burst */
} LessonClaim;

typedef struct LessonTry {
    LessonSpan *ask;
    const Condition *until; /* NULL when it was wrong or missing, which is a mistake */
    LessonPlace until_place;
    double hint_after_s;
    LessonSpan *hint;     /* NULL: none */
    LessonLine *solution; /* commands */
} LessonTry;

/* --- blocks --- */

typedef enum LessonBlockKind {
    BLOCK_PARAGRAPH, /* span */
    BLOCK_HEADING,   /* span; level 1, 3..6 (2 is a step); slug */
    BLOCK_FORMULA,   /* text: TeX of $$...$$ that stands alone */
    BLOCK_CODE,      /* text; name: the language or empty */
    BLOCK_LIST,      /* child: BLOCK_ITEM; level: the first number, -1 for bullets; is_tight */
    BLOCK_ITEM,      /* child */
    BLOCK_QUOTE,     /* child */
    BLOCK_TABLE,     /* child: BLOCK_ROW, the first is the head */
    BLOCK_ROW,       /* child: BLOCK_CELL */
    BLOCK_CELL,      /* span; align */
    BLOCK_RULE,
    BLOCK_FOOTNOTE, /* of Lesson.footnote: level is its number; child */
    BLOCK_ASIDE,    /* child: folded under "more"; name: its heading or empty */
    BLOCK_NOTE,     /* child, minutes, ask: the lecturer's window only */
    BLOCK_SETUP,    /* setup; this and the following are of the lesson's own, with `word` their first word */
    BLOCK_DO,       /* line */
    BLOCK_ALLOW,    /* allow */
    BLOCK_LOOK,     /* look */
    BLOCK_QUESTION, /* question: predict, draw, write */
    BLOCK_COMPARE,  /* variant */
    BLOCK_TRY,      /* attempt */
    BLOCK_ASSERT    /* claim */
} LessonBlockKind;

typedef struct LessonBlock LessonBlock;
struct LessonBlock {
    LessonBlockKind kind;
    LessonPlace place;
    LessonBlock *next, *child;
    LessonSpan *span;
    Str text, name, slug;
    int level;
    char align;    /* of a cell: 'l', 'c', 'r', or 0 where nothing is said */
    bool is_tight; /* of a list: without space between its items */
    double minutes;
    LessonChoice *ask; /* of a note: .text of each */
    union {
        LessonSetup *setup;
        LessonLine *line;
        LessonAllow *allow;
        LessonLook *look;
        LessonQuestion *question;
        LessonVariant *variant;
        LessonTry *attempt;
        LessonClaim *claim;
    };
};

typedef enum LessonStepKind { STEP_PLAIN, STEP_KEY_POINTS, STEP_REVIEW } LessonStepKind;

typedef struct LessonStep {
    struct LessonStep *next;
    LessonStepKind kind;
    LessonPlace place;
    int index;           /* from 0 */
    LessonSpan *heading; /* NULL: what stands before the first heading, if anything does */
    Str title;           /* the heading as plain text */
    Str slug;            /* as on GitHub; unique in the file */
    LessonBlock *block;
    /* The setup that is on the stage when the step begins: its last one, or the nearest above it; NULL: the program's first preset. */
    const LessonSetup *setup;
} LessonStep;

typedef struct LessonWord {
    struct LessonWord *next;
    LessonPlace place;
    Str text;
} LessonWord;

typedef struct LessonFront {
    bool is_there; /* else it is a page */
    Str title, id;
    double minutes;
    bool is_further;  /* level: further; else basic */
    LessonWord *need; /* ids */
    LessonWord *goal;
} LessonFront;

typedef struct Lesson {
    LessonMemory memory;
    Str file[LESSON_FILE_MAX]; /* paths: terminated; 0 is the lesson's own, as it was given */
    int file_count;
    LessonFront front;
    LessonStep *step;
    int step_count;
    LessonSetup *setup;    /* all of the file, in its order */
    LessonBlock *footnote; /* all, in the order of their numbers */
    DiagList mistakes;     /* the first DIAG_LIST_MAX, and how many there are */
} Lesson;

/* --- reading --- */

/* Whoever reads. Every function may be NULL: then that is not checked. On false they fill diag; its column, if it is not 0, counts from 1
   in the text that was handed over. */
typedef struct LessonHost {
    void *user;
    const FileApi *file; /* for includes, and to see whether pictures are there. NULL: neither is looked at */
    bool (*check_command)(void *user, Str line, Diag *diag);
    bool (*check_setting)(void *user, Str key, Str value, Diag *diag); /* value.at NULL: is there such a key? */
    bool (*check_preset)(void *user, Str name, Diag *diag);
    bool (*check_mark)(void *user, Str mark, Diag *diag);             /* "river 5": a part of the stage */
    bool (*check_formula)(void *user, Str tex, Diag *diag);           /* diag->line, too, counts from 1 in the text */
    bool (*check_picture)(const void *data, size_t size, Diag *diag); /* can such a file be shown? */
    ConditionSource conditions;                                       /* only .check is used */
    void (*tell)(void *user, const Diag *diag);                       /* every mistake as it is found, also those beyond DIAG_LIST_MAX */
} LessonHost;

/* The lesson in a text that stands in the file `path`, from whose folder it takes pictures and includes. NULL only when memory is out. */
Lesson *lesson_parse(const char *path, Str text, const LessonHost *host);
/* The same of a file. One that cannot be read, or is too large, gives an empty lesson with that mistake. */
Lesson *lesson_read(const char *path, const LessonHost *host);
void lesson_free(Lesson *lesson); /* NULL is fine */

/* --- looking at it --- */

const LessonStep *lesson_find_step(const Lesson *lesson, Str slug); /* NULL when there is none */
/* What a setup says, from what it begins with on: *preset is empty for the program's first preset; settings are called in order, the last
   word on a key counts. */
void lesson_visit_setup(const LessonSetup *setup, Str *preset, void (*visit)(void *user, const LessonSetting *setting), void *user);
/* The block from which on a step's commands are done: behind its last setup. */
const LessonBlock *lesson_find_first(const LessonStep *step);
/* The variants that a step compares; NULL when it compares nothing. */
const LessonVariant *lesson_find_variants(const LessonStep *step);
/* Every span of the lesson, also those in questions, notes and footnotes, each before its children. */
void lesson_visit_spans(const Lesson *lesson, void (*visit)(void *user, const LessonSpan *span), void *user);
/* The same of one block; those behind it are left out. */
void lesson_visit_block(const LessonBlock *block, void (*visit)(void *user, const LessonSpan *span), void *user);
/* Does a step's text hold every one of these words? In any case, and without the signs of formulas: "w_hh" finds W_{hh}. */
bool lesson_step_holds(const LessonStep *step, const char *words);
int lesson_format_spans(char *out, int size, const LessonSpan *span); /* as plain text, formulas as TeX; returns the bytes written */
double lesson_note_minutes(const Lesson *lesson);                     /* of all notes together */

#endif
