/* Makes the source of every export (export.h). */
#include "base/arena.h"
#include "base/number.h"
#include "lab/export/export.h"
#include "lab/setup_file.h"

static void write_line(char *out, int size, const Setup *setup) {
    Setup first;
    char value[64];
    int used = 0;
    setup_init(&first);
    out[0] = 0;
    for (int key = 0; key < KEY_COUNT; key++) {
        if (setup->value[key] == first.value[key]) continue;
        setup_format(value, (int)sizeof value, setup, (SetupKey)key);
        used += text_format(out + used, size - used, "%s%s=%s", used ? " " : "", setup_table[key].key, value);
    }
    if (!used) text_format(out, size, "cell=rnn");
}

bool export_source_init(ExportSource *source, const Lab *lab, Diag *diag) {
    const Run *run = &lab->run;
    SetupFile file;
    size_t size;
    *source = (ExportSource){.setup = &lab->setup,
                             .net = &run->net,
                             .trace = run->is_held ? &run->before : &run->trace,
                             .weight = run->weight,
                             .gradient = run->is_held ? run->gradient_before : run->gradient,
                             .update = run->update,
                             .sequence = run->sequence};
    source->steps = source->trace->length[0];
    source->losses = trace_count_losses(source->trace, 0);
    if (!setup_file_take(&file, lab, diag)) return false;
    file.hold_count = 0;
    bool good = setup_file_write(&source->text, &size, &file, "Unroll, a setup and what was done since its start");
    setup_file_deinit(&file);
    write_line(source->line, (int)sizeof source->line, &lab->setup);
    return good || diag_fail(diag, "Out of memory.");
}

int export_loss_step(const ExportSource *source, int loss) {
    const Wiring *wiring = &source->trace->wiring;
    return wiring->head_reads_final ? source->steps - 1 : wiring->loss_step[loss];
}

void export_source_deinit(ExportSource *source) {
    mem_free(source->text);
    source->text = NULL;
}
