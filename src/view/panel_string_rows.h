/* Rows of string_rows.h: the panels at the left and at the right: story, verdict, controls, loss curve. */
STRING_ROW(STORY_HELD_UPDATE, "story.held-update",
           "The chain shows what is held. An update lets go of it: shares, gradient and change are those without it.",
           "left panel in the update phase, while a number is held in the phases before")
STRING_ROW(STAGE_HELD_UPDATE, "stage.held-update", "without what is held: an update lets go of it",
           "above the bars of the update phase, while a number is held in the phases before")
STRING_ROW(WEIGHTS_WITHOUT_HELD, "weights.without-held", "; without what is held", "behind the heading above gradients and changes of all weights")
STRING_ROW(COMPARE_SOME_HELD, "compare.some-held", "%d of %d held",
           "at a compared network's row: how many of the numbers held on the stage")
STRING_ROW(COMPARE_NONE_HELD, "compare.none-held", "nothing held here", "the same, where it has no place for any of them")
STRING_ROW(
    HINT_HELD_HERE, "hint.held-here",
    "A number is held in every row that has the same place: an input, a gate of that letter, a whole state. A single unit or weight has no counterpart in another network, and a truncated gradient allows no what-if.",
    "tip of how much of what is held on the stage is held in a compared network")
STRING_ROW(STORY_ONE_CELL, "story.one-cell",
           "A recurrent network is one cell with a loop: the state it makes goes back in at the next step. Unrolled, the "
           "same cell stands once for every step.",
           "left panel, phase Unroll; one layer in one direction")
STRING_ROW(STORY_EACH_CELL, "story.each-cell",
           "Each layer, in each direction, is one cell with a loop: the state it makes goes back in at its next step. "
           "Unrolled, the same cell stands once for every step.",
           "the same with several layers or directions")
STRING_ROW(STORY_SHARED, "story.shared",
           "All copies of a cell share the same weights: $\\U{U}$ for the input, $\\W{W}$ for the state before, $\\V{V}$ "
           "for the output.",
           "left panel, phase Unroll")
STRING_ROW(STORY_STEPS, "story.steps", "steps T", "row of numbers in the left panel")
STRING_ROW(STORY_UNITS, "story.units", "hidden units", "row of numbers in the left panel")
STRING_ROW(STORY_WEIGHTS, "story.weights", "weights and biases, b twice", "row of numbers in the left panel: as in PyTorch, b is the sum of two")
STRING_ROW(STORY_RADIUS, "story.radius", "spectral radius", "row of numbers in the left panel, behind ρ(W)")
STRING_ROW(STORY_DROPOUT, "story.dropout",
           "Dropout: at step %d, layer %d sends up part of its numbers (%d of %d), ×%s, and drops %d.",
           "left panel, phase Forward: step, layer, numbers kept, of how many, their factor, numbers dropped")
STRING_ROW(STORY_FORWARD_RNN, "story.forward-rnn",
           "Each step reads its input and the state before it, weighs and adds them, and passes the sum through the "
           "activation. What it remembers is in the state.",
           "left panel, phase Forward")
STRING_ROW(STORY_FORWARD_LSTM, "story.forward-lstm",
           "Gates between 0 and 1 decide at every step what to keep of the cell state ($\\f{f}$), what to write to it "
           "($\\i{i} \\odot \\g{g}$), and what to show of it ($\\o{o}$).",
           "the same of the LSTM")
STRING_ROW(STORY_FORWARD_GRU, "story.forward-gru",
           "The update gate $\\f{z}$ decides how much of the old state stays; the reset gate $\\i{r}$ how much of it the "
           "candidate $\\g{n}$ may see.",
           "the same of the GRU")
STRING_ROW(STORY_UNIT_TIP, "story.unit-tip",
           "Unit %d of the hidden state after step %d",
           "tip of a row of the table: unit and step are put in")
