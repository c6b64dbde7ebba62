/* Rows of string_rows.h: course, lesson, glossary and questions. */
STRING_ROW(COURSE_HOURS, "course.hours", "about %.0f hours", "the list of the lessons")
STRING_ROW(COURSE_MINUTES, "course.minutes", "%.0f minutes", "the list of the lessons")
STRING_ROW(COURSE_SEARCH, "course.search", "search lessons and words", "in the empty field")
STRING_ROW(COURSE_SEARCH_TIP, "course.search-tip", "Type a word and press Return. Ctrl+F begins here.", "tip of the field")
STRING_ROW(COURSE_HEAD, "course.head", "How a network remembers", "heading")
STRING_ROW(COURSE_COUNT_ONE, "course.count-one",
           "%d lesson, %s, every number computed while you watch.",
           "as the row below, where the count is 1")
STRING_ROW(COURSE_COUNT, "course.count",
           "%d lessons, %s, every number computed while you watch.",
           "the list of the lessons")
STRING_ROW(COURSE_DONE, "course.done", "%d of %d done", "the list of the lessons")
STRING_ROW(COURSE_PREDICTIONS_ONE, "course.predictions-one",
           "%d prediction tried, %d right",
           "as the row below, where the count is 1")
STRING_ROW(COURSE_PREDICTIONS, "course.predictions",
           "%d predictions tried, %d right",
           "the list of the lessons")
STRING_ROW(COURSE_PLACE, "course.place", "%s · LESSON %d OF %d", "the list of the lessons")
STRING_ROW(COURSE_GO_ON, "course.go-on", "GO ON", "heading")
STRING_ROW(COURSE_BEGIN_HEAD, "course.begin-head", "BEGIN", "heading")
STRING_ROW(COURSE_CONTINUE, "course.continue", "Continue", "button")
STRING_ROW(COURSE_BEGIN, "course.begin", "Begin", "button")
STRING_ROW(COURSE_LEFT_ONE, "course.left-one",
           "step %d of %d · about %.0f minute left",
           "as the row below, where the count is 1")
STRING_ROW(COURSE_LEFT, "course.left",
           "step %d of %d · about %.0f minutes left",
           "the list of the lessons")
STRING_ROW(COURSE_WHOLE, "course.whole", "%d steps · %.0f minutes", "the list of the lessons")
STRING_ROW(COURSE_MINUTES_SHORT, "course.minutes-short", "%.0f min", "the list of the lessons")
STRING_ROW(COURSE_GIVE_UP, "course.give-up",
           "Give up all answers, drawings and how far you came? This cannot be undone.",
           "the list of the lessons")
STRING_ROW(COURSE_KEPT, "course.kept",
           "Your answers and how far you came are kept on this computer, and sent nowhere.",
           "the list of the lessons")
STRING_ROW(COURSE_GIVE_UP_ALL, "course.give-up-all", "Give up all", "button")
STRING_ROW(COURSE_KEEP, "course.keep", "Keep", "button")
STRING_ROW(COURSE_COPY, "course.copy", "Copy progress as text", "button")
STRING_ROW(COURSE_COPY_TIP, "course.copy-tip",
           "As text into the clipboard. In a terminal: unroll progress export FILE",
           "the list of the lessons")
STRING_ROW(COURSE_RESET, "course.reset", "Reset progress", "button")
STRING_ROW(COURSE_NO_HIT, "course.no-hit", "Nothing holds \"%s\".", "the list of the lessons")
STRING_ROW(COURSE_FIRST_HITS, "course.first-hits", "The first %d places that hold \"%s\"", "the list of the lessons")
STRING_ROW(COURSE_FILES, "course.files", "Open an experiment that was saved, or save this one.", "the list of the lessons")
STRING_ROW(FILES_CURRENT, "files.current", "This experiment is the file %s.", "the page of files")
STRING_ROW(FILES_UNSAVED, "files.unsaved", "This experiment has no file of its own yet.", "the page of files")
STRING_ROW(FILES_SAVE_AS, "files.save-as", "Save this experiment as", "label of a field")
STRING_ROW(FILES_SAVE, "files.save", "Save", "button")
STRING_ROW(FILES_OPEN, "files.open", "Open a file by its path", "label of a field")
STRING_ROW(FILES_OPEN_HINT, "files.open-hint",
           "an experiment, a picture that was exported, weights (.safetensors) or a lesson (.md)",
           "in the empty field")
