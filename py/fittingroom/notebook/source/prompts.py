"""Removes the prompts of a session in a terminal that is pasted into a cell."""

from __future__ import annotations

import re

_PROMPTS = (
    (re.compile(r">>>( |$)"), re.compile(r"(>>>|\.\.\.)( |$)")),
    (re.compile(r"In \[\d+\]:( |$)"), re.compile(r"In \[\d+\]:( |$)|\s*\.{3,}:( |$)")),
)
"""How a session begins, in Python and in IPython, and the prompts of its further lines."""


def _without(prompt: re.Pattern[str], line: str) -> str:
    found = prompt.match(line)
    return line[found.end() :] if found else line


def remove_prompts(source: str) -> str:
    """Return the source without prompts, if its first line has one; lines keep their numbers."""
    for first, each in _PROMPTS:
        if first.match(source.lstrip("\n")):
            return "\n".join(_without(each, line) for line in source.split("\n"))
    return source
