/* SVG and PDF through Cairo, in design pixels: exact coordinates, nothing snapped.

   Text is real text in the fonts' own files (FreeType). Each character is placed at the width of the run up to it, measured at the size on
   screen, so lines in a file are as long as in the window. A character that its face lacks comes from the first face that has it, as in the
   window. If there is no font file the window's mask is embedded.

   Simplified on purpose: ligatures are not formed; images with over 4096 cells are embedded pixel for pixel; Cairo 1.16 writes the text of
   an SVG as outlines, so its words are added afterwards (output_words.c), as are <title> and <desc>, for which Cairo has no call. */
#include "base/arena.h"
#include "base/number.h"
#include "draw/draw_inside.h"
#include "draw/output.h"
#include "draw/output_inside.h"
#include "draw/path_trace.h"
#include "draw/text.h"
#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CELLS_AS_RECTS_MAX = 4096, GLYPHS_AT_ONCE = 256 };
static const double PI = 3.14159265358979323846;

/* A font file with its own FreeType library: Cairo's caches may keep a face for long, and both are freed with it. */
typedef struct FontFile {
    FT_Library library;
    FT_Face face;
    unsigned char ink[1 << 16]; /* for each glyph: whether it has an outline, once known */
} FontFile;
enum { INK_UNKNOWN, INK_SOME, INK_NONE };

typedef struct VectorWriter {
    cairo_t *cr;
    const DrawList *list;
    const TextApi *text;
    cairo_font_face_t *face[FACE_COUNT]; /* owned references; NULL: not loaded, or no file */
    FontFile *file[FACE_COUNT];          /* owned by the font faces */
    bool tried[FACE_COUNT];
    bool failed; /* memory was out for some text */
    long blank;  /* characters shown that have no outline, such as spaces */
} VectorWriter;

static const cairo_user_data_key_t file_key;

static void close_file(void *memory) {
    FontFile *file = memory;
    if (file->face != NULL) FT_Done_Face(file->face);
    if (file->library != NULL) FT_Done_FreeType(file->library);
    mem_free(file);
}

static cairo_font_face_t *load_face(const char *path, FontFile **file) {
    *file = mem_new(sizeof **file);
    if (*file == NULL) return NULL;
    if (FT_Init_FreeType(&(*file)->library) == 0 && FT_New_Face((*file)->library, path, 0, &(*file)->face) == 0) {
        cairo_font_face_t *face = cairo_ft_font_face_create_for_ft_face((*file)->face, 0);
        if (cairo_font_face_set_user_data(face, &file_key, *file, close_file) == CAIRO_STATUS_SUCCESS) return face;
        cairo_font_face_destroy(face);
    }
    close_file(*file);
    *file = NULL;
    return NULL;
}

static bool open_face(VectorWriter *writer, TextFace face) {
    if (!writer->tried[face]) {
        const char *path = writer->text->font_path == NULL ? NULL : writer->text->font_path(writer->text->user, face);
        writer->tried[face] = true;
        if (path != NULL) writer->face[face] = load_face(path, &writer->file[face]);
        if (path != NULL && writer->face[face] == NULL) writer->failed = true;
    }
    return writer->face[face] != NULL;
}

static void set_color(cairo_t *cr, Color color) {
    cairo_set_source_rgba(cr, color.r / 255.0, color.g / 255.0, color.b / 255.0, color.a / 255.0);
}

static void trace_round(cairo_t *cr, Rect box, double radius) {
    double r = fmin(radius, fmin(box.w, box.h) / 2), right = rect_right(box), bottom = rect_bottom(box);
    cairo_new_path(cr);
    if (r <= 0) {
        cairo_rectangle(cr, box.x, box.y, box.w, box.h);
        return;
    }
    cairo_arc(cr, right - r, box.y + r, r, -PI / 2, 0);
    cairo_arc(cr, right - r, bottom - r, r, 0, PI / 2);
    cairo_arc(cr, box.x + r, bottom - r, r, PI / 2, PI);
    cairo_arc(cr, box.x + r, box.y + r, r, PI, 1.5 * PI);
    cairo_close_path(cr);
}

