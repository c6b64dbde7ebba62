/* A lesson: one Markdown file, parsed into steps, blocks and spans.

   It is read once and never changed; the Lesson owns everything until lesson_free. Errors in the file are listed in `mistakes` with line
   and column, and the rest is read all the same; so there is always a lesson to show.

   This room knows no experiment: command lines, settings, conditions and the names behind [[...]] are text here. The caller passes
   functions that check them (LessonHost), so that errors are reported with their place.

   A page is a file without front matter (a glossary): the same tree with fewer requirements.

   Bounds: LESSON_BYTES_MAX a file; lists, quotations and includes nest LESSON_DEPTH_MAX deep; LESSON_MEMORY_MAX in all. */
#ifndef UNROLL_LESSON_LESSON_H
#define UNROLL_LESSON_LESSON_H
#include "base/diag.h"
#include "base/world.h"
#include "lesson/condition.h"

enum { LESSON_BYTES_MAX = 512 << 10, LESSON_DEPTH_MAX = 24, LESSON_FILE_MAX = 32, LESSON_CHOICE_MAX = 9, LESSON_VARIANT_MAX = 4 };

/* A place in a file. `file` is an index into Lesson.file: 0 is the lesson itself, the others are its includes. */
typedef struct LessonPlace {
    int file, line, column; /* line and column from 1 */
} LessonPlace;

/* --- text --- */

typedef enum LessonSpanKind {
    SPAN_TEXT,     /* text */
    SPAN_CODE,     /* text, as it stands */
    SPAN_FORMULA,  /* text: TeX, without the dollars */
    SPAN_LIVE,     /* {{condition | digits}}: a number from the present trace */
    SPAN_EMPHASIS, /* children, as of the next four */
    SPAN_STRONG,
    SPAN_LINK,     /* target: an address, or command: a button */
    SPAN_MARK,     /* [[target|children]]: hovering highlights `target` on the stage; without a bar the child is the target's text */
    SPAN_IMAGE,    /* target: path from the folder of the lesson; text: the same with that folder in front, or empty if it must not be read;
                      children: the alternative text */
    SPAN_FOOTNOTE, /* number: of the footnote, from 1 */
    SPAN_BREAK     /* a new line begins here */
} LessonSpanKind;

typedef struct LessonSpan LessonSpan;
struct LessonSpan {
    LessonSpanKind kind;
    LessonPlace place;
    LessonSpan *next, *child;
    Str text, target;
    Str command;                /* for a link: the command line of do:..., decoded; else empty */
    const Condition *condition; /* for a live number; NULL if it was wrong (text then holds the source) */
    int number;                 /* for a footnote; for a live number its significant digits, 0 if not given */
};

/* --- contents of lesson blocks --- */

/* `key value`, as in a setup. */
typedef struct LessonSetting {
    struct LessonSetting *next;
    LessonPlace place;
    Str key, value;
} LessonSetting;

/* A setup starts from a preset, another setup, or (neither) the program's first preset; its settings are laid over that. */
typedef struct LessonSetup {
    struct LessonSetup *next; /* the next setup in the file */
    LessonPlace place;
    Str name;                       /* empty if it has no name */
    const struct LessonSetup *from; /* a setup above it in the file */
    Str preset;
    LessonSetting *setting;
} LessonSetup;

/* A line of a `do` block, or a command that an answered question runs (`!`). */
typedef struct LessonLine {
    struct LessonLine *next;
    LessonPlace place;
    bool is_stop;    /* `--`: the lesson waits here for a key */
    bool must_burst; /* `train 500 bursts`: the training is meant to diverge */
    Str variant;     /* applies only to this variant of the step's `compare`; empty: to all */
    Str text;        /* the command */
} LessonLine;

/* A variant of `compare`: its settings are laid over `from`. */
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

/* CHOICE: an answer and the reply to it. ORDER: an item, in the right order. MATCH: left and right. NUMBER: a near miss. */
typedef struct LessonChoice {
    struct LessonChoice *next;
    LessonPlace place;
    bool is_right;    /* of a choice */
    double number;    /* of a near miss */
    LessonSpan *text; /* NULL of a near miss */
    LessonSpan *said; /* the reply to this answer; the right side of a match; NULL: no reply */
} LessonChoice;

typedef struct LessonCurve {
    Str text;        /* "rgrad", or for a curve over a setting "heldout": a quantity without its step argument */
    Str tail;        /* arguments after the step: "2 reverse" */
    int first, last; /* steps first..last; last 0 stands for T. 0 and 0: over a setting */
    Str key;         /* the setting; its values, (value_count) */
    Str *value;
    int value_count;
    bool is_log;
} LessonCurve;

