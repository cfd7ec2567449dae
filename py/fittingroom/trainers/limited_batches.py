"""Batches of which each pass takes a given number: `steps_per_epoch` and its sisters."""

import itertools
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np

from fittingroom.backend import Array
from fittingroom.trainers.data_adapter import Batches

Batch = tuple[Array, Array, Array | None]


class LimitedBatches(Batches):
    """Batches of which a pass takes `steps`; the next epoch goes on behind those of the last.

    Args:
        steps: batches in a pass. There are fewer, with a warning, where the data run out.
        others: as for `Batches`.
    """

    def __init__(self, *others: Any, steps: int) -> None:
        super().__init__(*others)
        self._steps = steps
        self._batches = super().__len__()
        self._rest: Iterator[Batch] = iter(())
        self._left = 0

    def __len__(self) -> int:
        return self._steps

    def epoch(self, rng: np.random.Generator | None) -> Iterator[Batch]:
        """Go on where the last epoch ended; begin anew, in a new order, once all are taken."""
        if not self._left:
            order = None if rng is None else rng.permutation(self.samples)
            self._rest, self._left = super().__call__(order), self._batches
        count = min(self._steps, self._left)
        self._left -= count
        self._warn_of_end(count)
        return itertools.islice(self._rest, count)

    def __call__(self, order: Array | None = None) -> Iterator[Batch]:
        """Take the first batches, each time the same."""
        count = min(self._steps, self._batches)
        self._warn_of_end(count)
        return itertools.islice(super().__call__(order), count)

    def _warn_of_end(self, count: int) -> None:
        if count < self._steps:
            warnings.warn(
                f"Your input ran out of data: {count} of {self._steps} steps were left. Make sure "
                "that there are at least `steps_per_epoch * epochs` batches: there are "
                f"{self._batches} of {self.batch_size} samples. Without `steps_per_epoch` each "
                "epoch takes all of them.",
                stacklevel=2,
            )
