/* One row per screen: ID, name, draw, place, is it modal, does it show queued settings, the scopes whose keys hold on it, its title and
   one sentence about it (both go into the string table). Included with SCREEN_ROW defined. The base and the screens inside the stage are
   tabs of the top bar, in this order. A new screen is a row here and the file with its draw function. That function adds a region
   "<name>/page" around what scrolls, and a region "<name>/end" at the foot of it; a screen inside the stage does not scroll. */
SCREEN_ROW(STAGE, "stage", stage_draw, SCREEN_BASE, false, false, SCOPE_BIT(STAGE) | SCOPE_BIT(EVERYWHERE), "Chain",
           "The network unrolled: one cell for each time step, and what runs along them.")
SCREEN_ROW(STORY, "story", story_draw, SCREEN_LEFT, true, false, SCOPE_BIT(STAGE) | SCOPE_BIT(EVERYWHERE), "Story",
           "What happens now, in words and numbers.")
SCREEN_ROW(LESSON, "lesson", lesson_draw, SCREEN_LEFT, true, false, SCOPE_BIT(LESSON) | SCOPE_BIT(STAGE) | SCOPE_BIT(EVERYWHERE), "Lesson",
           "The text of the lesson.")
SCREEN_ROW(CONTROLS, "controls", controls_draw, SCREEN_RIGHT, true, true, SCOPE_BIT(STAGE) | SCOPE_BIT(EVERYWHERE), "Controls",
           "Everything that can be set.")
SCREEN_ROW(COURSE, "course", course_draw, SCREEN_PAGE, true, false, SCOPE_BIT(PAGE) | SCOPE_BIT(EVERYWHERE), "Course",
           "The lessons, and where you were in each.")
SCREEN_ROW(HELP, "help", help_draw, SCREEN_PAGE, true, false, SCOPE_BIT(PAGE) | SCOPE_BIT(EVERYWHERE), "Help", "Every key and command.")
SCREEN_ROW(SETTINGS, "settings", settings_draw, SCREEN_PAGE, true, false, SCOPE_BIT(PAGE) | SCOPE_BIT(EVERYWHERE), "Settings",
           "Colours, size, motion, language and keys.")
SCREEN_ROW(GLOSSARY, "glossary", glossary_draw, SCREEN_PAGE, true, false, SCOPE_BIT(PAGE) | SCOPE_BIT(EVERYWHERE), "Glossary",
           "What the words mean, and the picture that shows it.")
SCREEN_ROW(GOTO, "goto", goto_draw, SCREEN_PAGE, true, false, SCOPE_BIT(PAGE) | SCOPE_BIT(EVERYWHERE), "Go to",
           "A lesson or a step by its name.")
SCREEN_ROW(FILES, "files", files_draw, SCREEN_PAGE, true, false, SCOPE_BIT(PAGE) | SCOPE_BIT(EVERYWHERE), "Files",
           "Experiments that were saved, and saving this one.")
SCREEN_ROW(EXPORT, "export", export_draw, SCREEN_PAGE, true, false, SCOPE_BIT(PAGE) | SCOPE_BIT(EVERYWHERE), "Export",
           "Saves what the window shows as a file.")
SCREEN_ROW(WORDS, "words", words_draw, SCREEN_PAGE, true, false, SCOPE_BIT(PAGE) | SCOPE_BIT(EVERYWHERE), "In words",
           "What the picture shows, in words and numbers.")
SCREEN_ROW(CELL, "cell", cell_draw, SCREEN_INSIDE, false, false, SCOPE_BIT(INSIDE) | SCOPE_BIT(STAGE) | SCOPE_BIT(EVERYWHERE), "Cell",
           "One cell at one step, with every number in it.")
SCREEN_ROW(MICROSCOPE, "microscope", microscope_draw, SCREEN_INSIDE, false, false,
           SCOPE_BIT(INSIDE) | SCOPE_BIT(STAGE) | SCOPE_BIT(EVERYWHERE), "Microscope",
           "Which loss arrives where, what W does to its directions, and the path of the state.")
