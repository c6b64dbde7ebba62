/* How far apart two colours look, and what they look like to people who lack one kind of cone. For tests of the theme.

   The simulations are linear maps of linear RGB: Viénot, Brettel and Mollon (1999) for missing red and green cones, Machado,
   Oliveira and Fernandes (2009, severity 1) for red, green and blue ones. They differ a little, so a test asks both. */
#ifndef UNROLL_SUPPORT_COLOR_VISION_H
#define UNROLL_SUPPORT_COLOR_VISION_H
#include "draw/color.h"

typedef enum Sight {
    SIGHT_USUAL,
    SIGHT_PROTAN_VIENOT, /* no red cones */
    SIGHT_DEUTAN_VIENOT, /* no green cones */
    SIGHT_PROTAN_MACHADO,
    SIGHT_DEUTAN_MACHADO,
    SIGHT_TRITAN_MACHADO, /* no blue cones */
    SIGHT_COUNT
} Sight;

const char *sight_name(Sight sight);
Color color_as_seen(Color color, Sight sight);
double color_distance(Color a, Color b); /* CIE76: the distance in L*a*b* under D65 */

#endif
