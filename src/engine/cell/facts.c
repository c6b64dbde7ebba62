/* Which cells there are. */
#include "engine/cell/cell.h"

static const CellOps *const ops_table[CELL_COUNT] = {[CELL_RNN] = &rnn_ops, [CELL_GRU] = &gru_ops, [CELL_LSTM] = &lstm_ops};

const CellOps *cell_get_ops(CellKind cell) { return ops_table[cell]; }
