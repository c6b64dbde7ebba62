/* Facts about the desktop that SDL does not report; internal to the window. Call these functions after SDL's video has started. */
#ifndef UNROLL_PLATFORM_DESKTOP_H
#define UNROLL_PLATFORM_DESKTOP_H
#include <stdbool.h>

/* How much larger than usual the desktop shows things, 1 to 4 in quarters: on X11 the larger of Xft.dpi / 96 and GDK_SCALE, or from the
   dots per inch of the first display if neither is set. 1 on other systems, where SDL gives a window more pixels than points. */
double desktop_zoom(void);

/* The factor for this many dots per inch, rounded to a quarter. */
double desktop_zoom_of(double dpi);

/* Bits of a pixel that carry colour on the X server's screen; 0 when that is not known. */
int desktop_depth(void);

/* True on an X server without a window manager, where nobody answers a request to fill the screen. */
bool desktop_is_unmanaged(void);

#endif
