/* Rows of string_rows.h: the screen Compare: rows, chart, losses, trials, cards. */
STRING_ROW(COMPARE_ALL_LOSSES, "compare.all-losses", "all losses together", "the screen Compare, in the line below its title")
STRING_ROW(COMPARE_ONE_LOSS, "compare.one-loss", "the loss of step %d", "the screen Compare, in the line below its title; a step is put in")
STRING_ROW(COMPARE_LAYER, "compare.layer", "; layer %d", "behind that; a layer's number is put in")
STRING_ROW(COMPARE_SHIFTED, "compare.shifted",
           "Other sequences: %s. The rows are aligned at the followed loss. Update %s.",
           "below the title of the screen Compare; names and an update")
STRING_ROW(COMPARE_OTHERS_ONE, "compare.others-one",
           "Other sequences: %s. %s update; %s.",
           "below the title of the screen Compare; names, a number that is 1, and the loss")
STRING_ROW(COMPARE_OTHERS, "compare.others",
           "Other sequences: %s. %s updates; %s.",
           "below the title of the screen Compare; names, a count and the loss")
STRING_ROW(COMPARE_SAME_ONE, "compare.same-one",
           "The same sequence for all, after %s update; %s.",
           "below the title of the screen Compare; a number that is 1, and the loss")
STRING_ROW(COMPARE_SAME, "compare.same",
           "The same sequence for all, after %s updates; %s.",
           "below the title of the screen Compare; a count and the loss")
STRING_ROW(COMPARE_NOT_ALL, "compare.not-all",
           "At update %s. Rows marked \"computing\" are not there yet.",
           "in the place of that line, while rows are computed; an update")
STRING_ROW(COMPARE_CLOSE_TIP, "compare.close-tip",
           "Back to the chain: Escape. The variants stay.",
           "tip of the button that closes the screen Compare")
STRING_ROW(COMPARE_REMOVE_ALL, "compare.remove-all", "Remove all", "button of the screen Compare; short")
STRING_ROW(COMPARE_REMOVE_ALL_TIP, "compare.remove-all-tip", "Removes every variant. Undo brings them back.", "tip of that button")
STRING_ROW(COMPARE_TITLE_STATES_TO, "compare.title-states-to",
           "Compared: the states up to step %d",
           "title of the screen Compare; a step is put in")
STRING_ROW(COMPARE_TITLE_GRADIENT_TO, "compare.title-gradient-to",
           "Compared: the gradient back to step %d",
           "title of the screen Compare; a step is put in")
STRING_ROW(COMPARE_TITLE_STATES, "compare.title-states", "Compared: the states", "title of the screen Compare")
STRING_ROW(COMPARE_TITLE_GRADIENT, "compare.title-gradient", "Compared: the gradient on its way back", "title of the screen Compare")
STRING_ROW(COMPARE_TITLE_TIP, "compare.title-tip",
           "Each row is one network on the sequence of the stage. All are at the same update, and one cursor moves through all of "
           "them.",
           "tip of that title")
STRING_ROW(COMPARE_DOWN_TO, "compare.down-to", "%s, down to %s", "at the end of a line of the chart; a name and a number are put in; short")
STRING_ROW(COMPARE_LINE_TIP_C, "compare.line-tip-c", "%s\nIts gradient at every step: at the cell state c.", "tip of that name")
STRING_ROW(COMPARE_LINE_TIP_H, "compare.line-tip-h", "%s\nIts gradient at every step: at the hidden state h.", "tip of that name")
STRING_ROW(COMPARE_CHART_RELATIVE, "compare.chart-relative",
           "Of what set out at the loss, this arrives",
           "title of the chart of the screen Compare")
STRING_ROW(COMPARE_CHART_ALL, "compare.chart-all", "Gradient of all losses together", "title of the chart of the screen Compare")
STRING_ROW(COMPARE_CHART_ONE, "compare.chart-one", "Gradient of this loss", "title of the chart of the screen Compare")
STRING_ROW(COMPARE_CHART_TIP, "compare.chart-tip",
           "One line for each row above, on one axis: at c where the cell has a cell state, at h else.",
           "tip of that title")
STRING_ROW(COMPARE_COLUMN, "compare.column", "column", "axis of that chart, where sequences differ; one word")
STRING_ROW(COMPARE_STEP, "compare.step", "step", "axis of that chart; one word")
STRING_ROW(COMPARE_ARRIVES, "compare.arrives", "arrives", "axis of that chart; one word")
STRING_ROW(COMPARE_GRADIENT, "compare.gradient", "gradient", "axis of that chart and row of a card; one word")
STRING_ROW(COMPARE_NOT_YET, "compare.not-yet",
           "The backward phase fills this.",
           "in that chart before the backward phase")
