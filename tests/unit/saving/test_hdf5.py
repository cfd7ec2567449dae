"""HDF5 written and read: whole, against h5py where it is installed, and damaged."""

import io
import struct
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from fittingroom.saving import hdf5
from fittingroom.saving.hdf5 import Group, Hdf5Error, ReadGroup

ARRAYS = {
    "layers/dense/vars/0": np.arange(6, dtype="float32").reshape(2, 3),
    "layers/dense/vars/1": np.zeros(3, "float32"),
    "layers/größe/vars/0": np.linspace(0, 1, 5),
    "optimizer/vars/0": np.asarray(7, "int64"),
    "optimizer/vars/1": np.asarray(0.5, "float32"),
    "bytes": np.arange(4, dtype="uint8"),
    "none": np.empty((0, 3), "float32"),
    "turned": np.arange(6, dtype="float32").reshape(2, 3).T,
    "foreign": np.arange(3, dtype=">f8"),
}
NEWER = ("foreign", "layers/größe/vars/0")
"""What h5py would write in a form that is not read."""
TEXTS = {"name": "dense", "layer_names": ["a", "bä", ""], "long": "x" * 100_000}


def make_group() -> Group:
    root = Group(attributes=TEXTS)
    for path, array in ARRAYS.items():
        folders, _, name = path.rpartition("/")
        (root.group(folders) if folders else root).members[name] = array
    return root


