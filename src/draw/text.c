/* Text in design pixels: widths, wrapping, cutting, and a cache of measures.

   Everything is measured at the size it will have on screen (size x scale) and divided by the scale again, so that a text that fits here
   also fits on screen, with hinting.

   Simplified on purpose: a line's width is the sum of its words and blanks (kerning across a blank is ignored); breaks are
   at blanks and at newlines only, a word wider than the line is cut between characters; no hyphenation, no right-to-left text. */
#include "draw/text.h"
#include "base/arena.h"
#include "draw/draw_inside.h"
#include <math.h>
#include <string.h>

uint32_t text_shown_char(TextFace face, uint32_t code) {
    const uint32_t minus = 0x2212, en_dash = 0x2013;
    return code == minus && (face == FACE_MONO || face == FACE_MONO_MEDIUM) ? en_dash : code;
}

double text_width_of(const TextApi *api, double scale, TextFace face, double size, Str text) {
    TextMetrics metrics;
    if (text.count <= 0 || !(scale > 0) || !(size > 0)) return 0;
    if (!api->measure(api->user, face, size * scale, text, &metrics) || !isfinite(metrics.width)) return 0;
    return metrics.width / scale;
}

double text_width(const TextApi *api, double scale, TextFace face, double size, const char *text) {
    return text_width_of(api, scale, face, size, str_from(text));
}

/* What a paragraph is set with. */
typedef struct Setting {
    const TextApi *api;
    double scale, size, width, blank;
    TextFace face;
} Setting;

static double measure(const Setting *set, Str text) { return text_width_of(set->api, set->scale, set->face, set->size, text); }

/* As many characters from the front as fit, at least one. */
static Str cut_to_width(const Setting *set, Str word) {
    Str fits = {word.at, 0}, rest = word;
    while (text_next_char(&rest) != 0 || rest.count > 0) {
        Str wider = {word.at, word.count - rest.count};
        if (fits.count > 0 && measure(set, wider) > set->width) break;
        fits = wider;
    }
    return fits;
}

/* Cuts the next line that fits off the front of a paragraph without newlines; blanks at the break are dropped. */
static Str next_line(const Setting *set, Str *rest) {
    Str line = {rest->at, 0};
    double width = 0;
    while (rest->count > 0) {
        int blanks = 0, letters = 0;
        while (blanks < rest->count && rest->at[blanks] == ' ') blanks++;
        while (blanks + letters < rest->count && rest->at[blanks + letters] != ' ') letters++;
        Str word = {rest->at + blanks, letters};
        if (letters == 0) { /* blanks at the end of the paragraph */
            rest->at += blanks;
            rest->count = 0;
            break;
        }
        if (line.count == 0) { /* blanks before the first word are dropped */
            line.at = word.at;
            width = -blanks * set->blank;
        }
        double wanted = width + blanks * set->blank + measure(set, word);
        if (wanted > set->width && line.count > 0) break;
        if (wanted > set->width) { /* alone and too wide */
            word = cut_to_width(set, word);
            letters = word.count;
        }
        line.count = (int)(word.at + letters - line.at);
        width = wanted;
        rest->at += blanks + letters;
        rest->count -= blanks + letters;
        if (wanted > set->width) break;
    }
    while (rest->count > 0 && rest->at[0] == ' ') {
        rest->at++;
        rest->count--;
    }
    return line;
}

int text_wrap(DrawList *list, const TextApi *api, double scale, TextFace face, double size, Rect box, double leading, Color color,
              const char *text) {
    Setting set = {.api = api, .scale = scale, .size = size, .width = box.w, .face = face};
    set.blank = measure(&set, str_from("x x")) - measure(&set, str_from("xx"));
    int lines = 0;
    for (Str all = str_from(text); all.count > 0;) {
        Str paragraph = str_next_line(&all);
        do {
            Str line = next_line(&set, &paragraph);
            if (list != NULL && line.count > 0) {
                draw_text_str(list, face, size, box.x, box.y + lines * leading, ALIGN_LEFT, color, line);
            }
            lines++;
        } while (paragraph.count > 0);
    }
    return lines;
}

double text_fit(DrawList *list, const TextApi *api, double scale, TextFace face, double size, double x, double y, double width,
                TextAlign align, Color color, const char *text) {
    const char ellipsis[] = "…";
    Str all = str_from(text);
    double whole = text_width_of(api, scale, face, size, all);
    if (whole <= width + 1e-9) {
        draw_text_str(list, face, size, x, y, align, color, all);
        return whole;
    }
    /* the longest beginning that leaves room for the dots: halving over the ends of characters */
    char cut[512];
    int room = (int)sizeof cut - (int)sizeof ellipsis, low = 0, high = all.count < room ? all.count : room;
    double best = 0;
    int best_size = -1;
    while (low <= high) {
        int middle = (low + high) / 2, end = middle;
        while (end > 0 && end < all.count && ((unsigned char)all.at[end] & 0xC0) == 0x80) end--;
        int kept = end;
        while (kept > 0 && all.at[kept - 1] == ' ') kept--;
        memcpy(cut, all.at, (size_t)kept);
        memcpy(cut + kept, ellipsis, sizeof ellipsis);
        double tried = text_width_of(api, scale, face, size, str_from(cut));
        if (tried <= width) {
            if (kept > best_size) {
                best_size = kept;
                best = tried;
            }
            low = middle + 1;
        } else {
            high = end - 1;
        }
    }
    if (best_size < 0) return 0; /* not even the dots */
    memcpy(cut, all.at, (size_t)best_size);
    memcpy(cut + best_size, ellipsis, sizeof ellipsis);
    draw_text(list, face, size, x, y, align, color, cut);
    return best;
}
