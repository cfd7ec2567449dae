"""Stop of a cell where the page is cross-origin isolated: Python is interrupted and keeps all."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from conftest import SUB_PATH
from e2e.app_page import AppPage
from e2e.conftest import Visits
from e2e.host import Host, hosting

ISOLATED = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}
STUBBORN = "import numpy as np\nx = np.ones((3000, 3000))\nfor _ in range(100): y = x @ x"
"""Each product takes seconds, in which Python looks at no signal."""


@pytest.fixture(scope="module")
def isolated(site: Path) -> Iterator[Host]:
    with hosting(site, SUB_PATH) as host:
        host.headers.update(ISOLATED)
        yield host


@pytest.fixture(scope="module")
def app(visiting: Visits, isolated: Host) -> Iterator[AppPage]:
    with visiting(origins=(isolated.origin,)) as page:
        page.url = isolated.url
        yield page.open("v=1&view=lessons")


@pytest.fixture
def cell(app: AppPage) -> Locator:
    return app.page.locator("fr-cell").first


def run(cell: Locator, source: str) -> None:
    cell.get_by_role("textbox").fill(source)
    cell.get_by_role("textbox").press("Shift+Enter")


def ends(cell: Locator, status: str) -> None:
    expect(cell.locator(".cell")).to_have_attribute("data-status", status, timeout=60_000)


def test_stop_keeps_the_variables(app: AppPage, cell: Locator) -> None:
    assert app.page.evaluate("crossOriginIsolated")
    run(cell, "kept = 41")
    ends(cell, "ok")
    run(cell, "while True: pass")
    expect(cell.get_by_role("status")).to_contain_text("Stop keeps the variables")
    cell.get_by_role("button", name=re.compile("^Stop")).click()
    ends(cell, "error")
    expect(cell.locator(".out").last).to_contain_text("KeyboardInterrupt")
    expect(app.page.get_by_role("region", name="Message")).to_contain_text("variables are kept")
    run(cell, "print(kept + 1)")
    ends(cell, "ok")
    expect(cell.locator(".out").first).to_have_text("42")


def test_what_notices_no_interrupt_is_replaced(app: AppPage, cell: Locator) -> None:
    run(cell, STUBBORN)
    app.page.wait_for_timeout(1000)
    cell.get_by_role("button", name=re.compile("^Stop")).click()
    ends(cell, "lost")
    run(cell, "print(6 * 7)")
    ends(cell, "ok")
    expect(cell.locator(".out").first).to_have_text("42")


def test_a_run_in_the_lab_is_not_interrupted(app: AppPage, cell: Locator) -> None:
    mark = app.follow("v=1&samples=600&epochs=3").train()["fingerprint"]
    app.follow("v=1&samples=600&epochs=3&view=lessons")
    run(cell, "while True: pass")
    cell.get_by_role("button", name=re.compile("^Stop")).click()
    ends(cell, "error")
    assert app.follow("v=1&samples=600&epochs=3").train()["fingerprint"] == mark
