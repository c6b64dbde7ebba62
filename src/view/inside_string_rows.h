/* Rows of string_rows.h: the screens between the tabs and the transport: cell, check, weights and the others. */
STRING_ROW(CELL_CLOSE, "cell.close", "Close", "button")
STRING_ROW(CELL_CLOSE_TIP, "cell.close-tip", "Back to the chain: Escape.", "tip of that button")
STRING_ROW(CELL_BACKWARD_BUTTON, "cell.backward-button", "Backward", "button")
STRING_ROW(CELL_BACKWARD_TIP, "cell.backward-tip", "Where the gradient that arrives at this step goes.", "tip of that button")
STRING_ROW(CELL_FORWARD_BUTTON, "cell.forward-button", "Forward", "button")
STRING_ROW(CELL_FORWARD_TIP, "cell.forward-tip", "How this step's state is made.", "tip of that button")
STRING_ROW(WIRE_TANH_C, "wire.tanh-c", "tanh of the cell state", "name of a wire of the cell, in the line above the picture")
STRING_ROW(WIRE_ACTIVATION, "wire.activation", "the activation", "name of a wire of the cell, in the line above the picture")
STRING_ROW(WIRE_SUM, "wire.sum", "the sum", "name of a wire of the cell, in the line above the picture")
STRING_ROW(WIRE_INPUT, "wire.input", "the input", "name of a wire of the cell, in the line above the picture")
STRING_ROW(WIRE_SENT_BACK, "wire.sent-back",
           "what is sent to the hidden state before",
           "name of a wire of the cell, in the line above the picture")
STRING_ROW(WIRE_STATE_BEFORE, "wire.state-before", "the hidden state before", "name of a wire of the cell, in the line above the picture")
STRING_ROW(WIRE_STRAND_W, "wire.strand-w", "the strand through W", "name of a wire of the cell, in the line above the picture")
STRING_ROW(WIRE_STATE_TO_GATES, "wire.state-to-gates",
           "the hidden state, on its way to the gates",
           "name of a wire of the cell, in the line above the picture")
STRING_ROW(WIRE_BEFORE_W, "wire.before-w", "before W", "name of a wire of the cell, in the line above the picture")
STRING_ROW(WIRE_W_TIMES_STATE, "wire.w-times-state",
           "W times the state before",
           "name of a wire of the cell, in the line above the picture")
STRING_ROW(WIRE_STRAIGHT, "wire.straight",
           "the straight strand, behind the valve",
           "name of a wire of the cell, in the line above the picture")
STRING_ROW(WIRE_CELL_BEFORE, "wire.cell-before", "the cell state before", "name of a wire of the cell, in the line above the picture")
STRING_ROW(WIRE_KEPT, "wire.kept", "what is kept", "name of a wire of the cell, in the line above the picture")
STRING_ROW(WIRE_WRITTEN, "wire.written", "what is written", "name of a wire of the cell, in the line above the picture")
STRING_ROW(WIRE_CELL, "wire.cell", "the cell state", "name of a wire of the cell, in the line above the picture")
STRING_ROW(WIRE_NEXT_C, "wire.next-c", "from the next step, by way of c", "name of a wire of the cell, in the line above the picture")
STRING_ROW(WIRE_CELL_ON, "wire.cell-on",
           "the cell state, on to the next step",
           "name of a wire of the cell, in the line above the picture")
STRING_ROW(WIRE_INTO_C, "wire.into-c", "into c from h", "name of a wire of the cell, in the line above the picture")
STRING_ROW(WIRE_CELL_TO_TANH, "wire.cell-to-tanh",
           "the cell state, to its tanh",
           "name of a wire of the cell, in the line above the picture")
STRING_ROW(WIRE_ONE_MINUS_Z, "wire.one-minus-z", "one minus the update gate", "name of a wire of the cell, in the line above the picture")
STRING_ROW(WIRE_W_TIMES_CANDIDATE, "wire.w-times-candidate",
           "W times the state before, for the candidate",
           "name of a wire of the cell, in the line above the picture")
STRING_ROW(WIRE_HIDDEN, "wire.hidden", "the hidden state", "name of a wire of the cell, in the line above the picture")
STRING_ROW(CELL_FILM_BACK, "cell.film-back",
           "All steps: %s, and below it how much of the gradient arrives",
           "the small steps at the foot of the screen Cell")
