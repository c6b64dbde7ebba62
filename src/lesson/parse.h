/* Private to lesson/: declarations that the parts of the parser share. parse.c reads a file and its front matter; parse_markdown.c makes a
   tree of a Markdown text and puts the pieces that parse_cut.c cut out back into it; parse_block.c, parse_line.c and parse_question.c read
   the lesson blocks. */
#ifndef UNROLL_LESSON_PARSE_H
#define UNROLL_LESSON_PARSE_H
#include "lesson/lesson.h"

/* In the text that the Markdown library reads, a cut-out piece is replaced by CUT_BEGIN, its number, CUT_END, and CUT_MORE for each further
   line that it had, so that line numbers stay right. These bytes cannot occur in a lesson. */
enum { CUT_BEGIN = 2, CUT_END = 3, CUT_MORE = 4 };

typedef enum CutKind { CUT_FORMULA, CUT_DISPLAY, CUT_LIVE, CUT_MARK, CUT_INCLUDE } CutKind;
typedef struct Cut {
    CutKind kind;
    LessonPlace place;
    Str text;   /* what stands between the signs */
    Str source; /* with the signs */
} Cut;

/* A text that is parsed as Markdown: a file, the body of a note, one line of a question. */
typedef struct Document {
    Str text;          /* copied, so that the tree can point into it */
    LessonPlace place; /* place of its first character; further lines begin at the same column */
    bool is_inline;    /* one paragraph */
    Str cooked;        /* the text for the Markdown library */
    Cut *cut;
    int cut_count;
} Document;

typedef struct Parser Parser;
struct Parser {
    Lesson *lesson;
    const LessonHost *host;
    LessonStep *step;   /* the present step; NULL before there is any content */
    LessonBlock **tail; /* where the next block goes */
    LessonStep **step_tail;
    LessonSetup **setup_tail;
    LessonBlock **footnote_tail;
    int footnote_count, heading_count;
    const LessonSetup *last_setup;
    int depth;     /* depth of nested blocks */
    bool is_plain; /* in a note, an aside or a footnote: lesson blocks and steps are not allowed */
    bool in_include;
    double note_minutes;
    LessonPlace minutes_place; /* place of the minutes in the front matter */
    LessonPlace compare_place; /* place of the step's `compare`; line 0: none */
    const LessonVariant *variant;
    /* A fenced block: its info string, its content, where the content's first line begins. */
    void (*read_fence)(Parser *parser, Str info, Str body, LessonPlace place, LessonPlace body_place);
    void (*read_heading)(Parser *parser, int level, LessonSpan *span, LessonPlace place);
    /* {{include path}} alone on a line. */
    void (*read_include)(Parser *parser, Str path, LessonPlace place);
};

/* parse_tell.c */
bool parse_fail(Parser *parser, LessonPlace place, const char *format, ...) __attribute__((format(printf, 3, 4))); /* returns false */
/* Reports an error that another function found in the text at `place`. */
bool parse_fail_found(Parser *parser, LessonPlace place, const Diag *found);
void *parse_new(Parser *parser, size_t size);  /* NULL when memory is out */
bool parse_begins(Str text, const char *word); /* true if its first word is this one */
const Condition *parse_condition(Parser *parser, Str text, LessonPlace place);
/* `tex` as it stands in the file, from `place` on. */
void parse_check_formula(Parser *parser, Str tex, LessonPlace place);
LessonBlock *parse_add_block(Parser *parser, LessonBlockKind kind, LessonPlace place); /* at the parser's tail; NULL when memory is out */

/* parse_cut.c. False when memory is out. */
bool parse_cut(Document *document, Parser *parser);
/* The cut whose CUT_BEGIN is at *at, which then moves to its CUT_END; NULL if it is not a cut. */
const Cut *parse_find_cut(const Document *document, Str text, int *at);
Str parse_uncut(const Document *document, Parser *parser, Str text); /* restores the original text */

/* parse_markdown.c */
void parse_markdown(Parser *parser, Str text, LessonPlace place);      /* blocks, at the parser's tail */
LessonSpan *parse_inline(Parser *parser, Str text, LessonPlace place); /* one line; NULL when it is empty or memory is out */

/* parse_line.c: blocks with lines of commands and settings. `body` is the content of the block. */
LessonSetup *parse_setup(Parser *parser, Str name, Str body, LessonPlace place, LessonPlace body_place);
LessonLine *parse_command(Parser *parser, Str text, LessonPlace place); /* one line of do or `!` */
LessonLine *parse_commands(Parser *parser, Str body, LessonPlace place);
LessonVariant *parse_compare(Parser *parser, Str body, LessonPlace place);
LessonAllow *parse_allow(Parser *parser, Str body, LessonPlace place);
LessonLook *parse_look(Parser *parser, Str body, LessonPlace place);
LessonLine *parse_solution(Parser *parser, Str text, LessonPlace place); /* commands between semicolons */

/* parse_question.c */
LessonQuestion *parse_question(Parser *parser, LessonQuestionKind kind, Str body, LessonPlace place, LessonPlace body_place);

/* parse_claim.c */
LessonClaim *parse_claims(Parser *parser, Str body, LessonPlace place);
LessonTry *parse_try(Parser *parser, Str body, LessonPlace place, LessonPlace body_place);

/* parse_block.c: as Parser.read_fence */
void parse_fence(Parser *parser, Str info, Str body, LessonPlace place, LessonPlace body_place);

/* The next line of a block, trimmed, with its place; skips empty lines and, if `comments`, text after "# ". */
typedef struct BlockLines {
    Str rest;
    LessonPlace place; /* of the next line's first character */
    bool comments;
    Str line;       /* the line found */
    LessonPlace at; /* its place */
} BlockLines;
bool parse_next_line(BlockLines *lines);

#endif