static void draw_band_shape(cairo_t *cr, const DrawItem *item) {
    cairo_pattern_t *colors = cairo_pattern_create_linear(item->x0, 0, item->x1, 0);
    Color a = item->color, b = item->color1;
    cairo_pattern_add_color_stop_rgba(colors, 0, a.r / 255.0, a.g / 255.0, a.b / 255.0, a.a / 255.0);
    cairo_pattern_add_color_stop_rgba(colors, 1, b.r / 255.0, b.g / 255.0, b.b / 255.0, b.a / 255.0);
    cairo_set_source(cr, colors);
    cairo_new_path(cr);
    cairo_move_to(cr, item->x0, item->y0 - item->w0 / 2);
    cairo_line_to(cr, item->x1, item->y1 - item->w1 / 2);
    cairo_line_to(cr, item->x1, item->y1 + item->w1 / 2);
    cairo_line_to(cr, item->x0, item->y0 + item->w0 / 2);
    cairo_close_path(cr);
    cairo_fill(cr);
    cairo_pattern_destroy(colors);
}

static void draw_cells(cairo_t *cr, const DrawItem *item) {
    double w = item->box.w / item->cols, h = item->box.h / item->rows;
    cairo_set_antialias(cr, CAIRO_ANTIALIAS_NONE); /* or a hairline would show between cells */
    for (int y = 0; y < item->rows; y++) {
        for (int x = 0; x < item->cols; x++) {
            set_color(cr, item->cell[y * item->cols + x]);
            cairo_rectangle(cr, item->box.x + x * w, item->box.y + y * h, w, h);
            cairo_fill(cr);
        }
    }
    cairo_set_antialias(cr, CAIRO_ANTIALIAS_DEFAULT);
}

static void draw_pixels(cairo_t *cr, const DrawItem *item) {
    cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, item->cols, item->rows);
    unsigned char *data = cairo_image_surface_get_data(image);
    int stride = cairo_image_surface_get_stride(image);
    cairo_surface_flush(image);
    for (int y = 0; data != NULL && y < item->rows; y++) {
        uint32_t *row = (uint32_t *)(void *)(data + (ptrdiff_t)y * stride);
        for (int x = 0; x < item->cols; x++) {
            Color c = item->cell[(ptrdiff_t)y * item->cols + x];
            uint32_t r = (c.r * c.a + 127u) / 255, g = (c.g * c.a + 127u) / 255, b = (c.b * c.a + 127u) / 255;
            row[x] = (uint32_t)c.a << 24 | r << 16 | g << 8 | b;
        }
    }
    cairo_surface_mark_dirty(image);
    cairo_save(cr);
    cairo_translate(cr, item->box.x, item->box.y);
    cairo_scale(cr, item->box.w / item->cols, item->box.h / item->rows);
    cairo_set_source_surface(cr, image, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_NEAREST);
    cairo_paint(cr);
    cairo_restore(cr);
    cairo_surface_destroy(image);
}

/* The face that draws a character: its own, else the first that has it. */
static TextFace find_face(VectorWriter *writer, TextFace face, uint32_t code, unsigned long *glyph) {
    static const TextFace others[] = {FACE_UI, FACE_MATH, FACE_MONO};
    code = text_shown_char(face, code);
    *glyph = open_face(writer, face) ? FT_Get_Char_Index(writer->file[face]->face, code) : 0;
    for (int i = 0; *glyph == 0 && i < (int)(sizeof others / sizeof others[0]); i++) {
        if (!open_face(writer, others[i])) continue;
        *glyph = FT_Get_Char_Index(writer->file[others[i]]->face, code);
        if (*glyph != 0) return others[i];
    }
    return face;
}

static double measure(VectorWriter *writer, const DrawItem *item, int bytes) {
    TextMetrics metrics;
    double scale = writer->list->scale;
    if (bytes <= 0) return 0;
    if (!writer->text->measure(writer->text->user, item->face, item->width * scale, (Str){item->text.at, bytes}, &metrics)) {
        writer->failed = true;
        return 0;
    }
    return metrics.width / scale;
}

