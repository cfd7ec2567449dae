"""Batches that a program makes itself, one for each number: Keras's `PyDataset`."""

from typing import Any


class PyDataset:
    """Batches by number. Subclass it with `__len__`, and `__getitem__` that returns `(x, y)`.

    Args:
        workers, use_multiprocessing, max_queue_size: taken, not used: batches are made one after
            another.
    """

    is_stream_of_batches = True

    def __init__(
        self, workers: int = 1, use_multiprocessing: bool = False, max_queue_size: int = 10
    ) -> None:
        self.workers = workers
        self.use_multiprocessing = use_multiprocessing
        self.max_queue_size = max_queue_size

    def __getitem__(self, index: int) -> Any:
        """Return the batch at `index`: `(x, y)`, or with weights `(x, y, sample_weight)`."""
        raise NotImplementedError

    @property
    def num_batches(self) -> int | None:
        """The number of batches, from `__len__`; None for batches without end."""
        return len(self) if hasattr(self, "__len__") else None  # pyright: ignore

    def on_epoch_begin(self) -> None:
        """Called before each epoch."""

    def on_epoch_end(self) -> None:
        """Called after each epoch, for example to shuffle."""


Sequence = PyDataset
