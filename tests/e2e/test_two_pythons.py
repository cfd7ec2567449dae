"""What a cell does to its Python: the Lab's model, predictions and runs know nothing of it.

A cell reaches all of the Python it runs in, and through `js` the worker around it.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from e2e.app_page import AppPage
from e2e.conftest import Open, Visits
from e2e.program import Program

SMALL = "view=code&samples=50&epochs=2"

BENDS = {
    "sqrt": "import numpy as np\nnp.sqrt = lambda *given, **named: np.float32(2)",
    "zeros": "import numpy as np\nnp.zeros = lambda *given, **named: np.ones(*given, **named)",
    "struct": "import struct\nstruct.pack = lambda *given: b'all the same'",
    "hashlib": "import hashlib\nhashlib.sha256 = lambda *given: 1 / 0",
    "update": "import keras\nkeras.optimizers.Adam.update_step = lambda *given: None\n"
    "keras.optimizers.Adam.update = lambda *given: None",
    "session": "import fittingroom.session as s\ns.Session.step = lambda *given: 1 / 0\n"
    "s.Session.handle = lambda *given: {'value': {}}",
    "kernels": "import js\nmemory = js.pyodide._module.HEAPF32\n"
    "for i in range(3_000_000, 3_500_000): memory[i] = 1.5",
    "rng": "import numpy as np\nnp.random.Generator = np.random.default_rng = None",
    "builtins": "import builtins\nbuiltins.len = lambda given: 3",
    "conversion": "import js\njs.eval('Object.fromEntries = () => ({}); 0')",
    "closed": "import js\njs.close()",
    "exit": "import os\nos._exit(1)",
}
"""Cells by what they bend; some end their own Python."""

COMPLAINTS = "fatal error|Pyodide|wasm|Exit|exit|Error|unreachable|memory|function|\\.\\.\\."


@pytest.fixture(scope="module")
def app(visiting: Visits) -> Iterator[AppPage]:
    with visiting() as page:
        yield page.open(SMALL)


@pytest.fixture(scope="module")
def known(app: AppPage) -> str:
    """The fingerprint of a Fit that no cell has come before."""
    return app.train()["fingerprint"]


@pytest.fixture
def code(app: AppPage, known: str) -> Program:
    """A program whose cell "Predict" is free, in a fresh Python."""
    code = Program(app)
    restart(code)
    return code


def restart(code: Program) -> None:
    code.button("Restart").click()
    expect(code.said).to_have_text("A fresh start: there are no variables.")


def run(code: Program, source: str, name: str = "Predict") -> None:
    code.editor(name).fill(source)
    code.button(f"Run {name}").click()


def stop(code: Program, name: str = "Predict") -> None:
    code.button(f"Stop {name}").click()
    code.ends(name, "lost")


@pytest.mark.parametrize("name", BENDS)
def test_a_fit_after_a_cell_is_the_same_fit(code: Program, known: str, name: str) -> None:
    app = code.app
    app.watch.expect(COMPLAINTS)
    run(code, BENDS[name])
    cell = code.cell("Predict")
    expect(cell).not_to_have_attribute("data-status", "running")
    assert app.train()["fingerprint"] == known
    restart(code)
    run(code, "import numpy as np\nnp.sqrt(np.zeros(3) + 4).sum(), len('four')")
    code.ends("Predict", "ok")
    expect(cell).to_contain_text("(np.float64(6.0), 4)")


def test_fit_ends_while_a_cell_hangs(code: Program, known: str) -> None:
    run(code, "while True: pass")
    expect(code.cell("Predict")).to_have_attribute("data-status", "running")
    assert code.app.train()["fingerprint"] == known
    expect(code.cell("Predict")).to_have_attribute("data-status", "running")
    stop(code)


def test_restart_ends_a_cell_that_hangs(code: Program) -> None:
    run(code, "while True: pass")
    expect(code.cell("Predict")).to_have_attribute("data-status", "running")
    restart(code)
    code.ends("Predict", "lost")
    run(code, "1 + 1")
    code.ends("Predict", "ok")


def test_stop_of_a_cell_leaves_the_lab_as_it_is(code: Program, known: str) -> None:
    app = code.app
    app.train()
    run(code, "while True: pass")
    expect(code.cell("Predict")).to_have_attribute("data-status", "running")
    stop(code)
    assert app.state == "done"
    app.page.get_by_role("link", name="Lab", exact=True).click()
    expect(app.section["Evaluate"]).to_contain_text(known)
    app.radio("Show", "Right").click()
    expect(app.radio("Show", "Right")).to_be_checked()
    app.page.get_by_role("link", name="Code", exact=True).click()
    run(code, "1 + 1")
    code.ends("Predict", "ok")


FORGED = """
import js, json
for run_id in range(1, 200):
    for message in [
        {"type": "run-end", "run_id": run_id, "reason": "completed", "history": {"loss": [0.0]},
         "seconds": 1, "fingerprint": "0" * 12, "error": None},
        {"type": "evaluation", "run_id": run_id, "evaluation": {"loss": 0, "accuracy": 1,
         "samples": 1, "correct": 1, "confusion": [[1]], "seconds": 1}},
        {"type": "run-end", "run_id": run_id, "reason": "killed"},
        {"type": "reply", "id": run_id + 1000, "ok": True, "value": {}},
        {"type": "boot", "stage": "x", "step": 0, "steps": 1, "loaded": 0, "total": 0},
        {"type": "done"}, {"run_id": run_id}, [], "run-end", None,
    ]:
        js.postMessage(js.JSON.parse(json.dumps(message)))