/* A stretch of one run in one face. */
typedef struct Stretch {
    TextFace face;
    int count;
    const char *from;
    int bytes;
    cairo_glyph_t glyph[GLYPHS_AT_ONCE];
    cairo_text_cluster_t cluster[GLYPHS_AT_ONCE];
} Stretch;

/* Counts characters without an outline in the font: if the written file has more, memory was out for an outline, which Cairo does not
   report. */
static void count_blank(VectorWriter *writer, const Stretch *stretch) {
    FontFile *file = writer->file[stretch->face];
    for (int i = 0; i < stretch->count; i++) {
        unsigned long glyph = stretch->glyph[i].index;
        if (glyph >= sizeof file->ink) continue;
        if (file->ink[glyph] == INK_UNKNOWN) {
            if (FT_Load_Glyph(file->face, (FT_UInt)glyph, FT_LOAD_NO_SCALE) != 0) writer->failed = true;
            bool has_outline = file->face->glyph->format != FT_GLYPH_FORMAT_OUTLINE || file->face->glyph->outline.n_contours > 0;
            file->ink[glyph] = has_outline ? INK_SOME : INK_NONE;
        }
        writer->blank += file->ink[glyph] == INK_NONE;
    }
}

static void show_stretch(VectorWriter *writer, const Stretch *stretch, double size) {
    if (stretch->count == 0 || writer->face[stretch->face] == NULL) return;
    cairo_set_font_face(writer->cr, writer->face[stretch->face]);
    cairo_set_font_size(writer->cr, size);
    count_blank(writer, stretch);
    cairo_show_text_glyphs(writer->cr, stretch->from, stretch->bytes, stretch->glyph, stretch->count, stretch->cluster, stretch->count, 0);
}

/* Without a font file: draws the window's mask. */
static void show_mask(VectorWriter *writer, const DrawItem *item, double x) {
    double scale = writer->list->scale;
    TextMask mask;
    if (!writer->text->rasterise(writer->text->user, item->face, item->width * scale, item->text, &mask)) {
        writer->failed = true;
        return;
    }
    if (mask.alpha == NULL || mask.width <= 0 || mask.height <= 0) return;
    cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_A8, mask.width, mask.height);
    unsigned char *data = cairo_image_surface_get_data(image);
    int stride = cairo_image_surface_get_stride(image);
    cairo_surface_flush(image);
    for (int y = 0; data != NULL && y < mask.height; y++) {
        memcpy(data + (ptrdiff_t)y * stride, mask.alpha + (ptrdiff_t)y * mask.stride, (size_t)mask.width);
    }
    cairo_surface_mark_dirty(image);
    cairo_save(writer->cr);
    cairo_translate(writer->cr, x, item->y0);
    cairo_scale(writer->cr, 1 / scale, 1 / scale);
    cairo_mask_surface(writer->cr, image, mask.left, mask.top);
    cairo_restore(writer->cr);
    cairo_surface_destroy(image);
}

static void draw_run(VectorWriter *writer, const DrawItem *item) {
    double whole = item->align == ALIGN_LEFT ? 0 : measure(writer, item, item->text.count);
    double x = item->x0 - (item->align == ALIGN_CENTER ? whole / 2 : whole);
    set_color(writer->cr, item->color);
    if (!open_face(writer, item->face)) {
        show_mask(writer, item, x);
        return;
    }
    Stretch stretch = {.face = item->face, .from = item->text.at};
    for (Str rest = item->text, bytes; rest.count > 0;) {
        int before = item->text.count - rest.count;
        unsigned long glyph;
        uint32_t code = text_next_slice(&rest, &bytes);
        bool broken = code == 0xFFFD && bytes.count == 1; /* invalid UTF-8: left out of files too */
        TextFace face = find_face(writer, item->face, code, &glyph);
        if (broken || face != stretch.face || stretch.count == GLYPHS_AT_ONCE) {
            show_stretch(writer, &stretch, item->width);
            stretch.face = face;
            stretch.count = stretch.bytes = 0;
            stretch.from = broken ? rest.at : bytes.at;
        }
        if (broken) continue;
        stretch.glyph[stretch.count] = (cairo_glyph_t){glyph, x + measure(writer, item, before), item->y0};
        stretch.cluster[stretch.count] = (cairo_text_cluster_t){bytes.count, 1};
        stretch.count++;
        stretch.bytes += bytes.count;
    }
    show_stretch(writer, &stretch, item->width);
}

