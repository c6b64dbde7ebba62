/* One row per text of the interface: ID, key, English, where it stands. Included with STRING_ROW defined. The key is what a
   translation names it by, and never changes; the English may. Formulas stand between '$'. */
STRING_ROW(PHASE_UNROLL, "phase.unroll", "Unroll", "name of a phase, on the transport's track; short")
STRING_ROW(PHASE_FORWARD, "phase.forward", "Forward", "name of a phase, on the transport's track; short")
STRING_ROW(PHASE_LOSS, "phase.loss", "Loss", "name of a phase, on the transport's track; short")
STRING_ROW(PHASE_BACKWARD, "phase.backward", "Backward", "name of a phase, on the transport's track; short")
STRING_ROW(PHASE_UPDATE, "phase.update", "Update", "name of a phase, on the transport's track; short")

STRING_ROW(TRANSPORT_BACK, "transport.back", "One step back.", "tip of a button of the transport")
STRING_ROW(TRANSPORT_PAUSE, "transport.pause", "Pause.", "tip of the play button while it plays")
STRING_ROW(TRANSPORT_PLAY, "transport.play", "Plays to the end of this phase. Shift+Space plays on to the end of the update.", "tip of the play button")
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
STRING_ROW(TRANSPORT_TRAINING, "transport.training", "Training is running. The number counts the updates done so far.", "tip of transport.trained")
STRING_ROW(TRANSPORT_TRAINED, "transport.trained", "Training: %s", "transport, while it trains: the number of updates")
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
STRING_ROW(CURSOR_BACKWARD, "cursor.backward", "back to t = %d", "transport, where the cursor stands; a time step is put in")
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
STRING_ROW(TOP_PRESENT, "top.present", "Present", "button of the top bar; one word")
STRING_ROW(TOP_PRESENT_TIP, "top.present.tip", "Show this lesson to a class, large, from stop to stop.", "tip of that button")
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
STRING_ROW(SETTINGS_USUAL_TIP, "settings.usual.tip", "Gives every command its usual keys again.", "its tip")
STRING_ROW(TOP_SETTINGS_TIP, "top.settings.tip", "Colours, size, motion, language and keys.", "tip of a button of the top bar")

#include "view/stage_string_rows.h"
#include "view/panel_string_rows.h"
#include "view/name_string_rows.h"
#include "view/said_string_rows.h"
#include "view/inside_string_rows.h"
#include "view/text_string_rows.h"
#include "view/burst_string_rows.h"
#include "view/compare_string_rows.h"
#include "view/cliff_string_rows.h"
#include "view/history_string_rows.h"
#include "view/microscope_string_rows.h"
#include "view/page_string_rows.h"
#include "view/app_string_rows.h"
#include "view/data_string_rows.h"
#include "view/describe_string_rows.h"
#include "view/lower_string_rows.h"
#include "view/refused_string_rows.h"
#define TOLD_ROW(ID, KEY, ENGLISH) STRING_ROW(TOLD_##ID, "told." KEY, ENGLISH, "why something was refused, or a piece of it")
#include "view/told_file_string_rows.h"
#include "view/told_lab_string_rows.h"
#include "view/told_lesson_string_rows.h"
#undef TOLD_ROW

STRING_ROW(COMPARE_MATCH, "compare.match", "Match", "before the choice units or weights in the comparison; one word")
STRING_ROW(COMPARE_MATCH_TIP, "compare.match-tip",
           "Equal units: every variant is as wide as the setup. Equal weights: each is as wide as it takes to have as nearly as possible as "
           "many weights and biases as the setup.",
           "tip of that choice")
STRING_ROW(SEARCH_TITLE, "search.title", "Random search beside gradient descent", "title of the page of random search")
STRING_ROW(SEARCH_WORDS, "search.words", "%s · solved: %s · weights uniform in ±%s",
           "below the title of random search; a task, its goal and a number are put in")
STRING_ROW(SEARCH_EMPTY, "search.empty",
           "Draw all weights at random, see whether that network solves the task, and if not draw again: no gradient, no memory of what was "
           "tried.",
           "the page of random search before anything was tried, left half")
STRING_ROW(SEARCH_EMPTY_DESCENT, "search.empty-descent",
           "Beside it the same setup is trained as it is set, from the weights of its seed, until it solves the task.",
           "the page of random search before anything was tried, right half")
