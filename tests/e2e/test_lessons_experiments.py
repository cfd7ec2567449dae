"""The eight experiments of the page's fifth lesson, each with its one button."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from e2e.app_page import AppPage
from e2e.conftest import Visits
from e2e.layout import look_over
from lessons.view import PATIENCE, lesson, parts


@pytest.fixture(scope="module")
def app(visiting: Visits) -> Iterator[AppPage]:
    with visiting(has_touch=True) as page:
        yield page.open("view=lessons&lesson=5")


GROWTH = """experiment => {
    const seen = (experiment.seen = new Set());
    const look = ({ target }) => seen.add(target.getAttribute("aria-label"));
    new MutationObserver((changes) => changes.forEach(look))
        .observe(experiment, { subtree: true, attributeFilter: ["aria-label"] });
}"""
"""Writes down what the charts say of themselves."""


def experiment(app: AppPage, number: int) -> Locator:
    """Run one of lesson 5's experiments with its one button."""
    found = lesson(app, 5).locator("fr-experiment").nth(number - 1)
    found.evaluate(GROWTH)
    found.get_by_role("button", name=re.compile("^Run")).click()
    expect(found.get_by_text("Done.", exact=True)).to_be_visible(timeout=PATIENCE)
    return found


def number_of(side: Locator, name: str) -> float:
    row = side.locator(".side-numbers div").filter(has_text=name)
    return float(re.sub(r"[^\d.]", "", row.locator("dd").inner_text()))


@pytest.mark.parametrize("number", [2, 5, 6, 7, 8])
def test_an_experiment_shows_its_runs_side_by_side(app: AppPage, number: int) -> None:
    shown = experiment(app, number)
    sides = shown.locator(".side")
    wanted = parts(5, "experiment")[number - 1]["sides"]
    expect(sides.locator("h5")).to_have_text([side["name"] for side in wanted])
    for side in sides.all():
        box = side.bounding_box()
        assert box is not None
        assert ink(side) > 100
        assert 60 < number_of(side, "test accuracy") <= 100
    for side in wanted:
        # Its curve has grown epoch by epoch.
        grown: list[str] = shown.evaluate("experiment => [...experiment.seen]")
        own = [label for label in grown if label.startswith(f"Loss of “{side['name']}” after ")]
        assert len(own) > 3, grown
    tops = {round((side.bounding_box() or {"y": 0})["y"]) for side in sides.all()}
    assert len(tops) == 1, "they stand one below the other"


def ink(side: Locator) -> int:
    """Pixels of the training line's colour in a side's chart."""
    return side.locator(".chart canvas").evaluate(
        """(canvas) => {
            const { width, height } = canvas;
            const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
            let count = 0;
            for (let i = 0; i < data.length; i += 4) {
                if (data[i + 3] > 128 && data[i + 2] > data[i] + 60) count++;
            }
            return count;
        }"""
    )


def test_what_the_experiments_are_to_show(app: AppPage) -> None:
    """After the test before: each answer's claim holds in the numbers beside it."""
    shown = lesson(app, 5).locator("fr-experiment")

    def of(number: int, name: str) -> list[float]:
        return [number_of(side, name) for side in shown.nth(number - 1).locator(".side").all()]

    few, many = of(2, "weights")
    assert many == 8 * (few - 10) + 10
    few, many = of(2, "training accuracy")
    assert many > few
    fives = of(6, "test loss")
    assert of(6, "epochs") == [5, 15, 30]
    assert fives[2] > fives[1]
    assert of(6, "training accuracy")[2] > 99.9
    small, large = of(7, "test loss")
    assert large > 4 * small
    assert of(7, "test accuracy")[0] > of(7, "test accuracy")[1]
    all_epochs, until = of(8, "epochs")
    assert all_epochs == 20 > until
    assert of(8, "training accuracy")[1] >= 95


@pytest.mark.parametrize(
    ("number", "words"), [(3, ["(None, 28, 10)", "Flatten()"]), (4, ["0 to 4", "units=10"])]
)
def test_an_experiment_whose_point_is_the_error(
    app: AppPage, number: int, words: list[str]
) -> None:
    good, bad = experiment(app, number).locator(".side").all()
    assert number_of(good, "test accuracy") > 80
    expect(good.locator(".out-error")).to_have_count(0)
    told = bad.locator(".out-error").inner_text()
    assert told.startswith("Traceback")
    assert "ValueError" in told
    assert [word for word in words if word not in told] == []
    expect(bad.locator(".chart")).to_be_hidden()


def test_the_list_that_predict_gives(app: AppPage) -> None:
    before, after = experiment(app, 1).locator(".side").all()

    def chances(side: Locator) -> list[float]:
        texts = side.locator("tbody td.num").all_inner_texts()
        return [float(re.sub(r"[^\d.]", "", text)) for text in texts]

    for side in (before, after):
        assert len(chances(side)) == 10
        assert abs(sum(chances(side)) - 100) < 0.6
    assert max(chances(before)) < 60 < max(chances(after))


def test_their_charts_are_read_by_keys_pointer_and_finger(app: AppPage) -> None:
    """After those that ran: of 5, 15 and 30 epochs, with one crosshair for all."""
    shown = lesson(app, 5).locator("fr-experiment").nth(5)
    charts = shown.get_by_role("img", name=re.compile("^Loss of"))
    expect(charts).to_have_count(3)
    pointed = shown.locator("figcaption")
    losses = shown.locator(".key.training b")
    at_the_end = losses.all_inner_texts()
    charts.last.press("Home")
    expect(pointed).to_have_text(["loss after epoch 1"] * 3)
    # With one seed the longer ones begin as the shortest does.
    (first,) = set(losses.all_inner_texts())
    assert first not in at_the_end
    charts.last.press("End")
    expect(pointed.last).to_have_text("loss after epoch 30")
    expect(pointed.first).to_have_text("loss after each epoch")
    assert losses.all_inner_texts() == at_the_end
    app.page.keyboard.press("Escape")
    expect(pointed).to_have_text(["loss after each epoch"] * 3)
    over = charts.nth(1).locator(".u-over")
    box = over.bounding_box()
    assert box
    over.hover(position={"x": box["width"] * 2.2 / 29, "y": 40})
    expect(pointed).to_have_text(["loss after epoch 3"] * 3)
    app.page.mouse.move(0, 0)
    expect(pointed).to_have_text(["loss after each epoch"] * 3)
    over.tap(position={"x": 1, "y": 40})
    expect(pointed).to_have_text(["loss after epoch 1"] * 3)
    shown.get_by_text("Numbers and picture of these curves").press("Enter")
    expect(shown.get_by_role("button", name="Copy numbers")).to_be_visible()
    look_over(app.page, "#lesson-5")