/* Quadrilaterals of the mean of their corners' colours; a thin line of the same closes the gaps that soft edges leave. */
static void draw_mesh_quads(cairo_t *cr, const DrawItem *item) {
    cairo_set_line_width(cr, 0.4);
    cairo_set_dash(cr, NULL, 0, 0);
    for (int r = 0; r + 1 < item->rows; r++) {
        for (int c = 0; c + 1 < item->cols; c++) {
            const MeshPoint *at = item->corner + (ptrdiff_t)r * item->cols + c;
            const MeshPoint *corner[4] = {at, at + 1, at + item->cols + 1, at + item->cols};
            int red = 2, green = 2, blue = 2;
            cairo_new_path(cr);
            for (int i = 0; i < 4; i++) {
                red += corner[i]->color.r;
                green += corner[i]->color.g;
                blue += corner[i]->color.b;
                cairo_line_to(cr, (double)corner[i]->x, (double)corner[i]->y);
            }
            cairo_close_path(cr);
            set_color(cr, (Color){(uint8_t)(red / 4), (uint8_t)(green / 4), (uint8_t)(blue / 4), 255});
            cairo_fill_preserve(cr);
            cairo_stroke(cr);
        }
    }
    cairo_new_path(cr);
}

static void draw_item(VectorWriter *writer, const DrawItem *item) {
    cairo_t *cr = writer->cr;
    set_color(cr, item->color);
    cairo_new_path(cr);
    switch (item->op) {
    case DRAW_RECT:
        cairo_rectangle(cr, item->box.x, item->box.y, item->box.w, item->box.h);
        cairo_fill(cr);
        break;
    case DRAW_ROUND:
    case DRAW_ROUND_STROKE:
        trace_round(cr, item->box, item->radius);
        if (item->op == DRAW_ROUND) cairo_fill(cr);
        break;
    case DRAW_CIRCLE:
    case DRAW_CIRCLE_STROKE:
        cairo_arc(cr, item->x0, item->y0, item->radius, 0, 2 * PI);
        cairo_close_path(cr);
        if (item->op == DRAW_CIRCLE) cairo_fill(cr);
        break;
    case DRAW_LINE:
        cairo_move_to(cr, item->x0, item->y0);
        cairo_line_to(cr, item->x1, item->y1);
        break;
    case DRAW_PATH_FILL:
    case DRAW_PATH_STROKE:
        path_trace(cr, item, 1);
        if (item->op == DRAW_PATH_FILL) cairo_fill(cr);
        break;
    case DRAW_BAND: draw_band_shape(cr, item); break;
    case DRAW_TEXT: draw_run(writer, item); break;
    case DRAW_MESH: draw_mesh_quads(cr, item); break;
    case DRAW_IMAGE:
        if ((int64_t)item->cols * item->rows <= CELLS_AS_RECTS_MAX)
            draw_cells(cr, item);
        else
            draw_pixels(cr, item);
        break;
    default: break;
    }
    if (item->op == DRAW_PATH_STROKE) {
        path_pen(cr, item, 1);
        cairo_stroke(cr);
    } else if (item->op == DRAW_ROUND_STROKE || item->op == DRAW_CIRCLE_STROKE || item->op == DRAW_LINE) {
        cairo_set_line_width(cr, item->width);
        cairo_set_line_cap(cr, CAIRO_LINE_CAP_BUTT);
        cairo_set_dash(cr, NULL, 0, 0);
        cairo_stroke(cr);
    }
}

