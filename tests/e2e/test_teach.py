"""The instruction pages: code that fits this very copy, buttons that copy it, the code at work."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.app_page import AppPage
from e2e.conftest import Open, Visits
from e2e.host import Host
from e2e.test_access import violations

WIDTHS = (320, 768, 1440)


@pytest.fixture(scope="module")
def app(visiting: Visits) -> Iterator[AppPage]:
    with visiting(permissions=["clipboard-read", "clipboard-write"]) as page:
        yield page


@pytest.fixture(scope="module")
def names(site: Path) -> list[str]:
    return sorted(file.name for file in (site / "teach").glob("*.html"))


def read(app: AppPage, name: str) -> None:
    app.page.goto(f"{app.url}teach/{name}")
    codes = app.page.locator("figure.code").count()
    expect(app.page.locator("figure.code .copy")).to_have_count(codes)


def test_pages_fit_and_their_code_has_this_copys_address(app: AppPage, names: list[str]) -> None:
    told: set[str] = set()
    for name in names:
        read(app, name)
        for figure in app.page.locator("figure.code").all():
            code = figure.locator("pre code").inner_text()
            told.update(re.findall(r"https?://[^\s\"'#)}\]]+", html.unescape(code)))
            # Only the code is written anew, not the code in the words above it.
            assert len(figure.locator("figcaption").inner_text()) < 120
        for width in WIDTHS:
            app.page.set_viewport_size({"width": width, "height": 800})
            assert app.page.evaluate("document.documentElement.scrollWidth") <= width, name
    ours = {address for address in told if address.startswith(app.url)}
    assert {app.url, f"{app.url}embed.js", f"{app.url}card.png"} <= ours
    assert told - ours == {"https://github.com/YOU/fitting-room.git"}


def test_axe_finds_nothing(app: AppPage) -> None:
    for scheme in ("light", "dark"):
        app.page.emulate_media(color_scheme=scheme)
        for name in ("index.html", "html.html", "moodle.html"):
            read(app, name)
            assert violations(app) == []


def test_copies_what_it_shows_by_keyboard(app: AppPage) -> None:
    app.page.set_viewport_size({"width": 1440, "height": 900})
    read(app, "mkdocs.html")
    app.page.keyboard.press("Tab")
    expect(app.page.get_by_role("link", name="Skip to the instructions")).to_be_focused()
    app.page.keyboard.press("Enter")
    figure = app.page.locator("figure.code").first
    for _ in range(2):  # the code itself can be scrolled, then comes its button
        app.page.keyboard.press("Tab")
    expect(figure.get_by_role("button")).to_be_focused()
    app.page.keyboard.press("Enter")
    expect(figure.get_by_role("button", name="Copied")).to_be_visible()
    copied = app.page.evaluate("navigator.clipboard.readText()")
    assert copied == figure.locator("pre code").text_content()
    assert copied.startswith("extra_javascript:\n  - path: ")


def test_an_address_of_this_computer_is_said_to_be_one(app: AppPage) -> None:
    note = app.page.get_by_text("served by your own computer")
    read(app, "html.html")
    expect(note).to_have_count(1)
    read(app, "web-server.html")
    expect(note).to_have_count(0)


def test_without_a_clipboard_the_code_is_selected(new_page: Open, host: Host) -> None:
    """As on plain http in a school's network, where browsers have none."""
    app = new_page()
    app.page.add_init_script("""
        Object.defineProperty(navigator, "clipboard", { value: undefined });
        document.execCommand = () => false;
    """)
    read(app, "school.html")
    app.button("Copy").click()
    expect(app.button("Press Ctrl+C")).to_be_visible()
    selected = app.page.evaluate("getSelection().toString()")
    assert selected == "cd fitting-room\npython3 -m http.server 8000"


def test_examples_work_where_they_stand(app: AppPage) -> None:
    read(app, "html.html")
    room = app.page.locator(".try fitting-room")
    expect(room.get_by_role("button", name="Start")).to_be_visible()
    assert app.page.locator("iframe").count() == 0
    read(app, "moodle.html")
    app.button("Show the frame").click()
    frame = app.page.frame_locator(".try iframe")
    expect(frame.locator("html")).to_have_attribute("data-state", "ready", timeout=90_000)


def test_a_preset_leads_to_its_settings(app: AppPage) -> None:
    app.page.goto(f"{app.url}preset/overfitting/")
    app.wait_for("ready")
    assert app.page.evaluate("location.pathname") == "/~prof/fitting-room/"
    assert app.fragment["layers"] == "128,64"
    expect(app.number("Epochs")).to_have_value("60")


def test_readable_from_a_file_and_without_scripts(new_page: Open, site: Path) -> None:
    app = new_page(origins=("file://",), java_script_enabled=False, instruments=False)
    app.page.goto((site / "teach" / "school.html").as_uri())
    expect(app.page.get_by_text("python3 -m http.server 8000")).to_be_visible()
    app.page.get_by_role("link", name="Plain HTML").click()
    expect(app.page.get_by_role("heading", name="Plain HTML")).to_be_visible()
    expect(app.page.get_by_text("https://example.edu/fitting-room/embed.js")).to_be_visible()


@pytest.mark.usefixtures("python_held")
def test_teachers_have_the_answers_and_pupils_pages_do_not_lead_there(app: AppPage) -> None:
    read(app, "index.html")
    app.page.get_by_role("link", name="Lessons with answers").first.click()
    expect(app.page.get_by_role("heading", level=1)).to_have_text("The lessons with their answers")
    question = app.page.locator(".question", has_text="The shape has four numbers")
    expect(question.get_by_text("One number for each pixel (right)")).to_be_visible()
    expect(question).to_contain_text("A colour picture would end in 3")
    assert app.page.locator("h4").count() == 8, "the experiments"
    assert violations(app) == []
    for view in ("lab", "code", "lessons"):
        app.open(f"v=1&view={view}", state="")
        expect(app.page.get_by_role("link", name="Lessons")).to_be_visible()
        assert app.page.locator("a[href*=answers]").count() == 0
    app.open("v=1&view=embed", state="")
    app.pick("What students get", "Lesson")
    app.page.get_by_role("link", name="All questions with their answers").click()
    expect(app.page.get_by_role("heading", level=1)).to_have_text("The lessons with their answers")
