/* Rows of string_rows.h: names and sentences that lower rooms make, found by their English (tr_name, tr_said). A placeholder stands for
   what that room puts in; it is handed on as it is, or translated where a row says so. */
STRING_ROW(SAID_PRESET_FIRST, "said.preset.first", "Vanishing", "name of a setup, in the top bar and its menu; short")
STRING_ROW(SAID_PRESET_FIRST_HELP, "said.preset.first.help",
           "A plain RNN: from step 16 back to step 1 the gradient falls by about six decades.",
           "tip of that setup in the menu; what it shows")
STRING_ROW(SAID_PRESET_LSTM, "said.preset.lstm", "LSTM", "name of a setup, in the top bar and its menu; short")
STRING_ROW(SAID_PRESET_LSTM_HELP, "said.preset.lstm.help",
           "The same with an LSTM: neither dL/dh nor dL/dc varies by more than two decades over the sixteen steps.",
           "tip of that setup in the menu; what it shows")
STRING_ROW(SAID_PRESET_GRU, "said.preset.gru", "GRU", "name of a setup, in the top bar and its menu; short")
STRING_ROW(SAID_PRESET_GRU_HELP, "said.preset.gru.help",
           "The same with a GRU: the gradient falls by under four decades, at least two less than the plain RNN's.",
           "tip of that setup in the menu; what it shows")
STRING_ROW(SAID_PRESET_EXPLODE, "said.preset.explode", "Exploding", "name of a setup, in the top bar and its menu; short")
STRING_ROW(SAID_PRESET_EXPLODE_HELP, "said.preset.explode.help",
           "Identity units and a radius of 1.7: from step 30 back to step 1 the gradient grows by more than five decades, and the "
           "first update bursts. tanh units, whose states are bounded, do not burst with these settings.",
           "tip of that setup in the menu; what it shows")
STRING_ROW(SAID_PRESET_CLIP, "said.preset.clip", "Clipping", "name of a setup, in the top bar and its menu; short")
STRING_ROW(SAID_PRESET_CLIP_HELP, "said.preset.clip.help",
           "Identity units, a radius of 1.6, and gradients clipped at norm 1: this learns delayed recall within 2,000 updates. "
           "With clip norm off it bursts within 100.",
           "tip of that setup in the menu; what it shows")
STRING_ROW(SAID_PRESET_LONG, "said.preset.long", "Sixty steps", "name of a setup, in the top bar and its menu; short")
STRING_ROW(SAID_PRESET_LONG_HELP, "said.preset.long.help",
           "An LSTM over sixty steps: dL/dc varies by less than one decade, where the plain RNN's gradient falls by over twenty.",
           "tip of that setup in the menu; what it shows")
STRING_ROW(SAID_PRESET_DEEP, "said.preset.deep", "Deep, both ways", "name of a setup, in the top bar and its menu; short")
STRING_ROW(SAID_PRESET_DEEP_HELP, "said.preset.deep.help",
           "Three layers in both directions: the gradients of the top layer's two chains shrink towards opposite ends.",
           "tip of that setup in the menu; what it shows")
STRING_ROW(SAID_PRESET_MANY, "said.preset.many", "Loss at every step", "name of a setup, in the top bar and its menu; short")
STRING_ROW(SAID_PRESET_MANY_HELP, "said.preset.many.help",
           "Many-to-many: with a loss at every step the summed gradient stays within one decade, for each step has its own loss. "
           "What the last loss sends back vanishes as before.",
           "tip of that setup in the menu; what it shows")
STRING_ROW(SAID_PRESET_ORDER, "said.preset.order", "Temporal order", "name of a setup, in the top bar and its menu; short")
STRING_ROW(SAID_PRESET_ORDER_HELP, "said.preset.order.help",
           "An LSTM of 8 units learns which two symbols came in which order, fifty steps long; a plain RNN with these settings "
           "stays at chance for 10,000 updates.",
           "tip of that setup in the menu; what it shows")
