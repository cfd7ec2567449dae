"""Writes each epoch's logs into a file of comma-separated values."""

import csv
import os
from pathlib import Path
from typing import TextIO

from fittingroom.callbacks.callback import Callback, Logs


class CSVLogger(Callback):
    """Writes a line for each epoch into a file of comma-separated values.

    The columns are `epoch` and the names of the first epoch's logs. Without validation there are
    columns for it all the same, filled with `NA`.

    Args:
        filename: path of the file.
        separator: what stands between two values.
        append: whether to go on at the end of the file instead of starting it anew.

    Reference: https://keras.io/api/callbacks/csv_logger/
    """

    def __init__(
        self, filename: str | os.PathLike[str], separator: str = ",", append: bool = False
    ) -> None:
        self.filename = os.fspath(filename)
        self.sep = separator
        self.append = append
        self.keys: list[str] = []
        self._file: TextIO | None = None

    def on_train_begin(self, logs: Logs | None = None) -> None:
        self._close()
        path = Path(self.filename)
        self._wants_header = not (self.append and path.exists() and path.stat().st_size)
        self._file = path.open("a" if self.append else "w", newline="", encoding="utf-8")
        self.keys = []

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        if self._file is None:
            return
        logs = logs or {}
        writer = csv.writer(self._file, delimiter=self.sep)
        if not self.keys:
            self.keys = sorted(logs)
            if not any(key.startswith("val_") for key in self.keys):
                self.keys += [f"val_{key}" for key in self.keys]
            if self._wants_header:
                writer.writerow(["epoch", *self.keys])
        writer.writerow([epoch, *(logs.get(key, "NA") for key in self.keys)])
        self._file.flush()

    def on_train_end(self, logs: Logs | None = None) -> None:
        self._close()

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
        self._file = None
