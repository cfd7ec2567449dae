"""Keeps each finished piece of the site with a fingerprint of what it was made from.

A piece is a folder in .build/pieces. It is made in .build/scratch and moved into place when it is
whole; with an unchanged fingerprint it is used again. Standard library only.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from sitebuild import paths
from sitebuild.console import say

SKIPPED_FOLDERS = {"node_modules", "__pycache__"}


def piece(name: str, label: str, inputs: Iterable[str], make: Callable[[Path], None]) -> Path:
    """Return the folder of piece `name`, made anew by `make(folder)` if its inputs changed.

    Args:
        inputs: texts that together say what the piece is made from.
        make: writes the piece into the empty folder it is given.
    """
    wanted = fingerprint(inputs)
    folder = paths.PIECES / name
    stamp = paths.PIECES / f"{name}.made-from"
    if folder.is_dir() and stamp.exists() and stamp.read_text("utf-8") == wanted:
        return folder
    say(f"{label} ...")
    fresh = paths.SCRATCH / f"piece-{name}"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    make(fresh)
    paths.PIECES.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    if folder.exists():
        shutil.rmtree(folder)
    fresh.replace(folder)
    stamp.write_text(wanted, "utf-8")
    return folder


def fingerprint(texts: Iterable[str]) -> str:
    """One SHA-256 over several texts, in hex."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def contents(*places: Path) -> str:
    """One SHA-256 over the names and the bytes of files, and of all files below folders."""
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
