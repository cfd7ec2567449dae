"""What a learner has done in the lessons stays, can be put back and brought back, and forgotten."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e.app_page import BOOT, AppPage
from e2e.conftest import Open
from lessons.view import PATIENCE, content, parts

REFUSED = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } });"
)
WITHOUT_PYTHON = pytest.mark.usefixtures("python_held")
KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('fitting-room'))"


def cell(page: Page, number: int = 1) -> Locator:
    return page.locator("fr-lessons fr-cell").nth(number - 1)


def question(page: Page, number: int = 1) -> Locator:
    return page.locator("fr-question").nth(number - 1)


def write(page: Page, text: str, number: int = 1) -> None:
    # CodeMirror takes the place of a text field, and would lose the marks of a test's typing.
    expect(cell(page, number).locator(".cm-content")).to_be_visible()
    cell(page, number).get_by_role("textbox").fill(text)


def again(app: AppPage) -> None:
    app.page.reload()
    expect(cell(app.page).locator(".cm-content")).to_be_visible()


def answer_first(page: Page) -> None:
    question(page).get_by_role("radio").nth(parts(1, "ask")[0]["right"]).press("Space")
    question(page).get_by_role("button", name="Check").press("Enter")
    expect(question(page).get_by_role("status")).to_contain_text("Right.")


@WITHOUT_PYTHON
def test_answers_and_changed_cells_are_there_after_a_reload(new_page: Open) -> None:
    app = new_page().open("view=lessons&lesson=1", state="")
    write(app.page, "mine = 1")
    answer_first(app.page)
    own = app.page.locator("fr-question:has(textarea)").get_by_role("textbox")
    own.fill("more pictures")
    question(app.page, 2).get_by_role("radio").nth(0).check()
    question(app.page, 3).evaluate("each => each.scrollIntoView({block: 'center'})")
    again(app)
    expect(question(app.page, 3)).to_be_in_viewport()
    expect(cell(app.page).get_by_role("textbox")).to_have_text("mine = 1")
    expect(question(app.page).get_by_role("status")).to_contain_text("Right.")
    expect(own).to_have_value("more pictures")
    expect(question(app.page, 2).get_by_role("radio").nth(0)).to_be_checked()
    expect(question(app.page, 3).get_by_role("status")).to_be_empty()


@WITHOUT_PYTHON
def test_put_back_and_bring_back_with_the_keyboard_lose_nothing(new_page: Open) -> None:
    app = new_page().open("view=lessons&lesson=1", state="")
    page = app.page
    write(page, "mine = 1")
    write(page, "mine = 2", 2)
    answer_first(page)
    cell(page).get_by_role("button", name="Put back").press("Enter")
    expect(cell(page).get_by_role("textbox")).to_contain_text("import numpy")
    expect(cell(page).get_by_role("textbox")).to_be_focused()
    again(app)
    cell(page).get_by_role("button", name="Bring back mine").press("Enter")
    expect(cell(page).get_by_role("textbox")).to_have_text("mine = 1")

    page.get_by_role("button", name="Put all back").press("Enter")
    expect(cell(page).get_by_role("textbox")).to_contain_text("import numpy")
    expect(cell(page, 2).get_by_role("textbox")).to_contain_text("import keras")
    expect(question(page).get_by_role("status")).to_be_empty()
    again(app)
    page.get_by_role("button", name="Bring back all mine").press("Enter")
    expect(cell(page).get_by_role("textbox")).to_have_text("mine = 1")
    expect(cell(page, 2).get_by_role("textbox")).to_have_text("mine = 2")
    expect(question(page).get_by_role("status")).to_contain_text("Right.")

    question(page).get_by_role("button", name="Try it again").press("Enter")
    expect(question(page).get_by_role("status")).to_be_empty()
    question(page).get_by_role("button", name="Bring back my answer").press("Enter")
    expect(question(page).get_by_role("status")).to_contain_text("Right.")


@WITHOUT_PYTHON
def test_another_tab_adds_and_does_not_overwrite(new_page: Open) -> None:
    app = new_page().open("view=lessons&lesson=1", state="")
    other = app.page.context.new_page()
    other.goto(f"{app.url}#view=lessons&lesson=1")
    write(app.page, "here = 1")
    write(other, "there = 2", 2)
    answer_first(other)
    for page in (app.page, other):
        expect(cell(page).get_by_role("textbox")).to_have_text("here = 1")
        expect(cell(page, 2).get_by_role("textbox")).to_have_text("there = 2")
        expect(question(page).get_by_role("status")).to_contain_text("Right.")
    write(other, "there = 1")
    expect(cell(app.page).get_by_role("textbox")).to_have_text("here = 1")
    write(app.page, "here = 11")
    again(app)
    expect(cell(app.page).get_by_role("textbox")).to_have_text("here = 11")
    cell(app.page).get_by_role("button", name="My other text").click()
    expect(cell(app.page).get_by_role("textbox")).to_have_text("there = 1")
    cell(app.page).get_by_role("button", name="My other text").click()
    expect(cell(app.page).get_by_role("textbox")).to_have_text("here = 11")


@WITHOUT_PYTHON
def test_where_storage_is_refused_it_works_until_the_page_is_closed(new_page: Open) -> None:
    app = new_page()
    app.page.add_init_script(REFUSED)
    app.open("view=lessons&lesson=1", state="")
    write(app.page, "mine = 1")
    answer_first(app.page)
    links = app.page.get_by_role("navigation", name="Lessons").get_by_role("link")
    links.nth(1).click()
    links.nth(0).click()
    expect(cell(app.page).get_by_role("textbox")).to_have_text("mine = 1")
    app.page.get_by_role("button", name="Put all back").click()
    expect(question(app.page).get_by_role("status")).to_be_empty()
    app.page.get_by_role("button", name="Bring back all mine").click()
    expect(cell(app.page).get_by_role("textbox")).to_have_text("mine = 1")


def secrets(number: int) -> Iterator[str]:
    """Pieces of the answers, hints and key points of a lesson, as they would stand in the page."""
    questions: list[dict[str, Any]] = [
        *parts(number, "ask"),
        *(part["guess"] for part in parts(number, "experiment")),
    ]
    texts = [each[name] for each in questions for name in ("answer", "hint") if name in each]
    for text in [*texts, *content()[number - 1]["points"]]:
        yield max(re.split(r"`[^`]*`|\*[^*]*\*", text), key=len).strip()


@WITHOUT_PYTHON
@pytest.mark.parametrize("number", range(1, 7))
def test_no_answer_is_in_the_page_before_it_is_tried(new_page: Open, number: int) -> None:
    app = new_page().open(f"view=lessons&lesson={number}", state="")
    expect(cell(app.page).locator(".cm-content")).to_be_visible()
    page = html.unescape(app.page.content())
    assert [text for text in secrets(number) if text in page] == []
    assert app.page.locator(".right, [data-right]").count() == 0


@WITHOUT_PYTHON
def test_key_points_come_with_the_last_answer(new_page: Open) -> None:
    app = new_page().open("view=lessons&lesson=4", state="")
    points = app.page.get_by_role("region", name="Key points")
    expect(points).to_contain_text("0 of 5 so far")
    for i, asked in enumerate(parts(4, "ask")):
        each = app.page.locator("fr-question").nth(i)
        if "choices" in asked:
            each.get_by_role("radio").nth(asked["right"]).check()
        else:
            each.get_by_role("textbox").fill("no idea")
        each.get_by_role("button", name=re.compile("^(Check|Compare)")).click()
    expect(points.get_by_role("listitem")).to_have_count(len(content()[3]["points"]))


def test_predict_run_then_explain(new_page: Open) -> None:
    """The guess is kept; its answer comes after the run, and after one's own explanation."""
    app = new_page().open("view=lessons&lesson=5")
    found = app.page.locator("fr-experiment").nth(3)
    guess = parts(5, "experiment")[3]["guess"]
    asked = found.locator("fr-question")
    asked.get_by_role("radio").nth(0).check()
    expect(asked.get_by_role("status")).to_contain_text("Your guess is kept.")
    again(app)
    app.wait_for("ready")
    expect(asked.get_by_role("radio").nth(0)).to_be_checked()
    found.get_by_role("button", name="Run both programs").click()
    expect(found.get_by_text("Done.", exact=True)).to_be_visible(timeout=PATIENCE)
    expect(asked).to_contain_text("Were you right, and why?")
    expect(asked.get_by_role("radio").nth(1)).to_be_disabled()
    assert guess["answer"] not in html.unescape(app.page.content())
    asked.get_by_role("textbox").fill("no output for six")
    asked.get_by_role("button", name="Compare with an answer").click()
    expect(asked.get_by_role("status")).to_contain_text(guess["answer"])
    expect(asked.get_by_role("status")).to_contain_text(
        f"It came out otherwise: “{guess['choices'][guess['right']]}”"
    )
    again(app)
    expect(asked.get_by_role("textbox")).to_have_value("no output for six")
    expect(asked.get_by_role("status")).to_contain_text(guess["answer"])