STRING_ROW(STORY_AT_PADDING, "story.at-padding", "STEP %d: PADDING", "heading in the left panel, of a step behind the end of the sequence")
STRING_ROW(STORY_PADDING, "story.padding",
           "This sequence ends at step %d. The steps after it only fill the batch: nothing is read, the state stays as it is, and no loss, gradient or score comes from them.",
           "left panel, at a step behind the end of a shorter sequence; its last step is put in")
STRING_ROW(STORY_MORE_UNITS, "story.more-units", "and %d more: hover a column", "below the table of units; a number is put in")
STRING_ROW(STORY_FEWEST, "story.fewest", "the fewest possible, on average", "row of numbers: bits a symbol")
STRING_ROW(STORY_LEAST, "story.least", "the least possible, on average", "row of numbers: perplexity")
STRING_ROW(STORY_SOFTMAX, "story.softmax",
           "The softmax turns the outputs into probabilities. The loss is the negative logarithm of the probability that "
           "the right answer got: 0 if it was certain of it.",
           "left panel, phase Loss")
STRING_ROW(STORY_SQUARED, "story.squared",
           "The loss is the squared distance from the target, averaged over the outputs.",
           "the same of a task that predicts numbers")
STRING_ROW(STORY_SOFTMAX_LOSS, "story.softmax-loss", "L = -\\ln p_{\\text{right}}", "a formula: the loss of the right answer's probability")
STRING_ROW(STORY_SQUARED_LOSS, "story.squared-loss",
           "L = \\frac{1}{O} \\sum_o (y_o - \\text{target}_o)^2",
           "a formula: the squared loss")
STRING_ROW(STORY_RIGHT, "story.right", "the right answer", "row of numbers, behind a probability")
STRING_ROW(STORY_TARGET, "story.target", "its target", "row of numbers, below a prediction")
STRING_ROW(STORY_LOSS_STEP, "story.loss-step", "loss of this step", "row of numbers")
STRING_ROW(STORY_LOSS_SUM, "story.loss-sum", "loss of the sequence, their sum", "row of numbers")
STRING_ROW(STORY_LOSS_MEAN, "story.loss-mean", "loss of the sequence, their mean", "row of numbers")
STRING_ROW(STORY_SAME_W, "story.same-w",
           "The same $\\W{W}$ acted at every step, so its gradient is the sum of what every step adds: what a step adds "
           "may be large or small.",
           "left panel, phase Update")
STRING_ROW(STORY_TRUNCATED_ONE, "story.truncated-one",
           "Training is truncated: each loss looks back %d step. What lies further back is not in its gradient.",
           "as the row below, where the count is 1")
STRING_ROW(STORY_TRUNCATED, "story.truncated",
           "Training is truncated: each loss looks back %d steps. What lies further back is not in its gradient.",
           "left panel, phase Update: steps, and an s for several")
