/* In the place of the story: a card for each network of the comparison. Every number is its own run's. */
#include "base/number.h"
#include "view/hint.h"
#include "view/inside/compare_picture.h"
#include "view/offer.h"
#include "view/panel/prose.h"
#include <math.h>
#include <string.h>

enum { PAD = 20, CARD_PAD = 16, ROW = 23 };

typedef struct Side {
    const View *view;
    double x, y, w;
} Side;

static void draw_row(Side *side, const char *path, const char *label, const char *value, const Color *swatch, Color color,
                     const char *tip) {
    const Gui *gui = side->view->gui;
    double right = side->x + side->w - CARD_PAD, left = side->x + CARD_PAD, w = gui_text_width(gui, FACE_MONO_MEDIUM, 14, value);
    gui_text_fit(gui, FACE_UI, 14, left, side->y + 15, right - left - w - 24, ALIGN_LEFT, gui->theme->dim, label);
    gui_text(gui, FACE_MONO_MEDIUM, 14, right, side->y + 15, ALIGN_RIGHT, color, value);
    if (swatch) draw_round(gui->list, rect(right - w - 19, side->y + 4, 12, 12), 3, *swatch);
    hint_add(side->view, rect(left, side->y, right - left, ROW), path, tip);
    side->y += ROW;
}

/* "cell gru; hidden 8": what it lays over the setup. */
static void write_rule(char *out, int size, const Strings *strings, const CompareLane *lane) {
    char line[VARIANT_LINE_SIZE];
    if (!lane->variant) {
        text_format(out, size, "%s", tr(strings, STRING_COMPARE_ITSELF));
        return;
    }
    variant_format(line, (int)sizeof line, lane->variant->rule);
    text_format(out, size, "%s", line + strlen(lane->variant->name) + 2);
}

/* The result of its training from the start: one seed, or many. */
static void draw_trial(Side *side, const TrialItem *item, int index) {
    const View *view = side->view;
    const Theme *theme = view->gui->theme;
    const TrialSet *set = view->trials;
    const TrialRun *run = &item->run[0];
    char text[96], path[48], count[32], low_text[32], high_text[32];
    int solved = trial_item_solved(item, set->seeds);
    text_format(path, (int)sizeof path, "story/solved%d", index + 1);
    number_format_count(count, (int)sizeof count, run->is_solved ? run->solved_update : run->update);
    if (set->seeds > 1)
        text_format(text, (int)sizeof text, tr(side->view->strings, STRING_COMPARE_OF), solved, item->done);
    else if (run->is_solved)
        text_format(text, (int)sizeof text, "%s, %.2f s", count, run->took_s);
    else
        text_format(text, (int)sizeof text,
                    run->end == TRIAL_DIVERGED ? tr(side->view->strings, STRING_COMPARE_NOT_FINITE_AT)
                                               : tr(side->view->strings, STRING_COMPARE_NOT_WITHIN),
                    count);
    const char *label = set->seeds > 1   ? tr(side->view->strings, STRING_COMPARE_SEEDS_SOLVED)
                        : run->is_solved ? tr(side->view->strings, STRING_COMPARE_SOLVED_AT)
                                         : tr(side->view->strings, STRING_COMPARE_SOLVED);
    draw_row(side, path, label, text, NULL, solved > 0 ? theme->good : theme->text, tr(side->view->strings, STRING_COMPARE_SOLVED_TIP));
    TrialFar far = trial_item_far(item, set->seeds);
    verdict_size_text(low_text, (int)sizeof low_text, far.low);
    verdict_size_text(high_text, (int)sizeof high_text, far.high);
    text_format(text, (int)sizeof text,
                !far.is_known         ? tr(side->view->strings, STRING_COMPARE_NO_FAR)
                : far.low == far.high ? "%s"
                                      : tr(side->view->strings, STRING_COMPARE_FROM_TO),
                low_text, high_text);
    text_format(path, (int)sizeof path, "story/far%d", index + 1);
    draw_row(side, path, tr(side->view->strings, STRING_COMPARE_ARRIVES_AFTER), text, NULL, theme->text,
             tr(side->view->strings, STRING_COMPARE_ARRIVES_AFTER_TIP));
}

