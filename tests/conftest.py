"""What the tests share: the built site, a server that has it under a sub-path, and the browser.

May import sitebuild, never fittingroom: unit tests of the core need nothing from here.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

from sitebuild.site import server, site
from sitebuild.tools import browser, paths

# How long an example takes says more about what else the machine does than about the code.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

SUB_PATH = "/~prof/fitting-room/"
"""Where a professor's home page would have the site: neither at the root nor plain letters."""

BROWSER_ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)

UNHURRIED = "--js-flags=--wasm-tiering-budget=1300000000 --no-wasm-inlining-call-indirect"
"""A hundred times what V8 waits for before it optimizes a function of WebAssembly, and none of the
guesses that have it optimize Python's main loop again and again: most pages of tests are gone by
then. Results do not depend on it; tests that are held to a time run without it."""

LONG = (
    "tests/parity/test_live.py",
    "tests/build/commands",
    "tests/pyodide",
    "tests/browsers",
    "tests/sites",
    "tests/e2e",
    "tests/session/test_elsewhere.py",
)
"""What takes long, and so begins first when tests run side by side."""
TOGETHER = "tests/browsers/"
"""Two of the virtual screens that tests there start get in each other's way."""


class ByFile(LoadScopeScheduling):
    """Gives each worker whole files, since the tests of a file share pages."""

    def _split_scope(self, nodeid: str) -> str:
        return TOGETHER if nodeid.startswith(TOGETHER) else nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    return ByFile(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long ones first, so that no worker is left waiting for another at the end."""

    def rank(item: pytest.Item) -> int:
        return next((i for i, place in enumerate(LONG) if item.nodeid.startswith(place)), len(LONG))

    if os.environ.get("PYTEST_XDIST_WORKER"):
        items.sort(key=rank)


@pytest.fixture
def say(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Adds a line to the summary, whichever process the test runs in."""
    return lambda text: request.node.user_properties.append(("said", text))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [each for kind in ("passed", "failed") for each in terminalreporter.getreports(kind)]
    properties = [each for report in reports for each in report.user_properties]
    if said := [text for name, text in properties if name == "said"]:
        terminalreporter.section("measured")
        for text in said:
            terminalreporter.line(text)


def browser_arguments() -> list[str]:
    """Command line options to start a Chromium with."""
    needs_no_sandbox = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*BROWSER_ARGUMENTS, *(["--no-sandbox"] if needs_no_sandbox else [])]


@pytest.fixture(scope="session")
def dist() -> Path:
    """The built site, up to date with the sources."""
    site.build()
    return paths.DIST


@pytest.fixture(scope="session")
def site_url(dist: Path) -> Iterator[str]:
    """Address of the built site, served under a sub-path by a server of its own."""
    with server.running(dist, SUB_PATH) as running:
        yield running.url


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Have pytest-playwright's `browser` start the system's own browser."""
    program = browser.find_headless()
    if program is None:
        pytest.fail("No browser. Run the tests with `python3 build.py test`, which brings one.")
    beside_others = "PYTEST_XDIST_WORKER" in os.environ
    return {
        **browser_type_launch_args,
        "executable_path": program,
        "args": [*browser_arguments(), *([UNHURRIED] if beside_others else [])],
    }
