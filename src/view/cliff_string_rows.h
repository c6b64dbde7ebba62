/* Rows of string_rows.h: the screen Cliff. */
STRING_ROW(CLIFF_TITLE_ONE, "cliff.title-one", "The cliff: one unit, %d step", "title of the screen Cliff; a number that is 1")
STRING_ROW(CLIFF_TITLE, "cliff.title", "The cliff: one unit, %d steps", "title of the screen Cliff; a count is put in")
STRING_ROW(CLIFF_DESCENT_SHORT, "cliff.descent-short",
           "Descent, update %s of %s",
           "title of the screen Cliff in a narrow window; two counts")
STRING_ROW(CLIFF_DESCENTS_SHORT, "cliff.descents-short", "Descents, update %s of %s", "as the row above, of two descents")
STRING_ROW(CLIFF_DESCENT_TITLE, "cliff.descent-title",
           "The cliff: the descent at update %s of %s",
           "title of the screen Cliff; two counts")
STRING_ROW(CLIFF_DESCENTS_TITLE, "cliff.descents-title",
           "The cliff: the descents at update %s of %s",
           "as the row above, of two descents")
STRING_ROW(CLIFF_LEGEND_LOSS, "cliff.legend-loss",
           "The colour of a place is the length of the gradient (∂L/∂w, ∂L/∂b) there; its height is the loss.",
           "tip of the key of the colours")
STRING_ROW(CLIFF_LEGEND_GRADIENT, "cliff.legend-gradient",
           "Colour and height of a place are both the length of the gradient (∂L/∂w, ∂L/∂b) there, on a log axis.",
           "tip of the key of the colours")
STRING_ROW(CLIFF_LEGEND, "cliff.legend", "colour: length of the gradient", "before the key of the colours")
STRING_ROW(CLIFF_LATCH_NAME, "cliff.latch-name", "Latch", "button that chooses the unit; one word")
STRING_ROW(CLIFF_LATCH_TIP, "cliff.latch-tip", "The plain cell with one unit and no input: h → tanh(w h + b).", "tip of that button")
STRING_ROW(CLIFF_PASCANU_TIP, "cliff.pascanu-tip",
           "The unit of figure 6 in Pascanu, Mikolov & Bengio (2013): x → w σ(x) + b.",
           "tip of the button Pascanu")
STRING_ROW(CLIFF_PASCANU, "cliff.pascanu", "Pascanu", "button that chooses the unit; a name")
STRING_ROW(CLIFF_TITLE_TIP, "cliff.title-tip",
           "A network of its own, whatever the setup is: one unit, run for T steps, with one loss at the end (Pascanu, Mikolov & "
           "Bengio 2013). Its loss depends on two numbers only, so it can be seen whole.",
           "tip of the title")
STRING_ROW(CLIFF_EQUATION_LATCH, "cliff.equation-latch",
           "The state goes through the same step again and again; then it is compared with 0.7.",
           "tip of the equations")
STRING_ROW(CLIFF_EQUATION_SIGMOID, "cliff.equation-sigmoid",
           "The state goes through the same step again and again; then its sigmoid is compared with 0.7.",
           "tip of the equations")
STRING_ROW(CLIFF_START_TIP, "cliff.start-tip", "Where the descents start.", "tip of the sliders w and b")
STRING_ROW(CLIFF_STEPS, "cliff.steps", "Steps T", "name of a slider")
STRING_ROW(CLIFF_STEPS_TIP, "cliff.steps-tip", "How often the unit is run: the loss compares its last state.", "tip of that slider")
STRING_ROW(CLIFF_HEIGHT_LOSS, "cliff.height-loss", "Loss", "button: what the height is; one word")
STRING_ROW(CLIFF_HEIGHT_LOSS_TIP, "cliff.height-loss-tip", "The height of the surface is the loss.", "tip of that button")
STRING_ROW(CLIFF_HEIGHT_GRADIENT, "cliff.height-gradient", "Gradient", "button: what the height is; one word")
STRING_ROW(CLIFF_HEIGHT_GRADIENT_TIP, "cliff.height-gradient-tip",
           "The height of the surface is the length of the gradient, on a log axis.",
           "tip of that button")