STRING_ROW(STORY_LOSS_BEFORE, "story.loss-before", "loss before the update", "row of numbers")
STRING_ROW(STORY_RATE_NOW, "story.rate-now", "learning rate by now", "row of numbers, behind η, where it is halved again and again")
STRING_ROW(STORY_RATE, "story.rate", "learning rate", "row of numbers, behind η")
STRING_ROW(STORY_NORM_EXACT, "story.norm-exact", "norm of the exact gradient", "row of numbers")
STRING_ROW(STORY_NORM, "story.norm", "norm of the whole gradient", "row of numbers")
STRING_ROW(STORY_NORM_TRUNCATED, "story.norm-truncated", "norm of the truncated one", "row of numbers")
STRING_ROW(STORY_ANGLE, "story.angle", "angle between the two", "row of numbers")
STRING_ROW(STORY_CUT, "story.cut", "has its elements cut at ±", "row of numbers, behind g")
STRING_ROW(STORY_CLIPPED, "story.clipped", "is clipped: multiplied by", "row of numbers, behind g")
STRING_ROW(STORY_UNCLIPPED, "story.unclipped", "is within the clip norm: times", "the same where the gradient is short enough")
STRING_ROW(STORY_L2, "story.l2", "takes in L2: $\\W{W}$ times", "row of numbers, behind g")
STRING_ROW(STORY_BEFORE, "story.before", "before the update", "row of numbers, behind ρ(W)")
STRING_ROW(STORY_UPDATES, "story.updates", "updates done so far", "row of numbers")
STRING_ROW(STORY_BACK_TIP, "story.back-tip", "To the phase before.", "tip of the button Back")
STRING_ROW(STORY_NEXT_UPDATE, "story.next-update", "Next update →", "button at the end of an update; short")
STRING_ROW(STORY_NEXT_UPDATE_TIP, "story.next-update-tip", "Do this update and begin the next.", "tip of that button")
STRING_ROW(STORY_NEXT_TIP, "story.next-tip", "To the end of this phase.", "tip of the button Next")
STRING_ROW(STORY_BACK_RNN, "story.back-rnn",
           "Each recurrent arrow multiplies the gradient: by the slope of the activation, then by $\\W{W}$ transposed.",
           "left panel, phase Backward")
STRING_ROW(STORY_BACK_LSTM, "story.back-lstm",
           "What set out at the loss runs back along $c$. Each forget gate $\\f{f}$ is a valve on it: this strand passes "
           "no $\\W{W}$. The rest leaves through the gates, $\\W{W}$ and $h$, and joins $c$ again where that strand "
           "arrives.",
           "the same of the LSTM")
STRING_ROW(STORY_BACK_GRU, "story.back-gru",
           "Where the update gate $\\f{z}$ is near 1 the state is copied, and its gradient with it: that strand passes no "
           "$\\W{W}$. The rest passes the gates and $\\W{W}$.",
           "the same of the GRU")
STRING_ROW(STORY_BACK_ONE, "story.back-one",
           "With one step there is no recurrent arrow: the gradient goes from the loss into the state, and no further.",
           "the same where T is 1")
STRING_ROW(STORY_BACK_OTHER, "story.back-other",
           "The gradient goes back to the step before through the gates and $\\W{W}$.",
           "the same of another cell")
STRING_ROW(STORY_BACK_ALL, "story.back-all",
           "Shown is the sum over all losses, as training uses it: at a step with a loss most of it may be that step's "
           "own.",
           "left panel, phase Backward, where all losses are followed")
STRING_ROW(STORY_FACTOR, "story.factor", "factor of the last arrow", "row of numbers")
STRING_ROW(STORY_THROUGH, "story.through", "through $\\W{W}$", "row of numbers: a share")
STRING_ROW(STORY_SLOPES, "story.slopes", "the slopes alone", "row of numbers")
STRING_ROW(STORY_TURN, "story.turn", "$\\W{W}$ transposed alone", "row of numbers")
STRING_ROW(STORY_ABOVE, "story.above", "of it from the layer above", "row of numbers: a share")
STRING_ROW(STORY_INTO_C, "story.into-c", "from $h$ into $c$ at the loss", "row of numbers: a factor")
STRING_ROW(STORY_SET_OUT, "story.set-out", "set out at the loss of step %d", "row of numbers, behind S; a step is put in")
STRING_ROW(STORY_TRY_CELL, "story.try-cell", "The same seed as %s", "something to try; a cell with its article is put in")
STRING_ROW(STORY_TRY_FORGET, "story.try-forget", "Let it forget: bias 0", "something to try")
STRING_ROW(STORY_TRY_HOLD, "story.try-hold", "Hold the forget gate open: bias 3", "something to try")
STRING_ROW(STORY_TRY_GROW, "story.try-grow", "Recurrent radius 1.2", "something to try")
STRING_ROW(STORY_TRY_SHRINK, "story.try-shrink", "Recurrent radius 0.42", "something to try")
STRING_ROW(STORY_TRY_LONG, "story.try-long", "Twice as long: T = %d", "something to try; a length is put in")