SCREEN_ROW(WEIGHTS, "weights", weights_draw, SCREEN_INSIDE, false, false,
           SCOPE_BIT(INSIDE) | SCOPE_BIT(STAGE) | SCOPE_BIT(EVERYWHERE), "Weights",
           "All weights, each with its gradient and its next change.")
SCREEN_ROW(ACTIVATION, "activation", activation_draw, SCREEN_INSIDE, false, false,
           SCOPE_BIT(INSIDE) | SCOPE_BIT(STAGE) | SCOPE_BIT(EVERYWHERE), "Activation",
           "The activation functions, and where the units are on them now.")
SCREEN_ROW(COMPARE, "compare", compare_draw, SCREEN_INSIDE, false, false, SCOPE_BIT(INSIDE) | SCOPE_BIT(STAGE) | SCOPE_BIT(EVERYWHERE),
           "Compare", "Variants beside this setup, on one axis: RNN, GRU and LSTM where there are none yet.")
SCREEN_ROW(CHECK, "check", check_draw, SCREEN_INSIDE, false, false, SCOPE_BIT(CHECK) | SCOPE_BIT(STAGE) | SCOPE_BIT(EVERYWHERE), "Check",
           "Is the gradient right? One weight is moved a little, and the change of the loss is compared with the gradient.")
SCREEN_ROW(TEXT, "text", text_inside_draw, SCREEN_INSIDE, false, false, SCOPE_BIT(WRITER) | SCOPE_BIT(STAGE) | SCOPE_BIT(EVERYWHERE),
           "Text", "A network that predicts symbols: how much each symbol of a text surprised it, and the text that it writes.")
SCREEN_ROW(CLIFF, "cliff", cliff_draw, SCREEN_INSIDE, false, false, SCOPE_BIT(CLIFF) | SCOPE_BIT(EVERYWHERE), "Cliff",
           "A network of its own: one unit, and its loss as a landscape over two numbers.")
SCREEN_ROW(HISTORY, "history", history_draw, SCREEN_INSIDE, false, false, SCOPE_BIT(INSIDE) | SCOPE_BIT(STAGE) | SCOPE_BIT(EVERYWHERE),
           "History", "The training, update by update: loss, measure, gradients, and how much gradient reached each step.")
SCREEN_ROW(BURST, "burst", burst_draw, SCREEN_INSIDE, false, false, SCOPE_BIT(INSIDE) | SCOPE_BIT(STAGE) | SCOPE_BIT(EVERYWHERE), "Burst",
           "The network at the update where a training met a number that is not finite.")
SCREEN_ROW(SEARCH, "search", search_inside_draw, SCREEN_INSIDE, false, false, SCOPE_BIT(INSIDE) | SCOPE_BIT(STAGE) | SCOPE_BIT(EVERYWHERE),
           "Search", "Draws random weights until a network solves the task, beside gradient descent.")
SCREEN_ROW(SERIES, "series", series_draw, SCREEN_INSIDE, false, false, SCOPE_BIT(INSIDE) | SCOPE_BIT(STAGE) | SCOPE_BIT(EVERYWHERE),
           "Forecast", "A series and its forecasts: one step ahead, from the network's own answers, and into the future.")
SCREEN_ROW(SENTIMENT, "sentiment", sentiment_draw, SCREEN_INSIDE, false, false,
           SCOPE_BIT(INSIDE) | SCOPE_BIT(STAGE) | SCOPE_BIT(EVERYWHERE), "Sentence",
           "A sentence, the verdict after each word, and which word did it.")
SCREEN_ROW(TERMS, "terms", terms_draw, SCREEN_INSIDE, false, false, SCOPE_BIT(INSIDE) | SCOPE_BIT(STAGE) | SCOPE_BIT(EVERYWHERE), "Terms",
           "One number, and the sum and products that made it, back to inputs and weights.")
