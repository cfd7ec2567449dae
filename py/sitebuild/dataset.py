"""Fashion-MNIST as its authors published it: four IDX files, checked by their content.

Also puts the piece together that becomes data/.

Reference: Xiao, Rasul & Vollgraf 2017, "Fashion-MNIST", arXiv:1708.07747 (MIT licence).
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fittingroom.app import digits as layout
from fittingroom.app import store as datasets
from fittingroom.datasets import idx
from sitebuild import digits, lesson, shards
from sitebuild.download import Source, Wanted, obtain, web
from sitebuild.packages import inside_debian_package
from sitebuild.pieces import contents, piece

PROJECT = "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"
DEBIAN_PACKAGE = "dataset-fashion-mnist"
DEBIAN_SIZE = "31 MB"
DEBIAN_FOLDER = "usr/share/datasets/fashion-mnist/"

SHA256 = {
    "train-images-idx3-ubyte.gz": (
        "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"
    ),
    "train-labels-idx1-ubyte.gz": (
        "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"
    ),
    "t10k-images-idx3-ubyte.gz": (
        "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"
    ),
    "t10k-labels-idx1-ubyte.gz": (
        "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"
    ),
}
"""Hashes of the decompressed files: repacks differ in their gzip bytes and are as good."""


class Part(NamedTuple):
    """Images `(n, 28, 28)` and labels `(n,)`, uint8, in Fashion-MNIST's order."""

    images: npt.NDArray[np.uint8]
    labels: npt.NDArray[np.uint8]


def sources(name: str) -> list[Source]:
    """Where one of the four files can come from."""
    return [
        web("Fashion-MNIST's repository", PROJECT + name),
        inside_debian_package(DEBIAN_PACKAGE, DEBIAN_SIZE, DEBIAN_FOLDER + name),
    ]


def load() -> dict[str, Part]:
    """Both parts of Fashion-MNIST, `"train"` and `"test"`, from the cache or brought into it."""
    return {
        "train": Part(_read("train-images-idx3-ubyte.gz"), _read("train-labels-idx1-ubyte.gz")),
        "test": Part(_read("t10k-images-idx3-ubyte.gz"), _read("t10k-labels-idx1-ubyte.gz")),
    }


def make() -> Path:
    """The piece that becomes data/: fashion.npz, the shards, the digits and their manifest."""
    code = [Path(module.__file__ or "") for module in (lesson, shards, digits, layout, idx)]
    return piece(
        "data", "Preparing Fashion-MNIST", [contents(Path(__file__), *code), *_layout()], _fill
    )


def _layout() -> list[str]:
    """What `fittingroom.app.store` says that the files depend on; the rest of it may change."""
    layout = (
        datasets.BLOCKS,
        datasets.LESSON_CLASSES,
        datasets.LESSON_SAMPLES,
        datasets.LESSON_FILE,
        datasets.LESSON_SET_FILE,
        datasets.LABELS_FILE,
        [datasets.shard_name("train", 0, group) for group in shards.GROUPS],
    )
    return [repr(constant) for constant in layout]


def _fill(folder: Path) -> None:
    parts = load()
    arrays = lesson.write(folder / datasets.LESSON_FILE, parts["train"], parts["test"])
    others = {layout.FILE: digits.content(), datasets.LESSON_SET_FILE: lesson.content(arrays)}
    shards.write(folder, parts, others)
    (folder / digits.LICENCE_FILE).write_text(digits.licence(), "utf-8")


def _read(name: str) -> npt.NDArray[np.uint8]:
    return idx.read_idx(obtain(Wanted(name, SHA256[name], sources(name), gzipped=True)))
