/* Texts that a person may write for an experiment, in tables: quantities, command lines, saved experiments, lines to share and keys. What is
   wrong in them is told, with what is expected; what is right has its value. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "lab/keymap.h"
#include "lab/quantity.h"
#include "lab/setup_file.h"
#include "lab/share_line.h"
#include "support/fail_memory.h"
#include "support/lab_case.h"
#include <math.h>
#include <string.h>

typedef struct Row {
    const char *setup, *text;
    const char *says; /* NULL: it is right */
} Row;

static const Row quantities[] = {
    {"", "x 1 1", NULL},
    {"", "x 1 2", "x: there is no input 2; there is only 1"},
    {"", "x T-0 1", NULL},
    {"", "h x 1", "h: a step is expected, not \"x\"; it is written: h t u [layer [reverse]]"},
    {"", "h 1 x", "h: a unit is expected, not \"x\"; it is written: h t u [layer [reverse]]"},
    {"", "x 1 y", "x: an input is expected, not \"y\"; it is written: x t i"},
    {"", "y 16 z", "y: an output is expected, not \"z\"; it is written: y t k"},
    {"", "y 16 3", "y: there is no output 3; there are 1 to 2"},
    {"", "p 16 1", NULL},
    {"", "p 1 1", "p: step 1 has no loss; the only loss is at step 16"},
    {"set task sine", "p 16 1", "p: this task asks for numbers, not for classes; y is what it answers"},
    {"set task sine", "y 16 1", NULL},
    {"set cell lstm", "a 1 1", "a: only the plain RNN has one pre-activation a unit; gate shows the gates"},
    {"", "a 1 1", NULL},
    {"", "c 1 1", "c: only the LSTM has a c"},
    {"", "W x 1", "W: a row is expected, not \"x\"; it is written: W r c [layer [reverse]]"},
    {"", "W 1 x", "W: a column is expected, not \"x\"; it is written: W r c [layer [reverse]]"},
    {"", "W 7 1", "W: there is no row 7; there are 1 to 6"},
    {"", "W 1 7", "W: there is no column 7; there are 1 to 6"},
    {"", "W 1 1 2", "W: there is no layer 2; there is only 1"},
    {"", "W 1 1 1 reverse", "W: there is no reverse chain; \"direction both\" gives one"},
    {"set layers 2; set direction both", "W 1 1 1 reverse", NULL},
    {"set layers 2; set direction both", "saturation 1 reverse", NULL},
    {"", "saturation 2", "saturation: there is no layer 2; there is only 1"},
    {"", "digits W 1 1", NULL},
    {"", "digits W 1", "digits: a column is expected, not \"\"; it is written: digits M r c [layer [reve"},
    {"", "digits W 99 1", "digits: there is no row 99; there are 1 to 6"},
    {"whatif state 3 1 0.5", "digits W 1 1", "digits: a gate or state is held, and this would count what passes it"},
    {"whatif state 3 1 0.5", "item 16 3", "item: a gate or state is held, and this would count what passes it"},
    {"whatif state 3 1 0.5", "angle 3", "angle: a gate or state is held, and this would count what passes it"},
    {"whatif state 3 1 0.5", "loss", NULL},
    {"", "item 16 3", NULL},
    {"", "item 3 3", "item: step 3 has no loss; the only loss is at step 16"},
    {"", "item x 3", "item: a step with a loss is expected, not \"x\"; it is written: item s t [layer "},
    {"", "angle 3", NULL},
    {"", "angle 0", "angle: a count is expected, not \"0\"; it is written: angle n [layer [reverse]]"},
    {"", "angle 99999", NULL},
    {"", "product x", "product: a count is expected, not \"x\"; it is written: product n [layer [revers"},
    {"", "product 3", NULL},
    {"set direction both", "product 3 1 reverse", NULL},
    {"", "sigma", NULL},
    {"", "rho", NULL},
    {"", "norm W", NULL},
    {"", "norm W 2", "norm: there is no layer 2; there is only 1"},
    {"", "gradnorm", NULL},
    {"", "gradnorm U", NULL},
    {"", "gradnorm Q", "gradnorm: this is too much: \"Q\"; it is written: gradnorm [M] [layer [reverse]]"},
    {"", "search 0", "search: a count is expected, not \"0\"; it is written: search n"},
    {"", "search 9999999", "search: expected 1 to 20,000 tries"},
    {"", "search 3", NULL},
    {"", "loss x", "loss: this is too much: \"x\"; it is written: loss [s]"},
    {"", "accuracy", NULL},
    {"set task sine", "accuracy", NULL},
    {"set task sine", "score", NULL},
    {"set task sine", "chance", "chance: this task asks for numbers, not for classes"},
    {"set task sine", "persistence", NULL},
    {"set task sine", "alone 8", NULL},
    {"set task sine", "alone 99", "alone: there is no step 99; there are 1 to 16"},
    {"set task sine", "alone x", "alone: a step is expected, not \"x\"; it is written: alone t"},
    {"", "persistence", "persistence: this task does not ask for the next value of a series"},
    {"", "alone 8", "What this task answers is not what it reads next. The tasks series, sine and s"},
    {"", "seasonal", "seasonal: this task does not ask for the next value of a series"},
    {"set task sine", "seasonal", "seasonal: only the task series has a season"},
    {"set task series", "seasonal", NULL},
    {"", "bag", "bag: only sentences are bags of words"},
    {"set task sentiment", "bag", NULL},
    {"", "unigram", "unigram: how often each symbol comes is not known for this task"},
    {"set task text", "unigram", NULL},
    {"set task text", "bits", NULL},
    {"set task text", "perplexity", NULL},
    {"set task text", "best", "best: what is best is not known for this task and network"},
    {"set task reber", "best", NULL},
    {"", "bits", "bits: this task has no such measure"},
    {"", "heldout", NULL},
    {"", "baseline", NULL},
    {"", "solved", NULL},
    {"", "burst", NULL},
    {"", "seedsrun", NULL},
    {"", "cliffloss", "cliffloss: there was no descent; \"cliff descend 200\" makes one"},
    {"", "verdict", NULL},
    {"", "wiring", NULL},
    {"", "answer", NULL},
    {"", "label", NULL},
    {"set task sine", "answer", NULL},
    {"set task sine", "label", NULL},
    {"set task series", "label", NULL},
    {"", "changed", NULL},
    {"", "prod factor 2..5", NULL},
    {"", "prod factor T-3..T", NULL},
    {"", "prod factor T-x..T", "factor: a range of steps is expected after prod, as in \"prod factor 2..T\", no"},
    {"", "prod factor 2..T-", "factor: a range of steps is expected after prod, as in \"prod factor 2..T\", no"},
    {"", "prod factor 0..5", "factor: a range of steps is expected after prod, as in \"prod factor 2..T\", no"},
    {"", "prod factor 2..99", "prod: there is no step 99; there are 1 to 16"},
    {"", "prod h 2..3 1", NULL},
    {"", "prod prod loss", "a quantity is expected here; \"prod\" stands once in front of one"},
    {"", "prod loss", "prod goes over steps, and loss has none"},
    {"", "prod steps", "prod goes over steps, and a setting has none"},
    {"", "prod gate f 2..3", "gate: this cell has no gate f"},
    {"set cell lstm", "prod gate f 2..3 1", NULL},
    {"set cell lstm", "rgradc 3", NULL},
    {"set cell lstm", "gradc 3", NULL},
    {"", "rgradc 3", "rgradc: only the LSTM has a c"},
    {"", "gradc 3", "gradc: only the LSTM has a c"},
    {"", "straight 3", "straight: the plain RNN has no way past its weights"},
    {"", "slope 3", NULL},
    {"set cell lstm", "slope 3", "slope: only the plain RNN's factor is made of a slope and W"},
    {"", "hidden", NULL},
    {"", "cell", NULL},
    {"", "whatif input 3 1 0.5 : loss", NULL},
    {"", "whatif input 3 1 0.5 : whatif input 4 1 0 : loss", "a quantity is expected here; \"whatif\" stands once in front of one"},
    {"", "whatif input 3 1 0.5 : d loss", NULL},
    {"", "whatif input 3 1 0.5 : item 16 3", NULL},
    {"", "whatif weight W 1 1 0 : sigma", NULL},
    {"", "whatif weight Q 1 1 0 : loss", "whatif: \"Q\" is not a matrix (U, W or V) or a bias (b_ih, b_hh or b_y)"},
    {"", "whatif input T 1 0 : loss", NULL},
    {"", "whatif input T-x 1 0 : loss", "whatif: \"T-x\" is not a step (8, T or T-1)"},
    {"", "whatif input T-20 1 0 : loss", "whatif: there is no step T-20; there are 1 to 16, which are T-15 to T."},
};

