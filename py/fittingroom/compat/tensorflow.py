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
_DIFFERENT = {"argmax": _argmax, "concat": _concat, "one_hot": _one_hot, "shape": _shape}
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
