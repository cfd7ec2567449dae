"""The room where a teacher puts a training into a course: choose, look, copy, paste, train."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Locator, Page, expect

from e2e.app_page import BOOT, RUN, AppPage
from e2e.conftest import Open, Visits
from e2e.host import Host, hosting
from e2e.test_access import WIDTHS, violations

WITHOUT_PYTHON = pytest.mark.usefixtures("python_held")
SMALL = "v=1&samples=50&layers=8&epochs=2"
KINDS = ("Element", "Plain frame", "Markdown", "Link")
LESSON = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>A lesson</title>
<link rel="icon" href="data:,">
<h1>Lesson 3</h1>
{pasted}
"""
LISTENER = """<script>
  window.heard = [];
  addEventListener("message", ({ data }) => heard.push(data));
</script>
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """The course's own site, on an origin of its own."""
    with hosting(tmp_path_factory.mktemp("course"), "/") as running:
        yield running


@pytest.fixture(scope="module")
def app(visiting: Visits, course: Host) -> Iterator[AppPage]:
    """The room, in a browser that lets pages copy."""
    allowed = ["clipboard-read", "clipboard-write"]
    with visiting(origins=(course.origin,), permissions=allowed) as page:
        yield page


@pytest.fixture
def room(app: AppPage) -> AppPage:
    """The same, with nothing chosen, while Python is still on its way."""
    app.open(f"{SMALL}&view=embed", state="")
    expect(app.page.get_by_role("heading", name="Put it into your course")).to_be_visible()
    return app


def part(app: AppPage, kind: str) -> Locator:
    return app.section[kind]


def text(app: AppPage, kind: str) -> Locator:
    return part(app, kind).locator("pre")


def copied(app: AppPage, kind: str) -> str:
    """Press the button, see that it says so, and look what the clipboard has."""
    part(app, kind).get_by_role("button").click()
    expect(part(app, kind).get_by_role("button")).to_have_text("Copied")
    return app.page.evaluate("navigator.clipboard.readText()")


def paste(course: Host, pasted: str) -> str:
    """A lesson that holds what was pasted; returns its address."""
    (Path(course.folder) / "lesson.html").write_text(LESSON.format(pasted=pasted), "utf-8")
    return f"{course.url}lesson.html"


def test_an_element_pasted_into_a_lesson_trains(room: AppPage, course: Host) -> None:
    room.pick("What students see", "Training")
    lesson = paste(course, LISTENER + copied(room, "Element"))
    page = room.page.context.new_page()
    page.goto(lesson)
    page.get_by_role("button", name="Start").click()
    assert trained(page)["history"].keys() >= {"loss", "accuracy"}
    page.close()


def test_a_plain_frame_pasted_into_a_lesson_trains(room: AppPage, course: Host) -> None:
    room.section["Train"].get_by_role("checkbox", name="Fix Epochs").check()
    lesson = paste(course, LISTENER + copied(room, "Plain frame"))
    page = room.page.context.new_page()
    page.goto(lesson)
    frame = page.frame_locator("iframe")
    expect(frame.locator("html")).to_have_attribute("data-state", "ready", timeout=BOOT)
    # What the teacher hid is not there, and what was fixed says so.
    expect(frame.get_by_role("heading", name="Evaluate")).to_be_visible()
    expect(frame.get_by_role("heading", name="Compile")).not_to_be_visible()
    frame.get_by_role("region", name="Fit").get_by_role("button").click()
    expect(frame.get_by_label("Epochs", exact=True)).not_to_be_editable()
    expect(frame.get_by_label("Epochs", exact=True)).to_have_accessible_description(
        re.compile("[Ff]ixed for this lesson")
    )
    frame.get_by_role("group", name="Training").get_by_role("button", name="Fit").click()
    assert len(trained(page)["history"]["loss"]) == 2
    page.close()


def trained(page: Page) -> dict[str, Any]:
    """What the lesson is told once a training is done."""
    page.wait_for_function("heard.some(({ type }) => type === 'done')", timeout=BOOT + RUN)
    return page.evaluate("heard.find(({ type }) => type === 'done')")


def test_a_pasted_link_leads_to_the_same_settings(room: AppPage) -> None:
    link = copied(room, "Link")
    page = room.page.context.new_page()
    page.goto(link)
    box = page.get_by_role("spinbutton", name="Number of pictures")
    expect(box).to_have_value("50")
    expect(page.get_by_role("spinbutton", name="Epochs", exact=True)).to_have_value("2")
    page.close()


