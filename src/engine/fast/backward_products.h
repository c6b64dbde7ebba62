/* Matrix products with the panels of dpre (backward_cell.h): over its rows for the gradients of the weights, over its units for
   what goes back to h_prev and to the layer's input. A tile of LANES rows by 3 vectors of the result stays in registers; three
   vectors to a column panel, because a tile of two waits for its loads, and two where one would be left. What comes from the
   second-level cache is fetched some lines ahead: the processor alone guesses too late. */
#ifndef UNROLL_ENGINE_FAST_BACKWARD_PRODUCTS_H
#define UNROLL_ENGINE_FAST_BACKWARD_PRODUCTS_H
#include "engine/fast/backward_cell.h"
#include "engine/fast/product.h"

/* Whole vectors of the next column panel of `cols` columns; 1 where only part of one is left. */
static int panel_vectors(int cols) {
    int vectors = cols / LANES;
    return vectors >= 3 && vectors != 4 ? 3 : vectors >= 2 ? 2 : 1;
}

/* `inner` rows of B, `vectors` of each side by side, zeros behind the last column. */
static void pack_vectors(double *out, const double *B, ptrdiff_t ldb, int inner, int vectors, int cols) {
    for (int k = 0; k < inner; k++, B += ldb) {
        for (int v = 0; v < vectors; v++, out += LANES) v_store(out, v_load_n(B + v * LANES, cols - v * LANES));
    }
}

/* One vector of each row, `step` apart. */
static void pack_vector(double *out, ptrdiff_t step, const double *B, ptrdiff_t ldb, int inner, int cols) {
    for (int k = 0; k < inner; k++, B += ldb, out += step) v_store(out, v_load_n(B, cols));
}

/* What will be read soon, `at` up to `end`: a product, which computes more than it reads, fetches it on the way, line by line. */
typedef struct Ahead {
    const char *at, *end;
} Ahead;

FAST_INLINE void ahead_fetch(Ahead *ahead) {
    if (ahead->at >= ahead->end) return;
    __builtin_prefetch(ahead->at, 0, 2);
    ahead->at += 64;
}

/* C (rows, vectors) = or += A B. */
typedef struct PanelTile {
    double *C;
    const double *A, *B;
    ptrdiff_t ldc, step;
    int inner, rows, part; /* part: columns of the last vector, where it is not whole */
    bool add;
    Ahead *ahead;
} PanelTile;

/* The same with every vector of C in a matrix of its own. */
typedef struct RowTile {
    double *C[3], *sum; /* sum: LANES units of db, or NULL */
    ptrdiff_t ldc[3], ldb;
    int part[3]; /* of each vector's columns */
    const double *A, *B;
    int inner, rows;
    bool add;
} RowTile;

#define FAST_SUMS                                                                                                                          \
    V c00 = {0}, c01 = {0}, c02 = {0}, c10 = {0}, c11 = {0}, c12 = {0}, c20 = {0}, c21 = {0}, c22 = {0}, c30 = {0}, c31 = {0}, c32 = {0};  \
    V c40 = {0}, c41 = {0}, c42 = {0}, c50 = {0}, c51 = {0}, c52 = {0}, c60 = {0}, c61 = {0}, c62 = {0}, c70 = {0}, c71 = {0}, c72 = {0}
#define FAST_ROW(r, x)                                                                                                                     \
    if (rows > r) {                                                                                                                        \
        V a = v_set(x);                                                                                                                    \
        c##r##0 += a * b0;                                                                                                                 \
        if (vectors > 1) c##r##1 += a * b1;                                                                                                \
        if (vectors > 2) c##r##2 += a * b2;                                                                                                \
    }
