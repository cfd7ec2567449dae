"""Cells in the Python of the built page: Matplotlib, the data, and the twin of a Fit."""

import json
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from e2e import host as tricks
from e2e.app_page import LESSON, AppPage
from e2e.cells import RATIO, Cells
from e2e.conftest import Visits
from e2e.host import Host


@pytest.fixture(scope="module")
def app(visiting: Visits) -> Iterator[AppPage]:
    with visiting() as app:
        yield app.open(f"{LESSON}&run=1", "done")


@pytest.fixture(scope="module")
def cells(app: AppPage) -> Cells:
    return Cells(app)


def pixels(png: list[int]) -> tuple[tuple[int, int], bytes]:
    """Size of a PNG of 8-bit RGBA, and its bytes still filtered row by row."""
    content, at, packed = bytes(png), 8, b""
    size = struct.unpack(">II", content[16:24])
    while at < len(content):
        (length,), kind = struct.unpack(">I", content[at : at + 4]), content[at + 4 : at + 8]
        packed += content[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += 12 + length
    return size, zlib.decompress(packed)


def test_matplotlib_comes_when_it_is_imported(cells: Cells) -> None:
    assert cells.run("1") == [{"kind": "result", "text": "1"}]
    assert cells.value("import matplotlib.pyplot as plt\nplt.matplotlib.__version__") == "'3.10.8'"
    loaded = [each["loaded"] for each in cells.progress]
    assert loaded == sorted(loaded)
    assert loaded[-1] == cells.progress[-1]["total"] > 5_000_000
    assert cells.value("import matplotlib.pyplot\n1") == "1"
    assert cells.progress == []


def test_help_answers_although_docstrings_come_later(cells: Cells) -> None:
    before = "import numpy as np\nfrom keras.layers import Dense\n"
    for what, said in (
        ("np.mean", "Compute the arithmetic mean along the specified axis."),
        ("np.add", "Add arguments element-wise."),
        ("Dense", "class Dense"),
        ("print", "Prints the values to a stream"),
    ):
        told = cells.run(f"{before}help({what})")
        assert said in "".join(each["text"] for each in told if "text" in each), told
    assert "arithmetic mean" in cells.value(f"{before}np.mean.__doc__")


def test_a_picture_of_the_lesson_is_shown_below_the_cell(cells: Cells) -> None:
    told = cells.run(
        "import numpy as np\nimport matplotlib.pyplot as plt\n"
        "fashion = np.load('fashion.npz')\n"
        "for im in range(2):\n"
        "    fig, ax = plt.subplots(1)\n"
        "    ax.set_title(fashion['train_labels'][im])\n"
        "    ax.imshow(fashion['train_data'][im].squeeze())\n"
    )
    assert [figure["kind"] for figure in told] == ["figure", "figure"], told
    assert told[0]["alt"] == "Figure: [0 1 0]"
    (width, height), content = pixels(told[0]["png"])
    assert (told[0]["width"], told[0]["height"]) == (width / RATIO, height / RATIO)
    assert len(content) == height * (4 * width + 1)
    assert len(set(content)) > 50, "an empty figure has few different bytes"
    assert told[0]["png"] != told[1]["png"]


def test_show_shows_at_once_and_open_figures_follow_at_the_end(cells: Cells) -> None:
    told = cells.run(
        "fig, (left, right) = plt.subplots(1, 2)\nfig.suptitle('Two')\n"
        "fig.colorbar(left.imshow(np.eye(3)))\nright.plot([1, 2], label='loss')\nright.legend()\n"
        "plt.show()\nprint('between')\nplt.plot([1, 2])\nplt.xlabel('epoch')"
    )
    assert [output["kind"] for output in told] == ["figure", "stream", "result", "figure"]
    assert told[0]["alt"] == "Figure: Two; 1 image; loss"
    assert told[3]["alt"] == "Figure: values against epoch"
    assert cells.run("fig")[0]["alt"] == "Figure: Two; 1 image; loss", "a closed figure as a value"
    assert cells.run("plt.get_fignums()")[0]["text"] == "[]"


def test_a_figure_that_was_saved_is_shown_once(cells: Cells) -> None:
    kinds = [each["kind"] for each in cells.run("plt.plot([1, 2])\nplt.savefig('a.png')")]
    assert kinds == ["figure"]
    told = cells.run("plt.plot([1, 2])\nplt.show()\nplt.savefig('b.png')")
    assert [each["kind"] for each in told] == ["figure", "note"]
    assert "before" in told[1]["text"]


def test_characters_that_the_font_lacks_are_named_once(cells: Cells) -> None:
    told = cells.run(
        "for _ in range(2):\n    plt.title('中文')\n    plt.plot([1, 2])\n    plt.show()"
    )
    assert [each["kind"] for each in told] == ["figure", "figure", "note"]
    assert "中 文" in told[2]["text"]


DRAWN = {
    "style and sizes": "plt.style.use('seaborn-v0_8')\nplt.rc('font', size=14)\n"
    "plt.axis(False)\nplt.semilogx([0.001, 0.01, 0.1], [3, 1, 2])",
    "bars of one colour more": "bars = plt.bar(range(10), np.arange(10) / 10, color='#777')\n"
    "plt.ylim([0, 1])\nbars[3].set_color('red')\n"
    "plt.xticks(range(10), [f'kind {i}' for i in range(10)], rotation=45)",
    "a grid of pictures": "plt.figure(figsize=(15, 15))\n"
    "for i in range(25):\n"
    "    plt.subplot(5, 5, i + 1); plt.xticks([]); plt.yticks([]); plt.grid(False)\n"
    "    plt.imshow(np.eye(28), cmap=plt.cm.binary); plt.xlabel(f'number {i}')\n"
    "plt.colorbar()",
    "axes of one unit": "a = plt.axes(aspect='equal')\nplt.scatter([1, 2], [1, 2])\n"
    "lims = [0, 50]\nplt.xlim(lims)\n_ = plt.plot(lims, lims)",
    "into a folder": "from pathlib import Path\nfolder = Path('images') / 'ann'\n"
    "folder.mkdir(parents=True, exist_ok=True)\nplt.plot([1, 2])\n"
    "plt.savefig(folder / 'a.png', format='png', dpi=300)",
}
"""Ways in which introductory notebooks draw."""


def test_figures_are_drawn_as_lessons_draw_them(cells: Cells) -> None:
    cells.run("import numpy as np\nimport matplotlib.pyplot as plt\nusual = dict(plt.rcParams)")
    for name, source in DRAWN.items():
        told = cells.run(source)
        assert cells.status == "ok", (name, told[-1])
        figures = [each for each in told if each["kind"] == "figure"]
        assert [each["kind"] for each in told if each["kind"] != "result"] == ["figure"], name
        assert figures[0]["width"] > 200
    assert cells.value("(folder / 'a.png').stat().st_size > 10_000") == "True"
    cells.run("plt.rcParams.update(usual)")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("input('How many? ')", "Write the value into the cell"),
        ("import getpass\ngetpass.getpass()", "Write the value into the cell"),
        ("breakpoint()", "Print what you want to look at"),
        ("import pdb; pdb.set_trace()\nx = 1", "Print what you want to look at"),
        ("import threading\nthreading.Thread(target=print).start()", "one thread"),
        (
            "from concurrent.futures import ThreadPoolExecutor\nThreadPoolExecutor().submit(print)",
            "one thread",
        ),
        ("import subprocess\nsubprocess.run(['ls'])", "no shell and no other program"),
        ("import subprocess\nsubprocess.run('ls', shell=True)", "no shell and no other program"),
        ("import micropip", "other packages"),
        ("import plotly", "Matplotlib draws figures here"),
        (
            "import sys\nsys.setrecursionlimit(10**6)\ndef f(n): return f(n + 1)\nf(0)",
            "without calling itself",
        ),
    ],
)
def test_what_a_page_cannot_do_is_told_in_words(cells: Cells, source: str, said: str) -> None:
    error = cells.run(source)[-1]
    assert error["kind"] == "error"
    assert said in error["traceback"]
    assert cells.value("1 + 1") == "2"


