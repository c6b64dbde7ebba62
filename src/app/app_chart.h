/* The charts of the picture, zoomed and copied by command, wheel, pointer and keys. */
#ifndef UNROLL_APP_APP_CHART_H
#define UNROLL_APP_APP_CHART_H
#include "app/app.h"
#include "gui/region.h"

/* app_chart.c */
bool app_change_chart(App *app, Str name, Str text, Diag *diag); /* chart NAME zoom 2 0.5 0.5 */
bool app_copy_chart(App *app, Str what, Str name, Diag *diag);

/* app_chart_hand.c */
bool app_wheel_chart(App *app, const Region *hot, double notches); /* false: no chart is under the pointer */
bool app_wheel_zoom(App *app, const Region *hot, double notches);  /* false where nothing is zoomed so */
void app_press_chart(App *app, const Region *chart, int clicks);
void app_fit_chart(App *app, const Region *hot); /* shows all of the chart that it lies in, if the pointer is in its plot */
void app_drag_chart(App *app);
bool app_copy_hovered_chart(App *app, const char *key); /* of the chart under the pointer; false: the key does not copy, or there is none */
bool app_chart_key(App *app, const Region *chart, const char *key); /* of one with the focus; false: the key is not the chart's */

#endif