static void draw_layers(VectorWriter *writer) {
    Color ground = writer->list->background;
    if (ground.a > 0) {
        set_color(writer->cr, ground);
        cairo_paint(writer->cr);
    }
    for (int layer = 0; layer < LAYER_COUNT; layer++) {
        DrawWalk walk;
        DrawItem item;
        Rect clip;
        draw_walk_reset(&walk, writer->list);
        while (draw_walk_next(&walk, &item, &clip)) {
            if ((int)item.layer != layer || !(clip.w > 0)) continue;
            bool clipped = clip.w < 1e6; /* commands without a clip have a wider one */
            if (clipped) {
                cairo_save(writer->cr);
                cairo_rectangle(writer->cr, clip.x, clip.y, clip.w, clip.h);
                cairo_clip(writer->cr);
            }
            draw_item(writer, &item);
            if (clipped) cairo_restore(writer->cr);
        }
    }
}

static cairo_status_t write_stream(void *closure, const unsigned char *data, unsigned int size) {
    OutputStream *stream = closure;
    output_append(stream, data, size);
    return stream->failed ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

/* Draws on the surface and finishes it; takes the surface. *blank: VectorWriter.blank. */
/* What is written: one picture, or several pages of a PDF. */
typedef struct VectorPages {
    const DrawList *const *page;
    int count;
    double points; /* a design pixel's */
    bool is_dateless;
    const char *description; /* NULL: none */
} VectorPages;

static bool write_surface(long *blank, cairo_surface_t *surface, const VectorPages *pages, const TextApi *text, const char *kind,
                          Diag *diag) {
    VectorWriter writer = {.cr = cairo_create(surface), .text = text};
    for (int i = 0; i < pages->count; i++) {
        writer.list = pages->page[i];
        if (i > 0) cairo_pdf_surface_set_size(surface, writer.list->width * pages->points, writer.list->height * pages->points);
        cairo_save(writer.cr);
        cairo_scale(writer.cr, pages->points, pages->points);
        draw_layers(&writer);
        cairo_restore(writer.cr);
        if (pages->count > 1) cairo_show_page(writer.cr);
    }
    *blank = writer.blank;
    cairo_status_t status = cairo_status(writer.cr);
    cairo_destroy(writer.cr);
    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(surface);
    cairo_surface_destroy(surface);
    for (int i = 0; i < FACE_COUNT; i++) {
        if (writer.face[i] != NULL) cairo_font_face_destroy(writer.face[i]);
    }
    if (status == CAIRO_STATUS_SUCCESS && writer.failed) {
        return diag_fail(
            diag, "The text of the picture could not be written as %s: there is not enough memory, or a font file cannot be read.", kind);
    }
    if (status != CAIRO_STATUS_SUCCESS) {
        return diag_fail(diag, "The picture could not be written as %s: %s.", kind, cairo_status_to_string(status));
    }
    return true;
}

bool output_pdf_is_whole(const char *data, size_t size) {
    enum { TAIL = 64, ENTRY = 20 }; /* bytes: of the end, which says where the table is; of an entry, by the standard */
    const char *end = data + size, *start = strstr(size > TAIL ? end - TAIL : data, "startxref\n");
    long offset = start ? strtol(start + strlen("startxref\n"), NULL, 10) : -1;
    if (offset <= 0 || (size_t)offset >= size || !strstr(start, "\n%%EOF")) return false;
    if (strncmp(data + offset, "xref\n0 ", 7) != 0) return true; /* compressed */
    char *line;
    long count = strtol(data + offset + 7, &line, 10);
    if (count < 2 || end - line <= count * ENTRY) return false;
    for (long i = 1; i < count; i++) {
        char object[32];
        int length = text_format(object, (int)sizeof object, "%ld 0 obj", i);
        long at = strtol(line + 1 + i * ENTRY, NULL, 10);
        if (at <= 0 || (size_t)at >= size || strncmp(data + at, object, (size_t)length) != 0) return false;
    }
    return true;
}

/* The place and length of the creation date in the file; `size` and 0 if there is none. */
static size_t find_date(const OutputStream *pdf, size_t *count) {
    static const char word[] = "/CreationDate (";
    size_t length = strlen(word);
    for (size_t at = pdf->size >= length ? pdf->size - length : 0; at > 0; at--) {
        if (memcmp(pdf->data + at, word, length) != 0) continue;
        const char *end = memchr(pdf->data + at, ')', pdf->size - at);
        *count = end ? (size_t)(end - (pdf->data + at)) : 0;
        return at;
    }
    *count = 0;
    return pdf->size;
}

static bool is_same_pdf(const OutputStream *a, const OutputStream *b) {
    size_t date, date_b, at = find_date(a, &date), at_b = find_date(b, &date_b), rest = at + date;
    return a->size == b->size && at == at_b && date == date_b && memcmp(a->data, b->data, at) == 0 &&
           memcmp(a->data + rest, b->data + rest, a->size - rest) == 0;
}

/* Cairo numbers surfaces and images consecutively over all files. */
static bool is_same_svg(const OutputStream *a, const OutputStream *b) {
    static const char *const numbered[] = {"surface", "image"};
    const char *x = a->data, *y = b->data;
    while (*x && *x == *y) {
        size_t length = 1;
        for (int i = 0; i < 2 && length == 1; i++)
            if (strncmp(x, numbered[i], strlen(numbered[i])) == 0 && strncmp(y, numbered[i], strlen(numbered[i])) == 0)
                length = strlen(numbered[i]);
        x += length;
        y += length;
        if (length == 1) continue;
        x += strspn(x, "0123456789");
        y += strspn(y, "0123456789");
    }
    return !*x && !*y;
}

static bool write_pdf(OutputStream *out, const VectorPages *pages, const TextApi *text, const char *title, Diag *diag) {
    long blank;
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(write_stream, out, pages->page[0]->width * pages->points,
                                                                   pages->page[0]->height * pages->points);
    if (pages->is_dateless) cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
    if (title != NULL) cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
    if (pages->description != NULL) cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, pages->description);
    if (!write_surface(&blank, surface, pages, text, "PDF", diag)) return false;
    if (out->failed || output_pdf_is_whole(out->data, out->size)) return true;
    return diag_fail(diag, "The picture could not be written as PDF: there is not enough memory for its fonts.");
}

