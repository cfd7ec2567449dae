"""Models that come back: from a name they were kept under, from JSON, from another model.

Imports `checkpoints`, `keeping`, `models` and `utils` only.
"""

import json
from collections.abc import Mapping
from os import PathLike
from typing import Any

from fittingroom import utils
from fittingroom.models import Sequential
from fittingroom.utils import checkpoints


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
    """Make the model again that `model.save` or `ModelCheckpoint` kept under a name.

    Args:
        custom_objects, safe_mode: taken, not used: functions of one's own are kept as they are.
        compile: whether it is compiled as it was, with the optimizer's state.

    Raises:
        ValueError: if no such name can be, nothing is kept under it, or weights alone are.

    Reference: https://keras.io/api/models/model_saving_apis/
    """
    kept = checkpoints.model_copy(filepath)
    model = Sequential.from_config(kept.config or {})
    model.set_weights(kept.weights)
    if compile and kept.compiled:
        model.compile_from_config(kept.compiled)
        if kept.optimizer is not None:
            model.restore_optimizer(kept.optimizer)
    return model


def clone_model(model: Sequential, **unknown: object) -> Sequential:
    """A model of equal layers, with weights of its own.

    Raises:
        NotImplementedError: for Keras's further arguments.
    """
    if any(value is not None for value in unknown.values()):
        raise NotImplementedError(f"clone_model takes the model alone. Received: {[*unknown]}")
    return Sequential.from_config(model.get_config())


def model_from_json(
    json_string: str, custom_objects: Mapping[str, Any] | None = None
) -> Sequential:
    """Make the model that `model.to_json` described, with weights of its own.

    Raises:
        ValueError: if it describes something else.
    """
    return utils.deserialized("model", json.loads(json_string), (Sequential,))
