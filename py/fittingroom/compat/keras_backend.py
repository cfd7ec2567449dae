"""Functions that `tf.keras.backend` has beyond Keras 3: Keras 2's own names, the common ones.

As in Keras they differ from `keras.ops` in places: `sqrt` takes negative numbers as 0, and `argmax`
looks along the last axis.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from fittingroom import activations, backend, config, losses, ops
from fittingroom.backend import Array
from fittingroom.backend.tensor import Tensor, tensor
from fittingroom.backend.variables import Variable


def _sqrt(x: Any) -> Tensor:
    return ops.sqrt(ops.maximum(x, 0.0))


def _argmax(x: Any, axis: int = -1) -> Tensor:
    return ops.argmax(x, axis=axis)


def _argmin(x: Any, axis: int = -1) -> Tensor:
    return ops.argmin(x, axis=axis)


def _clip(x: Any, min_value: Any, max_value: Any) -> Tensor:
    return ops.clip(x, min_value, max_value)


def _expand_dims(x: Any, axis: int = -1) -> Tensor:
    return ops.expand_dims(x, axis)


def _flatten(x: Any) -> Tensor:
    return ops.reshape(x, (-1,))


def _gather(reference: Any, indices: Any) -> Tensor:
    return ops.take(reference, np.asarray(indices), axis=0)


def _cast_to_floatx(x: Any) -> Tensor:
    return ops.cast(x, backend.floatx())


def _constant(value: Any, dtype: str | None = None) -> Tensor:
    return ops.cast(value, dtype or backend.floatx())


def _variable(value: Any, dtype: str | None = None, name: str = "variable") -> Variable:
    return Variable(value, dtype=dtype, name=name)


def _get_value(x: Any) -> Any:
    return x.numpy() if hasattr(x, "numpy") else np.asarray(x)[()]


def _batch_get_value(tensors: Iterable[Any]) -> list[Any]:
    return [_get_value(x) for x in tensors]


def _set_value(x: Any, value: Any) -> None:
    x.assign(value)


def _batch_set_value(tuples: Iterable[tuple[Any, Any]]) -> None:
    for x, value in tuples:
        _set_value(x, value)


def _update(x: Any, new_x: Any) -> Any:
    return x.assign(new_x)


def _update_add(x: Any, increment: Any) -> Any:
    return x.assign_add(increment)


def _update_sub(x: Any, decrement: Any) -> Any:
    return x.assign_sub(decrement)


def _same(x: Any) -> Tensor:
    return tensor(x)


def _dtype(x: Any) -> str:
    return np.asarray(x).dtype.name


def _binary_crossentropy(target: Any, output: Any, from_logits: bool = False) -> Tensor:
    """Return one value for each output, where the loss has one for each sample."""
    p: Array = np.asarray(activations.sigmoid(output) if from_logits else tensor(output))
    t = np.asarray(tensor(target), p.dtype)
    epsilon = config.epsilon()
    p = np.clip(p, epsilon, 1.0 - epsilon)
    return tensor(-(t * np.log(p) + (1.0 - t) * np.log(1.0 - p)))


_SAME_IN_OPS = (
    *("abs", "all", "any", "arange", "cast", "concatenate", "cos", "cumsum", "dot", "equal"),
    *("exp", "greater", "greater_equal", "less", "less_equal", "log", "max", "maximum", "mean"),
    *("min", "minimum", "not_equal", "one_hot", "ones", "ones_like", "prod", "relu", "repeat"),
    *("reshape", "round", "shape", "sigmoid", "sign", "sin", "softmax", "square", "squeeze"),
    *("stack", "std", "sum", "tanh", "tile", "transpose", "var", "zeros", "zeros_like"),
)

FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    **{name: getattr(ops, name) for name in _SAME_IN_OPS},
    **{name: getattr(activations, name) for name in ("elu", "softplus", "softsign")},
    "argmax": _argmax,
    "argmin": _argmin,
    "batch_get_value": _batch_get_value,
    "batch_set_value": _batch_set_value,
    "binary_crossentropy": _binary_crossentropy,
    "cast_to_floatx": _cast_to_floatx,
    "categorical_crossentropy": losses.categorical_crossentropy,
    "clip": _clip,
    "constant": _constant,
    "dtype": _dtype,
    "eval": _get_value,
    "expand_dims": _expand_dims,
    "flatten": _flatten,
    "gather": _gather,
    "get_value": _get_value,
    "int_shape": ops.shape,
    "ndim": np.ndim,
    "pow": ops.power,
    "set_value": _set_value,
    "sparse_categorical_crossentropy": losses.sparse_categorical_crossentropy,
    "sqrt": _sqrt,
    "stop_gradient": _same,
    "switch": ops.where,
    "update": _update,
    "update_add": _update_add,
    "update_sub": _update_sub,
    "variable": _variable,
}
"""What is in `tf.keras.backend` besides what `keras.backend` has."""

NOT_HERE = (
    *("batch_dot", "batch_flatten", "batch_normalization", "bias_add", "conv1d", "conv2d", "eye"),
    *("conv2d_transpose", "conv3d", "ctc_batch_cost", "ctc_decode", "cumprod", "dropout", "foldl"),
    *("foldr", "function", "gradients", "hard_sigmoid", "in_top_k", "is_sparse", "l2_normalize"),
    *("map_fn", "name_scope", "permute_dimensions", "pool2d", "pool3d", "random_bernoulli"),
    *("random_normal", "random_uniform", "repeat_elements", "resize_images", "reverse", "rnn"),
    *("truncated_normal", "to_dense"),
)
"""More of its names, right ones, that are not here."""

SHORT_NAMES = {
    "mae": "mean_absolute_error",
    "mse": "mean_squared_error",
    "mape": "mean_absolute_percentage_error",
    "msle": "mean_squared_logarithmic_error",
    "kld": "kl_divergence",
    "kullback_leibler_divergence": "kl_divergence",
    "logcosh": "log_cosh",
}
"""Names in `tf.keras.losses` and `tf.keras.metrics` that Keras 3 itself has not."""

SHORT_LOSSES: Mapping[str, str] = {
    spelled: name
    for short, name in SHORT_NAMES.items()
    for spelled in {short, short.upper() if len(short) < 5 else short}
}
"""All their spellings, with the names of the losses that they are."""
