"""Errors of a cell, told as Python tells them but only with the learner's own lines.

Imports the standard library only.
"""

from __future__ import annotations

import linecache
import traceback
from types import TracebackType

from fittingroom.notebook.out_stream import Output

IMPORTS = {
    "keras": "import keras",
    "layers": "from keras import layers",
    "np": "import numpy as np",
    "numpy": "import numpy",
    "plt": "import matplotlib.pyplot as plt",
    "tf": "import tensorflow as tf",
}
"""Names that lessons take for granted, and the line that brings them."""

TODAY = {
    "evaluate_generator": "model.evaluate(x, y)",
    "fit_generator": "model.fit(x, y)",
    "get_value": "float(model.optimizer.learning_rate)",
    "lr": "model.optimizer.learning_rate",
    "predict_classes": "model.predict(x).argmax(axis=1)",
    "predict_generator": "model.predict(x)",
    "predict_proba": "model.predict(x)",
    "set_value": "model.optimizer.learning_rate = 0.01",
}
"""What models of earlier versions of Keras had, and today's words for it."""


class Sources:
    """The cells' texts by the file names that their code carries.

    Each run has a file name of its own, so that a function from an earlier version of a cell is
    shown with the lines it was made of.
    """

    def __init__(self) -> None:
        self._cells: dict[str, str] = {}
        self._runs = 0

    def add(self, cell: str, source: str) -> str:
        """Keep the text of a cell; return the file name for this run of it."""
        self._runs += 1
        filename = f"<{cell}, run {self._runs}>"
        self._cells[filename] = cell
        # Without a time of change the entry is never looked up on the disk.
        linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
        return filename

    def clear(self) -> None:
        """Forget all cells."""
        for filename in self._cells:
            linecache.cache.pop(filename, None)
        self._cells.clear()

    def describe(self, error: BaseException) -> Output:
        """The fields of the output of kind `"error"` for what a cell raised."""
        _hint(error)
        told = traceback.TracebackException(
            type(error), error, _first_own(error.__traceback__, self._cells), compact=True
        )
        self._trim(told)
        lines = told.format() if told.stack else told.format_exception_only()
        return {
            "name": type(error).__name__,
            "message": str(error),
            "traceback": "".join(lines).rstrip("\n"),
        }

    def _trim(self, told: traceback.TracebackException) -> None:
        """Leave only lines of cells in an error and in those that led to it."""
        own = [frame for frame in told.stack if frame.filename in self._cells]
        for frame in own:
            frame.filename = self._cells[frame.filename]
        told.stack = traceback.StackSummary.from_list(own)
        filename: str | None = getattr(told, "filename", None)
        if filename in self._cells:
            told.filename = self._cells[filename]
        for name in ("__cause__", "__context__"):
            earlier: traceback.TracebackException | None = getattr(told, name)
            if earlier is not None:
                self._trim(earlier)
                if not earlier.stack:
                    setattr(told, name, None)
        for part in told.exceptions or ():
            self._trim(part)


def _first_own(trace: TracebackType | None, cells: dict[str, str]) -> TracebackType | None:
    """The traceback from the first line of a cell on."""
    while trace is not None and trace.tb_frame.f_code.co_filename not in cells:
        trace = trace.tb_next
    return trace


def _hint(error: BaseException) -> None:
    """Add a way out where the error itself knows none."""
    match error:
        case NameError(name=str(name)) if name in IMPORTS:
            error.add_note(f"Write this line first: {IMPORTS[name]}")
        case AttributeError(name=str(name)) if name in TODAY:
            error.add_note(f"Today: {TODAY[name]}")
        case AttributeError(name="numpy"):
            error.add_note("This is NumPy's already: leave .numpy() out.")
        case KeyError(args=("acc" | "val_acc" as key, *_)):
            error.add_note(f"Today's key is {key.replace('acc', 'accuracy')!r}.")
        case KeyError(args=(str(key), *_)) if key.startswith("val_"):
            error.add_note("Nothing was validated. Give fit some samples: validation_split=0.2")
        case MemoryError():
            error.add_note(
                "This page may use about two gigabytes. Delete large arrays (del name), or take "
                "fewer pictures."
            )
        case NotImplementedError() if _raised_by_core(error):
            error.add_note(
                "Keras itself can do this: run the cell where it is installed, for example in "
                "Google Colab."
            )
        case ModuleNotFoundError(name=str()):
            error.add_note(
                "This page has NumPy, Matplotlib and the parts of Keras that networks of Dense "
                "layers need. For other packages run the notebook where Python is installed, for "
                "example in Google Colab."
            )
        case FileNotFoundError():
            error.add_note(
                "A cell sees no files of this device. At hand are fashion.npz (for np.load) and "
                "keras.datasets."
            )
        case _:
            pass


def _raised_by_core(error: BaseException) -> bool:
    """Whether an error comes from the package itself, not from a cell."""
    module = ""
    for frame, _ in traceback.walk_tb(error.__traceback__):
        module = str(frame.f_globals.get("__name__"))
    return module.startswith("fittingroom.")
