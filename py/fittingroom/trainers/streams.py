"""Data that come batch by batch: `tf.data.Dataset`, `PyDataset`, Python generators.

Each batch is checked and laid out as arrays are. Imported when such data are first given.
"""

import itertools
import warnings
from collections.abc import Iterable, Iterator
from typing import Any, cast

import numpy as np

from fittingroom.backend import Array
from fittingroom.trainers.data_adapter import Batches
from fittingroom.trainers.labelled_data import LabelledData, unlabelled_batches
from fittingroom.trainers.trainable_model import TrainableModel
from fittingroom.utils.py_dataset import PyDataset

Batch = tuple[Array, Array, Array | None]
Item = tuple[Any, Any, Any]


class Stream:
    """Batches one after another, as a program gives them.

    Args:
        given: a generator, which goes on where it was left, or what can be gone through again.
    """

    def __init__(self, given: Any) -> None:
        self._given = given
        self.kind = type(given).__name__
        self._first: list[Any] = []
        if getattr(given, "is_of_single_samples", False):
            raise ValueError(
                "This dataset gives its samples one by one. Cut it into batches first: "
                "dataset.batch(32)"
            )

    @property
    def restarts(self) -> bool:
        """Whether each pass can begin with the first batch."""
        return not isinstance(self._given, Iterator)

    @property
    def count(self) -> int | None:
        """The number of batches; None where it is not known, or there is no end."""
        if isinstance(self._given, PyDataset):
            return self._given.num_batches
        try:
            return len(self._given)
        except TypeError:
            return None

    @property
    def is_endless(self) -> bool:
        """Whether it is known that there is no last batch."""
        return bool(getattr(self._given, "is_endless", False))

    def peek(self) -> Item:
        """Return the first batch, which the next pass begins with.

        Raises:
            ValueError: if there is none.
        """
        if isinstance(self._given, PyDataset):
            return _parts(self._given[0])
        for item in self.items(None):
            if not self.restarts:
                self._first = [item]
            return _parts(item)
        raise ValueError(f"Expected at least one batch. Received: an empty {self.kind}")

    def items(self, rng: np.random.Generator | None) -> Iterator[Any]:
        """Go through the batches; those of a `PyDataset` in an order that `rng` draws."""
        if isinstance(self._given, PyDataset):
            return self._of_py_dataset(self._given, rng)
        kept, self._first = self._first, []
        return itertools.chain(kept, iter(self._given))

    def end_epoch(self) -> None:
        """Tell the program that all batches of an epoch were taken."""
        if isinstance(self._given, PyDataset):
            self._given.on_epoch_end()

    def _of_py_dataset(self, given: PyDataset, rng: np.random.Generator | None) -> Iterator[Any]:
        given.on_epoch_begin()
        count = given.num_batches
        numbers: Iterable[int] = itertools.count() if count is None else range(count)
        if rng is not None and count is not None:
            numbers = map(int, rng.permutation(count))
        for number in numbers:
            yield given[number]


class StreamBatches(Batches):
    """Batches of a stream, each checked as it comes.

    Args:
        lay_out: makes batches of the parts of an item.
        steps: batches in a pass; the next epoch goes on behind those of the last. None takes all.
    """

    def __init__(self, stream: Stream, lay_out: Any, steps: int | None) -> None:
        self._stream, self._lay_out = stream, lay_out
        self._limit = steps
        self._count = stream.count if steps is None else steps
        self._running: Iterator[Any] | None = None
        self.batch_size = self.samples = 0

    @property
    def steps(self) -> int | None:
        """The number of batches in a pass; None while it is not known."""
        return self._count

    def __len__(self) -> int:
        return self._count or 0

    def epoch(self, rng: np.random.Generator | None) -> Iterator[Batch]:
        """Go through the batches of one epoch."""
        if self._limit is None:
            yield from self._whole(rng)
            return
        taken = 0
        for _ in range(2):
            if self._running is None:
                self._running = self._stream.items(rng)
            for item in itertools.islice(self._running, self._limit - taken):
                taken += 1
                yield from self._laid_out(item)
            if taken or not self._stream.restarts:
                break
            self._running = None
        if not taken:
            raise self._no_more()
        if taken < self._limit:
            self._running = None
            self._warn_of_end(taken)
        self._stream.end_epoch()

    def __call__(self, order: Array | None = None) -> Iterator[Batch]:
        """Go through the batches once, without an order of their own."""
        if self._limit is None:
            yield from self._whole(None)
            return
        taken = 0
        for item in itertools.islice(self._stream.items(None), self._limit):
            taken += 1
            yield from self._laid_out(item)
        if not taken:
            raise self._no_more()
        if taken < self._limit:
            self._warn_of_end(taken)

    def _whole(self, rng: np.random.Generator | None) -> Iterator[Batch]:
        taken = 0
        if self._stream.is_endless:
            _warn_of_no_end(self._stream.kind)
        for item in self._stream.items(rng):
            taken += 1
            yield from self._laid_out(item)
        if not taken:
            raise self._no_more()
        self._count = taken
        self._stream.end_epoch()

    def _laid_out(self, item: Any) -> Iterator[Batch]:
        return self._lay_out(_parts(item))()

    def _warn_of_end(self, taken: int) -> None:
        warnings.warn(
            f"Your input ran out of data: {taken} of {self._limit} steps were left. Make sure that "
            "your dataset or generator gives at least `steps_per_epoch * epochs` batches, for "
            "example by dataset.repeat(), or leave the number of steps out.",
            stacklevel=2,
        )

    def _no_more(self) -> ValueError:
        return ValueError(
            f"This {self._stream.kind} has no more batches: a generator goes through them once. "
            "What was trained is kept. For several epochs let it go on without end (while True:) "
            "and say steps_per_epoch, or give a tf.data.Dataset or arrays."
        )


