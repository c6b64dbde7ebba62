/* What is refused below the screens: commands to the laboratory, quantities, saved setups and keymaps. Each is told with what stands there and
   what is possible, at its place where it has one, and nothing has changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lab/keymap.h"
#include "lab/quantity.h"
#include "lab/setup_file.h"
#include "support/lab_case.h"
#include "support/line_table.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const LineRow of_rnn[] = {
    {"eigenvalue 1 0.5 of", 0, 0, "eigenvalue: something is missing; expected the letter of a gate."},
    {"eigenvalue 1 0.5 of hh", 0, 0, "eigenvalue: \"hh\" is not possible; expected the letter of a gate."},
    {"eigenvalue 1 0.5 0.1 off h", 0, 0, "eigenvalue: \"off\" is not possible; expected of and a gate."},
    {"eigenvalue 1 2000", 0, 0, "eigenvalue: \"2000\" is out of range; expected −1000 to 1000."},
    {"eigenvalue 1 nan", 0, 0, "eigenvalue: \"nan\" is out of range; expected −1000 to 1000."},
    {"eigenvalue 1 -2000", 0, 0, "eigenvalue: \"-2000\" is out of range; expected −1000 to 1000."},
    {"eigenvalue 1 0.5 x", 0, 0, "eigenvalue: \"x\" is not a number; expected eigenvalue K RE, or"},
    {"eigenvalue 1 0.5 of h x", 0, 0, "eigenvalue: \"x\" is not possible; expected a layer, from 1."},
    {"eigenvalue 1 0.5 of h 0", 0, 0, "eigenvalue: \"0\" is not possible; expected a layer, from 1."},
    {"eigenvalue 1 0.5 of h 1 x", 0, 0, "eigenvalue: \"x\" is not possible; expected forward or reverse."},
    {"eigenvalue 1 0.5 of h 1 forward 3", 0, 0, "eigenvalue: \"3\" is too much."},
    {"eigenvalue 1 0.5 of h 1 reverse", 0, 0, "eigenvalue: the network reads forward only; \"set direction"},
    {"eigenvalue 1 0.5 of h 2", 0, 0, "eigenvalue: there is no layer 2; the network has 1 layer."},
    {"eigenvalue 0 1", 0, 12, "eigenvalue: \"0\" is not a whole number from 1 to 1000000000. It"},
    {"eigenvalue 1 0.5 0.5", 0, 0, NULL},
    {"whatif state T-99 1 0", 0, 0, "whatif: there is no step T-99; there are 1 to 16, which are T-15 to T."},
    {"whatif state T-x 1 0", 0, 14, "whatif: \"T-x\" is not a step (8, T or T-1). It is written:"},
    {"whatif state Tx 1 0", 0, 14, "whatif: \"Tx\" is not a step (8, T or T-1). It is written: whatif"},
    {"whatif state T- 1 0", 0, 14, "whatif: \"T-\" is not a step (8, T or T-1). It is written: whatif"},
    {"whatif state x 1 0", 0, 14, "whatif: \"x\" is not a step (8, T or T-1). It is written: whatif"},
    {"whatif state 0 1 0", 0, 14, "whatif: \"0\" is not a step (8, T or T-1). It is written: whatif"},
    {"whatif state 1 x 0", 0, 16, "whatif: \"x\" is not the number of a unit, or all. It is written:"},
    {"whatif state 1 99 0", 0, 0, "whatif: there is no unit 99; there are 1 to 6."},
    {"whatif state c 1 1 0", 0, 0, "whatif: a plain RNN has no c; its state is h."},
    {"whatif state 1 1 0 2", 0, 0, "whatif: there is no layer 2; there is only 1."},
    {"whatif state 1 1 0 x", 0, 20, "whatif: \"x\" is not the number of a layer. It is written: whatif"},
    {"whatif state 1 1 0 1 reverse", 0, 0, "whatif: there is no reverse chain here; \"set direction both\""},
    {"whatif state 1 1 0 1 sideways", 0, 22, "whatif: \"sideways\" is not forward or reverse. It is written:"},
    {"whatif state 1 1 0 1 forward 3", 0, 30, "whatif: \"3\" is too much. It is written: whatif state [c] STEP"},
    {"whatif input 1 1 0 1", 0, 20, "whatif: \"1\" is too much. It is written: whatif input STEP"},
    {"whatif weight", 0, 14, "whatif: a matrix (U, W or V) or a bias (b_ih, b_hh or b_y) is missing at the end. It is"},
    {"whatif weight U", 0, 16, "whatif: a row is missing at the end. It is written: whatif"},
    {"whatif weight U 1", 0, 18, "whatif: a column is missing at the end. It is written: whatif"},
    {"whatif weight U 1 99 0", 0, 0, "whatif: there is no column 99; there is only 1."},
    {"whatif weight V 9 1 0", 0, 0, "whatif: there is no row 9; there are 1 to 2."},
    {"whatif weight W 1 1", 0, 20, "whatif: a number or the word free is missing at the end. It is"},
    {"whatif weight W 1 1 x", 0, 21, "whatif: \"x\" is not a number or the word free. It is written:"},
    {"whatif weight W 1 1 0 2", 0, 0, "whatif: there is no layer 2; there is only 1."},
    {"whatif weight X 1 1 0", 0, 15, "whatif: \"X\" is not a matrix (U, W or V) or a bias (b_ih, b_hh or b_y). It is written: whatif"},
    {"whatif gate", 0, 12, "whatif: the letter of a gate is missing at the end. It is"},
    {"whatif gate h", 0, 14, "whatif: a step (8, T or T-1) is missing at the end. It is"},
    {"whatif gate h 1", 0, 16, "whatif: the number of a unit, or all is missing at the end. It"},
    {"whatif gate h 1 1", 0, 18, "whatif: a number or the word free is missing at the end. It is"},
    {"whatif gate h 1 all 2", 0, 0, NULL},
    {"whatif gate hiddenstatewithalongname 1 1 0", 0, 13, "whatif: \"hiddenstatewithalongname\" is not the letter of a gate."},
    {"whatif stat 1 1 0", 0, 8, "whatif: there is no \"stat\" to hold; did you mean \"state\"?"},
    {"whatif inptu 1 1 0", 0, 8, "whatif: there is no \"inptu\" to hold; did you mean \"input\"?"},
    {"whatif state 1 1 inf", 0, 18, "whatif: \"inf\" is not a number or the word free. It is written:"},
    {"set", 0, 4, "set needs a parameter's key. It is written: set key value."},
    {"set hidden 1.5", 0, 12, "hidden cannot be 1.5; it is a whole number from 1 to 256."},
    {"set hidden -1", 0, 12, "hidden cannot be -1; it goes from 1 to 256."},
    {"set radius inf", 0, 12, "radius cannot be inf; it goes from 0 to 3."},
    {"set radius x", 0, 12, "radius cannot be \"x\"; it is a number from 0 to 3, or the word"},
    {"set activation frob", 0, 16, "activation cannot be \"frob\"; it is one of: tanh, relu, leaky,"},
    {"set seed 1e99", 0, 10, "seed cannot be 1e+99; it goes from 1 to 9999."},
    {"set learning_rate 0,1", 0, 19, "learning_rate cannot be \"0,1\"; it is a number from 1e-05 to 10."},
    {"set clip_norm -1", 0, 15, "clip_norm cannot be -1; it goes from 0 to 10."},
    {"set steps 8x", 0, 11, "steps cannot be \"8x\"; it is a whole number from 1 to 1000."},
    {"set Hidden 3 4", 0, 5, "There is no parameter \"Hidden\"; did you mean \"hidden\"?"},
    {"sets hidden 3", 0, 1, "There is no command \"sets\"; did you mean \"set\"?"},
    {"visit 5", 0, 0, "Update 5 is not reached yet; this training has updates 0 to 0."},
    {"visit 1000001", 0, 0, "Update 1,000,001 is not reached yet; this training has updates 0 to"},
    {"train 1.5", 0, 7, "train: \"1.5\" is not a whole number from 1 to 1000000. It is"},
    {"compare a b: cell gru", 0, 0, NULL},
    {"compare none: cell gru", 0, 0, "compare: a variant cannot be called none; that word removes"},
    {"compare a|b: cell gru", 0, 0, "compare: the name \"a|b\" contains a character that it cannot"},
    {"compare a: cell gru; seed", 0, 0, "compare a: seed has no value; expected key value, as in cell"},
    {"compare a: cell gru; cell lstm; seed 3", 0, 0, "compare a: cell is given twice; expected each key once."},
    {"compare remove b", 0, 0, "compare: found \"remove b\"; expected NAME: key value; key value,"},
    {"compare averyveryveryverylongnameindeedofavariant: cell gru", 0, 0, "compare: the name \"averyveryveryverylongnam...\" is 41 bytes"},
};

/* Two layers of LSTM in both directions. */
static const LineRow of_lstm[] = {
    {"eigenvalue 1 0.5 of x", 0, 0, "eigenvalue: an LSTM has no gate x; expected one of i, f, g, o."},
    {"eigenvalue 1 0.5 of f 3", 0, 0, "eigenvalue: there is no layer 3; the network has 2 layers."},
    {"eigenvalue 9 0.5 of f 1", 0, 0, "eigenvalue: there is no eigenvalue 9; W has 3, as many as"},
    {"eigenvalue 1 0.5 of h", 0, 0, "eigenvalue: an LSTM has no gate h; expected one of i, f, g, o."},
    {"whatif gate f 1 1 2", 0, 0, "whatif: the forget gate lies between 0 and 1; 2 is not possible."},
    {"whatif gate f 1 1 -0.5", 0, 0, "whatif: the forget gate lies between 0 and 1; -0.5 is not"},
    {"whatif gate g 1 1 -1.5", 0, 0, "whatif: the cell candidate lies between -1 and 1; -1.5 is not"},
    {"whatif gate g 1 1 1.5", 0, 0, "whatif: the cell candidate lies between -1 and 1; 1.5 is not"},
    {"whatif gate x 1 1 0", 0, 0, "whatif: an LSTM has no gate \"x\"; it has i (input gate), f"},
    {"whatif gate forget 99 1 0", 0, 0, "whatif: there is no step 99; there are 1 to 16."},
    {"whatif gate forget 1 99 0", 0, 0, "whatif: there is no unit 99; there are 1 to 3."},
    {"whatif gate o 1 1 0.5 3", 0, 0, "whatif: there is no layer 3; there are 1 to 2."},
    {"whatif gate o 1 1 0.5 1 sideways", 0, 25, "whatif: \"sideways\" is not forward or reverse. It is written:"},
    {"whatif state c 1 9 0", 0, 0, "whatif: there is no unit 9; there are 1 to 3."},
    {"whatif state c 1 1 0 3 reverse", 0, 0, "whatif: there is no layer 3; there are 1 to 2."},
    {"whatif weight W 99 1 0", 0, 0, "whatif: there is no row 99; there are 1 to 12."},
    {"whatif weight b_ih 99 0", 0, 0, "whatif: there is no bias 99; there are 1 to 12."},
    {"whatif weight b_hh", 0, 19, "whatif: the number of a bias is missing at the end. It is written: whatif weight b_ih|b_hh|b_y NUMBER"},
    {"whatif weight U 1 1 0 3", 0, 0, "whatif: there is no layer 3; there are 1 to 2."},
    {"whatif weight V 1 99 0", 0, 0, "whatif: there is no column 99; there are 1 to 6."},
};

