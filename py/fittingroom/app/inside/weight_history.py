"""A model's weights before training and after its epochs, as far as a limit of memory allows."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import numpy as np

from fittingroom.backend import Array
from fittingroom.models import Sequential

LIMIT = 48 * 2**20
"""Bytes that the weights of one run may take. Beyond, every second epoch kept is dropped."""


class WeightHistory:
    """Copies of a model's weights, by the number of epochs trained; 0 stands for the start.

    The start, the best and the latest epoch are always kept.

    Args:
        model: a built model; its weights as they are become epoch 0.
        limit: bytes that the copies may take.
    """

    def __init__(self, model: Sequential, limit: int = LIMIT) -> None:
        self._model = model
        self._limit = limit
        self._copies: dict[int, list[Array]] = {}
        self._stride = 1
        self._least = np.inf
        self.best: int | None = None
        """The epoch of the least loss that `keep` was given."""
        self._copy(0)

    @property
    def epochs(self) -> list[int]:
        """The epochs kept, in order."""
        return sorted(self._copies)

    @property
    def start(self) -> list[Array]:
        """The weights before training."""
        return self._copies[0]

    def keep(self, epoch: int, loss: float) -> None:
        """Copy the weights as they are after `epoch` epochs.

        Args:
            loss: what tells which epoch is best, the validation loss where there is one.
        """
        self._copy(epoch)
        if loss < self._least:
            self.best, self._least = epoch, loss
        self._thin_out(latest=epoch)

    @contextmanager
    def restored(self, epoch: int) -> Generator[None]:
        """Give the model the weights of an epoch for a while.

        Raises:
            KeyError: if that epoch is not kept.
        """
        copies = self._copies[epoch]
        now = [array.copy() for array in self._arrays]
        self._assign(copies)
        try:
            yield
        finally:
            self._assign(now)

    @property
    def _arrays(self) -> list[Array]:
        # Asked for each time: training moves them into one block of memory.
        return [array for layer in self._model.layers for array in layer.arrays]

    def _copy(self, epoch: int) -> None:
        self._copies[epoch] = [array.copy() for array in self._arrays]

    def _assign(self, values: list[Array]) -> None:
        for array, value in zip(self._arrays, values, strict=True):
            np.copyto(array, value)

    def _thin_out(self, latest: int) -> None:
        size = sum(array.nbytes for array in self._arrays)
        while True:
            for epoch in self.epochs:
                if epoch % self._stride and epoch not in (self.best, latest):
                    del self._copies[epoch]
            if len(self._copies) * size <= self._limit or self._stride > latest:
                return
            self._stride *= 2
