/* Rows of string_rows.h, as said_string_rows.h: the titles of a cell's equations, what a number of the screen of terms is, and the sentences
   of the tasks words, series and sentiment and of their screens. */
STRING_ROW(SAID_TERMS_UNIT, "said.terms.unit",
           "%s unit %d at step %d%s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_UNIT_BEFORE, "said.terms.unit-before",
           "%s unit %d before the first step%s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_NUMBER, "said.terms.number",
           "%s %d at step %d%s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_AT, "said.terms.at", "%s at step %d", "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_U, "said.terms.u",
           "input weight U, row %d, column %d%s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_DU, "said.terms.du",
           "gradient of the input weight U, row %d, column %d%s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_W, "said.terms.w",
           "recurrent weight W, row %d, column %d%s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_DW, "said.terms.dw",
           "gradient of the recurrent weight W, row %d, column %d%s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_V, "said.terms.v",
           "output weight V, row %d, column %d",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_DV, "said.terms.dv",
           "gradient of the output weight V, row %d, column %d",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_B_IH, "said.terms.b-ih", "input bias %d%s", "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_DB_IH, "said.terms.db-ih",
           "gradient of the input bias %d%s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_B_HH, "said.terms.b-hh",
           "recurrent bias %d%s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_DB_HH, "said.terms.db-hh",
           "gradient of the recurrent bias %d%s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_B_Y, "said.terms.b-y", "output bias %d", "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_DB_Y, "said.terms.db-y",
           "gradient of the output bias %d",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_LAYER, "said.terms.layer", ", layer %d", "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_LAYER_REVERSE, "said.terms.layer-reverse",
           ", layer %d, reverse",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_LAYER_FORWARD, "said.terms.layer-forward",
           ", layer %d, forward",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_REVERSE, "said.terms.reverse", ", reverse", "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_FORWARD, "said.terms.forward", ", forward", "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_DX, "said.terms.dx", "gradient of input", "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_TARGET, "said.terms.target",
           "target of output",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_MASK, "said.terms.mask", "dropout mask of", "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_H, "said.terms.h", "hidden state of", "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_DH, "said.terms.dh",
           "gradient of the hidden state of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_C, "said.terms.c", "cell state of", "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_DC, "said.terms.dc",
           "gradient of the cell state of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_UP, "said.terms.up",
           "what the layer above reads of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_DUP, "said.terms.dup",
           "gradient of what the layer above reads of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_Q, "said.terms.q",
           "what the reset gate acts on, of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_DQ, "said.terms.dq",
           "gradient of what the reset gate acts on, of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_TANH_C, "said.terms.tanh-c",
           "tanh of the cell state of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_REST, "said.terms.rest",
           "1 minus the update gate of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_APART, "said.terms.apart",
           "old state minus candidate, of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_SLOPE_C, "said.terms.slope-c",
           "slope of tanh at the cell state of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_GATE_LAYER, "said.terms.gate-layer", "%s, layer %d",
           "on the screen of terms, a gate or what a number is, and of which layer")
STRING_ROW(SAID_TERMS_GATE_LAYER_REVERSE, "said.terms.gate-layer-reverse", "%s, layer %d, reverse",
           "on the screen of terms, a gate or what a number is, and of which layer")
STRING_ROW(SAID_TERMS_GATE_LAYER_FORWARD, "said.terms.gate-layer-forward", "%s, layer %d, forward",
           "on the screen of terms, a gate or what a number is, and of which layer")