STRING_ROW(COMPARE_BEFORE_ONE, "compare.before-one", "%d step before the loss", "heading of the read-out; a number that is 1")
STRING_ROW(COMPARE_BEFORE, "compare.before", "%d steps before the loss", "heading of the read-out; a count is put in")
STRING_ROW(COMPARE_NUMBERS, "compare.numbers", "steps before the loss", "name of the numbers below the chart, where sequences differ")
STRING_ROW(COMPARE_AT_STEP, "compare.at-step", "Step %d", "heading of the read-out; a step is put in")
STRING_ROW(COMPARE_BEHIND, "compare.behind", "After the loss", "heading of the read-out")
STRING_ROW(COMPARE_NO_STEP, "compare.no-step", "no such step", "in the read-out, behind a name")
STRING_ROW(COMPARE_NOT_THERE, "compare.not-there", "not there yet", "in the read-out, behind a name")
STRING_ROW(COMPARE_AS_IT_IS, "compare.as-it-is", "The setup as it is, without a variant.", "tip of the name of a row")
STRING_ROW(COMPARE_FAR_TIP, "compare.far-tip", "The gradient at the far end of the chain.", "tip of the number of a row")
STRING_ROW(COMPARE_STOPPED, "compare.stopped", "stopped: a number was not finite", "at the right end of a row")
STRING_ROW(COMPARE_OTHER_DATA, "compare.other-data", "other sequences", "at the right end of a row")
STRING_ROW(COMPARE_ANOTHER, "compare.another", "another sequence", "at the right end of a row")
STRING_ROW(COMPARE_ON_ITS_WAY, "compare.on-its-way", "computing", "at the right end of a row: its numbers are computed")
STRING_ROW(COMPARE_OTHER_TIP, "compare.other-tip",
           "It reads another sequence than the setup: sizes may be compared, single steps may not.",
           "tip of such a note")
STRING_ROW(COMPARE_ON_ITS_WAY_TIP, "compare.on-its-way-tip",
           "Its numbers are those before the last change, until the new ones are computed.",
           "tip of such a note")
STRING_ROW(COMPARE_GATE_TIP, "compare.gate-tip",
           "%s of %s\nAt each step, how far it is open: the mean over the units.",
           "tip of a gate's letter; the names of gate and variant")
STRING_ROW(COMPARE_LETTER_C, "compare.letter-c",
           "Its columns are the cell state c, and its river is the gradient at c.",
           "tip of the letter beside a row")
STRING_ROW(COMPARE_LETTER_H, "compare.letter-h",
           "Its columns are the hidden state h, and its river is the gradient at h.",
           "tip of the letter beside a row")
STRING_ROW(COMPARE_AS_SET, "compare.as-set", "As set", "name of the setup's own row among the variants; short")
STRING_ROW(COMPARE_FAR, "compare.far", "%s at step %d", "behind a row's name; a number and a step")
STRING_ROW(COMPARE_CURVE_TIP, "compare.curve-tip",
           "%s\nIts loss before every update; on the stage's sequence it is %s now.",
           "tip of a name; a name and a number")
STRING_ROW(COMPARE_UPDATES, "compare.updates", "update", "axis of the chart of the losses; one word")
STRING_ROW(COMPARE_LOSS, "compare.loss", "loss", "axis of the chart of the losses; one word")
STRING_ROW(COMPARE_RACE_TIP, "compare.race-tip",
           "The loss before every update so far. A click takes all networks back to that update, bit for bit.",
           "tip of that chart")
STRING_ROW(COMPARE_BASELINE_TIP, "compare.baseline-tip",
           "What a simple answer without memory scores: a network below it has learned something.",
           "tip of a line of that chart")
STRING_ROW(COMPARE_LOSS_TIP, "compare.loss-tip", "The loss, on an even axis from 0.", "tip of the axis of that chart")
STRING_ROW(COMPARE_UPDATES_TIP, "compare.updates-tip", "Updates of the weights.", "tip of the axis of that chart")
STRING_ROW(COMPARE_RACE_TITLE, "compare.race-title", "Loss before each update", "title of that chart")
STRING_ROW(COMPARE_RACE_TITLE_TIP, "compare.race-title-tip",
           "Every update is made by all of them, each on the same sequence unless it has sequences of its own.",
           "tip of that title")
