"""What a new layer's weights start from.

Imports NumPy, `backend`, `random` and `utils` only. Chance comes in as a Generator argument.
"""

import math
from typing import Any

import numpy as np

from fittingroom import backend, random, utils
from fittingroom.backend import Array


class Initializer:
    """Base of all initializers: `initializer(shape, dtype, rng)` returns a new array."""

    def __call__(
        self,
        shape: tuple[int, ...],
        dtype: str | None = None,
        rng: np.random.Generator | None = None,
    ) -> Array:
        raise NotImplementedError

    def get_config(self) -> dict[str, Any]:
        """Arguments that make an equal initializer."""
        return {}

    def __repr__(self) -> str:
        arguments = ", ".join(f"{key}={value!r}" for key, value in self.get_config().items())
        return f"{type(self).__name__}({arguments})"


class Constant(Initializer):
    """Every weight is `value`."""

    def __init__(self, value: float = 0.0) -> None:
        self.value = value

    def __call__(
        self,
        shape: tuple[int, ...],
        dtype: str | None = None,
        rng: np.random.Generator | None = None,
    ) -> Array:
        return np.full(shape, self.value, backend.standardize_dtype(dtype))

    def get_config(self) -> dict[str, Any]:
        return {"value": self.value}


class Zeros(Constant):
    """Every weight is 0."""

    def __init__(self) -> None:
        super().__init__(0.0)

    def get_config(self) -> dict[str, Any]:
        return {}


class Ones(Constant):
    """Every weight is 1."""

    def __init__(self) -> None:
        super().__init__(1.0)

    def get_config(self) -> dict[str, Any]:
        return {}


class GlorotUniform(Initializer):
    """Uniform in `[-limit, limit)` with `limit = sqrt(6 / (fan_in + fan_out))`.

    Args:
        seed: whole number for draws of its own; None draws from the `rng` it is called with.

    Reference: Glorot & Bengio 2010, "Understanding the difficulty of training deep feedforward
    neural networks", section 4.2.1, equation 16 ("normalized initialization").
    """

    def __init__(self, seed: int | None = None) -> None:
        self.seed = seed

    def __call__(
        self,
        shape: tuple[int, ...],
        dtype: str | None = None,
        rng: np.random.Generator | None = None,
    ) -> Array:
        if self.seed is not None:
            rng = np.random.default_rng(self.seed)
        rng = rng or random.new_generator()
        limit = math.sqrt(6.0 / (shape[0] + shape[-1]))
        # One operation at a time: a fused multiply-add would round differently on some machines.
        draws = rng.random(shape, dtype=np.dtype(backend.standardize_dtype(dtype)).type)
        np.multiply(draws, 2.0 * limit, out=draws)
        np.subtract(draws, limit, out=draws)
        return draws

    def get_config(self) -> dict[str, Any]:
        return {"seed": self.seed}


_REGISTRY: dict[str, type[Initializer]] = {
    "glorot_uniform": GlorotUniform,
    "zeros": Zeros,
    "ones": Ones,
    "constant": Constant,
}
_REGISTRY_BY_CLASS = {cls.__name__: cls for cls in _REGISTRY.values()}


def get(identifier: Any) -> Initializer:
    """Return the initializer for a name (`"glorot_uniform"`), class or instance.

    Raises:
        ValueError: if the name is unknown.
    """
    if isinstance(identifier, Initializer):
        return identifier
    if identifier in _REGISTRY.values():
        return identifier()
    if isinstance(identifier, str):
        found = _REGISTRY.get(identifier) or _REGISTRY_BY_CLASS.get(identifier)
        if found is not None:
            return found()
    raise utils.unknown_name("initializer", identifier, _REGISTRY)
