/* One row per command: ID, word, signature, owner, scope of its keys, undoable, keys, help.
   Keys: "Right:forward;Left:back": each key with the arguments it gives. */
COMMAND_ROW(SET, "set", "key value", COMMAND_OF_LAB, SCOPE_EVERYWHERE, true, "", "Set one parameter of the setup.")
COMMAND_ROW(RESET, "reset", "[key]", COMMAND_OF_LAB, SCOPE_EVERYWHERE, true, "", "Put one parameter, or all, back to the default.")
COMMAND_ROW(PRESET, "preset", "name", COMMAND_OF_LAB, SCOPE_EVERYWHERE, true, "", "Load a named setup.")
COMMAND_ROW(COMPARE, "compare", "text", COMMAND_OF_LAB, SCOPE_EVERYWHERE, true, "",
            "Compare with a variant, compare LSTM: cell lstm; or none.")
COMMAND_ROW(WHATIF, "whatif", "text", COMMAND_OF_LAB, SCOPE_EVERYWHERE, true, "", "Hold a number: whatif gate f 8 all 0; or let go: none.")
COMMAND_ROW(EIGENVALUE, "eigenvalue", "count text", COMMAND_OF_LAB, SCOPE_EVERYWHERE, true, "",
            "Move an eigenvalue of W: eigenvalue 1 0.9, or 2 0.5 0.3 of f.")
COMMAND_ROW(UPDATE, "update", "", COMMAND_OF_LAB, SCOPE_STAGE, true, "U", "Do one update with the gradient on the stage.")
COMMAND_ROW(TRAIN, "train", "count", COMMAND_OF_LAB, SCOPE_EVERYWHERE, true, "", "Do this many updates, each on a new sequence.")
COMMAND_ROW(VISIT, "visit", "step", COMMAND_OF_LAB, SCOPE_EVERYWHERE, true, "",
            "Go to this update of the training, bit for bit; or to its end.")
COMMAND_ROW(NEXT, "next", "", COMMAND_OF_LAB, SCOPE_STAGE, true, "N", "Put the next sequence on the stage.")
COMMAND_ROW(RESTART, "restart", "", COMMAND_OF_LAB, SCOPE_STAGE, true, "R", "Draw the first weights again from the seed: update 0.")
COMMAND_ROW(UNDO, "undo", "", COMMAND_OF_LAB, SCOPE_EVERYWHERE, false, "Ctrl+Z", "Undo the last change.")
COMMAND_ROW(REDO, "redo", "", COMMAND_OF_LAB, SCOPE_EVERYWHERE, false, "Ctrl+Y", "Do the undone change again.")
COMMAND_ROW(TRAINING, "training", "on|off|toggle", COMMAND_OF_APP, SCOPE_STAGE, false, "Ctrl+T:toggle", "Train continuously, or stop.")
COMMAND_ROW(PLAY, "play", "[toggle|on]", COMMAND_OF_APP, SCOPE_STAGE, false, "Space:toggle;Shift+Space:on",
            "Play this phase, or pause; on: through to the update.")
COMMAND_ROW(PAUSE, "pause", "", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "", "Stop playing.")
COMMAND_ROW(STEP, "step", "forward|back [count]", COMMAND_OF_APP, SCOPE_STAGE, false, "Right:forward;Left:back;.:forward;,:back",
            "One step on, or back, in time.")
COMMAND_ROW(PHASE, "phase", "next|previous", COMMAND_OF_APP, SCOPE_STAGE, false, "PageDown:next;PageUp:previous",
            "Jump to the next or previous phase.")
COMMAND_ROW(SEEK, "seek", "phase [step]", COMMAND_OF_APP, SCOPE_STAGE, false, "Home:unroll 0;End:update end",
            "Go to a step of a phase, or to an update: seek update 137.")
COMMAND_ROW(SCRUB, "scrub", "number", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "", "Put the playhead at this part of its track, 0 to 1.")
COMMAND_ROW(SPEED, "speed", "number", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "", "Playing speed, 0.25 to 8.")
COMMAND_ROW(FASTER, "faster", "", COMMAND_OF_APP, SCOPE_STAGE, false, "]", "Double the playing speed.")
COMMAND_ROW(SLOWER, "slower", "", COMMAND_OF_APP, SCOPE_STAGE, false, "[", "Halve the playing speed.")
COMMAND_ROW(CHAIN, "chain", "count forward|reverse", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "Show the gradient of this layer and direction in the chart.")
COMMAND_ROW(CELL, "cell", "count [count] [name] [count]", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "Open the cell of a step: cell 5, or cell 5 2 reverse 3.")
COMMAND_ROW(UNIT, "unit", "count", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "", "Look at this unit of the cell: unit 3.")
COMMAND_ROW(PULL, "pull", "", COMMAND_OF_APP, SCOPE_STAGE, false, "P",
            "Hold the number under the pointer; arrow keys move it.")
