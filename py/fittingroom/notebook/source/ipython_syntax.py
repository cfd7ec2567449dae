"""Lines that only IPython understands: passed over where needless, otherwise explained."""

from __future__ import annotations

import re
from typing import NamedTuple

from fittingroom.notebook.packages import wheels
from fittingroom.notebook.source.pasted_characters import explain_character

_MAGIC = re.compile(r"\s*(?P<line>[%!?].*|[\w.]+\?+)\s*$")
_DECIMAL_COMMA = re.compile(r"\b(\w+) *= *(\d+),(\d+)\b")
_INDENT = re.compile(r"\s*")

_FIGURES = "figures appear below the cell."
_NEEDLESS = {
    **dict.fromkeys(("matplotlib", "pylab"), _FIGURES),
    "%time": "the time of each cell stands below it.",
    "%capture": "what the cell prints is shown.",
    **dict.fromkeys(
        ("autoreload", "autosave", "config", "load_ext", "reload_ext", "tensorflow_version"),
        "the page does without it.",
    ),
    "tensorboard": "the curves of the training can be drawn with Matplotlib.",
}
"""Magics without effect here, and what the page does instead."""
_NEEDLESS_LINE = re.compile(rf"\s*%({'|'.join(map(re.escape, _NEEDLESS))})\b.*")

_TIMED = re.compile(r"(?P<indent>\s*)%time\s+(?P<statement>\S.*)")

_INSTALL = re.compile(
    r"\s*(?:[!%]|!\s*python3?\s+-m\s+)\s*(?:pip3?|conda|mamba|uv\s+pip)\s+install\b(?P<rest>.*)"
)
_REQUIREMENT = re.compile(r"[\w.-]+")
_PACKAGES = {
    *("contourpy", "cycler", "fonttools", "keras", "kiwisolver", "matplotlib", "numpy"),
    *("packaging", "pillow", "pyparsing", "python-dateutil", "pytz", "six", "tensorflow"),
    *("tensorflow-cpu", "pip", "setuptools", "wheel", "h5py", "pyyaml"),
}
"""Packages that are here, or have here what a notebook installs them for."""
_FURTHER = {name: name for name in wheels.OPTIONAL} | {"scikit-learn": "sklearn"}
"""What is imported where a package is installed that not every site has."""

_SHELL = re.compile(r"(?P<indent>\s*)!\s*(?P<command>ls|mkdir|pwd)(?P<rest>[\w\s./-]*)")
_SHELL_PYTHON = {
    "ls": 'print(*sorted(__import__("os").listdir({path!r})), sep="\\n")',
    "mkdir": '__import__("os").makedirs({path!r}, exist_ok=True)',
    "pwd": 'print(__import__("os").getcwd())',
}
"""The few commands of a shell that notebooks use on their own files, in Python."""


class PlainSource(NamedTuple):
    """A source in Python alone; its lines keep their numbers."""

    source: str
    notes: tuple[str, ...]


def remove_needless_magics(source: str) -> PlainSource:
    """Return the source without the magics that have no effect here, and Python for `!ls`."""
    notes: dict[str, None] = {}
    plain: list[str] = []
    for line in source.splitlines():
        note = _needless(line)
        timed = _TIMED.fullmatch(line)
        if timed:
            note = f"%time is not needed here: {_NEEDLESS['%time']}"
            line = f"{timed['indent']}{timed['statement']}"
        elif note:
            # A block must not become empty.
            line = f"{line[: _indent(line)]}pass" if _indent(line) else ""
        if note:
            notes[note] = None
        plain.append(_shell(line) or line)
    return PlainSource("\n".join(plain), tuple(notes))


def explain(error: SyntaxError, source: str) -> SyntaxError:
    """Return the error with its line, or one that explains what is not Python's."""
    lines = source.splitlines()
    number = error.lineno or 1
    line = lines[number - 1] if number <= len(lines) else ""
    message = explain_character(error.msg) or _explain_comma(error.msg, source)
    if message:
        return _copy(error, message, line)
    magic = _MAGIC.fullmatch(line)
    if magic is None:
        error.text = error.text or line
        return error
    text = magic["line"]
    explained = _copy(error, _explain_magic(text), line)
    explained.offset = _indent(line) + 1
    explained.end_lineno, explained.end_offset = number, explained.offset + len(text)
    return explained


def _explain_comma(message: str, source: str) -> str | None:
    """Return what to say of a call with a decimal comma, such as split=0,2; None for others."""
    number = _DECIMAL_COMMA.search(source)
    if number is None or not message.startswith("positional argument follows keyword argument"):
        return None
    name, whole, decimals = number.groups()
    return f"{message}. Is it a decimal comma? Python writes a point: {name}={whole}.{decimals}"


def _shell(line: str) -> str | None:
    """Return the Python that a line of the shell amounts to; None for other lines."""
    shell = _SHELL.fullmatch(line)
    if shell is None:
        return None
    paths = [word for word in shell["rest"].split() if not word.startswith("-")]
    command = shell["command"]
    if len(paths) > 1 or (command == "mkdir" and not paths):
        return None
    return shell["indent"] + _SHELL_PYTHON[command].format(path=paths[0] if paths else ".")


def _needless(line: str) -> str | None:
    """Return what is said of a line that is passed over; None for other lines."""
    magic = _NEEDLESS_LINE.fullmatch(line)
    if magic:
        return f"{line.strip()} is not needed here: {_NEEDLESS[magic[1]]}"
    install = _INSTALL.fullmatch(line)
    if install and not _missing(install["rest"]):
        return f"{line.strip()} is not needed here: what it installs is here already."
    return None


def _missing(arguments: str) -> list[str]:
    """Return the packages named in the arguments of an install that are not here."""
    words = arguments.partition("#")[0].replace('"', " ").replace("'", " ").split()
    found = (_REQUIREMENT.match(word) for word in words if word[0] not in "-<>=!&|")
    names = [match[0] for match in found if match]
    return [name for name in names if not _is_here(name.lower().replace("_", "-"))]


def _is_here(name: str) -> bool:
    return name in _PACKAGES or wheels.brings(_FURTHER.get(name, ""))


def _explain_magic(text: str) -> str:
    install = _INSTALL.fullmatch(text)
    if install or re.match(r"[!%]\s*(pip|conda)\b", text):
        missing = _missing(install["rest"]) if install else []
        which = f" ({', '.join(missing)} is not here)" if missing else ""
        return (
            f"packages cannot be installed in this page{which}. What it has is imported as it is, "
            "without installing; for anything else run the notebook where Python is installed"
        )
    if text.startswith("!"):
        return (
            "there is no shell in this page, only Python; !ls, !mkdir and !pwd are understood. "
            "Remove this line"
        )
    return "this is a command of IPython, not of Python. Remove this line"


def _copy(error: SyntaxError, message: str, line: str) -> SyntaxError:
    """Return an error at the same place with another message."""
    explained = SyntaxError(message)
    explained.filename, explained.lineno = error.filename, error.lineno or 1
    explained.text = error.text or line
    explained.offset, explained.end_lineno = error.offset, error.end_lineno
    explained.end_offset = error.end_offset
    return explained


def _indent(line: str) -> int:
    match = _INDENT.match(line)
    return match.end() if match else 0