STRING_ROW(FILES_RECENT, "files.recent", "Used lately", "heading")
STRING_ROW(FILES_FOLDER, "files.folder", "In %s", "heading")
STRING_ROW(EXPORT_FORM, "export.form", "What it becomes", "label in a dialog")
STRING_ROW(EXPORT_SIZE, "export.size", "Size in pixels", "label in a dialog")
STRING_ROW(EXPORT_GROUND, "export.ground", "Background", "label in a dialog")
STRING_ROW(EXPORT_NAME, "export.name", "Name of the file", "label in a dialog")
STRING_ROW(EXPORT_DO, "export.do", "Export", "button")
STRING_ROW(EXPORT_MODEL, "export.model", "The weights by PyTorch's names, to the bit, with the setup: safetensors.", "in a dialog: what is in that file")
STRING_ROW(EXPORT_ARRAYS, "export.arrays", "Every number of the stage as arrays for numpy: inputs, gates, states, gradients.", "in a dialog: what is in that file")
STRING_ROW(EXPORT_CASE, "export.case", "Every number of the stage as text, which the program's verify command compares.", "in a dialog: what is in that file")
STRING_ROW(EXPORT_SHEET, "export.sheet", "A spreadsheet that computes the stage by formulas; with a name ending in .ods a packed one.", "in a dialog: what is in that file")
STRING_ROW(EXPORT_PYTORCH, "export.pytorch", "A program for PyTorch, with its weights in a file beside it.", "in a dialog: what is in that file")
STRING_ROW(EXPORT_KERAS, "export.keras", "A program for Keras, with its weights in a file beside it.", "in a dialog: what is in that file")
STRING_ROW(EXPORT_UNROLL, "export.unroll", "The experiment with all that was done to it, which Unroll opens again.", "in a dialog")
STRING_ROW(EXPORT_TABLE, "export.table",
           "The values of every chart that is in view, one table below the other.",
           "in a dialog")
STRING_ROW(EXPORT_OF, "export.of", "What the film shows", "label in a dialog")
STRING_ROW(EXPORT_STORY, "export.story", "Story", "one of four choices; one word")
STRING_ROW(EXPORT_UPDATES, "export.updates", "%ld updates", "one of four choices")
STRING_ROW(EXPORT_RATE, "export.rate", "Pictures/s", "label in a dialog")
STRING_ROW(EXPORT_STORY_NOTE, "export.story-note", "The story from here to the end of the update: about %.0f s.", "in a dialog, of a film")
STRING_ROW(EXPORT_TRAINING, "export.training", "A training of %ld updates from here on, in 10 s.", "in a dialog, of a film")
STRING_ROW(EXPORT_DESCENT, "export.descent", "The descent from here on.", "in a dialog, of a film of the cliff")
STRING_ROW(EXPORT_FRAMES, "export.frames", "ffmpeg is not installed here, so the film is a folder of numbered pictures.", "in a dialog")
STRING_ROW(EXPORT_NO_FILM, "export.no-film", "No film can be made on a page. The program for Linux, Windows or macOS makes them.", "in a dialog")
STRING_ROW(FILES_NONE, "files.none",
           "No file was saved yet. A file can also be dropped on the window.",
           "the page of files")
STRING_ROW(COURSE_HITS_ONE, "course.hits-one",
           "%d place holds \"%s\"",
           "as the row below, where the count is 1")
STRING_ROW(COURSE_HITS, "course.hits",
           "%d places hold \"%s\"",
           "the list of the lessons")
STRING_ROW(GLOSSARY_SEARCH_TIP, "glossary.search-tip",
           "Type a word or another book's letter, such as W_hh, and press Return.",
           "tip of the field")
STRING_ROW(GLOSSARY_SEARCH, "glossary.search", "search words", "in the field above the list of words, while it is empty")
STRING_ROW(GLOSSARY_ALL, "glossary.all", "All words", "button")
STRING_ROW(GLOSSARY_NONE, "glossary.none", "No entry holds these words.", "the glossary")
STRING_ROW(GLOSSARY_SHOW, "glossary.show", "Show it on the stage", "button")
STRING_ROW(GLOSSARY_SHOW_TIP, "glossary.show-tip",
           "Sets the stage for this word. Ctrl+Z brings back what was there.",
           "tip of that button")
