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
STRING_ROW(CHART_OFF_AXIS, "chart.off-axis",
           "%d step%s below %s, not drawn: down to %s, hover for each",
           "a note in the chart: a count, 's' or nothing, the axis's lower end, the smallest size")
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
STRING_ROW(CHART_AT_H, "chart.at-h", "at h", "key of the dots; short")
STRING_ROW(CHART_TITLE_C, "chart.title-c", "Of what set out at the loss, this arrives at c", "title of the chart, the LSTM's")
STRING_ROW(CHART_TITLE, "chart.title", "Of what set out at the loss, this arrives", "title of the chart")
STRING_ROW(CHART_TITLE_SUM, "chart.title-sum", "Gradient of all losses together", "title of the chart where all losses are followed")
STRING_ROW(CHART_TITLE_ABSOLUTE, "chart.title-absolute", "Gradient of this loss", "title of the chart in absolute numbers")
STRING_ROW(CHART_TITLE_SHORT, "chart.title-short", "Arrives", "title of the chart where there is little room; one word")
STRING_ROW(CHART_TITLE_PLAIN_SHORT, "chart.title-plain-short", "Gradient", "title of the chart where there is little room; one word")
STRING_ROW(CHART_OUTLINES_WERE, "chart.outlines-were", "outlines: as it was", "key of the outlined bars")
STRING_ROW(CHART_OUTLINES_UPDATE, "chart.outlines-update", "outlines: before the update", "key of the outlined bars after an update")
STRING_ROW(CURTAIN_LOOKS_BACK, "curtain.looks-back", "Training looks back %d step%s", "a number, and 's' or nothing")
STRING_ROW(CURTAIN_ANGLE, "curtain.angle", "its gradient, summed: %s° off the exact one", "an angle in degrees")
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
STRING_ROW(TRACES_DASHED, "traces.dashed", "dashed: the target", "lines of the units below the chain")
STRING_ROW(TRACES_TITLE_PREDICTION, "traces.title-prediction", "The prediction at each step", "title")
STRING_ROW(TRACES_TITLE_UNITS, "traces.title-units", "What each unit held", "title")
STRING_ROW(TRACES_PREDICTION, "traces.prediction", "Prediction", "title, one word")
STRING_ROW(TRACES_UNITS, "traces.units", "Units", "title, one word")
STRING_ROW(UPDATE_LOOKS_BACK, "update.looks-back",
           "training looks back %d step%s from each loss: %s",
           "a number, 's' or nothing, one of the next two")
STRING_ROW(UPDATE_HOLLOW, "update.hollow", "nothing comes from the hollow ones", "the update phase's chart")
STRING_ROW(UPDATE_DIFFERS, "update.differs", "its shares differ from these", "the update phase's chart")
STRING_ROW(UPDATE_COLORS, "update.colors", "blue −%s, orange +%s", "two numbers")
STRING_ROW(UPDATE_FULL_COLOR, "update.full-color", "full colour at ±%s", "a number")
STRING_ROW(UPDATE_OFF_AXIS, "update.off-axis", "%d step%s below %s, not drawn", "a count, 's' or nothing, a size")
STRING_ROW(UPDATE_TITLE_EXACT, "update.title-exact", "Each step's share in the exact gradient", "title of the chart")
STRING_ROW(UPDATE_TITLE, "update.title", "Each step's share in one gradient", "title of the chart")
STRING_ROW(UPDATE_TITLE_EXACT_SHORT, "update.title-exact-short", "Exact shares", "the same, short")
STRING_ROW(UPDATE_TITLE_SHORT, "update.title-short", "Shares", "the same, one word")
STRING_ROW(UPDATE_ADDED, "update.added", "added", "one word above a picture")
STRING_ROW(NUMBER_PIXEL, "number.pixel",
           "its pixel shows the largest of %d %s: %s",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_DIGITS, "number.digits",
           "fewer than three digits are certain: rounding alone makes it %s",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_PRE, "number.pre", "pre-activation %s", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_LSTM_KEEPS, "number.lstm-keeps",
           "keeps f = %s of the old, writes i·g = %s·%s",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_LSTM_OUT, "number.lstm-out", "o · tanh(c) = %s · %s", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_STATE, "number.state", "%s, unit %d, after step %d%s", "one of the next two, a unit, a step, one of the two after them")
