"""The sets that can be chosen, from the files as shipped."""

import gzip
import json
from pathlib import Path

import numpy as np
import pytest

from fittingroom.app.pictures.fashion_files import CLASS_NAMES, in_subset
from fittingroom.app.pictures.store import DataError, Store


@pytest.fixture
def data(dist: Path) -> Path:
    return dist / "data"


@pytest.fixture
def store(data: Path) -> Store:
    return Store(json.loads((data / "manifest.json").read_text()))


def bring(store: Store, data: Path, names: list[str]) -> int:
    """Brings files; returns the bytes they cost."""
    for name in names:
        content = (data / name).read_bytes()
        store.add(name, gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content)
    return sum(map(store.wire_bytes, names))


def everything(store: Store) -> int:
    return sum(map(store.wire_bytes, store.missing(store.needed(10, 60_000))))


@pytest.mark.parametrize("classes", [3, 10])
def test_6000_pictures_cost_about_a_tenth(store: Store, classes: int) -> None:
    cost = sum(map(store.wire_bytes, store.missing(store.needed(classes, 6000))))
    assert 0.08 < cost / everything(store) < 0.13


def test_600_pictures_of_ten_classes_cost_a_hundredth(store: Store) -> None:
    cost = sum(map(store.wire_bytes, store.missing(store.needed(10, 600))))
    assert cost / everything(store) < 0.015


def test_ten_classes_keep_the_original_order(store: Store, data: Path) -> None:
    bring(store, data, store.missing(store.needed(10, 600)))
    dataset = store.dataset(10, 600)
    # The labels that everybody who has loaded Fashion-MNIST has seen.
    assert dataset.labels["train"][:10].tolist() == [9, 0, 0, 3, 0, 2, 7, 2, 5, 5]
    assert dataset.labels["test"][:10].tolist() == [9, 2, 1, 1, 6, 1, 4, 6, 5, 7]
    # Row 3 of picture 0 as the lesson prints it.
    assert dataset.picture("train", 0)[3, 12:20].tolist() == [1, 0, 0, 13, 73, 0, 0, 1]
    assert CLASS_NAMES[dataset.labels["train"][42]] == "Ankle boot"
    assert len(dataset.labels["test"]) == 100


def test_three_classes_beyond_the_lesson_come_from_the_full_set(store: Store, data: Path) -> None:
    bring(store, data, store.missing(store.needed(3, 18_000)))
    dataset = store.dataset(3, 18_000)
    assert np.bincount(dataset.labels["train"]).tolist() == [6000, 6000, 6000]
    assert np.bincount(dataset.labels["test"]).tolist() == [1000, 1000, 1000]
    bring(store, data, store.missing(store.needed(10, 60_000)))
    full = store.dataset(10, 60_000)
    chosen = np.flatnonzero(in_subset(full.labels["train"]))
    for index in (0, 1, 777, 17_999):
        assert (dataset.picture("train", index) == full.picture("train", chosen[index])).all()


def test_lesson_sets_are_the_first_pictures_of_the_file(store: Store, data: Path) -> None:
    assert store.missing(store.needed(3, 50)) == ["lesson.bin"]
    bring(store, data, ["lesson.bin"])
    small, whole = store.dataset(3, 50), store.dataset(3, 600)
    assert [len(small.labels[part]) for part in ("train", "test")] == [50, 10]
    assert (small.labels["train"] == whole.labels["train"][:50]).all()
    with np.load(data / "fashion.npz") as file:
        assert (whole.one_hot("train") == file["train_labels"]).all()
        assert (small.picture("test", 9) == file["test_data"][9, ..., 0]).all()


@pytest.mark.parametrize("normalize", [True, False])
def test_pictures_are_read_as_the_lesson_computes_them(
    store: Store, data: Path, normalize: bool
) -> None:
    bring(store, data, ["lesson.bin"])
    dataset = store.dataset(3, 600)
    images = dataset.images("train", normalize)[100:]
    indices = np.array([3, 499, 0])
    out = np.empty((3, 28, 28), np.float32)
    images.read(images.places(indices), out)
    with np.load(data / "fashion.npz") as file:
        pixels = file["train_data"][100:][indices][..., 0]
    expected = pixels / 255.0 if normalize else pixels
    assert (out == expected.astype(np.float32)).all()
    assert images.shape == (500, 28, 28)


def test_damaged_content_is_refused_and_named(store: Store, data: Path) -> None:
    content = bytearray(gzip.decompress((data / "labels.bin").read_bytes()))
    content[7] ^= 1
    with pytest.raises(DataError, match=r"labels\.bin arrived damaged"):
        store.add("labels.bin", bytes(content))
    assert "labels.bin" in store.missing(store.needed(10, 50))


def test_shards_may_arrive_in_any_order(store: Store, data: Path) -> None:
    names = store.missing(store.needed(10, 6000))
    bring(store, data, names[::-1])
    assert store.missing(store.needed(10, 6000)) == []
    assert store.dataset(10, 6000).picture("train", 0)[3, 16] == 73


def test_a_window_needs_only_its_own_shards(store: Store) -> None:
    names = store.missing(store.needed(10, 60_000, "train", slice(0, 12)))
    assert names == ["labels.bin", "train-00-three.bin", "train-00-other.bin"]
    names = store.missing(store.needed(10, 60_000, "train", slice(6000, 6001)))
    assert names == ["labels.bin", "train-02-three.bin", "train-02-other.bin"]


@pytest.mark.parametrize("classes", [3, 10])
def test_another_draw_is_of_the_pictures_behind_and_is_tested_on_the_same(
    store: Store, data: Path, classes: int
) -> None:
    bring(store, data, store.missing(store.needed(classes, 900)))
    whole = store.dataset(classes, 900)
    assert store.missing(store.needed(classes, 100, skip=650)) == []
    draw = store.dataset(classes, 100, skip=650)
    for index in (0, 42, 99):
        assert (draw.picture("train", index) == whole.picture("train", 650 + index)).all()
    assert (draw.labels["train"] == whole.labels["train"][650:750]).all()
    first = store.dataset(10, 100) if classes == 10 else whole
    assert (draw.labels["test"] == first.labels["test"][: len(draw.labels["test"])]).all()


def test_another_draw_needs_only_its_own_shards(store: Store) -> None:
    assert store.missing(store.needed(3, 50, skip=550)) == ["lesson.bin"]
    names = store.missing(store.needed(10, 600, "train", skip=6000))
    assert names == ["labels.bin", "train-02-three.bin", "train-02-other.bin"]
    # A window's positions are those in the draw.
    assert store.missing(store.needed(10, 600, "train", slice(0, 12), skip=6000)) == names