STRING_ROW(SAID_PRESET_RACE, "said.preset.race", "Race", "name of a setup, in the top bar and its menu; short")
STRING_ROW(SAID_PRESET_RACE_HELP, "said.preset.race.help",
           "Temporal order, each from its best start: from each of the seeds 1 to 10 the LSTM and the GRU solve it within 7,000 "
           "updates, and the plain RNN, which starts orthogonal, does not within 10,000. Press C to see them.",
           "tip of that setup in the menu; what it shows")
STRING_ROW(SAID_PRESET_TRUNCATED, "said.preset.truncated", "Truncated", "name of a setup, in the top bar and its menu; short")
STRING_ROW(SAID_PRESET_TRUNCATED_HELP, "said.preset.truncated.help",
           "Truncated BPTT at 25 steps: an LSTM learns temporal order though the first of the two symbols lies 40 to 44 steps "
           "back, for the state passes where the gradient stops. Truncated at 10 steps it does not learn it within 10,000 updates.",
           "tip of that setup in the menu; what it shows")
STRING_ROW(SAID_PRESET_ADDING, "said.preset.adding", "Adding", "name of a setup, in the top bar and its menu; short")
STRING_ROW(SAID_PRESET_ADDING_HELP, "said.preset.adding.help",
           "An LSTM of 16 units learns to add two marked numbers out of a hundred; a plain RNN with these settings stays at the "
           "constant's error for 10,000 updates.",
           "tip of that setup in the menu; what it shows")
STRING_ROW(SAID_PRESET_REBER, "said.preset.reber", "Reber grammar", "name of a setup, in the top bar and its menu; short")
STRING_ROW(SAID_PRESET_REBER_HELP, "said.preset.reber.help",
           "An LSTM of 12 units learns the embedded Reber grammar, the symbol that must return at the end included.",
           "tip of that setup in the menu; what it shows")
STRING_ROW(SAID_PRESET_PARITY, "said.preset.parity", "Parity", "name of a setup, in the top bar and its menu; short")
STRING_ROW(SAID_PRESET_PARITY_HELP, "said.preset.parity.help",
           "A limit: with these settings no cell learns the parity of fifty bits within 2,000 updates of plain gradient descent.",
           "tip of that setup in the menu; what it shows")
STRING_ROW(SAID_ADDING_HELP, "said.adding.help",
           "Add the two marked numbers and say their sum at the end; in the form of 1997 a quarter of it plus 0.5.",
           "tip of a task in the menu: what it asks")
STRING_ROW(SAID_ADDING_FORM_1, "said.adding.form-1", "Arjovsky 2016", "form of a task, in the controls; short")
STRING_ROW(SAID_ADDING_FORM_2, "said.adding.form-2", "Hochreiter 1997", "form of a task, in the controls; short")
STRING_ROW(SAID_BASELINE_A_CONSTANT, "said.baseline.a-constant", "a constant", "what guessing does, before a number")
STRING_ROW(SAID_SCORE_SUMS_WITHIN_004, "said.score.sums-within-004", "sums within 0.04", "what is measured, before a percentage")
STRING_ROW(SAID_AHEAD_HELP, "said.ahead.help",
           "Say a bit before it comes. Only a second chain, which reads from the end, can know it.",
           "tip of a task in the menu: what it asks")
STRING_ROW(SAID_BASELINE_GUESSING, "said.baseline.guessing", "guessing", "what guessing does, before a number")
STRING_ROW(SAID_SCORE_ANSWERS_RIGHT, "said.score.answers-right", "answers right", "what is measured, before a percentage")
STRING_ROW(SAID_ANBN_HELP, "said.anbn.help",
           "Say the next symbol: after X as many b as there were a. The network has to count.",
           "tip of a task in the menu: what it asks")
STRING_ROW(SAID_BASELINE_ONE_SYMBOL_ALONE, "said.baseline.one-symbol-alone", "one symbol alone", "what guessing does, before a number")
STRING_ROW(SAID_SCORE_STRINGS_COUNTED_RIGHT, "said.score.strings-counted-right",
           "strings counted right",
           "what is measured, before a percentage")
