/* Real threads beside the frames: variants, many seeds, a sweep, random search, training, a file that is read and a picture that is written, while
   a person goes on and Escape stops some of it. Each must end as it does without threads; `scripts/threads` runs this with ThreadSanitizer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "experiment/trial_set.h"
#include "platform/files.h"
#include "platform/worker.h"
#include "support/drive.h"
#include "support/memory_files.h"
#include <string.h>

typedef struct Live {
    Drive drive;
    Worker *threads;
    MemoryFiles files;
} Live;

static void start(Live *live) {
    TextApi beside;
    memset(live, 0, sizeof *live);
    live->threads = worker_new();
    assert_non_null(live->threads);
    if (drive_start_with_fonts(&live->drive)) {
        fonts_bind_beside(live->drive.fonts, &beside);
        app_set_text_beside(live->drive.app, &beside);
    } else {
        drive_start(&live->drive);
    }
    platform_clock(&live->drive.world.clock); /* the drive's is not for two threads */
    worker_bind(live->threads, &live->drive.world.worker);
    memory_files_bind(&live->files, &live->drive.world.file);
}

static void end(Live *live) {
    drive_end(&live->drive);
    worker_free(live->threads);
    memory_files_deinit(&live->files);
}

/* A frame in which commands may be put off, with a key in it. */
static void live_key(Live *live, const char *key) { drive_key(&live->drive, key); }

static void go_on(Live *live, int frames) {
    for (int i = 0; i < frames; i++) drive_frame(&live->drive, 0.02);
}

static void variants_train_in_lock_step_while_settings_change(void **state) {
    (void)state;
    Live live;
    start(&live);
    drive_line(&live.drive, "set hidden 8");
    drive_line(&live.drive, "compare LSTM: cell lstm");
    drive_line(&live.drive, "compare GRU: cell gru; hidden 6");
    drive_line(&live.drive, "show compare");
    live_key(&live, "Ctrl+T"); /* training on */
    go_on(&live, 40);
    live_key(&live, "N");
    go_on(&live, 20);
    live_key(&live, "U");
    live_key(&live, "Ctrl+Z");
    go_on(&live, 40);
    drive_line(&live.drive, "training off");
    drive_line(&live.drive, "train 30");
    go_on(&live, 3);
    drive_line(&live.drive, "compare none");
    end(&live);
}

static void seeds_and_sweeps_run_beside_training(void **state) {
    (void)state;
    static const char *const lines[] = {"bind F9 seeds 6 40", "bind F9 sweep hidden 2 3 4",
                                        "bind F9 guess 2000"}; /* a key: a line would wait */
    for (int i = 0; i < 3; i++) {
        Live live;
        start(&live);
        drive_line(&live.drive, "set hidden 4");
        drive_line(&live.drive, "set steps 8");
        drive_line(&live.drive, lines[i]);
        live_key(&live, "F9");
        live_key(&live, "Ctrl+T");
        go_on(&live, 60);
        live_key(&live, "Ctrl+T");
        go_on(&live, 20);
        end(&live); /* with whatever still runs */
    }
}

static void files_are_read_and_pictures_written_beside_training(void **state) {
    (void)state;
    static char table[20000 * 12 + 64];
    Live live;
    Input input;
    int used = text_format(table, (int)sizeof table, "a,b\n");
    for (int i = 0; i < 20000; i++) used += text_format(table + used, (int)sizeof table - used, "%d,%d\n", i % 50, i % 7);
    start(&live);
    memory_files_put(&live.files, "table.csv", table);
    for (int round = 0; round < 3; round++) {
        static const char *const forms[] = {"bind F9 export ./a.png", "bind F9 export ./b.svg", "bind F9 export ./c.pdf"};
        drive_line(&live.drive, forms[round]); /* before the file: a line would wait for it */
        live_key(&live, "Ctrl+T");
        input_reset(&input);
        input_push(&input, &(InputEvent){.kind = INPUT_DROP});
        text_format(input.dropped, (int)sizeof input.dropped, "table.csv");
        app_frame(live.drive.app, &input, 0.01);
        live_key(&live, "F9");
        go_on(&live, 15);
        if (round == 1) live_key(&live, "Escape");
        drive_line(&live.drive, "training off");
        for (int i = 0; i < 20000 && app_is_moving(live.drive.app); i++) go_on(&live, 1);
    }
    assert_non_null(memory_files_get(&live.files, "./a.png"));
    end(&live);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(variants_train_in_lock_step_while_settings_change),
        cmocka_unit_test(seeds_and_sweeps_run_beside_training),
        cmocka_unit_test(files_are_read_and_pictures_written_beside_training),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
