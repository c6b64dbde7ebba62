/* The draw list: records of variable size in one growing buffer. A record is a fixed part (RecordHead) and a tail: the bytes
   of a text, the points and verbs of a path, the cells of an image or the corners of a mesh, each starting at a multiple of eight bytes.

   Readers only get valid commands: one with a NaN or an infinity is dropped, coordinates are clamped to +-1e5 design pixels (Cairo's 24.8
   fixed point holds +-8e6), negative sizes are dropped, -0 becomes 0 so that equal pictures have equal hashes. An invalid clip clips
   everything away, because dropping it would leave its unclip without partner. A command that draws nothing on purpose (zero width, empty
   text) is not recorded.

   Simplified on purpose: a command is hashed when it is written, over the whole record, by a multiplicative 64-bit mix. Equal hashes are
   taken for equal commands (the probability of an error in one session is below 1e-9). */
#include "draw/draw_list.h"
#include "base/arena.h"
#include "draw/color.h"
#include "draw/draw_inside.h"
#include <math.h>
#include <string.h>

enum { LIST_FIRST_SIZE = 1 << 16, PATH_FIRST_COUNT = 256, TEXT_BYTES_MAX = 4000, IMAGE_CELLS_MAX = 1 << 22, PATH_POINTS_MAX = 1 << 20 };
static const size_t LIST_SIZE_MAX = (size_t)1 << 28;
static const double DASH_MIN = 0.5; /* finer ones are grey, and a long path has millions of them */
static const double FAR = 1e5, TEXT_SIZE_MAX = 512, PI = 3.14159265358979323846;

typedef struct RecordHead {
    uint64_t hash; /* of everything after it */
    uint32_t size; /* of the whole record, a multiple of 8 */
    uint8_t op, layer, face, align;
    Color color, color1;
    int32_t count0, count1; /* text: bytes; path: points and verbs; image, mesh: columns and rows */
    double box[4], x0, y0, x1, y1, w0, w1, radius, width, dash;
} RecordHead;

/* A step of XXH64's: less than hash_mix() does, which follows when all words are in. */
static inline uint64_t hash_turn(uint64_t hash, uint64_t word) {
    hash += word * 0xC2B2AE3D27D4EB4Fu;
    return (hash << 31 | hash >> 33) * 0x9E3779B185EBCA87u;
}

uint64_t hash_bytes(uint64_t hash, const void *data, size_t size) {
    const unsigned char *at = data;
    if (size >= 128) { /* pictures: four that do not wait for each other */
        uint64_t part[4] = {hash, hash + 1, hash + 2, hash + 3};
        for (; size >= 32; at += 32, size -= 32) {
            for (int i = 0; i < 4; i++) {
                uint64_t word;
                memcpy(&word, at + (ptrdiff_t)8 * i, sizeof word);
                part[i] = hash_turn(part[i], word);
            }
        }
        hash = hash_mix(hash_mix(hash_mix(part[0], part[1]), part[2]), part[3]);
    }
    for (; size >= 8; at += 8, size -= 8) {
        uint64_t word;
        memcpy(&word, at, 8);
        hash = hash_mix(hash, word);
    }
    if (size > 0) {
        uint64_t word = 0;
        memcpy(&word, at, size);
        hash = hash_mix(hash, word);
    }
    return hash;
}

uint64_t hash_double(uint64_t hash, double value) { return hash_bytes(hash, &value, sizeof value); }

/* False for NaN and infinities; else clamped, and -0 made 0. */
static bool clean(double *value) {
    if (!isfinite(*value)) return false;
    *value = (*value < -FAR ? -FAR : *value > FAR ? FAR : *value) + 0.0;
    return true;
}

/* A rectangle's edges clamped; false when it is broken or nothing is left of it. */
static bool clean_rect(Rect *box) {
    double right = box->x + box->w, bottom = box->y + box->h;
    if (!(box->w > 0) || !(box->h > 0)) return false;
    if (!clean(&box->x) || !clean(&box->y) || !clean(&right) || !clean(&bottom)) return false;
    box->w = right - box->x;
    box->h = bottom - box->y;
    return box->w > 0 && box->h > 0;
}

