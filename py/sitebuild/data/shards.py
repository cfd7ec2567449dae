"""Cuts Fashion-MNIST into the files that the page fetches one by one, and writes their manifest.

Names and block sizes are those of `fittingroom.app.pictures.fashion_files`.
"""

import gzip
import hashlib
import io
import itertools
import json
import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from fittingroom.app.pictures import fashion_files
from sitebuild.data.part import Part

MANIFEST = "manifest.json"
Entry = dict[str, int | str]


def write(folder: Path, parts: Mapping[str, Part], others: Mapping[str, bytes]) -> None:
    """Write all shards, the labels and the manifest, which also lists fashion.npz.

    Args:
        others: contents of more files to write and list, by name.

    The files end in .bin so that no server takes their gzip for a transfer encoding.
    """

    def pack(named: tuple[str, bytes]) -> tuple[str, Entry]:
        name, content = named
        packed = _gzip(content)
        (folder / name).write_bytes(packed)
        return name, _entry(packed, content)

    # Compression lets other threads run, so this uses every core.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        files = dict(pool.map(pack, itertools.chain(_contents(parts), others.items())))
    lesson_file = (folder / fashion_files.FASHION_NPZ).read_bytes()
    files[fashion_files.FASHION_NPZ] = _entry(lesson_file, lesson_file)
    text = json.dumps({"files": files}, indent=1, sort_keys=True) + "\n"
    (folder / MANIFEST).write_text(text, "utf-8")


def _entry(packed: bytes, content: bytes) -> Entry:
    """Return the manifest's entry: bytes on the wire, size and hash of the content."""
    return {
        "bytes": len(packed),
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _gzip(content: bytes) -> bytes:
    """Return `content` compressed, without a time of compression."""
    buffer = io.BytesIO()
    with gzip.GzipFile("", "wb", compresslevel=9, fileobj=buffer, mtime=0) as file:
        file.write(content)
    return buffer.getvalue()


def _contents(parts: Mapping[str, Part]) -> Iterator[tuple[str, bytes]]:
    yield (
        fashion_files.LABELS_FILE,
        parts["train"].labels.tobytes() + parts["test"].labels.tobytes(),
    )
    for part, sizes in fashion_files.BLOCKS.items():
        images, labels = parts[part]
        if sum(sizes) != len(labels):
            raise ValueError(f"Blocks of {sum(sizes)} images. Received: {len(labels)} in {part}")
        start = 0
        for block, size in enumerate(sizes):
            span = slice(start, start + size)
            start += size
            three = fashion_files.in_subset(labels[span])
            for group, chosen in zip(fashion_files.GROUPS, (three, ~three), strict=True):
                yield fashion_files.shard_name(part, block, group), images[span][chosen].tobytes()
