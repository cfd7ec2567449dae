"""Initializers: their public names, and initializers by name."""

from collections.abc import Callable
from typing import Any

import numpy as np

from fittingroom import backend, utils
from fittingroom.backend import Array
from fittingroom.initializers.constant_initializers import Constant, Identity, Ones, Zeros
from fittingroom.initializers.initializer import Initializer, Shape
from fittingroom.initializers.orthogonal import Orthogonal
from fittingroom.initializers.random_initializers import (
    RandomInitializer,
    RandomNormal,
    RandomUniform,
    TruncatedNormal,
)
from fittingroom.initializers.variance_scaling import (
    GlorotNormal,
    GlorotUniform,
    HeNormal,
    HeUniform,
    LecunNormal,
    LecunUniform,
    VarianceScaling,
)

__all__ = [
    "Constant",
    "GlorotNormal",
    "GlorotUniform",
    "HeNormal",
    "HeUniform",
    "Identity",
    "Initializer",
    "LecunNormal",
    "LecunUniform",
    "Ones",
    "Orthogonal",
    "RandomInitializer",
    "RandomNormal",
    "RandomUniform",
    "TruncatedNormal",
    "VarianceScaling",
    "Zeros",
    "constant",
    "deserialize",
    "get",
    "glorot_normal",
    "glorot_uniform",
    "he_normal",
    "he_uniform",
    "identity",
    "lecun_normal",
    "lecun_uniform",
    "new_weight",
    "ones",
    "orthogonal",
    "random_normal",
    "random_uniform",
    "serialize",
    "truncated_normal",
    "variance_scaling",
    "zeros",
]

_CLASSES: tuple[type[Initializer], ...] = (
    *(GlorotUniform, GlorotNormal, HeUniform, HeNormal, LecunUniform, LecunNormal),
    *(RandomUniform, RandomNormal, TruncatedNormal, VarianceScaling, Zeros, Ones, Constant),
    *(Identity, Orthogonal),
)
_REGISTRY = {utils.to_snake_case(cls.__name__): cls for cls in _CLASSES}
_REGISTRY_BY_CLASS = {cls.__name__: cls for cls in _CLASSES}

# Keras has each class in snake_case too.
glorot_uniform, glorot_normal = GlorotUniform, GlorotNormal
he_uniform, he_normal = HeUniform, HeNormal
lecun_uniform, lecun_normal = LecunUniform, LecunNormal
random_uniform, random_normal = RandomUniform, RandomNormal
truncated_normal, variance_scaling = TruncatedNormal, VarianceScaling
zeros, ones, constant = Zeros, Ones, Constant
identity, orthogonal = Identity, Orthogonal

AnyInitializer = Initializer | Callable[..., Any]


def get(identifier: Any) -> AnyInitializer:
    """Return the initializer for a name (`"glorot_uniform"`), class, configuration or itself.

    A function of `(shape, dtype=None)` is one too, and so is an array of the weight's shape.

    Raises:
        ValueError: if it is none of these.
    """
    if isinstance(identifier, dict):
        return deserialize(identifier)  # pyright: ignore[reportUnknownArgumentType]
    if isinstance(identifier, (np.ndarray, np.generic)):
        return _From(np.asarray(identifier))  # pyright: ignore[reportUnknownArgumentType]
    if isinstance(identifier, type):
        return identifier()
    if callable(identifier):
        return identifier
    found = _REGISTRY.get(str(identifier)) or _REGISTRY_BY_CLASS.get(str(identifier))
    if found is None:
        raise utils.unknown_name("initializer", identifier, _REGISTRY)
    return found()


class _From(Initializer):
    """Every weight as an array says."""

    def __init__(self, values: Array) -> None:
        self._values = values

    def __call__(self, shape: Shape, dtype: str | None = None) -> Array:
        return self._values.astype(backend.standardize_dtype(dtype))


def new_weight(
    initializer: AnyInitializer, shape: Shape, dtype: str, rng: np.random.Generator | None
) -> Array:
    """Make a layer's weight; the random initializers here draw from `rng`.

    Raises:
        ValueError: if a custom initializer returns another shape.
    """
    if isinstance(initializer, RandomInitializer):
        return initializer(shape, dtype, rng)
    values = np.array(initializer(shape, dtype=dtype), backend.standardize_dtype(dtype))
    if values.shape != shape:
        raise ValueError(
            f"Expected the initializer to return an array of shape {shape}. "
            f"Received: shape={values.shape} from {initializer!r}"
        )
    return values


def serialize(initializer: Initializer) -> dict[str, Any]:
    """Return the name and configuration of an initializer, as plain data."""
    return utils.serialize_object(initializer, "keras.initializers")


def deserialize(config: dict[str, Any]) -> Initializer:
    """Make an initializer from what `serialize` returned.

    Raises:
        ValueError: if its class is unknown.
    """
    return utils.deserialize_object("initializer", config, _CLASSES)
