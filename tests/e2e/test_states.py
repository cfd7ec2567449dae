"""Each feature in its states: how it lies at every width, light and dark, and works by keys alone.

One page goes through all of them; a second one is worked by a finger.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from e2e.app_page import BOOT, LESSON, AppPage
from e2e.conftest import Visits
from e2e.layout import FAULTS, look_over
from e2e.test_tasks import CLASS, code, task

LONG = "v=1&classes=10&samples=3000&layers=128,64&epochs=100&batch=1&split=0.2"
"""It trains for as long as it is looked at."""
SMALL = "v=1&classes=3&samples=50&layers=8&epochs=3&batch=10&split=0.2"
WANTED = """Look at picture 0|Units in hidden layer 1|Predict first|Vary one thing|Fit|Share|
Numbers|Go on with more epochs|One batch|One epoch|Loss after 10 epochs|log scale|
Accuracy after 10 epochs|Unit 0 of layer 1|Why does it say|Play the epochs|After epoch|
What training added|What training added to unit 3|taken for|Show|Kind|Order|Test picture 0|
Draw or bring a picture|Compare|Use these settings"""
"""What Tab must come to on a page that has trained."""

STOP = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    const group = at.type === "radio" ? at.closest("[role=radiogroup]")?.ariaLabel : "";
    const name = at.ariaLabel ?? at.labels?.[0]?.textContent ?? at.textContent;
    return `${group ?? ""} ${name}`.replaceAll(/\\s+/g, " ").trim();
}"""


@pytest.fixture(scope="module")
def desk(visiting: Visits) -> Iterator[AppPage]:
    with visiting(permissions=["clipboard-read", "clipboard-write"]) as app:
        yield app


def press(app: AppPage, name: str, key: str = "Enter") -> None:
    """Press a key on a button."""
    button = app.page.get_by_role("button", name=re.compile(name)).first
    expect(button).to_be_enabled()
    button.press(key)


def region(app: AppPage, name: str) -> Locator:
    return app.page.get_by_role("region", name=re.compile(name))


def stops(app: AppPage) -> list[str]:
    """The names of all that Tab comes to from the top of the page on."""
    app.page.locator("header a").first.focus()
    found: list[str] = []
    for _ in range(400):
        app.page.keyboard.press("Tab")
        name = app.page.evaluate(STOP)
        if name is None and found:
            return found
        found.append(name or "")
    pytest.fail("Tab goes round in a circle")


PLANTED = """<!doctype html><html lang="en">
<style>* { margin: 0; font: 16px/20px sans-serif }</style>
<p>One</p><p style="margin-top: -12px">lies over it</p><p style="width: 2000px">as wide</p>
<div style="width: 30px; overflow: hidden; white-space: nowrap">ends before its words</div>
<div style="width: 30px; overflow: auto; white-space: nowrap">may well be scrolled</div>
<button style="width: 30px; padding: 0; white-space: nowrap">has no room</button>"""


def test_what_is_looked_for_is_found(visiting: Visits) -> None:
    with visiting(instruments=False) as app:
        app.page.set_content(PLANTED)
        found = app.page.evaluate(FAULTS)
    assert [fault.partition(" “")[0].partition(":")[0] for fault in found] == [
        "the page is 560 pixels too wide",
        "wider than its button",
        "cut off",
        "p",
    ]
    assert "p “One” lies over p “lies over it”" in found


def test_before_anything_is_trained(desk: AppPage) -> None:
    desk.open(LESSON)
    press(desk, "^What does it say untrained")
    expect(desk.page.get_by_text(re.compile("^Untrained, it says"))).to_be_visible()
    press(desk, "^Predict first")
    expect(desk.page.get_by_label("Test accuracy you expect, in %")).to_be_visible()
    look_over(desk.page, "body")


