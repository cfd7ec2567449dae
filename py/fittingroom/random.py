"""The RNG that all models branch off, and its seed."""

import operator
import random as _python_random

import numpy as np

from fittingroom.backend.global_state import state

_MAX_SEED = 2**32 - 1


def set_random_seed(seed: int) -> None:
    """Restart every random draw from `seed`: this package's, NumPy's and Python's.

    Args:
        seed: whole number from 0 to 2**32 - 1.

    Raises:
        ValueError: if `seed` is not such a number.
    """
    try:
        whole = operator.index(seed)
    except TypeError:
        whole = -1
    if not 0 <= whole <= _MAX_SEED:
        raise ValueError(
            f"Expected `seed` to be a whole number from 0 to {_MAX_SEED}. Received: seed={seed!r}"
        )
    state.generator = np.random.default_rng(whole)
    _python_random.seed(whole)
    np.random.seed(whole)


def new_generator() -> np.random.Generator:
    """Branch an independent generator off the current seed.

    Each model takes one when it is created, so what another model draws, or a later
    `set_random_seed`, cannot disturb a run in progress.
    """
    return state.generator.spawn(1)[0]
