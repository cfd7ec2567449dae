"""The one source of chance: a NumPy Generator that `set_random_seed` restarts.

Imports NumPy only. Nothing else in the package creates a generator of its own.
"""

import random as _python_random

import numpy as np

_MAX_SEED = 2**32 - 1
_generator = np.random.default_rng()


def set_random_seed(seed: int) -> None:
    """Restart every random draw from `seed`: this package's, NumPy's and Python's.

    Args:
        seed: whole number from 0 to 2**32 - 1.

    Raises:
        ValueError: if `seed` is not such a number.
    """
    global _generator
    if isinstance(seed, bool) or not isinstance(seed, (int, np.integer)):
        raise ValueError(f"Expected `seed` to be a whole number. Received: seed={seed!r}")
    if not 0 <= seed <= _MAX_SEED:
        raise ValueError(f"Expected `seed` from 0 to {_MAX_SEED}. Received: seed={seed}")
    _generator = np.random.default_rng(int(seed))
    _python_random.seed(int(seed))
    np.random.seed(int(seed))


def new_generator() -> np.random.Generator:
    """Branch an independent stream off the current seed.

    Each model takes one when it is created, so what another model draws, or a later
    `set_random_seed`, cannot disturb a run in progress.
    """
    return _generator.spawn(1)[0]
