/* Rows of string_rows.h: what stands on the stage, its hovers, and what symbols stand for. */
STRING_ROW(SYMBOL_H, "symbol.h", "Hidden state: the numbers that one step hands on to the next, and to the output.",
           "tip of the symbol h in formulas and on the stage")
STRING_ROW(SYMBOL_X, "symbol.x", "Input: what a step reads; in a layer above the first, the states of the layer below.",
           "tip of the symbol x in formulas and on the stage")
STRING_ROW(SYMBOL_Y, "symbol.y", "Output: what the network says, before the softmax where there is one.",
           "tip of the symbol y in formulas and on the stage")
STRING_ROW(SYMBOL_U, "symbol.u", "Input weights: from what a step reads into its units.",
           "tip of the symbol U in formulas and on the stage")
STRING_ROW(SYMBOL_W, "symbol.w", "Recurrent weights: from the state before into the units. All steps share them.",
           "tip of the symbol W in formulas and on the stage")
STRING_ROW(SYMBOL_V, "symbol.v", "Output weights: from the state to the output.",
           "tip of the symbol V in formulas and on the stage")
STRING_ROW(SYMBOL_B, "symbol.b", "Bias: a number that is added, whatever the input.",
           "tip of the symbol b in formulas and on the stage")
STRING_ROW(SYMBOL_A, "symbol.a", "Pre-activation: the weighted sum before the activation.",
           "tip of the symbol a in formulas and on the stage")
STRING_ROW(SYMBOL_C, "symbol.c", "Cell state: what the LSTM keeps from step to step.",
           "tip of the symbol c in formulas and on the stage")
STRING_ROW(SYMBOL_F, "symbol.f", "Forget gate: how much of the cell state before is kept, from 0 to 1.",
           "tip of the symbol f in formulas and on the stage")
STRING_ROW(SYMBOL_I, "symbol.i", "Input gate: how much of the candidate is written, from 0 to 1.",
           "tip of the symbol i in formulas and on the stage")
STRING_ROW(SYMBOL_G, "symbol.g", "Candidate: what may be written to the cell state, from -1 to 1.",
           "tip of the symbol g in formulas and on the stage")
STRING_ROW(SYMBOL_O, "symbol.o", "Output gate: how much of the cell state is shown, from 0 to 1.",
           "tip of the symbol o in formulas and on the stage")
STRING_ROW(SYMBOL_Z, "symbol.z", "Update gate: how much of the state before is kept, from 0 to 1.",
           "tip of the symbol z in formulas and on the stage")
STRING_ROW(SYMBOL_R, "symbol.r", "Reset gate: how much of the state before the candidate sees, from 0 to 1.",
           "tip of the symbol r in formulas and on the stage")
STRING_ROW(SYMBOL_N, "symbol.n", "Candidate: what takes the place of what is not kept, from -1 to 1.",
           "tip of the symbol n in formulas and on the stage")
STRING_ROW(SYMBOL_L, "symbol.l", "Loss: how wrong the answer is; 0 is perfect.",
           "tip of the symbol L in formulas and on the stage")
STRING_ROW(SYMBOL_S, "symbol.s", "What the followed loss sends out: the norm of its gradient in the states that the output reads.",
           "tip of the symbol S in formulas and on the stage")
STRING_ROW(SYMBOL_P, "symbol.p", "Probability that the softmax gives to an answer.",
           "tip of the symbol p in formulas and on the stage")
STRING_ROW(SYMBOL_RHO, "symbol.rho", "Spectral radius: the largest absolute eigenvalue; of several W, the largest of all.",
           "tip of the symbol ρ in formulas and on the stage")
STRING_ROW(SYMBOL_ETA, "symbol.eta", "Learning rate.",
           "tip of the symbol η in formulas and on the stage")
STRING_ROW(SYMBOL_SIGMA, "symbol.sigma", "Logistic sigmoid: bends any number into 0 to 1.",
           "tip of the symbol σ in formulas and on the stage")
STRING_ROW(SYMBOL_TANH, "symbol.tanh", "Hyperbolic tangent: bends any number into -1 to 1.",
           "tip of the symbol tanh in formulas and on the stage")
STRING_ROW(SYMBOL_ODOT, "symbol.odot", "Product number by number, not of matrices.",
           "tip of the symbol ⊙ in formulas and on the stage")
STRING_ROW(SYMBOL_PARTIAL, "symbol.partial", "Derivative: how much the number above the line changes when the number below it changes a little.",
           "tip of the symbol ∂ in formulas and on the stage")
STRING_ROW(SYMBOL_DELTA, "symbol.delta", "Change that the update makes.",
           "tip of the symbol Δ in formulas and on the stage")
STRING_ROW(SYMBOL_ERROR, "symbol.error", "Gradient of the loss in the pre-activations of a step.",
           "tip of the symbol δ in formulas and on the stage")