def test_forget_me_clears_this_device_after_a_second_press(new_page: Open) -> None:
    app = new_page().open("view=lessons&lesson=1", state="")
    other = app.page.context.new_page()
    other.goto(f"{app.url}#view=lessons&lesson=1")
    page = app.page
    write(page, "mine = 1")
    answer_first(page)
    expect(cell(other).get_by_role("textbox")).to_have_text("mine = 1")
    page.evaluate("localStorage.setItem('somebody-else', '1')")
    rooms = page.get_by_role("navigation", name="Parts of this page")
    rooms.get_by_role("link", name="Code").click()
    program = page.locator("fr-code fr-cell").first
    expect(program.locator(".cm-content")).to_be_visible(timeout=BOOT)
    program.get_by_role("textbox").fill("my_own_program = 1")
    rooms.get_by_role("link", name="Lessons").click()
    page.get_by_role("button", name="Forget me").press("Enter")
    expect(page.get_by_role("button", name="Keep it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Forget me")).to_be_focused()
    assert page.evaluate(KEPT) != []
    page.keyboard.press("Enter")
    with page.expect_navigation():
        page.get_by_role("button", name="Clear everything").press("Enter")
    expect(cell(page).get_by_role("textbox")).to_contain_text("import numpy")
    expect(question(page).get_by_role("status")).to_be_empty()
    assert page.evaluate(KEPT) == []
    assert page.evaluate("localStorage.getItem('somebody-else')") == "1"
    expect(cell(other).get_by_role("textbox")).to_contain_text("import numpy")
    rooms.get_by_role("link", name="Code").click()
    expect(program.locator(".cm-content")).to_be_visible(timeout=BOOT)
    expect(program).not_to_contain_text("my_own_program")


