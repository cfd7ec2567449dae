"""The network as a drawing: a few of its units, and how strongly they are connected."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fittingroom.app.records import Column, Network
from fittingroom.backend import Array
from fittingroom.layers import Dense
from fittingroom.models import Sequential

SHOWN = 12
"""Units shown of a column at the most."""
BANDS = 14
"""Input bands shown; each stands for two rows of 28 pixels."""
PIXELS = 28 * 28


def draw(model: Sequential, *, weights: bool = True, start: Array | None = None) -> Network:
    """Return columns, links and tiles of a built model of Dense layers over 28x28 pictures.

    Args:
        model: a built model.
        weights: whether to show the weights; else only the columns are drawn.
        start: the first layer's kernel before training, `(784, units)`.

    Returns:
        ``columns``: a `Column` for the input and for each layer.
        ``links``: for each pair of neighbouring columns a list
        `(shown, shown)` of numbers in -1..1, the weight over the largest of its layer (the input's
        bands: the mean over their 56 pixels, over the largest such mean); or None. ``tiles``:
        `shown x 784` bytes, the weights into each shown unit of the first layer, 128 for zero; or
        None. ``changes``: the same for the weights minus `start`, each unit over its own largest;
        None without `start` and where nothing has changed.
    """
    dense = [layer for layer in model.layers if isinstance(layer, Dense)]
    columns = [Column(name="pixels", units=PIXELS, shown=list(range(BANDS)), activation="")]
    columns += [
        Column(
            name=layer.name,
            units=layer.units,
            shown=_spread(layer.units),
            activation=layer.activation.name,
        )
        for layer in dense
    ]
    if not weights:
        return {"columns": columns, "links": None, "tiles": None, "changes": None}
    kernels = [layer.arrays[0] for layer in dense]
    first = kernels[0][:, columns[1]["shown"]]
    seen = [first.reshape(BANDS, PIXELS // BANDS, -1).mean(axis=1)]
    for kernel, left, right in zip(kernels[1:], columns[1:-1], columns[2:], strict=True):
        seen.append(kernel[np.ix_(left["shown"], right["shown"])])
    links = [np.round(_scaled(part), 3).tolist() for part in seen]
    changes = None
    if start is not None:
        learned = first - start[:, columns[1]["shown"]]
        changes = np.stack([_scaled(unit) for unit in learned.T]) if learned.any() else None
    return {
        "columns": columns,
        "links": links,
        "tiles": _bytes(_scaled(first.T)),
        "changes": None if changes is None else _bytes(changes),
    }


def _bytes(values: npt.NDArray[np.float32]) -> bytes:
    """Return numbers in -1..1 as bytes, 128 for zero."""
    return np.round(values * 127 + 128).astype(np.uint8).tobytes()


def _spread(units: int) -> list[int]:
    """Indices of at most `SHOWN` units, spread evenly."""
    gaps = min(units, SHOWN) - 1
    return [i * (units - 1) // gaps for i in range(gaps + 1)] if gaps else [0]


def _scaled(values: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    largest = float(np.abs(values).max())
    if not np.isfinite(largest) or largest == 0.0:
        return np.zeros_like(values)
    return values / np.float32(largest)
