"""Ten embeds on one page: nothing until somebody starts one, and never more than two at a time."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from e2e.app_page import AppPage
from e2e.conftest import Visits
from e2e.course import elements, happened, inside, publish, rest, wait_until_happened
from e2e.host import Host

TEN = [
    f'<fitting-room id="n{i}" samples="50" layers="{i + 4}" epochs="2"></fitting-room>'
    for i in range(10)
]
FAR = '<div style="height: 3000px"></div>'
AUTO = [
    f'<fitting-room id="auto{i}" samples="50" epochs="1" autostart></fitting-room>'
    for i in range(3)
]


@pytest.fixture(scope="module")
def app(visiting: Visits, course: Host) -> Iterator[AppPage]:
    with visiting(origins=(course.origin,), viewport={"width": 768, "height": 700}) as app:
        yield app


def start(page: Page, name: str) -> None:
    page.locator(f"#{name}").get_by_role("button", name="Start").click()
    wait_until_happened(page, name, "done")
    assert len(page.frames) - 1 <= 2


def test_ten_cost_nothing_until_used(app: AppPage, course: Host, host: Host) -> None:
    host.asked.clear()
    app.page.goto(publish(course, "ten.html", elements(host, *TEN)))
    expect(app.page.get_by_role("button", name="Start")).to_have_count(10)
    rest(app.page)
    assert [each.name for each in host.asked] == ["embed.js"]
    assert len(app.page.frames) == 1


def test_the_least_recently_used_one_gives_up_its_place(app: AppPage) -> None:
    page = app.page
    start(page, "n0")
    start(page, "n1")
    # Used again, and so not the one to go.
    inside(page, 0).get_by_role("button", name="Compile").click()
    rest(page)
    start(page, "n2")
    assert len(page.frames) - 1 == 2
    aside = page.locator("#n1")
    expect(aside.get_by_role("status")).to_have_text(
        "Set aside, so that another network can train."
    )
    expect(aside).to_contain_text("of the test pictures were right after 2 epochs.")
    expect(aside.get_by_role("button", name="Start again")).to_be_visible()
    expect(page.locator("#n0 iframe")).to_be_visible()


def test_autostart_waits_until_it_is_near_and_takes_nobodys_place(
    app: AppPage, course: Host, host: Host
) -> None:
    page = app.page
    page.goto(publish(course, "auto.html", elements(host, FAR, *AUTO)))
    rest(page)
    assert len(page.frames) == 1
    page.locator("#auto0").scroll_into_view_if_needed()
    for name in ("auto0", "auto1"):
        wait_until_happened(page, name, "done")
    # Both were in view when the third came near.
    assert happened(page, "auto2") == []
    assert len(page.frames) - 1 == 2