COMMAND_ROW(WALK, "walk", "up|down", COMMAND_OF_APP, SCOPE_INSIDE, false, "Up:up;Down:down",
            "To the unit above or below, then to the next layer.")
COMMAND_ROW(CHECK, "check", "weight|all|up|down|left|right [text]", COMMAND_OF_APP, SCOPE_CHECK, false,
            "Up:up;Down:down;Left:left;Right:right;A:all", "Check a gradient: check weight W 1 2; or check all of them.")
COMMAND_ROW(BURST, "burst", "look|clip|play", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "After a burst: look at it, play it, or clip and train again.")
COMMAND_ROW(CLIFF, "cliff", "start|w|b|rate|clip|descend|step|scrub|unit|turn|reset|steps|play|height|place|zoom|fit [text]",
            COMMAND_OF_APP, SCOPE_CLIFF, false, "Space:play toggle;D:descend 200;Right:step next;Left:step back;Home:step 0;End:step end",
            "Of the cliff: cliff start 5.5 -2.6, clip 1, descend 200.")
COMMAND_ROW(TEXT, "text", "name [text]", COMMAND_OF_APP, SCOPE_WRITER, false, "Right:letter next;Left:letter back;Ctrl+V:paste",
            "Texts: text open FILE, prompt WORDS, top 5.")
COMMAND_ROW(TERMS, "terms", "text", COMMAND_OF_APP, SCOPE_STAGE, false, "E:here",
            "What made a number: terms h 4 3, dW 1 2, here or back.")
COMMAND_ROW(MATCH, "match", "units|weights", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "Give variants the setup's units, or as many weights.")
COMMAND_ROW(SEEDS, "seeds", "count [count]", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "Train every variant from so many seeds: seeds 10.")
COMMAND_ROW(SWEEP, "sweep", "key text", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "", "Train with each value of a key: sweep steps 4 8.")
COMMAND_ROW(GUESS, "guess", "count [number]", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "Try weights at random, from -10 to 10: guess 100000 10.")
COMMAND_ROW(CANCEL, "cancel", "", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "", "Stop the trainings of seeds, sweep or guess.")
COMMAND_ROW(MICROSCOPE, "microscope", "all|losses|eigenvalues|product|weights|path|layers", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "Choose what fills the microscope: all of it, or one part.")
COMMAND_ROW(BLOCK, "block", "name", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "", "Look at the weights of this gate: block f.")
COMMAND_ROW(ITEMISE, "itemise", "norms|pulls|toggle", COMMAND_OF_APP, SCOPE_INSIDE, false, "Shift+P:toggle",
            "The microscope's losses by their size, or by how they pull.")
COMMAND_ROW(TEMPERATURE, "temperature", "number", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "Draw softmax at this temperature; the loss keeps 1.")
COMMAND_ROW(SERIES, "series", "text", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "Forecast: series open FILE COLUMN; column NAME; from 30.")
COMMAND_ROW(SENTENCE, "sentence", "[text]", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "Read a sentence word by word; or labelled lines: open FILE.")
COMMAND_ROW(CHART, "chart", "name text", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "Show part of a chart: chart loss in, out, left, fit, zoom 2 0.5 0.5.")
COMMAND_ROW(COPY, "copy", "name name", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "Copy a chart's values as CSV: copy chart loss.")
COMMAND_ROW(DIGITS, "digits", "three|all|toggle", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "Numbers under the pointer: three digits, or all, as Ctrl does.")
COMMAND_ROW(SETTING, "setting", "name text", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "Change one of your settings: setting theme light.")
COMMAND_ROW(FOLLOW, "follow", "loss", COMMAND_OF_APP, SCOPE_STAGE, false, "L:last;Shift+L:all",
            "Follow the loss at this time step, the last, or all.")
COMMAND_ROW(GRADIENT, "gradient", "relative|absolute|toggle", COMMAND_OF_APP, SCOPE_STAGE, false, "G:toggle",
            "Gradient relative to what sets out, or in plain numbers.")
