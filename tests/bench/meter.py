"""A server that counts the bytes it sends and can be as slow as a real line.

The line is one for all connections together and knows a rate only, no delay. It slows down whoever
asks, workers and service workers too, which a browser's own throttling does not reach everywhere.
"""

import json
import queue
import threading
import time
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sitebuild.site.server import Handler, SiteServer, in_thread

PIECE = 16_384
"""Bytes that go through the line at a time."""
QUIET = 1.5
"""Seconds without a byte after which a page has nothing more to fetch."""


class Line:
    """What all answers pass through.

    Args:
        megabits: per second; None for as fast as it goes.
    """

    def __init__(self) -> None:
        self.megabits: float | None = None
        self.sent = 0
        self.by_file: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._free_at = 0.0

    def pass_on(self, count: int, file: str = "") -> None:
        """Count bytes of a file, and wait until the line has room for them."""
        with self._lock:
            self.sent += count
            self.by_file[file] += count
            if self.megabits is None:
                return
            now = time.monotonic()
            begins = max(now, self._free_at)
            self._free_at = begins + count * 8 / (self.megabits * 1e6)
            ends = self._free_at
        time.sleep(max(0.0, ends - time.monotonic()))


class Metered:
    """An answer's stream, through the line."""

    def __init__(self, stream: Any, line: Line) -> None:
        self._stream = stream
        self._line = line
        self.file = ""

    def write(self, content: bytes) -> int:
        size = PIECE if self._line.megabits else len(content)
        for start in range(0, len(content), size):
            piece = content[start : start + size]
            self._line.pass_on(len(piece), self.file)
            self._stream.write(piece)
        return len(content)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class MeteredHandler(Handler):
    """A handler whose answers go through the server's line."""

    server: "MeteredServer"

    def cache_control(self, name: str) -> str:
        # The site lies in app/ here.
        return super().cache_control(name.removeprefix("app/"))

    def setup(self) -> None:
        super().setup()
        self.wfile = Metered(self.wfile, self.server.line)  # type: ignore[assignment]

    def parse_request(self) -> bool:
        is_one = super().parse_request()
        self.wfile.file = urlsplit(self.path).path if is_one else ""  # type: ignore[attr-defined]
        return is_one

    def do_POST(self) -> None:
        """Take a report of a page's."""
        length = int(self.headers["Content-Length"])
        self.server.reports.put(json.loads(self.rfile.read(length)))
        self.send_response(HTTPStatus.NO_CONTENT)
        self.end_headers()


class MeteredServer(SiteServer):
    """Serves `folder` on a free port.

    Attributes:
        reports: what its pages have sent by POST, as JSON.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, 0)
        self.RequestHandlerClass = MeteredHandler
        self.line = Line()
        self.reports: queue.Queue[dict[str, Any]] = queue.Queue()

    def settle(self) -> None:
        """Wait until nothing more is fetched."""
        before = -1
        while before != self.line.sent:
            before = self.line.sent
            time.sleep(QUIET)


@contextmanager
def serving(folder: Path) -> Generator[MeteredServer]:
    """Such a server, answering from threads for as long as the context lasts."""
    with in_thread(MeteredServer(folder)) as server:
        yield server