STRING_ROW(SAID_COPY_HELP, "said.copy.help",
           "Remember the symbols shown first and, after a delimiter, say them in the same order.",
           "tip of a task in the menu: what it asks")
STRING_ROW(SAID_SCORE_SYMBOLS_RIGHT, "said.score.symbols-right", "symbols right", "what is measured, before a percentage")
STRING_ROW(SAID_LATCH_HELP, "said.latch.help",
           "The first values are all positive or all negative: remember which through noise.",
           "tip of a task in the menu: what it asks")
STRING_ROW(SAID_SCORE_ANSWERS_WITHIN_02, "said.score.answers-within-02", "answers within 0.2", "what is measured, before a percentage")
STRING_ROW(SAID_ORDER_HELP, "said.order.help",
           "Remember two symbols among many distractors and say at the end which they were, in order.",
           "tip of a task in the menu: what it asks")
STRING_ROW(SAID_PARITY_HELP, "said.parity.help",
           "Say whether the number of +1 is even or odd. Gradient descent seldom learns this when it is asked only at the end of a long sequence.",
           "tip of a task in the menu: what it asks")
STRING_ROW(SAID_REBER_HELP, "said.reber.help",
           "Say the next symbol of a string whose second symbol must come again just before the last.",
           "tip of a task in the menu: what it asks")
STRING_ROW(SAID_REBER_FORM_1, "said.reber.form-1", "one string", "form of a task, in the controls; short")
STRING_ROW(SAID_REBER_FORM_2, "said.reber.form-2", "without resets", "form of a task, in the controls; short")
STRING_ROW(SAID_SCORE_OUTER_SYMBOLS_RIGHT, "said.score.outer-symbols-right", "outer symbols right", "what is measured, before a percentage")
STRING_ROW(SAID_RECALL_HELP, "said.recall.help",
           "Remember the first input through distractors and say it, at the end or at every step.",
           "tip of a task in the menu: what it asks")
STRING_ROW(SAID_SINE_HELP, "said.sine.help",
           "Say the wave's next value, from the value now or from the first value alone.",
           "tip of a task in the menu: what it asks")
STRING_ROW(SAID_SINE_FORM_1, "said.sine.form-1", "step by step", "form of a task, in the controls; short")
STRING_ROW(SAID_SINE_FORM_2, "said.sine.form-2", "from the first value", "form of a task, in the controls; short")
STRING_ROW(SAID_BASELINE_PERSISTENCE, "said.baseline.persistence", "persistence", "what guessing does, before a number")
STRING_ROW(SAID_SCORE_VALUES_WITHIN_005, "said.score.values-within-005", "values within 0.05", "what is measured, before a percentage")
STRING_ROW(SAID_SINES_HELP, "said.sines.help",
           "Say the next value of three waves in one, or read the first half and go on alone.",
           "tip of a task in the menu: what it asks")
STRING_ROW(SAID_SINES_FORM_2, "said.sines.form-2", "second half unseen", "form of a task, in the controls; short")
STRING_ROW(SAID_TEXT_HELP, "said.text.help",
           "Say the next character of a text: one that comes with the program, or your own, also word by word.",
           "tip of a task in the menu: what it asks")
STRING_ROW(SAID_BASELINE_BY_FREQUENCY, "said.baseline.by-frequency", "by frequency", "what guessing does, before a number")
STRING_ROW(SAID_OTHER_BASELINE_AT_RANDOM, "said.other-baseline.at-random", "at random", "what guessing does, before a number")
STRING_ROW(SAID_WIRING_MANY_TO_ONE, "said.wiring.many-to-one", "many-to-one", "where a task has its losses, in the controls")
STRING_ROW(SAID_WIRING_MANY_TO_MANY, "said.wiring.many-to-many", "many-to-many", "where a task has its losses, in the controls")
STRING_ROW(SAID_WIRING_ONE_TO_ONE, "said.wiring.one-to-one", "one-to-one", "where a task has its losses, in the controls")
STRING_ROW(SAID_WIRING_ONE_TO_MANY, "said.wiring.one-to-many", "one-to-many", "where a task has its losses, in the controls")
STRING_ROW(SAID_WIRING_SEQUENCE_TO_SEQUENCE, "said.wiring.sequence-to-sequence",
           "sequence-to-sequence",
           "where a task has its losses, in the controls")
