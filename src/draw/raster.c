/* One frame of the rasteriser: it finds the changes since the last picture and draws only them.

   The target is divided into tiles of 96 pixels. Each command adds its hash (with its clip) to every tile that it may touch, layer by
   layer, so a tile's hash depends on all its content; a tile whose hash is the last frame's is not drawn again. Changed tiles are joined
   into few rectangles, and each command that touches one is drawn clipped to it. Under an opaque rectangle that covers a tile the
   background is not drawn.

   Simplified on purpose: no surface is kept for a layer; hashing a whole picture takes a twentieth of a millisecond, so an unchanged
   layer costs next to nothing, and where another layer changes above it the tiles under that are drawn again. */
#include "draw/raster.h"
#include "base/arena.h"
#include "draw/raster_inside.h"
#include <string.h>

enum { TILE = 96, BLOCK_TILES = 40, PIECES_FIRST = 1024, PIECES_MAX = 1 << 20, TARGET_SIDE_MAX = 16384 };

/* A command as this frame draws it. */
typedef struct Piece {
    size_t offset;      /* in the list */
    PixelRect bounds;   /* what it may touch, cut by its clip and the target */
    const RunMask *run; /* of text; of a path once it is drawn */
    int pen_x, pen_y;   /* text */
    int layer;
    bool hides; /* an opaque rectangle: nothing below it is seen */
    uint64_t hash;
} Piece;

struct DrawCache {
    RunCache text;
    PathSheet sheet;
    RasterTarget target; /* the last picture's */
    bool valid;          /* the target shows the picture with these hashes */
    uint64_t picture;
    int cols, rows;            /* tiles */
    uint64_t *tile, *tile_old; /* (rows, cols), owned, one block */
    int *floor;                /* (rows, cols), owned with them: the last piece in drawing order that hides all of the tile, -1 */
    unsigned char *changed;    /* (rows, cols), owned with them */
    Piece *piece;              /* owned (piece_capacity) */
    int *order;                /* owned (piece_capacity): pieces by layer, then as written */
    int piece_count, piece_capacity;
};

DrawCache *draw_cache_new(const TextApi *text) {
    DrawCache *cache = mem_new(sizeof *cache);
    if (cache == NULL) return NULL;
    cache->piece = mem_new(PIECES_FIRST * sizeof *cache->piece);
    cache->order = mem_new(PIECES_FIRST * sizeof *cache->order);
    cache->piece_capacity = PIECES_FIRST;
    if (cache->piece == NULL || cache->order == NULL || !run_cache_init(&cache->text, text)) {
        draw_cache_free(cache);
        return NULL;
    }
    return cache;
}

static void drop_tiles(DrawCache *cache) {
    mem_free(cache->tile < cache->tile_old ? cache->tile : cache->tile_old); /* they are exchanged every frame */
    cache->tile = cache->tile_old = NULL;
    cache->floor = NULL;
    cache->changed = NULL;
    cache->cols = cache->rows = 0;
}

void draw_cache_free(DrawCache *cache) {
    if (cache == NULL) return;
    drop_tiles(cache);
    path_sheet_deinit(&cache->sheet);
    run_cache_deinit(&cache->text);
    mem_free(cache->piece);
    mem_free(cache->order);
    mem_free(cache);
}

void draw_cache_forget(DrawCache *cache) { cache->valid = false; }

static bool target_is_sane(const RasterTarget *target, Diag *diag) {
    if (target->pixels == NULL) return diag_fail(diag, "The picture has no pixels to be drawn into.");
    if (target->width < 1 || target->height < 1 || target->width > TARGET_SIDE_MAX || target->height > TARGET_SIDE_MAX) {
        return diag_fail(diag, "A picture of %d x %d pixels cannot be drawn; each side may be 1 to %d.", target->width, target->height,
                         TARGET_SIDE_MAX);
    }
    if (target->stride % 4 != 0 || target->stride / 4 < target->width) {
        return diag_fail(diag, "Rows of %d bytes do not hold %d pixels of 4 bytes each.", target->stride, target->width);
    }
    return true;
}

