"""A rate multiplied by a factor again and again."""

from fittingroom.optimizers.schedules.learning_rate_schedule import Number, number_type
from fittingroom.optimizers.schedules.rate_decay import RateDecay


class ExponentialDecay(RateDecay):
    """`initial_learning_rate * decay_rate ** (step / decay_steps)`.

    Args:
        staircase: whether `step / decay_steps` is rounded down, so that the rate falls in steps.

    Reference: https://keras.io/api/optimizers/learning_rate_schedules/exponential_decay/
    """

    def __call__(self, step: int) -> Number:
        number = number_type()
        return number(self.initial_learning_rate) * number(self.decay_rate) ** self._periods(step)
