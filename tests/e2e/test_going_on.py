"""Going on with a run: more epochs of the same network, asked for beside its curves."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from e2e.app_page import AppPage
from e2e.axe import violations
from e2e.conftest import Open, Visits

SMALL = "v=1&classes=3&samples=50&layers=8&epochs=3&batch=10&split=0.2"


def go_on(app: AppPage, epochs: str, rate: str | None = None) -> None:
    app.page.get_by_role("button", name=re.compile("^Go on")).click()
    dialog = app.page.get_by_role("dialog")
    dialog.get_by_label("Epochs more").fill(epochs)
    if rate is not None:
        dialog.get_by_label("Learning rate").fill(rate)
    dialog.get_by_label("Epochs more").press("Enter")


@pytest.fixture(scope="module")
def trained(visiting: Visits) -> Iterator[AppPage]:
    """A page with a finished run, whose settings the tests change."""
    with visiting() as app:
        app.open(SMALL)
        app.train()
        yield app


def test_it_trains_on_and_its_link_says_so(app: AppPage, new_page: Open) -> None:
    app.open(SMALL)
    app.train()
    go_on(app, "2", "0.0001")
    done = app.wait_for_done(2)
    assert len(done["history"]["loss"]) == 5
    assert app.link.endswith("more=2@0.0001")
    assert [message["epoch"] for message in app.messages("run-begin")] == [0, 3]
    expect(app.page.locator(".log-box")).to_contain_text("Epoch 1/3")
    expect(app.page.locator(".log-box")).to_contain_text("Epoch 5/5")
    expect(app.page.get_by_label(re.compile("^After epoch"))).to_have_value("5")
    again = new_page().open(app.link)
    told = again.train()
    assert told["fingerprint"] == done["fingerprint"]
    # Fit itself begins from the start.
    assert again.messages("run-begin")[-1]["epoch"] == 0


def test_a_rate_changed_in_the_settings_is_offered(trained: AppPage) -> None:
    app = trained
    app.follow(SMALL)
    app.train()
    app.type_number("Learning rate", 0.0005)
    app.page.get_by_role("button", name=re.compile("^Go on")).click()
    expect(app.page.get_by_role("dialog").get_by_label("Learning rate")).to_have_value("0.0005")
    app.page.keyboard.press("Escape")
    expect(app.page.get_by_role("dialog")).to_be_hidden()


def test_what_cannot_be_is_refused_beside_its_field(trained: AppPage) -> None:
    app = trained
    app.follow(SMALL)
    app.train()
    go_on(app, "500", "fast")
    dialog = app.page.get_by_role("dialog")
    expect(dialog.get_by_text("Write a whole number from 1 to 100.")).to_be_visible()
    expect(dialog.get_by_text("Write a number from 0.000001 to 10.")).to_be_visible()
    assert violations(app.page) == []
    assert len(app.messages("run-begin")) == 1
    app.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_further_epochs_can_be_taken_out_again(trained: AppPage) -> None:
    app = trained
    app.follow(f"{SMALL}&more=5@0.01&more=2")
    app.page.get_by_role("button", name="Without 5 more epochs at 0.01").click()
    expect(app.page.get_by_role("button", name="Without 2 more epochs")).to_be_visible()
    assert app.link.endswith("more=2")


@pytest.mark.parametrize("link", ["lock=more", "lock=all", "hide=curves"])
def test_a_link_can_keep_from_it(trained: AppPage, link: str) -> None:
    app = trained
    app.follow(f"{SMALL}&{link}")
    app.train()
    expect(app.page.get_by_role("button", name=re.compile("^Go on"))).to_be_hidden()


@pytest.mark.parametrize("width", [320, 768])
def test_its_button_moves_nothing(new_page: Open, width: int) -> None:
    app = new_page(viewport={"width": width, "height": 700}).open(f"{SMALL}&embed=1")
    curves = app.page.locator("fr-curves section")
    before = curves.bounding_box()
    app.page.get_by_role("group", name="Training").get_by_role("button", name="Fit").click()
    app.wait_for_done()
    after = curves.bounding_box()
    assert before is not None
    assert after is not None
    assert after["height"] == before["height"]
    button = app.page.get_by_role("button", name=re.compile("^Go on"))
    tools = curves.locator(".curve-tools").bounding_box()
    words = curves.get_by_role("heading", name="Learning").bounding_box()
    expect(button).to_be_visible()
    assert tools is not None
    assert words is not None
    beside = words["x"] + words["width"] <= tools["x"]
    assert beside or words["y"] + words["height"] <= tools["y"]
    assert tools["x"] >= after["x"]
