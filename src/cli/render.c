/* `unroll render`: the window's picture as a file, without a display. The same app, the same commands, the same draw list; only the reader
   of the list differs (draw/output.h). Nothing is written unless every --set, --do and --script line worked, and the file is complete or
   unchanged. */
#include "base/arena.h"
#include "cli/apply.h"
#include "cli/cli.h"
#include "cli/world.h"
#include "draw/output.h"
#include <ctype.h>
#include <string.h>

typedef enum Format { FORMAT_PNG, FORMAT_SVG, FORMAT_PDF, FORMAT_TEXT, FORMAT_COUNT } Format;

static const char *const extensions[FORMAT_COUNT] = {".png", ".svg", ".pdf", ".txt"};

static bool has_extension(const char *end, const char *extension) {
    for (; *extension && tolower((unsigned char)*end) == *extension; end++) extension++;
    return !*extension;
}

/* By --format, else by the suffix, ignoring case: a.PNG is a PNG. */
static bool find_format(Format *format, const CliOptions *options, Diag *diag) {
    const char *path = options->output;
    if (!path) return diag_fail(diag, "no -o FILE; its ending chooses the form: .png, .svg, .pdf or .txt");
    *format = options->given[CLI_FORMAT] ? (Format)options->format : FORMAT_TEXT;
    if (options->given[CLI_FORMAT] || !strcmp(path, "-")) return true;
    size_t count = strlen(path);
    for (int i = 0; i < FORMAT_COUNT; i++) {
        *format = (Format)i;
        if (count > 4 && has_extension(path + count - 4, extensions[i])) return true;
    }
    return diag_fail(diag, "-o: '%s' does not end in .png, .svg, .pdf or .txt; --format chooses the form for any name", path);
}

static bool make_output(OutputBytes *out, Format format, const DrawList *list, const App *app, bool is_clear, Diag *diag) {
    static const OutputKind kind[] = {[FORMAT_PNG] = OUTPUT_PNG, [FORMAT_SVG] = OUTPUT_SVG, [FORMAT_PDF] = OUTPUT_PDF};
    return format == FORMAT_TEXT ? output_text(out, list, diag) : app_output(out, app, list, kind[format], is_clear, diag);
}

static int render(const CliOptions *options, Format format, const World *world, App *app, Diag *diag) {
    Input nothing;
    OutputBytes out = {0};
    input_reset(&nothing);
    app_resize(app, options->width, options->height, 1);
    app_frame(app, &nothing, 0); /* a first frame, so that `click` and `focus` find their controls */
    Target target = {.app = app, .world = world, .subcommand = "render", .errors = stderr, .is_strict = options->strict};
    if (cli_apply_all(&target, options)) return CLI_BAD_USAGE;
    app_finish_course(app);
    const DrawList *list = app_frame(app, &nothing, 0);
    bool good = list && !list->failed;
    if (!good) diag_fail(diag, "out of memory");
    good = good && make_output(&out, format, list, app, options->clear, diag) &&
           world->file.write(world->file.user, options->output, out.data, out.size, diag);
    mem_free(out.data);
    return good ? CLI_OK : CLI_FAILED;
}

static int run(const CliOptions *options, Diag *diag) {
    Format format = FORMAT_TEXT;
    int status = CLI_FAILED;
    if (!find_format(&format, options, diag)) return CLI_BAD_USAGE;
    World *world = cli_world_new(diag);
    App *app = world ? app_new(world, diag) : NULL;
    if (app) status = render(options, format, world, app, diag);
    if (app) app_free(app);
    cli_world_free(world);
    return status;
}

const CliSubcommand cli_render = {
    .name = "render",
    .summary = "write the window's picture to a file: PNG, SVG, PDF or text",
    .operands = "",
    .takes = {CLI_OUTPUT, CLI_FORMAT, CLI_OPEN, CLI_SET, CLI_DO, CLI_SCRIPT, CLI_SIZE, CLI_THEME, CLI_SCALE, CLI_LANGUAGE, CLI_CLEAR,
              CLI_STRICT},
    .about = "Writes the picture that the window would show, and needs no display. It is the picture at the start, folded and before the "
             "forward pass, changed by what --set, --do and --script say, in their order. PNG, SVG and PDF carry the setup: --open "
             "gets the experiment back from the picture, and a description of the picture in words.",
    .status = "0; 1 when the file could not be made; 2 when an option or a command was wrong, and then nothing is written.",
    .run = run,
};
