/* Hovers for drawn words and symbols. */
#ifndef UNROLL_VIEW_HINT_H
#define UNROLL_VIEW_HINT_H
#include "view/view.h"

/* Adds a region that only shows a tip. `tip` may be NULL: then nothing is added. */
void hint_add(const View *view, Rect box, const char *path, const char *tip);
/* True if the pointer is there. Only then a costly tip must be written; otherwise the tip may be "", which is never shown. */
bool hint_is_wanted(const View *view, Rect box);
/* The same as hint_add for a run of text at its pen. */
void hint_add_text(const View *view, TextFace face, double size, double x, double y, TextAlign align, const char *text, const char *path,
                   const char *tip);
/* Writes `words` without the marks of formulas: a tip draws none. */
void hint_write_plain(char *out, int size, const char *words);
/* Links the region added last to this number: the chain's key shows its terms, and a click too if `by_click`. Does nothing if there is no
   such number. */
void hint_number(const View *view, const TermsPlace *place, bool by_click);
void hint_number_at(const View *view, const char *path, const TermsPlace *place); /* the same of the region of that path, by the key */
/* The same of an eigenvalue or its size, and of the spectral radius of the network; of a large W the key says that it has too many terms. */
void hint_eigenvalue(const View *view, const TermsPlace *place, bool by_click);
void hint_radius(const View *view);
/* Marks the region added last as a number without a chain; the key says why. */
void hint_why(const View *view, StringId why);
/* The same for numbers of a whole picture, by the path of the region; NULL: none is known. */
const char *hint_find_why(const Strings *strings, const char *path);
const char *hint_write_key(char out[16], const View *view); /* the key that shows the chain */
/* For every symbol that was drawn since the list had `from` bytes (DrawList.used): what it stands for, with a number where it has one.
   Paths are "<path>/1" and on. */
void hint_add_symbols(const View *view, size_t from, const char *path);
/* Only for symbols whose pen is left of x. */
void hint_add_symbols_left(const View *view, size_t from, const char *path, double x);

#endif
