"""Base of the layers whose output has the input's shape."""

from typing import Any

from fittingroom.backend import Array, Shape
from fittingroom.backend.buffers import RowBuffer
from fittingroom.layers.layer import Layer


class Elementwise(Layer):
    """A layer whose output has its input's shape, in memory of its own."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._output_rows = RowBuffer((0,), self.dtype)
        self._row_shape: tuple[int, ...] = (0,)

    def _rows_like(self, inputs: Array) -> Array:
        if inputs.shape[1:] != self._row_shape:
            self._row_shape = inputs.shape[1:]
            self._output_rows = RowBuffer(self._row_shape, self.dtype)
        return self._output_rows.rows(len(inputs))

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        return input_shape