STRING_ROW(SEARCH_EMPTY_TIP, "search.empty-tip", "What will be tried. A button above says how often at most, and begins.", "tip of that half")
STRING_ROW(SEARCH_NETWORK, "search.network", "network", "row before anything was tried")
STRING_ROW(SEARCH_NETWORK_VALUE, "search.network-value", "%s, hidden %d, T = %d", "a cell, a count and the time steps are put in")
STRING_ROW(SEARCH_NETWORK_TIP, "search.network-tip", "As it is set in the controls. Every layer has so many units.", "tip of that row")
STRING_ROW(SEARCH_WEIGHTS, "search.weights", "weights and biases", "row before anything was tried")
STRING_ROW(SEARCH_WEIGHTS_TIP, "search.weights-tip", "All of them, the biases too, are drawn again for each try.", "tip of that row")
STRING_ROW(SEARCH_RANGE_ROW, "search.range", "each drawn evenly from", "row before anything was tried")
STRING_ROW(SEARCH_RANGE_VALUE, "search.range-value", "−%s to %s", "a number twice")
STRING_ROW(SEARCH_RANGE_TIP, "search.range-tip", "The command `guess 1000 5` draws from −5 to 5.", "tip of that row")
STRING_ROW(SEARCH_READS, "search.reads", "held-out sequences for a try", "row before anything was tried")
STRING_ROW(SEARCH_READS_VALUE, "search.reads-value", "%d, then up to %s", "two counts are put in")
STRING_ROW(SEARCH_READS_TIP, "search.reads-tip",
           "Each try reads the first few. It reads more only while what it has read is within the goal.", "tip of that row")
STRING_ROW(SEARCH_OPTIMIZER, "search.optimizer", "optimiser", "row before anything was tried")
STRING_ROW(SEARCH_OPTIMIZER_TIP, "search.optimizer-tip", "As it is set in the controls, with its learning rate.", "tip of that row")
STRING_ROW(SEARCH_RATE, "search.rate", "learning rate", "row before anything was tried")
STRING_ROW(SEARCH_MOST, "search.most", "updates at most", "row before anything was tried")
STRING_ROW(SEARCH_MOST_TIP, "search.most-tip", "It ends as soon as the task is solved.", "tip of that row")
STRING_ROW(SEARCH_MEASURED, "search.measured", "measured every", "row before anything was tried")
STRING_ROW(SEARCH_MEASURED_VALUE, "search.measured-value", "%d updates", "a count is put in")
STRING_ROW(SEARCH_BINS, "search.bins", "weight", "axis of the chart before anything was tried")
STRING_ROW(SEARCH_BINS_NOW, "search.bins-now", "weights as they are now", "bars of that chart")
STRING_ROW(SEARCH_BINS_DRAWN, "search.bins-drawn", "a try, on average", "line of that chart")
STRING_ROW(SEARCH_BINS_COUNT, "search.bins-count", "how many of the weights", "axis of that chart")
STRING_ROW(SEARCH_BINS_TIP, "search.bins-tip",
           "How many of the weights lie where. Training begins near 0; random search draws from the whole range.", "tip of that chart")
STRING_ROW(SEARCH_BUTTON, "search.button", "%s tries", "button that begins a random search; a count is put in")
STRING_ROW(SEARCH_BUTTON_TIP, "search.button-tip",
           "Starts again with at most this many tries, in the background. The seed of the setup decides what is drawn.",
           "tip of that button")
STRING_ROW(SEARCH_STOP, "search.stop", "Stop both", "button that stops random search and the training beside it")
STRING_ROW(SEARCH_STOP_TIP, "search.stop-tip", "Stops both. Their results so far stay here.", "tip of that button")
STRING_ROW(SEARCH_HEADING, "search.heading", "Weights at random", "heading of the left half")
STRING_ROW(SEARCH_RUNS, "search.runs", "Tried so far: %s, of at most %s.", "while the search runs; two counts are put in")
STRING_ROW(SEARCH_FOUND, "search.found", "Try %s solves the task.", "the search has found weights; a count is put in")
STRING_ROW(SEARCH_NONE, "search.none", "Tried %s: none solves the task.", "the search has ended; a count is put in")
STRING_ROW(SEARCH_STOPPED, "search.stopped", "Stopped at try %s: none solves the task.", "the search was stopped; a count is put in")
STRING_ROW(SEARCH_FOUND_TIP, "search.found-tip",
           "A try that solves the task: the task's own goal is reached on held-out sequences, as many as it asks for.",
           "tip of the outcome of the search")
