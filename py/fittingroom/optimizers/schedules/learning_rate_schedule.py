"""Bases of the learning rate schedules, which compute in the default float type."""

from typing import Any, Self

import numpy as np

from fittingroom import backend

Number = Any
"""A NumPy number of the default float type."""


class LearningRateSchedule:
    """Base of all schedules: override `__call__(step)`, and `get_config` to save it."""

    def __call__(self, step: int) -> Number:
        """Return the rate after `step` steps."""
        raise NotImplementedError(
            f"Learning rate schedule '{type(self).__name__}' must override `__call__(self, step)`."
        )

    def get_config(self) -> dict[str, Any]:
        """Return arguments that make an equal schedule."""
        raise NotImplementedError(
            f"Learning rate schedule '{type(self).__name__}' must override `get_config()` in "
            "order to be serialized."
        )

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Make a schedule from what `get_config` returned."""
        return cls(**config)


class Decay(LearningRateSchedule):
    """What falls from `initial_learning_rate` over `decay_steps`."""

    def __init__(self, initial_learning_rate: float, decay_steps: int, name: str) -> None:
        if decay_steps <= 0:
            raise ValueError(
                f"Argument `decay_steps` must be > 0. Received: decay_steps={decay_steps}"
            )
        self.initial_learning_rate = initial_learning_rate
        self.decay_steps = decay_steps
        self.name = name

    def get_config(self) -> dict[str, Any]:
        return {
            "initial_learning_rate": self.initial_learning_rate,
            "decay_steps": self.decay_steps,
            "name": self.name,
        }


def number_type() -> Any:
    """Return the default float type, to make numbers of."""
    return np.dtype(backend.floatx()).type
