"""Learning rate schedules: their public names, and schedules to and from plain data."""

from typing import Any

from fittingroom import utils
from fittingroom.optimizers.schedules.learning_rate_schedule import LearningRateSchedule
from fittingroom.utils import lazy_modules

__all__ = ["LearningRateSchedule", "deserialize", "serialize"]

_CLASSES = (
    *("CosineDecay", "CosineDecayRestarts", "ExponentialDecay", "InverseTimeDecay"),
    *("PiecewiseConstantDecay", "PolynomialDecay"),
)
__getattr__ = lazy_modules.attach(
    __name__,
    {
        "optimizers.schedules.rate_decay": "",
        **{f"optimizers.schedules.{utils.to_snake_case(name)}": name for name in _CLASSES},
    },
)
_REGISTRY = lazy_modules.Classes(__name__, {name: name for name in _CLASSES})


def serialize(learning_rate_schedule: LearningRateSchedule) -> dict[str, Any]:
    """Return the name and configuration of a schedule, as plain data."""
    return utils.serialize_object(learning_rate_schedule, "keras.optimizers.schedules")


def deserialize(config: dict[str, Any]) -> LearningRateSchedule:
    """Make a schedule from what `serialize` returned.

    Raises:
        ValueError: if its class is unknown.
    """
    return utils.deserialize_object("learning rate schedule", config, _REGISTRY)
