"""What the page tells the world around it: events on `window`, messages to whoever frames it."""

from typing import Any

from playwright.sync_api import FrameLocator, Page, expect

from e2e import host as tricks
from e2e.conftest import Open
from e2e.course import framing, heard, publish, rest, wait_until_heard
from e2e.host import Host


def room(page: Page) -> FrameLocator:
    return page.frame_locator("iframe")


def inner(page: Page, expression: str) -> Any:
    """Evaluate in the framed page."""
    return page.frames[1].evaluate(expression)


def test_a_framing_page_hears_the_whole_run_and_the_height(
    new_page: Open, course: Host, host: Host
) -> None:
    page = new_page(origins=(course.origin,)).page
    fragment = "v=1&samples=50&layers=8&epochs=3&embed=1&run=1"
    page.goto(publish(course, "events.html", framing(f"{host.url}#{fragment}")))
    wait_until_heard(page, "done")
    assert all((m["source"], m["v"]) == ("fitting-room", 1) for m in heard(page))
    kinds = [m["type"] for m in heard(page) if m["type"] != "resize"]
    assert kinds == ["ready", "epoch", "epoch", "epoch", "done"]

    (done,) = heard(page, "done")
    keys = {"loss", "accuracy", "val_loss", "val_accuracy"}
    for i, epoch in enumerate(heard(page, "epoch")):
        assert (epoch["epoch"], epoch["epochs"]) == (i, 3)
        assert set(epoch["logs"]) == keys
        assert all(epoch["logs"][key] == done["history"][key][i] for key in keys)
    assert set(done) == {
        "source",
        "v",
        "type",
        "history",
        "evaluation",
        "fingerprint",
        "seconds",
        "recipe",
    }
    assert done["evaluation"]["samples"] == 10
    assert done["seconds"] > 0
    told = inner(page, "seen.told.map(({ at, ...event }) => event)")
    assert [event for event in told if event["type"] != "resize"] == [
        event for event in heard(page) if event["type"] != "resize"
    ]

    # The frame is as high as it was told, so there is nothing to scroll inside.
    room(page).get_by_role("button", name="Predict").click()
    expect(room(page).get_by_role("list", name="Test pictures")).to_be_visible()
    rest(page)
    height = heard(page, "resize")[-1]["height"]
    assert page.locator("iframe").bounding_box()["height"] == height  # type: ignore[index]
    root = "document.documentElement"
    assert inner(page, f"{root}.scrollHeight <= {root}.clientHeight")
    assert inner(page, f"{root}.scrollWidth <= {root}.clientWidth")
    assert height > 300


def test_a_framed_page_that_is_no_embed_keeps_its_height_to_itself(
    new_page: Open, course: Host, host: Host
) -> None:
    page = new_page(origins=(course.origin,)).page
    page.goto(publish(course, "events.html", framing(f"{host.url}#v=1&samples=50&epochs=1&run=1")))
    wait_until_heard(page, "done")
    assert heard(page, "resize") == []


def test_a_framing_page_hears_of_failures(new_page: Open, course: Host, host: Host) -> None:
    app = new_page(origins=(course.origin,))
    app.watch.expect("Failed to load resource")
    with host.playing("data/lesson.bin", tricks.missing):
        app.page.goto(
            publish(course, "events.html", framing(f"{host.url}#v=1&samples=50&epochs=1&run=1"))
        )
        wait_until_heard(app.page, "failed")
    (failed,) = heard(app.page, "failed")
    assert failed["code"] == "data-missing"
    assert "lesson.bin" in failed["message"]
    assert set(failed) == {"source", "v", "type", "code", "message"}
