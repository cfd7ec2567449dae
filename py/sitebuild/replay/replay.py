"""Starts the replay of codes in Node, with one process of the site's own Python a core."""

import json
import os
import subprocess
from pathlib import Path
from typing import NamedTuple

from sitebuild.tools import node, paths
from sitebuild.tools.console import BuildError

SCRIPT = Path(__file__).with_name("replay.mjs")


class Tables(NamedTuple):
    """The checked codes of a file as CSV: those of tasks and those of lessons; None without any."""

    tasks: str | None
    lessons: str | None


def replay(codes: Path, link: str, jobs: int | None = None) -> Tables:
    """Return the checked codes of a file. Those of lessons are read and not trained.

    Args:
        codes: a text file that holds codes, such as the CSV of a form.
        link: the link of their task, or an empty text.
        jobs: how many runs are trained side by side; one a core by default.

    Raises:
        BuildError: if there is no such file, no code in it, or the replay fails.
    """
    if not codes.is_file():
        raise BuildError(f"there is no file {codes}.\nWhat to do: name the file with the codes.")
    workers = jobs or os.cpu_count() or 1
    command = [node.find().program, SCRIPT, paths.WEB, paths.DIST, codes, link, workers]
    # What it says of its progress goes straight to the terminal.
    done = subprocess.run(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    if done.returncode != 0:
        raise BuildError("the codes could not be replayed; the reason stands above.")
    return Tables(**json.loads(done.stdout))
