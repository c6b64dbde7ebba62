/* The faces of the program on SDL2_ttf: measuring and rasterising text. Needs no video driver and no window. Two
   threads may draw at once: the window, and one job beside it. */
#ifndef UNROLL_PLATFORM_FONTS_H
#define UNROLL_PLATFORM_FONTS_H
#include "base/world.h"

typedef struct Fonts Fonts;

/* Finds the folder of the font files (platform_find_shared). False if no such folder has the first face's file. */
bool platform_find_font_folder(char *out, int size);

/* Reads every face's file in `folder` once. On false *out is NULL and the message names the file and the package it comes from. */
bool fonts_init(Fonts **out, const char *folder, Diag *diag);
void fonts_deinit(Fonts *fonts);                     /* NULL is fine */
void fonts_bind(Fonts *fonts, TextApi *text);        /* `fonts` is borrowed and outlives `text` */
void fonts_bind_beside(Fonts *fonts, TextApi *text); /* the instance for the job */

#endif
