"""Runs other programs without input, their output taken as one text. Standard library only."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


def run_captured(
    command: Sequence[str | Path],
    timeout: float,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    """Run a program; `stdout` of the result holds its errors too.

    Args:
        timeout: seconds.
        folder: where it runs; by default here.
        environment: its variables; by default those of this process.

    Raises:
        OSError: if it cannot be started.
        subprocess.TimeoutExpired: if it takes longer than `timeout`.
    """
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=timeout,
    )