STRING_ROW(SAID_CHOICE_LAST_STEP, "said.choice.last-step", "last step", "a choice in the controls, the settings or the comparison; short")
STRING_ROW(SAID_CHOICE_EVERY_STEP, "said.choice.every-step",
           "every step",
           "a choice in the controls, the settings or the comparison; short")
STRING_ROW(SAID_CHOICE_FORWARD, "said.choice.forward", "forward", "a choice in the controls, the settings or the comparison; short")
STRING_ROW(SAID_CHOICE_BOTH, "said.choice.both", "both", "a choice in the controls, the settings or the comparison; short")
STRING_ROW(SAID_CHOICE_STANDARD, "said.choice.standard", "standard", "a choice in the controls, the settings or the comparison; short")
STRING_ROW(SAID_CHOICE_OTHER, "said.choice.other", "other", "a choice in the controls, the settings or the comparison; short")
STRING_ROW(SAID_CHOICE_TALES, "said.choice.tales", "tales", "a choice in the controls, the settings or the comparison; short")
STRING_ROW(SAID_CHOICE_RHYMES, "said.choice.rhymes", "rhymes", "a choice in the controls, the settings or the comparison; short")
STRING_ROW(SAID_CHOICE_OWN, "said.choice.own", "own", "a choice in the controls, the settings or the comparison; short")
STRING_ROW(SAID_CHOICE_RADIUS, "said.choice.radius", "radius ρ", "a choice in the controls, the settings or the comparison; short")
STRING_ROW(SAID_CHOICE_NORMAL, "said.choice.normal", "normal", "a choice in the controls, the settings or the comparison; short")
STRING_ROW(SAID_CHOICE_ORTHOGONAL, "said.choice.orthogonal",
           "orthogonal",
           "a choice in the controls, the settings or the comparison; short")
STRING_ROW(SAID_CHOICE_IDENTITY, "said.choice.identity", "identity", "a choice in the controls, the settings or the comparison; short")
STRING_ROW(SAID_CHOICE_MOMENTUM, "said.choice.momentum",
           "SGD with momentum",
           "a choice in the controls, the settings or the comparison; short")
