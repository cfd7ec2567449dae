"""Puts every question to real Keras, in an environment of its own.

    cd tests && ../.build/venv/bin/python -m parity.live

writes the golden file anew. Nothing else here needs TensorFlow, so that the comparisons also run
inside Pyodide. The parts run beside each other, one for each core.
"""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from bench import environments
from parity import goldens
from sitebuild.tools import paths

HERE = Path(__file__).parent
FOLDER = paths.BUILD / "parity"
PATIENCE = 1500
"""Seconds that Keras may take for all its answers."""


def ask_keras(*, quick: bool) -> dict[str, Any]:
    """Everything Keras answers, with its versions.

    Args:
        quick: have most of it computed line by line, which takes half the time. The golden file
            is written without, so that a comparison with it tells where the two ways differ.

    Raises:
        environments.MissingError: if TensorFlow and Keras cannot be had here.
        RuntimeError: if a question made Keras fail, with what it said.
    """
    python = environments.python_with(environments.TENSORFLOW)
    FOLDER.mkdir(parents=True, exist_ok=True)
    count = min(4, os.cpu_count() or 1)
    processes = [_start(python, part, count, quick) for part in range(count)]
    failed = [text for process in processes if (text := _end(process))]
    if failed:
        raise RuntimeError(f"Keras could not answer:\n{failed[0]}")
    files = [FOLDER / f"part-{part}.json" for part in range(count)]
    return goldens.joined([json.loads(file.read_text("utf-8")) for file in files])


def _start(python: Path, part: int, parts: int, quick: bool) -> subprocess.Popen[str]:
    command = [str(python), "-W", "ignore", "-m", "parity.make_goldens", str(FOLDER)]
    return subprocess.Popen(
        [*command, str(part), str(parts), *(["quick"] if quick else [])],
        env={**os.environ, "PYTHONPATH": str(HERE.parent), "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
    )


def _end(process: subprocess.Popen[str]) -> str:
    """Wait for a part; return what it said if it failed, else nothing."""
    try:
        _, said = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        return f"no answer within {PATIENCE} s"
    return said[-4000:] if process.returncode else ""


if __name__ == "__main__":
    goldens.write(ask_keras(quick=False))
