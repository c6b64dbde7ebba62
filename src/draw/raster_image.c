/* Images of flat cells: heat maps of weights, states and gradients.

   A cell's edges lie on whole pixels (the nearest), so neighbours never blur into each other. Where there are more cells than pixels
   along an axis, the pixel shows the mean of the cells that fall on it, by count, on premultiplied sRGB numbers.

   Simplified on purpose: a cell that straddles two pixels counts for one of them. */
#include "draw/raster_inside.h"
#include <string.h>

/* Cells [from, to) that the pixel at `at` of `pixels` shows. */
typedef struct CellRange {
    int from, to;
} CellRange;

/* Cell c covers the pixels from floor(c P / C + 1/2) to the same of c + 1: the inverse of that map. */
static CellRange cells_at(int at, int pixels, int cells) {
    int64_t p = at, all = pixels, n = cells;
    if (n > all) {
        int64_t from = p * n / all, to = (p + 1) * n / all;
        return (CellRange){(int)from, (int)to};
    }
    /* the largest c with floor(c P / C + 1/2) <= p, that is 2 c P + C < 2 C (p + 1) */
    int64_t c = (2 * n * (p + 1) - n - 1) / (2 * all);
    if (c > n - 1) c = n - 1;
    return (CellRange){(int)c, (int)c + 1};
}

static Color mean_of(const DrawItem *item, CellRange cols, CellRange rows) {
    uint64_t r = 0, g = 0, b = 0, a = 0, count = (uint64_t)(cols.to - cols.from) * (uint64_t)(rows.to - rows.from);
    for (int y = rows.from; y < rows.to; y++) {
        const Color *cell = item->cell + (ptrdiff_t)y * item->cols;
        for (int x = cols.from; x < cols.to; x++) {
            uint64_t alpha = cell[x].a;
            r += cell[x].r * alpha;
            g += cell[x].g * alpha;
            b += cell[x].b * alpha;
            a += alpha;
        }
    }
    if (a == 0) return (Color){0, 0, 0, 0};
    return (Color){(uint8_t)((r + a / 2) / a), (uint8_t)((g + a / 2) / a), (uint8_t)((b + a / 2) / a), (uint8_t)((a + count / 2) / count)};
}

enum { BLOCK_WIDTH = 256 };

/* The sums of the cells of one row of pixels, by pixel; cells are read in memory order. The sums of MEAN_MAX cells fit into 32 bits. */
enum { MEAN_MAX = 1 << 16 };
typedef struct RowSums {
    uint32_t r[BLOCK_WIDTH], g[BLOCK_WIDTH], b[BLOCK_WIDTH], a[BLOCK_WIDTH];
} RowSums;

static bool is_repeated(const CellRange *cols, int i) { return i > 0 && cols[i].from == cols[i - 1].from; }

static void add_cells(RowSums *sums, const Color *cell, const CellRange *cols, int count) {
    for (int i = 0; i < count; i++) {
        if (is_repeated(cols, i)) continue;
        uint32_t r = 0, g = 0, b = 0, a = 0;
        for (int x = cols[i].from; x < cols[i].to; x++) {
            uint32_t alpha = cell[x].a;
            r += cell[x].r * alpha;
            g += cell[x].g * alpha;
            b += cell[x].b * alpha;
            a += alpha;
        }
        sums->r[i] += r;
        sums->g[i] += g;
        sums->b[i] += b;
        sums->a[i] += a;
    }
}

static void find_means(Color *color, const DrawItem *item, const CellRange *cols, int count, CellRange rows) {
    RowSums sums = {0};
    for (int y = rows.from; y < rows.to; y++) add_cells(&sums, item->cell + (ptrdiff_t)y * item->cols, cols, count);
    for (int i = 0; i < count; i++) {
        uint32_t a = sums.a[i], cells = (uint32_t)(cols[i].to - cols[i].from) * (uint32_t)(rows.to - rows.from);
        if (is_repeated(cols, i))
            color[i] = color[i - 1];
        else if (a == 0)
            color[i] = (Color){0, 0, 0, 0};
        else
            color[i] = (Color){(uint8_t)((sums.r[i] + a / 2) / a), (uint8_t)((sums.g[i] + a / 2) / a), (uint8_t)((sums.b[i] + a / 2) / a),
                               (uint8_t)((a + cells / 2) / cells)};
    }
}

