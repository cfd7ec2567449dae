"""Arrays of pictures and labels in an `.npz`, as lesson 3's, read and written.

What a file declares is checked before anything is inflated, and nothing is ever unpickled.
"""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from fittingroom.app.faults import FileError
from fittingroom.app.own.own_set import (
    CLASSES,
    DRAWN,
    LONGEST_NAME,
    MOST_PICTURES,
    PIXELS,
    TEST,
    TRAIN,
    Bytes,
    OwnSet,
)

Array = npt.NDArray[Any]

MOST_INFLATED = 8 * MOST_PICTURES * PIXELS
"""Pictures as 64-bit numbers, as many as a set holds."""
MOST_HEADER = 4096
FORM = (
    "It needs train_data (n × 28 × 28) and train_labels, perhaps test_data and test_labels, as in "
    "lesson 3, or images and labels."
)
_IMAGES = {
    TRAIN: ("train_data", "train_images", "x_train"),
    TEST: ("test_data", "test_images", "x_test"),
    DRAWN: ("images", "data", "x"),
}
_LABELS = {
    TRAIN: ("train_labels", "y_train"),
    TEST: ("test_labels", "y_test"),
    DRAWN: ("labels", "y"),
}
_PLACES = {TRAIN: "train_places", TEST: "test_places"}
"""Of our own files: where each picture would go without a seed."""


class Pictures(NamedTuple):
    """Pictures with their classes, as `OwnSet` has them."""

    class_names: list[str]
    pixels: Bytes
    labels: Bytes
    places: Bytes


