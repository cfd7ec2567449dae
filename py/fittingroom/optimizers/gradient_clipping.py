"""Gradient clipping: Keras's three ways."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from fittingroom.backend import Array

Clip = Callable[[Sequence[Array], Sequence[int]], list[Array]]
"""Takes gradients and the sizes of the single weight arrays in them; returns clipped copies."""


def clipper(
    clipnorm: float | None, clipvalue: float | None, global_clipnorm: float | None
) -> Clip | None:
    """Return the function that clips as asked; None where nothing is to be clipped.

    Raises:
        ValueError: if more than one way is asked for.
    """
    if sum(limit is not None for limit in (clipnorm, clipvalue, global_clipnorm)) > 1:
        raise ValueError(
            "Only one of `clipnorm`, `clipvalue` and `global_clipnorm` can be set. Received: "
            f"clipnorm={clipnorm}, clipvalue={clipvalue}, global_clipnorm={global_clipnorm}"
        )
    if clipnorm is not None and clipnorm > 0:
        return lambda grads, parts: _by_norm(grads, parts, clipnorm)
    if global_clipnorm is not None and global_clipnorm > 0:
        return lambda grads, _: _by_global_norm(grads, global_clipnorm)
    if clipvalue is not None and clipvalue > 0:
        return lambda grads, _: [np.clip(grad, -clipvalue, clipvalue) for grad in grads]
    return None


def _by_norm(grads: Sequence[Array], parts: Sequence[int], limit: float) -> list[Array]:
    copies = [grad.copy() for grad in grads]
    for part in single(copies, parts):
        length = np.sqrt(np.square(part).sum())
        part[...] = part * limit / np.maximum(length, limit)
    return copies


def _by_global_norm(grads: Sequence[Array], limit: float) -> list[Array]:
    squares = [np.square(grad).sum() for grad in grads]
    length = np.sqrt(np.sum(squares)) if squares else 0.0
    return [grad * (limit / np.maximum(length, limit)) for grad in grads]


def single(arrays: Sequence[Array], parts: Sequence[int]) -> Iterator[Array]:
    """Return views of the single weight arrays that lie in `arrays` one behind the other."""
    sizes = iter(parts)
    for array in arrays:
        flat, start = array.reshape(-1), 0
        while start < flat.size:
            size = next(sizes)
            yield flat[start : start + size]
            start += size
