/* The transport below the stage: step back, play, step forward; the five phases of one update as one track with a playhead that can be
   dragged; the place of the cursor in words; and the speed. */
#include "base/number.h"
#include "view/hint.h"
#include "view/panel/prose.h"
#include "view/view.h"
#include <math.h>

static const char *phase_label(const View *view, int phase) { return tr(view->strings, (StringId)(STRING_PHASE_UNROLL + phase)); }

static bool is_narrow(Rect area) { return area.w < 760; }

/* Where there is room, the play button says what it will play. */
static double words_width(Rect area) { return area.w >= 640 ? 126 : 0; }

Rect transport_track(Rect area) {
    double left = (is_narrow(area) ? 136 : 178) + words_width(area), right = is_narrow(area) ? 160 : 196;
    return rect(area.x + left, rect_mid_y(area) - 14, area.w - left - right, 28);
}

static void draw_skip(const Gui *gui, double x, double y, int direction, Color color) {
    draw_path_begin(gui->list);
    draw_path_move(gui->list, x - direction * 5, y - 7);
    draw_path_line(gui->list, x + direction * 5, y);
    draw_path_line(gui->list, x - direction * 5, y + 7);
    draw_path_close(gui->list);
    draw_path_fill(gui->list, color);
    draw_rect(gui->list, rect(direction > 0 ? x + 6 : x - 8, y - 7, 2, 14), color);
}

static void add_button(const Gui *gui, Rect box, const char *path, const char *command, const char *tip) {
    Region *region = region_add(gui->region, REGION_BUTTON, box, path);
    text_format(region->command, (int)sizeof region->command, "%s", command);
    region->tip = tip;
    region->focusable = true;
    gui_focus_ring(gui, box, 8, path);
}

/* What the play button will play. */
static void write_play(char *out, int size, const View *view) {
    const Cursor *cursor = &view->ui->cursor;
    const Wiring *wiring = &view->run->wiring;
    int next = (int)cursor->phase + (cursor->phase < PHASE_UPDATE && cursor->step >= timeline_step_count(cursor->phase, wiring));
    if (view->ui->playing)
        text_format(out, size, "%s", tr(view->strings, STRING_TRANSPORT_PLAYING));
    else if (timeline_is_end(cursor, wiring))
        text_format(out, size, "%s", tr(view->strings, STRING_TRANSPORT_PLAY_UPDATE));
    else
        text_format(out, size, tr(view->strings, STRING_TRANSPORT_PLAY_PHASE), phase_label(view, next));
}

static void draw_buttons(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    double y = rect_mid_y(area), x = area.x + (is_narrow(area) ? 66 : 86);
    double words_w = words_width(area);
    Rect back = {x - 64, y - 18, 36, 36}, play = {x - 22, y - 22, 44 + words_w, 44}, on = {x + 28 + words_w, y - 18, 36, 36};
    if (gui_is_hot(gui, "transport/back")) draw_round(gui->list, back, 8, theme->raised);
    if (gui_is_hot(gui, "transport/forward")) draw_round(gui->list, on, 8, theme->raised);
    bool at_start = timeline_is_start(&view->ui->cursor);
    draw_skip(gui, rect_mid_x(back), y, -1, at_start ? theme->faint : theme->text);
    draw_skip(gui, rect_mid_x(on), y, 1, theme->text);
    const Cursor *cursor = &view->ui->cursor;
    const Wiring *wiring = &view->run->wiring;
    /* Where a phase has ended it asks to be pressed again. */
    if (!view->ui->playing && cursor->step >= timeline_step_count(cursor->phase, wiring))
        draw_round_stroke(gui->list, rect_inset(play, -3.5, -3.5), 25.5, 2, color_over(theme->accent, 0.6, theme->panel));
    draw_round(gui->list, play, 22, gui_is_hot(gui, "transport/play") ? color_mix(theme->accent, theme->text, 0.18) : theme->accent);
    char words[64];
    write_play(words, (int)sizeof words, view);
    if (words_w > 0) gui_text_fit(gui, FACE_UI_SEMIBOLD, 13, x + 18, gui_middle(y, 13), words_w - 8, ALIGN_LEFT, theme->accent_ink, words);
    gui_play_sign(gui, x, y, view->ui->playing, theme->accent_ink);
    add_button(gui, back, "transport/back", "step back", tr(view->strings, STRING_TRANSPORT_BACK));
    add_button(gui, play, "transport/play", "play toggle",
               view->ui->playing ? tr(view->strings, STRING_TRANSPORT_PAUSE)
                                 : region_words(gui->region, "%s. %s", words, tr(view->strings, STRING_TRANSPORT_PLAY)));
    add_button(
        gui, on, "transport/forward", "step forward",
        tr(view->strings, timeline_is_end(&view->ui->cursor, &view->run->wiring) ? STRING_TRANSPORT_NEXT_UPDATE : STRING_TRANSPORT_STEP));
}

