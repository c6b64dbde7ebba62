/* PyTorch's, Keras's, JAX's and common scripts' names beside ours. */
#include "lab/setup_names.h"

static const struct {
    const char *theirs, *ours;
} name_table[] = {
    {"hidden_size", "hidden"},
    {"hidden_dim", "hidden"},
    {"hidden_units", "hidden"},
    {"num_hidden", "hidden"},
    {"n_hidden", "hidden"},
    {"units", "hidden"},
    {"state_size", "hidden"},
    {"h", "hidden"},
    {"num_layers", "layers"},
    {"n_layers", "layers"},
    {"depth", "layers"},
    {"bidirectional", "direction=both"},
    {"nonlinearity", "activation"},
    {"act", "activation"},
    {"rnn_type", "cell"},
    {"cell_type", "cell"},
    {"model", "cell"},
    {"arch", "cell"},
    {"dataset", "task"},
    {"problem", "task"},
    {"seq_len", "steps"},
    {"seq_length", "steps"},
    {"sequence_length", "steps"},
    {"timesteps", "steps"},
    {"time_steps", "steps"},
    {"t", "steps"},
    {"return_sequences", "targets=every"},
    {"vocab_size", "symbols"},
    {"num_classes", "symbols"},
    {"initializer", "init"},
    {"initialization", "init"},
    {"initialisation", "init"},
    {"kernel_initializer", "init"},
    {"spectral_radius", "radius"},
    {"rho", "radius"},
    {"unit_forget_bias", "forget_bias"},
    {"forget_gate_bias", "forget_bias"},
    {"bias_init", "forget_bias"},
    {"gain", "weight_scale"},
    {"input_scaling", "input_scale"},
    {"random_seed", "seed"},
    {"random_state", "seed"},
    {"manual_seed", "seed"},
    {"lr", "learning_rate"},
    {"eta", "learning_rate"},
    {"step_size", "learning_rate"},
    {"rate", "learning_rate"},
    {"optim", "optimizer"},
    {"optimiser", "optimizer"},
    {"mu", "momentum"},
    {"beta", "momentum"},
    {"batch_size", "batch"},
    {"bs", "batch"},
    {"minibatch", "batch"},
    {"max_norm", "clip_norm"},
    {"clip", "clip_norm"},
    {"clipnorm", "clip_norm"},
    {"grad_clip", "clip_norm"},
    {"clip_grad_norm", "clip_norm"},
    {"gradient_clip", "clip_norm"},
    {"max_grad_norm", "clip_norm"},
    {"clipvalue", "clip_value"},
    {"clip_grad_value", "clip_value"},
    {"bptt", "truncate"},
    {"tbptt", "truncate"},
    {"truncation", "truncate"},
    {"weight_decay", "l2"},
    {"l2_reg", "l2"},
    {"wd", "l2"},
    {"dropout_rate", "dropout"},
    {"dropout_p", "dropout"},
    {"lr_decay", "halving"},
    {"lr_halflife", "halving"},
};

const char *setup_find_foreign(Str name) {
    char lower[32];
    if (!str_copy(lower, (int)sizeof lower, name)) return NULL;
    for (char *at = lower; *at; at++) {
        if (*at >= 'A' && *at <= 'Z') *at = (char)(*at - 'A' + 'a');
        if (*at == '-') *at = '_';
    }
    for (size_t i = 0; i < sizeof name_table / sizeof *name_table; i++) {
        if (str_equal(str_from(lower), name_table[i].theirs)) return name_table[i].ours;
    }
    return NULL;
}
