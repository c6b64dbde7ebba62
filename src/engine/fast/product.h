/* The blocked matrix product of the fast kernels (kernel_set.h). A tile of 8 (or 4) rows by 2 vectors of C stays in
   registers while the inner index runs; every loaded vector of B is used for all rows, every broadcast of A for both
   vectors. B is taken in pieces of INNER_BLOCK rows by 2 LANES columns, copied side by side first where many rows share
   them, so that they stay in the first-level cache and do not fight for the same sets of it.

   A sum runs from the first term to the last whatever the number of rows, but for a product of a single row that need not
   (FastProduct.ordered): its four chains do not wait for each other. */
#ifndef UNROLL_ENGINE_FAST_PRODUCT_H
#define UNROLL_ENGINE_FAST_PRODUCT_H
#include "engine/fast/fast.h"
#include "engine/fast/vector.h"

enum {
    ROW_TILE = LANES == 8 ? 8 : 4,
    PANEL = 2 * LANES,
    INNER_BLOCK = 256,
    PACK_ROWS_LEAST = 32 /* rows that must share a piece of B before copying it pays */
};

/* The sum of `rows` vectors, `step` apart, the first n of each. */
FAST_INLINE V sum_rows(const double *at, ptrdiff_t step, int rows, int n) {
    V s0 = {0}, s1 = {0}, s2 = {0}, s3 = {0}, s4 = {0}, s5 = {0}, s6 = {0}, s7 = {0};
    int row = 0;
    for (; row + 8 <= rows; row += 8, at += 8 * step) {
        s0 += v_load_n(at, n);
        s1 += v_load_n(at + step, n);
        s2 += v_load_n(at + 2 * step, n);
        s3 += v_load_n(at + 3 * step, n);
        s4 += v_load_n(at + 4 * step, n);
        s5 += v_load_n(at + 5 * step, n);
        s6 += v_load_n(at + 6 * step, n);
        s7 += v_load_n(at + 7 * step, n);
    }
    for (; row < rows; row++, at += step) s0 += v_load_n(at, n);
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
}

/* One piece of work for a tile: `inner` terms. */
typedef struct Tile {
    double *C;
    const double *A, *B;
    ptrdiff_t ldc, row_step, inner_step, ldb;
    int inner, part;  /* part: columns of the tile's last vector */
    bool add, chains; /* chains: a single row, in no fixed order */
} Tile;

FAST_INLINE void tile_store(const Tile *tile, int row, V c0, V c1, const int vectors, const bool whole) {
    double *C = tile->C + row * tile->ldc;
    if (whole) {
        v_store(C, tile->add ? v_load(C) + c0 : c0);
        if (vectors > 1) v_store(C + LANES, tile->add ? v_load(C + LANES) + c1 : c1);
    } else {
        v_store_n(C, tile->add ? v_load_n(C, tile->part) + c0 : c0, tile->part);
    }
}

/* `rows` (1, 2, 4, 8), `vectors` (1, 2), `whole` and `step` (1 or 0: as the tile says) are constants at every call. */
FAST_FAMILY void tile_run(const Tile *tile, const int rows, const int vectors, const bool whole, const int step) {
    V c00 = {0}, c01 = {0}, c10 = {0}, c11 = {0}, c20 = {0}, c21 = {0}, c30 = {0}, c31 = {0};
    V c40 = {0}, c41 = {0}, c50 = {0}, c51 = {0}, c60 = {0}, c61 = {0}, c70 = {0}, c71 = {0};
    const double *A = tile->A, *B = tile->B;
    ptrdiff_t row_step = step ? step : tile->row_step, inner_step = tile->inner_step, ldb = tile->ldb;
    int part = tile->part;
#define FAST_ROW(r)                                                                                                                        \
    if (rows > r) {                                                                                                                        \
        V a = v_set(A[r * row_step]);                                                                                                      \
        c##r##0 += a * b0;                                                                                                                 \
        if (vectors > 1) c##r##1 += a * b1;                                                                                                \
    }
    for (int k = 0; k < tile->inner; k++) {
        V b0 = whole ? v_load(B) : v_load_n(B, part), b1 = vectors > 1 ? v_load(B + LANES) : b0;
        FAST_ROW(0)
        FAST_ROW(1)
        FAST_ROW(2)
        FAST_ROW(3)
        FAST_ROW(4)
        FAST_ROW(5)
        FAST_ROW(6)
        FAST_ROW(7)
        A += inner_step;
        B += ldb;
    }
#undef FAST_ROW
    tile_store(tile, 0, c00, c01, vectors, whole);
    if (rows > 1) tile_store(tile, 1, c10, c11, vectors, whole);
    if (rows > 2) tile_store(tile, 2, c20, c21, vectors, whole);
    if (rows > 2) tile_store(tile, 3, c30, c31, vectors, whole);
    if (rows > 4) tile_store(tile, 4, c40, c41, vectors, whole);
    if (rows > 4) tile_store(tile, 5, c50, c51, vectors, whole);
    if (rows > 4) tile_store(tile, 6, c60, c61, vectors, whole);
    if (rows > 4) tile_store(tile, 7, c70, c71, vectors, whole);
}

