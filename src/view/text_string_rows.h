/* Rows of string_rows.h: the screen of texts. */
STRING_ROW(TEXT_TITLE, "text.title", "Reading and writing", "title of the screen of texts")
STRING_ROW(TEXT_ABOUT, "text.about", "%s: %s; the last %s are held out.", "line below the title: a file's name, what it holds, a number")
STRING_ROW(TEXT_OPENED, "text.opened", "Reading %s: %s.", "message after a text was opened: its name, what it holds")
STRING_ROW(TEXT_NONE, "text.none",
           "This task does not ask for a next symbol, so there is nothing to read and write. Choose a task that does, or drop a text file on this window.",
           "the screen of texts, where the task has none")
STRING_ROW(TEXT_NONE_TIP, "text.none.tip", "Text, words and the Reber grammar ask for the next symbol.", "tip of that sentence")
STRING_ROW(TEXT_CHOOSE_TEXT, "text.choose-text", "Read a text", "button below that sentence")
STRING_ROW(TEXT_CHOOSE_WORDS, "text.choose-words", "Words of a sentence", "button below that sentence")
STRING_ROW(TEXT_CHOOSE_TIP, "text.choose.tip", "Starts again from the beginning, with this task.", "tip of those two buttons")
STRING_ROW(TEXT_READS, "text.reads", "Held out, coloured by surprise", "heading of a part; short")
STRING_ROW(TEXT_READS_TIP, "text.reads.tip",
           "Training never sees this part. The colour of a symbol is its surprise in bits: 0 if the network was certain of it, more the less it expected it.",
           "tip of that heading")
STRING_ROW(TEXT_PAGE, "text.page", "Other passage", "button beside that heading")
STRING_ROW(TEXT_PAGE_TIP, "text.page.tip", "Read another passage of the part that is held out.", "tip of that button")
STRING_ROW(TEXT_CELL, "text.cell", "%s: p = %s, surprise %s bits", "tip of a symbol that was read; likely ones follow on a second line")
STRING_ROW(TEXT_FIRST, "text.first", "%s: the first, which nobody predicted", "tip of the first symbol of a passage")
STRING_ROW(TEXT_SCALE_LOW, "text.scale-low", "expected", "left of the scale of surprise")
STRING_ROW(TEXT_SCALE_HIGH, "text.scale-high", "8 bits or more", "right of the scale of surprise")
STRING_ROW(TEXT_SCALE_TIP, "text.scale.tip", "Surprise in bits: minus the logarithm to base 2 of the probability that the symbol had.", "its tip")
STRING_ROW(TEXT_MEASURE, "text.measure", "%s bits, perplexity %s; at random %s",
           "line below the passage; three numbers; more may follow")
STRING_ROW(TEXT_MEASURE_UNIGRAM, "text.measure-unigram", ", frequency %s", "goes on that line; a number")
STRING_ROW(TEXT_MEASURE_TIP, "text.measure.tip",
           "The mean of this passage, in bits per symbol. At random: every symbol is equally likely. By frequency: only how often each symbol comes is known. Perplexity: the number of equally likely symbols that would be as hard to predict.",
           "tip of that line")
STRING_ROW(TEXT_WRITES, "text.writes", "It writes, at update %s", "heading of a part; a number")
STRING_ROW(TEXT_WRITES_TIP, "text.writes.tip",
           "Each symbol is drawn from what the network thinks likely, and is its next input. Click one to see its draw.", "tip of that heading")
STRING_ROW(TEXT_ANOTHER, "text.another", "Another", "button beside that heading; one word")
STRING_ROW(TEXT_ANOTHER_TIP, "text.another.tip", "Write again with other random numbers.", "tip of that button")
STRING_ROW(TEXT_LETTER_TIP, "text.letter.tip", "Click: how this symbol was drawn.", "tip of a written symbol")
STRING_ROW(TEXT_BOTH, "text.both",
           "This network also reads from the end, so it cannot write: what comes next is not there yet. Set the direction to forward.",
           "in place of the written text")
STRING_ROW(TEXT_VERB_TIP, "text.verb.tip",
           "Begin the sentence with this verb. The marks on the bars show the prompt before.", "tip of three buttons, each a verb")