"""


def test_forged_messages_change_nothing(code: Program, known: str) -> None:
    app = code.app
    app.train()
    told = len(app.seen("told"))
    run(code, FORGED)
    code.ends("Predict", "ok")
    assert app.state == "done"
    assert len([each for each in app.seen("told")[told:] if each["type"] != "resize"]) == 0
    assert app.train()["fingerprint"] == known


def test_outputs_of_no_known_form_are_not_shown(code: Program) -> None:
    source = (
        "import js, json\n"
        "for output in [{'kind': 'figure', 'png': 'x'}, {'kind': 'new'}, {'kind': 'stream',\n"
        "    'name': 'stdout', 'text': {'a': 1}}, None]:\n"
        "    js.postMessage(js.JSON.parse(json.dumps(\n"
        "        {'type': 'cell-output', 'cell': 'Predict', 'output': output})))\n"
        "'the only one'"
    )
    run(code, source)
    code.ends("Predict", "ok")
    expect(code.cell("Predict").locator(".out")).to_have_text(["'the only one'"])


def test_the_second_python_starts_with_the_first_cell(new_page: Open) -> None:
    app = new_page().open(f"{SMALL}&run=1", "done")
    code = Program(app)
    code.is_the_twin(samples=50, epochs=2)
    assert app.page.evaluate("seen.workers") == 1
    run(code, "1")
    code.ends("Predict", "ok")
    assert app.page.evaluate("seen.workers") == 2


def test_a_python_that_is_not_used_goes_and_says_what_is_lost(new_page: Open) -> None:
    app = new_page()
    app.page.clock.install()
    app.open(SMALL)
    code = Program(app)
    run(code, "x = 1")
    code.ends("Predict", "ok")
    # In sight, the variables stay; restarted, there are none.
    app.page.clock.run_for("11:00")
    assert len(app.page.workers) == 2
    app.page.evaluate(
        """() => {
            Object.defineProperty(document, "hidden", { value: true, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    app.page.clock.run_for("11:00")
    app.page.evaluate("Object.defineProperty(document, 'hidden', { value: false })")
    message = app.page.get_by_role("region", name="Message")
    app.page.clock.run_for("00:01")
    expect(message).to_contain_text("All variables are lost")
    expect(code.cell("Predict")).to_have_attribute("data-status", "fresh")
    assert len(app.page.workers) == 1
