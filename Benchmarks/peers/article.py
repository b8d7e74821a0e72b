"""The article's network for peers in NumPy: a row of its table for many trainings at once."""


def losses(rates, epochs, w5=0.4):
    """The loss of each epoch, for arrays of learning rates and of first weights w5.

    Arrays are updated in place and let go as soon as they are not needed, so that they stay in the
    processor's cache.
    """
    import numpy as np

    def sigmoid(x):
        return 1.0 / (1.0 + np.exp(-x))

    t1 = t2 = 0.5
    i1, i2 = 0.05, 0.1
    w1, w2, w3, w4, w5, w6, w7, w8 = (
        np.zeros(rates.size) + value for value in (0.15, 0.2, 0.25, 0.3, w5, 0.45, 0.5, 0.55)
    )
    for _ in range(epochs):
        a1 = sigmoid(w1 * i1 + w2 * i2)
        a2 = sigmoid(w3 * i1 + w4 * i2)
        b1 = sigmoid(w5 * a1 + w6 * a2)
        b2 = sigmoid(w7 * a1 + w8 * a2)
        e1 = b1 - t1
        e2 = b2 - t2
        yield 0.5 * (e1 * e1) + 0.5 * (e2 * e2)
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
