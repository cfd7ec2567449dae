"""What the page tells the world around it: events on `window`, messages to whoever frames it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from e2e import host as tricks
from e2e.app_page import BOOT, RUN
from e2e.conftest import Open
from e2e.host import Host, hosting

COURSE = """<!doctype html>
<html lang="en">
<title>A course</title>
<link rel="icon" href="data:,">
<body style="margin: 0">
<p>Lesson 3</p>
<style>iframe {{ border: 0; width: 100%; height: 300px }}</style>
<iframe id="room" title="Fitting Room" src="{url}"></iframe>
<script>
  window.heard = [];
  addEventListener("message", ({{ data, origin, source }}) => {{
    const room = document.getElementById("room");
    heard.push({{ data, origin, framed: source === room.contentWindow }});
    if (data.type !== "resize" || location.hash === "#deaf") return;
    room.style.height = `${{data.height}}px`;
  }});
</script>
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Somebody else's site, on an origin of its own."""
    folder = tmp_path_factory.mktemp("course")
    with hosting(folder, "/") as running:
        yield running


def frame_in(course: Host, url: str) -> str:
    """A lesson that frames `url`; returns its address."""
    (Path(course.folder) / "lesson.html").write_text(COURSE.format(url=url), "utf-8")
    return f"{course.url}lesson.html"


def heard(page: Page, kind: str = "") -> list[dict[str, Any]]:
    """What the framed page said, but for what it says in Canvas's words."""
    everything = page.evaluate("heard.map((each) => each.data)")
    ours = [each for each in everything if "type" in each]
    return [each for each in ours if not kind or each["type"] == kind]


def wait_until_heard(page: Page, kind: str) -> None:
    page.wait_for_function(
        "kind => heard.some((each) => each.data.type === kind)", arg=kind, timeout=BOOT + RUN
    )


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
    page.goto(frame_in(course, f"{host.url}#{fragment}"))
    wait_until_heard(page, "done")
    messages = page.evaluate("heard")
    assert all(each["origin"] == host.origin and each["framed"] for each in messages)
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
    settle(page)
    height = heard(page, "resize")[-1]["height"]
    assert page.locator("iframe").bounding_box()["height"] == height  # type: ignore[index]
    root = "document.documentElement"
    assert inner(page, f"{root}.scrollHeight <= {root}.clientHeight")
    assert inner(page, f"{root}.scrollWidth <= {root}.clientWidth")
    assert height > 300


def settle(page: Page) -> None:
    """Wait until the heights told have stopped changing; fail if they never do."""
    for _ in range(20):
        before = len(heard(page, "resize"))
        page.evaluate(
            """async () => {
                for (let i = 0; i < 20; i++) await new Promise(requestAnimationFrame);
            }"""
        )
        if len(heard(page, "resize")) == before:
            return
    pytest.fail(f"heights go on and on: {[m['height'] for m in heard(page, 'resize')]}")


def test_an_embedded_page_that_nobody_resizes_comes_to_rest(
    new_page: Open, course: Host, host: Host
) -> None:
    """Not even a frame that follows its own height may send the two round in circles."""
    page = new_page(origins=(course.origin,)).page
    page.goto(frame_in(course, f"{host.url}#v=1&samples=50&epochs=1&embed=1") + "#deaf")
    wait_until_heard(page, "ready")
    wait_until_heard(page, "resize")
    expect(room(page).get_by_role("button", name="Look at picture 0")).to_be_visible()
    settle(page)
    deaf = len(heard(page, "resize"))
    page.evaluate(
        """() => {
            history.replaceState(null, "", "#follows");
            const { height } = heard.map((e) => e.data).findLast((d) => d.type === "resize");
            document.getElementById("room").style.height = `${height}px`;
        }"""
    )
    settle(page)
    assert len(heard(page, "resize")) - deaf <= 5
    # A wider or narrower frame needs another height, and says so.
    before = len(heard(page, "resize"))
    page.set_viewport_size({"width": 420, "height": 800})
    page.wait_for_function(
        "n => heard.filter((each) => each.data.type === 'resize').length > n", arg=before
    )
    settle(page)
    root = "document.documentElement"
    assert inner(page, f"{root}.scrollHeight <= {root}.clientHeight")


def test_a_framed_page_that_is_no_embed_keeps_its_height_to_itself(
    new_page: Open, course: Host, host: Host
) -> None:
    page = new_page(origins=(course.origin,)).page
    page.goto(frame_in(course, f"{host.url}#v=1&samples=50&epochs=1&run=1"))
    wait_until_heard(page, "done")
    assert heard(page, "resize") == []


def test_what_is_no_command_is_ignored(new_page: Open, course: Host, host: Host) -> None:
    page = new_page(origins=(course.origin,)).page
    page.goto(frame_in(course, f"{host.url}#v=1&samples=50&epochs=1"))
    wait_until_heard(page, "ready")
    page.evaluate(
        """() => {
            const room = document.getElementById("room").contentWindow;
            const fit = { source: "fitting-room", v: 1, type: "fit" };
            for (const any of [fit, { type: "fit" }, "fit", null, 5]) room.postMessage(any, "*");
        }"""
    )
    inner(page, "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    assert inner(page, "document.documentElement.dataset.state") == "ready"
    assert inner(page, "seen.commands.filter(({ type }) => type === 'fit')") == []


def test_a_framing_page_hears_of_failures(new_page: Open, course: Host, host: Host) -> None:
    app = new_page(origins=(course.origin,))
    app.watch.expect("Failed to load resource")
    with host.playing("data/fashion.npz", tricks.missing):
        app.page.goto(frame_in(course, f"{host.url}#v=1&samples=50&epochs=1&run=1"))
        wait_until_heard(app.page, "failed")
    (failed,) = heard(app.page, "failed")
    assert failed["code"] == "data-missing"
    assert "fashion.npz" in failed["message"]
    assert set(failed) == {"source", "v", "type", "code", "message"}
