"""The Lab's program as a Python file, and as a notebook with what a run has printed.

Reference: https://nbformat.readthedocs.io/en/latest/format_description.html
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from fittingroom.app.pictures.fashion_files import FASHION_NPZ
from fittingroom.app.run import Run

TITLE = "Written by Fitting Room: the Keras program that does what Fit did there."
NEEDS_FILE = (
    f"It reads {FASHION_NPZ}: take that along from the same menu, and keep both in one folder."
)
NEEDS_KERAS = "It runs where Keras is: pip install keras tensorflow"
SPREADS = "Several devices or processes share the work with: pip install keras jax"
FIT, EVALUATE = "history = model.fit(", "loss, accuracy = model.evaluate("


def script(cells: Sequence[str]) -> str:
    """Return a Python file; editors know `# %%` as the beginning of a cell."""
    head = "\n".join(f"# {line}" for line in _head(cells))
    return "\n\n".join([head, *(f"# %%\n{cell}" for cell in cells)]) + "\n"


def notebook(cells: Sequence[str], run: Run | None) -> str:
    """Return a Jupyter notebook; with the outputs of a run that has ended, if there is one."""
    done = run if run is not None and run.ended and run.history else None
    parts: list[dict[str, Any]] = [
        {
            "cell_type": "markdown",
            "id": "about",
            "metadata": {},
            "source": "\n\n".join(_head(cells)),
        }
    ]
    for number, source in enumerate(cells, 1):
        outputs = _outputs(source, done) if done else []
        parts.append(
            {
                "cell_type": "code",
                "id": f"cell-{number}",
                "metadata": {},
                "execution_count": number if done else None,
                "outputs": outputs,
                "source": source,
            }
        )
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    content = {
        "cells": parts,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _head(cells: Sequence[str]) -> list[str]:
    reads = any(FASHION_NPZ in cell for cell in cells)
    return [TITLE, *([NEEDS_FILE] if reads else []), NEEDS_KERAS, SPREADS]


def _outputs(source: str, run: Run) -> list[dict[str, Any]]:
    """Return what a cell prints, of which a run has the lines of its epochs and its result."""
    if FIT in source:
        return [_stream("\n".join(run.lines))]
    if EVALUATE in source and run.evaluation is not None:
        loss, accuracy = run.evaluation["loss"], run.evaluation["accuracy"]
        return [_stream(f"test loss {loss:.4f}, test accuracy {accuracy:.4f}")]
    return []


def _stream(text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": f"{text}\n"}
