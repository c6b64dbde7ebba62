/* Rows of string_rows.h: names that lower rooms hold, which tr_name finds by their English. */
#define SETUP_ROW(ID, KEY, LABEL, GROUP, KIND, EFFECT, LEAST, MOST, INITIAL, STEP, SCALE, UNIT, CHOICES, LABELS, HELP, ADVANCED)                \
    STRING_ROW(SETUP_##ID, "name." KEY, LABEL, "name of a setting, in the controls; at most 26 letters")                                   \
    STRING_ROW(SETUP_##ID##_HELP, "name." KEY ".help", HELP, "tip of that setting; one or two sentences")
#include "lab/setup_rows.h"
#undef SETUP_ROW
#define TASK_ROW(ID, LABEL) STRING_ROW(TASK_##ID, "name.task." #ID, LABEL, "name of a task, in the controls and at the top")
#include "task/task_rows.h"
#undef TASK_ROW
STRING_ROW(NAME_NETWORK, "name.group.network", "Network", "heading in the controls; one word")
STRING_ROW(NAME_SEQUENCE, "name.group.sequence", "Sequence", "heading in the controls; one word")
STRING_ROW(NAME_WEIGHTS, "name.group.weights", "Weights", "heading in the controls; one word")
STRING_ROW(NAME_TRAINING, "name.group.training", "Training", "heading in the controls; one word")
STRING_ROW(NAME_KEEP_BIAS, "name.keep-bias", "Keep-gate bias (z)", "name of a setting, of the GRU")
STRING_ROW(NAME_HIDDEN_STATE, "name.gate.h", "hidden state", "name of what a cell computes")
STRING_ROW(NAME_RESET_GATE, "name.gate.r", "reset gate", "name of a gate")
STRING_ROW(NAME_UPDATE_GATE, "name.gate.z", "update gate", "name of a gate")
STRING_ROW(NAME_CANDIDATE_STATE, "name.gate.n", "candidate state", "name of the GRU's candidate")
STRING_ROW(NAME_INPUT_GATE, "name.gate.i", "input gate", "name of a gate")
STRING_ROW(NAME_FORGET_GATE, "name.gate.f", "forget gate", "name of a gate")
STRING_ROW(NAME_CELL_CANDIDATE, "name.gate.g", "cell candidate", "name of the LSTM's candidate")
STRING_ROW(NAME_OUTPUT_GATE, "name.gate.o", "output gate", "name of a gate")
STRING_ROW(NAME_CELL_RNN, "name.cell.rnn", "a plain RNN", "put into sentences")
STRING_ROW(NAME_CELL_GRU, "name.cell.gru", "a GRU", "put into sentences")
STRING_ROW(NAME_CELL_LSTM, "name.cell.lstm", "an LSTM", "put into sentences")
STRING_ROW(NAME_VANISHED, "name.verdict.vanished", "vanished", "a word of the verdict, behind its number")
STRING_ROW(NAME_WEAKENED, "name.verdict.weakened", "weakened", "a word of the verdict, behind its number")
STRING_ROW(NAME_CARRIED, "name.verdict.carried", "carried", "a word of the verdict, behind its number")
STRING_ROW(NAME_GROWN, "name.verdict.grown", "grown", "a word of the verdict, behind its number")
STRING_ROW(NAME_EXPLODING, "name.verdict.exploding", "exploding", "a word of the verdict, behind its number")
