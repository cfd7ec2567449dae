"""What comes out of a printer: results first, light, whole, and nothing to press."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from e2e.app_page import AppPage
from e2e.conftest import Visits

PAPER = {"width": 720, "height": 1020}
"""An A4 page without its margins."""


@pytest.fixture(scope="module")
def app(visiting: Visits) -> Iterator[AppPage]:
    """A trained page on its way to the printer, from a dark screen."""
    with visiting(color_scheme="dark") as page:
        page.open("v=1&samples=600&epochs=3&run=1", state="done")
        yield page


@pytest.fixture
def printed(app: AppPage) -> Iterator[AppPage]:
    app.page.emulate_media(media="print")
    app.page.set_viewport_size(PAPER)
    yield app
    app.page.emulate_media(media="screen")
    app.page.set_viewport_size({"width": 1440, "height": 900})


def box(part: Locator) -> dict[str, float]:
    found = part.bounding_box()
    assert found
    return {**found}


def test_results_come_first_and_buttons_not_at_all(printed: AppPage) -> None:
    for name in ("Fit", "Reset", "Share"):
        expect(printed.button(name)).not_to_be_visible()
    head = printed.section["Progress"]
    expect(head).to_contain_text("Done: ")
    assert box(head)["y"] < box(printed.section["Learning"])["y"]
    assert box(printed.section["Predict"])["y"] < box(printed.section["Load"])["y"]
    place = "element => getComputedStyle(element).position"
    assert printed.section["Progress"].evaluate(place) == "static"


def test_paper_is_light(printed: AppPage) -> None:
    ink = "element => getComputedStyle(element).color.match(/\\d+/g).map(Number)"
    assert max(printed.page.locator("body").evaluate(ink)) < 80


def test_charts_are_whole(printed: AppPage) -> None:
    for chart in printed.page.locator(".chart").all():
        inner = box(chart.locator("canvas"))
        outer = box(chart)
        assert inner["x"] + inner["width"] <= outer["x"] + outer["width"] + 1
        assert outer["height"] > 100
    assert printed.page.evaluate("document.documentElement.scrollWidth") <= PAPER["width"]


def test_what_scrolls_on_the_screen_is_whole(printed: AppPage) -> None:
    lines = printed.page.locator(".log-box")
    assert lines.evaluate("box => box.scrollHeight - box.clientHeight") <= 1
    expect(lines).to_contain_text("Epoch 1/3")


def test_cells_have_the_width_of_the_page(printed: AppPage) -> None:
    printed.page.emulate_media(media="screen")
    printed.follow("v=1&samples=600&epochs=3&view=code")
    printed.page.locator(".cm-line").first.wait_for()
    printed.page.emulate_media(media="print")
    for line in ("fashion = np.load", "model.summary()", "probabilities = model.predict"):
        expect(printed.page.locator(".cm-line", has_text=line)).to_be_visible()
    for editor in printed.page.locator("fr-cell-editor").all():
        assert box(editor)["width"] > 500
