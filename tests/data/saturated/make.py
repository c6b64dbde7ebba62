#!/usr/bin/env python3
"""Writes the reference cases of this folder: one layer, one direction, one sequence, many-to-one MSE, saturated units.

Every number is computed with 200 digits, of which at least 60 remain, and rounded once. Independent of the engine: the equations are those of ../reference/README.md,
the gradients backpropagation by hand. Needs python3-mpmath. Usage: make.py (in this folder).
"""
from random import Random

from mpmath import exp, mp, mpf, nstr, sqrt, tanh

mp.dps = 200  # 1 - tanh(c)^2 of c = 70 costs 60 of them
GATES = {"rnn_tanh": "h", "lstm": "ifgo", "gru": "rzn"}


def sigmoid(a):
    return 1 / (1 + exp(-a))


def matvec(M, v):
    return [sum(m * x for m, x in zip(row, v)) for row in M]


def make(name, cell, H, T, I, O, seed, state, inputs, biases, recurrent):
    """state: bound of the random weights; inputs: bound of x; biases: one number a gate, added to b_ih; recurrent: bound of W."""
    random = Random(seed)

    def draw(bound):
        return mpf(round(random.uniform(-bound, bound) * 4096)) / 4096

    letters, g = GATES[cell], len(GATES[cell])
    U = [[draw(state) for _ in range(I)] for _ in range(g * H)]
    W = [[draw(recurrent) for _ in range(H)] for _ in range(g * H)]
    b = [biases[j // H] + draw(0.25) for j in range(g * H)]
    bh = [draw(0.25) for _ in range(g * H)]
    V = [[draw(1) for _ in range(H)] for _ in range(O)]
    by = [draw(0.5) for _ in range(O)]
    x = [[draw(inputs) for _ in range(I)] for _ in range(T)]
    target = [draw(1) for _ in range(O)]
    zero = [mpf(0)] * H

    h, c, rows = zero, zero, []
    for t in range(T):
        r = {"x": x[t], "hp": h, "cp": c}
        u, w = matvec(U, x[t]), matvec(W, h)
        if cell == "gru":
            a = [u[j] + b[j] + (w[j] + bh[j] if j < 2 * H else 0) for j in range(3 * H)]
            r["q"] = [w[2 * H + j] + bh[2 * H + j] for j in range(H)]
            r["r"], r["z"] = [sigmoid(v) for v in a[:H]], [sigmoid(v) for v in a[H : 2 * H]]
            r["n"] = [tanh(a[2 * H + j] + r["r"][j] * r["q"][j]) for j in range(H)]
            h = [(1 - r["z"][j]) * r["n"][j] + r["z"][j] * h[j] for j in range(H)]
        else:
            a = [u[j] + b[j] + w[j] + bh[j] for j in range(g * H)]
            if cell == "lstm":
                for k, letter in enumerate(letters):
                    r[letter] = [(tanh if letter == "g" else sigmoid)(v) for v in a[k * H : (k + 1) * H]]
                c = [r["f"][j] * c[j] + r["i"][j] * r["g"][j] for j in range(H)]
                h = [r["o"][j] * tanh(c[j]) for j in range(H)]
            else:
                h = [tanh(v) for v in a]
        r.update(a=a, h=h, c=c)
        rows.append(r)

    y = [v + s for v, s in zip(matvec(V, h), by)]
    error = [p - q for p, q in zip(y, target)]
    loss = sum(e * e for e in error) / O
    dy = [2 * e / O for e in error]

    dU, dW = [[mpf(0)] * I for _ in range(g * H)], [[mpf(0)] * H for _ in range(g * H)]
    db, dbh = [mpf(0)] * (g * H), [mpf(0)] * (g * H)
    dh, dc = [sum(V[o][j] * dy[o] for o in range(O)) for j in range(H)], zero
    dhs, dcs, dxs = [None] * T, [None] * T, [None] * T
    for t in reversed(range(T)):
        r = rows[t]
        dhs[t] = dh
        if cell == "rnn_tanh":
            da = [dh[j] * (1 - r["h"][j] ** 2) for j in range(H)]
            dah, dh_direct = da, zero
        elif cell == "lstm":
            e = [dc[j] + dh[j] * r["o"][j] * (1 - tanh(r["c"][j]) ** 2) for j in range(H)]
            dcs[t] = e
            da = [e[j] * r["g"][j] * r["i"][j] * (1 - r["i"][j]) for j in range(H)]
            da += [e[j] * r["cp"][j] * r["f"][j] * (1 - r["f"][j]) for j in range(H)]
            da += [e[j] * r["i"][j] * (1 - r["g"][j] ** 2) for j in range(H)]
            da += [dh[j] * tanh(r["c"][j]) * r["o"][j] * (1 - r["o"][j]) for j in range(H)]
            dc = [e[j] * r["f"][j] for j in range(H)]
            dah, dh_direct = da, zero
        else:
            dn = [dh[j] * (1 - r["z"][j]) * (1 - r["n"][j] ** 2) for j in range(H)]
            dr = [dn[j] * r["q"][j] * r["r"][j] * (1 - r["r"][j]) for j in range(H)]
            dz = [dh[j] * (r["hp"][j] - r["n"][j]) * r["z"][j] * (1 - r["z"][j]) for j in range(H)]
            da, dah = dr + dz + dn, dr + dz + [dn[j] * r["r"][j] for j in range(H)]
            dh_direct = [dh[j] * r["z"][j] for j in range(H)]
        for j in range(g * H):
            dU[j] = [s + da[j] * v for s, v in zip(dU[j], r["x"])]
            dW[j] = [s + dah[j] * v for s, v in zip(dW[j], r["hp"])]
            db[j] += da[j]
            dbh[j] += dah[j]
        dxs[t] = [sum(U[j][k] * da[j] for j in range(g * H)) for k in range(I)]
        dh = [dh_direct[k] + sum(W[j][k] * dah[j] for j in range(g * H)) for k in range(H)]

    blocks = [("weight_ih_l0", U), ("weight_hh_l0", W), ("bias_ih_l0", [b]), ("bias_hh_l0", [bh])]
    blocks += [("head.weight", V), ("head.bias", [by]), ("h0.l0.d0", [zero])]
    blocks += [("c0.l0.d0", [zero])] if cell == "lstm" else []
    blocks += [("x", x), ("target", [target]), ("loss_t", [[mpf(T - 1)]])]
    seen = {"rnn_tanh": ["h", "a"], "lstm": ["h", "c", "i", "f", "g", "o"], "gru": ["h", "r", "z", "n", "q"]}[cell]
    blocks += [(key + ".l0.d0", [r[key] for r in rows]) for key in seen]
    one = [[mpf(1)]]
    blocks += [("y", [y]), ("loss_scale", one), ("loss_raw", [[loss]]), ("loss_step", [[loss]]), ("loss", [[loss]])]
    dV = [[dy[o] * v for v in h] for o in range(O)]
    grads = [("weight_ih_l0", dU), ("weight_hh_l0", dW), ("bias_ih_l0", [db]), ("bias_hh_l0", [dbh]), ("head.weight", dV), ("head.bias", [dy])]
    blocks += [("grad." + key, rows_) for key, rows_ in grads]
    norm = sqrt(sum(v * v for _, m in grads for row in m for v in row))
    blocks += [("gradnorm", [[norm]]), ("grad.x", dxs), ("grad.y", [dy]), ("grad.h0.l0.d0", [dh])]
    blocks += [("grad.c0.l0.d0", [dc])] if cell == "lstm" else []
    blocks += [("grad.h.l0.d0", dhs)] + ([("grad.c.l0.d0", dcs)] if cell == "lstm" else [])
    with open(name + ".txt", "w") as out:
        out.write("# Saturated units, computed with 200 digits by make.py; format: ../reference/README.md\n")
        keys = [("name", name), ("cell", cell), ("head", "m2o_mse"), ("reduction", "mean"), ("h0", "zero"), ("seed", seed)]
        keys += [("H", H), ("T", T), ("I", I), ("O", O), ("L", 1), ("D", 1), ("B", 1), ("K", 1), ("gates", ",".join(letters))]
        for key, value in keys:
            out.write(f"@{key} {value}\n")
        for key, matrix in blocks:
            out.write(f"{key} {len(matrix)} {len(matrix[0])}\n")
            for row in matrix:
                out.write(" ".join(nstr(v, 20) for v in row) + "\n")
        out.write("end 0 0\n")


if __name__ == "__main__":
    make("s01_rnn_tanh_H1_T2", "rnn_tanh", 1, 2, 1, 2, 1, 1, 1, [21], 0.5)
    make("s02_rnn_tanh_H11_T4", "rnn_tanh", 11, 4, 2, 2, 2, 3, 3, [0], 2)
    make("s03_lstm_H3_T100_large_c", "lstm", 3, 100, 2, 2, 3, 1, 1, [3, 6, 1, 0], 0.25)
    make("s04_lstm_H2_T12_open_gates", "lstm", 2, 12, 1, 2, 4, 1, 1, [20, 9, 0, 30], 0.5)
    make("s05_gru_H3_T12_keeps", "gru", 3, 12, 1, 2, 5, 1, 1, [12, 25, 4], 0.5)
    make("s06_gru_H9_T6", "gru", 9, 6, 2, 2, 6, 6, 3, [0, 0, 0], 2)
