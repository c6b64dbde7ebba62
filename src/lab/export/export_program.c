/* The model as a short program for PyTorch or Keras, which reads its weights from a safetensors file beside it, or contains them, and
   recomputes the output of `unroll export arrays`. The texts are whole programs with gaps; the text for a gap depends on the setup
   alone. */
#include "base/number.h"
#include "engine/cell/facts.h"
#include "lab/export/export.h"
#include <string.h>

static void add_text(Bytes *out, const char *text) { bytes_add_str(out, str_from(text)); }

static bool can_be_program(const ExportSource *source, const char *beside, Diag *diag) {
    if (source->net->facts->fast == FAST_CELL_NONE) {
        return diag_fail(diag, "%s has no counterpart in PyTorch and Keras; export the model or the arrays",
                         source->net->facts->with_article);
    }
    if (beside && strpbrk(beside, "\"\\\n"))
        return diag_fail(diag, "'%s' cannot stand in a program as the name of its weights; choose one without \" and \\", beside);
    return true;
}

static void add_head(Bytes *out, const ExportSource *source, const char *beside, const char *needs) {
    const NetSpec *spec = &source->net->spec;
    bytes_format(out,
                 "#!/usr/bin/env python3\n\"\"\"%s with %d hidden units, %d layer%s, %s, exported from Unroll at update %ld.\n\nSetup: "
                 "%s\nWeights: %s, the same doubles, by PyTorch's names.\nNeeds %s.\n\n",
                 source->net->facts->label, spec->hidden, spec->layers, spec->layers > 1 ? "s" : "",
                 spec->directions > 1 ? "both directions" : "one direction", source->update, source->line,
                 beside ? beside : "at the end of this file", needs);
    add_text(
        out,
        "Run it with a file from `unroll export arrays FILE.npz` as its argument: it repeats the numbers of the stage and prints how far\n"
        "they are apart.\n\"\"\"\n");
    bytes_format(out, "%simport json\n%simport struct\nimport sys\n\nimport numpy as np\n", beside ? "" : "import base64\n",
                 beside ? "import os\n" : "");
}

static void add_reader(Bytes *out, const ExportSource *source, const char *beside) {
    if (beside) bytes_format(out, "\nWEIGHTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), \"%s\")", beside);
    add_text(out, "\nLOSS_STEPS = [");
    for (int k = 0; k < source->losses; k++) bytes_format(out, "%s%d", k ? ", " : "", export_loss_step(source, k));
    add_text(out, "]  # from 0\n\n\n"
                  "def read_weights():\n"
                  "    \"\"\"Reads a safetensors file: the header's length, the header in JSON, the numbers.\"\"\"\n");
    add_text(out,
             beside ? "    with open(WEIGHTS, \"rb\") as file:\n        whole = file.read()\n" : "    whole = base64.b64decode(WEIGHTS)\n");
    add_text(out, "    length = struct.unpack(\"<Q\", whole[:8])[0]\n"
                  "    header = json.loads(whole[8:8 + length])\n"
                  "    data = whole[8 + length:]\n"
                  "    weights = {}\n"
                  "    for name, entry in header.items():\n"
                  "        if name != \"__metadata__\":\n"
                  "            begin, end = entry[\"data_offsets\"]\n"
                  "            weights[name] = np.frombuffer(data[begin:end], \"<f8\").reshape(entry[\"shape\"]).copy()\n"
                  "    return weights\n\n\n"
                  "def tell(name, mine, theirs):\n"
                  "    scale = np.abs(theirs).max() or 1.0\n"
                  "    print(\"%-28s largest %.17g, apart by %.1e of that\" % (name, scale, np.abs(mine - theirs).max() / scale))\n\n\n");
}