/* Tiles and hashes for this target; forgets the last picture when it was drawn elsewhere. */
static bool fit_target(DrawCache *cache, const RasterTarget *target, Diag *diag) {
    const RasterTarget *old = &cache->target;
    bool same_size = old->width == target->width && old->height == target->height;
    if (!same_size || old->pixels != target->pixels || old->stride != target->stride || old->swap_red_blue != target->swap_red_blue) {
        cache->valid = false;
    }
    if (!same_size || cache->tile == NULL) {
        drop_tiles(cache);
        int cols = (target->width + TILE - 1) / TILE, rows = (target->height + TILE - 1) / TILE;
        size_t count = (size_t)cols * (size_t)rows;
        cache->tile = mem_new(count * (2 * sizeof *cache->tile + sizeof *cache->floor + 1));
        if (cache->tile == NULL) return diag_fail(diag, "Out of memory for a picture of %d x %d pixels.", target->width, target->height);
        cache->tile_old = cache->tile + count;
        cache->floor = (int *)(void *)(cache->tile_old + count);
        cache->changed = (unsigned char *)(cache->floor + count);
        cache->cols = cols;
        cache->rows = rows;
    }
    cache->target = *target;
    return true;
}

/* The place of a run on whole pixels; its bounds stay empty if nothing is visible. False when memory is out. */
static bool place_text(DrawCache *cache, Piece *piece, const DrawItem *item, double scale) {
    const RunMask *run;
    if (!run_cache_get(&run, &cache->text, item->face, item->width * scale, item->text)) return false;
    if (run == NULL || run->width == 0) return true;
    double shift = item->align == ALIGN_LEFT ? 0 : item->align == ALIGN_CENTER ? run->width_px / 2 : run->width_px;
    piece->run = run;
    piece->pen_x = snap_edge(item->x0 * scale - shift, 1);
    piece->pen_y = snap_edge(item->y0, scale);
    piece->bounds = (PixelRect){piece->pen_x + run->left, piece->pen_y + run->top, run->width, run->height};
    return true;
}

static bool add_piece(DrawCache *cache, const Piece *piece, Diag *diag) {
    if (cache->piece_count == cache->piece_capacity) {
        size_t old = (size_t)cache->piece_capacity;
        Piece *grown = old < PIECES_MAX ? mem_grow(cache->piece, old * sizeof *grown, 2 * old * sizeof *grown) : NULL;
        if (grown != NULL) cache->piece = grown;
        int *order = grown == NULL ? NULL : mem_grow(cache->order, old * sizeof *order, 2 * old * sizeof *order);
        if (order == NULL) return diag_fail(diag, "Out of memory for a picture of more than %d commands.", cache->piece_capacity);
        cache->order = order;
        cache->piece_capacity *= 2;
    }
    cache->piece[cache->piece_count++] = *piece;
    return true;
}

/* Collects all visible commands, with the clip's edges in the hash, because a command may look different under another clip. */
static bool collect(DrawCache *cache, const DrawList *list, Diag *diag) {
    PixelRect all = {0, 0, cache->target.width, cache->target.height}, cut = {0};
    DrawWalk walk;
    DrawItem item;
    Rect clip, last = {0}; /* of which `cut` is: nothing is left of an empty clip */
    cache->piece_count = 0;
    draw_walk_reset(&walk, list);
    while (draw_walk_next(&walk, &item, &clip)) {
        Piece piece = {.offset = walk.last, .layer = (int)item.layer};
        if (item.op != DRAW_TEXT)
            piece.bounds = shape_bounds(&item, list->scale);
        else if (!place_text(cache, &piece, &item, list->scale))
            return diag_fail(diag, "Out of memory for the text of the picture.");
        if (memcmp(&clip, &last, sizeof clip) != 0) cut = pixel_rect_intersect(snap_box(clip, list->scale, 0), all);
        last = clip;
        piece.bounds = pixel_rect_intersect(piece.bounds, cut);
        if (pixel_rect_is_empty(piece.bounds)) continue;
        uint64_t place = (uint64_t)(uint32_t)cut.x << 32 | (uint32_t)cut.y, size = (uint64_t)(uint32_t)cut.w << 32 | (uint32_t)cut.h;
        piece.hash = hash_mix(hash_mix(item.hash, place), size);
        piece.hides = item.op == DRAW_RECT && item.color.a == 255;
        if (!add_piece(cache, &piece, diag)) return false;
    }
    int count = 0;
    for (int layer = 0; layer < LAYER_COUNT; layer++) {
        for (int i = 0; i < cache->piece_count; i++) {
            if (cache->piece[i].layer == layer) cache->order[count++] = i;
        }
    }
    return true;
}