static const Row commands[] = {
    {"", "whatif input Tx 1 0", "whatif: \"Tx\" is not a step (8, T or T-1)"},
    {"", "whatif input T-1000000001 1 0", "whatif: \"T-1000000001\" is not a step (8, T or T-1)"},
    {"", "whatif input 0 1 0", "whatif: \"0\" is not a step (8, T or T-1)"},
    {"", "whatif input 1000000001 1 0", "whatif: \"1000000001\" is not a step (8, T or T-1)"},
    {"", "whatif state c 3 1 0.5", "whatif: a plain RNN has no c; its state is h."},
    {"set cell lstm", "whatif state c 3 1 0.5", NULL},
    {"set cell lstm", "whatif state h 3 all 0.5", NULL},
    {"", "whatif state 3 x 0", "whatif: \"x\" is not the number of a unit, or all"},
    {"", "whatif state 3 1 0 x", "whatif: \"x\" is not the number of a layer"},
    {"", "whatif state 3 1 0 2", "whatif: there is no layer 2; there is only 1."},
    {"", "whatif state 3 1 0 1 backward", "whatif: \"backward\" is not forward or reverse"},
    {"", "whatif state 3 1 0 1 reverse", "whatif: there is no reverse chain here; \"set direction both\" gives one."},
    {"", "whatif state 3 1 0 1 forward", NULL},
    {"", "whatif state 3 1 0 1 forward more", "whatif: \"more\" is too much"},
    {"set direction both", "whatif state 3 1 0 1 reverse", NULL},
    {"set direction both", "whatif state 3 1 0 1", NULL},
    {"", "whatif gate abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz 3 1 0",
     "whatif: \"abcdefghijklmnopqrstuvwxyzabcdefghijklmn\" is not the letter of a gate"},
    {"set cell lstm", "whatif gate forget 3 1 0", NULL},
    {"set cell lstm", "whatif gate forg 3 1 0", "whatif: an LSTM has no gate \"forg\"; it has i (input gate), f (forget gate), g "},
    {"set cell lstm", "whatif gate candidate 3 1 0.5", "whatif: an LSTM has no gate \"candidate\"; it has i (input gate), f (forget gate"},
    {"", "whatif weight W x 1 0", "whatif: \"x\" is not a row"},
    {"", "whatif weight W 1 x 0", "whatif: \"x\" is not a column"},
    {"", "whatif weight W 1 1 0", NULL},
    {"", "whatif weight V 1 1 0", NULL},
    {"", "whatif weight U 1 1 0 1 forward", NULL},
    {"whatif state 3 1 0", "whatif state 3 1 free", NULL},
    {"whatif state 3 1 0", "whatif state 4 1 free", "whatif: nothing is held there."},
    {"whatif state 3 1 0", "whatif state 3 2 free", "whatif: nothing is held there."},
    {"whatif state 3 1 0", "whatif state 3 all free", NULL},
    {"whatif input 3 1 0", "whatif input 3 all free", NULL},
    {"whatif input 3 1 0", "whatif input 3 1 1", NULL},
    {"whatif input 3 1 0", "whatif gate h 3 1 free", "whatif: nothing is held there."},
    {"", "whatif none", NULL},
    {"", "whatif none more", "whatif: \"more\" is too much"},
    {"", "whatif", "whatif needs what is to be held: input, state, gate or weight; or none."},
    {"set task adding", "whatif input 3 2 0.5", NULL},
    {"set task adding", "whatif input 3 all 0.5", NULL},
    {"", "eigenvalue", "eigenvalue needs a whole number from 1 to 1000000000"},
    {"", "eigenvalue 1", "eigenvalue needs the place where it goes"},
    {"", "eigenvalue 0 1", "eigenvalue: \"0\" is not a whole number from 1 to 1000000000"},
    {"", "eigenvalue 1 0.5 0.1", NULL},
    {"", "eigenvalue 1 0.5 of h", NULL},
    {"", "eigenvalue 1 0.5 in h", "eigenvalue: \"in\" is not a number; expected eigenvalue K RE, or eigenvalue K RE"},
    {"", "eigenvalue 1 0.5 of h 2", "eigenvalue: there is no layer 2; the network has 1 layer."},
    {"", "eigenvalue 1 0.5 of h 1 forward more", "eigenvalue: \"more\" is too much."},
    {"", "eigenvalue 1 0.5 of h 1 reverse", "eigenvalue: the network reads forward only; \"set direction both\" adds the reve"},
    {"set direction both", "eigenvalue 1 0.5 of h 1 reverse", NULL},
    {"set layers 2; set cell gru", "eigenvalue 1 0.5 of r 2", NULL},
    {"set hidden 1", "eigenvalue 1 0.5 0.5", "eigenvalue: number 1 is real (0.420) and stays on the real axis; expected one "},
    {"", "compare : cell lstm", "compare: the variant has no name; expected NAME: key value, as in compare LSTM"},
    {"", "compare a;b: cell lstm", "compare: the name \"a;b\" contains a character that it cannot have; expected non"},
    {"", "compare a|b: cell lstm", "compare: the name \"a|b\" contains a character that it cannot have; expected non"},
    {"", "compare aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: cell lstm",
     "compare: the name \"aaaaaaaaaaaaaaaaaaaaaaaa...\" is 64 bytes long; expected at "},
    {"", "compare remove b", "compare: found \"remove b\"; expected NAME: key value; key value, as in compare "},
    {"compare b: cell lstm", "compare none", NULL},
    {"", "compare none", NULL},
    {"", "compare a: cell lstm; hidden 3; steps 5", NULL},
    {"", "preset nothing", "There is no preset \"nothing\"; there are first, lstm, gru, explode, clip, long,"},
    {"", "set init frobenius", "init cannot be \"frobenius\"; it is one of: radius, pytorch, xavier, normal, ort"},
    {"", "set init XAVIER", NULL},
    {"", "set radius drawn", NULL},
    {"", "set steps drawn", "steps cannot be \"drawn\"; it is a whole number from 1 to 1000."},
    {"", "set radius nan", "radius cannot be nan; it goes from 0 to 3."},
    {"", "set seed 1.5", "seed cannot be 1.5; it is a whole number from 1 to 9999."},
    {"", "set steps 99999", "steps cannot be 99999; it goes from 1 to 1000."},
    {"", "set symbols 1", "symbols cannot be 1: there would be nothing to tell apart; 0 is one number, +1"},
    {"", "set targets every", NULL},
    {"", "reset steps", NULL},
    {"", "visit 0", NULL},
    {"", "visit end", NULL},
    {"train 3", "visit 2", NULL},
    {"train 3", "visit 4", "Update 4 is not reached yet; this training has updates 0 to 3. `train` continu"},
    {"", "undo", "There is nothing to undo."},
    {"", "redo", "There is nothing to redo."},
    {"", "train 0", "train: \"0\" is not a whole number from 1 to 1000000"},
    {"", "train 1.5", "train: \"1.5\" is not a whole number from 1 to 1000000"},
    {"", "update 3", "update: \"3\" is too much"},
};

