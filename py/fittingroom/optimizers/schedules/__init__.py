"""Learning rate schedules. Public names only."""

from fittingroom.optimizers.schedules.cosine_decay import CosineDecay, CosineDecayRestarts
from fittingroom.optimizers.schedules.decays import (
    ExponentialDecay,
    InverseTimeDecay,
    PiecewiseConstantDecay,
    PolynomialDecay,
    deserialize,
    serialize,
)
from fittingroom.optimizers.schedules.learning_rate_schedule import LearningRateSchedule

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
