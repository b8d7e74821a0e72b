"""What every peer shares: answer `ready`, then one timed round for each line on standard input.

A peer script imports its libraries inside `setup`, which returns the function that does the work
once and gives its result as one word:

    import peer

    def setup():
        import numpy
        def work():
            return repr(numpy.arange(10).sum())
        return f"NumPy {numpy.__version__}", work

    peer.serve(setup)
"""

import sys
import time


def serve(setup):
    try:
        version, work = setup()
    except ImportError as error:
        print(f"missing {error}", flush=True)
        return
    print(f"ready Python {sys.version.split()[0]}, {version}", flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        result = work()
        print(f"{time.perf_counter() - start:.9f} {result}", flush=True)
