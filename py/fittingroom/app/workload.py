"""How much work a run is, so that the page can say how far it has come."""

from __future__ import annotations

from typing import NamedTuple

from fittingroom.trainers.progress import Progress

TRAINING_COST = 3
"""Cost of training on a sample where predicting it costs 1: forward, and twice as much back."""


class Workload(NamedTuple):
    """The sizes of a run: samples to train on, to validate on and to test on, and epochs."""

    training: int
    validation: int
    testing: int
    epochs: int

    def trained(self, progress: Progress) -> int:
        """Return the samples trained on so far, each counted once an epoch."""
        if progress.phase == "train":
            return progress.epoch * self.training + progress.samples
        return (progress.epoch + 1) * self.training

    def fraction(self, progress: Progress) -> float:
        """Return the part of the work that is done, evaluation included, from 0 to 1."""
        tested = 2 * self.testing  # once for the loss, once for the predictions
        epoch = TRAINING_COST * self.training + self.validation
        fit = self.epochs * epoch
        match progress.phase:
            case "train":
                done = progress.epoch * epoch + TRAINING_COST * progress.samples
            case "validate":
                done = (progress.epoch + 1) * epoch - self.validation + progress.samples
            case "evaluate":
                done = fit + progress.samples
            case _:
                done = fit + self.testing + progress.samples
        return done / (fit + tested)
