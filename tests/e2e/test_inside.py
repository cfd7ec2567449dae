"""What a trained network has learned, looked into: by pointer, by keyboard and by touch."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from e2e.app_page import LESSON, AppPage
from e2e.axe import violations
from e2e.conftest import Open, Visits

WIDTHS = (320, 768, 1440)


@pytest.fixture(scope="module")
def trained(visiting: Visits) -> Iterator[AppPage]:
    with visiting() as app:
        app.open(LESSON)
        guess_before_training(app)
        app.train()
        app.page.get_by_role("button", name=re.compile("^Why does it say")).click()
        yield app


def guess_before_training(app: AppPage) -> None:
    """An untrained network answers as well, for the picture that was looked at last."""
    app.button("Look at picture 7").click()
    sheet = app.page.locator(".inspect-sheet")
    expect(sheet).to_be_visible()
    app.page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    app.button("What does it say untrained?").click()
    inside = app.page.locator("fr-network")
    expect(inside.get_by_role("status")).to_have_text(re.compile(r"^Untrained, it says .* a guess"))
    shares = inside.locator(".net-name small").all_inner_texts()
    assert sum(float(share.split("\u202f")[0]) for share in shares) == pytest.approx(100, abs=2)


def test_a_training_picture_that_was_looked_at_runs_through_the_network(trained: AppPage) -> None:
    # It was chosen before Fit, and so has been followed while it trained.
    expect(card(trained, "Why it says")).to_contain_text("Training picture 7")


@pytest.fixture(autouse=True)
def nothing_chosen(trained: AppPage) -> None:
    """Each test begins with the latest epoch and no unit."""
    close = trained.page.get_by_role("button", name="Close this unit")
    if close.count():
        close.click()
    latest = trained.page.get_by_role("button", name="latest", exact=True)
    if latest.count():
        latest.click()


def number(text: str) -> float:
    return float(text.replace("\u2212", "-").replace("+", ""))


def card(app: AppPage, name: str) -> Locator:
    return app.page.get_by_role("region", name=re.compile(name))


def matrix(app: AppPage) -> list[int]:
    cells = app.page.locator("fr-evaluate .matrix tbody td").all_inner_texts()
    return [int(text) for text in cells]


def test_the_templates_show_what_training_added(trained: AppPage) -> None:
    tiles = trained.page.locator("fr-tile canvas")
    added = tiles.first.evaluate("canvas => canvas.toDataURL()")
    trained.page.get_by_role("radio", name="Weights", exact=True).check()
    expect(trained.page.get_by_text("The noise of the start")).to_be_visible()
    assert tiles.first.evaluate("canvas => canvas.toDataURL()") != added
    trained.page.get_by_role("radio", name="What training added").check()
    expect(trained.page.get_by_text("minus those of the start")).to_be_visible()
    assert tiles.first.evaluate("canvas => canvas.toDataURL()") == added


def test_the_votes_are_the_arithmetic_of_the_answer(trained: AppPage) -> None:
    votes = card(trained, "Why it says")
    expect(votes).to_be_visible()
    rows = votes.locator(".sum tbody tr td:last-child").all_inner_texts()
    total = number(votes.locator(".sum tfoot td").last.inner_text())
    assert sum(map(number, rows)) == pytest.approx(total, abs=0.0005 * (len(rows) + 1))
    logits = votes.locator(".softmax tr.top td").first.inner_text()
    assert number(logits) == total


def test_a_class_can_be_asked_for_instead(trained: AppPage) -> None:
    votes = card(trained, "Why it says|What speaks for")
    other = votes.locator(".softmax tbody tr:not(.top) button").first
    name = other.inner_text()
    other.click()
    expect(card(trained, f"What speaks for {name}")).to_be_visible()
    expect(trained.page.get_by_role("button", name=f"Output for {name}")).to_have_attribute(
        "aria-pressed", "true"
    )
    trained.page.get_by_role("button", name=f"Output for {name}").click()
    expect(card(trained, "Why it says")).to_be_visible()


def test_a_unit_has_a_card(trained: AppPage) -> None:
    trained.page.get_by_role("button", name="Unit 4 of layer 1").click()
    unit = card(trained, "Unit 4 of layer 1")
    expect(unit).to_be_visible()
    expect(unit.get_by_role("group", name=re.compile("pixel by pixel"))).to_be_visible()
    # The picture that excites it most, and its silence or its answer, in words.
    expect(unit.locator(".exciting li, .dead").first).to_be_visible()
    trained.page.get_by_role("button", name="Close this unit").click()
    expect(unit).to_have_count(0)


def test_a_pixel_shows_its_arithmetic(trained: AppPage) -> None:
    trained.page.locator(".tile-button").nth(4).click()
    box = trained.page.locator("fr-product").first
    box.locator(".product").press("ArrowRight")
    words = box.locator(".product-words")
    expect(words).to_contain_text("row 15, column 15")
    weight, pixel, product = re.findall(r"[\u2212-]?\d+\.\d+", words.inner_text())
    assert number(weight) * number(pixel) == pytest.approx(number(product), abs=0.001)
    box.locator(".pixels").last.hover(position={"x": 1, "y": 1})
    expect(words).to_contain_text("row 1, column 1:")


def test_units_are_reached_by_the_arrow_keys(trained: AppPage) -> None:
    trained.page.locator(".net-units [tabindex='0']").focus()
    for key in ("ArrowRight", "ArrowDown", "ArrowDown", "Enter"):
        trained.page.keyboard.press(key)
    expect(card(trained, r"Unit \d of layer 2")).to_be_visible()


def test_the_slider_shows_the_epochs_of_the_history(trained: AppPage) -> None:
    slider = trained.page.get_by_role("slider", name=re.compile("After epoch"))
    latest = matrix(trained)
    words = trained.section["Evaluate"].locator(".score-words").inner_text()
    history = trained.told("done")[-1]["history"]["val_accuracy"]
    for back, share in enumerate(reversed(history[-4:])):
        expect(trained.page.locator(".epochs-words")).to_contain_text(f"{share * 100:.1f}")
        expect(trained.page.locator(".epochs")).to_contain_text(f"After epoch {10 - back}")
        slider.press("ArrowLeft")
    slider.press("Home")
    expect(trained.page.get_by_text("before training, only guesses")).to_be_visible()
    expect(trained.page.locator("fr-evaluate")).to_contain_text("after epoch 0")
    expect(trained.page.locator("fr-predict")).to_contain_text("after epoch 0")
    assert trained.section["Evaluate"].locator(".score-words").inner_text() != words
    trained.page.get_by_role("button", name="latest", exact=True).click()
    expect(trained.page.locator("fr-evaluate")).not_to_contain_text("after epoch")
    assert matrix(trained) == latest


def test_play_runs_through_the_epochs(trained: AppPage) -> None:
    trained.page.get_by_role("button", name="Play the epochs").click()
    evaluate = trained.page.locator("fr-evaluate")
    expect(evaluate).to_contain_text("after epoch")
    trained.page.locator("fr-epochs").get_by_role("button", name="Pause").click()
    expect(trained.page.get_by_role("button", name="Play the epochs")).to_be_visible()
    trained.page.get_by_role("button", name="Play the epochs").click()
    expect(evaluate).not_to_contain_text("after epoch")


def test_a_cell_of_the_matrix_opens_its_pictures(trained: AppPage) -> None:
    cell = trained.page.locator(".matrix td.wrong button").first
    n = int(cell.inner_text())
    cell.click()
    predict = trained.page.locator("fr-predict")
    expect(predict.locator(".pager-place")).to_have_text(re.compile(rf"of {n}$"))
    expect(predict.locator(".card.wrong")).to_have_count(min(n, 12))
    predict.get_by_role("button", name="Show all again").click()
    expect(predict.locator(".pager-place")).to_have_text(re.compile("of 100$"))


def test_mistakes_are_sorted_by_how_sure_they_were(trained: AppPage) -> None:
    predict = trained.page.locator("fr-predict")
    predict.get_by_role("combobox", name="Order").select_option("surest")
    predict.get_by_role("radio", name="Wrong").check()
    expect(predict.locator(".card.right")).to_have_count(0)
    shares: list[float] = []
    for each in predict.locator(".card").all():
        each.click()
        text = predict.locator(".detail tr.top td.num").inner_text()
        shares.append(float(text.split()[0].removesuffix("\u202f%")))
    assert shares == sorted(shares, reverse=True)
    predict.get_by_role("radio", name="All", exact=True).check()
    predict.get_by_role("combobox", name="Order").select_option("index")
    predict.get_by_role("combobox", name="Kind").select_option("dress")
    expect(predict.locator(".pager-place")).to_have_text(re.compile("of 3[0-9]$"))
    verdicts = predict.locator(".card.right .verdict").all_inner_texts()
    assert {verdict.split()[-1] for verdict in verdicts} == {"dress"}
    predict.get_by_role("combobox", name="Kind").select_option("every kind")
    expect(predict.locator(".pager-place")).to_have_text(re.compile("of 100$"))


def test_predict_shows_the_surest_mistakes_the_unsure_and_the_way_back(trained: AppPage) -> None:
    predict = trained.page.locator("fr-predict")
    confidence = predict.get_by_role("combobox", name="Confidence")
    place = predict.locator(".pager-place")
    totals: dict[str, int] = {}
    for level in ("sure", "between", "unsure"):
        words = confidence.locator(f"option[value={level}]").inner_text()
        totals[level] = int(words.rpartition("(")[2].rstrip(")"))
        confidence.select_option(level)
        expect(place).to_have_text(re.compile(rf"of {totals[level]}$|^none$"))
    assert sum(totals.values()) == 100
    # By keyboard, and together with the others: no answer is wrong, of shoe and unsure.
    predict.get_by_role("radio", name="Wrong").focus()
    trained.page.keyboard.press("Space")
    predict.get_by_role("combobox", name="Kind").select_option("shoe")
    confidence.focus()
    trained.page.keyboard.press("End")
    expect(predict.get_by_role("status")).to_have_text(
        re.compile("No test picture of shoe is wrong and answered with under 60")
    )
    assert violations(trained.page, "fr-predict") == []
    predict.get_by_role("button", name="Show all test pictures").press("Enter")
    expect(place).to_have_text(re.compile("of 100$"))
    expect(predict.get_by_role("radio", name="All", exact=True)).to_be_focused()


def test_a_picture_chosen_in_predict_runs_through_the_network(trained: AppPage) -> None:
    trained.page.locator("fr-predict .card").nth(5).click()
    expect(card(trained, "Why it says")).to_contain_text("Test picture 5")


PLACES = """() => {
  const box = (name) => document.querySelector(`fr-network ${name}`).getBoundingClientRect();
  const { top } = box(".panel-head");
  return [".tiles ul", ".net-box", ".net-words"].map((name) => Math.round(box(name).bottom - top));
}"""
"""Where the units' pictures, the drawing and the words on it end, below the heading of Inside."""
BEFORE: dict[int, list[int]] = {}
"""Those places by width, before Fit."""


