"""`Concatenate`: inputs side by side."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from fittingroom.backend import Array, Shape
from fittingroom.backend.tensor import Tensor
from fittingroom.layers.merging.merge import Merge


class Concatenate(Merge):
    """The inputs side by side along an axis.

    Args:
        axis: along which; -1 is the last.
    """

    def __init__(self, axis: int = -1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.axis = axis

    def merged(self, inputs: list[Array]) -> Array:
        return np.concatenate(inputs, axis=self.axis)

    def slopes(self, grad_output: Array, inputs: list[Array]) -> list[Array]:
        ends = np.cumsum([0, *(each.shape[self.axis] for each in inputs)]).tolist()
        along = np.moveaxis(grad_output, self.axis, 0)
        return [np.moveaxis(along[start:end], 0, self.axis).copy() for start, end in pairwise(ends)]

    def compute_output_shape(self, input_shape: Any) -> Shape:
        shapes = [list(shape) for shape in self._listed(input_shape)]
        rest = [
            [size for axis, size in enumerate(shape) if axis != self.axis % len(shape)]
            for shape in shapes
        ]
        if any(each != rest[0] for each in rest) or not self.axis % len(shapes[0]):
            raise ValueError(
                "A `Concatenate` layer requires inputs with matching shapes except for the "
                f"concatenation axis. Received: input_shape={input_shape}"
            )
        whole = list(shapes[0])
        whole[self.axis] = sum(shape[self.axis] or 0 for shape in shapes)
        return tuple(whole)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "axis": self.axis}


def concatenate(inputs: Sequence[Any], axis: int = -1, **kwargs: Any) -> Tensor:
    """`Concatenate` as a function."""
    return Concatenate(axis, **kwargs)(inputs)
