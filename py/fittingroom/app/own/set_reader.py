"""Reads files into pictures of 28 by 28, a slice at a time, so that other work goes on between.

A picture goes through the lens; one of 28 by 28 already is taken as it is, save that a light
background is made dark.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple
from zipfile import ZipFile

import numpy as np

from fittingroom.app.faults import FileError, PictureError
from fittingroom.app.lens.decode import MOST_BYTES, decode
from fittingroom.app.lens.digit import prepare_digit
from fittingroom.app.lens.garment import prepare_garment
from fittingroom.app.lens.steps import SIDE, Bytes
from fittingroom.app.lens.tones import grey, has_light_border
from fittingroom.app.own import npz, zip_pictures
from fittingroom.app.own.own_set import CLASSES, DRAWN, LONGEST_NAME

if TYPE_CHECKING:
    from fittingroom.app.records import OwnSlice

Way = Literal["garment", "digit"]

MOST_ARCHIVE = 120_000_000
"""Bytes of a zip or an npz that are taken."""
SLICE = 0.2
"""Seconds of reading at a time."""
MOST_AT_ONCE = 2000
"""Pictures at a time: the page takes them in between two frames."""
_ZIP = b"PK"


class Read(NamedTuple):
    """A picture, or why a file gave none."""

    name: str
    class_name: str
    place: int
    pixels: Bytes | None
    why: str = ""


class SetReader:
    """Reads one file.

    Args:
        name: of the file.
        content: its bytes.
        way: the steps of Fashion-MNIST or those of MNIST.

    Attributes:
        total: how many pictures there may be.

    Raises:
        FileError, PictureError: nothing in it can be read.
    """

    def __init__(self, name: str, content: bytes, way: Way) -> None:
        self.total = 1
        self._done = 0
        if content[:2] == _ZIP:
            self._pictures = self._archived(content, way)
        else:
            pixels = prepared(content, way)
            self._pictures = iter([Read(name, "", DRAWN, pixels)])

    def next_slice(self) -> OwnSlice:
        """Return what a slice of time reads."""
        end = time.perf_counter() + SLICE
        found: list[Read] = []
        for picture in self._pictures:
            found.append(picture)
            if time.perf_counter() > end or len(found) >= MOST_AT_ONCE:
                break
        self._done += len(found)
        whole = [each for each in found if each.pixels is not None]
        names = list(dict.fromkeys(each.class_name for each in whole))
        return {
            "class_names": names,
            "labels": [names.index(each.class_name) for each in whole],
            "places": bytes(each.place for each in whole),
            "pixels": b"".join(each.pixels.tobytes() for each in whole if each.pixels is not None),
            "refused": [
                {"name": each.name[-60:], "why": each.why} for each in found if each.pixels is None
            ],
            "done": self._done,
            "total": self.total,
        }

    def _archived(self, content: bytes, way: Way) -> Iterator[Read]:
        if len(content) > MOST_ARCHIVE:
            raise FileError(
                f"The file has {len(content) / 1e6:,.0f} MB, more than the "
                f"{MOST_ARCHIVE / 1e6:.0f} MB that are read here. Make its pictures smaller, or "
                "bring it in parts."
            )
        archive = zip_pictures.opened(content)
        if any(name.endswith(".npy") for name in archive.namelist()):
            return self._of_arrays(npz.read(content))
        found = zip_pictures.entries(archive)
        classes = len(list(zip_pictures.class_names(found)))
        if classes > CLASSES[-1]:
            raise FileError(
                f"The zip has {classes:,} folders with files; a set here has {CLASSES[-1]} classes "
                "at most."
            )
        self.total = len(found)
        return self._of_zip(archive, found, way)

    def _of_arrays(self, pictures: npz.Pictures) -> Iterator[Read]:
        self.total = len(pictures.pixels)
        names = [name[:LONGEST_NAME] or f"class {i}" for i, name in enumerate(pictures.class_names)]
        for pixels, label, place in zip(*pictures[1:], strict=True):
            yield Read("", names[int(label)], int(place), pixels)

    def _of_zip(
        self, archive: ZipFile, found: list[zip_pictures.Entry], way: Way
    ) -> Iterator[Read]:
        for entry in found:
            name, class_name, place = entry.info.filename, entry.class_name, entry.place
            try:
                pixels = prepared(zip_pictures.read(archive, entry), way)
            except FileError as error:
                yield Read(name, class_name, place, None, str(error))
            except PictureError as error:
                yield Read(name, class_name, place, None, f"{error} {error.hint}")
            else:
                yield Read(name, class_name, place, pixels)


def prepared(content: bytes, way: Way) -> Bytes:
    """Return the picture of a file, `(28, 28)`.

    Raises:
        PictureError: it cannot be read, or holds nothing.
    """
    if len(content) > MOST_BYTES:
        raise PictureError("The picture has more than 40 MB.", "Save it smaller.")
    picture = decode(content)
    if picture.shape[:2] == (SIDE, SIDE):
        shades = grey(picture)
        return 255 - shades if has_light_border(picture) else np.ascontiguousarray(shades)
    return (prepare_digit if way == "digit" else prepare_garment)(picture, None).pixels