STRING_ROW(SEARCH_HAS_SCORE, "search.has-score", "It has %s %% right on %s held-out sequences.",
           "behind the outcome; a percentage and a count are put in")
STRING_ROW(SEARCH_HAS_LOSS, "search.has-loss", "Its loss is %s on %s held-out sequences.", "behind the outcome; a loss and a count are put in")
STRING_ROW(SEARCH_WHY_SCORE, "search.why-score", "The best had %s %% right on %s sequences: among all settings of %s weights, those that work are too rare.",
           "behind the outcome; a percentage, a count and the number of weights are put in")
STRING_ROW(SEARCH_WHY_LOSS, "search.why-loss", "The best had a loss of %s on %s sequences: among all settings of %s weights, those that work are too rare.",
           "behind the outcome; a loss, a count and the number of weights are put in")
STRING_ROW(SEARCH_BEST_SCORE, "search.best-score", "The best had %s %% right on %s sequences.",
           "behind the outcome; a percentage and a count are put in")
STRING_ROW(SEARCH_BEST_LOSS, "search.best-loss", "The best had a loss of %s on %s sequences.",
           "behind the outcome; a loss and a count are put in")
STRING_ROW(SEARCH_PASSED, "search.passed", "tries good on 8 sequences", "row of numbers")
STRING_ROW(SEARCH_PASSED_TIP, "search.passed-tip",
           "Every try reads 8 sequences. Only one that is within the goal there reads more: 64, then five times as many each time, up to "
           "what the goal asks for.",
           "tip of that row")
STRING_ROW(SEARCH_SEQUENCES, "search.sequences", "sequences read", "row of numbers")
STRING_ROW(SEARCH_SEQUENCES_TIP, "search.sequences-tip", "By all tries together.", "tip of that row")
STRING_ROW(SEARCH_SECONDS, "search.seconds", "seconds", "row of numbers")
STRING_ROW(SEARCH_SECONDS_TIP, "search.seconds-tip", "By the clock, with measuring, on one worker.", "tip of that row")
STRING_ROW(SEARCH_DESCENT, "search.descent", "Gradient descent", "heading of the right half")
STRING_ROW(SEARCH_DESCENT_TIP, "search.descent-tip",
           "The same setup from its own start, trained as it is set: optimiser, learning rate, batch and clipping. Every 200 updates it is "
           "asked whether it solves the task.",
           "tip of the outcome of the training")
STRING_ROW(SEARCH_DESCENT_RUNS, "search.descent-runs", "At update %s, of at most 10,000.", "while it trains; a count is put in")
STRING_ROW(SEARCH_DESCENT_SOLVED, "search.descent-solved", "Solved at update %s.", "the training has ended; a count is put in")
STRING_ROW(SEARCH_DESCENT_NOT, "search.descent-not", "Not solved within %s updates.", "the training has ended; a count is put in")
STRING_ROW(SEARCH_DESCENT_DIVERGED, "search.descent-diverged", "Not solved: at update %s numbers are no longer finite.",
           "the training has ended; a count is put in")
STRING_ROW(SEARCH_DESCENT_STOPPED, "search.descent-stopped", "Stopped at update %s, not solved.",
           "the training was stopped; a count is put in")
STRING_ROW(SEARCH_TRAINED, "search.trained", "sequences trained on", "row of numbers")
STRING_ROW(SEARCH_TRAINED_TIP, "search.trained-tip", "Each counts once, however many updates saw it. Held-out ones, which only measure, are not among them.",
           "tip of that row")
STRING_ROW(SEARCH_LOSS, "search.loss", "loss, held out", "axis of the charts of random search")
STRING_ROW(SEARCH_GOAL, "search.goal", "goal", "line in the charts of random search")
STRING_ROW(SEARCH_TRY, "search.try", "try", "axis and read-out of random search")
STRING_ROW(SEARCH_UPDATE, "search.update", "update", "axis and read-out of the training beside random search")
STRING_ROW(SEARCH_BEST, "search.best", "best so far, of 8", "read-out of random search")
STRING_ROW(SEARCH_MORE, "search.more", "read more", "read-out of random search: a try that read more than eight sequences")
STRING_ROW(SEARCH_WORKS, "search.works", "works", "read-out of random search: the try that solves the task")
STRING_ROW(SEARCH_TRIES_TIP, "search.tries-tip",
           "The line is the best so far on the first 8 sequences; luck takes it up. Each dot is a try that was good on those and read more: "
           "most fall back to what guessing gives. The large green one works.",
           "tip of the chart of the tries")
