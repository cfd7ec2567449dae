"""The page's own lessons: every cell in order, every experiment, and what stands around them."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from e2e.app_page import AppPage
from e2e.conftest import Open, Visits
from e2e.test_access import violations
from lessons.view import PATIENCE, lesson, parts

LESSONS = range(1, 7)
WIDTHS = {360: 740, 768: 1024, 1440: 900}


@pytest.fixture(scope="module")
def app(visiting: Visits) -> Iterator[AppPage]:
    with visiting() as page:
        yield page.open("view=lessons")


@pytest.mark.parametrize("number", LESSONS)
def test_every_cell_runs_in_order(app: AppPage, number: int) -> None:
    article = lesson(app, number)
    cells = article.locator("fr-cell")
    expect(cells).to_have_count(len(parts(number, "code")))
    article.get_by_role("button", name="Run all cells").click()
    for cell in cells.all():
        expect(cell.locator(".cell")).to_have_attribute(
            "data-status", re.compile("^(ok|error|lost|refused)$"), timeout=PATIENCE
        )
        told = cell.inner_text()
        expect(cell.locator(".cell"), told).to_have_attribute("data-status", "ok")
        expect(cell.locator(".out-error, .out-stderr")).to_have_count(0)


def test_the_cells_have_said_what_the_words_around_them_promise(app: AppPage) -> None:
    """After the test before: numbers that a lesson's own questions rest on."""
    said = {
        1: ["(50, 28, 28, 1)", "7,993", "Epoch 3/3", "2/2"],
        2: ["(784, 10)", "[7850, 110, 33], 7993", "val_loss", "accuracy"],
        3: ["(600, 784)", "Epoch 10/10", "48/48", "deeper:"],
        4: ["(4000, 28, 28)", "50,890", "'accuracy'"],
        5: ["(60000, 28, 28)", "1875/1875", "from 0.0 to 1.0"],
        6: ["exchanged: 19%", "to the right: 88%", "to the right: 62%", "average: 97%"],
    }
    figures = {1: 2, 3: 3, 5: 1}
    for number, words in said.items():
        article = lesson(app, number)
        text = " ".join(article.locator("fr-outputs").all_inner_texts())
        assert [word for word in words if word not in text] == []
        assert article.locator("fr-cell .out-figure").count() == figures.get(number, 0)


def choose(question: Locator, number: int) -> None:
    question.get_by_role("radio").nth(number).check()
    question.get_by_role("button", name="Check").click()


def test_a_question_is_tried_before_its_answer_is_there(app: AppPage) -> None:
    """Two tries with a hint between, and what is right is never called wrong."""
    questions = lesson(app, 1).locator("fr-question")
    asked = parts(1, "ask")
    first, second, third = questions.nth(0), questions.nth(1), questions.nth(2)
    expect(first.get_by_role("status")).to_be_empty()
    expect(first.get_by_role("button", name="Check")).to_be_disabled()
    choose(first, asked[0]["right"])
    expect(first.get_by_role("status")).to_contain_text("Right.")
    expect(first.get_by_role("status")).to_be_focused()
    choose(second, 0)
    told = second.get_by_role("status")
    expect(told).to_have_text(f"Not that one. {asked[1]['hint']} Try once more.")
    expect(told).to_be_focused()
    expect(second.get_by_role("radio").nth(0)).to_be_disabled()
    expect(second.get_by_role("button", name="Check")).to_be_disabled()
    choose(second, asked[1]["right"])
    expect(told).to_contain_text("Right.")
    choose(third, 0)
    choose(third, 2)
    expect(third.get_by_role("status")).to_contain_text(
        f"It is this one: “{asked[2]['choices'][1]}”"
    )
    own = lesson(app, 2).locator("fr-question:has(textarea)").first
    expect(own.get_by_role("button", name="Compare with an answer")).to_be_disabled()
    own.get_by_role("textbox").fill("More weights")
    own.get_by_role("button", name="Compare with an answer").click()
    expect(own.get_by_role("status")).to_contain_text("by heart")


def finish_first_step(app: AppPage) -> None:
    """Do what there is in the first step of lesson 4: a question and a cell."""
    step = lesson(app, 4).locator(".lesson-step").first
    step.get_by_role("radio").nth(1).check()
    step.get_by_role("button", name="Check").click()
    step.get_by_role("textbox").press("Shift+Enter")
    expect(step.get_by_text("done", exact=False).first).to_be_visible()
    expect(step.get_by_role("heading")).to_contain_text(", done")


def test_steps_done_are_remembered(app: AppPage) -> None:
    finish_first_step(app)
    app.page.reload()
    app.wait_for("ready|booting")
    link = app.page.get_by_role("link", name="Keras in five words")
    expect(link).to_contain_text("1 of 5 steps done")


def test_nothing_depends_on_storage(new_page: Open) -> None:
    app = new_page()
    app.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } });"
    )
    app.open("view=lessons&lesson=4")
    finish_first_step(app)