STRING_ROW(CLIP_ZERO, "clip.zero", "The gradient is exactly 0: nothing to clip.", "the picture of clipping in the update phase")
STRING_ROW(CLIP_NOT_FINITE, "clip.not-finite",
           "The gradient is not finite: it cannot be clipped.",
           "the picture of clipping in the update phase")
STRING_ROW(CLIP_NORM, "clip.norm", "norm of the gradient", "the picture of clipping in the update phase")
STRING_ROW(CLIP_TURNED, "clip.turned", "%s, turned by %s°", "the picture of clipping in the update phase")
STRING_ROW(CLIP_AFTER, "clip.after", "after clipping", "the picture of clipping in the update phase")
STRING_ROW(CLIP_CIRCLE_SHORT, "clip.circle.short", "circle: %s", "the picture of clipping, where clip.circle has no room: the clip norm")
STRING_ROW(CLIP_CIRCLE_TINY, "clip.circle.tiny", "clip norm %s: too small a circle", "the same where the circle is too small to be seen")
STRING_ROW(CLIP_CIRCLE, "clip.circle", "circle: the clip norm, %s", "the picture of clipping in the update phase")
STRING_ROW(CLIP_PLANE, "clip.plane", "the plane of both arrows", "the picture of clipping in the update phase")
STRING_ROW(CLIP_ELEMENTS_TIP, "clip.elements-tip",
           "To scale, in the plane of the gradient and of what is left of it. Elements that are cut by themselves turn the direction.",
           "the picture of clipping in the update phase")
STRING_ROW(CLIP_NORM_TIP, "clip.norm-tip",
           "To scale: the gradient of all weights and biases, and what the optimiser gets. Its direction stays.",
           "the picture of clipping in the update phase")
STRING_ROW(CONTROLS_DRAWN, "controls.drawn", "%s, as drawn", "a slider's number")
STRING_ROW(CONTROLS_NOW, "controls.now", "%s, now %s", "a slider's number, and what training has made of it")
STRING_ROW(CONTROLS_READ_OUT, "controls.read-out",
           "Measured on the weights as training moves them. Stop the training to set it.",
           "tip of a slider while training moves it")
STRING_ROW(CONTROLS_RESCALED, "controls.rescaled", "rescaled", "a note under the initialisation, with the next two")
STRING_ROW(CONTROLS_TO_RADIUS, "controls.to-radius", " to ρ %s", "the controls at the right")
STRING_ROW(CONTROLS_TO_SCALE, "controls.to-scale", "%s U and V to %s", "the controls at the right")
STRING_ROW(CONTROLS_STOP, "controls.stop", "Stop", "button")
STRING_ROW(CONTROLS_TRAIN, "controls.train", "Train", "button")
STRING_ROW(CONTROLS_TRAIN_TIP, "controls.train-tip", "Does update after update on the task's sequences, until you stop it.", "tip of that button")
STRING_ROW(CONTROLS_UPDATE, "controls.update", "One update", "button")
STRING_ROW(CONTROLS_UPDATE_TIP, "controls.update-tip", "One update, from the sequence on the stage.", "tip of that button")
STRING_ROW(CONTROLS_NEXT, "controls.next", "Next sequence", "button")
STRING_ROW(CONTROLS_NEXT_TIP, "controls.next-tip", "Put another sequence on the stage.", "tip of that button")
STRING_ROW(CONTROLS_ALL, "controls.all", "All controls", "button under a lesson's few controls")
STRING_ROW(CONTROLS_NONE, "controls.none", "This step needs no controls.", "above that button, where a lesson's step shows none")
STRING_ROW(CONTROLS_ALL_TIP, "controls.all-tip", "Shows the controls, too, that this step of the lesson does not need.", "tip of that button")
STRING_ROW(CONTROLS_FEWER, "controls.fewer", "Fewer settings", "button")
STRING_ROW(CONTROLS_MORE, "controls.more", "More settings", "button")
STRING_ROW(CONTROLS_MORE_TIP, "controls.more-tip", "Initialisation, optimiser, clipping and the like.", "tip of that button")
STRING_ROW(CURVE_UPDATE, "curve.update", "update", "the axis of the loss curve")
STRING_ROW(CURVE_LOG, "curve.log", "log axis", "switch")
STRING_ROW(CURVE_LINEAR, "curve.linear", "linear axis", "switch")
STRING_ROW(CURVE_LOG_TIP, "curve.log-tip",
           "Updates on a log axis: each power of ten is as wide as the next. A click shows them evenly.",
           "tip of the switch")
