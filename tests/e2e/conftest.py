"""A host with the built site, and pages in browser contexts that are watched for complaints.

One browser serves all tests; each test, or each module that shares a page, has contexts of its own.
"""

import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from conftest import SUB_PATH
from e2e.app_page import AppPage
from e2e.host import Held, Host, hosting
from e2e.watch import Watch
from fittingroom.app.pictures import digits, fashion_files

OTHER_DATA = (digits.FILE, fashion_files.SUBSET_FILE)
INSTRUMENTS = Path(__file__).with_name("instruments.js")
WINDOW = {"width": 1440, "height": 900}

Open = Callable[..., AppPage]
Visits = Callable[..., Any]

expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def site(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the built site, which no build that runs beside the tests can change."""
    folder = tmp_path_factory.mktemp("site") / "dist"
    shutil.copytree(dist, folder)
    return folder


@pytest.fixture(scope="session")
def host(site: Path) -> Iterator[Host]:
    with hosting(site, SUB_PATH) as running:
        yield running


@pytest.fixture
def python_held(host: Host) -> Iterator[None]:
    """Python does not come during the test, which asks nothing of it and spares its start."""
    held = Held()
    with host.playing(host.path_of("memory-"), held):
        yield
        held.released.set()


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Somebody else's site, on an origin of its own."""
    with hosting(tmp_path_factory.mktemp("course"), "/") as running:
        yield running


@pytest.fixture(scope="session")
def watches() -> list[Watch]:
    """The watches of all contexts that are open."""
    return []


@pytest.fixture(scope="session")
def visiting(browser: Browser, host: Host, watches: list[Watch]) -> Visits:
    """Makes a context manager that gives an `AppPage` in a context of its own.

    Options are those of a browser context; `origins` names hosts that may be asked besides the
    site's own, `instruments=False` leaves the page entirely to itself.
    """

    @contextmanager
    def visit(
        *, origins: tuple[str, ...] = (), instruments: bool = True, **options: Any
    ) -> Generator[AppPage]:
        # What a service worker fetches, neither the host's tricks nor the watch would see.
        usual = {"viewport": WINDOW, "reduced_motion": "reduce", "service_workers": "block"}
        context = browser.new_context(**{**usual, **options})
        watch = Watch(context, (host.origin, *origins))
        context.set_default_timeout(20_000)
        if instruments:
            context.add_init_script(path=INSTRUMENTS)
        watches.append(watch)
        try:
            yield AppPage(context.new_page(), host.url, watch)
        finally:
            watches.remove(watch)
            context.close()

    return visit


@pytest.fixture
def new_page(visiting: Visits, watches: list[Watch]) -> Iterator[Open]:
    """Opens pages, each in a context of its own, for the length of a test."""
    with ExitStack() as stack:
        yield lambda **options: stack.enter_context(visiting(**options))
        refuse_complaints(watches)


@pytest.fixture
def app(new_page: Open) -> AppPage:
    """One such page."""
    return new_page()


@pytest.fixture(autouse=True)
def complaints_refused(watches: list[Watch]) -> Iterator[None]:
    """The same for pages that tests share: each test answers for what happened during it."""
    yield
    refuse_complaints(watches)


def refuse_complaints(watches: list[Watch]) -> None:
    """No page may complain or leave the origin, in any test that did not say it would."""
    found = [complaint for watch in watches for complaint in watch.verdict()]
    assert not found, "\n".join(found)


@pytest.fixture(scope="session")
def site_shards(site: Path) -> dict[str, int]:
    """Bytes of each file of pictures of clothes and their labels, by its name."""
    files = (site / "data").glob("*.bin")
    return {file.name: file.stat().st_size for file in files if file.name not in OTHER_DATA}