STRING_ROW(COMPARE_MEASURE_TIP, "compare.measure-tip",
           "What the task measures of every network, on sequences that it is never trained on. A click takes all networks back to that update, bit for bit.",
           "tip of that chart where it shows the measure")
STRING_ROW(COMPARE_MEASURE_TITLE_TIP, "compare.measure-title-tip",
           "Measured during the training, at updates that depend on each network's setup; a flag marks where the task was first found solved.",
           "tip of the title then")
STRING_ROW(COMPARE_MEASURE_NAME_TIP, "compare.measure-name-tip",
           "%s\n%s, held out: %s after update %s.",
           "tip of a name then; a name, what is measured, a number, an update")
STRING_ROW(COMPARE_SIMPLE_SHARE_TIP, "compare.simple-share-tip",
           "What a simple answer without memory reaches: a network above it has learned something.",
           "tip of a line of that chart, of a share")
STRING_ROW(COMPARE_SOLVED_NOT, "compare.solved-not", "not by update %s", "on a card: value of the row solved; an update")
STRING_ROW(COMPARE_SOLVED_UNKNOWN, "compare.solved-unknown", "not measured yet", "on a card: value of the row solved")
STRING_ROW(COMPARE_SOLVED_RACE_TIP, "compare.solved-race-tip",
           "Measured on sequences never trained on. Where the task is solved, the seconds are the time of the updates up to there, at the speed of training here, held-out measures included.",
           "tip of that row while all are trained together")
STRING_ROW(COMPARE_RACE_EMPTY, "compare.race-empty",
           "No update yet. Training updates all of them together.",
           "in that chart before the first update")
STRING_ROW(COMPARE_RACE_EMPTY_TIP, "compare.race-empty-tip",
           "Train with Ctrl+T, or with the buttons of the controls.",
           "tip of those words")
STRING_ROW(COMPARE_OF, "compare.of", "%d of %d", "two counts")
STRING_ROW(COMPARE_NOT_FINITE_AT, "compare.not-finite-at", "not finite at %s", "on a card; an update")
STRING_ROW(COMPARE_NOT_WITHIN, "compare.not-within", "not within %s", "on a card; a count of updates")
STRING_ROW(COMPARE_SEEDS_SOLVED, "compare.seeds-solved", "seeds that solved it", "row of a card")
STRING_ROW(COMPARE_SOLVED_AT, "compare.solved-at", "solved at update", "row of a card")
STRING_ROW(COMPARE_SOLVED, "compare.solved", "solved", "row of a card")
STRING_ROW(COMPARE_ITSELF, "compare.itself", "the setup itself", "on the card of the setup, below its name")
STRING_ROW(COMPARE_SOLVED_TIP, "compare.solved-tip",
           "Trained from the start until the task is solved on fresh sequences, or to the last update; seconds are wall-clock time, all evaluations included.",
           "tip of that row")
STRING_ROW(COMPARE_NO_FAR, "compare.no-far", "none", "value of a row of a card: no number")
STRING_ROW(COMPARE_FROM_TO, "compare.from-to", "%s to %s", "value of a row of a card: the least and the most")
STRING_ROW(COMPARE_ARRIVES_AFTER, "compare.arrives-after", "arrives after training", "row of a card")
STRING_ROW(COMPARE_ARRIVES_AFTER_TIP, "compare.arrives-after-tip",
           "How much of what set out at the last loss arrives at the far end, with the weights at the end of that training; of "
           "many seeds the least and the most.",
           "tip of that row")
STRING_ROW(COMPARE_REMOVE_TIP, "compare.remove-tip", "Remove this variant; undo brings it back.", "tip of the cross of a card")
STRING_ROW(COMPARE_CARD_TIP, "compare.card-tip", "%s\nIt changes in the setup: %s", "tip of a card; a name and key=value pairs")
STRING_ROW(COMPARE_WEIGHTS, "compare.weights", "weights", "row of a card; one word")
STRING_ROW(COMPARE_WEIGHTS_TIP, "compare.weights-tip", "How many numbers training can change: all weights and biases.", "tip of that row")
STRING_ROW(COMPARE_STAGE_LOSS, "compare.stage-loss", "loss on the stage's sequence", "row of a card")
STRING_ROW(COMPARE_STAGE_LOSS_TIP, "compare.stage-loss-tip",
           "Of the one sequence that is shown, with the weights as they are now.",
           "tip of that row")
