"""Samples with labels, checked against a model and laid out in batches.

Everything here runs before the first batch, and before an unbuilt model draws its weights, so a
call that fails has changed nothing.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from fittingroom.backend import Array, Shape
from fittingroom.metrics import CompileMetrics
from fittingroom.trainers import data_adapter
from fittingroom.trainers.data_adapter import DEFAULT_BATCH_SIZE, ArraySource, Batches
from fittingroom.trainers.limited_batches import LimitedBatches
from fittingroom.trainers.sample_weights import sample_weights
from fittingroom.trainers.trainable_model import TrainableModel
from fittingroom.utils import lazy_modules


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

    is_stream = False

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
        if y is None:
            raise ValueError("Expected labels as `y`. Received: y=None")
        self.x = data_adapter.to_source(model.pack_inputs(x), "x")
        # Of a class, whose `call` is followed for the samples, the loss is known now.
        self._compilation = model.compilation
        loss = self._compilation.get_loss(learn=learn)
        if class_weight is not None and loss.of_several:
            raise ValueError("`class_weight` is only supported for Models with a single output.")
        self.labels = data_adapter.to_source(model.pack_labels(y), "y").array
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
        self,
        batch_size: int,
        part: slice = slice(None),
        *,
        validate: bool = False,
        steps: int | None = None,
    ) -> Batches:
        """Lay `part` of the samples out in batches, to train on or to `validate` on.

        Args:
            steps: batches in a pass; all if None.
        """
        y = ArraySource(self._targets[part])
        # Parity: class weights are for training, weights of samples go along to the split.
        weights = None if validate and self._weighted_by_class else self._weights
        return _batches(
            steps,
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


def labelled(model: TrainableModel, x: Any, *labels: Any) -> LabelledData:
    """Return samples and their labels; `x` may be a stream of batches with both."""
    if data_adapter.is_stream(x):
        return lazy_modules.load("trainers.streams").StreamedData(model, x, *labels)
    return LabelledData(model, x, *labels)


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


def unlabelled_batches(
    model: TrainableModel, x: Any, batch_size: int | None, steps: int | None
) -> tuple[Batches, Array]:
    """Lay samples out in batches, with an empty array for the predictions; build the model."""
    if data_adapter.is_stream(x):
        return lazy_modules.load("trainers.streams").to_predict(model, x, steps)
    source = data_adapter.to_source(model.pack_inputs(x), "x")
    input_shape, sample_shape = input_shapes(model, source)
    output_shape = model.compute_output_shape(input_shape)
    model.build(input_shape)
    dtype = model.layers[0].dtype
    size = batch_size or default_batch_size(len(source), steps)
    batches = _batches(steps, source, None, size, sample_shape, dtype, dtype)
    return batches, np.empty((len(source), *map(int, _known(output_shape))), model.layers[-1].dtype)


def default_batch_size(samples: int, steps: int | None) -> int:
    """Return the batch size where none is given: with `steps`, such that they take all samples."""
    return DEFAULT_BATCH_SIZE if steps is None else data_adapter.steps_per_epoch(samples, steps)


@dataclass(frozen=True)
class Cut:
    """How samples are cut into batches.

    Attributes:
        batch_size: None takes the default.
        steps: batches in a pass; None takes all.
    """

    batch_size: int | None
    steps: int | None = None

    def batches(
        self, data: LabelledData, samples: int, part: slice = slice(None), *, validate: bool = False
    ) -> Batches:
        """Lay a part of so many `samples` of the data out in batches."""
        size = self.batch_size or default_batch_size(samples, self.steps)
        return data.batches(size, part, validate=validate, steps=self.steps)


def split_validation(
    data: LabelledData,
    validation_split: float,
    validation_data: LabelledData | None,
    train: Cut,
    validate: Cut,
) -> tuple[Batches, Batches | None]:
    """Return the batches to train on and those to validate on (None without validation)."""
    if validation_data is not None:
        validation = validate.batches(validation_data, len(validation_data))
        return train.batches(data, len(data)), validation
    if not validation_split:
        return train.batches(data, len(data)), None
    if data.is_stream:
        raise ValueError(
            "`validation_split` is for arrays. Give batches of their own to validate on: "
            "validation_data=other_batches"
        )
    count = data_adapter.split_at(len(data), validation_split)
    rest = len(data) - count
    validation = validate.batches(data, rest, slice(count, len(data)), validate=True)
    return train.batches(data, count, slice(0, count)), validation


def _batches(steps: int | None, *given: Any) -> Batches:
    return Batches(*given) if steps is None else LimitedBatches(*given, steps=steps)


def _known(shape: Shape) -> list[int]:
    return [size or 0 for size in shape[1:]]