def test_a_trained_page_is_reached_with_tab(desk: AppPage) -> None:
    expected = desk.page.get_by_label("Test accuracy you expect, in %")
    desk.fit()
    expect(expected).to_be_focused()
    desk.page.keyboard.type("80")
    desk.page.keyboard.press("Enter")
    desk.train()
    expect(desk.page.get_by_text("You expected 80.0")).to_be_visible()
    expect(desk.page.get_by_role("list", name="Test pictures")).to_be_visible()
    there = stops(desk)
    wanted = [name.strip() for name in WANTED.split("|")]
    assert [name for name in wanted if not any(name in each for each in there)] == [], there
    press(desk, "^Why does it say")
    expect(region(desk, "Why it says")).to_be_visible()
    look_over(desk.page, "body")


def test_a_unit_and_its_pixels(desk: AppPage) -> None:
    page = desk.page
    page.locator(".net-units [tabindex='0']").press("ArrowDown")
    page.keyboard.press("Enter")
    expect(region(desk, "Unit 1 of layer 1")).to_be_visible()
    page.locator("fr-product .product").first.press("ArrowRight")
    expect(page.locator("fr-product .product-words").first).to_contain_text("row 15, column 15")
    page.get_by_role("radio", name="What training added").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("The noise of the start is still in them; it works")).to_be_visible()
    look_over(page, "fr-network")
    page.locator(".net-units [aria-pressed=true]").press("ArrowRight")
    page.keyboard.press("Enter")
    expect(region(desk, "Unit . of layer 2")).to_be_visible()
    look_over(page, "fr-network")
    press(desk, "^Close this unit")


def test_an_earlier_epoch(desk: AppPage) -> None:
    page = desk.page
    slider = page.get_by_role("slider", name=re.compile("After epoch"))
    slider.press("Home")
    expect(page.locator("fr-predict")).to_contain_text("after epoch 0")
    slider.press("ArrowRight")
    expect(page.locator("fr-predict")).to_contain_text("after epoch 1")
    look_over(page, "fr-epochs, fr-evaluate")
    press(desk, "^Play the epochs", "Space")
    page.locator("fr-epochs").get_by_role("button", name="Pause").press("Space")
    press(desk, "^latest$")
    expect(page.locator("fr-predict")).not_to_contain_text("after epoch")


def test_pictures_of_a_cell_and_what_stands_out(desk: AppPage) -> None:
    page = desk.page
    predict = page.locator("fr-predict")
    page.locator(".matrix td.wrong button").first.press("Enter")
    expect(predict.get_by_role("button", name="Show all again")).to_be_visible()
    look_over(page, "fr-predict, fr-evaluate")
    predict.get_by_role("button", name="Show all again").press("Enter")
    predict.get_by_role("combobox", name="Order").press("ArrowDown")
    expect(predict.get_by_role("combobox", name="Order")).to_have_value("surest")
    page.get_by_role("list", name="What stands out").get_by_role("button").first.press("Enter")
    look_over(page, "fr-predict")
    desk.follow(LESSON)


def test_numbers_and_gauges_of_the_layers(desk: AppPage) -> None:
    page = desk.page
    press(desk, "^log")
    expect(desk.page.get_by_role("button", name="log scale")).to_have_attribute(
        "aria-pressed", "true"
    )
    press(desk, "^Numbers$")
    expect(page.get_by_role("img", name=re.compile("^Weights of dense:"))).to_be_visible()
    look_over(page, "dialog[open]")
    press(desk, "^Copy numbers")
    expect(page.get_by_text("Copied", exact=True)).to_be_visible()
    page.keyboard.press("Escape")


def test_going_on(desk: AppPage) -> None:
    page = desk.page
    press(desk, "^Go on")
    more = page.get_by_role("dialog").get_by_label("Epochs more")
    expect(more).to_be_focused()
    look_over(page, "dialog[open]")
    before = len(desk.told("done"))
    page.keyboard.type("2")
    page.keyboard.press("Enter")
    desk.wait_for_done(before + 1)
    look_over(page, "fr-curves")