static const LineRow of_gru[] = {
    {"whatif gate z 1 1 1.01", 0, 0, "whatif: the update gate lies between 0 and 1; 1.01 is not"},
    {"whatif gate n 1 1 -1.01", 0, 0, "whatif: the candidate state lies between -1 and 1; -1.01 is not"},
    {"whatif gate r 1 1 -0.01", 0, 0, "whatif: the reset gate lies between 0 and 1; -0.01 is not"},
    {"whatif gate i 1 1 0", 0, 0, "whatif: a GRU has no gate \"i\"; it has r (reset gate), z (update"},
    {"whatif state c 1 1 0", 0, 0, "whatif: a GRU has no c; its state is h."},
    {"eigenvalue 1 0.5 of i", 0, 0, "eigenvalue: a GRU has no gate i; expected one of r, z, n."},
    {"eigenvalue 1 0.5 of g", 0, 0, "eigenvalue: a GRU has no gate g; expected one of r, z, n."},
};

static const LineRow of_words[] = {
    {"loss 0", 0, 6, "loss: this is too much: \"0\"; it is written: loss [s]"},
    {"loss T-", 0, 6, "loss: this is too much: \"T-\"; it is written: loss [s]"},
    {"loss T-x", 0, 6, "loss: this is too much: \"T-x\"; it is written: loss [s]"},
    {"loss T+1", 0, 6, "loss: this is too much: \"T+1\"; it is written: loss [s]"},
    {"loss x", 0, 6, "loss: this is too much: \"x\"; it is written: loss [s]"},
    {"rgrad", 0, 6, "rgrad: a step is expected, not \"\"; it is written: rgrad t"},
    {"rgrad 1 0", 0, 9, "rgrad: this is too much: \"0\"; it is written: rgrad t [layer"},
    {"rgrad 1 x", 0, 9, "rgrad: this is too much: \"x\"; it is written: rgrad t [layer"},
    {"rgrad 1 1 back", 0, 11, "rgrad: this is too much: \"back\"; it is written: rgrad t [layer"},
    {"rgrad 1 1 reverse 2", 0, 19, "rgrad: this is too much: \"2\"; it is written: rgrad t [layer"},
    {"h", 0, 2, "h: a step is expected, not \"\"; it is written: h t u [layer"},
    {"h 1", 0, 4, "h: a unit is expected, not \"\"; it is written: h t u [layer"},
    {"h 1 x", 0, 5, "h: a unit is expected, not \"x\"; it is written: h t u [layer"},
    {"h 1 0", 0, 5, "h: a unit is expected, not \"0\"; it is written: h t u [layer"},
    {"gate", 0, 5, "gate: a gate is expected (i, f, g, o, r, z, n or h), not \"\"; it"},
    {"gate f", 0, 7, "gate: a step is expected, not \"\"; it is written: gate g t [u]"},
    {"gate q 1", 0, 6, "gate: a gate is expected (i, f, g, o, r, z, n or h), not \"q\";"},
    {"gate f x", 0, 8, "gate: a step is expected, not \"x\"; it is written: gate g t [u]"},
    {"prod factor", 0, 12, "factor: a range of steps is expected after prod, as in \"prod"},
    {"prod factor 1", 0, 13, "factor: a range of steps is expected after prod, as in \"prod"},
    {"prod factor 1.5", 0, 13, "factor: a range of steps is expected after prod, as in \"prod"},
    {"prod factor 1..", 0, 13, "factor: a range of steps is expected after prod, as in \"prod"},
    {"prod factor ..3", 0, 13, "factor: a range of steps is expected after prod, as in \"prod"},
    {"prod factor x..3", 0, 13, "factor: a range of steps is expected after prod, as in \"prod"},
    {"prod factor 1..x", 0, 13, "factor: a range of steps is expected after prod, as in \"prod"},
    {"prod factor 0..3", 0, 13, "factor: a range of steps is expected after prod, as in \"prod"},
    {"whatif", 0, 7, "whatif needs what is to be held: input, state, gate or weight;"},
    {"whatif :", 0, 8, "whatif needs what is to be held: input, state, gate or weight;"},
    {"whatif input : loss", 0, 13, "whatif: a step (8, T or T-1) is missing at the end. It is"},
    {"whatif input 1 1 0", 0, 19, "expected a colon and a quantity after a what-if: whatif input 1"},
    {"whatif input 1 1 0 : frob", 0, 22, "there is no quantity \"frob\"; `unroll analyze --quantities`"},
    {"d", 0, 1, "d is the change that a what-if makes: whatif input 1 1 -1 : d"},
    {"d frob", 0, 1, "d is the change that a what-if makes: whatif input 1 1 -1 : d"},
    {"d whatif input 1 1 0 : loss", 0, 1, "d is the change that a what-if makes: whatif input 1 1 -1 : d"},
    {"frob", 0, 1, "there is no quantity \"frob\"; `unroll analyze --quantities`"},
    {"lss", 0, 1, "there is no quantity \"lss\"; did you mean \"loss\"?"},
    {"Loss", 0, 1, "there is no quantity \"Loss\"; did you mean \"loss\"?"},
    {"product", 0, 8, "product: a count is expected, not \"\"; it is written: product n"},
    {"product 0", 0, 9, "product: a count is expected, not \"0\"; it is written: product n"},
    {"product x", 0, 9, "product: a count is expected, not \"x\"; it is written: product n"},
    {"state 1 1", 0, 1, "there is no quantity \"state\"; did you mean \"gate\"?"},
    {"items", 0, 0, NULL},
    {"item 1", 0, 7, "item: a step is expected, not \"\"; it is written: item s t"},
    {"weight W", 0, 1, "there is no quantity \"weight\"; `unroll analyze --quantities`"},
    {"change", 0, 1, "there is no quantity \"change\"; did you mean \"chance\"?"},
    {"radius x", 0, 8, "\"x\" is too much: a setting has no arguments"},
    {"T 3", 0, 3, "T: this is too much: \"3\"; it is written: T"},
    {"verdict 3", 0, 9, "verdict: this is too much: \"3\"; it is written: verdict"},
    {"wiring 2", 0, 8, "wiring: this is too much: \"2\"; it is written: wiring"},
};

