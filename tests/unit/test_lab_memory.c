/* The bound on memory: what is planned is what is allocated, of everything that an experiment holds at once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"
#include "lab/history.h"
#include "lab/memory.h"
#include "lab/replay.h"
#include "lab/run.h"
#include "support/lab_case.h"
#include <stdlib.h>
#include <string.h>
#ifdef __SANITIZE_ADDRESS__
size_t __sanitizer_get_current_allocated_bytes(void); /* its header is not installed everywhere */
static double held(void) { return (double)__sanitizer_get_current_allocated_bytes(); }
#else
#include <malloc.h>
static double held(void) {
    struct mallinfo2 info = mallinfo2();
    return (double)info.uordblks + (double)info.hblkhd;
}
#endif

static const double MB = 1 << 20;
/* Megabytes more than planned. The allocator that the sanitizers bring counts what was asked for; the usual one counts besides what it
   leaves unused before a block that begins on a large page (base/arena.c), up to 2 MB a block. */
#ifdef __SANITIZE_ADDRESS__
static const double ABOVE = 0.1;
#else
static const double ABOVE = 4.1;
#endif

static MemoryPlan plan_of(const Lab *lab) { return memory_plan(&lab->run.net, &lab->run.wiring, &lab->setup, lab->run.runs); }

static void a_run_takes_what_was_planned(void **state) {
    (void)state;
    static const char *const lines[] = {
        "set hidden 64; set steps 100; set batch 64", "set cell lstm; set hidden 32; set steps 200; set batch 32; set optimizer adam",
        "set cell gru; set hidden 40; set steps 100; set layers 3; set direction both; set batch 12; set optimizer momentum",
        "set cell lstm; set hidden 60; set layers 2; set dropout 0.3; set steps 20; set batch 32; set truncate 5",
        "set task copy; set cell lstm; set hidden 100; set layers 4; set direction both; set steps 60; set optimizer adam"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        Lab lab;
        Run second = {0};
        double before = held();
        lab_case_open(&lab);
        lab.run.runs = 2;
        lab_case_apply_all(&lab, lines[i]);
        MemoryPlan plan = plan_of(&lab);
        double one = held();
        assert_true(run_copy(&second, &lab.run, &lab.setup, NULL));
        double both = held();
        if (both - one > plan.run_bytes + ABOVE * MB || both - one < plan.run_bytes - 0.1 * MB)
            fail_msg("%s: a run takes %.2f MB, planned were %.2f", lines[i], (both - one) / MB, plan.run_bytes / MB);
        assert_true(second.runs == 2);
        if (both - before > memory_total(&plan)) fail_msg("%s: %.1f MB of %.1f", lines[i], (both - before) / MB, memory_total(&plan) / MB);
        assert_true(memory_total(&plan) <= (double)NET_MEMORY_MAX);
        run_deinit(&second);
        lab_deinit(&lab);
    }
}

/* Undo entries and states for going back, filled to their bounds, with states of 3 MB and of 60 kB. */
static void history_and_states_stay_within_the_plan(void **state) {
    (void)state;
    static const char *const lines[] = {"set steps 1; set cell lstm; set hidden 40; set layers 4; set direction both; set optimizer adam",
                                        "set steps 1; set cell lstm; set hidden 24; set optimizer momentum"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        Lab lab;
        Run second = {0};
        double before = held();
        lab_case_open(&lab);
        lab.run.runs = 2;
        lab_case_apply_all(&lab, lines[i]);
        for (int turn = 0; turn < (i == 0 ? 32 : 100); turn++)
            lab_case_apply_all(&lab, turn % 2 ? "set noise 0.1; update" : "set noise 0.2; update");
        assert_true(run_copy(&second, &lab.run, &lab.setup, NULL));
        MemoryPlan plan = plan_of(&lab);
        double all = held() - before;
        assert_true((double)lab_replay_size(&lab) > (double)REPLAY_BYTES_MAX * (i == 0 ? 0.2 : 0.01)); /* they were filled */
        if (i == 0) assert_true((double)history_size(lab.history, &lab.run) > 0.5 * (double)HISTORY_BYTES_MAX);
        if (all > memory_total(&plan)) fail_msg("%s: %.1f MB of %.1f", lines[i], all / MB, memory_total(&plan) / MB);
        run_deinit(&second);
        lab_deinit(&lab);
    }
}

/* What a setup of these lines needs. */
typedef struct Needed {
    Net net;
    Wiring wiring;
    Setup setup;
} Needed;

static void find_needed(Needed *needed, const char *lines) {
    char copy[160];
    setup_init(&needed->setup);
    text_format(copy, sizeof copy, "%s", lines);
    for (char *at = strtok(copy, ";"); at; at = strtok(NULL, ";")) {
        Command command;
        Diag diag = {0};
        while (*at == ' ') at++;
        if (strncmp(at, "preset ", 7) == 0) {
            assert_true(setup_apply_preset(&needed->setup, str_from(at + 7), &diag));
            continue;
        }
        assert_true(command_parse(&command, str_from(at), &diag));
        assert_true(setup_set(&needed->setup, (SetupKey)(int)command.arg[0].number, command.arg[1].number, &diag));
    }
    NetSpec spec = setup_net_spec(&needed->setup);
    TaskOptions options = setup_task_options(&needed->setup);
    assert_true(net_init(&needed->net, &spec, NULL) && setup_task(&needed->setup)->wire(&needed->wiring, &options, NULL));
}

static bool check(const Needed *needed, int runs, Diag *diag) {
    return memory_check(&needed->net, &needed->wiring, &needed->setup, runs, diag);
}

