"""`load_data` reads what the authors publish, and explains what is missing."""

import gzip
import struct
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from fittingroom import datasets
from fittingroom.backend import global_state
from fittingroom.datasets.idx import read_idx

SIZES = {"train": 3, "t10k": 2}


def idx(array: np.ndarray) -> bytes:
    header = struct.pack(f">BBBB{array.ndim}I", 0, 0, 8, array.ndim, *array.shape)
    return header + array.astype(np.uint8).tobytes()


def images(size: int) -> np.ndarray:
    return np.arange(size * 784).reshape(size, 28, 28) % 251


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The four files: the images gzipped, the labels not."""
    for part, size in SIZES.items():
        content = gzip.compress(idx(images(size)))
        (tmp_path / f"{part}-images-idx3-ubyte.gz").write_bytes(content)
        (tmp_path / f"{part}-labels-idx1-ubyte").write_bytes(idx(np.arange(size)))
    return tmp_path


@pytest.mark.parametrize("dataset", [datasets.fashion_mnist, datasets.mnist])
def test_the_published_files_are_read(dataset: ModuleType, folder: Path) -> None:
    for path in (folder, str(folder)):
        (x_train, y_train), (x_test, y_test) = dataset.load_data(path=path)
        for x, y, size in ((x_train, y_train, 3), (x_test, y_test, 2)):
            assert (x.dtype, y.dtype) == (np.uint8, np.uint8)
            assert (x == images(size)).all()
            assert y.tolist() == list(range(size))
            x[:], y[:] = 0, 0  # a program may change its arrays


@pytest.mark.parametrize(
    ("dataset", "cache_folder"),
    [(datasets.fashion_mnist, "fashion-mnist"), (datasets.mnist, "mnist")],
)
def test_keras_s_cache_is_the_default(
    dataset: ModuleType, cache_folder: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = folder / "home"
    (home / ".keras" / "datasets").mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: home)
    with pytest.raises(FileNotFoundError, match=f"{cache_folder}'"):
        dataset.load_data()
    (home / ".keras" / "datasets" / cache_folder).symlink_to(folder)
    assert dataset.load_data()[1][1].tolist() == [0, 1]


def test_a_missing_file_is_named_with_what_to_do(folder: Path) -> None:
    (folder / "t10k-labels-idx1-ubyte").unlink()
    with pytest.raises(FileNotFoundError) as caught:
        datasets.mnist.load_data(folder)
    message = str(caught.value)
    assert "expects the four files" in message
    assert f"Received: path={str(folder)!r}, which has no t10k-labels-idx1-ubyte.gz" in message
    assert 'mnist.load_data(path="...")' in message


def test_a_loader_comes_before_the_cache_and_after_a_path(folder: Path) -> None:
    with global_state.scope(global_state.GlobalState(dataset_loaders={"mnist": lambda: "loaded"})):
        assert datasets.mnist.load_data() == "loaded"
        assert datasets.mnist.load_data(folder)[0][1].tolist() == [0, 1, 2]
    assert global_state.state.dataset_loaders == {}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0\0\x08",
        b"\0\0\x08\x01\0\0",
        b"<html>not here</html>",
        idx(np.arange(9))[:-1],
        gzip.compress(idx(np.arange(9)))[:-9],
        idx(np.arange(9)).replace(b"\x08", b"\x0d", 1),
    ],
    ids=["empty", "magic", "no shape", "a page", "cut short", "gzip cut short", "other type"],
)
def test_a_file_that_is_no_idx_file_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "train-labels-idx1-ubyte"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="expected to be an IDX file") as caught:
        read_idx(path)
    assert f"Received: path={str(path)!r}" in str(caught.value)
    assert "Download the file again" in str(caught.value)
