"""Brings one file into the cache: sources in order, and a pinned SHA-256 decides about each.

What arrives goes to a temporary file first and gets its name only when its hash is right, so a file
in the cache is a whole and right file. A cached file is hashed again before it is used. Standard
library only.
"""

import gzip
import hashlib
import http.client
import os
import shutil
import urllib.error
import urllib.parse
import urllib.request
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sitebuild import paths
from sitebuild.console import BuildError, Progress, megabytes, say

TIMEOUT = 20.0
"""Seconds a server may stay silent before the next source is tried."""
CHUNK = 1 << 18
_unreachable: set[str] = set()


class SourceError(Exception):
    """One source could not deliver; its text is the reason."""


@dataclass(frozen=True)
class Source:
    """One place a file may come from.

    `fetch(target)` writes the file to the path `target` or raises `SourceError`.
    """

    name: str
    fetch: Callable[[Path], None]
    address: str = ""


@dataclass(frozen=True)
class Wanted:
    """A file to bring.

    Args:
        name: file name in the cache.
        sha256: hash that decides, of the decompressed content if `gzipped`.
        sources: where to look when the cache does not have it, best first.
        gzipped: the file is gzip, and repacks of the same content are as good.
    """

    name: str
    sha256: str
    sources: Sequence[Source]
    gzipped: bool = False


def obtain(wanted: Wanted) -> Path:
    """Return the path of the wanted file in the cache, after bringing it there if need be.

    Raises:
        BuildError: if no source delivers it; names each source with its reason and what to do.
    """
    folder = paths.cache() / "downloads"
    target = folder / wanted.name
    if target.exists():
        fault = find_fault(target, wanted)
        if fault is None:
            return target
        say(f"  {wanted.name} in the cache is damaged ({fault}); bringing it again.")
        target.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    reasons: list[str] = []
    arriving = folder / f"{wanted.name}.{os.getpid()}.part"
    try:
        for source in wanted.sources:
            say(f"  {wanted.name}: trying {source.name} ...")
            reason = _try_source(source, wanted, arriving)
            if reason is None:
                arriving.replace(target)
                say(f"  {wanted.name}: {megabytes(target.stat().st_size)}, SHA-256 is right.")
                return target
            say(f"    no: {reason}")
            where = f" ({source.address})" if source.address else ""
            reasons.append(f"  - {source.name}{where}: {reason}")
    finally:
        arriving.unlink(missing_ok=True)
    raise BuildError(
        f"could not bring {wanted.name}. Sources tried:\n" + "\n".join(reasons) + "\n"
        "What to do: check the network (a school's firewall may block one source and not another)\n"
        f"and run the same command again; or get {wanted.name} by other means and put it into\n"
        f"{folder}"
    )


def _try_source(source: Source, wanted: Wanted, arriving: Path) -> str | None:
    """Fetch from one source into `arriving`; return what is wrong with it, or None."""
    arriving.unlink(missing_ok=True)
    try:
        source.fetch(arriving)
    except SourceError as error:
        return str(error)
    return find_fault(arriving, wanted)


def find_fault(path: Path, wanted: Wanted) -> str | None:
    """Say how the file differs from what is wanted; None if it is right."""
    try:
        with gzip.open(path) if wanted.gzipped else path.open("rb") as stream:
            got = sha256_of(stream)
    except (OSError, EOFError, zlib.error) as error:
        return f"not a whole gzip file of {megabytes(path.stat().st_size)}: {error}"
    if got == wanted.sha256:
        return None
    what = "its content" if wanted.gzipped else f"the {megabytes(path.stat().st_size)} received"
    return f"wrong SHA-256 of {what}: expected {wanted.sha256}, got {got}"


def sha256_of(stream: BinaryIO | gzip.GzipFile) -> str:
    """The SHA-256 of everything in `stream`, in hex."""
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def web(name: str, url: str, timeout: float = TIMEOUT) -> Source:
    """A source on the web, reached with one GET request."""

    host = urllib.parse.urlsplit(url).netloc

    def fetch(target: Path) -> None:
        if host in _unreachable:
            raise SourceError(f"{host} could not be reached a moment ago")
        request = urllib.request.Request(url, headers={"User-Agent": "fitting-room-build"})
        try:
            with urllib.request.urlopen(request, timeout=timeout) as response:
                _receive(response, target)
        except urllib.error.HTTPError as error:
            raise SourceError(f"the server answered {error.code} {error.reason}") from error
        except urllib.error.URLError as error:
            _unreachable.add(host)
            raise SourceError(f"no connection ({error.reason})") from error
        except TimeoutError as error:
            raise SourceError(f"no answer for {timeout:g} seconds") from error
        except (OSError, http.client.HTTPException) as error:
            raise SourceError(f"the connection broke ({error or type(error).__name__})") from error

    return Source(name, fetch, url)


def _receive(response: http.client.HTTPResponse, target: Path) -> None:
    """Write the body of `response` to `target`, reporting bytes as they come."""
    length = response.headers.get("Content-Length")
    progress = Progress(target.name.rsplit(".", 2)[0], int(length) if length else None)
    with target.open("wb") as file:
        while chunk := response.read(CHUNK):
            file.write(chunk)
            progress.add(len(chunk))
    if progress.total is not None and progress.done < progress.total:
        raise SourceError(f"truncated: {progress.done:,} of {progress.total:,} bytes came")


def copied(name: str, find: Callable[[], Path]) -> Source:
    """A source that is a file on this machine, for example one unpacked from a package.

    `find()` returns its path or raises `SourceError`.
    """

    def fetch(target: Path) -> None:
        try:
            shutil.copyfile(find(), target)
        except OSError as error:
            raise SourceError(f"could not be copied ({error})") from error

    return Source(name, fetch)
