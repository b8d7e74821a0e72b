"""The article's network over a grid of learning rates and first weights w5, vectorized with NumPy."""

import sys

import article
import peer


def setup():
    import numpy as np

    side, epochs = int(sys.argv[1]), int(sys.argv[2])
    places = np.arange(side) / (side - 1)
    rates, weights = (grid.ravel() for grid in np.meshgrid(2000.0**places, -3 + 6 * places))

    def work():
        for loss in article.losses(rates, epochs, w5=weights):
            last = loss
        return repr(float(last.sum()))

    return f"NumPy {np.__version__}", work


peer.serve(setup)