def paths(group: ReadGroup, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, member in group.members.items():
        if isinstance(member, ReadGroup):
            yield from paths(member, f"{prefix}{name}/")
        else:
            yield prefix + name, member


def check(found: dict[str, Any]) -> None:
    assert found.keys() == ARRAYS.keys()
    for path, array in ARRAYS.items():
        np.testing.assert_array_equal(found[path], array)
        assert found[path].dtype.newbyteorder("=") == array.dtype.newbyteorder("=")


def test_what_is_written_is_read() -> None:
    found = hdf5.read(hdf5.write(make_group()))
    check(dict(paths(found)))
    assert found.attributes == TEXTS
    assert found.get("layers/dense/vars/9") is None
    assert found.get("bytes/0") is None
    assert isinstance(found.get("layers"), ReadGroup)


def test_a_group_of_many() -> None:
    """More than fit below one node of a tree."""
    root = Group()
    for index in range(700):
        root.group(f"layers/dense_{index}").members["0"] = np.asarray(index)
    found = hdf5.read(hdf5.write(root)).get("layers")
    assert isinstance(found, ReadGroup)
    assert {name: int(group.members["0"]) for name, group in found.members.items()} == {
        f"dense_{index}": index for index in range(700)
    }


def test_h5py_reads_it_alike() -> None:
    h5py = pytest.importorskip("h5py", exc_type=ImportError)
    found: dict[str, Any] = {}
    with h5py.File(io.BytesIO(hdf5.write(make_group()))) as file:
        file.visititems(
            lambda path, each: (
                found.update({path: each[()]}) if isinstance(each, h5py.Dataset) else None
            )
        )
        attributes = dict(file.attrs.items())
    check(found)
    assert attributes["name"] == "dense"
    assert attributes["long"] == TEXTS["long"]
    assert list(attributes["layer_names"]) == TEXTS["layer_names"]


def test_what_h5py_writes_is_read() -> None:
    h5py = pytest.importorskip("h5py", exc_type=ImportError)
    memory = io.BytesIO()
    with h5py.File(memory, "w") as file:
        for path, array in ARRAYS.items():
            if path not in NEWER:
                file[path] = array
        for index in range(300):
            file[f"many/{index}"] = index
        file["layers"].attrs["name"] = "dense"
        file["layers"].attrs["count"] = 3
        file.attrs["layer_names"] = ["a", "bä"]
    found = hdf5.read(memory.getvalue())
    arrays = dict(paths(found)) | {path: ARRAYS[path] for path in NEWER}
    assert [int(arrays.pop(f"many/{index}")) for index in range(300)] == list(range(300))
    check(arrays)
    assert found.attributes == {"layer_names": ["a", "bä"]}
    layers = found.get("layers")
    assert isinstance(layers, ReadGroup)
    assert layers.attributes == {"name": "dense"}


@pytest.mark.parametrize(
    ("options", "file_options"),
    [
        ({"compression": "gzip"}, {}),
        ({"chunks": (2,)}, {}),
        ({}, {"libver": "latest"}),
        ({}, {"track_order": True}),
    ],
)
def test_other_forms_are_refused_with_a_way_out(options: Any, file_options: Any) -> None:
    h5py = pytest.importorskip("h5py", exc_type=ImportError)
    memory = io.BytesIO()
    with h5py.File(memory, "w", **file_options) as file:
        file.create_dataset("0", data=np.arange(6.0), **options)
    with pytest.raises(Hdf5Error, match=r"Save the model again with Keras 3"):
        hdf5.read(memory.getvalue())


def test_what_is_no_number_is_not_written() -> None:
    with pytest.raises(ValueError, match="Expected numbers to write"):
        hdf5.write(Group({"0": np.array(["a"])}))
    with pytest.raises(ValueError, match="through an array"):
        Group({"a": np.zeros(1)}).group("a/b")


def patched(content: bytes, place: int, *values: int) -> bytes:
    """Replace 8-byte numbers from a place on."""
    changed = bytearray(content)
    struct.pack_into(f"<{len(values)}Q", changed, place, *values)
    return bytes(changed)


def test_sizes_that_are_not_there_make_nothing() -> None:
    """A gigantic array that a small file states is refused before memory is asked for."""
    content = hdf5.write(Group({"0": np.arange(6, dtype="float32").reshape(2, 3)}))
    shape = content.index(struct.pack("<2Q", 2, 3))
    layout = content.index(struct.pack("<2B", 3, 1)) + 2
    assert int.from_bytes(content[layout + 8 : layout + 16], "little") == 24
    huge = patched(patched(content, shape, 2**40, 2**20), layout + 8, 2**62 % 2**64)
    with pytest.raises(Hdf5Error, match="damaged"):
        hdf5.read(huge)
    with pytest.raises(Hdf5Error, match="24 bytes for an array of shape"):
        hdf5.read(patched(content, shape, 2**20, 2**20))
    with pytest.raises(Hdf5Error, match="states an array of shape"):
        hdf5.read(patched(content, shape, 2**40, 0))
    with pytest.raises(Hdf5Error, match="it states an array of 24 bytes at"):
        hdf5.read(patched(content, layout, len(content) - 8))


def test_circles_and_cuts() -> None:
    content = hdf5.write(make_group())
    with pytest.raises(Hdf5Error, match="is cut off"):
        hdf5.read(content[:-1])
    for other in (b"", b"PK\x03\x04", content[:50], b"\x89HDF\r\n\x1a\n"):
        with pytest.raises(Hdf5Error, match=r"damaged|no HDF5 file|cut off"):
            hdf5.read(other)
    inner = hdf5.write(Group({"a": Group()}))
    (root,) = struct.unpack_from("<Q", inner, 64)
    symbols = inner.rindex(b"SNOD")
    with pytest.raises(Hdf5Error, match="named twice"):
        hdf5.read(patched(inner, symbols + 16, root))


def test_damaged_files_are_refused_or_read() -> None:
    """Never anything but Hdf5Error, whichever bytes are others."""
    content = hdf5.write(Group({"layers": make_group()}))
    rng = np.random.default_rng(0)
    refused = 0
    for _ in range(400):
        changed = bytearray(content)
        for place in rng.integers(0, min(len(content), 6000), rng.integers(1, 9)):
            changed[place] = rng.choice([0, 1, 0x7F, 0x80, 0xFF, rng.integers(256)])
        try:
            hdf5.read(bytes(changed))
        except Hdf5Error:
            refused += 1
    assert refused > 100