/* Quantities that are well written, and that this experiment does not have. */
static const LineRow of_experiment[] = {
    {"rgrad 99", 0, 0, "rgrad: there is no step 99; there are 1 to 16"},
    {"rgrad 1 9", 0, 0, "rgrad: there is no layer 9; there is only 1"},
    {"rgrad 1 1 reverse", 0, 0, "rgrad: there is no reverse chain; \"direction both\" gives one"},
    {"h 1 99", 0, 0, "h: there is no unit 99; there are 1 to 6"},
    {"h 99 1", 0, 0, "h: there is no step 99; there are 1 to 16"},
    {"h T-99 1", 0, 0, "h: there is no step T-99; there are 1 to 16, which are T-15 to T"},
    {"loss 99", 0, 0, "loss: there is no step 99; there are 1 to 16"},
    {"loss T-99", 0, 0, "loss: there is no step T-99; there are 1 to 16"},
    {"prod factor 1..T", 0, 0, NULL},
    {"prod factor 2..99", 0, 0, "prod: there is no step 99; there are 1 to 16"},
    {"gate z 1 1", 0, 0, "gate: this cell has no gate z"},
    {"gate h 99 1", 0, 0, "gate: there is no step 99; there are 1 to 16"},
    {"product 99", 0, 0, "product: there is no product over so many steps: 99; there are"},
    {"straight 99", 0, 0, "straight: there is no step 99; there are 1 to 16"},
    {"c T 1", 0, 0, "c: only the LSTM has a c"},
    {"rgrad T-99", 0, 0, "rgrad: there is no step T-99; there are 1 to 16"},
    {"item 99 1", 0, 0, "item: there is no step 99; there are 1 to 16"},
    {"perplexity", 0, 0, "perplexity: this task has no such measure"},
    {"score", 0, 0, NULL},
    {"accuracy", 0, 0, NULL},
    {"whatif state 99 1 0 : loss", 0, 0, "whatif: there is no step 99; there are 1 to 16."},
    {"whatif weight W 99 1 0 : loss", 0, 0, "whatif: there is no row 99; there are 1 to 6."},
    {"whatif state 1 1 0 : rgrad 99", 0, 0, "rgrad: there is no step 99; there are 1 to 16"},
    {"solved", 0, 0, NULL},
    {"heldout", 0, 0, NULL},
    {"baseline", 0, 0, NULL},
};

