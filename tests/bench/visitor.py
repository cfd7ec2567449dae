"""A browser as a person has it: nobody looks in, and the page itself reports what it measured.

DevTools, through which the other parts of the bench drive the browser, keep a copy of every byte a
page fetches, in the page's own time: about 60 ms for the 10 MB of a first visit, where tried.
"""

import queue
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench.meter import MeteredServer
from conftest import browser_arguments
from sitebuild.tools import browser

PATIENCE = 120
"""Seconds a page may take to report."""


class Visit:
    """A page that was just opened."""

    def __init__(self, server: MeteredServer) -> None:
        self._server = server

    def report(self) -> dict[str, Any]:
        """What the page tells next.

        Raises:
            RuntimeError: if it tells of a fault, or nothing.
        """
        try:
            report = self._server.reports.get(timeout=PATIENCE)
        except queue.Empty:
            raise RuntimeError(f"nothing was heard of the page for {PATIENCE} s") from None
        if fault := report.get("fault"):
            raise RuntimeError(str(fault))
        return report


@contextmanager
def visit(server: MeteredServer, path: str, folder: Path) -> Generator[Visit]:
    """Follow a link to `path` in a browser whose profile is `folder`, once that has started."""
    while not server.reports.empty():
        server.reports.get()
    start = f"{server.url}visit/#{quote(f'{server.url}{path}', safe='')}"
    options = ["--headless=new", *browser_arguments(), f"--user-data-dir={folder}"]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [browser.ensure(), *options, start], stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
        try:
            yield Visit(server)
        finally:
            # It writes its cache down before it ends.
            process.terminate()
            process.wait(timeout=PATIENCE)
