/* `unroll bench` in a page, which measures nothing: what these subcommands are made of would be a part of what it loads. */
#include "cli/cli.h"

static int run(const CliOptions *options, Diag *diag) {
    (void)options;
    diag_fail(diag, "A page measures nothing; the program on a computer does.");
    return CLI_FAILED;
}

#define NO_BENCH(ID)                                                                                                                       \
    const CliSubcommand cli_bench_##ID = {                                                                                                 \
        .name = "bench " #ID, .summary = "not in a page", .operands = "", .about = "", .status = "", .run = run};
NO_BENCH(live)
NO_BENCH(frame)
NO_BENCH(lesson)
NO_BENCH(long)
NO_BENCH(start)
NO_BENCH(present)
NO_BENCH(train)
NO_BENCH(engine)
NO_BENCH(data)
