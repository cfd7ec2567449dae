"""<fitting-room> in somebody else's page: a poster that costs nothing, then the real thing."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from e2e.axe import violations
from e2e.conftest import Visits
from e2e.course import (
    changes_by_state,
    elements,
    fits,
    happened,
    inside,
    publish,
    rest,
    wait_until_happened,
)
from e2e.host import Host

ONE = '<fitting-room id="one" samples="50" layers="8" epochs="3"></fitting-room>'


@pytest.fixture(scope="module")
def page(visiting: Visits, course: Host, host: Host) -> Iterator[Page]:
    """A lesson with one embed; each test takes it from where the one before left it."""
    context = visiting(origins=(course.origin,), viewport={"width": 768, "height": 700})
    with context as app:
        app.page.goto(publish(course, "one.html", elements(host, ONE, '<p id="end">End</p>')))
        yield app.page


def room(page: Page) -> Locator:
    return page.locator("#one")


def test_a_poster_says_what_it_is_and_starts_by_keyboard(page: Page) -> None:
    poster = room(page).get_by_role("region", name="Fitting Room")
    expect(poster).to_contain_text(
        "50 pictures of 3 kinds of clothes, a hidden layer of 8 units, 3 epochs."
    )
    # What the page's own default run has learned, drawn without asking for anything.
    expect(poster).to_contain_text(
        "What training added to 5 of the units, after 10 epochs of 600 pictures."
    )
    for kind in ("adds", "subtracts"):
        expect(poster.locator(f".units .{kind}").first).to_be_visible()
    assert violations(page, "#one") == []
    page.keyboard.press("Tab")
    button = room(page).get_by_role("button", name="Start")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    wait_until_happened(page, "one", "done")
    kinds = [each["type"] for each in happened(page, "one")]
    assert kinds == ["ready", "epoch", "epoch", "epoch", "done"]
    # Who started by keyboard goes on within.
    assert page.evaluate("document.activeElement.id") == "one"


def test_it_is_what_its_manifest_says(page: Page, site: Path) -> None:
    manifest = json.loads((site / "custom-elements.json").read_text("utf-8"))
    declared = manifest["modules"][0]["declarations"][0]
    attributes = page.evaluate("one.constructor.observedAttributes")
    assert attributes == [each["name"] for each in declared["attributes"]]
    for member in declared["members"]:
        kind = page.evaluate("name => typeof one[name]", member["name"])
        assert (kind == "function") == (member["kind"] == "method"), member["name"]
    read = page.evaluate("[one.classes, one.samples, one.layers, one.lr, one.normalized, one.seed]")
    assert read == [3, 50, "8", None, True, 42]
    # What a framework sets by the attribute's name arrives, and the method survives.
    page.evaluate("one.stop = 'loss<0.1'; one.normalize = true")
    assert page.evaluate("[one.stopWhen, one.getAttribute('normalize'), typeof one.stop]") == [
        "loss<0.1",
        "1",
        "function",
    ]
    page.evaluate("one.stopWhen = null; one.normalized = null")
    assert not page.evaluate("one.hasAttribute('stop') || one.hasAttribute('normalize')")


def test_what_it_tells_is_what_was_trained(page: Page) -> None:
    done = happened(page, "one", "done")[-1]["detail"]
    assert set(done) == {"history", "evaluation", "fingerprint", "seconds", "recipe"}
    recipe = done["recipe"]
    assert (recipe["samples"], recipe["epochs"]) == (50, 3)
    assert recipe["layers"] == [{"units": 8, "activation": None}]
    epochs = [each["detail"] for each in happened(page, "one", "epoch")]
    assert [each["epoch"] for each in epochs] == [0, 1, 2]
    assert [each["logs"]["loss"] for each in epochs] == done["history"]["loss"]
    told = inside(page).evaluate("seen.told.findLast(({ type }) => type === 'done')")
    assert told["fingerprint"] == done["fingerprint"]


@pytest.mark.parametrize("width", [320, 1440, 768])
def test_it_is_as_high_as_its_content(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    rest(page)
    assert fits(inside(page))
    assert inside(page).evaluate("document.documentElement.clientWidth") == width
    box = room(page).bounding_box()
    assert box
    assert box["height"] == inside(page).evaluate("innerHeight")


def test_its_height_changes_no_more_than_twice_a_state(page: Page) -> None:
    changes = changes_by_state(inside(page))
    changes["done"] -= 3  # for the three widths
    assert max(changes.values()) <= 2, changes


def test_it_follows_its_attributes_without_loading_anew(page: Page) -> None:
    inside(page).evaluate("window.same = true")
    steps = page.evaluate("history.length")
    page.evaluate(
        """() => {
            one.setAttribute("epochs", "4");
            one.samples = 60;
            one.stopWhen = "loss<0.01";
            one.normalized = false;
            one.fit();
        }"""
    )
    done = wait_until_happened(page, "one", "done", 2)
    assert len(done["history"]["loss"]) == 4
    fragment = inside(page).evaluate("[same, decodeURI(location.hash)]")
    assert fragment[0]
    for part in ("samples=60&", "epochs=4&", "normalize=0&", "stop=loss<0.01", "embed=1"):
        assert part in fragment[1] + "&"
    assert page.evaluate("history.length") == steps


def test_methods_stop_and_reset(page: Page) -> None:
    page.evaluate("one.epochs = 100; one.samples = 6000; one.stopWhen = null;")
    page.evaluate("one.fit()")
    page.wait_for_function("happened.filter(({ type }) => type === 'epoch').length > 8")
    page.evaluate("one.stop()")
    done = wait_until_happened(page, "one", "done", 3)
    assert 1 <= len(done["history"]["loss"]) < 100
    page.evaluate("one.reset()")
    expect(inside(page).locator("html")).to_have_attribute("data-state", "ready")
    page.evaluate("one.epochs = 3; one.samples = 50")


def test_it_survives_being_moved_and_taken_out(page: Page) -> None:
    inside(page).evaluate("window.same = true")
    page.evaluate("document.body.moveBefore(one, null)")
    rest(page)
    assert inside(page).evaluate("window.same")
    # A plain move takes the frame's page away; it comes back as it was.
    page.evaluate("document.body.prepend(one); one.fit()")
    wait_until_happened(page, "one", "done", 4)
    page.evaluate("window.kept = one; one.remove()")
    assert len(page.frames) == 1
    page.evaluate("document.body.append(kept)")
    wait_until_happened(page, "one", "done", 5)
    rest(page)


FORGED = """async () => {
    const from = { source: "fitting-room", v: 1 };
    const forged = { ...from, type: "done", history: {}, evaluation: {}, seconds: 1 };
    const tall = { ...from, type: "resize", height: 9000 };
    const polluted = JSON.parse('{"__proto__": {"polluted": 1}, "source": "fitting-room", "v": 1}');
    const other = document.createElement("iframe");
    other.srcdoc = `<script>
        for (const any of ${JSON.stringify([forged, tall])}) parent.postMessage(any, "*");
        parent.postMessage("sent", "*");
    </` + "script>";
    const sent = new Promise((done) => {
        addEventListener("message", (e) => e.data === "sent" && done());
    });
    document.body.append(other);
    await sent;
    const wrong = [forged, tall, polluted, null, "done".repeat(250000), { ...forged, v: 2 }];
    for (let i = 0; i < 10000; i += 100) {
        for (let k = 0; k < 100; k++) postMessage(wrong[k % (i ? 4 : 6)], "*");
        await new Promise((done) => setTimeout(done));
    }
    other.remove();
}"""


def test_forged_messages_are_ignored(page: Page) -> None:
    before = happened(page, "one")
    height = room(page).bounding_box()
    page.evaluate(FORGED)
    rest(page)
    assert happened(page, "one") == before
    assert room(page).bounding_box() == height
    assert page.evaluate("({}).polluted") is None


def test_a_site_that_changes_its_content_gets_a_new_one(page: Page) -> None:
    page.evaluate(f"document.body.innerHTML = `<main>{ONE}</main>`")
    assert len(page.frames) == 1
    expect(room(page).get_by_role("button", name="Start")).to_be_visible()


def test_markup_in_attributes_is_text(page: Page) -> None:
    page.evaluate(
        """() => {
            const bad = `"><img src=x onerror="window.hit=1"><script>hit=1</` + "script>&run=1#";
            const room = document.createElement("fitting-room");
            room.id = "bad";
            for (const name of room.constructor.observedAttributes) room.setAttribute(name, bad);
            room.removeAttribute("autostart");
            room.title = bad;
            document.body.replaceChildren(room);
            room.fit();
        }"""
    )
    wait_until_happened(page, "bad", "done")
    frame = inside(page)
    assert page.evaluate("window.hit") is None
    assert frame.evaluate("window.hit") is None
    assert frame.locator("img[src=x]").count() == page.locator("img[src=x]").count() == 0
    expect(frame.get_by_role("region", name="Settings that were changed")).to_be_visible()