static PixelRect tiles_rect(const DrawCache *cache, PixelRect tiles) {
    PixelRect all = {0, 0, cache->target.width, cache->target.height};
    return pixel_rect_intersect((PixelRect){tiles.x * TILE, tiles.y * TILE, tiles.w * TILE, tiles.h * TILE}, all);
}

static bool hides_tile(const DrawCache *cache, const Piece *piece, int x, int y) {
    PixelRect tile = tiles_rect(cache, (PixelRect){x, y, 1, 1}), both = pixel_rect_intersect(piece->bounds, tile);
    return both.w == tile.w && both.h == tile.h;
}

static void hash_tiles(DrawCache *cache, const DrawList *list) {
    uint64_t start = hash_double(hash_bytes(0, &list->background, sizeof list->background), list->scale);
    for (int i = 0; i < cache->cols * cache->rows; i++) {
        cache->tile[i] = start;
        cache->floor[i] = -1;
    }
    for (int k = 0; k < cache->piece_count; k++) {
        const Piece *piece = &cache->piece[cache->order[k]];
        int right = (piece->bounds.x + piece->bounds.w - 1) / TILE, bottom = (piece->bounds.y + piece->bounds.h - 1) / TILE;
        for (int y = piece->bounds.y / TILE; y <= bottom; y++) {
            for (int x = piece->bounds.x / TILE; x <= right; x++) {
                int at = y * cache->cols + x;
                cache->tile[at] = hash_mix(cache->tile[at], piece->hash);
                if (piece->hides && hides_tile(cache, piece, x, y)) cache->floor[at] = k;
            }
        }
    }
}

/* Changed tiles as rectangles of tiles: runs along a row, joined with an equal run above; holes of up to `gap` tiles are filled. -1 if
   there are too many. */
static int join_tiles(PixelRect *out, const DrawCache *cache, int gap) {
    int count = 0;
    for (int y = 0; y < cache->rows; y++) {
        const unsigned char *row = cache->changed + (ptrdiff_t)y * cache->cols;
        for (int x = 0; x < cache->cols; x++) {
            if (!row[x]) continue;
            int end = x + 1;
            for (int i = end; i < cache->cols && i <= end + gap; i++) {
                if (row[i]) end = i + 1;
            }
            int above = count - 1;
            while (above >= 0 && !(out[above].x == x && out[above].w == end - x && out[above].y + out[above].h == y)) above--;
            if (above >= 0) {
                out[above].h++;
            } else {
                if (count == RASTER_DIRTY_MAX) return -1;
                out[count++] = (PixelRect){x, y, end - x, 1};
            }
            x = end;
        }
    }
    return count;
}

static int find_dirty(PixelRect *dirty, const DrawCache *cache) {
    PixelRect all = {0, 0, cache->target.width, cache->target.height};
    int count = join_tiles(dirty, cache, 0);
    if (count < 0) count = join_tiles(dirty, cache, cache->cols);
    if (count < 0) {
        dirty[0] = all;
        return 1;
    }
    for (int i = 0; i < count; i++) dirty[i] = tiles_rect(cache, dirty[i]);
    return count;
}