@pytest.fixture(scope="module")
def tablet(visiting: Visits) -> Iterator[AppPage]:
    with visiting(viewport={"width": WIDTHS[0], "height": 800}, has_touch=True) as app:
        app.open(LESSON)
        expect(app.page.locator("fr-network").locator(".tiles ul, .net-words")).to_have_count(2)
        for width in WIDTHS:
            app.page.set_viewport_size({"width": width, "height": 800})
            BEFORE[width] = app.page.evaluate(PLACES)
        app.train()
        yield app


@pytest.mark.parametrize("width", WIDTHS)
def test_what_training_added_is_seen_first_and_moves_nothing(tablet: AppPage, width: int) -> None:
    tablet.page.set_viewport_size({"width": width, "height": 800})
    pictures, drawing, words = tablet.page.evaluate(PLACES)
    assert [pictures, drawing, words] == BEFORE[width]
    assert pictures < 400
    assert pictures < drawing
    expect(tablet.page.locator("fr-network .tile-button")).to_have_count(10)
    label = tablet.page.locator("fr-network .tile-button").first.get_attribute("aria-label")
    assert label == "What training added to unit 0"


@pytest.mark.parametrize("width", WIDTHS)
def test_it_fits_and_works_by_touch(tablet: AppPage, width: int) -> None:
    app = tablet
    app.page.set_viewport_size({"width": width, "height": 800})
    app.page.get_by_role("button", name="Unit 3 of layer 1").tap()
    expect(card(app, "Unit 3 of layer 1")).to_be_visible()
    assert app.page.evaluate("document.documentElement.scrollWidth") <= width
    # A whole row of test pictures is in view below the large one, and its bars have room.
    app.page.set_viewport_size({"width": width, "height": 568})
    if width < 640:
        rows, bar = app.page.evaluate(PREDICT)
        assert rows > 1.5
        assert bar > 80
    app.page.get_by_role("button", name="Close this unit").click()
    expect(card(app, "Unit 3 of layer 1")).to_have_count(0)


