"""Keras's vocabulary for small networks, on NumPy alone: the public names."""

from fittingroom import (
    activations,
    backend,
    callbacks,
    constraints,
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
from fittingroom.utils import lazy_modules

__getattr__ = lazy_modules.attach(
    __name__, {"backend.tensor_text": "", "models.functional": "Model"}
)
__version__ = "0.1.0"

__all__ = [
    "Input",
    "Sequential",
    "activations",
    "backend",
    "callbacks",
    "constraints",
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
