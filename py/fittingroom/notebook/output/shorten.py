"""Cuts long text to its beginning and its end."""

from __future__ import annotations

MAX_CHARACTERS = 10_000
"""Of one piece of text; laying out more would slow the page down."""


def shorten(text: str, limit: int = MAX_CHARACTERS) -> str:
    """Return `text`, or its beginning and end around a sentence with the number left out."""
    if len(text) <= limit:
        return text
    half = limit // 2
    left_out = f"{len(text) - 2 * half:,} characters are left out here"
    return f"{text[:half]} [... {left_out} ...] {text[-half:]}"
