"""Caches artifacts of the build, each keyed by a fingerprint of its inputs. Standard library only.

An artifact is a folder in .build/artifacts, made in .build/scratch and moved into place when whole.
What takes long and is the same in every copy of the sources is kept beside the downloads.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from sitebuild.tools import paths
from sitebuild.tools.console import say

SKIPPED_FOLDERS = {"node_modules", "__pycache__"}


def artifact(name: str, label: str, inputs: Iterable[str], make: Callable[[Path], None]) -> Path:
    """Return the folder of artifact `name`, made by `make(folder)` if its inputs have changed.

    Args:
        label: progress line.
        inputs: texts that together identify what the artifact is made from.
        make: writes the artifact into the empty folder it receives.
    """
    wanted = fingerprint(inputs)
    folder = paths.ARTIFACTS / name
    stamp = paths.ARTIFACTS / f"{name}.made-from"
    if folder.is_dir() and stamp.exists() and stamp.read_text("utf-8") == wanted:
        return folder
    say(f"{label} ...")
    fresh = paths.SCRATCH / f"artifact-{name}"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    make(fresh)
    paths.ARTIFACTS.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    if folder.exists():
        shutil.rmtree(folder)
    fresh.replace(folder)
    stamp.write_text(wanted, "utf-8")
    return folder


def kept(name: str, inputs: Iterable[str], make: Callable[[Path], None]) -> Path:
    """Return a folder beside the downloads, made by `make(folder)` if no build made it before.

    Args:
        name: its place in the cache, such as `packages/pandas`, to which the inputs' key is added.
        inputs: texts that together identify what it is made from.
        make: writes the content into the empty folder it receives.
    """
    folder = paths.cache() / f"{name}-{fingerprint(inputs)[:16]}"
    if folder.is_dir():
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, ignore_cleanup_errors=True) as scratch:
        fresh = Path(scratch) / folder.name
        fresh.mkdir()
        make(fresh)
        # Another build may have been here first.
        with suppress(OSError):
            fresh.replace(folder)
    return folder


def fingerprint(texts: Iterable[str]) -> str:
    """Return one SHA-256 over several texts, in hex."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def contents(*places: Path) -> str:
    """Return one SHA-256 over the names and the bytes of files, and of all files below folders."""
    digest = hashlib.sha256()
    for place in places:
        for file in sorted(_files(place)):
            data = file.read_bytes()
            name = file.relative_to(place.parent).as_posix()
            digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def _files(place: Path) -> Iterable[Path]:
    if place.is_file():
        yield place
        return
    for folder, below, names in os.walk(place):
        below[:] = [name for name in below if name not in SKIPPED_FOLDERS]
        yield from (Path(folder) / name for name in names)