@WITHOUT_PYTHON
def test_what_is_chosen_is_in_every_text(room: AppPage) -> None:
    page = room.page
    settings = room.section["Train"]
    settings.get_by_label("Epochs", exact=True).fill("7")
    settings.get_by_label("Epochs", exact=True).press("Enter")
    settings.get_by_label("Hidden layers", exact=True).fill("64:tanh,16")
    settings.get_by_label("Hidden layers", exact=True).press("Enter")
    settings.get_by_role("checkbox", name="Fix Epochs").check()
    settings.get_by_role("checkbox", name="Fix Pictures").check()
    room.section["Show"].get_by_role("checkbox", name="Top bar").check()
    room.section["Show"].get_by_role("checkbox", name="Predict").uncheck()
    room.pick("Theme of the frame", "Dark")
    expect(text(room, "Link")).to_contain_text("theme=dark")
    for kind in KINDS:
        said = text(room, kind).inner_text().replace("&amp;", "&").replace('"', "")
        for word in ("epochs=7", "layers=64:tanh,16", "lock=samples,epochs", "theme=dark"):
            assert word in said, kind
        (hide,) = set(re.findall(r"hide=([a-z,]+)", said))
        assert {"predict", "summary"} <= set(hide.split(","))
        assert "header" not in hide
    # The recipe is the Lab's own.
    page.get_by_role("link", name="Lab").click()
    expect(room.number("Epochs")).to_have_value("7")


@WITHOUT_PYTHON
def test_all_settings_are_fixed_at_once(room: AppPage) -> None:
    room.section["Train"].get_by_role("checkbox", name="Fix all settings").check()
    expect(text(room, "Link")).to_contain_text("lock=all")
    expect(room.section["Train"].get_by_role("checkbox", name="Fix Seed")).to_be_checked()
    expect(room.section["Train"].get_by_role("checkbox", name="Fix Seed")).to_be_disabled()
    room.section["Train"].get_by_role("checkbox", name="Fix all settings").uncheck()
    expect(text(room, "Link")).not_to_contain_text("lock")


@WITHOUT_PYTHON
def test_a_link_s_own_locks_stay_in_what_is_copied(app: AppPage) -> None:
    app.open(f"{SMALL}&view=embed&lock=epochs&hide=log", state="")
    settings = app.section["Train"]
    expect(settings.get_by_role("checkbox", name="Fix Epochs")).to_be_checked()
    expect(settings.get_by_role("checkbox", name="Fix Epochs")).to_be_disabled()
    expect(settings.get_by_label("Epochs", exact=True)).to_be_disabled()
    every = settings.get_by_role("checkbox", name="Fix all settings")
    every.check()
    every.uncheck()
    expect(text(app, "Link")).to_contain_text(re.compile("hide=log&lock=epochs$"))


@WITHOUT_PYTHON
def test_a_setting_that_cannot_be_is_put_right_and_explained(room: AppPage) -> None:
    layers = room.section["Train"].get_by_label("Hidden layers", exact=True)
    layers.fill("many")
    layers.press("Enter")
    expect(room.section["Train"]).to_contain_text("cannot be used")
    expect(layers).to_have_accessible_description(re.compile("cannot be used"))
    expect(text(room, "Link")).not_to_contain_text("many")
    stop = room.section["Train"].get_by_label("Stop when", exact=True)
    stop.fill("loss<0.4")
    stop.press("Enter")
    expect(text(room, "Link")).to_contain_text("stop=loss%3C0.4")
    expect(text(room, "Element")).to_contain_text('stop="loss&lt;0.4"')
    stop.fill("")
    stop.press("Enter")
    expect(text(room, "Link")).not_to_contain_text("stop")


@WITHOUT_PYTHON
def test_a_title_with_markup_stays_a_title(room: AppPage, course: Host) -> None:
    title = room.section["Place"].get_by_label("Title", exact=True)
    title.fill('"><img src=x onerror=alert(1)>')
    title.press("Enter")
    page = room.page.context.new_page()
    page.goto("about:blank")
    page.set_content(text(room, "Plain frame").inner_text(), wait_until="commit")
    assert page.locator("img").count() == 0
    assert page.locator("iframe").get_attribute("title") == '"><img src=x onerror=alert(1)>'
    page.close()


