/* A picture as the bytes of a file, with its description and the line that restores the experiment. */
#include "app/app_inside.h"
#include "base/arena.h"
#include "base/bytes.h"
#include "base/number.h"
#include "lab/share_line.h"
#include "view/describe.h"

void app_describe(const App *app, char *out, int size) {
    Description words;
    int used = 0;
    describe_moment(&words, &app->main.lab.setup, &app->main.lab.run, &app->ui, &app->strings);
    text_format(out, size, "%s", "");
    for (int i = 0; i < words.count; i++) used += text_format(out + used, size - used, "%s%s", i ? "\n" : "", words.part[i]);
}

bool app_tell_moment(App *app) {
    describe_moment(&app->words, &app->main.lab.setup, &app->main.lab.run, &app->ui, &app->strings);
    return true;
}

bool app_write_line(Bytes *out, const App *app, Diag *diag) {
    SetupFile *saved = mem_new(sizeof *saved);
    if (!saved) return diag_fail(diag, "There is no memory left for the setup of the picture.");
    bool good = app_take_file(saved, app, diag);
    if (good) {
        share_line_write(out, saved);
        bytes_add(out, "", 1);
        setup_file_deinit(saved);
        good = !out->failed || diag_fail(diag, "There is no memory left for the setup of the picture.");
    }
    mem_free(saved);
    return good;
}

bool app_output(OutputBytes *out, const App *app, const DrawList *list, OutputKind kind, bool is_clear, Diag *diag) {
    char description[DESCRIBE_SIZE];
    Bytes line = {0};
    DrawList drawn = *list; /* borrows the records */
    const TextApi *text = &app->world->text;
    *out = (OutputBytes){0};
    if (is_clear) drawn.background.a = 0;
    app_describe(app, description, (int)sizeof description);
    bool good = app_write_line(&line, app, diag);
    OutputNote note = {app_title(app), description, line.at};
    if (good)
        good = kind == OUTPUT_PNG   ? output_png(out, &drawn, text, diag)
               : kind == OUTPUT_SVG ? output_svg(out, &drawn, text, note.title, description, diag)
                                    : output_pdf(out, &drawn, text, note.title, description, diag);
    if (good && !output_add_note(out, kind, &note, diag)) {
        mem_free(out->data);
        *out = (OutputBytes){0};
        good = false;
    }
    bytes_free(&line);
    return good;
}
