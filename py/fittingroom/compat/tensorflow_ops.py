"""TensorFlow's operations on tensors: NumPy's and Keras's, under TensorFlow's names and types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import ops
from fittingroom.backend.tensor import Tensor, constant, tensor
from fittingroom.metrics.metrics_utils import confusion_matrix


def _reduction(function: Any) -> Callable[..., Tensor]:
    """Return a reduction that keeps the type of its input: the mean of whole numbers is one."""

    def reduce(input_tensor: Any, axis: Any = None, keepdims: bool = False, **_: Any) -> Tensor:
        given = tensor(input_tensor)
        axes = tuple(axis) if isinstance(axis, list) else axis  # pyright: ignore
        reduced = function(given, axis=axes, keepdims=keepdims)
        if hasattr(reduced, "apply_activation"):
            return reduced
        return tensor(np.asarray(reduced).astype(given.dtype))

    return reduce


def _of_arrays(function: Any) -> Callable[..., Tensor]:
    """Return a function of NumPy's that takes lists with TensorFlow's types and gives a tensor."""

    def operation(*args: Any, **kwargs: Any) -> Tensor:
        return tensor(np.asarray(function(tensor(args[0]), *args[1:], **kwargs)))

    return operation


def _place(function: Any) -> Callable[..., Tensor]:
    """Return a search for a place along an axis, the first one unless it is said."""

    def search(input: ArrayLike, axis: int = 0, **_: Any) -> Tensor:
        return tensor(np.asarray(function(input, axis=axis), np.int64))

    return search


def _one_hot(
    indices: ArrayLike, depth: int, on_value: float = 1.0, off_value: float = 0.0, **_: Any
) -> Tensor:
    return tensor(ops.one_hot(indices, depth) * (on_value - off_value) + off_value)


def _cumsum(x: ArrayLike, axis: int = 0, **_: Any) -> Tensor:
    given = tensor(x)
    return tensor(np.cumsum(given, axis, dtype=given.dtype))


def _concat(values: Sequence[Any], axis: int) -> Tensor:
    return ops.concatenate(values, axis)


def _shape(input: ArrayLike, **_: Any) -> Tensor:
    return tensor(list(np.shape(input)), "int32")


def _rank(input: ArrayLike, **_: Any) -> Tensor:
    return tensor(np.int32(np.ndim(input)))


def _size(input: ArrayLike, **_: Any) -> Tensor:
    return tensor(np.int32(np.size(input)))


def _confusion_matrix(
    labels: ArrayLike, predictions: ArrayLike, num_classes: int | None = None
) -> Tensor:
    return tensor(confusion_matrix(labels, predictions, num_classes).astype(np.int32))


def _matmul(
    a: ArrayLike, b: ArrayLike, transpose_a: bool = False, transpose_b: bool = False, **_: Any
) -> Tensor:
    first, second = tensor(a), tensor(b)
    first = np.swapaxes(first, -1, -2) if transpose_a else first
    return ops.matmul(first, np.swapaxes(second, -1, -2) if transpose_b else second)


def _add_n(inputs: Sequence[Any]) -> Tensor:
    if not len(inputs):
        raise ValueError("tf.add_n adds the numbers of a list. Received: an empty one.")
    return tensor(np.sum([np.asarray(each) for each in inputs], axis=0))


def _linspace(start: float, stop: float, num: int, **_: Any) -> Tensor:
    """Parity: between whole numbers, of the double type."""
    values = np.linspace(start, stop, num)
    whole = np.asarray(start).dtype.kind in "iu"
    return tensor(values) if whole else tensor(values.astype(tensor(start).dtype))


def _range(start: float, limit: float | None = None, delta: float = 1, **_: Any) -> Tensor:
    values = np.arange(start) if limit is None else np.arange(start, limit, delta)
    return constant(values.tolist())


def _fill(dims: Sequence[int], value: Any) -> Tensor:
    return tensor(np.broadcast_to(tensor(value), tuple(dims)).copy())


def _eye(num_rows: int, num_columns: int | None = None, dtype: str = "float32") -> Tensor:
    return tensor(np.eye(num_rows, num_columns, dtype=dtype))


def _sort(values: ArrayLike, axis: int = -1, direction: str = "ASCENDING") -> Tensor:
    return tensor(np.take_along_axis(tensor(values), _argsort(values, axis, direction), axis))


def _argsort(values: ArrayLike, axis: int = -1, direction: str = "ASCENDING") -> Tensor:
    given = np.asarray(tensor(values))
    signed = given if direction == "ASCENDING" else -given
    return tensor(np.argsort(signed, axis, kind="stable").astype(np.int32))


def _gather(params: ArrayLike, indices: ArrayLike, axis: int = 0, **_: Any) -> Tensor:
    return tensor(np.take(tensor(params), np.asarray(indices), axis))


def _split(value: ArrayLike, num_or_size_splits: Any, axis: int = 0) -> list[Tensor]:
    sizes = num_or_size_splits
    where = sizes if isinstance(sizes, int) else np.cumsum(sizes)[:-1].tolist()
    return [tensor(part) for part in np.split(tensor(value), where, axis)]


def _unstack(value: ArrayLike, num: int | None = None, axis: int = 0) -> list[Tensor]:
    return [tensor(part) for part in np.moveaxis(tensor(value), axis, 0)]


def _boolean_mask(values: ArrayLike, mask: ArrayLike) -> Tensor:
    return tensor(np.asarray(tensor(values))[np.asarray(mask)])


def _where(condition: ArrayLike, x: Any = None, y: Any = None) -> Tensor:
    """Return `x` or `y` where a condition holds or not; of the condition alone, the places."""
    if x is None:
        return tensor(np.argwhere(np.asarray(condition)).astype(np.int64))
    return ops.where(condition, x, y)


def _bincount(arr: ArrayLike, **_: Any) -> Tensor:
    return tensor(np.bincount(np.asarray(arr)).astype(np.int32))


def _tensordot(a: ArrayLike, b: ArrayLike, axes: Any) -> Tensor:
    return tensor(np.asarray(np.tensordot(tensor(a), tensor(b), axes)))


def _einsum(equation: str, *inputs: ArrayLike) -> Tensor:
    return tensor(np.asarray(np.einsum(equation, *(np.asarray(tensor(x)) for x in inputs))))


def _norm(value: ArrayLike, ord: Any = "euclidean", axis: Any = None, **_: Any) -> Tensor:
    given = np.asarray(tensor(value))
    if axis is None and ord == "euclidean":
        given = given.ravel()
    return tensor(np.asarray(np.linalg.norm(given, None if ord == "euclidean" else ord, axis)))


REDUCTIONS = {
    f"reduce_{name}": _reduction(function)
    for name, function in {
        **{"mean": np.mean, "sum": np.sum, "max": np.max, "min": np.min, "prod": np.prod},
        **{"any": np.any, "all": np.all},
    }.items()
}
OPS = {
    name: getattr(ops, name)
    for name in (
        *("abs", "add", "cos", "divide", "equal", "exp", "floor", "greater", "greater_equal"),
        *("less", "less_equal", "logical_and", "logical_not", "logical_or", "maximum"),
        *("minimum", "multiply", "negative", "not_equal", "round", "sigmoid", "sign", "sin"),
        *("sqrt", "square", "subtract", "tan", "tanh"),
    )
} | {
    "cumsum": _cumsum,
    "pow": ops.power,
    "argmax": _place(ops.argmax),
    "argmin": _place(ops.argmin),
    "add_n": _add_n,
}
"""Operations that TensorFlow has both in `tf` and in `tf.math`."""
ARRAYS = {
    name: getattr(ops, name)
    for name in (
        *("cast", "expand_dims", "ones", "ones_like", "reshape", "squeeze", "stack"),
        *("transpose", "zeros", "zeros_like"),
    )
} | {
    **{"matmul": _matmul},
    **{"argsort": _argsort, "boolean_mask": _boolean_mask, "concat": _concat, "eye": _eye},
    **{"clip_by_value": ops.clip, "einsum": _einsum, "fill": _fill, "gather": _gather},
    **{"identity": tensor, "linspace": _linspace, "norm": _norm, "one_hot": _one_hot},
    **{"pad": _of_arrays(np.pad), "range": _range, "rank": _rank, "reverse": _of_arrays(np.flip)},
    **{"shape": _shape, "size": _size, "sort": _sort, "split": _split, "stop_gradient": tensor},
    **{"tensordot": _tensordot, "tile": _of_arrays(np.tile), "unstack": _unstack},
    **{"where": _where},
}
MATH = {
    **{"bincount": _bincount},
    **{"ceil": ops.ceil, "confusion_matrix": _confusion_matrix, "log": ops.log},
    **{"log1p": ops.log1p, "mod": ops.mod, "reciprocal": ops.reciprocal},
    **{"reduce_std": _reduction(np.std), "reduce_variance": _reduction(np.var)},
}
LINALG = {
    **{"eye": _eye, "matmul": _matmul, "norm": _norm, "einsum": _einsum},
    **{"det": _of_arrays(np.linalg.det), "inv": _of_arrays(np.linalg.inv)},
}
