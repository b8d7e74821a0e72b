"""The article's network for the peers: one row of its table, of numbers or of NumPy arrays."""

TARGETS = (0.5, 0.5)
INPUTS = (0.05, 0.1)
WEIGHTS = (0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55)


def row(w, sigmoid):
    """The layers' sums and activations, the errors, and the gradients of the weights `w`."""
    (t1, t2), (i1, i2) = TARGETS, INPUTS
    h1, h2 = w[0] * i1 + w[1] * i2, w[2] * i1 + w[3] * i2
    a1, a2 = sigmoid(h1), sigmoid(h2)
    o1, o2 = w[4] * a1 + w[5] * a2, w[6] * a1 + w[7] * a2
    b1, b2 = sigmoid(o1), sigmoid(o2)
    c1, c2 = b1 - t1, b2 - t2
    d1, d2 = c1 * b1 * (1 - b1), c2 * b2 * (1 - b2)
    s1 = (d1 * w[4] + d2 * w[6]) * a1 * (1 - a1)
    s2 = (d1 * w[5] + d2 * w[7]) * a2 * (1 - a2)
    gradients = s1 * i1, s1 * i2, s2 * i1, s2 * i2, d1 * a1, d1 * a2, d2 * a1, d2 * a2
    return (h1, a1, h2, a2), (o1, b1, o2, b2), (0.5 * (c1 * c1), 0.5 * (c2 * c2)), gradients


def losses(rates, epochs, w5=WEIGHTS[4]):
    """The losses of each epoch, for all learning rates and first weights w5 at once with NumPy."""
    import numpy as np

    def sigmoid(x):
        return 1.0 / (1.0 + np.exp(-x))

    weights = [np.full(rates.size, value) for value in WEIGHTS]
    weights[4][:] = w5
    for _ in range(epochs):
        _, _, (e1, e2), gradients = row(weights, sigmoid)
        yield e1 + e2
        for weight, gradient in zip(weights, gradients):
            weight -= rates * gradient
