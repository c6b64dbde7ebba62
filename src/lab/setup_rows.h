/* One row per parameter: ID, key, label, group, kind, effect, least, most, default, step, scale, unit, choices, their labels, help,
   advanced.
   Included with SETUP_ROW defined; defaults are the first-load preset, chosen by measurement (tests/unit/test_preset.c). */
SETUP_ROW(CELL, "cell", "Cell", "Network", SETUP_CHOICE, SETUP_SHAPES, 0, CELL_COUNT - 1, 0, 1, SETUP_LINEAR, "", cell_keys + 1, cell_labels + 1,
          "The kind of recurrent cell.", false)
SETUP_ROW(HIDDEN, "hidden", "Hidden units", "Network", SETUP_INTEGER, SETUP_SHAPES, 1, 256, 6, 1, SETUP_LOG, "", NULL, NULL,
          "How many numbers the state h has, in each layer and direction.", false)
SETUP_ROW(LAYERS, "layers", "Layers", "Network", SETUP_INTEGER, SETUP_SHAPES, 1, 4, 1, 1, SETUP_LINEAR, "", NULL, NULL,
          "Recurrent layers stacked on top of each other.", false)
SETUP_ROW(DIRECTION, "direction", "Direction", "Network", SETUP_CHOICE, SETUP_SHAPES, 0, 1, 0, 1, SETUP_LINEAR, "", "forward|both",
          "forward|both", "Whether a second chain reads the sequence from its end.", false)
SETUP_ROW(ACTIVATION, "activation", "Activation", "Network", SETUP_CHOICE, SETUP_SHAPES, 0, 4, 0, 1, SETUP_LINEAR, "",
          "tanh|relu|leaky|sigmoid|identity", "tanh|ReLU|leaky|σ|id", "The plain RNN's nonlinearity; LSTM and GRU have their own.", false)
SETUP_ROW(TASK, "task", "Task", "Sequence", SETUP_CHOICE, SETUP_RESTART, 0, SETUP_TASK_COUNT - 1, 0, 1, SETUP_LINEAR, "", task_keys + 1,
          task_labels + 1,
          "What the network is to do; the list says what each task asks.", false)
SETUP_ROW(VARIANT, "variant", "Form", "Sequence", SETUP_CHOICE, SETUP_SHAPES, 0, 1, 0, 1, SETUP_LINEAR, "", "standard|other",
          "standard|other", "Some tasks have two forms: adding as of 2016 or 1997, Reber strings one by one or in a stream, waves with or without their values as inputs.",
          false)
SETUP_ROW(STEPS, "steps", "Time steps T", "Sequence", SETUP_INTEGER, SETUP_SEQUENCE, 1, 1000, 16, 1, SETUP_LOG, "", NULL, NULL,
          "Through how many steps the network is unrolled: the length of a sequence, or of the longest.", false)
SETUP_ROW(TARGETS, "targets", "Loss at", "Sequence", SETUP_CHOICE, SETUP_SEQUENCE, 0, 1, 0, 1, SETUP_LINEAR, "", "last|every",
          "last step|every step", "Many-to-one asks at the last step only, many-to-many at every step.", false)
SETUP_ROW(SYMBOLS, "symbols", "Symbols", "Sequence", SETUP_INTEGER, SETUP_SHAPES, 0, 16, 0, 1, SETUP_LINEAR, "", NULL, NULL,
          "How many one-hot symbols, 2 to 16; 0: the task's usual number, or in delayed recall one number, +1 or -1.", false)
SETUP_ROW(ITEMS, "items", "Items", "Sequence", SETUP_INTEGER, SETUP_SEQUENCE, 0, 30, 0, 1, SETUP_LINEAR, "", NULL, NULL,
          "How many things to remember or to count; 0: the task's usual number, or as many as fit into T.", false)
SETUP_ROW(TEXT, "text", "Text", "Sequence", SETUP_CHOICE, SETUP_RESTART, 0, TEXT_BUILTIN_COUNT, 0, 1, SETUP_LINEAR, "", "tales|rhymes|own",
          "tales|rhymes|own", "What is read: one of the texts that come with the program, or your own, which you open first.", false)
SETUP_ROW(TEXT_HASH, "text_hash", "Own text", "Sequence", SETUP_INTEGER, SETUP_RESTART, 0, (double)TEXT_HASH_MAX, 0, 1, SETUP_LINEAR, "", NULL,
          NULL, "Which text is your own: a number made of all that it holds. 0: none.", false)