STRING_ROW(CURVE_LINEAR_TIP, "curve.linear-tip",
           "Updates evenly. A click shows them on a log axis, where a long training's beginning can be seen.",
           "tip of the switch")
STRING_ROW(CURVE_AT, "curve.at", "stage %s · update %s", "the loss of the stage's sequence now")
STRING_ROW(CURVE_BEFORE, "curve.before", "%s before update %s", "the number under the pointer")
STRING_ROW(CURVE_MEAN, "curve.mean", "%s, mean of %s, update %s", "the number under the pointer")
STRING_ROW(CURVE_TITLE, "curve.title", "Loss", "title")
STRING_ROW(CURVE_LEAST, "curve.least", "Loss, least %s", "title where the scale does not begin at 0")
STRING_ROW(CURVE_SOLVED, "curve.solved", "solved at update %s", "at the mark in the curve")
STRING_ROW(CURVE_UNMEASURED, "curve.unmeasured", "Held out: not measured yet", "the loss curve at the lower right")
STRING_ROW(CURVE_MEASURING, "curve.measuring", "Held out: measuring, %d %%", "the loss curve at the lower right, while a measure takes seconds")
STRING_ROW(CURVE_HELD_OUT, "curve.held-out", "Held out: %s", "the loss curve at the lower right; one of the next two is put in")
STRING_ROW(CURVE_HELD_OUT_AT, "curve.held-out-at", "Held out at %s: %s", "the same, measured at that earlier update")
STRING_ROW(CURVE_HELD_LOSS, "curve.held-loss", "loss %s", "what is put in there")
STRING_ROW(CURVE_HELD_SHARE, "curve.held-share", "%s %s %%", "what is put in there: what the task counts, and its share")
STRING_ROW(CURVE_GOAL, "curve.goal", "%s · goal %s", "that line and the goal, where there is room")
STRING_ROW(CURVE_GOAL_SHARE, "curve.goal-share", "%s · goal %s %%", "the same where the task counts what is right")
STRING_ROW(CURVE_GOAL_MARK, "curve.goal-mark", "goal %s", "at the dashed line of the loss curve")
STRING_ROW(CURVE_GOAL_MARK_SHARE, "curve.goal-mark-share", "goal %s %%", "the same where the task counts what is right")
STRING_ROW(CURVE_CHANGED, "curve.changed", "Held out: not measured since the change",
           "the loss curve at the lower right, where a setting changed after the last measure")
STRING_ROW(CURVE_NO_UPDATE, "curve.no-update", "no update yet", "the loss curve at the lower right")
STRING_ROW(CURVE_MEASURE_TIP, "curve.measure-tip",
           "Green line: the task's own measure on sequences that training never sees; dashed: its goal. It is measured on %d of them, on more near the goal, so seldom that it costs training at most an eighth of its work.",
           "tip of the line of the measure")
STRING_ROW(CURVE_HISTORY, "curve.history", "history %.2f of %d MB", "how much of the history's room is used")
STRING_ROW(STORY_IN_NUMBERS, "story.in-numbers", "IN NUMBERS", "heading")
STRING_ROW(STORY_FORMS, "story.forms", "From its input and the state before, each step forms ", "first part of a sentence about the cell")
STRING_ROW(STORY_GATE, "story.gate",
           "%sthe %s $%s$%s",
           "one gate of that sentence: the word before, the gate's name, its letter, its range")