STRING_ROW(SYMBOL_SUM, "symbol.sum", "Sum.",
           "tip of the symbol Σ in formulas and on the stage")
STRING_ROW(SYMBOL_NORM, "symbol.norm", "Norm: the root of the sum of squares, one number for the size of many.",
           "tip of the symbol ‖ in formulas and on the stage")
STRING_ROW(SYMBOL_DIAG, "symbol.diag", "Matrix with these numbers on its diagonal and zeros elsewhere.",
           "tip of the symbol diag in formulas and on the stage")
STRING_ROW(HINT_ROW_ABSOLUTE, "hint.row-absolute", "Norm of the loss's gradient at this step, not divided by S.",
           "the same where the stage shows absolute numbers")
STRING_ROW(SYMBOL_LN, "symbol.ln", "Natural logarithm.",
           "tip of ln in formulas")
STRING_ROW(SYMBOL_RELU, "symbol.relu", "Rectified linear unit: keeps what is positive, else 0. Its slope is 1 or 0.",
           "tip of ReLU in formulas")
STRING_ROW(SYMBOL_LEAKY, "symbol.leaky", "Leaky ReLU: keeps what is positive, and a hundredth of the rest. Its slope is 1 or 0.01.",
           "tip of leaky in formulas")
STRING_ROW(SYMBOL_SLOPE, "symbol.slope", "The slope of the activation in each unit: 1 where the unit is on.",
           "tip of the words 1 or 0 in formulas")
STRING_ROW(SYMBOL_MU, "symbol.mu", "Momentum: how much of the step before is kept.",
           "tip of μ in formulas")
STRING_ROW(SYMBOL_EPSILON, "symbol.epsilon", "A tiny number, so that nothing is divided by 0.",
           "tip of ε in formulas")
STRING_ROW(SYMBOL_BECOMES, "symbol.becomes", "What stands on the left becomes what stands on the right.",
           "tip of an arrow in formulas")
STRING_ROW(SYMBOL_OUTPUTS, "symbol.outputs", "How many numbers the output has.",
           "tip of O in formulas")
STRING_ROW(SYMBOL_LOSSES, "symbol.losses", "How many steps of this sequence have a loss.",
           "tip of K in formulas")
STRING_ROW(SYMBOL_TARGET, "symbol.target", "Target: the number that would be right.",
           "tip of the word target in formulas")
STRING_ROW(SYMBOL_THROUGH, "symbol.through", "The rest of the derivative: what goes through the gates and the recurrent weights.",
           "tip of the words through, through the gates and in formulas")
STRING_ROW(SYMBOL_RULE_G, "symbol.rule-g", "Gradient of the loss as the optimiser gets it, after clipping and L2.",
           "tip of g in the rule of an update")
STRING_ROW(SYMBOL_RULE_M, "symbol.rule-m", "Running mean of the gradients so far; older ones count less.",
           "tip of m in the rule of an update")
STRING_ROW(SYMBOL_RULE_V, "symbol.rule-v", "What the optimiser has gathered of the gradients so far; older ones count less.",
           "tip of v in the rule of an update")
STRING_ROW(HINT_HOLD, "hint.hold", "A held number. Drag it up or down, or press an arrow key; a double click or Delete lets go of it.",
           "tip of a number that is held, above the chain")
STRING_ROW(HINT_LET_GO, "hint.let-go", "Let go of it.", "tip of the cross beside it")
STRING_ROW(HINT_HOLD_MORE, "hint.hold-more", "More numbers are held; the panel at the left lists them all.", "tip of the count of those without room")
STRING_ROW(HINT_PREDICTED, "hint.predicted",
           "The loss before, and the loss with the held numbers. Between them stands the loss that the gradient predicted: loss + gradient · change.",
           "tip of the loss while a number is held")
STRING_ROW(HINT_VALVE, "hint.valve", "A valve: drag it to hold this gate of all units, with Shift only that of unit %d. A double click lets go.",
           "tip of a valve on the straight strand; the number of a unit is put in")
STRING_ROW(PADDING_TIP, "padding.tip",
           "The sequence ends before this step. The steps from here on only fill the batch: nothing is read, the state stays as it is, and no loss, gradient or score comes from them.",
           "tip over the steps behind the end of a sequence")
STRING_ROW(STAGE_CARRIED, "stage.carried", "h₀ is carried over; steps before: %d.",
           "behind what the task asks; the state that step 1 begins with is what the steps before the sequence left")
STRING_ROW(STAGE_PADDING, "stage.padding", "padding", "on the stage, below the columns behind the end of a shorter sequence; short")
STRING_ROW(STAGE_PADDING_TIP, "stage.padding.tip", "padding: this sequence ends at step %d", "hover over such a column; its last step is put in")
STRING_ROW(STAGE_PADDING_HELD, "stage.padding.held", "the state is held; no loss and no gradient comes from here", "hover over such a column, its second line")
STRING_ROW(HINT_DIGITS, "hint.digits", "Ctrl: all digits", "last line of a tip whose numbers have more digits than are shown")
STRING_ROW(HINT_VERDICT_NUMBERS, "hint.verdict-numbers", "%s\narrives: %s\nmean factor per arrow: ×%s%s%s",
           "tip of the verdict: its words, two numbers, and the last line of tips with numbers")