STRING_ROW(CLIFF_RATE, "cliff.rate", "Learning rate", "name of a slider")
STRING_ROW(CLIFF_RATE_TIP, "cliff.rate-tip", "A step is the learning rate times the gradient.", "tip of that slider")
STRING_ROW(CLIFF_CLIP, "cliff.clip", "Clip at norm", "name of a slider")
STRING_ROW(CLIFF_OFF, "cliff.off", "off", "value of that slider; one word")
STRING_ROW(CLIFF_CLIP_TIP, "cliff.clip-tip", "A gradient longer than this is shortened to it; its direction stays.", "tip of that slider")
STRING_ROW(CLIFF_NO_CLIPPING, "cliff.no-clipping", "No clipping", "button; short")
STRING_ROW(CLIFF_NO_CLIPPING_TIP, "cliff.no-clipping-tip", "The next descent takes every step as it is.", "tip of that button")
STRING_ROW(CLIFF_CLIPPED, "cliff.clipped", "Clip", "button; one word")
STRING_ROW(CLIFF_CLIPPED_TIP, "cliff.clipped-tip", "The next descent shortens long gradients.", "tip of that button")
STRING_ROW(CLIFF_HEADING_START, "cliff.heading-start", "THE START", "heading in the controls of the cliff, in capitals")
STRING_ROW(CLIFF_HEADING_HEIGHT, "cliff.heading-height", "HEIGHT SHOWS", "heading in the controls of the cliff, in capitals")
STRING_ROW(CLIFF_HEADING_DESCENT, "cliff.heading-descent", "THE DESCENT", "heading in the controls of the cliff, in capitals")
STRING_ROW(CLIFF_DESCEND, "cliff.descend", "Descend", "button; one word")
STRING_ROW(CLIFF_DESCEND_TIP, "cliff.descend-tip", "200 updates of gradient descent from the start.", "tip of that button")
STRING_ROW(CLIFF_MORE, "cliff.more", "One update more", "button; short")
STRING_ROW(CLIFF_MORE_TIP, "cliff.more-tip", "The descent with one update more.", "tip of that button")
STRING_ROW(CLIFF_RESET, "cliff.reset", "Start again", "button; short")
STRING_ROW(CLIFF_RESET_TIP, "cliff.reset-tip",
           "Removes the descents and puts everything of the cliff back to its first value.",
           "tip of that button")
STRING_ROW(CLIFF_PLAY_NONE, "cliff.play-none", "There is no descent to play yet: press Descend.", "tip of the play button")
STRING_ROW(CLIFF_PLAY_STOP, "cliff.play-stop", "Stop here.", "tip of the play button")
STRING_ROW(CLIFF_PLAY_TIP, "cliff.play-tip", "Play the descents, update by update: arrow, clipping, step.", "tip of the play button")
STRING_ROW(CLIFF_BACK_TIP, "cliff.back-tip", "One update back.", "tip of a button")
STRING_ROW(CLIFF_NEXT_TIP, "cliff.next-tip", "One update on.", "tip of a button")
STRING_ROW(CLIFF_NO_DESCENT, "cliff.no-descent", "no descent yet", "at the right end of the track; short")
STRING_ROW(CLIFF_OF, "cliff.of", "%s of %s", "two counts of updates")
STRING_ROW(CLIFF_UPDATE_OF, "cliff.update-of", "update %s of %s", "at the right end of the track; two counts")
STRING_ROW(CLIFF_TRACK_TIP, "cliff.track-tip", "How much of the descents is shown.", "tip of the track")
STRING_ROW(CLIFF_ABOVE_PLOT_TIP, "cliff.above-plot-tip",
           "The same from above\nDrag the start: both descents follow. Lines join places of equal loss; where they lie on each "
           "other the loss jumps.",
           "tip of the map from above")
