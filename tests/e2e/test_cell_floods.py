"""Whatever a cell says, the page answers and Stop ends it: measured in the built page."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from e2e.app_page import AppPage
from e2e.conftest import Open, Visits
from e2e.program import Program

SMALL = "view=code&samples=50&epochs=2"
ANSWER = 100
STOP = 500
"""Milliseconds in which the page answers, and in which a stopped cell has ended."""
TRIES = 4
"""Tries at what takes longer whenever somebody else has the processor; one must succeed."""
SECONDS = 2
QUIET = "while True: pass"

ENDLESS = {
    "characters": "while True: print('x', end='')",
    "lines": "i = 0\nwhile True: print(i); i += 1",
    "long lines": "while True: print('word ' * 20_000)",
    "rewritten": "while True: print('\\r' + 'x' * 10**6)",
    "rewritten in place": "while True: print('\\r' + 'x' * 10**6, end='')",
    "stderr": "import sys\nwhile True: print('x' * 50, file=sys.stderr)",
    "both streams": "import sys\nwhile True: print('x'); print('y', file=sys.stderr)",
    "colours": "while True: print('\\x1b[1mx\\x1b[32my\\x1b[0m' * 30)",
    "colours in a line": "while True: print('\\x1b[1mx\\x1b[32my\\x1b[0m', end='')",
    "values": "i = 0\nwhile True: display(i); i += 1",
    "values and text": "while True: display('x' * 10**5); print('x' * 10**5)",
    "html": "class Html:\n    def _repr_html_(self): return '<b>bold</b>' * 100\n"
    "while True: display(Html())",
    "warnings": "import warnings\ni = 0\nwhile True: warnings.warn(f'{i}'); i += 1",
}

WATCH = """() => {
    const gaps = { worst: 0, at: performance.now() };
    window.gaps = gaps;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
        const now = performance.now();
        gaps.worst = Math.max(gaps.worst, now - gaps.at);
        gaps.at = now;
        if (window.gaps === gaps) setTimeout(() => port2.postMessage(null), 5);
    };
    port2.postMessage(null);
}"""
"""Notes the longest time in which the page did not come to answer."""

STOP_CELL = """() => new Promise((resolve) => {
    const cell = document.querySelector(".cell[data-status=running]");
    const begun = performance.now();
    const look = () => cell.dataset.status === "lost"
        ? resolve(performance.now() - begun) : setTimeout(look, 2);
    cell.querySelector(".cell-run").click();
    look();
})"""


@pytest.fixture(scope="module")
def code(visiting: Visits) -> Iterator[Program]:
    with visiting() as page:
        # A frame of a value runs no scripts, those of the test neither.
        page.watch.expect("sandbox")
        yield Program(page.open(SMALL))


def answered_and_stopped(code: Program, source: str) -> tuple[float, float]:
    """The longest wait for the page while a cell floods it, and the time that Stop takes."""
    page = code.app.page
    code.app.wait_for("ready")
    code.editor("Load").fill(source)
    code.button("Run Load").click()
    if source != QUIET:
        expect(code.cell("Load").locator("fr-outputs > *").first).to_be_visible()
    page.evaluate(WATCH)
    page.wait_for_timeout(SECONDS * 1000)
    worst = page.evaluate("gaps.worst")
    return worst, page.evaluate(STOP_CELL)


def limit(code: Program) -> float:
    """The page's time to answer, or what this machine takes now while a cell says nothing."""
    return max(ANSWER, 3 * answered_and_stopped(code, QUIET)[0])


@pytest.mark.alone
@pytest.mark.parametrize("source", ENDLESS.values(), ids=ENDLESS)
def test_an_endless_flood_leaves_the_page_alive(code: Program, source: str) -> None:
    tries: list[tuple[float, float]] = []
    most = ANSWER
    while not any(worst < most and stopped < STOP for worst, stopped in tries):
        assert len(tries) < TRIES, tries
        if tries:
            most = limit(code)
        tries.append(answered_and_stopped(code, source))
    size = "outputs => outputs.textContent.length"
    assert code.cell("Load").locator("fr-outputs").evaluate(size) < 3_000_000


