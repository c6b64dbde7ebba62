/* The words of an SVG as text. Cairo writes outlines: they look the same everywhere, without the fonts, but cannot be searched, selected or
   copied. So the same runs are added as invisible <text> over them, each as wide as its outlines, with the font that was measured first in
   its list. An embedded font would make the file larger by that font and change the outlines if a viewer shapes it differently.

   Simplified on purpose: a run that begins outside of its clip is left out; one that is cut is included completely. */
#include "base/number.h"
#include "draw/draw_inside.h"
#include "draw/output_inside.h"
#include <math.h>
#include <string.h>

static const char *const families[FACE_COUNT] = {
    [FACE_UI] = "Inter, sans-serif",           [FACE_UI_MEDIUM] = "Inter, sans-serif",    [FACE_UI_SEMIBOLD] = "Inter, sans-serif",
    [FACE_UI_BOLD] = "Inter, sans-serif",      [FACE_UI_ITALIC] = "Inter, sans-serif",    [FACE_MATH] = "STIXGeneral, serif",
    [FACE_MATH_ITALIC] = "STIXGeneral, serif", [FACE_MONO] = "JetBrains Mono, monospace", [FACE_MONO_MEDIUM] = "JetBrains Mono, monospace",
};

static void put(OutputStream *out, const char *text) { output_append(out, text, strlen(text)); }

static void put_number(OutputStream *out, const char *name, double value) {
    char text[64];
    text_format(text, (int)sizeof text, " %s=\"%.2f\"", name, fabs(value) < 0.005 ? 0 : value);
    put(out, text);
}

void output_append_escaped(OutputStream *out, Str rest) {
    Str bytes;
    while (rest.count > 0) {
        uint32_t code = text_next_slice(&rest, &bytes);
        bool forbidden = (code < 0x20 && code != '\n' && code != '\t') || code == 0xFFFE || code == 0xFFFF;
        if (forbidden) continue;
        if (code == '&')
            put(out, "&amp;");
        else if (code == '<')
            put(out, "&lt;");
        else if (code == '>')
            put(out, "&gt;");
        else if (code == 0xFFFD)
            put(out, "\xEF\xBF\xBD");
        else
            output_append(out, bytes.at, (size_t)bytes.count);
    }
}

static bool is_blank(Str text) {
    for (int i = 0; i < text.count; i++)
        if (text.at[i] != ' ') return false;
    return true;
}

static bool put_run(OutputStream *out, const DrawItem *item, const Rect *clip, const DrawList *list, const TextApi *text) {
    TextMetrics metrics;
    if (is_blank(item->text)) return true;
    if (!text->measure(text->user, item->face, item->width * list->scale, item->text, &metrics)) return false;
    double wide = metrics.width / list->scale;
    double x = item->x0 - (item->align == ALIGN_CENTER ? wide / 2 : item->align == ALIGN_RIGHT ? wide : 0);
    bool is_inside = item->y0 > clip->y && item->y0 - item->width < rect_bottom(*clip) && x < rect_right(*clip) && x + wide > clip->x;
    if (!is_inside) return true;
    put(out, "<text");
    put_number(out, "x", x);
    put_number(out, "y", item->y0);
    put_number(out, "font-size", item->width);
    if (wide > 0) put_number(out, "textLength", wide);
    put(out, " font-family=\"");
    put(out, families[item->face]);
    if (item->face == FACE_UI_ITALIC || item->face == FACE_MATH_ITALIC) put(out, "\" font-style=\"italic");
    put(out, "\">");
    output_append_escaped(out, item->text);
    put(out, "</text>\n");
    return true;
}

bool output_append_words(OutputStream *out, const DrawList *list, const TextApi *text) {
    bool good = true;
    put(out, "<g id=\"words\" fill-opacity=\"0\" xml:space=\"preserve\">\n");
    for (int layer = 0; layer < LAYER_COUNT; layer++) {
        DrawWalk walk;
        DrawItem item;
        Rect clip;
        draw_walk_reset(&walk, list);
        while (good && draw_walk_next(&walk, &item, &clip)) {
            if ((int)item.layer != layer || item.op != DRAW_TEXT || !(clip.w > 0)) continue;
            good = put_run(out, &item, &clip, list, text);
        }
    }
    put(out, "</g>\n");
    return good;
}
