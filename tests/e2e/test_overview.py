"""Where one is on the page, and the way between settings and results."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from e2e.app_page import AppPage
from e2e.conftest import Visits

STEPS = ("Load", "Define", "Compile", "Fit")
RUN = "v=1&samples=600&layers=10,10&epochs=3"


@pytest.fixture(scope="module")
def desk(visiting: Visits) -> Iterator[AppPage]:
    with visiting() as page:
        yield page.open(RUN)


@pytest.fixture(scope="module")
def phone(visiting: Visits) -> Iterator[AppPage]:
    viewport = {"width": 360, "height": 740}
    with visiting(viewport=viewport, is_mobile=True, has_touch=True) as page:
        yield page.open(RUN)


def fold(app: AppPage, step: str) -> Locator:
    """The button that opens a step."""
    return app.section[step].locator("button[aria-expanded]")


def top(part: Locator) -> float:
    """Distance from the window's upper edge, in CSS pixels."""
    box = part.bounding_box()
    assert box
    return box["y"]


def test_the_page_says_what_it_is(desk: AppPage, phone: AppPage) -> None:
    for app in (desk, phone):
        expect(app.page.get_by_text("Train a real neural network")).to_be_in_viewport(ratio=1)


def test_on_a_phone_the_results_begin_in_the_first_window(phone: AppPage) -> None:
    phone.page.evaluate("scrollTo(0, 0)")
    for step in STEPS:
        expect(fold(phone, step)).to_have_attribute("aria-expanded", "false")
    expect(phone.number("Epochs")).not_to_be_visible()
    assert top(phone.page.get_by_role("heading", name="Learning")) < 740 - 120


def test_a_step_opens_by_touch_and_says_what_is_set(phone: AppPage) -> None:
    expect(phone.page.get_by_text("3 times over the pictures")).to_be_visible()
    fold(phone, "Fit").tap()
    phone.type_number("Epochs", 2)
    fold(phone, "Fit").tap()
    expect(phone.page.get_by_text("2 times over the pictures")).to_be_visible()
    expect(phone.number("Epochs")).not_to_be_visible()
    assert phone.fragment["epochs"] == "2"


def test_one_press_leads_to_the_results_and_one_back(phone: AppPage) -> None:
    phone.page.evaluate("scrollTo(0, 0)")
    phone.button("Results").tap()
    learning = phone.page.get_by_role("heading", name="Learning")
    expect(learning).to_be_in_viewport(ratio=1)
    assert top(learning) < 740 / 2
    phone.button("Settings").tap()
    expect(fold(phone, "Load")).to_be_in_viewport(ratio=1)
    expect(phone.button("Results")).to_be_visible()


def test_fit_stays_under_the_finger_that_presses_it(phone: AppPage) -> None:
    before = top(phone.page.locator(".dock-main"))
    tape = top(phone.page.locator(".progress"))
    phone.train()
    assert top(phone.page.locator(".dock-main")) == before
    assert top(phone.page.locator(".progress")) == tape


def test_a_wide_page_shows_all_settings(desk: AppPage) -> None:
    for step in STEPS:
        expect(fold(desk, step)).to_have_count(0)
    expect(desk.number("Epochs")).to_be_visible()


def test_evaluate_and_predict_go_on_from_the_steps(desk: AppPage) -> None:
    numbered = desk.page.locator("main.lab section:has(.step-number) :is(h2)")
    assert numbered.all_inner_texts() == [*STEPS, "Evaluate", "Predict"]


def test_a_large_screen_is_filled(desk: AppPage) -> None:
    desk.page.set_viewport_size({"width": 2560, "height": 1300})
    places = [
        desk.page.get_by_role("region", name=name, exact=True).bounding_box()
        for name in ("Fit", "Learning", "Inside")
    ]
    desk.page.set_viewport_size({"width": 1440, "height": 900})
    assert all(places)
    lefts = [place["x"] for place in places if place]
    assert lefts == sorted(set(lefts)), "three columns"
    last = places[-1]
    assert last
    assert last["x"] + last["width"] > 2560 * 0.9


def test_old_results_say_which_settings_they_are_of(desk: AppPage) -> None:
    desk.follow(RUN)
    desk.train()
    desk.type_number("Epochs", 7)
    expect(desk.section["Progress"]).to_contain_text("from before")
    expect(desk.section["Progress"]).to_contain_text(
        "600 pictures, 3 classes, 10·10 relu, 3 epochs"
    )
    desk.type_number("Epochs", 3)
    expect(desk.section["Progress"]).not_to_contain_text("from before")


def test_reset_can_be_undone(desk: AppPage) -> None:
    desk.follow(f"{RUN}&lr=0.002")
    mark = desk.train()["fingerprint"]
    desk.button("Reset").click()
    expect(desk.page.get_by_text(mark)).to_have_count(0)
    assert "lr" not in desk.fragment
    desk.page.get_by_role("region", name="After Reset").get_by_role("button", name="Undo").click()
    expect(desk.page.get_by_text(mark)).to_be_visible()
    assert desk.state == "done"
    assert desk.fragment["lr"] == "0.002"
    desk.radio("Show", "Wrong").click()
    expect(desk.radio("Show", "Wrong")).to_be_checked()
    assert desk.train()["fingerprint"] == mark


def test_what_reset_cleared_is_gone_after_the_next_fit(desk: AppPage) -> None:
    desk.follow(RUN)
    desk.train()
    desk.button("Reset").click()
    undo = desk.page.get_by_role("button", name=re.compile("^Undo"))
    expect(undo).to_be_visible()
    desk.train()
    expect(undo).to_have_count(0)
