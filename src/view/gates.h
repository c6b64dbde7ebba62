/* The colours and letters of a cell's gates, from the facts of the cell (engine/cell/facts.h). Gates with the same role look the same: the
   GRU's update gate has the forget gate's colour, its reset gate the input gate's. */
#ifndef UNROLL_VIEW_GATES_H
#define UNROLL_VIEW_GATES_H
#include "engine/cell/facts.h"
#include "gui/theme.h"

Color gates_color(const Theme *theme, CellKind cell, int gate); /* of a plain cell's one block: that of the recurrent weights */

/* A gate as a formula in its colour: "\f{f}", with `index` "_t" "\f{f_t}". */
void gates_format_tex(char *out, int size, const CellFacts *facts, int gate, const char *index);

/* The factor of the straight strand: "\f{f_t}" or "1 - \f{f_t}", and in a line of plain text "f" or "1 − f". The cell has one. */
void gates_format_straight(char *out, int size, const CellFacts *facts, const char *index);
void gates_format_straight_text(char *out, int size, const CellFacts *facts);

#endif
