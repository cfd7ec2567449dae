"""Downloads files into the cache from the first source whose bytes have the pinned SHA-256.

A file gets its name only after its hash was checked; a cached file is hashed again before use.
Standard library only.
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

from sitebuild.tools import paths
from sitebuild.tools.console import BuildError, Progress, megabytes, say

TIMEOUT = 20.0
"""Seconds a server may stay silent before the next source is tried."""
CHUNK = 1 << 18
_unreachable: set[str] = set()


class SourceError(Exception):
    """A source failed; the text is the reason."""


@dataclass(frozen=True)
class Source:
    """One place to get a file from.

    `fetch(target)` writes the file to the path `target` or raises `SourceError`.
    """

    name: str
    fetch: Callable[[Path], None]
    address: str = ""


@dataclass(frozen=True)
class RemoteFile:
    """A file to download.

    Args:
        name: file name in the cache.
        sha256: expected hash, of the decompressed content if `gzipped`.
        sources: tried in this order when the cache does not have it.
        gzipped: the file is gzip; any compression of the same content is accepted.
    """

    name: str
    sha256: str
    sources: Sequence[Source]
    gzipped: bool = False


def retrieve(remote: RemoteFile) -> Path:
    """Return the path of the file in the cache, downloading it if it is not there.

    Raises:
        BuildError: if every source fails; names each with its reason, and the remedy.
    """
    folder = paths.cache() / "downloads"
    target = folder / remote.name
    if target.is_dir():
        raise BuildError(
            f"expected the file {remote.name}, but a folder has its place:\n{target}\n"
            "What to do: move that folder away and run the same command again."
        )
    if target.exists():
        fault = find_fault(target, remote)
        if fault is None:
            return target
        say(f"  {remote.name} in the cache is damaged ({fault}); downloading it again.")
        target.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    reasons: list[str] = []
    partial = folder / f"{remote.name}.{os.getpid()}.part"
    try:
        for source in remote.sources:
            say(f"  {remote.name}: trying {source.name} ...")
            reason = _try_source(source, remote, partial)
            if reason is None:
                partial.replace(target)
                say(f"  {remote.name}: {megabytes(target.stat().st_size)}, SHA-256 is right.")
                return target
            say(f"    no: {reason}")
            where = f" ({source.address})" if source.address else ""
            reasons.append(f"  - {source.name}{where}: {reason}")
    finally:
        partial.unlink(missing_ok=True)
    raise BuildError(
        f"could not download {remote.name}. Sources tried:\n" + "\n".join(reasons) + "\n"
        "What to do: check the network (a school's firewall may block one source and not another)\n"
        f"and run the same command again; or get {remote.name} by other means and put it into\n"
        f"{folder}"
    )


def _try_source(source: Source, remote: RemoteFile, partial: Path) -> str | None:
    """Download from one source to `partial`; return the fault, or None."""
    partial.unlink(missing_ok=True)
    try:
        source.fetch(partial)
    except SourceError as error:
        return str(error)
    return find_fault(partial, remote)


def find_fault(path: Path, remote: RemoteFile) -> str | None:
    """Return how the file differs from `remote`, or None."""
    try:
        with gzip.open(path) if remote.gzipped else path.open("rb") as stream:
            got = sha256_of(stream)
    except (OSError, EOFError, zlib.error) as error:
        return f"not a whole gzip file of {megabytes(path.stat().st_size)}: {error}"
    if got == remote.sha256:
        return None
    what = "its content" if remote.gzipped else f"the {megabytes(path.stat().st_size)} received"
    return f"wrong SHA-256 of {what}: expected {remote.sha256}, got {got}"


def sha256_of(stream: BinaryIO | gzip.GzipFile) -> str:
    """Return the SHA-256 of the rest of `stream`, in hex."""
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def web(name: str, url: str, timeout: float = TIMEOUT) -> Source:
    """Return a source on the web, read by one GET request."""

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
    """Write the body of `response` to `target`, reporting progress."""
    length = response.headers.get("Content-Length")
    progress = Progress(target.name.rsplit(".", 2)[0], int(length) if length else None)
    with target.open("wb") as file:
        while chunk := response.read(CHUNK):
            file.write(chunk)
            progress.add(len(chunk))
    if progress.total is not None and progress.done < progress.total:
        raise SourceError(f"truncated: {progress.done:,} of {progress.total:,} bytes came")


def copied(name: str, find: Callable[[], Path]) -> Source:
    """Return a source that copies a local file, for example one unpacked from a package.

    `find()` returns its path or raises `SourceError`.
    """

    def fetch(target: Path) -> None:
        try:
            shutil.copyfile(find(), target)
        except OSError as error:
            raise SourceError(f"could not be copied ({error})") from error

    return Source(name, fetch)
