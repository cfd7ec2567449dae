"""The data set as the site ships it: fashion.npz as lesson 3 has it, and the shards."""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fittingroom.app.pictures import fashion_files
from sitebuild.data import fashion_mnist, fashion_npz
from sitebuild.data.part import Part
from sitebuild.tools.console import BuildError

Arrays = dict[str, Any]


@pytest.fixture(scope="module")
def parts() -> dict[str, Part]:
    """Fashion-MNIST from the verified originals."""
    return fashion_mnist.load()


@pytest.fixture(scope="module")
def fashion(dist: Path) -> Arrays:
    """What `np.load('fashion.npz')` gives a learner."""
    with np.load(dist / "data" / "fashion.npz") as archive:
        return {name: archive[name] for name in archive.files}


def test_shapes_and_types_are_the_lessons(fashion: Arrays) -> None:
    assert {name: (array.shape, array.dtype.name) for name, array in fashion.items()} == {
        "train_data": ((600, 28, 28, 1), "uint8"),
        "train_labels": ((600, 3), "uint8"),
        "test_data": ((100, 28, 28, 1), "uint8"),
        "test_labels": ((100, 3), "uint8"),
    }
    assert str(fashion["train_labels"][0]) in ("[1 0 0]", "[0 1 0]", "[0 0 1]")


def test_classes_are_balanced_in_every_prefix(fashion: Arrays) -> None:
    assert fashion["train_labels"].sum(axis=0).tolist() == [200, 200, 200]
    assert fashion["test_labels"].sum(axis=0).tolist() == [34, 33, 33]
    for name in ("train_labels", "test_labels"):
        labels = fashion[name]
        assert (labels.sum(axis=1) == 1).all()
        counts = np.cumsum(labels, axis=0, dtype=np.int64)
        assert (counts.max(axis=1) - counts.min(axis=1)).max() == 1
        groups = labels[: len(labels) // 3 * 3].argmax(axis=1).reshape(-1, 3)
        assert (np.sort(groups, axis=1) == [0, 1, 2]).all()
        assert len({tuple(group) for group in groups.tolist()}) == 6


def test_pictures_are_the_named_garments(fashion: Arrays, parts: dict[str, Part]) -> None:
    for name, part in parts.items():
        known = {
            image.tobytes(): int(label)
            for image, label in zip(part.images, part.labels, strict=True)
        }
        columns = fashion[f"{name}_labels"].argmax(axis=1)
        for image, column in zip(fashion[f"{name}_data"], columns, strict=True):
            assert known[image.tobytes()] == fashion_files.SUBSET_CLASSES[column]


def test_no_picture_is_there_twice(fashion: Arrays) -> None:
    every = [*fashion["train_data"], *fashion["test_data"]]
    assert len({image.tobytes() for image in every}) == 700


def test_drawing_again_gives_the_same_bytes(
    dist: Path, tmp_path: Path, parts: dict[str, Part]
) -> None:
    arrays = fashion_npz.write(tmp_path / "again.npz", parts["train"], parts["test"])
    shipped = (dist / "data" / "fashion.npz").read_bytes()
    assert (tmp_path / "again.npz").read_bytes() == shipped
    for_the_session = (dist / "data" / fashion_files.SUBSET_FILE).read_bytes()
    assert gzip.decompress(for_the_session) == fashion_npz.content(arrays)


def test_other_pictures_are_refused(tmp_path: Path, parts: dict[str, Part]) -> None:
    images = parts["train"].images.copy()
    images[parts["train"].labels == 0] ^= 1
    altered = Part(images, parts["train"].labels)
    with pytest.raises(BuildError, match="came out differently"):
        fashion_npz.write(tmp_path / "fashion.npz", altered, parts["test"])
    assert not (tmp_path / "fashion.npz").exists()


def test_manifest_describes_every_file(dist: Path) -> None:
    folder = dist / "data"
    files = json.loads((folder / "manifest.json").read_text("utf-8"))["files"]
    others = {"manifest.json", "preview.bin", "digits-LICENSE.txt"}
    assert {file.name for file in folder.iterdir()} == {*files, *others}
    for name, entry in files.items():
        packed = (folder / name).read_bytes()
        content = packed if name.endswith(".npz") else gzip.decompress(packed)
        digest = hashlib.sha256(content).hexdigest()
        assert entry == {"bytes": len(packed), "size": len(content), "sha256": digest}


def test_shards_put_together_are_fashion_mnist(dist: Path, parts: dict[str, Part]) -> None:
    folder = dist / "data"
    labels = gzip.decompress((folder / fashion_files.LABELS_FILE).read_bytes())
    assert labels == parts["train"].labels.tobytes() + parts["test"].labels.tobytes()
    for name, sizes in fashion_files.BLOCKS.items():
        start = 0
        for block, size in enumerate(sizes):
            part_labels = parts[name].labels[start : start + size]
            whole = np.empty((size, 28, 28), np.uint8)
            three = np.isin(part_labels, fashion_files.SUBSET_CLASSES)
            for group, chosen in (("three", three), ("other", ~three)):
                packed = (folder / fashion_files.shard_name(name, block, group)).read_bytes()
                assert packed[4:8] == bytes(4), "no time of packing in the gzip header"
                images = np.frombuffer(gzip.decompress(packed), np.uint8)
                whole[chosen] = images.reshape(-1, 28, 28)
            np.testing.assert_array_equal(whole, parts[name].images[start : start + size])
            start += size
        assert start == len(parts[name].labels)


def test_a_tenth_of_the_pictures_is_a_tenth_of_the_download(dist: Path) -> None:
    files = json.loads((dist / "data" / "manifest.json").read_text("utf-8"))["files"]
    training = {name: entry["bytes"] for name, entry in files.items() if name.startswith("train-")}
    first = sum(size for name, size in training.items() if name[6:8] in ("00", "01"))
    assert first / sum(training.values()) == pytest.approx(0.1, abs=0.01)
