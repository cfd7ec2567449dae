"""The page in a plain frame: as learning platforms allow it, and whatever lies around it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from e2e.axe import violations
from e2e.conftest import Open, Visits
from e2e.course import (
    changes_by_state,
    fits,
    framing,
    heard,
    inside,
    publish,
    rest,
    wait_until_heard,
)
from e2e.host import Host

RECIPE = "v=1&embed=1&samples=50&layers=8&epochs=3"
SANDBOX = 'sandbox="allow-scripts"'


@pytest.mark.alone
@pytest.mark.parametrize("width", [320, 768, 1440])
def test_a_sandboxed_frame_trains_and_is_as_high_as_its_content(
    new_page: Open, course: Host, host: Host, width: int
) -> None:
    app = new_page(origins=(course.origin,), viewport={"width": width, "height": 700})
    url = publish(course, "sandbox.html", framing(f"{host.url}#{RECIPE}&run=1", SANDBOX))
    page = app.page
    page.goto(url)
    wait_until_heard(page, "done")
    rest(page)
    frame = inside(page)
    assert frame.evaluate("origin") == "null"
    # Nothing looks alive that this sandbox forbids.
    assert frame.locator("a[target=_blank]:visible").count() == 0
    assert frame.evaluate("() => { try { return !localStorage } catch { return 'refused' } }")
    kinds = [each["type"] for each in heard(page) if each["type"] != "resize"]
    assert kinds == ["ready", "epoch", "epoch", "epoch", "done"]
    assert fits(frame)
    assert frame.evaluate("document.documentElement.clientWidth") == width
    changes = changes_by_state(frame)
    assert changes, "no height was told"
    assert max(changes.values()) <= 2, changes
    # A panel that is opened makes it higher, and the frame follows.
    before = heard(page, "resize")[-1]["height"]
    frame.get_by_role("button", name="Predict").click()
    expect(frame.get_by_role("list", name="Test pictures")).to_be_visible()
    rest(page)
    assert heard(page, "resize")[-1]["height"] > before + 200
    assert fits(frame)


HOSTS = {
    "follows": "(frame, height) => { frame.style.height = `${height}px`; }",
    "adds padding": "(frame, height) => { frame.style.height = `${height + 40}px`; }",
    "takes its time": (
        "(frame, height) => setTimeout(() => { frame.style.height = `${height}px`; }, 300)"
    ),
    "ignores it": "() => {}",
    "is as high as the window": "(frame) => { frame.style.height = '100vh'; }",
}


@pytest.fixture(scope="module")
def framed(visiting: Visits, course: Host, host: Host) -> Iterator[Page]:
    """A page whose frame is ready, for the tests that only look at heights and commands."""
    context = visiting(origins=(course.origin,), viewport={"width": 768, "height": 700})
    with context as app:
        app.page.goto(publish(course, "framed.html", framing(f"{host.url}#{RECIPE}")))
        wait_until_heard(app.page, "ready")
        rest(app.page)
        yield app.page


@pytest.mark.parametrize("name", HOSTS)
def test_no_course_and_frame_go_round_in_circles(framed: Page, name: str) -> None:
    frame = inside(framed)
    framed.evaluate(f"() => {{ window.follow = {HOSTS[name]} }}")
    assert 1 <= changes_by_pressing(framed, "Compile") <= 2
    if name in ("follows", "adds padding", "takes its time"):
        assert fits(frame)
        expect(frame.locator("html")).to_have_css("overflow-y", "hidden")
    else:
        # Then, and only then, there is something to scroll.
        expect(frame.locator("html")).to_have_css("overflow-y", "visible")
    assert 1 <= changes_by_pressing(framed, "Compile") <= 2


def changes_by_pressing(page: Page, heading: str) -> int:
    """How many heights were told since a panel was opened or folded, until all is at rest."""
    before = len(heard(page, "resize"))
    inside(page).get_by_role("button", name=heading).click()
    wait_until_heard(page, "resize", before + 1)
    rest(page)
    return len(heard(page, "resize")) - before


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_it(framed: Page, theme: str) -> None:
    framed.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    assert violations(inside(framed)) == []


def test_a_picture_opens_where_it_was_pressed(framed: Page) -> None:
    framed.evaluate("window.follow = (frame, height) => { frame.style.height = `${height}px` }; 0")
    frame = inside(framed)
    frame.get_by_role("button", name="Load").click()
    picture = frame.get_by_role("button", name="Look at picture 11")
    rest(framed)
    picture.click()
    dialog = frame.get_by_role("dialog")
    expect(dialog).to_be_in_viewport(ratio=0.3)
    assert framed.evaluate("scrollY") < 700
    frame.get_by_role("button", name="Close").click()
    frame.get_by_role("button", name="Load").click()


def test_canvas_hears_the_height_in_its_own_words(framed: Page) -> None:
    told = framed.evaluate("heard.filter(({ subject }) => subject === 'lti.frameResize')")
    assert [each["height"] for each in told] == [each["height"] for each in heard(framed, "resize")]


def command(page: Page, kind: str) -> None:
    page.evaluate(
        """(type) => document.querySelector("iframe").contentWindow
            .postMessage({ source: "fitting-room-host", v: 1, type }, "*")""",
        kind,
    )


def test_the_page_around_it_may_fit_stop_and_reset(framed: Page) -> None:
    frame = inside(framed)
    state = frame.locator("html")
    command(framed, "fit")
    wait_until_heard(framed, "done")
    expect(state).to_have_attribute("data-state", "done")
    command(framed, "reset")
    expect(state).to_have_attribute("data-state", "ready")
    assert frame.evaluate("location.hash").startswith("#v=1&classes=3&samples=50&layers=8&epochs=3")
    # In the middle of a long run, reset ends it first.
    frame.evaluate("location.hash = 'v=1&embed=1&samples=600&epochs=100&batch=1'")
    command(framed, "fit")
    expect(state).to_have_attribute("data-state", "fitting")
    command(framed, "stop")
    expect(state).to_have_attribute("data-state", "done")
    command(framed, "fit")
    expect(state).to_have_attribute("data-state", "fitting")
    command(framed, "reset")
    expect(state).to_have_attribute("data-state", "ready")
    frame.evaluate(f"location.hash = '{RECIPE}'")


HOSTILE = """async () => {
    const room = document.querySelector("iframe").contentWindow;
    const stop = { source: "fitting-room-host", v: 1, type: "stop" };
    // Not from the page around it: from a frame beside it, which knows it all the same.
    const other = document.createElement("iframe");
    other.srcdoc = `<script>
        const room = parent.frames[0];
        for (const type of ["stop", "reset"])
            room.postMessage({ source: "fitting-room-host", v: 1, type }, "*");
        parent.postMessage("sent", "*");
    </` + "script>";
    document.body.append(other);
    await new Promise((done) => addEventListener("message", (e) => e.data === "sent" && done()));
    const polluted = JSON.parse(JSON.stringify(stop).replace("{", '{"__proto__": {"v": 1},'));
    const huge = "stop".repeat(250000);
    const wrong = [
        null, 0, "stop", [stop], { ...stop, v: "1" }, { ...stop, v: 2 }, { ...stop, more: 1 },
        { ...stop, source: "fitting-room" }, { ...stop, type: "STOP" }, { ...stop, type: huge },
        { ...stop, type: ["stop"] }, { ...stop, type: "constructor" }, { ...stop, type: "retry" },
        { type: "stop" }, polluted, JSON.stringify(stop), huge, new Error("stop"),
        new Map(Object.entries(stop)),
    ];
    for (const any of wrong) room.postMessage(any, "*");
    for (let sent = 0; sent < 10000; ) {
        for (let i = 0; i < 100; i++) room.postMessage(wrong[sent++ % 8], "*");
        await new Promise((done) => setTimeout(done));
    }
    other.remove();
}"""


def test_hostile_neighbours_change_nothing(framed: Page) -> None:
    frame = inside(framed)
    frame.evaluate("location.hash = 'v=1&embed=1&samples=600&layers=10,10&epochs=60&batch=4'")
    runs = len(heard(framed, "done"))
    command(framed, "fit")
    wait_until_heard(framed, "done", runs + 1)
    command(framed, "fit")
    framed.evaluate(HOSTILE)
    wait_until_heard(framed, "done", runs + 2)
    quiet, disturbed = heard(framed, "done")[-2:]
    assert len(disturbed["history"]["loss"]) == 60
    assert disturbed["history"] == quiet["history"]
    assert disturbed["fingerprint"] == quiet["fingerprint"]
    assert frame.evaluate("Object.keys(Object.prototype)") == []


def test_a_flood_of_true_commands_is_dammed(framed: Page) -> None:
    frame = inside(framed)
    before = frame.evaluate("seen.commands.filter(({ type }) => type === 'stop').length")
    framed.evaluate(
        """() => {
            const room = document.querySelector("iframe").contentWindow;
            const stop = { source: "fitting-room-host", v: 1, type: "stop" };
            for (let i = 0; i < 5000; i++) room.postMessage(stop, "*");
        }"""
    )
    rest(framed)
    stops = frame.evaluate("seen.commands.filter(({ type }) => type === 'stop').length") - before
    assert 1 <= stops <= 60
