/* The stage as text: what is drawn, where and in which colour, for the scenes a lecturer shows most. Text is as wide as the
   fake fonts make it, so the goldens are the same on every machine. Only the groups of the stage and of the cell are kept: panels have tests
   of their own, and a new row in the setup table must not change these. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "draw/output.h"
#include "support/drive.h"
#include "support/golden.h"
#include <string.h>

/* Copies the lines of the groups "stage..." to the front of the text; returns how many bytes that is. */
static size_t keep_stage(char *text, size_t size) {
    size_t used = 0;
    bool keep = false;
    for (size_t at = 0; at < size;) {
        const char *end = memchr(text + at, '\n', size - at);
        size_t length = end ? (size_t)(end - (text + at)) + 1 : size - at;
        if (length > 1 && text[at] == '[')
            keep = strncmp(text + at, "[stage", 6) == 0 || strncmp(text + at, "[cell", 5) == 0 || strncmp(text + at, "[compare", 8) == 0 ||
                   strncmp(text + at, "[cliff", 6) == 0 || strncmp(text + at, "[microscope", 11) == 0 ||
                   strncmp(text + at, "[history", 8) == 0 || strncmp(text + at, "[check", 6) == 0 ||
                   strncmp(text + at, "[weights", 8) == 0 || strncmp(text + at, "[activation", 11) == 0 ||
                   strncmp(text + at, "[search", 7) == 0 || strncmp(text + at, "[terms", 6) == 0;
        else if (strncmp(text + at, "layer", 5) == 0)
            keep = false;
        if (keep) {
            memmove(text + used, text + at, length);
            used += length;
        }
        at += length;
    }
    return used;
}

static void check_scene(const char *name, const char *const *lines) {
    Drive drive;
    drive_start(&drive);
    drive_resize(&drive, 1280, 800);
    for (int i = 0; lines[i]; i++) drive_line(&drive, lines[i]);
    OutputBytes bytes;
    Diag diag;
    if (!output_text(&bytes, drive_frame(&drive, 0), &diag)) fail_msg("%s", diag.text);
    size_t kept = keep_stage(bytes.data, bytes.size);
    assert_true(kept > 1000);
    golden_check_text(name, bytes.data, kept);
    mem_free(bytes.data);
    drive_end(&drive);
}

static void the_folded_cell(void **state) {
    (void)state;
    check_scene("stage-folded", (const char *const[]){"seek unroll 0", NULL});
}

static void a_plain_network_in_the_backward_phase(void **state) {
    (void)state;
    check_scene("stage-rnn-backward", (const char *const[]){"seek backward 11", NULL});
}

static void a_valve_held_shut(void **state) {
    (void)state;
    check_scene("stage-lstm-held",
                (const char *const[]){"preset lstm", "seek backward 11", "whatif gate f 8 all 0", "whatif state 3 2 0.5", NULL});
}

static void a_factor_landing_on_a_bar(void **state) {
    (void)state;
    check_scene("stage-lstm-multiplied",
                (const char *const[]){"preset lstm", "set steps 10", "scrub 0.7025", NULL}); /* 5 and a half of 10 */
}

static void an_lstm_in_the_forward_phase_in_light(void **state) {
    (void)state;
    check_scene("stage-lstm-forward", (const char *const[]){"preset lstm", "theme light", "seek forward 7", NULL});
}

static void a_gru_of_sixty_steps(void **state) {
    (void)state;
    check_scene("stage-gru-60", (const char *const[]){"set cell gru", "set steps 60", "seek backward 30", NULL});
}

static void the_heat_map_of_three_hundred_steps(void **state) {
    (void)state;
    check_scene("stage-rnn-300", (const char *const[]){"set steps 300", "set hidden 2", "seek backward 20", NULL});
}

static void both_directions_of_two_layers(void **state) {
    (void)state;
    check_scene("stage-both-directions",
                (const char *const[]){"set layers 2", "set direction both", "set steps 8", "seek backward 5", NULL});
}

static void the_update_of_a_plain_network(void **state) {
    (void)state;
    check_scene("stage-update", (const char *const[]){"set steps 8", "seek update change", NULL});
}

static void the_cell_of_an_lstm_forward(void **state) {
    (void)state;
    check_scene("cell-lstm-forward", (const char *const[]){"preset lstm", "cell 9", NULL});
}

static void the_cell_of_an_lstm_backward(void **state) {
    (void)state;
    check_scene("cell-lstm-backward", (const char *const[]){"preset lstm", "seek backward 8", "show cell", "unit 3", NULL});
}

static void the_cell_of_a_gru_in_light(void **state) {
    (void)state;
    check_scene("cell-gru-backward", (const char *const[]){"set cell gru", "theme light", "seek backward 5", "show cell", NULL});
}

static void the_cell_of_a_plain_network(void **state) {
    (void)state;
    check_scene("cell-rnn-backward", (const char *const[]){"seek backward 5", "show cell", NULL});
}

static void the_head_of_a_network_with_classes(void **state) {
    (void)state;
    check_scene("cell-head", (const char *const[]){"preset reber", "seek loss 3", "show cell", NULL});
}

static void three_cells_compared_forward(void **state) {
    (void)state;
    check_scene("compare-forward", (const char *const[]){"set steps 8", "show compare", "seek forward 5", NULL});
}

