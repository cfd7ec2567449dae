"""Exceptions as faults: a code of a closed list, a message and a way out for the learner."""

from __future__ import annotations

import traceback

from fittingroom.app.pictures.store import DataError
from fittingroom.app.recipe import RecipeError
from fittingroom.app.records import ErrorCode, Fault, FileSize

RETRY = "Check the connection, then press Retry. Nothing already trained is lost."

UNCONVERTED = "ConversionError"
"""Pyodide's error where there is no memory to pass a value on; the core does not know Pyodide."""


class BusyError(Exception):
    """A command that does not fit what is going on."""

    def __init__(self, message: str, hint: str = "Press Stop first.") -> None:
        super().__init__(message)
        self.hint = hint


def lost() -> BusyError:
    """Return the error for a page that still shows what an earlier worker has trained."""
    return BusyError(
        "What this network had learned went with the Python that had to be replaced.",
        "Press Fit to train again.",
    )


class NeedsFilesError(Exception):
    """Files are missing for a command."""

    def __init__(self, files: list[FileSize]) -> None:
        super().__init__(", ".join(file["name"] for file in files))
        self.files = files


class FileError(ValueError):
    """A file that is brought in and cannot be used; says what was expected."""


class PictureError(Exception):
    """A picture of the learner's own that cannot be read, or holds nothing."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def fault(code: ErrorCode, message: str, hint: str, trace: str = "") -> Fault:
    """Return a fault."""
    return {"code": code, "message": message, "hint": hint, "traceback": trace}


def from_exception(error: BaseException) -> Fault:
    """Return the fault that `error` amounts to, with its traceback where that helps."""
    if isinstance(error, DataError):
        return {**fault("data-corrupt", str(error), RETRY), "file": error.file}
    if isinstance(error, RecipeError):
        return fault("recipe-invalid", str(error), error.hint)
    if isinstance(error, FileError):
        return fault("file-invalid", str(error), "Nothing here has changed. Choose another file.")
    if isinstance(error, BusyError):
        return fault("busy", str(error), error.hint)
    if isinstance(error, PictureError):
        return fault("picture-invalid", str(error), error.hint)
    trace = "".join(traceback.format_exception(error))
    if isinstance(error, MemoryError) or type(error).__name__ == UNCONVERTED:
        return fault(
            "out-of-memory",
            "This browser has no memory left for so large a network or so many pictures.",
            "Choose fewer pictures, fewer units or a smaller batch, then press Fit.",
            trace,
        )
    return fault(
        "python-error",
        f"{type(error).__name__}: {error}",
        "Change the settings and press Fit again; finished results stay on the page.",
        trace,
    )


def loss_is_nan(epoch: int) -> Fault:
    """Return the fault of a run whose loss stopped being a number in `epoch` (0-based)."""
    return fault(
        "loss-nan",
        f"In epoch {epoch + 1} the loss grew beyond all numbers, so the training was ended.",
        "The nudges were too big: choose a smaller learning rate or normalise the pictures.",
    )