static bool write_svg(OutputStream *out, const VectorPages *pages, const TextApi *text, const char *title, Diag *diag) {
    long blank;
    (void)title; /* added afterwards */
    cairo_surface_t *surface = cairo_svg_surface_create_for_stream(write_stream, out, pages->page[0]->width, pages->page[0]->height);
    cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PX);
    if (!write_surface(&blank, surface, pages, text, "SVG", diag)) return false;
    if (out->failed || output_svg_is_whole(out->data, blank)) return true;
    return diag_fail(diag, "The picture could not be written as SVG: there is not enough memory for its text.");
}

/* Writes the file twice, because Cairo does not report that memory was out for a glyph, which is then empty or has another width. Each time
   uses new fonts, so that an error does not repeat. */
static bool write_twice(OutputStream *out, bool is_pdf, const VectorPages *pages, const TextApi *text, const char *title, Diag *diag) {
    OutputStream again = {0};
    bool (*write)(OutputStream *, const VectorPages *, const TextApi *, const char *, Diag *) = is_pdf ? write_pdf : write_svg;
    bool good = write(out, pages, text, title, diag) && write(&again, pages, text, title, diag);
    if (good && !out->failed && !again.failed && !(is_pdf ? is_same_pdf(out, &again) : is_same_svg(out, &again)))
        good = diag_fail(diag, "The picture could not be written as %s: there is not enough memory for its text.", is_pdf ? "PDF" : "SVG");
    output_drop(&again);
    return good;
}

bool output_pdf(OutputBytes *out, const DrawList *list, const TextApi *text, const char *title, const char *description, Diag *diag) {
    OutputStream stream = {0};
    *out = (OutputBytes){0};
    const VectorPages pages = {.page = &list, .count = 1, .points = 1, .description = description};
    if (write_twice(&stream, true, &pages, text, title, diag)) return output_finish(out, &stream, "PDF", diag);
    output_drop(&stream);
    return false;
}

bool output_pdf_pages(OutputBytes *out, const DrawList *const page[], int count, double points, const TextApi *text, const char *title,
                      Diag *diag) {
    OutputStream stream = {0};
    *out = (OutputBytes){0};
    const VectorPages pages = {.page = page, .count = count, .points = points, .is_dateless = true};
    if (count < 1) return diag_fail(diag, "There is no page to write.");
    if (write_twice(&stream, true, &pages, text, title, diag)) return output_finish(out, &stream, "PDF", diag);
    output_drop(&stream);
    return false;
}

