"""TensorFlow's own operations, as far as programs around Keras models use them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from fittingroom.backend.tensor import Tensor, TensorShape, constant, tensor
from fittingroom.backend.variables import Variable
from fittingroom.compat import tensorflow_ops
from fittingroom.compat.tensor_spec import NAMES, DType, TensorSpec
from fittingroom.compat.tensorflow_ops import OPS, REDUCTIONS
from fittingroom.random import new_generator


class TensorFlowVariable(Variable):
    """A variable as `tf.Variable` makes one, which prints as TensorFlow's."""

    def __init__(
        self,
        initial_value: Any,
        trainable: bool = True,
        validate_shape: bool = True,
        name: str = "Variable",
        dtype: str | None = None,
        **_: Any,
    ) -> None:
        value = initial_value() if callable(initial_value) else initial_value
        super().__init__(value, dtype=dtype, trainable=trainable, name=f"{name}:0")

    def __repr__(self) -> str:
        values = repr(self.value).removeprefix("<tf.Tensor: ").replace(", dtype=", " dtype=", 1)
        return f"<tf.Variable {self.name!r} {values}"


def _constant(value: Any, dtype: str | None = None, shape: Any = None) -> Tensor:
    given = constant(value, None if dtype == "string" else dtype)
    if shape is None:
        return given
    sizes = tuple(shape)
    return constant(np.broadcast_to(given, sizes) if given.ndim == 0 else given.reshape(sizes))


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


def _shuffle(value: ArrayLike, seed: int | None = None) -> Tensor:
    rng = new_generator() if seed is None else np.random.default_rng(seed)
    return tensor(rng.permutation(tensor(value)))


def _function(func: Callable[..., Any] | None = None, **_: Any) -> Any:
    """Return a function as it is: all is computed as it is written, line by line."""
    return _function if func is None else func


def _no_gpu(*_: Any, **__: Any) -> bool:
    """Return that there is no GPU."""
    return False


def _is_tensor(x: object) -> bool:
    return isinstance(x, (Tensor, Variable))


def _run_functions_eagerly(run_eagerly: bool) -> None:
    """Change nothing: functions run so in any case."""


def _print(*values: object, sep: str = " ", end: str = "\n", **_: Any) -> None:
    """Print values without what kind of tensors they are."""
    print(*(np.asarray(x) if isinstance(x, Tensor) else x for x in values), sep=sep, end=end)


MODULES: dict[str, Mapping[str, Any]] = {
    "tensorflow": {
        **REDUCTIONS,
        **OPS,
        **tensorflow_ops.ARRAYS,
        **{name: DType(name) for name in NAMES},
        "DType": DType,
        "Tensor": Tensor,
        "TensorShape": TensorShape,
        "TensorSpec": TensorSpec,
        "Variable": TensorFlowVariable,
        "constant": _constant,
        "convert_to_tensor": _constant,
        "executing_eagerly": lambda: True,
        "function": _function,
        "get_logger": lambda: logging.getLogger("tensorflow"),
        "is_tensor": _is_tensor,
        "print": _print,
    },
    "tensorflow.math": {**REDUCTIONS, **OPS, **tensorflow_ops.MATH},
    "tensorflow.linalg": tensorflow_ops.LINALG,
    "tensorflow.config": {
        "list_physical_devices": _list_physical_devices,
        "run_functions_eagerly": _run_functions_eagerly,
    },
    "tensorflow.config.experimental": {"list_physical_devices": _list_physical_devices},
    "tensorflow.random": {"normal": _normal, "shuffle": _shuffle, "uniform": _uniform},
    "tensorflow.test": {
        "gpu_device_name": lambda: "",
        "is_built_with_cuda": _no_gpu,
        "is_gpu_available": _no_gpu,
    },
}
"""What is in TensorFlow's modules beside Keras, by path; `namespace` lists the names."""
