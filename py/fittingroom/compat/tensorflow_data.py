"""`tf.data.Dataset` as far as arrays go: samples one after another, and what is done to each.

Elements are arrays, or tuples and dicts of arrays, with `.numpy()`. Nothing runs ahead: `prefetch`
and `cache` change no element, as in TensorFlow.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NoReturn

import numpy as np

from fittingroom.backend.tensor import Tensor, tensor
from fittingroom.compat import tensor_spec
from fittingroom.compat.dataset_elements import (
    called,
    drawn,
    keeping,
    map_parts,
    parts,
    row,
    sliceable,
    stacked,
    taken,
    windows,
    without_end,
)
from fittingroom.compat.tensor_spec import spec_of, spec_of_row
from fittingroom.random import new_generator

INFINITE = -1
UNKNOWN = -2
"""TensorFlow's numbers for datasets without end, and of a length that only going through tells."""

Order = Callable[[Callable[[], Iterator[Any]]], Iterator[Any]]
"""Starts going through what is given to it, in an order of its own."""

HERE = (
    *("from_tensor_slices", "from_tensors", "from_generator", "range", "zip", "map", "filter"),
    *("shuffle", "batch", "unbatch", "repeat", "take", "skip", "prefetch", "cache", "enumerate"),
    *("concatenate", "window", "flat_map", "reduce", "shard", "apply", "element_spec"),
    *("as_numpy_iterator", "cardinality", "with_options"),
)


