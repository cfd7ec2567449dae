"""Compiles a cell: its statements, and the last expression, whose value is displayed."""

from __future__ import annotations
import __future__

import ast
from types import CodeType
from typing import NamedTuple

from fittingroom.notebook.source import ipython_syntax

_ALL_FEATURES = sum(
    getattr(__future__, name).compiler_flag for name in __future__.all_feature_names
)


class CellCode(NamedTuple):
    """A compiled cell; `value` is the expression whose result is displayed, if there is one."""

    tree: ast.Module
    body: CodeType
    value: CodeType | None
    notes: tuple[str, ...] = ()


def compile_cell(source: str, filename: str, flags: int = 0) -> CellCode:
    """Compile the source of a cell.

    Args:
        filename: the name that its lines carry in tracebacks.
        flags: `from __future__` of earlier cells, see `future_flags`.

    Raises:
        SyntaxError: with a message of its own for lines that only IPython understands.
    """
    try:
        return _compile(source, filename, flags)
    except SyntaxError as error:
        plain = ipython_syntax.remove_needless_magics(source)
        if plain.source == "\n".join(source.splitlines()):
            raise ipython_syntax.explain(error, source) from None
    try:
        code = _compile(plain.source, filename, flags)
    except SyntaxError as error:
        raise ipython_syntax.explain(error, plain.source) from None
    return code._replace(notes=plain.notes)


def _compile(source: str, filename: str, flags: int) -> CellCode:
    flags |= ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
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
    """Return the flags of what `code` imported from `__future__`; later cells keep them."""
    return code.co_flags & _ALL_FEATURES


def _is_silenced(last: ast.Expr, source: str) -> bool:
    """Return whether a semicolon follows the last expression, which hides its value."""
    lines = source.encode().splitlines()
    rest = lines[(last.end_lineno or 1) - 1][last.end_col_offset :]
    return rest.lstrip().startswith(b";")