/* The last lines: without a file beside it the program carries its weights, in base64. */
static bool add_end(Bytes *out, const ExportSource *source, const char *beside, Diag *diag) {
    static const char digit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    enum { GROUPS = 24 }; /* of three bytes, in a line */
    Bytes model = {0};
    if (!beside) {
        bool good = export_model(&model, source, NULL, diag);
        add_text(out, "\n# A safetensors file in base64.\nWEIGHTS = \"\"\"");
        for (size_t i = 0; good && i < model.count; i += 3) {
            uint32_t bits = 0;
            char group[4];
            for (size_t k = 0; k < 3; k++) bits = bits << 8 | (i + k < model.count ? (unsigned char)model.at[i + k] : 0);
            for (size_t k = 0; k < 4; k++) group[k] = k <= model.count - i ? digit[bits >> (18 - 6 * k) & 63] : '=';
            if (i % (3 * GROUPS) == 0) add_text(out, "\n");
            bytes_add(out, group, 4);
        }
        add_text(out, "\n\"\"\"\n");
        if (model.failed) out->failed = true;
        bytes_free(&model);
        if (!good) return false;
    }
    add_text(out, "\nif __name__ == \"__main__\":\n    main()\n");
    return true;
}

/* ---- PyTorch --------------------------------------------------------------------------------------------------------- */

static const char *const torch_activation[ACTIVATION_COUNT] = {NULL, NULL, "nn.functional.leaky_relu(a, 0.01)", "torch.sigmoid(a)",
                                                               "a"}; /* NULL: torch.nn.RNN has it */

/* torch.nn.RNN has tanh and ReLU; for the other nonlinearities the program contains the loop, with the same names for the weights. */
static void add_torch_rnn(Bytes *out, const char *activation) {
    add_text(out, "class PlainRNN(nn.Module):\n"
                  "    \"\"\"What torch.nn.RNN computes, with a nonlinearity that it does not have.\"\"\"\n\n"
                  "    def __init__(self, inputs, hidden, layers, directions):\n"
                  "        super().__init__()\n"
                  "        self.hidden, self.layers, self.directions = hidden, layers, directions\n"
                  "        for layer in range(layers):\n"
                  "            for direction in range(directions):\n"
                  "                width = inputs if layer == 0 else hidden * directions\n"
                  "                for stem, shape in ((\"weight_ih\", (hidden, width)), (\"weight_hh\", (hidden, hidden)), (\"bias_ih\", "
                  "(hidden,)), (\"bias_hh\", (hidden,))):\n"
                  "                    self.register_parameter(self.name(stem, layer, direction), nn.Parameter(torch.zeros(shape)))\n\n"
                  "    @staticmethod\n"
                  "    def name(stem, layer, direction):\n"
                  "        return \"%s_l%d%s\" % (stem, layer, \"_reverse\" if direction else \"\")\n\n"
                  "    def run(self, x, layer, direction):\n"
                  "        U, W, b, c = (getattr(self, self.name(stem, layer, direction)) for stem in (\"weight_ih\", \"weight_hh\", "
                  "\"bias_ih\", \"bias_hh\"))\n"
                  "        h, states = x.new_zeros(x.shape[1], self.hidden), [None] * len(x)\n"
                  "        for t in reversed(range(len(x))) if direction else range(len(x)):\n"
                  "            a = x[t] @ U.T + b + h @ W.T + c\n");
    bytes_format(out, "            h = states[t] = %s\n", activation);
    add_text(out, "        return torch.stack(states)\n\n"
                  "    def forward(self, x):\n"
                  "        for layer in range(self.layers):\n"
                  "            x = torch.cat([self.run(x, layer, direction) for direction in range(self.directions)], -1)\n"
                  "        return x, None\n\n\n");
}

