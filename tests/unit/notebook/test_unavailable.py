"""What a page's Python cannot do: told in the page's words, at once, with a way out."""

import sys
import time

import pytest

from unit.notebook.desk import Desk


@pytest.mark.parametrize(
    "source",
    [
        "input('How many? ')",
        "import sys\nsys.stdin.read()",
        "import sys\nfor line in sys.stdin: pass",
        "import sys\nsys.stdin.readlines()",
    ],
)
def test_nothing_can_be_typed_in(desk: Desk, source: str) -> None:
    assert "Write the value into the cell" in desk.error(source)


def test_a_password_cannot_be_asked_for(desk: Desk) -> None:
    trace = desk.error("import getpass\nexec('raise EOFError', vars(getpass))")
    assert "Write the value into the cell" in trace


def test_a_debugger_does_not_wait(desk: Desk) -> None:
    assert "Print what you want to look at instead: print(x)" in desk.error("breakpoint()")
    assert desk.only("1")["text"] == "1"


def test_threads_and_programs_are_explained(desk: Desk) -> None:
    trace = desk.error('raise RuntimeError("can\'t start new thread")')
    assert "Python has one thread in this page" in trace
    source = "import subprocess\nexec(\"raise OSError(138, 'no processes')\", vars(subprocess))"
    assert "no shell and no other program" in desk.error(source)


def test_a_shell_s_command_says_that_it_did_nothing(desk: Desk) -> None:
    said, value = desk.run("import os\nos.system('ls')")
    assert "os.system('ls') did nothing: there is no shell" in said["text"]
    assert value["text"] == "127"


TRIES = 4
"""Tries at what takes longer whenever the processor is busy; one must succeed."""


def test_an_endless_recursion_with_a_raised_limit_ends_soon(desk: Desk) -> None:
    tries: list[float] = []
    while not any(seconds < 3 for seconds in tries):
        assert len(tries) < TRIES, tries
        begun = time.perf_counter()
        trace = without_end(desk)
        tries.append(time.perf_counter() - begun)
        assert "It needs a case in which it returns" in trace
        assert len(trace.splitlines()) < 30
    assert desk.only("1")["text"] == "1"


def without_end(desk: Desk) -> str:
    """What is said of a function that calls itself as often as it may."""
    limit = sys.getrecursionlimit()
    try:
        return desk.error(
            "import sys\nsys.setrecursionlimit(10**6)\ndef f(n): return f(n + 1)\nf(0)"
        )
    finally:
        sys.setrecursionlimit(limit)


def test_the_top_of_a_cell_can_await(desk: Desk) -> None:
    assert desk.run("import asyncio\nawait asyncio.sleep(0.01)") == []
    value = desk.only(
        "async def half(n):\n    await asyncio.sleep(0.01)\n    return n / 2\n"
        "await asyncio.gather(half(2), half(6))"
    )
    assert value["text"] == "[1.0, 3.0]"
    assert desk.only("x = await half(4)\nx")["text"] == "2.0"
    assert desk.only("asyncio.run(half(8))")["text"] == "4.0"
    assert "ZeroDivisionError" in desk.error("async def bad(): 1 / 0\nawait bad()")
    assert "only after the cell" in desk.error("await asyncio.Event().wait()")


@pytest.mark.parametrize(
    "change",
    [
        "del builtins.print",
        "builtins.len = None",
        "for name in ('next', 'isinstance', 'repr', 'getattr', 'setattr', 'type', 'len'):\n"
        "    setattr(builtins, name, None)",
        "builtins.isinstance = None\n1 / 0",
        "builtins.__import__ = None\nimport nothing",
    ],
)
def test_python_s_own_names_are_back_for_the_next_cell(desk: Desk, change: str) -> None:
    outputs = desk.run(f"import builtins\n{change}")
    assert "is restored" in outputs[-1]["text"]
    assert desk.only("print(len('abc'))")["text"] == "3\n"


@pytest.mark.parametrize("leave", ["exit()", "quit()", "raise SystemExit('bye')", "exit(3)"])
def test_leaving_ends_the_cell_alone(desk: Desk, leave: str) -> None:
    desk.run("x = 1")
    assert desk.run(leave)[-1]["kind"] == "note"
    assert desk.only("print(x)")["text"] == "1\n"
    assert desk.run("del print")[-1]["name"] == "NameError"
    assert desk.only("print(x)")["text"] == "1\n"


def test_characters_that_the_font_lacks_are_named_once(desk: Desk) -> None:
    warn = (
        "import warnings\nfor code in (20013, 25991):\n"
        "    warnings.warn(f'Glyph {code} (x) missing from font(s) DejaVu Sans.')\nprint(1)"
    )
    printed, note = desk.run(warn)
    assert printed["text"] == "1\n"
    assert "中 文" in note["text"]
    assert [output["kind"] for output in desk.run("print(1)")] == ["stream"]