STRING_ROW(STORY_AND, "story.and", " and ", "the panel at the left")
STRING_ROW(STORY_RANGE_GATE, "story.range-gate", " (0 to 1)", "the panel at the left")
STRING_ROW(STORY_RANGE_CANDIDATE, "story.range-candidate", " (−1 to 1)", "the panel at the left")
STRING_ROW(STORY_KEEPS, "story.keeps",
           " It keeps $%s$ of the %s before.",
           "the sentence after it; the gate's letter and one of the next two")
STRING_ROW(STORY_CELL_STATE, "story.cell-state", "cell state", "the panel at the left")
STRING_ROW(STORY_STATE, "story.state", "state", "the panel at the left")
STRING_ROW(STORY_PRESS_PLAY, "story.press-play", "PRESS PLAY, OR STEP ON", "heading before a phase has begun")
STRING_ROW(STORY_STEP_UNITS, "story.step-units", "STEP %d, UNIT BY UNIT", "heading")
STRING_ROW(STORY_UNIT, "story.unit", "unit %d", "row of the table of units; short")
STRING_ROW(STORY_PER_SYMBOL, "story.per-symbol", "PER SYMBOL, IN THIS SEQUENCE", "heading")
STRING_ROW(STORY_BITS, "story.bits", "bits", "the panel at the left")
STRING_ROW(STORY_PERPLEXITY, "story.perplexity", "perplexity", "the panel at the left")
STRING_ROW(STORY_AT_STEP, "story.at-step", "AT STEP %d", "heading")
STRING_ROW(STORY_MORE_OUTPUT, "story.more-output", "and %d more output", "the panel at the left")
STRING_ROW(STORY_MORE_OUTPUTS, "story.more-outputs", "and %d more outputs", "the panel at the left")
STRING_ROW(STORY_WOULD_SCORE, "story.would-score", "%s would score", "the panel at the left")
STRING_ROW(STORY_SOLVED_WHEN, "story.solved-when", "THE TASK IS SOLVED WHEN", "heading")
STRING_ROW(STORY_HALVED, "story.halved", "as set, its half-life in updates: %s", "the panel at the left")
STRING_ROW(STORY_TITLE_FORWARD, "story.title-forward", "Forward: the states", "title of a phase")
STRING_ROW(STORY_TITLE_LOSS, "story.title-loss", "The loss", "title of a phase")
STRING_ROW(STORY_TITLE_BACKWARD, "story.title-backward", "Backward: the gradient", "title of a phase")
STRING_ROW(STORY_TITLE_UPDATE, "story.title-update", "Update: one shared $\\W{W}$", "title of a phase")
STRING_ROW(STORY_TITLE_ONE, "story.title-one", "One cell, %d times", "title of the unroll phase")
STRING_ROW(STORY_TITLE_EACH, "story.title-each", "Each cell, %d times", "title of the unroll phase, of several layers or directions")
STRING_ROW(STORY_TITLE_ONE_STEP, "story.title-one-step", "One cell, once", "title of the unroll phase where T = 1")
STRING_ROW(STORY_TITLE_EACH_STEP, "story.title-each-step",
           "Each cell, once",
           "title of the unroll phase where T = 1, of several layers or directions")
STRING_ROW(STORY_BACK, "story.back", "Back", "button")
STRING_ROW(STORY_NEXT, "story.next", "Next →", "button")
STRING_ROW(STORY_TRAINING, "story.training", "TRAINING, UPDATE %s", "heading while training")
STRING_ROW(STORY_PHASE, "story.phase", "PHASE %d OF %d", "heading")
STRING_ROW(BACKWARD_TWO_STRANDS, "backward.two-strands",
           "From $%s$ of one step to $%s$ of the step before, the gradient goes straight times $%s$: this strand passes no $\\W{W}$. The rest passes the gates and $\\W{W}$.",
           "the panel at the left in the backward phase")
