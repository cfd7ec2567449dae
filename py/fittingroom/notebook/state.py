"""What the core keeps for everybody, kept apart for each notebook.

Chance, the names given to layers, the backend, the float type and the copies of models are one of
a kind in a Python. A
training by Fit and each notebook have their own all the same: `CoreState.used` exchanges them.
Imports the core.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from typing import NamedTuple

from fittingroom import backend, random, utils
from fittingroom.app.from_recipe import use_backend
from fittingroom.utils import checkpoints


class _Parts(NamedTuple):
    chance: random.State
    names: Counter[str]
    backend: str
    floatx: str
    checkpoints: dict[str, checkpoints.Copy]


class CoreState:
    """A fresh state: unforeseeable chance, no names given yet, the quickest backend."""

    def __init__(self) -> None:
        before = _parts()
        utils.clear_session()
        utils.set_random_seed(int.from_bytes(os.urandom(4)))
        use_backend("wasm")
        backend.set_floatx("float32")
        checkpoints.set_kept({})
        self._own = _parts()
        _put(before)

    @contextmanager
    def used(self) -> Generator[None]:
        """Have this state inside a ``with`` block, and the one before it back afterwards."""
        before = _parts()
        _put(self._own)
        try:
            yield
        finally:
            self._own = _parts()
            _put(before)


def _parts() -> _Parts:
    return _Parts(
        random.get_state(),
        utils.names_given(),
        backend.current().name,
        backend.floatx(),
        checkpoints.kept(),
    )


def _put(parts: _Parts) -> None:
    random.set_state(parts.chance)
    utils.set_names_given(parts.names)
    backend.set_backend(parts.backend)
    backend.set_floatx(parts.floatx)
    checkpoints.set_kept(parts.checkpoints)