class Dataset:
    """Elements one after another, each time from the first.

    Args:
        elements: starts going through them.
        count: how many there are, or `INFINITE`, or `UNKNOWN`.
        batched: whether an element is a batch of samples; None where the elements show it.
        rows: where the elements are rows of arrays: the arrays, and what starts going through the
            numbers of the rows. Numbers are reordered and cut into batches faster than rows.
        kind: what made it, as TensorFlow names it.
        spec: what an element is like, where its maker knows.
        rows_vary: whether the first axis of an element may differ, as in a last, smaller batch.
    """

    is_stream_of_batches = True

    def __init__(
        self,
        elements: Callable[[], Iterator[Any]],
        count: int,
        *,
        batched: bool | None = False,
        rows: tuple[Any, Callable[[], Iterator[int]]] | None = None,
        kind: str = "_Map",
        spec: Callable[[], Any] | None = None,
        rows_vary: bool = False,
    ) -> None:
        self._elements = elements
        self._count = count
        self._batched = batched
        self._rows = rows
        self._kind = kind
        self._spec = spec
        self._rows_vary = rows_vary

    @property
    def element_spec(self) -> Any:
        """What an element is like: a `TensorSpec`, or a tuple or dict of some.

        Parity: read from the first element where TensorFlow follows the functions; None for none.
        """
        if self._spec is not None:
            return self._spec()
        first = next(self._elements(), None)
        if first is None:
            return None
        return map_parts(first, lambda part: spec_of(part, rows_vary=self._rows_vary))

    @property
    def is_of_single_samples(self) -> bool:
        """Whether the elements are no batches yet."""
        if self._batched is not None:
            return not self._batched
        first = next(self._elements(), ())
        return any(np.ndim(part) == 0 for part in parts(first))

    @property
    def is_endless(self) -> bool:
        """Whether it is known to have no end, as after `repeat()`."""
        return self._count == INFINITE

    @staticmethod
    def from_tensor_slices(tensors: Any) -> Dataset:
        """Return a dataset of the rows of arrays of one length: of an array, or a tuple or dict.

        Raises:
            ValueError: if the lengths differ.
        """
        arrays = map_parts(tensors, sliceable)
        lengths = {len(array) for array in parts(arrays)}
        if len(lengths) != 1:
            raise ValueError(
                "from_tensor_slices cuts arrays of one length into rows. Received: lengths "
                f"{sorted(lengths)}"
            )
        (count,) = lengths
        return _of_rows(arrays, lambda: iter(range(count)), count, "_TensorSlice")

    @staticmethod
    def from_tensors(tensors: Any) -> Dataset:
        """Return a dataset of one element, such as a batch."""
        arrays = map_parts(tensors, tensor)
        return Dataset(lambda: iter([arrays]), 1, batched=None, kind="_Tensor")

    @staticmethod
    def from_generator(
        generator: Callable[..., Any],
        output_types: Any = None,
        output_shapes: Any = None,
        args: Any = None,
        output_signature: Any = None,
        **_: Any,
    ) -> Dataset:
        """Return a dataset of what a function yields, such as batches, each time anew.

        Args:
            output_types, output_shapes, output_signature: types, which elements are brought to,
                and shapes; neither is needed here.
            args: for the function.
        """
        spec = tensor_spec.signature(output_signature, output_types, output_shapes)

        def elements() -> Iterator[Any]:
            return (tensor_spec.conform(each, spec) for each in generator(*(args or ())))

        said = None if spec is None else lambda: spec
        return Dataset(elements, UNKNOWN, batched=None, kind="_FlatMap", spec=said)

    @staticmethod
    def range(*limits: int, **_: Any) -> Dataset:
        """Return a dataset of whole numbers, as Python's `range`."""
        numbers = range(*limits)

        def elements() -> Iterator[Any]:
            return (tensor(np.int64(number)) for number in numbers)

        return Dataset(elements, len(numbers), kind="_Range")

    @staticmethod
    def zip(*datasets: Any) -> Dataset:
        """Return a dataset of tuples with an element of each; as long as the shortest."""
        given: list[Any] = []
        for each in datasets:
            given += each if isinstance(each, tuple) else (each,)
        members: list[Dataset] = given
        known = [each._count for each in members if each._count != INFINITE]
        count = UNKNOWN if UNKNOWN in known else min(known, default=INFINITE)
        forms = [each._batched for each in members]
        # One of single samples decides, then one that has to be looked at.
        batched = False if False in forms else None if None in forms else True
        return Dataset(
            lambda: zip(*members, strict=False),
            count,
            batched=batched,
            kind="_Zip",
            spec=lambda: tuple(each.element_spec for each in members),
            rows_vary=any(each._rows_vary for each in members),
        )

    def map(self, map_func: Callable[..., Any], *_: Any, **__: Any) -> Dataset:
        """Return a dataset of what a function makes of each element."""
        return self._changed(
            lambda: (map_parts(called(map_func, each), tensor) for each in self._elements())
        )

    def filter(self, predicate: Callable[..., Any], *_: Any, **__: Any) -> Dataset:
        """Return a dataset of the elements for which a function holds."""
        return self._changed(
            lambda: (each for each in self._elements() if called(predicate, each)),
            UNKNOWN,
            kind="_Filter",
            spec=self._spec,
        )

    def shuffle(
        self,
        buffer_size: int,
        seed: int | None = None,
        reshuffle_each_iteration: bool | None = True,
        **_: Any,
    ) -> Dataset:
        """Return a dataset that draws each element from the next `buffer_size`.

        Parity: the order is not TensorFlow's own.

        Raises:
            ValueError: if the buffer is empty.
        """
        if buffer_size < 1:
            raise ValueError(f"buffer_size must be at least 1. Received: {buffer_size}")

        def begin() -> np.random.Generator:
            return new_generator() if seed is None else np.random.default_rng(seed)

        first = int(begin().integers(1 << 31))
        one = np.random.default_rng(first)

        def shuffled(start: Callable[[], Iterator[Any]]) -> Iterator[Any]:
            again = reshuffle_each_iteration is False
            rng = np.random.default_rng(first) if again else one
            return drawn(start(), buffer_size, rng)

        return self._reordered(shuffled, kind="_Shuffle")

    def batch(self, batch_size: int, drop_remainder: bool = False, *_: Any, **__: Any) -> Dataset:
        """Return a dataset of batches.

        Raises:
            ValueError: if a batch would be empty.
        """
        if batch_size < 1:
            raise ValueError(f"batch_size must be at least 1. Received: {batch_size}")

        rows = self._rows

        def batches() -> Iterator[Any]:
            members = rows[1]() if rows else self._elements()
            for part in itertools.batched(members, batch_size):
                if len(part) == batch_size or not drop_remainder:
                    yield taken(rows[0], part) if rows else stacked(part)

        count = self._count
        if count >= 0:
            count = count // batch_size if drop_remainder else -(-count // batch_size)
        return Dataset(batches, count, batched=True, kind="_Batch", rows_vary=not drop_remainder)

    def unbatch(self) -> Dataset:
        """Return a dataset of the rows of each element."""

        def rows() -> Iterator[Any]:
            for each in self._elements():
                for index in range(len(next(parts(each)))):
                    yield row(each, index)

        return Dataset(rows, UNKNOWN, kind="_Unbatch")

    def window(
        self,
        size: int,
        shift: int | None = None,
        stride: int = 1,
        drop_remainder: bool = False,
        **_: Any,
    ) -> Dataset:
        """Return a dataset of datasets: of each `size` elements, `shift` further than the last.

        Raises:
            ValueError: if there would be no end of them.
        """
        step = size if shift is None else shift
        if min(size, step, stride) < 1:
            raise ValueError(
                "size, shift and stride must be at least 1. Received: "
                f"size={size}, shift={shift}, stride={stride}"
            )

        def elements() -> Iterator[Any]:
            for held in windows(self._elements(), size, step, stride):
                if len(held) == size or not drop_remainder:
                    yield _datasets(held)

        return Dataset(elements, UNKNOWN, batched=None, kind="_Window")

    def flat_map(self, map_func: Callable[..., Any], **_: Any) -> Dataset:
        """Return the elements of the datasets that a function makes of each element."""

        def elements() -> Iterator[Any]:
            for each in self._elements():
                yield from called(map_func, each)

        return Dataset(elements, UNKNOWN, batched=None, kind="_FlatMap")

    def reduce(self, initial_state: Any, reduce_func: Callable[[Any, Any], Any], **_: Any) -> Any:
        """Return what a function of a state and an element makes of all elements."""
        state = map_parts(initial_state, tensor)
        for each in self._elements():
            state = map_parts(reduce_func(state, each), tensor)
        return state

    def shard(self, num_shards: int, index: int, **_: Any) -> Dataset:
        """Return a dataset of each `num_shards`-th element from number `index` on."""
        count = len(range(index, self._count, num_shards)) if self._count >= 0 else self._count
        return self._reordered(
            lambda start: itertools.islice(start(), index, None, num_shards), count, kind="_Shard"
        )

    def apply(self, transformation_func: Callable[[Dataset], Dataset]) -> Dataset:
        """Return what a function makes of the dataset."""
        return transformation_func(self)

    def repeat(self, count: int | None = None, **_: Any) -> Dataset:
        """Return a dataset that goes through this one `count` times, or without end."""
        if count is None or count < 0:
            return self._reordered(without_end, INFINITE, kind="_Repeat")
        total = self._count * count if self._count >= 0 else self._count
        return self._reordered(
            lambda start: itertools.chain.from_iterable(start() for _ in range(count)),
            total,
            kind="_Repeat",
        )

    def take(self, count: int, **_: Any) -> Dataset:
        """Return a dataset of the first elements; of all for -1."""
        if count < 0:
            return self
        known = {INFINITE: count, UNKNOWN: UNKNOWN}.get(self._count, min(count, self._count))
        return self._reordered(lambda start: itertools.islice(start(), count), known, kind="_Take")

    def skip(self, count: int, **_: Any) -> Dataset:
        """Return a dataset without the first elements."""
        known = self._count if self._count < 0 else max(0, self._count - count)
        return self._reordered(
            lambda start: itertools.islice(start(), count, None), known, kind="_Skip"
        )

    def concatenate(self, dataset: Dataset, **_: Any) -> Dataset:
        """Return a dataset with the elements of another behind these."""
        counts = (self._count, dataset._count)
        total = sum(counts) if min(counts) >= 0 else min(max(counts), min(counts))
        return self._changed(
            lambda: itertools.chain(self._elements(), dataset._elements()),
            total,
            kind="_Concatenate",
            spec=self._spec,
        )

    def enumerate(self, start: int = 0, **_: Any) -> Dataset:
        """Return a dataset of pairs of a number and an element."""
        return self._changed(
            lambda: ((tensor(np.int64(i)), each) for i, each in enumerate(self._elements(), start))
        )

    def prefetch(self, *_: Any, **__: Any) -> Dataset:
        """Return the same elements: nothing runs ahead here."""
        return self._reordered(lambda start: start(), kind="_Prefetch")

    def cache(self, *_: Any, **__: Any) -> Dataset:
        """Return a dataset that keeps its elements once it was gone through as a whole."""
        kept: list[Any] = []
        return self._reordered(lambda start: keeping(start, kept), kind="Cache")

    def with_options(self, *_: Any, **__: Any) -> Dataset:
        """Return the same elements: no option changes one."""
        return self._reordered(lambda start: start(), kind="_Options")

    def cardinality(self) -> Tensor:
        """Return the number of elements, or -1 for no end, -2 for a number not known."""
        return tensor(np.int64(self._count))

    def as_numpy_iterator(self) -> Iterator[Any]:
        """Go through the elements as plain arrays."""
        return (map_parts(each, lambda array: np.asarray(array)[()]) for each in self._elements())

    def __iter__(self) -> Iterator[Any]:
        return self._elements()

    def __len__(self) -> int:
        if self._count < 0:
            what = "infinite" if self._count == INFINITE else "unknown"
            raise TypeError(f"The dataset is {what}.")
        return self._count

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"<{self._kind}Dataset element_spec={self.element_spec!r}>"

    def __getattr__(self, name: str) -> NoReturn:
        raise AttributeError(
            f"tf.data.Dataset.{name} is not in this page. There is: {', '.join(HERE)}.",
            name=name,
            obj=self,
        )

    def _changed(
        self,
        elements: Callable[[], Iterator[Any]],
        count: int | None = None,
        kind: str = "_Map",
        spec: Callable[[], Any] | None = None,
    ) -> Dataset:
        return Dataset(
            elements,
            self._count if count is None else count,
            batched=self._batched,
            kind=kind,
            spec=spec,
            rows_vary=self._rows_vary,
        )

    def _reordered(self, order: Order, count: int | None = None, *, kind: str) -> Dataset:
        """Return a dataset of the same elements, or some of them, in another order."""
        known = self._count if count is None else count
        if self._rows is None:
            # The first element of this one is not worth less for having been left out.
            return self._changed(
                lambda: order(self._elements), known, kind, lambda: self.element_spec
            )
        arrays, numbers = self._rows
        return _of_rows(arrays, lambda: order(numbers), known, kind)


def _of_rows(arrays: Any, numbers: Callable[[], Iterator[int]], count: int, kind: str) -> Dataset:
    return Dataset(
        lambda: (row(arrays, number) for number in numbers()),
        count,
        rows=(arrays, numbers),
        kind=kind,
        spec=lambda: map_parts(arrays, spec_of_row),
    )


def _datasets(elements: Sequence[Any]) -> Any:
    """Return the dataset of a window's elements; of tuples and dicts, one for each part."""
    first = elements[0]
    if isinstance(first, Mapping):
        return {name: _datasets([each[name] for each in elements]) for name in first}  # pyright: ignore
    if isinstance(first, tuple):
        return tuple(_datasets(members) for members in zip(*elements, strict=True))
    return Dataset(lambda: iter(elements), len(elements), kind="_Variant")
