"""What the tests share: the built site, a server that has it under a sub-path, and the browser.

May import sitebuild, never fittingroom: unit tests of the core need nothing from here.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

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
    program = browser.find()
    if program is None:
        pytest.fail("No browser. Run the tests with `python3 build.py test`, which brings one.")
    return {
        **browser_type_launch_args,
        "executable_path": program,
        "args": browser_arguments(),
    }