/* Fills with the background what no rectangle hides, and returns the first piece that can be seen anywhere in `dirty`. */
static int draw_ground(const DrawCache *cache, const Canvas *canvas, PixelRect dirty, Color ground) {
    int lowest = cache->piece_count;
    for (int y = dirty.y / TILE; y * TILE < dirty.y + dirty.h; y++) {
        int run = 0; /* tiles so far that lie bare, side by side */
        for (int x = dirty.x / TILE; x * TILE < dirty.x + dirty.w; x++) {
            int floor = cache->floor[y * cache->cols + x];
            bool last = (x + 1) * TILE >= dirty.x + dirty.w;
            if (floor < lowest) lowest = floor;
            if (floor < 0) run++;
            if (run > 0 && (floor >= 0 || last)) {
                int end = floor < 0 ? x + 1 : x;
                canvas_fill(canvas, tiles_rect(cache, (PixelRect){end - run, y, run, 1}), ground);
                run = 0;
            }
        }
    }
    return lowest;
}

/* The key of a path's coverage: without its colour, so a fading path is not drawn again; with the target's size only if the path crosses
   its edge. When drawing in full, it is kept for one frame only. */
typedef struct PathKey {
    uint64_t form, frame;
    double scale;
    int32_t width, height;
} PathKey;

static uint64_t hash_form(const DrawItem *item) {
    uint64_t hash = hash_double(hash_double((uint64_t)item->op, item->width), item->dash);
    hash = hash_bytes(hash, item->point, (size_t)item->point_count * sizeof *item->point);
    return hash_bytes(hash_mix(hash, (uint64_t)item->verb_count), item->verb, (size_t)item->verb_count);
}

static bool draw_path(DrawCache *cache, const Canvas *canvas, Piece *piece, const DrawItem *item, double scale, RasterMode mode) {
    PathSheet *sheet = &cache->sheet;
    PixelRect all = {0, 0, canvas->width, canvas->height}, whole = shape_bounds(item, scale), box = pixel_rect_intersect(whole, all);
    bool is_cut = box.w < whole.w || box.h < whole.h;
    PathKey key = {hash_form(item), mode == RASTER_FULL ? cache->text.frame : 0, scale, is_cut ? all.w : 0, is_cut ? all.h : 0};
    Str key_bytes = {(const char *)&key, (int)sizeof key};
    if (piece->run == NULL) piece->run = run_cache_find_path(&cache->text, key_bytes);
    if (piece->run == NULL) {
        if (!path_sheet_fit(sheet, canvas->width, canvas->height)) return false;
        if (!path_sheet_draw(sheet, item, scale)) {
            path_sheet_deinit(sheet);
            return false;
        }
        TextMask mask = {sheet->alpha + (ptrdiff_t)box.y * sheet->stride + box.x, box.w, box.h, sheet->stride, box.x, box.y};
        piece->run = run_cache_add_path(&cache->text, key_bytes, &mask);
        if (piece->run == NULL) canvas_mask(canvas, mask.alpha, box, mask.stride, item->color); /* too large to keep */
        path_sheet_wipe(sheet, box);
    }
    const RunMask *run = piece->run;
    if (run != NULL) canvas_mask(canvas, run->alpha, (PixelRect){run->left, run->top, run->width, run->height}, run->width, item->color);
    return true;
}

