"""The core speaks of Keras and Python alone: it does not know where it runs."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import fittingroom

ROOT = Path(fittingroom.__file__).parent
OTHERS = {"app", "compat", "datasets", "notebook", "session.py", "session_driver.py"}
"""What is not core."""
WORDS = re.compile(r"this page|this cell|the page|colab|browser", re.IGNORECASE)


def texts(source: str) -> Iterator[str]:
    """All string literals of a module, docstrings included."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))


@pytest.mark.skipif(sys.platform == "emscripten", reason="the wheel there holds no sources")
def test_the_core_speaks_of_no_page_and_no_cell() -> None:
    core = [p for p in ROOT.rglob("*.py") if p.relative_to(ROOT).parts[0] not in OTHERS]
    assert len(core) > 50
    found = {
        (path.relative_to(ROOT).as_posix(), match.group())
        for path in core
        for text in texts(path.read_text("utf-8"))
        if (match := WORDS.search(text))
    }
    assert found == set()
