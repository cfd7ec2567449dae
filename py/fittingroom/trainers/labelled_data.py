"""Samples with labels, checked against a model and laid out in batches.

Everything here runs before the first batch, and before an unbuilt model draws its weights, so a
call that fails has changed nothing.
"""

from typing import Any

import numpy as np

from fittingroom.backend import Array, Shape
from fittingroom.metrics import CompileMetrics
from fittingroom.trainers import data_adapter
from fittingroom.trainers.data_adapter import ArraySource, Batches
from fittingroom.trainers.sample_weights import sample_weights
from fittingroom.trainers.trainable_model import TrainableModel


class LabelledData:
    """Samples with labels that fit a compiled model.

    Args:
        x: `(samples, ...)`, array or `ArraySource`.
        y: labels as the loss wants them.
        sample_weight: `(samples,)`, or None.
        class_weight: a weight for each class number instead; classes left out count 1.
        learn: whether they are to train on, not only to measure.

    Attributes:
        labels: as given.

    Raises:
        ValueError: if they do not fit each other, the model or its loss.
    """

    def __init__(
        self,
        model: TrainableModel,
        x: Any,
        y: Any,
        sample_weight: Any = None,
        class_weight: Any = None,
        *,
        learn: bool = False,
    ) -> None:
        self._compilation = model.compilation
        loss = self._compilation.get_loss(learn=learn)
        if y is None:
            raise ValueError("Expected labels as `y`. Received: y=None")
        self.x = data_adapter.to_source(x, "x")
        self.labels = data_adapter.to_source(y, "y").array
        data_adapter.check_same_length(self.x, ArraySource(self.labels))
        self.input_shape, self._sample_shape = input_shapes(model, self.x)
        self.output_shape = model.compute_output_shape(self.input_shape)
        self._targets = loss.check_labels(self.labels, self.output_shape)
        self._x_dtype, self._y_dtype = model.layers[0].dtype, model.layers[-1].dtype
        if self._targets.dtype.kind == "i" and self._targets.ndim == 1:
            self._y_dtype = self._targets.dtype.str
        self._weights = sample_weights(
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

    def new_metrics(self) -> CompileMetrics:
        """Make the metrics of one pass over these labels."""
        return self._compilation.new_metrics(self.labels.shape, self.output_shape)


def input_shapes(model: TrainableModel, x: ArraySource) -> tuple[Shape, tuple[int, ...]]:
    """Return the model's input shape for `x`, and the shape its samples enter in.

    A model without an input shape takes that of `x`.
    """
    if not model.layers:
        model.build(x.shape)  # raises: no layers
    shape = model.known_input_shape
    if shape is None:
        return (None, *x.shape[1:]), x.shape[1:]
    return shape, data_adapter.fit_shape(x, shape)


def unlabelled_batches(model: TrainableModel, x: Any, batch_size: int) -> tuple[Batches, Array]:
    """Lay samples out in batches, with an empty array for the predictions; build the model."""
    source = data_adapter.to_source(x, "x")
    input_shape, sample_shape = input_shapes(model, source)
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


def _known(shape: Shape) -> list[int]:
    return [size or 0 for size in shape[1:]]