STRING_ROW(GLOSSARY_LESSON, "glossary.lesson", "Lesson: %s", "button; the title of a lesson is put in")
STRING_ROW(GLOSSARY_LESSON_TIP, "glossary.lesson-tip", "Opens the lesson at this step.", "tip of that button")
STRING_ROW(GLOSSARY_KEYS, "glossary.keys", "Keys that hold here", "heading")
STRING_ROW(GLOSSARY_TITLE, "glossary.title", "Glossary", "title")
STRING_ROW(LESSON_PLACE_OF, "lesson.place-of", "LESSON %d OF %d · ", "the panel of an open lesson")
STRING_ROW(LESSON_PLACE, "lesson.place", "LESSON %d · ", "the panel of an open lesson")
STRING_ROW(LESSON_NO_STEP, "lesson.no-step", "NO STEP IN THIS FILE", "the panel of an open lesson")
STRING_ROW(LESSON_STEP, "lesson.step", "STEP %d OF %d", "heading")
STRING_ROW(LESSON_MISTAKES_ONE, "lesson.mistakes-one",
           "%d MISTAKE IN THIS FILE",
           "as the row below, where the count is 1")
STRING_ROW(LESSON_MISTAKES, "lesson.mistakes",
           "%d MISTAKES IN THIS FILE",
           "heading")
STRING_ROW(LESSON_CLOSE_TIP, "lesson.close-tip", "Close the lesson. Where you are is kept.", "the panel of an open lesson")
STRING_ROW(LESSON_MORE, "lesson.more", "More", "the panel of an open lesson")
STRING_ROW(LESSON_TRAINING, "lesson.training", "training: %.0f of %.0f", "the panel of an open lesson")
STRING_ROW(LESSON_GO_ON, "lesson.go-on", "Go on", "button")
STRING_ROW(LESSON_SKIP, "lesson.skip", "Skip", "button")
STRING_ROW(LESSON_FINISH, "lesson.finish", "Finish", "button")
STRING_ROW(LESSON_NEXT, "lesson.next", "Next", "button")
STRING_ROW(LESSON_GO_ON_TIP, "lesson.go-on-tip", "What the lesson does next on the stage.", "the panel of an open lesson")
STRING_ROW(LESSON_SKIP_TIP, "lesson.skip-tip", "Show the answer without giving one.", "the panel of an open lesson")
STRING_ROW(LESSON_FINISH_TIP, "lesson.finish-tip", "Back to the course.", "the panel of an open lesson")
STRING_ROW(LESSON_NEXT_TIP, "lesson.next-tip", "The next step of the lesson.", "the panel of an open lesson")
STRING_ROW(LESSON_BACK, "lesson.back", "Back", "button")
STRING_ROW(LESSON_BACK_TIP, "lesson.back-tip", "The step before.", "the panel of an open lesson")
STRING_ROW(QUESTION_ORDER, "question.order", "Choose them in their order.", "a question of a lesson")
STRING_ROW(QUESTION_MATCH, "question.match", "What belongs to the one that is marked?", "a question of a lesson")
STRING_ROW(QUESTION_TIMES_TOO, "question.times-too", "%s times too %s", "a question of a lesson")
STRING_ROW(QUESTION_LARGE, "question.large", "large", "a question of a lesson")
STRING_ROW(QUESTION_SMALL, "question.small", "small", "a question of a lesson")
STRING_ROW(QUESTION_TOO, "question.too", "%s too %s", "a question of a lesson")
STRING_ROW(QUESTION_NUMBER, "question.number", "a number", "in the empty field")
STRING_ROW(QUESTION_SAID, "question.said", "You said", "a question of a lesson")
STRING_ROW(QUESTION_IS, "question.is", "It is", "a question of a lesson")
STRING_ROW(QUESTION_RIGHT, "question.right", "Right.", "a question of a lesson")
STRING_ROW(QUESTION_CLICK, "question.click", "Click it on the stage, or type its number.", "a question of a lesson")
STRING_ROW(QUESTION_TIME_STEP, "question.time-step", "a time step", "in the empty field")
STRING_ROW(QUESTION_STEP, "question.step", "step %d", "a question of a lesson")
STRING_ROW(QUESTION_CHOSE, "question.chose", "You chose", "a question of a lesson")
STRING_ROW(QUESTION_WRONG, "question.wrong", "Not this one.", "a question of a lesson")
STRING_ROW(QUESTION_ANSWER, "question.answer", "your answer", "in the empty field")
STRING_ROW(QUESTION_YOUR_ANSWER, "question.your-answer", "YOUR ANSWER", "heading")
STRING_ROW(QUESTION_MODEL, "question.model", "A MODEL ANSWER", "heading")
STRING_ROW(QUESTION_DRAG, "question.drag", "Drag over the chart, or move the point with the arrow keys.", "a question of a lesson")
STRING_ROW(QUESTION_COMPARE, "question.compare", "Compare", "button")
STRING_ROW(QUESTION_DRAWN, "question.drawn", "%d of %d points drawn", "a question of a lesson")
STRING_ROW(QUESTION_AT_POINT, "question.at-point", "%s at step %d", "a question of a lesson")
STRING_ROW(QUESTION_AT_VALUE, "question.at-value", "%s at %.*s", "a question of a lesson; a number, then the value of a setting")
STRING_ROW(QUESTION_YOU_DREW, "question.you-drew", "You drew", "a question of a lesson")
STRING_ROW(QUESTION_GAP, "question.gap", "The largest gap, in powers of ten: %s.", "a question of a lesson")
STRING_ROW(QUESTION_DRAW, "question.draw", "DRAW", "heading; one word")
STRING_ROW(QUESTION_WRITE, "question.write", "WRITE", "heading; one word")
STRING_ROW(QUESTION_PREDICT, "question.predict", "PREDICT", "heading; one word")
STRING_ROW(QUESTION_DONE, "question.done", "DONE", "heading; one word")
STRING_ROW(QUESTION_TRY, "question.try", "TRY", "heading; one word")
STRING_ROW(QUESTION_HINT, "question.hint", "A hint", "button")
STRING_ROW(QUESTION_SOLUTION, "question.solution", "Show a solution", "button")
STRING_ROW(COURSE_SANDBOX, "course.sandbox", "Every control, every named setup. A saved experiment that is dropped on the window opens there.",
           "words of a card below the lessons")