def test_a_unit_asked_for_from_the_votes_comes_into_sight(tablet: AppPage) -> None:
    page = tablet.page
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_role("button", name=re.compile("^Why does it say")).tap()
    votes = card(tablet, "Why it says")
    # Its card opens above the votes.
    votes.get_by_role("button", name=re.compile("^unit")).first.tap()
    unit = card(tablet, r"Unit \d+ of layer 2").get_by_role("heading", level=3)
    expect(unit).to_be_in_viewport(ratio=1)
    expect(unit).to_be_focused()
    votes.get_by_role("button", name="Close these votes").click()


PREDICT = """() => {
  const box = (name) => document.querySelector(name).getBoundingClientRect();
  document.querySelector("fr-predict .cards li:last-child").scrollIntoView({block: "center"});
  const room = box(".dock").top - box("fr-predict .detail-head").bottom;
  return [room / box("fr-predict .card").height, box("fr-predict .detail-head ~ table .bar").width];
}"""


def test_looking_changes_no_fingerprint(trained: AppPage) -> None:
    trained.page.get_by_role("button", name="Unit 3 of layer 1").click()
    trained.train()
    first, second = (each["fingerprint"] for each in trained.told("done"))
    assert first == second
    expect(card(trained, "Unit 3 of layer 1")).to_be_visible()


def test_what_stands_out_leads_on(new_page: Open) -> None:
    app = new_page().open("v=1&samples=50&layers=32&epochs=60&batch=10&split=0.3&lr=0.01")
    app.train()
    remarks = app.page.get_by_role("list", name="What stands out after the last epoch")
    expect(remarks.get_by_role("listitem").first).to_be_visible()
    assert 1 <= remarks.get_by_role("listitem").count() <= 3
    before = dict(app.fragment)
    remarks.get_by_role("button", name=re.compile("^(Stop at|Take)")).first.click()
    changed = {key for key in app.fragment if app.fragment[key] != before.get(key)}
    assert changed & {"epochs", "samples"}
