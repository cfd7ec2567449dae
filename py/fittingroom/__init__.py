"""Fitting Room's core: Keras's vocabulary for small networks, on NumPy alone.

Public names only. Works in CPython >= 3.12 and in Pyodide; imports nothing of a browser.
"""

from fittingroom import (
    activations,
    backend,
    callbacks,
    datasets,
    initializers,
    layers,
    losses,
    metrics,
    models,
    ops,
    optimizers,
    regularizers,
    saving,
    utils,
)
from fittingroom.layers import Input
from fittingroom.models import Sequential

__version__ = "0.1.0"

__all__ = [
    "Input",
    "Sequential",
    "activations",
    "backend",
    "callbacks",
    "datasets",
    "initializers",
    "layers",
    "losses",
    "metrics",
    "models",
    "ops",
    "optimizers",
    "regularizers",
    "saving",
    "utils",
]