STRING_ROW(CLIFF_ABOVE, "cliff.above", "From above: drag the start", "title of the map from above")
STRING_ROW(CLIFF_ABOVE_SHORT, "cliff.above-short", "From above", "the same in a narrow card")
STRING_ROW(CLIFF_FIXED_SETTLES, "cliff.fixed-settles",
           "A fixed point at %s\nThe slope of the map is %s there: states near it come closer with every step.",
           "tip of a fixed point; two numbers")
STRING_ROW(CLIFF_FIXED_FLEES, "cliff.fixed-flees",
           "A fixed point at %s\nThe slope of the map is %s there: states near it move away with every step.",
           "tip of a fixed point; two numbers")
STRING_ROW(CLIFF_FATE_OFF, "cliff.fate-off", "far off this plot: the last state is %s", "below the unit's map; a number")
STRING_ROW(CLIFF_FATE_OFF_SHORT, "cliff.fate-off-short", "outside: at last %s", "the same in a narrow card")
STRING_ROW(CLIFF_FATE, "cliff.fate", "full: states settle here · ring: they move away", "below the unit's map: its dots and rings")
STRING_ROW(CLIFF_FATE_SHORT, "cliff.fate-short", "full: settles · ring: leaves", "the same in a narrow card")
STRING_ROW(CLIFF_UNIT_START, "cliff.unit-start", "The unit at the start", "title of the unit's map")
STRING_ROW(CLIFF_UNIT_DESCENT, "cliff.unit-descent", "The unit where the descent is", "title of the unit's map")
STRING_ROW(CLIFF_UNIT_SHORT, "cliff.unit-short", "The unit there", "the same in a narrow card")
STRING_ROW(CLIFF_MAP_LATCH_TIP, "cliff.map-latch-tip",
           "One step of the unit: from h to tanh(w h + b)\nWhere the curve meets the diagonal a state stays. The steps lead from "
           "h₀ = 0.5 on: up or down to the curve, across to the diagonal.",
           "tip of the unit's map")
STRING_ROW(CLIFF_MAP_SIGMOID_TIP, "cliff.map-sigmoid-tip",
           "One step of the unit: from x to w σ(x) + b\nWhere the curve meets the diagonal a state stays. The steps lead from x₀ "
           "= 0.5 on: up or down to the curve, across to the diagonal.",
           "tip of the unit's map")
STRING_ROW(CLIFF_PATH_PLAIN, "cliff.path-plain", "without clipping", "name of a descent")
STRING_ROW(CLIFF_PATH_CLIPPED, "cliff.path-clipped", "clipped", "name of a descent; one word")
STRING_ROW(CLIFF_BELOW, "cliff.below",
           "%s: shorter than 10⁻⁶ after update %s",
           "in the chart of the lengths; the name of a descent, a count")
STRING_ROW(CLIFF_UPDATES, "cliff.updates", "update", "axis of the chart of the lengths; one word")
STRING_ROW(CLIFF_LENGTHS, "cliff.lengths", "length of the gradient after each update", "axis of the chart of the lengths")
STRING_ROW(CLIFF_LENGTHS_NONE, "cliff.lengths-none", "length of the gradient: no descent yet", "the same before a descent")
STRING_ROW(CLIFF_LENGTHS_TIP, "cliff.lengths-tip",
           "How long the gradient was after each update, on a log axis: the next one follows it. A click looks at that update.",
           "tip of that chart")
STRING_ROW(CLIFF_PATH_CLIPPED_AT, "cliff.path-clipped-at", "clipped at norm %s", "name of a descent; a number")
STRING_ROW(CLIFF_AFTER, "cliff.after", "updates", "row of a card")
STRING_ROW(CLIFF_AFTER_TIP, "cliff.after-tip",
           "Left and Right go from update to update; so does a drag over the lengths below.",
           "tip of that row")