STRING_ROW(SAID_CHOICE_DARK, "said.choice.dark", "dark", "a choice in the controls, the settings or the comparison; short")
STRING_ROW(SAID_CHOICE_LIGHT, "said.choice.light", "light", "a choice in the controls, the settings or the comparison; short")
STRING_ROW(SAID_CHOICE_DEFAULT, "said.choice.default", "default", "a choice in the controls, the settings or the comparison; short")
STRING_ROW(SAID_CHOICE_CONTRAST, "said.choice.contrast", "contrast", "a choice in the controls, the settings or the comparison; short")
STRING_ROW(SAID_CHOICE_FULL, "said.choice.full", "full", "a choice in the controls, the settings or the comparison; short")
STRING_ROW(SAID_CHOICE_REDUCED, "said.choice.reduced", "reduced", "a choice in the controls, the settings or the comparison; short")
STRING_ROW(SAID_CHOICE_OFF, "said.choice.off", "off", "a choice in the controls, the settings or the comparison; short")
STRING_ROW(SAID_CHOICE_ON, "said.choice.on", "on", "a choice in the controls, the settings or the comparison; short")
STRING_ROW(SAID_CHOICE_UNITS, "said.choice.units", "units", "a choice in the controls, the settings or the comparison; short")
STRING_ROW(SAID_CHOICE_WEIGHTS, "said.choice.weights", "weights", "a choice in the controls, the settings or the comparison; short")
STRING_ROW(SAID_CHOICE_LOSS, "said.choice.loss", "loss", "a choice in the comparison: its race shows losses; short")
STRING_ROW(SAID_CHOICE_MODEL, "said.choice.model", "model", "a choice in the dialog of exports; short")
STRING_ROW(SAID_CHOICE_ARRAYS, "said.choice.arrays", "arrays", "a choice in the dialog of exports; short")
STRING_ROW(SAID_CHOICE_CASE, "said.choice.case", "case", "a choice in the dialog of exports; short")
STRING_ROW(SAID_CHOICE_SHEET, "said.choice.sheet", "sheet", "a choice in the dialog of exports; short")
STRING_ROW(SAID_CHOICE_MEASURE, "said.choice.measure", "measure", "the same: it shows what the task measures; short")
STRING_ROW(SAID_ANSWER_EVEN, "said.answer.even", "even", "name of an answer; short")
STRING_ROW(SAID_ANSWER_ODD, "said.answer.odd", "odd", "name of an answer; short")
STRING_ROW(SAID_ANSWER_BLANK, "said.answer.blank", "blank", "name of an answer; short")
STRING_ROW(SAID_ANSWER_GO, "said.answer.go", "go", "name of an answer; short")
STRING_ROW(SAID_ANSWER_SYMBOL, "said.answer.symbol", "symbol %s", "name of an answer; short")
STRING_ROW(SAID_ANSWER_A_A, "said.answer.a-a", "A then A", "name of an answer; short")
STRING_ROW(SAID_ANSWER_A_B, "said.answer.a-b", "A then B", "name of an answer; short")
STRING_ROW(SAID_ANSWER_B_A, "said.answer.b-a", "B then A", "name of an answer; short")
STRING_ROW(SAID_ANSWER_B_B, "said.answer.b-b", "B then B", "name of an answer; short")
STRING_ROW(SAID_CORRECT, "said.correct", "correct", "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_WRONG, "said.wrong", "wrong", "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_PREDICTS_P, "said.predicts-p",
           "predicts %s (p = %.2f); target %s: %s",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_PREDICTS, "said.predicts", "predicts %s; target %s: %s", "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_PREDICTS_WITHIN, "said.predicts-within",
           "predicts %s; target %s: %s (correct is within %s)",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_ADDING_INPUT, "said.adding.input", "value %s, %s", "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_ADDING_MARKED, "said.adding.marked", "marked: to be added", "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_ADDING_END, "said.adding.end",
           "at an end: not to be added",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_ADDING_UNMARKED, "said.adding.unmarked",
           "not marked: to be ignored",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_ADDING_1997, "said.adding.1997",
           "At the end say 0.5 + (a + b)/4 of the marked a = %s (step %d), b = %s (step %d): %s.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_ADDING_SUM, "said.adding.sum",
           "At the end say the sum of the marked %s (step %d) and %s (step %d): %s.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_AHEAD_NEVER, "said.ahead.never",
           "bit %s: nothing asks for it",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_AHEAD_SAID, "said.ahead.said",
           "bit %s: to be said at step %d already",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_AHEAD_ONE, "said.ahead.one",
           "Say each bit one step before it comes; at step 1 that is %s.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_AHEAD_MANY, "said.ahead.many",
           "Say each bit %d steps before it comes; at step 1 that is %s.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_ANBN_INPUT, "said.anbn.input", "symbol %s: %s", "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_ANBN_COUNT, "said.anbn.count", "one more to count", "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_ANBN_TURN, "said.anbn.turn",
           "from here on b, as often as a came",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_ANBN_FEWER, "said.anbn.fewer", "one fewer to come", "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_ANBN_OVER, "said.anbn.over",
           "Say each next symbol: after X as many b as there were a.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_ANBN_FIRST, "said.anbn.first",
           "Say each next symbol: after X as many b as there were a, at first %d.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_COPY_REMEMBER, "said.copy.remember",
           "symbol %s, to be remembered and said later",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_COPY_DELIMITER, "said.copy.delimiter",
           "the delimiter%s: from the next step on, say what was shown",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_COPY_NOTHING, "said.copy.nothing", "no input", "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_COPY_ONE, "said.copy.one",
           "Remember the symbol %s until step %d; then say it.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_COPY_ONE_BLANK, "said.copy.one-blank",
           "Remember the symbol %s until step %d; then say it. Until then say blank.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_COPY_MANY, "said.copy.many",
           "Remember the symbols %s until step %d; then say them in order.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_COPY_MANY_BLANK, "said.copy.many-blank",
           "Remember the symbols %s until step %d; then say them in order. Until then say blank.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_LATCH_SIGNAL, "said.latch.signal",
           "signal %s, to be remembered",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_LATCH_NOISE, "said.latch.noise", "noise %s, to be ignored", "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_LATCH_ONE_END, "said.latch.one-end",
           "Say 1 if x₁ is positive, else 0, at the end: here %s.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_LATCH_ONE_END_AFTER, "said.latch.one-end-after",
           "Say 1 if x₁ is positive, else 0, at the end after %d steps of noise: here %s.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_LATCH_ONE_END_AFTER_ONE, "said.latch.one-end-after-one",
           "Say 1 if x₁ is positive, else 0, at the end after %d step of noise: here %s.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_LATCH_ONE_EVERY, "said.latch.one-every",
           "Say 1 if x₁ is positive, else 0, at every step: here %s.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_LATCH_ONE_EVERY_AFTER, "said.latch.one-every-after",
           "Say 1 if x₁ is positive, else 0, at every step after %d steps of noise: here %s.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_LATCH_MANY_END, "said.latch.many-end",
           "Say 1 if the first %d values are positive, else 0, at the end: here %s.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_LATCH_MANY_END_AFTER, "said.latch.many-end-after",
           "Say 1 if the first %d values are positive, else 0, at the end after %d steps of noise: here %s.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_LATCH_MANY_EVERY_AFTER, "said.latch.many-every-after",
           "Say 1 if the first %d values are positive, else 0, at every step after %d steps of noise: here %s.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_ORDER_SYMBOL, "said.order.symbol",
           "symbol %s, to be remembered",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_ORDER_DISTRACTOR, "said.order.distractor",
           "distractor %s, to be ignored",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_ORDER_SEQUENCE, "said.order.sequence",
           "At the end say %s (step %d) and %s (step %d) in their order: %s.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_PARITY_TURN, "said.parity.turn",
           "bit +1%s: turns the answer round",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_PARITY_KEEP, "said.parity.keep",
           "bit −1%s: leaves the answer as it is",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_PARITY_EVERY, "said.parity.every",
           "Is the number of +1 so far even or odd? Say it at every step; of all %d bits it is %d: %s.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_PARITY_END, "said.parity.end",
           "Is the number of +1 in %d bits even or odd? Say it at the end: it is %d, %s.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_PARITY_ONE, "said.parity.one",
           "Is the number of +1 in %d bit even or odd? Say it at the end: it is %d, %s.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_REBER_OVER, "said.reber.over",
           "no input: the string is over",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_REBER_OUTER, "said.reber.outer",
           "symbol %s: it must come again before the end",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_REBER_SHORT, "said.reber.short",
           "Say each next symbol. The second of a string comes again just before its last.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_REBER_SEQUENCE, "said.reber.sequence",
           "Say each next symbol. The second, %s, must be said again at step %d.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_RECALL_FIRST, "said.recall.first",
           "first symbol %s, to be remembered",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_RECALL_REMEMBER, "said.recall.remember",
           "%s, to be remembered",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_RECALL_END, "said.recall.end",
           "Remember %s through %d distractors and say it at the end.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_RECALL_END_ONE, "said.recall.end-one",
           "Remember %s through %d distractor and say it at the end.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_RECALL_END_NONE, "said.recall.end-none",
           "Remember %s and say it at the end.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_RECALL_EVERY, "said.recall.every",
           "Remember %s through %d distractors and say it at every step.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_RECALL_EVERY_ONE, "said.recall.every-one",
           "Remember %s through %d distractor and say it at every step.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_RECALL_SIGN, "said.recall.sign", "the sign of x₁ = %s", "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_SINE_NOW, "said.sine.now", "the wave now: %s", "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_SINE_FIRST, "said.sine.first", "the first value: %s", "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_SINE_ALONE, "said.sine.alone",
           "From x₁ = %s alone say the wave's next %d values; the first is %s.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_SINE_NEXT, "said.sine.next",
           "Say each next value of the wave; after x₁ = %s it is %s.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_SINES_ALONE, "said.sines.alone", "no input: go on alone", "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_SINES_HALF, "said.sines.half",
           "Read %d values of three waves in one, then say %d unread ones; the first is %s.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_SINES_NEXT, "said.sines.next",
           "Say each next value of three waves in one; after x₁ = %s it is %s.",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_WORD_INPUT, "said.text.word-input", "word %s", "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_TEXT_INPUT, "said.text.input", "character %s", "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_TEXT_OVER, "said.text.over", "no input: the text is over", "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_TEXT_NEXT, "said.text.next",
           "Say each next character of: %s",
           "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_TEXT_SAY_WORD, "said.text.say-word", "Say each next word of: %s", "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_GOAL_MANY, "said.goal.many", "%s on %s sequences", "what a task says about its sequence, on the stage and in tips")