@pytest.mark.usefixtures("python_held")
def test_a_link_leads_to_a_lesson_and_back_leads_back(new_page: Open) -> None:
    app = new_page().open("view=lessons&lesson=3", state="")
    heading = app.page.get_by_role("heading", level=2)
    expect(heading.filter(visible=True)).to_have_text("T-shirt, shoe or dress?")
    app.page.get_by_text("Next:").get_by_role("link").filter(visible=True).press("Enter")
    expect(heading.filter(visible=True)).to_have_text("Keras in five words")
    expect(app.page.locator("#lesson-4")).to_be_focused()
    assert app.fragment["lesson"] == "4"
    app.page.go_back()
    expect(heading.filter(visible=True)).to_have_text("T-shirt, shoe or dress?")
    app.page.get_by_role("link", name="Lab", exact=True).click()
    expect(app.button("Fit")).to_be_visible()
    assert "lesson" not in app.fragment


def test_lessons_and_lab_share_python_but_no_variables(app: AppPage) -> None:
    """What one lesson has loaded is not there in another."""
    first = lesson(app, 1).locator("fr-cell").first
    first.get_by_role("textbox").fill("mine = 1")
    first.get_by_role("textbox").press("Shift+Enter")
    expect(first.locator(".cell")).to_have_attribute("data-status", "ok")
    second = lesson(app, 2).locator("fr-cell").first
    second.get_by_role("textbox").fill("mine")
    second.get_by_role("textbox").press("Shift+Enter")
    expect(second.locator(".out-error")).to_contain_text("NameError")
    expect(second.locator(".out-error")).to_contain_text("Lesson 2, cell 1")
    second.get_by_role("button", name="Put back").click()
    expect(second.get_by_role("textbox")).to_contain_text("import numpy")


def test_training_and_cells_run_side_by_side(new_page: Open) -> None:
    app = new_page().open("samples=600&layers=512,512&epochs=100")
    rooms = app.page.get_by_role("navigation", name="Parts of this page")
    app.fit()
    app.wait_until_training()
    rooms.get_by_role("link", name="Lessons").click()
    cell = app.page.locator("fr-cell").first
    cell.get_by_role("textbox").press("Shift+Enter")
    expect(cell.locator(".cell")).to_have_attribute("data-status", "ok", timeout=PATIENCE)
    assert app.state == "fitting"
    rooms.get_by_role("link", name="Lab").click()
    app.stop()
    app.wait_for("done")
    app.type_number("Epochs", 2)
    rooms.get_by_role("link", name="Lessons").click()
    cell.get_by_role("textbox").fill("import time\ntime.sleep(300)")
    cell.get_by_role("textbox").press("Shift+Enter")
    expect(cell.get_by_role("status")).to_have_text(re.compile("^runs"))
    rooms.get_by_role("link", name="Lab").click()
    assert len(app.train()["history"]["loss"]) == 2
    expect(cell.locator(".cell")).to_have_attribute("data-status", "running")


def test_an_endless_cell_is_stopped_and_python_is_back(new_page: Open) -> None:
    app = new_page().open("view=lessons&lesson=4")
    cell = lesson(app, 4).locator("fr-cell").first
    box = cell.get_by_role("textbox")
    box.fill("while True: pass")
    box.press("Shift+Enter")
    expect(cell.get_by_role("status")).to_have_text(re.compile("^runs"))
    before = app.page.evaluate("performance.now()")
    cell.get_by_role("button", name=re.compile("^Stop")).click()
    expect(cell.get_by_role("status")).to_contain_text("variables are lost")
    expect(app.page.get_by_role("region", name="Message")).to_contain_text("was stopped")
    cell.get_by_role("button", name="Put back").click()
    box.press("Shift+Enter")
    expect(cell.locator(".out").first).to_contain_text("+fittingroom.")
    assert app.page.evaluate("performance.now()") - before < 10_000


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(app: AppPage, theme: str, width: int) -> None:
    app.page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    app.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    for number in (1, 5):
        lesson(app, number)
        assert violations(app) == []
        assert app.page.evaluate("document.documentElement.scrollWidth") <= width


def test_with_the_keyboard_alone(app: AppPage) -> None:
    """Tab goes through a cell and out of it; Shift and Enter run it, and focus stays."""
    app.page.set_viewport_size({"width": 1440, "height": 900})
    cell = lesson(app, 4).locator("fr-cell").first
    cell.get_by_role("button").focus()
    app.page.keyboard.press("Tab")
    expect(cell.get_by_role("textbox")).to_be_focused()
    app.page.keyboard.press("Shift+Enter")
    expect(cell.locator(".out").first).to_contain_text("+fittingroom.")
    expect(cell.get_by_role("textbox")).to_be_focused()
    app.page.keyboard.press("Tab")
    expect(cell.get_by_role("textbox")).not_to_be_focused()
