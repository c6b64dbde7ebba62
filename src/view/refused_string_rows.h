/* Rows of string_rows.h: why something was refused, as lower rooms and commands say it, found by its English (tr_said). The line of a
   command begins with the command's word; another language may leave it out. */
STRING_ROW(SAID_VALUE_AUTO, "said.value.auto", "auto", "value of a slider: the task chooses; one word")
STRING_ROW(SAID_VALUE_DRAWN, "said.value.drawn", "drawn", "value of a slider: as the recipe draws it; one word")
STRING_ROW(SAID_REFUSED_WHOLE, "said.refused.whole",
           "%s cannot be %s; it is a whole number from %s to %s.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_RANGE, "said.refused.range",
           "%s cannot be %s; it goes from %s to %s.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_SPEED, "said.refused.speed",
           "speed cannot be %s; it goes from 0.25 to 8.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_SYMBOLS, "said.refused.symbols",
           "%s cannot be 1: there would be nothing to tell apart; 0 is one number, +1 or -1, and 2 to %s are one-hot symbols.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_CHOICE_NEAR, "said.refused.choice-near",
           "%s cannot be \"%s\"; did you mean \"%s\"? It is one of: %s.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_CHOICE, "said.refused.choice",
           "%s cannot be \"%s\"; it is one of: %s.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_INTEGER, "said.refused.integer",
           "%s cannot be \"%s\"; it is a whole number from %s to %s.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_NUMBER, "said.refused.number",
           "%s cannot be \"%s\"; it is a number from %s to %s.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_NUMBER_DRAWN, "said.refused.number-drawn",
           "%s cannot be \"%s\"; it is a number from %s to %s, or the word drawn.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_STEPS_LEAST, "said.refused.steps-least",
           "%s needs at least %d time steps, not %d; set the time steps T to %d or more.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_STEPS, "said.refused.steps",
           "%s cannot have %d time steps; %d to %d are possible.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_SYMBOL_COUNT, "said.refused.symbol-count",
           "%s: the number of symbols cannot be %d; 0 (%s) or 2 to %d are possible.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_ITEMS, "said.refused.items",
           "%s: the number of items cannot be %d; 0 (as many as fit) to %d are possible.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_LAG, "said.refused.lag",
           "Sentiment cannot have a lag of %d; 0 to %d are possible.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_UNDO, "said.refused.undo",
           "There is nothing to undo.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_REDO, "said.refused.redo",
           "There is nothing to redo.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_UPDATE_AHEAD, "said.refused.update-ahead",
           "Update %s is not reached yet; this training has updates 0 to %s. `train` continues it.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_UPDATE_LOST, "said.refused.update-lost",
           "Update %s is not kept any more; at most %d MB are kept for going back.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_SEQUENCES, "said.refused.sequences",
           "The sequences for training are used up after %s; restart, or set another seed.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_HOLD_NOTHING, "said.refused.hold-nothing",
           "whatif: nothing is held there.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_HOLD_MANY, "said.refused.hold-many",
           "whatif: at most %d numbers can be held at once; \"whatif none\" lets go of all.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_HOLD_TRUNCATED, "said.refused.hold-truncated",
           "whatif: nothing can be held while the gradient is truncated; \"set truncate 0\" gives the exact one.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_HOLD_TRAINING, "said.refused.hold-training",
           "whatif: the training would let go at once; stop it first.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_PULL, "said.refused.pull",
           "pull: nothing here can be held; point at a valve, a gate, a state, an input or a weight.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_FOLLOW_ONE, "said.refused.follow-one",
           "follow: step %d has no loss; the only loss is at step %d.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_FOLLOW, "said.refused.follow",
           "follow: step %d has no loss; the first loss is at step %d, the last at step %d.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_ANSWER_CHOICE, "said.refused.answer-choice",
           "'%s' is not one of the answers; expected 1 to %d.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_ANSWER_NUMBER, "said.refused.answer-number",
           "'%s' is not a number; expected one such as 0.17 or 1e-6.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_ANSWER_STEP, "said.refused.answer-step",
           "'%s' is not a time step; expected 1 to %d.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_ANSWER_POINT, "said.refused.answer-point",
           "Point %d of the curve is not drawn yet.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_ANSWER_EMPTY, "said.refused.answer-empty",
           "Nothing was written.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_LESSON, "said.refused.lesson",
           "There is no lesson \"%s\".",
           "why something was refused")
STRING_ROW(SAID_REFUSED_LESSON_STEP, "said.refused.lesson-step",
           "The lesson has no step \"%s\".",
           "why something was refused")
STRING_ROW(SAID_REFUSED_LESSON_NONE, "said.refused.lesson-none",
           "show: no lesson is open.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_PRESENT, "said.refused.present",
           "show: nothing is presented; F5 in a lesson begins.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_CLIPBOARD, "said.refused.clipboard",
           "There is no clipboard here.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_CLIPBOARD_NONE, "said.refused.clipboard-none",
           "The clipboard holds no experiment; expected a line such as unroll 'cell=lstm&hidden=8'.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_CLIPBOARD_LONG, "said.refused.clipboard-long",
           "The clipboard holds %d bytes; this field has room for %d.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_FILE_NONE, "said.refused.file-none",
           "There is no file \"%s\".",
           "why something was refused")
STRING_ROW(SAID_REFUSED_FILE_THERE, "said.refused.file-there",
           "%s exists already. Give another name.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_FILE_SAVE, "said.refused.file-save",
           "%s exists already. Save again to replace it, or give another name.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_FILE_EXPORT, "said.refused.file-export",
           "%s exists already. Export again to replace it, or give another name.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_FFMPEG, "said.refused.ffmpeg",
           "export: ffmpeg is not installed, which makes films; numbered pictures in a folder are possible: export form frames.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_CHART_NONE, "said.refused.chart-none",
           "export: this picture has no chart; expected one, such as after \"show history\".",
           "why something was refused")
STRING_ROW(SAID_REFUSED_FOLDER, "said.refused.folder",
           "The folder \"%s\" holds no lesson; expected Markdown files in it, such as 01-first.md.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_SEASON, "said.refused.season",
           "%s has only %s values: too few for a season of %d; set the season to less.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_MEMORY, "said.refused.memory",
           "Memory is out.",
           "why something was refused")
STRING_ROW(SAID_REFUSED_CHECK_TRAINING, "said.refused.check-training",
           "check all: training runs; stop it first.",
           "why something was refused")