def test_the_preview_starts_when_asked_and_follows(room: AppPage) -> None:
    page = room.page
    room.wait_for("ready", BOOT)
    assert len(page.workers) == 1
    height = room.section["Place"].get_by_label("Height of a plain frame")
    guess = float(height.input_value())
    room.button("Start the preview").click()
    frame = preview(page)
    expect(frame.locator("html")).to_have_attribute("data-state", "ready", timeout=BOOT)
    assert len(page.workers) == 2
    outer = page.locator("fr-preview iframe")
    # As high as its content; the proposal is never less, since a phone needs more.
    expect(room.section["Preview"]).to_contain_text("768 ×")
    needed = frame.locator("body").evaluate("body => body.getBoundingClientRect().height")
    expect(outer).to_have_css("height", f"{-(-needed // 1):.0f}px")
    expect(height).to_have_value(f"{guess:.0f}")
    assert guess >= needed
    # Settings reach it without a new start.
    frame.locator("html").evaluate("html => { html.dataset.mark = 'same' }")
    epochs = room.section["Train"].get_by_label("Epochs", exact=True)
    epochs.fill("3")
    epochs.press("Enter")
    expect(frame.get_by_text("3 times over the pictures")).to_be_visible()
    room.pick("Width of the preview", "Phone, 360 pixels wide")
    expect(outer).to_have_css("width", "360px")
    expect(room.section["Preview"]).to_contain_text("360 ×")
    needed = frame.locator("body").evaluate("body => body.getBoundingClientRect().height")
    assert 1 <= guess / needed < 1.15, "the heights of the panels need another look"
    expect(frame.locator("html")).to_have_attribute("data-mark", "same")
    # Who goes elsewhere does not pay for it any longer.
    page.get_by_role("link", name="Lab").click()
    expect(outer).to_have_count(0)
    page.wait_for_function("document.querySelectorAll('iframe').length === 0")
    assert len(page.workers) == 1


def preview(page: Page) -> FrameLocator:
    return page.frame_locator("fr-preview iframe")


@WITHOUT_PYTHON
def test_where_copying_is_refused_the_text_is_selected(new_page: Open, course: Host) -> None:
    """A frame may not copy unless its host lets it, and this browser has no older way either."""
    app = new_page(origins=(course.origin,))
    app.watch.expect("[Cc]lipboard|permissions policy")
    app.page.goto(paste(course, f'<iframe src="{app.url}#view=embed" title="Room"></iframe>'))
    frame = app.page.frame_locator("iframe")
    link = frame.get_by_role("region", name="Link", exact=True)
    expect(link).to_be_visible()
    app.page.frames[1].evaluate("document.execCommand = () => false")
    link.get_by_role("button").click()
    expect(link.get_by_role("status")).to_contain_text("press Ctrl+C")
    inside = app.page.frames[1]
    assert inside.evaluate("getSelection().toString()") == link.locator("pre").inner_text()
    assert inside.evaluate("document.activeElement.className") == "copy-text"


def test_a_visit_to_the_lab_does_not_fetch_the_room(new_page: Open, host: Host) -> None:
    app = new_page()
    before = len(host.asked)
    app.open(SMALL)
    assert not [each.name for each in host.asked[before:] if "assets/builder" in each.name]
    app.page.get_by_role("link", name="Embed").click()
    expect(app.page.get_by_role("heading", name="Put it into your course")).to_be_visible()
    assert [each.name for each in host.asked[before:] if "assets/builder" in each.name]
    app.page.get_by_role("link", name="Step by step").click()
    expect(app.page.get_by_role("link", name="Moodle").first).to_be_visible()


@WITHOUT_PYTHON
def test_with_the_keyboard_alone(room: AppPage) -> None:
    """From the first setting to the clipboard."""
    keyboard = room.page.keyboard
    room.section["Train"].get_by_role("checkbox", name="Fix all settings").focus()
    for name in (
        "Data set",
        "Fix Data set",
        "Kinds of clothes",
        "Fix Kinds of clothes",
        "Pictures",
        "Fix Pictures",
    ):
        keyboard.press("Tab")
        focused = room.page.locator(":focus")
        expect(focused).to_have_accessible_name(name)
    keyboard.press("Space")
    room.radio("What students see", "Essentials").focus()
    keyboard.press("ArrowRight")
    expect(room.radio("What students see", "Training")).to_be_checked()
    part(room, "Element").get_by_role("button").focus()
    keyboard.press("Enter")
    expect(part(room, "Element").get_by_role("status")).to_have_text("Element copied.")
    expect(part(room, "Element").get_by_role("button")).to_be_focused()
    words = room.page.evaluate("navigator.clipboard.readText()")
    assert 'lock="samples"' in words
    assert re.search(r'hide="[a-z,]*predict', words)


@WITHOUT_PYTHON
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(room: AppPage, theme: str, width: int) -> None:
    room.page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    room.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    copied(room, "Link")
    room.section["Train"].get_by_role("checkbox", name="Fix Seed").check()
    assert violations(room) == []
    assert room.page.evaluate("document.documentElement.scrollWidth") <= width
