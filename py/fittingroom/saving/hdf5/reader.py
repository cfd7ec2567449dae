"""Reads HDF5: the arrays of a file by their paths, and texts that are attributes.

A file comes from anywhere. So every address and every size that it states is held against the
bytes that are there before anything is read or made, no part is visited twice, and what is not in
the narrow subset is refused.
"""

import math
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from fittingroom.backend import Array

_SIGNATURE = b"\x89HDF\r\n\x1a\n"
_UNDEFINED = 2**64 - 1
_DEEPEST = 32
"""Groups within groups, and nodes below nodes."""
_MOST_AXES, _LONGEST_AXIS = 32, 2**31 - 1


class Hdf5Error(ValueError):
    """A file that is damaged, or is written in a part of HDF5 that is not read here."""


@dataclass
class ReadGroup:
    """What a group holds.

    Attributes:
        members: groups and arrays by name; arrays lie in the file's own memory, read-only.
        attributes: texts, and lists of texts.
    """

    members: dict[str, "ReadGroup | Array"] = field(default_factory=dict[str, Any])
    attributes: dict[str, str | list[str]] = field(default_factory=dict[str, Any])

    def get(self, path: str) -> "ReadGroup | Array | None":
        """Return what is at a path such as `"layers/dense/vars/0"`, if anything is."""
        found: ReadGroup | Array | None = self
        for name in path.split("/"):
            if not isinstance(found, ReadGroup):
                return None
            found = found.members.get(name)
        return found

    def arrays(self) -> Iterator[Array]:
        """Yield all arrays, those of groups within it too."""
        for member in self.members.values():
            if isinstance(member, ReadGroup):
                yield from member.arrays()
            else:
                yield member


def read(content: bytes) -> ReadGroup:
    """Return the root group of a file.

    Raises:
        Hdf5Error: if it is damaged, or holds what is not read here.
    """
    try:
        return _File(content).root()
    except (struct.error, UnicodeDecodeError, RecursionError, OverflowError) as error:
        raise Hdf5Error(f"The HDF5 file is damaged: {error}") from error