def test_a_picture_of_ones_own_and_fooling_the_network(desk: AppPage) -> None:
    page = desk.page
    press(desk, "^Draw or bring a picture")
    pad = page.get_by_role("application", name=re.compile("Drawing pad"))
    press(desk, "^Dress$")
    expect(page.locator(".own-answer h3")).to_be_visible()
    press(desk, "^Fit and centre")
    steps = page.get_by_role("list", name=re.compile("^Steps from the picture"))
    expect(steps).to_be_visible()
    expect(page.get_by_role("list", name="By their pixels")).to_be_visible()
    look_over(page, "fr-draw")
    press(desk, "^Fool it")
    fool = page.get_by_role("group", name="Fool it")
    expect(fool).to_be_visible()
    fool.get_by_label("until it says").press("ArrowDown")
    pad.focus()
    for key in ("ArrowUp", " ", "Shift+ArrowRight"):
        page.keyboard.press(key)
    expect(fool.get_by_role("status")).to_contain_text(re.compile("[1-9] pixels changed"))
    look_over(page, "fr-draw")
    fool.get_by_role("button", name="Start again").press("Enter")
    expect(fool.get_by_role("status")).to_contain_text("0 pixels changed")
    fool.get_by_role("button", name="Enough").press("Enter")
    expect(fool).to_have_count(0)


def test_while_it_trains_and_step_by_step(desk: AppPage) -> None:
    page = desk.page
    expect(page.get_by_role("list", name="By their pixels")).to_be_visible()
    press(desk, "^Predict first")
    press(desk, "^Fool it")
    desk.follow(LONG)
    desk.button("Fit").press("Enter")
    desk.wait_until_training()
    # What was asked of another network is said to be of that one.
    expect(page.get_by_text("that attempt is over")).to_be_visible()
    expect(page.get_by_text("to the network as it was before")).to_be_visible()
    expect(desk.button("Fool it")).to_be_disabled()
    look_over(page, "fr-progress, fr-curves, fr-network, fr-draw")
    # A run that is stopped within its first epoch has nothing to be compared by.
    desk.wait_for_message("epoch-end")
    assert desk.state == "fitting", "it was over before it had been looked at"
    desk.button("Pause").press("Enter")
    desk.wait_for("paused")
    before = len(desk.messages("run-paused"))
    press(desk, "^One batch")
    desk.wait_for_message("run-paused", before + 1)
    desk.wait_for("paused")
    look_over(page, "fr-fit, fr-curves")
    desk.button("Stop").press("Enter")
    desk.wait_for("done")


def test_runs_side_by_side(desk: AppPage) -> None:
    page = desk.page
    desk.follow(SMALL)
    desk.train()
    press(desk, "^Compare$")
    rows = region(desk, "Runs side by side").locator("tbody tr")
    expect(rows).to_have_count(4)
    rows.first.get_by_label("Name").fill("a name that is rather long for a run")
    page.get_by_role("checkbox", name="Draw run B").press("Space")
    curves = page.get_by_role("img", name=re.compile("^Validation accuracy of 3 runs"))
    curves.press("Home")
    expect(region(desk, "Runs side by side")).to_contain_text("after epoch 1")
    with page.expect_download():
        press(desk, "^Save to a file")
    press(desk, "^Delete run D")
    expect(rows).to_have_count(3)
    look_over(page, "fr-runs")
    page.locator("fr-compare").get_by_role("button", name="Undo").press("Enter")
    expect(rows).to_have_count(4)
    press(desk, "^Close the comparison")


