"""The page without a mouse, without eyes, on a small screen, and while somebody reads it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from e2e import axe
from e2e.app_page import AppPage
from e2e.conftest import Open, Visits

WIDTHS = {360: 740, 1440: 900}
NARROWEST = {"width": 320, "height": 640}
"""What is left of a window of 1280 pixels for whoever magnifies it four times (WCAG 1.4.10)."""
ROOMS = ("lab", "code", "lessons", *(f"lessons&lesson={n}" for n in range(1, 7)), "embed")
MOST_TABS = 120
WORDS_OF_PROGRESS = "num"
"""They end at the same edge and are written anew ten times a second, so they begin elsewhere."""
HEIGHTS = """Object.fromEntries(
    [...document.querySelectorAll("fr-network, .evaluate-body, fr-predict")].map(
        (part) => [part.localName, part.offsetHeight],
    ),
)"""
"""Pixels that parts with results are high; what stands out takes as many lines as it needs."""
ATTEMPTS = 5
"""Tries at what takes longer whenever somebody else has the processor; one must succeed."""


@pytest.fixture(scope="module")
def app(visiting: Visits) -> Iterator[AppPage]:
    with visiting() as page:
        yield page.open("v=1&samples=600&layers=10,10&epochs=3")


def violations(app: AppPage) -> list[dict[str, Any]]:
    """What axe-core finds on the page, each with the elements it is about."""
    return axe.violations(app.page)


@pytest.mark.parametrize("phase", ["ready", "done"])
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(app: AppPage, phase: str, theme: str, width: int) -> None:
    app.page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    app.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    bring_to(app, phase)
    assert violations(app) == []


def bring_to(app: AppPage, phase: str) -> None:
    """Have the page in a phase, with its results drawn or gone."""
    if app.state != phase:
        if phase == "done":
            app.train()
        else:
            app.button("Reset").click()
    app.wait_for(phase)
    shown = app.page.get_by_role("list", name="Test pictures")
    expect(shown).to_be_visible() if phase == "done" else expect(shown).not_to_be_visible()


@pytest.fixture(scope="module")
def phone(visiting: Visits) -> Iterator[AppPage]:
    with visiting(
        viewport={"width": 360, "height": 740},
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
    ) as page:
        yield page.open()


@pytest.mark.parametrize("phase", ["ready", "done"])
@pytest.mark.parametrize("fragment", ["", "v=1&classes=10&samples=600&layers=128,64,32,16,8,8,8,8"])
def test_nothing_scrolls_sideways_on_a_phone(phone: AppPage, phase: str, fragment: str) -> None:
    bring_to(phone, "ready")
    phone.follow(fragment)
    bring_to(phone, phase)
    assert phone.page.evaluate("innerWidth") == 360
    assert phone.page.evaluate("document.documentElement.scrollWidth") == 360
    phone.page.evaluate("scrollTo(1000, 0)")
    assert phone.page.evaluate("scrollX") == 0


def test_nothing_scrolls_sideways_in_320_pixels(new_page: Open) -> None:
    app = new_page(viewport=NARROWEST, is_mobile=True, has_touch=True).open()
    moved = app.seen("shifts")
    assert sum(shift["value"] for shift in moved) < 0.02, moved
    widths: dict[str, int] = {}
    for room in ROOMS:
        app.follow(f"v=1&view={room}")
        headings = app.page.locator("main :is(h2, h3):not(.visually-hidden):visible")
        expect(headings.first).to_be_visible()
        if room in ("lab", "code"):
            onwards = app.page.get_by_role("button", name=re.compile("^(Results|Program)"))
            expect(onwards).to_be_in_viewport(ratio=1)
        if room == "lab":
            words = app.page.locator("fr-predict .placeholder").bounding_box()
            assert words
            assert words["width"] > 200
        if room == "lessons":
            tops = "links => links.map((link) => link.getBoundingClientRect().top)"
            numbers = app.page.locator(".lesson-list .step-number").evaluate_all(tops)
            assert len(numbers) == 6
            assert len(set(numbers)) == 1
        widths[room] = app.page.evaluate("document.documentElement.scrollWidth")
    assert widths == dict.fromkeys(ROOMS, 320)


def test_fit_is_within_the_thumb_s_reach_on_a_phone(phone: AppPage) -> None:
    """Wherever the page is scrolled to, its one important button is in view."""
    bring_to(phone, "ready")
    for place in ("0", "document.body.scrollHeight / 3", "document.body.scrollHeight"):
        phone.page.evaluate(f"scrollTo(0, {place})")
        expect(phone.button("Fit")).to_be_in_viewport(ratio=1)


@pytest.mark.alone
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_moves_that_the_learner_did_not_move(app: AppPage, width: int) -> None:
    moved = moved_in_a_run(app, width, epochs=10)
    assert sum(shift["value"] for shift in moved) < 0.02, moved


@pytest.mark.alone
@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_moves_when_a_run_ends(app: AppPage, width: int) -> None:
    """It outlasts the moment after a press in which Chromium excuses whatever moves."""
    moved = moved_in_a_run(app, width, epochs=100)
    begun, ended = app.messages("run-begin")[-1]["at"], app.messages("run-end")[-1]["at"]
    assert ended - begun > 600
    moved = [shift for shift in moved if set(shift["moved"]) != {WORDS_OF_PROGRESS}]
    assert sum(shift["value"] for shift in moved) < 0.002, moved


@pytest.mark.parametrize("width", [320, 520, 768, 1000, 1440])
def test_what_comes_with_the_results_has_its_room_before(app: AppPage, width: int) -> None:
    """Also out of view, where the browser counts no shift: a learner may have scrolled there."""
    app.page.set_viewport_size({"width": width, "height": 900})
    app.follow("v=1&samples=600&layers=10&epochs=2")
    bring_to(app, "ready")
    before = app.page.evaluate(HEIGHTS)
    app.train()
    expect(app.page.get_by_role("list", name="Test pictures")).to_be_visible()
    assert app.page.evaluate(HEIGHTS) == pytest.approx(before, abs=4)


def moved_in_a_run(app: AppPage, width: int, epochs: int) -> list[dict[str, Any]]:
    """What moved from the beginning of a run until its results were there, no press excusing it."""
    app.page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    app.follow(f"v=1&samples=600&epochs={epochs}&batch=2")
    app.train()
    expect(app.page.get_by_role("list", name="Test pictures")).to_be_visible()
    begun, ended = app.messages("run-begin")[-1]["at"], app.messages("run-end")[-1]["at"]
    shifts = [s for s in app.seen("shifts") if begun <= s["at"] <= ended + 1000]
    return [s for s in shifts if not s["hadRecentInput"]]


@pytest.mark.alone
def test_the_main_thread_stays_free_while_it_trains(app: AppPage) -> None:
    app.page.set_viewport_size({"width": 1440, "height": 900})
    tasks: list[float] = []
    for _ in range(ATTEMPTS):
        tasks = long_tasks(app)
        if not tasks:
            return
    pytest.fail(f"tasks of {tasks} ms")


def long_tasks(app: AppPage) -> list[float]:
    """Milliseconds of each task over 50 ms on the main thread between the two ends of a run."""
    app.follow("v=1&classes=10&samples=600&layers=64,32&epochs=30&batch=4")
    app.train()
    begun, ended = app.messages("run-begin")[-1]["at"], app.messages("run-end")[-1]["at"]
    assert ended - begun > 500
    return [t["duration"] for t in app.seen("longTasks") if begun < t["at"] < ended]


@pytest.mark.alone
def test_ten_progress_events_a_second_at_the_most(app: AppPage) -> None:
    shortest = milliseconds_of_ten_events(app)
    if shortest < 900:  # one that was late on its way, followed by punctual ones
        shortest = milliseconds_of_ten_events(app)
    assert shortest >= 900


def milliseconds_of_ten_events(app: AppPage) -> float:
    """The shortest time in which a run told ten times more how far it is."""
    app.follow("v=1&classes=10&samples=600&layers=64,32&epochs=60&batch=2")
    app.train()
    times = [each["at"] for each in app.messages("batch-end")]
    seconds = (app.messages("run-end")[-1]["at"] - app.messages("run-begin")[-1]["at"]) / 1000
    assert 11 < len(times) <= 10 * seconds + 1
    assert len(app.messages("epoch-end")) == 60
    return min(later - earlier for earlier, later in zip(times, times[10:], strict=False))


def focused(app: AppPage) -> dict[str, Any]:
    """The element that the keyboard is on: its tag, its name, and whether it can be seen to be."""
    return app.page.evaluate(
        """() => {
            const ringed = (element) => {
                const { outlineStyle, outlineWidth, opacity } = getComputedStyle(element);
                const { width, height } = element.getBoundingClientRect();
                return outlineStyle !== "none" && parseFloat(outlineWidth) > 0 && opacity > 0
                    && width > 0 && height > 0;
            };
            const at = document.activeElement;
            // A radio button may be drawn by what stands beside it in its label, and an editor
            // has its ring around the whole of it.
            const editor = at.closest("fr-cell-editor");
            const drawn = [editor ?? at, ...(at.closest("label")?.children ?? [])];
            return { tag: at.tagName, id: at.id, name: at.name, visible: drawn.some(ringed) };
        }"""
    )


def tab_to(app: AppPage, target: Locator) -> None:
    """Press Tab until `target` has the focus; every stop on the way must be seen."""
    for _ in range(MOST_TABS):
        if target.evaluate("element => element === document.activeElement"):
            return
        app.page.keyboard.press("Tab")
        at = focused(app)
        assert at["tag"] != "BODY", "the keyboard fell off the page"
        assert at["visible"], f"focus cannot be seen on {at}"
    pytest.fail(f"{target} cannot be reached with Tab")


def test_all_of_it_works_by_keyboard_alone(new_page: Open) -> None:
    app = new_page()
    app.open()
    keyboard = app.page.keyboard

    tab_to(app, app.button("Add a layer"))
    keyboard.press("Enter")
    expect(app.number("Units in hidden layer 3")).to_be_focused()
    keyboard.press("ControlOrMeta+a")
    keyboard.type("12")
    keyboard.press("Enter")
    assert app.fragment["layers"] == "10,10,12"
    tab_to(app, app.button("Remove hidden layer 3"))
    keyboard.press("Space")
    expect(app.number("Units in hidden layer 2")).to_be_focused()
    assert app.fragment["layers"] == "10,10"

    tab_to(app, app.number("Epochs"))
    keyboard.press("ControlOrMeta+a")
    keyboard.type("100")
    keyboard.press("Tab")
    assert app.fragment["epochs"] == "100"
    tab_to(app, app.number("Batch size"))
    keyboard.press("ControlOrMeta+a")
    keyboard.type("1")
    keyboard.press("Tab")

    tab_to(app, app.button("Fit"))
    keyboard.press("Enter")
    app.wait_until_training()
    assert focused(app)["tag"] != "BODY"
    tab_to(app, app.button("Stop"))
    keyboard.press("Enter")
    app.wait_for("done")

    card = app.page.get_by_role("list", name="Test pictures").get_by_role("button").first
    expect(card).to_be_visible()
    tab_to(app, app.radio("Show", "All"))
    keyboard.press("ArrowRight")
    expect(app.radio("Show", "Right")).to_be_checked()
    expect(app.radio("Show", "Right")).to_be_focused()
    tab_to(app, card)
    keyboard.press("Enter")
    expect(card).to_have_attribute("aria-pressed", "true")

    # And back up: a picture is looked at and put away again, and the focus returns to it.
    picture = app.button("Look at picture 0")
    picture.focus()
    keyboard.press("Enter")
    dialog = app.page.get_by_role("dialog", name=re.compile("Picture 0"))
    expect(dialog).to_be_visible()
    keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    expect(picture).to_be_focused()


def test_stop_does_not_take_the_focus_with_it(app: AppPage) -> None:
    app.follow("v=1&samples=600&epochs=100&batch=1")
    app.fit()
    app.wait_until_training()
    app.button("Stop").focus()
    app.page.keyboard.press("Enter")
    app.wait_for("done")
    expect(app.button("Fit")).to_be_visible()
    assert focused(app)["tag"] != "BODY"


@pytest.mark.parametrize("theme", ["dark", "light", "auto"])
def test_the_link_chooses_the_theme(app: AppPage, theme: str) -> None:
    app.page.emulate_media(color_scheme="light")
    app.follow(f"v=1&samples=50&theme={theme}")
    paper = app.page.locator("html")
    luminance = """element => {
        const [r, g, b] = getComputedStyle(element).backgroundColor.match(/[\\d.]+/g).map(Number);
        return (r + g + b) / 3;
    }"""
    app.page.wait_for_function(
        "theme => document.documentElement.dataset.theme === theme", arg=theme
    )
    assert (paper.evaluate(luminance) < 80) == (theme == "dark")
    if theme == "auto":
        app.page.emulate_media(color_scheme="dark")
        assert paper.evaluate(luminance) < 80
        app.page.emulate_media(color_scheme="light")