STRING_ROW(BACKWARD_STRAIGHT_BY, "backward.straight-by", "straight, by way of $%s$", "the panel at the left in the backward phase")
STRING_ROW(BACKWARD_PLUS_THROUGH, "backward.plus-through",
           "\\text{diag}(%s) + \\text{through } \\W{W%s}",
           "a formula: the gate, a prime in the reverse chain")
STRING_ROW(BACKWARD_THROUGH_GATES, "backward.through-gates", "\\text{through the gates and } \\W{W%s}", "a formula: a prime in the reverse chain")
STRING_ROW(BACKWARD_AT_STEP, "backward.at-step", "THE GRADIENT AT STEP %d", "heading")
STRING_ROW(WHATIF_PART, "whatif.part",
           "They differ: on the way the slope of the loss changes from %s to %s. A gradient is exact only where it was computed.",
           "the panel at the left while something is held")
STRING_ROW(WHATIF_FLAT, "whatif.flat",
           "The slope is flat there because more is saturated: %.0f %% instead of %.0f %%.",
           "the panel at the left while something is held")
STRING_ROW(WHATIF_TITLE, "whatif.title", "WHAT IF", "heading")
STRING_ROW(WHATIF_LOSS_WAS, "whatif.loss-was", "loss as it was", "the panel at the left while something is held")
STRING_ROW(WHATIF_PREDICTED, "whatif.predicted", "its gradient predicted", "the panel at the left while something is held")
STRING_ROW(WHATIF_LOSS_NOW, "whatif.loss-now", "loss now", "the panel at the left while something is held")
STRING_ROW(WHATIF_AGREE, "whatif.agree", "For a change as small as this the two agree.", "the panel at the left while something is held")
STRING_ROW(WHATIF_LET_GO, "whatif.let-go",
           "Double-click it, or its ✕ above the chain, to let go. An update, training and another sequence let go, too.",
           "the panel at the left while something is held")
STRING_ROW(STORY_TRY, "story.try", "TRY", "heading")
STRING_ROW(STORY_WHAT_IF_INPUT, "story.what-if-input", "What if x₁ had been %s?", "a button")
STRING_ROW(RULE_SGD, "rule.sgd",
           "Gradient descent then moves the weights a little way against the gradient $g$.",
           "a sentence about the optimiser")
STRING_ROW(RULE_MOMENTUM, "rule.momentum",
           "The velocity $v$ keeps a part of the earlier gradients and adds $g$; the weights move against it.",
           "a sentence about the optimiser")
STRING_ROW(RULE_RMSPROP, "rule.rmsprop",
           "The gradient $g$ of each weight is divided by the root of $v$, the running mean of its square: where gradients are small, steps are not.",
           "a sentence about the optimiser")
STRING_ROW(RULE_ADAM, "rule.adam",
           "$m$ and $v$ are running means of the gradient $g$ and of its square, corrected for their start at zero: at the first update each weight that has a gradient moves by about the learning rate, later mostly by less.",
           "a sentence about the optimiser")
STRING_ROW(RULE_CUT, "rule.cut", "cut at ±%s", "a sentence about the optimiser")
STRING_ROW(RULE_CLIPPED, "rule.clipped", "%sclipped × %s", "the note of the next one is put before it")
STRING_ROW(RULE_PLAIN, "rule.plain",
           "Gradient descent then moves the weights a little way against the gradient.",
           "a sentence about the optimiser")