static bool clean_size(double *value) { return clean(value) && *value > 0; }

bool draw_init(DrawList *list) {
    *list = (DrawList){0};
    list->data = mem_new(LIST_FIRST_SIZE);
    list->point = mem_new(PATH_FIRST_COUNT * sizeof *list->point);
    list->verb = mem_new(PATH_FIRST_COUNT);
    if (list->data == NULL || list->point == NULL || list->verb == NULL) {
        draw_deinit(list);
        return false;
    }
    list->capacity = LIST_FIRST_SIZE;
    list->point_capacity = list->verb_capacity = PATH_FIRST_COUNT;
    draw_begin(list, 1, 1, 1, (Color){0, 0, 0, 255});
    return true;
}

void draw_deinit(DrawList *list) {
    mem_free(list->data);
    mem_free(list->point);
    mem_free(list->verb);
    *list = (DrawList){0};
}

static double bounded(double value, double least, double most, double otherwise) {
    if (!isfinite(value) || value <= 0) return otherwise;
    return value < least ? least : value > most ? most : value;
}

void draw_begin(DrawList *list, double width, double height, double scale, Color background) {
    /* A window of one pixel by the largest height is laid out as a strip 800 wide and 800 times as long. */
    list->width = bounded(width, 1, 2e7, 1);
    list->height = bounded(height, 1, 2e7, 1);
    list->scale = bounded(scale, 0.001, 16, 1);
    list->background = background;
    list->used = 0;
    list->failed = false;
    list->point_count = list->verb_count = 0;
    list->path_broken = false;
    list->layer = LAYER_PAGE;
}

void draw_fail(DrawList *list) { list->failed = true; }

/* Appends `head` with room for `tail` bytes and returns where the tail goes, or NULL. The record counts only after seal(). */
static unsigned char *append(DrawList *list, RecordHead *head, size_t tail) {
    size_t size = (sizeof *head + tail + 7) / 8 * 8;
    if (list->failed || list->data == NULL) return NULL;
    if (list->used + size > list->capacity) {
        size_t wanted = list->capacity;
        while (wanted < list->used + size) wanted *= 2;
        unsigned char *grown = wanted > LIST_SIZE_MAX ? NULL : mem_grow(list->data, list->capacity, wanted);
        if (grown == NULL) {
            list->failed = true;
            return NULL;
        }
        list->data = grown;
        list->capacity = wanted;
    }
    head->size = (uint32_t)size;
    head->layer = (uint8_t)list->layer;
    unsigned char *at = list->data + list->used;
    memset(at + size - 8, 0, 8); /* the padding is hashed too */
    memcpy(at, head, sizeof *head);
    return at + sizeof *head;
}

static void seal(DrawList *list) {
    RecordHead *head = (RecordHead *)(void *)(list->data + list->used);
    head->hash = hash_bytes(0, list->data + list->used + sizeof head->hash, head->size - sizeof head->hash);
    list->used += head->size;
}

static void push(DrawList *list, RecordHead *head) {
    if (append(list, head, 0) != NULL) seal(list);
}

static void put_box(RecordHead *head, Rect box) {
    head->box[0] = box.x;
    head->box[1] = box.y;
    head->box[2] = box.w;
    head->box[3] = box.h;
}

static void push_bytes(DrawList *list, RecordHead *head, Str text) {
    head->count0 = text.count;
    unsigned char *tail = append(list, head, (size_t)text.count);
    if (tail == NULL) return;
    if (text.count > 0) memcpy(tail, text.at, (size_t)text.count);
    seal(list);
}

void draw_layer(DrawList *list, DrawLayer layer) {
    if (layer == list->layer || (int)layer < 0 || layer >= LAYER_COUNT) return;
    list->layer = layer;
    push(list, &(RecordHead){.op = DRAW_LAYER});
}

