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
    {"num_units", "hidden"},
    {"n_units", "hidden"},
    {"rnn_units", "hidden"},
    {"nhid", "hidden"},
    {"rnn_size", "hidden"},
    {"features", "hidden"},
    {"state_size", "hidden"},
    {"h", "hidden"},
    {"num_layers", "layers"},
    {"n_layers", "layers"},
    {"nlayers", "layers"},
    {"depth", "layers"},
    {"bidirectional", "direction=both"},
    {"nonlinearity", "activation"},
    {"act", "activation"},
    {"rnn", "cell"},
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
    {"seqlen", "steps"},
    {"num_steps", "steps"},
    {"n_steps", "steps"},
    {"max_len", "steps"},
    {"time_steps", "steps"},
    {"t", "steps"},
    {"return_sequences", "targets=every"},
    {"stateful", "carry=on"},
    {"vocab_size", "symbols"},
    {"num_classes", "symbols"},
    {"initializer", "init"},
    {"initialization", "init"},
    {"initialisation", "init"},
    {"kernel_initializer", "init"},
    {"recurrent_initializer", "init"},
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
    {"gradient_clip_val", "clip_norm"},
    {"gradient_clip_norm", "clip_norm"},
    {"global_clipnorm", "clip_norm"},
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
    {"nb_units", "hidden"},
    {"hsize", "hidden"},
    {"hidden_dims", "hidden"},
    {"hidden_state_size", "hidden"},
    {"hidden_channels", "hidden"},
    {"cell_size", "hidden"},
    {"layer_size", "hidden"},
    {"d_model", "hidden"},
    {"rnn_hidden_size", "hidden"},
    {"rnn_layers", "layers"},
    {"num_rnn_layers", "layers"},
    {"n_rnn_layers", "layers"},
    {"layer_count", "layers"},
    {"activation_fn", "activation"},
    {"activation_function", "activation"},
    {"model_type", "cell"},
    {"rnn_cell", "cell"},
    {"architecture", "cell"},
    {"task_name", "task"},
    {"length", "steps"},
    {"sequence_len", "steps"},
    {"max_length", "steps"},
    {"maxlen", "steps"},
    {"unroll_steps", "steps"},
    {"window_size", "steps"},
    {"ntoken", "symbols"},
    {"ntokens", "symbols"},
    {"n_classes", "symbols"},
    {"num_symbols", "symbols"},
    {"vocabulary_size", "symbols"},
    {"noise_std", "noise"},
    {"sigma", "noise"},
    {"init_method", "init"},
    {"weight_init", "init"},
    {"init_scale", "weight_scale"},
    {"forget_bias_init", "forget_bias"},
    {"learning_rate_init", "learning_rate"},
    {"base_lr", "learning_rate"},
    {"optimizer_type", "optimizer"},
    {"solver", "optimizer"},
    {"bsz", "batch"},
    {"mini_batch_size", "batch"},
    {"train_batch_size", "batch"},
    {"batchsize", "batch"},
    {"clipping", "clip_norm"},
    {"gradient_clipping", "clip_norm"},
    {"clip_gradients", "clip_norm"},
    {"grad_norm", "clip_norm"},
    {"clip_value_max", "clip_value"},
    {"bptt_steps", "truncate"},
    {"tbptt_steps", "truncate"},
    {"truncated_bptt_steps", "truncate"},
    {"detach", "truncate"},
    {"l2_lambda", "l2"},
    {"l2_penalty", "l2"},
    {"regularization", "l2"},
    {"reg", "l2"},
    {"p_dropout", "dropout"},
    {"lr_schedule", "halving"},
    {"lr_scheduler", "halving"},
    {"n_samples", "examples"},
    {"num_samples", "examples"},
    {"train_size", "examples"},
};

/* Values of choices, and their names here. */
static const struct {
    const char *key, *theirs, *ours;
} value_table[] = {
    {"cell", "simplernn", "rnn"},
    {"cell", "simple_rnn", "rnn"},
    {"cell", "vanilla", "rnn"},
    {"cell", "vanilla_rnn", "rnn"},
    {"cell", "elman", "rnn"},
    {"cell", "plain", "rnn"},
    {"cell", "rnn_tanh", "rnn"},
    {"cell", "rnn_relu", "rnn"},
    {"direction", "bidirectional", "both"},
    {"direction", "bi", "both"},
    {"direction", "unidirectional", "forward"},
    {"activation", "leakyrelu", "leaky"},
    {"activation", "leaky_relu", "leaky"},
    {"activation", "lrelu", "leaky"},
    {"activation", "linear", "identity"},
    {"activation", "none", "identity"},
    {"activation", "logistic", "sigmoid"},
    {"activation", "logsig", "sigmoid"},
    {"activation", "tansig", "tanh"},
    {"targets", "many_to_one", "last"},
    {"targets", "many_to_many", "every"},
    {"targets", "final", "last"},
    {"targets", "all", "every"},
    {"init", "glorot", "xavier"},
    {"init", "glorot_uniform", "xavier"},
    {"init", "xavier_uniform", "xavier"},
    {"init", "torch", "pytorch"},
    {"init", "gaussian", "normal"},
    {"init", "random_normal", "normal"},
    {"init", "eye", "identity"},
    {"init", "irnn", "identity"},
    {"init", "ortho", "orthogonal"},
    {"optimizer", "vanilla", "sgd"},
    {"optimizer", "gd", "sgd"},
    {"optimizer", "gradient_descent", "sgd"},
    {"optimizer", "sgd_momentum", "momentum"},
    {"optimizer", "heavy_ball", "momentum"},
    {"optimizer", "rms_prop", "rmsprop"},
};

