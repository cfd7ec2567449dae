"""Checks what `fit`, `evaluate` and `predict` were given, and lays it out in batches.

Imports NumPy, `data_adapter`, `losses`, `metrics` and `weighting`. Everything here runs before
the first batch, and before an unbuilt model draws its weights, so a call that fails has changed
nothing.
"""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from fittingroom import losses, metrics, utils
from fittingroom.backend import Array
from fittingroom.layers.layer import Shape
from fittingroom.metrics import Tracker
from fittingroom.trainers import data_adapter
from fittingroom.trainers import sample_weights as weighting
from fittingroom.trainers.data_adapter import ArraySource, Batches

if TYPE_CHECKING:
    from fittingroom.trainers.trainer import Trainer


class LabelledData:
    """Samples with labels that fit a compiled model.

    Args:
        x: `(samples, ...)`, array or `ArraySource`.
        y: labels as the loss wants them.
        sample_weight: `(samples,)`, or None.
        class_weight: a weight for each class number instead; classes left out count 1.

    Attributes:
        labels: as given.

    Raises:
        ValueError: if they do not fit each other, the model or its loss.
    """

    def __init__(
        self,
        model: "Trainer",
        loss: losses.Loss,
        x: Any,
        y: Any,
        sample_weight: Any = None,
        class_weight: Any = None,
    ) -> None:
        if y is None:
            raise ValueError("Expected labels as `y`. Received: y=None")
        self.x = data_adapter.to_source(x, "x")
        self.labels = data_adapter.to_source(y, "y").array
        data_adapter.check_same_length(self.x, ArraySource(self.labels))
        self.input_shape, self._sample_shape = entrance(model, self.x)
        self.output_shape = model.compute_output_shape(self.input_shape)
        self._targets = loss.check_labels(self.labels, self.output_shape)
        self._x_dtype, self._y_dtype = model.layers[0].dtype, model.layers[-1].dtype
        if self._targets.dtype.kind == "i" and self._targets.ndim == 1:
            self._y_dtype = self._targets.dtype.str
        self._weights = weighting.sample_weights(
            self.labels, sample_weight, class_weight, model.layers[-1].dtype
        )
        self._weighted_by_class = class_weight is not None

    def __len__(self) -> int:
        return len(self.x)

    def batches(
        self, batch_size: int, part: slice = slice(None), *, validate: bool = False
    ) -> Batches:
        """Lay `part` of the samples out in batches, to train on or to `validate` on."""
        y = ArraySource(self._targets[part])
        # Parity: class weights are for training, weights of samples go along to the split.
        weights = None if validate and self._weighted_by_class else self._weights
        return Batches(
            self.x[part],
            y,
            batch_size,
            self._sample_shape,
            self._x_dtype,
            self._y_dtype,
            None if weights is None else weights[part],
        )

    def tracker(self, plain: list[Any], weighted: list[Any]) -> Tracker:
        """Make metrics suited to these labels, of what `compile` was given."""
        suited = functools.partial(
            metrics.suited, labels_shape=self.labels.shape, output_shape=self.output_shape
        )
        return Tracker([*map(suited, plain)], [*map(suited, weighted)])


def entrance(model: "Trainer", x: ArraySource) -> tuple[Shape, tuple[int, ...]]:
    """Return the model's input shape for `x`, and the shape its samples enter in.

    A model that knows no shape yet takes that of `x`.
    """
    if not model.layers:
        model.build(x.shape)  # raises: no layers
    shape = model.known_input_shape
    if shape is None:
        return (None, *x.shape[1:]), x.shape[1:]
    return shape, data_adapter.fit_shape(x, shape)


def unlabelled_batches(model: "Trainer", x: Any, batch_size: int) -> tuple[Batches, Array]:
    """Lay samples out in batches, with an empty array for the predictions; build the model."""
    source = data_adapter.to_source(x, "x")
    input_shape, sample_shape = entrance(model, source)
    output_shape = model.compute_output_shape(input_shape)
    model.build(input_shape)
    dtype = model.layers[0].dtype
    batches = Batches(source, None, batch_size, sample_shape, dtype, dtype)
    return batches, np.empty((len(source), *map(int, _known(output_shape))), model.layers[-1].dtype)


def split_validation(
    data: LabelledData,
    validation_split: float,
    validation_data: LabelledData | None,
    batch_size: int,
    validation_batch_size: int,
) -> tuple[Batches, Batches | None]:
    """Return the batches to train on and those to validate on (None without validation)."""
    if validation_data is not None:
        return data.batches(batch_size), validation_data.batches(validation_batch_size)
    if not validation_split:
        return data.batches(batch_size), None
    count = data_adapter.split_at(len(data), validation_split)
    train, validate = slice(0, count), slice(count, len(data))
    validation = data.batches(validation_batch_size, validate, validate=True)
    return data.batches(batch_size, train), validation


def validation_parts(validation_data: Any) -> list[Any]:
    """Check that `validation_data` is `(x, y)` or `(x, y, sample_weight)` and return it."""
    parts = utils.as_list(validation_data)
    if len(parts) not in (2, 3):
        raise ValueError(
            "Expected `validation_data` as a pair (x_val, y_val), or with weights "
            "(x_val, y_val, sample_weight). "
            f"Received: {type(validation_data).__name__} of {len(parts)}"
        )
    return parts


def whole_number(name: str, value: object, least: int) -> int:
    """Check that an argument is a whole number of at least `least`, and return it.

    Raises:
        TypeError: if it is no whole number.
        ValueError: if it is too small.
    """
    if not utils.is_whole_number(value):
        raise TypeError(f"Expected `{name}` to be a whole number. Received: {name}={value!r}")
    if value < least:
        raise ValueError(f"Expected `{name}` to be at least {least}. Received: {name}={value}")
    return int(value)


def validation_epochs(frequency: Any) -> Callable[[int], bool]:
    """Return what tells after which epochs, from 0, to validate.

    Args:
        frequency: after every so many, or a list of numbers of epochs, from 1.

    Raises:
        TypeError: if it is neither.
        ValueError: if it is below 1.
    """
    listed = utils.as_list(frequency)
    if listed != [frequency]:
        numbers = {whole_number("validation_freq", number, 1) for number in listed}
        return lambda epoch: epoch + 1 in numbers
    every = whole_number("validation_freq", frequency, 1)
    return lambda epoch: (epoch + 1) % every == 0


def check_execution(arguments: dict[str, object]) -> None:
    """Check that what else `compile` was given changes no result.

    Raises:
        TypeError: for an argument that Keras does not have.
        ValueError: for one that would change results, and is not here.
    """
    for name, value in arguments.items():
        if name == "loss_weights" and value is not None:
            raise ValueError(
                "`loss_weights` is not here: it weighs the losses of several outputs, and there is "
                "one. Leave it out, and give metrics by name, metrics=['accuracy']. "
                f"Received: loss_weights={value!r}"
            )
        if name not in _EXECUTION:
            raise TypeError(f"compile() got an unexpected keyword argument {name!r}")


_EXECUTION = (
    "auto_scale_loss",
    "jit_compile",
    "loss_weights",
    "run_eagerly",
    "steps_per_execution",
)


def check_verbose(verbose: object) -> None:
    """Check that `verbose` is `"auto"`, 0, 1 or 2."""
    if verbose not in ("auto", 0, 1, 2):
        raise ValueError(f'Expected `verbose` from "auto", 0, 1, 2. Received: verbose={verbose!r}')


def _known(shape: Shape) -> list[int]:
    return [size or 0 for size in shape[1:]]