STRING_ROW(CELL_FILM, "cell.film", "All steps: %s", "the small steps at the foot of the screen Cell")
STRING_ROW(CELL_STATE_C, "cell.state-c", "the cell state c", "the small steps at the foot of the screen Cell")
STRING_ROW(CELL_STATE_H, "cell.state-h", "the hidden state h", "the small steps at the foot of the screen Cell")
STRING_ROW(CELL_SCORES, "cell.scores", "scores", "the screen Cell, where it shows the loss")
STRING_ROW(CELL_OUTPUTS, "cell.outputs", "outputs, and their targets as marks", "the screen Cell, where it shows the loss")
STRING_ROW(CELL_SOFTMAX, "cell.softmax", "softmax", "the screen Cell, where it shows the loss")
STRING_ROW(CELL_TARGET_LOSS, "cell.target-loss", "Target: %s, p = %s. Loss at this step: %s", "the screen Cell, where it shows the loss")
STRING_ROW(CELL_LOSS_HERE, "cell.loss-here", "Loss at this step: %s", "the screen Cell, where it shows the loss")
STRING_ROW(CELL_SOME_SHOWN, "cell.some-shown", "   (%d of %d outputs shown)", "the screen Cell, where it shows the loss")
STRING_ROW(CELL_HELD, "cell.held", "held, whatever its equation says", "the right panel of the screen Cell")
STRING_ROW(CELL_SUM_OF_ALL, "cell.sum-of-all",
           "$\\partial$ stands for the gradient of the sum of all losses.",
           "the right panel of the screen Cell")
STRING_ROW(CELL_OF_STEP, "cell.of-step",
           "$\\partial$ stands for the gradient of the loss at step %d%s.",
           "the next one or nothing is put in")
STRING_ROW(CELL_DIVIDED, "cell.divided", ", divided by what sets out there", "the right panel of the screen Cell")
STRING_ROW(CELL_SCORES_ARE, "cell.scores-are", "The scores: $%s$", "a formula is put in")
STRING_ROW(CELL_SOFTMAX_WORDS, "cell.softmax-words",
           "Softmax makes probabilities of them; the loss is the negative logarithm of the target's.",
           "the right panel of the screen Cell")
STRING_ROW(CELL_DISTANCE, "cell.distance", "The loss is their squared distance from the targets.", "the right panel of the screen Cell")
STRING_ROW(CELL_POINT, "cell.point",
           "Point at a term: its wire lights. Up and down: the next unit; left and right: the next step.",
           "the right panel of the screen Cell")
STRING_ROW(CELL_LOSS_HEAD, "cell.loss-head", "THE LOSS AT STEP %d", "heading")
STRING_ROW(CELL_HEAD, "cell.head", "CELL AT STEP %d · UNIT %d OF %d", "heading")
STRING_ROW(CELL_TO_LOSS, "cell.to-loss", "From state to loss", "title")
STRING_ROW(CELL_BACK, "cell.back", "Back through the cell", "title")
STRING_ROW(CELL_NUMBERS, "cell.numbers", "With the numbers in", "title")
STRING_ROW(CELL_LAYER_H, "cell.layer-h", "\\text{layer %d: }h_{%d}", "a formula")
STRING_ROW(CELL_COLUMN, "cell.column", "%s%s%s: column %d of U, alone", "the screen Cell; short")
STRING_ROW(CELL_COLUMN_ONE_HOT, "cell.column-one-hot", "%s%s%sone-hot: column %d of U, alone", "the screen Cell; short")
STRING_ROW(CELL_NUMBERS_COUNT, "cell.numbers-count", "%d numbers", "the screen Cell; short")
STRING_ROW(CELL_LSTM, "cell.lstm", "LSTM cell", "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_GRU, "cell.gru", "GRU cell", "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_RNN, "cell.rnn", "RNN cell", "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_TITLE, "cell.title", "%s, step %d of %d", "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_THE_LOSS, "cell.the-loss", "The loss", "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_OF_LAYER, "cell.of-layer", ", layer %d", "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_REVERSE, "cell.reverse", ", reverse", "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_FORWARD, "cell.forward", ", forward", "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_OF_UNIT, "cell.of-unit", ", unit %d of %d", "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_TITLE_SHORT, "cell.title-short", "%s, step %d", "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_LOSS, "cell.loss", "Loss", "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_REVERSE_SHORT, "cell.reverse-short", " reverse", "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_FORWARD_SHORT, "cell.forward-short", " forward", "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_UNIT_SHORT, "cell.unit-short", ", unit %d", "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_LIT, "cell.lit", "%s, unit %d: at %s it is %s, its slope %s", "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_LIT_SIZE, "cell.lit-size", "%s: gradient of size %s, unit %d: %s", "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_LIT_VALUE, "cell.lit-value", "%s, unit %d: %s", "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_NOTHING, "cell.nothing", "Nothing of this loss arrives at step %d.", "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_FIRST_STEP, "cell.first-step",
           "The first step that was processed: what leaves here would change the initial state.",
           "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_NUMBERS_ARE, "cell.numbers-are",
           "Numbers: sizes of the gradient; width: their square roots.",
           "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_SENT, "cell.sent",
           "Sent back: ×%s of what arrived = slope ×%s times W ×%s",
           "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_SHARES, "cell.shares",
           "Of what reaches %s at step %d, %s %% comes straight, %s %% through W%s",
           "the next one or nothing is put in")
