"""Numbers typed and pasted as people do, with the keys of a keyboard, in the built page."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from e2e.app_page import AppPage
from e2e.conftest import Visits

START = "v=1&classes=10&samples=600&layers=10&epochs=10&batch=10&split=0.2&stop=loss<0.4"


@pytest.fixture(scope="module")
def app(visiting: Visits) -> Iterator[AppPage]:
    """A page that the tests of this module change one after the other."""
    with visiting() as page:
        yield page.open(START)


def type_keys(app: AppPage, name: str, text: str, leave: str = "Enter") -> None:
    """Replace what a field holds, key by key; what no key writes comes as from an input method."""
    app.number(name).focus()
    app.page.keyboard.press("ControlOrMeta+a")
    app.page.keyboard.type(text)
    app.page.keyboard.press(leave)


def number_in_link(app: AppPage, key: str) -> str:
    return re.split("[<>]", app.fragment[key])[-1]


UNDERSTOOD = [
    ("Learning rate", "0,01", "lr", "0.01", "0.01"),
    ("Learning rate", "1e-4", "lr", "0.0001", "0.0001"),
    ("Learning rate", "½", "lr", "0.5", "0.5"),
    ("Validation split", "0,3", "split", "0.3", "0.3"),
    ("Validation split", "\u06f0\u066b\u06f2\u06f5", "split", "0.25", "0.25"),
    ("Stop when at", "0,35", "stop", "0.35", "0.35"),
    ("Batch size", "1.000", "batch", "1000", "1000"),
    ("Number of pictures", "60 000", "samples", "60000", "60000"),
    ("Number of pictures", "6\u202f000", "samples", "6000", "6000"),
    ("Number of pictures", "12'000", "samples", "12000", "12000"),
    ("Number of pictures", "50,000", "samples", "50000", "50000"),
    ("Epochs", "١٢", "epochs", "12", "12"),
    ("Epochs", "\uff12\uff10", "epochs", "20", "20"),
    ("Units in hidden layer 1", " ٣٢ ", "layers", "32", "32"),
]


@pytest.mark.parametrize(("name", "typed", "key", "link", "shown"), UNDERSTOOD)
def test_what_is_one_number_is_understood(
    app: AppPage, name: str, typed: str, key: str, link: str, shown: str
) -> None:
    app.follow(START)
    type_keys(app, name, typed)
    expect(app.number(name)).to_have_value(shown)
    assert number_in_link(app, key) == link
    expect(app.number(name)).not_to_have_attribute("aria-invalid", "true")


REFUSED = [
    ("Epochs", "1,5", "10", "whole numbers"),
    ("Epochs", "0x10", "10", "cannot be read as a number"),
    ("Batch size", "1e309", "10", "too large"),
    ("Number of pictures", "abc", "600", "cannot be read as a number"),
    ("Validation split", "0,2,5", "0.2", "cannot be read as a number"),
    ("Learning rate", "fast", "0.001", "cannot be read as a number"),
    ("Stop when at", "0x10", "0.4", "cannot be read as a number"),
    ("Units in hidden layer 1", "1.5", "10", "whole numbers"),
    ("Seed", "½", "42", "whole numbers"),
]


@pytest.mark.parametrize(("name", "typed", "kept", "why"), REFUSED)
@pytest.mark.parametrize("leave", ["Enter", "Tab"])
def test_anything_else_leaves_the_value_and_says_why(
    app: AppPage, name: str, typed: str, kept: str, why: str, leave: str
) -> None:
    app.follow(START)
    before = app.fragment
    field = app.number(name)
    type_keys(app, name, typed, leave)
    expect(field).to_have_value(kept)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile(f"“{re.escape(typed)}”"))
    expect(field).to_have_accessible_description(re.compile(f"{why}.* stays at {kept}\\."))
    expect(app.page.get_by_role("alert").filter(has_text=why)).to_be_visible()
    expect(app.changed_settings).not_to_be_visible()
    assert app.fragment == before

    type_keys(app, name, kept, leave)
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(app.page.get_by_role("alert").filter(has_text=why)).not_to_be_visible()
    assert app.fragment == before


def test_an_empty_field_takes_the_usual_value(app: AppPage) -> None:
    app.follow(START + "&lr=0.5")
    for name, usual in (("Learning rate", "0.001"), ("Epochs", "10"), ("Stop when at", "0.4")):
        type_keys(app, name, "")
        app.number(name).fill("")
        app.page.keyboard.press("Enter")
        expect(app.number(name)).to_have_value(usual)


def test_the_arrows_step_within_the_limits(app: AppPage) -> None:
    app.follow(START)
    epochs = app.number("Epochs")
    epochs.press("ArrowUp")
    epochs.press("ArrowUp")
    expect(epochs).to_have_value("12")
    epochs.press("ArrowDown")
    assert app.fragment["epochs"] == "11"
    type_keys(app, "Epochs", "100")
    epochs.press("ArrowUp")
    assert app.fragment["epochs"] == "100"
    split = app.number("Validation split")
    split.press("ArrowUp")
    expect(split).to_have_value("0.25")
    for _ in range(6):
        split.press("ArrowDown")
    assert app.fragment["split"] == "0"


def test_telephones_show_the_keys_for_the_number(app: AppPage) -> None:
    app.follow(START)
    for name in ("Epochs", "Batch size", "Seed", "Units in hidden layer 1", "Look at number"):
        expect(app.number(name)).to_have_attribute("inputmode", "numeric")
    for name in ("Learning rate", "Validation split", "Stop when at"):
        expect(app.number(name)).to_have_attribute("inputmode", "decimal")


def test_a_picture_is_looked_up_by_any_way_to_write_its_number(app: AppPage) -> None:
    app.follow(START)
    type_keys(app, "Look at number", "x1")
    field = app.number("Look at number")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("“x1” cannot be read as a number"))
    type_keys(app, "Look at number", "٤٢")
    expect(app.page.get_by_role("dialog", name=re.compile("^Picture 42"))).to_be_visible()
    app.page.keyboard.press("Escape")
    expect(field).not_to_have_attribute("aria-invalid", "true")