@WITHOUT_PYTHON
def test_in_a_frame_one_lesson_stands_alone_and_whole(new_page: Open) -> None:
    app = new_page(viewport={"width": 320, "height": 640})
    for number in range(1, 7):
        app.open(f"view=lessons&lesson={number}&embed=1", state="")
        expect(cell(app.page).locator(".cm-content")).to_be_visible()
        expect(app.page.get_by_role("navigation", name="Lessons")).to_have_count(0)
        expect(app.page.locator("fr-lessons article")).to_have_count(1)
        expect(app.page.get_by_text("Next:")).to_have_count(0)
        assert app.page.evaluate("document.documentElement.scrollWidth") <= 320


@WITHOUT_PYTHON
def test_a_lessons_network_opens_in_the_lab(new_page: Open) -> None:
    app = new_page().open("view=lessons&lesson=3", state="")
    app.page.get_by_role("link", name="Open this lesson's network in the Lab").click()
    expect(app.button("Fit")).to_be_visible()
    wanted = {"classes": "3", "samples": "600", "layers": "10", "epochs": "10", "batch": "10"}
    assert {name: app.fragment.get(name) for name in wanted} == wanted
    app.page.go_back()
    expect(app.page.get_by_role("heading", level=2).filter(visible=True)).to_have_text(
        "T-shirt, shoe or dress?"
    )
