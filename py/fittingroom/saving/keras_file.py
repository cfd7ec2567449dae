"""The `.keras` file: a zip archive of config.json, metadata.json and model.weights.h5.

What comes from outside is held against stated limits before it is unpacked or made.
"""

import io
import json
import time
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fittingroom.saving import hdf5, keras_config

CONFIG, METADATA, WEIGHTS = "config.json", "metadata.json", "model.weights.h5"
KERAS_VERSION = "3.15.0"
"""The version of Keras whose form is written."""
MOST_BYTES = 1 << 29
"""The largest file, and the largest content of one, that is read: half a gigabyte."""
MOST_CONFIG = 1 << 23
_MOST_EXPANSION = 200
"""How much larger than in the archive a content may be: floats and JSON stay far below it."""


@dataclass(frozen=True)
class KerasFile:
    """What a file holds: the model's configuration as this package takes it, and its weights."""

    config: dict[str, Any]
    weights: hdf5.ReadGroup


def pack(config: Mapping[str, Any], weights: hdf5.Group) -> bytes:
    """Return the file of a configuration and weights."""
    metadata = {"keras_version": KERAS_VERSION, "date_saved": time.strftime("%Y-%m-%d@%H:%M:%S")}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(METADATA, json.dumps(metadata))
        archive.writestr(CONFIG, keras_config.to_json(config))
        archive.writestr(WEIGHTS, hdf5.write(weights))
    return file.getvalue()


def unpack(content: bytes, *, compile: bool = True) -> KerasFile:
    """Return what a file holds.

    Args:
        compile: whether what `compile` was given is wanted too.

    Raises:
        ValueError: if it is damaged, too large, or holds what is not read here.
    """
    config = keras_config.from_json(_member(content, CONFIG, MOST_CONFIG), compile=compile)
    return KerasFile(config, unpack_weights(content))


def unpack_weights(content: bytes) -> hdf5.ReadGroup:
    """Return the weights in a file.

    Raises:
        ValueError: as `unpack`.
    """
    return hdf5.read(_member(content, WEIGHTS, MOST_BYTES))


def _member(content: bytes, name: str, most: int) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if name not in archive.namelist():
                raise ValueError(
                    f"It has no {name}: models saved by Keras 3 with model.save('m.keras') have."
                )
            info = archive.getinfo(name)
            expands = info.file_size > _MOST_EXPANSION * max(info.compress_size, 1 << 10)
            if info.file_size > most or expands:
                raise ValueError(f"Its {name} is said to be {info.file_size} bytes: too large.")
            with archive.open(info) as member:
                return member.read(info.file_size)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        raise ValueError(f"It is no archive that can be read: {error}") from error