/* The number that a refusal names before such words; fails where there is none. */
static int named(const Diag *diag, const char *before, const char *after) {
    const char *at = strstr(diag->text, " It would fit with ");
    for (; at; at++) {
        if (strncmp(at, before, strlen(before)) != 0) continue;
        char *end;
        long value = strtol(at + strlen(before), &end, 10);
        if (end > at + strlen(before) && strncmp(end, after, strlen(after)) == 0) return (int)value;
    }
    fail_msg("no '%sN%s' in: %s", before, after, diag->text);
    return 0;
}

/* Each of the sizes that a refusal names fits, and is the largest that does. */
static void a_refusal_says_what_would_fit(void **state) {
    (void)state;
    static const struct {
        const char *setup, *key, *before, *after;
        int runs;
    } cases[] = {
        {"set cell lstm; set hidden 256; set layers 4; set direction both; set steps 900", "hidden", " ", " hidden units", 2},
        {"set cell lstm; set hidden 256; set layers 4; set direction both; set steps 900", "layers", " ", " layer", 2},
        {"set cell gru; set hidden 256; set layers 4; set direction both; set steps 900", "hidden", " ", " hidden units", 2},
        {"set hidden 256; set layers 4; set direction both; set steps 900; set optimizer adam", "steps", " ", " time steps", 2},
        {"set hidden 256; set layers 4; set direction both; set steps 1000", "steps", " ", " time steps", 2},
        {"set cell lstm; set hidden 64; set steps 400; set batch 256", "batch", " a batch of ", "", 1},
        {"set task copy; set cell lstm; set hidden 64; set steps 400; set batch 256", "steps", " ", " time steps", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Needed needed;
        Diag diag = {0}, other = {0};
        char line[256];
        find_needed(&needed, cases[i].setup);
        assert_false(check(&needed, cases[i].runs, &diag));
        int value = named(&diag, cases[i].before, cases[i].after);
        text_format(line, sizeof line, "%s; set %s %d", cases[i].setup, cases[i].key, value);
        find_needed(&needed, line);
        if (!check(&needed, cases[i].runs, &other)) fail_msg("%s: %s", line, other.text);
        text_format(line, sizeof line, "%s; set %s %d", cases[i].setup, cases[i].key, value + 1);
        find_needed(&needed, line);
        assert_false(check(&needed, cases[i].runs, &other));
    }
}

static void what_needs_too_much_is_refused_with_what_it_needs(void **state) {
    (void)state;
    Lab window;
    Needed needed;
    lab_case_open(&window);
    window.run.runs = 2;
    lab_case_apply_all(&window, "set cell lstm; set hidden 32; set steps 200");
    LabDigest before = lab_case_digest(&window);
    Diag diag = lab_case_refuse(&window, "set batch 256");
    LabDigest after = lab_case_digest(&window);
    lab_case_assert_same(&after, &before, "after a refusal");
    lab_deinit(&window);
    find_needed(&needed, "set cell lstm; set hidden 32; set steps 200; set batch 256");
    assert_true(check(&needed, 1, NULL)); /* has room without a second run */
    MemoryPlan plan = memory_plan(&needed.net, &needed.wiring, &needed.setup, 1);
    char text[96];
    text_format(text, sizeof text, "2 runs of %.0f MB", plan.run_bytes / MB);
    lab_case_assert_says(&diag, text);
    text_format(text, sizeof text, "`unroll train` needs %.0f MB for it.", memory_total(&plan) / MB);
    lab_case_assert_says(&diag, text);
    lab_case_assert_says(&diag, "the limit is 512 MB. Lower the batch, the time steps or the hidden units.");
    find_needed(&needed, "set cell lstm; set hidden 200; set layers 2; set steps 200; set batch 256; set truncate 9");
    assert_false(check(&needed, 1, &diag));
    assert_null(strstr(diag.text, "unroll train"));
    lab_case_assert_says(&diag, "a batch of 256 need ");
    lab_case_assert_says(&diag, "Lower the batch, the time steps, the layers or the hidden units, or turn truncation off.");
    find_needed(&needed, "set cell lstm; set hidden 256; set layers 4; set direction both; set steps 1000; set targets every");
    assert_false(check(&needed, 1, &diag)); /* every number at its most */
    lab_case_assert_says(&diag, "Lower the time steps, the layers or the hidden units.");
}

/* Every preset, the largest network, the longest sequence; and the sizes that the program is measured at. */
static void the_window_has_room_for_what_it_offers(void **state) {
    (void)state;
    static const char *const lines[] = {"set hidden 256",
                                        "set hidden 256; set cell lstm; set steps 1000",
                                        "set hidden 256; set cell gru; set steps 1000; set batch 2; set optimizer adam",
                                        "set hidden 256; set steps 1000; set batch 8",
                                        "set hidden 32; set cell lstm; set layers 4; set direction both; set steps 1000",
                                        "set hidden 64; set cell lstm; set steps 100; set batch 16",
                                        "set hidden 128; set cell lstm; set steps 100; set batch 32; set optimizer adam"};
    Needed needed;
    Diag diag = {0};
    for (int i = 0; i < setup_preset_count; i++) {
        char line[64];
        text_format(line, sizeof line, "preset %s", setup_presets[i].name);
        find_needed(&needed, line);
        if (!check(&needed, 2, &diag)) fail_msg("%s: %s", setup_presets[i].name, diag.text);
    }
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        find_needed(&needed, lines[i]);
        if (!check(&needed, 2, &diag)) fail_msg("%s: %s", lines[i], diag.text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_takes_what_was_planned),
        cmocka_unit_test(history_and_states_stay_within_the_plan),
        cmocka_unit_test(what_needs_too_much_is_refused_with_what_it_needs),
        cmocka_unit_test(a_refusal_says_what_would_fit),
        cmocka_unit_test(the_window_has_room_for_what_it_offers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
