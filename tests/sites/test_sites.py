"""From the instruction page to a working lesson, on each platform that can run here."""

from pathlib import Path

from playwright.sync_api import expect

from e2e.host import Host
from sites import course
from sites.course import Codes
from sites.room import Room


def test_plain_html(room: Room, folder: Path, course_url: str, codes: Codes) -> None:
    course.copy("plain.html", folder, codes)
    said: list[str] = []
    room.page.on("console", lambda message: said.append(message.text))
    room.page.goto(f"{course_url}plain.html")
    done = room.train()
    room.expect_right_height()
    accuracy = f"{done['evaluation']['accuracy']}"
    assert [text for text in said if text.startswith(accuracy)], "the lesson's own listener"


def test_mkdocs_material_with_instant_navigation(
    room: Room, folder: Path, course_url: str, codes: Codes, host: Host
) -> None:
    course.mkdocs(folder, codes, course_url)
    page = room.page
    page.goto(course_url)
    page.evaluate("window.first = true")
    asked = len(host.asked)
    page.get_by_role("article").get_by_role("link", name="To the lesson").click()
    expect(room.start).to_be_visible()
    assert len(host.asked) == asked, "the poster asks for nothing"
    room.train()
    room.expect_right_height()

    page.get_by_role("link", name="Welcome").first.click()
    expect(room.iframe).to_have_count(0)
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
    page.go_back()
    expect(room.start).to_be_visible()
    expect(room.iframe).to_have_count(0)
    page.evaluate("heard.length = 0")
    room.train()
    assert page.evaluate("window.first"), "the page was never loaded anew"


def test_sphinx(room: Room, folder: Path, course_url: str, codes: Codes) -> None:
    course.sphinx(folder, codes)
    room.page.goto(f"{course_url}lesson.html")
    room.train()
    room.expect_right_height()


def test_reveal_slides(room: Room, folder: Path, course_url: str, codes: Codes) -> None:
    course.reveal(folder, codes)
    page = room.page
    page.goto(f"{course_url}reveal.html")
    expect(page.get_by_role("heading", name="What is a network?")).to_be_visible()
    expect(room.start).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(room.start).to_be_visible()
    room.train()
    expect_within_the_slide(room)
    page.evaluate("Reveal.next()")
    expect(page.locator("section.present iframe")).to_have_count(0)
    page.evaluate("Reveal.prev()")
    expect(page.locator("section.present iframe")).to_have_count(1)
    expect(room.frame.locator("html")).to_have_attribute("data-state", "done")
    expect_within_the_slide(room)


def expect_within_the_slide(room: Room) -> None:
    """A slide cannot be scrolled: what lies beyond it is out of reach."""
    room.page.wait_for_function("""() => {
        const slide = document.querySelector(".reveal .slides").getBoundingClientRect();
        const { top, bottom } = document.querySelector("fitting-room").getBoundingClientRect();
        return top >= slide.top - 1 && bottom <= slide.bottom + 1;
    }""")
    room.inside("scrollTo(0, 1e6)")
    assert room.inside("scrollY") > 0, "the rest of the page is reached by scrolling in the frame"
    room.inside("scrollTo(0, 0)")


def test_moodle_leaves_a_frame(room: Room, folder: Path, course_url: str, codes: Codes) -> None:
    """Nobody tells it the height there, so where it is narrow it scrolls inside, downwards only."""
    course.copy("moodle.html", folder, {"iframe": course.left_of(codes["iframe"])})
    room.page.goto(f"{course_url}moodle.html")
    room.fit_inside()
    height = int(room.page.locator("iframe").get_attribute("height") or 0)
    for width in (1440, 768, 320):
        room.page.set_viewport_size({"width": width, "height": 800})
        assert room.page.evaluate("document.documentElement.scrollWidth") <= width
        room.wait_inside("document.documentElement.scrollWidth <= innerWidth")
        assert room.inside("innerHeight") == height
    room.inside("scrollTo(0, document.body.scrollHeight)")
    expect(room.frame.get_by_role("heading", name="Predict")).to_be_visible()
    assert room.inside("scrollY") > 0
    told = room.page.evaluate("messages.map(({ type }) => type).filter((type) => type)")
    assert [kind for kind in told if kind != "resize"] == ["ready", *["epoch"] * 10, "done"]


def test_canvas_follows_the_height(room: Room, folder: Path, course_url: str, codes: Codes) -> None:
    course.copy("canvas.html", folder, {"iframe": course.left_of(codes["iframe"])})
    room.page.goto(f"{course_url}canvas.html")
    room.fit_inside()
    room.expect_right_height()