STRING_ROW(COURSE_GLOSSARY, "course.glossary",
           "What the words mean, how other books write them, and the picture that shows it. F1 on anything opens it.",
           "words of a card below the lessons")
STRING_ROW(COURSE_KEYS, "course.keys", "All that can be pressed, and all that can be written in a script.", "words of a card below the lessons")
STRING_ROW(COURSE_YOUR_OWN, "course.your-own", "Your own lesson", "title of a card below the lessons")
STRING_ROW(COURSE_OWN_HEAD, "course.own-head", "Your own lessons", "heading above their cards")
STRING_ROW(COURSE_OWN_WORDS, "course.own-words",
           "Drop a Markdown file or a folder of them here; it is read again while you write. In a terminal: unroll new-lesson NAME",
           "words of a card below the lessons")

STRING_ROW(PRESENT_IT_IS, "present.it-is", "It is %s.", "the projector: the right answer, a number or a place")
STRING_ROW(PRESENT_ADDRESS, "present.address", "Open this step yourself:", "the projector, above the address of the step")
STRING_ROW(PRESENT_VOTES, "present.votes", "Votes of all answers:", "before the numbers that are being typed")
STRING_ROW(PRESENT_NO_LESSON, "present.no-lesson", "Open a lesson first: F5 presents the one that is open.", "a message")
STRING_ROW(PRESENT_END, "present.end", "This is the end of the lesson. Escape leaves.", "a message while presenting")
STRING_ROW(NOTES_TITLE, "notes.title", "Notes · %.*s", "the lecturer's window; the title of the lesson is put in")
STRING_ROW(NOTES_PLACE, "notes.place", "step %d of %d · stop %d · planned %s", "the lecturer's window; the last is minutes as 21:00")
STRING_ROW(NOTES_SAY, "notes.say", "Say", "the lecturer's window, heading")
STRING_ROW(NOTES_ASK, "notes.ask", "Ask:", "the lecturer's window, before a question to the class")
STRING_ROW(NOTES_NONE, "notes.none", "There are no notes for this step.", "the lecturer's window")
STRING_ROW(NOTES_ANSWERS, "notes.answers", "Answers", "the lecturer's window, heading")
STRING_ROW(NOTES_NO_QUESTION, "notes.no-question", "No question is asked here.", "the lecturer's window")
STRING_ROW(NOTES_RIGHT, "notes.right", " · right", "the lecturer's window, behind the votes for the right answer")
STRING_ROW(NOTES_VOTING, "notes.voting", "A digit counts one vote, with Shift it takes one back. V: type all of them.", "the lecturer's window")
STRING_ROW(NOTES_SHOWN, "notes.shown", "The class sees the answer and the votes.", "the lecturer's window")
STRING_ROW(NOTES_ON_STAGE, "notes.on-stage", "The next press shows the answer.", "the lecturer's window")
STRING_ROW(NOTES_THEN, "notes.then", "Then", "the lecturer's window, heading: the steps to come")
STRING_ROW(NOTES_NEXT, "notes.next", "Next", "the lecturer's window, heading: the next stop as a picture")
STRING_ROW(NOTES_LAST, "notes.last", "This is the last stop.", "the lecturer's window, in place of that picture")
STRING_ROW(NOTES_COMPUTING, "notes.computing", "computing", "the lecturer's window, in place of that picture")
STRING_ROW(NOTES_ADDRESS, "notes.address", "This step:", "the lecturer's window, before the address of the step")
STRING_ROW(NOTES_KEY_NEXT, "notes.key.next", "next", "the lecturer's window, behind a key; one word")
STRING_ROW(NOTES_KEY_BACK, "notes.key.back", "back", "the lecturer's window, behind a key; one word")
STRING_ROW(NOTES_KEY_BLANK, "notes.key.blank", "blank", "the lecturer's window, behind a key; one word")
STRING_ROW(NOTES_KEY_SPOTLIGHT, "notes.key.spotlight", "spotlight", "the lecturer's window, behind a key; one word")
STRING_ROW(NOTES_KEY_ZOOM, "notes.key.zoom", "zoom", "the lecturer's window, behind a key; one word")
STRING_ROW(NOTES_KEY_GO, "notes.key.go", "go to", "the lecturer's window, behind a key; short")
STRING_ROW(NOTES_KEY_LOCK, "notes.key.lock", "lock mouse", "the lecturer's window, behind a key; short")
STRING_ROW(NOTES_KEY_ADDRESS, "notes.key.address", "address", "the lecturer's window, behind a key; one word")
STRING_ROW(NOTES_KEY_LEAVE, "notes.key.leave", "leave", "the lecturer's window, behind a key; one word")
STRING_ROW(GOTO_HEAD, "goto.head", "Go to a lesson or a step", "heading of the list while presenting")
STRING_ROW(GOTO_EMPTY, "goto.empty", "Type part of a name, then Return", "in its empty field")
STRING_ROW(GOTO_NOTHING, "goto.nothing", "No lesson and no step has this name.", "in place of the list")