STRING_ROW(COMPARE_ARRIVES_AT, "compare.arrives-at", "arrives at step %d", "row of a card; a step is put in")
STRING_ROW(COMPARE_ARRIVES_TIP, "compare.arrives-tip",
           "How much of what set out at the followed loss is left at the far end of the chain.",
           "tip of that row")
STRING_ROW(COMPARE_OTHER_NOTE, "compare.other-note", "other sequences: T, targets or seed are its own", "at the foot of a card")
STRING_ROW(COMPARE_ANOTHER_NOTE, "compare.another-note", "it reads another sequence now", "at the foot of a card")
STRING_ROW(COMPARE_HEAD_SAME, "compare.head-same", "Same data, same update", "heading of the left panel")
STRING_ROW(COMPARE_HEAD_TASK, "compare.head-task", "Same task, same update", "heading of the left panel")
STRING_ROW(COMPARE_PANEL, "compare.panel", "COMPARE", "name of the left panel, in capitals; one word")
STRING_ROW(COMPARE_HEAD_TIP, "compare.head-tip",
           "All networks do the same updates in lock step; the controls at the right change what they share.",
           "tip of that heading")
STRING_ROW(COMPARE_STORY_TASK_ONE, "compare.story-task-one",
           "The task is the same; the cards say what differs. After %s update.",
           "below that heading; a number that is 1")
STRING_ROW(COMPARE_STORY_TASK, "compare.story-task",
           "The task is the same; the cards say what differs. After %s updates.",
           "below that heading; a count")
STRING_ROW(COMPARE_STORY_SAME_ONE, "compare.story-same-one",
           "Every network reads the same sequence; the cards say what differs. After %s update.",
           "below that heading; a number that is 1")
STRING_ROW(COMPARE_STORY_SAME, "compare.story-same",
           "Every network reads the same sequence; the cards say what differs. After %s updates.",
           "below that heading; a count")
STRING_ROW(COMPARE_STOP, "compare.stop", "Stop (%d of %d trained)", "button while networks are trained; two counts")
STRING_ROW(COMPARE_STOP_TIP, "compare.stop-tip", "Stop the trainings that have not ended.", "tip of that button")
STRING_ROW(COMPARE_RACE, "compare.race", "Race", "button; one word")
STRING_ROW(COMPARE_RACE_BUTTON_TIP, "compare.race-button-tip",
           "Train each from its start until it solves the task, at most 10,000 updates: which is first?",
           "tip of that button")
STRING_ROW(COMPARE_SEEDS_10, "compare.seeds-10", "10 seeds", "button; short")
STRING_ROW(COMPARE_SEEDS_10_TIP, "compare.seeds-10-tip", "The same from ten seeds each: is it luck?", "tip of that button")
STRING_ROW(COMPARE_SEEDS_50, "compare.seeds-50", "50 seeds", "button; short")
STRING_ROW(COMPARE_SEEDS_50_TIP, "compare.seeds-50-tip",
           "The same from fifty seeds each. This takes a while; it can be stopped.",
           "tip of that button")
STRING_ROW(COMPARE_MEAN_LOSS_TIP, "compare.mean-loss-tip", "The mean loss on held-out sequences.", "tip of an axis")
STRING_ROW(COMPARE_SIMPLE_TIP, "compare.simple-tip",
           "What a simple answer without memory scores.",
           "tip of a line of the chart of the trials")
STRING_ROW(COMPARE_GOAL, "compare.goal", "goal %s", "at a line of that chart; a loss")
STRING_ROW(COMPARE_GOAL_SHARE, "compare.goal-share", "goal %s %%", "at a line of that chart; a percentage")
STRING_ROW(COMPARE_GOAL_TIP, "compare.goal-tip", "From here on the task counts as solved.", "tip of that line")
STRING_ROW(COMPARE_FLAG_SEEDS, "compare.flag-seeds",
           "%s\nHalf of its %d seeds had solved the task by update %s.",
           "tip of a flag of that chart; a name, a count, an update")
STRING_ROW(COMPARE_FLAG, "compare.flag", "%s\nSolved at update %s.", "tip of a flag of that chart; a name, an update")
STRING_ROW(COMPARE_OUTCOME, "compare.outcome", "%s: %d of %d", "at the end of a line of that chart; a name, two counts")
STRING_ROW(COMPARE_OUTCOME_TIP, "compare.outcome-tip", "%s\nSeeds that solved the task: %d of %d trained, by update %s.", "tip of that name")
STRING_ROW(COMPARE_VALUE_SOLVED, "compare.value-solved",
           "%s %s\nSolved at update %s, after %.2f s. At the far end of the chain %s of what set out at the loss arrives.",
           "tip of a point of a sweep; a setting, its value, an update, seconds, a number")
