/* Rows of string_rows.h: the screens of one's own data, a sentence and a series. */
STRING_ROW(SENTENCE_TITLE, "sentence.title", "Which word did it?", "title of the screen Sentence")
STRING_ROW(SENTENCE_WORDS, "sentence.words", "The verdict after each word; below, what each word did to the last verdict: %s.",
           "line below that title; %s is a class")
STRING_ROW(SENTENCE_TYPE, "sentence.type", "Type a sentence of your own", "field without text")
STRING_ROW(SENTENCE_TYPE_TIP, "sentence.type-tip", "The sentence that is read here. An empty one is that of the stage.", "tip of that field")
STRING_ROW(SENTENCE_STAGE, "sentence.stage", "That of the stage", "button")
STRING_ROW(SENTENCE_STAGE_TIP, "sentence.stage-tip", "Read the sentence that is on the stage.", "tip of that button")
STRING_ROW(SENTENCE_AFTER, "sentence.after", "After \"%s\": %s %.2f, %s %.2f, %s %.2f", "tip of a column; words and probabilities")
STRING_ROW(SENTENCE_PULL, "sentence.pull", "gradient · input", "name of a row of bars")
STRING_ROW(SENTENCE_LEFT, "sentence.left", "really left out", "name of a row of bars")
STRING_ROW(SENTENCE_PULL_TIP, "sentence.pull-tip",
           "Gradient · input predicts from the slope alone that \"%s\" %s ln p of \"%s\" by %s.\nMeasured, with that word really left out of the sentence: by %s.",
           "tip of a column of bars; word, one of the next two, class, numbers")
STRING_ROW(SENTENCE_RAISES, "sentence.raises", "raises", "a word's effect")
STRING_ROW(SENTENCE_LOWERS, "sentence.lowers", "lowers", "a word's effect")
STRING_ROW(SENTENCE_ROWS_TIP, "sentence.rows-tip",
           "Up: the word speaks for this verdict; down: against it. Both in nats of ln p, on one scale, so that you can compare guess and truth.",
           "tip beside the bars")
STRING_ROW(SENTENCE_RIGHT, "sentence.right", "%s; the right answer: %s", "verdict and label of the stage's sentence")
STRING_ROW(SERIES_TITLE, "series.title", "Forecast", "title of the screen Series")
STRING_ROW(SERIES_WORDS, "series.words",
           "%s (%s): %s values. %s to train, standardised (their mean %s, deviation %s); %s held out.",
           "line below that title; file, column, counts, numbers")
STRING_ROW(SERIES_FILLED, "series.filled", "Missing values that were filled: %s, the first of line %d. ", "before what the file says of itself")
STRING_ROW(SERIES_WAVE, "series.wave", "The wave of the stage: with each value given, and on its own answers alone.", "line below that title")
STRING_ROW(SERIES_TRUTH, "series.truth", "the series", "line of a chart")
STRING_ROW(SERIES_SAID, "series.said", "one step ahead", "line of a chart")
STRING_ROW(SERIES_FUTURE, "series.future", "future", "line of a chart")
STRING_ROW(SERIES_ALONE, "series.alone", "going on alone", "line of a chart")
STRING_ROW(SERIES_AS_NOW, "series.as-now", "as now", "line of a chart: persistence")
STRING_ROW(SERIES_AS_SEASON, "series.as-season", "as a season ago", "line of a chart: seasonal persistence")
STRING_ROW(SERIES_STEP, "series.step", "number of the value", "axis of a chart")
STRING_ROW(SERIES_TRAINED, "series.trained", "end of training", "name of the upright line of a chart")
STRING_ROW(SERIES_LEFT_ALONE, "series.left-alone", "alone from here", "name of the upright line of a chart")
STRING_ROW(SERIES_WINDOW, "series.window", "step", "axis of a chart")
STRING_ROW(SERIES_CHART_TIP, "series.chart-tip",
           "The whole series, one-step answers, and the future. Training ends at the vertical line.\nThe band is as wide as the errors of nine in ten of %d forecasts that were made equally far ahead from earlier moments of the held-out part.",
           "tip of the first chart")
STRING_ROW(SERIES_CHART_TIP_END, "series.chart-tip-end",
           "The series from value %s on, one-step answers, and the future. Training ends at the vertical line.\nThe band is as wide as the errors of nine in ten of %d forecasts that were made equally far ahead from earlier moments of the held-out part.",
           "tip of the first chart; %s is a number")
STRING_ROW(SERIES_CHART_TIP_HELD, "series.chart-tip-held",
           "The series from value %s on, all of it held out, one-step answers, and the future.\nThe band is as wide as the errors of nine in ten of %d forecasts that were made equally far ahead from earlier moments of the held-out part.",
           "tip of the first chart; %s is a number")
STRING_ROW(SERIES_WINDOW_TIP, "series.window-tip",
           "The sequence on the stage. From the line on the network reads its own answers as inputs.", "tip of the second chart")
STRING_ROW(SERIES_FROM, "series.from", "Alone after", "label of a field")
STRING_ROW(SERIES_FROM_TIP, "series.from-tip", "How many values are given before the network goes on alone; 0: half of them.", "tip of that field")
STRING_ROW(SERIES_ERRORS, "series.errors", "MSE from there on: values given %s · alone %s · always \"as now\" %s",
           "line above the second chart; numbers")
STRING_ROW(SERIES_ERRORS_TIP, "series.errors-tip",
           "Standardised, on the stage's window, from the first step without a given value: with every value given, on its own answers, and by repeating the value before.",
           "tip of that line")
STRING_ROW(SERIES_BASELINES, "series.baselines", "On the held-out part, one step ahead: persistence %s, seasonal persistence %s",
           "line above the first chart; numbers")
STRING_ROW(SERIES_BASELINE, "series.baseline", "On the held-out part, one step ahead: persistence %s", "the same without a season")
STRING_ROW(SERIES_BASELINES_TIP, "series.baselines-tip",
           "The errors of the two simple forecasts, standardised: repeating the value now, and repeating the value a season before. The network must be better than these.",
           "tip of that line")