/* The update at which the common training found it solved. */
static void draw_solved(Side *side, const CompareLane *lane, int index) {
    const View *view = side->view;
    const Theme *theme = view->gui->theme;
    const RecordPoint *solved = compare_find_solved(lane), *last = compare_find_measured(lane);
    char text[96], count[32], seconds[32], path[48];
    number_format_count(count, (int)sizeof count, solved ? solved->update : last ? last->update : 0);
    number_format_short(seconds, (int)sizeof seconds, solved ? lane->update_s * (double)solved->update : 0, 2);
    text_format(path, (int)sizeof path, "story/solved%d", index + 1);
    if (!last)
        text_format(text, (int)sizeof text, "%s", tr(view->strings, STRING_COMPARE_SOLVED_UNKNOWN));
    else if (!solved)
        text_format(text, (int)sizeof text, tr(view->strings, STRING_COMPARE_SOLVED_NOT), count);
    else
        text_format(text, (int)sizeof text, lane->update_s > 0 ? "%s, %s s" : "%s", count, seconds);
    draw_row(side, path, tr(view->strings, solved ? STRING_COMPARE_SOLVED_AT : STRING_COMPARE_SOLVED), text, NULL,
             solved ? theme->good : theme->text, tr(view->strings, STRING_COMPARE_SOLVED_RACE_TIP));
}

static const char *add_lost(const View *view, const char *tip, const char *lost) {
    return lost ? region_words(view->gui->region, "%s\n%s", tip, lost) : tip;
}

static void draw_card(Side *side, const CompareLane *lane, int index) {
    const View *view = side->view;
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    char text[VARIANT_LINE_SIZE], path[48], number[32], lost[160];
    const ViewVariant *variant = lane->variant;
    bool has_note = variant && (variant->trouble[0] || lane->has_other);
    const TrialItem *trial = compare_find_trial(view->trials, lane);
    if (trial && trial->done == 0) trial = NULL;
    bool is_raced = !trial && lane->known > 0;
    double h = 62 + (trial ? 5 : is_raced ? 4 : 3) * ROW + (has_note ? 20 : 0) + 10;
    Rect card = {side->x, side->y, side->w, h};
    draw_round(gui->list, card, 10, theme->raised);
    draw_rect(gui->list, rect(card.x - 4, card.y + 1, 4, card.h - 2), lane->color);
    double left = card.x + CARD_PAD, right = rect_right(card) - CARD_PAD;
    if (variant) {
        Rect close = {right - 12, card.y + 8, 24, 24};
        text_format(path, (int)sizeof path, "story/remove%d", index + 1);
        if (gui_is_hot(gui, path)) draw_round(gui->list, close, 6, theme->line);
        gui_cross(gui, rect_mid_x(close), rect_mid_y(close), 8, theme->dim);
        Region *region = region_add(gui->region, REGION_BUTTON, close, path);
        text_format(region->command, (int)sizeof region->command, "compare %s: none", lane->name);
        region->tip = tr(side->view->strings, STRING_COMPARE_REMOVE_TIP);
        region->focusable = true;
        gui_focus_ring(gui, close, 6, path);
    }
    gui_text_fit(gui, FACE_UI_BOLD, 16, left, card.y + 27, right - left - 24, ALIGN_LEFT, theme->text, lane->name);
    text_format(path, (int)sizeof path, "story/card%d", index + 1);
    write_rule(text, (int)sizeof text, view->strings, lane);
    gui_text_fit(gui, FACE_MONO, 13, left, card.y + 48, right - left, ALIGN_LEFT, theme->dim, text);
    hint_add(view, rect(left, card.y + 10, right - left - 20, 44), path,
             variant ? region_words(gui->region, tr(view->strings, STRING_COMPARE_CARD_TIP), lane->name, text)
                     : tr(view->strings, STRING_COMPARE_AS_IT_IS));
    side->y = card.y + 58;
    number_format_count(text, (int)sizeof text, (long)lane->run->net.weight_count);
    text_format(path, (int)sizeof path, "story/weights%d", index + 1);
    draw_row(side, path, tr(side->view->strings, STRING_COMPARE_WEIGHTS), text, NULL, theme->text,
             tr(side->view->strings, STRING_COMPARE_WEIGHTS_TIP));
    number_format_short(number, (int)sizeof number, lane->run->trace.loss, 3);
    text_format(path, (int)sizeof path, "story/loss%d", index + 1);
    bool is_lost = compare_write_lost(lost, (int)sizeof lost, view, lane, COMPARE_LOSS);
    draw_row(side, path, tr(side->view->strings, STRING_COMPARE_STAGE_LOSS), number, NULL, theme->text,
             add_lost(view, figure_tip(view, tr(side->view->strings, STRING_COMPARE_STAGE_LOSS_TIP), "", lane->run->trace.loss),
                      is_lost ? lost : NULL));
    VerdictTone tone = compare_write_verdict(text, (int)sizeof text, side->view->strings, lane);
    Color swatch = color_ramp(&theme->ramp, compare_far(lane));
    char label[48];
    text_format(label, (int)sizeof label, tr(side->view->strings, STRING_COMPARE_ARRIVES_AT), lane->gradient.far + 1);
    text_format(path, (int)sizeof path, "story/arrives%d", index + 1);
    is_lost = compare_write_lost(lost, (int)sizeof lost, view, lane, lane->gradient.far);
    draw_row(side, path, lane->gradient.is_relative ? label : tr(side->view->strings, STRING_COMPARE_GRADIENT), text, &swatch,
             compare_tone(theme, tone),
             add_lost(view, figure_tip(view, tr(side->view->strings, STRING_COMPARE_ARRIVES_TIP), "", compare_far(lane)),
                      is_lost ? lost : NULL));
    if (trial) draw_trial(side, trial, index);
    if (is_raced) draw_solved(side, lane, index);
    if (has_note) {
        const char *note = variant->trouble[0]       ? variant->trouble
                           : variant->has_other_data ? tr(side->view->strings, STRING_COMPARE_OTHER_NOTE)
                                                     : tr(side->view->strings, STRING_COMPARE_ANOTHER_NOTE);
        gui_text_fit(gui, FACE_UI, 13, left, side->y + 14, right - left, ALIGN_LEFT, variant->trouble[0] ? theme->bad : theme->dim, note);
        text_format(path, (int)sizeof path, "story/note%d", index + 1);
        hint_add(view, rect(left, side->y, right - left, 18), path, note);
    }
    side->y = rect_bottom(card) + 14;
}

