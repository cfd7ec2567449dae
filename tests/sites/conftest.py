"""A course's own site, on another origin than Fitting Room's, and the code its teacher copies."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.environments import MissingError
from e2e.conftest import Visits, complaints_refused, host, site, visiting, watches
from e2e.host import Host, hosting
from sites.room import HEAR, Room

__all__ = ["complaints_refused", "host", "site", "visiting", "watches"]

PAGES = ("html", "mkdocs", "sphinx", "reveal", "moodle")


@pytest.fixture(scope="session")
def codes(visiting: Visits) -> dict[str, str]:
    """The code on the instruction pages as its buttons copy it, by name."""
    found: dict[str, str] = {}
    with visiting(permissions=["clipboard-read", "clipboard-write"]) as app:
        for name in PAGES:
            app.page.goto(f"{app.url}teach/{name}.html")
            for figure in app.page.locator("figure.code").all():
                figure.get_by_role("button").click()
                figure.get_by_role("button", name="Copied").wait_for()
                key = figure.get_attribute("data-example") or ""
                found[key] = app.page.evaluate("navigator.clipboard.readText()")
    return found


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Serves the course; `localhost` and 127.0.0.1 are different sites to a browser."""
    folder = tmp_path_factory.mktemp("course") / "site"
    folder.mkdir()
    with hosting(folder, "/") as running:
        yield running


@pytest.fixture
def course_url(course: Host) -> str:
    return course.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def folder(course: Host) -> Path:
    return course.folder


@pytest.fixture
def room(visiting: Visits, course_url: str, host: Host) -> Iterator[Room]:
    """A visitor of the course, in a context of their own."""
    with visiting(origins=(course_url,), instruments=False) as app:
        app.page.add_init_script(HEAR)
        yield Room(app.page, host.url)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    """Where a tool cannot be had, what needs it is skipped, and says so."""
    try:
        return (yield)
    except MissingError as error:
        pytest.skip(f"not tried: {error}")
