/* The world of this machine: collects the services of platform/ in the struct that the app gets. */
#include "cli/world.h"
#include "base/arena.h"
#include "platform/clipboard.h"
#include "platform/files.h"
#include "platform/fonts.h"
#include "platform/pipe.h"
#include "platform/places.h"
#include "platform/worker.h"

typedef struct OwnedWorld {
    World api; /* first, so that the one pointer stands for both */
    Fonts *fonts;
    Worker *worker;
} OwnedWorld;

World *cli_world_new(Diag *diag) {
    OwnedWorld *world = mem_new(sizeof *world);
    char folder[1024];
    if (!world) {
        diag_fail(diag, "out of memory");
        return NULL;
    }
    platform_files(&world->api.file);
    platform_places(&world->api.place);
    platform_clock(&world->api.clock);
    platform_clipboard(&world->api.clipboard);
    platform_programs(&world->api.program);
    if (!platform_find_font_folder(folder, (int)sizeof folder)) {
        diag_fail(diag, "no fonts found: neither share/unroll/fonts beside the program nor the folder it was installed to holds them; "
                        "scripts/run installs them, and so does cmake --install");
    } else if (fonts_init(&world->fonts, folder, diag)) {
        world->worker = worker_new();
        if (world->worker) {
            fonts_bind(world->fonts, &world->api.text);
            worker_bind(world->worker, &world->api.worker);
            return &world->api;
        }
        diag_fail(diag, "out of memory");
    }
    cli_world_free(&world->api);
    return NULL;
}

void cli_world_text_beside(World *world, TextApi *text) { fonts_bind_beside(((OwnedWorld *)(void *)world)->fonts, text); }

void cli_world_free(World *world) {
    OwnedWorld *owned = (OwnedWorld *)(void *)world;
    if (!owned) return;
    worker_free(owned->worker);
    fonts_deinit(owned->fonts);
    mem_free(owned);
}
