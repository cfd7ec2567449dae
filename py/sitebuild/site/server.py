"""Serves dist/ on this machine as a plain static host does. Standard library only."""

import re
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from os import PathLike
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from sitebuild.tools.console import BuildError

HOST = "127.0.0.1"
MIME_TYPES = {
    ".bin": "application/octet-stream",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".npz": "application/octet-stream",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ts": "text/plain; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".whl": "application/octet-stream",
    ".woff2": "font/woff2",
    ".zip": "application/zip",
}
"""Our own table, since the system's (on Windows, the registry's) may differ."""
HASH_NAMED_FOLDERS = ("assets", "start")
HASH_NAMED_FILE = r"-[A-Z0-9]{8}(\.[A-Za-z0-9]+)+"
HASH_NAMED = re.compile(rf"({'|'.join(HASH_NAMED_FOLDERS)})/.*{HASH_NAMED_FILE}")
FOREVER = "public, max-age=31536000, immutable"
"""Cache-Control of a file whose name changes with its content."""
INDEX = "index.html"
IDLE_SECONDS = 60


class Handler(SimpleHTTPRequestHandler):
    """Serves the files below `server.folder` under the path `server.prefix`, without listings."""

    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS
    error_content_type = MIME_TYPES[".txt"]
    error_message_format = "%(code)d %(message)s\n"
    server: "SiteServer"  # pyright: ignore[reportIncompatibleVariableOverride]

    def setup(self) -> None:
        super().setup()
        self._file_headers: dict[str, str] = {}

    def log_message(self, format: str, *args: object) -> None:
        """Log nothing: the browser's own tools show requests better."""

    def send_head(self) -> BinaryIO | None:
        """Send the status and headers; return the file to send, or None."""
        if unquote(urlsplit(self.path).path) + "/" == self.server.prefix:
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            self.send_header("Location", self.server.prefix)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return None
        file = self.find_file()
        if file is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        about = file.stat()
        tag = f'"{about.st_size:x}-{about.st_mtime_ns:x}"'
        name = file.relative_to(self.server.folder).as_posix()
        self._file_headers = {"Cache-Control": self.cache_control(name), "ETag": tag}
        if tag in self.headers.get("If-None-Match", ""):
            self.send_response(HTTPStatus.NOT_MODIFIED)
            self.end_headers()
            return None
        return super().send_head()

    def find_file(self) -> Path | None:
        """Return the file that the request's path names; None if there is none below the folder."""
        path = unquote(urlsplit(self.path).path)
        if not path.startswith(self.server.prefix):
            return None
        name = path.removeprefix(self.server.prefix)
        if not name or name.endswith("/"):
            name += INDEX
        try:
            file = (self.server.folder / name).resolve()
        except ValueError:  # a null character
            return None
        return file if file.is_relative_to(self.server.folder) and file.is_file() else None

    def translate_path(self, path: str) -> str:
        """Return what `send_head` of the base class opens: the file that was found."""
        return str(self.find_file() or "")

    def guess_type(self, path: str | PathLike[str]) -> str:
        return MIME_TYPES.get(Path(path).suffix, MIME_TYPES[".bin"])

    def cache_control(self, name: str) -> str:
        """Return what caches may do with a file, by its path below the folder."""
        return FOREVER if HASH_NAMED.fullmatch(name) else "no-cache"

    def end_headers(self) -> None:
        """Add the headers of every answer, and of the file that is sent."""
        self.send_header("Access-Control-Allow-Origin", "*")
        for name, value in self._file_headers.items():
            self.send_header(name, value)
        self._file_headers = {}
        super().end_headers()


class SiteServer(ThreadingHTTPServer):
    """Serves the files of `folder` under `prefix`, which begins and ends with a slash."""

    daemon_threads = True
    # On Windows this option would let a second server take the same port.
    allow_reuse_address = sys.platform != "win32"
    request_queue_size = 64

    def __init__(self, folder: Path, port: int, prefix: str = "/") -> None:
        self.folder = folder.resolve()
        self.prefix = prefix
        try:
            super().__init__((HOST, port), Handler)
        except (OSError, OverflowError) as error:
            raise BuildError(
                f"port {port} cannot be used ({error}).\n"
                f"What to do: choose another one, for example: python3 build.py serve --port "
                f"{port + 1 if 0 < port < 65535 else 8001}"
            ) from error

    @property
    def url(self) -> str:
        """Return the site's address."""
        return f"http://{HOST}:{self.server_address[1]}{self.prefix}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Ignore a browser that closes the connection; report any other error as usual."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)  # pyright: ignore[reportArgumentType]


@contextmanager
def running(folder: Path, prefix: str = "/") -> Generator[SiteServer]:
    """Serve `folder` on a free port from a thread, for as long as the context lasts."""
    with in_thread(SiteServer(folder, 0, prefix)) as server:
        yield server


@contextmanager
def in_thread[Server: ThreadingHTTPServer](server: Server) -> Generator[Server]:
    """Let `server` answer from a thread, for as long as the context lasts, and close it."""
    with server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