STRING_ROW(HINT_LOSS_CURVE, "hint.loss-curve",
           "The loss before every update so far; in a long training each point is the mean of neighbouring updates. A click goes back to that update, bit for bit; training goes on from there.",
           "tip of the loss curve")
STRING_ROW(HINT_LOSS_HERE, "hint.loss-here", "loss here:", "in the tip of the loss curve; a number follows")
STRING_ROW(HINT_LOSS_MEAN, "hint.loss-mean", "mean loss here:", "the same where a pixel holds several updates")
STRING_ROW(ANSWER_STEP, "answer.step", "step %d:", "before the answer where there is a loss at every step; a time step is put in")
STRING_ROW(CHART_AND_MORE, "chart.and-more", "and %d more", "last line of a chart's read-out: lines without room; a count is put in")
STRING_ROW(CHART_EMPTY, "chart.empty", "The gradient at each step will appear here.", "in the empty chart")
STRING_ROW(CHART_OUTLINES, "chart.outlines", "Outlines: before the update. The new gradient will appear here.", "the same after an update")
STRING_ROW(CHART_EMPTY_TIP, "chart.empty.tip", "The gradient is computed in the backward phase, which follows forward and loss.", "its tip")
STRING_ROW(HINT_TABLE, "hint.table", "One row for each unit of this step: what its new state is made of.", "tip of the table's head in the forward phase")
STRING_ROW(HINT_LOSS_HEAD, "hint.loss-head", "Loss of the sequence on the stage, with the weights as they are now; on the curve, the loss before that update.",
           "tip of the line above the loss curve")
STRING_ROW(HINT_BASELINE, "hint.baseline", "Dashed line: the loss of a simple answer without memory.",
           "tip of the number below the loss curve")
STRING_ROW(HINT_HISTORY, "hint.history", "Memory that keeps earlier updates, so that training can go back to any of them.",
           "tip of the words below the loss curve")
STRING_ROW(HINT_EQUATION, "hint.equation", "Point at a symbol to see what it stands for.",
           "tip between the symbols of an equation")
STRING_ROW(HINT_ROW_GRADIENT, "hint.row-gradient", "Norm of the loss's gradient at this step; divided by S it is the share of what set out.",
           "tip of a row of the left panel")
STRING_ROW(HINT_TASK, "hint.task", "What the task asks of the sequence on the stage.",
           "tip of the sentence above the chain, below that sentence in full")
STRING_ROW(HINT_LEGEND_STATE, "hint.legend-state", "Colours of states: blue below zero, orange above, grey at zero.",
           "tip of the legend")
STRING_ROW(HINT_LEGEND_GRADIENT, "hint.legend-gradient", "Colours of the gradient: each colour is a size on the same log axis as the chart.",
           "tip of the legend")
STRING_ROW(HINT_AXIS, "hint.axis", "Log axis: each line is 100 times the next below, or more where lines lie further apart.",
           "tip of the numbers at the chart")
STRING_ROW(HINT_AXIS_ALL, "hint.axis-all", "All of what set out at the loss: the size of the gradient where it begins.",
           "tip of the word all at the chart")
STRING_ROW(HINT_ZONE_VANISHED, "hint.zone-vanished", "Below 1e-5 of what set out: with these weights this loss hardly teaches such a step.",
           "tip of the zone at the bottom of the chart")
STRING_ROW(HINT_ZONE_EXPLODING, "hint.zone-exploding", "Above 1e5 times what set out.",
           "tip of the zone at the top of the chart")
STRING_ROW(HINT_TITLE_RELATIVE, "hint.title-relative", "The norm of the followed loss's gradient at each step, divided by what set out at that loss.",
           "tip of the chart's title")
STRING_ROW(HINT_TITLE_ABSOLUTE, "hint.title-absolute", "The norm of the followed loss's gradient at each step.",
           "tip of the chart's title")
STRING_ROW(HINT_TITLE_ALL, "hint.title-all", "The norm of the gradient of all losses together, which training uses.",
           "tip of the chart's title")
STRING_ROW(HINT_TITLE_ALL_EXACT, "hint.title-all-exact", "The norm of the exact gradient of all losses together. Training is truncated: it stops on the way back.",
           "tip of the chart's title")
STRING_ROW(HINT_TITLE_TRACES, "hint.title-traces", "The states of the chain above, as lines over time; in the loss phase the network's answers, with the target.",
           "tip of the title below the chain in the forward phase")
