"""Base of all initializers."""

from typing import Any, Self

from fittingroom.backend import Array

Shape = tuple[int, ...]


class Initializer:
    """Base of all initializers: override `__call__(shape, dtype=None)`, which returns an array."""

    def __call__(self, shape: Shape, dtype: str | None = None) -> Array:
        """Return a new array of `shape`, of the default float type unless `dtype` names another."""
        raise NotImplementedError("Initializer subclasses must implement the `__call__()` method.")

    def get_config(self) -> dict[str, Any]:
        """Return arguments that make an equal initializer."""
        return {}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Make an initializer from what `get_config` returned."""
        return cls(**config)

    def clone(self) -> Self:
        """Return an equal initializer."""
        return self.from_config(self.get_config())

    def __repr__(self) -> str:
        arguments = ", ".join(f"{key}={value!r}" for key, value in self.get_config().items())
        return f"{type(self).__name__}({arguments})"
