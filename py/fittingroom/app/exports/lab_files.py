"""The files of the Lab: its program, the trained model, the weights and the History."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from fittingroom.app.commands import ExportFormat
from fittingroom.app.exports import onnx_file, program_files, weight_files
from fittingroom.app.faults import BusyError
from fittingroom.app.protocol import ExportReply
from fittingroom.app.run import Run

NAME = "clothes"
"""What each file is called, before its suffix."""


def export(format: ExportFormat, cells: Sequence[str], run: Run | None) -> ExportReply:
    """Return a file.

    Args:
        cells: of the Keras program that does what Fit does.
        run: the run that has trained with the same settings, None if there is none.

    Raises:
        BusyError: if a run is needed and there is none, or it has not ended.
    """
    if format == "py":
        return _file(".py", program_files.script(cells).encode())
    if format == "ipynb":
        return _file(".ipynb", program_files.notebook(cells, run).encode())
    if run is None or not run.ended or len(run.weights.epochs) < 1:
        raise BusyError("There is no trained network to take along.", "Press Fit first.")
    suffix, pack = FORMATS[format]
    return _file(suffix, pack(run))


def _file(suffix: str, content: bytes) -> ExportReply:
    return {"name": NAME + suffix, "content": content}


def _keras(run: Run) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.keras"
        run.model.save(path)
        return path.read_bytes()


def _history(run: Run) -> bytes:
    """Return the History as a table, one epoch a row, counted from 1."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(["epoch", *run.history])
    rows = zip(*run.history.values(), strict=True)
    table.writerows([epoch, *map(repr, row)] for epoch, row in enumerate(rows, 1))
    return text.getvalue().encode()


FORMATS: dict[ExportFormat, tuple[str, Callable[[Run], bytes]]] = {
    "keras": (".keras", _keras),
    "onnx": (".onnx", lambda run: onnx_file.pack(run.model)),
    "npz": ("-weights.npz", lambda run: weight_files.npz(run.model)),
    "safetensors": ("-weights.safetensors", lambda run: weight_files.safetensors(run.model)),
    "csv": ("-history.csv", _history),
}
"""How a file of a trained run ends, and what makes its content."""