STRING_ROW(CELL_CANCEL, "cell.cancel", "; they partly cancel", "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_PADDING, "cell.padding", "Padding: nothing is computed at this step. The state stays as it is.", "in the middle of the screen Cell")
STRING_ROW(CELL_PADDING_WORDS, "cell.padding-words", "The sequence ends at step %d.", "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_NO_DIAGRAM, "cell.no-diagram",
           "The close-up has no diagram of %s. The chain, the microscope and the weights show its numbers.",
           "the screen Cell; a cell of the table of cells is put in")
STRING_ROW(CELL_ABOUT_RNN, "cell.about-rnn",
           "Input and state before are weighted and added; the activation bends the sum.",
           "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_ABOUT_GRU, "cell.about-gru",
           "The update gate keeps the old state or takes the candidate.",
           "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_ABOUT_LSTM, "cell.about-lstm",
           "The forget gate keeps, the input gate writes, the output gate shows.",
           "the title of the screen Cell, and the line below it")
STRING_ROW(CELL_ABOUT_HEAD, "cell.about-head",
           "The head turns states into scores; the loss compares them with the target.",
           "the title of the screen Cell, and the line below it")
STRING_ROW(CHECK_CANNOT, "check.cannot", "Differences cannot check this one: %s.", "the gradient check")
STRING_ROW(CHECK_BOTH_ZERO, "check.both-zero", "Both are exactly 0: they agree.", "the gradient check")
STRING_ROW(CHECK_AGREE_ONE, "check.agree-one",
           "They agree in %d digit.",
           "as the row below, where the count is 1")
STRING_ROW(CHECK_AGREE, "check.agree",
           "They agree in %d digits.",
           "the gradient check")
STRING_ROW(CHECK_NEAR, "check.near", "They differ by less than 1e-%d of their size.", "the gradient check")
STRING_ROW(CHECK_DISAGREE, "check.disagree", "They do not agree in a single digit.", "the gradient check")
STRING_ROW(CHECK_BY_BACKWARD, "check.by-backward", "by backpropagation", "the gradient check")
STRING_ROW(CHECK_BY_BACKWARD_TIP, "check.by-backward-tip",
           "The derivative of the loss in this weight, from the backward pass.",
           "tip of that row")
STRING_ROW(CHECK_BY_MOVING, "check.by-moving", "by moving the weight a little up and a little down", "the gradient check")
STRING_ROW(CHECK_BY_MOVING_SHORT, "check.by-moving-short", "by moving the weight up and down", "the gradient check")
STRING_ROW(CHECK_BY_MOVING_TIP, "check.by-moving-tip",
           "(L(w + e) − L(w − e)) / 2e, with the loss computed again for both. Digits that are the same as above are green and underlined.",
           "tip of that row")
STRING_ROW(CHECK_STEPS_TIP, "check.steps-tip",
           "The step e and the losses at its two ends. Where backpropagation and the difference disagree, smaller steps are tried, and what counts is whether neighbouring steps agree with each other.",
           "tip of the row of steps")
STRING_ROW(CHECK_TOO_LARGE, "check.too-large", "The network is too large to try many steps within a frame.", "the gradient check")
STRING_ROW(CHECK_LADDER, "check.ladder", "The same difference with other steps e", "title")
STRING_ROW(CHECK_STEP_TIP, "check.step-tip",
           "A step of %s\n%.1f digits agree. A large step feels the bend of the loss, a small one drowns in rounding.",
           "tip of a dot")
STRING_ROW(CHECK_STEP_NOTHING, "check.step-nothing", "A step of %s\nIt cannot decide: %s.", "tip of a dot")
STRING_ROW(CHECK_OF_REVERSE, "check.of-reverse", " %d reverse", "behind the number of a layer")
STRING_ROW(CHECK_MATRIX_TIP, "check.matrix-tip", "%s, %d by %d\nClick an entry to check its gradient.", "tip of a matrix")
STRING_ROW(CHECK_MATRIX_LARGE, "check.matrix-large",
           "%s, %d by %d\nToo large to pick an entry here; check weight ROW COL does.",
           "tip of a matrix")
STRING_ROW(CHECK_PICK, "check.pick", "Pick a weight", "title")
STRING_ROW(CHECK_ALL_TITLE, "check.all-title", "All weights: the greener, the more digits agree", "title")
STRING_ROW(CHECK_ALL_TITLE_SHORT, "check.all-title-short", "The greener, the more agree", "title")
STRING_ROW(CHECK_ALL_HINT, "check.all-hint", "Check all: every weight, worst and median digits.", "the gradient check")
STRING_ROW(CHECK_COUNT, "check.count", "%s of %s weights checked", "the gradient check")
STRING_ROW(CHECK_MEDIAN, "check.median", "median %.1f digits; worst %.1f at %s", "the gradient check")
STRING_ROW(CHECK_WORST_TIP, "check.worst-tip", "Click to look at the worst one.", "the gradient check")
STRING_ROW(CHECK_LOST, "check.lost",
           "differences cannot check %s: %s lost in rounding, %s at a kink, %s too rough, %s not finite",
           "the gradient check")
STRING_ROW(CHECK_ENTRY, "check.entry", "%s, entry %d", "the name of a block, a row")
STRING_ROW(CHECK_ROW_COLUMN, "check.row-column", "%s, row %d, column %d", "the name of a block, a row, a column")
STRING_ROW(CHECK_OF_LAYER, "check.of-layer", ", layer %d", "behind it")
STRING_ROW(CHECK_REVERSE, "check.reverse", ", reverse", "behind it")
STRING_ROW(CHECK_FORWARD, "check.forward", ", forward", "behind it")
STRING_ROW(CHECK_CLOSE, "check.close", "Close", "button")
STRING_ROW(CHECK_CLOSE_TIP, "check.close-tip", "Back to the chain: Escape.", "the gradient check")
STRING_ROW(CHECK_ALL, "check.all", "Check all", "button")
STRING_ROW(CHECK_ALL_TIP, "check.all-tip", "Every weight, one after the other: worst and median digits.", "tip of that button")
STRING_ROW(CHECK_TITLE_SHORT, "check.title-short", "Check: %s", "title")
STRING_ROW(CHECK_TITLE, "check.title", "Gradient check: %s", "title")
STRING_ROW(CHECK_WORDS, "check.words",
           "Is backpropagation right? One weight is moved a little up and down; how the loss changes must be what the gradient says. On the sequence of the stage. Arrow keys go from entry to entry.",
           "the gradient check")
STRING_ROW(CHECK_WHERE_STANDS_ONE, "check.where-stands-one",
           "w = %s after %s update; PyTorch calls its block %s",
           "as the row below, where the count is 1")
STRING_ROW(CHECK_WHERE_STANDS, "check.where-stands",
           "w = %s after %s updates; PyTorch calls its block %s",
           "the gradient check")
STRING_ROW(CHECK_TRAINING, "check.training", "Training runs: stop it to check a gradient.", "the gradient check")
STRING_ROW(CHECK_HELD, "check.held", "A number on the stage is held: let go of it to check a gradient.", "the gradient check")
STRING_ROW(CHECK_NOT_FINITE, "check.not-finite", "A number on the stage is not finite: there is nothing to check.", "the gradient check")
STRING_ROW(CHECK_NETWORK_LARGE, "check.network-large", "The network is too large to be checked within a frame.", "the gradient check")
STRING_ROW(ACTIVATION_OF, "activation.of", "%s, of %s", "the name of a function, what uses it")
STRING_ROW(ACTIVATION_USED_TIP, "activation.used-tip",
           "This network uses it; for what, is written after its name. Line: the function; dashed: its derivative, the slope that a gradient is multiplied by.",
           "tip of a curve")
STRING_ROW(ACTIVATION_UNUSED_TIP, "activation.unused-tip",
           "This network does not use it. Line: the function; dashed: its derivative.",
           "tip of a curve")
STRING_ROW(ACTIVATION_LEAKY, "activation.leaky", "leaky", "name of a curve; short")
STRING_ROW(ACTIVATION_SLOPE, "activation.slope", "slope", "the screen Activation")
STRING_ROW(ACTIVATION_VALUE, "activation.value", "value", "the screen Activation")
STRING_ROW(ACTIVATION_SATURATED, "activation.saturated", "%s: %s %% saturated", "the screen Activation")
STRING_ROW(ACTIVATION_NEVER_FLAT, "activation.never-flat", "%s: never flat%.0s", "the screen Activation")
STRING_ROW(ACTIVATION_SPREAD_TIP, "activation.spread-tip",
           "The pre-activations of the %s, all steps and units. Saturated: %s.",
           "the screen Activation")
STRING_ROW(ACTIVATION_SAT_TANH, "activation.sat-tanh", "|tanh| above 0.99", "put in there")
STRING_ROW(ACTIVATION_SAT_SIGMOID, "activation.sat-sigmoid", "below 0.01 or above 0.99", "put in there")
STRING_ROW(ACTIVATION_SAT_RELU, "activation.sat-relu", "at 0", "put in there")
STRING_ROW(ACTIVATION_SAT_NEVER, "activation.sat-never", "never", "put in there")
STRING_ROW(ACTIVATION_SPREAD_C_TIP, "activation.spread-c-tip",
           "The cell state c, all steps and units, before its tanh on the way to h. Saturated: |tanh| above 0.99.",
           "the screen Activation")
STRING_ROW(ACTIVATION_PRE, "activation.pre", "pre-activation", "axis of a chart")
STRING_ROW(ACTIVATION_VALUE_AND_SLOPE, "activation.value-and-slope", "value, slope", "axis of a chart")
STRING_ROW(ACTIVATION_SHARE, "activation.share", "share", "axis of a chart")
STRING_ROW(ACTIVATION_SHARE_UNIT, "activation.share-unit", "share %", "head of a column, when the chart is copied")
STRING_ROW(ACTIVATION_OUTSIDE_NOT_FINITE, "activation.outside-not-finite", "%d outside or not finite", "the screen Activation")
STRING_ROW(ACTIVATION_OUTSIDE, "activation.outside", "%d outside", "the screen Activation")
STRING_ROW(ACTIVATION_SOFTMAX_AT, "activation.softmax-at", "softmax at temperature %s", "title")
STRING_ROW(ACTIVATION_SOFTMAX_SHORT, "activation.softmax-short", "softmax at %s", "title")
STRING_ROW(ACTIVATION_SOFTMAX_TIP, "activation.softmax-tip",
           "Probabilities of the scores at step %d, divided by the temperature. Training and the loss use 1.",
           "the screen Activation")
STRING_ROW(ACTIVATION_SOFTMAX_EXAMPLE, "activation.softmax-example",
           "This task has no classes: an example, of the scores 2, 1, 0 and −1. A low temperature sharpens, a high one evens out.",
           "the screen Activation")
STRING_ROW(ACTIVATION_CLASS, "activation.class", "class", "axis of a chart")
STRING_ROW(ACTIVATION_PROBABILITY, "activation.probability", "probability", "axis of a chart")
STRING_ROW(ACTIVATION_TITLE, "activation.title", "Activation, at step %d of %d, update %s", "title")
STRING_ROW(ACTIVATION_WORDS, "activation.words",
           "dashed: the slope; bars: per cent of all pre-activations; dots: of this step; shaded: saturated",
           "the screen Activation")
STRING_ROW(WEIGHTS_INPUT_TIP, "weights.input-tip", "From the input, or the layer below, into the gate.", "the screen Weights")
STRING_ROW(WEIGHTS_RECURRENT_TIP, "weights.recurrent-tip", "From the state of the step before into the gate.", "the screen Weights")
STRING_ROW(WEIGHTS_OUTPUT_TIP, "weights.output-tip", "From the states into the output; it has no gates.", "the screen Weights")
STRING_ROW(WEIGHTS_OF, "weights.of", " of ", "the screen Weights")
STRING_ROW(WEIGHTS_NORM, "weights.norm", "norm %s", "the screen Weights")
STRING_ROW(WEIGHTS_TITLE, "weights.title", "Weights at update %s", "title")
STRING_ROW(WEIGHTS_TITLE_OF, "weights.title-of", "Weights of the %s at update %s", "title")
STRING_ROW(WEIGHTS_WORDS, "weights.words",
           "each beside its gradient, of all losses, and its change by the next update",
           "the screen Weights")
STRING_ROW(WEIGHTS_WEIGHTS, "weights.weights", "Weights", "head of a column")
STRING_ROW(WEIGHTS_GRADIENT, "weights.gradient", "Gradient", "head of a column")
STRING_ROW(WEIGHTS_CHANGE, "weights.change", "Change", "head of a column")
STRING_ROW(WEIGHTS_WEIGHTS_TIP, "weights.weights-tip",
           "Blue below 0, orange above; full at the largest of each map.",
           "the screen Weights")
STRING_ROW(WEIGHTS_GRADIENT_TIP, "weights.gradient-tip",
           "The size of the gradient of all losses, on the gradient's own colours.",
           "the screen Weights")
STRING_ROW(WEIGHTS_CHANGE_TIP, "weights.change-tip",
           "What the optimiser would add now, clipping and all. Blue takes away, orange adds; full at the largest of each map.",
           "the screen Weights")
STRING_ROW(INSIDE_CLOSE, "inside.close", "Close", "button")
STRING_ROW(INSIDE_CLOSE_TIP, "inside.close-tip", "Back to the chain: Escape.", "tip of that button")
STRING_ROW(INSIDE_NOT_FINITE, "inside.not-finite",
           "Not finite: first the %s%s.",
           "the head of the screens between the tabs and the transport")
STRING_ROW(INSIDE_LAYER, "inside.layer", "Layer %d", "the head of the screens between the tabs and the transport")
STRING_ROW(INSIDE_REVERSE, "inside.reverse", "reverse", "the head of the screens between the tabs and the transport")
STRING_ROW(INSIDE_FORWARD, "inside.forward", "forward", "the head of the screens between the tabs and the transport")

STRING_ROW(WEIGHTS_NORM_TIP, "weights.norm.tip", "The root of the sum of all squares of this map.", "tip of the norm below a map")
STRING_ROW(CELL_FILM_TIP, "cell.film.tip", "One column a step. A click looks into the cell of that step.", "tip of the title of the small steps")
STRING_ROW(CELL_WORDS_TIP, "cell.words.tip", "What happens in this cell now, or what the wire under the pointer is.",
           "tip of the line below the title")
STRING_ROW(CELL_LINE_TIP, "cell.line.tip", "%s\nThe formula, and below it its numbers for unit %d. The result: %s.",
           "tip of a card of the right panel: its title, a unit, a number")
STRING_ROW(CELL_MATRIX_TIP, "cell.matrix.tip", "The weights on this wire. On its way back the gradient meets their transpose.",
           "tip of a matrix in the picture of a cell")
STRING_ROW(MICROSCOPE_PRODUCT_NOTE, "microscope.product-note",
           "How many of the singular values are drawn: the largest, the smallest, and some between, by their rank.",
           "tip of the note above the singular values")
STRING_ROW(CLIFF_PLACE_TIP, "cliff.place.tip", "The update of the descent that is looked at.", "tip of the words at the right end of the transport")
STRING_ROW(CLIFF_ABOVE_TIP, "cliff.above.tip", "Across: w. Up: b. Colour: the size of the gradient there. Lines join places of equal loss.",
           "tip of the card with the map")
STRING_ROW(CLIFF_MAP_TIP, "cliff.map.tip", "The unit with w = %s and b = %s. Where its curve meets the diagonal a state stays.",
           "tip of the card with the unit's curve; two numbers are put in")
