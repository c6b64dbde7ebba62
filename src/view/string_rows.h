/* One row per text of the interface: ID, key, English, where it stands. Included with STRING_ROW defined. The key is what a
   translation names it by, and never changes; the English may. Formulas stand between '$'. */
STRING_ROW(PHASE_UNROLL, "phase.unroll", "Unroll", "name of a phase, on the transport's track; short")
STRING_ROW(PHASE_FORWARD, "phase.forward", "Forward", "name of a phase, on the transport's track; short")
STRING_ROW(PHASE_LOSS, "phase.loss", "Loss", "name of a phase, on the transport's track; short")
STRING_ROW(PHASE_BACKWARD, "phase.backward", "Backward", "name of a phase, on the transport's track; short")
STRING_ROW(PHASE_UPDATE, "phase.update", "Update", "name of a phase, on the transport's track; short")

STRING_ROW(TRANSPORT_BACK, "transport.back", "One step back.", "tip of a button of the transport")
STRING_ROW(TRANSPORT_PAUSE, "transport.pause", "Pause.", "tip of the play button while it plays")
STRING_ROW(TRANSPORT_PLAY, "transport.play", "It stops where the next phase begins. Shift+Space plays on to the end of the update.", "tip of the play button")
STRING_ROW(TRANSPORT_PLAY_PHASE, "transport.play-phase", "Play: %s", "the play button; the name of a phase is put in; short")
STRING_ROW(TRANSPORT_PLAY_UPDATE, "transport.play-update", "Update weights", "the play button at the end of an update; short")
STRING_ROW(TRANSPORT_PLAYING, "transport.playing", "Pause", "the play button while it plays; short")
STRING_ROW(TRANSPORT_STEP, "transport.step", "One step on.", "tip of a button of the transport")
STRING_ROW(TRANSPORT_NEXT_UPDATE, "transport.next-update", "Do this update and begin the next.",
           "tip of the same button at the end of an update")
STRING_ROW(TRANSPORT_FASTER, "transport.faster", "Twice the speed.", "tip of the button +")
STRING_ROW(TRANSPORT_SLOWER, "transport.slower", "Half the speed.", "tip of the button −")
STRING_ROW(TRANSPORT_PLACE, "transport.place", "Where the playhead stands. Drag it along the track, or step with the arrow keys.",
           "tip of the words at the right end of the transport")
STRING_ROW(TRANSPORT_SPEED_TIP, "transport.speed.tip", "How fast it plays: 1× is the usual speed.", "tip of the speed")
STRING_ROW(TRANSPORT_SPEED, "transport.speed", "speed %s×", "right end of the transport; a number is put in")

STRING_ROW(CURSOR_FOLDED, "cursor.folded", "Folded", "transport, where the cursor stands; at most 24 letters, as the rows below")
STRING_ROW(CURSOR_UNROLLING, "cursor.unrolling", "Unrolling", "transport, where the cursor stands")
STRING_ROW(CURSOR_UNROLLED, "cursor.unrolled", "Unrolled", "transport, where the cursor stands")
STRING_ROW(CURSOR_BEFORE_FIRST, "cursor.before-first", "Before step 1", "transport, where the cursor stands")
STRING_ROW(CURSOR_FORWARD, "cursor.forward", "h at t = %d", "transport, where the cursor stands; a time step is put in")
STRING_ROW(CURSOR_FORWARD_DONE, "cursor.forward-done", "Forward done", "transport, where the cursor stands")
STRING_ROW(CURSOR_LOSS, "cursor.loss", "L at t = %d", "transport, where the cursor stands; a time step is put in")
STRING_ROW(CURSOR_LOSS_KNOWN, "cursor.loss-known", "Loss known", "transport, where the cursor stands")
STRING_ROW(CURSOR_BACKWARD, "cursor.backward", "∂L/∂h at t = %d", "transport, where the cursor stands; a time step is put in")
STRING_ROW(CURSOR_BACKWARD_DONE, "cursor.backward-done", "Backward done", "transport, where the cursor stands")
STRING_ROW(CURSOR_SUM, "cursor.sum", "Summing shares", "transport, where the cursor stands: the update's first step")
STRING_ROW(CURSOR_CHANGE, "cursor.change", "The change $\\Delta \\W{W}$", "transport, where the cursor stands: the update's second step")
STRING_ROW(CURSOR_WEIGHTS, "cursor.weights", "New weights", "transport, where the cursor stands: the update's third step")
STRING_ROW(CURSOR_READY, "cursor.ready", "Ready to apply", "transport, where the cursor stands: the update's end")