def test_a_cell_can_wait_with_await(cells: Cells) -> None:
    assert cells.value("import asyncio\nawait asyncio.sleep(0.01)\n3") == "3"
    assert cells.value("async def f(): return 4\nasyncio.run(f())") == "4"
    assert "did nothing" in cells.run("import os\nos.system('ls')")[0]["text"]


ENDLESS = {
    "__repr__": "class A:\n    def __repr__(self): return repr(self)\nA()",
    "__getattr__": "class A:\n    def __getattr__(self, name): return getattr(self, name)\nA().x",
    "__setattr__": "class A:\n    def __setattr__(self, name, x): self.x = x\nA().x = 1",
    "__eq__": "class A:\n    def __eq__(self, other): return self == other\nA() == A()",
    "sorted": "def f(n): return sorted([n], key=f)\nf(1)",
}
"""Methods and functions that call themselves through C, whose stack the browser keeps short."""


def test_a_recursion_through_c_is_an_error_of_python(cells: Cells) -> None:
    cells.run("kept = 41")
    for name, source in ENDLESS.items():
        told = cells.run(source)[-1]
        assert (cells.status, told["kind"]) == ("error", "error"), name
        assert "RecursionError" in told["traceback"], name
        assert "calls itself again and again" in told["traceback"], name
    assert cells.value("kept + 1") == "42"


