"""What course sites do to what is pasted: dark pages, rules for frames, fixed heights."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from e2e.app_page import BOOT
from e2e.conftest import Open, Visits
from e2e.course import elements, fits, inside, publish, rest
from e2e.host import Host

SELECTIONS = ("All", "Essentials", "Training")
KINDS = (3, 10)
WIDTHS = (360, 1024)


@pytest.fixture(scope="module")
def plain_frames(visiting: Visits) -> Iterator[dict[tuple[str, int], str]]:
    """The builder's code, by what students see and how many kinds of clothes there are."""
    frames: dict[tuple[str, int], str] = {}
    with visiting() as app:
        for kinds in KINDS:
            app.open(f"v=1&classes={kinds}&samples=600&epochs=2&view=embed", state="")
            for selection in SELECTIONS:
                app.pick("What students see", selection)
                frames[selection, kinds] = app.section["Plain frame"].locator("pre").inner_text()
        yield frames


def test_a_dark_course_gets_a_dark_frame(new_page: Open, course: Host, host: Host) -> None:
    """Dark on purpose, on a device that likes it light."""
    app = new_page(origins=(course.origin,), color_scheme="light")
    dark = "<style>:root { color-scheme: dark; background: #111 }</style>"
    link = '<a href="https://example.edu/room/">Train it</a>'
    tag = f'<fitting-room id="one" samples="50" epochs="1">{link}</fitting-room>'
    app.page.goto(publish(course, "dark.html", elements(host, dark, tag)))
    # On paper it is light all the same, with the way to the page in place of the button.
    start = app.page.locator("#one").get_by_role("button", name="Start")
    way = app.page.get_by_role("link", name="Train it")
    expect(start).to_be_visible()
    expect(way).not_to_be_visible()
    app.page.emulate_media(media="print")
    expect(way).to_be_visible()
    expect(start).not_to_be_visible()
    expect(app.page.locator("#one .stage")).to_have_css("color", "rgb(34, 37, 46)")
    app.page.emulate_media(media="screen")
    app.page.locator("#one").get_by_role("button", name="Start").click()
    expect(app.page.frame_locator("iframe").locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize("kinds", KINDS)
@pytest.mark.parametrize("selection", SELECTIONS)
def test_the_builder_s_heights_do_not_scroll_inside(
    new_page: Open,
    course: Host,
    plain_frames: dict[tuple[str, int], str],
    selection: str,
    kinds: int,
) -> None:
    """Not on a phone, not beside a menu, and whatever rules a course has for frames."""
    rule = "<style>iframe { max-width: 100%; height: auto }</style>"
    url = publish(course, "rules.html", rule + plain_frames[selection, kinds])
    narrow = {"width": WIDTHS[0], "height": 700}
    page = new_page(origins=(course.origin,), viewport=narrow).page
    page.goto(url)
    # `loading="lazy"`: it is in view from the start.
    room = page.frame_locator("iframe")
    expect(room.locator("html")).to_have_attribute("data-state", "ready", timeout=BOOT)
    button = room.get_by_role("group", name="Training").get_by_role("button", name="Fit")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 700})
        rest(page)
        box = button.bounding_box()
        assert box
        assert box["y"] < 450, "Fit is far down"
    button.click()
    expect(room.locator("html")).to_have_attribute("data-state", "done", timeout=BOOT)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 700})
        rest(page)
        assert fits(inside(page)), width


def test_curly_quotes_are_named_and_read(new_page: Open, course: Host, host: Host) -> None:
    app = new_page(origins=(course.origin,))
    tag = '<fitting-room id="one" samples=“50” epochs=”1”></fitting-room>'
    app.page.goto(publish(course, "curly.html", elements(host, tag)))
    room = app.page.locator("#one")
    expect(room.get_by_role("status")).to_contain_text("straight quotes curly: samples=“50”")
    expect(room).to_contain_text("50 pictures")
    expect(room).to_contain_text("1 epoch.")


