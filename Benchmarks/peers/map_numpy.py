"""The article's network over a grid of learning rates and first weights w5, vectorised with NumPy."""

import sys

import peer


def setup():
    import numpy as np

    side, epochs = int(sys.argv[1]), int(sys.argv[2])
    places = np.arange(side) / (side - 1)
    rates, weights = (grid.ravel() for grid in np.meshgrid(2000.0**places, -3 + 6 * places))

    def sigmoid(x):
        return 1.0 / (1.0 + np.exp(-x))

    def work():
        t1 = t2 = 0.5
        i1, i2 = 0.05, 0.1
        w1, w2, w3, w4, w5, w6, w7, w8 = (
            np.full(rates.size, value) for value in (0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55)
        )
        w5 = weights.copy()
        for _ in range(epochs):
            a1 = sigmoid(w1 * i1 + w2 * i2)
            a2 = sigmoid(w3 * i1 + w4 * i2)
            b1 = sigmoid(w5 * a1 + w6 * a2)
            b2 = sigmoid(w7 * a1 + w8 * a2)
            e1 = b1 - t1
            e2 = b2 - t2
            loss = 0.5 * (e1 * e1) + 0.5 * (e2 * e2)
            d1 = e1 * b1 * (1 - b1)
            d2 = e2 * b2 * (1 - b2)
            s1 = (d1 * w5 + d2 * w7) * a1 * (1 - a1)
            s2 = (d1 * w6 + d2 * w8) * a2 * (1 - a2)
            w1 -= rates * (s1 * i1)
            w2 -= rates * (s1 * i2)
            w3 -= rates * (s2 * i1)
            w4 -= rates * (s2 * i2)
            w5 -= rates * (d1 * a1)
            w6 -= rates * (d1 * a2)
            w7 -= rates * (d2 * a1)
            w8 -= rates * (d2 * a2)
        return repr(float(loss.sum()))

    return f"NumPy {np.__version__}", work


peer.serve(setup)
