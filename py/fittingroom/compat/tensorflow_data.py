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
from fittingroom.random import new_generator

INFINITE = -1
UNKNOWN = -2
"""TensorFlow's numbers for datasets without end, and of a length that only going through tells."""

Order = Callable[[Callable[[], Iterator[Any]]], Iterator[Any]]
"""Starts going through what is given to it, in an order of its own."""

HERE = (
    *("from_tensor_slices", "from_tensors", "from_generator", "range", "zip", "map", "filter"),
    *("shuffle", "batch", "unbatch", "repeat", "take", "skip", "prefetch", "cache", "enumerate"),
    *("concatenate", "as_numpy_iterator", "cardinality", "with_options"),
)


class Dataset:
    """Elements one after another, each time from the first.

    Args:
        elements: starts going through them.
        count: how many there are, or `INFINITE`, or `UNKNOWN`.
        batched: whether an element is a batch of samples; None where the elements show it.
        rows: where the elements are rows of arrays: the arrays, and what starts going through the
            numbers of the rows. Numbers are reordered and cut into batches faster than rows.
    """

    is_stream_of_batches = True

    def __init__(
        self,
        elements: Callable[[], Iterator[Any]],
        count: int,
        *,
        batched: bool | None = False,
        rows: tuple[Any, Callable[[], Iterator[int]]] | None = None,
    ) -> None:
        self._elements = elements
        self._count = count
        self._batched = batched
        self._rows = rows

    @property
    def is_of_single_samples(self) -> bool:
        """Whether the elements are no batches yet."""
        if self._batched is not None:
            return not self._batched
        first = next(self._elements(), ())
        return any(np.ndim(leaf) == 0 for leaf in _leaves(first))

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
        arrays = _each(tensors, _sliceable)
        lengths = {len(array) for array in _leaves(arrays)}
        if len(lengths) != 1:
            raise ValueError(
                "from_tensor_slices cuts arrays of one length into rows. Received: lengths "
                f"{sorted(lengths)}"
            )
        (count,) = lengths
        return _of_rows(arrays, lambda: iter(range(count)), count)

    @staticmethod
    def from_tensors(tensors: Any) -> Dataset:
        """Return a dataset of one element, such as a batch."""
        arrays = _each(tensors, tensor)
        return Dataset(lambda: iter([arrays]), 1, batched=None)

    @staticmethod
    def from_generator(generator: Callable[..., Any], *_: Any, **about: Any) -> Dataset:
        """Return a dataset of what a function yields, such as batches, each time anew.

        Args:
            about: `output_signature` and others are taken, and not needed; `args` are passed on.
        """
        args = about.get("args") or ()

        def elements() -> Iterator[Any]:
            return (_each(each, tensor) for each in generator(*args))

        return Dataset(elements, UNKNOWN, batched=None)

    @staticmethod
    def range(*limits: int, **_: Any) -> Dataset:
        """Return a dataset of whole numbers, as Python's `range`."""
        numbers = range(*limits)
        return Dataset(lambda: (tensor(np.int64(number)) for number in numbers), len(numbers))

    @staticmethod
    def zip(*datasets: Any) -> Dataset:
        """Return a dataset of tuples with an element of each; as long as the shortest."""
        given: list[Any] = []
        for each in datasets:
            given += each if isinstance(each, tuple) else (each,)
        parts: list[Dataset] = given
        known = [part._count for part in parts if part._count != INFINITE]
        count = UNKNOWN if UNKNOWN in known else min(known, default=INFINITE)
        forms = [part._batched for part in parts]
        # One of single samples decides, then one that has to be looked at.
        batched = False if False in forms else None if None in forms else True
        return Dataset(lambda: zip(*parts, strict=False), count, batched=batched)

    def map(self, map_func: Callable[..., Any], *_: Any, **__: Any) -> Dataset:
        """Return a dataset of what a function makes of each element."""
        return self._changed(
            lambda: (_each(_called(map_func, each), tensor) for each in self._elements())
        )

    def filter(self, predicate: Callable[..., Any], *_: Any, **__: Any) -> Dataset:
        """Return a dataset of the elements for which a function holds."""
        return self._changed(
            lambda: (each for each in self._elements() if _called(predicate, each)), UNKNOWN
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
            elements = start()
            buffer = list(itertools.islice(elements, buffer_size))
            for element in elements:
                place = int(rng.integers(len(buffer)))
                drawn, buffer[place] = buffer[place], element
                yield drawn
            for place in rng.permutation(len(buffer)):
                yield buffer[place]

        return self._reordered(shuffled)

    def batch(self, batch_size: int, drop_remainder: bool = False, *_: Any, **__: Any) -> Dataset:
        """Return a dataset of batches.

        Raises:
            ValueError: if a batch would be empty.
        """
        if batch_size < 1:
            raise ValueError(f"batch_size must be at least 1. Received: {batch_size}")

        rows = self._rows

        def batches() -> Iterator[Any]:
            parts = rows[1]() if rows else self._elements()
            for part in itertools.batched(parts, batch_size):
                if len(part) == batch_size or not drop_remainder:
                    yield _taken(rows[0], part) if rows else _stacked(part)

        count = self._count
        if count >= 0:
            count = count // batch_size if drop_remainder else -(-count // batch_size)
        return Dataset(batches, count, batched=True)

    def unbatch(self) -> Dataset:
        """Return a dataset of the rows of each element."""

        def rows() -> Iterator[Any]:
            for each in self._elements():
                for index in range(len(next(_leaves(each)))):
                    yield _row(each, index)

        return Dataset(rows, UNKNOWN)

    def repeat(self, count: int | None = None, **_: Any) -> Dataset:
        """Return a dataset that goes through this one `count` times, or without end."""
        if count is None or count < 0:
            return self._reordered(_without_end, INFINITE)
        total = self._count * count if self._count >= 0 else self._count
        return self._reordered(
            lambda start: itertools.chain.from_iterable(start() for _ in range(count)), total
        )

    def take(self, count: int, **_: Any) -> Dataset:
        """Return a dataset of the first elements; of all for -1."""
        if count < 0:
            return self
        known = {INFINITE: count, UNKNOWN: UNKNOWN}.get(self._count, min(count, self._count))
        return self._reordered(lambda start: itertools.islice(start(), count), known)

    def skip(self, count: int, **_: Any) -> Dataset:
        """Return a dataset without the first elements."""
        known = self._count if self._count < 0 else max(0, self._count - count)
        return self._reordered(lambda start: itertools.islice(start(), count, None), known)

    def concatenate(self, dataset: Dataset, **_: Any) -> Dataset:
        """Return a dataset with the elements of another behind these."""
        counts = (self._count, dataset._count)
        total = sum(counts) if min(counts) >= 0 else min(max(counts), min(counts))
        return self._changed(lambda: itertools.chain(self._elements(), dataset._elements()), total)

    def enumerate(self, start: int = 0, **_: Any) -> Dataset:
        """Return a dataset of pairs of a number and an element."""
        return self._changed(
            lambda: ((tensor(np.int64(i)), each) for i, each in enumerate(self._elements(), start))
        )

    def prefetch(self, *_: Any, **__: Any) -> Dataset:
        """Return the same elements: nothing runs ahead here."""
        return self._reordered(lambda start: start())

    def cache(self, *_: Any, **__: Any) -> Dataset:
        """Return a dataset that keeps its elements once it was gone through as a whole."""
        kept: list[Any] = []

        def cached(start: Callable[[], Iterator[Any]]) -> Iterator[Any]:
            if kept:
                yield from kept
                return
            seen: list[Any] = []
            for each in start():
                seen.append(each)
                yield each
            kept.extend(seen)

        return self._reordered(cached)

    def with_options(self, *_: Any, **__: Any) -> Dataset:
        """Return the same elements: no option changes one."""
        return self._reordered(lambda start: start())

    def cardinality(self) -> Tensor:
        """Return the number of elements, or -1 for no end, -2 for a number not known."""
        return tensor(np.int64(self._count))

    def as_numpy_iterator(self) -> Iterator[Any]:
        """Go through the elements as plain arrays."""
        return (_each(each, lambda array: np.asarray(array)[()]) for each in self._elements())

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
        count = {INFINITE: "without end", UNKNOWN: "of unknown length"}.get(
            self._count, f"of {self._count}"
        )
        return f"<Dataset {count} {'batches' if self._batched else 'elements'}>"

    def __getattr__(self, name: str) -> NoReturn:
        raise AttributeError(
            f"tf.data.Dataset.{name} is not in this page. There is: {', '.join(HERE)}.",
            name=name,
            obj=self,
        )

    def _changed(self, elements: Callable[[], Iterator[Any]], count: int | None = None) -> Dataset:
        return Dataset(elements, self._count if count is None else count, batched=self._batched)

    def _reordered(self, order: Order, count: int | None = None) -> Dataset:
        """Return a dataset of the same elements, or some of them, in another order."""
        known = self._count if count is None else count
        if self._rows is None:
            return self._changed(lambda: order(self._elements), known)
        arrays, numbers = self._rows
        return _of_rows(arrays, lambda: order(numbers), known)


def _of_rows(arrays: Any, numbers: Callable[[], Iterator[int]], count: int) -> Dataset:
    return Dataset(
        lambda: (_row(arrays, number) for number in numbers()), count, rows=(arrays, numbers)
    )


def _without_end(start: Callable[[], Iterator[Any]]) -> Iterator[Any]:
    while True:
        empty = True
        for each in start():
            empty = False
            yield each
        if empty:
            return


def _each(element: Any, made: Callable[[Any], Any]) -> Any:
    """Return an element with each of its arrays made into something else."""
    if isinstance(element, Mapping):
        return {name: _each(part, made) for name, part in element.items()}  # pyright: ignore
    if isinstance(element, tuple):
        return tuple(_each(part, made) for part in element)  # pyright: ignore
    return made(element)


def _leaves(element: Any) -> Iterator[Any]:
    if isinstance(element, Mapping):
        for part in element.values():  # pyright: ignore
            yield from _leaves(part)
    elif isinstance(element, tuple):
        for part in element:  # pyright: ignore
            yield from _leaves(part)
    else:
        yield element


def _sliceable(values: Any) -> Any:
    array = tensor(values if hasattr(values, "dtype") else np.asarray(values))
    if array.ndim == 0:
        raise ValueError(
            f"from_tensor_slices cuts arrays into their rows. Received: {values!r}, which has none"
        )
    return array


def _row(arrays: Any, index: int) -> Any:
    return _each(arrays, lambda array: tensor(array[index]))


def _taken(arrays: Any, numbers: Sequence[int]) -> Any:
    places = np.array(numbers, np.intp)
    return _each(arrays, lambda array: tensor(array[places]))


def _stacked(elements: Sequence[Any]) -> Any:
    """Return elements of one form as one, its arrays with one axis more."""
    first = elements[0]
    if isinstance(first, Mapping):
        return {name: _stacked([each[name] for each in elements]) for name in first}  # pyright: ignore
    if isinstance(first, tuple):
        return tuple(_stacked(parts) for parts in zip(*elements, strict=True))
    return tensor(np.stack(elements))


def _called(function: Callable[..., Any], element: Any) -> Any:
    """Call a function as TensorFlow does: the parts of a tuple are arguments of their own."""
    return function(*element) if isinstance(element, tuple) else function(element)
