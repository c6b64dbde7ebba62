/* `unroll bench data`: loading and saving. A text of 1 MB and a table of a million rows, until they can be learned, with the longest slice
   of that job; the frame in which an experiment is saved; and training on a text beside the engine alone at the same sizes. The files are
   made here and kept in memory, so the disk is not measured. Times are those of the thread, if the system reports them, so other programs
   do not affect them. */
#include "base/arena.h"
#include "base/bytes.h"
#include "base/number.h"
#include "base/random.h"
#include "cli/bench.h"
#include "cli/cli.h"
#include "engine/net/optimizer.h"
#include "experiment/load_job.h"
#include "lab/run.h"
#include "platform/files.h"
#include <string.h>

enum { TEXT_BYTES = 1 << 20, TABLE_ROWS = 1000000, CHANGES = 400, SAVES = 20, UPDATES_LEAST = 20 };
static const double TRAIN_S = 2;

/* The amount of work: everything with SAVES saves, less in proportion. */
typedef struct Extent {
    int saves, changes, rows, slice; /* slice: updates between two looks at the clock */
    size_t text_bytes;
    double train_s;
} Extent;

static Extent find_extent(const CliOptions *options) {
    int saves = options->repeat > 0 && options->repeat < SAVES ? (int)options->repeat : SAVES;
    return (Extent){.saves = saves,
                    .changes = CHANGES / SAVES * saves,
                    .rows = TABLE_ROWS / SAVES * saves,
                    .slice = saves == SAVES ? 50 : saves,
                    .text_bytes = TEXT_BYTES / SAVES * (size_t)saves,
                    .train_s = TRAIN_S * saves / SAVES};
}

static double now_s(const World *world) {
    double s = platform_thread_time_s();
    return s >= 0 ? s : bench_now(world);
}

/* ---- Files in memory ---- */

static bool read_bytes(void *user, const char *path, char **data, size_t *size, Diag *diag) {
    const Bytes *bytes = user;
    *data = mem_new(bytes->count + 1);
    if (!*data) return diag_fail(diag, "out of memory for %s", path);
    memcpy(*data, bytes->at, bytes->count);
    *size = bytes->count;
    return true;
}

static bool write_nowhere(void *user, const char *path, const void *data, size_t size, Diag *diag) {
    (void)user, (void)path, (void)data, (void)size, (void)diag;
    return true;
}

static bool is_nowhere(void *user, const char *path) {
    (void)user, (void)path;
    return false;
}

static void make_text(Bytes *out, size_t size) {
    Random random = random_from(1, 0);
    while (!out->failed && out->count < size) {
        for (int i = random_below(&random, 8); i >= 0; i--) bytes_add(out, &"etaoinshrdlucmfwypvbgkjqxz"[random_below(&random, 26)], 1);
        bytes_add(out, random_below(&random, 12) ? " " : ".\n", 1);
    }
}

static void make_table(Bytes *out, int rows) {
    Random random = random_from(2, 0);
    bytes_add_str(out, str_from("day,sales,price\n"));
    for (int i = 0; i < rows; i++) bytes_format(out, "%d,%d.%d,%d\n", i, random_below(&random, 1000), random_below(&random, 10), i % 97);
}

/* ---- Loading ---- */

static LoadJob *load(const World *world, Bytes *bytes, const char *path, const char *task, double slice_s, BenchTimes *slices, Diag *diag) {
    LoadPlan plan = {.path = ""};
    FileApi file = {.user = bytes, .read = read_bytes};
    text_format(plan.path, LOAD_PATH_SIZE, "%s", path);
    text_format(plan.task, LOAD_WORD_SIZE, "%s", task);
    LoadJob *job = load_job_new(&plan, NULL, &file, &world->clock);
    bool is_done = !job;
    while (!is_done) {
        double begin = now_s(world);
        is_done = load_job_run(&job->job, slice_s);
        bench_times_add(slices, now_s(world) - begin);
    }
    if (job && job->good) return job;
    if (job)
        *diag = job->diag;
    else
        diag_fail(diag, "out of memory for %s", path);
    load_job_free(job);
    return NULL;
}

static bool measure_load(const World *world, Bytes *bytes, const char *path, const char *task, const char *what, Diag *diag) {
    BenchTimes slices = {0};
    double begin = now_s(world);
    if (!bench_times_init(&slices, 1 << 16, diag)) return false;
    LoadJob *job = load(world, bytes, path, task, JOB_SLICE_S, &slices, diag);
    double took = now_s(world) - begin;
    bool good = job != NULL;
    if (good)
        printf("%s (%.1f MB) ready to learn in %.0f ms, longest slice %.1f ms, median %.1f\n", what, (double)bytes->count / 1e6, 1e3 * took,
               1e3 * bench_times_quantile(&slices, 1), 1e3 * bench_times_quantile(&slices, 0.5));
    load_job_free(job);
    bench_times_deinit(&slices);
    return good;
}

/* ---- Saving ---- */

