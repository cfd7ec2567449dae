"""Images with labels in two parts, as published in four IDX files: where `load_data` finds them."""

from __future__ import annotations

import os
import pathlib

import numpy as np
import numpy.typing as npt

from fittingroom.backend import global_state
from fittingroom.datasets.idx import read_idx

StrPath = str | os.PathLike[str]
Images = npt.NDArray[np.uint8]
Labels = npt.NDArray[np.uint8]
ImageDataset = tuple[tuple[Images, Labels], tuple[Images, Labels]]
"""`(x_train, y_train), (x_test, y_test)`."""

CACHE = pathlib.Path(".keras", "datasets")
"""Where Keras keeps data sets, below the user's home folder."""
FILES = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)
"""Names of the files as published, each also with `.gz` at the end."""


def load(name: str, cache_folder: str, path: StrPath | None) -> ImageDataset:
    """Load a data set from `path`, from the loader in use for it, or from Keras's cache folder.

    Args:
        name: its name in `keras.datasets`.
        cache_folder: its folder in Keras's cache.

    Raises:
        FileNotFoundError: if a file is missing.
        ValueError: if a file is not in IDX format.
    """
    loader = global_state.state.dataset_loaders.get(name)
    if path is None and loader is not None:
        return loader()
    folder = pathlib.Path.home() / CACHE / cache_folder if path is None else pathlib.Path(path)
    x_train, y_train, x_test, y_test = (read_idx(_find(folder, file, name)) for file in FILES)
    return (x_train, y_train), (x_test, y_test)


def _find(folder: pathlib.Path, file: str, name: str) -> pathlib.Path:
    for candidate in (folder / f"{file}.gz", folder / file):
        if candidate.is_file():
            return candidate
    raise FileNotFoundError(
        f"{name}.load_data expects the four files of the data set as published, gzipped or not: "
        f"{', '.join(FILES)}. Received: path={str(folder)!r}, which has no {file}.gz and no "
        f"{file}. Put the files there, or name the folder that has them: "
        f'{name}.load_data(path="...").'
    )