def test_a_figure_that_cannot_be_drawn_is_an_error_of_the_cell(cells: Cells) -> None:
    told = cells.run("plt.title('$\\\\nothing$')")
    assert (told[-1]["kind"], cells.status) == ("error", "error")
    assert cells.run("plt.title('all is well')")[-1]["kind"] == "figure"


def test_what_is_needed_seldom_comes_when_it_is_needed(cells: Cells) -> None:
    size = cells.value("plt.plot([1, 2])\nplt.savefig('a.pdf')\nplt.close()\n"
                       "open('a.pdf', 'rb').read(5)")  # fmt: skip
    assert size == "b'%PDF-'"
    assert cells.progress[-1]["total"] > 1_000_000


def test_fashion_mnist_loads_as_a_whole(cells: Cells) -> None:
    told = cells.value(
        "from keras.datasets import fashion_mnist\n"
        "(x, y), (xt, yt) = fashion_mnist.load_data()\n"
        "x.shape, xt.shape, y[:10].tolist(), int(x.sum())"
    )
    assert told == (
        "((60000, 28, 28), (10000, 28, 28), [9, 0, 0, 3, 0, 2, 7, 2, 5, 5], 3431114169)"
    )
    assert cells.progress[-1]["total"] > 25_000_000


@pytest.mark.parametrize("change", [{}, {"backend": "numpy"}])
def test_the_twin_of_a_fit_gives_its_fingerprint(
    app: AppPage, cells: Cells, change: dict[str, Any]
) -> None:
    recipe = {"classes": 3, "samples": 600, "epochs": 10, "batch": 10, "split": 0.2, **change}
    if change:
        app.open(f"{LESSON}&backend=numpy&run=1", "done")
        cells = Cells(app)
    for cell in cells.ask(type="program", recipe=recipe)["value"]["cells"]:
        cells.run(cell)
        assert cells.status == "ok"
    told = cells.value(
        "from fittingroom.app.fingerprint import fingerprint as f\nf(history.history)"
    )
    assert told == repr(app.told("done")[-1]["fingerprint"])


def test_wheels_that_cannot_be_had_are_an_error_with_a_way_out(
    visiting: Visits, host: Host
) -> None:
    with visiting() as app:
        app.watch.expect("404")
        app.page.context.route("**/wheels/*.whl*", lambda route: route.fulfill(status=404))
        cells = Cells(app.open())
        told = cells.run("import matplotlib.pyplot as plt")[-1]
        assert told["name"] == "ImportError"
        assert "the server answered 404" in told["message"]
        app.page.context.unroute_all()
        assert cells.run("import matplotlib.pyplot as plt") == []