void draw_group(DrawList *list, const char *name) {
    Str text = str_from(name);
    if (text.count > TEXT_BYTES_MAX) text.count = TEXT_BYTES_MAX;
    push_bytes(list, &(RecordHead){.op = DRAW_GROUP}, text);
}

void draw_rect(DrawList *list, Rect box, Color color) {
    if (!clean_rect(&box)) return;
    RecordHead head = {.op = DRAW_RECT, .color = color};
    put_box(&head, box);
    push(list, &head);
}

void draw_round(DrawList *list, Rect box, double radius, Color color) {
    if (!clean_rect(&box) || !clean(&radius) || radius < 0) return;
    RecordHead head = {.op = DRAW_ROUND, .color = color, .radius = radius};
    put_box(&head, box);
    push(list, &head);
}

void draw_round_stroke(DrawList *list, Rect box, double radius, double width, Color color) {
    if (!clean_rect(&box) || !clean(&radius) || radius < 0 || !clean_size(&width)) return;
    RecordHead head = {.op = DRAW_ROUND_STROKE, .color = color, .radius = radius, .width = width};
    put_box(&head, box);
    push(list, &head);
}

static void push_circle(DrawList *list, DrawOp op, double x, double y, double radius, double width, Color color) {
    if (!clean(&x) || !clean(&y) || !clean_size(&radius) || !clean(&width) || width < 0) return;
    RecordHead head = {.op = (uint8_t)op, .color = color, .x0 = x, .y0 = y, .radius = radius, .width = width};
    double reach = radius + width / 2;
    put_box(&head, rect(x - reach, y - reach, 2 * reach, 2 * reach));
    push(list, &head);
}

void draw_circle(DrawList *list, double x, double y, double radius, Color color) { push_circle(list, DRAW_CIRCLE, x, y, radius, 0, color); }

void draw_circle_stroke(DrawList *list, double x, double y, double radius, double width, Color color) {
    if (width > 0) push_circle(list, DRAW_CIRCLE_STROKE, x, y, radius, width, color);
}

void draw_line(DrawList *list, double x0, double y0, double x1, double y1, double width, Color color) {
    if (!clean(&x0) || !clean(&y0) || !clean(&x1) || !clean(&y1) || !clean_size(&width) || (x0 == x1 && y0 == y1)) return;
    RecordHead head = {.op = DRAW_LINE, .color = color, .x0 = x0, .y0 = y0, .x1 = x1, .y1 = y1, .width = width};
    double half = width / 2;
    put_box(&head, rect(fmin(x0, x1) - half, fmin(y0, y1) - half, fabs(x1 - x0) + width, fabs(y1 - y0) + width));
    push(list, &head);
}

void draw_band(DrawList *list, double x0, double y0, double w0, double x1, double y1, double w1, Color color0, Color color1) {
    if (!clean(&x0) || !clean(&y0) || !clean(&w0) || !clean(&x1) || !clean(&y1) || !clean(&w1)) return;
    if (w0 < 0 || w1 < 0 || w0 + w1 == 0 || x0 == x1) return;
    RecordHead head = {.op = DRAW_BAND, .color = color0, .color1 = color1, .x0 = x0, .y0 = y0, .x1 = x1, .y1 = y1, .w0 = w0, .w1 = w1};
    double top = fmin(y0 - w0 / 2, y1 - w1 / 2), bottom = fmax(y0 + w0 / 2, y1 + w1 / 2);
    put_box(&head, rect(fmin(x0, x1), top, fabs(x1 - x0), bottom - top));
    push(list, &head);
}

void draw_text(DrawList *list, TextFace face, double size, double x, double y, TextAlign align, Color color, const char *text) {
    draw_text_str(list, face, size, x, y, align, color, str_from(text));
}