STRING_ROW(HINT_TRACE_AXIS, "hint.trace-axis", "The scale of the lines; the middle is 0.", "tip of the axis left of the lines of the units")
STRING_ROW(HINT_TITLE_SHARES, "hint.title-shares", "The norm of what each step adds to the gradient of the recurrent weights.",
           "tip of the chart's title in the update phase")
STRING_ROW(HINT_DOTS, "hint.dots", "The same at h. A step's h hands its gradient to its c, so h and c are two places, not two shares.",
           "tip of the key of the dots")
STRING_ROW(HINT_FACTOR, "hint.factor", "By how much each arrow multiplies the gradient on its way back.",
           "tip of the word at the row of factors")
STRING_ROW(HINT_INTO_C, "hint.into-c", "The loss sets out at h. From h its gradient goes into c, through o and the slope of tanh, only here: this is the factor.",
           "tip of the factor beside the last column of the LSTM, and of its row in the left panel")
STRING_ROW(HINT_ROW_FACTOR, "hint.row-factor", "What arrives at this step by the arrow, divided by what left the step before it on the way back; both are norms.",
           "tip of a row of the left panel: a factor")
STRING_ROW(HINT_ROW_STRAIGHT, "hint.row-straight", "The gradient arrives in two strands. This is the share of the straight one, which passes no W, of the norms of both.",
           "tip of a row of the left panel: a share")
STRING_ROW(HINT_ROW_THROUGH, "hint.row-through", "The gradient arrives in two strands. This is the share of the one through the gates and W, of the norms of both.",
           "tip of a row of the left panel: a share")
STRING_ROW(HINT_ROW_SLOPES, "hint.row-slopes", "What the slopes of the activation do to the norm, before W. Times the next row it is the factor of the arrow.",
           "tip of a row of the left panel: a factor")
STRING_ROW(HINT_ROW_TURN, "hint.row-turn", "What W transposed does to the norm, after the slopes. Times the row before it is the factor of the arrow.",
           "tip of a row of the left panel: a factor")
STRING_ROW(HINT_ROW_ABOVE, "hint.row-above", "The state of this layer also feeds the layer above. This share of its gradient comes from there.",
           "tip of a row of the left panel: a share")
STRING_ROW(HINT_ANSWER, "hint.answer", "The network's answer; the row marked target is the right one.",
           "tip of the bars beside the output")
STRING_ROW(HINT_LOSS, "hint.loss", "Loss of this sequence.",
           "tip of the number beside the loss")
STRING_ROW(HINT_LOSSES, "hint.losses", "The losses of all steps together.",
           "tip of the number in the left margin")
STRING_ROW(HINT_VERDICT, "hint.verdict", "How much of the followed loss's gradient is left at the far end: below 1e-5 it has vanished, up to 0.1 it is weakened, up to 10 carried, up to 1e5 grown, above that exploding.",
           "tip of the verdict")

STRING_ROW(ANSWER_PREDICTION, "answer.prediction", "prediction", "table of the network's answer beside the outputs; short")
STRING_ROW(ANSWER_TARGET, "answer.target", "target", "table of the network's answer beside the outputs; short")
STRING_ROW(ANSWER_TARGET_BEFORE, "answer.target-before", "target ", "a word and a space before the name of the right class; short")
STRING_ROW(CHART_ALL, "chart.all", "all", "the line of what set out at the loss; one short word")
STRING_ROW(CHART_GRADIENT, "chart.gradient", "gradient", "the chart below the chain; short")
STRING_ROW(CHART_STATE, "chart.state", "state", "the chart below the chain; short")
STRING_ROW(CHART_OF_REVERSE, "chart.of-reverse", "reverse", "behind the number of a layer")
STRING_ROW(CHART_OF_FORWARD, "chart.of-forward", "forward", "behind the number of a layer")
STRING_ROW(CHART_LAYER, "chart.layer", "layer %d%s%s", "title of a chain: a number and two of the words above are put in")
STRING_ROW(CHAIN_TIP, "chain.tip", "Show this chain's gradient in the chart.", "tip of that name")
STRING_ROW(CHART_OFF_AXIS_ONE, "chart.off-axis-one",
           "%d step below %s, not drawn: down to %s, hover for each",
           "as the row below, where the count is 1")
STRING_ROW(CHART_OFF_AXIS, "chart.off-axis",
           "%d steps below %s, not drawn: down to %s, hover for each",
           "a note in the chart: a count, the axis's lower end, the smallest size")
