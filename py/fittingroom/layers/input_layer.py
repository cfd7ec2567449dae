"""`Input`: the declared shape of one sample."""

import warnings
from collections.abc import Sequence
from typing import Any

from fittingroom import backend, utils
from fittingroom.backend import Array, Shape
from fittingroom.layers.keras_tensor import KerasTensor
from fittingroom.layers.layer import Layer, sample_shape


class InputLayer(Layer):
    """Declares the shape of one sample; computes nothing.

    Args:
        shape: of one sample, `(784,)` or `(28, 28)`.
        batch_size: samples in a batch; noted only, any number is taken.
        dtype: float type; by default `backend.floatx()`.
        batch_shape: `(batch_size, *shape)` instead of the two.
        input_shape: old name of `shape`.

    Raises:
        ValueError: if no shape is given, or two.
    """

    def __init__(
        self,
        shape: Sequence[int] | None = None,
        batch_size: int | None = None,
        dtype: str | None = None,
        batch_shape: Sequence[int | None] | None = None,
        name: str | None = None,
        *,
        input_shape: Sequence[int] | None = None,
    ) -> None:
        if input_shape is not None:
            warnings.warn(
                "Argument `input_shape` is deprecated. Use `shape` instead.", stacklevel=2
            )
            shape = input_shape
        if batch_shape is not None and (shape is not None or batch_size is not None):
            other = "shape" if shape is not None else "batch_size"
            raise ValueError(
                f"You cannot pass both `{other}` and `batch_shape` at the same time. "
                f"Received: {other}={shape if shape is not None else batch_size}, "
                f"batch_shape={batch_shape}"
            )
        if batch_shape is not None:
            batch_size, *rest = utils.as_list(batch_shape)
            shape = tuple(rest)
        if shape is None:
            raise ValueError(
                "You must pass a `shape` argument: the shape of one sample, such as (784,)."
            )
        super().__init__(name=name, dtype=backend.standardize_dtype(dtype))
        self.batch_size = batch_size
        self.batch_shape: Shape = (None, *sample_shape(shape))
        self.built = True
        self.tensor = KerasTensor(self.batch_shape, self.dtype, self.name, self, 0)

    @property
    def output(self) -> KerasTensor:
        """What the first layer of a model is called on."""
        return self.tensor

    def call(self, inputs: Array, *, logits: bool = False) -> Array:
        return inputs

    def backward(
        self, grad_output: Array, *, logits: bool = False, input_grad: bool = True
    ) -> Array | None:
        return grad_output

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        return input_shape

    def get_config(self) -> dict[str, Any]:
        return {
            "batch_shape": (self.batch_size, *self.batch_shape[1:]),
            "dtype": self.dtype,
            "name": self.name,
        }


def Input(  # noqa: N802 (Keras's name)
    shape: Sequence[int] | None = None,
    batch_size: int | None = None,
    dtype: str | None = None,
    batch_shape: Sequence[int | None] | None = None,
    name: str | None = None,
) -> KerasTensor:
    """Declare the shape of one sample: the first entry of a `Sequential`, `Input((784,))`.

    In Keras's functional way of building models, layers are called on it.
    """
    return InputLayer(shape, batch_size, dtype, batch_shape, name).tensor
