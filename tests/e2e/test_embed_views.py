"""Lessons, a step, an experiment and Code, given out in other pages and by links."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from e2e.app_page import BOOT, RUN
from e2e.axe import violations
from e2e.conftest import Open, Visits
from e2e.course import elements, fits, inside, publish, rest
from e2e.host import Host

TAGS = (
    '<fitting-room id="step" view="lessons" lesson="1" step="2"></fitting-room>',
    '<fitting-room id="lesson" view="lessons" lesson="3"></fitting-room>',
    '<fitting-room id="code" view="code" samples="50" epochs="2"></fitting-room>',
    '<fitting-room id="digits" data="digits"></fitting-room>',
)


@pytest.fixture(scope="module")
def page(visiting: Visits, course: Host, host: Host) -> Iterator[Page]:
    context = visiting(origins=(course.origin,), viewport={"width": 320, "height": 700})
    with context as app:
        app.page.goto(publish(course, "views.html", elements(host, *TAGS)))
        yield app.page


def test_posters_say_what_opens(page: Page) -> None:
    lesson = page.locator("#lesson").get_by_role("region", name="Fitting Room")
    expect(lesson).to_contain_text("Lesson 3: T-shirt, shoe or dress?")
    expect(page.locator("#step")).to_contain_text("Lesson 1, step 2: A network for fifty pictures.")
    expect(page.locator("#code")).to_contain_text("As a program: 50 pictures")
    # Of digits, units that have learned clothes say nothing.
    expect(page.locator("#code .units")).to_be_visible()
    expect(page.locator("#digits")).to_contain_text("600 pictures of ten digits")
    expect(page.locator("#digits .units")).to_be_hidden()


def test_a_lesson_comes_alone_and_whole_on_a_phone(page: Page) -> None:
    page.locator("#lesson").get_by_role("button", name="Start").click()
    frame = inside(page)
    expect(frame.get_by_role("heading", name="T-shirt, shoe or dress?")).to_be_visible()
    expect(frame.locator("html")).to_have_attribute("data-state", "ready", timeout=BOOT)
    expect(frame.get_by_role("navigation", name="Lessons")).to_have_count(0)
    expect(frame.get_by_text("of 5 ·")).to_have_count(0)
    expect(frame.get_by_role("heading", name="Key points")).to_be_visible()
    rest(page)
    assert fits(frame)
    assert frame.evaluate("document.documentElement.clientWidth") == 320
    assert violations(frame) == []


def test_a_step_goes_on_from_the_steps_before_it(page: Page) -> None:
    page.locator("#step").get_by_role("button", name="Start").click()
    frame = inside(page)
    expect(frame.get_by_role("heading", name="Define the layers")).to_be_visible()
    expect(frame.get_by_role("heading", name="Look at the pictures")).to_be_hidden()
    expect(frame.get_by_role("heading", name="Compile it")).to_be_hidden()
    frame.get_by_role("button", name="Run all cells up to here").click()
    expect(frame.get_by_text("Total params")).to_be_visible(timeout=BOOT + RUN)
    frame.get_by_role("button", name="Show step 1").click()
    expect(frame.get_by_role("heading", name="Look at the pictures")).to_be_visible()
    expect(frame.get_by_text("(50, 28, 28, 1)")).to_be_visible()
    assert violations(frame) == []


def test_code_opens_as_code(page: Page) -> None:
    page.locator("#code").get_by_role("button", name="Start").click()
    frame = inside(page)
    expect(frame.get_by_role("heading", name="Program")).to_be_visible()
    expect(frame.locator("html")).to_have_attribute("data-state", "ready", timeout=BOOT)
    assert "run=1" not in frame.url


@pytest.mark.usefixtures("python_held")
def test_a_link_opens_an_experiment_alone(new_page: Open) -> None:
    app = new_page().open("v=1&view=lessons&experiment=3", state="")
    page = app.page
    expect(page.get_by_text("Experiment 3 of 8")).to_be_visible()
    assert [each.is_visible() for each in page.locator("fr-experiment").all()].count(True) == 1
    expect(page.get_by_role("heading", name="3. ")).to_be_visible()
    expect(page.get_by_role("navigation", name="Lessons")).to_have_count(0)
    page.get_by_role("link", name="Show the whole lesson").click()
    expect(page.get_by_role("navigation", name="Lessons")).to_be_visible()
    assert [each.is_visible() for each in page.locator("fr-experiment").all()].count(True) == 8
    assert "experiment" not in app.fragment


@pytest.mark.usefixtures("python_held")
def test_a_step_that_is_not_there_is_told(new_page: Open) -> None:
    app = new_page().open("v=1&view=lessons&lesson=2&step=12", state="")
    expect(app.page.get_by_text("there is no step 12")).to_be_visible()
    expect(app.page.get_by_role("heading", name="Key points")).to_be_visible()


@pytest.mark.usefixtures("python_held")
def test_the_builder_gives_them_out(new_page: Open) -> None:
    app = new_page().open("v=1&samples=50&view=embed", state="")
    app.pick("What students get", "Lesson")
    expect(app.section["Link"].locator("pre")).to_contain_text("#v=1&view=lessons")
    expect(app.section["Train"]).to_have_count(0)
    app.choice("Lesson").select_option(label="3. T-shirt, shoe or dress?")
    app.choice("Step").select_option("2")
    expect(app.section["Link"].locator("pre")).to_contain_text("#v=1&view=lessons&lesson=3&step=2")
    element = app.section["Element"].locator("pre")
    expect(element).to_contain_text('<fitting-room view="lessons" lesson="3" step="2">')
    app.pick("What students get", "Experiment")
    app.choice("Experiment").select_option("4")
    expect(element).to_contain_text('<fitting-room view="lessons" experiment="4">')
    app.pick("What students get", "Code")
    expect(element).to_contain_text('samples="50"')
    expect(element).to_contain_text('view="code"')
