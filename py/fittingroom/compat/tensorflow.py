"""TensorFlow's own operations, as far as programs around Keras models use them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import ops
from fittingroom.backend.tensor import Tensor, constant, tensor
from fittingroom.backend.variables import Variable
from fittingroom.metrics.metrics_utils import confusion_matrix
from fittingroom.random import new_generator


def _constant(value: Any, dtype: str | None = None, shape: Any = None) -> Tensor:
    given = constant(value, dtype)
    return given if shape is None else constant(np.broadcast_to(given, tuple(shape)))


def _argmax(input: ArrayLike, axis: int = 0) -> Tensor:
    return tensor(np.asarray(ops.argmax(input, axis=axis), np.int64))


def _one_hot(indices: ArrayLike, depth: int) -> Tensor:
    return ops.one_hot(indices, depth)


def _concat(values: Sequence[Any], axis: int) -> Tensor:
    return ops.concatenate(values, axis)


def _shape(input: ArrayLike) -> Tensor:
    return tensor(list(np.shape(input)))


def _confusion_matrix(
    labels: ArrayLike, predictions: ArrayLike, num_classes: int | None = None
) -> Tensor:
    return tensor(confusion_matrix(labels, predictions, num_classes).astype(np.int32))


def _add_n(inputs: Sequence[Any]) -> Tensor:
    if not len(inputs):
        raise ValueError("tf.add_n adds the numbers of a list. Received: an empty one.")
    return tensor(np.sum([np.asarray(each) for each in inputs], axis=0))


def _linspace(start: float, stop: float, num: int) -> Tensor:
    return tensor(np.linspace(start, stop, num))


def _range(start: float, limit: float | None = None, delta: float = 1) -> Tensor:
    return constant(np.arange(start, limit, delta) if limit is not None else np.arange(start))


def _uniform(
    shape: Sequence[int],
    minval: float = 0,
    maxval: float | None = None,
    dtype: str = "float32",
    seed: int | None = None,
) -> Tensor:
    """Parity: the numbers are not TensorFlow's own, only of the same distribution."""
    rng = new_generator() if seed is None else np.random.default_rng(seed)
    if dtype.startswith("int"):
        if maxval is None:
            raise ValueError(f"Must specify maxval for integer dtype {dtype}.")
        return constant(rng.integers(int(minval), int(maxval), tuple(shape)), dtype)
    return constant(rng.uniform(minval, 1 if maxval is None else maxval, tuple(shape)), dtype)


def _normal(
    shape: Sequence[int],
    mean: float = 0.0,
    stddev: float = 1.0,
    dtype: str = "float32",
    seed: int | None = None,
) -> Tensor:
    """Parity: as for `uniform`."""
    rng = new_generator() if seed is None else np.random.default_rng(seed)
    return constant(rng.normal(mean, stddev, tuple(shape)), dtype)


def _list_physical_devices(device_type: str | None = None) -> list[str]:
    """No GPU: this page computes on the processor alone."""
    return [] if device_type not in (None, "CPU") else ["the processor, through WebAssembly"]


_REDUCTIONS = {
    f"reduce_{name}": getattr(ops, name) for name in ("mean", "sum", "max", "min", "prod")
}
_OPS = {
    name: getattr(ops, name)
    for name in (
        *("abs", "add", "cast", "divide", "equal", "exp", "expand_dims"),
        *("greater", "less", "matmul", "maximum", "minimum", "multiply", "not_equal", "ones"),
        *("ones_like", "reshape", "round", "sigmoid", "sign", "sqrt", "square", "squeeze"),
        *("stack", "subtract", "tanh", "transpose", "where", "zeros", "zeros_like"),
    )
}
_DIFFERENT = {
    **{"add_n": _add_n, "argmax": _argmax, "concat": _concat, "linspace": _linspace},
    **{"one_hot": _one_hot, "range": _range, "shape": _shape},
}
RANDOM = {"normal": _normal, "uniform": _uniform}
"""What `tf.random` has besides the seed."""
_TYPES = ("float32", "float64", "int32", "int64", "uint8", "bool")

MODULES: dict[str, Mapping[str, Any]] = {
    "tensorflow": {
        **_REDUCTIONS,
        **_OPS,
        **_DIFFERENT,
        **{name: name for name in _TYPES},
        "Tensor": Tensor,
        "Variable": Variable,
        "constant": _constant,
        "convert_to_tensor": _constant,
    },
    "tensorflow.math": {
        **_REDUCTIONS,
        **{name: value for name, value in _OPS.items() if name not in ("cast", "reshape")},
        "argmax": _argmax,
        "confusion_matrix": _confusion_matrix,
        "log": ops.log,
    },
    "tensorflow.config": {"list_physical_devices": _list_physical_devices},
}
"""The content of TensorFlow's modules, by path."""