STRING_ROW(NUMBER_CELL_STATE, "number.cell-state", "cell state", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_HIDDEN_STATE, "number.hidden-state", "hidden state", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_REVERSE, "number.reverse", ", reverse", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_FORWARD, "number.forward", ", forward", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_DROPPED, "number.dropped",
           "dropped on the way up: layer %d reads 0",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_SCALED, "number.scaled",
           "×%s on the way up: layer %d reads %s",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_ITS_GRADIENT, "number.its-gradient", "its gradient %s", "a line of the tip of a number, a step or an arrow of the stage")
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
           "%s at step %d, mean over %d units",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_RANGE, "number.range", "from %s to %s", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_DH_SUM, "number.dh-sum", "‖∂L/∂h‖ of all losses = %s", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_LOSS, "number.loss", "loss of this step %s", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_CLICK_PASS, "number.click-pass", "click: go to this step of the %s pass", "one of the next two is put in")
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
           "training looks back %d steps: it does not learn from this one",
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
           "from unit %d before to unit %d",
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
           "truncated to %d steps; the exact one is %s",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_EXACT_GRADIENT, "number.exact-gradient",
           "its exact gradient %s",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_CONVEYOR, "number.conveyor",
           "the cell state goes on from step %d to step %d, times %sthe %s",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_ONE_MINUS, "number.one-minus", "1 minus ", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_GATE_MEAN, "number.gate-mean",
           "the gate, mean over %d units: %s",
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
STRING_ROW(NUMBER_GRADIENT_LATER, "number.gradient-later",
           "the gradient is computed in the backward phase",
           "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(NUMBER_CLICK, "number.click", "click: go to this step", "a line of the tip of a number, a step or an arrow of the stage")
STRING_ROW(CLIP_ZERO, "clip.zero", "The gradient is exactly 0: nothing to clip.", "the picture of clipping in the update phase")
STRING_ROW(CLIP_NOT_FINITE, "clip.not-finite",
           "The gradient is not finite: it cannot be clipped.",
           "the picture of clipping in the update phase")
STRING_ROW(CLIP_NORM, "clip.norm", "norm of the gradient", "the picture of clipping in the update phase")
STRING_ROW(CLIP_TURNED, "clip.turned", "%s, turned by %s°", "the picture of clipping in the update phase")
STRING_ROW(CLIP_AFTER, "clip.after", "after clipping", "the picture of clipping in the update phase")
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
STRING_ROW(CONTROLS_TRAIN_TIP, "controls.train-tip", "Update again and again, each time on a new sequence.", "tip of that button")
STRING_ROW(CONTROLS_UPDATE, "controls.update", "One update", "button")
STRING_ROW(CONTROLS_UPDATE_TIP, "controls.update-tip", "One update with the gradient on the stage.", "tip of that button")
STRING_ROW(CONTROLS_NEXT, "controls.next", "Next sequence", "button")
STRING_ROW(CONTROLS_NEXT_TIP, "controls.next-tip", "Put another sequence on the stage.", "tip of that button")
STRING_ROW(CONTROLS_ALL, "controls.all", "All controls", "button under a lesson's few controls")
STRING_ROW(CONTROLS_ALL_TIP, "controls.all-tip", "Those, too, that this step of the lesson does not need.", "tip of that button")
STRING_ROW(CONTROLS_FEWER, "controls.fewer", "Fewer settings", "button")
STRING_ROW(CONTROLS_MORE, "controls.more", "More settings", "button")
STRING_ROW(CONTROLS_MORE_TIP, "controls.more-tip", "Initialisation, optimiser, clipping and the like.", "tip of that button")
STRING_ROW(CURVE_LOG, "curve.log", "log axis", "switch")
STRING_ROW(CURVE_LINEAR, "curve.linear", "linear axis", "switch")
STRING_ROW(CURVE_LOG_TIP, "curve.log-tip",
           "Updates on a log axis: each power of ten is as wide as the next. A click shows them evenly.",
           "tip of the switch")
STRING_ROW(CURVE_LINEAR_TIP, "curve.linear-tip",
           "Updates evenly. A click shows them on a log axis, where a long training's beginning can be seen.",
           "tip of the switch")
STRING_ROW(CURVE_AT, "curve.at", "%s · update %ld", "the number under the pointer")
STRING_ROW(CURVE_BEFORE, "curve.before", "%s before update %ld", "the number under the pointer")
STRING_ROW(CURVE_MEAN, "curve.mean", "%s, mean of %ld, update %ld", "the number under the pointer")
STRING_ROW(CURVE_TITLE, "curve.title", "Loss", "title")
STRING_ROW(CURVE_LEAST, "curve.least", "Loss, least %s", "title where the scale does not begin at 0")
STRING_ROW(CURVE_SOLVED, "curve.solved", "solved at update %ld", "at the mark in the curve")
STRING_ROW(CURVE_UNMEASURED, "curve.unmeasured", "Held out: not measured yet", "the loss curve at the lower right")
STRING_ROW(CURVE_HELD_OUT_LOSS, "curve.held-out-loss", "Held-out loss %s · goal %s", "the loss curve at the lower right")
STRING_ROW(CURVE_HELD_OUT_RIGHT, "curve.held-out-right", "Held out: %s %% right · goal %s %%", "the loss curve at the lower right")
STRING_ROW(CURVE_NO_UPDATE, "curve.no-update", "no update yet", "the loss curve at the lower right")
STRING_ROW(CURVE_MEASURE_TIP, "curve.measure-tip",
           "The green line: the task's own measure on sequences that training never sees, and dashed its goal. A worker takes it at a pace that costs training an eighth of its work at most.",
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
STRING_ROW(STORY_HALVED, "story.halved", "as set, halved every %d updates", "the panel at the left")
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
STRING_ROW(STORY_TRAINING, "story.training", "TRAINING, UPDATE %ld", "heading while training")
STRING_ROW(STORY_PHASE, "story.phase", "PHASE %d OF %d", "heading")
STRING_ROW(BACKWARD_TWO_STRANDS, "backward.two-strands",
           "From $%s$ of one step to $%s$ of the step before, the gradient goes straight times $%s$: this strand passes no $\\W{W}$. The rest passes the gates and $\\W{W}$.",
           "the panel at the left in the backward phase")
STRING_ROW(BACKWARD_STRAIGHT_BY, "backward.straight-by", "straight, by way of $%s$", "the panel at the left in the backward phase")
STRING_ROW(BACKWARD_PLUS_THROUGH, "backward.plus-through",
           "\\text{diag}(%s) + \\text{through } \\W{W}",
           "a formula, as the text behind 'diag'")
STRING_ROW(BACKWARD_THROUGH_GATES, "backward.through-gates", "\\text{through the gates and } \\W{W}", "a formula")
STRING_ROW(BACKWARD_AT_STEP, "backward.at-step", "THE GRADIENT AT STEP %d", "heading")
STRING_ROW(WHATIF_PART, "whatif.part",
           "They part: on the way the slope of the loss goes from %s to %s. A gradient knows only where it stands.",
           "the panel at the left while something is held")
STRING_ROW(WHATIF_FLAT, "whatif.flat",
           "The slope is flat there because more is saturated: %.0f %% in place of %.0f %%.",
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
           "The velocity $v$ goes on with what earlier gradients $g$ began, and the weights move against it.",
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
           "The first is the %s of step %d, layer %d: %s.",
           "the verdict of the backward phase")
STRING_ROW(VERDICT_NAN, "verdict.nan", "NaN", "the verdict of the backward phase")
STRING_ROW(VERDICT_INFINITY, "verdict.infinity", "infinity", "the verdict of the backward phase")
STRING_ROW(VERDICT_OUTGREW, "verdict.outgrew",
           "The gradient outgrew what a number can hold on its way.",
           "the verdict of the backward phase")
STRING_ROW(VERDICT_C_OF, "verdict.c-of", "c of ", "put before 'step'")
STRING_ROW(VERDICT_ARRIVES, "verdict.arrives",
           "of what set out at the loss of step %d arrives at %sstep %d%s",
           "the verdict of the backward phase")
STRING_ROW(VERDICT_MEAN, "verdict.mean", "×%s an arrow in the mean, over %d arrow%s", "a factor, a count, 's' or nothing")
STRING_ROW(VERDICT_TURN, "verdict.turn", "On the way it was %s, at step %d.", "the verdict of the backward phase")
STRING_ROW(VERDICT_LITTLE_LEFT, "verdict.little-left",
           "Little left to learn here: %s set out, where it was up to %s before the first update.",
           "the verdict of the backward phase")
STRING_ROW(VERDICT_NO_ERROR, "verdict.no-error", "The error is exactly 0", "head of the verdict")
STRING_ROW(VERDICT_NO_ERROR_LINE, "verdict.no-error-line",
           "Nothing to learn from the loss of step %d of this sequence. Others may still cost much.",
           "the verdict of the backward phase")
STRING_ROW(VERDICT_NO_ARROW, "verdict.no-arrow", "No arrow to cross", "head of the verdict")
STRING_ROW(VERDICT_NO_ARROW_LINE, "verdict.no-arrow-line",
           "The loss of step %d sets out where this chain begins.",
           "the verdict of the backward phase")
STRING_ROW(VERDICT_STOPS, "verdict.stops", "Stops at step %d: exactly 0", "head of the verdict")
STRING_ROW(VERDICT_STOPS_LINE, "verdict.stops-line",
           "Nothing of this loss goes further back than that.",
           "the verdict of the backward phase")

/* Names that lower rooms hold, for tr_name. */
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
STRING_ROW(NAME_VANISHED, "name.verdict.vanished", "vanished", "a word of the verdict, behind its number")
STRING_ROW(NAME_WEAKENED, "name.verdict.weakened", "weakened", "a word of the verdict, behind its number")
STRING_ROW(NAME_CARRIED, "name.verdict.carried", "carried", "a word of the verdict, behind its number")
STRING_ROW(NAME_GROWN, "name.verdict.grown", "grown", "a word of the verdict, behind its number")
STRING_ROW(NAME_EXPLODING, "name.verdict.exploding", "exploding", "a word of the verdict, behind its number")

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