static const Row files[] = {
    {"", "unroll 1\n", "the file ends here, before its line \"end\": part of it is missing"},
    {"", "unroll 0\n", "this was saved in version 0; expected version 1, which this program reads"},
    {"", "unroll 99\n", "this was saved in version 99 by a newer Unroll; this program reads up to versi"},
    {"", "unroll x\n", "found 'x' after \"unroll\"; expected the version, as in unroll 1"},
    {"", "cell=gru\nunroll 1\n", "found \"unroll\" here; expected it once, as the first line"},
    {"", "=3\n", "found '=3'; expected key=value"},
    {"", "cell\n", "found 'cell'; expected key=value"},
    {"", "--set cell=gru\n", NULL},
    {"", "--set cell=gru --set hidden=3\n", NULL},
    {"", "--set\n", NULL},
    {"", "steps 3\n", "found 'steps'; expected key=value"},
    {"", "frob=3\n", "There is no parameter \"frob\""},
    {"", "text_file=a/b\n", "There is no parameter \"text_file\""},
    {"", "text_file=\n", "There is no parameter \"text_file\""},
    {"", "text_file=a.txt\n", "There is no parameter \"text_file\""},
    {"", "at\n", "found '' after \"at\"; expected the number of an update"},
    {"", "at -1 next\n", "found '-1' after \"at\"; expected the number of an update"},
    {"", "at 99999999999 next\n", "found '99999999999' after \"at\"; expected the number of an update"},
    {"", "at 3 eigenvalue 1 0.5 of h\n", NULL},
    {"", "at 3 eigenvalue 1\n", "eigenvalue needs the place where it goes"},
    {"", "at 3 eigenvalue x 0.5\n", "eigenvalue: \"x\" is not a whole number from 1 to 1000000000"},
    {"", "at 3 set\n", "set needs a parameter's key"},
    {"", "at 3 set frob 3\n", "There is no parameter \"frob\""},
    {"", "at 3 weights 0123456789abcdef a.safetensors\n", NULL},
    {"", "at 3 weights 0123456789abcdeg a.safetensors\n", "'0123456789abcdeg' is not a hash of weights; expected 16 digits from 0 to f"},
    {"", "at 3 weights 0123 a.safetensors\n", "'0123' is not a hash of weights; expected 16 digits from 0 to f"},
    {"", "at 3 weights 0123456789abcdef a/b\n", "weights: 'a/b' is not in the same folder; expected a name without folders"},
    {"", "at 3 weights 0123456789abcdef a\\b\n", "weights: 'a\\b' is not in the same folder; expected a name without folders"},
    {"", "at 3 weights 0123456789abcdef\n", "weights: expected the hash and the name of a file"},
    {"", "at 3 whatif state 1 1 free\n", "a list of changes needs no what-if that lets go; leave it out"},
    {"", "at 3 whatif state 1 1 0\nat 3 whatif state 2 1 0\nat 3\n", NULL},
    {"", "at 3 fly\n", "There is no command \"fly\""},
    {"", "compare a: cell lstm\n", NULL},
    {"", "compare a: cell xyz\n", "compare a: cell cannot be \"xyz\"; it is one of: rnn, gru, lstm."},
    {"", "compare a\n", "compare: found \"a\"; expected NAME: key value; key value, as in compare LSTM: c"},
    {"", "look seek backward 3\n", NULL},
    {"", "look train 3\n", "\"train\" changes more than the view; expected a command such as seek, "},
    {"", "look\n", "There is no command here; expected one, such as \"play\"."},
    {"", "end\nmore\n", "found 'end'; expected key=value"},
    {"", "# a comment\n\n  cell = gru  \n", NULL},
    {"", "{}", NULL},
    {"", "{", "the text ends here; expected a string, '\"'"},
    {"", "[]", "found '[]'; expected key=value"},
    {"", "{\"version\": 0, \"setup\": {}}", "this was saved in version 0; expected version 1, which this program reads"},
    {"", "{\"version\": \"x\", \"setup\": {}}", "found '\"'; expected a number"},
    {"", "{\"version\": 1, \"setup\": []}", "found '['; expected an object, '{'"},
    {"", "{\"setup\": {\"cell\": \"frob\"}}", "cell cannot be \"frob\"; it is one of: rnn, gru, lstm."},
    {"", "{\"setup\": {\"frob\": 1}}", "There is no parameter \"frob\""},
    {"", "{\"setup\": {\"cell\": tr}}", "cell is not a word in quotes; expected one such as \"rnn\""},
    {"", "{\"setup\": {\"cell\": null}}", "cell is not a word in quotes; expected one such as \"rnn\""},
    {"", "{\"setup\": {}, \"since\": {}}", "found '{'; expected an array, '['"},
    {"", "{\"setup\": {}, \"since\": [3]}", "found '3'; expected an object, '{'"},
    {"", "{\"setup\": {}, \"since\": [{\"update\": -1, \"do\": \"next\"}]}",
     "the update is -1; expected a whole number from 0 to 1000000000"},
    {"", "{\"setup\": {}, \"since\": [{\"update\": \"x\", \"do\": \"next\"}]}", "found '\"'; expected a number"},
    {"", "{\"setup\": {}, \"since\": [{\"update\": 3, \"do\": 4}]}", "found '4'; expected a string, '\"'"},
    {"", "{\"setup\": {}, \"since\": [{\"do\": \"next\"}]}", "a change is {\"update\": 500, \"do\": \"set learning_rate 0.01\"}"},
    {"", "{\"setup\": {}, \"since\": [{\"update\": 3, \"do\": \"fly\"}]}", "There is no command \"fly\""},
    {"", "{\"setup\": {}, \"since\": [{\"update\": 3, \"do\": \"next\"}], \"update\": 2}",
     "it was saved at update 2, but its last change leaves the run at update 3"},
    {"", "{\"setup\": {}, \"since\": [{\"update\": 3, \"do\": \"next\"}], \"update\": 9}", NULL},
    {"", "{\"setup\": {}, \"update\": 1.5}", "the update is 1.5; expected a whole number from 0 to 1000000000"},
    {"", "{\"setup\": {}, \"update\": -1}", "the update is -1; expected a whole number from 0 to 1000000000"},
    {"", "{\"setup\": {}, \"variants\": [{\"name\": \"a\", \"set\": {\"cell\": \"lstm\"}}]}", NULL},
    {"", "{\"setup\": {}, \"variants\": [{\"name\": \"a\", \"set\": {\"cell\": \"frob\"}}]}",
     "cell cannot be \"frob\"; it is one of: rnn, gru, lstm."},
    {"", "{\"setup\": {}, \"variants\": [{\"name\": 3}]}", "found '3'; expected a string, '\"'"},
    {"", "{\"setup\": {}, \"variants\": [{\"set\": {\"cell\": \"lstm\"}}]}",
     "compare: the variant has no name; expected NAME: key value, as in compare LSTM"},
    {"", "{\"setup\": {}, \"variants\": {}}", "found '{'; expected an array, '['"},
    {"", "{\"setup\": {}, \"variants\": [3]}", "found '3'; expected an object, '{'"},
    {"",
     "{\"setup\": {}, \"variants\": [{\"name\": \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", \"set\": {\"cell\": "
     "\"lstm\"}}]}",
     "the name of a variant is longer than 31 bytes"},
    {"", "{\"setup\": {}, \"variants\": [{\"name\": \"a\", \"more\": [1, {\"b\": \"c\\u00e4\\n\"}], \"set\": {\"cell\": \"lstm\"}}]}",
     NULL},
    {"", "{\"setup\": {}, \"a\": [1, [true, {\"b\": null}], false], \"c\": \"\\u00e4\\ud83d\\ude00\\n\"}", NULL},
    {"", "{\"setup\": {}, \"a\": [1, 2}", "found '}'; expected ',' or ']'"},
    {"", "{\"setup\": {}, \"a\": nul}", "found 'n'; expected a value"},
    {"", "{\"setup\": {}, \"a\": 1 \"b\": 2}", "found '\"'; expected ',' or '}'"},
    {"", "{\"setup\": {}, \"a\": 1,}", "found '}'; expected another value after the comma"},
    {"", "{\"setup\": {}, \"a\": 01}", "found '1'; expected ',' or '}'"},
    {"",
     "{\"setup\": {}, \"a\": "
     "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
     "]]]]]]]]]}",
     "this is nested deeper than 64"},
    {"", "{\"a\": true, \"b\": false, \"c\": null, \"d\": -1.5e-3, \"setup\": {\"hidden\": 3}}", NULL},
    {"", "{\"a\": \"\\x\"}", "this escape is not known"},
    {"", "{\"a\": \"\\u12g4\"}", "this escape is not known"},
    {"", "{\"a\": \"\\ud800\"}", "this escape is not known"},
    {"", "{\"a\": \"\\ud83d\\ude00\"}", "There is no parameter \"a\""},
    {"", "{\"a\": \"b}", "this string has no end"},
    {"", "{\"a\" 1}", "found '1'; expected ':'"},
    {"", "{\"a\": 1 \"b\": 2}", "There is no parameter \"a\""},
    {"", "{\"a\": 1,}", "There is no parameter \"a\""},
    {"", "{\"a\": 01}", "There is no parameter \"a\""},
    {"", "{\"a\": 1e}", "found '}'; expected a digit"},
    {"", "{\"a\": -}", "found '}'; expected a digit"},
    {"",
     "{\"a\": "
     "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
     "]]]]]]]]}",
     "found '['; expected a number"},
    {"",
     "\xEF\xBB\xBF"
     "cell=gru\n",
     NULL},
    {"", "cell=gru\r\nhidden=3\r\n", NULL},
};

