"""NumPy's functions of whole arrays, with their gradients, on a `Tape`."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from fittingroom.backend import Array
from fittingroom.backend.tape import CannotFollowError, Tape, Traced, moved

_numpy: Any = np


def compute(tape: Tape, function: Any, args: Sequence[Any], kwargs: dict[str, Any]) -> Any:
    """Compute a function of NumPy's of values that are followed.

    Raises:
        CannotFollowError: if its gradient is not known.
    """
    if function in _OF_PLACES:
        first = tape.traced(args[0])
        if isinstance(first, Traced):
            return moved(first, lambda array: function(array, *args[1:], **kwargs))
    rule = _RULES.get(function)
    if rule is not None:
        return rule(tape, *args, **kwargs)
    if function in _WITHOUT:
        return function(*(_plain(each) for each in args), **kwargs)
    raise CannotFollowError(f"the gradient of {function.__name__} is not known here")


def _plain(given: Any) -> Any:
    return given.value if isinstance(given, Traced) else given


def _spread(grad: Array, shape: tuple[int, ...], axis: Any, keepdims: bool) -> Array:
    """Return a gradient in the shape that was reduced along an axis."""
    if axis is not None and not keepdims:
        grad = np.expand_dims(grad, axis)
    return np.broadcast_to(grad, shape)


def _sum(tape: Tape, x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    x = tape.traced(x)

    def back(grad: Array) -> None:
        x.add_gradient(_spread(grad, x.shape, axis, keepdims))

    return Traced(tape, np.asarray(x.value.sum(axis=axis, keepdims=keepdims)), back)


def _mean(tape: Tape, x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    total = _sum(tape, x, axis, keepdims)
    return total / np.asarray(tape.traced(x).size / max(total.size, 1), total.dtype)


def _extreme(reduce: Any) -> Callable[..., Any]:
    def extreme(tape: Tape, x: Any, axis: Any = None, keepdims: bool = False) -> Any:
        x = tape.traced(x)
        y = np.asarray(reduce(x.value, axis=axis, keepdims=keepdims))

        def back(grad: Array) -> None:
            best = x.value == _spread(y, x.shape, axis, keepdims)
            # Parity: of equal ones, each gets its share.
            share = best / best.sum(axis=axis, keepdims=True)
            x.add_gradient(share * _spread(grad, x.shape, axis, keepdims))

        return Traced(tape, y, back)

    return extreme


def _variance(tape: Tape, x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    x = tape.traced(x)
    return _mean(tape, np.square(x - _mean(tape, x, axis, True)), axis, keepdims)


def _deviation(tape: Tape, x: Any, axis: Any = None, keepdims: bool = False) -> Any:
    return np.sqrt(_variance(tape, x, axis, keepdims))


def _norm(tape: Tape, x: Any, ord: Any = None, axis: Any = None, keepdims: bool = False) -> Any:
    if ord not in (None, 2, "euclidean"):
        raise CannotFollowError(f"the gradient of a norm of order {ord!r} is not known here")
    return np.sqrt(_sum(tape, np.square(tape.traced(x)), axis, keepdims))


def _concatenate(tape: Tape, parts: Sequence[Any], axis: int = 0) -> Any:
    given = [tape.traced(each) for each in parts]
    values = [np.asarray(_plain(each)) for each in given]
    ends = np.cumsum([value.shape[axis] for value in values])[:-1]

    def back(grad: Array) -> None:
        for each, part in zip(given, np.split(grad, ends, axis), strict=True):
            if isinstance(each, Traced):
                each.add_gradient(part)

    return Traced(tape, np.concatenate(values, axis), back)


def _stack(tape: Tape, parts: Sequence[Any], axis: int = 0) -> Any:
    given = [tape.traced(each) for each in parts]

    def back(grad: Array) -> None:
        for place, each in enumerate(given):
            if isinstance(each, Traced):
                each.add_gradient(np.take(grad, place, axis))

    return Traced(tape, np.stack([np.asarray(_plain(each)) for each in given], axis), back)


def _where(tape: Tape, condition: Any, a: Any, b: Any) -> Any:
    chosen = np.asarray(_plain(condition))
    given = [tape.traced(each) for each in (a, b)]
    kind = next(each.dtype for each in given if isinstance(each, Traced))

    def back(grad: Array) -> None:
        for each, there in zip(given, (chosen, ~chosen.astype(bool)), strict=True):
            if isinstance(each, Traced):
                each.add_gradient(grad * there)

    value: Any = _numpy.where(chosen, *map(_plain, given))
    return Traced(tape, np.asarray(value, kind), back)


def _clip(tape: Tape, x: Any, a_min: Any = None, a_max: Any = None, **other: Any) -> Any:
    low, high = other.get("min", a_min), other.get("max", a_max)
    x = tape.traced(x)
    x = x if low is None else np.maximum(x, low)
    return x if high is None else np.minimum(x, high)


def _dot(tape: Tape, a: Any, b: Any) -> Any:
    return np.matmul(tape.traced(a), tape.traced(b))


_RULES: dict[Any, Callable[..., Any]] = {
    **{_numpy.sum: _sum, _numpy.mean: _mean, _numpy.var: _variance, _numpy.std: _deviation},
    **dict.fromkeys((_numpy.max, _numpy.amax), _extreme(np.max)),
    **dict.fromkeys((_numpy.min, _numpy.amin), _extreme(np.min)),
    **{_numpy.concatenate: _concatenate, _numpy.stack: _stack, _numpy.where: _where},
    **{_numpy.clip: _clip, _numpy.dot: _dot, _numpy.linalg.norm: _norm},
}
_OF_PLACES = {
    *(_numpy.reshape, _numpy.transpose, _numpy.expand_dims, _numpy.squeeze, _numpy.ravel),
    *(_numpy.flip, _numpy.repeat, _numpy.tile, _numpy.take, _numpy.roll, _numpy.broadcast_to),
    *(_numpy.swapaxes, _numpy.moveaxis, _numpy.copy),
}
"""Functions whose values are those of the array, in other places."""
_WITHOUT = {
    *(_numpy.shape, _numpy.ndim, _numpy.size, _numpy.argmax, _numpy.argmin, _numpy.argsort),
    *(_numpy.zeros_like, _numpy.ones_like, _numpy.count_nonzero, _numpy.any, _numpy.all),
}
"""Functions that no gradient goes through."""
