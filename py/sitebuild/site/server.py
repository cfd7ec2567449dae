"""Serves dist/ on this machine, the way a plain static host would; the tests use it too.

Standard library only.
"""

import re
import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from email.utils import formatdate
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
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
"""Our own table: the system's (on Windows, the registry's) may say something else."""
HASH_NAMED_FOLDERS = ("assets", "start")
HASH_NAMED_FILE = r"-[A-Z0-9]{8}(\.[A-Za-z0-9]+)+"
HASH_NAMED = re.compile(rf"({'|'.join(HASH_NAMED_FOLDERS)})/.*{HASH_NAMED_FILE}")
FOREVER = "public, max-age=31536000, immutable"
"""What caches are told of a file whose name changes with its content."""
INDEX = "index.html"
CHUNK = 1 << 18
IDLE_SECONDS = 60


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD for files below `server.folder`, under the path `server.prefix`."""

    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS
    server: "SiteServer"  # pyright: ignore[reportIncompatibleVariableOverride]

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet: the browser's own tools show requests better."""

    def _answer(self, with_body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        if path + "/" == self.server.prefix:
            self._refuse(HTTPStatus.MOVED_PERMANENTLY, {"Location": self.server.prefix})
            return
        name = path.removeprefix(self.server.prefix)
        if not name or name.endswith("/"):
            name += INDEX
        file = self._find(name) if path.startswith(self.server.prefix) else None
        if file is None:
            self._refuse(HTTPStatus.NOT_FOUND, {})
        else:
            self._send_file(file, name, with_body)

    def _find(self, name: str) -> Path | None:
        """The served file of that name; None if there is none below the folder."""
        try:
            file = (self.server.folder / name).resolve()
        except ValueError:  # a null character
            return None
        return file if file.is_relative_to(self.server.folder) and file.is_file() else None

    def _send_file(self, file: Path, name: str, with_body: bool) -> None:
        with file.open("rb") as stream:
            about = file.stat()
            tag = f'"{about.st_size:x}-{about.st_mtime_ns:x}"'
            headers = {
                "Cache-Control": FOREVER if HASH_NAMED.fullmatch(name) else "no-cache",
                "ETag": tag,
                "Last-Modified": formatdate(about.st_mtime, usegmt=True),
            }
            if tag in self.headers.get("If-None-Match", ""):
                self._begin(HTTPStatus.NOT_MODIFIED, headers)
                return
            headers["Content-Type"] = MIME_TYPES.get(file.suffix, "application/octet-stream")
            headers["Content-Length"] = str(about.st_size)
            self._begin(HTTPStatus.OK, headers)
            while with_body and (chunk := stream.read(CHUNK)):
                self.wfile.write(chunk)

    def _refuse(self, status: HTTPStatus, headers: dict[str, str]) -> None:
        text = f"{status.value} {status.phrase}\n".encode()
        kind = {"Content-Type": MIME_TYPES[".txt"], "Content-Length": str(len(text))}
        self._begin(status, headers | kind)
        if self.command != "HEAD":
            self.wfile.write(text)

    def _begin(self, status: HTTPStatus, headers: dict[str, str]) -> None:
        self.send_response(status)
        self.send_header("Access-Control-Allow-Origin", "*")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()


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
        """Where a browser finds the site."""
        return f"http://{HOST}:{self.server_address[1]}{self.prefix}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Let a browser that hangs up do so; show any other fault as usual."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)  # pyright: ignore[reportArgumentType]


@contextmanager
def running(folder: Path, prefix: str = "/") -> Generator[SiteServer]:
    """Serve `folder` on a free port from a thread, for as long as the context lasts."""
    with SiteServer(folder, 0, prefix) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