static const Row lines[] = {
    {"", "cell=gru&hidden=3", NULL},
    {"", "unroll 'cell=gru&hidden=3'", "found ''cell=gru' after \"unroll\"; expected the version, as in unroll 1"},
    {"", "unroll \"cell=gru\"", "found '\"cell=gru\"' after \"unroll\"; expected the version, as in unroll 1"},
    {"", "cell=gru&frob=3", "There is no parameter \"frob\""},
    {"", "cell=gru&hidden=%3", "found % without two digits from 0 to F after it; a per cent sign is %25"},
    {"", "cell=gru&hidden=%zz", "found % without two digits from 0 to F after it; a per cent sign is %25"},
    {"", "cell=gru&hidden=%0A3", "%0A is a character that cannot be seen; expected none"},
    {"", "cell=gru&hidden=%33", NULL},
    {"", "cell=gru&at=2%20next", NULL},
    {"", "cell=gru&at=2%20fly", "There is no command \"fly\""},
    {"", "cell=gru&compare=a%3A%20cell%20lstm", NULL},
    {"", "cell=gru&\nhidden=3", NULL},
    {"", "cell=gru&&hidden=3", NULL},
    {"", "cell=%67%72%75", NULL},
    {"", "cell=%6a%6A", "cell cannot be \"jj\"; it is one of: rnn, gru, lstm."},
    {"", "cell=gru&hidden=3%7F", "%7F is a character that cannot be seen; expected none"},
};