def read(content: bytes) -> Pictures:
    """Return the pictures of a file.

    Raises:
        FileError: it is damaged, too large, or holds other things.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _pictures(_arrays(archive))
    except FileError:
        raise
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise FileError("The .npz is damaged: it ends too early, or holds no arrays.") from error
    except Exception as error:  # a damaged stream makes zlib raise an error of its own
        raise FileError("The .npz is damaged: what is in it cannot be inflated.") from error


def write(own: OwnSet, seed: int) -> bytes:
    """Return the file of a set, split by a seed: arrays that any NumPy loads."""
    rows = own.split(seed)
    arrays: dict[str, Array] = {"class_names": np.array(own.class_names)}
    for part, chosen in (("train", rows.train), ("test", rows.test)):
        arrays[f"{part}_data"] = own.pixels[chosen]
        arrays[f"{part}_labels"] = own.labels[chosen]
        arrays[f"{part}_places"] = own.places[chosen]
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)  # pyright: ignore[reportArgumentType]
    return file.getvalue()


def _arrays(archive: zipfile.ZipFile) -> dict[str, Array]:
    known = [*_IMAGES.values(), *_LABELS.values(), tuple(_PLACES.values()), ("class_names",)]
    names = {name for group in known for name in group}
    entries = {
        entry.filename.removesuffix(".npy"): entry
        for entry in archive.infolist()
        if entry.filename.endswith(".npy")
    }
    entries = {name: entry for name, entry in entries.items() if name in names}
    if sum(entry.file_size for entry in entries.values()) > MOST_INFLATED:
        raise FileError(
            f"The .npz claims more than {MOST_PICTURES:,} pictures of 28 × 28, the most that are "
            "taken here. Save fewer."
        )
    return {name: _array(archive, entry) for name, entry in entries.items()}


def _array(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Array:
    name = entry.filename
    if entry.flag_bits & 1:
        raise FileError("The .npz is locked with a password. Save it without one.")
    with archive.open(entry) as stream:
        major, _ = np.lib.format.read_magic(stream)
        if major not in (1, 2):
            raise FileError(f"{name} is of a form of .npy that is not read here.")
        header = np.lib.format.read_array_header_1_0 if major == 1 else _header_2
        shape, in_columns, dtype = header(stream, max_header_size=MOST_HEADER)
        if dtype.hasobject:
            raise FileError(
                f"{name} holds Python objects, which could run code. Only numbers and text are "
                "read here: save the array with a type such as uint8."
            )
        size = math.prod(shape) * dtype.itemsize
        if size > entry.file_size:
            raise FileError(f"{name} claims {size:,} bytes and has {entry.file_size:,}.")
        data = stream.read(size)
    if len(data) != size:
        raise FileError(f"{name} ends too early.")
    return np.frombuffer(data, dtype).reshape(shape, order="F" if in_columns else "C")


def _header_2(stream: Any, max_header_size: int) -> Any:
    return np.lib.format.read_array_header_2_0(stream, max_header_size=max_header_size)


def _pictures(arrays: Mapping[str, Array]) -> Pictures:
    images: list[Bytes] = []
    labels: list[Array] = []
    places: list[Bytes] = []
    for place in (TRAIN, TEST, DRAWN):
        x, y = (_first(arrays, group[place]) for group in (_IMAGES, _LABELS))
        if x is None and y is None:
            continue
        if x is None or y is None:
            raise FileError(f"The .npz has pictures without labels, or labels alone. {FORM}")
        pixels = _pixels(x)
        numbers = _labels(y, len(pixels))
        images.append(pixels)
        labels.append(numbers)
        places.append(_places(arrays, place, len(pixels)))
    if not images or not sum(map(len, images)):
        raise FileError(f"The .npz has no pictures that are known here. {FORM}")
    if len({each.dtype.kind == "U" for each in labels}) > 1:
        raise FileError("The .npz has numbers for some labels and text for others.")
    all_pixels = np.concatenate(images)
    if len(all_pixels) > MOST_PICTURES:
        raise FileError(f"The .npz has {len(all_pixels):,} pictures; {MOST_PICTURES:,} are taken.")
    names, numbers = _named(np.concatenate(labels), arrays.get("class_names"))
    return Pictures(names, all_pixels, numbers, np.concatenate(places))


def _first(arrays: Mapping[str, Array], names: tuple[str, ...]) -> Array | None:
    return next((arrays[name] for name in names if name in arrays), None)


def _pixels(x: Array) -> Bytes:
    flat = x.ndim == 2 and x.shape[1:] == (PIXELS,)
    if not flat and x.shape[1:] not in ((28, 28), (28, 28, 1)):
        raise FileError(f"The .npz has pictures of shape {x.shape}. {FORM}")
    if x.dtype.kind not in "buif":
        raise FileError(f"The .npz has pictures of type {x.dtype}; numbers are read here.")
    square = x.reshape(-1, 28, 28)
    if square.dtype == np.uint8 or not square.size:
        return square.astype(np.uint8)
    low, high = float(square.min()), float(square.max())
    if not (low >= 0 and high <= 255):  # which numbers that are none fail as well
        raise FileError(f"The .npz has pixels from {low:g} to {high:g}; 0 to 255 or 0 to 1 fit.")
    scale = 255 if square.dtype.kind in "bf" and high <= 1 else 1
    return np.rint(square.astype(np.float64) * scale).astype(np.uint8)


def _labels(y: Array, count: int) -> Array:
    if y.ndim == 2 and y.shape[1] > 1 and y.dtype.kind in "buif":
        y = y.argmax(axis=1)
    y = y.reshape(-1)
    if len(y) != count:
        raise FileError(f"The .npz has {count:,} pictures and {len(y):,} labels.")
    if y.dtype.kind not in "buifU":
        raise FileError(f"The .npz has labels of type {y.dtype}; numbers or text are read here.")
    return y


def _places(arrays: Mapping[str, Array], place: int, count: int) -> Bytes:
    saved = arrays.get(_PLACES.get(place, ""))
    if saved is not None and saved.shape == (count,) and saved.dtype == np.uint8:
        return np.where(saved <= TEST, saved, DRAWN).astype(np.uint8)
    return np.full(count, place, np.uint8)


def _named(labels: Array, given: Array | None) -> tuple[list[str], Bytes]:
    """Return the names of the classes, and each label as a number of them."""
    named = given is not None and given.dtype.kind == "U" and given.ndim == 1
    names = [str(name) for name in given] if given is not None and named else []
    numbered = labels.dtype.kind != "U" and len(labels) and labels.min() >= 0
    if named and numbered and labels.max() < len(names):
        _check_classes(len(names))
        return [name[:LONGEST_NAME] for name in names], labels.astype(np.uint8)
    values, numbers = np.unique(labels, return_inverse=True)
    _check_classes(len(values))
    texts = [f"{value:g}" if values.dtype.kind == "f" else str(value) for value in values]
    return [text[:LONGEST_NAME] for text in texts], numbers.reshape(-1).astype(np.uint8)


def _check_classes(count: int) -> None:
    if count > CLASSES[-1]:
        raise FileError(f"The .npz has {count:,} classes; a set here has {CLASSES[-1]} at most.")
