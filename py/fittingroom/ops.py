"""Keras's operations on arrays, the common ones: NumPy under Keras's names.

Each takes arrays, lists or numbers and returns a `Tensor`; none has a gradient.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import activations
from fittingroom.backend import Array
from fittingroom.backend.tensor import Tensor, tensor


def _op(function: Any) -> Callable[..., Any]:
    """Return a function of NumPy's that takes Keras's floats and gives a `Tensor`."""

    @wraps(function)
    def operation(x: Any, *args: Any, **kwargs: Any) -> Tensor:
        given = [tensor(a) if isinstance(a, (list, float)) else a for a in args]
        made = function(tensor(x), *given, **kwargs)
        return tensor(made if hasattr(made, "apply_activation") else np.asarray(made))

    return operation


def _whole(function: Any) -> Callable[..., Any]:
    """The same for functions that give positions, which are int32 in Keras."""

    @wraps(function)
    def operation(x: Any, *args: Any, **kwargs: Any) -> Tensor:
        return tensor(np.asarray(function(tensor(x), *args, **kwargs), np.int32))

    return operation


absolute = _op(np.absolute)
abs = absolute
exp = _op(np.exp)
log = _op(np.log)
log1p = _op(np.log1p)
expm1 = _op(np.expm1)
sqrt = _op(np.sqrt)
square = _op(np.square)
sign = _op(np.sign)
negative = _op(np.negative)
reciprocal = _op(np.reciprocal)
sin = _op(np.sin)
cos = _op(np.cos)
tan = _op(np.tan)
floor = _op(np.floor)
ceil = _op(np.ceil)
round = _op(np.round)
isnan = _op(np.isnan)
isfinite = _op(np.isfinite)
add = _op(np.add)
subtract = _op(np.subtract)
multiply = _op(np.multiply)
divide = _op(np.divide)
power = _op(np.power)
maximum = _op(np.maximum)
minimum = _op(np.minimum)
mod = _op(np.mod)
equal = _op(np.equal)
not_equal = _op(np.not_equal)
greater = _op(np.greater)
greater_equal = _op(np.greater_equal)
less = _op(np.less)
less_equal = _op(np.less_equal)
logical_and = _op(np.logical_and)
logical_or = _op(np.logical_or)
logical_not = _op(np.logical_not)
sum = _op(np.sum)
mean = _op(np.mean)
prod = _op(np.prod)
max = _op(np.max)
min = _op(np.min)
std = _op(np.std)
var = _op(np.var)
any = _op(np.any)
all = _op(np.all)
matmul = _op(np.matmul)
dot = _op(np.dot)
transpose = _op(np.transpose)
reshape = _op(np.reshape)
expand_dims = _op(np.expand_dims)
squeeze = _op(np.squeeze)
take = _op(np.take)
sort = _op(np.sort)
clip = _op(np.clip)
cumsum = _op(np.cumsum)
repeat = _op(np.repeat)
zeros_like = _op(np.zeros_like)
ones_like = _op(np.ones_like)
ravel = _op(np.ravel)
tile = _op(np.tile)
flip = _op(np.flip)
count_nonzero = _op(np.count_nonzero)
norm = _op(np.linalg.norm)
relu = _op(activations.relu)
sigmoid = _op(activations.sigmoid)
tanh = _op(activations.tanh)
softmax = _op(activations.softmax)
argmax = _whole(np.argmax)
argmin = _whole(np.argmin)
argsort = _whole(np.argsort)


def convert_to_tensor(x: Any, dtype: str | None = None) -> Tensor:
    """`x` as a `Tensor`; Python's floats become float32."""
    return tensor(x, dtype)


def convert_to_numpy(x: Any) -> Array:
    """`x` as a plain array."""
    return np.array(tensor(x))


def cast(x: Any, dtype: str) -> Tensor:
    """`x` in another number type; fractions are cut off by whole ones."""
    if hasattr(x, "apply_activation"):
        return x.traced.astype(dtype)
    return tensor(np.asarray(x).astype(dtype))


def shape(x: Any) -> tuple[int, ...]:
    """Return the shape of `x`."""
    return np.shape(x)


def where(condition: ArrayLike, x1: Any, x2: Any) -> Tensor:
    """`x1` where `condition` is true, else `x2`."""
    return tensor(np.where(tensor(condition), tensor(x1), tensor(x2)))


def concatenate(xs: Sequence[Any], axis: int = 0) -> Tensor:
    """Join arrays along an axis they have."""
    return tensor(np.concatenate([tensor(x) for x in xs], axis=axis))


def stack(x: Sequence[Any], axis: int = 0) -> Tensor:
    """Join arrays of one shape along a new axis."""
    return tensor(np.stack([tensor(part) for part in x], axis=axis))


def zeros(shape: Any, dtype: str | None = None) -> Tensor:
    """Return zeros of `shape`."""
    return full(shape, 0.0, dtype)


def ones(shape: Any, dtype: str | None = None) -> Tensor:
    """Return ones of `shape`."""
    return full(shape, 1.0, dtype)


def full(shape: Any, fill_value: float, dtype: str | None = None) -> Tensor:
    """`fill_value` everywhere."""
    return tensor(np.broadcast_to(tensor(fill_value, dtype), shape).copy())


def arange(start: float, stop: float | None = None, step: float = 1) -> Tensor:
    """Return numbers from `start` to before `stop`, or from 0 to before `start`."""
    values = np.arange(start) if stop is None else np.arange(start, stop, step)
    return tensor(values.tolist())


def one_hot(x: ArrayLike, num_classes: int, axis: int = -1, dtype: str | None = None) -> Tensor:
    """Rows with a 1 at each class number of `x`; numbers out of range give zeros."""
    rows = np.asarray(x)[..., None] == np.arange(num_classes)
    return tensor(np.moveaxis(rows, -1, axis).astype(dtype or tensor(0.0).dtype))
