/* Fuzzes scripts: any bytes are read as one and its lines are run. A line is done or refused with a message; every picture stays
   whole; undoing everything gives the setup of the beginning. The first byte says whether there is a worker and how slow it is.
   Built as a libFuzzer program with the preset fuzz, else replays tests/fuzz/corpus/script. */
#include "base/arena.h"
#include "cli/apply.h"
#include "small_app.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SCRIPT_MOST = 2048, LINES_AT_ONCE = 8, DRAWN_OF = 4 /* pixels take longer than all else: for one size of four */ };

/* The script that `read` hands out: some lines of the input, without those that take long. */
typedef struct Script {
    char text[SCRIPT_MOST + 1];
    int count;
} Script;

static void take_quick_lines(Script *script, Str *rest) {
    script->count = 0;
    for (int i = 0; rest->count > 0 && i < LINES_AT_ONCE; i++) {
        Command command;
        Diag diag;
        const char *from = rest->at;
        Str line = str_trim(str_next_line(rest));
        if (command_parse(&command, line, &diag) && !small_app_is_quick(&command)) continue;
        int count = (int)(rest->at - from); /* with its end, whatever that is */
        memcpy(script->text + script->count, from, (size_t)count);
        script->count += count;
    }
}

static bool read_script(void *user, const char *path, char **data, size_t *size, Diag *diag) {
    const Script *script = user;
    (void)path;
    *data = mem_new((size_t)script->count + 1);
    if (!*data) return diag_fail(diag, "memory is out");
    memcpy(*data, script->text, (size_t)script->count);
    *size = (size_t)script->count;
    return true;
}

static void undo_everything(SmallApp *small) {
    Diag diag;
    diag_reset(&diag);
    app_apply(small->app, "training off", &diag);
    small_app_frame(small, NULL, 0);
    for (int i = 0; lab_can_undo(app_lab(small->app)); i++) {
        if (!app_apply(small->app, "undo", &diag) || i > 10000) abort();
    }
    small_app_frame(small, NULL, 0.016);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    SmallApp *small = malloc(sizeof *small);
    Script script;
    FILE *errors = fopen("/dev/null", "w");
    if (!small || !errors) abort();
    if (size > 0 && size <= SCRIPT_MOST) {
        CliStep step = {.option = CLI_SCRIPT, .text = "script"};
        CliOptions options = {.step = &step, .step_count = 1};
        small_app_start(small, data[0] % 5 - 1);
        small->world.file = (FileApi){.user = &script, .read = read_script};
        Setup first = app_lab(small->app)->setup;
        for (Str rest = {(const char *)data + 1, (int)size - 1}; rest.count > 0;) {
            take_quick_lines(&script, &rest);
            Target target = {.app = small->app, .world = &small->world, .subcommand = "fuzz", .errors = errors};
            cli_apply_all(&target, &options);
            small_app_keep_small(small); /* a slider may have been dragged to its end */
        }
        small_app_frame(small, NULL, 0.016);
        if (size % DRAWN_OF == 0) small_app_draw(small);
        undo_everything(small);
        /* Only so many steps are kept: when the oldest were dropped, the beginning is out of reach. */
        if (size < 200 && memcmp(&first, &app_lab(small->app)->setup, sizeof first) != 0) abort();
        small_app_end(small);
    }
    fclose(errors);
    free(small);
    return 0;
}