void draw_text_str(DrawList *list, TextFace face, double size, double x, double y, TextAlign align, Color color, Str text) {
    if (!clean(&x) || !clean(&y) || !clean_size(&size) || text.count <= 0) return;
    if ((int)face < 0 || face >= FACE_COUNT || (int)align < 0 || align > ALIGN_RIGHT) return;
    if (text.count > TEXT_BYTES_MAX) {
        text.count = TEXT_BYTES_MAX;
        while (text.count > 0 && ((unsigned char)text.at[text.count] & 0xC0) == 0x80) text.count--; /* never inside a character */
    }
    RecordHead head = {.op = DRAW_TEXT, .color = color, .face = (uint8_t)face, .align = (uint8_t)align, .x0 = x, .y0 = y};
    head.width = fmin(size, TEXT_SIZE_MAX);
    push_bytes(list, &head, text);
}

void draw_image(DrawList *list, Rect box, int cols, int rows, const Color *cell) {
    if (!clean_rect(&box) || cols <= 0 || rows <= 0 || cell == NULL || (int64_t)cols * rows > IMAGE_CELLS_MAX) return;
    RecordHead head = {.op = DRAW_IMAGE, .count0 = cols, .count1 = rows};
    put_box(&head, box);
    size_t size = (size_t)cols * (size_t)rows * sizeof *cell;
    unsigned char *tail = append(list, &head, size);
    if (tail == NULL) return;
    memcpy(tail, cell, size);
    seal(list);
}

/* One invalid corner makes the whole mesh invalid. */
void draw_mesh(DrawList *list, int cols, int rows, const MeshPoint *corner) {
    if (cols < 2 || rows < 2 || corner == NULL || (int64_t)cols * rows > IMAGE_CELLS_MAX) return;
    double left = FAR, top = FAR, right = -FAR, bottom = -FAR;
    int count = cols * rows;
    for (int i = 0; i < count; i++) {
        double x = corner[i].x, y = corner[i].y;
        if (!(fabs(x) <= FAR) || !(fabs(y) <= FAR)) return;
        left = fmin(left, x);
        right = fmax(right, x);
        top = fmin(top, y);
        bottom = fmax(bottom, y);
    }
    RecordHead head = {.op = DRAW_MESH, .count0 = cols, .count1 = rows};
    put_box(&head, rect(left, top, right - left, bottom - top));
    unsigned char *tail = append(list, &head, (size_t)count * sizeof *corner);
    if (tail == NULL) return;
    memcpy(tail, corner, (size_t)count * sizeof *corner);
    seal(list);
}

void draw_clip(DrawList *list, Rect box) {
    RecordHead head = {.op = DRAW_CLIP_PUSH};
    put_box(&head, clean_rect(&box) ? box : rect(0, 0, 0, 0));
    push(list, &head);
}

void draw_unclip(DrawList *list) { push(list, &(RecordHead){.op = DRAW_CLIP_POP}); }

void draw_path_begin(DrawList *list) {
    list->point_count = list->verb_count = 0;
    list->path_broken = false;
}

static bool path_has_room(DrawList *list, int points) {
    if (list->failed || list->path_broken || list->point == NULL) return false;
    if (list->point_count + points > list->point_capacity && list->point_capacity < PATH_POINTS_MAX) {
        size_t old = (size_t)list->point_capacity * sizeof *list->point;
        Point *grown = mem_grow(list->point, old, 2 * old);
        if (grown != NULL) {
            list->point = grown;
            list->point_capacity *= 2;
        }
    }
    if (list->verb_count + 1 > list->verb_capacity && list->verb_capacity < PATH_POINTS_MAX) {
        unsigned char *grown = mem_grow(list->verb, (size_t)list->verb_capacity, 2 * (size_t)list->verb_capacity);
        if (grown != NULL) {
            list->verb = grown;
            list->verb_capacity *= 2;
        }
    }
    if (list->point_count + points <= list->point_capacity && list->verb_count < list->verb_capacity) return true;
    list->failed = list->path_broken = true;
    return false;
}

static void path_add(DrawList *list, PathVerb verb, Point *point, int count) {
    if (!path_has_room(list, count)) return;
    for (int i = 0; i < count; i++) {
        if (!clean(&point[i].x) || !clean(&point[i].y)) {
            list->path_broken = true; /* half a curve would misrepresent its data: the whole path is dropped */
            return;
        }
        list->point[list->point_count + i] = point[i];
    }
    list->point_count += count;
    list->verb[list->verb_count++] = (unsigned char)verb;
}

