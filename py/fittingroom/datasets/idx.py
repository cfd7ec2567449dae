"""Reads IDX files, the format that MNIST and Fashion-MNIST are published in."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt

GZIP_MAGIC = b"\x1f\x8b"
UINT8_MAGIC = b"\0\0\x08"
"""Two zeros and the code for unsigned bytes; the number of dimensions follows in one byte."""


def read_idx(path: Path) -> npt.NDArray[np.uint8]:
    """Read an IDX file of unsigned bytes, gzipped or not.

    Returns:
        A new array, uint8, of the shape in the file's header.

    Raises:
        ValueError: if the file is not in that format, or is cut short.
    """
    content = path.read_bytes()
    try:
        if content.startswith(GZIP_MAGIC):
            content = zlib.decompress(content, wbits=31)
        if not content.startswith(UINT8_MAGIC):
            raise ValueError(f"it begins with {content[:4]!r}")
        dimensions = content[3]
        shape = np.frombuffer(content, ">u4", dimensions, offset=4).tolist()
        values = np.frombuffer(content, np.uint8, offset=4 + 4 * dimensions)
        return values.reshape(shape).copy()
    except (IndexError, ValueError, zlib.error) as error:
        raise ValueError(
            f"{path.name} is expected to be an IDX file of unsigned bytes, gzipped or not. "
            f"Received: path={str(path)!r} ({error}). Download the file again."
        ) from error
