/* What the desktop says about its display beyond what SDL tells; internal to the window. Ask after SDL's video has started. */
#ifndef UNROLL_PLATFORM_DESKTOP_H
#define UNROLL_PLATFORM_DESKTOP_H
#include <stdbool.h>

/* How much larger than usual the desktop shows things, 1 to 4 in quarters: on X11 the larger of Xft.dpi / 96 and GDK_SCALE, or the dots
   per inch of the first display where neither is set. 1 on other systems: there SDL gives a window more pixels than points. */
double desktop_zoom(void);

/* That of so many dots per inch, to the quarter. */
double desktop_zoom_of(double dpi);

/* Bits of a pixel that carry colour on the X server's screen; 0 when that is not known. */
int desktop_depth(void);

/* Is this an X server on which no window manager runs? There nobody answers a request to fill the screen. */
bool desktop_is_unmanaged(void);

#endif
