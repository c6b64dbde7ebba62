/* See cliff_picture.h. The surface takes the room that the title, the two maps at the right and the norms below leave; the maps stand
   below each other, and beside each other where it is low and wide. */
#include "view/inside/cliff_picture.h"
#include "base/number.h"
#include <math.h>

static double clamp(double value, double least, double most) { return value < least ? least : value > most ? most : value; }
static double ease(double t) { return t * t * (3 - 2 * t); }

enum { LOW = 260, WIDE = 700, MAP_LEAST = 170, APART = 10 };

static void place_parts(CliffPicture *picture) {
    Rect rest = rect_inset(picture->area, clamp(picture->area.w * 0.016, 10, 24), 0);
    bool low = rest.h < 460;
    rect_cut_top(&rest, low ? 6 : 14);
    rect_cut_bottom(&rest, low ? 4 : 12);
    picture->title = rect_cut_top(&rest, low ? 46 : 58);
    rect_cut_top(&rest, low ? 4 : 10);
    picture->norms = rect_cut_bottom(&rest, low ? 72 : clamp(rest.h * 0.18, 100, 170));
    rect_cut_bottom(&rest, low ? 4 : 10);
    bool is_beside = rest.h < LOW && picture->area.w >= WIDE; /* the surface needs no more width than its height gives it */
    double map_w = is_beside ? picture->area.w * 0.24 : clamp(picture->area.w * 0.28, MAP_LEAST, fmax(MAP_LEAST, fmin(420, rest.h * 0.55)));
    Rect right = rect_cut_right(&rest, is_beside ? 2 * map_w + APART : map_w);
    rect_cut_right(&rest, 12);
    picture->above = is_beside ? rect_cut_left(&right, map_w) : rect_cut_top(&right, (right.h - APART) / 2);
    if (is_beside)
        rect_cut_left(&right, APART);
    else
        rect_cut_top(&right, APART);
    picture->map = right;
    picture->solid = rest;
    picture->small = 12;
}

bool cliff_picture_init(CliffPicture *picture, const View *view, Rect area) {
    *picture = (CliffPicture){.view = view, .cliff = &view->ui->cliff, .numbers = view->cliff, .area = area};
    if (!view->cliff) return false;
    picture->range = &cliff_range[picture->cliff->unit];
    picture->is_still = view->settings && settings_choice(view->settings, SETTING_MOTION) == 1;
    picture->grown = ease(clamp(view->ui->inside_open, 0, 1));
    for (int r = 0; r < CLIFF_ROWS; r++)
        for (int c = 0; c < CLIFF_COLS; c++) picture->most = fmax(picture->most, view->cliff->surface.at[r][c].loss);
    place_parts(picture);
    return true;
}

double cliff_unit_w(const CliffPicture *picture, double w) {
    return (w - picture->range->w_least) / (picture->range->w_most - picture->range->w_least);
}

double cliff_unit_b(const CliffPicture *picture, double b) {
    return (b - picture->range->b_least) / (picture->range->b_most - picture->range->b_least);
}

static double say(double least, double most, double unit) { return round((least + unit * (most - least)) * 200) / 200; }

static double sigmoid_w(int key, double unit) {
    (void)key;
    return say(cliff_range[CLIFF_SIGMOID].w_least, cliff_range[CLIFF_SIGMOID].w_most, unit);
}

static double sigmoid_b(int key, double unit) {
    (void)key;
    return say(cliff_range[CLIFF_SIGMOID].b_least, cliff_range[CLIFF_SIGMOID].b_most, unit);
}

static double latch_w(int key, double unit) {
    (void)key;
    return say(cliff_range[CLIFF_LATCH].w_least, cliff_range[CLIFF_LATCH].w_most, unit);
}

static double latch_b(int key, double unit) {
    (void)key;
    return say(cliff_range[CLIFF_LATCH].b_least, cliff_range[CLIFF_LATCH].b_most, unit);
}

CliffAxis cliff_w_at(CliffUnit unit) { return unit == CLIFF_LATCH ? latch_w : sigmoid_w; }
CliffAxis cliff_b_at(CliffUnit unit) { return unit == CLIFF_LATCH ? latch_b : sigmoid_b; }