static void draw_head(Side *side, const CompareLane *lane, int count) {
    const View *view = side->view;
    const Gui *gui = view->gui;
    const char *title = tr(side->view->strings, STRING_COMPARE_HEAD_SAME);
    char text[160];
    int other = 0;
    for (int i = 0; i < count; i++) other += lane[i].has_other;
    if (other) title = tr(side->view->strings, STRING_COMPARE_HEAD_TASK);
    gui_text(gui, FACE_UI_SEMIBOLD, 12, side->x, side->y + 10, ALIGN_LEFT, gui->theme->dim, tr(side->view->strings, STRING_COMPARE_PANEL));
    gui_text_fit(gui, FACE_UI_BOLD, 24, side->x, side->y + 42, side->w, ALIGN_LEFT, gui->theme->text, title);
    hint_add(view, rect(side->x, side->y + 18, side->w, 30), "story/title", tr(side->view->strings, STRING_COMPARE_HEAD_TIP));
    side->y += 62;
    text_format(text, (int)sizeof text,
                other ? tr_count(view->strings, view->run->update, STRING_COMPARE_STORY_TASK_ONE, STRING_COMPARE_STORY_TASK)
                      : tr_count(view->strings, view->run->update, STRING_COMPARE_STORY_SAME_ONE, STRING_COMPARE_STORY_SAME),
                COUNT_TEXT(view->run->update));
    Rect box = {side->x, side->y + 14, side->w, 0};
    int lines = prose_wrap(gui, FACE_UI, 14.5, box, 21, gui->theme->dim, text);
    hint_add(view, rect(side->x, side->y, side->w, lines * 21), "story/words", region_words(gui->region, "%s", text));
    side->y += lines * 21 + 16;
}

