/* Rows of string_rows.h: what the picture shows, in words (describe.c, the page "In words" and the description that exported pictures carry). */
STRING_ROW(DESCRIBE_NETWORK, "describe.network", "%s with %s%s%s, unrolled over %s of %s, after %s: the loss is %s.",
           "in words: cell, units, layers, directions, steps, task, updates (all rows below), the loss")
STRING_ROW(DESCRIBE_UNIT, "describe.unit", "%d hidden unit",
           "in words: in that sentence, behind \"with\"")
STRING_ROW(DESCRIBE_UNITS, "describe.units", "%d hidden units",
           "in words: the same for several")
STRING_ROW(DESCRIBE_LAYERS, "describe.layers", " in each of %d layers",
           "in words: in that sentence, behind the units")
STRING_ROW(DESCRIBE_BOTH, "describe.both", ", reading in both directions",
           "in words: in that sentence, behind the layers")
STRING_ROW(DESCRIBE_STEP, "describe.step", "T = %d step",
           "in words: in that sentence, behind \"over\"")
STRING_ROW(DESCRIBE_STEPS, "describe.steps", "T = %d steps",
           "in words: the same for several")
STRING_ROW(DESCRIBE_UPDATE, "describe.update", "%s update",
           "in words: in that sentence, behind \"after\"")
STRING_ROW(DESCRIBE_UPDATES, "describe.updates", "%s updates",
           "in words: the same for several")
STRING_ROW(DESCRIBE_HELD_ONE, "describe.held-one", "%d number is held by hand.",
           "in words: the next sentence, where a what-if holds something")
STRING_ROW(DESCRIBE_HELD, "describe.held", "%d numbers are held by hand.",
           "in words: the same for several")
STRING_ROW(DESCRIBE_GATE, "describe.gate", "The %s: on average %s.",
           "in words: a gate of the step, a number")
STRING_ROW(DESCRIBE_STATE, "describe.state", "Its hidden state has size %s (the root of the sum of squares over all units).",
           "in words: the step that was computed last")
STRING_ROW(DESCRIBE_STATE_SAME, "describe.state-same", "Its hidden state has size %s, the same as %s at step %d.",
           "in words: the same, beside the step before")
STRING_ROW(DESCRIBE_STATE_LARGER, "describe.state-larger", "Its hidden state has size %s, larger than %s at step %d.",
           "in words: the same")
STRING_ROW(DESCRIBE_STATE_SMALLER, "describe.state-smaller", "Its hidden state has size %s, smaller than %s at step %d.",
           "in words: the same")
STRING_ROW(DESCRIBE_FORWARD_NONE, "describe.forward-none", "The forward pass has not begun: no state is computed yet.",
           "in words: before the first step")
STRING_ROW(DESCRIBE_FORWARD, "describe.forward", "Forward pass, %d of %d steps done%s.",
           "in words: steps done, all; the next row or nothing")
STRING_ROW(DESCRIBE_FORWARD_ONE, "describe.forward-one", "Forward pass, %d of %d step done%s.",
           "in words: the same for T = 1")
STRING_ROW(DESCRIBE_REVERSE, "describe.reverse", ", in the reverse direction",
           "in words: at the end of that sentence")
STRING_ROW(DESCRIBE_FORWARD_WAY, "describe.forward-way", ", in the forward direction",
           "in words: the same, where the network reads in both directions")
STRING_ROW(DESCRIBE_PADDING, "describe.padding", "Step %d is after the end of this sequence: its state stays as it was.",
           "in words: a step of padding")
STRING_ROW(DESCRIBE_COMPUTED, "describe.computed", "Step %d was computed last, from its input and the state before.",
           "in words: the forward phase")
STRING_ROW(DESCRIBE_LOSS_NONE, "describe.loss-none", "All states are computed, but no loss yet.",
           "in words: before the first loss")
STRING_ROW(DESCRIBE_LOSS, "describe.loss", "Losses, %d of %d computed.",
           "in words: the loss phase")
