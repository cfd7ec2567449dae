"""How the pictures of Fashion-MNIST are laid out in the files that the page fetches.

The full set keeps its original order (picture 0 is the ankle boot of every lesson). It is cut into
blocks, and each block into two files: the three classes of the subset and the other seven. So
6,000 pictures cost about a tenth of the download, be it of three classes or of ten.

Reference: Xiao, Rasul & Vollgraf 2017, "Fashion-MNIST", arXiv:1708.07747.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

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

SUBSET_CLASSES = (0, 7, 3)
"""The kinds of clothes of the small data sets, in the order of their one-hot columns."""
SUBSET_CLASS_NAMES = ("t-shirt", "shoe", "dress")
"""Their names."""

FASHION_NPZ = "fashion.npz"
"""The subset as lesson 3's code loads it."""
SUBSET_FILE = "lesson.bin"
"""The same pictures for the session, quicker to read than an archive: those to train on, those to
test with, then the labels of both, one byte each."""
SUBSET_SAMPLES = 600
"""Training pictures in these two files."""
LABELS_FILE = "labels.bin"

GROUPS = ("three", "other")
"""The two files of a block: pictures of the subset's classes, and the rest."""
BLOCKS = {"train": (600, 5400, *[6000] * 9), "test": (100, 900, *[1000] * 9)}
"""Pictures per block. The first blocks are small so that a small choice is a small download."""

IMAGE_SHAPE = (28, 28)
PIXELS = 28 * 28


def shard_name(part: str, block: int, group: str) -> str:
    """Return the name of the file with one of the `GROUPS` of a block's pictures."""
    return f"{part}-{block:02d}-{group}.bin"


def in_subset(labels: npt.NDArray[np.uint8]) -> npt.NDArray[np.bool_]:
    """Return which of `labels` (any shape) are among the subset's three classes."""
    return np.isin(labels, SUBSET_CLASSES)


def test_samples(samples: int) -> int:
    """Return the number of test pictures for `samples` training pictures: one for every six.

    As in Fashion-MNIST and in lesson 3 (100 for 600); lesson 1 tests on 10 beside its 50.
    """
    return max(10, -(-samples // 6))


def from_subset(classes: int, samples: int, skip: int = 0) -> bool:
    """Return whether `SUBSET_FILE` holds such a set, of pictures from number `skip` on."""
    return classes == len(SUBSET_CLASSES) and skip + samples <= SUBSET_SAMPLES


def class_names(classes: int) -> tuple[str, ...]:
    """Return the names of the classes in the order of a model's outputs."""
    return SUBSET_CLASS_NAMES if classes == len(SUBSET_CLASSES) else CLASS_NAMES


def part_size(part: str, samples: int) -> int:
    """Return the number of pictures in a part of the set with `samples` training pictures."""
    return samples if part == "train" else test_samples(samples)


def subset_labels() -> npt.NDArray[np.uint8]:
    """Return the subset's one-hot column by Fashion-MNIST label, `(10,)`; 0 where there is none."""
    columns = np.zeros(len(CLASS_NAMES), np.uint8)
    columns[list(SUBSET_CLASSES)] = range(len(SUBSET_CLASSES))
    return columns
