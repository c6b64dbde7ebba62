/* The table of cells with one row more, for tests/cells: this folder stands before src/ on the compiler's path. The minimal gated unit has
   one gate, which both resets and updates, no kernels and no equations: the program knows of it what is said here. */
#include "../../../../../src/engine/cell/cell_rows.h"
CELL_ROW(MGU, "mgu", "MGU", "a minimal gated unit", false, 0, STRAIGHT_REST, 0, "Keep-gate bias (minus f's)", 0, FAST_CELL_NONE, mgu_ops,
         CELL_GATE("f", "forget gate", GATE_FORGET, CURVE_SIGMOID)
         CELL_GATE("n", "candidate state", GATE_CANDIDATE, CURVE_TANH))