SETUP_ROW(CARRY, "carry", "Carried state", "Sequence", SETUP_CHOICE, SETUP_SEQUENCE, 0, 1, 0, 1, SETUP_LINEAR, "", "off|on", "off|on",
          "On: each sequence of a batch goes on in the text where the one before it ended, and begins with the state that it ended with. No gradient crosses over. Held-out pieces begin with a state of zeros.", false)
SETUP_ROW(SERIES, "series", "Series", "Sequence", SETUP_CHOICE, SETUP_RESTART, 0, SERIES_BUILTIN_COUNT, 0, 1, SETUP_LINEAR, "", "sales|walk|own",
          "sales|walk|own", "What is forecast: a series that was generated for the program, or a column of your own file, which you open first.",
          false)
SETUP_ROW(COLUMN, "column", "Column", "Sequence", SETUP_INTEGER, SETUP_RESTART, 0, CSV_COLUMN_MAX, 0, 1, SETUP_ZERO_LOG, "", NULL, NULL,
          "Which column of your own file is the series; 0: the first that holds numbers.", false)
SETUP_ROW(SEASON, "season", "Season", "Sequence", SETUP_INTEGER, SETUP_SEQUENCE, 0, 366, 0, 1, SETUP_ZERO_LOG, "", NULL, NULL,
          "The series repeats after this many values, 12 for months; 0: the series' own season. Answers are asked for after one season.", false)
SETUP_ROW(SENTENCES, "sentences", "Sentences", "Sequence", SETUP_CHOICE, SETUP_RESTART, 0, 1, 0, 1, SETUP_LINEAR, "", "templates|own",
          "templates|your own", "Sentences that are made from templates, or the labelled lines of your own file, which you open first.", false)
SETUP_ROW(LAG, "lag", "Lag", "Sequence", SETUP_INTEGER, SETUP_SEQUENCE, 0, 30, 3, 1, SETUP_LINEAR, "", NULL, NULL,
          "How many neutral words stand between \"not\" and the word that it changes.", false)
SETUP_ROW(NOISE, "noise", "Distractors", "Sequence", SETUP_REAL, SETUP_SEQUENCE, 0, 1, 0.3, 0.05, SETUP_LINEAR, "±", NULL, NULL,
          "The largest size of a distractor, above or below 0; in the latch, the standard deviation of the noise.", false)
SETUP_ROW(INPUT_SCALE, "input_scale", "Input scale", "Sequence", SETUP_REAL, SETUP_SEQUENCE, 0.001, 10, 1, 1.1, SETUP_LOG, "", NULL, NULL,
          "Every input is multiplied by this; large inputs saturate tanh and σ units.", false)
SETUP_ROW(INIT, "init", "Initialisation", "Weights", SETUP_CHOICE, SETUP_RESTART, 0, 5, 0, 1, SETUP_LINEAR, "",
          "radius|pytorch|xavier|normal|orthogonal|identity", "radius ρ|PyTorch|Xavier|normal|orthogonal|identity",
          "How weights are drawn. A number for radius, scale or bias is applied to what was drawn.", true)
SETUP_ROW(RADIUS, "radius", "Recurrent radius ρ(W)", "Weights", SETUP_REAL, SETUP_RADIUS, 0, 3, SETUP_DRAWN, 0.01, SETUP_LINEAR, "", NULL,
          NULL, "The largest absolute eigenvalue of W, of every gate's block. `drawn`: as the initialisation draws it.", false)
SETUP_ROW(FORGET_BIAS, "forget_bias", "Forget-gate bias", "Weights", SETUP_REAL, SETUP_FORGET_BIAS, -3, 5, SETUP_DRAWN, 0.1, SETUP_LINEAR,
          "", NULL, NULL, "Bias of the gate that keeps the state, the LSTM's f or the GRU's z: a large bias holds it open.", false)
SETUP_ROW(WEIGHT_SCALE, "weight_scale", "Weight scale", "Weights", SETUP_REAL, SETUP_WEIGHT_SCALE, 0.01, 3, SETUP_DRAWN, 1.1, SETUP_LOG, "",
          NULL, NULL, "Root mean square of the input weights U and of the output weights V. `drawn`: as the initialisation draws it.",
          false)