def test_a_list_that_is_predicted_paused_and_stopped(desk: AppPage) -> None:
    page = desk.page
    desk.follow("v=1&samples=600&layers=8&epochs=100&batch=1&split=0.2")
    press(desk, "^Vary one thing")
    mine = region(desk, "Vary one thing")
    mine.get_by_label("Values").fill("2, 64")
    mine.get_by_label("Values").press("Enter")
    expect(mine.get_by_role("status")).to_contain_text("0 of 2 runs")
    mine.get_by_role("button", name="Predict first").press("Enter")
    train = mine.get_by_role("button", name="Train them all")
    train.press("Enter")
    expect(mine.get_by_role("alert").filter(has_text="First write")).to_be_visible()
    mine.get_by_role("radio", name="higher").press("Space")
    look_over(page, "fr-list")
    train.press("Enter")
    desk.wait_for("fitting")
    mine.get_by_role("button", name="Pause the list").press("Enter")
    desk.wait_for("paused")
    mine.get_by_role("button", name="Resume the list").press("Enter")
    desk.wait_for("fitting")
    mine.get_by_role("button", name="Stop the list").press("Enter")
    expect(mine.get_by_role("status")).to_contain_text("0 of 2 runs trained")
    desk.wait_for("done")
    desk.type_number("Epochs", 2)
    mine.get_by_role("radio", name="higher").press("Space")
    train.press("Enter")
    expect(mine.get_by_role("status")).to_contain_text("All are trained.", timeout=BOOT)
    expect(mine).to_contain_text(re.compile("You expected higher; it came to .* beside .*: "))
    mine.get_by_role("img", name=re.compile("of 2 runs by epoch")).press("Home")
    expect(mine.get_by_role("img", name=re.compile("after epoch 1:"))).to_be_focused()
    look_over(page, "fr-list")


def test_a_set_of_ones_own(desk: AppPage) -> None:
    page = desk.page
    page.get_by_role("radio", name="Your own").press("Space")
    for name in ("Caps", "Gloves that keep hands warm"):
        page.get_by_label("New class").fill(name)
        page.get_by_label("New class").press("Enter")
        expect(page.get_by_label(f"Class {name}")).to_be_visible()
    look_over(page, "fr-load")


def test_a_class_is_checked(desk: AppPage) -> None:
    page = desk.page
    desk.follow(CLASS)
    task(desk).get_by_role("textbox", name="Your name or number").fill("Ann")
    task(desk).get_by_role("textbox", name="Your name or number").press("Enter")
    desk.train()
    one = code(desk)
    look_over(page, "fr-task")
    desk.follow("v=1&view=teach")
    codes = page.get_by_label("Codes one below")
    press(desk, "^Check$")
    expect(page.get_by_role("alert").filter(has_text="No code was found")).to_be_visible()
    codes.fill("\n".join([one, one[:-1] + "x", one]))
    press(desk, "^Check$")
    expect(page.get_by_text(re.compile("to look at"))).to_be_visible(timeout=BOOT)
    table = page.get_by_role("region", name="Checked codes")
    table.get_by_role("button", name="Result").press("Enter")
    look_over(page, "fr-check-class")


@pytest.fixture(scope="module")
def phone(visiting: Visits) -> Iterator[AppPage]:
    size = {"width": 360, "height": 740}
    with visiting(viewport=size, device_scale_factor=2, is_mobile=True, has_touch=True) as app:
        yield app.open(SMALL)


def tap(app: AppPage, name: str) -> None:
    app.page.get_by_role("button", name=re.compile(name)).first.tap()


def middle(found: Locator) -> dict[str, Any]:
    box = found.bounding_box()
    assert box
    return {"x": box["width"] / 2, "y": box["height"] / 2}


def test_a_finger_steps_trains_and_looks_inside(phone: AppPage) -> None:
    page = phone.page
    tap(phone, "^One batch")
    phone.wait_for("paused")
    page.get_by_role("group", name="Training").get_by_role("button", name="Resume").tap()
    phone.wait_for_done()
    tap(phone, "^Why does it say")
    votes = region(phone, "Why it says")
    votes.locator(".softmax tbody tr:not(.top) button").first.tap()
    expect(region(phone, "What speaks for")).to_be_visible()
    page.locator(".tile-button").nth(2).tap()
    expect(region(phone, "Unit 2 of layer 1")).to_be_visible()
    page.locator("fr-product .pixels").last.tap(position={"x": 1, "y": 1})
    expect(page.locator("fr-product .product-words").first).to_contain_text("row 1, column 1:")
    page.get_by_role("radio", name="Weights", exact=True).tap()
    expect(page.get_by_text("The noise of the start is still in them; it works")).to_be_visible()
    slider = page.get_by_role("slider", name=re.compile("After epoch"))
    slider.tap(position={"x": 2, "y": middle(slider)["y"]})
    expect(page.locator("fr-evaluate")).to_contain_text("after epoch 0")
    tap(phone, "^Play the epochs")
    expect(page.locator("fr-evaluate")).not_to_contain_text("after epoch")
    page.locator(".matrix td button").first.tap()
    tap(phone, "Show all again$")
    page.locator("fr-predict .card").nth(3).tap()
    expect(page.locator("fr-predict .detail")).to_contain_text("test picture 3")
    tap(phone, "^log")
    tap(phone, "^Numbers$")
    numbers = page.get_by_role("dialog", name="Numbers of every epoch")
    numbers.get_by_role("button", name="Close").tap()
    expect(numbers).to_be_hidden()
    tap(phone, "^Go on")
    tap(phone, "^Train further")
    phone.wait_for_done(2)