STRING_ROW(TOP_COMPARED, "top.compared", "compared with", "top bar, below the task; names of variants follow")
STRING_ROW(TOP_OTHER_DATA, "top.other-data", "(other sequences)", "top bar, behind a variant's name: T, targets or seed are its own")
STRING_ROW(TOP_STOPPED, "top.stopped", "(stopped)", "top bar, behind a variant's name: its training met a number that is not finite")
STRING_ROW(TOP_HELP, "top.help", "Help", "button of the top bar; one word")
STRING_ROW(TOP_HELP_TIP, "top.help.tip", "Every key and command.", "tip of that button")
STRING_ROW(TOP_THEME_TIP, "top.theme.tip", "Dark for a dim room, light for a bright one.", "tip of a button of the top bar: dark or light")
STRING_ROW(TOP_REDO, "top.redo", "Redo", "button of the top bar; one word")
STRING_ROW(TOP_REDO_TIP, "top.redo.tip", "Do again what was undone.", "tip of that button")
STRING_ROW(TOP_UNDO, "top.undo", "Undo", "button of the top bar; one word")
STRING_ROW(TOP_UNDO_TIP, "top.undo.tip", "Take the last change back.", "tip of that button")
STRING_ROW(TOP_KEY, "top.key", "Key:", "in the tip of a button of the top bar; the name of a key follows")
STRING_ROW(TOP_SANDBOX, "top.sandbox", "Sandbox", "top bar: the place, where no lesson is open; one word")
STRING_ROW(TOP_SANDBOX_TIP, "top.sandbox.tip", "No lesson is open: everything can be set.", "its tip")
STRING_ROW(TOP_COURSE_TIP, "top.course.tip", "To the list of lessons.", "tip of the word Course")
STRING_ROW(TOP_PRESETS_TIP, "top.presets.tip", "Named setups to begin from.", "tip of the experiment's name, which opens their list")
STRING_ROW(TOP_TABS_TIP, "top.tabs.tip", "What the middle of the window shows.", "tip of the list of the tabs, in a narrow window")

