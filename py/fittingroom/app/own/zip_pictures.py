"""The pictures of a zip with a folder for each class; what cannot be one is refused in words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from fittingroom.app.faults import FileError
from fittingroom.app.own.own_set import DRAWN, LONGEST_NAME, MOST_PICTURES, TEST, TRAIN

MOST_ENTRY = 40_000_000
MOST_INFLATED = 2_000_000_000
_PARTS = {"train": TRAIN, "training": TRAIN, "test": TEST, "testing": TEST}
_ASIDE = ("__MACOSX", "Thumbs.db", "desktop.ini")
"""What systems put beside pictures."""


class Entry(NamedTuple):
    """A file in the archive: its class by its folder, "" without one."""

    info: zipfile.ZipInfo
    class_name: str
    place: int


def entries(archive: zipfile.ZipFile) -> list[Entry]:
    """Return the pictures of an archive, by its table of contents alone.

    Raises:
        FileError: the archive holds what no set of pictures does.
    """
    found = [entry for entry in archive.infolist() if not entry.is_dir() and not _aside(entry)]
    for entry in found:
        _check_path(entry.filename)
        if entry.flag_bits & 1:
            raise FileError("The zip is locked with a password. Make one without.")
        if entry.file_size > MOST_ENTRY:
            raise FileError(
                f"{PurePosixPath(entry.filename).name} in the zip would have "
                f"{entry.file_size / 1e6:,.0f} MB, more than the {MOST_ENTRY / 1e6:.0f} that are "
                "read here."
            )
    if not found:
        raise FileError("The zip is empty. Put a folder for each class into it, with pictures.")
    if len(found) > MOST_PICTURES:
        raise FileError(f"The zip has {len(found):,} files; {MOST_PICTURES:,} are taken.")
    inflated = sum(entry.file_size for entry in found)
    if inflated > MOST_INFLATED:
        raise FileError(
            f"What is in the zip would have {inflated / 1e9:,.1f} GB, more than is read here. Make "
            "the pictures smaller first, or take fewer."
        )
    return sorted(map(_entry, found), key=lambda entry: entry.info.filename)


def opened(content: bytes) -> zipfile.ZipFile:
    """Return a zip, opened.

    Raises:
        FileError: it is damaged.
    """
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except Exception as error:  # a damaged table of contents makes it raise nearly anything
        raise FileError(
            "The zip is damaged: it ends too early, or has no table of contents."
        ) from error


def read(archive: zipfile.ZipFile, entry: Entry) -> bytes:
    """Return the content of a file, no longer than it says.

    Raises:
        FileError: it is damaged, or longer than the table of contents says.
    """
    try:
        with archive.open(entry.info) as stream:
            content = stream.read(entry.info.file_size + 1)
    except Exception as error:
        raise FileError("It is damaged inside the zip.") from error
    if len(content) > entry.info.file_size:
        raise FileError("It is longer than the zip says.")
    return content


def class_names(found: list[Entry]) -> Iterator[str]:
    """Return the names of the classes, each once, in the order of the pictures."""
    return iter(dict.fromkeys(entry.class_name for entry in found))


def _aside(entry: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(entry.filename).parts
    hidden = any(part.startswith(".") and part.strip(".") for part in parts)
    return hidden or any(part in _ASIDE for part in parts)


def _check_path(name: str) -> None:
    leads_out = name.startswith("/") or "\\" in name or ":" in name or "\0" in name
    if leads_out or ".." in PurePosixPath(name).parts:
        raise FileError(
            f"The zip has a path that leads out of it ({name[:60]}), which no set of pictures "
            "needs. Nothing of it was read."
        )


def _entry(info: zipfile.ZipInfo) -> Entry:
    *folders, _ = PurePosixPath(info.filename).parts
    place = next((_PARTS[f.lower()] for f in folders if f.lower() in _PARTS), DRAWN)
    named = [folder for folder in folders if folder.lower() not in _PARTS]
    return Entry(info, named[-1].strip()[:LONGEST_NAME] if named else "", place)