static const Row keys[] = {
    {"", "F5 train 1", NULL},
    {"", "f5 train 1", NULL},
    {"", "Ctrl+U train 1; Ctrl+I undo", NULL},
    {"", "Ctrl+U train 1;; Ctrl+I undo", "Ctrl+U: train: \"1;\" is not a whole number from 1 to 1000000"},
    {"", "Frob train 1", "\"Frob\" is not a key; expected one such as F5, Ctrl+U, Shift+Left or a letter."},
    {"", "F99 train 1", "\"F99\" is not a key; expected one such as F5, Ctrl+U, Shift+Left or a letter."},
    {"", "Ctrl+ train 1", "\"Ctrl+\" is not a key; expected one such as F5, Ctrl+U, Shift+Left or a letter."},
    {"", "Ctrl+Ctrl+U train 1", "\"Ctrl+Ctrl+U\" is not a key; expected one such as F5, Ctrl+U, Shift+Left or a l"},
    {"", "F5", "F5: There is no command here; expected one, such as \"play\"."},
    {"", "F5 fly", "F5: There is no command \"fly\""},
    {"", "F5 train x", "F5: train: \"x\" is not a whole number from 1 to 1000000"},
    {"", "F5 default", "F5: There is no command \"default\""},
    {"", "F5 none", NULL},
    {"", "usual", NULL},
    {"", "; train 1", NULL},
    {"", "\xC3\xA4 train 1", "\"ä\" is not a key; expected one such as F5, Ctrl+U, Shift+Left or a letter."},
    {"", "q train 1", NULL},
    {"", "Shift+Left undo", NULL},
};