STRING_ROW(SAID_GOAL_NONE, "said.goal.none", "never (some of a text cannot be predicted)", "what counts as solved, of a text")
STRING_ROW(SAID_GOAL_LOSS, "said.goal.loss", "loss < %s", "what counts as solved")
STRING_ROW(SAID_GOAL_BOTH, "said.goal.both", "sequences right %s %%, %s", "what counts as solved")
STRING_ROW(SAID_GOAL_RIGHT, "said.goal.right", "sequences right %s %%", "what counts as solved")
STRING_ROW(SAID_GOAL_ANSWERS, "said.goal.answers", "answers right %s %%", "what counts as solved: a measure and a percentage")
STRING_ROW(SAID_GOAL_SYMBOLS, "said.goal.symbols", "symbols right %s %%", "what counts as solved: a measure and a percentage")
STRING_ROW(SAID_GOAL_STRINGS, "said.goal.strings", "strings counted right %s %%", "what counts as solved: a measure and a percentage")
STRING_ROW(SAID_GOAL_OUTER, "said.goal.outer", "outer symbols right %s %%", "what counts as solved: a measure and a percentage")
STRING_ROW(SAID_GOAL_SUMS, "said.goal.sums", "sums within 0.04 %s %%", "what counts as solved: a measure and a percentage")
STRING_ROW(SAID_GOAL_LATCH, "said.goal.latch", "answers within 0.2 %s %%", "what counts as solved: a measure and a percentage")
STRING_ROW(SAID_GOAL_VALUES, "said.goal.values", "values within 0.05 %s %%", "what counts as solved: a measure and a percentage")
STRING_ROW(SAID_CHECK_ROUGH, "said.check.rough", "the loss is too rough around this weight", "why differences cannot check a gradient")
STRING_ROW(SAID_CHECK_KINK, "said.check.kink", "the loss has a kink at this weight", "why differences cannot check a gradient")
STRING_ROW(SAID_CHECK_ROUNDING, "said.check.rounding", "lost in rounding", "why differences cannot check a gradient")
STRING_ROW(SAID_CHECK_BESIDE, "said.check.beside", "the loss beside this weight is not finite", "why differences cannot check a gradient")
STRING_ROW(SAID_FAULT_INITIAL_STATE, "said.fault.initial-state", "initial state", "name of a quantity that is not finite")
STRING_ROW(SAID_FAULT_INPUT, "said.fault.input", "input", "name of a quantity that is not finite")
STRING_ROW(SAID_FAULT_PRE_ACTIVATION, "said.fault.pre-activation", "pre-activation", "name of a quantity that is not finite")
STRING_ROW(SAID_FAULT_GATE, "said.fault.gate", "gate", "name of a quantity that is not finite")
STRING_ROW(SAID_FAULT_CELL_STATE, "said.fault.cell-state", "cell state", "name of a quantity that is not finite")
STRING_ROW(SAID_FAULT_OUTPUT, "said.fault.output", "output", "name of a quantity that is not finite")
STRING_ROW(SAID_FAULT_LOSS, "said.fault.loss", "loss", "name of a quantity that is not finite")
