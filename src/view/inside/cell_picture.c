/* See cell_picture.h. The card takes the room between the title above and the input and the film of all steps below. */
#include "view/inside/cell_picture.h"
#include "base/number.h"
#include <math.h>

int cell_lit_wire(const View *view) { return view->ui->hover.kind == SUBJECT_WIRE ? view->ui->hover.step : -1; }

static double clamp(double value, double least, double most) { return value < least ? least : value > most ? most : value; }

static void place_parts(CellPicture *picture) {
    Rect rest = rect_inset(picture->area, clamp(picture->area.w * 0.014, 10, 22), 0);
    bool low = rest.h < 460;
    rect_cut_top(&rest, low ? 6 : 18);
    rect_cut_bottom(&rest, low ? 4 : 14);
    picture->title = rect_cut_top(&rest, low ? 40 : 50);
    picture->film = rect_cut_bottom(&rest, low ? 48 : clamp(rest.h * 0.16, 84, 130));
    rect_cut_bottom(&rest, low ? 30 : 44); /* the input */
    rect_cut_top(&rest, low ? 20 : 26);    /* letters above the margins */
    picture->margin = clamp(rest.w * 0.062, 50, 86);
    picture->card = rect_inset(rest, picture->margin, 0);
    double most = picture->card.w * 0.72;
    if (picture->card.h > most) {
        picture->card.y += (picture->card.h - most) / 2;
        picture->card.h = most;
    }
    picture->size = clamp(fmin(picture->card.w / 1000, picture->card.h / 620), 0.4, 1.8);
}

bool cell_picture_init(CellPicture *picture, const View *view, Rect area) {
    CellPlace place = cell_place(view->run, view->ui);
    *picture = (CellPicture){.view = view, .area = area, .place = place, .cell = view->run->net.spec.cell};
    picture->diagram = cell_diagram(picture->cell);
    picture->account = view->account;
    picture->lit = cell_lit_wire(view);
    place_parts(picture);
    if (!picture->account) return false;
    for (int i = 0; i < picture->diagram->shape_count; i++) {
        const CellShape *shape = &picture->diagram->shape[i];
        if (shape->back >= ACCOUNT_DH) picture->most = fmax(picture->most, picture->account->norm[shape->back][shape->gate]);
    }
    return true;
}

Point cell_point(const CellPicture *picture, double u, double v) {
    Rect card = picture->card;
    double x = u < 0 ? card.x + u * picture->margin : u > 1 ? rect_right(card) + (u - 1) * picture->margin : card.x + u * card.w;
    double beyond = v > 1 ? (v - 1) / 0.07 * (picture->area.h < 460 ? 14 : 22) : 0;
    return (Point){x, card.y + fmin(v, 1) * card.h + beyond};
}

Rect cell_box_rect(const CellPicture *picture, const CellBox *box) {
    Point at = cell_point(picture, box->u, box->v);
    double w = picture->card.w * picture->diagram->box_w, h = picture->card.h * picture->diagram->box_h;
    return rect(at.x - w / 2, at.y - h / 2, w, h);
}

Rect cell_strip_rect(const CellPicture *picture, const CellStrip *strip) {
    Point at = cell_point(picture, strip->u, strip->v);
    double w = clamp(30 * picture->size, 18, 40);
    return rect(at.x - w / 2, at.y, w, strip->h * picture->card.h);
}

Rect cell_end_rect(const CellPicture *picture, bool is_right, double v) {
    double h = picture->card.h * (picture->cell == CELL_RNN ? 0.36 : 0.18), w = clamp(26 * picture->size, 16, 36);
    Point at = cell_point(picture, is_right ? 1.5 : -0.5, v);
    return rect(at.x - w / 2, at.y - h / 2, w, h);
}

double cell_shown(const CellPicture *picture, double order) {
    double acts = picture->place.is_backward ? 0.9 - order : order;
    return clamp((picture->place.shown - acts) / 0.1, 0, 1);
}

Color cell_gradient_color(const CellPicture *picture, double norm) { return color_ramp(&picture->view->gui->theme->ramp, norm); }

void cell_add_region(const CellPicture *picture, Rect box, int wire, const char *name) {
    char path[48];
    text_format(path, (int)sizeof path, "cell/%s", name);
    Region *region = region_add(picture->view->gui->region, REGION_HOVER, box, path);
    region->subject = (Subject){SUBJECT_WIRE, picture->place.layer, picture->place.direction, wire, -1};
    cell_link(picture, box, wire, false);
}
