"""Whole models in Keras's old form: one HDF5 file, the configuration in its attributes."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from fittingroom import models, utils
from fittingroom.backend import Array
from fittingroom.backend.global_state import state
from fittingroom.models.model import Model
from fittingroom.saving import keras_config, weights
from fittingroom.saving.hdf5 import Group, ReadGroup, read, write
from fittingroom.saving.keras_file import KERAS_VERSION

_ABOUT = {"keras_version": KERAS_VERSION, "backend": "tensorflow"}
"""Parity: what reads these files knows no backend of NumPy's."""


def pack(model: Model) -> bytes:
    """Return the file of a model."""
    config = _old_form(utils.serialize_object(model, model.config_module))
    attributes = {**_ABOUT, "model_config": keras_config.to_json(config)}
    root = Group()
    if model.compiled:
        attributes["training_config"] = keras_config.to_json(_training(model.get_compile_config()))
        values = weights.optimizer_values(model)
        names = [f"variable_{index}" for index in range(len(values))]
        stored = root.group("optimizer_weights")
        stored.attributes = {"weight_names": names}
        stored.members.update(zip(names, values, strict=True))
    root.attributes = attributes
    everything = root.group("model_weights")
    layers = [layer for layer in model.layers if layer.all_arrays]
    everything.attributes = {**_ABOUT, "layer_names": [layer.name for layer in layers]}
    for layer in layers:
        group = everything.group(layer.name)
        names = [weight.path for weight in layer.weights]
        if len(set(names)) != len(names):
            names = [f"{path}_{index}" for index, path in enumerate(names)]
        group.attributes = {"weight_names": names}
        for path, array in zip(names, layer.all_arrays, strict=True):
            *folders, name = path.split("/")
            inner = group.group("/".join(folders)) if folders else group
            inner.members[name] = array
    return write(root)


def _old_form(config: Mapping[str, Any]) -> dict[str, Any]:
    """Return a model's configuration with class and arguments alone, layer by layer."""
    given = dict(config["config"])
    given["layers"] = [
        {name: value for name, value in layer.items() if name not in ("module", "registered_name")}
        for layer in given["layers"]
    ]
    return {"class_name": config["class_name"], "config": given}


def _training(compiled: Mapping[str, Any]) -> dict[str, Any]:
    optimizer = compiled["optimizer"]
    return {**compiled, "optimizer_config": optimizer, "sample_weight_mode": None}


def unpack(content: bytes, compile: bool) -> Any:
    """Return the model of a file.

    Raises:
        ValueError: if it is damaged, or its model is none that can be here.
    """
    root = read(content)
    text = root.attributes.get("model_config")
    if not isinstance(text, str):
        raise ValueError(
            "It holds weights alone. Make the model, then model.load_weights of the file."
        )
    config = keras_config.from_json(text.encode())
    state.weight_budget = sum(array.size for array in root.arrays())
    try:
        model = models.deserialize(config)
    finally:
        state.weight_budget = None
    stored = root.get("model_weights")
    if not isinstance(stored, ReadGroup):
        raise ValueError("It holds no weights.")
    read_weights(model, stored)
    training = root.attributes.get("training_config")
    if compile and isinstance(training, str):
        given = keras_config.from_json(training.encode())
        given["optimizer"] = given.pop("optimizer_config", None) or given.get("optimizer")
        known = ("optimizer", "loss", "metrics", "weighted_metrics", "loss_weights")
        model.compile_from_config({name: given[name] for name in known if given.get(name)})
        saved = root.get("optimizer_weights")
        if isinstance(saved, ReadGroup):
            weights.set_optimizer(model, _named(saved), build=True)
    return model


def read_weights(model: Model, stored: ReadGroup) -> None:
    """Set a model's weights to those of a group, layer by layer.

    Raises:
        ValueError: if they do not fit.
    """
    names = _texts(stored, "layer_names")
    groups = [group for name in names if isinstance(group := stored.get(name), ReadGroup)]
    found = [values for group in groups if (values := _named(group))]
    layers = [layer for layer in model.layers if layer.all_arrays]
    expected = [[array.shape for array in layer.all_arrays] for layer in layers]
    received = [[array.shape for array in values] for values in found]
    if expected != received:
        raise ValueError(
            f"The model has weights of shapes {expected}, and the file has {received}. Make the "
            "model with the layers it was saved with."
        )
    for layer, values in zip(layers, found, strict=True):
        layer.set_weights(values)


def _named(group: ReadGroup) -> list[Array]:
    found = [group.get(name) for name in _texts(group, "weight_names")]
    return [value for value in found if isinstance(value, np.ndarray)]


def _texts(group: ReadGroup, name: str) -> list[str]:
    value = group.attributes.get(name, [])
    return [value] if isinstance(value, str) else value
