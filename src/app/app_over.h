/* Overlays that are not screens: the message above the transport, and the tooltip. */
#ifndef UNROLL_APP_OVER_H
#define UNROLL_APP_OVER_H
#include "app/app_inside.h"

/* app_lost.c. What View.lost says; NULL: nothing. */
const char *app_find_lost(App *app);

void app_draw_message(App *app, const Gui *gui, Rect stage);
void app_draw_tip(App *app, const View *view, Rect window);

#endif