COMMAND_ROW(THEME, "theme", "dark|light|toggle", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "T:toggle",
            "Dark or light: a short way to write setting theme.")
COMMAND_ROW(PALETTE, "palette", "default|contrast|toggle", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "Shift+T:toggle",
            "The usual colours, or high contrast: setting palette.")
COMMAND_ROW(SCALE, "scale", "number", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "Size of everything in percent, 75 to 250: setting scale.")
COMMAND_ROW(ZOOM, "zoom", "in|out|reset", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "Ctrl+Plus:in;Ctrl+Minus:out;Ctrl+0:reset",
            "Make everything larger, smaller, or as it was.")
COMMAND_ROW(MOTION, "motion", "full|reduced|toggle", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "Shift+M:toggle",
            "Reduced motion jumps from step to step: setting motion.")
COMMAND_ROW(MORE, "more", "on|off|toggle", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "List every parameter in the controls, or the usual ones.")
COMMAND_ROW(LIMIT, "limit", "text", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "List only these controls: limit radius,seed; none, or all.")
COMMAND_ROW(CHROME, "chrome", "full|none", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "With the bar at the top, or without: in a frame of a page.")
COMMAND_ROW(CURVE, "curve", "linear|log|toggle", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "Show the loss curve's updates on a linear or a log axis.")
COMMAND_ROW(RACE, "race", "loss|measure|toggle|far|seconds", COMMAND_OF_APP, SCOPE_INSIDE, false, "V:toggle",
            "In the comparison's race: loss or measure; far or seconds.")
COMMAND_ROW(SHOW, "show", "name [toggle]", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "F1:help toggle;I:cell toggle;M:microscope toggle;Shift+W:weights toggle;Shift+A:activation toggle;C:compare toggle;K:cliff toggle;X:text toggle;Shift+G:search toggle;Ctrl+,:settings toggle",
            "Open a screen: help, settings, cell, microscope, cliff.")
COMMAND_ROW(HIDE, "hide", "", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "Escape", "Close the screen that was opened last.")
COMMAND_ROW(SCROLL, "scroll", "up|down|back|next|top|end", COMMAND_OF_APP, SCOPE_PAGE, false,
            "Up:up;Down:down;PageUp:back;PageDown:next;Home:top;End:end", "Scroll the open page: a line, a page, or all the way.")
COMMAND_ROW(LESSON, "lesson", "text", COMMAND_OF_APP, SCOPE_LESSON, false,
            "Return:next;Enter:next;Backspace:back;Shift+R:reset;S:skip;H:hint", "Open a lesson, or: next, back, reset, skip, hint, close.")
COMMAND_ROW(GLOSSARY, "glossary", "[text]", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "Explain a word; glossary show lstm sets the stage for it.")
COMMAND_ROW(SEARCH, "search", "[text]", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "Find words in lessons and glossary; alone: show all again.")
COMMAND_ROW(COURSE, "course", "find|hit|own|ask|keep [count]", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "Ctrl+F:find",
            "On the course page: search, or open what it lists.")
COMMAND_ROW(PROGRESS, "progress", "copy|export|reset [text]", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "What you did in lessons: copy it, export FILE, or reset.")
COMMAND_ROW(PRESENT, "present", "on|off|toggle", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "F5:on",
            "Present the open lesson to a class; Escape leaves.")
COMMAND_ROW(PRESENTER, "presenter", "next|back|blank|spotlight|zoom|lock|address|notes|find|vote|unvote|count|tally|go|leave [text]", COMMAND_OF_APP, SCOPE_PRESENT, false,
            "PageDown:next;PageUp:back;Space:next;Right:next;Left:back;Down:next;Up:back;Return:next;Enter:next;Backspace:back;B:blank;.:blank;S:spotlight;Z:zoom;L:lock;A:address;N:notes;G:find;V:count;Escape:leave;1:vote 1;2:vote 2;3:vote 3;4:vote 4;5:vote 5;6:vote 6;7:vote 7;8:vote 8;9:vote 9;Shift+1:unvote 1;Shift+2:unvote 2;Shift+3:unvote 3;Shift+4:unvote 4;Shift+5:unvote 5;Shift+6:unvote 6;Shift+7:unvote 7;Shift+8:unvote 8;Shift+9:unvote 9",
            "While presenting: next or last stop, blank, zoom, votes.")
COMMAND_ROW(ANSWER, "answer", "text", COMMAND_OF_APP, SCOPE_LESSON, false, "1:1;2:2;3:3;4:4;5:5;6:6;7:7;8:8;9:9",
            "Answer the lesson's question: choice 2, a number, words.")