static const LineRow of_files[] = {
    {"unroll 1\nunroll 1\nend\n", 2, 1, "found \"unroll\" here; expected it once, as the first line"},
    {"unroll\nend\n", 1, 1, "found '' after \"unroll\"; expected the version, as in unroll 1"},
    {"unroll x\nend\n", 1, 1, "found 'x' after \"unroll\"; expected the version, as in unroll 1"},
    {"unroll 0\nend\n", 1, 1, "this was saved in version 0; expected version 1, which this"},
    {"unroll -1\nend\n", 1, 1, "this was saved in version -1; expected version 1, which this"},
    {"unroll 1\ncell=gru\n", 3, 1, "the file ends here, before its line \"end\": part of it is missing"},
    {"unroll 1\nend\ncell=gru\n", 3, 1, "found 'cell=gru' after \"end\"; expected nothing more"},
    {"cell=gru\nunroll 1\nend\n", 2, 1, "found \"unroll\" here; expected it once, as the first line"},
    {"=3\n", 1, 1, "found '=3'; expected key=value"},
    {"cell=\n", 1, 1, "cell cannot be \"\"; it is one of: rnn, gru, lstm."},
    {"text_file a/b\n", 1, 10, "'a/b' is not in the same folder; expected the name of a text"},
    {"text_file a\\b\n", 1, 10, "'a\\b' is not in the same folder; expected the name of a text"},
    {"text_file\n", 1, 10, "text_file: expected the name of a file, of at most 63 bytes"},
    {"at\n", 1, 1, "found '' after \"at\"; expected the number of an update"},
    {"at -1\n", 1, 1, "found '-1' after \"at\"; expected the number of an update"},
    {"at 5 weights\n", 1, 1, "weights: expected the hash and the name of a file"},
    {"at 5 weights 0123\n", 1, 1, "'0123' is not a hash of weights; expected 16 digits from 0 to f"},
    {"at 5 weights 0123456789abcdeg a\n", 1, 1, "'0123456789abcdeg' is not a hash of weights; expected 16 digits"},
    {"at 5 weights 0123456789abcdef\n", 1, 1, "weights: expected the hash and the name of a file"},
    {"at 5 weights 0123456789abcdef a/b\n", 1, 1, "weights: 'a/b' is not in the same folder; expected a name"},
    {"at 5 weights 0123456789ABCDEF a\n", 1, 1, "'0123456789ABCDEF' is not a hash of weights; expected 16 digits"},
    {"at 5 set\n", 1, 1, "set needs a parameter's key. It is written: set key value."},
    {"at 5 set hidden\n", 1, 1, "set needs a value. It is written: set key value."},
    {"at 5 set hidden x\n", 1, 1, "hidden cannot be \"x\"; it is a whole number from 1 to 256."},
    {"at 5 eigenvalue 1 x\n", 1, 1, "eigenvalue: \"x\" is not a number; expected eigenvalue K RE, or"},
    {"at 5 whatif state 1 1 free\n", 1, 1, "a list of changes needs no what-if that lets go; leave it out"},
    {"at 5 update 3\n", 1, 1, "update: \"3\" is too much. It is written: update."},
    {"at 5 undo\n", 1, 1, "\"undo\" is not a change of this list; expected set, next,"},
    {"at 9999999999 next\n", 1, 1, "found '9999999999' after \"at\"; expected the number of an update"},
    {"compare a: cell gru | b\n", 1, 22, "compare: found \"b\"; expected NAME: key value; key value, as in"},
    {"cell=gru compare a\n", 1, 18, "compare: found \"a\"; expected NAME: key value; key value, as in"},
    {"cell=gru compare a: cell frob\n", 1, 18, "compare a: cell cannot be \"frob\"; it is one of: rnn, gru, lstm."},
    {"--set cell=gru --set hidden\n", 1, 7, "cell cannot be \"gru --set hidden\"; it is one of: rnn, gru, lstm."},
    {"--set cell\n", 1, 7, "found 'cell'; expected key=value"},
    {"--set\nx\n", 2, 1, "found 'x'; expected key=value"},
    {"look\nfrob\n", 1, 1, "There is no command here; expected one, such as \"play\"."},
    {"{", 1, 2, "the text ends here; expected a string, '\"'"},
    {"{\"setup\"", 1, 9, "the text ends here; expected ':'"},
    {"{\"setup\": 3}", 1, 11, "found '3'; expected an object, '{'"},
    {"{\"setup\": {}, \"update\": -1}", 1, 25, "the update is -1; expected a whole number from 0 to 1000000000"},
    {"{\"setup\": {}, \"update\": 1.5}", 1, 25, "the update is 1.5; expected a whole number from 0 to 1000000000"},
    {"{\"setup\": {}, \"update\": \"x\"}", 1, 25, "found '\"'; expected a number"},
    {"{\"version\": 0}", 1, 13, "this was saved in version 0; expected version 1, which this"},
    {"{\"version\": x}", 1, 13, "found 'x'; expected a number"},
    {"{\"setup\": {\"version\": 1}}", 1, 12, "There is no parameter \"version\"; there are cell, hidden,"},
    {"{\"setup\": {}, \"since\": 3}", 1, 24, "found '3'; expected an array, '['"},
    {"{\"setup\": {}, \"since\": [3]}", 1, 25, "found '3'; expected an object, '{'"},
    {"{\"setup\": {}, \"since\": [{\"update\": x}]}", 1, 36, "found 'x'; expected a number"},
    {"{\"setup\": {}, \"since\": [{\"update\": 3, \"do\": 4}]}", 1, 45, "found '4'; expected a string, '\"'"},
    {"{\"setup\": {}, \"since\": [{\"update\": 3, \"do\": \"frob\"}]}", 1, 25,
     "There is no command \"frob\"; there are set, reset, preset,"},
    {"{\"setup\": {}, \"since\": [{\"update\": 5, \"do\": \"next\"}, {\"update\": 3, \"do\": \"next\"}]}", 1, 54,
     "update 3 comes too early: the change before it leaves the run"},
    {"{\"setup\": {}, \"variants\": 3}", 1, 27, "found '3'; expected an array, '['"},
    {"{\"setup\": {}, \"variants\": [3]}", 1, 28, "found '3'; expected an object, '{'"},
    {"{\"setup\": {}, \"variants\": [\"a\"]}", 1, 28, "found '\"'; expected an object, '{'"},
    {"{\"setup\": {\"hidden\": true}}", 1, 22, "found 't'; expected a number"},
    {"{\"setup\": {\"hidden\": 0}}", 1, 22, "hidden cannot be 0; it goes from 1 to 256."},
    {"{\"setup\": {\"cell\": \"frob\"}}", 1, 20, "cell cannot be \"frob\"; it is one of: rnn, gru, lstm."},
    {"{\"setup\": {\"radius\": \"x\"}}", 1, 22, "radius cannot be \"x\"; it is a number from 0 to 3, or the word"},
    {"{\"setup\": {\"cell\": \"x}", 1, 20, "this string has no end"},
    {"{\"setup\": {}} {", 1, 15, "found '{'; expected the end of the text"},
    {"{\"setup\": {}, \"loss\": [1,]}", 1, 26, "found ']'; expected another value after the comma"},
    {"{\"hidden\": 3,}", 1, 14, "found '}'; expected another value after the comma"},
    {"{hidden: 3}", 1, 2, "found 'h'; expected a string, '\"'"},
    {"{\"hidden\" 3}", 1, 11, "found '3'; expected ':'"},
    {"{\"hidden\": 3 \"steps\": 4}", 1, 14, "found '\"'; expected ',' or '}'"},
};

