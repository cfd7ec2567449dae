"""A model file that is brought into the Lab: the settings and the weights that it amounts to.

The Lab knows networks of its own form only: a picture's pixels, Dense layers, a softmax. What a
file holds beyond that is refused in words. Imported when a file is first opened.
"""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any, NamedTuple

import numpy as np

from fittingroom import layers, saving
from fittingroom.app.faults import FileError
from fittingroom.app.pictures.fashion_files import PIXELS
from fittingroom.app.protocol import OpenModelReply
from fittingroom.app.recipe import FIELDS, field, most_samples
from fittingroom.backend import Array
from fittingroom.models import Sequential

MOST_BYTES = 64 << 20
FORM = (
    "The Lab opens pictures of 28 × 28, Dense layers, and a softmax over 3 or 10 classes at the "
    "end."
)


class OpenedModel(NamedTuple):
    """Settings by the recipe's keys, and the weights of the Dense layers."""

    settings: OpenModelReply
    weights: list[Array]


def read(name: str, content: bytes, recipe: Mapping[str, Any]) -> OpenedModel:
    """Return what a `.keras` file amounts to.

    Args:
        recipe: the settings on screen, which hold where the file says nothing.

    Raises:
        FileError: if it is none, is damaged, or is no network of the Lab's form.
    """
    if len(content) > MOST_BYTES:
        raise FileError(f"{name} has {len(content):,} bytes; the Lab opens up to {MOST_BYTES:,}.")
    model = _load(name, content)
    if not isinstance(model, Sequential):
        raise FileError(f"{name} holds a {type(model).__name__}, not a Sequential model. {FORM}")
    return _read_layers(name, model.layers, recipe)


def _load(name: str, content: bytes) -> Any:
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = Path(folder) / "model.keras"
        path.write_bytes(content)
        try:
            return saving.load_model(path, compile=False)
        except ValueError as error:
            text = str(error).replace(path.name, PurePath(name).name)
            raise FileError(text) from error


def _read_layers(
    name: str, found: Sequence[layers.Layer], recipe: Mapping[str, Any]
) -> OpenedModel:
    normalize = bool(recipe["normalize"])
    weights: list[Array] = []
    dense: list[layers.Dense] = []
    for layer in found:
        if isinstance(layer, layers.Dense):
            dense.append(layer)
        elif isinstance(layer, layers.Rescaling) and not dense:
            scale, offset = layer.get_config()["scale"], layer.get_config()["offset"]
            if not np.isclose(scale, 1 / 255) or offset != 0:
                raise FileError(f"{name} scales its pictures by {scale}; the Lab divides by 255.")
            normalize = True
        elif not isinstance(layer, layers.Flatten | layers.Dropout):
            raise FileError(f"{name} has a layer of type {type(layer).__name__}. {FORM}")
    if not dense or len(dense) - 1 > FIELDS["layers"]["max_layers"]:
        raise FileError(f"{name} has {len(dense)} Dense layers. {FORM}")
    before = PIXELS
    for layer in dense:
        shapes = [array.shape for array in layer.arrays]
        if shapes != [(before, layer.units), (layer.units,)]:
            raise FileError(f"{name}: layer {layer.name} has weights of {shapes}. {FORM}")
        if not all(np.isfinite(array).all() for array in layer.arrays):
            raise FileError(f"{name}: layer {layer.name} has weights that are no numbers.")
        weights += [array.copy() for array in layer.arrays]
        before = layer.units
    *hidden, last = dense
    if (
        last.activation.name != "softmax"
        or last.units not in field("classes", {"data": "fashion", **recipe})["choices"]
    ):
        raise FileError(f"{name} ends in {last.units} units with {last.activation.name}. {FORM}")
    for layer in hidden:
        _check_hidden(name, layer)
    most = most_samples(recipe.get("data", "fashion"), last.units)
    settings: OpenModelReply = {
        "classes": last.units,
        "samples": min(recipe["samples"], most),
        "normalize": normalize,
        "layers": [{"units": each.units, "activation": each.activation.name} for each in hidden],
    }
    return OpenedModel(settings, weights)


def _check_hidden(name: str, layer: layers.Dense) -> None:
    known, row = FIELDS["activation"]["choices"], FIELDS["layers"]
    if layer.activation.name not in known:
        raise FileError(
            f"{name}: layer {layer.name} has the activation {layer.activation.name}; the Lab has "
            f"{', '.join(known)}."
        )
    if not row["min"] <= layer.units <= row["max"]:
        raise FileError(
            f"{name}: layer {layer.name} has {layer.units} units; the Lab takes {row['min']} to "
            f"{row['max']}."
        )