void draw_path_move(DrawList *list, double x, double y) { path_add(list, PATH_MOVE, &(Point){x, y}, 1); }

void draw_path_line(DrawList *list, double x, double y) {
    path_add(list, list->point_count == 0 ? PATH_MOVE : PATH_LINE, &(Point){x, y}, 1);
}

void draw_path_curve(DrawList *list, double x1, double y1, double x2, double y2, double x3, double y3) {
    if (list->point_count == 0) draw_path_move(list, x1, y1);
    path_add(list, PATH_CURVE, (Point[3]){{x1, y1}, {x2, y2}, {x3, y3}}, 3);
}

/* One Bezier curve for at most a quarter turn; handles of length 4/3 tan(angle/4), error below 3e-4 of the radius. */
void draw_path_arc(DrawList *list, double x, double y, double radius, double from, double to) {
    double sweep = to - from;
    if (!isfinite(x) || !isfinite(y) || !isfinite(from) || !isfinite(sweep) || !(radius >= 0) || !isfinite(radius)) {
        list->path_broken = true;
        return;
    }
    sweep = sweep > 2 * PI ? 2 * PI : sweep < -2 * PI ? -2 * PI : sweep;
    int pieces = (int)ceil(fabs(sweep) / (PI / 2) - 1e-9);
    if (pieces < 1) pieces = 1;
    double step = sweep / pieces, handle = radius * 4 / 3 * tan(step / 4);
    draw_path_line(list, x + radius * cos(from), y + radius * sin(from));
    for (int i = 0; i < pieces; i++) {
        double a = from + step * i, b = a + step;
        draw_path_curve(list, x + radius * cos(a) - handle * sin(a), y + radius * sin(a) + handle * cos(a),
                        x + radius * cos(b) + handle * sin(b), y + radius * sin(b) - handle * cos(b), x + radius * cos(b),
                        y + radius * sin(b));
    }
}

void draw_path_close(DrawList *list) {
    if (list->point_count > 0) path_add(list, PATH_CLOSE, NULL, 0);
}

static void push_path(DrawList *list, RecordHead *head) {
    if (list->path_broken || list->verb_count < 2) return;
    Point least = list->point[0], most = list->point[0];
    for (int i = 1; i < list->point_count; i++) {
        least = (Point){fmin(least.x, list->point[i].x), fmin(least.y, list->point[i].y)};
        most = (Point){fmax(most.x, list->point[i].x), fmax(most.y, list->point[i].y)};
    }
    put_box(head, rect_inset(rect(least.x, least.y, most.x - least.x, most.y - least.y), -head->width / 2, -head->width / 2));
    head->count0 = list->point_count;
    head->count1 = list->verb_count;
    size_t points = (size_t)list->point_count * sizeof *list->point;
    unsigned char *tail = append(list, head, points + (size_t)list->verb_count);
    if (tail == NULL) return;
    memcpy(tail, list->point, points);
    memcpy(tail + points, list->verb, (size_t)list->verb_count);
    seal(list);
}

void draw_path_fill(DrawList *list, Color color) { push_path(list, &(RecordHead){.op = DRAW_PATH_FILL, .color = color}); }

void draw_path_stroke(DrawList *list, double width, Color color, double dash) {
    if (!clean_size(&width) || !clean(&dash)) return;
    if (dash > 0 && dash < DASH_MIN) dash = DASH_MIN;
    push_path(list, &(RecordHead){.op = DRAW_PATH_STROKE, .color = color, .width = width, .dash = dash > 0 ? dash : 0});
}

/* ---- Records once more ---- */

/* Room for a record as it is, or NULL; it counts after seal(). */
static RecordHead *append_record(DrawList *list, const RecordHead *record) {
    RecordHead head = *record;
    unsigned char *tail = append(list, &head, record->size - sizeof head);
    if (tail == NULL) return NULL;
    memcpy(tail, record + 1, record->size - sizeof head);
    return (RecordHead *)(void *)(tail - sizeof head);
}