static double phase_x(Rect track, int p) { return track.x + track.w * timeline_phase_start((Phase)p); }

/* The one size at which every phase holds its name, 0 when none does. Measured in the wider face, so that it is the same in every
   phase. */
static double names_size(const View *view, Rect track) {
    const Gui *gui = view->gui;
    const double air[] = {6, 11, 16}; /* around a name of 12, 13 and 14 */
    for (int size = 14; size >= 12; size--) {
        bool fits = true;
        for (int p = 0; p < PHASE_COUNT; p++)
            fits = fits && gui_text_width(gui, FACE_UI_SEMIBOLD, size, phase_label(view, p)) <=
                               phase_x(track, p + 1) - phase_x(track, p) - air[size - 12];
        if (fits) return size;
    }
    return 0;
}

/* Does the playhead stand on a phase's name? */
static bool is_on_name(const View *view, Rect track, double size, double at) {
    const Gui *gui = view->gui;
    for (int p = 0; p < PHASE_COUNT; p++) {
        double half = gui_text_width(gui, FACE_UI_SEMIBOLD, size, phase_label(view, p)) / 2 + 3;
        if (fabs(at - (phase_x(track, p) + phase_x(track, p + 1)) / 2) < half) return true;
    }
    return false;
}

/* In a row below a lower track, each under its phase and pushed aside where two would touch. */
static void draw_names_below(const View *view, Rect track, double y) {
    const Gui *gui = view->gui;
    double left[PHASE_COUNT], w[PHASE_COUNT], gap = 7, end = rect_right(track) + 6;
    for (int p = 0; p < PHASE_COUNT; p++) {
        w[p] = gui_text_width(gui, FACE_UI_SEMIBOLD, 12, phase_label(view, p));
        left[p] = (phase_x(track, p) + phase_x(track, p + 1) - w[p]) / 2;
        left[p] = fmax(left[p], p ? left[p - 1] + w[p - 1] + gap : track.x - 6);
    }
    for (int p = PHASE_COUNT - 1; p >= 0; p--) {
        left[p] = fmin(left[p], end - w[p]);
        end = left[p] - gap;
    }
    bool only_now = left[0] < track.x - 6; /* there is room for one name only */
    for (int p = 0; p < PHASE_COUNT; p++) {
        bool now = view->ui->cursor.phase == (Phase)p;
        double most = rect_right(track) + 6 - w[p], middle = (phase_x(track, p) + phase_x(track, p + 1) - w[p]) / 2;
        if (only_now && now) left[p] = fmin(fmax(middle, track.x - 6), most);
        if (only_now && !now) continue;
        gui_text(gui, now ? FACE_UI_SEMIBOLD : FACE_UI_MEDIUM, 12, left[p] + w[p] / 2, y, ALIGN_CENTER,
                 now ? gui->theme->text : gui->theme->dim, phase_label(view, p));
    }
}