/* Names that are no setting here, and why. */
static const struct {
    const char *theirs, *sentence;
} other_table[] = {
    {"epochs", "Training is counted in updates: train 1000, or --updates 1000."},
    {"num_epochs", "Training is counted in updates: train 1000, or --updates 1000."},
    {"iterations", "Training is counted in updates: train 1000, or --updates 1000."},
    {"max_iter", "Training is counted in updates: train 1000, or --updates 1000."},
    {"max_steps", "Training is counted in updates: train 1000, or --updates 1000."},
    {"input_size", "How many inputs there are follows from the task."},
    {"input_dim", "How many inputs there are follows from the task."},
    {"output_size", "How many outputs there are follows from the task."},
    {"output_dim", "How many outputs there are follows from the task."},
    {"embedding_dim", "Symbols go in one-hot, without an embedding."},
    {"emsize", "Symbols go in one-hot, without an embedding."},
    {"loss", "Which loss is taken follows from the task."},
    {"loss_fn", "Which loss is taken follows from the task."},
    {"criterion", "Which loss is taken follows from the task."},
    {"bias", "Every gate here has biases."},
    {"use_bias", "Every gate here has biases."},
    {"beta1", "The optimisers' constants are PyTorch's: 0.9 and 0.999 for Adam, 0.99 for RMSprop, and 1e-8."},
    {"beta2", "The optimisers' constants are PyTorch's: 0.9 and 0.999 for Adam, 0.99 for RMSprop, and 1e-8."},
    {"beta_1", "The optimisers' constants are PyTorch's: 0.9 and 0.999 for Adam, 0.99 for RMSprop, and 1e-8."},
    {"beta_2", "The optimisers' constants are PyTorch's: 0.9 and 0.999 for Adam, 0.99 for RMSprop, and 1e-8."},
    {"betas", "The optimisers' constants are PyTorch's: 0.9 and 0.999 for Adam, 0.99 for RMSprop, and 1e-8."},
    {"eps", "The optimisers' constants are PyTorch's: 0.9 and 0.999 for Adam, 0.99 for RMSprop, and 1e-8."},
    {"epsilon", "The optimisers' constants are PyTorch's: 0.9 and 0.999 for Adam, 0.99 for RMSprop, and 1e-8."},
    {"alpha", "The optimisers' constants are PyTorch's: 0.9 and 0.999 for Adam, 0.99 for RMSprop, and 1e-8."},
    {"adam_epsilon", "The optimisers' constants are PyTorch's: 0.9 and 0.999 for Adam, 0.99 for RMSprop, and 1e-8."},
    {"recurrent_dropout", "Dropout here falls between layers, never on a recurrent arrow."},
    {"variational_dropout", "Dropout here falls between layers, never on a recurrent arrow."},
};

static void make_lower(char *out, int size, Str name) {
    str_copy(out, size, name);
    for (char *at = out; *at; at++) {
        if (*at >= 'A' && *at <= 'Z') *at = (char)(*at - 'A' + 'a');
        if (*at == '-' || *at == ' ') *at = '_';
    }
}

enum { NAME_SIZE = 32 };

const char *setup_find_foreign(Str name) {
    char lower[NAME_SIZE];
    if (name.count >= NAME_SIZE) return NULL;
    make_lower(lower, NAME_SIZE, name);
    for (size_t i = 0; i < sizeof name_table / sizeof *name_table; i++) {
        if (str_equal(str_from(lower), name_table[i].theirs)) return name_table[i].ours;
    }
    return NULL;
}

const char *setup_find_foreign_value(Str key, Str value) {
    char lower[NAME_SIZE];
    if (value.count >= NAME_SIZE) return NULL;
    make_lower(lower, NAME_SIZE, value);
    for (size_t i = 0; i < sizeof value_table / sizeof *value_table; i++) {
        if (str_equal(key, value_table[i].key) && str_equal(str_from(lower), value_table[i].theirs)) return value_table[i].ours;
    }
    return NULL;
}

const char *setup_tell_foreign(Str name) {
    char lower[NAME_SIZE];
    if (name.count >= NAME_SIZE) return NULL;
    make_lower(lower, NAME_SIZE, name);
    for (size_t i = 0; i < sizeof other_table / sizeof *other_table; i++) {
        if (str_equal(str_from(lower), other_table[i].theirs)) return other_table[i].sentence;
    }
    return NULL;
}