static void add_torch_net(Bytes *out, const ExportSource *source) {
    const NetSpec *spec = &source->net->spec;
    const Wiring *wiring = &source->trace->wiring;
    static const char *const module[CELL_COUNT] = {[CELL_RNN] = "RNN", [CELL_GRU] = "GRU", [CELL_LSTM] = "LSTM"};
    bool is_own = source->net->facts->is_plain && torch_activation[spec->activation];
    bytes_format(out, "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n");
    if (is_own) {
        bytes_format(out, "        self.rnn = PlainRNN(%d, %d, %d, %d)\n", spec->inputs, spec->hidden, spec->layers, spec->directions);
    } else {
        bytes_format(out, "        self.rnn = nn.%s(%d, %d, num_layers=%d%s%s", module[spec->cell], spec->inputs, spec->hidden,
                     spec->layers, spec->directions > 1 ? ", bidirectional=True" : "",
                     source->net->facts->is_plain && spec->activation == ACTIVATION_RELU ? ", nonlinearity=\"relu\"" : "");
        if (spec->dropout > 0) bytes_format(out, ", dropout=%g", spec->dropout);
        add_text(out, ")\n");
    }
    bytes_format(out,
                 "        self.head = nn.Linear(%d, %d)\n\n    def forward(self, x):\n        \"\"\"x (T, B, %d) gives the answers at "
                 "LOSS_STEPS, (K, B, %d).\"\"\"\n        states, _ = self.rnn(x)\n        self.states = states\n",
                 source->net->feature_count, spec->outputs, spec->inputs, spec->outputs);
    if (!wiring->head_reads_final) {
        add_text(out, "        return self.head(states[LOSS_STEPS])\n");
    } else if (spec->directions > 1) {
        bytes_format(out,
                     "        final = torch.cat([states[-1, :, :%d], states[0, :, %d:]], -1)  # each direction's last\n        return "
                     "self.head(final)[None]\n",
                     spec->hidden, spec->hidden);
    } else {
        add_text(out, "        return self.head(states[-1])[None]\n");
    }
    add_text(out, "\n\ndef find_loss(y, target):\n");
    const char *reduction = wiring->sum_losses ? "sum" : "mean";
    if (spec->loss == LOSS_CROSS_ENTROPY) {
        bytes_format(out, "    return nn.functional.cross_entropy(y.flatten(0, 1), target.flatten().long(), reduction=\"%s\")\n",
                     reduction);
    } else {
        bytes_format(out, "    return ((y - target) ** 2).mean(-1).%s()\n", reduction);
    }
}

bool export_pytorch(Bytes *out, const ExportSource *source, const char *beside, Diag *diag) {
    if (!can_be_program(source, beside, diag)) return false;
    add_head(out, source, beside, "PyTorch and numpy");
    add_text(out, "import torch\nfrom torch import nn\n");
    add_reader(out, source, beside);
    const char *activation = source->net->facts->is_plain ? torch_activation[source->net->spec.activation] : NULL;
    if (activation) add_torch_rnn(out, activation);
    add_torch_net(out, source);
    add_text(out, "\n\ndef load():\n"
                  "    net = Net().double()\n"
                  "    weights = read_weights()\n"
                  "    net.load_state_dict({name if name.startswith(\"head.\") else \"rnn.\" + name: torch.from_numpy(at) for name, at in "
                  "weights.items()})\n"
                  "    return net.eval()  # without dropout\n\n\n"
                  "def main():\n"
                  "    net = load()\n"
                  "    print(net)\n"
                  "    if len(sys.argv) < 2:\n"
                  "        return\n"
                  "    stage = np.load(sys.argv[1])\n"
                  "    if any(name.startswith(\"mask\") and (stage[name] != 1).any() for name in stage.files):\n"
                  "        sys.exit(\"The stage has a dropout mask, which this program does not repeat.\")\n"
                  "    y = net(torch.from_numpy(stage[\"x\"]))\n"
                  "    loss = find_loss(y, torch.from_numpy(stage[\"target\"]))\n"
                  "    loss.backward()\n"
                  "    tell(\"y\", y.detach().numpy(), stage[\"y\"])\n"
                  "    tell(\"loss\", loss.detach().numpy(), stage[\"loss\"])\n"
                  "    for name, parameter in net.named_parameters():\n"
                  "        name = \"grad.\" + (name[4:] if name.startswith(\"rnn.\") else name)\n"
                  "        tell(name, parameter.grad.numpy(), stage[name])\n\n");
    return add_end(out, source, beside, diag);
}

/* ---- Keras ----------------------------------------------------------------------------------------------------------- */

/* The order in which Keras keeps the gate blocks: the LSTM's i f c o are ours, the GRU's are z r h. */
static const char *find_blocks(const ExportSource *source) {
    static const char *const blocks[CELL_COUNT] = {[CELL_RNN] = "[0]", [CELL_GRU] = "[1, 0, 2]", [CELL_LSTM] = "[0, 1, 2, 3]"};
    return blocks[source->net->spec.cell];
}

