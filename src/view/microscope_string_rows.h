/* Rows of string_rows.h: the screens Microscope, Activation and Weights. */
STRING_ROW(MICROSCOPE_PART_ALL, "microscope.part-all", "All", "button that chooses a part; one word")
STRING_ROW(MICROSCOPE_PART_ALL_TIP, "microscope.part-all-tip", "All parts that have room.", "tip of that button")
STRING_ROW(MICROSCOPE_PART_LOSSES, "microscope.part-losses", "Losses", "button that chooses a part; one word")
STRING_ROW(MICROSCOPE_PART_LOSSES_SHORT, "microscope.part-losses-short", "Loss", "the same in a narrow window")
STRING_ROW(MICROSCOPE_PART_LOSSES_TIP, "microscope.part-losses-tip", "Each loss by itself, at every step.", "tip of that button")
STRING_ROW(MICROSCOPE_PART_EIGENVALUES, "microscope.part-eigenvalues", "Eigenvalues", "button that chooses a part; one word")
STRING_ROW(MICROSCOPE_PART_EIGENVALUES_SHORT, "microscope.part-eigenvalues-short", "λ", "the same in a narrow window")
STRING_ROW(MICROSCOPE_PART_EIGENVALUES_TIP, "microscope.part-eigenvalues-tip",
           "The eigenvalues of W in the complex plane.",
           "tip of that button")
STRING_ROW(MICROSCOPE_PART_PRODUCT, "microscope.part-product", "Singular values", "button that chooses a part; short")
STRING_ROW(MICROSCOPE_PART_PRODUCT_SHORT, "microscope.part-product-short", "σ", "the same in a narrow window")
STRING_ROW(MICROSCOPE_PART_PRODUCT_TIP, "microscope.part-product-tip", "The singular values of the Jacobian product.", "tip of that button")
STRING_ROW(MICROSCOPE_PART_WEIGHTS, "microscope.part-weights", "Weights", "button that chooses a part; one word")
STRING_ROW(MICROSCOPE_PART_WEIGHTS_SHORT, "microscope.part-weights-short", "W", "the same in a narrow window")
STRING_ROW(MICROSCOPE_PART_WEIGHTS_TIP, "microscope.part-weights-tip", "W and its gradient.", "tip of that button")
STRING_ROW(MICROSCOPE_PART_PATH, "microscope.part-path", "Path", "button that chooses a part; one word")
STRING_ROW(MICROSCOPE_PART_PATH_TIP, "microscope.part-path-tip", "The path of the state on its principal axes.", "tip of that button")
STRING_ROW(MICROSCOPE_PART_LAYERS, "microscope.part-layers", "Layers", "button that chooses a part; one word")
STRING_ROW(MICROSCOPE_PART_LAYERS_TIP, "microscope.part-layers-tip", "One loss in every layer and direction.", "tip of that button")
STRING_ROW(MICROSCOPE_TITLE, "microscope.title",
           "Microscope, at step %d of %d, update %s",
           "title of the screen Microscope; a step, how many there are, an update")
STRING_ROW(MICROSCOPE_LAYER, "microscope.layer", "Layer %d", "below the title; a layer's number")
STRING_ROW(MICROSCOPE_ALL_LOSSES, "microscope.all-losses", "all losses together", "below the title and in a read-out")
STRING_ROW(MICROSCOPE_ONE_LOSS, "microscope.one-loss", "following the loss of step %d", "below the title; a step")
STRING_ROW(MICROSCOPE_FAULT, "microscope.fault",
           "Not finite: first the %s%s.",
           "below the title; the name of a quantity and its place")
STRING_ROW(MICROSCOPE_ABSOLUTE, "microscope.absolute", "; plain numbers", "below the title, behind the loss")
STRING_ROW(MICROSCOPE_RELATIVE, "microscope.relative", "; relative to what sets out", "below the title, behind the loss")
STRING_ROW(MICROSCOPE_NOT_HELD, "microscope.not-held", "; without what is held", "behind the title")
STRING_ROW(MICROSCOPE_BOUND, "microscope.bound", "Pascanu's bound", "name of a line; short")
STRING_ROW(MICROSCOPE_PRODUCT, "microscope.product", "Singular values of the Jacobian product", "title of a part")
STRING_ROW(MICROSCOPE_PRODUCT_TIP, "microscope.product-tip",
           "How much a small change of the state at step t is stretched on its way to the end: at most by the largest singular value, at least by the smallest.",
           "tip of that title")
STRING_ROW(MICROSCOPE_PRODUCT_TOO_LARGE, "microscope.product-too-large",
           "Not measured here: they are shown up to 64 numbers of state, 32 units of an LSTM and 64 of the others. `unroll "
           "analyze` measures larger ones.",
           "in that part")