COMMAND_ROW(SKETCH, "sketch", "count number", COMMAND_OF_APP, SCOPE_LESSON, false, "", "Draw this point of a lesson's curve at this value.")
COMMAND_ROW(EDIT, "edit", "copy|cut|paste|all|undo|redo", COMMAND_OF_APP, SCOPE_TEXT, false,
            "Ctrl+C:copy;Ctrl+X:cut;Ctrl+V:paste;Ctrl+A:all;Ctrl+Z:undo;Ctrl+Y:redo;Ctrl+Insert:copy;Shift+Insert:paste",
            "In a field: copy, cut, paste, select all, undo or redo.")
COMMAND_ROW(SAVE, "save", "[text]", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "Ctrl+S",
            "Save the experiment as a file: save mine; alone: where it is.")
COMMAND_ROW(OPEN, "open", "[text]", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "Ctrl+O",
            "Open a file: an experiment, a picture, weights, a lesson.")
COMMAND_ROW(EXPORT, "export", "[text]", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "Ctrl+E",
            "Write picture, film, model or numbers: export a.png; or ask.")
COMMAND_ROW(DESCRIBE, "describe", "", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "Shift+D", "Say in words what the picture shows.")
COMMAND_ROW(SHARE, "share", "", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "Ctrl+Shift+C",
            "Copy the whole experiment as one line, to send it.")
COMMAND_ROW(PASTE, "paste", "", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "Ctrl+V;Shift+Insert",
            "Open the experiment of a copied line: unroll 'cell=lstm'.")
COMMAND_ROW(FULLSCREEN, "fullscreen", "on|off|toggle", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "F11:toggle",
            "Fill the whole screen with the window, or not.")
COMMAND_ROW(FOCUS, "focus", "name", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "Put the keyboard focus on a control: focus controls/radius.")
COMMAND_ROW(MIRROR, "mirror", "on|off|toggle", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "Show it in a second window as well, with its own screens.")
COMMAND_ROW(BIND, "bind", "name text", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "Give a key a command: bind F5 train 100; or none, or default.")
COMMAND_ROW(REBIND, "rebind", "name [text]", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "",
            "The next key pressed takes this key's command; or none.")
COMMAND_ROW(QUIT, "quit", "", COMMAND_OF_APP, SCOPE_EVERYWHERE, false, "Ctrl+Q", "End the program.")
COMMAND_ROW(POINTER, "pointer", "number number", COMMAND_OF_INPUT, SCOPE_EVERYWHERE, false, "",
            "Recorded: the mouse moved to x y, in design pixels.")
COMMAND_ROW(PRESS, "press", "[double|shift]", COMMAND_OF_INPUT, SCOPE_EVERYWHERE, false, "", "Recorded: the mouse button went down.")
COMMAND_ROW(RELEASE, "release", "", COMMAND_OF_INPUT, SCOPE_EVERYWHERE, false, "", "Recorded: the mouse button came up.")
COMMAND_ROW(WHEEL, "wheel", "number", COMMAND_OF_INPUT, SCOPE_EVERYWHERE, false, "", "Recorded: the wheel turned, notches up.")
COMMAND_ROW(KEY, "key", "name", COMMAND_OF_INPUT, SCOPE_EVERYWHERE, false, "", "Recorded: a key was pressed: key Ctrl+Z.")
COMMAND_ROW(TYPE, "type", "text", COMMAND_OF_INPUT, SCOPE_EVERYWHERE, false, "",
            "Recorded: text was typed. Quotes around it keep a blank at its end.")
COMMAND_ROW(COMPOSE, "compose", "[text]", COMMAND_OF_INPUT, SCOPE_EVERYWHERE, false, "",
            "Recorded: an input method shows this text before it is typed.")
COMMAND_ROW(CLICK, "click", "name", COMMAND_OF_INPUT, SCOPE_EVERYWHERE, false, "",
            "Script: click the middle of a control: click transport/play.")
COMMAND_ROW(FRAME, "frame", "[number]", COMMAND_OF_INPUT, SCOPE_EVERYWHERE, false, "", "Recorded: a frame passed, of this many seconds.")
COMMAND_ROW(RESIZE, "resize", "count count [number]", COMMAND_OF_INPUT, SCOPE_EVERYWHERE, false, "",
            "Recorded: the window became this many pixels wide and high.")