static bool read_quantity(const char *setup, const char *text, Diag *diag) {
    Lab lab;
    Quantity quantity;
    QuantityValue value;
    lab_case_open(&lab);
    if (setup[0]) lab_case_apply_all(&lab, setup);
    bool good = quantity_parse(&quantity, str_from(text), diag) && quantity_evaluate(&value, &quantity, &lab, NULL, diag);
    lab_deinit(&lab);
    return good;
}

static bool read_command(const char *setup, const char *text, Diag *diag) {
    Lab lab;
    Command command;
    lab_case_open(&lab);
    if (setup[0]) lab_case_apply_all(&lab, setup);
    LabDigest before = lab_case_digest(&lab);
    bool good = command_parse(&command, str_from(text), diag) && lab_apply(&lab, &command, diag);
    LabDigest after = lab_case_digest(&lab);
    if (!good) lab_case_assert_same(&after, &before, text);
    lab_deinit(&lab);
    return good;
}

static bool read_saved(const char *setup, const char *text, Diag *diag) {
    SetupFile file;
    (void)setup;
    bool good = setup_file_read(&file, "f", str_from(text), diag);
    if (good) setup_file_deinit(&file);
    return good;
}

static bool read_shared(const char *setup, const char *text, Diag *diag) {
    SetupFile file;
    (void)setup;
    bool good = share_line_read(&file, "f", str_from(text), diag);
    if (good) setup_file_deinit(&file);
    return good;
}