STRING_ROW(CHART_OFF_AXIS_SHORT, "chart.off-axis-short", "%d below %s, not drawn", "the same in a narrow chart")
STRING_ROW(CHART_ZONE_VANISHED, "chart.zone-vanished", "vanished: hardly taught by this loss, now", "name of the lowest zone of the chart")
STRING_ROW(CHART_ZONE_VANISHED_SHORT, "chart.zone-vanished-short", "vanished", "the same in a narrow chart")
STRING_ROW(CHART_ZONE_EXPLODING, "chart.zone-exploding", "exploding", "name of the highest zone")
STRING_ROW(CHART_NAN, "chart.nan", "NaN", "a bar that is not a number; three letters")
STRING_ROW(CHART_REVERSE, "chart.reverse", ", reverse", "behind the number of a layer")
STRING_ROW(CHART_FORWARD, "chart.forward", ", forward", "behind the number of a layer")
STRING_ROW(CHART_OTHER_LANE, "chart.other-lane",
           "Layer %d%s: the thin line is the gradient at its steps.",
           "tip of a thin line; a number and one of the words above")
STRING_ROW(CHART_ARRIVED, "chart.arrived", "came through the arrow", "key of the mark in each bar; short")
STRING_ROW(CHART_ARRIVED_SHORT, "chart.arrived-short", "by the arrow", "the same, shorter")
STRING_ROW(CHART_ARRIVED_TIP, "chart.arrived-tip",
           "The bar up to the mark is what came through the arrow; the step's own loss is added to it, as vectors.",
           "tip of that key")
STRING_ROW(CHART_AT_H, "chart.at-h", "at h", "key of the dots; short")
STRING_ROW(CHART_TITLE_C, "chart.title-c", "Of what set out at the loss, this arrives at c", "title of the chart, the LSTM's")
STRING_ROW(CHART_TITLE, "chart.title", "Of what set out at the loss, this arrives", "title of the chart")
STRING_ROW(CHART_TITLE_SUM, "chart.title-sum", "Gradient of all losses together", "title of the chart where all losses are followed")
STRING_ROW(CHART_TITLE_ABSOLUTE, "chart.title-absolute", "Gradient of this loss", "title of the chart in absolute numbers")
STRING_ROW(CHART_TITLE_SHORT, "chart.title-short", "Arrives", "title of the chart where there is little room; one word")
STRING_ROW(CHART_TITLE_PLAIN_SHORT, "chart.title-plain-short", "Gradient", "title of the chart where there is little room; one word")
STRING_ROW(CHART_OUTLINES_WERE, "chart.outlines-were", "outlines: as it was", "key of the outlined bars")
STRING_ROW(CHART_OUTLINES_UPDATE, "chart.outlines-update", "outlines: before the update", "key of the outlined bars after an update")
STRING_ROW(CURTAIN_LOOKS_BACK_ONE, "curtain.looks-back-one",
           "Training looks back %d step",
           "as the row below, where the count is 1")
STRING_ROW(CURTAIN_LOOKS_BACK, "curtain.looks-back",
           "Training looks back %d steps",
           "a number")
STRING_ROW(CURTAIN_ANGLE, "curtain.angle", "its gradient, summed: %s° off the exact one", "an angle in degrees")
STRING_ROW(CURTAIN_ANGLE_SHORT, "curtain.angle-short", "gradient, summed: %s° off", "as the row above, where there is little room")
STRING_ROW(CURTAIN_TIP, "curtain.tip",
           "Truncated backpropagation\n%s%s%s. Training does not follow this loss beyond the curtain: what is outlined there is the exact gradient that it never sees. Drag it to look back further or less.",
           "tip of the curtain; the two lines beside it are put in")
