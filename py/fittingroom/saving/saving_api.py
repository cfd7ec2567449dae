"""`save_model`, `load_model`, `save_weights`, `load_weights`: models to and from files."""

import os
import struct
import zlib
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from fittingroom import models, utils
from fittingroom.backend.global_state import state
from fittingroom.layers.serialization import LAYERS
from fittingroom.models.cloning import MODELS
from fittingroom.models.model import Model
from fittingroom.saving import hdf5, keras_file, legacy_h5, weights
from fittingroom.saving.custom_objects import CustomObjectScope

File = str | PathLike[str]

_DAMAGED = (
    *(KeyError, IndexError, TypeError, AttributeError, ArithmeticError, RecursionError),
    *(struct.error, zlib.error, UnicodeError, NotImplementedError, MemoryError),
)
"""What a file that states nonsense may lead to. A ValueError says itself what is wrong."""


def save_model(model: Model, filepath: File, overwrite: bool = True, **kwargs: Any) -> None:
    """Write a model to a file: layers, weights, what `compile` was given, the optimizer's state.

    Args:
        filepath: ends in `.keras`, or in `.h5` for Keras's old form.
        overwrite: whether a file of that name is replaced.

    Raises:
        ValueError: if the name ends in something else, or another argument is given.

    Reference: https://keras.io/api/models/model_saving_apis/
    """
    kwargs.pop("zipped", None)
    if kwargs:
        raise ValueError(
            f"The following argument(s) are not supported: {list(kwargs)}. "
            "Give the name alone: model.save('clothes.keras')."
        )
    path = Path(filepath)
    if path.suffix not in (".keras", ".h5"):
        raise ValueError(
            "Invalid filepath extension for saving. Please add a `.keras` extension: "
            f"model.save('clothes.keras'). Received: filepath={os.fspath(filepath)}"
        )
    _check_overwrite(path, overwrite)
    if path.suffix == ".h5":
        _write(path, legacy_h5.pack(model))
        return
    config = utils.serialize_object(model, model.config_module)
    shape = None if config["class_name"] == "Functional" else model.known_input_shape
    config["build_config"] = {"input_shape": shape}
    if model.compiled:
        config["compile_config"] = model.get_compile_config()
    _write(path, keras_file.pack(config, weights.write(model)))


def load_model(
    filepath: File,
    custom_objects: Mapping[str, Any] | None = None,
    compile: bool = True,
    safe_mode: bool = True,
) -> Any:
    """Make the model of a file: one that was saved here, or by Keras 3 itself.

    Args:
        filepath: ends in `.keras`, or in `.h5`.
        custom_objects: classes and functions of the program's own, by name.
        compile: whether it is compiled as it was, with the optimizer's state.
        safe_mode: taken, not used: code in a file is never run.

    Raises:
        ValueError: if there is no such file, or its model is none that can be here.

    Reference: https://keras.io/api/models/model_saving_apis/
    """
    path = Path(filepath)
    if path.suffix not in (".keras", ".h5") or not path.is_file():
        raise ValueError(
            f"File not found: filepath={os.fspath(filepath)}. Please ensure the file is an "
            f"accessible `.keras` zip file. {_files_there(path)}"
        )
    content = _read(path)
    with CustomObjectScope(custom_objects):
        try:
            if path.suffix == ".h5":
                return legacy_h5.unpack(content, compile)
            return _unpack(content, compile)
        except _DAMAGED as error:
            raise ValueError(
                f"{path.name} describes no model that can be made here: "
                f"{type(error).__name__}: {error}"
            ) from error
        except ValueError as error:
            raise ValueError(f"{path.name} cannot be loaded. {error}") from error


def _unpack(content: bytes, compile: bool) -> Any:
    file = keras_file.unpack(content, compile=compile)
    model = make_model(file.config, file.weights)
    weights.read(model, file.weights, file.config["config"])
    compile_config = file.config.get("compile_config")
    if compile and compile_config:
        model.compile_from_config(compile_config)
        weights.read_optimizer(model, file.weights, file.config["config"], build=True)
    return model