STRING_ROW(SEARCH_UPDATES_TIP, "search.updates-tip", "What the task measures, on held-out sequences, every 200 updates.",
           "tip of the chart of the training")

STRING_ROW(TERMS_TITLE, "terms.title", "What made this number", "title of the page of one number and its terms")
STRING_ROW(TERMS_WORDS, "terms.words", "Click a factor to see what made it, back to inputs and weights.", "below that title")
STRING_ROW(TERMS_WORDS_ALL, "terms.words-all", "Click a factor to see what made it. Gradients are of the losses of all steps together.",
           "below that title, where there is a loss at several steps")
STRING_ROW(TERMS_WORDS_ONE, "terms.words-one", "Click a factor to see what made it. Gradients are of the loss at step %d alone.",
           "below that title, where one of several losses is looked at; a time step is put in")
STRING_ROW(TERMS_OF_ALL, "terms.of-all", "Of all losses", "button of the page of one number: its gradient of all losses")
STRING_ROW(TERMS_OF_ONE, "terms.of-one", "Of the loss at step %d", "button of the page of one number; a time step is put in")
STRING_ROW(TERMS_LOSS_TIP, "terms.loss-tip",
           "The gradient of all losses together is the sum of those of each loss. `follow` chooses which one is looked at.",
           "tip of those two buttons")
STRING_ROW(TERMS_TIP, "terms.tip",
           "Every number of the stage's sequence is a sum of products of others. Point at one anywhere and press the key of this page.",
           "tip of that title")
STRING_ROW(TERMS_HELD, "terms.held", "A number is held by a what-if, so some numbers are not what their formula says. `whatif none` lets go.",
           "the page of one number while something is held")
STRING_ROW(TERMS_NONE, "terms.none",
           "This network has no such number. Point at a number of the chain and press the key of this page, or write one: terms h 4 3.",
           "the page of one number when the network has it no more")
STRING_ROW(TERMS_TERM_TIP, "terms.term-tip", "The product of the factors at its left. The bar is on the scale of the largest term.",
           "tip of a term's value")
STRING_ROW(TERMS_SUM, "terms.sum", "The sum of all terms: %s", "below the terms; a number is put in")
STRING_ROW(TERMS_PRODUCT, "terms.product", "A single term: %s", "below a single term; a number is put in")
STRING_ROW(TERMS_FUNCTION_OF_SUM, "terms.function-of-sum", "The sum is %s; %s(%s) = %s",
           "below the terms; a sum, a function, the sum again and its value are put in")
STRING_ROW(TERMS_FUNCTION, "terms.function", "The term is %s; %s(%s) = %s", "below a single term; a number, a function, the number again and its value")
STRING_ROW(TERMS_LSE, "terms.lse", "The logarithm of the sum of exp(term): %s", "below the terms; a number is put in")
STRING_ROW(TERMS_SUM_NAME, "terms.sum-name", "sum:", "before a number in a tip")
STRING_ROW(TERMS_MORE, "terms.more", "and %d more terms with the sum %s", "the terms without a row; a count and a number are put in")
STRING_ROW(TERMS_MORE_ONE, "terms.more-one", "and %d more term: %s", "the one term without a row; the count 1 and a number are put in")
STRING_ROW(TERMS_MORE_ZEROS, "terms.more-zeros", "and %d more terms with the sum %s; exactly 0: %d",
           "the terms without a row; a count, a number and a count are put in")
STRING_ROW(TERMS_ZEROS, "terms.zeros", "and %d more terms that are exactly 0", "the terms without a row; a count is put in")
STRING_ROW(TERMS_ZEROS_ONE, "terms.zeros-one", "and %d more term that is exactly 0", "the one term without a row; the count 1 is put in")
STRING_ROW(TERMS_MORE_TIP, "terms.more-tip", "The smaller terms. A higher window has room for more.", "tip of that row")
STRING_ROW(TERMS_GIVEN_INPUT, "terms.given-input", "An input: the task gave it. Nothing in the network made it.", "the page of one number")
STRING_ROW(TERMS_GIVEN_TARGET, "terms.given-target", "A target: the right answer, given by the task.", "the page of one number")
STRING_ROW(TERMS_GIVEN_MASK, "terms.given-mask", "Dropout drew it: 0 drops the number, else 1/(1 − p).", "the page of one number")
STRING_ROW(TERMS_GIVEN_WEIGHT, "terms.given-weight",
           "A weight: drawn from the seed, and moved by every update since. The same one acts at every step.", "the page of one number")
