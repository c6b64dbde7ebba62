/* See bench_bare.h. Both kinds of frame take turns, so that changes in the machine's speed affect both alike. */
#include "cli/bench_bare.h"
#include "draw/raster_bare.h"
#include <stdio.h>

void bench_bare(BenchPicture *picture, const char *screen, int repeat, int warm) {
    Input nothing;
    double ms[2];
    input_reset(&nothing);
    bench_apply(picture, "show %s", screen);
    bench_lists_begin(picture, repeat);
    for (int i = -warm; i < repeat && !picture->failed; i++)
        for (picture->side = 0; picture->side < 2; picture->side++) {
            BenchTurn turn;
            if (picture->side == 0) bench_apply(picture, "theme toggle");
            bench_turn_begin(&turn, picture);
            if (picture->side == 0) {
                bench_turn_frame(&turn, picture, &nothing, 0);
                bench_turn_raster(&turn, picture, RASTER_FULL);
            } else {
                bench_check(picture, raster_bare_draw(&picture->target));
                turn.drawn_s = bench_now(picture->world);
            }
            bench_turn_end(&turn, picture, i >= 0);
        }
    for (picture->side = 0; picture->side < 2 && !picture->failed; picture->side++) {
        ms[picture->side] = bench_list_ms(picture, BENCH_CPU, 0.5);
        printf("%-12s %-6s median %.2f ms  p99 %.2f ms  cpu %.2f  p99 %.2f\n", picture->side ? "bare Cairo" : screen,
               picture->side ? "" : "full", bench_list_ms(picture, BENCH_TOTAL, 0.5), bench_list_ms(picture, BENCH_TOTAL, 0.99),
               ms[picture->side], bench_list_ms(picture, BENCH_CPU, 0.99));
    }
    picture->side = 0;
    draw_cache_forget(picture->cache); /* the target shows the other picture now */
    if (!picture->failed) printf("%-12s %-6s %.2f times bare Cairo (cpu)\n", screen, "full", ms[0] / ms[1]);
}