static const LineRow of_keys[] = {
    {"F1", 0, 0, "F1: There is no command here; expected one, such as \"play\"."},
    {"F1 none; F2", 0, 0, "F2: There is no command here; expected one, such as \"play\"."},
    {"Ctrl+ undo", 0, 0, "\"Ctrl+\" is not a key; expected one such as F5, Ctrl+U,"},
    {"Ctrl undo", 0, 0, "\"Ctrl\" is not a key; expected one such as F5, Ctrl+U,"},
    {"Shift+Ctrl+Foo undo", 0, 0, "\"Shift+Ctrl+Foo\" is not a key; expected one such as F5, Ctrl+U,"},
    {"Tab undo", 0, 0, "Tab cannot be given to another command; expected another key."},
    {"Ctrl+Tab undo", 0, 0, "Tab cannot be given to another command; expected another key."},
    {"\x01 undo", 0, 0, "\"\x01\" is not a key; expected one such as F5, Ctrl+U, Shift+Left"},
    {"\x7F undo", 0, 0, "\"\x7F\" is not a key; expected one such as F5, Ctrl+U, Shift+Left"},
    {"é undo", 0, 0, "\"é\" is not a key; expected one such as F5, Ctrl+U, Shift+Left"},
    {"F99 undo", 0, 0, "\"F99\" is not a key; expected one such as F5, Ctrl+U, Shift+Left"},
    {"F1 set", 0, 0, "F1: set needs a parameter's key. It is written: set key value."},
    {"F1 set hidden", 0, 0, "F1: set needs a value. It is written: set key value."},
    {"F1 train x", 0, 0, "F1: train: \"x\" is not a whole number from 1 to 1000000. It is"},
    {"F1 press", 0, 0, "F1: press is input of a recording; expected another command."},
    {"F1 sentence a ; b; F2 undo", 0, 0, "B: There is no command here; expected one, such as \"play\"."},
    {"[ none", 0, 0, NULL},
    {"` none; { none; @ none", 0, 0, NULL},
    {"ctrl+z none; SHIFT+f1 undo", 0, 0, NULL},
    {"F1 undo;;F2 redo", 0, 0, "F1: There is no command \"undo;;F2\"; there are set, reset,"},
    {"F1 undo; ;", 0, 0, ";: There is no command here; expected one, such as \"play\"."},
    {"usual", 0, 0, NULL},
    {"F1 text prompt "
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
     0, 0, "F1: a key's command has at most 79 bytes and no semicolon"},
};

