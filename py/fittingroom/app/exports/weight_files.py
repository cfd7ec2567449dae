"""The weights of a model alone, by names such as `dense/kernel`: NumPy's .npz and safetensors.

Reference: https://github.com/huggingface/safetensors#format
"""

from __future__ import annotations

import io
import json
import struct
from typing import Any

import numpy as np

from fittingroom.backend import Array
from fittingroom.models import Sequential

ALIGNMENT = 8
"""Bytes; the header of safetensors is filled up with spaces to a multiple of it."""


def npz(model: Sequential) -> bytes:
    """Return the content of a .npz file, to be read by `numpy.load`."""
    file = io.BytesIO()
    arrays: dict[str, Any] = named_weights(model)
    np.savez(file, allow_pickle=False, **arrays)
    return file.getvalue()


def safetensors(model: Sequential) -> bytes:
    """Return the content of a .safetensors file: header's size, header, arrays end to end."""
    header: dict[str, Any] = {"__metadata__": {"format": "np"}}
    contents: list[bytes] = []
    start = 0
    for name, array in named_weights(model).items():
        content = array.astype("<f4").tobytes()
        offsets = [start, start + len(content)]
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": offsets}
        contents.append(content)
        start = offsets[1]
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % ALIGNMENT)
    return b"".join([struct.pack("<Q", len(text)), text, *contents])


def named_weights(model: Sequential) -> dict[str, Array]:
    """Return the weights by layer and name."""
    return {
        f"{layer.name}/{weight.name}": np.asarray(array)
        for layer in model.layers
        for weight, array in zip(layer.variables, layer.arrays, strict=True)
    }
