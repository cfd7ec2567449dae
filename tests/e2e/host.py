"""The built site on a host that keeps a log and can be told to misbehave, file by file.

Faults happen where they happen in life, in the server's answers; the page knows nothing of them.
"""

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from typing import cast
from urllib.parse import unquote, urlsplit

from sitebuild.site.server import MIME_TYPES, Handler, SiteServer, in_thread

LONGEST_HOLD = 120
"""Seconds after which a held answer goes on by itself, so that no thread is left behind."""


class Answer(Handler):
    """Logs what is asked for and lets the host's trick for that file answer, if there is one."""

    def do_GET(self) -> None:
        name = unquote(urlsplit(self.path).path).removeprefix(self.host.prefix)
        self.host.asked.append(Asked(name, self.headers.get("Cache-Control", "")))
        trick = self.host.tricks.get(name)
        if trick:
            trick(self, self.host.folder / name)
        else:
            super().do_GET()

    def end_headers(self) -> None:
        for name, value in self.host.headers.items():
            self.send_header(name, value)
        super().end_headers()

    @property
    def host(self) -> "Host":
        return cast(Host, self.server)

    def give(self, content: bytes, promised: int | None = None, **headers: str) -> None:
        """Answer 200 with `content`, claiming that it is `promised` bytes long."""
        kind = MIME_TYPES.get(PurePosixPath(urlsplit(self.path).path).suffix, MIME_TYPES[".bin"])
        self.send_response(200)
        self.send_header("Content-Length", str(len(content) if promised is None else promised))
        for name, value in {"Content_Type": kind, "Cache_Control": "no-cache", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)


Trick = Callable[[Answer, Path], None]


@dataclass(frozen=True)
class Asked:
    """One request: the file's name below the site, and what the browser said of caches."""

    name: str
    cache_control: str


class Host(SiteServer):
    """Serves `folder` under `prefix` on a free port."""

    def __init__(self, folder: Path, prefix: str) -> None:
        super().__init__(folder, 0, prefix)
        self.RequestHandlerClass = Answer
        self.tricks: dict[str, Trick] = {}
        self.asked: list[Asked] = []
        self.headers: dict[str, str] = {}
        """Headers of every answer, besides the site's own."""

    @property
    def origin(self) -> str:
        return self.url.removesuffix(self.prefix)

    def path_of(self, name: str) -> str:
        """Where the one file of the site lies whose name begins so."""
        files = [f for f in self.folder.rglob(f"{name}*") if f.is_file() and f.suffix != ".map"]
        (file,) = (file.relative_to(self.folder).as_posix() for file in files)
        return file

    def times_asked(self, name: str) -> int:
        return sum(each.name == name for each in self.asked)

    @contextmanager
    def playing(self, name: str, trick: Trick) -> Generator[None]:
        """Answer for one file with `trick`, for as long as the context lasts."""
        self.tricks[name] = trick
        try:
            yield
        finally:
            self.tricks.pop(name, None)


@contextmanager
def hosting(folder: Path, prefix: str) -> Generator[Host]:
    """A host that answers from a thread, for as long as the context lasts."""
    with in_thread(Host(folder, prefix)) as host:
        yield host


class _Plain(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""


@contextmanager
def plainly(folder: Path) -> Generator[str]:
    """The address of a server like `python -m http.server`, which adds no header for the site."""
    plain = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Plain, directory=folder))
    with in_thread(plain) as server:
        yield f"http://127.0.0.1:{server.server_port}/"


def missing(answer: Answer, file: Path) -> None:
    """The file was not uploaded."""
    answer.send_error(404)


def forbidden(answer: Answer, file: Path) -> None:
    """A filter that lets no file of this kind through."""
    answer.send_error(403)


def one_byte_wrong(answer: Answer, file: Path) -> None:
    """One byte in the middle of the compressed file changed its value."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0x10
    answer.give(bytes(content))


def too_short(answer: Answer, file: Path) -> None:
    """An upload that broke off: a shorter file, properly served."""
    content = file.read_bytes()
    answer.give(content[: len(content) // 2])


def cut_off(answer: Answer, file: Path) -> None:
    """A connection that ends in the middle of the file."""
    content = file.read_bytes()
    answer.close_connection = True
    answer.give(content[: len(content) // 2], promised=len(content))


def web_page(answer: Answer, file: Path) -> None:
    """A school's firewall, or a host that answers everything with its front page."""
    page = b"<!doctype html><title>Blocked</title><p>Ask your administrator."
    answer.give(page, Content_Type="text/html")


def hang_up(answer: Answer, file: Path) -> None:
    """A server that is down: the connection ends without a word."""
    answer.close_connection = True


def inflated_on_the_way(answer: Answer, file: Path) -> None:
    """A server that says of gzip files that they are encoded so; browsers then inflate them."""
    answer.give(file.read_bytes(), Content_Encoding="gzip")


@dataclass
class Held:
    """A trick: sends a file's first half at once and the rest when released."""

    begun: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)

    def __call__(self, answer: Answer, file: Path) -> None:
        content = file.read_bytes()
        half = len(content) // 2
        answer.give(content[:half], promised=len(content))
        answer.wfile.flush()
        self.begun.set()
        self.released.wait(LONGEST_HOLD)
        answer.wfile.write(content[half:])
