/* The layout of the spreadsheet: rows from 0. All formulas use it, so they may refer to cells that are not written yet. */
#ifndef UNROLL_LAB_EXPORT_GRID_MAP_H
#define UNROLL_LAB_EXPORT_GRID_MAP_H
#include "lab/export/export.h"

#define GRID_WEIGHTS "Weights"
#define GRID_HEAD "Head"
#define GRID_GRADIENTS "Gradients"
#define GRID_CHECK "Check"
/* The column of time step t, from 0; -1 and T: the initial state of a lane. Column 0 holds labels. */
#define GRID_COLUMN(t) ((t) + 2)
enum { GRID_CELL_MAX = 500000 };

/* One layer in one direction: the first row of each group. */
typedef struct GridLane {
    char name[24];
    int inputs;
    bool is_reverse, has_mask;
    int x, a, q, gate, c, tanh_c, h, mask, up, dh, dc, da, dq, carry;
} GridLane;

typedef struct GridMap {
    int T, H, O, targets; /* targets: rows of the target, 1 where it is a class */
    bool has_classes;
    int widest;                                                             /* columns of the widest parameter */
    int scale, loss, feature, y, target, exponential, probability, raw, dy; /* of Head */
    int param[NET_PARAM_MAX];                                               /* in Weights and Gradients: the first row of its numbers */
    GridLane lane[NET_LAYER_MAX][NET_DIRECTION_MAX];
} GridMap;

/* False for a cell type without formulas here, and if there would be more than GRID_CELL_MAX cells. */
bool grid_map_init(GridMap *map, const ExportSource *source, Diag *diag);
int grid_param_row(const GridMap *map, const ExportSource *source, const Param *param);
/* The step that a lane processes before, and after, this one. */
int grid_before(const GridLane *lane, int step);
int grid_after(const GridLane *lane, int step);

#endif
