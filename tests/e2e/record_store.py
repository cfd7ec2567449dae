"""A small record store of xAPI: takes statements from any origin, and keeps those that arrive."""

import json
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, cast

from sitebuild.site.server import in_thread

AUTH = "Basic cm9vbTpzZWNyZXQ="
VERSION = "1.0.3"


class Answer(BaseHTTPRequestHandler):
    """Answers as xAPI's Statement Resource does: 200 with the ids, 400 for what is no statement."""

    def do_OPTIONS(self) -> None:
        self._answer(204)

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        store = cast(RecordStore, self.server)
        if store.is_down:
            return self._answer(503)
        if self.path != "/xapi/statements" or self.headers["Authorization"] != AUTH:
            return self._answer(401)
        statements: list[dict[str, Any]] = json.loads(content)
        sound = all({"id", "actor", "verb", "object"} <= set(each) for each in statements)
        if self.headers["X-Experience-API-Version"] != VERSION or not sound:
            return self._answer(400)
        store.statements.extend(statements)
        return self._answer(200, [each["id"] for each in statements])

    def _answer(self, status: int, value: object = None) -> None:
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", "*")
        allowed = "Authorization, Content-Type, X-Experience-API-Version"
        self.send_header("Access-Control-Allow-Headers", allowed)
        content = b"" if value is None else json.dumps(value).encode()
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""


class RecordStore(ThreadingHTTPServer):
    """On a free port; while it `is_down` it takes nothing."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.statements: list[dict[str, Any]] = []
        self.is_down = False

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def verbs(self) -> list[str]:
        return [each["verb"]["id"].rpartition("/")[2] for each in self.statements]


@contextmanager
def recording() -> Generator[RecordStore]:
    """A store that answers from a thread, for as long as the context lasts."""
    with in_thread(RecordStore()) as store:
        yield store
