"""The page where its scripts cannot run: opened as a file, or sent wrongly, or very late."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from e2e import host as tricks
from e2e.conftest import Open
from e2e.course import publish
from e2e.host import Answer, Host, plainly


@pytest.fixture
def script(site: Path) -> str:
    (found,) = (site / "assets").glob("main-*.js")
    return f"assets/{found.name}"


def refuse_page(page: Page, heading: str) -> None:
    """Only the notice is there, whole within the window's width."""
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    assert page.get_by_role("heading", level=1).count() == 1
    html = page.locator("html")
    expect(html).to_have_attribute("data-state", "failed")
    expect(html).to_have_attribute("data-error", "scripts-missing")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_opened_as_a_file_it_says_what_to_do(new_page: Open, site: Path) -> None:
    app = new_page(origins=("file://",), viewport={"width": 360, "height": 740})
    app.watch.expect("")  # the browser's own words on files; the page's are what counts
    app.page.goto((site / "index.html").as_uri())
    refuse_page(app.page, "Nearly there: this page wants a web server")
    expect(app.page.get_by_text("python3 -m http.server")).to_be_visible()
    expect(app.page.get_by_role("link", name="http://localhost:8000")).to_be_visible()
    app.page.get_by_role("link", name="these pages").click()
    expect(
        app.page.get_by_role("heading", name="Your own copy in a school's network")
    ).to_be_visible()


def test_a_host_that_sends_scripts_wrongly_is_told(new_page: Open, host: Host, script: str) -> None:
    def as_text(answer: Answer, file: Path) -> None:
        answer.give(file.read_bytes(), Content_Type="text/plain")

    for trick in (as_text, tricks.missing):
        app = new_page()
        app.watch.expect("MIME type|Failed to load resource")
        with host.playing(script, trick):
            app.open(state="failed")
            refuse_page(app.page, "The page's scripts did not arrive")
            expect(app.page.get_by_text("text/javascript")).to_be_visible()


def test_the_folders_name_without_its_slash(new_page: Open, host: Host) -> None:
    def front_page(answer: Answer, file: Path) -> None:
        page = (host.folder / "index.html").read_bytes()
        answer.give(page, Content_Type="text/html; charset=utf-8")

    app = new_page()
    app.watch.expect("MIME type|Failed to load resource")
    bare = host.url.removesuffix("/")
    with host.playing(host.prefix.removesuffix("/"), front_page):
        app.page.goto(f"{bare}?utm=1#v=1&epochs=3")
        app.wait_for("ready")
    assert app.page.url.startswith(f"{host.url}?utm=1#")


def test_a_folder_with_a_space_and_an_umlaut(new_page: Open, site: Path) -> None:
    with tricks.hosting(site, "/mein kurs/für alle/") as host:
        app = new_page(origins=(host.origin,))
        app.url = f"{host.url}index.html?utm=1"
        app.open("v=1&samples=50&epochs=1&run=1", state="done")
        assert "?utm=1#v=1" in app.page.url
        # What it still fetches would find the server gone.
        app.page.goto("about:blank")


def test_a_script_lost_on_the_way_is_asked_for_again(
    new_page: Open, host: Host, script: str
) -> None:
    def lost_once(answer: Answer, file: Path) -> None:
        host.tricks.pop(script)
        tricks.forbidden(answer, file)

    app = new_page()
    app.watch.expect("Failed to load resource")
    before = host.times_asked(script)
    with host.playing(script, lost_once):
        app.open("v=1&epochs=3")
    assert host.times_asked(script) == before + 2
    assert app.fragment["epochs"] == "3"


def test_scripts_that_are_very_late_take_the_page_back(
    new_page: Open, host: Host, script: str
) -> None:
    app = new_page(instruments=False)
    app.page.clock.install()
    held = tricks.Held()
    with host.playing(script, held):
        app.page.goto(host.url, wait_until="commit")
        assert held.begun.wait(20)
        app.page.locator(".unserved").first.wait_for(state="attached")
        app.page.clock.run_for(31_000)
        refuse_page(app.page, "The page's scripts did not arrive")
        held.released.set()
        app.wait_for("booting|ready")
    expect(app.page.get_by_role("heading", name="The page's scripts did not arrive")).to_be_hidden()
    app.page.clock.resume()
    app.wait_for("ready")
    assert app.error is None


def test_a_sandbox_on_a_host_without_the_header_is_told_which(
    new_page: Open, course: Host, site: Path
) -> None:
    """There the page has no origin, so its own scripts are foreign to it."""
    with plainly(site) as url:
        app = new_page(origins=(course.origin, url.rstrip("/")))
        app.watch.expect("CORS|Access-Control|ERR_FAILED")
        tag = f'<iframe sandbox="allow-scripts" title="Room" src="{url}"></iframe>'
        app.page.goto(publish(course, "sandbox-plain.html", tag))
        frame = app.page.frame_locator("iframe")
        expect(frame.get_by_text("Access-Control-Allow-Origin: *")).to_be_visible()
        expect(frame.get_by_text("allow-same-origin").first).to_be_visible()
        # What it still fetches would find the server gone.
        app.page.goto("about:blank")


@pytest.mark.parametrize("sandbox", ['sandbox=""', "sandbox=”allow-scripts”"])
def test_a_frame_that_forbids_scripts_is_named(
    new_page: Open, course: Host, host: Host, sandbox: str
) -> None:
    """As editors write it."""
    app = new_page(origins=(course.origin,), instruments=False)
    app.watch.expect("sandbox|Blocked script")
    tag = f'<iframe {sandbox} title="Room" src="{host.url}"></iframe>'
    app.page.goto(publish(course, "forbidden.html", tag))
    # At the top, since such a frame is often low.
    words = app.page.frame_locator("iframe").locator("noscript")
    expect(words.locator("code").nth(1)).to_have_text('sandbox="allow-scripts"')
    expect(words.locator("code").nth(1)).to_be_visible()
    box = words.bounding_box()
    outer = app.page.locator("iframe").bounding_box()
    assert box
    assert outer
    assert outer["y"] <= box["y"] < outer["y"] + 60
