"""The state that all models share: RNG, names given, backend, float type, data, own objects."""

import random
from collections import Counter
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np

from fittingroom.backend import numpy as numpy_backend
from fittingroom.backend.operations import Backend


def _numpy_state() -> Any:
    return np.random.RandomState().get_state()


def _python_state() -> Any:
    return random.Random().getstate()


@dataclass(eq=False)
class GlobalState:
    """A fresh state: unseeded RNG, no names given, the reference backend, float32.

    Attributes:
        generator: every model branches its own off it.
        numpy_state, python_state: of NumPy's and Python's own generators, up to date only while
            the state is not in use.
        names: how often each name was given.
        custom_objects: classes and functions of the program's own that saved models name.
        weight_budget: how many single weights layers may still make; None for any number.
        dataset_loaders: what `load_data` calls instead of reading files, by name of the data set.
    """

    generator: np.random.Generator = field(default_factory=np.random.default_rng)
    numpy_state: Any = field(default_factory=_numpy_state)
    python_state: Any = field(default_factory=_python_state)
    names: Counter[str] = field(default_factory=Counter[str])
    backend: Backend = numpy_backend
    floatx: str = "float32"
    custom_objects: dict[str, Any] = field(default_factory=dict[str, Any])
    weight_budget: int | None = None
    dataset_loaders: Mapping[str, Callable[[], Any]] = field(
        default_factory=dict[str, Callable[[], Any]]
    )


state = GlobalState()
"""The state in use: always this object, whose content `scope` exchanges."""


@contextmanager
def scope(inner: GlobalState | None = None) -> Generator[GlobalState]:
    """Use another state inside a `with` block: a given one, or a fresh one.

    Afterwards the previous state is back, and `inner` holds what the block made of it.
    """
    inner = GlobalState() if inner is None else inner
    outer = GlobalState()
    _store(outer)
    _use(inner)
    try:
        yield inner
    finally:
        _store(inner)
        _use(outer)


def clear_session() -> None:
    """Start naming layers and models from the beginning again."""
    state.names.clear()


def _store(target: GlobalState) -> None:
    """Write the state in use into `target`."""
    state.numpy_state, state.python_state = np.random.get_state(), random.getstate()
    _copy(state, target)


def _use(source: GlobalState) -> None:
    _copy(source, state)
    np.random.set_state(state.numpy_state)
    random.setstate(state.python_state)


def _copy(source: GlobalState, target: GlobalState) -> None:
    for each in fields(GlobalState):
        setattr(target, each.name, getattr(source, each.name))
