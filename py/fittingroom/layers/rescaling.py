"""`Rescaling`: inputs times a scale plus an offset."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from fittingroom.backend import Array
from fittingroom.layers.elementwise import Elementwise


class Rescaling(Elementwise):
    """Scale and shift: `output = inputs * scale + offset`.

    Args:
        scale, offset: a number, or an array that broadcasts to a sample's shape. `1.0 / 255`
            takes pixels from 0 to 255 into [0, 1].
    """

    def __init__(self, scale: ArrayLike, offset: ArrayLike = 0.0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.scale, self.offset = scale, offset
        self._scale = np.asarray(scale, self.dtype)
        self._offset = np.asarray(offset, self.dtype)

    def call(self, inputs: Array, *, logits: bool = False) -> Array:
        outputs = self._rows_like(inputs)
        np.multiply(inputs, self._scale, out=outputs)
        np.add(outputs, self._offset, out=outputs)
        return outputs

    def backward(
        self, grad_output: Array, *, logits: bool = False, input_grad: bool = True
    ) -> Array | None:
        np.multiply(grad_output, self._scale, out=grad_output)
        return grad_output

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "scale": self.scale, "offset": self.offset}