/* The frame of Ctrl+S in a window, with the person's own text and many changes; the write itself is a job. */
static bool measure_save(const CliOptions *options, const Extent *extent, Bytes *text, Diag *diag) {
    BenchPicture picture;
    Input key, nothing;
    InputEvent press = {.kind = INPUT_KEY, .ratio = 1, .text = "Ctrl+S"};
    input_reset(&nothing);
    input_reset(&key);
    input_push(&key, &press);
    if (!bench_picture_init(&picture, options, diag)) return bench_picture_deinit(&picture) == CLI_OK;
    picture.world->file =
        (FileApi){.user = text, .read = read_bytes, .write = write_nowhere, .write_soon = write_nowhere, .is_there = is_nowhere};
    bench_apply(&picture, "text open ./text.txt");
    for (int i = 0; i < extent->changes; i++) {
        bench_apply(&picture, "set learning_rate 0.0%d", 1 + i % 9);
        bench_apply(&picture, "train 1");
    }
    bench_apply(&picture, "save ./mine.unroll");
    bench_lists_begin(&picture, extent->saves);
    for (int i = 0; i < 2 * extent->saves && !picture.failed; i++) {
        picture.side = i % 2;
        double begin = now_s(picture.world);
        app_frame(picture.app, picture.side ? &key : &nothing, 0.016);
        bench_times_add(&picture.times[picture.side][BENCH_TOTAL], now_s(picture.world) - begin);
        app_finish_write(picture.app);
    }
    BenchTimes *others = &picture.times[0][BENCH_TOTAL], *saves = &picture.times[1][BENCH_TOTAL];
    if (!picture.failed)
        printf("saving %d changes and a text of %.1f MB: frame with it %.2f ms (longest %.2f), other frames %.2f\n", extent->changes,
               (double)text->count / 1e6, 1e3 * bench_times_quantile(saves, 0.5), 1e3 * bench_times_quantile(saves, 1),
               1e3 * bench_times_quantile(others, 0.5));
    return bench_picture_deinit(&picture) == CLI_OK;
}

/* ---- Training on a text ---- */

static double turns_a_second(const World *world, Run *run, double seconds) {
    Trace *trace = run->batch.block ? &run->batch : &run->trace;
    double begin = now_s(world), now = begin;
    int turns = 0;
    for (; turns < UPDATES_LEAST || now - begin < seconds; turns++) {
        net_forward(trace, run->weight);
        net_backward(trace, run->gradient, run->weight);
        sgd_step(run->weight, run->delta, run->gradient, run->net.weight_count, 1e-6);
        now = now_s(world);
    }
    return turns / (now - begin);
}

static bool measure_training(const World *world, const Extent *extent, Bytes *text, int batch, Diag *diag) {
    Lab lab = {0};
    char *name = "text.txt";
    bool good = lab_init(&lab, diag) && lab_open_own(&lab, "text", name, (Str){text->at, (int)text->count}, (Str){0}, diag);
    SetupBatch said;
    setup_batch_begin(&said);
    const struct {
        SetupKey key;
        double value;
    } set[] = {{KEY_HIDDEN, 64}, {KEY_STEPS, 50}, {KEY_BATCH, batch}, {KEY_CELL, CELL_LSTM}, {KEY_OPTIMIZER, OPTIMIZER_SGD}};
    if (good) said.setup = lab.setup;
    for (size_t i = 0; i < sizeof set / sizeof set[0]; i++) {
        said.setup.value[set[i].key] = set[i].value;
        said.said[set[i].key] = true;
        said.count++;
    }
    good = good && lab_set_batch(&lab, &said, diag) && lab_train(&lab, 2, diag);
    if (good) {
        int updates = 0;
        double begin = now_s(world), now = begin;
        for (; good && (updates < UPDATES_LEAST || now - begin < extent->train_s); updates += extent->slice) {
            good = lab_train(&lab, extent->slice, diag);
            now = now_s(world);
        }
        double trained = updates / (now - begin), engine = turns_a_second(world, &lab.run, extent->train_s);
        if (good)
            printf("training on a text (LSTM, H %d, T %d, batch %d, %d symbols): %.1f updates/s, %.2f of the engine alone (%.1f)\n",
                   lab.run.net.spec.hidden, lab.run.wiring.steps, batch, lab.run.net.spec.inputs, trained, trained / engine, engine);
    }
    lab_deinit(&lab);
    return good;
}

static int run(const CliOptions *options, Diag *diag) {
    World *world = cli_world_new(diag);
    Bytes text = {0}, table = {0};
    Extent extent = find_extent(options);
    make_text(&text, extent.text_bytes);
    make_table(&table, extent.rows);
    bool good = world && ((!text.failed && !table.failed) || diag_fail(diag, "out of memory"));
    good = good && measure_load(world, &text, "text.txt", "text", "a text", diag);
    good =
        good && measure_load(world, &table, "table.csv", "series", extent.saves == SAVES ? "a table of a million rows" : "a table", diag);
    good = good && measure_save(options, &extent, &text, diag);
    good = good && measure_training(world, &extent, &text, 1, diag) && measure_training(world, &extent, &text, 16, diag);
    bytes_free(&text);
    bytes_free(&table);
    cli_world_free(world);
    return good ? CLI_OK : CLI_FAILED;
}

const CliSubcommand cli_bench_data = {
    .name = "bench data",
    .summary = "measure loading files, saving, and training on a text",
    .operands = "",
    .takes = {CLI_SIZE, CLI_REPEAT},
    .about =
        "A text of 1 MB and a table of a million rows until they can be learned, the frame that saves, and training on a text beside the "
        "engine alone. It only reports times. --repeat below 20 measures smaller files and shorter trainings, in proportion.",
    .status = "0; 1 when it could not be measured; 2 when an option was wrong.",
    .run = run,
};
