"""Learning rates that change with the steps taken: Keras's schedules.

Public names, and the schedules that need no cosine. Imports NumPy, `utils` and the modules beside
it.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from fittingroom import utils
from fittingroom.optimizers.schedules.cosine_decay import CosineDecay, CosineDecayRestarts
from fittingroom.optimizers.schedules.learning_rate_schedule import (
    Decay,
    LearningRateSchedule,
    Number,
    number_type,
)


class _RateDecay(Decay):
    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: int,
        decay_rate: float,
        staircase: bool = False,
        name: str | None = None,
    ) -> None:
        super().__init__(initial_learning_rate, decay_steps, name or type(self).__name__)
        self.decay_rate = decay_rate
        self.staircase = staircase

    def _periods(self, step: int) -> Number:
        number = number_type()
        periods = number(step) / number(self.decay_steps)
        return np.floor(periods) if self.staircase else periods

    def get_config(self) -> dict[str, Any]:
        own = {"decay_rate": self.decay_rate, "staircase": self.staircase}
        return super().get_config() | own


class ExponentialDecay(_RateDecay):
    """`initial_learning_rate * decay_rate ** (step / decay_steps)`.

    Args:
        staircase: whether `step / decay_steps` is rounded down, so that the rate falls in steps.

    Reference: https://keras.io/api/optimizers/learning_rate_schedules/exponential_decay/
    """

    def __call__(self, step: int) -> Number:
        number = number_type()
        return number(self.initial_learning_rate) * number(self.decay_rate) ** self._periods(step)


class InverseTimeDecay(_RateDecay):
    """`initial_learning_rate / (1 + decay_rate * step / decay_steps)`.

    Args:
        staircase: whether `step / decay_steps` is rounded down, so that the rate falls in steps.

    Reference: https://keras.io/api/optimizers/learning_rate_schedules/inverse_time_decay/
    """

    def __call__(self, step: int) -> Number:
        number = number_type()
        shrink = number(1) + number(self.decay_rate) * self._periods(step)
        return number(self.initial_learning_rate) / shrink


class PiecewiseConstantDecay(LearningRateSchedule):
    """`values[0]` up to and including step `boundaries[0]`, then `values[1]`, and so on.

    Args:
        boundaries: step numbers that grow.
        values: one rate more than there are boundaries.

    Reference: https://keras.io/api/optimizers/learning_rate_schedules/piecewise_constant_decay/
    """

    def __init__(
        self,
        boundaries: Sequence[float],
        values: Sequence[float],
        name: str = "PiecewiseConstant",
    ) -> None:
        if len(boundaries) != len(values) - 1:
            raise ValueError(
                "The length of boundaries should be 1 less than the length of values. Received: "
                f"boundaries={boundaries} of length {len(boundaries)}, and values={values} of "
                f"length {len(values)}."
            )
        self.boundaries = boundaries
        self.values = values
        self.name = name

    def __call__(self, step: int) -> Number:
        passed = sum(step > boundary for boundary in self.boundaries)
        return number_type()(self.values[passed])

    def get_config(self) -> dict[str, Any]:
        return {"boundaries": self.boundaries, "values": self.values, "name": self.name}


class PolynomialDecay(Decay):
    """`(initial - end) * (1 - step / decay_steps) ** power + end`, and `end` after that.

    Args:
        cycle: whether to begin again after `decay_steps`, each time for as many more.

    Reference: https://keras.io/api/optimizers/learning_rate_schedules/polynomial_decay/
    """

    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: int,
        end_learning_rate: float = 0.0001,
        power: float = 1.0,
        cycle: bool = False,
        name: str = "PolynomialDecay",
    ) -> None:
        super().__init__(initial_learning_rate, decay_steps, name)
        self.end_learning_rate = end_learning_rate
        self.power = power
        self.cycle = cycle

    def __call__(self, step: int) -> Number:
        number = number_type()
        begin, end = number(self.initial_learning_rate), number(self.end_learning_rate)
        done, steps = number(step), number(self.decay_steps)
        if self.cycle:
            steps *= np.maximum(np.ceil(done / steps), number(1))
        fraction = np.minimum(done, steps) / steps
        return (begin - end) * (number(1) - fraction) ** number(self.power) + end

    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {
            "end_learning_rate": self.end_learning_rate,
            "power": self.power,
            "cycle": self.cycle,
        }


_CLASSES = (
    CosineDecay,
    CosineDecayRestarts,
    ExponentialDecay,
    InverseTimeDecay,
    PiecewiseConstantDecay,
    PolynomialDecay,
)


def serialize(learning_rate_schedule: LearningRateSchedule) -> dict[str, Any]:
    """Name and configuration of a schedule, as plain data."""
    return utils.serialized(learning_rate_schedule, "keras.optimizers.schedules")


def deserialize(config: dict[str, Any]) -> LearningRateSchedule:
    """Make a schedule from what `serialize` returned.

    Raises:
        ValueError: if its class is unknown.
    """
    return utils.deserialized("learning rate schedule", config, _CLASSES)