STRING_ROW(TEXT_FIVE_BACK, "text.five-back", "five back: %s →", "before buttons, each a word; the word that they replace is put in; short")
STRING_ROW(TEXT_FIVE_BACK_TIP, "text.five-back.tip",
           "Replaces the word five back by another that the network found likely there. The marks on the bars show the prompt before.",
           "tip of those buttons")
STRING_ROW(TEXT_PROMPT, "text.prompt", "Go on from", "label of a field that is typed into; short")
STRING_ROW(TEXT_PROMPT_EMPTY, "text.prompt-empty", "(type a beginning)", "in that field while it is empty")
STRING_ROW(TEXT_PROMPT_TIP, "text.prompt.tip", "The network reads this first and then goes on from it.", "tip of that field")
STRING_ROW(TEXT_NEXT, "text.next", "What comes after \"%s\"", "heading of a part; the end of the prompt is put in")
STRING_ROW(TEXT_NEXT_FIRST, "text.next-first", "What comes first", "heading of that part without a prompt")
STRING_ROW(TEXT_NEXT_TIP, "text.next.tip", "The network's own probabilities, at temperature 1.", "tip of that heading")
STRING_ROW(TEXT_BEFORE, "text.before", "marks: after \"%s\"", "line below the bars; the end of the prompt before")
STRING_ROW(TEXT_BEFORE_TIP, "text.before.tip", "The white marks are the probabilities after the prompt that stood here before.", "tip of that line")
STRING_ROW(TEXT_BAR, "text.bar", "%s: %s", "tip of a bar: a symbol, its probability")
STRING_ROW(TEXT_BAR_BEFORE, "text.bar-before", "%s: %s, before %s", "tip of a bar: a symbol, its probability, that after the prompt before")
STRING_ROW(TEXT_DRAW, "text.draw", "The draw of symbol %d, at temperature %s", "heading of a part; two numbers")
STRING_ROW(TEXT_DRAW_TIP, "text.draw.tip",
           "The parts are as wide as the probabilities. A random number from 0 to 1 falls into one of them. It depends on seed and place alone.",
           "tip of that heading")
STRING_ROW(TEXT_BACK_TIP, "text.back.tip", "The draw of the symbol before.", "tip of the button with an arrow")
STRING_ROW(TEXT_NEXT_LETTER_TIP, "text.next-letter.tip", "The draw of the next symbol.", "tip of the button with an arrow")
STRING_ROW(TEXT_PART, "text.part", "%s: %s of the width", "tip of a part: a symbol, its probability")
STRING_ROW(TEXT_FELL, "text.fell", "The random number %s falls into the part of \"%s\".", "line below the parts: a number, a symbol")
STRING_ROW(TEXT_FELL_TIP, "text.fell.tip", "The same seed, text and place give the same number, so this text can be made again.", "tip of that line")
STRING_ROW(TEXT_TEMPERATURE, "text.temperature", "Temperature τ", "label of a slider")
STRING_ROW(TEXT_TEMPERATURE_TIP, "text.temperature.tip",
           "Scores are divided by it before softmax. At a low temperature the likeliest symbol is always taken; at a high one all are nearly equally likely. Training does not use it.",
           "tip of that slider")
STRING_ROW(TEXT_TOP, "text.top", "Only the top k", "label of a slider")
STRING_ROW(TEXT_TOP_OFF, "text.top-off", "all", "value of that slider at its left end")
STRING_ROW(TEXT_TOP_TIP, "text.top.tip", "Symbols that are less likely are never drawn.", "tip of that slider")
STRING_ROW(TEXT_SCORES, "text.scores", "score y", "row of a table; short")
STRING_ROW(TEXT_DIVIDED, "text.divided", "y / τ", "row of a table; short")
STRING_ROW(TEXT_SOFTMAX, "text.softmax", "probability", "row of a table; short")
STRING_ROW(TEXT_TABLE_TIP, "text.table.tip",
           "Score: the output of the network. It is divided by the temperature. The probability is e to the power of that, divided by the sum over all symbols.",
           "tip of that table")