class StreamedData(LabelledData):
    """Batches with labels; the first of them says what the model is built for.

    Args:
        x: the stream.
        others: as for `LabelledData`; labels and weights are in the batches.

    Raises:
        ValueError: if labels or weights are given beside it, or the first batch does not fit.
    """

    is_stream = True

    def __init__(
        self,
        model: TrainableModel,
        x: Any,
        y: Any = None,
        sample_weight: Any = None,
        class_weight: Any = None,
    ) -> None:
        kind = type(x).__name__
        for name, what, given in (
            ("y", "the targets", y),
            ("sample_weight", "the sample weights", sample_weight),
        ):
            if given is not None:
                raise ValueError(
                    f"When providing `x` as a {kind}, `{name}` should not be passed. Instead, "
                    f"{what} should be included as part of the {kind}."
                )
        self._model, self._class_weight = model, class_weight
        self._stream = Stream(x)
        first = self._data(self._stream.peek())
        self.labels, self.input_shape, self.output_shape = (
            first.labels,
            first.input_shape,
            first.output_shape,
        )
        self._compilation = model.compilation

    def __len__(self) -> int:
        return 0

    def batches(
        self,
        batch_size: int,
        part: slice = slice(None),
        *,
        validate: bool = False,
        steps: int | None = None,
    ) -> Batches:
        """Take the batches as they come, whatever the `batch_size`; see `LabelledData`."""

        def lay_out(parts: Item) -> Batches:
            data = self._data(parts)
            return data.batches(len(data))

        return StreamBatches(self._stream, lay_out, steps)

    def _data(self, parts: Item) -> LabelledData:
        x, y, weights = parts
        if y is None:
            raise ValueError(
                f"Expected batches (x, y) from this {self._stream.kind}. Received: batches of x "
                "alone"
            )
        return LabelledData(self._model, x, y, weights, self._class_weight)


class Collected:
    """Predictions of batches, of which it is not known how many come; written as an array is."""

    def __init__(self) -> None:
        self._parts: list[Array] = []

    def __getitem__(self, rows: slice) -> Any:
        if rows.start is None:
            return np.concatenate(self._parts)[rows]
        return _Rows(self._parts)


class _Rows:
    def __init__(self, parts: list[Array]) -> None:
        self._parts = parts

    def __setitem__(self, key: Any, value: Array) -> None:
        self._parts.append(np.array(value))


def to_predict(model: TrainableModel, x: Any, steps: int | None) -> tuple[Batches, Any]:
    """Lay out a stream as batches without labels, with what collects the predictions."""
    stream = Stream(x)

    def lay_out(parts: Item) -> Batches:
        batches, _ = unlabelled_batches(model, parts[0], None, 1)
        return batches

    lay_out(stream.peek())
    return StreamBatches(stream, lay_out, steps), Collected()


def _warn_of_no_end(kind: str) -> None:
    # Parity: Keras goes on without a word.
    warnings.warn(
        f"This {kind} repeats without end, so going through it has none: only Stop ends it. Say "
        "how many batches are to be taken, by steps_per_epoch in fit (validation_steps, steps), "
        "or repeat a number of times: dataset.repeat(3)",
        stacklevel=2,
    )


def _parts(item: Any) -> Item:
    """Return x, labels and weights of a batch; those that it does not hold are None."""
    if not isinstance(item, (tuple, list)):
        return item, None, None
    parts = [*cast("list[Any]", item)]
    if not 1 <= len(parts) <= 3:
        raise ValueError(
            f"Expected batches (x, y) or (x, y, sample_weight). Received: {len(parts)} parts"
        )
    x, y, weights = [*parts, None, None][:3]
    return x, y, weights