#if defined __AVX512F__ && defined __AVX512DQ__
/* One vector of 16 rows: with 8 a sum would wait for itself. */
FAST_INLINE void tile_run_tall(const Tile *tile, const bool whole) {
    V c00 = {0}, c01 = {0}, c10 = {0}, c11 = {0}, c20 = {0}, c21 = {0}, c30 = {0}, c31 = {0};
    V c40 = {0}, c41 = {0}, c50 = {0}, c51 = {0}, c60 = {0}, c61 = {0}, c70 = {0}, c71 = {0};
    const double *A = tile->A, *B = tile->B;
    ptrdiff_t row_step = tile->row_step;
#define FAST_TWO(r)                                                                                                                        \
    c##r##0 += v_set(A[r * row_step]) * b;                                                                                                 \
    c##r##1 += v_set(A[(r + 8) * row_step]) * b;
    for (int k = 0; k < tile->inner; k++, A += tile->inner_step, B += tile->ldb) {
        V b = whole ? v_load(B) : v_load_n(B, tile->part);
        FAST_TWO(0)
        FAST_TWO(1)
        FAST_TWO(2)
        FAST_TWO(3)
        FAST_TWO(4)
        FAST_TWO(5)
        FAST_TWO(6)
        FAST_TWO(7)
    }
#undef FAST_TWO
#define FAST_TWO(r)                                                                                                                        \
    tile_store(tile, r, c##r##0, c##r##0, 1, whole);                                                                                       \
    tile_store(tile, r + 8, c##r##1, c##r##1, 1, whole);
    FAST_TWO(0)
    FAST_TWO(1)
    FAST_TWO(2)
    FAST_TWO(3)
    FAST_TWO(4)
    FAST_TWO(5)
    FAST_TWO(6)
    FAST_TWO(7)
#undef FAST_TWO
}
#else
FAST_INLINE void tile_run_tall(const Tile *tile, const bool whole) {
    (void)tile;
    (void)whole;
}
#endif

/* One row: four chains over the inner index, so that one sum need not wait for the other. */
FAST_FAMILY void tile_run_row(const Tile *tile, const int vectors, const bool whole) {
    V c00 = {0}, c01 = {0}, c10 = {0}, c11 = {0}, c20 = {0}, c21 = {0}, c30 = {0}, c31 = {0};
    const double *A = tile->A, *B = tile->B;
    ptrdiff_t inner_step = tile->inner_step, ldb = tile->ldb;
    int part = tile->part, k = 0;
#define FAST_CHAIN(r)                                                                                                                      \
    {                                                                                                                                      \
        V a = v_set(*A);                                                                                                                   \
        c##r##0 += a * (whole ? v_load(B) : v_load_n(B, part));                                                                            \
        if (vectors > 1) c##r##1 += a * v_load(B + LANES);                                                                                 \
        A += inner_step;                                                                                                                   \
        B += ldb;                                                                                                                          \
    }
    for (; k + 4 <= tile->inner; k += 4) {
        FAST_CHAIN(0)
        FAST_CHAIN(1)
        FAST_CHAIN(2)
        FAST_CHAIN(3)
    }
    for (; k < tile->inner; k++) FAST_CHAIN(0)
#undef FAST_CHAIN
    tile_store(tile, 0, (c00 + c10) + (c20 + c30), (c01 + c11) + (c21 + c31), vectors, whole);
}

#define FAST_TILE(name, rows, vectors, whole, step)                                                                                        \
    static void name(const Tile *tile) { tile_run(tile, rows, vectors, whole, step); }
#define FAST_TILES(suffix, vectors, whole)                                                                                                 \
    FAST_TILE(tile_8_##suffix, ROW_TILE, vectors, whole, 0)                                                                                \
    FAST_TILE(tile_8_##suffix##_side, ROW_TILE, vectors, whole, 1)                                                                         \
    FAST_TILE(tile_4_##suffix, 4, vectors, whole, 0)                                                                                       \
    FAST_TILE(tile_2_##suffix, 2, vectors, whole, 0)                                                                                       \
    FAST_TILE(tile_1_##suffix, 1, vectors, whole, 0)                                                                                       \
    static void tile_row_##suffix(const Tile *tile) { tile_run_row(tile, vectors, whole); }                                                \
    static void tile_tall_##suffix(const Tile *tile) { tile_run_tall(tile, whole); }
FAST_TILES(two, 2, true)
FAST_TILES(one, 1, true)
FAST_TILES(part, 1, false)
#undef FAST_TILES
#undef FAST_TILE

typedef struct TileSet {
    void (*most)(const Tile *), (*most_side)(const Tile *), (*four)(const Tile *), (*two)(const Tile *), (*one)(const Tile *);
    void (*row)(const Tile *), (*tall)(const Tile *);
    bool is_tall; /* 16 rows at once */
} TileSet;

static const TileSet tiles_two = {tile_8_two, tile_8_two_side, tile_4_two, tile_2_two, tile_1_two, tile_row_two, tile_tall_two, false};
static const TileSet tiles_one = {tile_8_one, tile_8_one_side, tile_4_one, tile_2_one, tile_1_one, tile_row_one, tile_tall_one, LANES == 8};
static const TileSet tiles_part = {tile_8_part, tile_8_part_side, tile_4_part,    tile_2_part,
                                   tile_1_part, tile_row_part,    tile_tall_part, LANES == 8};

static void run_rows(const TileSet *set, Tile tile, int rows) {
    if (tile.chains) {
        set->row(&tile);
        return;
    }
    void (*most)(const Tile *) = tile.row_step == 1 ? set->most_side : set->most;
    while (rows > 0) {
        int now = set->is_tall && rows >= 16 ? 16 : rows >= ROW_TILE ? ROW_TILE : rows >= 4 ? 4 : rows >= 2 ? 2 : 1;
        if (now == 16) {
            set->tall(&tile);
        } else if (now == ROW_TILE) {
            most(&tile);
        } else if (now == 4) {
            set->four(&tile);
        } else if (now == 2) {
            set->two(&tile);
        } else {
            set->one(&tile);
        }
        rows -= now;
        tile.A += now * tile.row_step;
        tile.C += now * tile.ldc;
    }
}

/* Up to PANEL columns. */
static void run_panel(Tile tile, int rows, int cols) {
    if (cols >= PANEL) {
        run_rows(&tiles_two, tile, rows);
        return;
    }
    if (cols >= LANES) {
        run_rows(&tiles_one, tile, rows);
        tile.B += LANES;
        tile.C += LANES;
        cols -= LANES;
    }
    tile.part = cols;
    if (cols > 0) run_rows(&tiles_part, tile, rows);
}

static void pack_panel(double *out, const double *B, ptrdiff_t ldb, int inner, int cols) {
    if (cols >= PANEL) {
        for (int k = 0; k < inner; k++) {
            v_store(out + k * PANEL, v_load(B + k * ldb));
            v_store(out + k * PANEL + LANES, v_load(B + k * ldb + LANES));
        }
        return;
    }
    for (int k = 0; k < inner; k++) {
        v_store(out + k * PANEL, v_load_n(B + k * ldb, cols));
        v_store(out + k * PANEL + LANES, cols > LANES ? v_load_n(B + k * ldb + LANES, cols - LANES) : (V){0});
    }
}

static void product_run(const FastProduct *product) {
    double pack[INNER_BLOCK * PANEL] __attribute__((aligned(64)));
    bool packs = product->rows >= PACK_ROWS_LEAST && product->cols > LANES;
    for (int k = 0; k < product->inner; k += INNER_BLOCK) {
        int inner = product->inner - k < INNER_BLOCK ? product->inner - k : INNER_BLOCK;
        for (int j = 0; j < product->cols; j += PANEL) {
            int cols = product->cols - j < PANEL ? product->cols - j : PANEL;
            Tile tile = {.C = product->C + j,
                         .A = product->A + k * product->inner_step,
                         .B = product->B + j + k * product->ldb,
                         .ldc = product->ldc,
                         .row_step = product->row_step,
                         .inner_step = product->inner_step,
                         .ldb = product->ldb,
                         .inner = inner,
                         .add = product->add || k > 0,
                         .chains = product->rows == 1 && !product->ordered};
            if (packs) {
                pack_panel(pack, tile.B, tile.ldb, inner, cols);
                tile.B = pack;
                tile.ldb = PANEL;
            }
            run_panel(tile, product->rows, cols);
        }
    }
}

#endif