STRING_ROW(TERMS_GIVEN_TRUNCATED, "terms.given-truncated",
           "Training follows every loss back only a few steps. This is the sum of the gradients that the losses give then.",
           "the page of one number")
STRING_ROW(TERMS_GIVEN_MOMENT, "terms.given-moment",
           "The optimiser kept it from the updates before; before the first update it is 0.", "the page of one number")
STRING_ROW(TERMS_GIVEN_DIRECTION, "terms.given-direction",
           "A direction in the space of states, of length 1: the singular value is how far a change in direction v reaches in direction u.",
           "the page of one number")
STRING_ROW(TERMS_IDENTITY, "terms.identity", "The last state depends on itself alone: 1 for the same unit, 0 for others.",
           "the page of one number")
STRING_ROW(TERMS_NO_PATH, "terms.no-path", "No path leads from here to a loss: its gradient is exactly 0.", "the page of one number")
STRING_ROW(TERMS_UNKNOWN, "terms.unknown", "The program knows no formula for this number of this cell.", "the page of one number")
STRING_ROW(TERMS_DEFECTIVE, "terms.defective", "W is too close to defective: two of its eigenvectors nearly coincide, so no sum gives this number.",
           "the page of one number, of an eigenvalue")
STRING_ROW(TERMS_PATH, "terms.path", "The way back, along the largest terms", "heading below the terms of one number")
STRING_ROW(TERMS_PATH_WORDS, "terms.path-words", "Each row opens one factor of the row above: a computed one, in the largest term that has one.",
           "below that heading")
STRING_ROW(TERMS_PATH_TIP, "terms.path-tip",
           "The way ends where all factors are given (inputs, weights) or the page has no more room. The other terms count too: each row says their sum.",
           "tip of that heading")
STRING_ROW(TERMS_PATH_MORE, "terms.path-more", "+ %d more with the sum %s", "behind the largest terms of a row; a count and a number are put in")
STRING_ROW(TERMS_CLICK, "terms.click", "click: what made this number", "last line of a read-out; a click opens the page of one number")
STRING_ROW(TERMS_KEY, "terms.key", "key %s: what made this number", "last line of a read-out; a key is put in")
STRING_ROW(WHY_CHANGES, "why.changes", "It is the root of the sum of the squares of the changes above.",
           "why no chain leads to a number: of the length of the changes of a block of weights")
STRING_ROW(WHY_AXIS, "why.axis", "It is a mark of the axis.", "why no chain leads to a number: at an axis")
STRING_ROW(CELL_SLOPE_TIP, "cell.slope-tip", "The slope of the curve where the selected unit is: the gradient is multiplied by it.", "in the close-up of the cell, on the way back")
STRING_ROW(CELL_KEPT_TIP, "cell.kept-tip", "How much of the gradient's length passes the valve.", "in the close-up of the cell, on the way back, above the valve")
STRING_ROW(CELL_NORM_TIP, "cell.norm-tip", "The length of the gradient here, of all units together.", "in the close-up of the cell, beside c or h before and after")
STRING_ROW(CELL_STRAIGHT, "cell.straight", "straight", "in the close-up of the LSTM, below the number beside c before; one word")
STRING_ROW(CELL_NORM_SENT_TIP, "cell.norm-sent-tip",
           "The length of what this step sends there, of all units together. More may join it.",
           "in the close-up of the cell, beside c or h before")
STRING_ROW(WHY_SCALE, "why.scale",
           "It is the root of the mean square of all entries of U and V together.",
           "why no chain leads to a number: of the weight scale")
STRING_ROW(WHY_SET, "why.set",
           "It is set by hand. Nothing is computed.",
           "why no chain leads to a number: of settings")
STRING_ROW(WHY_HALVED, "why.halved",
           "It is the learning rate that is set, halved again and again as the training goes on.",
           "why no chain leads to a number: of the learning rate")
STRING_ROW(WHY_TASK, "why.task",
           "It follows from the rules of the task. The network has no part in it.",
           "why no chain leads to a number: of what guessing scores")
