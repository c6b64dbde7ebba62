/* The line below the numbers of a hover (gui/figure.h), and tips with one number. */
#include "view/offer.h"

const char *figure_offer(const Figures *figures, const View *view) { return figures->more ? tr(view->strings, STRING_HINT_DIGITS) : NULL; }

const char *figure_tip(const View *view, const char *words, const char *name, double value) {
    Figures figures = figure_begin(view->gui);
    char number[FIGURE_SIZE];
    figure_write(&figures, number, value);
    const char *offer = figure_offer(&figures, view);
    return region_words(view->gui->region, "%s\n%s%s%s%s%s", words, name, name[0] ? " " : "", number, offer ? "\n" : "",
                        offer ? offer : "");
}

const char *figure_tip_words(const View *view, const Figures *figures, const char *words) {
    const char *offer = figure_offer(figures, view);
    return offer && words ? region_words(view->gui->region, "%s\n%s", words, offer) : words;
}
