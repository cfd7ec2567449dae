"""The one source of chance: a NumPy Generator that `set_random_seed` restarts.

Imports NumPy only. Nothing else in the package creates a generator of its own.
"""

import operator
import random as _python_random
from typing import Any, NamedTuple

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
    try:
        whole = operator.index(seed)
    except TypeError:
        whole = -1
    if not 0 <= whole <= _MAX_SEED:
        raise ValueError(
            f"Expected `seed` to be a whole number from 0 to {_MAX_SEED}. Received: seed={seed!r}"
        )
    _generator = np.random.default_rng(whole)
    _python_random.seed(whole)
    np.random.seed(whole)


def new_generator() -> np.random.Generator:
    """Branch an independent stream off the current seed.

    Each model takes one when it is created, so what another model draws, or a later
    `set_random_seed`, cannot disturb a run in progress.
    """
    return _generator.spawn(1)[0]


class State(NamedTuple):
    """Where all random draws stand."""

    generator: np.random.Generator
    numpy: Any
    python: Any


def get_state() -> State:
    """Where all random draws stand; what comes next belongs to this state."""
    return State(_generator, np.random.get_state(), _python_random.getstate())


def set_state(state: State) -> None:
    """Go on from `state` with every random draw."""
    global _generator
    _generator = state.generator
    np.random.set_state(state.numpy)
    _python_random.setstate(state.python)
