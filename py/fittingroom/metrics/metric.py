"""Base of all metrics."""

from typing import Any, Self

from fittingroom import backend, initializers, utils
from fittingroom.backend.variables import Variable


class Metric:
    """Base of all metrics: `update_state` once a batch, `result` at any time.

    A metric of your own keeps its state in variables that `add_variable` makes in `__init__`.

    Args:
        dtype: float type of variables; by default `backend.floatx()`.
        name: key in logs and History; by default the class's name, numbered.
    """

    def __init__(self, dtype: str | None = None, name: str | None = None) -> None:
        self.name = name or utils.auto_name(type(self).__name__)
        self.dtype = backend.standardize_dtype(dtype)
        self._variables: list[Variable] = []

    @property
    def variables(self) -> list[Variable]:
        """The state, as made by `add_variable`."""
        return list(self._variables)

    def add_variable(
        self,
        shape: tuple[int, ...] = (),
        initializer: Any = "zeros",
        dtype: str | None = None,
        name: str | None = None,
    ) -> Variable:
        """Make a variable that `reset_state` sets to 0."""
        kind = dtype or self.dtype
        rule = initializers.get(initializer)
        variable = Variable(rule, tuple(shape), kind, name=name or "variable")
        variable.path = f"{self.name}/{variable.name}"
        self._variables.append(variable)
        return variable

    add_weight = add_variable
    """Its old name."""

    def update_state(self, *args: Any, **kwargs: Any) -> None:
        """Update by one batch: labels, predictions, and `sample_weight=`, `(batch,)`, if any."""
        raise NotImplementedError(f"{type(self).__name__} needs an update_state method.")

    def result(self) -> Any:
        """Value over all batches since the last reset."""
        raise NotImplementedError(f"{type(self).__name__} needs a result method.")

    def reset_state(self) -> None:
        """Reset the state."""
        for variable in self._variables:
            variable.assign(0)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Update by one batch and return the result so far."""
        self.update_state(*args, **kwargs)
        return self.result()

    def get_config(self) -> dict[str, Any]:
        """Return arguments that make an equal metric."""
        return {"name": self.name, "dtype": self.dtype}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Make a metric from what `get_config` returned."""
        return cls(**config)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}>"