static void find_colors(Color *color, const DrawItem *item, const CellRange *cols, int count, CellRange rows) {
    for (int i = 0; i < count; i++) {
        bool is_one = cols[i].to - cols[i].from == 1 && rows.to - rows.from == 1;
        if (is_repeated(cols, i))
            color[i] = color[i - 1];
        else
            color[i] = is_one ? item->cell[(ptrdiff_t)rows.from * item->cols + cols[i].from] : mean_of(item, cols[i], rows);
    }
}

/* The colours of one row of pixels: those of the cells on it. True when all of them are opaque. */
static bool find_row(Color *color, const DrawItem *item, const CellRange *cols, int count, CellRange rows) {
    int tall = rows.to - rows.from, wide = cols[0].to - cols[0].from + 1; /* pixels differ by one cell at most */
    bool is_mean = tall > 1 || cols[count - 1].to - cols[0].from > count, opaque = true;
    if (is_mean && (int64_t)tall * wide <= MEAN_MAX)
        find_means(color, item, cols, count, rows);
    else
        find_colors(color, item, cols, count, rows);
    for (int i = 0; i < count; i++) opaque = opaque && color[i].a == 255;
    return opaque;
}

/* Cells of a pixel or more: each is packed once, for all the pixels on which it lies; first[k] is the first of the k-th cell's. False at a
   cell that is not opaque. */
static bool pack_cells(uint32_t *pixel, const Canvas *canvas, const Color *cell, const CellRange *cols, const int *first, int cells) {
    for (int k = 0; k < cells; k++) {
        Color color = cell[cols[first[k]].from];
        if (color.a != 255) return false;
        uint32_t packed = canvas_pack(canvas, color);
        for (int i = first[k]; i < first[k + 1]; i++) pixel[i] = packed;
    }
    return true;
}

/* Columns [x, x + count) of the box, count <= BLOCK_WIDTH, with their cells looked up once for all rows. */
static void draw_block(const Canvas *canvas, const DrawItem *item, PixelRect box, int x, int count, int top, int bottom) {
    CellRange cols[BLOCK_WIDTH];
    Color color[BLOCK_WIDTH];
    uint32_t pixel[BLOCK_WIDTH];
    int first[BLOCK_WIDTH + 1], cells = 0;
    bool is_large = item->cols <= box.w && item->rows <= box.h; /* no pixel shows more than one cell */
    for (int i = 0; i < count; i++) {
        cols[i] = cells_at(x + i - box.x, box.w, item->cols);
        if (!is_repeated(cols, i)) first[cells++] = i;
    }
    first[cells] = count;
    for (int y = top; y < bottom;) {
        CellRange rows = cells_at(y - box.y, box.h, item->rows);
        int y_end = y + 1; /* rows of pixels that show the same cells are drawn together */
        while (y_end < bottom && cells_at(y_end - box.y, box.h, item->rows).from == rows.from) y_end++;
        bool packed = is_large && pack_cells(pixel, canvas, item->cell + (ptrdiff_t)rows.from * item->cols, cols, first, cells);
        if (packed || find_row(color, item, cols, count, rows)) {
            for (int i = 0; !packed && i < count; i++) pixel[i] = is_repeated(cols, i) ? pixel[i - 1] : canvas_pack(canvas, color[i]);
            for (; y < y_end; y++) memcpy(canvas->pixel + (ptrdiff_t)y * canvas->stride + x, pixel, (size_t)count * sizeof *pixel);
        } else {
            for (int i = 0, same; i < count; i += same) { /* columns of pixels that show the same cells, together */
                same = 1;
                while (i + same < count && cols[i + same].from == cols[i].from) same++;
                canvas_fill(canvas, (PixelRect){x + i, y, same, y_end - y}, color[i]);
            }
            y = y_end;
        }
    }
}

void canvas_image(const Canvas *canvas, const DrawItem *item, double scale) {
    PixelRect box = snap_box(item->box, scale, 1), seen = pixel_rect_intersect(box, canvas->clip);
    for (int x = seen.x; x < seen.x + seen.w; x += BLOCK_WIDTH) {
        int left = seen.x + seen.w - x;
        draw_block(canvas, item, box, x, left < BLOCK_WIDTH ? left : BLOCK_WIDTH, seen.y, seen.y + seen.h);
    }
}