STRING_ROW(CLIFF_LOSS_THERE, "cliff.loss-there", "loss there", "row of a card")
STRING_ROW(CLIFF_LOSS_THERE_TIP, "cliff.loss-there-tip", "The loss with w and b as they are after so many updates.", "tip of that row")
STRING_ROW(CLIFF_PLACE, "cliff.place", "w, b", "row of a card: two letters")
STRING_ROW(CLIFF_PLACE_OFF, "cliff.place-off", "off the map, w, b", "the same where it is not on the map")
STRING_ROW(CLIFF_PLACE_THEN_TIP, "cliff.place-then-tip", "Where the descent stands then.", "tip of that row")
STRING_ROW(CLIFF_LONGEST_GRADIENT, "cliff.longest-gradient", "longest gradient", "row of a card")
STRING_ROW(CLIFF_LONGEST_GRADIENT_TIP, "cliff.longest-gradient-tip",
           "The largest length of the gradient, of all updates of this descent.",
           "tip of that row")
STRING_ROW(CLIFF_JUMP, "cliff.jump", "%s, update %s", "value of a row; a number and an update")
STRING_ROW(CLIFF_LONGEST_STEP, "cliff.longest-step", "longest step", "row of a card")
STRING_ROW(CLIFF_LONGEST_STEP_TIP, "cliff.longest-step-tip",
           "The learning rate times the length of the gradient, after clipping.",
           "tip of that row")
STRING_ROW(CLIFF_WORDS_LATCH, "cliff.words-latch",
           "One unit of the plain cell with two numbers, $\\W{w}$ and $b$, run for $T$ steps. Its state settles where the map "
           "beside the surface crosses the diagonal. Along one line in $\\W{w}$ and $b$ it settles elsewhere: there the loss "
           "jumps.",
           "left panel of the cliff")
STRING_ROW(CLIFF_WORDS_SIGMOID, "cliff.words-sigmoid",
           "A single unit with two numbers, $\\W{w}$ and $b$, run for $T$ steps. Over most of the map the loss is nearly flat. "
           "Along one line it is a wall.",
           "left panel of the cliff")
STRING_ROW(CLIFF_WORDS_DESCENT, "cliff.words-descent",
           "At the wall the gradient is right: it says how steep it is there. It does not say how far to go.",
           "left panel of the cliff after a descent")
STRING_ROW(CLIFF_PANEL, "cliff.panel", "THE CLIFF", "name of the left panel, in capitals")
STRING_ROW(CLIFF_HEAD_LATCH, "cliff.head-latch", "A latch", "heading of the left panel")
STRING_ROW(CLIFF_HEAD_SIGMOID, "cliff.head-sigmoid", "A network seen whole", "heading of the left panel")
STRING_ROW(CLIFF_NEXT_CLIP, "cliff.next-clip",
           "Set a clip norm and press Descend: the clipped descent stands beside this one, from the same start.",
           "left panel of the cliff: what to do next")
STRING_ROW(CLIFF_NEXT_DESCEND, "cliff.next-descend",
           "Press Descend, or drag the start in the map from above.",
           "left panel of the cliff: what to do next")
STRING_ROW(CLIFF_TAG_CUT, "cliff.tag-cut", "‖∇L‖ = %s, cut to %s", "at a descent on the surface; two numbers; short")
STRING_ROW(CLIFF_TAG_TIP, "cliff.tag-tip",
           "The descent %s, at update %s\nThe arrow points downhill: against the gradient. Its length tells the size of the gradient on a log scale.",
           "tip of that tag; the name of a descent (without clipping), a count")
STRING_ROW(CLIFF_SURFACE_TIP, "cliff.surface-tip",
           "Drag to turn the surface. Drag the start to begin elsewhere. The wheel zooms; a double click shows all of it.",
           "tip of the surface")
STRING_ROW(CLIFF_START_PLACE_TIP, "cliff.start-place-tip",
           "The start\nw = %s, b = %s, loss %s. Drag it: the descents follow.",
           "tip of the start on the surface; three numbers")
