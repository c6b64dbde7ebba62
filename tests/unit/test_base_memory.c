/* Memory: zeroed, aligned, bounded, and able to fail when a test wants it to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "support/fail_memory.h"
#include <string.h>

static bool is_zero(const unsigned char *memory, size_t size) {
    for (size_t i = 0; i < size; i++) {
        if (memory[i] != 0) return false;
    }
    return true;
}

static void new_memory_is_zeroed_and_aligned(void **state) {
    (void)state;
    for (size_t size = 0; size < 700; size += 7) {
        unsigned char *memory = mem_new(size);
        assert_non_null(memory);
        assert_int_equal((uintptr_t)memory % 64, 0);
        assert_true(is_zero(memory, size));
        memset(memory, 0xAB, size); /* so that the next block would show what it inherits */
        mem_free(memory);
    }
    mem_free(NULL);
}

static void growing_keeps_the_old_bytes_and_zeroes_the_tail(void **state) {
    (void)state;
    unsigned char *memory = mem_grow(NULL, 0, 100);
    assert_true(memory != NULL && is_zero(memory, 100));
    memset(memory, 7, 100);
    memory = mem_grow(memory, 100, 5000);
    assert_non_null(memory);
    assert_int_equal((uintptr_t)memory % 64, 0);
    for (int i = 0; i < 100; i++) assert_int_equal(memory[i], 7);
    assert_true(is_zero(memory + 100, 4900));
    memory = mem_grow(memory, 5000, 10);
    assert_non_null(memory);
    for (int i = 0; i < 10; i++) assert_int_equal(memory[i], 7);
    mem_free(memory);
}

static void a_failed_growth_leaves_the_old_block_alone(void **state) {
    (void)state;
    unsigned char *memory = mem_new(10);
    assert_non_null(memory);
    memory[9] = 5;
    mem_fail_after(1);
    assert_null(mem_grow(memory, 10, 20));
    assert_int_equal(memory[9], 5);
    mem_free(memory);
}

static void the_chosen_allocation_fails_and_only_that_one(void **state) {
    (void)state;
    for (long n = 1; n <= 4; n++) {
        mem_fail_after(n);
        for (long k = 1; k <= 6; k++) {
            void *memory = mem_new(8);
            assert_true((memory == NULL) == (k == n));
            mem_free(memory);
        }
    }
    mem_fail_after(2);
    mem_fail_after(-1);
    for (int k = 0; k < 4; k++) {
        void *memory = mem_new(8);
        assert_non_null(memory);
        mem_free(memory);
    }
}

static void senseless_sizes_are_refused(void **state) {
    (void)state;
    assert_null(mem_new(SIZE_MAX));
    assert_null(mem_new(SIZE_MAX - 63));
    if (sizeof(size_t) > 4) assert_null(mem_new((size_t)(1ull << 50)));
    Arena arena;
    assert_false(arena_init(&arena, SIZE_MAX - 1));
    assert_null(arena_push(&arena, 1));
    arena_deinit(&arena);
}

static void an_arena_gives_zeroed_aligned_blocks_up_to_its_bound(void **state) {
    (void)state;
    Arena arena;
    assert_true(arena_init(&arena, 256));
    unsigned char *a = arena_push(&arena, 1), *b = arena_push(&arena, 100);
    assert_true(a != NULL && b != NULL && b - a == 64);
    assert_int_equal((uintptr_t)a % 64, 0);
    memset(b, 0xFF, 100);
    assert_null(arena_push(&arena, 65)); /* 192..256 is left */
    assert_null(arena_push(&arena, SIZE_MAX));
    assert_non_null(arena_push(&arena, 64));
    assert_null(arena_push(&arena, 1));
    arena_reset(&arena);
    unsigned char *again = arena_push(&arena, 256);
    assert_true(again == a && is_zero(again, 256));
    arena_deinit(&arena);
    assert_null(arena_push(&arena, 1));
    arena_deinit(&arena);
}

static void an_arena_without_memory_is_empty_and_safe(void **state) {
    (void)state;
    Arena arena;
    mem_fail_after(1);
    assert_false(arena_init(&arena, 100));
    assert_null(arena_push(&arena, 0));
    arena_reset(&arena);
    arena_deinit(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_memory_is_zeroed_and_aligned),
        cmocka_unit_test(growing_keeps_the_old_bytes_and_zeroes_the_tail),
        cmocka_unit_test(a_failed_growth_leaves_the_old_block_alone),
        cmocka_unit_test(the_chosen_allocation_fails_and_only_that_one),
        cmocka_unit_test(senseless_sizes_are_refused),
        cmocka_unit_test(an_arena_gives_zeroed_aligned_blocks_up_to_its_bound),
        cmocka_unit_test(an_arena_without_memory_is_empty_and_safe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