static void add_keras_layers(Bytes *out, const ExportSource *source) {
    const NetSpec *spec = &source->net->spec;
    const Wiring *wiring = &source->trace->wiring;
    static const char *const layer_name[CELL_COUNT] = {[CELL_RNN] = "SimpleRNN", [CELL_GRU] = "GRU", [CELL_LSTM] = "LSTM"};
    static const char *const activation[ACTIVATION_COUNT] = {"\"tanh\"", "\"relu\"", "leaky", "\"sigmoid\"", "\"linear\""};
    if (source->net->facts->is_plain && spec->activation == ACTIVATION_LEAKY_RELU) {
        add_text(out, "def leaky(a):\n    return keras.ops.where(a > 0, a, 0.01 * a)\n\n\n");
    }
    bytes_format(out, "def build():\n    x = signal = keras.Input((%d, %d))\n", source->steps, spec->inputs);
    for (int layer = 0; layer < spec->layers; layer++) {
        bool all = !wiring->head_reads_final || layer + 1 < spec->layers;
        bytes_format(out, "    signal = %skeras.layers.%s(%d, return_sequences=%s",
                     spec->directions > 1 ? "keras.layers.Bidirectional(" : "", layer_name[spec->cell], spec->hidden,
                     all ? "True" : "False");
        if (source->net->facts->is_plain) bytes_format(out, ", activation=%s", activation[spec->activation]);
        if (spec->cell == CELL_GRU) add_text(out, ", reset_after=True");
        bytes_format(out, ")%s(signal)\n", spec->directions > 1 ? ")" : "");
        if (spec->dropout > 0 && layer + 1 < spec->layers)
            bytes_format(out, "    signal = keras.layers.Dropout(%g)(signal)\n", spec->dropout);
    }
    bytes_format(out, "    return keras.Model(x, keras.layers.Dense(%d)(signal))\n\n\n", spec->outputs);
}

bool export_keras(Bytes *out, const ExportSource *source, const char *beside, Diag *diag) {
    if (!can_be_program(source, beside, diag)) return false;
    const NetSpec *spec = &source->net->spec;
    bool is_final = source->trace->wiring.head_reads_final;
    add_head(out, source, beside, "Keras 3 and numpy");
    add_text(out, "import keras\n\nkeras.backend.set_floatx(\"float64\")\n");
    add_reader(out, source, beside);
    add_keras_layers(out, source);
    bytes_format(out,
                 "def turn(matrix):\n    \"\"\"The gate blocks of the rows in Keras' order, as the blocks of columns that Keras "
                 "has.\"\"\"\n    blocks = np.split(matrix, %d)\n    return np.concatenate([blocks[k] for k in %s]).T\n\n\n",
                 source->net->gates, find_blocks(source));
    add_text(out, "def load():\n"
                  "    model = build()\n"
                  "    weights = read_weights()\n"
                  "    values = []\n");
    bytes_format(out,
                 "    for layer in range(%d):\n        for end in %s:\n            U, W, b, c = (turn(weights[\"%%s_l%%d%%s\" %% (stem, "
                 "layer, end)]) for stem in (\"weight_ih\", \"weight_hh\", \"bias_ih\", \"bias_hh\"))\n",
                 spec->layers, spec->directions > 1 ? "(\"\", \"_reverse\")" : "(\"\",)");
    bytes_format(out, "            values += [U, W, %s]\n", spec->cell == CELL_GRU ? "np.stack([b, c])" : "b + c");
    add_text(out, "    model.set_weights(values + [weights[\"head.weight\"].T, weights[\"head.bias\"]])\n"
                  "    return model\n\n\n"
                  "def main():\n"
                  "    model = load()\n"
                  "    model.summary()\n"
                  "    if len(sys.argv) < 2:\n"
                  "        return\n"
                  "    stage = np.load(sys.argv[1])\n"
                  "    if any(name.startswith(\"mask\") and (stage[name] != 1).any() for name in stage.files):\n"
                  "        sys.exit(\"The stage has a dropout mask, which this program does not repeat.\")\n");
    add_text(out, "    y = np.asarray(model(stage[\"x\"].transpose(1, 0, 2)))  # Keras has the batch first\n");
    add_text(out, is_final ? "    tell(\"y\", y, stage[\"y\"][0])\n" : "    tell(\"y\", y[0, LOSS_STEPS], stage[\"y\"][:, 0])\n");
    add_text(out, "\n\n");
    return add_end(out, source, beside, diag);
}
