"""From a cell's text to code: what runs, and the expression on the last line whose value is shown.

Knows the lines that only IPython understands. Imports the standard library only.
"""

from __future__ import annotations
import __future__

import ast
import re
from types import CodeType
from typing import NamedTuple

_ALL_FEATURES = sum(
    getattr(__future__, name).compiler_flag for name in __future__.all_feature_names
)
_MAGIC = re.compile(r"\s*(?P<line>[%!?].*|[\w.]+\?+)\s*$")
_NEEDLESS = re.compile(r"\s*%(matplotlib|config|load_ext|tensorflow_version|autoreload)\b.*")


class CellCode(NamedTuple):
    """A compiled cell. `value` is an expression whose result is to be shown, if there is one."""

    tree: ast.Module
    body: CodeType
    value: CodeType | None
    notes: tuple[str, ...] = ()


def compile_cell(source: str, filename: str, flags: int = 0) -> CellCode:
    """Compile the text of a cell.

    Args:
        filename: the name that its lines carry in tracebacks.
        flags: `from __future__` of earlier cells, see `future_flags`.

    Raises:
        SyntaxError: with words of its own for lines that only IPython understands.
    """
    try:
        return _compile(source, filename, flags)
    except SyntaxError as error:
        plain = _without_needless(source)
        if plain == source:
            raise _explained(error, source) from None
    try:
        code = _compile(plain, filename, flags)
    except SyntaxError as error:
        raise _explained(error, plain) from None
    needless = [line.strip() for line in source.splitlines() if _NEEDLESS.fullmatch(line)]
    notes = [f"{line} is not needed here: figures appear below the cell." for line in needless]
    return code._replace(notes=tuple(notes))


def _compile(source: str, filename: str, flags: int) -> CellCode:
    tree = compile(source, filename, "exec", flags | ast.PyCF_ONLY_AST, dont_inherit=True)
    assert isinstance(tree, ast.Module)
    body, last = tree.body, None
    if body and isinstance(body[-1], ast.Expr) and not _is_silenced(body[-1], source):
        body, last = body[:-1], body[-1].value
    code = compile(ast.Module(body, []), filename, "exec", flags, dont_inherit=True)
    flags |= future_flags(code)
    value = last and compile(ast.Expression(last), filename, "eval", flags, dont_inherit=True)
    return CellCode(tree, code, value)


def future_flags(code: CodeType) -> int:
    """What `code` took from `__future__`; later cells keep it."""
    return code.co_flags & _ALL_FEATURES


def _is_silenced(last: ast.Expr, source: str) -> bool:
    """Whether a semicolon follows the last expression, as people write to hide its value."""
    lines = source.encode().splitlines()
    rest = lines[(last.end_lineno or 1) - 1][last.end_col_offset :]
    return rest.lstrip().startswith(b";")


def _without_needless(source: str) -> str:
    """The cell without magics that mean nothing here, each replaced by an empty line."""
    lines = source.splitlines()
    return "\n".join("" if _NEEDLESS.fullmatch(line) else line for line in lines)


def _explained(error: SyntaxError, source: str) -> SyntaxError:
    """The error with its line, and in words of its own if that is meant for IPython or a shell."""
    lines = source.splitlines()
    number = error.lineno or 1
    line = lines[number - 1] if number <= len(lines) else ""
    magic = _MAGIC.fullmatch(line)
    if magic is None:
        error.text = error.text or line
        return error
    text = magic["line"]
    if re.match(r"[!%]\s*(pip|conda)\b", text):
        words = (
            "packages cannot be installed in this page. NumPy, Matplotlib and Keras's names for "
            "this network are here already; for anything else run the notebook where Python is "
            "installed"
        )
    elif text.startswith("!"):
        words = "there is no shell in this page, only Python. Remove this line"
    else:
        words = "this is a command of IPython, not of Python. Remove this line"
    explained = SyntaxError(words)
    explained.filename, explained.lineno, explained.text = error.filename, number, line
    indent = len(line) - len(line.lstrip())
    explained.offset, explained.end_lineno = indent + 1, number
    explained.end_offset = indent + 1 + len(text)
    return explained
