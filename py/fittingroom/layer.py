"""What every layer is: weights, `call`, `backward`.

Imports NumPy, `backend`, `regularizers` (for types) and `utils` only. A layer knows neither the
model it stands in nor the loss behind it.
"""

from collections.abc import Sequence
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import backend, utils
from fittingroom.backend import Array
from fittingroom.regularizers import Regularizer

Shape = tuple[int | None, ...]


class LayerCall(Protocol):
    """What `Layer.call` is."""

    def __call__(self, inputs: Array, *, logits: bool = False) -> Array: ...


class Layer:
    """Base of all layers.

    `weights` and `grads` list arrays in the same order; `backward` fills `grads` in place.
    What `call` and `backward` return may be memory that the next batch overwrites: copy to keep.

    Args:
        name: unique in its model; by default the class's name, numbered.
        trainable: whether training changes the weights; may be set later, before `compile`.
        dtype: float type of weights and results; by default `backend.floatx()`.
        input_shape: shape of one sample, when this is the first layer of a model.
        input_dim: the same as `input_shape=(input_dim,)`.
    """

    def __init__(
        self,
        *,
        name: str | None = None,
        trainable: bool = True,
        dtype: str | None = None,
        input_shape: Sequence[int] | None = None,
        input_dim: int | None = None,
    ) -> None:
        if input_dim is not None:
            input_shape = (input_dim,)
        self.input_shape_argument = None if input_shape is None else sample_shape(input_shape)
        self.name = name or utils.auto_name(type(self).__name__)
        self.dtype = backend.standardize_dtype(dtype)
        self.trainable = trainable
        self.built = False
        self.weight_regularizers: dict[int, Regularizer] = {}
        self.weights: list[Array] = []
        self.grads: list[Array] = []

    def build(self, input_shape: Shape, rng: np.random.Generator | None = None) -> None:
        """Make the weights for inputs of `input_shape`, `(None, ...)`, drawing from `rng`."""
        self.built = True

    def call(self, inputs: Array, *, logits: bool = False) -> Array:
        """Compute the layer's output for one batch, remembering what `backward` needs.

        With `logits=True` a layer that ends in an activation leaves it out.
        """
        raise NotImplementedError

    def training_call(self, rng: np.random.Generator | None) -> LayerCall:
        """What stands for `call` while training; noise is drawn from `rng`."""
        return self.call

    def backward(
        self, grad_output: Array, *, logits: bool = False, input_grad: bool = True
    ) -> Array | None:
        """Fill `grads` for the batch of the last `call`; return dLoss/dInputs.

        Args:
            grad_output: dLoss/dOutput, the output's shape; overwritten. With `logits=True` it
                is the gradient before the activation.
            input_grad: False returns None and saves the work, as the first layer may.
        """
        raise NotImplementedError

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Shape of the output, `(None, ...)`, for inputs of `input_shape`."""
        raise NotImplementedError

    def __call__(self, inputs: ArrayLike) -> Array:
        """Build if needed and compute: `(batch, ...)` to a new array."""
        values = np.ascontiguousarray(inputs, dtype=self.dtype)
        shape = (None, *values.shape[1:])
        self.compute_output_shape(shape)  # raises when the shape does not fit
        if not self.built:
            self.build(shape)
        return self.call(values).copy()

    def get_weights(self) -> list[Array]:
        """Copies of the weights, `[kernel, bias]` order."""
        return [weight.copy() for weight in self.weights]

    def set_weights(self, weights: Sequence[ArrayLike]) -> None:
        """Overwrite the weights with `weights`, in the order of `get_weights`.

        Raises:
            ValueError: if number or shapes differ; nothing is changed then.
        """
        assign_weights(self.name, self.weights, weights)

    @property
    def trainable_weights(self) -> list[Array]:
        """The weights that training changes: all, or none where `trainable` is False."""
        return self.weights if self.trainable else []

    @property
    def non_trainable_weights(self) -> list[Array]:
        """The weights that training leaves alone."""
        return [] if self.trainable else self.weights

    @property
    def losses(self) -> list[float]:
        """What the regularizers of the trainable weights add to the loss now."""
        if not (self.trainable and self.built):
            return []
        return [rule(self.weights[index]) for index, rule in self.weight_regularizers.items()]

    def count_params(self) -> int:
        """Number of single weights.

        Raises:
            ValueError: if the layer is not built yet.
        """
        if not self.built:
            raise ValueError(
                f"You tried to call `count_params` on layer '{self.name}', but the layer isn't "
                "built. Give the model an input shape, call `build(input_shape)` or fit it first."
            )
        return sum(weight.size for weight in self.weights)

    def get_config(self) -> dict[str, Any]:
        """Arguments that make an equal layer."""
        return {"name": self.name, "trainable": self.trainable, "dtype": self.dtype}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Make a layer from what `get_config` returned, with weights of its own."""
        return cls(**config)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}, built={self.built}>"


def sample_shape(shape: object) -> tuple[int, ...]:
    """Check the shape of one sample, `(784,)` or `(28, 28)`.

    Raises:
        ValueError: if it is not a tuple of positive whole numbers.
    """
    sizes = utils.as_list(shape)
    whole = all(utils.is_whole_number(size) and size > 0 for size in sizes)
    if not whole or not sizes or sizes == [shape]:
        raise ValueError(
            "Expected the shape of one sample as a tuple of positive whole numbers, such as "
            f"(784,) or (28, 28). Received: shape={shape!r}"
        )
    return tuple(int(size) for size in sizes)


def assign_weights(owner: str, weights: list[Array], values: Sequence[ArrayLike]) -> None:
    """Copy `values` into `weights` after checking number and shapes; `owner` is for the message."""
    arrays = [np.asarray(value) for value in values]
    expected, received = [w.shape for w in weights], [a.shape for a in arrays]
    if expected != received:
        raise ValueError(
            f"Expected {len(expected)} weights for '{owner}', of shapes {expected}. "
            f"Received: {len(received)} weights, of shapes {received}. Pass what "
            "`get_weights()` of a model with the same layers returned."
        )
    for weight, array in zip(weights, arrays, strict=True):
        weight[...] = array
