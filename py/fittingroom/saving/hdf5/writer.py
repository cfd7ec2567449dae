"""Writes HDF5: groups of arrays, with attributes that are texts."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from fittingroom.backend import Array

_UNDEFINED = 2**64 - 1
_LEAF_K, _INTERNAL_K = 4, 16
"""Half of what a node of symbols, and of their tree, has room for: the library's own numbers."""
_HEAP_LEAST = 4096
"""Bytes of the smallest collection of texts that the library takes."""
_TEXT = bytes.fromhex("19010100100000001310000001000000")
"""The type of a text of any length, in UTF-8."""
_TEXT_SIZE = 16


@dataclass
class Group:
    """A group to write: groups and arrays by name, and attributes.

    An attribute is a text, or a sequence of texts.
    """

    members: dict[str, "Group | Array"] = field(default_factory=dict[str, Any])
    attributes: Mapping[str, str | Sequence[str]] = field(
        default_factory=dict[str, "str | Sequence[str]"]
    )

    def group(self, path: str) -> "Group":
        """Return the group at a path such as `"layers/dense"`, made where it is missing."""
        found = self
        for name in path.split("/"):
            inner = found.members.setdefault(name, Group())
            if not isinstance(inner, Group):
                raise ValueError(f"{path!r} leads through an array.")
            found = inner
        return found


def write(root: Group) -> bytes:
    """Return the file of a group.

    Raises:
        ValueError: for an array that is neither of floats nor of whole numbers.
    """
    return _File().write(root)