STRING_ROW(COMPARE_VALUE_DIVERGED, "compare.value-diverged",
           "%s %s\nNot finite after update %s, after %.2f s. At the far end of the chain %s of what set out at the loss arrives.",
           "as the row above")
STRING_ROW(COMPARE_VALUE_NOT, "compare.value-not",
           "%s %s\nNot solved by update %s, after %.2f s. At the far end of the chain %s of what set out at the loss arrives.",
           "as the row above")
STRING_ROW(COMPARE_VALUE_SOLVED_NO_FAR, "compare.value-solved-no-far",
           "%s %s\nSolved at update %s, after %.2f s. No finite number arrives at the far end of the chain.",
           "tip of a point of a sweep; a setting, its value, an update, seconds")
STRING_ROW(COMPARE_VALUE_DIVERGED_NO_FAR, "compare.value-diverged-no-far",
           "%s %s\nNot finite after update %s, after %.2f s. No finite number arrives at the far end of the chain.",
           "as the row above")
STRING_ROW(COMPARE_VALUE_NOT_NO_FAR, "compare.value-not-no-far",
           "%s %s\nNot solved by update %s, after %.2f s. No finite number arrives at the far end of the chain.",
           "as the row above")
STRING_ROW(COMPARE_NOT_FINITE, "compare.not-finite", "not finite", "at a point of a sweep; short")
STRING_ROW(COMPARE_NOT_SOLVED, "compare.not-solved", "not solved", "at a point of a sweep; short")
STRING_ROW(COMPARE_MEASURE_LOSS, "compare.measure-loss", "Loss", "what is measured, in the title of that chart; one word")
STRING_ROW(COMPARE_SWEEP_TITLE, "compare.sweep-title",
           "%s, held out, against %s",
           "title of a sweep; what is measured, the name of a setting")
STRING_ROW(COMPARE_TRIALS_TITLE, "compare.trials-title", "%s, held out", "title of that chart; what is measured")
STRING_ROW(COMPARE_TRAINED, "compare.trained", "%d of %d trained", "right of that title; two counts")
STRING_ROW(COMPARE_SOLVED_GOAL, "compare.solved-goal", "solved: %s", "right of that title; what counts as solved")
STRING_ROW(COMPARE_TRIALS_TIP, "compare.trials-tip",
           "Trained from the start in the background, until solved or at most to the last update of the axis.",
           "tip of that title")
STRING_ROW(COMPARE_TRAINED_TIP, "compare.trained-tip", "Trials that have ended. \"cancel\" stops the others.", "tip of the counts")
STRING_ROW(COMPARE_SOLVED_GOAL_TIP, "compare.solved-goal-tip", "What counts as solved, on fresh sequences.", "tip of the goal")
STRING_ROW(COMPARE_SWEEP_OF, "compare.sweep-of", "measure|far ratio|seconds", "what a sweep shows: three buttons, with | between them")
STRING_ROW(COMPARE_SWEEP_FAR_TITLE, "compare.sweep-far-title", "Gradient at the far end, against %s", "title of a sweep; the name of a setting")
STRING_ROW(COMPARE_SWEEP_SECONDS_TITLE, "compare.sweep-seconds-title", "Seconds of the training, against %s", "title of a sweep; the name of a setting")
STRING_ROW(COMPARE_SECONDS, "compare.seconds", "seconds", "axis of a sweep; one word")
STRING_ROW(COMPARE_FAR_RATIO, "compare.far-ratio", "arrives at the far end", "axis of a sweep, and in the read-out: of what set out at the loss")
STRING_ROW(COMPARE_VALUE_NUMBER, "compare.value-number", "value number", "axis of a sweep: which of its values, from 1")
STRING_ROW(COMPARE_MEDIAN, "compare.median", "%s, median", "in the read-out; a variant's name")
STRING_ROW(COMPARE_LEAST, "compare.least", "%s, least", "in the read-out: of the seeds; a variant's name")
STRING_ROW(COMPARE_LARGEST, "compare.largest", "%s, largest", "in the read-out: of the seeds; a variant's name")
STRING_ROW(COMPARE_SWEEP_TIP, "compare.sweep-tip", "A point for each value, one seed each.", "tip of the chart of a sweep")
STRING_ROW(COMPARE_BAND_TIP, "compare.band-tip",
           "Thin: each seed. The band goes from the worst to the best of them, the thick line is their median.",
           "tip of that chart")
