"""Models from other models, and from JSON."""

import json
from collections.abc import Mapping
from typing import Any

from fittingroom import utils
from fittingroom.utils import lazy_modules

MODELS = lazy_modules.Classes(
    "fittingroom.models",
    {"Sequential": "Sequential", "Functional": "Functional", "Model": "Functional"},
)
"""Models by the names of their classes."""


def clone_model(model: Any, **unknown: object) -> Any:
    """Make a model of equal layers, with weights of its own.

    Raises:
        NotImplementedError: for Keras's further arguments.
    """
    if any(value is not None for value in unknown.values()):
        raise NotImplementedError(f"clone_model takes the model alone. Received: {[*unknown]}")
    return MODELS[getattr(model, "class_name", "Sequential")].from_config(model.get_config())


def model_from_json(json_string: str, custom_objects: Mapping[str, Any] | None = None) -> Any:
    """Make the model that `model.to_json` described, with weights of its own.

    Raises:
        ValueError: if it describes something else.
    """
    return deserialize(json.loads(json_string))


def deserialize(config: Mapping[str, Any]) -> Any:
    """Make the model that `utils.serialize_object` described, with weights of its own.

    Raises:
        ValueError: if it describes something else.
    """
    return utils.deserialize_object("model", config, MODELS)