STRING_ROW(ENDS_WAS, "ends.was", "was %s", "under a loss that something held has changed: the number it had")
STRING_ROW(ENDS_SUM_LOSS, "ends.sum-loss", "sum L", "at the outputs of the chain; short")
STRING_ROW(ENDS_MEAN_LOSS, "ends.mean-loss", "mean L", "at the outputs of the chain; short")
STRING_ROW(GATES_FACTOR_C, "gates.factor-c", "factor, c", "name of the row of factors, left of the chain; short")
STRING_ROW(GATES_FACTOR, "gates.factor", "factor", "name of the row of factors, left of the chain; short")
STRING_ROW(HOLD_INPUT, "hold.input", ", input %d", "name of a held number on its plate above the chain; short")
STRING_ROW(HOLD_UNIT, "hold.unit", ", unit %d", "name of a held number on its plate above the chain; short")
STRING_ROW(HOLD_LAYER, "hold.layer", ", layer %d", "name of a held number on its plate above the chain; short")
STRING_ROW(HOLD_HELD, "hold.held", "%s held at %s (%s %s)", "a name, the value, the next word, the value before")
STRING_ROW(HOLD_MEAN_WAS, "hold.mean-was", "mean was", "name of a held number on its plate above the chain; short")
STRING_ROW(HOLD_WAS, "hold.was", "was", "name of a held number on its plate above the chain; short")
STRING_ROW(HOLD_LOSS, "hold.loss", "Loss %s → %s", "beside the plates: the loss before and now")
STRING_ROW(HOLD_PREDICTED, "hold.predicted", "; its gradient predicted %s", "name of a held number on its plate above the chain; short")
STRING_ROW(SKETCH_DRAW_HERE, "sketch.draw-here", "draw your prediction here", "the prediction that a person draws in the chart")
STRING_ROW(SKETCH_YOURS, "sketch.yours", "your prediction", "the prediction that a person draws in the chart")
STRING_ROW(VALUES_TITLE, "values.title", "%s against %s", "heading of a chart: a quantity, then a setting")
STRING_ROW(VALUES_HELDOUT, "values.heldout", "Held-out loss", "a quantity, in a heading")
STRING_ROW(VALUES_ACCURACY, "values.accuracy", "Accuracy", "a quantity, in a heading")
STRING_ROW(VALUES_OTHER, "values.other", "What is asked for", "a quantity without a name of its own, in a heading")
STRING_ROW(VALUES_SO, "values.so", "measured", "names the curve as it is")
STRING_ROW(VALUES_NONE, "values.none", "nothing", "no number is known")
STRING_ROW(HINT_VALUES, "hint.values", "Each column is a separate training with this value, from the same start. The columns are evenly spaced, whatever the values are.", "tip")
STRING_ROW(HINT_VALUES_BASELINE, "hint.values-baseline", "The loss of a simple answer without memory.", "tip")
STRING_ROW(HINT_VALUE, "hint.value", "%s %s\nYou drew %s. Measured: %s.", "tip; a setting and its value, two numbers")
STRING_ROW(HINT_VALUE_OPEN, "hint.value-open", "%s %s\nYou drew %s so far.", "tip; a setting and its value, a number")
STRING_ROW(TRACES_DASHED, "traces.dashed", "dashed: the target", "lines of the units below the chain")
STRING_ROW(TRACES_TITLE_PREDICTION, "traces.title-prediction", "The prediction at each step", "title")
STRING_ROW(TRACES_TITLE_UNITS, "traces.title-units", "What each unit holds", "title")
STRING_ROW(TRACES_TITLE_ANSWER, "traces.title-answer", "The prediction and its target", "title")
STRING_ROW(TRACES_TITLE_PROBABILITY, "traces.title-probability", "How probable the network says each answer is", "title")
STRING_ROW(TRACES_TITLE_PROBABILITIES, "traces.title-probabilities", "How probable the network says the right answer is", "title; a loss at every step")
STRING_ROW(TRACES_PROBABILITY, "traces.probability", "Probability", "title, one word")
STRING_ROW(TRACES_PAIR, "traces.pair", "full: the right answer; pale: the likeliest other", "what the two bars of a step are")
STRING_ROW(TRACES_MORE, "traces.more", "%d more answers share %s", "below rows of probabilities that have no room; a count, a probability")
STRING_ROW(TRACES_MORE_ONE, "traces.more-one", "1 more answer has %s", "the same of one; a probability")
STRING_ROW(TRACES_PREDICTION, "traces.prediction", "Prediction", "title, one word")
STRING_ROW(TRACES_UNITS, "traces.units", "Units", "title, one word")
STRING_ROW(TRACES_EMPTY, "traces.empty", "What each unit holds will appear here.", "in the empty lines of the units, before the forward phase")
STRING_ROW(TRACES_EMPTY_TIP, "traces.empty.tip",
           "The states are computed in the forward phase. In the backward phase the gradient takes this place.", "its tip")
STRING_ROW(UPDATE_LOOKS_BACK_ONE, "update.looks-back-one",
           "training looks back %d step from each loss: %s",
           "as the row below, where the count is 1")
STRING_ROW(UPDATE_LOOKS_BACK, "update.looks-back",
           "training looks back %d steps from each loss: %s",
           "a number, one of the next two")
STRING_ROW(UPDATE_HOLLOW, "update.hollow", "nothing comes from the hollow ones", "the update phase's chart")
STRING_ROW(UPDATE_DIFFERS, "update.differs", "its shares differ from these", "the update phase's chart")
STRING_ROW(UPDATE_COLORS, "update.colors", "blue −%s, orange +%s", "two numbers")
STRING_ROW(UPDATE_FULL_COLOR, "update.full-color", "full colour at ±%s", "a number")
STRING_ROW(UPDATE_OFF_AXIS_ONE, "update.off-axis-one",
           "%d step below %s, not drawn",
           "as the row below, where the count is 1")
STRING_ROW(UPDATE_OFF_AXIS, "update.off-axis",
           "%d steps below %s, not drawn",
           "a count, a size")