/* Returns the height of a point, 0 to 1: its loss, or the length of its gradient on the colours' axis, 1e-8 to 1e3. */
double cliff_height(const CliffPicture *picture, const CliffPoint *at) {
    if (picture->cliff->height == CLIFF_OF_LOSS) return at->loss / picture->most;
    return at->norm > 0 ? clamp((log10(at->norm) - CLIFF_LOG_LEAST) / (CLIFF_LOG_MOST - CLIFF_LOG_LEAST), 0, 1) : 0;
}

double cliff_arrow_length(double norm) { return norm > 0 ? clamp(0.10 + 0.05 * (log10(norm) + 4), 0.05, 0.6) : 0; }

/* The parts of an update: the arrow stands, clipping shortens it, the ball moves. */
CliffNow cliff_find_now(const CliffPicture *picture, CliffPath path) {
    const double cut_from = 0.12, cut_to = 0.32, goes_from = 0.36;
    const CliffPoint *at = &picture->numbers->at[path][cliff_look(picture->cliff, path)];
    double part = cliff_look_part(picture->cliff, path), clip = picture->numbers->plan[path].clip;
    CliffNow now = {.from = at, .at = *at, .height = cliff_height(picture, at), .arrow = at->norm};
    if (picture->is_still) part = 0;
    now.is_cut = clip > 0 && at->norm > clip;
    if (now.is_cut && part > 0) now.arrow = at->norm * pow(clip / at->norm, ease(clamp((part - cut_from) / (cut_to - cut_from), 0, 1)));
    if (part <= goes_from) return now;
    double gone = ease((part - goes_from) / (1 - goes_from));
    now.is_moving = true;
    now.at.w += gone * (at[1].w - at->w);
    now.at.b += gone * (at[1].b - at->b);
    now.height += gone * (cliff_height(picture, &at[1]) - now.height);
    return now;
}

bool cliff_is_inside(const CliffPicture *picture, const CliffPoint *at) {
    const CliffRange *range = picture->range;
    return at->w >= range->w_least && at->w <= range->w_most && at->b >= range->b_least && at->b <= range->b_most;
}

Color cliff_path_color(const Theme *theme, CliffPath path) { return path == CLIFF_PLAIN ? theme->bad : theme->good; }

void cliff_write_path(char *out, int size, const Strings *strings, const Cliff *cliff, CliffPath path) {
    char number[32];
    number_format(number, (int)sizeof number, cliff->clipped_at);
    if (path == CLIFF_PLAIN)
        text_format(out, size, "%s", tr(strings, STRING_CLIFF_PATH_PLAIN));
    else
        text_format(out, size, tr(strings, STRING_CLIFF_PATH_CLIPPED_AT), number);
}

void cliff_draw_arrow(const Gui *gui, Point from, Point to, double width, Color color) {
    double dx = to.x - from.x, dy = to.y - from.y, length = hypot(dx, dy), head = 3.4 * width;
    if (length <= 4) return;
    dx /= length;
    dy /= length;
    draw_path_begin(gui->list);
    draw_path_move(gui->list, from.x, from.y);
    draw_path_line(gui->list, to.x - head * 0.6 * dx, to.y - head * 0.6 * dy);
    draw_path_stroke(gui->list, width, color, 0);
    draw_path_begin(gui->list);
    draw_path_move(gui->list, to.x, to.y);
    draw_path_line(gui->list, to.x - head * (dx + 0.5 * dy), to.y - head * (dy - 0.5 * dx));
    draw_path_line(gui->list, to.x - head * (dx - 0.5 * dy), to.y - head * (dy + 0.5 * dx));
    draw_path_close(gui->list);
    draw_path_fill(gui->list, color);
}

double cliff_shown_look(const View *view) {
    const Cliff *cliff = &view->ui->cliff;
    int longest = cliff_longest(cliff);
    bool is_still = view->settings && settings_choice(view->settings, SETTING_MOTION) == 1;
    if (cliff->look < 0 || cliff->look > longest) return longest;
    return is_still ? floor(cliff->look) : cliff->look;
}

int cliff_longest_step(double *jump, const CliffNumbers *numbers, CliffPath path) {
    int at = 0;
    *jump = 0;
    for (int n = 0; n < numbers->plan[path].updates; n++) {
        double step = cliff_jump(numbers->at[path], n);
        if (step <= *jump) continue;
        *jump = step;
        at = n + 1;
    }
    return at;
}

double cliff_steepest(const CliffNumbers *numbers, CliffPath path) {
    double most = 0;
    for (int n = 0; n <= numbers->plan[path].updates; n++) most = fmax(most, numbers->at[path][n].norm);
    return most;
}
