"""`save_model` and `load_model`."""

from collections.abc import Mapping
from os import PathLike
from typing import Any

from fittingroom.models import Sequential, checkpoints


def save_model(
    model: Sequential, filepath: str | PathLike[str], overwrite: bool = True, **kwargs: Any
) -> None:
    """`model.save(filepath)`."""
    model.save(filepath, overwrite, **kwargs)


def load_model(
    filepath: str | PathLike[str],
    custom_objects: Mapping[str, Any] | None = None,
    compile: bool = True,
    safe_mode: bool = True,
) -> Sequential:
    """Make the model again that `model.save` or `ModelCheckpoint` saved under a name.

    Args:
        custom_objects, safe_mode: taken, not used: custom functions are saved as they are.
        compile: whether it is compiled as it was, with the optimizer's state.

    Raises:
        ValueError: if there is no whole model of that name.

    Reference: https://keras.io/api/models/model_saving_apis/
    """
    checkpoint = checkpoints.load_model(filepath)
    model = Sequential.from_config(checkpoint.config or {})
    model.set_weights(checkpoint.weights)
    if compile and checkpoint.compile_config:
        model.compile_from_config(checkpoint.compile_config)
        if checkpoint.optimizer is not None:
            model.restore_optimizer(checkpoint.optimizer)
    return model