STRING_ROW(SAID_TERMS_FLAT, "said.terms.flat", "1 if saturated, 0 if not:",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_FLAT_GATE, "said.terms.flat-gate", "1 if saturated, 0 if not: the %s of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_FLAT_C, "said.terms.flat-c", "1 if tanh of the cell state is saturated, 0 if not:",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_FLAT_UNIT, "said.terms.flat-unit", "share of the steps that are saturated:",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_FLAT_UNIT_GATE, "said.terms.flat-unit-gate", "share of the steps that are saturated: the %s of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_FLAT_UNIT_C, "said.terms.flat-unit-c", "share of the steps at which tanh of the cell state is saturated:",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_FLAT_SHARE, "said.terms.flat-share", "saturated share of all units and steps",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_FLAT_SHARE_GATE, "said.terms.flat-share-gate", "saturated share of all units and steps, %s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_FLAT_SHARE_C, "said.terms.flat-share-c", "saturated share of tanh of the cell state, of all units and steps",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_SLOPE, "said.terms.slope",
           "slope of the nonlinearity of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_SLOPE_GATE, "said.terms.slope-gate",
           "slope of the nonlinearity of the %s of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_A, "said.terms.a", "pre-activation of", "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_A_GATE, "said.terms.a-gate",
           "pre-activation of the %s of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_DA, "said.terms.da",
           "gradient of the pre-activation of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_DA_GATE, "said.terms.da-gate",
           "gradient of the pre-activation of the %s of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_GATE, "said.terms.gate", "%s of", "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_DY, "said.terms.dy", "gradient of output", "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_P, "said.terms.p", "probability of output", "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_ERROR, "said.terms.error", "error of output", "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_LSE, "said.terms.lse",
           "log of the sum of exp of all outputs",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_TOTAL, "said.terms.total",
           "loss of all steps together",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_CONSTANT, "said.terms.constant",
           "a constant of the formula",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_AT_LANE, "said.terms.at-lane", "%s at step %d%s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_OF_LOSS, "said.terms.of-loss", "%s, of the loss at step %d",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_UNIT_ALONE, "said.terms.unit-alone", "%s unit %d%s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_LOSS, "said.terms.loss", "loss",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_RAW, "said.terms.raw", "loss before the mean over steps,",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_OUTPUT_GIVEN, "said.terms.output", "output",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_INPUT_GIVEN, "said.terms.input", "input",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_DTANH_C, "said.terms.dtanh-c", "gradient of tanh of the cell state of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_DGATE, "said.terms.dgate", "gradient of the %s of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_BY_INPUT, "said.terms.by-input", "what the input adds to the pre-activation of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_BY_INPUT_GATE, "said.terms.by-input-gate", "what the input adds to the pre-activation of the %s of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_BY_STATE, "said.terms.by-state", "what the state before adds to the pre-activation of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_BY_STATE_GATE, "said.terms.by-state-gate", "what the state before adds to the pre-activation of the %s of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_BIAS, "said.terms.bias", "both biases together of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_BIAS_GATE, "said.terms.bias-gate", "both biases together of the %s of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_JACOBIAN, "said.terms.jacobian", "how the state depends on the state before it, at step %d: row %d, column %d%s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_PRODUCT, "said.terms.product", "how the last state depends on the state at step %d: row %d, column %d%s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_STRETCH, "said.terms.stretch", "singular value of how the last state depends on the state at step %d, number %d%s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_EIGEN_SIZE, "said.terms.eigen-size", "size of eigenvalue %d of %s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_EIGEN, "said.terms.eigen", "real part, with constants from the eigenvectors at this W, of eigenvalue %d of %s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_EIGEN_IM, "said.terms.eigen-im", "imaginary part, with constants from the eigenvectors at this W, of eigenvalue %d of %s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_ALONG, "said.terms.along", "place of the state, with the axis of this path as constants, at step %d on axis %d%s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_AWAY, "said.terms.away", "state less its mean over the steps, of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_LEFT, "said.terms.left", "direction in which a change arrives, at step %d: row %d, number %d%s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_RIGHT, "said.terms.right", "direction of a change, at step %d: row %d, number %d%s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_SENT, "said.terms.sent", "what is sent to",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_CARRY, "said.terms.carry", "what is sent back through time to h by",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_CARRY_C, "said.terms.carry-c", "what is sent back through time to c by",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_STRAIGHT, "said.terms.straight", "what passes no weight on the way back through time from",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_THROUGH, "said.terms.through", "what passes W on the way back through time from",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_THROUGH_GATE, "said.terms.through-gate", "what passes W on the way back through time from the %s of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_ABOVE, "said.terms.above", "what the loss there or the layer above sends to",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_BY_H, "said.terms.by-h", "what h sends into the cell state of",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_KEPT, "said.terms.kept", "factor of the straight strand,",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_STRANDS, "said.terms.strands", "lengths of both strands together,",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_SHARE, "said.terms.share", "share of the straight strand,",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_SHARE_THROUGH, "said.terms.share-through", "share of the strand through W,",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_ARRIVALS, "said.terms.arrivals", "lengths of what comes from above and from the next step, together,",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_SHARE_ABOVE, "said.terms.share-above", "share of what comes from above,",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_INTO_C, "said.terms.into-c", "factor from h into c where the loss sets out,",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_RELATIVE, "said.terms.relative", "what arrives at h, as a part of what set out,",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_RELATIVE_C, "said.terms.relative-c", "what arrives at c, as a part of what set out,",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_FACTOR, "said.terms.factor", "factor of the arrow back in time",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_SLOPES, "said.terms.slopes", "factor of the slopes alone,",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_TURN, "said.terms.turn", "factor of W alone, after the slopes,",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_PULL, "said.terms.pull", "pull at the gradient of all losses",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_SET_OUT, "said.terms.set-out", "length of what sets out",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_TRUNCATED, "said.terms.truncated", "truncated gradient of the %s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_CUT, "said.terms.cut", "gradient, cut, of the %s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_STEP, "said.terms.step", "gradient that the optimiser is given of the %s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_MOMENT1_BEFORE, "said.terms.moment1-before", "what the optimiser kept of the gradients before, of the %s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_MOMENT2_BEFORE, "said.terms.moment2-before", "what the optimiser kept of the squared gradients before, of the %s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_MOMENT1, "said.terms.moment1", "what the optimiser keeps of the gradients of the %s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_MOMENT2, "said.terms.moment2", "what the optimiser keeps of the squared gradients of the %s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_ROOT, "said.terms.root", "root of what is kept of the squared gradients of the %s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_DIVISOR, "said.terms.divisor", "what the step is divided by, of the %s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_CHANGE, "said.terms.change", "change of the %s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_NEXT, "said.terms.next", "value after the update of the %s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_CLIP, "said.terms.clip", "factor of clipping, for all weights",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_CLIP_LENGTH, "said.terms.clip-length", "length of the gradient of all weights plus 1e-6",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_LENGTH, "said.terms.length", "length of the gradient of all weights",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_LENGTH_TRUNCATED, "said.terms.length-truncated", "length of the truncated gradient of all weights",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_LENGTH_CUT, "said.terms.length-cut", "length of the gradient of all weights, before it is clipped",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_NORM_H, "said.terms.norm-h", "length of the hidden state", "name of a number")
