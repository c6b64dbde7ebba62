/* One row per recurrent cell: ID, key, label, with its article, has it a c, which gate acts on the candidate's recurrent part q (or -1),
   straight strand, its gate (or -1), label of the bias of that gate (NULL: it has none), that bias as recipes draw it, kernels (fast.h),
   plain functions (cell.h), gates in the order of their blocks: CELL_GATE(letter, name, role, curve). facts.h explains the columns.
   Included with CELL_ROW defined. A new cell is a row here and a file beside it and, to have formulas, rows in analysis/equations.c. */
CELL_ROW(RNN, "rnn", "RNN", "a plain RNN", false, -1, STRAIGHT_NONE, -1, NULL, 0, FAST_CELL_RNN, rnn_ops,
         CELL_GATE("h", "hidden state", GATE_CANDIDATE, CURVE_ACTIVATION))
CELL_ROW(GRU, "gru", "GRU", "a GRU", false, GRU_R, STRAIGHT_GATE, GRU_Z, "Keep-gate bias (z)", 0, FAST_CELL_GRU, gru_ops,
         CELL_GATE("r", "reset gate", GATE_RESET, CURVE_SIGMOID)
         CELL_GATE("z", "update gate", GATE_UPDATE, CURVE_SIGMOID)
         CELL_GATE("n", "candidate state", GATE_CANDIDATE, CURVE_TANH))
CELL_ROW(LSTM, "lstm", "LSTM", "an LSTM", true, -1, STRAIGHT_GATE, LSTM_F, "Forget-gate bias", 3, FAST_CELL_LSTM, lstm_ops,
         CELL_GATE("i", "input gate", GATE_INPUT, CURVE_SIGMOID)
         CELL_GATE("f", "forget gate", GATE_FORGET, CURVE_SIGMOID)
         CELL_GATE("g", "cell candidate", GATE_CANDIDATE, CURVE_TANH)
         CELL_GATE("o", "output gate", GATE_OUTPUT, CURVE_SIGMOID))
