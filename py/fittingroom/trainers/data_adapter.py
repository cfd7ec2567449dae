"""Data on its way into a model: any array, batch by batch, as contiguous floats.

Data is never copied as a whole and never shuffled itself: batches are gathered by shuffled indices.
"""

import copy
import math
from collections.abc import Iterator, Sequence
from typing import Any, Self, cast

import numpy as np

from fittingroom.backend import Array, Shape
from fittingroom.backend.buffers import RowBuffer

DEFAULT_BATCH_SIZE = 32
_LABELS_AHEAD = 1 << 16
"""Numbers of labels to read at once."""


class ArraySource:
    """Samples that a model reads batch by batch. Subclass it to convert them while reading.

    Args:
        array: `(samples, ...)`, any number type.
    """

    def __init__(self, array: Array) -> None:
        # NumPy's `take` would copy an array that is not contiguous as a whole, for every batch.
        self.array = np.ascontiguousarray(array)
        self._raw: RowBuffer | None = None

    @property
    def shape(self) -> tuple[int, ...]:
        """`(samples, ...)`"""
        return self.array.shape

    def __len__(self) -> int:
        return len(self.array)

    def __getitem__(self, key: slice) -> Self:
        """Return a part of the samples, `source[start:stop]`, uncopied (unless it has a step)."""
        part = copy.copy(self)
        part.array = np.ascontiguousarray(self.array[key])
        part._raw = None
        return part

    def places(self, indices: Array) -> Array:
        """Return where the samples at `indices` lie in `array`, which `read` takes.

        `indices` and places are whole numbers of type intp, `(samples,)`, all in range.
        """
        return indices

    def read(self, places: Array, out: Array) -> None:
        """Write the samples at `places` into `out`, a C-contiguous `(len(places), ...)` array.

        `out` is of the model's float type.
        """
        if out.dtype == self.array.dtype:
            # Places are in range; mode="raise" would make NumPy go through a buffer of its own.
            self.array.take(places, 0, out, "clip")
        else:
            np.copyto(out, self.read_raw(places), casting="unsafe")

    def read_raw(self, places: Array) -> Array:
        """Samples at `places` in their own number type, in memory the next read overwrites."""
        if self._raw is None:
            self._raw = RowBuffer(self.array.shape[1:], self.array.dtype.str)
        raw = self._raw.rows(len(places))
        self.array.take(places, 0, raw, "clip")
        return raw


def to_source(data: Any, name: str) -> ArraySource:
    """Wrap an array, list or `ArraySource`; `name` (`"x"` or `"y"`) is for messages.

    Parity: Keras refuses plain lists; here they become arrays. A list of one array is the list of
    a model's inputs, of which there is one.

    Raises:
        ValueError: if `data` is empty, ragged, or holds no numbers.
    """
    source = _only_array(data)
    if not isinstance(source, ArraySource):
        source = ArraySource(_to_array(source, name))
    if len(source) == 0:
        raise ValueError(f"Expected at least one sample. Received: {name} of shape {source.shape}")
    return source


def _only_array(data: Any) -> Any:
    """Return the array of a list of one array, anything else as it is."""
    values = cast("Sequence[Any]", data if isinstance(data, (list, tuple)) else [data])
    alone = len(values) == 1 and isinstance(values[0], (np.ndarray, ArraySource))
    return cast("Any", values[0] if alone else data)


def check_same_length(x: ArraySource, y: ArraySource) -> None:
    """Check that there are as many labels as samples.

    Raises:
        ValueError: if not.
    """
    if len(x) != len(y):
        raise ValueError(
            "Data cardinality is ambiguous. Make sure all arrays contain the same number of "
            f"samples. Received: x with {len(x)} samples, y with {len(y)} labels."
        )


def fit_shape(source: ArraySource, input_shape: Shape) -> tuple[int, ...]:
    """Shape `(...)` in which one sample of `source` enters a model built for `input_shape`.

    As in Keras, a last axis of size 1 may be missing or too many.

    Raises:
        ValueError: if samples do not fit, saying how to reshape them where that would help.
    """
    given, expected = source.shape[1:], tuple(size or 0 for size in input_shape[1:])
    fits = given == expected or (*given, 1) == expected or given == (*expected, 1)
    if fits:
        return expected
    hint = "Give the model's first layer the shape of your samples, or change the data."
    if math.prod(given) == math.prod(expected):
        rows = ", ".join(map(str, (len(source), *expected)))
        hint = f"Reshape the data: x = x.reshape(({rows}))."
        if len(expected) == 1 < len(given):
            hint = (
                f"Begin the model with keras.Input({given}) and layers.Flatten(), in place of what "
                f"says {expected} now, or reshape the data: x = x.reshape(({rows}))."
            )
    elif source.shape == expected:
        hint = "This is one sample: pass it as a batch of one, x[None] (or x[0:1] of the set)."
    elif len(expected) == 1 < len(given):
        # The slip of building for `pictures.shape[-1]`, which is 1, instead of for their rows.
        values = math.prod(given)
        hint = (
            f"A sample has {' x '.join(map(str, given))} = {values} values. Make each one row, "
            f"x = x.reshape(({len(source)}, {values})), and build the first layer with "
            f"input_shape=({values},)."
        )
    raise ValueError(
        f"Invalid input shape: the model expects x of shape {input_shape}. "
        f"Received: x of shape {source.shape}. {hint}"
    )