def test_a_finger_goes_from_chart_to_chart(phone: AppPage) -> None:
    learning = phone.section["Learning"]
    for name, x, epoch in (("Loss", 2, 1), ("Accuracy", 120, 4), ("Loss", 2, 1)):
        chart = learning.get_by_role("img", name=re.compile(f"^{name} after"))
        chart.locator(".u-over").tap(position={"x": x, "y": 40})
        expect(learning.locator("figcaption .subtitle")).to_have_text([f"epoch {epoch}"] * 2)


def test_a_finger_compares_and_varies(phone: AppPage) -> None:
    page = phone.page
    tap(phone, "^Compare$")
    rows = region(phone, "Runs side by side").locator("tbody tr")
    expect(rows).to_have_count(2)
    page.locator("fr-compare .u-over").tap(position={"x": 2, "y": 40})
    expect(rows.first).to_contain_text("after epoch 1")
    page.get_by_role("checkbox", name="Draw run A").tap()
    expect(page.get_by_role("img", name=re.compile("accuracy of 1 run "))).to_be_visible()
    tap(phone, "^Delete run A")
    expect(rows).to_have_count(1)
    tap(phone, "^Undo$")
    expect(rows).to_have_count(2)
    phone.follow(f"{SMALL}&epochs=20&vary=units:4,16")
    mine = region(phone, "Vary one thing")
    tap(phone, "^Train them all")
    expect(mine.get_by_role("status")).to_contain_text("All are trained.", timeout=BOOT)
    mine.locator(".u-over").tap(position={"x": 2, "y": 40})
    expect(mine.get_by_role("img", name=re.compile("after epoch 1:"))).to_be_visible()


def test_a_finger_predicts_draws_and_fools(phone: AppPage) -> None:
    page = phone.page
    phone.follow(SMALL)
    phone.section["Fit"].locator("button[aria-expanded]").tap()
    tap(phone, "^Predict first")
    page.get_by_role("radio", name="the same").tap()
    page.get_by_label("About how much, in %").tap()
    page.keyboard.type("80")
    page.get_by_role("group", name="Training").get_by_role("button", name="Fit").tap()
    expect(page.get_by_text("You expected the same, about 80.0")).to_be_visible()
    tap(phone, "^Draw or bring a picture")
    tap(phone, "^Dress$")
    tap(phone, "^Fool it")
    fool = page.get_by_role("group", name="Fool it")
    page.get_by_role("application", name=re.compile("Drawing pad")).tap()
    expect(fool.get_by_role("status")).to_contain_text(re.compile("[1-9]\\d* pixels? changed"))
    fool.get_by_role("button", name="Enough").tap()
    expect(fool).to_have_count(0)


def test_a_finger_fills_a_set_and_checks_a_class(phone: AppPage) -> None:
    page = phone.page
    phone.section["Load"].locator("button[aria-expanded]").tap()
    page.get_by_role("radio", name="Your own").tap()
    page.get_by_label("New class").tap()
    page.keyboard.type("Caps")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Class Caps")).to_be_visible()
    phone.follow("v=1&view=teach")
    page.get_by_label("Codes one below").fill("FR1.nonsense.00000000")
    tap(phone, "^Check$")
    table = page.get_by_role("region", name="Checked codes")
    expect(table).to_contain_text("cannot be read")
    table.get_by_role("button", name="Result").tap()
    expect(table.locator("tbody tr")).to_have_count(1)
