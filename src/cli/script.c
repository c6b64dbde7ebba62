/* See script.h. */
#include "cli/script.h"
#include "base/arena.h"
#include <string.h>

static const char byte_order_mark[] = "\xEF\xBB\xBF"; /* some editors begin a file with it */

bool script_open(Script *script, const char *path, const World *world, Diag *diag) {
    size_t size = 0;
    *script = (Script){.path = path};
    if (!world->file.read(world->file.user, path, &script->data, &size, diag)) return false;
    bool marked = size >= 3 && !memcmp(script->data, byte_order_mark, 3);
    script->rest = (Str){script->data + (marked ? 3 : 0), (int)size - (marked ? 3 : 0)};
    return true;
}

void script_close(Script *script) {
    mem_free(script->data);
    *script = (Script){0};
}

bool script_next(Script *script, Str *line) {
    while (script->rest.count > 0) {
        *line = str_trim(str_next_line(&script->rest));
        script->line++;
        if (line->count > 0 && line->at[0] != '#') return true;
    }
    return false;
}

bool script_apply(const Script *script, Str line, const Target *target) {
    Diag found, placed;
    diag_reset(&found);
    if (app_apply_text(target->app, line, &found)) return true;
    diag_fail_at(&placed, script->path, script->line, found.column > 0 ? found.column : 1, "%s", found.text);
    return cli_report_command(target, &placed, found.not_finite);
}
