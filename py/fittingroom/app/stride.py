"""How far a run trains before it pauses by itself: a batch, or an epoch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fittingroom.app import commands
    from fittingroom.app.run import Run


@dataclass(frozen=True)
class Stride:
    """From a position of a run to the next batch or epoch.

    Args:
        unit: "batch" or "epoch".
        start: the run's position in that unit, as `Run.position` counts it.
    """

    unit: commands.Stride
    start: int

    def is_over(self, run: Run) -> bool:
        """Whether `run` is to pause; after the last epoch it goes on to its end."""
        return not run.ended and not run.is_trained and run.position(self.unit) > self.start