class _File:
    def __init__(self, content: bytes) -> None:
        self._content = content
        self._visited: set[int] = set()

    def root(self) -> ReadGroup:
        if not self._content.startswith(_SIGNATURE):
            raise Hdf5Error("This is no HDF5 file, or it does not begin where it should.")
        version, sizes = self._bytes(8, 1)[0], self._bytes(13, 2)
        if version != 0 or sizes != b"\x08\x08":
            raise Hdf5Error(
                f"The HDF5 file is of another form (superblock {version}) than Keras and h5py "
                "write by themselves. Save the model again with Keras 3: model.save('m.keras')."
            )
        base, end = self._numbers("<Q8xQ", 24)
        if base != 0 or end > len(self._content):
            raise Hdf5Error("The HDF5 file is cut off, or begins elsewhere.")
        (header,) = self._numbers("<Q", 64)
        found = self._object(header, 0)
        if not isinstance(found, ReadGroup):
            raise Hdf5Error("The HDF5 file has no root group.")
        return found

    def _bytes(self, address: int, size: int) -> bytes:
        if address < 0 or size < 0 or address + size > len(self._content):
            raise Hdf5Error(
                f"The HDF5 file is damaged: it states {size} bytes at {address}, and has "
                f"{len(self._content)}."
            )
        return self._content[address : address + size]

    def _numbers(self, form: str, address: int) -> tuple[Any, ...]:
        return struct.unpack(form, self._bytes(address, struct.calcsize(form)))

    def _visit(self, address: int, signature: bytes = b"") -> None:
        """Note that a part is read: none is read twice, so that no circle has an end missing."""
        if address in self._visited:
            raise Hdf5Error(f"The HDF5 file is damaged: its part at {address} is named twice.")
        self._visited.add(address)
        if self._bytes(address, len(signature)) != signature:
            raise Hdf5Error(f"The HDF5 file is damaged: no {signature.decode()} at {address}.")

    def _object(self, address: int, depth: int) -> ReadGroup | Array:
        if depth > _DEEPEST:
            raise Hdf5Error(f"The HDF5 file has groups within more than {_DEEPEST} groups.")
        self._visit(address)
        messages: dict[int, bytes] = {}
        group = ReadGroup()
        for kind, content in self._messages(address):
            if kind == 0x0C:
                self._attribute(content, group.attributes)
            else:
                messages.setdefault(kind, content)
        if 0x11 not in messages:
            return self._dataset(messages)
        tree, heap = struct.unpack_from("<2Q", messages[0x11])
        self._visit(heap, b"HEAP")
        size, _, data = self._numbers("<3Q", heap + 8)
        names = self._bytes(data, size)
        for offset, header in self._symbols(tree, 0):
            end = names.find(b"\0", offset)
            if not 0 <= offset < end:
                raise Hdf5Error("The HDF5 file is damaged: a name is missing.")
            group.members[names[offset:end].decode()] = self._object(header, depth + 1)
        return group

    def _messages(self, address: int) -> Iterator[tuple[int, bytes]]:
        """Yield the kind and content of each message of an object, wherever they go on."""
        version, count, size = self._numbers("<BxH4xI", address)
        if version != 1:
            raise Hdf5Error(
                "The HDF5 file is of a newer form than Keras writes, or damaged. Save the model "
                "again with Keras 3: model.save('m.keras')."
            )
        blocks = [(address + 16, size)]
        while blocks:
            at, left = blocks.pop(0)
            block = self._bytes(at, left)
            place = 0
            while place + 8 <= len(block) and count > 0:
                kind, length, flags = struct.unpack_from("<2HB", block, place)
                content = block[place + 8 : place + 8 + length]
                if len(content) != length or flags & 2:
                    raise Hdf5Error("The HDF5 file is damaged: a message is cut off, or shared.")
                place, count = place + 8 + length, count - 1
                if kind == 0x10:
                    start, more = struct.unpack_from("<2Q", content)
                    self._visit(start)
                    blocks.append((start, more))
                else:
                    yield kind, content

    def _symbols(self, address: int, depth: int) -> Iterator[tuple[int, int]]:
        """Yield the offset of the name, and the header, of each member below a node of a tree."""
        if depth > _DEEPEST:
            raise Hdf5Error("The HDF5 file is damaged: a tree is too high.")
        self._visit(address, b"TREE")
        kind, level, used = self._numbers("<2BH", address + 4)
        if kind != 0:
            raise Hdf5Error("The HDF5 file is damaged: a tree of another kind.")
        children = self._numbers(f"<{2 * used}Q", address + 32)[::2]
        for child in children:
            if level:
                yield from self._symbols(child, depth + 1)
                continue
            self._visit(child, b"SNOD")
            (count,) = self._numbers("<H", child + 6)
            for index in range(count):
                yield self._numbers("<2Q", child + 8 + 40 * index)

    def _dataset(self, messages: dict[int, bytes]) -> Array:
        if 0x02 in messages or 0x06 in messages:
            raise Hdf5Error(
                "The HDF5 file has groups of the newer form, which Keras does not write. Save the "
                "model again with Keras 3: model.save('m.keras')."
            )
        if not {0x01, 0x03, 0x08} <= set(messages):
            raise Hdf5Error("The HDF5 file is damaged: neither a group nor an array.")
        shape = _shape(messages[0x01])
        dtype = _number_type(messages[0x03])
        version, layout = struct.unpack_from("<2B", messages[0x08])
        if (version, layout) != (3, 1) or 0x0B in messages:
            raise Hdf5Error(
                "The HDF5 file holds compressed arrays, or arrays in pieces, as Keras does not "
                "write them. Save the model again with Keras 3: model.save('m.keras')."
            )
        address, size = struct.unpack_from("<2Q", messages[0x08], 2)
        count = math.prod(shape)
        if size != count * dtype.itemsize:
            raise Hdf5Error(
                f"The HDF5 file is damaged: {size} bytes for an array of shape {shape}."
            )
        if not count:
            return np.empty(shape, dtype)
        if address + size > len(self._content):
            raise Hdf5Error(
                f"The HDF5 file is damaged: it states an array of {size} bytes at {address}, and "
                f"has {len(self._content)}."
            )
        return np.frombuffer(self._content, dtype, count, address).reshape(shape)

    def _attribute(self, content: bytes, attributes: dict[str, str | list[str]]) -> None:
        """Add an attribute if it is a text or a list of texts; others are of no use here."""
        version, name_size, type_size, space_size = struct.unpack_from("<Bx3H", content)
        if version not in (1, 3):
            return
        place = 8 if version == 1 else 9
        parts: list[bytes] = []
        for size in (name_size, type_size, space_size):
            parts.append(content[place : place + size])
            place += size + (-size % 8 if version == 1 else 0)
        name, kind, space = parts
        is_text = len(kind) >= 8 and kind[0] & 15 == 9 and kind[1] & 15 == 1
        if not is_text:
            return
        shape = _shape(space)
        count = math.prod(shape)
        if 16 * count > len(content) - place:
            raise Hdf5Error("The HDF5 file is damaged: an attribute is cut off.")
        texts = [self._text(content[place + 16 * i : place + 16 * i + 16]) for i in range(count)]
        attributes[name.rstrip(b"\0").decode()] = texts if shape else texts[0]

    def _text(self, reference: bytes) -> str:
        size, heap, wanted = struct.unpack("<IQI", reference)
        if not size:
            return ""
        if self._bytes(heap, 4) != b"GCOL":
            raise Hdf5Error(f"The HDF5 file is damaged: no texts at {heap}.")
        (length,) = self._numbers("<Q", heap + 8)
        collection = self._bytes(heap, length)
        place = 16
        while place + 16 <= len(collection):
            index, given = struct.unpack_from("<H6xQ", collection, place)
            if not index:
                break
            if index == wanted:
                text = collection[place + 16 : place + 16 + size]
                if size > given or len(text) != size:
                    break
                return text.rstrip(b"\0").decode()
            place += 16 + given + -given % 8
        raise Hdf5Error("The HDF5 file is damaged: a text is missing.")


def _shape(content: bytes) -> tuple[int, ...]:
    version, rank = struct.unpack_from("<2B", content)
    if version not in (1, 2) or rank > _MOST_AXES:
        raise Hdf5Error(f"The HDF5 file holds an array of {rank} axes, in a form not read here.")
    shape = struct.unpack_from(f"<{rank}Q", content, 8 if version == 1 else 4)
    if max(shape, default=0) > _LONGEST_AXIS:  # of nothing, too, no array can be so long
        raise Hdf5Error(f"The HDF5 file is damaged: it states an array of shape {shape}.")
    return shape


def _number_type(content: bytes) -> np.dtype[Any]:
    head, bits, _, _, size = struct.unpack_from("<4BI", content)
    kind = {0: "i" if bits & 8 else "u", 1: "f"}.get(head & 15)
    sizes = (2, 4, 8) if kind == "f" else (1, 2, 4, 8)
    if kind is None or bits & 1 or size not in sizes:
        raise Hdf5Error("The HDF5 file holds an array of other things than little-endian numbers.")
    return np.dtype(f"<{kind}{size}")
