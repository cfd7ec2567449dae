"""The start: quick from the snapshot, the ordinary way where that is refused, the same results.

What counts is what the host was asked for, and what the learner can do meanwhile.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e import host as tricks
from e2e.app_page import LESSON, AppPage
from e2e.conftest import Open
from e2e.host import Answer, Held, Host, Trick

RUN = LESSON + "&seed=7&run=1"
BUDGET = 5_450_000
"""Bytes of a first visit up to a trained model, from a server that does not compress."""
FAILED_TO_LOAD = "Failed to load resource"
PLAIN_START = "runtime/pyodide.asm.wasm"
REST = "start/rest-"
WHOLE = """new Promise(resolve => {
    const look = () =>
        performance.getEntriesByName("whole").length ? resolve() : setTimeout(look, 50);
    look();
})"""
SOLVED = """import numpy as np
np.linalg.solve(np.array([[2.0, 0.0], [0.0, 3.0]]), np.array([2.0, 6.0])).tolist()"""
LATER = ("runtime/python_stdlib.zip", "runtime/numpy-")


@pytest.fixture(scope="module")
def fingerprint() -> dict[str, str]:
    """Of the lesson's run, by the way Python was started."""
    return {}


def asked_during(host: Host, since: int) -> list[str]:
    """Names of the files asked for since then."""
    return [each.name for each in host.asked[since:]]


def in_python(page: Page, source: str) -> str:
    """What a Python expression comes to in the worker."""
    (worker,) = page.workers
    return worker.evaluate("source => String(pyodide.runPython(source))", source)


def test_first_visit_trains_within_its_bytes(
    app: AppPage, host: Host, fingerprint: dict[str, str]
) -> None:
    before = len(host.asked)
    app.open(RUN, state="done")
    fingerprint["quick"] = app.told("done")[-1]["fingerprint"]
    names = asked_during(host, before)
    files = [host.folder / (name or "index.html") for name in names]
    assert sum(file.stat().st_size for file in files if file.is_file()) < BUDGET
    assert len(names) == len(set(names)), "something is fetched twice"
    assert not [name for name in names if name.startswith((*LATER, REST)) or name == PLAIN_START]


def test_rest_of_the_modules_comes_in_a_calm_moment(app: AppPage, host: Host) -> None:
    before = len(host.asked)
    app.open()
    (worker,) = app.page.workers
    worker.evaluate(WHOLE)
    assert [name for name in asked_during(host, before) if name.startswith(REST)]
    assert in_python(app.page, SOLVED) == "[1.0, 2.0]"


def test_rest_comes_at_once_where_something_needs_it(app: AppPage, host: Host) -> None:
    held = Held()
    with host.playing(host.path_of("rest-"), held):
        app.open()
        assert held.begun.wait(60), "it is asked for in a calm moment"
        held.released.set()
        assert in_python(app.page, SOLVED) == "[1.0, 2.0]"


@pytest.mark.parametrize("trick", [tricks.missing, tricks.one_byte_wrong, tricks.web_page])
def test_rest_that_cannot_be_had_is_asked_for_again(app: AppPage, host: Host, trick: Trick) -> None:
    app.watch.expect(FAILED_TO_LOAD)
    said: list[str] = []
    app.page.on("console", lambda message: said.append(message.text))
    with host.playing(host.path_of("rest-"), trick):
        app.open()
        while not any("rest of Python could not be fetched" in text for text in said):
            app.page.wait_for_timeout(100)
    app.fit()
    app.wait_for("done")
    (worker,) = app.page.workers
    worker.evaluate(WHOLE)
    assert in_python(app.page, SOLVED) == "[1.0, 2.0]"


def test_rest_that_is_needed_is_asked_for_past_the_cache(app: AppPage, host: Host) -> None:
    asked: list[str] = []

    def wrong_at_first(answer: Answer, file: Path) -> None:
        asked.append(answer.path)
        if "?" in answer.path:
            answer.give(file.read_bytes())
        else:
            tricks.one_byte_wrong(answer, file)

    app.watch.expect(FAILED_TO_LOAD)
    with host.playing(host.path_of("rest-"), wrong_at_first):
        app.open()
        assert in_python(app.page, SOLVED) == "[1.0, 2.0]"
    assert "?afresh=" in asked[-1]


REFUSALS = [
    pytest.param("memory", tricks.missing, id="memory missing"),
    pytest.param("memory", tricks.one_byte_wrong, id="memory damaged"),
    pytest.param("python", tricks.too_short, id="Python too short"),
    pytest.param("archive", tricks.web_page, id="a web page for the archive"),
    pytest.param("glue", tricks.one_byte_wrong, id="glue damaged"),
]