static bool read_keys(const char *setup, const char *text, Diag *diag) {
    Keymap keymap;
    DiagList found = {0};
    (void)setup;
    keymap_read(&keymap, str_from(text), &found);
    if (found.found > 0) *diag = found.item[0];
    return found.found == 0;
}

typedef bool (*Reader)(const char *setup, const char *text, Diag *diag);

static void read_all(const Row *row, size_t count, Reader reader) {
    for (size_t i = 0; i < count; i++, row++) {
        Diag diag = {0};
        bool good = reader(row->setup, row->text, &diag);
        if (good != !row->says || (row->says && !strstr(diag.text, row->says)))
            fail_msg("%s | %s: \"%s\"", row->setup, row->text, diag.text);
    }
}

static void quantities_are_numbers_or_say_why_not(void **state) {
    (void)state;
    read_all(quantities, sizeof quantities / sizeof *quantities, read_quantity);
}

static void commands_are_done_or_change_nothing(void **state) {
    (void)state;
    read_all(commands, sizeof commands / sizeof *commands, read_command);
}

static void saved_experiments_are_read_or_say_where_they_are_wrong(void **state) {
    (void)state;
    read_all(files, sizeof files / sizeof *files, read_saved);
}

static void shared_lines_are_read_or_say_where_they_are_wrong(void **state) {
    (void)state;
    read_all(lines, sizeof lines / sizeof *lines, read_shared);
}

