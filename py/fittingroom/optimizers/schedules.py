"""Learning rates that change with the steps taken: Keras's schedules.

Imports NumPy, `backend` and `utils` only. Computes in the default float type, as Keras does.
"""

import math
from collections.abc import Sequence
from typing import Any, Self

import numpy as np

from fittingroom import backend, utils

Number = Any
"""A NumPy number of the default float type."""


class LearningRateSchedule:
    """Base of all schedules: override `__call__(step)`, and `get_config` to save it."""

    def __call__(self, step: int) -> Number:
        """The rate after `step` steps."""
        raise NotImplementedError(
            f"Learning rate schedule '{type(self).__name__}' must override `__call__(self, step)`."
        )

    def get_config(self) -> dict[str, Any]:
        """Arguments that make an equal schedule."""
        raise NotImplementedError(
            f"Learning rate schedule '{type(self).__name__}' must override `get_config()` in "
            "order to be serialized."
        )

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Make a schedule from what `get_config` returned."""
        return cls(**config)


class _Decay(LearningRateSchedule):
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


class _RateDecay(_Decay):
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
        number = _float()
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
        number = _float()
        return number(self.initial_learning_rate) * number(self.decay_rate) ** self._periods(step)


class InverseTimeDecay(_RateDecay):
    """`initial_learning_rate / (1 + decay_rate * step / decay_steps)`.

    Args:
        staircase: whether `step / decay_steps` is rounded down, so that the rate falls in steps.

    Reference: https://keras.io/api/optimizers/learning_rate_schedules/inverse_time_decay/
    """

    def __call__(self, step: int) -> Number:
        number = _float()
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
        return _float()(self.values[passed])

    def get_config(self) -> dict[str, Any]:
        return {"boundaries": self.boundaries, "values": self.values, "name": self.name}


class PolynomialDecay(_Decay):
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
        number = _float()
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


class CosineDecay(_Decay):
    """From the first rate down to `alpha` of it along half a cosine wave.

    With `warmup_target` the rate first rises to that, in a straight line over `warmup_steps`,
    and falls from there.

    Reference: Loshchilov & Hutter 2016, arXiv:1608.03983;
    https://keras.io/api/optimizers/learning_rate_schedules/cosine_decay/
    """

    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: int,
        alpha: float = 0.0,
        name: str = "CosineDecay",
        warmup_target: float | None = None,
        warmup_steps: int = 0,
    ) -> None:
        super().__init__(initial_learning_rate, decay_steps, name)
        self.alpha = alpha
        self.warmup_target = warmup_target
        self.warmup_steps = warmup_steps

    def __call__(self, step: int) -> Number:
        number = _float()
        begin, done = number(self.initial_learning_rate), number(step)
        if self.warmup_target is None:
            return self._fall(begin, done)
        top, warmup = number(self.warmup_target), number(self.warmup_steps)
        if done < warmup:
            return (top - begin) * (done / warmup) + begin
        return self._fall(top, done - warmup)

    def _fall(self, begin: Number, done: Number) -> Number:
        number = _float()
        steps = number(self.decay_steps)
        fraction = np.minimum(done, steps) / steps
        wave = number(0.5) * (number(1) + np.cos(number(math.pi) * fraction))
        return begin * (number(1 - self.alpha) * wave + number(self.alpha))

    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {
            "alpha": self.alpha,
            "warmup_target": self.warmup_target,
            "warmup_steps": self.warmup_steps,
        }


_CLASSES = (
    CosineDecay,
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


def _float() -> Any:
    return np.dtype(backend.floatx()).type
