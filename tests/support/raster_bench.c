/* See raster_bench.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "support/raster_bench.h"
#include <string.h>

void bench_init(Bench *bench) {
    *bench = (Bench){0};
    fake_text_init(&bench->fake);
    fake_text_bind(&bench->fake, &bench->text);
    assert_true(draw_init(&bench->list));
    bench->cache = draw_cache_new(&bench->text);
    bench->pixels = mem_new((size_t)STRIDE * HEIGHT);
    assert_non_null(bench->cache);
    assert_non_null(bench->pixels);
    bench->target = (RasterTarget){bench->pixels, WIDTH, HEIGHT, STRIDE, false};
}

void bench_deinit(Bench *bench) {
    draw_deinit(&bench->list);
    draw_cache_free(bench->cache);
    mem_free(bench->pixels);
    fake_text_deinit(&bench->fake);
}

void bench_begin(Bench *bench, double scale) { draw_begin(&bench->list, WIDTH / scale, HEIGHT / scale, scale, color_hex(0x202020)); }

void bench_draw(Bench *bench, RasterMode mode) {
    if (!raster_draw(&bench->result, bench->cache, &bench->target, &bench->list, mode, &bench->diag)) fail_msg("%s", bench->diag.text);
}

uint32_t pixel(const Bench *bench, int x, int y) {
    uint32_t value;
    memcpy(&value, bench->pixels + (ptrdiff_t)y * STRIDE + 4 * (ptrdiff_t)x, sizeof value);
    return value & 0xFFFFFF;
}
