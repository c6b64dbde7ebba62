/* A page: rich text that runs in a column and is drawn as it runs. Whoever has the text writes it from top to bottom: blocks, and in
   them pieces of words, code and formulas; the page breaks lines at blanks, and `y` says how far it has come. Nothing is kept between
   two pages: a page of a few hundred words costs less than drawing it.

   Where list is NULL the same calls only measure: `y` grows as it would. Lengths are design pixels. */
#ifndef UNROLL_DRAW_PAGE_H
#define UNROLL_DRAW_PAGE_H
#include "draw/picture.h"
#include "draw/text.h"

enum { PAGE_ITEM_MAX = 96, PAGE_POOL_MAX = 1024, PAGE_COLUMN_MAX = 12 };

typedef enum PageFace {
    PAGE_PLAIN,
    PAGE_STRONG = 1,
    PAGE_EMPHASIS = 2,
    PAGE_CODE = 4,
    PAGE_LINK = 8,
    PAGE_MARK = 16,
    PAGE_SMALL = 32
} PageFace;

/* The looks of a page, from the theme. */
typedef struct PageStyle {
    double size, leading;                          /* of running text, and from one baseline to the next */
    Color text, dim, link, bad, ground, line, lit; /* ground: under code and formulas; lit: under a link or mark that the pointer is on */
    FormulaStyle formula;                          /* its colours; sizes follow the text */
} PageStyle;

/* A piece of a line. */
typedef struct PageItem {
    Str text;
    int face;        /* PageFace, any of them together */
    int hit;         /* of a link or mark; 0: none */
    bool is_formula; /* text is TeX */
    bool is_broken;  /* a formula with a mistake: its text is shown as it stands */
    bool follows;    /* a blank stands before it, at which the line may break */
    double width, ascent, descent;
} PageItem;

typedef struct Page {
    DrawList *list; /* NULL: only measured */
    const TextApi *api;
    double scale;
    const PageStyle *style;
    double left, width; /* of the column */
    double y;           /* the top of the next line */
    /* Where a link or mark came to stand, a box a line. NULL: nobody asks. */
    void (*place)(void *user, int hit, Rect box);
    void *user;
    int lit; /* the hit that the pointer is on; 0: none */
    /* The paragraph that is being written. */
    double size, leading;
    Color color;
    TextFace plain; /* the face of its text where nothing else is said */
    TextAlign align;
    Str marker;    /* drawn before its first line */
    bool is_blank; /* a blank was read behind the last item */
    int lines;     /* of this paragraph, so far */
    double used;   /* width of the line's items */
    int count;
    PageItem item[PAGE_ITEM_MAX];
    char pool[PAGE_POOL_MAX]; /* text of this paragraph's that is not somebody else's */
    int pool_used;
} Page;

/* The looks of a block are those of running text until it says otherwise: set size, leading, color, plain and align behind the begin. */
void page_begin(Page *page);
void page_put(Page *page, Str text, int face, int hit);      /* the text stays until the end of the block */
void page_put_copy(Page *page, Str text, int face, int hit); /* text that does not stay, such as a number */
void page_put_formula(Page *page, Str tex, int hit);         /* one with a mistake is shown as its text, in the colour for errors */
void page_break(Page *page);                                 /* a new line */
void page_end(Page *page);                                   /* the line under construction, and the block is done */

void page_space(Page *page, double height);
void page_rule(Page *page);
void page_code(Page *page, Str text); /* lines as they stand, on a ground; a long one goes on in the next */
/* On a line of its own, on a ground, smaller where it is wide. One with a mistake shows its text and what is wrong. */
void page_formula(Page *page, Str tex);
void page_picture(Page *page, Str path, Str alternative); /* a box that names a picture */
/* A picture, as large as its pixels or as wide as the column; returns its box. */
Rect page_image(Page *page, const Picture *picture);
/* A bar at the left of everything that was written since `top`, as beside a quotation. */
void page_bar(Page *page, double top, Color color);
/* Cells in columns as wide as they need, or narrower where they have no room; the first row is the head. `write` puts the content of one
   cell between begin and end; it is called several times for each. Columns beyond PAGE_COLUMN_MAX are left out. */
typedef struct PageTable {
    int rows, columns;
    const char *align; /* (columns) 'l', 'c' or 'r' */
    void (*write)(void *user, Page *page, int row, int column);
    void *user;
} PageTable;
void page_table(Page *page, const PageTable *table);

#endif
