/* What the parts of the screen of texts share. */
#ifndef UNROLL_VIEW_TEXT_TEXT_PICTURE_H
#define UNROLL_VIEW_TEXT_TEXT_PICTURE_H
#include "view/view.h"

typedef struct TextPicture {
    const View *view;
    const Writer *writer;
    const WriterPen *pen;
    bool is_of_characters;
    int symbols; /* V */
} TextPicture;

enum { TEXT_HEADING = 26, TEXT_SLIDERS_WIDE = 460 };

/* The heading of a part, cut to its width, with its hover; returns what is left below it. */
Rect text_heading(const TextPicture *picture, Rect area, const char *path, const char *words, const char *tip);
/* A symbol where it stands alone: a blank is seen there. */
void text_name(char *out, int size, const TextPicture *picture, int symbol);
/* A share as people say it: "62 %", "0.13 %". */
void text_percent(char *out, int size, double p);
void text_percent_short(char *out, int size, double p); /* the same in at most 7 characters: "<0.01 %" for less */

void text_draw_passage(const TextPicture *picture, Rect area); /* what was held out, by its surprise */
void text_draw_written(const TextPicture *picture, Rect area); /* prompt and what was written behind it */
void text_draw_next(const TextPicture *picture, Rect area);    /* what may come behind the prompt */
void text_draw_dice(const TextPicture *picture, Rect area);    /* one draw, step by step */

#endif