static void draw_track(const View *view, Rect whole) {
    double size = names_size(view, whole);
    bool inside = size > 0;
    Rect track = inside ? whole : rect(whole.x, whole.y, whole.w, 14);
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    const Cursor *cursor = &view->ui->cursor;
    double at = track.x + track.w * timeline_to_unit(cursor, &view->run->wiring);
    for (int p = 0; p < PHASE_COUNT; p++) {
        double x0 = phase_x(track, p), x1 = phase_x(track, p + 1);
        Rect box = {x0 + (p ? 1.5 : 0), track.y, x1 - x0 - (p ? 1.5 : 0) - (p < PHASE_COUNT - 1 ? 1.5 : 0), track.h};
        bool now = cursor->phase == (Phase)p;
        Color tint = p == PHASE_BACKWARD ? color_ramp(&theme->ramp, 1e-3)
                     : p == PHASE_LOSS   ? theme->bad
                     : p == PHASE_UPDATE ? theme->recurrent_weight
                                         : theme->accent;
        Color fill = color_over(tint, now ? (theme->dark ? 0.30 : 0.20) : 0, theme->raised);
        draw_round(gui->list, box, 5, fill);
        if (at > x0 && !now)
            draw_round(gui->list, rect(box.x, rect_bottom(box) - 3, box.w, 3), 1.5, color_over(tint, 0.55, theme->panel));
        else if (now && at > box.x + 2)
            draw_round(gui->list, rect(box.x, rect_bottom(box) - 3, fmin(at, rect_right(box)) - box.x, 3), 1.5, tint);
    }
    Region *region = region_add(gui->region, REGION_SCRUB, rect(whole.x, whole.y - 10, whole.w, whole.h + 20), "transport/track");
    region->focusable = region->can_drag = true;
    region->axis_x = (RegionAxis){whole.x, rect_right(whole), NULL};
    text_format(region->command, (int)sizeof region->command, "scrub {x}");
    gui_focus_ring(gui, track, 6, "transport/track");
    bool held = gui_is_active(gui, "transport/track") || gui_is_hot(gui, "transport/track");
    draw_line(gui->list, at, track.y - 8, at, track.y, 2, theme->text);
    double gap = inside && is_on_name(view, track, size, at) ? size * 0.75 : 0, middle = rect_mid_y(track); /* no line through a name */
    draw_line(gui->list, at, track.y, at, middle - gap, 2, theme->text);
    draw_line(gui->list, at, middle + gap, at, rect_bottom(track), 2, theme->text);
    if (inside) draw_line(gui->list, at, rect_bottom(track), at, rect_bottom(track) + 8, 2, theme->text);
    draw_circle(gui->list, at, track.y - 8, held ? 6.5 : 5, theme->text);
    if (!inside) {
        draw_names_below(view, track, rect_bottom(whole) + 3);
        return;
    }
    for (int p = 0; p < PHASE_COUNT; p++) {
        double x = (phase_x(track, p) + phase_x(track, p + 1)) / 2;
        bool now = cursor->phase == (Phase)p;
        gui_text(gui, now ? FACE_UI_SEMIBOLD : FACE_UI_MEDIUM, size, x, gui_middle(middle, size), ALIGN_CENTER,
                 now ? theme->text : theme->dim, phase_label(view, p));
    }
}

/* When all losses are known it stands at the last that the sequence has; behind its end there is none. */
static int loss_step_of(const Run *run, int k, bool whole) {
    int last = trace_count_losses(&run->trace, 0) - 1;
    return run->wiring.loss_step[whole && last >= 0 ? last : k];
}

