"""A network's Dense layers, and the way of pictures through them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from fittingroom import backend
from fittingroom.layers import Dense
from fittingroom.models import Sequential

Floats = npt.NDArray[np.floating[Any]]


def dense_layers(model: Sequential) -> list[Dense]:
    """Return the layers that have units."""
    return [layer for layer in model.layers if isinstance(layer, Dense)]


def forward[T: Floats](layers: Sequence[Dense], values: T) -> Iterator[tuple[T, T]]:
    """Yield what each layer makes of its inputs: the weighted sums, and their activations.

    Sums are in the type of `values`: float32 as the network itself computes, float64 where the
    numbers shown are to add up. Activations are the network's own, float32, in either.

    Args:
        values: pictures as the network reads them, `(n, 784)`.
    """
    dtype: Any = values.dtype
    for layer in layers:
        kernel, bias = layer.arrays
        sums: Any
        if dtype == np.float32:
            sums = np.empty((len(values), layer.units), np.float32)
            backend.current().matmul(np.ascontiguousarray(values), kernel, sums, bias)
        else:
            sums = values @ kernel.astype(dtype) + bias.astype(dtype)
        answers: Any = layer.activation(sums.astype(np.float32, copy=False))
        answers = np.asarray(answers).astype(dtype, copy=False)
        yield sums, answers
        values = answers
