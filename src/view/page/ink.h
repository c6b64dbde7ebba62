/* A lesson's text on a page: spans and plain blocks, with a region for every link and mark. */
#ifndef UNROLL_VIEW_PAGE_INK_H
#define UNROLL_VIEW_PAGE_INK_H
#include "draw/page.h"
#include "view/page/reader.h"
#include "view/view.h"

enum { INK_HIT_MAX = 192, INK_FOOTNOTE_MAX = 32 };

typedef struct Ink {
    const View *view;
    const char *screen; /* the first word of its regions' paths */
    PageStyle style;
    Page page;
    const LessonSpan *hit[INK_HIT_MAX]; /* links and marks, from 1 on */
    int hits;
    int footnote[INK_FOOTNOTE_MAX]; /* numbers that were written */
    int footnotes;
} Ink;

/* A column from (x, y) on. */
void ink_begin(Ink *ink, const View *view, const char *screen, double x, double y, double width);
/* The spans behind each other, between page_begin and page_end. */
void ink_spans(Ink *ink, const LessonSpan *span, int face, int hit);
/* A paragraph of them in this size, face and colour. */
void ink_paragraph(Ink *ink, const LessonSpan *span, TextFace face, double size, double leading, Color color);
void ink_text(Ink *ink, const char *text, TextFace face, double size, double leading, Color color);
/* Paragraphs, headings, lists, tables, quotations, code, formulas and rules; other blocks are passed over. */
void ink_block(Ink *ink, const LessonBlock *block);
void ink_blocks(Ink *ink, const LessonBlock *block); /* it and all behind it */
/* The footnotes that were written since the begin. */
void ink_footnotes(Ink *ink, const Lesson *lesson);

/* A card is written twice: once to learn its height, then on its ground. `measure` begins the first, `draw` ends it. */
typedef struct InkMark {
    double y;
    int hits, footnotes;
    DrawList *list;
} InkMark;
InkMark ink_measure(Ink *ink);
double ink_measured(Ink *ink, const InkMark *mark); /* the height; the ink is where it was */

#endif
