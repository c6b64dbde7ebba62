/* The draw list: a picture as a flat list of commands, written by views and read by the rasteriser (raster.h), the vector writers and the
   text dump (output.h). Coordinates are design pixels. Allocation-free once it has grown. If memory is out the list sets `failed` and drops
   the commands that do not fit; it never aborts. A command with a NaN, an infinity or a negative size is dropped.

   On screen, rectangles (rounded ones too), clips, images and lines that run straight across or down snap to whole screen
   pixels: edges to the nearest, line widths to at least one, so hairlines never blur. Circles, slanted lines and paths do not snap.
   A clip holds for all commands between draw_clip and draw_unclip, on every layer. */
#ifndef UNROLL_DRAW_DRAW_LIST_H
#define UNROLL_DRAW_DRAW_LIST_H
#include "base/world.h"
#include "draw/geometry.h"

typedef enum DrawOp {
    DRAW_RECT,
    DRAW_ROUND,
    DRAW_ROUND_STROKE,
    DRAW_CIRCLE,
    DRAW_CIRCLE_STROKE,
    DRAW_LINE,
    DRAW_PATH_FILL,
    DRAW_PATH_STROKE,
    DRAW_BAND,
    DRAW_TEXT,
    DRAW_IMAGE,
    DRAW_MESH,
    DRAW_CLIP_PUSH,
    DRAW_CLIP_POP,
    DRAW_LAYER,
    DRAW_GROUP
} DrawOp;

/* Layers by how often they change; later ones lie on top. */
typedef enum DrawLayer { LAYER_PAGE, LAYER_STAGE, LAYER_HOVER, LAYER_OVERLAY, LAYER_COUNT } DrawLayer;

typedef enum TextAlign { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT } TextAlign;
typedef enum PathVerb { PATH_MOVE, PATH_LINE, PATH_CURVE, PATH_CLOSE } PathVerb; /* 1, 1, 3, 0 points */

/* A corner of a mesh. */
typedef struct MeshPoint {
    float x, y;
    Color color; /* opaque */
} MeshPoint;

typedef struct DrawList {
    double width, height; /* design pixels */
    double scale;         /* screen pixels per design pixel */
    Color background;
    unsigned char *data; /* owned; records, see draw_list.c and draw_list_next */
    size_t used, capacity;
    bool failed;
    Point *point; /* owned; the path under construction */
    unsigned char *verb;
    int point_count, verb_count, point_capacity, verb_capacity;
    bool path_broken; /* a NaN entered the path: it is dropped whole */
    DrawLayer layer;
} DrawList;

/* One command as a reader sees it. Which fields mean something depends on op. */
typedef struct DrawItem {
    DrawOp op;
    DrawLayer layer;
    Rect box;              /* rect, round, image, clip; bounds of everything else, stroke width included (text: filled by the reader) */
    double x0, y0, x1, y1; /* line; circle centre (x0, y0); text pen on the baseline (x0, y0); band ends */
    double w0, w1;         /* band widths at x0 and x1 */
    double radius, width;  /* corner or circle radius; stroke width; text size */
    Color color, color1;   /* color1: the band's other end */
    TextFace face;
    TextAlign align;
    Str text; /* run, or group name */
    int point_count, verb_count;
    const Point *point;
    const unsigned char *verb;
    double dash; /* stroke: dash length, 0 solid */
    int cols, rows;
    const Color *cell;       /* image: (rows, cols), drawn as flat cells */
    const MeshPoint *corner; /* mesh: (rows, cols) */
    uint64_t hash;           /* of the whole record */
} DrawItem;

bool draw_init(DrawList *list);
void draw_deinit(DrawList *list);
void draw_begin(DrawList *list, double width, double height, double scale, Color background); /* forgets the last picture */

