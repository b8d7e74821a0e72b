"""The article's network for many learning rates at once, vectorized over the rates with NumPy."""

import sys

import article
import peer


def setup():
    import numpy as np

    count, epochs = int(sys.argv[1]), int(sys.argv[2])
    rates = 10.0 ** np.linspace(-3.0, 1.0, count)

    def work():
        losses = np.empty((epochs, count))
        for epoch, loss in enumerate(article.losses(rates, epochs)):
            losses[epoch] = loss
        return repr(float(losses[-1].sum()))

    return f"NumPy {np.__version__}", work


peer.serve(setup)