static bool draw_piece(DrawCache *cache, const Canvas *canvas, Piece *piece, const DrawList *list, RasterMode mode, Diag *diag) {
    DrawItem item;
    size_t offset = piece->offset;
    if (!draw_next(list, &offset, &item)) return true;
    if (item.op == DRAW_TEXT) {
        const RunMask *run = piece->run;
        PixelRect box = {piece->pen_x + run->left, piece->pen_y + run->top, run->width, run->height};
        canvas_mask(canvas, run->alpha, box, run->width, item.color);
    } else if (item.op == DRAW_PATH_FILL || item.op == DRAW_PATH_STROKE) {
        if (draw_path(cache, canvas, piece, &item, list->scale, mode)) return true;
        return diag_fail(diag, "Out of memory for a path of %d points on %d x %d pixels.", item.point_count, canvas->width, canvas->height);
    } else if (item.op == DRAW_IMAGE) {
        canvas_image(canvas, &item, list->scale);
    } else if (item.op == DRAW_MESH) {
        canvas_mesh(canvas, &item, list->scale);
    } else {
        canvas_shape(canvas, &item, list->scale);
    }
    return true;
}

/* Draws everything visible in one block, from the ground up. */
static bool draw_block(DrawCache *cache, Canvas *canvas, PixelRect block, const DrawList *list, RasterMode mode, Diag *diag) {
    Color ground = list->background;
    ground.a = 255;
    canvas->clip = block;
    int lowest = draw_ground(cache, canvas, block, ground), right = block.x + block.w, bottom = block.y + block.h;
    for (int k = lowest > 0 ? lowest : 0; k < cache->piece_count; k++) {
        Piece *piece = &cache->piece[cache->order[k]];
        PixelRect box = piece->bounds;
        if (box.x >= right || box.y >= bottom || box.x + box.w <= block.x || box.y + box.h <= block.y) continue; /* most of them */
        canvas->clip = pixel_rect_intersect(box, block);
        if (!draw_piece(cache, canvas, piece, list, mode, diag)) return false;
    }
    return true;
}

/* Draws block by block, each small enough (1.5 MB) to stay in a core's second-level cache while commands are drawn over each other. */
static bool draw_dirty(const RasterResult *result, DrawCache *cache, const DrawList *list, RasterMode mode, Diag *diag) {
    const RasterTarget *target = &cache->target;
    Canvas canvas = {.pixel = (uint32_t *)(void *)target->pixels, .width = target->width, .height = target->height};
    canvas.stride = target->stride / 4;
    canvas.swap_red_blue = target->swap_red_blue;
    for (int i = 0; i < result->dirty_count; i++) {
        PixelRect dirty = result->dirty[i], block;
        int wide = dirty.w < BLOCK_TILES * TILE ? dirty.w : BLOCK_TILES * TILE;
        int high = BLOCK_TILES * TILE / wide * TILE;
        for (int y = dirty.y; y < dirty.y + dirty.h; y += high) {
            for (int x = dirty.x; x < dirty.x + dirty.w; x += wide) {
                block = pixel_rect_intersect((PixelRect){x, y, wide, high}, dirty);
                if (!draw_block(cache, &canvas, block, list, mode, diag)) return false;
            }
        }
    }
    return true;
}

bool raster_draw(RasterResult *result, DrawCache *cache, const RasterTarget *target, const DrawList *list, RasterMode mode, Diag *diag) {
    result->unchanged = false;
    result->dirty_count = 0;
    if (!target_is_sane(target, diag) || !fit_target(cache, target, diag)) return false;
    uint64_t picture = draw_hash(list);
    bool keep = mode == RASTER_CACHED && cache->valid;
    if (keep && picture == cache->picture) {
        result->unchanged = true;
        return true;
    }
    cache->valid = false; /* until this frame is complete */
    run_cache_begin_frame(&cache->text);
    bool good = collect(cache, list, diag);
    if (good) {
        uint64_t *old = cache->tile;
        cache->tile = cache->tile_old;
        cache->tile_old = old;
        hash_tiles(cache, list);
        for (int i = 0; i < cache->cols * cache->rows; i++) cache->changed[i] = !keep || cache->tile[i] != cache->tile_old[i];
        result->dirty_count = find_dirty(result->dirty, cache);
        result->unchanged = result->dirty_count == 0;
        good = draw_dirty(result, cache, list, mode, diag);
    }
    run_cache_end_frame(&cache->text);
    cache->picture = picture;
    cache->valid = good;
    return good;
}
