"""Learning rate schedules: their public names, and schedules to and from plain data."""

from typing import Any

from fittingroom import utils
from fittingroom.optimizers.schedules.cosine_decay import CosineDecay
from fittingroom.optimizers.schedules.cosine_decay_restarts import CosineDecayRestarts
from fittingroom.optimizers.schedules.exponential_decay import ExponentialDecay
from fittingroom.optimizers.schedules.inverse_time_decay import InverseTimeDecay
from fittingroom.optimizers.schedules.learning_rate_schedule import LearningRateSchedule
from fittingroom.optimizers.schedules.piecewise_constant_decay import PiecewiseConstantDecay
from fittingroom.optimizers.schedules.polynomial_decay import PolynomialDecay

__all__ = [
    "CosineDecay",
    "CosineDecayRestarts",
    "ExponentialDecay",
    "InverseTimeDecay",
    "LearningRateSchedule",
    "PiecewiseConstantDecay",
    "PolynomialDecay",
    "deserialize",
    "serialize",
]

_CLASSES = (
    CosineDecay,
    CosineDecayRestarts,
    ExponentialDecay,
    InverseTimeDecay,
    PiecewiseConstantDecay,
    PolynomialDecay,
)


def serialize(learning_rate_schedule: LearningRateSchedule) -> dict[str, Any]:
    """Return the name and configuration of a schedule, as plain data."""
    return utils.serialize_object(learning_rate_schedule, "keras.optimizers.schedules")


def deserialize(config: dict[str, Any]) -> LearningRateSchedule:
    """Make a schedule from what `serialize` returned.

    Raises:
        ValueError: if its class is unknown.
    """
    return utils.deserialize_object("learning rate schedule", config, _CLASSES)
