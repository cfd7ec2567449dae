"""The pictures: where each one is stored, and how a training set is put together from them.

One job: turn verified bytes (the lesson's set and the shards of Fashion-MNIST) into arrays. It
fetches nothing: `Store.missing` names the files a data set needs, whoever owns the network brings
them, and `Store.add` checks their SHA-256 and keeps them. Imports NumPy and the core only.

The full set keeps Fashion-MNIST's original order (picture 0 is the ankle boot every lesson looks
at). It is cut into blocks, and each block into two files: the lesson's three classes and the other
seven. So 6,000 pictures cost about a tenth of the download, be it of three classes or of ten.

Reference: Xiao, Rasul & Vollgraf 2017, "Fashion-MNIST", arXiv:1708.07747.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from fittingroom.app.scaled_images import ScaledImages

CLASS_NAMES = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)
"""Fashion-MNIST's ten classes in label order."""

LESSON_CLASSES = (0, 7, 3)
"""Fashion-MNIST's labels behind the lesson's one-hot columns: t-shirt, shoe, dress."""
LESSON_CLASS_NAMES = ("t-shirt", "shoe", "dress")

LESSON_FILE = "fashion.npz"
"""What a lesson's own code loads."""
LESSON_SET_FILE = "lesson.bin"
"""The same pictures for the session, which has no time for an archive: those to train on, those to
test with, then the labels of both, one byte each."""
LESSON_SAMPLES = 600
"""As many training pictures as they hold."""
LABELS_FILE = "labels.bin"

GROUPS = ("three", "other")
"""The two files of a block: pictures of the lesson's classes, and the rest."""
BLOCKS = {"train": (600, 5400, *[6000] * 9), "test": (100, 900, *[1000] * 9)}
"""Pictures per block. The first blocks are small so that a small choice is a small download."""

IMAGE_SHAPE = (28, 28)
PIXELS = 28 * 28


def shard_name(part: str, block: int, group: str) -> str:
    """Name of the file with one group (``"three"`` or ``"other"``) of a block's pictures."""
    return f"{part}-{block:02d}-{group}.bin"


