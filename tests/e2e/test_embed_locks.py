"""Links of a teacher: panels that are gone, and settings that stand fixed whatever is pressed."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from e2e.app_page import AppPage
from e2e.conftest import Visits

SMALL = "v=1&samples=50&layers=8&epochs=1"
PANELS = "header,load,define,summary,compile,fit,progress,curves,network,evaluate,predict,runs,log"


@pytest.fixture(scope="module")
def app(visiting: Visits) -> Iterator[AppPage]:
    with visiting() as page:
        yield page.open()


def fixed(app: AppPage, name: str) -> Locator:
    """A setting's value, if it stands fixed."""
    box = app.page.get_by_role("textbox", name=name, exact=True)
    expect(box).not_to_be_editable()
    expect(box).to_be_enabled()
    expect(box).to_have_accessible_description(re.compile("Fixed for this lesson"))
    return box


def test_a_locked_setting_shows_its_value_and_says_that_it_is_fixed(app: AppPage) -> None:
    app.follow(f"{SMALL}&stop=loss<0.2&lock=classes,samples,normalize,layers,optimizer,stop,epochs")
    expect(fixed(app, "Kinds of clothes")).to_have_value("3 classes")
    expect(fixed(app, "Pictures")).to_have_value("50")
    expect(fixed(app, "Normalise to 0–1")).to_have_value("yes")
    expect(fixed(app, "Units in hidden layer 1")).to_have_value("8")
    expect(fixed(app, "Optimizer")).to_have_value("Adam")
    expect(fixed(app, "Stop when")).to_have_value("loss < 0.2")
    expect(fixed(app, "Epochs")).to_have_value("1")
    expect(app.button("Add a layer")).to_have_count(0)
    # Typing at it does nothing; what is free is as ever.
    fixed(app, "Epochs").press_sequentially("7")
    app.type_number("Batch size", 5)
    app.page.wait_for_function("() => location.hash.includes('batch=5')")
    assert app.fragment["epochs"] == "1"


def test_all_can_be_locked(app: AppPage) -> None:
    app.follow(f"{SMALL}&lock=all")
    fixed(app, "Seed")
    steps = app.page.locator(".steps")
    expect(steps.locator("select, input:not([readonly]):not(#look-up)")).to_have_count(0)
    expect(app.button("Fit")).to_be_enabled()


def test_no_button_of_the_page_unlocks(app: AppPage) -> None:
    app.follow(f"{SMALL}&lock=epochs")
    app.train()
    app.follow(f"{SMALL}&epochs=2&lock=epochs".replace("&epochs=1", ""))
    app.train()
    # The settings of an earlier run are used but for what is fixed.
    app.page.get_by_role("button", name=re.compile("^Use these settings: run")).last.click()
    assert app.fragment["epochs"] == "2"
    app.type_number("Batch size", 7)
    app.button("Reset").click()
    app.page.wait_for_function("() => location.hash.includes('batch=10')")
    app.button("Share").click()
    assert (app.fragment["epochs"], app.fragment["lock"]) == ("2", "epochs")
    assert app.fragment["samples"] == "50", "Reset goes back to the lesson's settings"
    # Nor do its links, here or in a new tab.
    for link in app.page.get_by_role("navigation").get_by_role("link").all():
        assert "lock=epochs" in (link.get_attribute("href") or "")
    app.page.get_by_role("link", name="Lessons").click()
    for link in app.page.locator(".lesson-list").get_by_role("link").all():
        assert "lock=epochs" in (link.get_attribute("href") or "")
    app.page.get_by_role("link", name="Lab", exact=True).click()
    expect(fixed(app, "Epochs")).to_have_value("2")


def test_a_change_that_would_move_a_locked_setting_is_refused_in_words(app: AppPage) -> None:
    app.follow("v=1&classes=10&samples=60000&epochs=1&lock=samples")
    app.radio("Kinds of clothes", "3 classes").click()
    expect(app.section["Load"]).to_contain_text("does not go with Pictures, which is fixed")
    expect(app.radio("Kinds of clothes", "10 classes")).to_be_checked()
    assert (app.fragment["classes"], app.fragment["samples"]) == ("10", "60000")


def test_what_is_hidden_is_gone_and_trains_all_the_same(app: AppPage) -> None:
    app.follow(f"{SMALL}&hide={PANELS}&run=1")
    done = app.wait_for_done()
    assert len(done["history"]["loss"]) == 1
    for name in PANELS.split(","):
        expect(app.page.locator(f"fr-{name}")).to_be_hidden()
    app.follow(f"{SMALL}&hide=fit,load,network")
    expect(app.section["Learning"]).to_be_visible()
    expect(app.page.locator("fr-fit")).to_be_hidden()
    # The steps that are left are counted from one.
    numbers = app.page.locator(".steps .step-number:visible").all()
    assert len(numbers) == 2
    app.follow(SMALL)
    expect(app.section["Load"]).to_be_visible()
    expect(app.button("Fit")).to_be_visible()


def test_names_that_are_not_there_are_told(app: AppPage) -> None:
    app.follow(f"{SMALL}&hide=load,sidebar&lock=speed&lang=fr")
    for words in ("no “sidebar”", "no “speed”", "“fr” cannot be used"):
        expect(app.changed_settings).to_contain_text(words)
    expect(app.page.locator("fr-load")).to_be_hidden()
