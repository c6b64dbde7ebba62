/* The close-up of the cell as a wiring diagram: where its wires, boxes and strips stand in the card, and which vector of the account
   (engine/analysis/account.h) each of them carries. */
#ifndef UNROLL_VIEW_INSIDE_CELL_PICTURE_H
#define UNROLL_VIEW_INSIDE_CELL_PICTURE_H
#include "view/inside/cell_place.h"
#include "view/view.h"

/* The strands of the three diagrams. PRE, GATE and BOX count on by gate block. */
typedef enum CellWire {
    WIRE_X,
    WIRE_H_BEFORE,
    WIRE_RAIL,     /* GRU: h_prev on its way to the gates */
    WIRE_C_BEFORE, /* the straight strand before its valve */
    WIRE_KEEP,     /* after the valve, before the new content is added */
    WIRE_WRITE,
    WIRE_C,       /* LSTM */
    WIRE_C_OUT,   /* LSTM: on to the next step */
    WIRE_TANH_IN, /* LSTM */
    WIRE_TANH,    /* LSTM */
    WIRE_REST,    /* GRU: 1 - z */
    WIRE_Q,       /* GRU */
    WIRE_H,
    WIRE_PRE,
    WIRE_GATE = WIRE_PRE + NET_GATE_MAX,
    WIRE_BOX = WIRE_GATE + NET_GATE_MAX,
    WIRE_BOX_C = WIRE_BOX + NET_GATE_MAX,
    WIRE_COUNT
} CellWire;

enum { CELL_POINT_MAX = 6 };

/* Places are parts of the card's width and height; u from -1 to 0 is the margin at its left, from 1 to 2 the one at its right. */
typedef struct CellShape {
    int wire, gate;
    double order; /* when it acts in the forward pass: 0 to 1 */
    AccountVector forward, back;
    int count;
    double at[CELL_POINT_MAX][2];
} CellShape;

typedef struct CellBox { /* an activation; gate -1: tanh of c */
    int gate;
    double u, v, order;
} CellBox;

typedef struct CellNode {
    const char *sign; /* "×", "+", "1−" */
    double u, v, order;
} CellNode;

typedef struct CellStrip {
    int gate;
    double u, v, h, order;
} CellStrip;

typedef struct CellDiagram {
    const CellShape *shape;
    int shape_count;
    const CellBox *box;
    int box_count;
    const CellNode *node;
    int node_count;
    const CellStrip *strip;
    int strip_count;
    double straight_v, state_v; /* of the rails at which c (or the GRU's h), and h, come in and go out */
    double box_w, box_h;        /* parts of the card */
} CellDiagram;

const CellDiagram *cell_diagram(CellKind cell);
bool cell_has_diagram(CellKind cell); /* false: of a cell that only the table of cells knows, the close-up says that it has none */
void cell_write_no_diagram(char *out, int size, const View *view);

/* The strand that a vector runs on; -1: none. */
int cell_wire_of(CellKind cell, AccountVector vector, int gate);
/* The name in words: "forget gate". */
const char *cell_wire_name(const Strings *strings, CellKind cell, int wire, bool is_backward);

typedef struct CellPicture {
    const View *view;
    const CellAccount *account;
    CellPlace place;
    CellKind cell;
    const CellDiagram *diagram;
    Rect area, title, card, film;
    double margin, size; /* scale of the margins; 1 in a card of 1000 x 620 */
    double most;         /* the largest gradient on a wire */
    int lit;             /* the CellWire under the pointer, in the diagram or in an equation; -1 */
} CellPicture;

bool cell_picture_init(CellPicture *picture, const View *view, Rect area);
Point cell_point(const CellPicture *picture, double u, double v);
Rect cell_box_rect(const CellPicture *picture, const CellBox *box);
Rect cell_strip_rect(const CellPicture *picture, const CellStrip *strip);
/* Of c or h before and after the step, in the margins. */
Rect cell_end_rect(const CellPicture *picture, bool is_right, double v);

/* The progress, 0 to 1, of an element with this place in the forward pass; in the backward pass the order is reversed. */
double cell_shown(const CellPicture *picture, double order);
int cell_lit_wire(const View *view);
Color cell_gradient_color(const CellPicture *picture, double norm);
void cell_add_region(const CellPicture *picture, Rect box, int wire, const char *name);

/* cell_chain.c: the vector on a strand (false where it has none of its own), the number of a unit in it, and the region that was added last made to
   stand for the number under the pointer there: of the row's unit, or of the selected one. */
bool cell_find_vector(const CellPicture *picture, int wire, AccountVector *vector, int *gate);
bool cell_find_chain(TermsPlace *out, const View *view, const CellPlace *place, AccountVector vector, int gate, int unit);
void cell_link(const CellPicture *picture, Rect box, int wire, bool has_rows);

/* The parts, one file each. */
void cell_draw_wires(const CellPicture *picture);
void cell_draw_boxes(const CellPicture *picture);
void cell_draw_strips(const CellPicture *picture);
void cell_draw_ends(const CellPicture *picture);
void cell_draw_film(const CellPicture *picture);
void cell_draw_head(const CellPicture *picture);
/* Draws a vector of the cell with a row for each unit. For a sigmoid gate `color` fills each row as far as the gate is open; NULL: the
   states' colours. */
void cell_draw_vector(const CellPicture *picture, Rect box, const double *value, const Color *color, double shown);

/* "LSTM cell, step 9 of 16" and the line below it. */
void cell_write_title(char *out, int size, const CellPicture *picture);
void cell_write_short_title(char *out, int size, const CellPicture *picture); /* where that has no room */
void cell_write_words(char *out, int size, const CellPicture *picture);

#endif
