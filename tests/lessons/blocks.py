"""Reads the code out of the lessons that the page was made for, straight from their own files.

They lie beside the repository, in ../shared/lessons, or where $FITTING_ROOM_LESSONS says; nothing
of them is kept here. Imports no test and nothing of the page.
"""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from sitebuild.tools import paths

VARIABLE = "FITTING_ROOM_LESSONS"

_INLINE = re.compile(r"`([^`]+)`\s*")
_CELL = re.compile(r"^In \[\d+\]:\s*$")


class Block(NamedTuple):
    """A piece of a lesson's code, and what the lesson shows as its outcome, where it does."""

    code: str
    shown: str = ""


def folder() -> Path | None:
    """Where the lessons lie, if they are here."""
    given = os.environ.get(VARIABLE)
    places = [Path(given)] if given else [paths.ROOT.parent / "shared" / "lessons"]
    return next((place for place in places if place.is_dir()), None)


def text(number: int) -> str:
    """The text of a lesson."""
    place = folder()
    assert place is not None, f"The lessons are not here; ${VARIABLE} can name their folder."
    (file,) = place.glob(f"{number}-*")
    return file.read_text("utf-8")


def inline(lesson: str) -> list[Block]:
    """Lines that are nothing but code between back quotes."""
    found = (_INLINE.fullmatch(line) for line in lesson.splitlines())
    return [Block(match[1]) for match in found if match]


def tildes(lesson: str) -> list[Block]:
    """Blocks between lines of three tildes; what begins like a value came out of the one before."""
    return _with_outcomes(
        (block, block.lstrip().startswith("("))
        for block in re.split(r"^~~~$", lesson, flags=re.M)[1::2]
    )


def notebook(lesson: str) -> list[Block]:
    """Fenced blocks below `In [n]:`; the other fences hold what came out of them."""
    pieces = re.split(r"^```\w*$", lesson, flags=re.M)
    return _with_outcomes(
        (pieces[i], not _CELL.match(_last_line(pieces[i - 1]))) for i in range(1, len(pieces), 2)
    )


def _with_outcomes(blocks: Iterable[tuple[str, bool]]) -> list[Block]:
    found: list[Block] = []
    for content, is_outcome in blocks:
        content = content.strip("\n")
        if is_outcome:
            found[-1] = Block(found[-1].code, found[-1].shown + content + "\n")
        else:
            found.append(Block(content))
    return found


def _last_line(piece: str) -> str:
    lines = [line for line in piece.splitlines() if line.strip()]
    return lines[-1] if lines else ""