typedef struct LessonQuestion {
    LessonQuestionKind kind;
    bool is_vote;
    LessonSpan *ask;
    LessonChoice *choice; /* in the order of the file; the view shuffles ORDER and MATCH */
    int choice_count;
    double number, tolerance; /* NUMBER: right from number - tolerance to number + tolerance, both included */
    Str where;                /* PLACE: "step 1" */
    LessonCurve curve;        /* DRAW */
    LessonSpan *why;          /* the reply to every answer; NULL: none */
    LessonSpan *model;        /* WRITE: the model answer */
    LessonLine *reveal;       /* commands run when it is answered */
    unsigned hash;            /* hash of the question and its options: an answer saved for another question does not count */
} LessonQuestion;

typedef struct LessonClaim {
    struct LessonClaim *next;
    LessonPlace place, condition_place; /* columns in messages about the condition count from its beginning */
    Str text;                           /* the whole line */
    bool is_slow;
    long seed_first, seed_last; /* 0 and 0: the setup's own seed */
    long at_least;              /* at least this many seeds must satisfy it; 0: all */
    long at_update;             /* -1: at the step's own update */
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
    BLOCK_ASIDE,    /* child: shown under "more"; name: its heading or empty */
    BLOCK_NOTE,     /* child, minutes, ask: the lecturer's window only */
    BLOCK_SETUP,    /* setup; this and the following are lesson blocks, with `word` their first word */
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
    char align;    /* of a cell: 'l', 'c', 'r', or 0 if not given */
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
    LessonSpan *heading; /* NULL: the text before the first heading */
    Str title;           /* the heading as plain text */
    Str slug;            /* as on GitHub; unique in the file */
    LessonBlock *block;
    /* The setup on the stage at the beginning of the step: its last one, or the nearest above it; NULL: the program's first preset. */
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
    Str file[LESSON_FILE_MAX]; /* paths: terminated; 0 is the lesson's own, as given */
    int file_count;
    LessonFront front;
    LessonStep *step;
    int step_count;
    LessonSetup *setup;    /* all of the file, in its order */
    LessonBlock *footnote; /* all, in the order of their numbers */
    DiagList mistakes;     /* the first DIAG_LIST_MAX, and how many there are */
} Lesson;

/* --- reading --- */

/* The caller's checks. A NULL function skips that check. On false they fill diag; its column, if it is not 0, counts from 1 in the given
   text. */
typedef struct LessonHost {
    void *user;
    const FileApi *file; /* for includes, and to check that pictures exist. NULL: neither is read */
    bool (*check_command)(void *user, Str line, Diag *diag);
    bool (*check_setting)(void *user, Str key, Str value, Diag *diag); /* value.at NULL: checks only the key */
    bool (*check_preset)(void *user, Str name, Diag *diag);
    bool (*check_mark)(void *user, Str mark, Diag *diag);             /* "river 5": a part of the stage */
    bool (*check_formula)(void *user, Str tex, Diag *diag);           /* diag->line, too, counts from 1 in the text */
    bool (*check_picture)(const void *data, size_t size, Diag *diag); /* true if such a file can be shown */
    ConditionSource conditions;                                       /* only .check is used */
    void (*tell)(void *user, const Diag *diag);                       /* called for every mistake, also beyond DIAG_LIST_MAX */
} LessonHost;

/* Parses the text of the file `path`, whose folder contains pictures and includes. NULL only if memory is out. */
Lesson *lesson_parse(const char *path, Str text, const LessonHost *host);
/* Parses a file. If it cannot be read or is too large, the lesson is empty and has that mistake. */
Lesson *lesson_read(const char *path, const LessonHost *host);
void lesson_free(Lesson *lesson); /* NULL is fine */

/* --- queries --- */

const LessonStep *lesson_find_step(const Lesson *lesson, Str slug); /* NULL when there is none */
/* Lists all settings of a setup, beginning with those of its origin: *preset is empty for the program's first preset; settings come in
   order, and the last one of a key counts. */
void lesson_visit_setup(const LessonSetup *setup, Str *preset, void (*visit)(void *user, const LessonSetting *setting), void *user);
/* The block after the step's last setup, where its commands begin. */
const LessonBlock *lesson_find_first(const LessonStep *step);
/* The variants that a step compares; NULL if none. */
const LessonVariant *lesson_find_variants(const LessonStep *step);
/* Every span of the lesson, also those in questions, notes and footnotes, each before its children. */
void lesson_visit_spans(const Lesson *lesson, void (*visit)(void *user, const LessonSpan *span), void *user);
/* The same for one block, without those after it. */
void lesson_visit_block(const LessonBlock *block, void (*visit)(void *user, const LessonSpan *span), void *user);
/* True if a step's text contains each of these words. Ignores case and TeX signs: "w_hh" finds W_{hh}. */
bool lesson_step_holds(const LessonStep *step, const char *words);
bool lesson_title_holds(const LessonStep *step, const char *words); /* the same of its title alone */
int lesson_format_spans(char *out, int size, const LessonSpan *span); /* as plain text, formulas as TeX; returns the bytes written */
double lesson_note_minutes(const Lesson *lesson);                     /* of all notes together */

#endif
