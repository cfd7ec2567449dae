"""`Normalization`: inputs with the mean and the variance of the data taken away."""

from typing import Any

import numpy as np

from fittingroom.backend import Array, Shape
from fittingroom.backend.tensor import Tensor, tensor
from fittingroom.layers.elementwise import Elementwise

_EPSILON = 1e-7


class Normalization(Elementwise):
    """Shift and scale to mean 0 and variance 1: `output = (inputs - mean) / sqrt(variance)`.

    Mean and variance are given, or taken from data by `adapt`, before training.

    Args:
        axis: axes that have a mean and a variance for each place; None for one of all values.
        mean, variance: numbers, or one for each place along `axis`.
        invert: whether to go from normalized values to values of the data.

    Raises:
        ValueError: if one of the two is given alone, or they are of other shapes.

    Reference: https://keras.io/api/layers/preprocessing_layers/numerical/normalization/
    """

    def __init__(
        self,
        axis: Any = -1,
        mean: Any = None,
        variance: Any = None,
        invert: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.axis = () if axis is None else (axis,) if isinstance(axis, int) else tuple(axis)
        if (mean is None) != (variance is None):
            raise ValueError(
                "When setting values directly, both `mean` and `variance` must be set. "
                f"Received: mean={mean} and variance={variance}"
            )
        if mean is not None and np.shape(mean) != np.shape(variance):
            raise ValueError(
                "When setting values directly, `mean` and `variance` must have the same shape. "
                f"Received: mean shape {np.shape(mean)} and variance shape {np.shape(variance)}"
            )
        if mean is not None and np.ndim(mean) > len(self.axis):
            raise ValueError(
                "The rank of `mean` must be less than or equal to the number of axes "
                f"({len(self.axis)}). Received: mean shape {np.shape(mean)} for axis {self.axis}"
            )
        self.input_mean, self.input_variance, self.invert = mean, variance, invert
        self._shape: tuple[int, ...] = ()
        self._kept: tuple[int, ...] = ()

    def build(self, input_shape: Shape, rng: np.random.Generator | None = None) -> None:
        axes = len(input_shape)
        if any(not -axes <= axis < axes for axis in self.axis):
            raise ValueError(
                "All `axis` values must be in the range [-ndim, ndim). Received inputs with "
                f"ndim={axes}, while axis={self.axis}"
            )
        self._kept = tuple(sorted(axis % axes for axis in self.axis))
        if any(input_shape[axis] is None for axis in self._kept):
            raise ValueError(
                "All `axis` values to be kept must have a known shape. Received axis="
                f"{self.axis}, inputs.shape={input_shape}"
            )
        self._shape = tuple(
            size or 0 if axis in self._kept else 1 for axis, size in enumerate(input_shape)
        )
        self.states.clear()
        self._states.clear()
        if self.input_mean is None:
            shape = tuple(self._shape[axis] for axis in self._kept)
            self.add_state(shape, "zeros", name="mean")
            self.add_state(shape, "ones", name="variance")
            self.add_state((), "zeros", name="count")
        self.built = True

    @property
    def mean(self) -> Tensor | None:
        """The mean, in a shape that fits the inputs; None before the layer is built."""
        return tensor(self._part(0, self.input_mean)) if self.built else None

    @property
    def variance(self) -> Tensor | None:
        """The variance, as `mean`."""
        return tensor(self._part(1, self.input_variance)) if self.built else None

    def _part(self, index: int, given: Any) -> Array:
        if given is None:
            return self.states[index].reshape(self._shape)
        values = np.asarray(given, self.dtype)
        if values.ndim:
            sizes = [1] * len(self._shape)
            for place in range(1, values.ndim + 1):
                sizes[self._kept[-place]] = values.shape[-place]
            values = values.reshape(sizes)
        return np.broadcast_to(values, self._shape)

    def adapt(self, data: Any) -> None:
        """Take mean and variance from data, `(samples, ...)`.

        Raises:
            ValueError: if they were given, or the data do not fit the layer.
        """
        values = np.asarray(data)
        if values.dtype.kind not in "biuf" or not values.ndim:
            raise TypeError(
                f"adapt() takes an array of numbers. Received: {type(data).__name__} of type "
                f"{values.dtype}"
            )
        if self.input_mean is not None:
            raise ValueError("adapt() has nothing to do: `mean` and `variance` were given.")
        values = values.reshape(-1, 1) if values.ndim == 1 else values
        shape = (None, *values.shape[1:])
        if not self.built:
            self.build(shape)
        elif any(values.shape[axis] != self._shape[axis] for axis in self._kept):
            raise ValueError(
                f"The layer was built for {self._shape}, but adapt() is being called with data "
                f"with an incompatible shape, data.shape={values.shape}"
            )
        reduced = tuple(axis for axis in range(values.ndim) if axis not in self._kept)
        wide = np.asarray(values, np.result_type(values.dtype, np.float32))
        self.states[0][...] = wide.mean(axis=reduced)
        self.states[1][...] = wide.var(axis=reduced)

    def call(self, inputs: Array, *, logits: bool = False) -> Array:
        outputs = self._rows_like(inputs)
        mean, scale = self._numbers()
        if self.invert:
            np.multiply(inputs, scale, out=outputs)
            np.add(outputs, mean, out=outputs)
        else:
            np.subtract(inputs, mean, out=outputs)
            np.divide(outputs, scale, out=outputs)
        return outputs

    def _numbers(self) -> tuple[Array, Array]:
        variance = self._part(1, self.input_variance)
        scale = np.maximum(np.sqrt(variance), np.asarray(_EPSILON, self.dtype))
        return self._part(0, self.input_mean), scale

    def backward(
        self, grad_output: Array, *, logits: bool = False, input_grad: bool = True
    ) -> Array | None:
        change = np.multiply if self.invert else np.divide
        change(grad_output, self._numbers()[1], out=grad_output)
        return grad_output

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "axis": self.axis,
            "invert": self.invert,
            "mean": np.array(self.input_mean).tolist(),
            "variance": np.array(self.input_variance).tolist(),
        }
