"""What can go wrong outside the page: files, servers, a worker that dies. Said, and put right."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Worker, expect

from e2e import host as tricks
from e2e.app_page import AppPage
from e2e.conftest import Open, Visits
from e2e.host import Answer, Host, Trick
from e2e.program import Program

ATTEMPTS = 3
FAILED_TO_LOAD = "Failed to load resource"
FILL = """
import numpy as np
held = []
size = 100_000_000
while size > 100_000:
    try:
        while True:
            held.append(np.empty(size, np.uint8))
    except MemoryError:
        size //= 4
"""
"""Takes the memory that the browser gives, untouched, so that it costs the machine none."""


@pytest.fixture(scope="module")
def app(visiting: Visits) -> Iterator[AppPage]:
    """A page with a finished run on it; each test breaks something else."""
    with visiting() as page:
        page.open("v=1&samples=50&layers=8&epochs=2")
        page.train()
        yield page


def results(app: AppPage) -> str:
    """The score on screen."""
    return app.section["Evaluate"].inner_text()


def fit_and_fail(app: AppPage, code: str, file: str) -> None:
    """Press Fit on a set that cannot be loaded; what was trained before must stay."""
    app.fit()
    app.wait_for("failed")
    assert app.error == code
    assert app.told("failed")[-1]["code"] == code
    assert file in app.told("failed")[-1]["message"]
    expect(app.alert).to_contain_text(file)
    assert [each["reason"] for each in app.messages("run-end")] == ["failed"]
    assert app.messages("run-begin") == []


def retry_and_finish(app: AppPage, tested: int) -> None:
    before = len(app.told("done"))
    app.alert.get_by_role("button", name="Retry").click()
    assert app.wait_for_done(before + 1)["evaluation"]["samples"] == tested
    assert app.error is None
    expect(app.alert).not_to_be_visible()


# Each of these breaks a file of its own, since what has arrived well is never asked for again.
DAMAGES = [
    pytest.param(1, tricks.missing, "data-missing", "404", id="missing"),
    pytest.param(2, tricks.one_byte_wrong, "data-corrupt", "arrived damaged", id="one byte wrong"),
    pytest.param(3, tricks.too_short, "data-corrupt", "arrived damaged", id="too short"),
    pytest.param(4, tricks.web_page, "data-corrupt", "arrived damaged", id="a web page instead"),
    pytest.param(5, tricks.cut_off, "data-missing", "could not be downloaded", id="cut off"),
    pytest.param(6, tricks.hang_up, "data-missing", "could not be downloaded", id="server down"),
]


@pytest.mark.parametrize(("block", "trick", "code", "words"), DAMAGES)
def test_a_bad_file_is_named_retried_and_reported(
    app: AppPage, host: Host, block: int, trick: Trick, code: str, words: str
) -> None:
    app.watch.expect(FAILED_TO_LOAD)
    before = results(app)
    name = f"train-{block:02d}-other.bin"
    asked = host.times_asked(f"data/{name}")
    app.follow(f"v=1&classes=10&samples={block * 6000}&layers=&epochs=1&batch=1024&split=0")
    with host.playing(f"data/{name}", trick):
        fit_and_fail(app, code, name)
    expect(app.alert).to_contain_text(words)
    times = host.times_asked(f"data/{name}") - asked
    # A browser asks once more by itself where a kept connection turns out to be closed.
    assert times == ATTEMPTS if trick not in (tricks.cut_off, tricks.hang_up) else times >= ATTEMPTS
    assert results(app) == before
    retry_and_finish(app, tested=block * 1000)


def test_a_file_that_is_damaged_once_is_asked_for_again(app: AppPage, host: Host) -> None:
    name = "data/train-07-other.bin"

    def damaged_once(answer: Answer, file: object) -> None:
        del host.tricks[name]
        tricks.one_byte_wrong(answer, host.folder / name)

    asked = host.times_asked(name)
    app.follow("v=1&classes=10&samples=42000&layers=&epochs=1&batch=1024&split=0")
    with host.playing(name, damaged_once):
        done = app.train()
    assert done["evaluation"]["samples"] == 7000
    assert host.times_asked(name) - asked == 2


def test_a_damaged_copy_in_the_browser_s_cache_is_fetched_anew(app: AppPage, host: Host) -> None:
    name = "data/train-08-other.bin"

    def damaged_for_a_year(answer: Answer, file: object) -> None:
        content = bytearray((host.folder / name).read_bytes())
        content[-9] ^= 1
        answer.give(bytes(content), Cache_Control="public, max-age=31536000, immutable")

    with host.playing(name, damaged_for_a_year):
        app.page.evaluate("async name => { await (await fetch(name)).arrayBuffer(); }", name)
    asked = host.times_asked(name)
    app.follow("v=1&classes=10&samples=48000&layers=&epochs=1&batch=1024&split=0")
    done = app.train()
    assert done["evaluation"]["samples"] == 8000
    # The first attempt was served from the cache, the second went past it.
    assert host.times_asked(name) - asked == 1
    last = [each for each in host.asked if each.name == name][-1]
    assert last.cache_control == "no-cache"


def test_files_inflated_on_the_way_are_taken_as_they_come(app: AppPage, host: Host) -> None:
    name = "data/train-09-other.bin"
    app.follow("v=1&classes=10&samples=54000&layers=&epochs=1&batch=1024&split=0")
    with host.playing(name, tricks.inflated_on_the_way):
        done = app.train()
    assert done["evaluation"]["samples"] == 9000


def test_sample_pictures_that_do_not_come_can_be_asked_for_again(
    new_page: Open, host: Host
) -> None:
    app = new_page()
    app.watch.expect(FAILED_TO_LOAD)
    with host.playing("data/lesson.bin", tricks.missing):
        app.open()
        again = app.button("Load the pictures again")
        expect(again).to_be_visible()
        expect(app.section["Load"]).to_contain_text("lesson.bin could not be downloaded")
        fit_and_fail(app, "data-missing", "lesson.bin")
    retry_and_finish(app, tested=100)
    expect(app.button("Look at picture 0")).to_be_visible()


@pytest.mark.parametrize("name", ["numpy", "pyodide.asm.wasm", "manifest.json"])
def test_a_start_that_fails_says_so_and_can_be_retried(
    new_page: Open, host: Host, name: str
) -> None:
    app = new_page()
    app.watch.expect(FAILED_TO_LOAD)
    # Pyodide's own words in the console.
    app.watch.expect("(?i)wasm|webassembly|failed to fetch|404|numpy")
    snapshot = host.playing(host.path_of("memory-"), tricks.missing)
    with snapshot, host.playing(host.path_of(name), tricks.missing):
        app.open(state="failed")
        assert app.error == "boot-failed"
        assert [each["code"] for each in app.told("failed")] == ["boot-failed"]
        expect(app.alert).to_contain_text("Python could not be started")
        expect(app.button("Fit")).to_be_disabled()
    app.alert.get_by_role("button", name="Retry").click()
    app.wait_for("ready", 90_000)
    assert app.error is None
    expect_one_worker(app)
    app.type_number("Epochs", 1)
    app.train()


@pytest.mark.parametrize(
    ("name", "trick"),
    [
        ("pyodide.asm.wasm", tricks.forbidden),
        ("numpy", tricks.web_page),
        ("python_stdlib", tricks.hang_up),
    ],
)
def test_a_file_of_the_start_that_is_held_back_is_named(
    new_page: Open, host: Host, name: str, trick: Trick
) -> None:
    app = new_page()
    app.watch.expect("")  # Python's own words on what it lacks, in many lines
    file = host.path_of(name)
    snapshot = host.playing(host.path_of("memory-"), tricks.missing)
    with snapshot, host.playing(file, trick):
        app.open(state="failed")
        assert app.error == "boot-failed"
        expect(app.alert).to_contain_text(f"{file} did not arrive")
        expect(app.alert).to_contain_text("let this file through")
    app.alert.get_by_role("button", name="Retry").click()
    app.wait_for("ready", 90_000)


def test_files_of_another_type_are_taken_as_they_are(new_page: Open, host: Host) -> None:
    """As servers send them that do not know WebAssembly, modules and packages."""

    def untyped(answer: Answer, file: Path) -> None:
        answer.give(file.read_bytes(), Content_Type="text/plain")

    app = new_page()
    with ExitStack() as stack:
        stack.enter_context(host.playing(host.path_of("memory-"), tricks.missing))
        for name in ("pyodide.asm.wasm", "kernels.wasm", "numpy", "python_stdlib", "manifest.json"):
            stack.enter_context(host.playing(host.path_of(name), untyped))
        app.watch.expect("404")
        app.open("v=1&samples=50&epochs=1&run=1", "done")
    with ExitStack() as stack:
        for name in ("memory-", "glue-", "archive-", "python-"):
            stack.enter_context(host.playing(host.path_of(name), untyped))
        app.open("v=1&samples=50&epochs=1&run=1", "done")


def expect_one_worker(app: AppPage) -> None:
    """No worker is left behind; one that never listens may take the browser a while to end."""
    for _ in range(200):
        if len(app.page.workers) == 1:
            return
        app.page.wait_for_timeout(50)  # the only way to have events delivered
    pytest.fail(f"{len(app.page.workers)} workers are alive")


def worker_of(app: AppPage) -> Worker:
    """The one worker that is alive."""
    (worker,) = app.page.workers
    return worker


def train_until_an_epoch_is_over(app: AppPage) -> str:
    """Begin a long run over a finished one; the score that must stay on screen."""
    app.follow("v=1&samples=600&layers=8&epochs=100&batch=1")
    before = results(app)
    app.fit()
    app.wait_for_message("epoch-end")
    return before


def expect_replaced(app: AppPage, cause: str) -> None:
    """The page says what happened, keeps what it has, and trains again."""
    app.wait_for("ready", 90_000)
    assert [each["state"] for each in app.seen("states")][-2:] == ["booting", "ready"]
    expect(app.alert).to_contain_text("Python stopped working")
    expect(app.alert).to_contain_text(cause)
    expect(app.page.get_by_text("Python had to be restarted", exact=True)).to_be_visible()
    lines = app.section["Epoch lines"].inner_text()
    assert "Epoch 1/100" in lines
    expect_one_worker(app)
    app.alert.get_by_role("button", name=re.compile("^Dismiss")).click()
    expect(app.alert).not_to_be_visible()
    app.type_number("Epochs", 2)
    done = app.train()
    assert len(done["history"]["loss"]) == 2


def test_a_worker_that_throws_while_training_is_replaced(app: AppPage) -> None:
    app.watch.expect("the worker broke")
    train_until_an_epoch_is_over(app)
    worker_of(app).evaluate("setTimeout(() => { throw new Error('the worker broke'); })")
    expect_replaced(app, "the worker broke")


def test_a_worker_whose_python_is_broken_is_replaced(app: AppPage) -> None:
    app.watch.expect("no memory at all")
    train_until_an_epoch_is_over(app)
    # Whatever Python says from now on cannot be read any more, as after a trap in WebAssembly.
    worker_of(app).evaluate(
        "Object.fromEntries = () => { throw new Error('no memory at all'); }; 0"
    )
    expect_replaced(app, "no memory at all")


def test_memory_that_is_gone_is_named_and_python_replaced(app: AppPage) -> None:
    app.watch.expect("no memory left")
    app.follow("v=1&classes=10&samples=6000&layers=8&epochs=2")
    worker_of(app).evaluate("source => pyodide.runPython(source)", FILL)
    app.fit()
    expect(app.alert).to_contain_text("no memory left", timeout=60_000)
    expect(app.alert).not_to_contain_text("connection")
    app.wait_for("ready|done", 90_000)
    app.train()


def test_a_cell_that_fills_the_memory_costs_the_cells_python_alone(new_page: Open) -> None:
    app = new_page().open("v=1&samples=50&layers=8&epochs=1&view=code")
    # A Python without memory fails in whatever it does next, and its last words may be any bytes.
    app.watch.expect("(?s).")
    program = Program(app)
    run(program, FILL)
    program.ends("Load", "ok")
    run(program, "from keras.datasets import mnist\nmnist.load_data()")
    program.ends("Load", "lost")
    expect(app.page.get_by_text("no memory left")).to_be_visible()
    run(program, "1 + 1")
    program.ends("Load", "ok")


def test_a_cell_that_breaks_its_own_python_is_named_so(new_page: Open) -> None:
    app = new_page().open("v=1&samples=50&layers=8&epochs=1&view=code")
    app.watch.expect("fatal error|PythonError|object address|RuntimeError|RangeError")
    program = Program(app)
    run(program, "import ctypes\nctypes.memset(id(1), 0, 64)\n1 + 1")
    program.ends("Load", "lost")
    expect(app.page.get_by_text("Python stopped working (its memory was damaged)")).to_be_visible()
    run(program, "1 + 1")
    program.ends("Load", "ok")
    app.train()


def test_a_part_of_the_page_that_did_not_come_comes_with_retry(new_page: Open) -> None:
    app = new_page(service_workers="block").open("v=1&samples=50&layers=8&epochs=1")
    app.watch.expect("ERR_FAILED")
    app.train()
    parts = re.compile(r"/assets/code-[^/]*\.js$")
    app.page.route(parts, lambda route: route.abort())
    app.page.get_by_role("link", name="Code", exact=True).click()
    expect(app.alert).to_contain_text("This part of the page could not be fetched.")
    app.page.unroute(parts)
    app.alert.get_by_role("button", name="Retry").click()
    expect(app.page.get_by_role("button", name="Run Load")).to_be_visible()
    app.page.get_by_role("link", name="Lab", exact=True).click()
    assert app.state == "done"


def run(program: Program, source: str) -> None:
    program.editor("Load").fill(source)
    program.button("Run Load").click()


def test_a_worker_that_does_not_hear_stop_is_replaced(app: AppPage) -> None:
    train_until_an_epoch_is_over(app)
    worker_of(app).evaluate("setTimeout(() => { for (;;); })")
    app.stop()
    expect_replaced(app, "did not answer Stop")


def test_a_worker_that_dies_idle_is_replaced(app: AppPage) -> None:
    app.watch.expect("idle hands")
    app.follow("v=1&samples=50&layers=8&epochs=2")
    app.train()
    before = results(app)
    worker_of(app).evaluate("setTimeout(() => { throw new Error('idle hands'); })")
    app.page.wait_for_function("seen.states.some((s) => s.state === 'booting')")
    app.wait_for("ready", 90_000)
    expect(app.alert).to_contain_text("idle hands")
    assert results(app) == before
    app.train()


def test_a_loss_beyond_all_numbers_ends_the_run_and_says_what_to_do(app: AppPage) -> None:
    app.follow("v=1&samples=600&optimizer=sgd&lr=10&normalize=0&activation=linear&epochs=20")
    app.fit()
    app.wait_for("failed")
    assert app.error == "loss-nan"
    expect(app.alert).to_contain_text("smaller learning rate")
    assert [each["reason"] for each in app.messages("run-end")] == ["nan"]
    app.type_number("Learning rate", "0.00001")
    app.train()
    assert app.error is None


def test_pages_of_another_build_ask_for_a_reload(new_page: Open, host: Host) -> None:
    """The site is updated between loading the page and loading the worker."""
    app = new_page()
    (worker,) = (host.folder / "assets").glob("worker-*.js")
    build = re.search(r'"build": "(\w+)"', (host.folder / "build.json").read_text("utf-8"))
    assert build

    def of_another_build(answer: Answer, file: object) -> None:
        script = worker.read_text("utf-8").replace(build[1], "0" * len(build[1]))
        answer.give(script.encode())

    with host.playing(f"assets/{worker.name}", of_another_build):
        app.open(state="failed")
    assert app.error == "version-mismatch"
    expect(app.alert).to_contain_text("updated while it was open")
    app.alert.get_by_role("button", name="Retry").click()
    app.wait_for("ready", 90_000)
