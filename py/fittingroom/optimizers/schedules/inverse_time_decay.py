"""A rate divided by a sum that grows."""

from fittingroom.optimizers.schedules.learning_rate_schedule import Number, number_type
from fittingroom.optimizers.schedules.rate_decay import RateDecay


class InverseTimeDecay(RateDecay):
    """`initial_learning_rate / (1 + decay_rate * step / decay_steps)`.

    Args:
        staircase: whether `step / decay_steps` is rounded down, so that the rate falls in steps.

    Reference: https://keras.io/api/optimizers/learning_rate_schedules/inverse_time_decay/
    """

    def __call__(self, step: int) -> Number:
        number = number_type()
        shrink = number(1) + number(self.decay_rate) * self._periods(step)
        return number(self.initial_learning_rate) / shrink
