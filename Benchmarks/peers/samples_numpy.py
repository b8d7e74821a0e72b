"""XOR with four samples for many learning rates at once, vectorized over rates and samples."""

import sys

import peer


def setup():
    import numpy as np

    count, epochs = int(sys.argv[1]), int(sys.argv[2])
    rates = 10.0 ** np.linspace(-3.0, 1.0, count)
    # A row a sample, a column a rate.
    x1 = np.array([[0.0], [0.0], [1.0], [1.0]])
    x2 = np.array([[0.0], [1.0], [0.0], [1.0]])
    target = np.array([[0.0], [1.0], [1.0], [0.0]])

    def work():
        w1, w2, w3, w4, w5, w6 = (
            np.full(count, value) for value in (0.6, -0.4, -0.3, 0.7, 0.5, -0.6)
        )
        b1, b2, b3 = (np.full(count, value) for value in (0.1, -0.2, 0.05))
        losses = np.empty((epochs, count))
        for epoch in range(epochs):
            a1 = np.tanh(x1 * w1 + x2 * w2 + b1)
            a2 = np.tanh(x1 * w3 + x2 * w4 + b2)
            out = 1.0 / (1.0 + np.exp(-(a1 * w5 + a2 * w6 + b3)))
            error = out - target
            losses[epoch] = (0.5 * error * error).mean(axis=0)
            d = error * out * (1 - out)
            s1 = d * w5 * (1 - a1 * a1)
            s2 = d * w6 * (1 - a2 * a2)
            w1 -= rates * (s1 * x1).mean(axis=0)
            w2 -= rates * (s1 * x2).mean(axis=0)
            w3 -= rates * (s2 * x1).mean(axis=0)
            w4 -= rates * (s2 * x2).mean(axis=0)
            w5 -= rates * (d * a1).mean(axis=0)
            w6 -= rates * (d * a2).mean(axis=0)
            b1 -= rates * s1.mean(axis=0)
            b2 -= rates * s2.mean(axis=0)
            b3 -= rates * d.mean(axis=0)
        return repr(float(losses[-1].sum()))

    return f"NumPy {np.__version__}", work


peer.serve(setup)