void draw_fail(DrawList *list);                    /* memory was out for a part of the picture, which must then not be shown */
void draw_layer(DrawList *list, DrawLayer layer);  /* sets the layer of the following commands */
void draw_group(DrawList *list, const char *name); /* a heading in the text dump, "stage/river"; draws nothing */
void draw_rect(DrawList *list, Rect box, Color color);
void draw_round(DrawList *list, Rect box, double radius, Color color);
/* The stroke is centred on the box's edge; an odd width in screen pixels lies half a pixel further in. */
void draw_round_stroke(DrawList *list, Rect box, double radius, double width, Color color);
void draw_circle(DrawList *list, double x, double y, double radius, Color color);
void draw_circle_stroke(DrawList *list, double x, double y, double radius, double width, Color color);
/* Straight ends; round ones are draw_path_stroke's. */
void draw_line(DrawList *list, double x0, double y0, double x1, double y1, double width, Color color);
/* A river's piece: a quadrilateral of height w0 at x0 (centre y0) and w1 at x1 (centre y1), colours running from one to the other. Draws
   nothing if x0 == x1: a vertical piece is a path. */
void draw_band(DrawList *list, double x0, double y0, double w0, double x1, double y1, double w1, Color color0, Color color1);
/* `size` in design pixels; (x, y) is the pen on the baseline at the side that `align` names. */
void draw_text(DrawList *list, TextFace face, double size, double x, double y, TextAlign align, Color color, const char *text);
void draw_text_str(DrawList *list, TextFace face, double size, double x, double y, TextAlign align, Color color, Str text);
void draw_image(DrawList *list, Rect box, int cols, int rows, const Color *cell);
/* A surface: between each two rows and columns of corners a quadrilateral of two triangles, colours running from corner to corner. They are
   drawn row by row, each row from its first column on, later ones over earlier ones: the caller begins with the farthest row. Edges
   are not softened. */
void draw_mesh(DrawList *list, int cols, int rows, const MeshPoint *corner);
void draw_clip(DrawList *list, Rect box); /* intersects with the clip there is; undone by the next draw_unclip */
void draw_unclip(DrawList *list);

/* A path stays after fill or stroke, until the next begin: it can be filled and then stroked. */
void draw_path_begin(DrawList *list);
void draw_path_move(DrawList *list, double x, double y);
void draw_path_line(DrawList *list, double x, double y);
void draw_path_curve(DrawList *list, double x1, double y1, double x2, double y2, double x3, double y3);
void draw_path_arc(DrawList *list, double x, double y, double radius, double from,
                   double to); /* radians, clockwise on screen; as curves, joined by a line */
void draw_path_close(DrawList *list);
void draw_path_fill(DrawList *list, Color color);
void draw_path_stroke(DrawList *list, double width, Color color, double dash); /* round joins and caps; butt caps when dashed */

/* A map for drawing commands again at other places (not meshes): x follows the line through two points, y a polyline through `rows` points
   from above; a command moves with its middle and keeps its size. */
enum { DRAW_MOVE_ROWS = 12 };
typedef struct DrawMove {
    double x0, x1, to_x0, to_x1;
    int rows;
    double y[DRAW_MOVE_ROWS], to_y[DRAW_MOVE_ROWS];
    double most_w; /* wider commands are left out, but images */
    bool no_bands; /* bands are left out too */
} DrawMove;

/* Appends the records from byte `begin` up to `end` of another list, as they are. */
void draw_copy(DrawList *list, const DrawList *from, size_t begin, size_t end);
/* The same without texts, commands not completely in `inside`, commands with their middle in one of the `count` rectangles of `outside`,
   and the group of this name; clips stay. */
void draw_copy_inside(DrawList *list, const DrawList *from, Rect inside, const Rect outside[], int count, const char *without);
void draw_copy_shapes(DrawList *list, const DrawList *from, const char *without); /* all but its texts and the group of this name */
/* Fades the commands from byte `begin` on whose middle (for a text: its pen) lies in one of the boxes: `shown` 1 leaves them unchanged, 0
   makes them invisible. */
void draw_fade(DrawList *list, size_t begin, const Rect within[], int count, double shown);
/* Appends such commands of another list, moved and faded. Clips, layers and headings of `from` are left out. */
void draw_again(DrawList *list, const DrawList *from, const Rect within[], int count, const DrawMove *move, double shown);

/* Reading. Start with offset = 0; false at the end. */
bool draw_next(const DrawList *list, size_t *offset, DrawItem *item);
uint64_t draw_hash(const DrawList *list); /* of size, scale, background and all records: equal lists, equal pictures */

#endif