static void keys_are_bound_or_left_out(void **state) {
    (void)state;
    read_all(keys, sizeof keys / sizeof *keys, read_keys);
}

/* With memory out at any place the same is read or a reason is given. */
static void without_memory_each_text_is_refused_with_a_reason(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        for (long n = 1, good = files[i].says != NULL; !good; n++) {
            Diag diag = {0};
            mem_fail_after(n);
            good = read_saved("", files[i].text, &diag);
            mem_fail_after(-1);
            if (!good && !diag.text[0]) fail_msg("%s: refused without a reason", files[i].text);
            assert_in_range(n, 1, 100);
        }
    }
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        for (long n = 1, good = lines[i].says != NULL; !good; n++) {
            Diag diag = {0};
            mem_fail_after(n);
            good = read_shared("", lines[i].text, &diag);
            mem_fail_after(-1);
            if (!good && !diag.text[0]) fail_msg("%s: refused without a reason", lines[i].text);
            assert_in_range(n, 1, 100);
        }
    }
    for (size_t i = 0; i < sizeof quantities / sizeof *quantities; i++) {
        Lab lab;
        Quantity quantity;
        lab_case_open(&lab);
        if (quantities[i].setup[0]) lab_case_apply_all(&lab, quantities[i].setup);
        for (long n = 1, good = quantities[i].says != NULL; !good; n++) {
            Diag diag = {0};
            QuantityValue value;
            mem_fail_after(n);
            good =
                quantity_parse(&quantity, str_from(quantities[i].text), &diag) && quantity_evaluate(&value, &quantity, &lab, NULL, &diag);
            mem_fail_after(-1);
            if (!good && !diag.text[0]) fail_msg("%s: refused without a reason", quantities[i].text);
            good = good || n > 60; /* a measure of a thousand sequences allocates for each */
        }
        lab_deinit(&lab);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(quantities_are_numbers_or_say_why_not),
        cmocka_unit_test(commands_are_done_or_change_nothing),
        cmocka_unit_test(saved_experiments_are_read_or_say_where_they_are_wrong),
        cmocka_unit_test(shared_lines_are_read_or_say_where_they_are_wrong),
        cmocka_unit_test(keys_are_bound_or_left_out),
        cmocka_unit_test(without_memory_each_text_is_refused_with_a_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
