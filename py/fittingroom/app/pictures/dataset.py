"""A training set and a test set, as views of the pictures in the store."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fittingroom.app.pictures.scaled_images import ScaledImages


class Dataset(NamedTuple):
    """A training and a test set. Labels are class numbers, `(n,)` uint8."""

    pixels: dict[str, npt.NDArray[np.uint8]]
    rows: dict[str, npt.NDArray[np.intp]]
    labels: dict[str, npt.NDArray[np.uint8]]
    class_names: tuple[str, ...]

    def images(self, part: str, normalize: bool) -> ScaledImages:
        """Return the pictures of `part` (``"train"`` or ``"test"``) as input for a model."""
        return ScaledImages(self.pixels[part], self.rows[part], normalize)

    def picture(self, part: str, index: int) -> npt.NDArray[np.uint8]:
        """Return one picture, `(28, 28)` uint8."""
        return self.pixels[part][self.rows[part][index]]

    def one_hot(self, part: str) -> npt.NDArray[np.float32]:
        """Return labels as rows with a single 1, `(n, classes)` float32."""
        return np.eye(len(self.class_names), dtype=np.float32)[self.labels[part]]
