/* Rows of string_rows.h: the page When it bursts. */
STRING_ROW(BURST_NOT_FINITE, "burst.not-finite", "NaN or infinite", "the page When it bursts: key of the colours; short")
STRING_ROW(BURST_SCALE_TIP, "burst.scale-tip",
           "From 10^%d to 10^%d: the sizes that occur here. Magenta: NaN or infinite.",
           "tip of the key of the colours; two exponents are put in")
STRING_ROW(BURST_NONE, "burst.none",
           "This page shows a training that met a number that is not finite, or a gradient that was suddenly much too large. No "
           "training has met one yet. A large recurrent radius or a large learning rate can lead to one.",
           "the page When it bursts, where nothing has burst")
STRING_ROW(BURST_HEAD_NONE, "burst.head-none", "Nothing has burst here", "heading of that page")
STRING_ROW(BURST_HEAD_ONE_BEFORE, "burst.head-one-before",
           "Update %s: 1 update before the one that burst",
           "heading of that page; an update's number is put in")
STRING_ROW(BURST_HEAD_BEFORE, "burst.head-before",
           "Update %s: %s updates before the one that burst",
           "heading of that page; an update's number and a count are put in")
STRING_ROW(BURST_HEAD_SUDDEN, "burst.head-sudden",
           "Update %s stopped: %s times the usual gradient",
           "heading of that page; an update's number and how many times")
STRING_ROW(BURST_HEAD, "burst.head", "Update %s burst", "heading of that page; an update's number is put in")
STRING_ROW(BURST_HEAD_NAN, "burst.head-nan",
           "Update %s burst: the %s became NaN%s",
           "heading of that page; an update's number, the name of a quantity (h, gradient of W), its place")
STRING_ROW(BURST_HEAD_INFINITE, "burst.head-infinite", "Update %s burst: the %s became infinite%s", "as the row above")
STRING_ROW(BURST_REWIND, "burst.rewind", "Rewind", "button; one word")
STRING_ROW(BURST_REWIND_TIP, "burst.rewind-tip", "Closes this page. The program stays before the update that burst.", "tip of that button")
STRING_ROW(BURST_REPLAY, "burst.replay", "Replay it slowly", "button; short")
STRING_ROW(BURST_ONE_ON, "burst.one-on", "One update on", "the same button while it is replayed; short")
STRING_ROW(BURST_REPLAY_TIP, "burst.replay-tip",
           "Goes a few updates back, then one update on with each press, until it bursts.",
           "tip of that button")
STRING_ROW(BURST_ONE_ON_TIP, "burst.one-on-tip",
           "The next update of this training, as it was.",
           "tip of the same button while it is replayed")
STRING_ROW(BURST_PLAY, "burst.play", "Play", "button; one word")
STRING_ROW(BURST_PLAY_TIP, "burst.play-tip",
           "From the first step: how it spread, forward through the states and back.",
           "tip of that button")
STRING_ROW(BURST_CLIP, "burst.clip", "Again with clipping", "button; short")
STRING_ROW(BURST_CLIP_TIP, "burst.clip-tip",
           "Train from the start again, as it was and with the gradient clipped, side by side.",
           "tip of that button")
STRING_ROW(BURST_STATES, "burst.states", "size of the states h, layer %d", "above the map of that page; a layer's number is put in")
STRING_ROW(BURST_STATES_REVERSE, "burst.states-reverse",
           "size of the states h, layer %d, reverse",
           "as the row above, of the reverse direction")
STRING_ROW(BURST_EMPTY, "burst.empty",
           "Play, or drag the playhead below: the states appear step by step.",
           "in the map of that page before the forward pass")
STRING_ROW(BURST_STEP_TIP, "burst.step-tip",
           "Step %d\nUnits that are not finite: %d of %d.",
           "tip of a column of that map; a step and two counts")
STRING_ROW(BURST_NORMS, "burst.norms", "size of the gradient, of all losses", "above the strip of that page")
STRING_ROW(BURST_UPDATE, "burst.update", "update", "axis of that page's chart")
STRING_ROW(BURST_LOSSES, "burst.losses", "loss before each of the last updates, log axis", "axis of that page's chart")
STRING_ROW(BURST_LOSS, "burst.loss", "loss", "name of the line in that chart")
STRING_ROW(BURST_LOSSES_TIP, "burst.losses-tip",
           "The losses of the updates before it burst. The line is the update that burst.",
           "tip of that chart")
