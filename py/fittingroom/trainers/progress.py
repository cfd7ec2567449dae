"""How far a loop has come."""

from fittingroom.metrics import CompileMetrics
from fittingroom.trainers.data_adapter import Batches


class Progress:
    """How far a loop has come. One object per loop, rewritten for each batch.

    Attributes:
        phase: `"train"`, `"validate"`, `"evaluate"` or `"predict"`.
        epoch, epochs: number of the epoch, from 0, and of how many.
        batch, batches: number of the batch just done, from 0, and of how many in this pass.
        samples, total: samples done in this pass, and of how many.
    """

    __slots__ = (
        "_metrics",
        "_prefix",
        "batch",
        "batches",
        "epoch",
        "epochs",
        "phase",
        "samples",
        "total",
    )

    def __init__(self, epochs: int = 1) -> None:
        self.epoch, self.epochs = 0, epochs
        self.phase, self._prefix = "", ""
        self.batch = self.batches = self.samples = self.total = 0
        self._metrics: CompileMetrics | None = None

    def logs(self) -> dict[str, float]:
        """Running values of this pass by name; while validating the names start with `val_`."""
        return self._metrics.logs(self._prefix) if self._metrics and self.samples else {}

    def begin(self, phase: str, batches: Batches, metrics: CompileMetrics | None) -> None:
        """Start a pass over `batches`."""
        self.phase, self._metrics = phase, metrics
        self._prefix = "val_" if phase == "validate" else ""
        self.batch, self.batches = -1, len(batches)
        self.samples = 0
        self.total = min(batches.samples, len(batches) * batches.batch_size)

    def advance(self, samples: int) -> None:
        """Count one more batch."""
        self.batch += 1
        self.samples += samples