void draw_copy(DrawList *list, const DrawList *from, size_t begin, size_t end) {
    for (size_t at = begin; at + sizeof(RecordHead) <= end && end <= from->used;) {
        const RecordHead *record = (const RecordHead *)(const void *)(from->data + at);
        if (append_record(list, record)) seal(list);
        at += record->size;
    }
}

void draw_copy_shapes(DrawList *list, const DrawList *from, const char *without) {
    bool is_left_out = false;
    for (size_t at = 0; at + sizeof(RecordHead) <= from->used;) {
        const RecordHead *record = (const RecordHead *)(const void *)(from->data + at);
        if (record->op == DRAW_GROUP) is_left_out = str_equal((Str){(const char *)(record + 1), record->count0}, without);
        bool is_shape = record->op != DRAW_TEXT && (!is_left_out || record->op >= DRAW_CLIP_PUSH);
        if (is_shape && append_record(list, record)) seal(list);
        at += record->size;
    }
}

static Point middle_of(const RecordHead *head) {
    if (head->op == DRAW_TEXT) return (Point){head->x0, head->y0};
    return (Point){head->box[0] + head->box[2] / 2, head->box[1] + head->box[3] / 2};
}

static bool is_within(const RecordHead *head, const Rect within[], int count) {
    Point middle = middle_of(head);
    bool draws = head->op < DRAW_CLIP_PUSH && head->op != DRAW_MESH, is_in = false;
    for (int i = 0; draws && i < count; i++) is_in = is_in || rect_contains(within[i], middle.x, middle.y);
    return is_in;
}

static bool lies_inside(const RecordHead *head, Rect inside) {
    const double *box = head->box;
    return box[0] >= inside.x && box[1] >= inside.y && box[0] + box[2] <= rect_right(inside) && box[1] + box[3] <= rect_bottom(inside);
}

void draw_copy_inside(DrawList *list, const DrawList *from, Rect inside, const Rect outside[], int count, const char *without) {
    bool is_left_out = false;
    for (size_t at = 0; at + sizeof(RecordHead) <= from->used;) {
        const RecordHead *record = (const RecordHead *)(const void *)(from->data + at);
        if (record->op == DRAW_GROUP) is_left_out = str_equal((Str){(const char *)(record + 1), record->count0}, without);
        bool is_shown = record->op != DRAW_TEXT && !is_left_out && lies_inside(record, inside) && !is_within(record, outside, count);
        if ((is_shown || record->op >= DRAW_CLIP_PUSH) && append_record(list, record)) seal(list);
        at += record->size;
    }
}

static void fade_record(RecordHead *head, double shown) {
    head->color = color_fade(head->color, shown);
    head->color1 = color_fade(head->color1, shown);
    Color *cell = (Color *)(void *)(head + 1);
    int cells = head->op == DRAW_IMAGE ? head->count0 * head->count1 : 0;
    for (int i = 0; i < cells; i++) cell[i] = color_fade(cell[i], shown);
}

static uint64_t hash_record(const RecordHead *head) {
    return hash_bytes(0, (const unsigned char *)head + sizeof head->hash, head->size - sizeof head->hash);
}

void draw_fade(DrawList *list, size_t begin, const Rect within[], int count, double shown) {
    for (size_t at = begin; shown < 1 && at + sizeof(RecordHead) <= list->used;) {
        RecordHead *head = (RecordHead *)(void *)(list->data + at);
        at += head->size;
        if (!is_within(head, within, count)) continue;
        fade_record(head, shown);
        head->hash = hash_record(head);
    }
}

static double move_y(const DrawMove *move, double y) {
    int i = 0;
    while (i + 2 < move->rows && y > move->y[i + 1]) i++;
    if (move->rows < 2) return y;
    double h = move->y[i + 1] - move->y[i];
    return h > 0 ? move->to_y[i] + (y - move->y[i]) / h * (move->to_y[i + 1] - move->to_y[i]) : move->to_y[i];
}