SETUP_ROW(SEED, "seed", "Seed", "Weights", SETUP_INTEGER, SETUP_RESTART, 1, 9999, 66, 1, SETUP_LINEAR, "", NULL, NULL,
          "Weights and data are drawn from it: with the same settings the same seed gives the same picture.", false)
SETUP_ROW(LEARNING_RATE, "learning_rate", "Learning rate", "Training", SETUP_REAL, SETUP_UPDATE, 1e-5, 10, 0.05, 1.1, SETUP_LOG, "", NULL,
          NULL, "An update moves the weights by this times what the optimiser makes of the gradient.", false)
SETUP_ROW(OPTIMIZER, "optimizer", "Optimiser", "Training", SETUP_CHOICE, SETUP_UPDATE, 0, 3, 0, 1, SETUP_LINEAR, "",
          "sgd|momentum|rmsprop|adam", "SGD|SGD with momentum|RMSprop|Adam", "How a gradient becomes a change of the weights.", true)
SETUP_ROW(MOMENTUM, "momentum", "Momentum μ", "Training", SETUP_REAL, SETUP_UPDATE, 0, 0.999, 0.9, 0.01, SETUP_LINEAR, "", NULL, NULL,
          "How much of the last change's velocity stays.", true)
SETUP_ROW(BATCH, "batch", "Batch", "Training", SETUP_INTEGER, SETUP_UPDATE, 1, 256, 1, 1, SETUP_LOG, "", NULL, NULL,
          "How many sequences one update of training averages over. A single update uses the one on the stage alone.", true)
SETUP_ROW(EXAMPLES, "examples", "Examples", "Training", SETUP_INTEGER, SETUP_TRAINING, 0, 100000, 0, 1, SETUP_ZERO_LOG, "", NULL, NULL,
          "Training uses this many sequences of the task again and again, each time in another order; 0: always new ones.", true)
SETUP_ROW(CLIP_NORM, "clip_norm", "Gradient clipping, norm", "Training", SETUP_REAL, SETUP_UPDATE, 0, 10, 0, 0.1, SETUP_LINEAR, "", NULL, NULL,
          "A gradient whose norm is larger is shortened to it, in the same direction.", false)
SETUP_ROW(CLIP_VALUE, "clip_value", "Gradient clipping, elements", "Training", SETUP_REAL, SETUP_UPDATE, 0, 10, 0, 0.1, SETUP_LINEAR, "±", NULL,
          NULL, "Every element of the gradient that is larger is cut to it, which may turn its direction.", true)
SETUP_ROW(STOP_NORM, "stop_norm", "Stop at a sudden norm", "Training", SETUP_REAL, SETUP_UPDATE, 0, 1000000, 0, 1, SETUP_ZERO_LOG, "×", NULL,
          NULL, "Training stops when the gradient, after clipping, is this many times longer than usual, that is, than the median of the last 32 updates and that of the first 8.", true)
SETUP_ROW(TRUNCATE, "truncate", "Truncated BPTT, steps", "Training", SETUP_INTEGER, SETUP_TRAINING, 0, 1000, 0, 1, SETUP_ZERO_LOG, "", NULL,
          NULL, "Training follows every loss back only this many steps; 0: to the beginning. The gradient on the stage stays exact; the update uses the truncated one.", false)
SETUP_ROW(L2, "l2", "L2", "Training", SETUP_REAL, SETUP_UPDATE, 0, 0.1, 0, 0.00001, SETUP_ZERO_LOG, "", NULL, NULL,
          "Pulls every weight towards zero: this times the weight is added to its gradient after clipping.", true)
SETUP_ROW(DROPOUT, "dropout", "Dropout", "Training", SETUP_REAL, SETUP_TRAINING, 0, 0.9, 0, 0.05, SETUP_LINEAR, "", NULL, NULL,
          "In training, every number that one layer sends up to the next is set to 0 with this probability, drawn again at every update; the others are divided by 1 - p to make up for it. It acts between layers, so it needs two or more.",
          true)
SETUP_ROW(HALVING, "halving", "Learning-rate half-life", "Training", SETUP_INTEGER, SETUP_UPDATE, 0, 100000, 0, 100, SETUP_ZERO_LOG, "", NULL,
          NULL, "The learning rate falls smoothly to one half in this many updates, and again in the next as many; 0: it stays constant.", true)