@pytest.mark.parametrize("pattern", ["wheels.json", "cycler-*.whl"])
def test_a_web_page_in_place_of_a_wheel_is_named(
    visiting: Visits, host: Host, site: Path, pattern: str
) -> None:
    (file,) = (site / "wheels").glob(pattern)
    path = f"wheels/{file.name}"
    with visiting() as app:
        cells = Cells(app.open())
        with host.playing(path, tricks.web_page):
            message = cells.run("import matplotlib.pyplot as plt")[-1]["message"]
        assert f"{path} arrived damaged" in message
        with host.playing(path, tricks.too_short):
            message = cells.run("import matplotlib.pyplot as plt")[-1]["message"]
        assert f"{path} arrived damaged" in message
        assert cells.run("import matplotlib.pyplot as plt") == []


def test_the_list_of_wheels_is_what_lies_there(site: Path) -> None:
    entries = json.loads((site / "wheels" / "wheels.json").read_text("utf-8"))
    files = {entry["file"]: entry["bytes"] for entry in entries}
    assert files == {file.name: file.stat().st_size for file in (site / "wheels").glob("*.whl")}
    assert sum(files.values()) < 42_000_000


def test_a_recursion_too_deep_for_the_browser_costs_no_more_than_the_variables(
    visiting: Visits,
) -> None:
    with visiting() as app:
        app.watch.expect("Pyodide|Maximum call stack|File|function|RangeError|Stack|wasm|\\.\\.\\.")
        app.open("view=lessons&lesson=1")
        run = """source => {
            const cell = Object.assign(document.createElement("fr-cell"), { source });
            document.querySelector("fr-cell").after(cell);
            return cell.updateComplete.then(() => cell.run()).then(({ status }) => status);
        }"""
        assert app.page.evaluate(run, "x = 1") == "ok"
        # C alone: no limit of Python's ends it in time.
        deep = "x = []\nfor _ in range(100_000): x = [x]\nlen(repr(x))"
        assert app.page.evaluate(run, deep) in ("lost", "error")
        app.wait_for("ready")
        assert app.page.evaluate(run, "1 + 1") == "ok"


NESTED = """
import json
deep = []
for _ in range(100_000): deep = [deep]
told = []
for name, act in {
    "repr": lambda: repr(deep), "str": lambda: str((deep,)), "print": lambda: print({"a": deep}),
    "format": lambda: f"{deep}", "==": lambda: deep == [[*deep]] or copy == deep,
    "hash": lambda: hash(tuples), "json": lambda: json.loads("[" * 100_000 + "]" * 100_000),
    "of a subclass": lambda: repr(Sub(deep)),
}.items():
    try: act(); told.append(name)
    except RecursionError: pass
told
"""
BEFORE = """
copy, tuples = [], ()
for _ in range(100_000): copy, tuples = [copy], (tuples,)
class Sub(list): pass
kept = 41
shallow = []
for _ in range(400): shallow = [shallow]
"""
AFTER = """
assert repr(shallow) == "[" * 401 + "]" * 401
assert sorted([(2, "b"), (1, "c"), (1, "a")]) == [(1, "a"), (1, "c"), (2, "b")]
assert {(1, (2, frozenset({3}))): 4}[1, (2, frozenset({3}))] == 4
del deep, copy, tuples
kept + 1
"""


def test_values_nested_deeply_cost_no_variables(visiting: Visits) -> None:
    """In the Python of cells: C alone goes through them, where no limit of Python's is in time."""
    with visiting() as app:
        app.open("view=lessons&lesson=1")
        run = """async source => {
            const cell = Object.assign(document.createElement("fr-cell"), { source });
            document.querySelector("fr-cell").after(cell);
            await cell.updateComplete;
            const { status } = await cell.run();
            await cell.updateComplete;
            return [status, cell.innerText];
        }"""
        assert app.page.evaluate(run, BEFORE)[0] == "ok"
        status, said = app.page.evaluate(run, NESTED)
        assert (status, "[]" in said) == ("ok", True), said
        status, said = app.page.evaluate(run, "deep")
        assert (status, "nested too deeply" in said) == ("error", True), said
        status, said = app.page.evaluate(run, "import js\njs.self.close()")
        assert (status, "Restart, below the cells" in said) == ("error", True), said
        status, said = app.page.evaluate(run, AFTER)
        assert (status, "42" in said) == ("ok", True), said
