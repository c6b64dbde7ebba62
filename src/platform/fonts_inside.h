/* What fonts.c and font_run.c share; private to them. */
#ifndef UNROLL_PLATFORM_FONTS_INSIDE_H
#define UNROLL_PLATFORM_FONTS_INSIDE_H
#include "platform/fonts.h"
#include <SDL_ttf.h>
#include <errno.h>

enum {
    FONT_OPEN_MAX = 64,         /* fonts open at one time, each one face at one size */
    FONT_WIDTH_MAX = 8192,      /* cached widths; a power of two */
    FONT_GLYPH_MAX = 2048,      /* cached glyphs of the fixed-pitch faces; a power of two */
    FONT_GLYPH_BYTES = 1 << 19, /* and their pixels */
    FONT_STRETCH = 4,           /* glyph positions per pixel in fixed-pitch runs */
    FONT_PIECE_BYTES = 1024,    /* longer pieces of a run are shaped in parts */
    FONT_RULER_PX = 1024        /* the size at which widths are measured */
};

typedef struct FontFace {
    char path[1024];
    char *data; /* the whole file, owned: fonts are opened from memory */
    size_t size;
    TTF_Font *ruler;        /* unhinted, FONT_RULER_PX to the em */
    double ascent, descent; /* em, both positive */
    double space;           /* em, advance of a blank */
    double pitch;           /* em, advance of every character; 0 where they differ */
} FontFace;

typedef struct OpenFont {
    TTF_Font *font; /* NULL: free */
    TextFace face;
    int quarters; /* size in quarter pixels */
    int stretch;  /* horizontal resolution over vertical: 1 or FONT_STRETCH */
    uint64_t last_use;
} OpenFont;

typedef struct FontWidth {
    uint64_t key; /* of face and text; 0: free */
    double em;
} FontWidth;

/* A glyph of a fixed-pitch face, its pen at `phase` quarters of a pixel. */
typedef struct FontGlyph {
    uint64_t key; /* 0: free */
    int offset;   /* into glyph_pixel; (height, width) without gaps */
    int width, height, left, top;
} FontGlyph;

/* One user of the fonts. A mask that it was given stays valid until its own next call, whatever the other user draws. */
typedef struct FontUser {
    Fonts *fonts;
    unsigned char *canvas; /* owned; the mask handed out last */
    size_t canvas_size;
} FontUser;

struct Fonts {
    FontFace face[FACE_COUNT];
    OpenFont open[FONT_OPEN_MAX];
    uint64_t use_count;
    FontWidth *width;           /* (FONT_WIDTH_MAX), by key, newest wins */
    FontGlyph *glyph;           /* (FONT_GLYPH_MAX), open addressing */
    unsigned char *glyph_pixel; /* (FONT_GLYPH_BYTES) */
    int glyph_count, glyph_used;
    FontUser user[2]; /* the window, and a job beside it */
    SDL_mutex *lock;  /* held during each call of either */
    bool started;     /* TTF_Init succeeded */
};

/* A piece of a run that one face can draw. */
typedef struct FontPiece {
    TextFace face;
    char text[FONT_PIECE_BYTES]; /* UTF-8, terminated; characters that no face has are replaced */
    int count;                   /* bytes */
    int char_count;
} FontPiece;

/* When memory is out, HarfBuzz and FreeType continue with less (no kerning, a glyph without its curves) and report no error; only errno,
   set by malloc, shows it. malloc may set errno and still succeed, so we try again before we report a failure. */
enum { FONT_TRIES = 3 };
static inline void font_watch_memory(void) { errno = 0; }
static inline bool font_memory_was_out(void) { return errno == ENOMEM; }
/* A font that was open at that time may stay incomplete: a ruler is opened again at once, any other font at its next use. */
void font_drop(Fonts *fonts, TTF_Font *font);

/* Cuts the next piece off the front; false at the end. */
bool font_next_piece(Fonts *fonts, FontPiece *piece, TextFace face, Str *rest);
bool font_measure_piece(Fonts *fonts, const FontPiece *piece, double *em);   /* false when memory is out */
TTF_Font *font_open(Fonts *fonts, TextFace face, int quarters, int stretch); /* NULL when memory is out */
uint32_t font_next_char(Str *rest); /* decodes UTF-8; U+FFFD where it is not valid; `rest` is not empty */

bool font_measure(Fonts *fonts, TextFace face, double size_px, Str text, TextMetrics *out); /* with the lock held */

#endif
