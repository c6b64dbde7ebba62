"""A stand-in for Keras 3, in numpy: as much as the programs of `unroll export keras` call.

Debian has no package of Keras. What is written here follows Keras' documentation and not those programs: the order of the weights
(kernel (inputs, blocks * units), recurrent kernel (units, blocks * units), bias), the blocks i f c o of the LSTM and z r h of the GRU, the
GRU's two rows of biases with reset_after, sigmoid as the recurrent activation, one bias of SimpleRNN and LSTM, and in Bidirectional the
forward layer's weights first, the backward layer's answers turned round in time (when there are all of them) and put behind the others.
"""
import types

import numpy as np


def _sigmoid(a):
    return 1 / (1 + np.exp(-a))


_ACTIVATION = {"tanh": np.tanh, "relu": lambda a: np.maximum(a, 0), "sigmoid": _sigmoid, "linear": lambda a: a}


class _Signal:
    """What a layer gives before there are numbers: the width, and the layers so far."""

    def __init__(self, width, layers):
        self.width, self.layers = width, layers


class _Layer:
    def __call__(self, at):
        if isinstance(at, _Signal):
            return _Signal(self.build(at.width), at.layers + [self])
        return self.call(at)

    def take(self, values):
        """Takes as many of the values as it has weights; they must have their shapes."""
        self.weights = [np.asarray(values.pop(0)) for _ in self.shapes]
        for weight, shape in zip(self.weights, self.shapes):
            assert weight.shape == shape, (type(self).__name__, weight.shape, shape)


class _Recurrent(_Layer):
    blocks = 1

    def __init__(self, units, activation="tanh", return_sequences=False, go_backwards=False):
        self.units, self.return_sequences, self.go_backwards = units, return_sequences, go_backwards
        self.activation = activation if callable(activation) else _ACTIVATION[activation]

    def build(self, width):
        wide = self.blocks * self.units
        self.shapes = [(width, wide), (self.units, wide), self.bias_shape(wide)]
        return self.units

    def bias_shape(self, wide):
        return (wide,)

    def call(self, x):
        states = [np.zeros((len(x), self.units)) for _ in range(2)]
        steps = range(x.shape[1])
        outputs = []
        for t in reversed(steps) if self.go_backwards else steps:
            states = self.step(x[:, t], *states)
            outputs.append(states[0])
        return np.stack(outputs, 1) if self.return_sequences else outputs[-1]


class SimpleRNN(_Recurrent):
    def step(self, x, h, _):
        kernel, recurrent, bias = self.weights
        return self.activation(x @ kernel + bias + h @ recurrent), _


class LSTM(_Recurrent):
    blocks = 4

    def step(self, x, h, carry):
        kernel, recurrent, bias = self.weights
        i, f, c, o = np.split(x @ kernel + h @ recurrent + bias, 4, -1)
        carry = _sigmoid(f) * carry + _sigmoid(i) * self.activation(c)
        return _sigmoid(o) * self.activation(carry), carry


class GRU(_Recurrent):
    blocks = 3

    def __init__(self, units, reset_after=True, **others):
        super().__init__(units, **others)
        assert reset_after

    def bias_shape(self, wide):
        return (2, wide)

    def step(self, x, h, _):
        kernel, recurrent, bias = self.weights
        x_z, x_r, x_h = np.split(x @ kernel + bias[0], 3, -1)
        h_z, h_r, h_h = np.split(h @ recurrent + bias[1], 3, -1)
        z, r = _sigmoid(x_z + h_z), _sigmoid(x_r + h_r)
        return z * h + (1 - z) * self.activation(x_h + r * h_h), _


class Bidirectional(_Layer):
    def __init__(self, layer):
        self.forward, self.backward = layer, type(layer).__new__(type(layer))
        self.backward.__dict__.update(layer.__dict__)
        self.backward.go_backwards = True

    def build(self, width):
        return self.forward.build(width) + self.backward.build(width)

    def take(self, values):
        self.forward.take(values)
        self.backward.take(values)

    def call(self, x):
        there, back = self.forward.call(x), self.backward.call(x)
        if self.forward.return_sequences:
            back = back[:, ::-1]
        return np.concatenate([there, back], -1)


class Dropout(_Layer):
    """Without training it does nothing."""

    shapes = []

    def __init__(self, rate):
        assert 0 < rate < 1

    def build(self, width):
        return width

    def call(self, x):
        return x


class Dense(_Layer):
    def __init__(self, units):
        self.units = units

    def build(self, width):
        self.shapes = [(width, self.units), (self.units,)]
        return self.units

    def call(self, x):
        return x @ self.weights[0] + self.weights[1]


def Input(shape):
    return _Signal(shape[-1], [])


class Model:
    def __init__(self, inputs, outputs):
        assert inputs.layers == []
        self.layers = outputs.layers

    def set_weights(self, values):
        values = list(values)
        for layer in self.layers:
            layer.take(values)
        assert values == []

    def __call__(self, x):
        for layer in self.layers:
            x = layer.call(x)
        return x

    def summary(self):
        print(", ".join(type(layer).__name__ for layer in self.layers))


layers = types.SimpleNamespace(SimpleRNN=SimpleRNN, LSTM=LSTM, GRU=GRU, Bidirectional=Bidirectional, Dropout=Dropout, Dense=Dense)
ops = types.SimpleNamespace(where=np.where)
backend = types.SimpleNamespace(set_floatx=lambda name: None)