STRING_ROW(MICROSCOPE_STEP, "microscope.step", "step", "axis; one word")
STRING_ROW(MICROSCOPE_STRETCHED, "microscope.stretched", "stretched by", "axis; short")
STRING_ROW(MICROSCOPE_SAME_SIZE, "microscope.same-size", "as large as it was", "at the line 1 of that part")
STRING_ROW(MICROSCOPE_LARGEST, "microscope.largest", "largest", "name of a line; one word")
STRING_ROW(MICROSCOPE_SMALLEST, "microscope.smallest", "smallest", "name of a line; one word")
STRING_ROW(MICROSCOPE_RANK, "microscope.rank", "%d.", "name of a line: which of the singular values; a number")
STRING_ROW(MICROSCOPE_TO_GO, "microscope.to-go", "computing; steps to go: %d", "right of a title; a count")
STRING_ROW(MICROSCOPE_SHOWN, "microscope.shown", "%d of %d", "right of a title; two counts")
STRING_ROW(MICROSCOPE_SHOWN_SOME, "microscope.shown-some", "%d of %d lines, at one step in %d", "right of a title; two counts, a number from 2 on")
STRING_ROW(MICROSCOPE_EVERY, "microscope.every", "one step in %d", "right of a title; a number from 2 on")
STRING_ROW(MICROSCOPE_CANCELS, "microscope.cancels", "cancels", "below the map of the losses; one word")
STRING_ROW(MICROSCOPE_CANCELS_TIP, "microscope.cancels-tip",
           "How much of the losses' gradients cancels at each step: empty, all point the same way; full, nothing is left of their "
           "sum.",
           "tip of that strip")
STRING_ROW(MICROSCOPE_LOSS_AT, "microscope.loss-at", "Loss of step %d, at step %d", "in a read-out; two steps")
STRING_ROW(MICROSCOPE_ARRIVES_EXACTLY, "microscope.arrives-exactly", "arrives: exactly", "in a read-out, before a 0")
STRING_ROW(MICROSCOPE_ARRIVES, "microscope.arrives", "arrives, relative", "in a read-out, before a number")
STRING_ROW(MICROSCOPE_SIZE, "microscope.size", "size", "in a read-out, before a number; one word")
STRING_ROW(MICROSCOPE_SETS_OUT, "microscope.sets-out", "sets out with", "in a read-out, before a number")
STRING_ROW(MICROSCOPE_PULLS, "microscope.pulls", "pulls along all", "in a read-out, before a number")
STRING_ROW(MICROSCOPE_PULL_TITLE, "microscope.pull-title", "How each loss pulls, at which step", "title of a part")
STRING_ROW(MICROSCOPE_LOSS_TITLE, "microscope.loss-title", "Whose loss, at which step", "title of a part")
STRING_ROW(MICROSCOPE_PULL_TIP, "microscope.pull-tip",
           "Orange: along the sum of all losses' gradients at that step. Blue: against it. Full colour: the largest pull there.",
           "tip of that title")
STRING_ROW(MICROSCOPE_LOSS_TIP, "microscope.loss-tip",
           "Row k: the loss at step k alone. Column t: how much of it arrives at step t. Hollow: exactly 0. A click on a row "
           "follows its loss.",
           "tip of that title")
STRING_ROW(MICROSCOPE_NO_MEMORY, "microscope.no-memory", "There is not enough memory for so many losses one by one.", "in that part")
STRING_ROW(MICROSCOPE_COMPUTING, "microscope.computing", "computing: %d of %d losses", "right of that title; two counts")
STRING_ROW(MICROSCOPE_LANE_STEP, "microscope.lane-step", "%s, step %d", "in a read-out; a layer's name and a step")
STRING_ROW(MICROSCOPE_LANES_ALL, "microscope.lanes-all", "All losses in every chain", "title of a part")
STRING_ROW(MICROSCOPE_LANES, "microscope.lanes", "The loss of step %d in every chain", "title of a part; a step")
STRING_ROW(MICROSCOPE_LANES_TIP, "microscope.lanes-tip",
           "Rows: layers and directions, upper layers above. Columns: steps. How much of the loss arrives there. A click shows "
           "that chain.",
           "tip of that title")
STRING_ROW(MICROSCOPE_ROW_ALONE, "microscope.row-alone",
           "One loss, so one row. A task with a loss at every step has a row for each of them.",
           "below the map of the losses, where there is but one")
STRING_ROW(MICROSCOPE_STEPS_TIP, "microscope.steps-tip", "The time steps t, a column each.", "tip of the numbers below a map")
STRING_ROW(MICROSCOPE_ROWS_TIP, "microscope.rows-tip", "The time steps k that have a loss, a row each. A click on a row follows its loss.",
           "tip of the numbers at the left of that map")
