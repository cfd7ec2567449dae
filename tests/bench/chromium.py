"""Drives the pages: one browser, the built page by its address and its events, and the other pages.

What is timed is timed inside the pages, by their own clock.
"""

import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page, Playwright

from bench.meter import MeteredServer
from conftest import browser_arguments
from sitebuild.tools import browser
from sitebuild.tools.console import say

POLL = 100
"""Milliseconds between two looks at whether something is over; no measurement hangs on it."""
LONG = 600_000


@dataclass(frozen=True)
class Trained:
    """A run of the page.

    Args:
        begun: when the link was followed, in seconds since navigation.
        trains: when the first epoch began.
        epochs: when each epoch ended.
        at: when all was done, evaluation included.
        accuracy: on the test pictures.
    """

    begun: float
    trains: float
    epochs: list[float]
    at: float
    accuracy: float

    @property
    def steady(self) -> float:
        """Seconds an epoch, the first one left out."""
        return (self.epochs[-1] - self.epochs[0]) / (len(self.epochs) - 1)

    @property
    def seconds(self) -> list[float]:
        """What each epoch took."""
        begins = (self.trains, *self.epochs)
        return [end - begin for begin, end in zip(begins, self.epochs, strict=False)]


class AppPage:
    """The built page."""

    def __init__(self, page: Page, server: MeteredServer) -> None:
        self.page = page
        self.url = f"{server.url}app/"
        # A page that does without its kernels or its quick start says so there.
        page.on("console", lambda message: say(f"    console: {message.text[:200]}"))

    def open(self, fragment: str = "") -> "AppPage":
        """Go to the page and wait until Python is ready."""
        self.page.goto(f"{self.url}#{fragment}" if fragment else self.url, wait_until="commit")
        self._wait("ready")
        return self

    def train(self, fragment: str, timeout: float = LONG) -> Trained:
        """Follow a link to a recipe and wait for the end of its run.

        Raises:
            RuntimeError: if it fails, or trains on another backend than the recipe's.
        """
        self.page.evaluate(
            """to => {
                bench.told.length = 0;
                bench.begun = performance.now();
                location.hash = to;
            }""",
            f"{fragment}&run=1",
        )
        self._wait("done", timeout)
        noted = "[bench.told, bench.backend, bench.begun, bench.trains]"
        told, backend, begun, trains = self.page.evaluate(noted)
        if f"backend={backend}" not in fragment:
            raise RuntimeError(f"it trained on the backend {backend}")
        done = told[-1]
        ends = [event["at"] / 1000 for event in told if event["type"] == "epoch"]
        return Trained(
            begun / 1000, trains / 1000, ends, done["at"] / 1000, done["evaluation"]["accuracy"]
        )

    def _wait(self, kind: str, timeout: float = LONG) -> None:
        self.page.wait_for_function(
            "kind => bench.told.some(({ type }) => type === kind || type === 'failed')",
            arg=kind,
            timeout=timeout,
            polling=POLL,
        )
        failed = self.page.evaluate("bench.told.find(({ type }) => type === 'failed')?.message")
        if failed:
            raise RuntimeError(f"the page failed: {failed}")


def opened(context: BrowserContext, url: str, ready: str) -> Page:
    """A page at `url`, once the expression `ready` is true in it.

    Raises:
        RuntimeError: if an error is thrown in the page before.
    """
    page = context.new_page()
    page.add_init_script(
        "window.faults = []; addEventListener('error', (e) => faults.push(e.message));"
        "addEventListener('unhandledrejection', (e) => faults.push(String(e.reason)));"
    )
    page.goto(url, wait_until="commit")
    page.wait_for_function(f"Boolean({ready}) || faults.length > 0", polling=POLL, timeout=LONG)
    faults: list[str] = page.evaluate("faults")
    if faults:
        raise RuntimeError("; ".join(faults))
    return page


def recipe(
    images: int = 60_000,
    layers: str = "128",
    batch: int = 32,
    epochs: int = 2,
    backend: str = "wasm",
    classes: int = 10,
    split: float = 0,
) -> str:
    """The fragment of a recipe."""
    return (
        f"v=1&classes={classes}&samples={images}&layers={layers}&epochs={epochs}&batch={batch}"
        f"&split={split:g}&backend={backend}"
    )


def version(playwright: Playwright) -> str:
    """Name and version of the browser."""
    with profile(playwright) as context:
        session = context.new_cdp_session(context.new_page())
        return session.send("Browser.getVersion")["product"].replace("/", " ")


@contextmanager
def profile(playwright: Playwright) -> Generator[BrowserContext]:
    """A browser of its own with a fresh profile on disk."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        context = playwright.chromium.launch_persistent_context(
            folder,
            executable_path=browser.find(),
            args=browser_arguments(),
        )
        try:
            yield context
        finally:
            context.close()
