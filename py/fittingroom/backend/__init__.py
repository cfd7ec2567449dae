"""The backend: its choice by name, and the default float type.

A backend is a module with the functions of `Backend`: `numpy` is the reference and works
everywhere, `wasm` needs the WebAssembly kernels.
"""

import importlib
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from fittingroom.backend.config import floatx, set_floatx, standardize_dtype
from fittingroom.backend.global_state import clear_session, state
from fittingroom.backend.operations import Array, Backend, Shape

__all__ = [
    "Array",
    "Backend",
    "Shape",
    "clear_session",
    "current",
    "floatx",
    "set_backend",
    "set_floatx",
    "standardize_dtype",
    "used",
]

_MODULES = {"numpy": "fittingroom.backend.numpy", "wasm": "fittingroom.backend.wasm"}


def set_backend(name: str) -> None:
    """Select the backend for all models, from the next batch on.

    Raises:
        ValueError: if there is no backend called `name`.
        ModuleNotFoundError: if it is `"wasm"` and the kernels are not there.
    """
    if name not in _MODULES:
        raise ValueError(f"Expected a backend from {sorted(_MODULES)}. Received: name={name!r}")
    module: Any = importlib.import_module(_MODULES[name])
    state.backend = module


def current() -> Backend:
    """Return the backend in use."""
    return state.backend


@contextmanager
def used(name: str | None) -> Generator[None]:
    """Use the backend of a name inside a `with` block; for None the current one.

    Raises:
        ValueError, ModuleNotFoundError: as `set_backend`.
    """
    before = state.backend
    if name is not None:
        set_backend(name)
    try:
        yield
    finally:
        if name is not None:
            state.backend = before