#define FAST_KEEP(r)                                                                                                                       \
    if (rows > r && tile->rows > r) panel_store(tile, r, c##r##0, c##r##1, c##r##2, vectors, whole)
#define FAST_KEEP_ALL                                                                                                                      \
    FAST_KEEP(0);                                                                                                                          \
    FAST_KEEP(1);                                                                                                                          \
    FAST_KEEP(2);                                                                                                                          \
    FAST_KEEP(3);                                                                                                                          \
    FAST_KEEP(4);                                                                                                                          \
    FAST_KEEP(5);                                                                                                                          \
    FAST_KEEP(6);                                                                                                                          \
    FAST_KEEP(7)

FAST_INLINE void panel_store(const PanelTile *tile, int row, V c0, V c1, V c2, const int vectors, const bool whole) {
    double *C = tile->C + row * tile->ldc;
    if (whole) {
        v_store(C, tile->add ? v_load(C) + c0 : c0);
        if (vectors > 1) v_store(C + LANES, tile->add ? v_load(C + LANES) + c1 : c1);
        if (vectors > 2) v_store(C + 2 * LANES, tile->add ? v_load(C + 2 * LANES) + c2 : c2);
    } else {
        v_store_n(C, tile->add ? v_load_n(C, tile->part) + c0 : c0, tile->part);
    }
}

FAST_INLINE void row_store(const RowTile *tile, int row, int v, V c, const bool whole) {
    double *C = tile->C[v] + row * tile->ldc[v];
    int n = whole ? LANES : tile->part[v];
    v_store_n(C, tile->add ? v_load_n(C, n) + c : c, n);
}

/* Over the rows of one panel: `inner` of them, A's LANES units are the result's rows. All are computed, tile->rows of them kept;
   `sums`: and A's rows are added up. */
FAST_INLINE void tile_over_rows(const RowTile *tile, const int vectors, const bool whole, const bool sums) {
    enum { rows = LANES };
    FAST_SUMS;
    V sum = {0};
    const double *A = tile->A, *B = tile->B;
    for (int k = 0; k < tile->inner; k++, A += LANES, B += tile->ldb) {
        __builtin_prefetch(A + 16 * LANES, 0, 3);
        V b0 = whole || vectors > 1 ? v_load(B) : v_load_n(B, tile->part[0]), b1 = vectors > 1 ? v_load(B + LANES) : b0;
        V b2 = vectors > 2 ? v_load(B + 2 * LANES) : b0;
        FAST_ROW(0, A[0])
        FAST_ROW(1, A[1])
        FAST_ROW(2, A[2])
        FAST_ROW(3, A[3])
        FAST_ROW(4, A[4])
        FAST_ROW(5, A[5])
        FAST_ROW(6, A[6])
        FAST_ROW(7, A[7])
        if (sums) sum += v_load(A);
    }
    if (sums) v_store_n(tile->sum, tile->add ? v_load_n(tile->sum, tile->rows) + sum : sum, tile->rows);
#define FAST_KEEP_ROW(r)                                                                                                                   \
    if (rows > r && tile->rows > r) {                                                                                                      \
        row_store(tile, r, 0, c##r##0, whole);                                                                                             \
        if (vectors > 1) row_store(tile, r, 1, c##r##1, whole);                                                                            \
        if (vectors > 2) row_store(tile, r, 2, c##r##2, whole);                                                                            \
    }
    FAST_KEEP_ROW(0)
    FAST_KEEP_ROW(1)
    FAST_KEEP_ROW(2)
    FAST_KEEP_ROW(3)
    FAST_KEEP_ROW(4)
    FAST_KEEP_ROW(5)
    FAST_KEEP_ROW(6)
    FAST_KEEP_ROW(7)
#undef FAST_KEEP_ROW
}

/* Over the units of `inner` panels, `step` apart; `rows` rows of them. */
FAST_FAMILY void tile_over_units(const PanelTile *tile, const int rows, const int vectors, const bool whole) {
    FAST_SUMS;
    const double *A = tile->A, *B = tile->B;
    Ahead ahead = *tile->ahead;
    for (int block = 0; block < tile->inner; block++, A += tile->step) {
        if (rows == LANES) {
            ahead_fetch(&ahead);
            ahead_fetch(&ahead);
            ahead_fetch(&ahead);
        }
#pragma GCC unroll 8
        for (int l = 0; l < LANES; l++, B += vectors * LANES) {
            __builtin_prefetch(A + 2 * tile->step + l * LANES, 0, 3);
            V b0 = v_load(B), b1 = vectors > 1 ? v_load(B + LANES) : b0, b2 = vectors > 2 ? v_load(B + 2 * LANES) : b0;
            FAST_ROW(0, A[l])
            FAST_ROW(1, A[LANES + l])
            FAST_ROW(2, A[2 * LANES + l])
            FAST_ROW(3, A[3 * LANES + l])
            FAST_ROW(4, A[4 * LANES + l])
            FAST_ROW(5, A[5 * LANES + l])
            FAST_ROW(6, A[6 * LANES + l])
            FAST_ROW(7, A[7 * LANES + l])
        }
    }
    *tile->ahead = ahead;
    FAST_KEEP_ALL;
}

#undef FAST_SUMS
#undef FAST_ROW
#undef FAST_KEEP
#undef FAST_KEEP_ALL

/* One row: four chains, so that one sum need not wait for the other. */
FAST_INLINE void tile_over_units_alone(const PanelTile *tile, const int vectors, const bool whole) {
    V c00 = {0}, c01 = {0}, c02 = {0}, c10 = {0}, c11 = {0}, c12 = {0}, c20 = {0}, c21 = {0}, c22 = {0}, c30 = {0}, c31 = {0}, c32 = {0};
    const double *A = tile->A, *B = tile->B;
    for (int block = 0; block < tile->inner; block++, A += tile->step) {
#define FAST_CHAIN(r, l)                                                                                                                   \
    if (l < LANES) {                                                                                                                       \
        V a = v_set(A[l]);                                                                                                                 \
        c##r##0 += a * v_load(B);                                                                                                          \
        if (vectors > 1) c##r##1 += a * v_load(B + LANES);                                                                                 \
        if (vectors > 2) c##r##2 += a * v_load(B + 2 * LANES);                                                                             \
        B += vectors * LANES;                                                                                                              \
    }
        FAST_CHAIN(0, 0)
        FAST_CHAIN(1, 1)
        FAST_CHAIN(2, 2)
        FAST_CHAIN(3, 3)
        FAST_CHAIN(0, 4)
        FAST_CHAIN(1, 5)
        FAST_CHAIN(2, 6)
        FAST_CHAIN(3, 7)
#undef FAST_CHAIN
    }
    panel_store(tile, 0, (c00 + c10) + (c20 + c30), (c01 + c11) + (c21 + c31), (c02 + c12) + (c22 + c32), vectors, whole);
}

#define FAST_PANELS(suffix, vectors, whole)                                                                                                \
    static void units_most_##suffix(const PanelTile *tile) { tile_over_units(tile, LANES, vectors, whole); }                               \
    static void units_4_##suffix(const PanelTile *tile) { tile_over_units(tile, 4, vectors, whole); }                                      \
    static void units_2_##suffix(const PanelTile *tile) { tile_over_units(tile, 2, vectors, whole); }                                      \
    static void units_1_##suffix(const PanelTile *tile) { tile_over_units_alone(tile, vectors, whole); }
FAST_PANELS(three, 3, true)
FAST_PANELS(two, 2, true)
FAST_PANELS(one, 1, true)
FAST_PANELS(part, 1, false)
#undef FAST_PANELS

typedef struct PanelTiles {
    void (*most)(const PanelTile *), (*four)(const PanelTile *), (*two)(const PanelTile *), (*one)(const PanelTile *);
} PanelTiles;

/* By vectors; 0: part of one. */
static const PanelTiles panel_tiles[] = {{units_most_part, units_4_part, units_2_part, units_1_part},
                                         {units_most_one, units_4_one, units_2_one, units_1_one},
                                         {units_most_two, units_4_two, units_2_two, units_1_two},
                                         {units_most_three, units_4_three, units_2_three, units_1_three}};

static const PanelTiles *tiles_for(int vectors, int cols) { return &panel_tiles[cols < LANES ? 0 : vectors]; }

/* ---- over the units ------------------------------------------------------------------------------------------------------ */

/* `gates` row blocks of a weight matrix, `hidden` rows each, ldw apart. */
typedef struct ColumnPart {
    const double *W;
    ptrdiff_t ldw;
    int gates, hidden;
} ColumnPart;

static double *pack_part(double *out, const ColumnPart *part, int j, int vectors, int cols) {
    int padded = (part->hidden + LANES - 1) / LANES * LANES, wide = vectors * LANES;
    for (int gate = 0; gate < part->gates; gate++) {
        pack_vectors(out, part->W + gate * part->hidden * part->ldw + j, part->ldw, part->hidden, vectors, cols - j);
        memset(out + part->hidden * wide, 0, (size_t)((padded - part->hidden) * wide) * sizeof(double));
        out += padded * wide;
    }
    return out;
}

/* Weights of `cols` columns for a product over their rows as units: column panels one after the other, within them the head's rows
   (or NULL), then slot after slot, each padded with zeros to whole blocks. */
static void pack_columns(double *out, const ColumnPart *head, const ColumnPart *part, int cols) {
    for (int j = 0, vectors; j < cols; j += vectors * LANES) {
        vectors = panel_vectors(cols - j);
        if (head) out = pack_part(out, head, j, vectors, cols);
        out = pack_part(out, part, j, vectors, cols);
    }
}

/* C (rows, cols) = or += the units of `blocks` panels of dpre, from `first` of the `all` blocks that `columns` were packed for. */
typedef struct UnitProduct {
    double *C;
    const double *panel, *columns;
    ptrdiff_t ldc, panel_step;
    int rows, blocks, first, all, cols;
    bool add;
    Ahead ahead[4]; /* the last is empty */
} UnitProduct;

static void unit_rows(const PanelTiles *set, PanelTile *tile, int rows) {
    for (int now; rows > 0; rows -= now) {
        if (tile->ahead->end && tile->ahead->at >= tile->ahead->end) tile->ahead++;
        now = tile->rows = rows >= LANES ? LANES : rows >= 4 ? 4 : rows >= 2 ? 2 : 1;
        if (now == LANES) {
            set->most(tile);
        } else if (now == 4) {
            set->four(tile);
        } else if (now == 2) {
            set->two(tile);
        } else {
            set->one(tile);
        }
        tile->A += now * LANES;
        tile->C += now * tile->ldc;
    }
}

static void unit_product(UnitProduct *product) {
    enum { MOST = INNER_BLOCK / LANES + 4 };
    PanelTile tile = {.ldc = product->ldc, .step = product->panel_step, .ahead = product->ahead};
    int parts = (product->blocks + MOST - 1) / MOST, most = (product->blocks + parts - 1) / parts;
    for (int done = 0; done < product->blocks; done += most) {
        const double *columns = product->columns;
        tile.inner = min_int(product->blocks - done, most);
        tile.add = product->add || done > 0;
        for (int j = 0, vectors; j < product->cols; j += vectors * LANES) {
            vectors = panel_vectors(product->cols - j);
            tile.part = product->cols - j;
            tile.A = product->panel + done * product->panel_step;
            tile.B = columns + (ptrdiff_t)((product->first + done) * LANES) * vectors * LANES;
            tile.C = product->C + j;
            unit_rows(tiles_for(vectors, product->cols - j), &tile, product->rows);
            columns += (ptrdiff_t)(product->all * LANES) * vectors * LANES;
        }
    }
}

/* ---- over the rows ------------------------------------------------------------------------------------------------------- */

#define FAST_ROWS(suffix, vectors)                                                                                                         \
    static void rows_##suffix(const RowTile *tile) { tile_over_rows(tile, vectors, true, false); }                                         \
    static void rows_##suffix##_sum(const RowTile *tile) { tile_over_rows(tile, vectors, true, true); }                                    \
    static void rows_##suffix##_part(const RowTile *tile) { tile_over_rows(tile, vectors, false, false); }                                 \
    static void rows_##suffix##_part_sum(const RowTile *tile) { tile_over_rows(tile, vectors, false, true); }
FAST_ROWS(one, 1)
FAST_ROWS(two, 2)
FAST_ROWS(three, 3)
#undef FAST_ROWS

/* A (H, some) matrix += panels' X for one slot, three vectors of columns at most: `tile` says which, and is at the last rows afterwards. */
static void row_product(RowTile *tile, ptrdiff_t panel_step, int hidden, int vectors) {
    static void (*const run[3][4])(const RowTile *) = {{rows_one, rows_one_sum, rows_one_part, rows_one_part_sum},
                                                       {rows_two, rows_two_sum, rows_two_part, rows_two_part_sum},
                                                       {rows_three, rows_three_sum, rows_three_part, rows_three_part_sum}};
    bool whole = true;
    for (int v = 0; v < vectors; v++) whole = whole && tile->part[v] >= LANES;
    void (*now)(const RowTile *) = run[vectors - 1][(whole ? 0 : 2) + (tile->sum ? 1 : 0)];
    for (int unit = 0; unit < hidden; unit += LANES) {
        tile->rows = min_int(hidden - unit, LANES);
        now(tile);
        tile->A += panel_step;
        for (int v = 0; v < vectors; v++) tile->C[v] += LANES * tile->ldc[v];
        if (tile->sum) tile->sum += LANES;
    }
}

#endif