def in_lesson(labels: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Which of `labels` (any shape) are among the lesson's three classes."""
    return np.isin(labels, LESSON_CLASSES)


def test_samples(samples: int) -> int:
    """How many test pictures go with `samples` training pictures: one for every six.

    So it is in Fashion-MNIST and in lesson 3 (100 for 600); lesson 1 tests on 10 beside its 50.
    """
    return max(10, -(-samples // 6))


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


class Dataset(NamedTuple):
    """A training and a test set. Labels are class numbers, `(n,)` uint8."""

    pixels: dict[str, npt.NDArray[np.uint8]]
    rows: dict[str, npt.NDArray[np.intp]]
    labels: dict[str, npt.NDArray[np.uint8]]
    class_names: tuple[str, ...]

    def images(self, part: str, normalize: bool) -> ScaledImages:
        """The pictures of `part` (``"train"`` or ``"test"``) as a model takes them."""
        return ScaledImages(self.pixels[part], self.rows[part], normalize)

    def picture(self, part: str, index: int) -> npt.NDArray[np.uint8]:
        """One picture, `(28, 28)` uint8."""
        return self.pixels[part][self.rows[part][index]]

    def one_hot(self, part: str) -> npt.NDArray[np.float32]:
        """Labels as rows with a single 1, `(n, classes)` float32."""
        return np.eye(len(self.class_names), dtype=np.float32)[self.labels[part]]


class Store:
    """The files that have arrived, and the data sets that can be made of them.

    The pictures of a part lie in one array in the order of its files: the blocks of the lesson's
    three classes first, the others behind. So a file can be kept as it arrives, whatever came
    before it.

    Args:
        manifest: `data/manifest.json` as read: ``{"files": {name: {"bytes", "size", "sha256"}}}``.
    """

    def __init__(self, manifest: Mapping[str, Any]) -> None:
        self._files: Mapping[str, Any] = manifest["files"]
        self._arrived: set[str] = set()
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
        """Bytes `name` costs to download."""
        return int(self._files[name]["bytes"])

    def missing(
        self, classes: int, samples: int, part: str | None = None, window: slice | None = None
    ) -> list[str]:
        """Names of the files still needed for a data set.

        Args:
            classes: 3 or 10.
            samples: training pictures; the test pictures follow from it.
            part: only what ``"train"`` or ``"test"`` needs; both by default.
            window: only what the pictures at these positions of `part` need.
        """
        if from_lesson(classes, samples):
            needed = [LESSON_SET_FILE]
        else:
            needed = [LABELS_FILE]
            for each in (part,) if part else ("train", "test"):
                needed += self._shards(each, classes, window or slice(0, part_size(each, samples)))
        return [name for name in needed if name not in self._arrived]

    def _shards(self, part: str, classes: int, window: slice) -> list[str]:
        """The shards that hold pictures `window` of a part's pictures of so many classes."""
        groups = GROUPS[:1] if classes == len(LESSON_CLASSES) else GROUPS
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
            sha256: in hex, where somebody quicker has worked it out.

        Raises:
            DataError: its SHA-256 is not the manifest's.
        """
        if (sha256 or hashlib.sha256(content).hexdigest()) != self._files[name]["sha256"]:
            raise DataError(name, len(content), int(self._files[name]["size"]))

    def add(self, name: str, content: bytes | memoryview, sha256: str | None = None) -> None:
        """Keep a file's (inflated) content, once `check` has passed it."""
        self.check(name, content, sha256)
        if name == LESSON_SET_FILE:
            self._lesson = _unpack_lesson(bytes(content))
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

    def dataset(self, classes: int, samples: int) -> Dataset:
        """The set of the first `samples` training pictures of so many classes.

        What `missing` names must have arrived, at least for the pictures that will be read.
        """
        if from_lesson(classes, samples):
            return self._lesson_dataset(samples)
        rows: dict[str, npt.NDArray[np.intp]] = {}
        labels: dict[str, npt.NDArray[np.uint8]] = {}
        for part, numbers in self._labels.items():
            size = part_size(part, samples)
            three = in_lesson(numbers)
            if classes == len(LESSON_CLASSES):
                rows[part] = np.arange(size)
                labels[part] = column_of_label()[numbers[three][:size]]
            else:
                position = np.where(
                    three, np.cumsum(three) - 1, np.cumsum(~three) - 1 + three.sum()
                )
                rows[part] = position[:size]
                labels[part] = numbers[:size]
        return Dataset(self._pixels, rows, labels, class_names(classes))

    def _lesson_dataset(self, samples: int) -> Dataset:
        parts = ("train", "test")
        sizes = {part: part_size(part, samples) for part in parts}
        return Dataset(
            {part: self._lesson[part][0] for part in parts},
            {part: np.arange(sizes[part]) for part in parts},
            {part: self._lesson[part][1][: sizes[part]] for part in parts},
            LESSON_CLASS_NAMES,
        )


def _unpack_lesson(
    content: bytes,
) -> dict[str, tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]]:
    """Pictures and labels of each part, from the content of `LESSON_SET_FILE`."""
    numbers = np.frombuffer(content, np.uint8)
    count = len(numbers) // (PIXELS + 1)
    pictures, labels = numbers[: count * PIXELS].reshape(-1, *IMAGE_SHAPE), numbers[-count:]
    split = LESSON_SAMPLES
    return {
        "train": (pictures[:split], labels[:split]),
        "test": (pictures[split:], labels[split:]),
    }


def from_lesson(classes: int, samples: int) -> bool:
    """Whether the lesson's own file holds such a set."""
    return classes == len(LESSON_CLASSES) and samples <= LESSON_SAMPLES


def class_names(classes: int) -> tuple[str, ...]:
    """Names of the classes in the order of a model's outputs."""
    return LESSON_CLASS_NAMES if classes == len(LESSON_CLASSES) else CLASS_NAMES


def part_size(part: str, samples: int) -> int:
    """Pictures in a part of the set with so many training pictures."""
    return samples if part == "train" else test_samples(samples)


def column_of_label() -> npt.NDArray[np.uint8]:
    """Lesson 3's one-hot column by Fashion-MNIST label, `(10,)`; 0 where there is none."""
    columns = np.zeros(len(CLASS_NAMES), np.uint8)
    columns[list(LESSON_CLASSES)] = range(len(LESSON_CLASSES))
    return columns