/* Where the cursor stands. Steps count from 1. */
static void describe(const View *view, char *out, int size) {
    const Cursor *cursor = &view->ui->cursor;
    int T = view->run->wiring.steps, direction = view->ui->direction < view->run->net.spec.directions ? view->ui->direction : 0;
    int k = cursor->fraction > 0 ? cursor->step : cursor->step - 1;
    const Strings *strings = view->strings;
    bool whole = cursor->step >= timeline_step_count(cursor->phase, &view->run->wiring);
    switch (cursor->phase) {
    case PHASE_UNROLL:
        text_format(out, size, "%s",
                    tr(strings, cursor->step > 0       ? STRING_CURSOR_UNROLLED
                                : cursor->fraction > 0 ? STRING_CURSOR_UNROLLING
                                                       : STRING_CURSOR_FOLDED));
        break;
    case PHASE_FORWARD:
        if (k < 0)
            text_format(out, size, "%s", tr(strings, STRING_CURSOR_BEFORE_FIRST));
        else
            text_format(out, size, tr(strings, STRING_CURSOR_FORWARD), timeline_position(PHASE_FORWARD, direction, k, T) + 1);
        break;
    case PHASE_LOSS:
        if (k < 0)
            text_format(out, size, "%s", tr(strings, STRING_CURSOR_FORWARD_DONE));
        else
            text_format(out, size, tr(strings, STRING_CURSOR_LOSS), loss_step_of(view->run, k, whole) + 1);
        break;
    case PHASE_BACKWARD:
        if (k < 0)
            text_format(out, size, "%s", tr(strings, STRING_CURSOR_LOSS_KNOWN));
        else
            text_format(out, size, tr(strings, STRING_CURSOR_BACKWARD), timeline_position(PHASE_BACKWARD, direction, k, T) + 1);
        break;
    default: {
        int stage = cursor->step + (cursor->fraction > 0 ? 1 : 0);
        text_format(out, size, "%s",
                    tr(strings, whole ? STRING_CURSOR_READY : (StringId)(STRING_CURSOR_BACKWARD_DONE + (stage > 3 ? 3 : stage))));
    }
    }
}

void transport_draw(const View *view, Rect area) {
    const Gui *gui = view->gui;
    const Theme *theme = gui->theme;
    draw_group(gui->list, "transport");
    draw_rect(gui->list, area, theme->panel);
    draw_rect(gui->list, rect(area.x, area.y, area.w, 1), theme->line);
    draw_buttons(view, area);
    draw_track(view, transport_track(area));
    char text[48];
    double right = rect_right(area) - (is_narrow(area) ? 16 : 22), y = rect_mid_y(area);
    bool trains = view->ui->training; /* what says it besides is a panel's title, and a narrow window shows none */
    if (trains)
        text_format(text, (int)sizeof text, tr(view->strings, STRING_TRANSPORT_TRAINED), COUNT_TEXT(view->run->update));
    else
        describe(view, text, (int)sizeof text);
    prose_line(gui, FACE_UI_SEMIBOLD, 14, right - prose_width(gui, FACE_UI_SEMIBOLD, 14, text), y - 4, theme->text, text);
    double place_w = prose_width(gui, FACE_UI_SEMIBOLD, 14, text);
    hint_add(view, rect(right - place_w, y - 18, place_w, 20), "transport/place",
             tr(view->strings, trains ? STRING_TRANSPORT_TRAINING : STRING_TRANSPORT_PLACE));
    char number[24];
    number_format(number, (int)sizeof number, view->ui->speed);
    text_format(text, (int)sizeof text, tr(view->strings, STRING_TRANSPORT_SPEED), number);
    double w = gui_text_width(gui, FACE_MONO, 12, text);
    Rect faster = {right - 20, y + 6, 20, 20}, slower = {right - 20 - w - 14 - 22, y + 6, 20, 20};
    Rect both[2] = {slower, faster};
    const char *const paths[2] = {"transport/slower", "transport/faster"}, *const commands[2] = {"slower", "faster"},
                      *const signs[2] = {"−", "+"};
    const char *const tips[2] = {tr(view->strings, STRING_TRANSPORT_SLOWER), tr(view->strings, STRING_TRANSPORT_FASTER)};
    for (int i = 0; i < 2; i++) {
        draw_round(gui->list, both[i], 5, gui_is_hot(gui, paths[i]) ? theme->line : theme->raised);
        gui_text(gui, FACE_UI_MEDIUM, 13, rect_mid_x(both[i]), rect_mid_y(both[i]) + 4.5, ALIGN_CENTER, theme->text, signs[i]);
        add_button(gui, both[i], paths[i], commands[i], tips[i]);
    }
    gui_text(gui, FACE_MONO, 12, (rect_right(slower) + faster.x) / 2, y + 20, ALIGN_CENTER, theme->dim, text);
    hint_add(view, rect(rect_right(slower), y + 6, faster.x - rect_right(slower), 20), "transport/speed",
             tr(view->strings, STRING_TRANSPORT_SPEED_TIP));
}
