"""Reads Fashion-MNIST's four IDX files, and makes the artifact that becomes data/ of them.

Reference: Xiao, Rasul & Vollgraf 2017, "Fashion-MNIST", arXiv:1708.07747 (MIT licence).
"""

import shutil
import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fittingroom.app.pictures import digits as layout
from fittingroom.app.pictures import fashion_files
from fittingroom.datasets import idx
from sitebuild.data import digits, fashion_npz, shards
from sitebuild.data.part import Part
from sitebuild.tools.artifacts import artifact, contents, kept
from sitebuild.tools.download import RemoteFile, Source, retrieve, web
from sitebuild.tools.packages import inside_debian_package

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
"""Hashes of the decompressed files, since repacks differ in their gzip bytes."""


def sources(name: str) -> list[Source]:
    """Return the sources of one of the four files."""
    return [
        web("Fashion-MNIST's repository", PROJECT + name),
        inside_debian_package(DEBIAN_PACKAGE, DEBIAN_SIZE, DEBIAN_FOLDER + name),
    ]


def load() -> dict[str, Part]:
    """Return both parts of Fashion-MNIST, `"train"` and `"test"`, downloaded if need be."""
    return {
        "train": Part(_read("train-images-idx3-ubyte.gz"), _read("train-labels-idx1-ubyte.gz")),
        "test": Part(_read("t10k-images-idx3-ubyte.gz"), _read("t10k-labels-idx1-ubyte.gz")),
    }


def make() -> Path:
    """Return the artifact that becomes data/: fashion.npz, shards, digits and their manifest."""
    code = [Path(module.__file__ or "") for module in (fashion_npz, shards, digits, layout, idx)]
    inputs = [contents(Path(__file__), *code), *_layout(), zlib.ZLIB_RUNTIME_VERSION]

    def fill(folder: Path) -> None:
        # Compressing takes long.
        shutil.copytree(kept("data/fashion-mnist", inputs, _fill), folder, dirs_exist_ok=True)

    return artifact("data", "Preparing Fashion-MNIST", inputs, fill)


def _layout() -> list[str]:
    """Return what the files depend on of `fittingroom.app.pictures.fashion_files`."""
    layout = (
        fashion_files.BLOCKS,
        fashion_files.SUBSET_CLASSES,
        fashion_files.SUBSET_SAMPLES,
        fashion_files.FASHION_NPZ,
        fashion_files.SUBSET_FILE,
        fashion_files.LABELS_FILE,
        [fashion_files.shard_name("train", 0, group) for group in fashion_files.GROUPS],
    )
    return [repr(constant) for constant in layout]


def _fill(folder: Path) -> None:
    parts = load()
    arrays = fashion_npz.write(folder / fashion_files.FASHION_NPZ, parts["train"], parts["test"])
    others = {layout.FILE: digits.content(), fashion_files.SUBSET_FILE: fashion_npz.content(arrays)}
    shards.write(folder, parts, others)
    (folder / digits.LICENCE_FILE).write_text(digits.licence(), "utf-8")


def _read(name: str) -> npt.NDArray[np.uint8]:
    return idx.read_idx(retrieve(RemoteFile(name, SHA256[name], sources(name), gzipped=True)))
