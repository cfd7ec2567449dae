"""The Teach room's ready tasks: what a teacher reads, gives out, prints and shows."""

import html
import re
import zipfile
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from e2e.app_page import AppPage
from e2e.axe import violations
from e2e.conftest import Visits
from e2e.test_tasks import task


@pytest.fixture(scope="module")
def app(visiting: Visits) -> Iterator[AppPage]:
    with visiting(permissions=["clipboard-read", "clipboard-write"]) as app:
        yield app.open("v=1&view=teach", "ready")


def opened(app: AppPage, title: str) -> Locator:
    found = app.page.locator("details").filter(has=app.page.get_by_text(title, exact=True))
    if found.get_attribute("open") is None:
        found.locator("summary").click()
    return found


def test_every_task_is_there_with_its_note(app: AppPage) -> None:
    expect(app.page.locator(".ready-task")).to_have_count(26)
    found = opened(app, "Fast asleep")
    expect(found).to_contain_text("What to expect")
    expect(found).to_contain_text("test accuracy above 70\u202f%")
    found.get_by_role("button", name="Copy link").click()
    expect(found.get_by_role("status")).to_have_text("Link copied.")
    link = app.page.evaluate("navigator.clipboard.readText()")
    assert found.get_by_role("link", name="Open").get_attribute("href") == link
    assert "lr=0.000001" in link


def test_a_task_is_saved_as_a_scorm_package_with_its_locks(app: AppPage) -> None:
    found = opened(app, "Fast asleep")
    found.get_by_role("button", name="SCORM package").click()
    with app.page.expect_download() as saved:
        found.get_by_role("button", name="Save SCORM 1.2").click()
    with zipfile.ZipFile(saved.value.path()) as archive:
        assert "<title>Fast asleep</title>" in archive.read("imsmanifest.xml").decode()
        page = html.unescape(archive.read("index.html").decode())
    assert "lr=0.000001" in page
    assert "lock=" in page
    # What the task is about is there to be changed.
    assert "compile" not in page.partition("hide=")[2].partition("&")[0]
    assert violations(app.page) == []
    found.get_by_role("button", name="SCORM package").click()
    expect(found.get_by_role("button", name="Save SCORM 1.2")).to_have_count(0)


def test_a_sheet_is_printed_alone(app: AppPage) -> None:
    app.page.evaluate("window.print = () => { window.printed = true; }")
    opened(app, "Fast asleep").get_by_role("button", name="Print a sheet").click()
    app.page.wait_for_function("window.printed")
    sheet = app.page.locator(".sheet")
    expect(sheet).to_be_hidden()
    app.page.emulate_media(media="print")
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text("The curves are flat.")
    expect(sheet.locator("svg.qr")).to_be_visible()
    expect(app.page.get_by_label("Link of the task")).to_be_hidden()
    app.page.emulate_media(media="null")
    app.page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(sheet).to_have_count(0)
    # The longest, on the shorter of the two papers; printing takes the sheet away again.
    longest = opened(app, "Load, define, compile, fit, evaluate")
    longest.get_by_role("button", name="Print a sheet").click()
    expect(sheet).to_have_count(1)
    printed = app.page.pdf(format="Letter")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1
    expect(sheet).to_have_count(0)


def test_a_task_is_shown_on_the_wall_and_closed_with_the_keyboard(app: AppPage) -> None:
    opened(app, "Fast asleep").get_by_role("button", name="Show on the wall").click()
    wall = app.page.get_by_role("dialog", name="Fast asleep")
    expect(wall).to_contain_text("The curves are flat.")
    expect(wall.get_by_role("img", name="The link as a QR code")).to_be_visible()
    app.page.keyboard.press("Escape")
    expect(wall).to_have_count(0)


@pytest.mark.parametrize("width", [320, 1440])
def test_the_room_has_no_barriers_and_fits(app: AppPage, width: int) -> None:
    app.page.set_viewport_size({"width": width, "height": 900})
    opened(app, "Fast asleep")
    root = "document.documentElement"
    assert app.page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth")
    assert violations(app.page) == []
    app.page.set_viewport_size({"width": 1440, "height": 900})


def test_a_link_opens_the_task(app: AppPage) -> None:
    href = opened(app, "Fast asleep").get_by_role("link", name="Open").get_attribute("href") or ""
    app.open(href.partition("#")[2])
    expect(task(app)).to_contain_text("The curves are flat.")
    expect(task(app)).to_contain_text("0 of 5 tries used")
    assert violations(app.page) == []
