"""A browser that translates the page rewrites its text nodes: the views live on and stay true."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from e2e.app_page import LESSON, AppPage
from e2e.conftest import Visits

TRANSLATOR = Path(__file__).with_name("translator.js")
MARK = "\u2020"
"""What the translator puts before each text."""

TEXT = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let text = "";
    while (walker.nextNode()) {
        const { data, parentElement } = walker.currentNode;
        if (!parentElement.closest("script, style, noscript, .cm-editor")) text += data;
    }
    return text;
}"""
VARYING = re.compile(
    r"\d+(\.\d+)? ?[mu]?s(/step)?\b|Nothing left to download\.|Fit downloads .*? first\."
)
"""What two pages may say differently."""
QUICK = LESSON.replace("epochs=10", "epochs=3")


@pytest.fixture
def pages(visiting: Visits) -> Iterator[tuple[AppPage, AppPage]]:
    """The same page while a translator rewrites it, and as it is."""
    with visiting() as translated, visiting() as plain:
        translated.page.add_init_script(path=TRANSLATOR)
        for app in (translated, plain):
            app.open(QUICK)
        translated.page.evaluate("startTranslator()")
        yield translated, plain


def named(name: str) -> re.Pattern[str]:
    return re.compile(f"^{MARK}?{name}$")


def train(app: AppPage) -> None:
    before = len(app.told("done"))
    app.page.get_by_role("button", name=named("Fit")).click()
    app.wait_for_done(before + 1)


def texts(pages: tuple[AppPage, AppPage]) -> list[str]:
    found = [app.page.evaluate(TEXT).replace(MARK, "") for app in pages]
    return [" ".join(VARYING.sub("#", text).split()) for text in found]


def expect_the_same(pages: tuple[AppPage, AppPage]) -> None:
    translated, plain = texts(pages)
    for _ in range(40):
        if translated == plain:
            break
        pages[0].page.wait_for_timeout(250)
        translated, plain = texts(pages)
    assert translated == plain
    expect(pages[0].page.locator("main:visible")).to_contain_text(MARK)


def test_views_survive_a_translator_while_training(pages: tuple[AppPage, AppPage]) -> None:
    for app in pages:
        train(app)
    expect_the_same(pages)


def test_code_and_names_are_not_translated(visiting: Visits) -> None:
    with visiting() as app:
        for fragment in (LESSON, f"{LESSON}&view=code", f"{LESSON}&view=lessons&lesson=1"):
            app.open(fragment)
            app.page.locator("main:visible h2").first.wait_for()
            parts = (
                "code, pre, kbd, select, .cm-content, .summary-table, .layer-type, h1:first-child"
            )
            left = app.page.locator(parts).evaluate_all(
                "found => found.filter((each) => each.translate && each.closest('fr-header, main'))"
                ".map((each) => each.outerHTML.slice(0, 80))"
            )
            assert left == []