STRING_ROW(UPDATE_TITLE_EXACT, "update.title-exact", "Each step's share in the exact gradient", "title of the chart")
STRING_ROW(UPDATE_TITLE, "update.title", "Each step's share in one gradient", "title of the chart")
STRING_ROW(UPDATE_TITLE_EXACT_SHORT, "update.title-exact-short", "Exact shares", "the same, short")
STRING_ROW(UPDATE_TITLE_SHORT, "update.title-short", "Shares", "the same, one word")
STRING_ROW(UPDATE_ADDED, "update.added", "added", "one word above a picture")
STRING_ROW(UPDATE_ADDED_TIP, "update.added.tip", "The change is added to the weights: the same new W stands at every arrow.", "tip of that word")
STRING_ROW(UPDATE_COLORS_TIP, "update.colors.tip", "The strongest blue and the strongest orange stand for these numbers; grey is 0.",
           "tip of the numbers below a matrix")
STRING_ROW(UPDATE_RIBBONS_TIP, "update.ribbons.tip", "What each step adds runs into one sum: the gradient of the recurrent weights.",
           "tip of the ribbons from the bars to the first matrix")
STRING_ROW(UPDATE_NO_ROOM, "update.no-room", "No room here for the matrices ∂L/∂W, ΔW and W.", "below the shares, in a small window")
STRING_ROW(UPDATE_NO_ROOM_TIP, "update.no-room.tip", "In a higher window, or at a smaller scale, they stand below the shares.", "its tip")
STRING_ROW(NUMBER_PIXEL, "number.pixel",
           "its pixel shows the largest of %d %s: %s",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_DIGITS, "number.digits",
           "fewer than three digits are certain: rounding alone makes it %s",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_DIGITS_WAIT, "number.digits-wait",
           "how many digits are certain is still being computed",
           "the same line until it is known")
STRING_ROW(NUMBER_DIGITS_HELD, "number.digits-held",
           "how many digits are certain is not known while a number is held",
           "the same line, where a what-if holds a number")
STRING_ROW(NUMBER_DIGITS_TRAIN, "number.digits-train",
           "how many digits are certain is not known while training runs",
           "the same line, for a large network")
STRING_ROW(NUMBER_DIGITS_ONCE, "number.digits-once",
           "how many digits are certain is not known: this number is computed only once",
           "the same line, for what takes too long to compute twice, and for a gradient that looks back a few steps only")
STRING_ROW(NUMBER_DIGITS_ROOM, "number.digits-room",
           "how many digits are certain is not known: not enough memory to find out",
           "the same line, for a very large network")
STRING_ROW(NUMBER_PRE, "number.pre", "pre-activation %s", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_LSTM_KEEPS, "number.lstm-keeps",
           "keeps f = %s of the old, writes i·g = %s·%s",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_LSTM_OUT, "number.lstm-out", "o · tanh(c) = %s · %s", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_STATE, "number.state", "%s, unit %d, after step %d", "one of the next two, a unit, a step")