static void shift_record(RecordHead *head, double dx, double dy) {
    head->box[0] += dx;
    head->box[1] += dy;
    head->x0 += dx;
    head->x1 += dx;
    head->y0 += dy;
    head->y1 += dy;
    Point *point = (Point *)(void *)(head + 1);
    int points = head->op == DRAW_PATH_FILL || head->op == DRAW_PATH_STROKE ? head->count0 : 0;
    for (int i = 0; i < points; i++) point[i] = (Point){point[i].x + dx, point[i].y + dy};
}

void draw_again(DrawList *list, const DrawList *from, const Rect within[], int count, const DrawMove *move, double shown) {
    for (size_t at = 0; shown > 0 && at + sizeof(RecordHead) <= from->used;) {
        const RecordHead *record = (const RecordHead *)(const void *)(from->data + at);
        at += record->size;
        if (!is_within(record, within, count) || (record->op != DRAW_IMAGE && record->box[2] > move->most_w)) continue;
        if (record->op == DRAW_BAND && move->no_bands) continue;
        Point middle = middle_of(record);
        double dx = move->to_x0 + (middle.x - move->x0) / (move->x1 - move->x0) * (move->to_x1 - move->to_x0) - middle.x,
               dy = move_y(move, middle.y) - middle.y;
        if (!(fabs(middle.x + dx) + record->box[2] < FAR) || !(fabs(middle.y + dy) + record->box[3] < FAR)) continue;
        RecordHead *head = append_record(list, record);
        if (head == NULL) return;
        shift_record(head, dx, dy);
        fade_record(head, shown);
        seal(list);
    }
}

bool draw_next(const DrawList *list, size_t *offset, DrawItem *item) {
    if (*offset + sizeof(RecordHead) > list->used) return false;
    const unsigned char *at = list->data + *offset;
    const RecordHead *head = (const RecordHead *)(const void *)at;
    const unsigned char *tail = at + sizeof *head;
    *offset += head->size;
    *item = (DrawItem){.op = (DrawOp)head->op, .layer = (DrawLayer)head->layer, .hash = head->hash};
    item->box = rect(head->box[0], head->box[1], head->box[2], head->box[3]);
    item->x0 = head->x0;
    item->y0 = head->y0;
    item->x1 = head->x1;
    item->y1 = head->y1;
    item->w0 = head->w0;
    item->w1 = head->w1;
    item->radius = head->radius;
    item->width = head->width;
    item->dash = head->dash;
    item->color = head->color;
    item->color1 = head->color1;
    item->face = (TextFace)head->face;
    item->align = (TextAlign)head->align;
    if (item->op == DRAW_TEXT || item->op == DRAW_GROUP) {
        item->text = (Str){(const char *)tail, head->count0};
    } else if (item->op == DRAW_PATH_FILL || item->op == DRAW_PATH_STROKE) {
        item->point_count = head->count0;
        item->verb_count = head->count1;
        item->point = (const Point *)(const void *)tail;
        item->verb = tail + (size_t)head->count0 * sizeof(Point);
    } else if (item->op == DRAW_IMAGE) {
        item->cols = head->count0;
        item->rows = head->count1;
        item->cell = (const Color *)(const void *)tail;
    } else if (item->op == DRAW_MESH) {
        item->cols = head->count0;
        item->rows = head->count1;
        item->corner = (const MeshPoint *)(const void *)tail;
    }
    return true;
}

uint64_t draw_hash(const DrawList *list) {
    uint64_t hash = hash_double(hash_double(hash_double(0, list->width), list->height), list->scale);
    hash = hash_bytes(hash, &list->background, sizeof list->background);
    for (size_t offset = 0; offset + sizeof(RecordHead) <= list->used;) {
        const RecordHead *head = (const RecordHead *)(const void *)(list->data + offset);
        hash = hash_mix(hash, head->hash);
        offset += head->size;
    }
    return hash;
}