@pytest.mark.parametrize(("part", "trick"), REFUSALS)
def test_refused_snapshot_is_done_without(
    app: AppPage, host: Host, fingerprint: dict[str, str], part: str, trick: Trick
) -> None:
    app.watch.expect(FAILED_TO_LOAD)
    said: list[str] = []
    app.page.on("console", lambda message: said.append(f"{message.type} {message.text}"))
    before = len(host.asked)
    with host.playing(host.path_of(f"{part}-"), trick):
        app.open(RUN, state="done")
    assert PLAIN_START in asked_during(host, before)
    assert [line for line in said if line.startswith("info Python is started without its snapshot")]
    assert app.told("done")[-1]["fingerprint"] == fingerprint["quick"]


def test_page_is_of_use_while_python_is_on_its_way(app: AppPage, host: Host) -> None:
    held = Held()
    with host.playing(host.path_of("memory-"), held):
        app.open("v=1&samples=50&layers=8&epochs=1", state="booting")
        assert held.begun.wait(60)
        picture = app.button("Look at picture 11")
        expect(picture).to_be_visible()
        app.wait_for_message("boot")
        app.pick("Kinds of clothes", re.compile("10|[Tt]en"))
        expect(app.section["Load"]).to_contain_text("Ankle boot")
        picture.click()
        expect(app.page.get_by_role("dialog")).to_contain_text("Ankle boot")
        app.page.keyboard.press("Escape")
        app.fit()
        assert app.state == "booting"
        held.released.set()
        app.wait_for("done")
    assert app.told("done")
    boot = [message for message in app.messages("boot") if message["total"]]
    assert 0 < boot[-1]["loaded"] == boot[-1]["total"]
    assert [message["loaded"] for message in boot] == sorted(m["loaded"] for m in boot)


def test_what_the_snapshot_lacks_comes_when_it_is_imported(app: AppPage, host: Host) -> None:
    app.open()
    before = len(host.asked)
    assert in_python(app.page, "import numpy.fft; abs(numpy.fft.fft([1, 2, 3])[0])") == "6"
    assert in_python(app.page, "import html.parser; html.parser.__name__") == "html.parser"
    (worker,) = app.page.workers
    worker.evaluate("pyodide.loadPackage('numpy', { messageCallback() {} }).then(() => 0)")
    names = asked_during(host, before)
    assert len([name for name in names if name.startswith(LATER)]) == len(LATER)
    again = in_python(app.page, "import importlib.util; importlib.util.find_spec('nonesuch')")
    assert again == "undefined"
    assert asked_during(host, before) == names


def test_import_that_cannot_be_fetched_says_so(app: AppPage, host: Host) -> None:
    app.watch.expect(FAILED_TO_LOAD)
    (numpy,) = (file.name for file in (host.folder / "runtime").glob("numpy-*.whl"))
    source = "try:\n import numpy.fft\nexcept ImportError as error: text = str(error)\ntext"
    app.open()
    for trick, words in ((tricks.missing, "404"), (tricks.one_byte_wrong, "damaged")):
        with host.playing(f"runtime/{numpy}", trick):
            assert words in in_python(app.page, source)
    assert in_python(app.page, "import numpy.fft; numpy.fft.__name__") == "numpy.fft"


def test_place_and_language_of_the_learner_do_no_harm(new_page: Open, host: Host) -> None:
    before = len(host.asked)
    page = new_page(timezone_id="Asia/Tokyo", locale="ca-ES-valencia").open().page
    assert in_python(page, "import time; (time.timezone, time.localtime(0).tm_hour)") == (
        "(-32400, 9)"
    )
    assert PLAIN_START not in asked_during(host, before)


def test_page_of_another_version_is_not_mixed_with_this_one(app: AppPage, host: Host) -> None:
    def updated(answer: Answer, file: Path) -> None:
        answer.give(b'{"build": "another"}')

    app.watch.expect(FAILED_TO_LOAD)
    memory = host.path_of("memory-")
    with host.playing(memory, tricks.missing), host.playing("build.json", updated):
        app.open(state="failed")
    assert app.error == "version-mismatch"


def test_a_guess_stays_when_python_has_found_the_picture(app: AppPage, host: Host) -> None:
    preview = "Boolean(document.querySelector('fr-fit').state.pictures?.preview)"
    pictures = Held()
    with host.playing("data/lesson.bin", pictures):
        app.open(LESSON)
        app.button("What does it say untrained?").click()
        guess = app.page.locator("fr-network").get_by_role("status")
        expect(guess).to_contain_text("Untrained, it says")
        assert app.page.evaluate(preview), "the pictures were there before the guess"
        pictures.released.set()
        app.page.wait_for_function(f"!{preview}")
        app.page.evaluate("new Promise(requestAnimationFrame)")
        expect(guess).to_contain_text("Untrained, it says", timeout=1)