/* Are the variants as wide as the setup, or have they as many weights? -1: neither. */
static int find_matching(const View *view) {
    bool units = true, weights = true;
    for (int i = 0; i < view->variant_count; i++) {
        const Variant *rule = view->variant[i].rule;
        int own = setup_get_int(view->setup, KEY_HIDDEN), hidden = rule->said[KEY_HIDDEN] ? (int)rule->value[KEY_HIDDEN] : own;
        units = units && hidden == own;
        weights = weights && hidden == variant_match_weights(rule, view->setup);
    }
    return units ? 0 : weights ? 1 : -1;
}

/* A fair comparison: the same number of units, or of weights. */
static void draw_match(Side *side) {
    const View *view = side->view;
    const Gui *gui = view->gui;
    double label_w = 76;
    if (view->variant_count == 0) return;
    gui_text(gui, FACE_UI, 15, side->x, gui_middle(side->y + 17, 15), ALIGN_LEFT, gui->theme->text,
             tr(view->strings, STRING_COMPARE_MATCH));
    hint_add(view, rect(side->x, side->y, label_w, 34), "story/match-words", tr(view->strings, STRING_COMPARE_MATCH_TIP));
    char labels[64];
    tr_labels(view->strings, labels, (int)sizeof labels, "units|weights");
    gui_choice(gui, rect(side->x + label_w, side->y, side->w - label_w, 34), "story/match", "units|weights", labels, find_matching(view),
               "match");
    side->y += 48;
}

/* Who solves the task, and when: once, or from many seeds. */
static void draw_trial_buttons(Side *side) {
    const View *view = side->view;
    const Gui *gui = view->gui;
    const TrialSet *set = view->trials;
    char text[64];
    if (set && trial_set_is_busy(set)) {
        text_format(text, (int)sizeof text, tr(side->view->strings, STRING_COMPARE_STOP), set->done, set->count * set->seeds);
        gui_button(gui, rect(side->x, side->y, side->w, 38), BUTTON_RAISED, "story/cancel", text, "cancel",
                   tr(side->view->strings, STRING_COMPARE_STOP_TIP));
        draw_rect(gui->list, rect(side->x, side->y + 42, side->w, 3), gui->theme->line);
        draw_rect(gui->list, rect(side->x, side->y + 42, side->w * trial_set_progress(set), 3), gui->theme->accent);
        side->y += 52;
        return;
    }
    const struct {
        const char *path, *label, *command, *tip;
    } button[] = {
        {"story/race", tr(side->view->strings, STRING_COMPARE_RACE), "seeds 1", tr(side->view->strings, STRING_COMPARE_RACE_BUTTON_TIP)},
        {"story/seeds10", tr(side->view->strings, STRING_COMPARE_SEEDS_10), "seeds 10",
         tr(side->view->strings, STRING_COMPARE_SEEDS_10_TIP)},
        {"story/seeds50", tr(side->view->strings, STRING_COMPARE_SEEDS_50), "seeds 50",
         tr(side->view->strings, STRING_COMPARE_SEEDS_50_TIP)}};
    double w = (side->w - 2 * 10) / 3;
    for (int i = 0; i < 3; i++)
        gui_button(gui, rect(side->x + i * (w + 10), side->y, w, 38), BUTTON_RAISED, button[i].path, button[i].label, button[i].command,
                   button[i].tip);
    side->y += 52;
}

void compare_side_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    CompareLane lane[COMPARE_LANE_MAX];
    int count = compare_find_lanes(lane, view);
    draw_group(gui->list, "story");
    draw_rect(gui->list, area, gui->theme->panel);
    draw_rect(gui->list, rect(rect_right(area) - 1, area.y, 1, area.h), gui->theme->line);
    Side side = {view, area.x + PAD + 4, area.y + 26 - view->ui->scroll[SCREEN_STORY], area.w - 2 * PAD - 4};
    draw_head(&side, lane, count);
    for (int i = 0; i < count; i++) draw_card(&side, &lane[i], i);
    draw_match(&side);
    draw_trial_buttons(&side);
    region_add(gui->region, REGION_HOVER, rect(side.x, side.y + 10, 0, 0), "story/end");
}
