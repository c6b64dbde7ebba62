/* Was there memory for what the picture shows? A picture that lacks something fails, and the next one tries again. */
#include "app/app_inside.h"

bool app_has_memory(App *app, bool has) {
    app->lacks_memory = app->lacks_memory || !has;
    return has;
}
