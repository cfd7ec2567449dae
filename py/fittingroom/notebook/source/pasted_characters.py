"""Explains characters that text documents have where Python wants plain ones."""

from __future__ import annotations

import re
import unicodedata

# ruff: noqa: RUF001
# The characters that look like others are what this file is about.

_QUOTES = dict.fromkeys("“”„‟«»″", '"') | dict.fromkeys("‘’‚‛‹›′´`", "'")
_DASHES = dict.fromkeys("‐‑‒–—―−", "-")
_SIGNS = {"×": "*", "·": "*", "∙": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "!=", "…": "..."}
_PLAIN = {**_QUOTES, **_DASHES, **_SIGNS, "²": "**2", "³": "**3", "→": "->", "\xa0": " "}
"""What to type instead of a character."""

_NAMES = {
    **dict.fromkeys(_QUOTES, "a quote as text documents have it"),
    **dict.fromkeys(_DASHES, "a dash as text documents have it"),
    "×": "a times sign",
    "÷": "a division sign",
    "\xa0": "a non-breaking space, which looks like a space",
}

_CODE_POINT = re.compile(r"\(?U\+([0-9A-F]{4,6})\)?")


def explain_character(message: str) -> str | None:
    """Return what to say of the character that a SyntaxError's message names; None without one."""
    found = _CODE_POINT.search(message)
    if found is None:
        return None
    character = chr(int(found[1], 16))
    code = f"U+{found[1]}"
    name = _NAMES.get(character) or unicodedata.name(character, "an unknown character").lower()
    plain = _PLAIN.get(character) or _compatible(character)
    if plain and plain.isspace():
        return f"there is {name} ({code}). Delete it and type a space instead"
    if not character.isprintable():
        return f"there is an invisible character, {name} ({code}). Delete it: it stands at the mark"
    if plain:
        return f"{character} is {name} ({code}). Type {plain} instead"
    return f"{character} is {name} ({code}), which Python does not know. Delete it"


def _compatible(character: str) -> str | None:
    """Return the plain form of a full-width sign or another kind of space, if it has one."""
    plain = unicodedata.normalize("NFKC", character)
    return plain if plain.isascii() and plain != character else None