static void check_lab(const char *lines, const LineRow *row, size_t count) {
    Lab lab;
    lab_case_open(&lab);
    if (lines[0]) lab_case_apply_all(&lab, lines);
    LabDigest before = lab_case_digest(&lab);
    for (size_t i = 0; i < count; i++, row++) {
        Command command;
        Diag diag = {0};
        bool good = command_parse(&command, str_from(row->text), &diag) && lab_apply(&lab, &command, &diag);
        line_check(row, good, &diag);
        LabDigest after = lab_case_digest(&lab);
        if (!good) lab_case_assert_same(&after, &before, row->text);
        before = after;
    }
    lab_deinit(&lab);
}

#define COUNT(rows) (sizeof rows / sizeof *rows)

static void commands_are_refused_and_change_nothing(void **state) {
    (void)state;
    check_lab("", of_rnn, COUNT(of_rnn));
    check_lab("set cell lstm; set layers 2; set direction both; set hidden 3", of_lstm, COUNT(of_lstm));
    check_lab("set cell gru", of_gru, COUNT(of_gru));
}

static void quantities_are_refused_where_they_go_wrong(void **state) {
    (void)state;
    Lab lab;
    lab_case_open(&lab);
    for (size_t i = 0; i < COUNT(of_words); i++) {
        Quantity quantity;
        Diag diag = {0};
        line_check(&of_words[i], quantity_parse(&quantity, str_from(of_words[i].text), &diag), &diag);
    }
    for (size_t i = 0; i < COUNT(of_experiment); i++) {
        Quantity quantity;
        QuantityValue value;
        Diag diag = {0};
        bool good =
            quantity_parse(&quantity, str_from(of_experiment[i].text), &diag) && quantity_evaluate(&value, &quantity, &lab, NULL, &diag);
        line_check(&of_experiment[i], good, &diag);
    }
    lab_deinit(&lab);
}

static void saved_setups_are_refused_at_their_place(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(of_files); i++) {
        SetupFile file;
        Diag diag = {0};
        bool good = setup_file_read(&file, "f", str_from(of_files[i].text), &diag);
        line_check(&of_files[i], good, &diag);
        if (good) setup_file_deinit(&file);
    }
}

/* The first mistake of each; what stands beside it holds. */
static void keys_are_refused_by_name(void **state) {
    (void)state;
    for (size_t i = 0; i < COUNT(of_keys); i++) {
        Keymap keymap;
        DiagList wrong;
        diag_list_reset(&wrong);
        keymap_read(&keymap, str_from(of_keys[i].text), &wrong);
        line_check(&of_keys[i], wrong.found == 0, &wrong.item[0]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_are_refused_and_change_nothing),
        cmocka_unit_test(quantities_are_refused_where_they_go_wrong),
        cmocka_unit_test(saved_setups_are_refused_at_their_place),
        cmocka_unit_test(keys_are_refused_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