class _File:
    def __init__(self) -> None:
        self._parts = bytearray(96)
        self._texts: dict[bytes, int] = {}
        self._references: list[int] = []

    def write(self, root: Group) -> bytes:
        header, tree, heap = self._group(root)
        self._write_texts()
        superblock = b"\x89HDF\r\n\x1a\n" + struct.pack(
            "<8B2HI4Q", *(0, 0, 0, 0, 0, 8, 8, 0), _LEAF_K, _INTERNAL_K, 0,
            *(0, _UNDEFINED, len(self._parts), _UNDEFINED),
        )  # fmt: skip
        self._parts[:96] = superblock + struct.pack("<2Q2I2Q", 0, header, 1, 0, tree, heap)
        return bytes(self._parts)

    def _add(self, content: bytes) -> int:
        """Append bytes; return their address, a multiple of 8."""
        self._parts += bytes(-len(self._parts) % 8)
        address = len(self._parts)
        self._parts += content
        return address

    def _group(self, group: Group) -> tuple[int, int, int]:
        """Write a group; return the addresses of its header, its tree and its names."""
        places: list[tuple[bytes, bytes]] = []
        for name in sorted(group.members, key=str.encode):
            member = group.members[name]
            if isinstance(member, Group):
                header, tree, heap = self._group(member)
                rest = struct.pack("<Q2I2Q", header, 1, 0, tree, heap)
            else:
                rest = struct.pack("<Q2I16x", self._dataset(member), 0, 0)
            places.append((name.encode(), rest))
        names, offsets = bytearray(8), list[int]()
        for name, _ in places:
            offsets.append(len(names))
            names += name + bytes(8 - len(name) % 8)
        data = self._add(bytes(names))
        heap = self._add(b"HEAP" + struct.pack("<4x3Q", len(names), 1, data))
        entries = [
            struct.pack("<Q", offset) + rest
            for offset, (_, rest) in zip(offsets, places, strict=True)
        ]
        tree = self._tree(entries, offsets)
        messages = [_message(0x11, struct.pack("<2Q", tree, heap))]
        return self._header(messages, group.attributes), tree, heap

    def _tree(self, entries: list[bytes], offsets: list[int]) -> int:
        """Write the nodes of the symbols, and the tree above them; return the tree's address."""
        nodes: list[tuple[int, int]] = []
        for start in range(0, len(entries), 2 * _LEAF_K):
            part = entries[start : start + 2 * _LEAF_K]
            head = b"SNOD" + struct.pack("<BxH", 1, len(part))
            room = bytes(40 * (2 * _LEAF_K - len(part)))
            nodes.append((self._add(head + b"".join(part) + room), offsets[start + len(part) - 1]))
        for level in range(256):
            size = 2 * _INTERNAL_K
            groups = [nodes[start : start + size] for start in range(0, len(nodes), size)] or [[]]
            addresses = self._siblings(groups, level)
            nodes = [
                (address, part[-1][1] if part else 0)
                for address, part in zip(addresses, groups, strict=True)
            ]
            if len(nodes) == 1:
                break
        return nodes[0][0]

    def _siblings(self, groups: list[list[tuple[int, int]]], level: int) -> list[int]:
        """Write the nodes of one level of a tree; each knows the ones beside it."""
        size = 24 + 8 * (4 * _INTERNAL_K + 1)
        self._parts += bytes(-len(self._parts) % 8)
        first = len(self._parts)
        addresses = [first + size * index for index in range(len(groups))]
        before = 0
        for index, part in enumerate(groups):
            left = addresses[index - 1] if index else _UNDEFINED
            right = addresses[index + 1] if index + 1 < len(groups) else _UNDEFINED
            node = b"TREE" + struct.pack("<2BH3Q", 0, level, len(part), left, right, before)
            for address, last in part:
                node += struct.pack("<2Q", address, last)
                before = last
            self._add(node + bytes(size - len(node)))
        return addresses

    def _dataset(self, array: Array) -> int:
        values = np.asarray(array)
        values = np.ascontiguousarray(values).reshape(values.shape)
        kind = _number_type(values.dtype)
        content = values.astype(values.dtype.newbyteorder("<"), copy=False).tobytes()
        address = self._add(content) if content else _UNDEFINED
        return self._header([
            _message(0x01, _dataspace(values.shape)),
            _message(0x03, kind),
            _message(0x05, struct.pack("<4B", 2, 2, 2, 0)),
            _message(0x08, struct.pack("<2B2Q", 3, 1, address, len(content))),
        ], {})  # fmt: skip

    def _header(self, messages: list[bytes], attributes: Mapping[str, str | Sequence[str]]) -> int:
        places: list[int] = []
        for name, value in attributes.items():
            texts = [value] if isinstance(value, str) else list(value)
            space = _dataspace(()) if isinstance(value, str) else _dataspace((len(texts),))
            named = name.encode() + b"\0"
            parts = [_padded(part) for part in (named, _TEXT, space)]
            sizes = struct.pack("<Bx3H", 1, len(named), len(_TEXT), len(space))
            before = 16 + sum(map(len, messages)) + 8 + len(sizes) + sum(map(len, parts))
            places += [before + _TEXT_SIZE * index for index in range(len(texts))]
            references = b"".join(
                struct.pack("<I8xI", len(text.encode()), self._text(text)) for text in texts
            )
            messages.append(_message(0x0C, sizes + b"".join(parts) + references))
        body = b"".join(messages)
        address = self._add(struct.pack("<BxH2I4x", 1, len(messages), 1, len(body)) + body)
        self._references += [address + place for place in places]
        return address

    def _text(self, text: str) -> int:
        """Return the number of a text in the collection of all."""
        return self._texts.setdefault(text.encode(), len(self._texts) + 1)

    def _write_texts(self) -> None:
        """Write the collection of texts, and its address wherever one of them is meant."""
        if not self._references:
            return
        objects = b"".join(
            struct.pack("<2H4xQ", index, 1, len(text)) + _padded(text)
            for text, index in self._texts.items()
        )
        size = max(_HEAP_LEAST, 16 + len(objects) + 16)
        free = struct.pack("<2H4xQ", 0, 0, size - 16 - len(objects))
        heap = b"GCOL" + struct.pack("<B3xQ", 1, size) + objects + free
        address = self._add(heap + bytes(size - len(heap)))
        for place in self._references:
            struct.pack_into("<Q", self._parts, place + 4, address)


def _padded(content: bytes) -> bytes:
    return content + bytes(-len(content) % 8)


def _message(kind: int, content: bytes) -> bytes:
    content = _padded(content)
    if len(content) >= 2**16:
        raise ValueError("More attributes than HDF5 takes.")
    return struct.pack("<2HB3x", kind, len(content), 0) + content


def _dataspace(shape: tuple[int, ...]) -> bytes:
    return struct.pack(f"<4B4x{len(shape)}Q", 1, len(shape), 0, 0, *shape)


def _number_type(dtype: np.dtype[Any]) -> bytes:
    if dtype.kind == "f" and dtype.itemsize in (2, 4, 8):
        fraction, exponent = {2: (10, 5), 4: (23, 8), 8: (52, 11)}[dtype.itemsize]
        bits = 8 * dtype.itemsize
        bias = 2 ** (exponent - 1) - 1
        return struct.pack(
            "<4BI2H4BI", 0x11, 0x20, bits - 1, 0, dtype.itemsize,
            *(0, bits, fraction, exponent, 0, fraction, bias),
        )  # fmt: skip
    if dtype.kind in "iu":
        signed = 8 if dtype.kind == "i" else 0
        return struct.pack("<4BI2H", 0x10, signed, 0, 0, dtype.itemsize, 0, 8 * dtype.itemsize)
    raise ValueError(f"Expected numbers to write. Received: an array of type {dtype}")