STRING_ROW(WHY_MEAN, "why.mean",
           "It is the mean over all units of this step.",
           "why no chain leads to a number: of the mean of a gate")
STRING_ROW(WHY_LENGTH, "why.length",
           "It is the root of the sum of the squares of all its entries.",
           "why no chain leads to a number: of the length of an input, an output, a pre-activation or a bias")
STRING_ROW(WHY_STEEPEST, "why.steepest",
           "It follows from the function alone: its curve is steepest at 0.",
           "why no chain leads to a number: of the largest slope of a function")
STRING_ROW(WHY_SYMBOLS, "why.symbols",
           "It is the mean of the losses of this sequence, given in bits or as a number of choices.",
           "why no chain leads to a number: of bits and perplexity")
STRING_ROW(WHY_ANGLE, "why.angle",
           "It is the angle between two gradients, each with an entry for every weight.",
           "why no chain leads to a number: of the angle of a truncated gradient")
STRING_ROW(WHY_MANY, "why.many",
           "It is made of all weights. This network has too many to list.",
           "why no chain leads to a number: of the length of a gradient of many weights, and of an eigenvalue of a large W")
STRING_ROW(WHY_COUNTED, "why.counted",
           "It is a count, or a share that is found by counting.",
           "why no chain leads to a number: of counts")
STRING_ROW(WHY_RECORDED, "why.recorded",
           "It was recorded during the training, with the weights of that update. Go to that update to see what made it.",
           "why no chain leads to a number: of recorded numbers")
STRING_ROW(WHY_VARIANT, "why.variant",
           "It is a number of a compared network. Give the experiment that network's settings to see what made it.",
           "why no chain leads to a number: of the compare picture")
STRING_ROW(WHY_CLIFF, "why.cliff",
           "The cliff is a network of its own with one unit. Its formulas stand on its page.",
           "why no chain leads to a number: of the cliff")
STRING_ROW(WHY_CHECK, "why.check",
           "It comes from two more forward passes, with the weight moved up and down: (L(w + e) − L(w − e)) / 2e.",
           "why no chain leads to a number: of the gradient check")
STRING_ROW(WHY_BURST, "why.burst",
           "It is a number of the update that was undone. The chain is shown for the experiment on the stage.",
           "why no chain leads to a number: of a training that burst")
STRING_ROW(WHY_SEARCH, "why.search",
           "It is a number of the search: weights are drawn at random, tried and discarded.",
           "why no chain leads to a number: of random search")
STRING_ROW(WHY_LIMIT, "why.limit",
           "It is a limit between two words, the same in every experiment.",
           "why no chain leads to a number: of zones")
STRING_ROW(WHY_OTHER_SEQUENCE, "why.other-sequence",
           "It is of another sequence than the one on the stage. The chain is shown for the stage.",
           "why no chain leads to a number: of texts, series and sentences")
STRING_ROW(WHY_PART, "why.part",
           "It is a part of the sum on this page, whose terms stand here.",
           "why no chain leads to a number: on the page of one number")
STRING_ROW(TERMS_TO_GRADIENT, "terms.to-gradient", "Its gradient", "button of the page of one number")
STRING_ROW(TERMS_TO_NUMBER, "terms.to-number", "The number itself", "button of the page of one number")
STRING_ROW(TERMS_OTHER_AXIS, "terms.other-axis", "The other axis", "button of the page of one number, of a place on a principal axis")
STRING_ROW(TERMS_TURN_TIP, "terms.turn-tip", "From the way forward to the way back, and the other way round.", "tip of that button")

STRING_ROW(HELP_TITLE, "help.title", "Keys and commands", "heading of the help")
STRING_ROW(HELP_INTRO, "help.intro",
           "Drag a slider or click its number and type; double-click the slider for its default. Arrows move what has the focus, Tab goes "
           "on.",
           "first lines of the help")
STRING_ROW(HELP_OPENS, "help.opens", "Open or close: %s.", "what a key does that opens a screen; its title")
STRING_ROW(HELP_COMMANDS, "help.commands", "Every command, as scripts and recordings write it", "heading in the help")
#define COMMAND_ROW(ID, WORD, SIGNATURE, OWNER, SCOPE, UNDOABLE, KEYS, HELP)                                                               \
    STRING_ROW(COMMAND_##ID, "command." WORD, HELP, "what this command does, in the help; one sentence")
#include "lab/command_rows.h"
#undef COMMAND_ROW
