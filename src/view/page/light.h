/* See light.c. Called when stage, panels and bars are drawn, and before what lies over them. */
#ifndef UNROLL_VIEW_PAGE_LIGHT_H
#define UNROLL_VIEW_PAGE_LIGHT_H
#include "view/view.h"

void light_draw(const View *view);

#endif