def test_numbers_are_said_as_they_are_written_in_a_course_from_the_right(
    new_page: Open, course: Host, host: Host
) -> None:
    app = new_page(origins=(course.origin,))
    tag = '<fitting-room id="one" samples="60 000" layers="1.000,64:tanh"></fitting-room>'
    right = f'<div dir="rtl">{tag}</div>'
    app.page.goto(publish(course, "right.html", elements(host, right)))
    room = app.page.locator("#one")
    words = "60 000 pictures of 3 kinds of clothes, hidden layers of 1.000 and 64 units, 10 epochs."
    expect(room).to_contain_text(words)
    expect(room.get_by_text(words)).to_have_css("direction", "ltr")
    room.get_by_role("button", name="Start").click()
    link = app.page.locator("#one iframe").get_attribute("src") or ""
    # The page has the parser of numbers.
    assert "samples=60%20000&" in link
    app.page.goto("about:blank")


@pytest.mark.usefixtures("python_held")
def test_without_scripts_the_tag_is_a_link(new_page: Open, course: Host) -> None:
    app = new_page(origins=(course.origin,))
    app.open("v=1&samples=50&epochs=1&view=embed", state="")
    tag = app.section["Element"].locator("pre").inner_text()
    link = app.section["Link"].locator("pre").inner_text()
    mail = new_page(origins=(course.origin,), java_script_enabled=False, instruments=False)
    mail.page.goto(publish(course, "mail.html", tag))
    way = mail.page.get_by_role("link", name="Train this network in your browser")
    expect(way).to_have_attribute("href", link)


REFUSE = "document.execCommand = () => false"
"""As browsers that have no older way to copy."""


def test_copy_in_a_frame_without_permission(new_page: Open, course: Host, host: Host) -> None:
    """By the older way; where that is refused too, the text is selected."""
    app = new_page(origins=(course.origin,), permissions=["clipboard-read"])
    app.watch.expect("[Cc]lipboard|permissions policy")
    page = app.page
    url = f"{host.url}#v=1&embed=1&view=code&samples=50&epochs=1"
    page.goto(publish(course, "copy.html", f'<iframe title="Room" src="{url}"></iframe>'))
    frame = page.frame_locator("iframe")
    copy = frame.get_by_role("button", name="Copy", exact=True)
    expect(copy).to_be_enabled(timeout=BOOT)
    expect(frame.locator("html")).to_have_attribute("data-state", "ready", timeout=BOOT)
    expect(frame.locator("fr-cell").first).to_be_visible()
    copy.click()
    expect(frame.get_by_text("Copied. It runs in any Keras")).to_be_visible()
    inside(page).evaluate(REFUSE)
    copy.click()
    expect(frame.get_by_text("The site around this page does not let it copy")).to_be_visible()
    selected = inside(page).evaluate("getSelection().toString()")
    assert "model.fit(" in selected
    with page.expect_download():
        frame.get_by_role("button", name="Save as file").click()
    expect(frame.get_by_text("If no file came, the site around this page")).to_be_visible()


def test_plain_frames_out_of_view_wait(
    new_page: Open, course: Host, host: Host, plain_frames: dict[tuple[str, int], str]
) -> None:
    """Six of the builder's frames on one page, on a phone."""
    page = new_page(origins=(course.origin,), viewport={"width": 360, "height": 640}).page
    six = "".join(f"<p>{i}</p>{plain_frames['All', 3]}" for i in range(6))
    page.goto(publish(course, "six.html", six))

    def started() -> int:
        return sum(frame.url.startswith(host.url) for frame in page.frames)

    first = page.frame_locator("iframe >> nth=0").locator("html")
    expect(first).to_have_attribute("data-state", "ready", timeout=BOOT)
    rest(page)
    assert 1 <= started() <= 3
    page.locator("iframe").last.scroll_into_view_if_needed()
    last = page.frame_locator("iframe >> nth=5").locator("html")
    expect(last).to_have_attribute("data-state", "ready", timeout=BOOT)
    assert started() < 6
