/* Rows of string_rows.h: the screen History. */
STRING_ROW(HISTORY_UPDATE, "history.update", "update %s", "below the track and in a read-out; an update")
STRING_ROW(HISTORY_SCRUB_TRAINING, "history.scrub-training", "It is training. Stop it, then drag to any update.", "tip of the track")
STRING_ROW(HISTORY_SCRUB_TIP, "history.scrub-tip",
           "Drag to any update of this training: weights, moments and stage come back bit for bit.",
           "tip of the track")
STRING_ROW(HISTORY_EMPTY, "history.empty", "No update yet: train, and this page fills.", "below the title of the screen History")
STRING_ROW(HISTORY_WORDS, "history.words",
           "Gradients are measured at %s of the updates, held-out sequences at %s. A click goes to an update.",
           "below the title of the screen History; two counts")
STRING_ROW(HISTORY_LOG, "history.log", "Log axis", "button; short")
STRING_ROW(HISTORY_EVEN, "history.even", "Even axis", "button; short")
STRING_ROW(HISTORY_LOG_TIP, "history.log-tip",
           "Each power of ten of updates is as wide as the next. A click shows them evenly.",
           "tip of that button")
STRING_ROW(HISTORY_EVEN_TIP, "history.even-tip",
           "Updates stand evenly. A click shows them on a log axis, where the beginning can be seen.",
           "tip of that button")
STRING_ROW(HISTORY_TITLE_TRAINING, "history.title-training",
           "Training as time, training now: update %s",
           "title of the screen History; an update")
STRING_ROW(HISTORY_TITLE, "history.title", "Training as time: update %s of %s", "title of the screen History; two updates")
STRING_ROW(HISTORY_TITLE_TIP, "history.title-tip",
           "What this training did, over its updates. The vertical line marks the current update.",
           "tip of that title")
STRING_ROW(HISTORY_SOLVED, "history.solved", "solved at update %s", "at a flag; an update")
STRING_ROW(HISTORY_LOSSES, "history.losses",
           "loss before each update; points: on sequences never trained on; dashed: %s %s",
           "axis of a chart; a name (guessing) and a number")
STRING_ROW(HISTORY_LOSSES_TIP, "history.losses-tip",
           "The loss of what was trained on, before each update; where updates share a pixel, their mean. A click goes to that "
           "update.",
           "tip of that chart")
STRING_ROW(HISTORY_LEAST, "history.least", "the least there can be", "at a line of that chart")
STRING_ROW(HISTORY_GOAL, "history.goal", "goal", "at a line of that chart; one word")
STRING_ROW(HISTORY_LOSS, "history.loss", "loss", "name of a line; one word")
STRING_ROW(HISTORY_HELD_OUT, "history.held-out", "held out", "name of a line; short")
STRING_ROW(HISTORY_HELD_LOSSES, "history.held-losses", "loss on sequences never trained on, log axis", "axis of a chart")
STRING_ROW(HISTORY_SCORES, "history.scores", "%s, of sequences never trained on (%%)", "axis of a chart; what is measured")
STRING_ROW(HISTORY_SEQUENCES_RIGHT, "history.sequences-right", "sequences right", "what is measured")
STRING_ROW(HISTORY_SCORES_TIP, "history.scores-tip",
           "What the task's goal asks for, measured on held-out sequences. The setting stop_solved ends a training where the goal "
           "is first reached.",
           "tip of that chart")
STRING_ROW(HISTORY_GOAL_IS, "history.goal-is", "goal: %s", "at a line; what counts as solved")
STRING_ROW(HISTORY_CHANCE, "history.chance", "one of all answers", "at a line: what guessing scores")
STRING_ROW(HISTORY_HELD_LOSS, "history.held-loss", "held-out loss", "name of a line; short")
STRING_ROW(HISTORY_RIGHT, "history.right", "right, %", "name of a line; short")
STRING_ROW(HISTORY_NORMS_CLIPPED, "history.norms-clipped",
           "norm of the gradient that made the update, before clipping and after it (thick)",
           "axis of a chart")
STRING_ROW(HISTORY_NORMS, "history.norms", "norm of the gradient that made the update; none was clipped", "axis of a chart")
STRING_ROW(HISTORY_NORMS_TIP, "history.norms-tip",
           "Of all weights and biases together, at the measured updates. Where clipping is on, the optimiser gets the lower line; "
           "dashed is the clip norm as it is set now.",
           "tip of that chart")
STRING_ROW(HISTORY_BEFORE, "history.before", "before clipping", "name of a line; short")
STRING_ROW(HISTORY_GRADIENT, "history.gradient", "gradient", "name of a line; one word")
STRING_ROW(HISTORY_AFTER, "history.after", "after clipping", "name of a line; short")
STRING_ROW(HISTORY_RADIUS, "history.radius", "spectral radius ρ of the recurrent weights, of the largest block", "axis of a chart")
STRING_ROW(HISTORY_RADIUS_TIP, "history.radius-tip",
           "The largest absolute eigenvalue of W; with several gates, layers or directions, the largest of all.",
           "tip of that chart")
STRING_ROW(HISTORY_ALL, "history.all", "all", "right end of the key of the colours; one word")
STRING_ROW(HISTORY_KEY_TIP, "history.key-tip",
           "How much of what the last loss sends out arrives at a step: from 1e-8 of it to all of it.",
           "tip of that key")
STRING_ROW(HISTORY_HAD_STEPS, "history.had-steps", "T was %d then", "in a read-out; a count")
STRING_ROW(HISTORY_AT_STEP, "history.at-step", "at step %d arrives %s", "in a read-out; a step and a number")
STRING_ROW(HISTORY_AT_STEP_BAD, "history.at-step-bad", "at step %d arrives no finite number", "in a read-out; a step")
STRING_ROW(HISTORY_MAP, "history.map",
           "step: how much of the last loss's gradient arrives at its %s",
           "axis of the map; the letter of a state")
STRING_ROW(HISTORY_MAP_TIP, "history.map-tip",
           "The stage's sequence, the last loss, the top layer's forward chain, from the normalised backward pass. Each column is "
           "a measured update and stands until the next one.",
           "tip of the map")
STRING_ROW(HISTORY_COPIED_STEP, "history.copied-step", "step", "name of a column of the copied values of the map; one word")
STRING_ROW(HISTORY_COPIED_SHARE, "history.copied-share", "share of the gradient", "name of a column of the copied values of the map")
STRING_ROW(HISTORY_UPDATES, "history.updates", "update", "axis of the charts of the screen History; one word")