STRING_ROW(DESCRIBE_LOSS_AT, "describe.loss-at", "At step %d the output is compared with its target: the loss there is %s.",
           "in words: the loss phase")
STRING_ROW(DESCRIBE_LOSS_SUM, "describe.loss-sum", "The sum of all losses is %s.",
           "in words: the loss phase")
STRING_ROW(DESCRIBE_LOSS_MEAN, "describe.loss-mean", "The mean of all losses is %s.",
           "in words: the loss phase")
STRING_ROW(DESCRIBE_BACKWARD_NONE, "describe.backward-none", "The backward pass has not begun: every loss is known, but no gradient yet.",
           "in words: before the first step back")
STRING_ROW(DESCRIBE_BACKWARD, "describe.backward", "Backward pass, %d of %d steps done%s; the gradient has reached step %d.",
           "in words: steps done, all; \", in the reverse direction\" or nothing; a step")
STRING_ROW(DESCRIBE_BACKWARD_ONE, "describe.backward-one", "Backward pass, %d of %d step done%s; the gradient has reached step %d.",
           "in words: the same for T = 1")
STRING_ROW(DESCRIBE_GRADIENT_ALL, "describe.gradient-all", "There the gradient of all losses has size %s.",
           "in words: the backward phase")
STRING_ROW(DESCRIBE_GRADIENT, "describe.gradient", "There the gradient of the loss at step %d has %s of the size with which it set out.",
           "in words: the backward phase")
STRING_ROW(DESCRIBE_GRADIENT_C, "describe.gradient-c", "There the gradient of the loss at step %d has %s of the size with which it set out at c, and %s at h.",
           "in words: the same of a cell with a c; a step, two numbers")
STRING_ROW(DESCRIBE_ON_THE_WAY, "describe.on-the-way", "On the way to step %d the gradient of %s is multiplied by %s in size.",
           "in words: a step, h or c, a factor")
STRING_ROW(DESCRIBE_BACKWARD_DONE, "describe.backward-done", "The backward pass is done. Every step has its own share in the gradient of the weights.",
           "in words: the update phase")
STRING_ROW(DESCRIBE_UPDATE_SHARES, "describe.update-shares", "Update of the weights: the shares of all steps are summed into one gradient.",
           "in words: the update phase")
STRING_ROW(DESCRIBE_UPDATE_CHANGE, "describe.update-change", "Update of the weights: the optimiser has made the change of each weight.",
           "in words: the update phase")
STRING_ROW(DESCRIBE_UPDATE_READY, "describe.update-ready", "Update of the weights: the new weights are ready to be applied.",
           "in words: the update phase")
STRING_ROW(DESCRIBE_NORM, "describe.norm", "The gradient over all weights has size %s; the learning rate is %s.",
           "in words: the update phase")
STRING_ROW(DESCRIBE_FOLDED, "describe.folded", "The network is folded: one cell with its loop.",
           "in words: the unroll phase at its start")
STRING_ROW(DESCRIBE_FOLDED_CELLS, "describe.folded-cells", "The network is folded: cells with their loops.",
           "in words: the same for several layers or directions")
STRING_ROW(DESCRIBE_UNROLLED, "describe.unrolled", "The network is unrolled: a copy of it for each of the %d steps, all with the same weights.",
           "in words: the unroll phase")
STRING_ROW(DESCRIBE_UNROLLED_ONE, "describe.unrolled-one", "The network is unrolled over %d step: one copy of it.",
           "in words: the same for T = 1")
STRING_ROW(DESCRIBE_OF_LAYER, "describe.of-layer", "These numbers are of layer %d.",
           "in words: behind the sentences of a pass")
STRING_ROW(DESCRIBE_VERDICT, "describe.verdict", "What happened to the gradient: %s",
           "in words: the last sentence; words of the verdict follow, and no full stop")
STRING_ROW(DESCRIBE_NOT_FINITE, "describe.not-finite", "The %s is not finite%s: what follows from it is not a number either.",
           "in words: in place of all that: the first quantity that burst")