STRING_ROW(VERDICT_LAYER, "verdict.layer", "layer ", "put into the name of a chain")
STRING_ROW(VERDICT_REVERSE, "verdict.reverse", "reverse", "the verdict of the backward phase")
STRING_ROW(VERDICT_FORWARD, "verdict.forward", "forward", "the verdict of the backward phase")
STRING_ROW(VERDICT_NOT_FINITE, "verdict.not-finite", "Not finite", "head of the verdict")
STRING_ROW(VERDICT_FIRST_FAULT, "verdict.first-fault",
           "The first is the %s%s: %s.",
           "the verdict of the backward phase: the name of a quantity, one or both of the next two, one of the two below")
STRING_ROW(FAULT_STEP, "fault.step", " at step %d", "behind the name of the first number that is not finite")
STRING_ROW(FAULT_LAYER, "fault.layer", " of layer %d", "behind that, where there are several")
STRING_ROW(VERDICT_NAN, "verdict.nan", "NaN", "the verdict of the backward phase")
STRING_ROW(VERDICT_INFINITY, "verdict.infinity", "infinity", "the verdict of the backward phase")
STRING_ROW(VERDICT_OUTGREW, "verdict.outgrew",
           "On its way the gradient grew larger than a number can hold.",
           "the verdict of the backward phase")
STRING_ROW(VERDICT_C_OF, "verdict.c-of", "c of ", "put before 'step'")
STRING_ROW(VERDICT_ARRIVES, "verdict.arrives",
           "of what set out at the loss of step %d arrives at %sstep %d%s",
           "the verdict of the backward phase")
STRING_ROW(VERDICT_MEAN_ONE, "verdict.mean-one",
           "mean factor ×%s per arrow, over %d arrow",
           "as the row below, where the count is 1")
STRING_ROW(VERDICT_MEAN, "verdict.mean",
           "mean factor ×%s per arrow, over %d arrows",
           "a factor, a count")
STRING_ROW(VERDICT_HELD, "verdict.held",
           "The loss reads the state of step %d, held to step %d: so far nothing is lost.",
           "of a sequence that ends before its last step; two steps")
STRING_ROW(VERDICT_KEPT, "verdict.kept",
           "Most was lost before the first arrow, ×%s from h into c at step %d; c keeps %s of what entered it.",
           "where the arrows alone lost little; a factor, a time step, a number")
STRING_ROW(VERDICT_TURN, "verdict.turn", "On the way it was %s, at step %d.", "the verdict of the backward phase")
STRING_ROW(VERDICT_EXACT_ONE, "verdict.exact-one",
           "By the exact gradient; training looks back only %d step.",
           "as the row below, where the count is 1")
STRING_ROW(VERDICT_EXACT, "verdict.exact",
           "By the exact gradient; training looks back only %d steps.",
           "the verdict of the backward phase with truncation: a number of steps")
STRING_ROW(VERDICT_LITTLE_LEFT, "verdict.little-left",
           "Little left to learn here: %s set out; before the first update it was up to %s.",
           "the verdict of the backward phase")
STRING_ROW(VERDICT_NO_ERROR, "verdict.no-error", "The error is exactly 0", "head of the verdict")
STRING_ROW(VERDICT_NO_ERROR_LINE, "verdict.no-error-line",
           "There is nothing to learn from the loss of step %d of this sequence. Other losses may still be large.",
           "the verdict of the backward phase")
STRING_ROW(VERDICT_HELD_OUT, "verdict.held-out",
           "Held-out loss after update %s: %s",
           "a line below that, where there is a measure; an update, a number")
STRING_ROW(VERDICT_NO_ARROW, "verdict.no-arrow", "No arrow to cross", "head of the verdict")
STRING_ROW(VERDICT_NO_ARROW_LINE, "verdict.no-arrow-line",
           "The loss of step %d sets out where this chain begins.",
           "the verdict of the backward phase")
STRING_ROW(VERDICT_STOPS, "verdict.stops", "Stops at step %d: exactly 0", "head of the verdict")
STRING_ROW(VERDICT_STOPS_LINE, "verdict.stops-line",
           "Nothing of this loss goes further back than that.",
           "the verdict of the backward phase")
