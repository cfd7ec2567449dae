"""Elements of datasets: arrays, and tuples and dicts of arrays."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from fittingroom.backend.tensor import tensor


def map_parts(element: Any, made: Callable[[Any], Any]) -> Any:
    """Return an element with each of its arrays made into something else."""
    if isinstance(element, Mapping):
        return {name: map_parts(part, made) for name, part in element.items()}  # pyright: ignore
    if isinstance(element, tuple):
        return tuple(map_parts(part, made) for part in element)  # pyright: ignore
    return made(element)


def parts(element: Any) -> Iterator[Any]:
    """Go through the arrays of an element."""
    if isinstance(element, (Mapping, tuple)):
        for part in element.values() if isinstance(element, Mapping) else element:  # pyright: ignore
            yield from parts(part)
    else:
        yield element


def sliceable(values: Any) -> Any:
    first = values
    while isinstance(first, list) and first:
        first = first[0]  # pyright: ignore[reportUnknownVariableType]
    # Python's numbers have TensorFlow's types, arrays in a list their own.
    array = tensor(values if isinstance(first, (int, float)) else np.asarray(values))
    if array.ndim == 0:
        raise ValueError(
            f"from_tensor_slices cuts arrays into their rows. Received: {values!r}, which has none"
        )
    return array


def row(arrays: Any, index: int) -> Any:
    return map_parts(arrays, lambda array: tensor(array[index]))


def taken(arrays: Any, numbers: Sequence[int]) -> Any:
    places = np.array(numbers, np.intp)
    return map_parts(arrays, lambda array: tensor(array[places]))


def stacked(elements: Sequence[Any]) -> Any:
    """Return elements of one form as one, its arrays with one axis more."""
    first = elements[0]
    if isinstance(first, Mapping):
        return {name: stacked([each[name] for each in elements]) for name in first}  # pyright: ignore
    if isinstance(first, tuple):
        return tuple(stacked(members) for members in zip(*elements, strict=True))
    return tensor(np.stack(elements))


def called(function: Callable[..., Any], element: Any) -> Any:
    """Call a function as TensorFlow does: the parts of a tuple are arguments of their own."""
    return function(*element) if isinstance(element, tuple) else function(element)


def windows(elements: Iterator[Any], size: int, shift: int, stride: int) -> Iterator[list[Any]]:
    """Go through lists of up to `size` elements, each `shift` further than the one before."""
    reach = (size - 1) * stride + 1
    held = list(itertools.islice(elements, reach))
    while held:
        yield held[::stride]
        held = held[shift:]
        passed = max(0, shift - reach)
        held += itertools.islice(elements, passed, passed + reach - len(held))


def drawn(elements: Iterator[Any], buffer_size: int, rng: np.random.Generator) -> Iterator[Any]:
    """Go through elements, each drawn from the next `buffer_size`."""
    buffer = list(itertools.islice(elements, buffer_size))
    for element in elements:
        place = int(rng.integers(len(buffer)))
        one, buffer[place] = buffer[place], element
        yield one
    for place in rng.permutation(len(buffer)):
        yield buffer[place]


def keeping(start: Callable[[], Iterator[Any]], kept: list[Any]) -> Iterator[Any]:
    """Go through the elements in `kept`; where there are none, begin, and keep them at the end."""
    if kept:
        yield from kept
        return
    seen: list[Any] = []
    for each in start():
        seen.append(each)
        yield each
    kept.extend(seen)


def without_end(start: Callable[[], Iterator[Any]]) -> Iterator[Any]:
    """Go through elements again and again, unless there are none."""
    while True:
        empty = True
        for each in start():
            empty = False
            yield each
        if empty:
            return
