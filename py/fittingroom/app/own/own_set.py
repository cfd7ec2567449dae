"""A set of the learner's own pictures, and its split into pictures to train on and to test with.

The order and the split are drawn by SHA-256 of the seed and the pictures, as those of the digits
are: the same pictures and the same seed give the same sets in every browser, whatever the order in
which the pictures came.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fittingroom.app.pictures.dataset import Dataset
from fittingroom.app.recipe import OwnSetError

Bytes = npt.NDArray[np.uint8]

DRAWN, TRAIN, TEST = range(3)
"""Where a picture belongs: by the seed, or where the file that it came from put it."""

CLASSES = range(2, 21)
MOST_PICTURES = 60_000
LEAST_TRAINED = 10
LONGEST_NAME = 40
TEST_SHARE = 5
"""Of the pictures of a class, one in so many is kept aside for the test."""
PIXELS = 28 * 28


class Rows(NamedTuple):
    """Which pictures of the set belong to each part, in the order of training."""

    train: npt.NDArray[np.intp]
    test: npt.NDArray[np.intp]


class OwnSet:
    """Named classes of pictures.

    Args:
        class_names: of the classes, in the order of a model's outputs.
        pixels: `(n, 28, 28)` uint8; 0 is background.
        labels: `(n,)`, class numbers.
        places: `(n,)`, `DRAWN`, `TRAIN` or `TEST`.

    Attributes:
        sizes: the number of pictures in ``"train"`` and in ``"test"``; no seed changes it.
        counts: of each class, pictures to train on and to test with.
        repeated: pictures that are there more than once.
    """

    def __init__(
        self, class_names: Sequence[str], pixels: Bytes, labels: Bytes, places: Bytes
    ) -> None:
        self.class_names = tuple(class_names)
        self.pixels, self.labels, self.places = pixels, labels, places
        self._digests = [
            hashlib.sha256(row.tobytes()).digest() for row in pixels.reshape(len(pixels), PIXELS)
        ]
        self._split: tuple[int, Rows] | None = None
        rows = self.split(0)
        self.sizes = {"train": len(rows.train), "test": len(rows.test)}
        every = range(len(class_names))
        self.counts = [
            (int((labels[rows.train] == i).sum()), int((labels[rows.test] == i).sum()))
            for i in every
        ]
        self.repeated = len(pixels) - len(set(self._digests))

    def check(self) -> None:
        """Check that the set can be trained on.

        Raises:
            OwnSetError: it has too few classes or pictures.
        """
        if len(self.class_names) not in CLASSES:
            raise OwnSetError(
                f"Your own set has {len(self.class_names)} classes; it needs {CLASSES[0]} to "
                f"{CLASSES[-1]}. Under Load, add one, such as the opposite of what you look for."
            )
        for name, (train, _) in zip(self.class_names, self.counts, strict=True):
            if not train:
                raise OwnSetError(
                    f"The class {name} has no picture to train on. Add some, or delete the class."
                )
        if self.sizes["train"] < LEAST_TRAINED:
            raise OwnSetError(
                f"Your own set has {self.sizes['train']} pictures to train on; it needs "
                f"{LEAST_TRAINED} at the least, and about 20 of each class to learn something."
            )
        if not self.sizes["test"]:
            raise OwnSetError(
                "No picture is left to test with: a class needs two different ones at the least."
            )

    def dataset(self, samples: int, seed: int) -> Dataset:
        """Return the first `samples` training pictures of a seed's order, and all test pictures."""
        rows = self.split(seed)
        parts = {"train": rows.train[:samples], "test": rows.test}
        return Dataset(
            dict.fromkeys(parts, self.pixels),
            parts,
            {part: self.labels[chosen] for part, chosen in parts.items()},
            self.class_names,
        )

    def split(self, seed: int) -> Rows:
        """Return the parts of a seed. A picture that is there twice is never tested with."""
        if self._split is None or self._split[0] != seed:
            self._split = (seed, self._drawn(seed))
        return self._split[1]

    def _drawn(self, seed: int) -> Rows:
        salt = seed.to_bytes(8, "little")
        lots = [hashlib.sha256(salt + digest).digest() for digest in self._digests]
        times = Counter(lots)
        order = sorted(range(len(lots)), key=lambda row: (lots[row], self.labels[row]))
        once = np.array([times[lot] == 1 for lot in lots], bool)
        test = once & (self.places == TEST)
        for label in range(len(self.class_names)):
            of_class = self.labels == label
            if not (of_class & (self.places == TEST)).any():
                drawn = of_class & (self.places == DRAWN)
                share = max(1, int(drawn.sum()) // TEST_SHARE) if drawn.sum() > 1 else 0
                candidates = [row for row in order if drawn[row] and once[row]]
                test[candidates[:share]] = True
        # What a file keeps for its test is not trained on, even where it is there twice.
        train = ~test & (self.places != TEST)
        ordered = np.array(order, np.intp)
        return Rows(ordered[train[ordered]], ordered[test[ordered]])
