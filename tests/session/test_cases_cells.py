"""Cells that bend a browser's Python: the numbers are of one collection.

What needs a page, its network or its storage is in `tests/e2e`. Where plain Python can do what the
page cannot, such as start a thread, its error is raised by hand.
"""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from session.bench import Bench
from session.cases import Case, CaseBench

NOTHING_TYPED = "Write the value into the cell"

CASES = [
    Case("C3 input", "int(input('How many? '))", (NOTHING_TYPED,), "RuntimeError"),
    Case("C3 stdin", "import sys\nsys.stdin.read()", (NOTHING_TYPED,), "RuntimeError"),
    Case("C3 stdin by lines", "import sys\nfor line in sys.stdin: pass", (NOTHING_TYPED,),
         "RuntimeError"),
    Case("C3 breakpoint", "breakpoint()", ("print(x)",), "RuntimeError"),
    Case("C3 pdb", "import pdb; pdb.set_trace()", ("A debugger waits",), "BdbQuit"),
    Case("C3 getpass", "import getpass\nexec('raise EOFError', vars(getpass))", (NOTHING_TYPED,),
         "EOFError"),
    Case("C11 threads", "raise RuntimeError(\"can't start new thread\")",
         ("one thread in this page",), "RuntimeError"),
    Case("C11 programs", "import subprocess\nexec('raise OSError(138, \"no\")', vars(subprocess))",
         ("There is no shell",), "OSError"),
    Case("C11 os.system", "import os\nos.system('ls')", ("did nothing: there is no shell", "127")),
    Case("C11 asyncio.run", "import asyncio\nasync def f(): return 5\nasyncio.run(f())", ("5",)),
    Case("C12 %pip", "%pip install pandas", ("cannot be installed in this page",), "SyntaxError"),
    Case("C12 !pip", "!pip install seaborn", ("cannot be installed in this page",), "SyntaxError"),
    Case("C12 micropip", "import micropip\nawait micropip.install('seaborn')",
         ("where Python is installed",), "ModuleNotFoundError"),
    Case("C12 piplite", "import piplite", ("where Python is installed",), "ModuleNotFoundError"),
    Case("C12 await", "import asyncio\nawait asyncio.sleep(0)\n3", ("3",)),
    Case("C17 exit", "exit()", ("ended itself",)),
    Case("C17 quit", "quit()", ("ended itself",)),
    Case("C17 bye", "raise SystemExit('bye')", ("bye", "ended itself")),
    Case("C17 an interrupt", "raise KeyboardInterrupt", (), "KeyboardInterrupt"),
    Case("C17 a name that is Python's", "del print", (), "NameError"),
    Case("C17 a changed built-in", "import builtins; builtins.len = None", ("it is restored",)),
    Case("C17 a module's name", "keras = 5\nimport keras\nprint(keras.Sequential([]).name)",
         ("sequential",)),
]  # fmt: skip

FLOODS = {
    "a long list": "print(list(range(300_000)))",
    "one endless line": "for _ in range(20_000): print('x', end='')",
    "one line written anew": "for _ in range(5): print('\\r' + 'x' * 10**6)",
    "to stderr": "import sys\nfor _ in range(20_000): print('x', end='', file=sys.stderr)",
    "pictures": "import sys, numpy as np\n"
    "before = np.get_printoptions(); np.set_printoptions(threshold=sys.maxsize)\n"
    "a = np.zeros((60, 28, 28), 'uint8'); print(a.tolist()); print(a)\n"
    "np.set_printoptions(**before)",
}
"""In small; without an end they are in `tests/unit/notebook/test_floods.py`."""
MOST = 1_500_000
"""Characters that may leave Python for one of these."""


@pytest.fixture(scope="module")
def cases(dist: Path) -> Iterator[CaseBench]:
    return CaseBench(Bench(dist / "data"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(cases: CaseBench, case: Case) -> None:
    cases.check(case, prelude="")


@pytest.mark.parametrize("source", FLOODS.values(), ids=[f"C1 {name}" for name in FLOODS])
def test_a_flood_is_bounded(cases: CaseBench, source: str) -> None:
    outputs = cases.run(source)
    sizes = [len(each["text"]) for each in outputs if "text" in each]
    assert sizes, outputs
    assert sum(sizes) < MOST
    assert cases.run("1 + 1")[0]["text"] == "2"


def test_c17_a_raised_limit_of_recursion_ends_soon(cases: CaseBench) -> None:
    import sys

    begun, limit = time.perf_counter(), sys.getrecursionlimit()
    try:
        cases.check(
            Case(
                "C17 recursion",
                "import sys; sys.setrecursionlimit(10**6)\ndef f(): return f()\nf()",
                ("It needs a case in which it returns",),
                "RecursionError",
            ),
            prelude="",
        )
    finally:
        sys.setrecursionlimit(limit)
    assert time.perf_counter() - begun < 5
