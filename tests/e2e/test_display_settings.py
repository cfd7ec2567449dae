"""The page as a device draws it for other eyes: its own colours, larger letters, from the right."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from e2e.app_page import AppPage
from e2e.conftest import Visits

RUN = "v=1&classes=10&samples=600&layers=16,8&epochs=3"
LOW = {"width": 320, "height": 256}
"""What is left of 1280 x 1024 pixels for whoever magnifies them four times (WCAG 1.4.10)."""

COLOURS = """() => {
    const style = (query, pseudo) => getComputedStyle(document.querySelector(query), pseudo);
    const ink = (query) => {
        const { backgroundColor, backgroundImage } = style(query, "::before");
        return `${backgroundColor} ${backgroundImage}`;
    };
    return {
        current: style(".routes a[aria-current]").borderBottomColor,
        others: style(".routes a:not([aria-current])").borderBottomWidth,
        training: ink(".legend .key"),
        validation: ink(".legend .validation"),
        select: style("select").appearance,
        chosen: style(".choice input:checked + span").backgroundColor,
        other: style(".choice input:not(:checked) + span").backgroundColor,
        measured: style(".tape span").backgroundColor,
        measure: style(".tape").backgroundColor,
    };
}"""

PALE = """async () => {
    const { violations } = await axe.run("html", { runOnly: ["color-contrast-enhanced"] });
    return violations.flatMap(({ nodes }) =>
        nodes.map((node) => `${node.target} ${node.failureSummary}`));
}"""
"""Words with less than seven times the luminance of their ground, or the other way round."""

CUT = """() => {
    const words = "button, a, label, h1, h2, h3, th, .choice span, .subtitle, .status, strong";
    const shown = [...document.querySelectorAll(words)].filter((each) =>
        each.checkVisibility({ visibilityProperty: true })
        && !each.closest(".visually-hidden, .skip, .lesson-list, [hidden]")
        && each.getClientRects().length > 0);
    const { clientWidth } = document.documentElement;
    return shown.filter((each) => {
        const { left, right } = each.getBoundingClientRect();
        const scrolls = each.closest(".matrix-box, .net-scroll, .runs-box, .log-box, .chart");
        return (!scrolls && (left < -1 || right > clientWidth + 1))
            || (each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 2);
    }).map((each) => `${each.className || each.tagName}: ${each.textContent.trim().slice(0, 40)}`);
}"""
"""Labels that end before their words do, or beyond the window."""


WIDE = """() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...document.querySelectorAll("body *")].filter((each) =>
        each.checkVisibility() && each.getBoundingClientRect().right > root.clientWidth + 1
        && !each.closest(".matrix-box, .net-scroll, .runs-box, .log-box, .chart, .skip"))
        .map((each) => `${each.localName}.${each.className}`).slice(0, 4);
}"""
"""What makes the page wider than its window."""


@pytest.fixture(scope="module")
def trained(visiting: Visits) -> Iterator[AppPage]:
    with visiting() as page:
        page.open(f"{RUN}&run=1", "done")
        yield page


@pytest.fixture
def app(trained: AppPage) -> Iterator[AppPage]:
    """The same page for each test, whose device is put back afterwards."""
    yield trained
    trained.page.emulate_media(forced_colors="none", contrast="no-preference")
    trained.page.evaluate("document.documentElement.removeAttribute('dir')")
    letters(trained, 16)
    trained.page.set_viewport_size({"width": 1440, "height": 900})
    trained.follow(RUN)


def letters(app: AppPage, pixels: int) -> None:
    """Set the size of letters in the browser's own settings."""
    session = app.page.context.new_cdp_session(app.page)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": pixels, "fixed": pixels}})
    session.detach()


def test_where_the_system_chooses_the_colours_states_are_told_apart(app: AppPage) -> None:
    app.page.emulate_media(forced_colors="active")
    seen: dict[str, str] = app.page.evaluate(COLOURS)
    assert seen["others"] == "0px"
    assert seen["current"] not in ("rgba(0, 0, 0, 0)", "transparent")
    assert seen["training"] != seen["validation"]
    assert seen["select"] == "auto"
    assert seen["chosen"] != seen["other"]
    assert seen["measured"] != seen["measure"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_more_contrast_leaves_no_pale_words(app: AppPage, theme: str) -> None:
    app.page.emulate_media(contrast="more", color_scheme="dark" if theme == "dark" else "light")
    assert enhanced(app) == []
    app.page.emulate_media(color_scheme="light")


def enhanced(app: AppPage) -> list[str]:
    from e2e import axe

    axe.violations(app.page)
    return app.page.evaluate(PALE)


@pytest.mark.parametrize("width", [1440, 360, 320])
def test_letters_twice_as_large_cut_no_label(app: AppPage, width: int) -> None:
    app.page.set_viewport_size({"width": width, "height": 900})
    letters(app, 32)
    for fragment in (RUN, f"{RUN}&view=code", "v=1&view=lessons&lesson=1"):
        app.follow(fragment)
        app.page.locator("main h2:visible").first.wait_for()
        assert app.page.evaluate(CUT) == []
        assert app.page.evaluate(WIDE) == []


def test_a_low_window_keeps_room_for_what_is_read(app: AppPage) -> None:
    app.page.set_viewport_size(LOW)
    for fragment in (RUN, f"{RUN}&view=code"):
        app.follow(fragment)
        expect(app.button("Fit")).to_be_in_viewport(ratio=1)
        fixed: list[Any] = app.page.evaluate(
            """() => [...document.querySelectorAll("body *")].filter((each) =>
                ["fixed", "sticky"].includes(getComputedStyle(each).position)
                && each.checkVisibility() && !each.closest(".cm-editor")
            ).map((each) => each.getBoundingClientRect().height)"""
        )
        assert sum(fixed) <= LOW["height"] / 2, fixed
        assert app.page.evaluate("document.documentElement.scrollWidth") <= LOW["width"]


def test_a_phone_on_its_side_shows_how_far_it_is(app: AppPage) -> None:
    app.page.set_viewport_size({"width": 740, "height": 360})
    app.follow("v=1&samples=600&epochs=100&batch=1")
    app.fit()
    app.wait_until_training()
    app.page.evaluate("scrollTo(0, 0)")
    note = app.page.locator(".dock-note")
    expect(note).to_contain_text("%")
    expect(note).to_be_in_viewport(ratio=1)
    app.stop()
    app.wait_for("done")


def test_code_and_numbers_keep_their_order_in_a_page_from_the_right(app: AppPage) -> None:
    """As browsers turn it that translate it into Arabic."""
    app.page.evaluate("document.documentElement.dir = 'rtl'")
    directions = """query => [...new Set([...document.querySelectorAll(query)].map((each) => {
        const { direction, unicodeBidi } = getComputedStyle(each);
        return `${direction} ${unicodeBidi}`;
    }))]"""
    for fragment, query in (
        (RUN, "code, pre, .num, .number"),
        (f"{RUN}&view=code", ".cm-editor"),
    ):
        app.follow(fragment)
        app.page.locator("main h2:visible").first.wait_for()
        app.page.locator(query).first.wait_for()
        assert app.page.evaluate(directions, query) == ["ltr isolate"]
        assert app.page.evaluate(directions, "p.subtitle") == ["rtl plaintext"]
    assert app.page.evaluate("document.documentElement.scrollWidth") <= 1440
