"""A set of the learner's own: brought as a zip, looked at, trained on, kept and found again."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import BrowserType, Page, expect

from e2e.app_page import AppPage
from e2e.axe import violations
from e2e.conftest import Visits
from e2e.host import Host
from session.test_own_set import pictures, png, zipped


@pytest.fixture(scope="module")
def shelf(visiting: Visits) -> Iterator[AppPage]:
    with visiting() as app:
        app.open("v=1&layers=10&epochs=4&batch=10&split=0.2")
        app.page.get_by_role("radio", name="Your own").click()
        expect(app.page.get_by_text("2 to 20 classes")).to_be_visible()
        yield app


def bring(app: AppPage, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    app.page.get_by_label("Open a zip, an .npz or pictures").set_input_files(files=[file])


def two_hundred() -> bytes:
    pixels, labels = pictures(200)
    names = ("up", "flat")
    files = {
        f"{names[label]}/{i:03}.png": png(p)
        for i, (p, label) in enumerate(zip(pixels, labels, strict=True))
    }
    return zipped({**files, "flat/notes.svg": b"<svg><script>alert(1)</script></svg>"})


def test_without_pictures_it_says_what_is_missing(shelf: AppPage) -> None:
    expect(shelf.page.locator("fr-load .step-head")).to_contain_text("which is empty")
    shelf.open(shelf.link)
    expect(shelf.page.get_by_text("in 3 classes, which is not here")).to_be_visible()
    shelf.fit()
    shelf.wait_for("failed")
    expect(shelf.page.get_by_text("A link does not carry them").first).to_be_visible()
    # Another data set, as it says, and the message goes; there are no results to speak of.
    shelf.page.get_by_role("radio", name="Fashion-MNIST", exact=True).click()
    expect(shelf.page.get_by_text("A link does not carry them")).to_have_count(0)
    shelf.wait_for("ready")
    expect(shelf.page.get_by_text("Nothing trained yet").first).to_be_visible()
    expect(shelf.page.get_by_text("from the previous settings")).to_have_count(0)
    shelf.page.get_by_role("radio", name="Your own").click()
    shelf.fit()
    shelf.wait_for("failed")
    assert shelf.fragment["data"] == "own"
    shelf.page.get_by_label("New class").fill("Up")
    shelf.page.get_by_label("New class").press("Enter")
    expect(shelf.page.get_by_label("Class Up")).to_be_visible()
    expect(shelf.page.get_by_text("A link does not carry them")).to_have_count(0)
    assert shelf.fragment["samples"] == "10"


def test_a_zip_of_200_is_trained_on(shelf: AppPage) -> None:
    bring(shelf, "bars.zip", two_hundred())
    expect(shelf.page.get_by_text("80 to train, 20 to test")).to_have_count(2)
    expect(shelf.page.get_by_text("An SVG describes shapes")).to_be_visible()
    # All are taken, although the settings had followed the set down to its least.
    assert (shelf.fragment["classes"], shelf.fragment["samples"]) == ("2", "160")
    done = shelf.train()
    assert done["evaluation"]["samples"] == 40
    assert done["evaluation"]["accuracy"] > 0.8
    expect(shelf.page.locator("fr-evaluate .matrix").get_by_text("flat").first).to_be_visible()


def test_the_same_set_once_more_adds_nothing(shelf: AppPage) -> None:
    with shelf.page.expect_download() as saved:
        shelf.button("Save as a file").click()
    bring(shelf, "own-pictures.npz", saved.value.path().read_bytes())
    expect(shelf.page.get_by_text("200 pictures left out: the set has them")).to_be_visible()
    expect(shelf.page.get_by_text("80 to train, 20 to test")).to_have_count(2)


DROP = """(target, bytes) => {
  const carried = new DataTransfer();
  carried.items.add(new File([new Uint8Array(bytes)], "dropped.png", {type: "image/png"}));
  const options = {dataTransfer: carried, bubbles: true, cancelable: true};
  const taken = !target.dispatchEvent(new DragEvent("dragover", options));
  target.dispatchEvent(new DragEvent("drop", options));
  return taken;
}"""
COPY = """async (bytes) => {
  const png = new Blob([new Uint8Array(bytes)], {type: "image/png"});
  await navigator.clipboard.write([new ClipboardItem({"image/png": png})]);
}"""


def test_pictures_are_dropped_on_a_class_and_pasted_into_one(shelf: AppPage) -> None:
    one, other = (png(pixels) for pixels in pictures(2, seed=7)[0])
    flat, up = shelf.page.get_by_label("Class flat"), shelf.page.get_by_label("Class up")
    assert flat.evaluate(DROP, list(one))
    expect(flat).to_contain_text("81 to train, 20 to test")
    shelf.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    shelf.page.evaluate(COPY, list(other))
    up.get_by_label("Name of class").focus()
    shelf.page.keyboard.press("ControlOrMeta+v")
    expect(up).to_contain_text("81 to train, 20 to test")
    # The pad hears what is pasted elsewhere, and asks the network.
    shelf.button("Draw or bring a picture").click()
    expect(shelf.page.get_by_text("Draw something of your classes")).to_be_visible()
    shelf.page.get_by_role("application", name=re.compile("Drawing pad")).focus()
    shelf.page.keyboard.press("ControlOrMeta+v")
    expect(shelf.page.get_by_text("How it became 28 by 28")).to_be_visible()
    # Where nothing takes it, a file does not open in place of the page.
    assert shelf.page.locator("h1, body").first.evaluate(DROP, list(one))
    shelf.button("Clear").click()
    pad = shelf.page.locator("fr-own .own")
    assert pad.evaluate(DROP, list(one))
    expect(shelf.page.get_by_text("How it became 28 by 28")).to_be_visible()
    for _ in range(2):
        shelf.button("Undo").first.click()
    expect(shelf.page.get_by_text("80 to train, 20 to test")).to_have_count(2)


def test_while_it_trains_the_set_stays_and_says_why(shelf: AppPage) -> None:
    shelf.page.get_by_label("Epochs", exact=True).fill("100")
    shelf.page.get_by_label("Epochs", exact=True).press("Enter")
    shelf.fit()
    shelf.pause()
    shelf.wait_for("paused")
    flat = shelf.page.get_by_label("Class flat")
    assert flat.evaluate(DROP, list(png(pictures(1, seed=9)[0][0])))
    expect(shelf.page.get_by_text("its set stays as it is").first).to_be_visible()
    expect(flat).to_contain_text("80 to train, 20 to test")
    shelf.stop()
    shelf.wait_for("done")
    shelf.page.get_by_label("Epochs", exact=True).fill("4")
    shelf.page.get_by_label("Epochs", exact=True).press("Enter")
    # Nor are more taken than there are, and one thing is said of it.
    shelf.type_number("Number of pictures", 999_999)
    expect(
        shelf.page.get_by_text("has 160 pictures to train on, so it uses 160").first
    ).to_be_visible()
    assert shelf.fragment["samples"] == "160"


def test_pictures_are_moved_deleted_and_brought_back(shelf: AppPage) -> None:
    first = shelf.page.get_by_label("Class flat")
    first.get_by_role("button", name="flat 1", exact=True).click()
    first.get_by_role("button", name="Delete", exact=True).click()
    expect(first).to_contain_text("80 to train, 19 to test")
    shelf.button("Undo").first.click()
    expect(first).to_contain_text("80 to train, 20 to test")
    first.get_by_role("button", name="flat 2", exact=True).click()
    first.get_by_label("Move the chosen pictures").select_option("Move to Up")
    expect(shelf.page.get_by_label("Class up")).to_contain_text("81 to train, 20 to test")


def test_a_class_leads_to_the_pad_and_the_pad_back(shelf: AppPage) -> None:
    flat = shelf.page.get_by_label("Class flat")
    flat.get_by_role("button", name="Draw", exact=True).click()
    pad = shelf.page.get_by_role("application", name=re.compile("Drawing pad"))
    expect(pad).to_be_focused()
    expect(pad).to_be_in_viewport(ratio=0.9)
    expect(shelf.page.get_by_label("It is a")).to_have_value("flat")
    # What an earlier test has brought is cleared away first.
    shelf.button("Clear").click()
    pad.click()
    shelf.button("Add to your set").click()
    expect(shelf.page.get_by_text("Added to flat. It has 100 pictures.")).to_be_visible()
    expect(shelf.button("Clear")).to_be_disabled()
    expect(shelf.page.get_by_label("It is a")).to_have_value("flat")
    shelf.page.locator(".own-tools").get_by_role("button", name="Undo").click()
    expect(shelf.button("Clear")).to_be_enabled()
    shelf.button("Back to your set").click()
    expect(flat).to_be_in_viewport()
    expect(flat).to_contain_text("80 to train, 20 to test")
    shelf.page.locator(".own-set").get_by_role("button", name="Undo").click()
    expect(flat).to_contain_text("80 to train, 19 to test")


def test_it_is_kept_if_asked_and_gives_code_the_same_numbers(shelf: AppPage) -> None:
    shelf.page.get_by_label("Keep it in this browser").check()
    expect(shelf.page.get_by_label("Keep it in this browser")).to_be_checked()
    before = shelf.train()["fingerprint"]
    shelf.button("Share").click()
    expect(shelf.page.get_by_text("Your own pictures are not in it")).to_be_visible()
    shelf.open(shelf.link)
    expect(shelf.page.get_by_label("Class up")).to_contain_text("81 to train, 20 to test")
    assert shelf.train()["fingerprint"] == before
    shelf.page.get_by_role("link", name="Code", exact=True).click()
    shelf.button("Run all").click()
    expect(shelf.page.get_by_text(re.compile("The same as Fit")).first).to_be_visible(
        timeout=90_000
    )


def test_another_tab_does_not_lose_its_set_without_being_asked(shelf: AppPage) -> None:
    """The set is kept; two tabs change it one after the other."""
    shelf.page.get_by_role("link", name="Lab", exact=True).click()
    keep = shelf.page.get_by_label("Keep it in this browser")
    expect(keep).to_be_checked()
    tab = AppPage(shelf.page.context.new_page(), shelf.url, shelf.watch)
    tab.open(shelf.link)
    there = tab.page.get_by_label("Keep it in this browser")
    expect(there).to_be_checked()
    add_class(shelf, "ours")
    expect(keep).to_be_checked()
    add_class(tab, "theirs")
    expect(tab.page.get_by_text("Another tab has kept another set")).to_be_visible()
    expect(there).not_to_be_checked()
    # Known now, it gives way; then the first tab is asked.
    there.check()
    expect(there).to_be_checked()
    add_class(shelf, "more")
    expect(shelf.page.get_by_text("Another tab has kept another set")).to_be_visible()
    expect(keep).not_to_be_checked()
    tab.open(shelf.link)
    expect(tab.page.get_by_label("Class theirs")).to_be_visible()
    expect(tab.page.get_by_label("Class ours")).to_have_count(0)
    tab.page.close()


def add_class(app: AppPage, name: str) -> None:
    app.page.get_by_label("New class").fill(name)
    app.page.get_by_label("New class").press("Enter")
    expect(app.page.get_by_label(f"Class {name}")).to_be_visible()


def test_the_shelf_is_accessible_at_every_width(shelf: AppPage) -> None:
    shelf.page.get_by_role("link", name="Lab", exact=True).click()
    for width in (320, 1440):
        shelf.page.set_viewport_size({"width": width, "height": 900})
        wide = shelf.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert wide, width
    assert violations(shelf.page) == []


Camera = Callable[[str], Page]


@pytest.fixture
def camera(browser_type: BrowserType, browser_type_launch_args: dict[str, Any]) -> Iterator[Camera]:
    """A page in a browser of its own, which makes up a camera and answers for the learner."""
    with ExitStack() as stack:

        def start(answer: str) -> Page:
            devices = ["--use-fake-device-for-media-stream", answer]
            args = [*browser_type_launch_args["args"], *devices]
            browser = browser_type.launch(**{**browser_type_launch_args, "args": args})
            stack.callback(browser.close)
            return browser.new_context(service_workers="block").new_page()

        yield start


def test_the_camera_is_asked_for_by_a_press(camera: Camera, host: Host, course: Host) -> None:
    page = camera("--use-fake-ui-for-media-stream")
    page.goto(f"{host.url}#v=1&draw=1")
    page.get_by_role("button", name="Camera", exact=True).click()
    page.get_by_role("button", name="Take the picture").click(timeout=90_000)
    expect(page.get_by_text("How it became 28 by 28")).to_be_visible()
    # The pad was open before Python was ready.
    expect(page.locator(".own-answer h3")).to_be_visible()
    assert page.locator("video").count() == 0
    page.get_by_label("It is a").fill("test card")
    page.get_by_role("button", name="Add to your set").click()
    expect(page.get_by_text("Added to test card.")).to_be_visible()
    # A frame that does not allow it refuses what the browser would give.
    page.goto(course.url)
    page.evaluate(
        "src => document.body.append(Object.assign(document.createElement('iframe'), {src}))",
        f"{host.url}#v=1&embed=1&draw=1",
    )
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="Camera", exact=True).click(timeout=60_000)
    expect(frame.get_by_text("does not allow the camera here")).to_be_visible()


def test_a_camera_that_is_refused_leaves_the_pad_as_it_was(camera: Camera, host: Host) -> None:
    page = camera("--use-fake-ui-for-media-stream=deny")
    page.goto(f"{host.url}#v=1&draw=1")
    page.get_by_role("button", name="Shoe", exact=True).click(timeout=60_000)
    press = page.get_by_role("button", name="Camera", exact=True)
    press.click()
    alert = page.locator(".own-bring [role=alert]")
    expect(alert).to_contain_text("The camera was not allowed. Allow it for this page")
    expect(press).to_be_enabled()
    expect(page.get_by_role("button", name="Add to your set")).to_be_visible()
