/* A page: rich text that runs in a column and is drawn as it runs. The caller writes the text from top to bottom: blocks, and in them
   pieces of words, code and formulas; the page breaks lines at blanks, and `y` is the top of the next line. Nothing is kept between two
   pages: a page of a few hundred words costs less than drawing it.

   If list is NULL the same calls only measure: `y` grows in the same way. Lengths are design pixels. */
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
    Color text, dim, link, bad, ground, line, lit; /* ground: behind code and formulas; lit: behind the link or mark under the pointer */
    FormulaStyle formula;                          /* its colours; sizes follow the text */
} PageStyle;

/* A piece of a line. */
typedef struct PageItem {
    Str text;
    int face;        /* PageFace, any of them together */
    int hit;         /* of a link or mark; 0: none */
    bool is_formula; /* text is TeX */
    bool is_broken;  /* a formula with an error: its source is shown */
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
    /* Receives the boxes of links and marks, one for each line. May be NULL. */
    void (*place)(void *user, int hit, Rect box);
    void (*tell)(void *user, char *text, int size); /* puts a mistake's words into the person's language; NULL: they stay */
    void *user;                                     /* of both */
    int lit;                                        /* the hit that the pointer is on; 0: none */
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
    char pool[PAGE_POOL_MAX]; /* texts of this paragraph that the page itself owns */
    int pool_used;
} Page;

/* A block looks like running text unless size, leading, color, plain and align are set after page_begin. */
void page_begin(Page *page);
void page_put(Page *page, Str text, int face, int hit);      /* the text stays until the end of the block */
void page_put_copy(Page *page, Str text, int face, int hit); /* text that does not stay, such as a number */
void page_put_formula(Page *page, Str tex, int hit);         /* one with a mistake is shown as its text, in the colour for errors */
void page_break(Page *page);                                 /* a new line */
void page_end(Page *page);                                   /* the line under construction, and the block is done */

void page_space(Page *page, double height);
void page_rule(Page *page);
void page_code(Page *page, Str text); /* lines unchanged, on a ground; a long one continues in the next */
/* A formula on its own line, on a ground, smaller if it is wide. If it has an error, shows its source and the message. */
void page_formula(Page *page, Str tex);
void page_picture(Page *page, Str path, Str alternative); /* a box with the name of a picture */
/* A picture, as large as its pixels or as wide as the column; returns its box. */
Rect page_image(Page *page, const Picture *picture);
/* A bar at the left of everything that was written since `top`, as beside a quotation. */
void page_bar(Page *page, double top, Color color);
/* A table with columns as wide as they need, or narrower if there is no room; the first row is the head. `write` writes the content of one
   cell between begin and end; it is called several times for each cell. Columns beyond PAGE_COLUMN_MAX are left out. */
typedef struct PageTable {
    int rows, columns;
    const char *align; /* (columns) 'l', 'c' or 'r' */
    void (*write)(void *user, Page *page, int row, int column);
    void *user;
} PageTable;
void page_table(Page *page, const PageTable *table);

#endif
