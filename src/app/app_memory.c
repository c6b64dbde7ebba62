/* Checks that there was memory for the picture's data. An incomplete picture fails, and the next frame tries again. */
#include "app/app_inside.h"

bool app_has_memory(App *app, bool has) {
    app->lacks_memory = app->lacks_memory || !has;
    return has;
}
