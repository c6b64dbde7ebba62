/* See handout_flow.h. Simplified on purpose: pages are broken one after the other, each as full as possible; the breaks are not optimised
   together. */
#include "app/handout_flow.h"
#include "base/arena.h"
#include <math.h>
#include <string.h>

/* The part of a page that may stay empty to keep parts together that belong together. */
static const double EMPTY_MOST = 0.15;

void flow_init(Flow *flow, double width, double height) {
    memset(flow, 0, sizeof *flow);
    flow->width = width;
    flow->height = height;
}

static void free_from(Flow *flow, int first) {
    while (flow->count > first) {
        DrawList *page = flow->page[--flow->count];
        draw_deinit(page);
        mem_free(page);
    }
}

void flow_free(Flow *flow) { free_from(flow, 0); }

static double bottom_of(const Flow *flow) { return flow->height - FLOW_BOTTOM; }

double flow_room(const Flow *flow) { return bottom_of(flow) - flow->y; }

bool flow_add_page(Flow *flow) {
    DrawList *page = flow->count < HANDOUT_PAGE_MAX ? mem_new(sizeof *page) : NULL;
    if (!page || !draw_init(page)) {
        mem_free(page);
        flow->is_broken = true;
        return false;
    }
    if (flow->count > 0) flow->bottom[flow->count - 1] = flow->y;
    draw_begin(page, flow->width, flow->height, 1, (Color){255, 255, 255, 255});
    draw_layer(page, LAYER_PAGE);
    flow->broken_at[flow->count] = flow->asked;
    flow->page[flow->count++] = page;
    flow->y = FLOW_TOP;
    return true;
}

DrawList *flow_page(Flow *flow) {
    if (flow->count == 0) flow_add_page(flow);
    return flow->count > 0 ? flow->page[flow->count - 1] : NULL;
}

static bool is_at_top(const Flow *flow) { return flow->y <= FLOW_TOP; }

/* The second time a page breaks where it broke before, and elsewhere only if something still does not fit. */
static bool was_broken_here(const Flow *flow) { return flow->broken_at[flow->count] == flow->asked; }

/* Returns by how much the pictures of this page can grow in all. */
static double find_growth(const Flow *flow) {
    double growth = 0;
    for (int i = 0; flow->grows && i < flow->pictures; i++)
        if (flow->picture[i].page == flow->count - 1) growth += fmax(0, PICTURE_MOST - flow->picture[i].height);
    return growth;
}

static bool must_break(const Flow *flow, double height, double with, bool is_headed) {
    double room = flow_room(flow);
    if (is_at_top(flow)) return false;
    if (height > room) return true;
    if (flow->is_replay) return flow->count < HANDOUT_PAGE_MAX && was_broken_here(flow);
    return height + with > room && !is_headed && room - find_growth(flow) <= EMPTY_MOST * (bottom_of(flow) - FLOW_TOP);
}

void flow_need(Flow *flow, double height, double with) {
    bool is_headed = flow->is_headed;
    flow_page(flow);
    flow->asked++;
    flow->is_headed = false;
    if (must_break(flow, height, with, is_headed)) flow_add_page(flow);
}

/* The usual height, or less if that keeps the picture on this page, together with what belongs to it if both fit. */
static double find_height(const Flow *flow, double below, double with) {
    double room = flow_room(flow) - below;
    if (room - with >= PICTURE_LEAST) return fmin(PICTURE_H, room - with);
    return room >= PICTURE_LEAST ? fmin(PICTURE_H, room) : PICTURE_H;
}

double flow_need_picture(Flow *flow, double below, double with) {
    flow_need(flow, PICTURE_LEAST + below, with);
    FlowPicture *picture = flow->pictures < FLOW_PICTURE_MAX ? &flow->picture[flow->pictures++] : NULL;
    if (picture && flow->is_replay) return fmin(picture->height + picture->growth, fmax(flow_room(flow) - below, PICTURE_LEAST));
    double height = find_height(flow, below, with);
    if (picture) *picture = (FlowPicture){.page = flow->count - 1, .height = height};
    return height;
}

void flow_begin(Flow *flow) {
    flow->first = flow->count;
    flow->asked = flow->pictures = 0;
    flow->is_headed = flow->is_replay = false;
}

/* Gives the empty part of each page to its pictures, the lower ones first; the last page of a lesson may stay as it is. */
static void grow_pictures(Flow *flow) {
    for (int page = flow->first; page < flow->count - 1; page++) {
        double empty = bottom_of(flow) - flow->bottom[page], least = PICTURE_H;
        for (; empty > 1 && least <= PICTURE_MOST; least += 8)
            for (int i = 0; i < flow->pictures; i++) {
                FlowPicture *picture = &flow->picture[i];
                double more = fmin(empty, least - (picture->height + picture->growth));
                if (picture->page != page || more <= 0) continue;
                picture->growth += more;
                empty -= more;
            }
    }
}

void flow_begin_again(Flow *flow) {
    grow_pictures(flow);
    if (flow->count < HANDOUT_PAGE_MAX) flow->broken_at[flow->count] = 0; /* nowhere */
    free_from(flow, flow->first);
    if (flow->count > 0) flow->y = flow->bottom[flow->count - 1];
    flow->asked = flow->pictures = flow->footnotes = 0;
    flow->is_headed = false;
    flow->is_replay = true;
}
