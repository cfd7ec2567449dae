"""The Code view by keyboard, for other eyes, on a small screen, and without its editor."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from e2e.app_page import AppPage
from e2e.conftest import Open, Visits
from e2e.program import STEPS, Program
from e2e.test_access import focused, tab_to, violations

SMALL = "view=code&samples=50&epochs=2"
WIDTHS = {360: 740, 768: 1024, 1440: 900}
EDITOR = "**/code-mirror-*.js"


@pytest.fixture(scope="module")
def app(visiting: Visits) -> Iterator[AppPage]:
    """A page whose program has run, with a cell of the learner's own that failed."""
    with visiting() as page:
        page.open(SMALL)
        code = Program(page)
        code.button("Run all").click()
        expect(code.said).to_contain_text("All cells have run.")
        code.button("Add a cell").click()
        code.editor("Cell 1").fill("1 / 0")
        code.editor("Cell 1").press("Shift+Enter")
        code.ends("Cell 1", "error")
        yield page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(app: AppPage, theme: str, width: int) -> None:
    app.page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    app.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    assert violations(app) == []
    assert app.page.evaluate("document.documentElement.scrollWidth") <= width


def test_with_the_keyboard_alone(app: AppPage) -> None:
    app.page.set_viewport_size({"width": 1440, "height": 900})
    code, keyboard = Program(app), app.page.keyboard
    code.button("Run all").focus()
    tab_to(app, code.editor("Load"))
    keyboard.press("Control+Home")
    keyboard.press("Control+]")
    assert code.text("Load").startswith("    # Load")
    keyboard.press("Control+[")
    assert code.text("Load").startswith("# Load")
    keyboard.press("Tab")
    expect(code.editor("Load")).not_to_be_focused()
    assert focused(app)["visible"]
    tab_to(app, code.button("Add a cell below Define"))
    keyboard.press("Enter")
    expect(code.editor("Cell 2")).to_be_focused()
    keyboard.type("if True:\n'yes'")
    keyboard.press("Shift+Enter")
    code.ends("Cell 2", "ok")
    expect(code.editor("Cell 2")).to_be_focused()
    assert code.text("Cell 2") == "if True:\n    'yes'"
    for _ in range(4):
        keyboard.press("Control+z")
    assert "yes" not in code.text("Cell 2")
    code.button("Move Cell 2 down").focus()
    keyboard.press("Enter")
    expect(code.button("Move Cell 2 down")).to_be_focused()
    keyboard.press("Enter")
    assert code.names.index("Cell 2") == 4
    code.button("Delete Cell 2").focus()
    keyboard.press("Enter")
    expect(code.button("Bring it back")).to_be_focused()
    code.button("Follow the settings again").focus()
    keyboard.press("Enter")
    code.is_the_twin(samples=50, epochs=2)


def test_on_a_phone_the_settings_unfold_above_the_program(visiting: Visits) -> None:
    phone = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
    with visiting(**phone) as app:
        code = Program(app.open(SMALL))
        expect(code.editor("Load")).to_be_in_viewport()
        expect(app.number("Epochs")).to_be_hidden()
        expect(app.button("Fit")).to_be_in_viewport(ratio=1)
        app.page.evaluate("scrollTo(0, 900)")
        heights = """() => [...document.querySelectorAll("body *")].filter((each) =>
            ["fixed", "sticky"].includes(getComputedStyle(each).position) && each.checkVisibility()
            && !each.closest(".cm-editor")
        ).map((each) => each.getBoundingClientRect().height)"""
        bars: list[float] = app.page.evaluate(heights)
        assert 0 < sum(bars) <= 740 / 5, bars
        app.page.evaluate("scrollTo(0, 0)")
        app.button("Change").click()
        app.type_number("Epochs", 3)
        app.button("Fold").click()
        expect(app.number("Epochs")).to_be_hidden()
        code.is_the_twin(samples=50, epochs=3)
        assert app.page.evaluate("document.documentElement.scrollWidth") == 360


def test_the_editor_comes_with_the_first_cell_and_not_before(new_page: Open) -> None:
    app = new_page()
    asked: list[str] = []
    app.page.on("request", lambda request: asked.append(request.url))
    app.open("v=1&samples=50&epochs=2&run=1", "done")
    assert [url for url in asked if "code-mirror" in url] == []
    app.page.get_by_role("link", name="Code", exact=True).click()
    expect(Program(app).editor("Load").locator(".cm-line")).not_to_have_count(0)
    assert len([url for url in asked if "code-mirror" in url]) == 1


def test_without_the_editor_a_plain_field_does(new_page: Open) -> None:
    app = new_page()
    app.watch.expect("ERR_FAILED")
    app.page.route(EDITOR, lambda route: route.abort())
    code = Program(app.open(SMALL))
    plain = code.room.locator("textarea")
    expect(plain).to_have_count(len(STEPS))
    code.editor("Load").fill("print('plain')")
    code.editor("Load").press("Shift+Enter")
    expect(code.cell("Load")).to_contain_text("plain")
    code.is_yours()
