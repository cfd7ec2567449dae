"""Images as a model reads them: kept as bytes, scaled batch by batch."""

from __future__ import annotations

import copy
from typing import Self

import numpy as np
import numpy.typing as npt

from fittingroom import backend
from fittingroom.backend import Array
from fittingroom.trainers.data_adapter import ArraySource


class ScaledImages(ArraySource):
    """Pictures kept as bytes and turned into float32 one batch at a time.

    What is read equals ``(pixels / 255.0).astype("float32")`` to the bit when `normalize` is true,
    else ``pixels.astype("float32")``; the whole set is never held as floats.

    Args:
        pixels: `(n, 28, 28)`, uint8, the store the pictures lie in.
        rows: `(samples,)`, intp, which pictures of the store belong to this set, in order.
        normalize: whether to divide by 255.
    """

    def __init__(
        self, pixels: npt.NDArray[np.uint8], rows: npt.NDArray[np.intp], normalize: bool
    ) -> None:
        super().__init__(pixels)
        self._rows = rows
        self._scale = 255.0 if normalize else 1.0

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def shape(self) -> tuple[int, ...]:
        """`(samples, 28, 28)`."""
        return (len(self._rows), *self.array.shape[1:])

    def __getitem__(self, key: slice) -> Self:
        part = copy.copy(self)
        part._rows = self._rows[key]
        return part

    def places(self, indices: Array) -> Array:
        """Where the pictures at `indices` lie in the store."""
        return self._rows[indices]

    def read(self, places: Array, out: Array) -> None:
        """Fill `out`, `(len(places), 28, 28)` float32, with the pictures at `places`."""
        backend.current().gather(self.array, places, self._scale, out)