STRING_ROW(MICROSCOPE_LANE, "microscope.lane", "layer %d", "name of a row; a number")
STRING_ROW(MICROSCOPE_LANE_FORWARD, "microscope.lane-forward", "layer %d, forward", "name of a row; a number")
STRING_ROW(MICROSCOPE_LANE_REVERSE, "microscope.lane-reverse", "layer %d, reverse", "name of a row; a number")
STRING_ROW(MICROSCOPE_BLOCK, "microscope.block", "W%s of %s", "name of a block of weights; a prime or nothing, a gate's letter; short")
STRING_ROW(MICROSCOPE_REAL, "microscope.real", "Eigenvalue %d, real", "in a read-out; a number")
STRING_ROW(MICROSCOPE_PAIR, "microscope.pair", "Eigenvalue %d, of a pair", "in a read-out; a number")
STRING_ROW(MICROSCOPE_EIGEN_SIZE, "microscope.eigen-size", "size %s", "in a read-out; a number")
STRING_ROW(MICROSCOPE_TURNS, "microscope.turns", "turns by %s°", "in a read-out; an angle")
STRING_ROW(MICROSCOPE_EIGENVALUES, "microscope.eigenvalues", "Eigenvalues of %s", "title of a part; the name of a block of weights")
STRING_ROW(MICROSCOPE_EIGENVALUES_TIP, "microscope.eigenvalues-tip",
           "What W does to its own directions: it multiplies each by its eigenvalue. Inside the circle W alone shrinks them, "
           "outside it lets them grow.",
           "tip of that title")
STRING_ROW(MICROSCOPE_NO_EIGENVALUES, "microscope.no-eigenvalues",
           "W holds a number that is not finite: it has no eigenvalues.",
           "in that part")
STRING_ROW(MICROSCOPE_RADIUS, "microscope.radius", "largest %s", "below that part; a number")
STRING_ROW(MICROSCOPE_NORM_TOO, "microscope.norm-too", " · spectral norm %s", "behind that; a number")
STRING_ROW(MICROSCOPE_RADIUS_TIP, "microscope.radius-tip",
           "The size of the largest eigenvalue, ρ, and the largest singular value of W, its spectral norm: it stretches a vector by at most "
           "that in one step.",
           "tip of those words")
STRING_ROW(MICROSCOPE_WEIGHTS, "microscope.weights", "%s, and its gradient", "title of a part; the name of a block of weights")
STRING_ROW(MICROSCOPE_WEIGHTS_TIP, "microscope.weights-tip",
           "Left: the weights, blue below and orange above 0. Right: the size of the gradient of all losses, on the gradient's "
           "colours.",
           "tip of that title")
STRING_ROW(MICROSCOPE_NORM, "microscope.norm", "Frobenius norm %s", "below a map; a number")
STRING_ROW(MICROSCOPE_STATE_AT, "microscope.state-at", "State at step %d", "in a read-out; a step")
STRING_ROW(MICROSCOPE_AXIS, "microscope.axis", "axis %d  %s", "in a read-out; a number and a value")
STRING_ROW(MICROSCOPE_PATH, "microscope.path", "The state's path", "title of a part")
STRING_ROW(MICROSCOPE_PATH_TIP, "microscope.path-tip",
           "The hidden state at every step, seen along the two directions in which it moves most (its principal axes).",
           "tip of that title")
STRING_ROW(MICROSCOPE_PATH_FAULT, "microscope.path-fault", "The state is not finite: it has no path.", "in that part")
STRING_ROW(MICROSCOPE_PATH_ONE, "microscope.path-one", "There is one step only, and no path.", "in that part")
STRING_ROW(MICROSCOPE_PATH_STILL, "microscope.path-still", "The state stands still: it is the same at every step.", "in that part")
STRING_ROW(MICROSCOPE_AXIS_1, "microscope.axis-1", "1st axis, %s %% of the variance", "axis; a number")
STRING_ROW(MICROSCOPE_AXIS_2, "microscope.axis-2", "2nd axis, %s %%", "axis; a number")
STRING_ROW(MICROSCOPE_WEIGHTS_OF, "microscope.weights-of", "WEIGHTS OF", "before the choice of a gate, in capitals; short")
STRING_ROW(MICROSCOPE_BLOCK_TIP, "microscope.block-tip", "The %s's block of W.", "tip of that choice; a gate's name")
STRING_ROW(MICROSCOPE_LOSSES_BY, "microscope.losses-by", "LOSSES BY", "before a choice, in capitals; short")
STRING_ROW(MICROSCOPE_BY_SIZE, "microscope.by-size", "size", "a choice behind Losses by; one word")
STRING_ROW(MICROSCOPE_BY_SIZE_TIP, "microscope.by-size-tip", "How much of each loss arrives at each step.", "tip of that choice")
STRING_ROW(MICROSCOPE_BY_PULL, "microscope.by-pull", "how they pull", "a choice behind Losses by; short")
STRING_ROW(MICROSCOPE_BY_PULL_TIP, "microscope.by-pull-tip",
           "Along or against the sum of all losses' gradients at each step, and how much of them cancels.",
           "tip of that choice")
