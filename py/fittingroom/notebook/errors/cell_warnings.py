"""Warnings that a cell causes, in the learner's words."""

from __future__ import annotations

import re
import sys

_MISSING_GLYPH = re.compile(r"Glyph (\d+) .* missing from")


class CellWarnings:
    """Prints warnings, and gathers the characters that Matplotlib's font does not have."""

    def __init__(self) -> None:
        self._missing: dict[str, None] = {}

    def show(self, message: Warning | str, category: type[Warning], *_: object) -> None:
        """Print a warning in one line: where it was raised inside a library helps no learner."""
        glyph = _MISSING_GLYPH.match(str(message))
        if glyph:
            self._missing[chr(int(glyph[1]))] = None
        else:
            print(f"{category.__name__}: {message}", file=sys.stderr)

    def missing_characters(self) -> str | None:
        """Return a sentence about characters that figures show as boxes; None without any."""
        if not self._missing:
            return None
        characters = " ".join([*self._missing][:20])
        self._missing.clear()
        return (
            f"The font of the figures does not have these characters, which appear as boxes: "
            f"{characters}. Use letters of the Latin, Greek or Cyrillic alphabet there."
        )