STRING_ROW(SAID_TERMS_NORM_C, "said.terms.norm-c", "length of the cell state", "name of a number")
STRING_ROW(SAID_TERMS_NORM_DH, "said.terms.norm-dh", "length of the gradient of h",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_NORM_DC, "said.terms.norm-dc", "length of the gradient of c",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_NORM_DA, "said.terms.norm-da", "length of the gradient of the pre-activations",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_NORM_DA_GATE, "said.terms.norm-da-gate", "length of the gradient of the pre-activations, %s at step %d%s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_NORM_CARRY, "said.terms.norm-carry", "length of what is sent back through time to h",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_NORM_CARRY_C, "said.terms.norm-carry-c", "length of what is sent back through time to c",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_NORM_STRAIGHT, "said.terms.norm-straight", "length of what passes no weight on the way back",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_NORM_THROUGH, "said.terms.norm-through", "length of what passes W on the way back",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_NORM_ABOVE, "said.terms.norm-above", "length of what comes from the loss or the layer above",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_NORM_U, "said.terms.norm-u", "length of the input weights",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_NORM_U_GATE, "said.terms.norm-u-gate", "length of the input weights, %s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_NORM_DU, "said.terms.norm-du", "length of the gradient of the input weights",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_NORM_DU_GATE, "said.terms.norm-du-gate", "length of the gradient of the input weights, %s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_NORM_W, "said.terms.norm-w", "length of the recurrent weights",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_NORM_W_GATE, "said.terms.norm-w-gate", "length of the recurrent weights, %s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_NORM_DW, "said.terms.norm-dw", "length of the gradient of the recurrent weights",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_NORM_DW_GATE, "said.terms.norm-dw-gate", "length of the gradient of the recurrent weights, %s",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_NORM_V, "said.terms.norm-v", "length of the output weights",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(SAID_TERMS_NORM_DV, "said.terms.norm-dv", "length of the gradient of the output weights",
           "on the screen of terms, what a number is; behind it stands which one")
STRING_ROW(NAME_LINE_SUM, "name.line.sum", "sum", "beside the picture of a cell: title of an equation, or words in a formula; short")
STRING_ROW(NAME_LINE_ARRIVES_H, "name.line.arrives-h",
           "arrives at h",
           "beside the picture of a cell: title of an equation, or words in a formula; short")
STRING_ROW(NAME_LINE_ARRIVES_C, "name.line.arrives-c",
           "arrives at c",
           "beside the picture of a cell: title of an equation, or words in a formula; short")
STRING_ROW(NAME_LINE_SLOPE, "name.line.slope",
           "through the slope",
           "beside the picture of a cell: title of an equation, or words in a formula; short")
STRING_ROW(NAME_LINE_THROUGH_W, "name.line.through-w",
           "through W, to the step before",
           "beside the picture of a cell: title of an equation, or words in a formula; short")
STRING_ROW(NAME_LINE_THROUGH_W_H, "name.line.through-w-h",
           "through W, to h of the step before",
           "beside the picture of a cell: title of an equation, or words in a formula; short")
STRING_ROW(NAME_LINE_KEEP_Z, "name.line.keep-z",
           "update gate: keep",
           "beside the picture of a cell: title of an equation, or words in a formula; short")
STRING_ROW(NAME_LINE_LETS_THROUGH, "name.line.lets-through",
           "what the reset gate lets through",
           "beside the picture of a cell: title of an equation, or words in a formula; short")
STRING_ROW(NAME_LINE_CANDIDATE, "name.line.candidate",
           "candidate: what to write",
           "beside the picture of a cell: title of an equation, or words in a formula; short")
STRING_ROW(NAME_LINE_STRAIGHT_Z, "name.line.straight-z",
           "straight on, through the update gate",
           "beside the picture of a cell: title of an equation, or words in a formula; short")
STRING_ROW(NAME_LINE_STRAIGHT_F, "name.line.straight-f",
           "straight on, through the forget gate",
           "beside the picture of a cell: title of an equation, or words in a formula; short")
STRING_ROW(NAME_LINE_INTO_N, "name.line.into-n",
           "into the candidate",
           "beside the picture of a cell: title of an equation, or words in a formula; short")
STRING_ROW(NAME_LINE_INTO_Z, "name.line.into-z",
           "into the update gate",
           "beside the picture of a cell: title of an equation, or words in a formula; short")
STRING_ROW(NAME_LINE_INTO_R, "name.line.into-r",
           "into the reset gate",
           "beside the picture of a cell: title of an equation, or words in a formula; short")
STRING_ROW(NAME_LINE_INTO_F, "name.line.into-f",
           "into the forget gate",
           "beside the picture of a cell: title of an equation, or words in a formula; short")
STRING_ROW(NAME_LINE_INTO_I, "name.line.into-i",
           "into the input gate",
           "beside the picture of a cell: title of an equation, or words in a formula; short")
STRING_ROW(NAME_LINE_INTO_O, "name.line.into-o",
           "into the output gate",
           "beside the picture of a cell: title of an equation, or words in a formula; short")
STRING_ROW(NAME_LINE_TO_BEFORE, "name.line.to-before",
           "to the step before",
           "beside the picture of a cell: title of an equation, or words in a formula; short")
STRING_ROW(NAME_LINE_KEEP_F, "name.line.keep-f",
           "forget gate: keep",
           "beside the picture of a cell: title of an equation, or words in a formula; short")
STRING_ROW(NAME_LINE_WRITE_I, "name.line.write-i",
           "input gate: write",
           "beside the picture of a cell: title of an equation, or words in a formula; short")
STRING_ROW(NAME_LINE_SHOW_O, "name.line.show-o",
           "output gate: show",
           "beside the picture of a cell: title of an equation, or words in a formula; short")
STRING_ROW(NAME_LINE_TEXT_NEXT, "name.line.text-next",
           "\\text{from the next step}",
           "beside the picture of a cell: title of an equation, or words in a formula; short")
STRING_ROW(NAME_LINE_TEXT_ABOVE, "name.line.text-above",
           "\\text{from above}",
           "beside the picture of a cell: title of an equation, or words in a formula; short")
STRING_ROW(NAME_LINE_TEXT_STRAIGHT, "name.line.text-straight",
           "\\text{straight}",
           "beside the picture of a cell: title of an equation, or words in a formula; short")
STRING_ROW(SAID_WORDS_HELP, "said.words.help",
           "Say the next word of a sentence, such as: i want to eat here now again some ... The verb decides, some words before.",
           "what a task asks for")
STRING_ROW(SAID_WORDS_DECIDES, "said.words.decides", "word \"%s\"%s: it decides the thing", "an input, in its tip")
STRING_ROW(SAID_WORDS_INPUT, "said.words.input", "word \"%s\"%s", "an input, in its tip")
STRING_ROW(SAID_WORDS_OVER, "said.words.over", "no input: the sentence is over", "an input, in its tip")
STRING_ROW(SAID_WORDS_SEQUENCE, "said.words.sequence",
           "Say each next word: %s want to %s ... some %s. The thing follows from the verb, %d words before it.",
           "what is asked of the sequence, above the chain")
STRING_ROW(SAID_BASELINE_ONE_WORD_ALONE, "said.baseline.one-word-alone", "one word alone", "a simple answer; what it costs follows")
STRING_ROW(SAID_SCORE_RIGHT_KIND_OF_THING, "said.score.right-kind-of-thing", "right kind of thing", "what a task counts")
STRING_ROW(SAID_GOAL_THINGS, "said.goal.things", "right kind of thing %s %%", "what a task counts, with its share")
STRING_ROW(SAID_SERIES_HELP, "said.series.help",
           "Say the next value of a series: sales with a season, a random walk, or a column of your own file.",
           "what a task asks for")
STRING_ROW(SAID_SERIES_INPUT, "said.series.input", "%s now: %s (standardised %s)", "an input, in its tip")
STRING_ROW(SAID_SERIES_PREDICTS, "said.series.predicts",
           "predicts %s; target %s: %s (correct is within half a deviation)",
           "an answer, in its tip")
STRING_ROW(SAID_SERIES_SEASON, "said.series.season",
           "After %d values of %s say each next one; the first is %s, after %s.",
           "what is asked of the sequence, above the chain")
STRING_ROW(SAID_SERIES_NEXT, "said.series.next",
           "Say each next value of %s; after %s it is %s.",
           "what is asked of the sequence, above the chain")
STRING_ROW(SAID_SERIES_SALES, "said.series.sales",
           "Generated, not measured: monthly sales with a season of 12 and noise, by scripts/make-series.",
           "what a series says of itself")
STRING_ROW(SAID_SERIES_WALK, "said.series.walk",
           "Generated, not measured: a random walk, x' = x + N(0, 1), by scripts/make-series.",
           "what a series says of itself")
STRING_ROW(SAID_SERIES_NOT_READ, "said.series.not-read",
           "What this task answers is not what it reads next. The tasks series, sine and sines can go on alone.",
           "the screen of forecasts, where it has none")
STRING_ROW(SAID_SERIES_BOTH, "said.series.both",
           "A network that also reads from the end cannot go on alone: the end is not there yet. Set the direction to forward.",
           "the screen of forecasts, where it has none")
STRING_ROW(SAID_OTHER_BASELINE_SEASONAL_PERSISTENCE, "said.other-baseline.seasonal-persistence",
           "seasonal persistence",
           "a simple answer; what it costs follows")
STRING_ROW(SAID_SCORE_ANSWERS_CLOSER, "said.score.answers-closer", "answers closer than persistence", "what a task counts")
STRING_ROW(SAID_GOAL_CLOSER, "said.goal.closer", "answers closer than persistence %s %%", "what a task counts, with its share")
STRING_ROW(SAID_SENTIMENT_HELP, "said.sentiment.help",
           "Say at the end whether a sentence is positive, negative or neutral, or the label of a line of your own; \"not\" turns the sense of a word far from it.",
           "what a task asks for")
STRING_ROW(SAID_SENTIMENT_WORD, "said.sentiment.word", "the word \"%s\"%s", "an input, in its tip")
STRING_ROW(SAID_SENTIMENT_SENSE, "said.sentiment.sense", "\"%s\"%s: a %s word", "an input, in its tip")
STRING_ROW(SAID_SENTIMENT_NOT, "said.sentiment.not", "\"not\"%s: turns the sense of an adjective", "an input, in its tip")
STRING_ROW(SAID_SENTIMENT_NOTHING, "said.sentiment.nothing", "\"%s\"%s: says nothing about the verdict", "an input, in its tip")
STRING_ROW(SAID_SENTIMENT_SEQUENCE, "said.sentiment.sequence",
           "Say at the end what is meant by \"%s\": it is %s.",
           "what is asked of the sequence, above the chain")
STRING_ROW(SAID_SENTIMENT_NONE, "said.sentiment.none",
           "The network reads no sentences now. Choose the task Sentiment.",
           "the screen of sentences, where it has none")
STRING_ROW(SAID_SENTIMENT_STRANGE, "said.sentiment.strange",
           "\"%s\" is not a word that this network reads; it knows: %s",
           "the screen of sentences; a typed word, and the words there are")
STRING_ROW(SAID_SENTIMENT_MANY, "said.sentiment.many", "A sentence has at most 40 words here.", "the screen of sentences")
STRING_ROW(SAID_SENTIMENT_EMPTY, "said.sentiment.empty", "There is no word in it.", "the screen of sentences")
STRING_ROW(SAID_ANSWER_POSITIVE, "said.answer.positive", "positive", "an answer, one word")
STRING_ROW(SAID_ANSWER_NEGATIVE, "said.answer.negative", "negative", "an answer, one word")
STRING_ROW(SAID_ANSWER_NEUTRAL, "said.answer.neutral", "neutral", "an answer, one word")
STRING_ROW(SAID_BASELINE_MAJORITY, "said.baseline.majority", "majority", "a simple answer; what it costs follows")
STRING_ROW(SAID_OTHER_BASELINE_BAG, "said.other-baseline.bag", "a bag of words", "a simple answer; what it costs follows")
STRING_ROW(SAID_SCORE_VERDICTS_RIGHT, "said.score.verdicts-right", "verdicts right", "what a task counts")
STRING_ROW(SAID_GOAL_VERDICTS, "said.goal.verdicts", "verdicts right %s %%", "what a task counts, with its share")
STRING_ROW(SAID_CHOICE_SALES, "said.choice.sales", "sales", "a choice of a setting; short")
STRING_ROW(SAID_CHOICE_WALK, "said.choice.walk", "walk", "a choice of a setting; short")
STRING_ROW(SAID_CHOICE_TEMPLATES, "said.choice.templates", "templates", "a choice of a setting; short")
STRING_ROW(SAID_CHOICE_YOUR_OWN, "said.choice.your-own", "your own", "a choice of a setting; short")
STRING_ROW(SAID_TEXT_DESCRIBE, "said.text.describe", "%s characters, %s different ones", "what a text holds")
STRING_ROW(SAID_TEXT_DESCRIBE_OTHER, "said.text.describe-other",
           "%s characters, %s different ones; the %s rarest are one symbol, \"other\" (%s times)",
           "what a text holds")