STRING_ROW(NUMBER_CELL_STATE, "number.cell-state", "cell state", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_HIDDEN_STATE, "number.hidden-state", "hidden state", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_DROPPED, "number.dropped",
           "dropped on the way up: layer %d reads 0",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_SCALED, "number.scaled",
           "×%s on the way up: layer %d reads %s",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_ITS_GRADIENT, "number.its-gradient", "its gradient %s", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(UPDATE_TRUNCATED, "update.truncated",
           "\\text{truncated } \\partial L/\\partial \\W{W}",
           "a formula below the matrix of a gradient; short")
STRING_ROW(NUMBER_GRADIENT_OF_ALL, "number.gradient-of-all",
           "its gradient, of all losses: %s",
           "the same line, where a sequence has several losses")
STRING_ROW(NUMBER_STATES, "number.states", "states", "put into 'its pixel shows the largest of'")
STRING_ROW(NUMBER_ARROW, "number.arrow",
           "the arrow to step %d multiplies it by %s",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_STRANDS, "number.strands",
           "straight by %s ×%s, through W ×%s",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_HALVES, "number.halves",
           "slopes ×%s, W transposed ×%s",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_CANCEL, "number.cancel",
           "the two partly cancel each other",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_SET_OUT, "number.set-out",
           "of what set out at the loss of step %d: S = %s",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_ALL_LOSSES, "number.all-losses",
           "of all losses together, as training uses it",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_AT_H, "number.at-h", "at h it is %s", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_ABOVE, "number.above",
           "%s %% of it comes from the layer above",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_CLICK_BACKWARD, "number.click-backward",
           "click: go to this step of the backward pass",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_GATE, "number.gate",
           "%s at step %d, mean of the units (%d)",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_RANGE, "number.range", "from %s to %s", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_DH_SUM, "number.dh-sum", "‖∂L/∂h‖ of all losses = %s", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_LOSS, "number.loss", "loss of this step %s", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_CLICK_PASS, "number.click-pass", "click: go to this step of the %s pass", "one of the next two is put in")
STRING_ROW(NUMBER_CLICK_CELL, "number.click-cell", "click: look inside this cell, in the %s pass", "one of the next two is put in")
STRING_ROW(NUMBER_BACKWARD_PASS, "number.backward-pass", "backward", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_FORWARD_PASS, "number.forward-pass", "forward", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_SHARE_OF_LOSS, "number.share-of-loss",
           ": of the loss by the gates before their nonlinearity",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_SHARE_EXACT, "number.share-exact",
           "what step %d alone adds to the exact $\\partial L/\\partial \\W{W}$",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_SHARE, "number.share",
           "what step %d alone adds to $\\partial L/\\partial \\W{W}$",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_TRUNCATED, "number.truncated",
           "training looks back no further than %d: it does not learn from this step",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_UNCHECKED, "number.unchecked",
           "differences cannot check this one: %s",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_AGREE, "number.agree", "they agree", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_AGREE_ONE, "number.agree-one", "1 digit agrees", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_AGREE_DIGITS, "number.agree-digits", "%d digits agree", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_AGREE_NONE, "number.agree-none", "no digit agrees", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_DIFFERENCE, "number.difference",
           "central difference %s, %s",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_FROM_UNIT, "number.from-unit",
           "from unit %d at one step to unit %d at the next",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_IN_GATE, "number.in-gate", "in the %s", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_NOT_SUMMED, "number.not-summed",
           "the shares are not summed yet",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_NOT_COMPUTED, "number.not-computed",
           "not computed yet",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_ADDS, "number.adds", "the update adds %s", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_ENTRIES, "number.entries", "entries", "put into 'its pixel shows the largest of'")
STRING_ROW(NUMBER_TRUNCATED_ENTRY, "number.truncated-entry",
           "truncated to a look back of %d; the exact one is %s",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_EXACT_GRADIENT, "number.exact-gradient",
           "its exact gradient %s",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_CONVEYOR, "number.conveyor",
           "the cell state goes on from step %d to step %d, times %sthe %s",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_CONVEYOR_STATE, "number.conveyor-state",
           "the state goes on from step %d to step %d, times %sthe %s",
           "a line of the tip of an arrow of the stage")
STRING_ROW(NUMBER_ONE_MINUS, "number.one-minus", "1 minus ", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_GATE_MEAN, "number.gate-mean",
           "the gate, mean of the units (%d): %s",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_FIRST_STEP, "number.first-step",
           "recurrent weights: step %d is read first and begins with a state of zeros",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_RECURRENT, "number.recurrent",
           "recurrent weights: the state of step %d goes into step %d",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_RADIUS, "number.radius",
           "spectral radius %s, the same weights at every arrow",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_RADIUS_LARGEST, "number.radius-largest",
           "the same weights at every arrow; largest spectral radius of all W: %s",
           "the same where there are several matrices W: of gates, layers, directions")
STRING_ROW(NUMBER_GRADIENT_LATER, "number.gradient-later",
           "the gradient is computed in the backward phase",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_CLICK, "number.click", "click: go to this step", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(HINT_SPECTRAL_RADIUS, "hint.spectral-radius", "spectral radius", "in the tip of a symbol, before a number")
STRING_ROW(HINT_LARGEST_RADIUS, "hint.largest-radius",
           "largest spectral radius of all W",
           "the same where there are several matrices W: of gates, layers, directions")
STRING_ROW(HINT_LENGTH_AT, "hint.length-at", "length at step %d:", "in the tip of a symbol, before a number; a step is put in")
STRING_ROW(HINT_MEAN_AT, "hint.mean-at", "mean over the units at step %d:", "in the tip of a symbol, before a number; a step is put in")
STRING_ROW(HINT_OF_TARGET_AT, "hint.of-target-at", "of the target at step %d:",
           "in the tip of the symbol p, before a number; a step is put in")
STRING_ROW(HINT_SLOPE_AT_MOST, "hint.slope-at-most", "its slope lies between 0 and", "in the tip of the symbols σ and tanh, before a number")
STRING_ROW(HINT_BIAS_OF_LAYER, "hint.bias-of-layer", "length of all biases of layer %d:",
           "in the tip of the symbol b, before a number; a layer is put in")
STRING_ROW(HINT_BIAS_OF_HEAD, "hint.bias-of-head", "length:", "in the tip of the head's bias, before a number")
STRING_ROW(HINT_NOT_FORWARD, "hint.not-forward", "no number yet: the forward pass has not begun", "in the tip of a symbol")
STRING_ROW(HINT_NOT_LOSS, "hint.not-loss", "no number yet: the loss phase computes it", "in the tip of the symbols y and p")
STRING_ROW(HINT_NO_SOFTMAX, "hint.no-softmax", "no number: this task's loss is a squared error, without a softmax",
           "in the tip of the symbol p")
STRING_ROW(HINT_OF_SEQUENCE, "hint.of-sequence", "of this sequence:", "in the tip of a symbol, before a number")
STRING_ROW(HINT_WEIGHT_SCALE, "hint.weight-scale", "root mean square of U and V", "in the tip of a symbol, before a number")
