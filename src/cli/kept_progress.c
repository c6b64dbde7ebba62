/* `unroll progress`: the saved progress of a person in the lessons: prints a summary, exports it as a text file, or deletes it. It never
   leaves this computer. */
#include "app/lesson_host.h"
#include "base/arena.h"
#include "base/number.h"
#include "cli/cli.h"
#include "lesson/progress.h"
#include "platform/files.h"
#include "platform/places.h"
#include <limits.h>
#include <stdio.h>
#include <string.h>

typedef struct Kept {
    FileApi file;
    PlaceApi place;
    char path[2048];
    ProgressBook book;
} Kept;

/* Beside the settings that --settings names, or in the place of the program's state. */
static bool find_path(Kept *kept, const CliOptions *options, Diag *diag) {
    char folder[1024];
    if (options->given[CLI_SETTINGS]) {
        if (!strcmp(options->settings, "none")) return diag_fail(diag, "--settings none keeps nothing; expected the file of settings");
        text_format(kept->path, (int)sizeof kept->path, "%s.progress", options->settings);
        return true;
    }
    if (!kept->place.find(kept->place.user, PLACE_STATE, folder, (int)sizeof folder, diag)) return false;
    text_format(kept->path, (int)sizeof kept->path, "%s/progress", folder);
    return true;
}

static bool read_book(Kept *kept, Diag *diag) {
    char *data = NULL;
    size_t size = 0;
    DiagList wrong;
    diag_list_reset(&wrong);
    if (!kept->file.is_there(kept->file.user, kept->path)) return true;
    if (!kept->file.read(kept->file.user, kept->path, &data, &size, diag)) return false;
    progress_read(&kept->book, kept->path, (Str){data, size < INT_MAX ? (int)size : INT_MAX}, &wrong);
    mem_free(data);
    for (int i = 0; i < wrong.count; i++) cli_report(stderr, "progress", &wrong.item[i]);
    return true;
}

static bool write_book(Kept *kept, const char *path, Diag *diag) {
    char *text = NULL;
    size_t size = 0;
    if (!progress_write(&text, &size, &kept->book)) return diag_fail(diag, "memory is out");
    bool good = kept->file.write(kept->file.user, path, text, size, diag);
    mem_free(text);
    return good;
}

typedef struct Listing {
    Kept *kept;
    char folder[1024];
    char name[256][64];
    int count;
} Listing;

static void note_name(void *user, const char *name) {
    Listing *listing = user;
    size_t count = strlen(name);
    bool is_lesson = count > 3 && count < 64 && name[0] >= '0' && name[0] <= '9' && !strcmp(name + count - 3, ".md");
    if (!is_lesson || listing->count == 256) return;
    int at = listing->count++;
    for (; at > 0 && strcmp(listing->name[at - 1], name) > 0; at--) memcpy(listing->name[at], listing->name[at - 1], 64);
    text_format(listing->name[at], 64, "%s", name);
}

/* A line for each lesson of the course that has progress. */
static void print_summary(Kept *kept) {
    Listing *listing = mem_new(sizeof *listing);
    Diag unheard = {0};
    int lessons = 0;
    if (!listing) return;
    if (kept->place.find(kept->place.user, PLACE_COURSE, listing->folder, (int)sizeof listing->folder, &unheard))
        kept->file.list(kept->file.user, listing->folder, note_name, listing, &unheard);
    for (int i = 0; i < listing->count; i++) {
        char path[1200];
        const LessonHost host = {.file = &kept->file};
        text_format(path, (int)sizeof path, "%s/%s", listing->folder, listing->name[i]);
        Lesson *lesson = lesson_read(path, &host);
        Str id = lesson ? lesson->front.id : (Str){0};
        if (id.count > 0 && progress_find_at(&kept->book, id).at) {
            printf("%-24.*s %d of %d steps done\n", id.count, id.at, progress_count_done(&kept->book, id), lesson->step_count);
            lessons++;
        }
        lesson_free(lesson);
    }
    if (lessons == 0) printf("nothing was done in the lessons of the course yet\n");
    printf("kept in %s\n", kept->path);
    mem_free(listing);
}

static int fail_usage(Diag *diag, const char *found) {
    diag_fail(diag, "'%s' is not an action of `unroll progress`; expected export FILE, reset [LESSON], or nothing", found);
    return CLI_BAD_USAGE;
}

static int run_kept(Kept *kept, const CliOptions *options, Diag *diag) {
    const char *verb = options->operand_count > 0 ? options->operand[0] : "",
               *name = options->operand_count > 1 ? options->operand[1] : NULL;
    bool exports = !strcmp(verb, "export"), resets = !strcmp(verb, "reset");
    if (*verb && !exports && !resets) return fail_usage(diag, verb);
    if (exports && !name) {
        diag_fail(diag, "export: no FILE is named; expected one, or - for standard output");
        return CLI_BAD_USAGE;
    }
    if (!find_path(kept, options, diag) || !read_book(kept, diag)) return CLI_FAILED;
    if (exports) return write_book(kept, name, diag) ? CLI_OK : CLI_FAILED;
    if (!resets) {
        print_summary(kept);
        return CLI_OK;
    }
    if (name && !progress_find_at(&kept->book, str_from(name)).at) {
        diag_fail(diag, "there is no progress for a lesson '%s'; `unroll progress` lists the lessons", name);
        return CLI_FAILED;
    }
    progress_reset(&kept->book, name ? str_from(name) : (Str){"", 0});
    return write_book(kept, kept->path, diag) ? CLI_OK : CLI_FAILED;
}

static int run(const CliOptions *options, Diag *diag) {
    Kept *kept = mem_new(sizeof *kept);
    if (!kept) {
        diag_fail(diag, "out of memory");
        return CLI_FAILED;
    }
    platform_files(&kept->file);
    platform_places(&kept->place);
    int status = run_kept(kept, options, diag);
    progress_free(&kept->book);
    mem_free(kept);
    return status;
}

const CliSubcommand cli_progress = {
    .name = "progress",
    .summary = "print how far you are in the lessons, export it, or reset it",
    .operands = "[export FILE|reset [LESSON]]",
    .operand_max = 2,
    .takes = {CLI_SETTINGS},
    .about =
        "Prints how far you are in the lessons. `export FILE` writes all of it, with answers and drawings, as one text file (- is standard "
        "output). `reset` deletes all of it, `reset LESSON` the part of one lesson, named by its id as in `vanishing`.",
    .more =
        "It is kept in the file progress in ~/.local/state/unroll, or where XDG_STATE_HOME says, and sent nowhere. A window that is open "
        "keeps its own: close it before a reset. The course page can do the same.",
    .status = "0; 1 when a file could not be read or written or there is no progress for LESSON; 2 when the request was wrong.",
    .run = run,
};