STRING_ROW(PAPER_TRY, "paper.try", "TRY IT IN THE PROGRAM", "a printed lesson, over something to try")
STRING_ROW(PAPER_GOALS, "paper.goals", "Afterwards you can:", "a printed lesson, before the first of its goals")
STRING_ROW(PAPER_SEVERAL, "paper.several", "Unroll: lessons", "the title of a PDF of several lessons")
STRING_ROW(PAPER_ANSWERS, "paper.answers", "Answers", "a printed lesson, heading of the last pages")
STRING_ROW(PAPER_RETURN, "paper.return", ", then press Return", "a printed lesson, behind an address")
STRING_ROW(PAPER_RETURNS, "paper.returns", ", then press Return %d times", "a printed lesson, behind an address")
STRING_ROW(PAPER_UNBEGUN, "paper.unbegun", "its experiment could not be begun", "why a lesson is not printed, behind its address")
STRING_ROW(PAPER_ORDER, "paper.order", "Number them in their order.", "a printed lesson, over a list to be put in order")
STRING_ROW(PAPER_MATCH, "paper.match", "Write behind each what belongs to it.", "a printed lesson, over a list to be matched")
STRING_ROW(PAPER_NUMBER, "paper.number", "Your number:  ______________", "a printed lesson: room for a number")
STRING_ROW(PAPER_PLACE, "paper.place", "At time step:  ______________", "a printed lesson: room for a time step")