def make_model(config: Mapping[str, Any], stored: hdf5.ReadGroup) -> Any:
    """Make the model of a configuration; its weights may be no more than the file holds."""
    _check_layers(config)
    state.weight_budget = sum(array.size for array in stored.arrays())
    try:
        found = models.deserialize(config)
        build = config.get("build_config")
        shape = build.get("input_shape") if isinstance(build, dict) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        if not found.built and shape:
            found.build(tuple(shape))  # pyright: ignore[reportUnknownArgumentType]
        return found
    finally:
        state.weight_budget = None


def _check_layers(config: Mapping[str, Any]) -> None:
    """Raise if a model has layers that are not here."""
    for layer in config["config"].get("layers", ()):
        kind = str(layer["class_name"])
        if kind in MODELS:
            _check_layers(layer)
        elif kind not in LAYERS and kind not in state.custom_objects:
            raise ValueError(
                f"Its layer {layer['config'].get('name')!r} is a {kind}, which is not here. Layers "
                f"that are: {', '.join(LAYERS)}. For one of your own give load_model "
                f"custom_objects={{{kind!r}: {kind}}}."
            )


def save_weights(model: Model, filepath: File, overwrite: bool = True) -> None:
    """Write the weights of a model, and its optimizer's state, to a file.

    Args:
        filepath: ends in `.weights.h5`.
        overwrite: whether a file of that name is replaced.

    Raises:
        ValueError: if the name ends in something else, or the model has no weights yet.
    """
    path = Path(filepath)
    if not path.name.endswith(".weights.h5"):
        raise ValueError(f"The filename must end in `.weights.h5`. Received: filepath={filepath}")
    _check_built(model, "saving")
    _check_overwrite(path, overwrite)
    _write(path, hdf5.write(weights.write(model)))


def load_weights(model: Model, filepath: File, **kwargs: object) -> None:
    """Set a model's weights, and its optimizer's state, to those of a file.

    Raises:
        FileNotFoundError: if there is no such file.
        ValueError: if it is none of weights, or they are of other shapes.
    """
    if any(value for value in kwargs.values()):
        raise ValueError(f"load_weights takes the file alone here. Received: {kwargs}")
    path = Path(filepath)
    if path.suffix not in (".h5", ".keras"):
        raise ValueError(
            f"File format not supported: filepath={path}. Names end in `.weights.h5` or `.keras`."
        )
    if not path.is_file():
        raise FileNotFoundError(f"No such file or directory: {str(path)!r}. {_files_there(path)}")
    _check_built(model, "loading")
    content = _read(path)
    try:
        if path.suffix == ".keras":
            stored = keras_file.unpack_weights(content)
        else:
            stored = hdf5.read(content)
        if stored.get("layers") is None and stored.attributes.get("layer_names") is not None:
            legacy_h5.read_weights(model, stored)
            return
        weights.read(model, stored)
    except ValueError as error:
        raise ValueError(f"{path.name} cannot be loaded. {error}") from error
    weights.read_optimizer(model, stored)


def _check_built(model: Model, verb: str) -> None:
    if not model.built:
        raise ValueError(
            f"You are {verb} weights of a model that has not yet been built. Give its first "
            "layer an input shape, or build it: model.build((None, 784))."
        )


def _check_overwrite(path: Path, overwrite: bool) -> None:
    if not overwrite and path.exists():
        raise ValueError(f"There is a file {str(path)!r} already, and overwrite=False.")


def _write(path: Path, content: bytes) -> None:
    """Parity: folders on the way are made, as Keras's ModelCheckpoint does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _read(path: Path) -> bytes:
    size = path.stat().st_size
    if size > keras_file.MOST_BYTES:
        raise ValueError(
            f"{path.name} has {size} bytes, and files of up to {keras_file.MOST_BYTES} are read."
        )
    return path.read_bytes()


def _files_there(path: Path) -> str:
    folder = path.parent
    models_there = folder.iterdir() if folder.is_dir() else ()
    names = sorted(each.name for each in models_there if each.suffix in (".keras", ".h5"))
    return f"Models there: {', '.join(names) or 'none'}."