LISTS = {
    "printed": "print(list(range(3_000_000)))",
    "value": "list(range(3_000_000))",
    "error": "raise ValueError(list(range(3_000_000)))",
    "arrays": "import sys, numpy as np, keras\nnp.set_printoptions(threshold=sys.maxsize)\n"
    "(a, b), _ = keras.datasets.mnist.load_data(); print(a[:300].tolist()); print(a[:300])",
    "html": "class Html:\n    def _repr_html_(self): return '<b>bold</b>' * 100\n"
    "for i in range(300): display(Html())",
}


@pytest.mark.alone
@pytest.mark.parametrize("source", LISTS.values(), ids=LISTS)
def test_a_long_output_is_laid_out_without_a_pause(code: Program, source: str) -> None:
    tries: list[float] = []
    most = ANSWER
    while not any(worst < most for worst in tries):
        assert len(tries) < TRIES, tries
        if tries:
            most = limit(code)
        code.app.wait_for("ready")
        code.button("Clear outputs").click()
        code.editor("Load").fill(source)
        code.app.page.evaluate(WATCH)
        code.button("Run Load").click()
        code.ends("Load", "error" if "raise" in source else "ok")
        # Frames of HTML are drawn one after another.
        code.app.page.wait_for_timeout(1500)
        tries.append(code.app.page.evaluate("gaps.worst"))


def test_many_values_are_folded(code: Program) -> None:
    code.app.wait_for("ready")
    code.editor("Load").fill("for i in range(60): display(i)\nprint('over')\n1 / 0")
    code.button("Run Load").click()
    code.ends("Load", "error")
    values = code.cell("Load").get_by_label("Value")
    expect(values).to_have_count(40)
    expect(code.cell("Load")).to_contain_text("ZeroDivisionError")
    code.cell("Load").get_by_role("button", name="Show 21 more").click()
    expect(values).to_have_count(60)


def test_of_many_html_values_the_last_is_shown(code: Program) -> None:
    code.app.wait_for("ready")
    html = "class Html:\n    def __init__(self, i): self.i = i\n"
    html += "    def _repr_html_(self): return f'<b>Number {self.i}</b>'\n"
    code.editor("Load").fill(f"{html}for i in range(60): display(Html(i))")
    code.button("Run Load").click()
    code.ends("Load", "ok")
    values = code.cell("Load").locator("fr-rich")
    expect(values).to_have_count(11)
    last = values.last.frame_locator("iframe").get_by_text("Number 59", exact=True)
    expect(last).to_be_visible()


LINK = """
class Link:
    def _repr_html_(self):
        return (
            "<meta http-equiv='refresh' content='0;url=about:blank'>"
            "<a href='LICENSE.txt' id='link' target='_top'>Elsewhere</a>"
        )
Link()
"""


def test_a_link_of_a_value_opens_in_a_tab_of_its_own(new_page: Open) -> None:
    app: AppPage = new_page().open(SMALL)
    code = Program(app)
    code.editor("Load").fill(LINK)
    code.button("Run Load").click()
    link = code.cell("Load").frame_locator("iframe[title=Value]").get_by_role("link")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    app.watch.expect("sandbox|404")
    with app.page.context.expect_page() as opened:
        link.click()
    assert opened.value.evaluate("window.opener") is None
    expect(code.cell("Load")).to_be_visible()
    assert app.state == "ready"


def test_the_cell_that_makes_a_name_is_named(new_page: Open) -> None:
    code = Program(new_page().open(SMALL))
    code.button("Run Compile").click()
    code.ends("Compile", "error")
    advice = "Define makes model: run that cell first, and those above it."
    expect(code.cell("Compile")).to_contain_text(advice)
