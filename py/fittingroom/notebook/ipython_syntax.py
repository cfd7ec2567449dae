"""Lines that only IPython understands: passed over where needless, otherwise explained."""

from __future__ import annotations

import re

_MAGIC = re.compile(r"\s*(?P<line>[%!?].*|[\w.]+\?+)\s*$")
_NEEDLESS = re.compile(r"\s*%(matplotlib|config|load_ext|tensorflow_version|autoreload)\b.*")


def remove_needless_magics(source: str) -> tuple[str, list[str]]:
    """Return the source with an empty line for each magic without effect here, and the magics."""
    lines = source.splitlines()
    plain = ["" if _NEEDLESS.fullmatch(line) else line for line in lines]
    return "\n".join(plain), [line.strip() for line in lines if _NEEDLESS.fullmatch(line)]


def explain(error: SyntaxError, source: str) -> SyntaxError:
    """Return the error with its line, or one that explains a line of IPython or a shell."""
    lines = source.splitlines()
    number = error.lineno or 1
    line = lines[number - 1] if number <= len(lines) else ""
    magic = _MAGIC.fullmatch(line)
    if magic is None:
        error.text = error.text or line
        return error
    text = magic["line"]
    if re.match(r"[!%]\s*(pip|conda)\b", text):
        message = (
            "packages cannot be installed in this page. NumPy, Matplotlib and Keras's names for "
            "this network are here already; for anything else run the notebook where Python is "
            "installed"
        )
    elif text.startswith("!"):
        message = "there is no shell in this page, only Python. Remove this line"
    else:
        message = "this is a command of IPython, not of Python. Remove this line"
    explained = SyntaxError(message)
    explained.filename, explained.lineno, explained.text = error.filename, number, line
    indent = len(line) - len(line.lstrip())
    explained.offset, explained.end_lineno = indent + 1, number
    explained.end_offset = indent + 1 + len(text)
    return explained