def steps_per_epoch(samples: int, batch_size: int) -> int:
    """Return the number of batches that samples make; the last may be smaller."""
    return -(-samples // batch_size)


class Batches:
    """Cuts samples, and labels if there are any, into batches of preallocated memory.

    Args:
        x: samples, read as floats of type `dtype` and shape `(batch, *sample_shape)`.
        y: labels, in the same order; whole numbers stay so, everything else becomes `dtype`.
        batch_size: samples per batch; the last batch may be smaller.
        sample_weight: `(samples,)`, one weight per sample, or None.
    """

    def __init__(
        self,
        x: ArraySource,
        y: ArraySource | None,
        batch_size: int,
        sample_shape: tuple[int, ...],
        dtype: str,
        y_dtype: str,
        sample_weight: Array | None = None,
    ) -> None:
        self.samples = len(x)
        self.batch_size = min(batch_size, self.samples)
        self._x, self._y, self._sample_weight = x, y, sample_weight
        self._sample_shape = sample_shape
        self._x_rows = RowBuffer(x.shape[1:], dtype)
        y_shape = (0,) if y is None else y.shape[1:]
        self._y_rows = RowBuffer(y_shape, y_dtype)
        ahead = _LABELS_AHEAD // (self.batch_size * max(1, math.prod(y_shape)))
        self._ahead = self.batch_size * max(1, ahead)

    def __len__(self) -> int:
        return steps_per_epoch(self.samples, self.batch_size)

    @property
    def steps(self) -> int | None:
        """The number of batches in a pass; None where it is not known yet."""
        return len(self)

    def epoch(self, rng: np.random.Generator | None) -> Iterator[tuple[Array, Array, Array | None]]:
        """Go through the samples once, in an order that `rng` draws if there is one."""
        return self(None if rng is None else rng.permutation(self.samples))

    def __call__(self, order: Array | None = None) -> Iterator[tuple[Array, Array, Array | None]]:
        """Go through the samples once, as `(x, y, sample_weight)`, in `order` if given.

        `order` is a permutation. Each batch is overwritten by the next. Without labels `y` is
        empty, without weights `sample_weight` is None.
        """
        indices = np.arange(self.samples, dtype=np.intp) if order is None else order.astype(np.intp)
        # Looked up once a pass, labels read for many batches: small batches would feel it.
        x_places = self._x.places(indices)
        y_places = indices if self._y is None else self._y.places(indices)
        y = labels = np.empty(0)
        all_weights, weights = self._sample_weight, None
        for start in range(0, self.samples, self.batch_size):
            stop = start + self.batch_size
            here = x_places[start:stop]
            x = self._x_rows.rows(len(here))
            self._x.read(here, x)
            if self._y is not None:
                read = start % self._ahead
                if not read:
                    coming = y_places[start : start + self._ahead]
                    labels = self._y_rows.rows(len(coming))
                    self._y.read(coming, labels)
                y = labels[read : read + len(here)]
            if all_weights is not None:
                weights = all_weights[indices[start:stop]]
            yield self._as_samples(x), y, weights

    def _as_samples(self, x: Array) -> Array:
        return x if x.shape[1:] == self._sample_shape else x.reshape(-1, *self._sample_shape)


def split_at(samples: int, validation_split: float) -> int:
    """Return the number of samples to train on; the rest, the last ones, validate.

    Parity: `floor(samples * (1.0 - validation_split))` in floating point, so that 50 samples
    with 0.9 leave 4 and not 5.

    Raises:
        ValueError: if the fraction is out of range or one of the parts would be empty.
    """
    if not 0.0 <= validation_split < 1.0:
        raise ValueError(
            "Expected `validation_split` to be a fraction from 0 up to but not including 1. "
            f"Received: validation_split={validation_split}"
        )
    count = math.floor(samples * (1.0 - validation_split))
    if count in (0, samples):
        raise ValueError(
            f"Training data contains {samples} samples, which is not sufficient to split it into "
            "a validation and training set as specified by "
            f"`validation_split={validation_split}`. Either provide more data, or a different "
            "value for the `validation_split` argument."
        )
    return count


def is_stream(data: object) -> bool:
    """Return whether data come as batches, one after another: see `trainers.streams`."""
    return isinstance(data, Iterator) or getattr(type(data), "is_stream_of_batches", False)


def _to_array(data: Any, name: str) -> Array:
    if is_stream(data):
        raise ValueError(
            f"Batches that come one after another hold x and y: model.fit(batches). Received: "
            f"{name} of type {type(data).__name__}"
        )
    try:
        array = np.asarray(data)
    except ValueError as error:
        raise ValueError(
            f"Expected {name} as an array, all samples of one shape. Received: {error}"
        ) from error
    if array.dtype.kind not in "biuf" or array.ndim == 0:
        raise ValueError(
            f"Expected {name} as an array of numbers, one entry per sample. "
            f"Received: {name} of type {type(data).__name__}, shape {array.shape}, "
            f"dtype {array.dtype}{_number_hint(array, name)}"
        )
    return array


def _number_hint(array: Array, name: str) -> str:
    """Return how to make an array of numbers of what is none."""
    if array.dtype.kind in "US" and array.ndim == 0:
        return (
            ", a text. If it names a picture, load that as numbers first: from PIL import Image, "
            f"then {name} = np.asarray(Image.open(name).convert('L').resize((28, 28)))[np.newaxis]"
        )
    if array.dtype.kind in "US":
        return (
            f". Where the texts are numbers: {name} = {name}.astype(float). Where they are names "
            f"of classes: names, {name} = np.unique({name}, return_inverse=True)"
        )
    if array.dtype.kind in "biuf":
        return f". One sample is a batch of one: {name}[i:i+1] of the whole array"
    return ""
