/* `unroll render`: the window's picture as a file, without a display. The same app, the same commands, the same draw list;
   only the reader of the list differs (draw/output.h). Nothing is written unless every --set, --do and --script line worked,
   and the file is whole or untouched. */
#include "base/arena.h"
#include "cli/cli.h"
#include "cli/options.h"
#include "draw/output.h"
#include <string.h>

typedef enum Format { FORMAT_PNG, FORMAT_SVG, FORMAT_PDF, FORMAT_TEXT, FORMAT_COUNT } Format;

static const char *const extensions[FORMAT_COUNT] = {".png", ".svg", ".pdf", ".txt"};

static const char help_text[] =
    "usage: unroll render [OPTION]... -o FILE\n\n"
    "Writes the picture that the window would show, and needs no display. It is the picture of the first moment, folded and\n"
    "before the forward pass, changed by what --set, --do and --script say, in the order in which they stand.\n\n"
    "  -o FILE                 FILE.png, FILE.svg, FILE.pdf, or FILE.txt: the drawing commands, one a line; - is the text on\n"
    "                          standard output\n"
    "  --set key=value         as `set key value` in the window: --set cell=lstm --set steps=60\n"
    "  --do 'command'          any command: --do 'seek backward 5', --do 'train 200', --do 'frame 0.5'\n"
    "  --script FILE           one command a line; what --record wrote can be played\n"
    "  --size WIDTHxHEIGHT     pixels, 1920x1080 when not given\n"
    "  --theme dark|light      dark when not given\n"
    "  --scale PERCENT         size of everything, 75 to 250\n\n"
    "Exit status: 0; 1 when the file could not be made; 2 when an option or command was wrong, and then nothing is written.\n";

static bool find_format(Format *format, const char *path, Diag *diag) {
    if (!path) return diag_fail(diag, "no -o FILE; the name's end says what it becomes: .png, .svg, .pdf or .txt");
    *format = FORMAT_TEXT;
    if (!strcmp(path, "-")) return true;
    size_t count = strlen(path);
    for (int i = 0; i < FORMAT_COUNT; i++) {
        *format = (Format)i;
        if (count > 4 && !strcmp(path + count - 4, extensions[i])) return true;
    }
    return diag_fail(diag, "-o: '%s' ends in none of .png, .svg, .pdf and .txt", path);
}

static bool make_output(OutputBytes *out, Format format, const DrawList *list, const App *app, const World *world, Diag *diag) {
    char description[2048];
    switch (format) {
    case FORMAT_PNG: return output_png(out, list, &world->text, diag);
    case FORMAT_SVG:
        app_describe(app, description, (int)sizeof description);
        return output_svg(out, list, &world->text, app_title(app), description, diag);
    case FORMAT_PDF: return output_pdf(out, list, &world->text, app_title(app), diag);
    default: return output_text(out, list, diag);
    }
}

static bool write_output(const OutputBytes *out, const char *path, const World *world, Diag *diag) {
    if (strcmp(path, "-") != 0) return world->file.write(world->file.user, path, out->data, out->size, diag);
    if (fwrite(out->data, 1, out->size, stdout) == out->size && !fflush(stdout)) return true;
    return diag_fail(diag, "standard output could not be written");
}

static int render(const CliOptions *options, Format format, const World *world, App *app, Diag *diag) {
    Input nothing;
    OutputBytes out = {0};
    input_reset(&nothing);
    app_resize(app, options->width, options->height, 1);
    app_frame(app, &nothing, 0); /* a first frame, so that `click` and `focus` find their controls */
    if (cli_options_apply(app, options, world, "render", stderr)) return CLI_BAD_USAGE;
    const DrawList *list = app_frame(app, &nothing, 0);
    bool good = list && !list->failed;
    if (!good) diag_fail(diag, "memory is out");
    good = good && make_output(&out, format, list, app, world, diag) && write_output(&out, options->output, world, diag);
    mem_free(out.data);
    if (!good) cli_report(stderr, "render", diag);
    return good ? CLI_OK : CLI_FAILED;
}

int cli_render(int argc, char **argv) {
    CliOptions options;
    Format format = FORMAT_TEXT;
    Diag diag;
    diag_reset(&diag);
    unsigned taken = CLI_SET | CLI_DO | CLI_SCRIPT | CLI_SIZE | CLI_THEME | CLI_SCALE | CLI_OUTPUT;
    if (!cli_options_init(&options, taken, 0, argc, argv, &diag)) {
        cli_report(stderr, "render", &diag);
        return CLI_BAD_USAGE;
    }
    int status = CLI_FAILED;
    if (options.given & CLI_HELP) {
        fputs(help_text, stdout);
        status = CLI_OK;
    } else if (!find_format(&format, options.output, &diag)) {
        cli_report(stderr, "render", &diag);
        status = CLI_BAD_USAGE;
    } else {
        World *world = cli_world_new(&diag);
        App *app = world ? app_new(world, &diag) : NULL;
        if (app) {
            status = render(&options, format, world, app, &diag);
        } else {
            cli_report(stderr, "render", &diag);
        }
        if (app) app_free(app);
        cli_world_free(world);
    }
    cli_options_deinit(&options);
    return status;
}
