"""Bases of the losses that can start from logits and smooth their labels."""

from typing import Any

import numpy as np

from fittingroom.backend import Array
from fittingroom.losses.loss import EPSILON, MEAN, Loss


class LogitsLoss(Loss):
    """Base of the losses that can start from logits.

    Args:
        from_logits: whether predictions are logits, not probabilities.
    """

    def __init__(
        self,
        from_logits: bool = False,
        *,
        reduction: str | None = MEAN,
        name: str | None = None,
    ) -> None:
        super().__init__(name, reduction)
        self.from_logits = from_logits

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "from_logits": self.from_logits}


class SmoothedLoss(LogitsLoss):
    """Base of the losses that can smooth their labels.

    Args:
        from_logits: whether predictions are logits, not probabilities.
        label_smoothing: part of each label that is spread evenly over the choices, from 0 to 1.

    Attributes:
        choices: what a label chooses among; None: as many as its row is wide.

    Raises:
        ValueError: for another `label_smoothing`.
    """

    choices: int | None = None

    def __init__(
        self,
        from_logits: bool = False,
        label_smoothing: float = 0.0,
        *,
        reduction: str | None = MEAN,
        name: str | None = None,
    ) -> None:
        super().__init__(from_logits, reduction=reduction, name=name)
        if not 0.0 <= label_smoothing <= 1.0:
            raise ValueError(
                "Expected `label_smoothing` to be a number from 0 to 1. "
                f"Received: label_smoothing={label_smoothing}"
            )
        self.label_smoothing = label_smoothing

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "label_smoothing": self.label_smoothing}

    def _smoothed(self, y_true: Array) -> Array:
        if not self.label_smoothing:
            return y_true
        choices = self.choices or y_true.shape[-1]
        return y_true * (1.0 - self.label_smoothing) + self.label_smoothing / choices


def clipped(probabilities: Array) -> Array:
    """Return a copy clipped to at least `EPSILON` away from 0 and 1."""
    return np.clip(probabilities, EPSILON, 1.0 - EPSILON)


def inside(probabilities: Array) -> Array:
    """Return 1 where `clipped` changes nothing, else 0, as float."""
    unchanged = (probabilities >= EPSILON) & (probabilities <= 1.0 - EPSILON)
    return unchanged.astype(probabilities.dtype)