/* Titles of the screens, and a sentence about each. */
#define SCREEN_ROW(ID, NAME, DRAW, PLACE, MODAL, QUEUED, SCOPES, TITLE, TIP)                                                               \
    STRING_ROW(SCREEN_##ID, "screen." NAME, TITLE, "title of a screen, on its tab or its button in the top bar; one word")                 \
    STRING_ROW(SCREEN_##ID##_TIP, "screen." NAME ".tip", TIP, "tip of that tab or button")
#include "view/screen_rows.h"
#undef SCREEN_ROW

#define SETTING_ROW(ID, NAME, LABEL, KIND, USE, LEAST, MOST, USUAL, CHOICES, HELP)                                                         \
    STRING_ROW(SETTING_##ID, "setting." NAME, LABEL, "name of a setting, on the page of settings")                                         \
    STRING_ROW(SETTING_##ID##_HELP, "setting." NAME ".help", HELP, "what this setting changes; one sentence")
#include "gui/settings_rows.h"
#undef SETTING_ROW
STRING_ROW(SETTINGS_CHANGE, "settings.change", "Change", "button beside a key, on the page of settings; one word")
STRING_ROW(SETTINGS_CHANGE_TIP, "settings.change.tip", "Press it, then the key that you want instead.", "its tip")
STRING_ROW(SETTINGS_PRESS, "settings.press", "Press a key", "the same button while it waits for a key; short")
STRING_ROW(SETTINGS_PRESS_TIP, "settings.press.tip", "Escape leaves the key as it is.", "its tip")
STRING_ROW(SETTINGS_USUAL, "settings.usual", "Usual keys", "button on the page of settings; short")
STRING_ROW(SETTINGS_USUAL_TIP, "settings.usual.tip", "Gives every command the keys that it came with.", "its tip")
STRING_ROW(TOP_SETTINGS_TIP, "top.settings.tip", "Colours, size, motion, language and keys.", "tip of a button of the top bar")

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
STRING_ROW(SYMBOL_RHO, "symbol.rho", "Spectral radius: the largest absolute eigenvalue.",
           "tip of the symbol ρ in formulas and on the stage")
STRING_ROW(SYMBOL_ETA, "symbol.eta", "Learning rate.",
           "tip of the symbol η in formulas and on the stage")
STRING_ROW(SYMBOL_SIGMA, "symbol.sigma", "Logistic sigmoid: bends any number into 0 to 1.",
           "tip of the symbol σ in formulas and on the stage")
STRING_ROW(SYMBOL_TANH, "symbol.tanh", "Hyperbolic tangent: bends any number into -1 to 1.",
           "tip of the symbol tanh in formulas and on the stage")
STRING_ROW(SYMBOL_ODOT, "symbol.odot", "Product number by number, not of matrices.",
           "tip of the symbol ⊙ in formulas and on the stage")
STRING_ROW(SYMBOL_PARTIAL, "symbol.partial", "Derivative: how much the upper changes when the lower is moved a little.",
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
STRING_ROW(HINT_HOLD, "hint.hold", "What is held. Drag it up or down, or press an arrow key; a double click or Delete lets go.",
           "tip of a number that is held, above the chain")
STRING_ROW(HINT_LET_GO, "hint.let-go", "Let go of it.", "tip of the cross beside it")
STRING_ROW(HINT_HOLD_MORE, "hint.hold-more", "More numbers are held; the panel at the left lists them all.", "tip of the count of those without room")
STRING_ROW(HINT_PREDICTED, "hint.predicted",
           "The loss as it was and as it is with what is held. In between what the gradient predicted: loss + gradient · change.",
           "tip of the loss while a number is held")
STRING_ROW(HINT_VALVE, "hint.valve", "A valve: drag it to hold this gate of all units, with Shift only that of unit %d. A double click lets go.",
           "tip of a valve on the straight strand; the number of a unit is put in")
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
STRING_ROW(STORY_WEIGHTS, "story.weights", "weights and biases, in all", "row of numbers in the left panel")
STRING_ROW(STORY_RADIUS, "story.radius", "spectral radius", "row of numbers in the left panel, behind ρ(W)")
STRING_ROW(STORY_DROPOUT, "story.dropout",
           "Dropout: at step %d, layer %d sends up %d of its %d numbers, ×%s, and drops %d.",
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
STRING_ROW(STORY_PADDING, "story.padding",
           "This sequence ends at step %d. What stands behind it only fills the batch: nothing is read, the state stays as it is, and no loss, gradient or score comes from here.",
           "left panel, at a step behind the end of a shorter sequence; its last step is put in")
STRING_ROW(STAGE_PADDING, "stage.padding", "padding", "on the stage, below the columns behind the end of a shorter sequence; short")
STRING_ROW(STAGE_PADDING_TIP, "stage.padding.tip", "padding: this sequence ends at step %d", "hover over such a column; its last step is put in")
STRING_ROW(STAGE_PADDING_HELD, "stage.padding.held", "the state is held; no loss and no gradient comes from here", "hover over such a column, its second line")
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
STRING_ROW(STORY_RIGHT, "story.right", "the right answer", "row of numbers, behind a probability")
STRING_ROW(STORY_TARGET, "story.target", "its target", "row of numbers, below a prediction")
STRING_ROW(STORY_LOSS_STEP, "story.loss-step", "loss of this step", "row of numbers")
STRING_ROW(STORY_LOSS_SUM, "story.loss-sum", "loss of the sequence, their sum", "row of numbers")
STRING_ROW(STORY_LOSS_MEAN, "story.loss-mean", "loss of the sequence, their mean", "row of numbers")
STRING_ROW(STORY_SAME_W, "story.same-w",
           "The same $\\W{W}$ acted at every step, so its gradient is the sum of what every step adds: what a step adds "
           "may be large or small.",
           "left panel, phase Update")
STRING_ROW(STORY_TRUNCATED, "story.truncated",
           "Training is truncated: each loss looks back %d step%s. What lies further back is not in its gradient.",
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

STRING_ROW(HINT_DIGITS, "hint.digits", "Ctrl: all digits", "last line of a tip whose numbers have more digits than are shown")
STRING_ROW(HINT_VERDICT_NUMBERS, "hint.verdict-numbers", "%s\narrives: %s\nan arrow, in the mean: ×%s%s%s",
           "tip of the verdict: its words, two numbers, and the last line of tips with numbers")
STRING_ROW(HINT_LOSS_CURVE, "hint.loss-curve",
           "The loss before every update so far; of a long training the means of updates that lie together. A click goes back to that "
           "update, bit for bit; training goes on from there.",
           "tip of the loss curve")
STRING_ROW(HINT_LOSS_HERE, "hint.loss-here", "loss here:", "in the tip of the loss curve; a number follows")
STRING_ROW(HINT_LOSS_MEAN, "hint.loss-mean", "mean loss here:", "the same where a pixel holds several updates")
STRING_ROW(ANSWER_STEP, "answer.step", "step %d:", "before the answer where there is a loss at every step; a time step is put in")
STRING_ROW(CHART_EMPTY, "chart.empty", "The gradient at each step will appear here.", "in the empty chart")
STRING_ROW(CHART_OUTLINES, "chart.outlines", "Outlines: before the update. The new gradient will appear here.", "the same after an update")
STRING_ROW(CHART_EMPTY_TIP, "chart.empty.tip", "The gradient is computed in the backward phase, behind forward and loss.", "its tip")
STRING_ROW(HINT_TABLE, "hint.table", "One row for each unit of this step: what its new state is made of.", "tip of the table's head in the forward phase")
STRING_ROW(HINT_LOSS_HEAD, "hint.loss-head", "Loss of the sequence on the stage, with the weights as they are now; on the curve, the loss before that update.",
           "tip of the line above the loss curve")
STRING_ROW(HINT_BASELINE, "hint.baseline", "What a simple answer without memory costs: the dashed line.",
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
STRING_ROW(HINT_TITLE_TRACES, "hint.title-traces", "What the chain above holds, as lines over time; in the loss phase predicted numbers against their targets.",
           "tip of the title below the chain in the forward phase")
STRING_ROW(HINT_TRACE_AXIS, "hint.trace-axis", "The scale of the lines; the middle is 0.", "tip of the axis left of the lines of the units")
STRING_ROW(HINT_TITLE_SHARES, "hint.title-shares", "The norm of what each step adds to the gradient of the recurrent weights.",
           "tip of the chart's title in the update phase")
STRING_ROW(HINT_DOTS, "hint.dots", "The same at h. A step's h hands its gradient to its c, so h and c are two places, not two shares.",
           "tip of the key of the dots")
STRING_ROW(HINT_FACTOR, "hint.factor", "By how much each arrow multiplies the gradient on its way back.",
           "tip of the word at the row of factors")
STRING_ROW(HINT_ANSWER, "hint.answer", "The network's answer; the row marked target is the right one.",
           "tip of the bars beside the output")
STRING_ROW(HINT_LOSS, "hint.loss", "Loss of this sequence.",
           "tip of the number beside the loss")
STRING_ROW(HINT_LOSSES, "hint.losses", "The losses of all steps together.",
           "tip of the number in the left margin")
STRING_ROW(HINT_VERDICT, "hint.verdict", "What becomes of the followed loss's gradient at the far end: below 1e-5 vanished, to 0.1 weakened, to 10 carried, to 1e5 grown, above exploding.",
           "tip of the verdict")

STRING_ROW(HELP_TITLE, "help.title", "Keys and commands", "heading of the help")
STRING_ROW(HELP_INTRO, "help.intro",
           "Drag a slider or click its number and type; double-click the slider for its default. Arrows move what has the focus, Tab goes "
           "on.",
           "first lines of the help")
STRING_ROW(HELP_COMMANDS, "help.commands", "Every command, as scripts and recordings write it", "heading in the help")
#define COMMAND_ROW(ID, WORD, SIGNATURE, OWNER, SCOPE, UNDOABLE, KEYS, HELP)                                                               \
    STRING_ROW(COMMAND_##ID, "command." WORD, HELP, "what this command does, in the help; one sentence")
#include "lab/command_rows.h"
#undef COMMAND_ROW