static void a_truncated_gradient_stops_at_the_curtain(void **state) {
    (void)state;
    check_scene("stage-curtain", (const char *const[]){"theme light", "set cell gru", "set truncate 6", "seek backward end", NULL});
}

static void the_history_of_a_training(void **state) {
    (void)state;
    check_scene("history", (const char *const[]){"set clip_norm 0.5", "train 40", "show history", "visit 30", NULL});
}

static void the_history_on_a_log_axis_in_light(void **state) {
    (void)state;
    check_scene("history-log",
                (const char *const[]){"theme light", "curve log", "set cell lstm", "set steps 8", "train 400", "show history", NULL});
}

static void three_cells_compared_backward_in_light(void **state) {
    (void)state;
    check_scene("compare-backward", (const char *const[]){"theme light", "show compare", "train 12", "seek backward 11", NULL});
}

static void the_check_of_a_weight_and_of_all(void **state) {
    (void)state;
    check_scene("check-all", (const char *const[]){"set steps 8", "show check", "check weight W 2 3", "check all", NULL});
}

static void the_cliff_with_both_descents(void **state) {
    (void)state;
    check_scene("cliff-descents",
                (const char *const[]){"show cliff", "cliff descend 20", "cliff clip 1", "cliff descend 20", "cliff step 13", NULL});
}

static void the_cliff_of_the_latch_in_light(void **state) {
    (void)state;
    check_scene("cliff-latch", (const char *const[]){"theme light", "cliff unit latch", "show cliff", NULL});
}

static void other_sequences_compared_at_the_loss(void **state) {
    (void)state;
    check_scene("compare-other-lengths", (const char *const[]){"compare short: steps 8", "compare long: cell gru; steps 30", "show compare",
                                                               "seek backward end", NULL});
}

static void the_microscope_of_one_loss(void **state) {
    (void)state;
    check_scene("microscope-rnn", (const char *const[]){"set steps 8", "seek backward 3", "show microscope", NULL});
}

static void the_microscope_of_a_deep_lstm_in_light(void **state) {
    (void)state;
    check_scene("microscope-lstm",
                (const char *const[]){"preset reber", "set steps 8", "set hidden 3", "set layers 2", "theme light", "show microscope",
                                      "block f", "itemise pulls", "follow 4", "resize 1920 1080", NULL});
}

static void all_weights_of_a_gate(void **state) {
    (void)state;
    check_scene("weights-gru", (const char *const[]){"set cell gru", "set hidden 4", "show weights", "block z", NULL});
}

static void activation_functions_and_where_the_units_are(void **state) {
    (void)state;
    check_scene("activation-lstm", (const char *const[]){"preset lstm", "theme light", "seek forward 6", "show activation", NULL});
}

static void the_terms_of_a_gradient(void **state) {
    (void)state;
    check_scene("terms-dh", (const char *const[]){"preset lstm", "terms L", "terms dh 16 2", "terms dh 8 2", NULL});
}

static void the_terms_of_a_gate_in_light(void **state) {
    (void)state;
    check_scene("terms-gate", (const char *const[]){"set cell gru", "set layers 2", "theme light", "terms h 5 1 2", "terms a n 5 1 2", NULL});
}

static void a_parity_that_was_guessed(void **state) {
    (void)state;
    check_scene("search-parity",
                (const char *const[]){"set task parity", "set steps 4", "set hidden 3", "show search", "guess 20000", NULL});
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_terms_of_a_gradient),
        cmocka_unit_test(the_terms_of_a_gate_in_light),
        cmocka_unit_test(a_parity_that_was_guessed),
        cmocka_unit_test(all_weights_of_a_gate),
        cmocka_unit_test(activation_functions_and_where_the_units_are),
        cmocka_unit_test(the_microscope_of_one_loss),
        cmocka_unit_test(the_microscope_of_a_deep_lstm_in_light),
        cmocka_unit_test(the_folded_cell),
        cmocka_unit_test(a_plain_network_in_the_backward_phase),
        cmocka_unit_test(a_valve_held_shut),
        cmocka_unit_test(a_factor_landing_on_a_bar),
        cmocka_unit_test(an_lstm_in_the_forward_phase_in_light),
        cmocka_unit_test(a_gru_of_sixty_steps),
        cmocka_unit_test(the_heat_map_of_three_hundred_steps),
        cmocka_unit_test(both_directions_of_two_layers),
        cmocka_unit_test(the_update_of_a_plain_network),
        cmocka_unit_test(the_cell_of_an_lstm_forward),
        cmocka_unit_test(the_cell_of_an_lstm_backward),
        cmocka_unit_test(the_cell_of_a_gru_in_light),
        cmocka_unit_test(the_cell_of_a_plain_network),
        cmocka_unit_test(the_head_of_a_network_with_classes),
        cmocka_unit_test(three_cells_compared_forward),
        cmocka_unit_test(a_truncated_gradient_stops_at_the_curtain),
        cmocka_unit_test(the_history_of_a_training),
        cmocka_unit_test(the_history_on_a_log_axis_in_light),
        cmocka_unit_test(three_cells_compared_backward_in_light),
        cmocka_unit_test(other_sequences_compared_at_the_loss),
        cmocka_unit_test(the_check_of_a_weight_and_of_all),
        cmocka_unit_test(the_cliff_with_both_descents),
        cmocka_unit_test(the_cliff_of_the_latch_in_light),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