static void append_element(OutputStream *out, const char *name, const char *text) {
    if (text == NULL || text[0] == '\0') return;
    output_append(out, "\n<", 2);
    output_append(out, name, strlen(name));
    output_append(out, ">", 1);
    output_append_escaped(out, str_from(text));
    output_append(out, "</", 2);
    output_append(out, name, strlen(name));
    output_append(out, ">", 1);
}

/* "0-12", or "-0-12" with a newer Cairo: the index in a table of GLYPH_FONTS times GLYPHS; -1 if it is outside. */
enum { GLYPH_FONTS = 1024, GLYPHS = 256 };

static long glyph_place(const char *at) {
    char *end;
    long font = strtol(at + (*at == '-'), &end, 10);
    if (*end != '-') return -1;
    long glyph = strtol(end + 1, &end, 10);
    return *end == '"' && font >= 0 && font < GLYPH_FONTS && glyph >= 0 && glyph < GLYPHS ? font * GLYPHS + glyph : -1;
}

bool output_svg_is_whole(const char *data, long blank) {
    static const char word[] = "glyph", definition[] = "id=\"", use[] = "href=\"#";
    unsigned char *ink = mem_new((size_t)GLYPH_FONTS * GLYPHS);
    bool good = ink != NULL;
    for (const char *at = data; good && (at = strstr(at, word)) != NULL; at += strlen(word)) {
        long place = glyph_place(at + strlen(word));
        if (place < 0) continue;
        if (at - data >= (ptrdiff_t)strlen(definition) && memcmp(at - strlen(definition), definition, strlen(definition)) == 0) {
            const char *end = strstr(at, "</"), *path = strstr(at, " d=\"M");
            ink[place] = path && path < end ? INK_SOME : INK_NONE;
        } else if (at - data >= (ptrdiff_t)strlen(use) && memcmp(at - strlen(use), use, strlen(use)) == 0) {
            if (ink[place] == INK_NONE) blank--;
            good = ink[place] != INK_UNKNOWN && blank >= 0;
        }
    }
    mem_free(ink);
    return good;
}

/* The end of the <svg ...> tag, or -1. */
static ptrdiff_t find_root_end(const OutputStream *svg) {
    const char *tag = svg->data == NULL ? NULL : strstr(svg->data, "<svg");
    const char *end = tag == NULL ? NULL : strchr(tag, '>');
    return end == NULL ? -1 : end + 1 - svg->data;
}

/* The last one; the end of `text` where it is not. */
static const char *find_last(const char *text, const char *word) {
    const char *last = NULL;
    for (const char *at = text; (at = strstr(at, word)) != NULL; at++) last = at;
    return last ? last : text + strlen(text);
}

bool output_svg(OutputBytes *out, const DrawList *list, const TextApi *text, const char *title, const char *description, Diag *diag) {
    OutputStream drawn = {0}, whole = {0};
    const VectorPages pages = {.page = &list, .count = 1, .points = 1};
    *out = (OutputBytes){0};
    bool good = write_twice(&drawn, false, &pages, text, NULL, diag);
    ptrdiff_t head = find_root_end(&drawn);
    if (good && head < 0) good = diag_fail(diag, "The SVG that Cairo wrote has no <svg> element.");
    if (good) {
        output_append(&whole, drawn.data, (size_t)head);
        append_element(&whole, "title", title);
        append_element(&whole, "desc", description);
        const char *end = find_last(drawn.data + head, "</svg>");
        size_t rest = (size_t)(end - (drawn.data + head));
        output_append(&whole, drawn.data + head, rest);
        good = output_append_words(&whole, list, text) ||
               diag_fail(diag, "The words of the picture could not be measured: there is not enough memory.");
        output_append(&whole, end, drawn.size - (size_t)head - rest);
        good = good && output_finish(out, &whole, "SVG", diag);
    }
    output_drop(&drawn);
    output_drop(&whole);
    return good;
}