STRING_ROW(MICROSCOPE_BOUND_NONE, "microscope.bound-none",
           "Pascanu's bound holds for a plain network alone: through gates the gradient has other ways.",
           "left panel of the microscope")
STRING_ROW(MICROSCOPE_BOUND_BELOW, "microscope.bound-below",
           "The spectral norm of W times the largest slope is %s, below 1: the product must shrink with every arrow. The orange dashed line "
           "is that bound.",
           "left panel of the microscope; a number")
STRING_ROW(MICROSCOPE_BOUND_ABOVE, "microscope.bound-above",
           "The spectral norm of W times the largest slope is %s, not below 1: the product may grow or shrink. The orange dashed line is the "
           "bound.",
           "left panel of the microscope; a number")
STRING_ROW(MICROSCOPE_ONE_ROW, "microscope.one-row",
           "This task has one loss, at step %d: one row. Column $t$: how much of it still arrives at the state of step $t$.",
           "left panel of the microscope; a step")
STRING_ROW(MICROSCOPE_ROWS, "microscope.rows",
           "Row $k$: the loss of step $k$ alone. Column $t$: how much of it still arrives at the state of step $t$. A click on a "
           "row follows that loss.",
           "left panel of the microscope")
STRING_ROW(MICROSCOPE_DRAG, "microscope.drag",
           "Drag an eigenvalue: $\\W{W}$ changes to have it, and keeps its directions and all other eigenvalues. A pair moves "
           "together; a real one stays on its axis.",
           "left panel of the microscope")
STRING_ROW(MICROSCOPE_JACOBIANS, "microscope.jacobians",
           "Where many arrows multiply, $\\partial h_T/\\partial h_t$ is a product of as many Jacobians "
           "$\\text{diag}(\\phi')\\,\\W{W}$.",
           "left panel of the microscope")
STRING_ROW(ACTIVATION_SIDE, "activation.side",
           "A unit's function bends its pre-activation $a$. On the way back the gradient is multiplied by the slope there: near 0 "
           "where the function is flat.",
           "left panel of the screen Activation")
STRING_ROW(ACTIVATION_SATURATED_WORDS, "activation.saturated-words",
           "Saturated: |tanh| above 0.99, a sigmoid below 0.01 or above 0.99, a ReLU at 0. The share counts all steps and units "
           "of the stage's sequence.",
           "left panel of the screen Activation")
STRING_ROW(ACTIVATION_TEMPERATURE, "activation.temperature", "Softmax temperature", "name of a slider")
STRING_ROW(ACTIVATION_TEMPERATURE_TIP, "activation.temperature-tip",
           "What the scores are divided by before softmax. Only this picture: training and the loss use 1.",
           "tip of that slider")
STRING_ROW(WEIGHTS_SIDE, "weights.side",
           "$\\U{U}$ brings in the input and $\\W{W}$ the state of the step before; $\\V{V}$ makes the output from the states.",
           "left panel of the screen Weights")
STRING_ROW(WEIGHTS_CHANGE_WORDS, "weights.change-words",
           "The gradient is that of all losses of the stage's sequence. The change is what the optimiser would add now, with its "
           "clipping, momentum and learning rate.",
           "left panel of the screen Weights")
STRING_ROW(WEIGHTS_PANEL, "weights.panel", "WEIGHTS", "name of the left panel, in capitals; one word")
STRING_ROW(ACTIVATION_PANEL, "activation.panel", "ACTIVATION", "name of the left panel, in capitals; one word")
STRING_ROW(MICROSCOPE_PANEL, "microscope.panel", "MICROSCOPE", "name of the left panel, in capitals; one word")
STRING_ROW(WEIGHTS_HEAD, "weights.head", "What is learned", "heading of the left panel")
STRING_ROW(ACTIVATION_HEAD, "activation.head", "Where the units are", "heading of the left panel")
STRING_ROW(MICROSCOPE_HEAD, "microscope.head", "Whose error, which step", "heading of the left panel")
STRING_ROW(MICROSCOPE_CHARTS, "microscope.charts",
           "The wheel zooms a chart and a drag moves it; a double click shows all of it. Ctrl+C copies the values of the chart "
           "under the pointer.",
           "left panel of the microscope")
