"""The files that have arrived, checked by their SHA-256, and the data sets made of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from fittingroom.app.pictures import digits
from fittingroom.app.pictures.dataset import Dataset
from fittingroom.app.pictures.fashion_files import (
    BLOCKS,
    CLASS_NAMES,
    GROUPS,
    IMAGE_SHAPE,
    LABELS_FILE,
    PIXELS,
    SUBSET_CLASS_NAMES,
    SUBSET_CLASSES,
    SUBSET_FILE,
    SUBSET_SAMPLES,
    class_names,
    from_subset,
    in_subset,
    part_size,
    shard_name,
    subset_labels,
)
from fittingroom.app.records import FileSize


class DataError(Exception):
    """A file whose content is not what the manifest promises.

    Args:
        file: its name.
        got: bytes received, inflated.
        expected: bytes expected.
    """

    def __init__(self, file: str, got: int, expected: int) -> None:
        super().__init__(
            f"{file} arrived damaged: {got:,} bytes came, and they are not the {expected:,} bytes "
            "this page was built with."
        )
        self.file = file


class Store:
    """The files that have arrived, and the data sets that can be made of them.

    The pictures of a part lie in one array in the order of its files: the blocks of the subset's
    three classes first, the others behind. So a file can be kept as it arrives, whatever came
    before it.

    Args:
        manifest: `data/manifest.json` as read: ``{"files": {name: {"bytes", "size", "sha256"}}}``.
    """

    def __init__(self, manifest: Mapping[str, Any]) -> None:
        self._files: Mapping[str, Any] = manifest["files"]
        self._arrived: set[str] = set()
        self._digits: dict[str, digits.Pair] = {}
        self._lesson: dict[str, tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]] = {}
        self._labels: dict[str, npt.NDArray[np.uint8]] = {}
        self._pixels: dict[str, npt.NDArray[np.uint8]] = {}
        self._offsets: dict[str, tuple[str, int]] = {}
        for part, blocks in BLOCKS.items():
            names = [shard_name(part, b, group) for group in GROUPS for b in range(len(blocks))]
            starts = np.cumsum([0, *map(self._pictures, names)])
            self._offsets |= {
                name: (part, int(at)) for name, at in zip(names, starts[:-1], strict=True)
            }

    def _pictures(self, name: str) -> int:
        return int(self._files[name]["size"]) // PIXELS

    def wire_bytes(self, name: str) -> int:
        """Return the bytes that `name` costs to download."""
        return int(self._files[name]["bytes"])

    def with_sizes(self, names: list[str]) -> list[FileSize]:
        """Return files with their sizes on the wire."""
        return [{"name": name, "bytes": self.wire_bytes(name)} for name in names]

    def missing(self, names: list[str]) -> list[str]:
        """Return those of the files that have not arrived yet."""
        return [name for name in names if name not in self._arrived]

    def needed(
        self,
        classes: int,
        samples: int,
        part: str | None = None,
        window: slice | None = None,
        skip: int = 0,
    ) -> list[str]:
        """Return the names of the files that hold a data set.

        Args:
            classes: 3 or 10.
            samples: training pictures; the test pictures follow from it.
            part: only what ``"train"`` or ``"test"`` needs; both by default.
            window: only what the pictures at these positions of `part` need.
            skip: training pictures that are passed over before the first.
        """
        if from_subset(classes, samples, skip):
            return [SUBSET_FILE]
        names = [LABELS_FILE]
        for each in (part,) if part else ("train", "test"):
            wanted = window or slice(0, part_size(each, samples))
            first = skip if each == "train" else 0
            names += self._shards(each, classes, slice(first + wanted.start, first + wanted.stop))
        return names

    def missing_tests(self, classes: int) -> list[str]:
        """Return the names of the files still needed for all test pictures of 3 or 10 classes."""
        return self.missing(self.needed(classes, _all_samples(classes), "test"))

    def tests(self, classes: int) -> Dataset:
        """Return the test pictures that have arrived, as far as none is missing before them."""
        count = 0
        if LABELS_FILE in self._arrived:
            groups = GROUPS[:1] if classes == len(SUBSET_CLASSES) else GROUPS
            for block in range(len(BLOCKS["test"])):
                shards = [shard_name("test", block, group) for group in groups]
                if not self._arrived.issuperset(shards):
                    break
                count += sum(map(self._pictures, shards))
        samples = _all_samples(classes)
        if classes == len(SUBSET_CLASSES) and count < part_size("test", SUBSET_SAMPLES):
            return self._subset_dataset(SUBSET_SAMPLES)
        whole = self.dataset(classes, samples)
        return whole._replace(
            rows={"test": whole.rows["test"][:count]}, labels={"test": whole.labels["test"][:count]}
        )

    def _shards(self, part: str, classes: int, window: slice) -> list[str]:
        """Return the shards that hold pictures `window` of a part, of 3 or 10 classes."""
        groups = GROUPS[:1] if classes == len(SUBSET_CLASSES) else GROUPS
        names: list[str] = []
        start = 0
        for block in range(len(BLOCKS[part])):
            shards = [shard_name(part, block, group) for group in groups]
            stop = start + sum(map(self._pictures, shards))
            if start < window.stop and stop > window.start:
                names += shards
            start = stop
        return names

    def check(self, name: str, content: bytes | memoryview, sha256: str | None = None) -> None:
        """Check a file's (inflated) content.

        Args:
            sha256: in hex, where it has been computed already.

        Raises:
            DataError: its SHA-256 is not the manifest's.
        """
        if (sha256 or hashlib.sha256(content).hexdigest()) != self._files[name]["sha256"]:
            raise DataError(name, len(content), int(self._files[name]["size"]))

    def add(self, name: str, content: bytes | memoryview, sha256: str | None = None) -> None:
        """Keep a file's (inflated) content, once `check` has passed it."""
        self.check(name, content, sha256)
        if name == SUBSET_FILE:
            self._lesson = _unpack_subset(bytes(content))
        elif name == digits.FILE:
            self._digits = digits.unpack(content)
        elif name == LABELS_FILE:
            labels = np.frombuffer(bytes(content), np.uint8)
            split = sum(BLOCKS["train"])
            self._labels = {"train": labels[:split], "test": labels[split:]}
        else:
            part, start = self._offsets[name]
            pictures = np.frombuffer(content, np.uint8).reshape(-1, *IMAGE_SHAPE)
            if part not in self._pixels:
                self._pixels[part] = np.zeros((sum(BLOCKS[part]), *IMAGE_SHAPE), np.uint8)
            self._pixels[part][start : start + len(pictures)] = pictures
        self._arrived.add(name)

    def dataset(self, classes: int, samples: int, skip: int = 0) -> Dataset:
        """Return the set of the first `samples` training pictures of 3 or 10 classes.

        What `missing` names must have arrived, at least for the pictures that will be read.

        Args:
            skip: training pictures that are passed over before the first.
        """
        if from_subset(classes, samples, skip):
            return self._subset_dataset(samples, skip)
        rows: dict[str, npt.NDArray[np.intp]] = {}
        labels: dict[str, npt.NDArray[np.uint8]] = {}
        for part, numbers in self._labels.items():
            chosen = _chosen(part, samples, skip)
            three = in_subset(numbers)
            if classes == len(SUBSET_CLASSES):
                rows[part] = np.arange(chosen.start, chosen.stop)
                labels[part] = subset_labels()[numbers[three][chosen]]
            else:
                position = np.where(
                    three, np.cumsum(three) - 1, np.cumsum(~three) - 1 + three.sum()
                )
                rows[part] = position[chosen]
                labels[part] = numbers[chosen]
        return Dataset(self._pixels, rows, labels, class_names(classes))

    def digits_dataset(self, samples: int, skip: int = 0) -> Dataset:
        """Return the set of the first `samples` training digits; their file must have arrived.

        Args:
            skip: training digits that are passed over before the first.
        """
        chosen = {
            "train": slice(skip, skip + samples),
            "test": slice(0, digits.test_samples(samples)),
        }
        return Dataset(
            {part: pair[0] for part, pair in self._digits.items()},
            {part: np.arange(rows.start, rows.stop) for part, rows in chosen.items()},
            {part: self._digits[part][1][rows] for part, rows in chosen.items()},
            digits.CLASS_NAMES,
        )

    def _subset_dataset(self, samples: int, skip: int = 0) -> Dataset:
        chosen = {part: _chosen(part, samples, skip) for part in ("train", "test")}
        return Dataset(
            {part: self._lesson[part][0] for part in chosen},
            {part: np.arange(rows.start, rows.stop) for part, rows in chosen.items()},
            {part: self._lesson[part][1][rows] for part, rows in chosen.items()},
            SUBSET_CLASS_NAMES,
        )


def _chosen(part: str, samples: int, skip: int) -> slice:
    """Return which pictures of a part a set has; the test pictures do not depend on `skip`."""
    first = skip if part == "train" else 0
    return slice(first, first + part_size(part, samples))


def _all_samples(classes: int) -> int:
    """Return how many training pictures there are of 3 or 10 classes."""
    return sum(BLOCKS["train"]) * classes // len(CLASS_NAMES)


def _unpack_subset(
    content: bytes,
) -> dict[str, tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]]:
    """Return pictures and labels of each part, from the content of `SUBSET_FILE`."""
    numbers = np.frombuffer(content, np.uint8)
    count = len(numbers) // (PIXELS + 1)
    pictures, labels = numbers[: count * PIXELS].reshape(-1, *IMAGE_SHAPE), numbers[-count:]
    split = SUBSET_SAMPLES
    return {
        "train": (pictures[:split], labels[:split]),
        "test": (pictures[split:], labels[split:]),
    }
