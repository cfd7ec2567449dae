"""A set of the learner's own: brought as a zip, looked at, trained on, kept and found again."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserType, expect

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
    shelf.fit()
    shelf.wait_for("failed")
    expect(shelf.page.get_by_text("A link does not carry them").first).to_be_visible()
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


def test_the_shelf_is_accessible_at_every_width(shelf: AppPage) -> None:
    shelf.page.get_by_role("link", name="Lab", exact=True).click()
    for width in (320, 1440):
        shelf.page.set_viewport_size({"width": width, "height": 900})
        wide = shelf.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert wide, width
    assert violations(shelf.page) == []


CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


def test_the_camera_is_asked_for_by_a_press_and_refused_in_a_frame_that_forbids_it(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], host: Host, course: Host
) -> None:
    """In a browser of its own: only at its start can it be told to make up a camera."""
    args = [*browser_type_launch_args["args"], *CAMERA]
    browser = browser_type.launch(**{**browser_type_launch_args, "args": args})
    page = browser.new_page(service_workers="block")
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
    page = browser.new_page(service_workers="block")
    page.goto(course.url)
    page.evaluate(
        "src => document.body.append(Object.assign(document.createElement('iframe'), {src}))",
        f"{host.url}#v=1&embed=1&draw=1",
    )
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="Camera", exact=True).click(timeout=60_000)
    expect(frame.get_by_text("does not allow the camera here")).to_be_visible()
    browser.close()
